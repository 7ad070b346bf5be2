//! Work in the background: how far it is, and breaking it off.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::files::KeptFile;
use super::host::Host;
use super::list::ImportDone;
use super::reply::{ErrorView, Nothing};
use crate::error::ConsoleError;

/// What kind of work.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobKind {
    /// A list comes in.
    Import,
    /// A list is checked.
    CheckUp,
    /// People or messages go out as a file.
    Export,
    /// A report is written.
    Report,
    /// A backup is made.
    Backup,
    /// Findings are mended.
    Mend,
}

impl JobKind {
    /// Every one.
    pub const ALL: [Self; 6] =
        [Self::Import, Self::CheckUp, Self::Export, Self::Report, Self::Backup, Self::Mend];

    /// The stable word for the store and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Import => "import",
            Self::CheckUp => "check_up",
            Self::Export => "export",
            Self::Report => "report",
            Self::Backup => "backup",
            Self::Mend => "mend",
        }
    }
}

/// How far work is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Job {
    /// Its id.
    pub job: String,
    /// What kind of work.
    #[ts(as = "JobKind")]
    pub kind: String,
    /// What people know it by, such as a file's name.
    pub title: String,
    /// How far it is.
    #[ts(type = "\"running\" | \"done\" | \"failed\" | \"cancelled\" | \"broken_off\"")]
    pub state: &'static str,
    /// Rows, people or octets so far.
    pub done: u64,
    /// Of so many, when that is known.
    pub total: Option<u64>,
    /// Speed over the last seconds, while it runs.
    pub per_second: Option<u64>,
    /// Time left at that speed.
    pub seconds_left: Option<u64>,
    /// When it began.
    pub started_at: String,
    /// When it ended.
    pub ended_at: Option<String>,
    /// Why it failed.
    pub error: Option<ErrorView>,
    /// What an import brought.
    pub imported: Option<ImportDone>,
    /// The file that was made, while it is kept.
    pub file: Option<KeptFile>,
}

/// Work began; its job tells the rest.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct JobStarted {
    /// The job.
    pub job: String,
}

/// One job.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneJob {
    /// Its id.
    pub job: String,
}

/// Jobs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Jobs {
    /// The newest hundred, newest first.
    pub jobs: Vec<Job>,
}

pub(super) async fn jobs(host: &Host, caller: &Caller, _request: Nothing) -> Result<Jobs, ConsoleError> {
    Ok(Jobs { jobs: host.jobs().recent(caller).await? })
}

pub(super) async fn job(host: &Host, caller: &Caller, request: OneJob) -> Result<Job, ConsoleError> {
    host.jobs().find(caller, &request.job).await
}

pub(super) async fn cancel_job(host: &Host, caller: &Caller, request: OneJob) -> Result<Job, ConsoleError> {
    host.jobs().cancel(&request.job);
    host.jobs().find(caller, &request.job).await
}
