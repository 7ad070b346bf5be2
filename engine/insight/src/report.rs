//! The report of a task as a file: a workbook with charts, or a table as CSV.
//!
//! Rows flow from the store through a short queue to one writing thread, so that a million people take the memory of a
//! few pages. The file appears under its name when it is whole, or not at all.

mod chart;
mod csv;
mod person;
mod place;
mod sheet;
pub mod statistics;
mod summary;
mod xlsx;

use std::collections::BTreeMap;
use std::io;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::Arc;

use hongyan_domain::{ChannelNo, MessageId, TaskNo, UnixMillis};
use hongyan_store::inbound::{self, Inbound, InboundFilter};
use hongyan_store::message::{self, FailureGroup, Reported};
use hongyan_store::task::{self, Task};
use hongyan_store::{Conn, Db, StoreError};
use thiserror::Error;
use tokio::sync::mpsc;

use crate::cause::Causes;
use crate::figures::{self, Figures, Totals};
use crate::{TaskTexts, lookup};

use self::place::Place;

/// Rows of a sheet at most, the header included (the format's limit).
pub const SHEET_ROWS_MAX: u32 = 1_048_576;
/// People read at once.
const PAGE_PEOPLE: u32 = 4_000;
/// Replies read at once.
const PAGE_REPLIES: u32 = 1_000;
/// Pages that wait for the writer.
const QUEUE_PAGES: usize = 2;
/// Groups of failures kept: more than a person reads; the rest is summed up.
const GROUPS_MAX: u32 = 500;

/// The kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// A workbook: summary with charts, people, failures, replies.
    Xlsx,
    /// The table of people, UTF-8 with a byte order mark.
    Csv,
}

impl Format {
    /// The format that a file's name asks for.
    #[must_use]
    pub fn of_path(path: &std::path::Path) -> Option<Self> {
        let ending = path.extension()?.to_str()?;
        if ending.eq_ignore_ascii_case("xlsx") {
            Some(Self::Xlsx)
        } else if ending.eq_ignore_ascii_case("csv") {
            Some(Self::Csv)
        } else {
            None
        }
    }
}

/// Which report to write, and where.
#[derive(Clone, Debug)]
pub struct Request {
    /// The task.
    pub task: TaskNo,
    /// The file to make; an old one is replaced.
    pub path: PathBuf,
    /// The kind of file.
    pub format: Format,
    /// Words, and the meaning of codes.
    pub causes: Causes,
    /// Numbers as `138****5678` instead of whole.
    pub masked: bool,
    /// A column with each person's finished text, beside the values of the variables.
    pub with_text: bool,
    /// Rows per sheet, the header included; [`SHEET_ROWS_MAX`] at most.
    pub sheet_rows: u32,
    /// The moment that the report says it was written at.
    pub now: UnixMillis,
}

impl Request {
    /// Whole numbers, variables without texts, sheets as long as the format allows.
    #[must_use]
    pub fn new(task: TaskNo, path: PathBuf, format: Format, causes: Causes, now: UnixMillis) -> Self {
        Self { task, path, format, causes, masked: false, with_text: false, sheet_rows: SHEET_ROWS_MAX, now }
    }
}

/// How far a report has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// People read.
    pub done: u64,
    /// People in all.
    pub people: u64,
}

/// What a finished report holds.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ReportSummary {
    /// The file.
    pub path: PathBuf,
    /// Its length in octets.
    pub octets: u64,
    /// Rows of people.
    pub people: u64,
    /// Rows of failures.
    pub failures: u64,
    /// Rows of replies.
    pub replies: u64,
    /// The figures that it shows.
    pub totals: Totals,
}

/// Why there is no report. A file that stood under its name before is as it was, except where the words say otherwise;
/// the store is never touched.
#[derive(Debug, Error)]
pub enum ReportError {
    /// The store cannot be read.
    #[error("the report was not written: {0}")]
    Store(#[from] StoreError),
    /// The caller broke it off.
    #[error("the report was broken off; no file was made")]
    Cancelled,
    /// The folder is missing or takes no files.
    #[error("no file can be made in {}: {source}; choose another folder", folder.display())]
    Folder {
        /// The folder.
        folder: PathBuf,
        /// The system's words.
        #[source]
        source: io::Error,
    },
    /// The disk is full.
    #[error(
        "no space is left in {}; the unfinished report was removed, all figures are kept: make room and write it again",
        folder.display()
    )]
    Full {
        /// The folder.
        folder: PathBuf,
        /// The system's words.
        #[source]
        source: io::Error,
    },
    /// The finished report cannot take its place, mostly because another program has the old one open.
    #[error(
        "{} cannot be replaced: {source}; {}",
        path.display(),
        kept.as_ref().map_or_else(
            || "close it in other programs and write the report again".to_owned(),
            |kept| format!("the new report was kept as {}", kept.display()),
        )
    )]
    Busy {
        /// The file that stands in the way.
        path: PathBuf,
        /// Where the new report is.
        kept: Option<PathBuf>,
        /// The system's words.
        #[source]
        source: io::Error,
    },
    /// The file cannot be written.
    #[error("{} cannot be written: {source}; the unfinished report was removed", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's words.
        #[source]
        source: io::Error,
    },
    /// The workbook cannot be put together: a mistake in the program.
    #[error("the workbook cannot be put together: {0}")]
    Workbook(String),
}

impl ReportError {
    /// The stable code that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Store(error) => error.code(),
            Self::Cancelled => "cancelled",
            Self::Folder { .. } => "report_folder",
            Self::Full { .. } => "report_disk_full",
            Self::Busy { .. } => "report_file_busy",
            Self::Write { .. } => "report_write",
            Self::Workbook(_) => "internal",
        }
    }
}

/// What the writer knows before the first row comes.
pub(crate) struct Frame {
    pub(crate) request: Request,
    pub(crate) task: Task,
    pub(crate) figures: Figures,
    pub(crate) groups: Vec<FailureGroup>,
    pub(crate) channels: BTreeMap<ChannelNo, Arc<str>>,
    pub(crate) variables: Vec<String>,
    pub(crate) replies: u64,
    pub(crate) texts: Arc<dyn TaskTexts>,
}

/// What flows to the writer.
pub(crate) enum Batch {
    People(Vec<Reported>),
    Replies(Vec<Inbound>),
    /// All is there; a queue that ends without it was broken off.
    End,
}

/// Rows that were written.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) struct Rows {
    pub(crate) people: u64,
    pub(crate) failures: u64,
    pub(crate) replies: u64,
}

/// Writes the report of a task. `progress` hears of every page and may break off.
///
/// All of it shows one moment: sheets agree with each other and with the counters, also while the task runs.
///
/// # Errors
/// [`ReportError`], which says what was kept.
pub async fn write_report(
    db: &Db,
    request: Request,
    texts: Arc<dyn TaskTexts>,
    mut progress: impl FnMut(Progress) -> ControlFlow<()> + Send,
) -> Result<ReportSummary, ReportError> {
    let place = Place::prepare(&request.path)?;
    let mut reader = db.read().await?;
    reader.snapshot().await?;
    let frame = frame(&mut reader, request, texts).await?;
    let (path, totals, group) = (frame.request.path.clone(), frame.figures.totals, frame.task.draft.group);
    let (task, format) = (frame.task.no, frame.request.format);
    let (batches, inbox) = mpsc::channel(QUEUE_PAGES);
    let writer = tokio::task::spawn_blocking(move || match format {
        Format::Xlsx => place.fill(inbox, |inbox, place| xlsx::write(&frame, inbox, place)),
        Format::Csv => place.fill(inbox, |inbox, place| csv::write(&frame, inbox, place)),
    });

    let mut after = MessageId(0);
    let mut done = 0;
    let mut stopped = false;
    loop {
        let page = message::report_page(&mut reader, task, group, after, PAGE_PEOPLE).await?;
        let Some(last) = page.last() else { break };
        after = last.id;
        done += u64::try_from(page.len()).unwrap_or(0);
        stopped = batches.send(Batch::People(page)).await.is_err()
            || progress(Progress { done, people: totals.people }).is_break();
        if stopped {
            break;
        }
    }
    let mut before = None;
    while !stopped && format == Format::Xlsx {
        let filter = InboundFilter { task: Some(task), ..InboundFilter::default() };
        let page = inbound::page(&mut reader, &filter, before, PAGE_REPLIES).await?;
        let Some(last) = page.last() else { break };
        before = Some(last.id);
        stopped = batches.send(Batch::Replies(page)).await.is_err();
    }
    drop(reader); // the snapshot holds the store's log; what is left needs it no more
    if !stopped {
        _ = batches.send(Batch::End).await; // a writer that is gone has its own error
    }
    drop(batches);
    let written = writer.await.map_err(|error| ReportError::Workbook(error.to_string()))??;
    Ok(ReportSummary {
        path,
        octets: written.octets,
        people: written.rows.people,
        failures: written.rows.failures,
        replies: written.rows.replies,
        totals,
    })
}

async fn frame(conn: &mut Conn, request: Request, texts: Arc<dyn TaskTexts>) -> Result<Frame, StoreError> {
    let task = task::find(conn, request.task).await?;
    let figures = figures::funnel(conn, task.no).await?;
    let groups = match request.format {
        Format::Xlsx if figures.totals.failures() > 0 => {
            message::failure_groups(conn, task.no, GROUPS_MAX).await?
        }
        Format::Xlsx | Format::Csv => Vec::new(),
    };
    let channels = lookup::channel_names(conn).await?;
    let variables = texts.variables(&task);
    let replies = inbound::count(conn, task.no).await?;
    Ok(Frame { request, task, figures, groups, channels, variables, replies, texts })
}
