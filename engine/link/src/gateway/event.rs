//! What goes into a gateway session, and what comes out of it.

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::{
    CancelResult, ConnectStatus, DecodeError, DeliverResult, FrameError, MsgFmt, MsgId, Stat, Submit,
    SubmitResult, TpUdhi, Version,
};
use hongyan_wire::fault::{Forgiven, WriteError};
use hongyan_wire::field::{Content, Text};

use super::account::AccountNo;

/// Which connection of a gateway; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineNo(pub u64);

/// Everything that can happen to a session.
#[derive(Debug)]
pub enum Input<'a> {
    /// Octets that arrived in one read; the session keeps what is not a whole message yet.
    Bytes(&'a [u8]),
    /// The answer to an [`Arrived`] SUBMIT.
    Answer {
        /// Which SUBMIT.
        pending: Pending,
        /// What to answer.
        verdict: Verdict,
    },
    /// The answer to a CANCEL.
    AnswerCancel {
        /// The CANCEL's number.
        sequence_id: u32,
        /// What to answer.
        result: CancelResult,
    },
    /// A message or receipt for the peer. Only while [`Session::room`](super::Session::room) is above zero; else it
    /// comes back as [`Event::GivenBack`].
    Deliver(Delivery),
    /// Neither reads nor writes any more, but keeps the connection: a half-open line. What was said before still
    /// goes out.
    FallSilent,
    /// Ends the connection without a word. Answers that were not taken yet still go out.
    Cut,
    /// Says goodbye and ends the connection once the peer has answered.
    Terminate,
    /// Time has passed; harmless when it is early.
    Timeout,
    /// The connection is gone.
    Lost,
}

/// What to answer to a SUBMIT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Result 0 with the assigned id.
    Accept,
    /// This result and no id.
    Refuse(SubmitResult),
}

/// A SUBMIT that waits for its answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pending {
    /// The SUBMIT's number on its connection.
    pub sequence_id: u32,
    /// The id that was given to the first receiver; [`MsgId::nth`] gives the others.
    pub msg_id: MsgId,
    /// The service that it counts for.
    pub service_id: Text<10>,
    /// How many receivers it has.
    pub receivers: u8,
}

/// A SUBMIT that passed the account's checks.
#[derive(Debug)]
pub struct Arrived {
    /// To be handed back with the answer.
    pub pending: Pending,
    /// The message.
    pub submit: Submit,
}

/// A message or receipt on its way to the peer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivery {
    /// The caller's number, handed back with the outcome.
    pub ticket: u64,
    /// What is delivered.
    pub note: Note,
}

/// What a DELIVER carries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Note {
    /// A status report.
    Receipt(Receipt),
    /// A message from a phone, or a part of one.
    Inbound(Box<Inbound>),
}

/// What became of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    /// The id from the SUBMIT's answer, of this receiver.
    pub msg_id: MsgId,
    /// The end state.
    pub stat: Stat,
    /// When it was submitted.
    pub submitted_at: UnixMillis,
    /// When it ended.
    pub done_at: UnixMillis,
    /// The receiver, as the SUBMIT named it; shown masked by `Debug`.
    pub number: Text<32>,
    /// The SUBMIT's `Src_Id`.
    pub src_id: Text<21>,
}

/// A message from a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inbound {
    /// The phone's number.
    pub from: Text<32>,
    /// The number that the phone wrote to.
    pub to: Text<21>,
    /// The service's code; empty when none is known.
    pub service_id: Text<10>,
    /// How the content is coded.
    pub msg_fmt: MsgFmt,
    /// Whether the content begins with a data header.
    pub tp_udhi: TpUdhi,
    /// The message, or one part of it.
    pub content: Content,
    /// To be echoed by the answer; at most 8 octets reach a 2.0 peer.
    pub link_id: Text<20>,
}

/// What a session tells its owner.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "the large variant is the frequent one; a box each would cost more"
)]
pub enum Event {
    /// The peer logged in.
    Online {
        /// As whom.
        account: AccountNo,
        /// In which version.
        version: Version,
    },
    /// The peer was refused; the connection ends.
    Refused {
        /// The name it gave.
        name: Text<6>,
        /// What it was told.
        status: ConnectStatus,
    },
    /// A SUBMIT to be answered with [`Input::Answer`].
    Arrived(Arrived),
    /// A SUBMIT that the session refused by itself: rate, window, form, sender.
    Turned {
        /// What it was answered.
        result: SubmitResult,
        /// Whether the window was overrun rather than the rate.
        window: bool,
    },
    /// A SUBMIT came again while its first copy waits for the answer, which will serve both.
    Repeated,
    /// A CANCEL to be answered with [`Input::AnswerCancel`].
    Cancel {
        /// The CANCEL's number.
        sequence_id: u32,
        /// Which message.
        msg_id: MsgId,
    },
    /// The peer answered a DELIVER.
    Taken {
        /// Its ticket.
        ticket: u64,
        /// What it answered.
        result: DeliverResult,
    },
    /// A DELIVER that cannot be written in the peer's version, such as content above the coding's limit.
    Unsendable {
        /// Its ticket.
        ticket: u64,
        /// What does not fit.
        error: WriteError,
    },
    /// The line ended before the peer answered this DELIVER: deliver it again, on this line or another.
    GivenBack(Delivery),
    /// A message that means nothing here, or could not be read; it was left alone.
    Ignored {
        /// Its command id.
        command_id: u32,
        /// Why it could not be read; `None` when it could but has no place here.
        fault: Option<DecodeError>,
    },
    /// Reading let something pass that the protocol does not allow.
    Forgiven(Forgiven),
    /// The session is over.
    Closed(Cause),
}

/// Why a session ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    /// The connection was lost, or the peer hung up.
    Lost,
    /// The peer said goodbye.
    PeerTerminated,
    /// We said goodbye and the peer agreed.
    Terminated,
    /// We said goodbye and the peer did not answer in time.
    TerminateUnanswered,
    /// No CONNECT came in time.
    NoLogin,
    /// Something else than CONNECT came first, or a second CONNECT.
    OutOfTurn {
        /// What came.
        command_id: u32,
    },
    /// The login was refused.
    Refused(ConnectStatus),
    /// What came is no stream of messages.
    Garbage(FrameError),
    /// The peer answered neither ACTIVE_TEST nor DELIVER as often as they were sent.
    Unanswered,
    /// The owner cut the line.
    Cut,
}

impl Cause {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Lost => "gateway.lost",
            Self::PeerTerminated => "gateway.peer_terminated",
            Self::Terminated => "gateway.terminated",
            Self::TerminateUnanswered => "gateway.terminate_unanswered",
            Self::NoLogin => "gateway.no_login",
            Self::OutOfTurn { .. } => "gateway.out_of_turn",
            Self::Refused(_) => "gateway.refused",
            Self::Garbage(_) => "gateway.garbage",
            Self::Unanswered => "gateway.unanswered",
            Self::Cut => "gateway.cut",
        }
    }
}
