//! Messages handed from gateway to gateway.

use super::codes::{FeeUserType, FwdResult, FwdType, MsgFmt, TerminalType, TpUdhi, UserType};
use super::msg_id::MsgId;
use super::submit::excess;
use crate::body::{Excess, body};
use crate::field::{Content, Destinations, Text};

body! {
    /// `CMPP_FWD`, gateway → gateway. `protocols/cmpp.md §6.1`; command id `0x0000_0009`.
    pub struct Fwd checked by content_fits {
        /// The sending gateway's code, filled with '0' on the left.
        pub source_id: Text<6>,
        /// The receiving gateway's code, likewise.
        pub destination_id: Text<6>,
        /// Gateways passed so far.
        pub nodes_count: u8,
        /// What this carries.
        pub msg_fwd_type: FwdType,
        /// The first gateway's number of the message.
        pub msg_id: MsgId,
        /// How many parts the message has, from 1.
        pub pk_total: u8,
        /// Which part this is, from 1.
        pub pk_number: u8,
        /// 0 none, 1 report wanted, 2 only a bill.
        pub registered_delivery: u8,
        /// Priority.
        pub msg_level: u8,
        /// The service's code.
        pub service_id: Text<10>,
        /// Who pays.
        pub fee_user_type: FeeUserType,
        /// The paying number; 21 octets in both versions.
        pub fee_terminal_id: Text<21> as number,
        /// The paying number's pseudo code; 3.0 alone.
        pub fee_terminal_pseudo: Text<32> [0, 32] as number,
        /// The payer's brand; 3.0 alone.
        pub fee_terminal_user_type: UserType [0, 1],
        /// GSM 03.40 §9.2.3.9.
        pub tp_pid: u8,
        /// Whether the content begins with a user data header.
        pub tp_udhi: TpUdhi,
        /// How the content is coded.
        pub msg_fmt: MsgFmt,
        /// The account (`SP_Id`).
        pub msg_src: Text<6>,
        /// `01` free, `02` per message, `03` monthly, `06` monthly query.
        pub fee_type: Text<2>,
        /// Price in fen (¥0.01), six digits.
        pub fee_code: Text<6>,
        /// How long it is valid.
        pub valid_time: Text<17>,
        /// When to send.
        pub at_time: Text<17>,
        /// The sender: the service provider's number or the phone's, as `msg_fwd_type` says.
        pub src_id: Text<21> as number,
        /// The sender's pseudo code; 3.0 alone.
        pub src_pseudo: Text<32> [0, 32] as number,
        /// The sender's brand; 3.0 alone.
        pub src_user_type: UserType [0, 1],
        /// Whether the sender's number is real; 3.0 alone.
        pub src_type: TerminalType [0, 1],
        /// The receiver; exactly one.
        pub dest_ids: Destinations<21, 1>,
        /// The receiver's pseudo code; 3.0 alone.
        pub dest_pseudo: Text<32> [0, 32] as number,
        /// The receiver's brand; 3.0 alone.
        pub dest_user_type: UserType [0, 1],
        /// The message, or a report's octets.
        pub content: Content,
        /// Links an answer to the message that asked for it; at most 8 octets in 2.0 (there `Reserve`).
        pub link_id: Text<20> [8, 20],
    }
}

body! {
    /// `CMPP_FWD_RESP`. `protocols/cmpp.md §6.1`; command id `0x8000_0009`.
    pub struct FwdResp {
        /// Copied from the FWD.
        pub msg_id: MsgId,
        /// Copied from the FWD.
        pub pk_total: u8,
        /// Copied from the FWD.
        pub pk_number: u8,
        /// Whether it was taken.
        pub result: FwdResult [1, 4],
    }
}

fn content_fits(fwd: &Fwd) -> Option<Excess> {
    excess(&fwd.content, fwd.msg_fmt)
}
