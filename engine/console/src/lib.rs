//! The door: every use case as one typed function that all faces call, with typed requests, replies and errors.
//!
//! It prints nothing, asks nothing and knows no terminal and no window; words live in the faces, keyed by [`ErrorCode`],
//! [`MistakeCode`] and the codes in the replies. It knows no protocol and no SQL either: those are the floors below.
//!
//! Start with [`Console::open`]; then each module is one subject: [`task`], [`contact`], [`channel`], [`send`],
//! [`reply`], [`report`], [`blocklist`], [`backup`], [`doctor`], [`carrier`] and [`demo`], the whole job in one call.

pub mod account;
pub mod alarm;
pub mod api;
pub mod backup;
pub mod blocklist;
pub mod carrier;
pub mod channel;
pub mod compose;
pub mod contact;
pub mod demo;
pub mod doctor;
pub mod draft;
mod error;
pub mod fact;
mod figures;
pub mod files;
pub mod home;
pub mod inbox;
pub mod jobs;
mod lines;
mod mistake;
pub mod number;
mod open;
pub mod people;
pub mod person;
pub mod practice;
mod recipients;
pub mod reply;
pub mod report;
pub mod sample;
pub mod send;
mod settings;
pub mod signature;
pub mod statistics;
pub mod task;
pub mod template;
mod view;

pub use error::{ConsoleError, ErrorCode};
pub use figures::{CarrierFigures, TaskFigures};
pub use hongyan_contacts::Wording as ListWording;
pub use hongyan_contacts::clean::{
    Fault as CellFault, Problem as CellProblem, Repair as CellRepair, Suggestion,
};
pub use hongyan_contacts::words as list_words;
pub use hongyan_insight::Language;
pub use mistake::{Mistake, MistakeCode};
pub use open::{Console, ConsoleOptions, DATA_VARIABLE, Role, data_folder};
pub use tokio_util::sync::CancellationToken;
pub use view::Shown;
