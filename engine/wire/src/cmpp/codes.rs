//! Numbers with a meaning. Ranges stay open: gateways send values that no document names.

use crate::body::Source;
use crate::fault::{Leniency, ReadError, WriteError};
use crate::field::{Field, Form, Role, open_number};
use crate::reader::{Reader, Writer};

open_number! {
    /// How a login was answered. `protocols/cmpp.md §5.2`.
    pub struct ConnectStatus(u32) {
        OK = 0 "ok",
        BAD_STRUCTURE = 1 "message structure wrong",
        BAD_SOURCE = 2 "source address illegal",
        NOT_AUTHENTICATED = 3 "authentication failed",
        VERSION_TOO_HIGH = 4 "version too high",
        OTHER = 5 "other error",
    }
}

open_number! {
    /// How a SUBMIT was answered; 9 to 13 have these meanings since 3.0. `protocols/cmpp.md §5.5`.
    pub struct SubmitResult(u32) {
        OK = 0 "ok",
        BAD_STRUCTURE = 1 "message structure wrong",
        BAD_COMMAND = 2 "command id wrong",
        DUPLICATE_SEQUENCE = 3 "sequence number repeated",
        BAD_LENGTH = 4 "message length wrong",
        BAD_FEE = 5 "fee wrong",
        TOO_LONG = 6 "message too long",
        BAD_SERVICE = 7 "service code wrong",
        FLOW_CONTROL = 8 "flow control",
        /// In 2.0 documents this is "other error".
        NOT_SERVED = 9 "gateway does not serve the charged number",
        BAD_SRC_ID = 10 "Src_Id wrong",
        BAD_MSG_SRC = 11 "Msg_src wrong",
        BAD_FEE_TERMINAL = 12 "Fee_terminal_Id wrong",
        BAD_DESTINATION = 13 "Dest_terminal_Id wrong",
    }
}

open_number! {
    /// How a DELIVER was answered. `protocols/cmpp.md §5.8`.
    pub struct DeliverResult(u32) {
        OK = 0 "ok",
        BAD_STRUCTURE = 1 "message structure wrong",
        BAD_COMMAND = 2 "command id wrong",
        DUPLICATE_SEQUENCE = 3 "sequence number repeated",
        BAD_LENGTH = 4 "message length wrong",
        BAD_FEE = 5 "fee wrong",
        TOO_LONG = 6 "message too long",
        BAD_SERVICE = 7 "service code wrong",
        FLOW_CONTROL = 8 "flow control",
        OTHER = 9 "other error",
    }
}

open_number! {
    /// How a FWD was answered. `protocols/cmpp.md §6.1`.
    pub struct FwdResult(u32) {
        OK = 0 "ok",
        BAD_STRUCTURE = 1 "message structure wrong",
        BAD_COMMAND = 2 "command id wrong",
        DUPLICATE_SEQUENCE = 3 "sequence number repeated",
        BAD_LENGTH = 4 "message length wrong",
        BAD_FEE = 5 "fee wrong",
        TOO_LONG = 6 "message too long",
        BAD_SERVICE = 7 "service code wrong",
        FLOW_CONTROL = 8 "flow control",
        WRONGLY_FORWARDED = 9 "wrongly forwarded, the service provider is not ours",
        OTHER = 10 "other error",
    }
}

open_number! {
    /// How a CANCEL was answered. `protocols/cmpp.md §5.9`.
    pub struct CancelResult(u32) {
        OK = 0 "cancelled",
        FAILED = 1 "not cancelled",
    }
}

open_number! {
    /// How the route server answered. `protocols/cmpp.md §6.2`.
    pub struct GnsResult(u8) {
        OK = 0 "ok",
        NO_ROUTE = 1 "no matching route",
        BAD_SOURCE = 2 "source gateway code wrong",
        BAD_ROUTE_TYPE = 3 "route type wrong",
        NO_UPDATES = 4 "node takes no updates",
        UPDATE_FAILED = 5 "update failed",
        OLDER_TIMESTAMP = 6 "time stamp older than the local one",
        BUSY = 9 "busy",
        BAD_UPDATE_TYPE = 10 "Update_type wrong",
        BAD_ROUTE_ID = 11 "route number wrong",
        BAD_DESTINATION = 12 "destination gateway code wrong",
        BAD_GATEWAY_IP = 13 "gateway address wrong",
        BAD_GATEWAY_PORT = 14 "gateway port wrong",
        BAD_START_ID = 15 "Start_Id wrong",
        BAD_END_ID = 16 "End_Id wrong",
        BAD_AREA_CODE = 17 "province code wrong",
        BAD_USER_TYPE = 18 "user type wrong",
        BAD_SP_ID = 19 "SP_Id wrong",
        BAD_SP_CODE = 20 "SP_Code wrong",
        BAD_SP_ACCESS_TYPE = 21 "SP_AccessType wrong",
        BAD_SERVICE_ID = 22 "Service_Id wrong",
        BAD_START_CODE = 23 "Start_code wrong",
        BAD_END_CODE = 24 "End_code wrong",
    }
}

open_number! {
    /// How the content is coded. `protocols/cmpp.md §8`.
    pub struct MsgFmt(u8) {
        ASCII = 0 "ASCII",
        SIM_WRITE = 3 "SIM write",
        BINARY = 4 "binary",
        UCS2 = 8 "UCS2",
        GB = 15 "GB18030",
        FLASH_7BIT = 16 "7-bit, flash",
        FLASH_UCS2 = 24 "UCS2, flash",
    }
}

impl MsgFmt {
    /// The longest content in octets, header included. `protocols/cmpp.md §5.4` field 22.
    pub const fn content_max(self) -> usize {
        if self.0 == Self::ASCII.0 { 159 } else { 140 }
    }
}

open_number! {
    /// Who pays. `protocols/cmpp.md §5.4` field 7.
    pub struct FeeUserType(u8) {
        DESTINATION = 0 "destination pays",
        SOURCE = 1 "source pays",
        SERVICE_PROVIDER = 2 "service provider pays",
        NAMED = 3 "the number in Fee_terminal_Id pays",
    }
}

open_number! {
    /// Whether a number is real. `protocols/cmpp.md §4`.
    pub struct TerminalType(u8) {
        REAL = 0 "real number",
        PSEUDO = 1 "pseudo code",
    }
}

open_number! {
    /// What a QUERY counts by. `protocols/cmpp.md §5.6`.
    pub struct QueryType(u8) {
        TOTALS = 0 "totals",
        BY_SERVICE = 1 "by Service_Id",
    }
}

open_number! {
    /// What a FWD carries. `protocols/cmpp.md §6.1`.
    pub struct FwdType(u8) {
        MT = 0 "message to a phone",
        MO = 1 "message from a phone",
        MT_REPORT = 2 "report of a message to a phone",
        MO_REPORT = 3 "report of a message from a phone",
    }
}

open_number! {
    /// Which brand a subscriber belongs to. `protocols/cmpp.md §6`.
    pub struct UserType(u8) {
        GLOBAL = 0 "GoTone",
        PREPAID = 1 "Easyown",
        M_ZONE = 2 "M-Zone",
    }
}

open_number! {
    /// What a route update does. `protocols/cmpp.md §6.2`.
    pub struct UpdateType(u8) {
        ADD = 0 "add",
        DELETE = 1 "delete",
        CHANGE = 2 "change",
    }
}

open_number! {
    /// How a service provider is attached. `protocols/cmpp.md §6.2`.
    pub struct SpAccessType(u8) {
        MAIN = 0 "main access",
        MIRROR = 1 "mirror access",
    }
}

/// Whether the content begins with a user data header. `protocols/cmpp.md §5.4` field 11, §12.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct TpUdhi(pub u8);

impl TpUdhi {
    /// Bit 0, where CMPP has it.
    const BIT: u8 = 0x01;
    /// Bit 6, where SMPP's `esm_class` has it; some gateways copy that.
    const ESM_CLASS_BIT: u8 = 0x40;

    /// The content is text alone.
    pub const NONE: Self = Self(0);
    /// The content begins with a header.
    pub const HEADER: Self = Self(Self::BIT);

    /// Whether the content begins with a header, whichever bit says so.
    pub const fn has_header(self) -> bool {
        self.0 & (Self::BIT | Self::ESM_CLASS_BIT) != 0
    }
}

impl Field for TpUdhi {
    const WIDTH: usize = 1;

    #[inline]
    fn read(reader: &mut Reader<'_>, name: &'static str, form: Form) -> Result<Self, ReadError> {
        let offset = reader.offset();
        let this = Self(u8::read(reader, name, form)?);
        if this.0 & (Self::BIT | Self::ESM_CLASS_BIT) == Self::ESM_CLASS_BIT {
            reader.forgive(name, offset, Leniency::HeaderIndicatorBit6);
        }
        Ok(this)
    }

    #[inline]
    fn write(&self, writer: &mut Writer<'_>, name: &'static str, form: Form) -> Result<(), WriteError> {
        self.0.write(writer, name, form)
    }

    fn octets(&self, _: Form) -> usize {
        1
    }

    fn show(&self, role: Role) -> String {
        self.0.show(role)
    }

    fn sample(source: &mut Source<'_>, form: Form) -> Self {
        Self(u8::sample(source, form))
    }
}
