//! The report of a task as a file.

use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use hongyan_delivery::TaskText;
use hongyan_domain::{ChannelNo, TaskNo};
use hongyan_insight::cause::{Causes, Dialect, Standing};
use hongyan_insight::report::messages::{MessageFile, Record};
use hongyan_insight::report::{self, Format, ReportError, Request, statistics};
use hongyan_insight::{Language, TaskTexts};
use hongyan_policy::codes::Protocol;
use hongyan_policy::limits::Limits;
use hongyan_store::message::{self, Message};
use hongyan_store::task::{self, Task};
use hongyan_store::{Conn, StoreError};
use serde::Serialize;

use crate::channel::settings_of;
use crate::contact::format_unknown;
use crate::error::{ConsoleError, ErrorCode};
use crate::figures::TaskFigures;
use crate::open::Console;
use crate::statistics::StatisticsOf;
use crate::task::{LOOKS_MAX, MessageSearch, wanted_of};
use crate::view::Shown;

/// Messages read at once for a file.
const PAGE_MESSAGES: u32 = 1_000;

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

/// Messages as rows of a file.
async fn records_of(
    conn: &mut Conn,
    messages: &[Message],
    causes: &Causes,
    shown: Shown,
) -> Result<Vec<Record>, StoreError> {
    let channels = hongyan_store::channel::list(conn, true).await?;
    let tasks = task::names(conn, &messages.iter().map(|message| message.task).collect()).await?;
    let record = |message: &Message| {
        let (class, code) = (message.class.as_ref(), message.code.as_ref());
        let told = causes.explain(&Standing { state: message.state, channel: message.channel, class, code });
        let channel = channels.iter().find(|channel| channel.no == message.channel);
        Record {
            number: shown.number(message.number),
            task: tasks.get(&message.task).map(|(name, _)| name.clone()).unwrap_or_default(),
            carrier: message.carrier,
            channel: channel.map(|channel| channel.draft.name.clone()).unwrap_or_default(),
            state: message.state,
            code: message.code.clone(),
            cause: told.cause,
            action: told.action,
            submitted_at: message.submitted_at,
            ended_at: message.done_at,
            segments: message.billed,
            price: message.price,
            tries: message.tries,
            mark: message.mark,
        }
    };
    Ok(messages.iter().map(record).collect())
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

    /// Writes every message that a search finds into `path`, newest first, with numbers masked unless asked for;
    /// `progress` hears how many there are so far, and may break off. Answers how many.
    ///
    /// # Errors
    /// [`ErrorCode::NumberInvalid`], [`ErrorCode::Cancelled`]; [`ConsoleError`] says what was kept.
    pub async fn messages_report(
        &self,
        search: &MessageSearch,
        path: PathBuf,
        language: Language,
        shown: Shown,
        mut progress: impl FnMut(u64) -> ControlFlow<()> + Send,
    ) -> Result<u64, ConsoleError> {
        let format = Format::of_path(&path).ok_or_else(|| format_unknown(&path))?;
        let wanted = wanted_of(search)?;
        let causes = self.causes(language).await?;
        let file = MessageFile::begin(path, format, language)?;
        let (mut before, mut done) = (None, 0_u64);
        loop {
            let (records, next) = {
                let mut reader = self.db.read().await?;
                let found = message::search(&mut reader, &wanted, before, PAGE_MESSAGES, LOOKS_MAX).await?;
                (records_of(&mut reader, &found.messages, &causes, shown).await?, found.next)
            };
            done += u64::try_from(records.len()).unwrap_or(0);
            if progress(done).is_break() {
                return Err(ReportError::Cancelled.into());
            }
            if !file.add(records).await || next.is_none() {
                return Ok(file.finish().await?);
            }
            before = next;
        }
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
