//! Lines to gateways: one session as a value, and what moves its octets, connects it and keeps it connected.
//!
//! Nothing in here may know what a message is for, what it costs or what becomes of it: tickets go in, answers come
//! out. [`session`] and everything it stands on know no socket, no clock and no tokio either; time comes in as a
//! [`Tick`], so that a whole world of sessions replays from its seed.
//!
//! Begin with [`session::Session`] and the table at the head of its module, then [`supervise::Line`], which runs an
//! account's connections. [`gateway`] is the other end.

pub mod cause;
pub mod gateway;
pub mod pace;
pub mod session;
pub mod supervise;
pub mod trial;
pub mod window;

mod backoff;
mod brake;
mod dock;
mod drive;
mod monotonic;
mod secret;
mod state;
mod tick;

pub use cause::{Cause, Refusal, Unanswered, version_text};
pub use dock::{ConnectionId, EVENTS_MAX, LineEvent, TAIL_WAIT_MAX, WAIT_MAX};
pub use monotonic::{Monotonic, login_timestamp};
pub use secret::Secret;
pub use state::{ConnectionState, LineState};
pub use tick::Tick;
