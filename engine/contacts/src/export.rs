//! Giving groups and the address book out as files, numbers as texts.

use std::collections::{BTreeMap, HashMap};
use std::fs::File;
use std::io::{self, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongyan_domain::{GroupNo, Msisdn};
use hongyan_store::audience::search::Needle;
use hongyan_store::audience::{contact, group, member};
use hongyan_store::{Db, Reader, StoreError};
use rust_xlsxwriter::{Workbook, XlsxError};
use thiserror::Error;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;

use crate::import::{SHEET_ROWS_MAX, part_of};
use crate::wording::Wording;

/// People read from the store at once.
const PAGE_ROWS: u32 = 2_000;
/// Pages between the reader and the writer; when they are full, reading waits.
const PAGES_AHEAD: usize = 4;
/// Columns of an export beside number and name; fields beyond are left out (a list has no more either).
const FIELDS_MAX: usize = 1_024;

/// What is given out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// The members of a group or list, with the fields of that list.
    Group(GroupNo),
    /// The whole address book.
    Contacts,
}

/// The kind of file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ExportFormat {
    /// Separated by commas, UTF-8 with a byte order mark, as spreadsheet programs expect it.
    Csv,
    /// A workbook; goes on in further sheets past 1,048,576 rows.
    Xlsx,
}

impl ExportFormat {
    /// The format that a file's ending asks for; `None` when it is neither.
    #[must_use]
    pub fn of_path(path: &Path) -> Option<Self> {
        match path.extension()?.to_string_lossy().to_ascii_lowercase().as_str() {
            "csv" => Some(Self::Csv),
            "xlsx" => Some(Self::Xlsx),
            _ => None,
        }
    }
}

/// Why an export did not happen. A file that was there before is as it was.
#[derive(Debug, Error)]
pub enum ExportError {
    /// The group is not there.
    #[error("there is no group {no}")]
    NoSuchGroup {
        /// Its number.
        no: GroupNo,
    },
    /// The store could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The file cannot be written.
    #[error("cannot write {path}: {detail}")]
    Output {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        detail: String,
    },
    /// A person or the program asked to stop.
    #[error("the export was cancelled; nothing was kept")]
    Cancelled,
}

impl ExportError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::NoSuchGroup { .. } => "not_found",
            Self::Store(error) => error.code(),
            Self::Output { .. } => "output_not_writable",
            Self::Cancelled => "cancelled",
        }
    }
}

/// Who is given out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Wanted {
    /// From where.
    pub source: Source,
    /// Only those that a search finds.
    pub needle: Option<Needle>,
}

struct Person {
    number: Msisdn,
    name: String,
    fields: HashMap<String, String>,
}

/// Writes people into a file, all as they are at this moment; answers how many.
///
/// Texts that a spreadsheet program would run as formulas get an apostrophe before them in csv; in xlsx they are texts.
///
/// # Errors
/// As [`ExportError`] says.
pub async fn write(
    db: &Db,
    source: Source,
    path: &Path,
    format: ExportFormat,
    wording: Arc<dyn Wording>,
) -> Result<u64, ExportError> {
    let wanted = Wanted { source, needle: None };
    write_wanted(db, &wanted, path, format, wording, |_, _| (), &CancellationToken::new()).await
}

/// The same for those that a search finds; `progress` hears how many people of how many were looked at.
///
/// # Errors
/// As [`write`]; [`ExportError::Cancelled`] soon after `cancel`.
pub async fn write_wanted(
    db: &Db,
    wanted: &Wanted,
    path: &Path,
    format: ExportFormat,
    wording: Arc<dyn Wording>,
    progress: impl Fn(u64, u64) + Send + Sync,
    cancel: &CancellationToken,
) -> Result<u64, ExportError> {
    let mut reader = db.read().await?;
    reader.snapshot().await?;
    let total = match wanted.source {
        Source::Group(no) => {
            group::by_no(&mut reader, no).await?.ok_or(ExportError::NoSuchGroup { no })?.people
        }
        Source::Contacts => contact::count(&mut reader).await?,
    };
    let fields = field_names(&mut reader, wanted, cancel).await?;
    let (send, pages) = mpsc::channel(PAGES_AHEAD);
    let (target, stop) = (path.to_owned(), cancel.clone());
    let writer =
        tokio::task::spawn_blocking(move || write_file(&target, format, &fields, &*wording, pages, &stop));
    let fed = feed(&mut reader, wanted, send, |done| progress(done.min(total), total), cancel).await;
    let written = writer
        .await
        .map_err(|error| ExportError::Output { path: path.to_owned(), detail: error.to_string() })?;
    fed?;
    written
}

/// All field names of the people, in the order in which they are met.
async fn field_names(
    reader: &mut Reader,
    wanted: &Wanted,
    cancel: &CancellationToken,
) -> Result<Vec<String>, ExportError> {
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut after = None;
    loop {
        let (people, last) = page(reader, wanted, after).await?;
        if last.is_none() {
            break;
        }
        after = last;
        if cancel.is_cancelled() {
            return Err(ExportError::Cancelled);
        }
        for person in &people {
            let mut names: Vec<&String> = person.fields.keys().collect();
            names.sort();
            for name in names {
                if !places.contains_key(name) && places.len() < FIELDS_MAX {
                    places.insert(name.clone(), places.len());
                }
            }
        }
    }
    let mut names: Vec<(String, usize)> = places.into_iter().collect();
    names.sort_by_key(|(_, place)| *place);
    Ok(names.into_iter().map(|(name, _)| name).collect())
}

/// The next people, and the last number looked at; `None`: there was nobody left.
async fn page(
    reader: &mut Reader,
    wanted: &Wanted,
    after: Option<Msisdn>,
) -> Result<(Vec<Person>, Option<Msisdn>), ExportError> {
    let person = |number, name, fields: &str| Person {
        number,
        name,
        fields: serde_json::from_str(fields).unwrap_or_default(), // written by us: an object of texts
    };
    let mut people: Vec<Person> = match wanted.source {
        Source::Group(no) => member::page(reader, no, after, PAGE_ROWS)
            .await?
            .into_iter()
            .map(|row| person(row.number, row.name, &row.fields))
            .collect(),
        Source::Contacts => contact::page(reader, after, PAGE_ROWS)
            .await?
            .into_iter()
            .map(|row| person(row.number, row.name, &row.fields))
            .collect(),
    };
    let last = people.last().map(|person| person.number);
    if let Some(needle) = &wanted.needle {
        people.retain(|person| needle.finds(person.number, &person.name));
    }
    Ok((people, last))
}

async fn feed(
    reader: &mut Reader,
    wanted: &Wanted,
    send: mpsc::Sender<Vec<Person>>,
    progress: impl Fn(u64),
    cancel: &CancellationToken,
) -> Result<(), ExportError> {
    let (mut after, mut done) = (None, 0);
    loop {
        let (people, last) = page(reader, wanted, after).await?;
        if last.is_none() {
            return Ok(());
        }
        if cancel.is_cancelled() {
            return Err(ExportError::Cancelled);
        }
        after = last;
        done += u64::from(PAGE_ROWS);
        if send.send(people).await.is_err() {
            return Ok(()); // the writer gave up and says why
        }
        progress(done);
    }
}

fn write_file(
    path: &Path,
    format: ExportFormat,
    fields: &[String],
    wording: &dyn Wording,
    pages: mpsc::Receiver<Vec<Person>>,
    stop: &CancellationToken,
) -> Result<u64, ExportError> {
    let part = part_of(path);
    let headers: Vec<String> = [wording.number_heading(), wording.name_heading()]
        .into_iter()
        .chain(fields.iter().cloned())
        .collect();
    let written = match format {
        ExportFormat::Csv => write_csv(&part, &headers, fields, pages).map_err(|error| error.to_string()),
        ExportFormat::Xlsx => write_xlsx(&part, &headers, fields, pages).map_err(|error| error.to_string()),
    };
    if stop.is_cancelled() {
        _ = std::fs::remove_file(&part); // half a list is none
        return Err(ExportError::Cancelled);
    }
    let named =
        written.and_then(|count| std::fs::rename(&part, path).map(|()| count).map_err(|e| e.to_string()));
    named.map_err(|detail| {
        _ = std::fs::remove_file(&part); // of no use; the error above tells why
        ExportError::Output { path: path.to_owned(), detail }
    })
}

fn write_csv(
    part: &Path,
    headers: &[String],
    fields: &[String],
    mut pages: mpsc::Receiver<Vec<Person>>,
) -> io::Result<u64> {
    let mut file = BufWriter::new(File::create(part)?);
    file.write_all("\u{feff}".as_bytes())?;
    let mut csv = csv::Writer::from_writer(file);
    csv.write_record(headers.iter().map(|header| harmless(header).into_owned()))?;
    let mut count = 0;
    while let Some(page) = pages.blocking_recv() {
        for person in page {
            let number = person.number.reveal();
            let values = fields.iter().map(|field| person.fields.get(field).map_or("", String::as_str));
            let record = [number.as_str(), person.name.as_str()].into_iter().chain(values).map(harmless);
            csv.write_record(record.map(|text| text.into_owned()))?;
            count += 1;
        }
    }
    csv.flush()?;
    Ok(count)
}

/// A text that no spreadsheet program runs as a formula.
fn harmless(text: &str) -> std::borrow::Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '@', '\t', '\r'])
        || (text.starts_with('-') && text.parse::<f64>().is_err());
    if formula { format!("'{text}").into() } else { text.into() }
}

fn write_xlsx(
    part: &Path,
    headers: &[String],
    fields: &[String],
    mut pages: mpsc::Receiver<Vec<Person>>,
) -> Result<u64, XlsxError> {
    let mut workbook = Workbook::new();
    let mut sheet = workbook.add_worksheet_with_constant_memory()?;
    let mut line = 0;
    let mut count = 0;
    for (col, header) in (0_u16..).zip(headers) {
        sheet.write_string(line, col, header)?;
    }
    while let Some(page) = pages.blocking_recv() {
        for person in page {
            line += 1;
            if line >= SHEET_ROWS_MAX {
                sheet = workbook.add_worksheet_with_constant_memory()?;
                line = 1;
                for (col, header) in (0_u16..).zip(headers) {
                    sheet.write_string(0, col, header)?;
                }
            }
            sheet.write_string(line, 0, person.number.reveal())?;
            if !person.name.is_empty() {
                sheet.write_string(line, 1, person.name.as_str())?;
            }
            for (col, field) in (2_u16..).zip(fields) {
                if let Some(value) = person.fields.get(field).filter(|value| !value.is_empty()) {
                    sheet.write_string(line, col, value)?;
                }
            }
            count += 1;
        }
    }
    workbook.save(part)?;
    Ok(count)
}
