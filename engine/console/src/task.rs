//! Tasks: written as a file or a form, checked, created, started, followed, stopped.
//!
//! [`spec`] is what a task file may say and how it is read; [`Console::check_task`] tells everything about it without
//! creating anything; [`Console::create_task`] makes the same check and then the task.

mod action;
pub(crate) mod again;
mod check;
mod life;
mod message;
mod read;
mod row;
mod search;
pub mod spec;
mod speed;
mod start;
pub(crate) mod text;
mod told;
mod validate;

pub use action::TaskAction;
pub use again::{FailureGroup, TaskFailures};
pub use check::{CarrierShare, ChannelShare, CheckFinding, CheckOptions, Reason, Route, TaskCheck};
pub use life::{EventView, StartedView, TaskView};
pub use message::{AttemptView, MessageFilter, MessageView};
pub use read::{SpecFile, SpecFormat};
pub use row::{TaskChannel, TaskDetail, TaskPage, TaskRow, TimelineEvent};
pub(crate) use search::rows_of;
pub use search::{MessageDetail, MessagePage, MessageRow, MessageSearch};
pub use spec::{FailedOf, ListFile, NumberEntry, RecipientsSpec, TaskSpec};
pub(crate) use speed::Speeds;
pub use speed::{SpeedPoint, TaskSpeed};
pub use start::{Started, Steer, Undone};

#[cfg(doc)]
use crate::Console;
