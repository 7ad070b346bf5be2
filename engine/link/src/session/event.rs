//! What goes into a session and what comes out of it.

use std::time::Duration;

use hongyan_wire::cmpp::{Deliver, EncodeError, MsgId, Report, Submit, SubmitResult, Version};
use thiserror::Error;

use crate::cause::Cause;

/// The owner's name for one part of one message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ticket {
    /// The message; the owner never uses a number twice while it is under way.
    pub message: u64,
    /// Which part, from 1.
    pub part: u8,
    /// Of how many.
    pub parts: u8,
}

/// One SUBMIT to be sent.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Order {
    /// Comes back with whatever becomes of it.
    pub ticket: Ticket,
    /// What is sent.
    pub submit: Submit,
}

/// Names a receipt or inbound message until it is acknowledged: the gateway's sequence number.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DeliverKey(pub u32);

/// Everything that can happen to a session.
#[derive(Debug)]
#[expect(
    clippy::large_enum_variant,
    reason = "the large variant is the frequent one; it moves once, into its place"
)]
pub enum Input<'a> {
    /// The socket is connected; the login may leave.
    Connected {
        /// The gateway's local time as the number MMDDHHMMSS (`cmpp.md` §5.1).
        timestamp: u32,
    },
    /// Octets arrived, cut anywhere.
    Octets(&'a [u8]),
    /// A message to send; comes back as [`Event::NotSent`] when [`Session::room`](super::Session::room) was 0.
    Order(Order),
    /// The owner has a receipt or inbound message safe: it may be answered.
    Acknowledge(DeliverKey),
    /// A moment that [`Session::next_timeout`](super::Session::next_timeout) named has come; earlier is harmless.
    Timeout,
    /// The socket is gone.
    Lost(Cause),
    /// Finish what is under way, then log out.
    Terminate {
        /// How long the open answers and acknowledgements are waited for.
        grace: Duration,
    },
}

/// Whether the gateway proved that it knows the secret.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proof {
    /// Not looked at.
    Unchecked,
    /// In one of the forms that gateways use.
    Given,
    /// In none of them: worth a line in the log, no more.
    Missing,
}

/// Everything that a session tells its owner.
#[derive(Clone, PartialEq, Debug)]
pub enum Event {
    /// Logged in.
    Online {
        /// The version spoken.
        version: Version,
        /// The highest version that the gateway says it knows, as sent.
        peer_version: u8,
        /// Whether it proved the secret.
        proof: Proof,
    },
    /// The gateway's answer to one order; ends it.
    Answered {
        /// Whose.
        ticket: Ticket,
        /// The gateway's number, under which receipts come; means nothing unless the result is ok.
        msg_id: MsgId,
        /// Taken, or why not.
        result: SubmitResult,
        /// How often it was sent; above 1 the person may get it twice.
        sends: u8,
    },
    /// The gateway may or may not have it; ends the order. Only policy or a person may decide to send it again.
    InDoubt {
        /// Whose.
        ticket: Ticket,
    },
    /// It never left; ends the order, and sending it again is safe.
    NotSent {
        /// Whose.
        ticket: Ticket,
        /// Why.
        why: NotSent,
    },
    /// It can never be sent as it is; ends the order.
    Unsendable {
        /// Whose.
        ticket: Ticket,
        /// What is wrong with it.
        fault: OrderFault,
    },
    /// A status report, to be acknowledged when it is safe.
    Report {
        /// Names it in the acknowledgement.
        key: DeliverKey,
        /// What it says.
        report: Report,
    },
    /// A message from a phone, to be acknowledged when it is safe.
    Inbound {
        /// Names it in the acknowledgement.
        key: DeliverKey,
        /// The message as it came.
        deliver: Box<Deliver>,
    },
    /// The end; nothing follows.
    Closed(Cause),
}

/// Why an order came back unsent.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Error)]
pub enum NotSent {
    /// No connection is logged in.
    #[error("the line is down")]
    LineDown,
    /// The window or the pace had no room.
    #[error("the line had no room")]
    NoRoom,
    /// It waited too long for the line's turn.
    #[error("the line took too long")]
    Waited,
    /// The line was paused.
    #[error("the line is paused")]
    Paused,
    /// The line was stopped.
    #[error("the line has stopped")]
    Stopped,
}

impl NotSent {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LineDown => "line.down",
            Self::NoRoom => "line.no_room",
            Self::Waited => "line.waited",
            Self::Paused => "line.paused",
            Self::Stopped => "line.stopped",
        }
    }
}

/// Why an order can never be sent as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum OrderFault {
    /// A field does not fit the version.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// It goes to more people than may leave in a second.
    #[error("{people} people in one order are more than the {per_second} messages agreed for a second")]
    OverPace {
        /// Its receivers.
        people: usize,
        /// The agreed pace.
        per_second: usize,
    },
}

impl OrderFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Encode(error) => error.code(),
            Self::OverPace { .. } => "line.over_pace",
        }
    }
}
