//! The words of the trade: numbers, carriers, states, codes, money and time.
//!
//! Every other crate speaks these words, so this one knows nobody: no I/O, no async, no SQL, no protocol. The only
//! side effect in here is [`SystemClock`], the one place where the real time is read.
//!
//! Start with [`MessageState`] and [`TaskState`] (what can become of a message and a task), then [`Msisdn`].

mod business;
mod carrier;
mod clock;
mod ids;
mod message;
mod money;
mod number;
mod outcome;
mod task;

pub use business::{BusinessType, DoubtPolicy};
pub use carrier::{Carrier, NumberKind};
pub use clock::{Clock, ManualClock, SystemClock, UnixMillis};
pub use ids::{ChannelNo, GroupNo, MessageId, TaskNo, Uid};
pub use message::{Exclusion, MessageState, ResendMark, Segments};
pub use money::Money;
pub use number::{Msisdn, NumberFault};
pub use outcome::{FailureClass, Retry};
pub use task::{TaskEvent, TaskState, TaskTransitionError};

/// The engine's version, as shown to people and written into reports.
pub const VERSION: &str = env!("CARGO_PKG_VERSION");
