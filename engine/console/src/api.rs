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
pub mod channel;
mod events;
pub mod figures;
mod files;
mod host;
mod jobs;
mod list;
pub mod number;
pub mod practice;
mod reply;
pub mod report;
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

use crate::channel::{ChannelForm, ChannelRow, Trial};
use crate::fact::FactsLearned;
use crate::number::{FactPage, NumberView};
use crate::statistics::{Statistics, StatisticsOf};

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
    /// Every channel with its line, what it did today and what waits for it.
    query channels(Nothing) -> channel::Channels, SignedIn, [Channels] => channel::channels;
    /// One of them.
    query channel(channel::OneChannel) -> ChannelRow, SignedIn, [Channels] => channel::channel;
    /// What a new channel begins with.
    query channel_defaults(Nothing) -> ChannelForm, SignedIn, [Channels] => channel::defaults;
    /// Makes a channel or changes one; its line follows at once.
    mutation save_channel(channel::SaveChannel) -> ChannelRow, Administrator, [Channels, Alarms, Figures] => channel::save;
    /// Logs in and out with settings that are not stored yet.
    query try_channel(channel::TryChannel) -> Trial, Administrator, [Channels] => channel::try_login;
    /// Lets a channel send no more; receipts and replies go on coming.
    mutation pause_channel(channel::OneChannel) -> ChannelRow, Administrator, [Channels, Alarms] => channel::pause;
    /// Lets a paused channel send again.
    mutation resume_channel(channel::OneChannel) -> ChannelRow, Administrator, [Channels, Alarms] => channel::resume;
    /// Takes a channel away for which nothing waits; its history stays.
    mutation remove_channel(channel::OneChannel) -> Nothing, Administrator, [Channels, Alarms] => channel::remove;
    /// What is known about a number.
    query number(number::NumberOf) -> NumberView, SignedIn, [Numbers] => number::number;
    /// The number blocks.
    query segments(Nothing) -> number::Segments, SignedIn, [Numbers] => number::segments;
    /// Numbers that were taken along to another carrier, or do not exist.
    query facts(number::FactsOf) -> FactPage, SignedIn, [Numbers] => number::facts;
    /// Learns such facts from a table.
    mutation learn_facts(number::LearnFacts) -> FactsLearned, SignedIn, [Numbers] => number::learn;
    /// Forgets such facts.
    mutation forget_facts(number::ForgetFacts) -> number::Count, SignedIn, [Numbers] => number::forget;

    // Practice.
    /// How practice stands.
    query practice(Nothing) -> practice::Practice, SignedIn, [Practice] => practice::practice;
    /// Starts the simulated carriers with their channels, now and at every later start.
    mutation start_practice(practice::StartPractice) -> practice::PracticeStarted, SignedIn,
        [Practice, Channels, Content, Alarms] => practice::start;
    /// Stops them: practice tasks and channels pause.
    mutation stop_practice(Nothing) -> practice::Practice, SignedIn,
        [Practice, Channels, Tasks, Alarms] => practice::stop;
    /// Virtual phones, the one that heard something last first.
    query handsets(practice::HandsetsOf) -> practice::Handsets, SignedIn, [Practice] => practice::handsets;
    /// One of them with its conversation.
    query handset(practice::OneHandset) -> practice::HandsetView, SignedIn, [Practice] => practice::handset;
    /// Answers as its person.
    mutation handset_reply(practice::HandsetReply) -> Nothing, SignedIn, [Practice, Inbox] => practice::reply;
    /// Switches it off or on.
    mutation handset_power(practice::HandsetPower) -> practice::Handset, SignedIn, [Practice] => practice::power;

    // Figures.
    /// Everything that stands in the way of work now.
    query alarms(Nothing) -> figures::Alarms, SignedIn, [Alarms] => figures::alarms;
    /// Figures of a period by whatever its tasks have in common.
    query statistics(StatisticsOf) -> Statistics, SignedIn, [Figures] => figures::statistics;

    // Files and background work.
    /// Writes the report of a task.
    mutation report_task(report::ReportTask) -> JobStarted, SignedIn, [Jobs] => report::task;
    /// Writes the figures of a period.
    mutation report_statistics(report::ReportStatistics) -> JobStarted, SignedIn, [Jobs] => report::statistics;
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
