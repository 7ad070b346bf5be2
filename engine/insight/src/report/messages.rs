//! Messages of any search as a file: one row per message, in a workbook or as CSV.
//!
//! Rows flow through a short queue to one writing thread, as in the report of a task.

use std::path::PathBuf;

use hongyan_domain::{Carrier, MessageState, ResendMark, UnixMillis};
use rust_xlsxwriter::Workbook;
use tokio::sync::mpsc;

use super::csv::{BYTE_ORDER_MARK, io_of, safe};
use super::place::{Broken, Place};
use super::sheet::{Column, LongTable, float};
use super::xlsx::Looks;
use super::{Format, ReportError, Rows, SHEET_ROWS_MAX};
use crate::words::{Language, Words};

/// Columns of the table.
const COLUMNS: usize = 14;
/// Pages that wait for the writer.
const QUEUE_PAGES: usize = 2;

/// One message, in words where it has words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Record {
    /// The person, masked or whole.
    pub number: String,
    /// The task's name.
    pub task: String,
    /// Who carries the number.
    pub carrier: Carrier,
    /// The channel's name.
    pub channel: String,
    /// Where the message stands.
    pub state: MessageState,
    /// The carrier's own words.
    pub code: String,
    /// What they mean.
    pub cause: String,
    /// What to do.
    pub action: String,
    /// When the carrier took it.
    pub submitted_at: Option<UnixMillis>,
    /// When it ended.
    pub ended_at: Option<UnixMillis>,
    /// Billed segments.
    pub segments: u32,
    /// Their price, in milli-yuan.
    pub price: i64,
    /// How often it was handed over.
    pub tries: u32,
    /// Who allowed a second copy.
    pub mark: ResendMark,
}

/// A file of messages that is being written. Dropped before [`MessageFile::finish`], nothing of it stays.
#[derive(Debug)]
pub struct MessageFile {
    pages: mpsc::Sender<Page>,
    writer: tokio::task::JoinHandle<Result<u64, ReportError>>,
}

enum Page {
    Records(Vec<Record>),
    /// All is there; a queue that ends without it was broken off.
    End,
}

impl MessageFile {
    /// Begins the file.
    ///
    /// # Errors
    /// [`ReportError::Folder`] when the folder takes no files.
    pub fn begin(path: PathBuf, format: Format, language: Language) -> Result<Self, ReportError> {
        let place = Place::prepare(&path)?;
        let words = language.words();
        let (pages, inbox) = mpsc::channel(QUEUE_PAGES);
        let writer = tokio::task::spawn_blocking(move || {
            let mut inbox = inbox;
            let outcome = match format {
                Format::Xlsx => sheets(words, &mut inbox, &place),
                Format::Csv => table(words, &mut inbox, &place),
            };
            Ok(place.finish(outcome)?.rows.people)
        });
        Ok(Self { pages, writer })
    }

    /// Adds messages; waits while the writer is behind. False when the writer has ended: [`MessageFile::finish`] says
    /// why.
    pub async fn add(&self, records: Vec<Record>) -> bool {
        self.pages.send(Page::Records(records)).await.is_ok()
    }

    /// Gives the file its name; answers how many messages it has.
    ///
    /// # Errors
    /// [`ReportError`], which says what was kept.
    pub async fn finish(self) -> Result<u64, ReportError> {
        _ = self.pages.send(Page::End).await; // a writer that is gone has its own error
        drop(self.pages);
        self.writer.await.map_err(|error| ReportError::Workbook(error.to_string()))?
    }
}

fn headers(words: &'static Words) -> [&'static str; COLUMNS] {
    let column = &words.column;
    [
        column.number,
        words.summary.task,
        column.carrier,
        column.channel,
        column.state,
        column.code,
        column.cause,
        column.action,
        column.submitted_at,
        column.ended_at,
        column.segments,
        column.price,
        column.tries,
        column.mark,
    ]
}

fn sheets(words: &'static Words, inbox: &mut mpsc::Receiver<Page>, place: &Place) -> Result<Rows, Broken> {
    let mut book = Workbook::new();
    let mut made = None;
    place.guard(|| {
        book.set_tempdir(place.folder())?;
        let looks = Looks::of(words.font);
        book.set_default_format(&looks.base, 20, 64)?;
        let widths = [15.0, 26.0, 11.0, 16.0, 9.0, 11.0, 38.0, 30.0, 19.0, 19.0, 9.0, 11.0, 9.0, 10.0];
        let column = |(at, header): (usize, &'static str)| Column {
            header: header.to_owned(),
            width: widths.get(at).copied().unwrap_or(12.0),
            format: match at {
                8 | 9 => Some(looks.moment.clone()),
                11 => Some(looks.price.clone()),
                _ => None,
            },
        };
        let columns = headers(words).into_iter().enumerate().map(column).collect();
        let mut table =
            LongTable::new(&mut book, words.sheet.people, columns, looks.header.clone(), SHEET_ROWS_MAX)?;
        table.begin()?;
        made = Some(table);
        Ok(())
    })?;
    let Some(table) = &mut made else { return Err(Broken::Cancelled) };
    let mut rows = Rows::default();
    while let Some(records) = next(inbox)? {
        place.guard(|| {
            records.iter().try_for_each(|record| {
                let mut row = table.row(&mut book)?;
                row.text(&record.number)?;
                row.text(&record.task)?;
                row.text((words.carrier)(record.carrier))?;
                row.text(&record.channel)?;
                row.text((words.state)(record.state))?;
                row.text(&record.code)?;
                row.text(&record.cause)?;
                row.text(&record.action)?;
                row.moment(record.submitted_at)?;
                row.moment(record.ended_at)?;
                row.number(f64::from(record.segments))?;
                row.number(float(record.price) / 1_000.0)?;
                row.number(f64::from(record.tries))?;
                row.text((words.mark)(record.mark))
            })
        })?;
        rows.people += u64::try_from(records.len()).unwrap_or(0);
    }
    place.guard(|| {
        table.finish(&mut book)?;
        book.save_to_writer(place.file())?;
        Ok(rows)
    })
}

fn table(words: &'static Words, inbox: &mut mpsc::Receiver<Page>, place: &Place) -> Result<Rows, Broken> {
    use std::io::Write as _;
    let mut file = place.file();
    file.write_all(BYTE_ORDER_MARK)?;
    let mut table = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(file);
    table.write_record(headers(words)).map_err(io_of)?;
    let time = |at: Option<UnixMillis>| at.map(UnixMillis::display_china).unwrap_or_default();
    let mut rows = Rows::default();
    while let Some(records) = next(inbox)? {
        for record in &records {
            let cells: [&str; COLUMNS] = [
                &safe(&record.number),
                &safe(&record.task),
                (words.carrier)(record.carrier),
                &safe(&record.channel),
                (words.state)(record.state),
                &safe(&record.code),
                &safe(&record.cause),
                &safe(&record.action),
                &time(record.submitted_at),
                &time(record.ended_at),
                &record.segments.to_string(),
                &format!("{}.{:03}", record.price / 1_000, record.price.unsigned_abs() % 1_000),
                &record.tries.to_string(),
                (words.mark)(record.mark),
            ];
            table.write_record(cells).map_err(io_of)?;
        }
        rows.people += u64::try_from(records.len()).unwrap_or(0);
    }
    table.flush()?;
    Ok(rows)
}

/// The next messages; `None` behind the last.
fn next(inbox: &mut mpsc::Receiver<Page>) -> Result<Option<Vec<Record>>, Broken> {
    match inbox.blocking_recv() {
        Some(Page::Records(records)) => Ok(Some(records)),
        Some(Page::End) => Ok(None),
        None => Err(Broken::Cancelled),
    }
}
