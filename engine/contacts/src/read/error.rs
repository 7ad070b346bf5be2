//! Why a file cannot be read.

use std::io;
use std::path::PathBuf;

use thiserror::Error;

use super::kind::Found;

/// Why a file cannot be read as a list. Nothing was stored.
#[derive(Debug, Error)]
pub enum ReadError {
    /// The file is not there, or may not be read.
    #[error("cannot open {path}: {cause}")]
    Open {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        cause: io::Error,
    },
    /// Another program holds the file: close it there.
    #[error("{path} is held by another program")]
    Locked {
        /// The file.
        path: PathBuf,
    },
    /// The mark that a spreadsheet program leaves beside an open file, not the file itself.
    #[error("{path} is the lock mark of an open workbook, not the workbook")]
    LockMark {
        /// The file.
        path: PathBuf,
    },
    /// The file has no bytes, or no sheet has a row.
    #[error("the file holds no rows")]
    Empty,
    /// The contents are something else than a list, whatever the name says.
    #[error("the file is {found}, not a list")]
    NotAList {
        /// What it is.
        found: Found,
    },
    /// A password is needed to open it: save it without one.
    #[error("the workbook is encrypted")]
    Encrypted,
    /// The file ends too early: copy or download it again.
    #[error("the file is cut off: {part}")]
    Truncated {
        /// What is missing.
        part: &'static str,
    },
    /// The contents contradict themselves.
    #[error("the file is damaged in {part}: {detail}")]
    Damaged {
        /// Where: a sheet or a part of the workbook.
        part: String,
        /// What the reader said.
        detail: String,
    },
    /// Unpacking it would take more than any real list does: a zip bomb, or a mistake.
    #[error("{part} unpacks to {bytes} bytes, more than {limit}")]
    Bomb {
        /// The part of the workbook.
        part: String,
        /// What it says it unpacks to, in bytes.
        bytes: u64,
        /// The most that is allowed, in bytes.
        limit: u64,
    },
    /// The file is larger than this format can be read within bounded memory: split it, or save it as xlsx or csv.
    #[error("{bytes} bytes are more than the {limit} that this format may have")]
    TooLarge {
        /// Its size in bytes.
        bytes: u64,
        /// The most that is allowed, in bytes.
        limit: u64,
    },
    /// A header with more columns than any list has.
    #[error("row {row} has {columns} columns or more; at most {limit} are read")]
    TooManyColumns {
        /// The row, from 1.
        row: u32,
        /// The number of the column that was one too many.
        columns: u32,
        /// The most that is allowed.
        limit: u32,
    },
    /// A row of a text file that never ends: usually a quotation mark that is not closed.
    #[error("the row that starts in line {line} is longer than {limit} bytes")]
    RowTooLong {
        /// The line, from 1.
        line: u64,
        /// The most that is allowed, in bytes.
        limit: u64,
    },
    /// The reading itself failed: a disk or a network share.
    #[error("reading failed: {cause}")]
    Io {
        /// What the system said.
        #[source]
        cause: io::Error,
    },
}

impl ReadError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Open { cause, .. } if cause.kind() == io::ErrorKind::NotFound => "file_not_found",
            Self::Open { .. } => "file_not_readable",
            Self::Locked { .. } => "file_locked",
            Self::LockMark { .. } => "file_lock_mark",
            Self::Empty => "file_empty",
            Self::NotAList { .. } => "file_not_a_list",
            Self::Encrypted => "file_encrypted",
            Self::Truncated { .. } => "file_truncated",
            Self::Damaged { .. } => "file_damaged",
            Self::Bomb { .. } => "file_unpacks_too_large",
            Self::TooLarge { .. } => "file_too_large",
            Self::TooManyColumns { .. } => "file_too_many_columns",
            Self::RowTooLong { .. } => "file_row_too_long",
            Self::Io { .. } => "file_io",
        }
    }

    pub(crate) fn damaged(part: impl Into<String>, detail: impl ToString) -> Self {
        Self::Damaged { part: part.into(), detail: detail.to_string() }
    }
}

impl From<io::Error> for ReadError {
    fn from(cause: io::Error) -> Self {
        Self::Io { cause }
    }
}
