//! Every decision as a pure function that returns its reasons: which carrier and channel, what a carrier's code means,
//! whether to try again, who opted out, when marketing may leave, who goes first, and what a task will do and cost.
//!
//! It must never know the time, a socket, a database or a task runner: values and `now` come in, values go out. The
//! pre-flight check and the engine call the same functions, so what the check says is what happens. Tables come from
//! `assets/` and can be replaced by a user's own.
//!
//! Start with [`preflight::Rules::consider`], which runs for each person of a list; it leans on [`route`] and
//! [`segments`]. What happens after sending starts at [`codes::CodeTable::verdict`] and goes on in [`retry`].

pub mod codes;
pub mod doubt;
pub mod limits;
pub mod optout;
pub mod preflight;
pub mod price;
pub mod quiet;
pub mod retry;
pub mod route;
pub mod segments;
pub mod share;
pub mod validity;
pub mod why;

pub use why::{Decision, Sink, Why};
