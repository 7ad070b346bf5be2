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
mod draft;
mod events;
mod files;
mod host;
mod jobs;
mod list;
mod live;
mod message;
mod read;
mod reply;
mod sampler;
mod session;
mod settings;
mod table;
mod task;
mod text;

pub use bindings::bindings;
pub use caller::{Caller, Face, Permit, User};
pub use draft::{Drafts, OneDraft, SaveDraft};
pub use events::{Change, Events, Tag};
pub use files::{FilePage, FilesOf, KeptFile, OneFile};
pub use host::Host;
pub use jobs::{Job, JobKind, JobStarted, Jobs, OneJob};
pub use list::ImportDone;
pub use message::{MessagesOf, OneMessage, PersonOf};
pub use read::Tongue;
pub use reply::{ErrorView, MistakeView, Nothing};
pub use session::{ChangePassword, CreateAdministrator, LogIn, Secret, Session, UserView};
pub use settings::Settings;
pub use table::{Command, Kind};
pub use task::{
    CheckTask, Count, CreateTask, OneTask, OneTaskIn, Resend, SendOne, TaskCheck, TaskTimeline, TasksOf,
};
pub use text::{Compose, SamplesOf};

use crate::compose::Composed;
use crate::draft::{DraftRow, DraftView};
use crate::person::PersonView;
use crate::sample::Samples;
use crate::task::{
    MessageDetail, MessagePage, Started, TaskDetail, TaskFailures, TaskPage, TaskSpec, TaskSpeed, Undone,
};

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
    /// Tasks, newest first.
    query tasks(TasksOf) -> TaskPage, SignedIn, [Tasks] => task::tasks;
    /// All about one task.
    query task(OneTask) -> TaskDetail, SignedIn, [Tasks] => task::task;
    /// What happened to a task.
    query task_timeline(OneTask) -> TaskTimeline, SignedIn, [Tasks] => task::timeline;
    /// How fast a task goes or went.
    query task_speed(OneTask) -> TaskSpeed, SignedIn, [Tasks] => task::speed;
    /// Whom a task did not reach, by cause, and who may get it again.
    query task_failures(OneTaskIn) -> TaskFailures, SignedIn, [Tasks, Messages, Lists] => task::failures;
    /// A task as somebody would write it down again.
    query task_spec(OneTask) -> TaskSpec, SignedIn, [Tasks] => task::spec;
    /// Everything about a task before it is made: who, how much, by which way, and what to mend.
    query check_task(CheckTask) -> TaskCheck, SignedIn, [Groups, Lists, Channels, Numbers] => task::check;
    /// Makes a task and starts it; the same client key answers with the same task.
    mutation create_task(CreateTask) -> Started, SignedIn, [Tasks, Messages, Drafts, Figures] => task::create;
    /// Starts a task that was only made.
    mutation start_task(OneTask) -> Started, SignedIn, [Tasks, Messages, Figures] => task::start;
    /// Pauses a task.
    mutation pause_task(OneTask) -> TaskDetail, SignedIn, [Tasks, Figures] => task::pause;
    /// Lets a paused task go on.
    mutation resume_task(OneTask) -> TaskDetail, SignedIn, [Tasks, Figures] => task::resume;
    /// Stops a task for good.
    mutation stop_task(OneTask) -> TaskDetail, SignedIn, [Tasks, Messages, Figures] => task::stop;
    /// Takes a start back while nobody was sent to.
    mutation undo_task(OneTask) -> Undone, SignedIn, [Tasks, Messages, Figures] => task::undo;
    /// Sends again what is in doubt, because a person says so.
    mutation resend_doubtful(OneTask) -> Count, SignedIn, [Tasks, Messages, Figures] => task::resend_doubtful;
    /// Makes and starts a task for those who may get it again.
    mutation resend_failed(Resend) -> Started, SignedIn, [Tasks, Messages, Figures] => task::resend_failed;
    /// Sends one message to one person.
    mutation send_one(SendOne) -> Started, SignedIn, [Tasks, Messages, Figures, Inbox] => task::send_one;

    // Texts and drafts.
    /// The finished text, its length and its seams.
    query compose(Compose) -> Composed, SignedIn, [] => text::compose;
    /// The first, the longest and the shortest text of a group's people.
    query samples(SamplesOf) -> Samples, SignedIn, [Groups, People] => text::samples;
    /// Drafts, those that changed last first.
    query drafts(Nothing) -> Drafts, SignedIn, [Drafts] => draft::drafts;
    /// One draft.
    query draft(OneDraft) -> DraftView, SignedIn, [Drafts] => draft::draft;
    /// Keeps a draft, unless somebody else changed it meanwhile.
    mutation save_draft(SaveDraft) -> DraftRow, SignedIn, [Drafts] => draft::save;
    /// Throws a draft away.
    mutation remove_draft(OneDraft) -> Nothing, SignedIn, [Drafts] => draft::remove;

    // Messages.
    /// Messages by any filter, newest first.
    query messages(MessagesOf) -> MessagePage, SignedIn, [Messages] => message::messages;
    /// All about one message.
    query message(OneMessage) -> MessageDetail, SignedIn, [Messages] => message::message;
    /// Everything about one number.
    query person(PersonOf) -> PersonView, SignedIn, [Messages, People, Lists, Inbox, Numbers] => message::person;

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
    /// The settings.
    query settings(Nothing) -> Settings, SignedIn, [Settings] => settings::settings;
    /// Changes the settings.
    mutation save_settings(Settings) -> Settings, Administrator, [Settings] => settings::save_settings;
}
