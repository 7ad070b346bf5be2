//! Figures, report files and look-ups: what a task came to, for screens, for a person's desk, for one number.
//!
//! It reads and changes nothing: figures come from the counters that the store keeps, rows from the store's pages. It
//! must never know a channel, a screen or the engine that sends; how a task's text is put together is handed in as
//! [`TaskTexts`].
//!
//! Start with [`figures`] (counters into sums), then [`report`] (the file) and [`lookup`] (one person). Words for
//! people stand in `words`, Chinese and English side by side.

pub mod cause;
pub mod figures;
pub mod lookup;
pub mod report;
pub mod statistics;
pub mod timeline;
pub mod words;

use std::sync::Arc;

use hongyan_store::task::Task;

pub use words::Language;

/// How a task's text is put together: the caller's knowledge, so that it is kept in one place.
pub trait TaskTexts: Send + Sync {
    /// The template's variables, in the order in which a message row keeps their values.
    fn variables(&self, task: &Task) -> Vec<String>;

    /// The finished text of a stored message; `None` when its values do not fit the template any more.
    fn text(&self, task: &Task, vars: Option<&str>) -> Option<Arc<str>>;
}
