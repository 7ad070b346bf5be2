//! What a channel tells.

use std::fmt;

use hongyan_domain::{Msisdn, UnixMillis};
use hongyan_link::session::{DeliverKey, OrderFault};
use hongyan_link::{ConnectionId, LineState};
use hongyan_wire::field::mask;
use hongyan_wire::text::SplitError;
use thiserror::Error;

use crate::message::Ticket;

pub use hongyan_link::session::NotSent;

/// Everything that a channel tells its owner.
///
/// Each part of a message that was handed over ends in exactly one `Answered`, `InDoubt` or `PartNotSent`, unless the
/// whole message ends in one `NotSent` or `Unsendable`.
#[derive(Clone, PartialEq, Debug)]
pub enum ChannelEvent {
    /// The channel does something else than before.
    State {
        /// What; a cause has a stable code.
        state: LineState,
        /// Since when.
        at: UnixMillis,
    },
    /// The carrier's answer to one part.
    Answered {
        /// Whose.
        ticket: Ticket,
        /// Which part, from 1.
        part: u8,
        /// Of how many.
        parts: u8,
        /// What it said.
        answer: Answer,
        /// How often the part was written; above 1 the person may get it twice.
        sends: u8,
        /// When.
        at: UnixMillis,
    },
    /// Written, and no answer came: nobody knows whether the carrier has this part.
    InDoubt {
        /// Whose.
        ticket: Ticket,
        /// Which part, from 1.
        part: u8,
        /// Of how many.
        parts: u8,
        /// When that became clear.
        at: UnixMillis,
    },
    /// No part was written: safe to queue again.
    NotSent {
        /// Whose.
        ticket: Ticket,
        /// Why.
        cause: NotSent,
        /// When.
        at: UnixMillis,
    },
    /// This part was not written, but earlier ones were: the person has, or may get, half a message.
    PartNotSent {
        /// Whose.
        ticket: Ticket,
        /// Which part, from 2.
        part: u8,
        /// Of how many.
        parts: u8,
        /// Why.
        cause: NotSent,
        /// When.
        at: UnixMillis,
    },
    /// It cannot be sent as it is: a person must act.
    Unsendable {
        /// Whose.
        ticket: Ticket,
        /// What is wrong with it.
        cause: Unsendable,
        /// When.
        at: UnixMillis,
    },
    /// A status report, repeated by the carrier until it is acknowledged.
    Receipt {
        /// For [`Channel::acknowledge`](crate::Channel::acknowledge), once it is stored.
        ack: AckToken,
        /// The carrier's number of the part, from its answer; it repeats after a year, so match with number and time.
        carrier_id: u64,
        /// The receiver, if the field holds a number.
        number: Option<Msisdn>,
        /// The carrier's word for what became of it, such as `DELIVRD`.
        stat: Word,
        /// When that happened, YYMMDDHHMM in the carrier's words.
        done_at_text: Word,
        /// When the report came.
        at: UnixMillis,
    },
    /// A message from a phone, or a part of one.
    Inbound(Box<Inbound>),
}

/// A carrier's answer to one part. Its "no" is data, not an error.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Answer {
    /// Taken.
    Accepted {
        /// The carrier's number, under which receipts come.
        carrier_id: u64,
    },
    /// Not taken.
    Refused {
        /// The carrier's code, any `u32`; 8 is flow control, for which the line has slowed down already.
        code: u32,
    },
}

/// Lets one receipt or inbound message be answered; worth nothing once its connection is gone.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct AckToken {
    pub(crate) from: ConnectionId,
    pub(crate) key: DeliverKey,
}

/// Why a message cannot be sent as it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum Unsendable {
    /// The text cannot be coded, or has too many parts.
    #[error(transparent)]
    Text(#[from] SplitError),
    /// More extension digits than the channel has.
    #[error("{digits} extension digits, the channel has {max}")]
    ExtensionTooLong {
        /// How many were asked for.
        digits: usize,
        /// How many there may be.
        max: usize,
    },
    /// The line could not write it; a setting is wrong.
    #[error(transparent)]
    Order(#[from] OrderFault),
}

impl Unsendable {
    /// The stable code that faces translate and explain.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Text(error) => error.code(),
            Self::ExtensionTooLong { .. } => "channel.extension_too_long",
            Self::Order(fault) => fault.code(),
        }
    }
}

/// A message from a phone as it came: one part, not decoded.
#[derive(Clone, PartialEq)]
pub struct Inbound {
    /// For [`Channel::acknowledge`](crate::Channel::acknowledge), once it is stored.
    pub ack: AckToken,
    /// The carrier's number of this delivery; a repeat carries it again.
    pub carrier_id: u64,
    /// The sender, if the field holds a number.
    pub number: Option<Msisdn>,
    /// The sender as sent.
    pub raw_number: RawNumber,
    /// Our number that it was sent to, extension included, as sent.
    pub to: String,
    /// The coding's number (`Msg_Fmt`).
    pub msg_fmt: u8,
    /// Whether the content begins with a data header.
    pub udhi: bool,
    /// Data header and text.
    pub content: Vec<u8>,
    /// To be sent back with an answer to an on-demand service; mostly empty.
    pub link_id: String,
    /// When it came.
    pub at: UnixMillis,
}

/// Shows no text: it may name people.
impl fmt::Debug for Inbound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inbound")
            .field("carrier_id", &self.carrier_id)
            .field("number", &self.raw_number)
            .field("to", &self.to)
            .field("msg_fmt", &self.msg_fmt)
            .field("content", &format_args!("{} octets", self.content.len()))
            .finish_non_exhaustive()
    }
}

/// A number as a carrier sent it, which may be none; masked unless revealed.
#[derive(Clone, PartialEq, Eq)]
pub struct RawNumber(String);

impl RawNumber {
    /// The number in this text.
    #[must_use]
    pub const fn new(text: String) -> Self {
        Self(text)
    }

    /// The whole text.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for RawNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&mask(self.0.as_bytes()))
    }
}

/// The longest [`Word`], in octets.
const WORD_OCTETS: usize = 15;

/// A short word from a carrier: trimmed, otherwise verbatim but that anything unprintable shows as `?`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Word {
    length: u8,
    octets: [u8; WORD_OCTETS],
}

impl Word {
    /// The word in these octets, cut at 15.
    #[must_use]
    pub fn new(octets: &[u8]) -> Self {
        let mut word = Self::default();
        for (to, from) in word.octets.iter_mut().zip(octets.trim_ascii()) {
            *to = if from.is_ascii_graphic() || *from == b' ' { *from } else { b'?' };
            word.length += 1;
        }
        word
    }

    /// The word.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.octets
            .get(..usize::from(self.length))
            .and_then(|octets| str::from_utf8(octets).ok())
            .unwrap_or("")
    }
}

impl fmt::Display for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Word {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_trimmed_and_printable() {
        assert_eq!(Word::new(b" UNDELIV ").as_str(), "UNDELIV");
        assert_eq!(Word::new(b"MA:\x81\x02").as_str(), "MA:??");
        assert_eq!(Word::new(&[b'x'; 40]).as_str().len(), WORD_OCTETS);
    }

    #[test]
    fn raw_numbers_are_masked() {
        assert_eq!(format!("{:?}", RawNumber::new("8613812345678".to_owned())), "861****5678");
    }
}
