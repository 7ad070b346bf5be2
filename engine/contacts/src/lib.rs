//! Contact lists: reading files of any format, finding their columns, cleaning numbers, importing, exporting.
//!
//! It stores people and says what was wrong with a list; it never decides who may be written to, sends nothing, and
//! says it in codes, which faces translate; files that people open get their words by [`Wording`].
//!
//! Start with [`import::run`], which shows the way of a list: [`read`] opens it, [`layout`] finds header and columns,
//! [`clean`](mod@clean) reads each number, and the store takes the people in number order.

pub mod clean;
pub mod export;
pub mod fuzz;
pub mod import;
pub mod layout;
pub mod paste;
pub mod read;
mod wording;
pub mod words;

pub use wording::{CodeWords, Wording};
