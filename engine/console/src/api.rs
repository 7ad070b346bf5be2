//! The contract with the user interface: one table of commands with typed requests and replies.
//!
//! The table makes [`dispatch`], the list [`COMMANDS`] with each command's permission and refresh tags, and the
//! TypeScript of the user interface ([`bindings`]). A face translates its manners (a window's call, an HTTP request)
//! into `dispatch` and knows no rule.
//!
//! A command is one row here and one function in the module of its subject, which turns the request into calls of
//! [`Console`](crate::Console) and what they answer into the reply. Ids are strings, counts are numbers below 2^53,
//! money is yuan as text, times are China's time as text (`2026-03-01 09:30:00`).

mod bindings;
mod caller;
mod events;
mod files;
mod host;
mod jobs;
mod list;
mod reply;
mod session;
mod table;

pub use bindings::bindings;
pub use caller::{Caller, Face, Permit, User};
pub use events::{Change, Events, Tag};
pub use files::{FilePage, FilesOf, KeptFile, OneFile};
pub use host::Host;
pub use jobs::{Job, JobKind, JobStarted, Jobs, OneJob};
pub use list::ImportDone;
pub use reply::{ErrorView, MistakeView, Nothing};
pub use session::{ChangePassword, CreateAdministrator, LogIn, Secret, Session, UserView};
pub use table::{Command, Kind};

use table::commands;

commands! {
    // Who is here.
    /// Whether anybody is logged in, and who.
    query session(Nothing) -> Session, Anyone, [Session] => session::session;
    /// Makes the administrator of a new installation.
    mutation create_administrator(CreateAdministrator) -> Session, Anyone, [Session] => session::create_administrator;
    /// Logs in.
    mutation log_in(LogIn) -> Session, Anyone, [Session] => session::log_in;
    /// Logs out.
    mutation log_out(Nothing) -> Session, Anyone, [Session] => session::log_out;
    /// Changes one's own password; other browsers have to log in anew.
    mutation change_password(ChangePassword) -> Session, SignedIn, [Session] => session::change_password;

    // Tasks.

    // Texts and drafts.

    // Messages.

    // Lists and people.

    // Replies.

    // Templates and signatures.

    // Channels and numbers.

    // Practice.

    // Figures.

    // Files and background work.
    /// The newest background work, what runs first.
    query jobs(Nothing) -> Jobs, SignedIn, [Jobs] => jobs::jobs;
    /// One piece of background work.
    query job(OneJob) -> Job, SignedIn, [Jobs] => jobs::job;
    /// Breaks background work off.
    mutation cancel_job(OneJob) -> Job, SignedIn, [Jobs] => jobs::cancel_job;
    /// Files that were made, newest first.
    query files(FilesOf) -> FilePage, SignedIn, [Files] => files::files;
    /// Removes a file that was made.
    mutation remove_file(OneFile) -> Nothing, SignedIn, [Files, Jobs] => files::remove_file;

    // The installation.
}
