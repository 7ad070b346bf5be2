//! Receiving messages and reports.

use super::codes::{DeliverResult, MsgFmt, TerminalType, TpUdhi};
use super::msg_id::MsgId;
use super::report::Report;
use super::submit::excess;
use crate::body::{Excess, body};
use crate::fault::{Forgiven, ReadError};
use crate::field::{Content, Text};

body! {
    /// `CMPP_DELIVER`, gateway → service provider: a message from a phone, or a status report.
    /// `protocols/cmpp.md §5.7`; command id `0x0000_0005`.
    pub struct Deliver checked by content_fits {
        /// The gateway's number of this DELIVER; a report names its message inside its content.
        pub msg_id: MsgId,
        /// The service provider's number that the phone wrote to.
        pub dest_id: Text<21>,
        /// The service's code.
        pub service_id: Text<10>,
        /// GSM 03.40 §9.2.3.9.
        pub tp_pid: u8,
        /// Whether the content begins with a user data header.
        pub tp_udhi: TpUdhi,
        /// How the content is coded; means nothing in a report.
        pub msg_fmt: MsgFmt,
        /// The phone's number; at most 21 octets in 2.0.
        pub src_terminal_id: Text<32> [21, 32] as number,
        /// Whether the phone's number is real; 3.0 alone.
        pub src_terminal_type: TerminalType [0, 1],
        /// 0: a message, 1: a status report.
        pub registered_delivery: u8,
        /// The message, or the report's octets.
        pub content: Content,
        /// To be sent back in the answer; at most 8 octets in 2.0 (there `Reserved`). Some gateways cut it off.
        pub link_id: Text<20> [8, 20] as tail,
    }
}

impl Deliver {
    /// Whether this is a status report.
    pub const fn is_report(&self) -> bool {
        self.registered_delivery == 1
    }

    /// The status report inside; `None` when this is a message.
    ///
    /// # Errors
    /// When the content has the length of neither version's report.
    pub fn report(&self) -> Option<Result<(Report, Vec<Forgiven>), ReadError>> {
        self.is_report().then(|| Report::from_content(self.content.octets()))
    }
}

body! {
    /// `CMPP_DELIVER_RESP`. `protocols/cmpp.md §5.8`; command id `0x8000_0005`.
    pub struct DeliverResp {
        /// Copied from the DELIVER.
        pub msg_id: MsgId,
        /// Whether it was taken.
        pub result: DeliverResult [1, 4],
    }
}

fn content_fits(deliver: &Deliver) -> Option<Excess> {
    excess(&deliver.content, deliver.msg_fmt)
}
