//! The trait that every kind of line serves.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use hongyan_link::LineState;
use thiserror::Error;

use crate::event::{AckToken, ChannelEvent};
use crate::message::Submission;

/// A future behind a pointer, so that channels of all kinds can stand in one list.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// What kind of message a channel carries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MessageKind {
    /// A text of any length, in parts.
    Text,
    /// A text that the phone shows at once and does not store.
    Flash,
}

/// What a channel can do, as far as callers must know.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Capabilities {
    /// What it carries.
    pub kinds: &'static [MessageKind],
    /// Digits that may be appended to its sender's number.
    pub extension_digits: usize,
    /// Unanswered parts on the way at once, all connections together: the natural size of a batch.
    pub window: usize,
    /// Parts per second; `None` for as fast as the window allows.
    pub per_second: Option<u32>,
    /// Whether receipts come.
    pub receipts: bool,
    /// Parts of one message at most.
    pub parts_max: u8,
}

/// The channel was stopped; nothing was taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("the channel has been stopped")]
pub struct ChannelClosed;

impl ChannelClosed {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        "channel.closed"
    }
}

/// A line that carries messages.
///
/// Events must be taken by another task than the one that submits: when nobody takes them, submitting waits.
pub trait Channel: Send + Sync + 'static {
    /// What it can do.
    fn capabilities(&self) -> Capabilities;

    /// Hands messages over, waiting while the line has no room for them.
    ///
    /// A line that is down, paused or out of breath for a second takes nothing in: it answers
    /// [`ChannelEvent::NotSent`], so that no message leaves long after its task was stopped. For the same reason hand
    /// over about [`Capabilities::window`] at a time. The future must be run to its end: when it is dropped, what was
    /// not taken in yet ends without an event.
    ///
    /// # Errors
    /// [`ChannelClosed`] after [`Channel::stop`].
    fn submit(&self, batch: Vec<Submission>) -> BoxFuture<'_, Result<(), ChannelClosed>>;

    /// The next events, all that there are; `None` after the stop, when everything was taken.
    ///
    /// Bounded: an owner that does not take them slows the line, and in the end the carrier.
    fn events(&self) -> BoxFuture<'_, Option<Vec<ChannelEvent>>>;

    /// Lets receipts and inbound messages be answered. To be called when they are durable, not before: a carrier
    /// forgets what was answered.
    fn acknowledge(&self, tokens: Vec<AckToken>);

    /// Nothing is submitted from now on, but for the rest of a message whose first parts have left; answers and
    /// receipts go on.
    fn pause(&self);

    /// Goes on; a line that waits for its next try to connect tries at once.
    fn resume(&self);

    /// Waits at most `grace` for open answers and acknowledgements, logs out, and ends; events must be taken
    /// meanwhile.
    fn stop(&self, grace: Duration) -> BoxFuture<'_, ()>;

    /// What it is doing.
    fn state(&self) -> LineState;
}
