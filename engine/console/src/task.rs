//! Tasks: written as a file or a form, checked, created, started, followed, stopped.
//!
//! [`spec`] is what a task file may say and how it is read; [`Console::check_task`] tells everything about it without
//! creating anything; [`Console::create_task`] makes the same check and then the task.

mod check;
mod life;
mod message;
mod read;
pub mod spec;
pub(crate) mod text;
mod validate;

pub use check::{CarrierShare, ChannelShare, CheckFinding, CheckOptions, Reason, Route, TaskCheck};
pub use life::{EventView, StartedView, TaskView};
pub use message::{AttemptView, MessageFilter, MessageView};
pub use read::{SpecFile, SpecFormat};
pub use spec::{ListFile, NumberEntry, RecipientsSpec, TaskSpec};

#[cfg(doc)]
use crate::Console;
