//! The report of a task as a file.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use hongyan_delivery::TaskText;
use hongyan_domain::{ChannelNo, TaskNo};
use hongyan_insight::cause::{Causes, Dialect};
use hongyan_insight::report::{self, Format, Request, statistics};
use hongyan_insight::{Language, TaskTexts};
use hongyan_policy::codes::Protocol;
use hongyan_policy::limits::Limits;
use hongyan_store::task::Task;
use serde::Serialize;

use crate::channel::settings_of;
use crate::contact::format_unknown;
use crate::error::{ConsoleError, ErrorCode};
use crate::figures::TaskFigures;
use crate::open::Console;
use crate::statistics::StatisticsOf;

/// Which report.
#[derive(Clone, Debug)]
pub struct ReportRequest {
    /// The task.
    pub task: TaskNo,
    /// The file, ending in `.xlsx` or `.csv`; an old one is replaced.
    pub path: PathBuf,
    /// Its language.
    pub language: Language,
    /// Numbers as `138****5678`.
    pub masked: bool,
    /// With each person's finished text.
    pub with_text: bool,
}

/// What was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ReportWritten {
    /// The file.
    pub report: String,
    /// Its length in octets.
    pub octets: u64,
    /// Rows of people.
    pub people: u64,
    /// Rows of failures.
    pub failures: u64,
    /// Rows of replies.
    pub replies: u64,
    /// The figures in it.
    pub figures: TaskFigures,
}

/// How the engine puts a task's text together, for reports.
pub(crate) struct Texts;

impl TaskTexts for Texts {
    fn variables(&self, task: &Task) -> Vec<String> {
        TaskText::of(&task.draft, Limits::shipped()).map(|text| text.names().to_vec()).unwrap_or_default()
    }

    fn text(&self, task: &Task, vars: Option<&str>) -> Option<Arc<str>> {
        TaskText::of(&task.draft, Limits::shipped()).ok()?.finished(vars).ok()
    }
}

impl Console {
    /// Writes the report of a task; `progress` hears how many people of how many are written, and may break off.
    ///
    /// # Errors
    /// [`ConsoleError`] says what was kept.
    pub async fn report(
        &self,
        request: ReportRequest,
        mut progress: impl FnMut(u64, u64) -> ControlFlow<()> + Send,
    ) -> Result<ReportWritten, ConsoleError> {
        let format = Format::of_path(&request.path).ok_or_else(|| format_unknown(&request.path))?;
        let causes = self.causes(request.language).await?;
        let wanted = Request {
            masked: request.masked,
            with_text: request.with_text,
            ..Request::new(request.task, request.path, format, causes, self.now())
        };
        let tell = |now: report::Progress| progress(now.done, now.people);
        let written = report::write_report(&self.db, wanted, Arc::new(Texts), tell).await?;
        Ok(ReportWritten {
            report: written.path.display().to_string(),
            octets: written.octets,
            people: written.people,
            failures: written.failures,
            replies: written.replies,
            figures: self.figures(request.task).await?,
        })
    }

    /// Writes the figures of a period into `path`, by its ending as a workbook with a chart or as a table.
    ///
    /// # Errors
    /// [`ErrorCode::PeriodInvalid`]; [`ConsoleError`] says what was kept.
    pub async fn statistics_report(
        &self,
        of: &StatisticsOf,
        path: PathBuf,
        language: Language,
    ) -> Result<(), ConsoleError> {
        let format = Format::of_path(&path).ok_or_else(|| format_unknown(&path))?;
        let (slice, by, figures) = self.counted(of).await?;
        let now = self.now();
        let request = statistics::Request { path, format, language, slice, by, figures, now };
        let written = tokio::task::spawn_blocking(move || statistics::write(&request)).await;
        written.map_err(|error| ConsoleError::new(ErrorCode::Internal, error))??;
        Ok(())
    }

    /// The words for carriers' codes, each channel's in its dialect.
    pub(crate) async fn causes(&self, language: Language) -> Result<Causes, ConsoleError> {
        let mut causes = Causes::shipped(language);
        let channels = hongyan_store::channel::list(&mut *self.db.read().await?, true).await?;
        for channel in &channels {
            let Ok(settings) = settings_of(channel) else { continue };
            let protocol = crate::lines::protocol_of(settings.spec().version);
            causes.dialects.insert(channel.no, Dialect { provider: String::new(), protocol });
        }
        causes
            .dialects
            .entry(ChannelNo(0))
            .or_insert(Dialect { provider: String::new(), protocol: Protocol::Cmpp30 });
        Ok(causes)
    }
}
