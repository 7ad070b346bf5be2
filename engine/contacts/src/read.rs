//! Opening a list of any format and reading its rows.

use std::fs::File;
use std::io;
use std::path::Path;

pub(crate) mod encoding;
mod error;
pub(crate) mod kind;
mod part_guard;
pub(crate) mod row;
pub(crate) mod text;
mod workbook;
pub(crate) mod xls_guard;
pub(crate) mod zip_guard;

pub use encoding::{EncodingGuess, TextEncoding};
pub use error::ReadError;
pub use kind::{Format, Found};
pub use row::{COLUMNS_MAX, CellKind, CellRef, Row, RowBatch, Sink, address, column_letters, column_number};
pub use text::DelimiterGuess;

use text::TextFile;
use workbook::Workbook;

/// How a text file is to be read when the guess is wrong.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct TextOverrides {
    /// The encoding.
    pub encoding: Option<TextEncoding>,
    /// The delimiter, one ASCII character.
    pub delimiter: Option<u8>,
    /// How many bytes from the begin the encoding is told by; `None`: all of them.
    pub look_bytes: Option<u64>,
}

/// A sheet of a list; a text file has one without a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SheetInfo {
    /// Its name.
    pub name: String,
    /// Whether the workbook shows it.
    pub visible: bool,
}

/// A workbook larger than this, in bytes, is refused: a sheet full of text takes less.
const WORKBOOK_BYTES_MAX: u64 = 256 * 1_024 * 1_024;

/// An opened list. Reading is blocking.
pub struct Book {
    contents: Contents,
    format: Format,
    open_elsewhere: bool,
}

enum Contents {
    Text(TextFile),
    Workbook(Workbook),
}

impl Book {
    /// Opens a file; its contents decide what it is. Refuses whatever cannot be read within bounded memory.
    ///
    /// # Errors
    /// As [`ReadError`] says.
    pub fn open(path: &Path, overrides: TextOverrides) -> Result<Self, ReadError> {
        let mut file = open_file(path)?;
        let bytes = file.metadata()?.len();
        let head = kind::is_zip(&mut file)?;
        if head && bytes > WORKBOOK_BYTES_MAX {
            return Err(ReadError::TooLarge { bytes, limit: WORKBOOK_BYTES_MAX });
        }
        let format = kind::recognise(&mut file)?;
        let contents = match format {
            Format::Text => Contents::Text(TextFile::open(file, overrides)?),
            Format::Xlsx => Contents::Workbook(Workbook::xlsx(file)?),
            Format::Xlsb => Contents::Workbook(Workbook::xlsb(file)?),
            Format::Xls => Contents::Workbook(Workbook::xls(file)?),
            Format::Ods => Contents::Workbook(Workbook::ods(file)?),
        };
        Ok(Self { contents, format, open_elsewhere: has_lock_mark(path) })
    }

    /// What the file is.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether a spreadsheet program seems to have the file open: what it shows may not be saved yet.
    #[must_use]
    pub fn is_open_elsewhere(&self) -> bool {
        self.open_elsewhere
    }

    /// Encoding and delimiter, for a text file.
    #[must_use]
    pub fn text(&self) -> Option<(EncodingGuess, DelimiterGuess)> {
        match &self.contents {
            Contents::Text(file) => Some((file.encoding, file.delimiter)),
            Contents::Workbook(_) => None,
        }
    }

    /// The sheets, in the order of the workbook.
    #[must_use]
    pub fn sheets(&self) -> Vec<SheetInfo> {
        match &self.contents {
            Contents::Text(_) => vec![SheetInfo { name: String::new(), visible: true }],
            Contents::Workbook(book) => {
                book.sheets().into_iter().map(|(name, visible)| SheetInfo { name, visible }).collect()
            }
        }
    }

    /// Reads the rows of a sheet from the top until the sink breaks off or the sheet ends.
    ///
    /// # Errors
    /// As [`ReadError`] says; rows before the fault have been handed to the sink.
    pub fn read(&mut self, sheet: &str, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        match &mut self.contents {
            Contents::Text(file) => file.read(sink),
            Contents::Workbook(book) => book.read(sheet, sink),
        }
    }
}

fn open_file(path: &Path) -> Result<File, ReadError> {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if name.starts_with("~$") || name.starts_with(".~lock.") {
        return Err(ReadError::LockMark { path: path.to_owned() });
    }
    let file = File::open(path).map_err(|cause| open_fault(path, cause))?;
    let about = file.metadata().map_err(|cause| open_fault(path, cause))?;
    if about.is_dir() {
        return Err(open_fault(path, io::ErrorKind::IsADirectory.into()));
    }
    Ok(file)
}

/// Windows: a sharing violation (32) and a lock violation (33) mean that another program holds the file.
fn open_fault(path: &Path, cause: io::Error) -> ReadError {
    let held = cfg!(windows) && matches!(cause.raw_os_error(), Some(32 | 33));
    if held || cause.kind() == io::ErrorKind::ResourceBusy {
        return ReadError::Locked { path: path.to_owned() };
    }
    ReadError::Open { path: path.to_owned(), cause }
}

/// Spreadsheet programs leave a mark beside an open file: `~$list.xlsx` (Excel, WPS) or `.~lock.list.xlsx#`.
fn has_lock_mark(path: &Path) -> bool {
    let Some(name) = path.file_name().map(|name| name.to_string_lossy().into_owned()) else { return false };
    // Excel replaces the first two characters of names longer than 8 by the mark, so both forms are tried.
    let shortened: String = name.chars().skip(2).collect();
    [format!("~${name}"), format!("~${shortened}"), format!(".~lock.{name}#")]
        .iter()
        .any(|mark| path.with_file_name(mark).exists())
}
