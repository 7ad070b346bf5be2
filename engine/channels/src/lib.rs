//! Channels: one trait for every kind of line that carries messages, and a driver for each kind.
//!
//! A channel takes messages and tells what the carrier said about them. It must never know a task, a price, a routing
//! rule or the store: what an answer means, and whether a message is sent again, others decide.
//!
//! Begin with [`Channel`] and [`ChannelEvent`]; [`sms::CmppChannel`] is the driver for CMPP.

pub mod sms;

mod channel;
mod event;
mod message;

pub use channel::{BoxFuture, Capabilities, Channel, ChannelClosed, MessageKind};
pub use event::{AckToken, Answer, ChannelEvent, Inbound, NotSent, RawNumber, Unsendable, Word};
pub use hongyan_link::{Cause, ConnectionState, LineState, Secret};
pub use message::{EXTENSION_DIGITS_MAX, Extension, ExtensionFault, Submission, Ticket};
