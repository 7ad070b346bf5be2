//! Files that tell what came of sending, made in the background.

use std::ops::ControlFlow;

use hongyan_domain::TaskNo;
use serde::Deserialize;
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::jobs::{JobKind, JobStarted};
use crate::error::ConsoleError;
use crate::files::NewFile;
use crate::jobs::{JobContext, JobResult};
use crate::report::ReportRequest;
use crate::statistics::StatisticsOf;

/// What a report is called in the list of files.
const KIND: &str = "report";

/// The kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// A workbook with charts.
    Xlsx,
    /// One table, UTF-8 with a byte order mark.
    Csv,
}

impl FileFormat {
    /// A file's name of this kind.
    pub(super) fn name(self, stem: &str) -> String {
        match self {
            Self::Xlsx => format!("{stem}.xlsx"),
            Self::Csv => format!("{stem}.csv"),
        }
    }
}

/// The language of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub enum Language {
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl From<Language> for crate::Language {
    fn from(language: Language) -> Self {
        match language {
            Language::Chinese => Self::Chinese,
            Language::English => Self::English,
        }
    }
}

/// The report of a task.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportTask {
    /// Its number.
    pub task: String,
    /// The kind of file.
    pub format: FileFormat,
    /// Numbers as `138****5678`.
    pub masked: bool,
    /// With each person's finished text.
    pub with_text: bool,
    /// Where to write it; null keeps it in the data folder.
    pub to: Option<String>,
    /// Its language.
    pub language: Language,
}

/// The figures of a period.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ReportStatistics {
    /// Which.
    pub of: StatisticsOf,
    /// The kind of file.
    pub format: FileFormat,
    /// Where to write it; null keeps it in the data folder.
    pub to: Option<String>,
    /// Its language.
    pub language: Language,
}

pub(super) async fn task(host: &Host, caller: &Caller, of: ReportTask) -> Result<JobStarted, ConsoleError> {
    let no = of.task.parse().map(TaskNo).map_err(|_| ConsoleError::not_found("task", &of.task))?;
    let name = host.console().task(no).await?.name;
    let file = host.files().new_file_at(caller, of.to.as_deref(), &of.format.name(&name))?;
    let work = move |context: JobContext| async move {
        let request = ReportRequest {
            task: no,
            path: file.path.clone(),
            language: of.language.into(),
            masked: of.masked,
            with_text: of.with_text,
        };
        let report = context.console().report(request, |done, people| {
            context.progress(done, Some(people));
            if context.cancel.is_cancelled() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        report.await?;
        keep(&context, file, Some(no)).await
    };
    host.jobs().start(caller, JobKind::Report, name, work).await
}

pub(super) async fn statistics(
    host: &Host,
    caller: &Caller,
    of: ReportStatistics,
) -> Result<JobStarted, ConsoleError> {
    // Mistakes are told at once, not by a job that failed.
    host.console().statistics(&of.of).await?;
    let name =
        if of.of.from == of.of.to { of.of.from.clone() } else { format!("{}_{}", of.of.from, of.of.to) };
    let file = host.files().new_file_at(caller, of.to.as_deref(), &of.format.name(&name))?;
    let work = move |context: JobContext| async move {
        context.console().statistics_report(&of.of, file.path.clone(), of.language.into()).await?;
        keep(&context, file, None).await
    };
    host.jobs().start(caller, JobKind::Report, name, work).await
}

/// The finished file takes its place among those that are kept.
async fn keep(context: &JobContext, file: NewFile, task: Option<TaskNo>) -> Result<JobResult, ConsoleError> {
    let kept = context.files().keep(context.caller(), KIND, file, task).await?;
    Ok(JobResult::File(kept))
}
