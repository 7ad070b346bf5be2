//! Sending messages.

use super::codes::{FeeUserType, MsgFmt, SubmitResult, TerminalType, TpUdhi};
use super::msg_id::MsgId;
use super::pdu::{Version, encode_body};
use crate::body::{Excess, body};
use crate::fault::WriteError;
use crate::field::{Content, Destinations, Text};

/// The most destinations of one SUBMIT: "fewer than 100". `protocols/cmpp.md §5.4` field 19.
pub const DESTINATIONS_MAX: usize = 99;

body! {
    /// `CMPP_SUBMIT`, service provider → gateway. `protocols/cmpp.md §5.4`; command id `0x0000_0004`.
    pub struct Submit checked by content_fits {
        /// Left zero by the service provider; the gateway answers with its own.
        pub msg_id: MsgId,
        /// How many parts the message has, from 1.
        pub pk_total: u8,
        /// Which part this is, from 1.
        pub pk_number: u8,
        /// 1 asks for a status report (2.0 also 2: only a bill).
        pub registered_delivery: u8,
        /// Priority.
        pub msg_level: u8,
        /// The service's code, given by the carrier.
        pub service_id: Text<10>,
        /// Who pays.
        pub fee_user_type: FeeUserType,
        /// The paying number, only if `fee_user_type` says so; at most 21 octets in 2.0.
        pub fee_terminal_id: Text<32> [21, 32] as number,
        /// Whether the paying number is real; 3.0 alone.
        pub fee_terminal_type: TerminalType [0, 1],
        /// GSM 03.40 §9.2.3.9.
        pub tp_pid: u8,
        /// Whether the content begins with a user data header.
        pub tp_udhi: TpUdhi,
        /// How the content is coded.
        pub msg_fmt: MsgFmt,
        /// The account (`SP_Id`).
        pub msg_src: Text<6>,
        /// `01` free, `02` per message, `03` monthly (2.0 also `04`, `05`).
        pub fee_type: Text<2>,
        /// Price in fen (¥0.01), six digits.
        pub fee_code: Text<6>,
        /// How long it is valid, as [`ValidTime`](super::ValidTime); empty: the gateway's default.
        pub valid_time: Text<17>,
        /// When to send, as [`ValidTime`](super::ValidTime); empty: now.
        pub at_time: Text<17>,
        /// The sender's number that the phone shows.
        pub src_id: Text<21>,
        /// The receivers; each at most 21 octets in 2.0.
        pub dest_terminal_ids: Destinations<32, DESTINATIONS_MAX> [21, 32],
        /// Whether the receivers' numbers are real; one for all, 3.0 alone.
        pub dest_terminal_type: TerminalType [0, 1],
        /// The message: at most 140 octets, 159 if `msg_fmt` is 0, header included.
        pub content: Content,
        /// Links an answer to the message that asked for it; at most 8 octets in 2.0 (there `Reserve`).
        pub link_id: Text<20> [8, 20],
    }
}

body! {
    /// `CMPP_SUBMIT_RESP`. `protocols/cmpp.md §5.5`; command id `0x8000_0004`.
    pub struct SubmitResp {
        /// The gateway's number of the message, of the first receiver's if there are several. Junk unless ok.
        pub msg_id: MsgId,
        /// Whether it was taken.
        pub result: SubmitResult [1, 4],
    }
}

/// Appends a SUBMIT frame to `out`, without a copy into a [`Pdu`](super::Pdu).
///
/// # Errors
/// Names the field whose value the version cannot carry; `out` is as before then.
#[inline]
pub fn encode_submit(
    version: Version,
    sequence_id: u32,
    submit: &Submit,
    out: &mut Vec<u8>,
) -> Result<(), WriteError> {
    encode_body(version, sequence_id, submit, out)
}

/// The content's length against its coding.
fn content_fits(submit: &Submit) -> Option<Excess> {
    excess(&submit.content, submit.msg_fmt)
}

/// What of `content` is more than a message of this coding carries.
pub(super) fn excess(content: &Content, msg_fmt: MsgFmt) -> Option<Excess> {
    let (octets, max) = (content.len(), msg_fmt.content_max());
    (octets > max).then_some(Excess { field: "content", octets, max })
}
