//! Why an import did not happen.

use std::path::PathBuf;

use hongyan_store::StoreError;
use thiserror::Error;

use super::staged::PEOPLE_MAX;
use crate::layout::LayoutError;
use crate::read::ReadError;

/// Why an import did not happen. The store is as it was before.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file's layout cannot be told, or the file cannot be read.
    #[error(transparent)]
    Layout(#[from] LayoutError),
    /// A person or the program asked to stop.
    #[error("the import was cancelled after {rows} rows; nothing was kept")]
    Cancelled {
        /// Rows read until then.
        rows: u64,
    },
    /// More people, or more text, than one import takes: split the list.
    #[error(
        "the list is too large at row {row}: at most {PEOPLE_MAX} people and 1 GiB of text fit one import"
    )]
    TooMuch {
        /// The row that did not fit, from 1.
        row: u32,
    },
    /// The group's name is empty or too long.
    #[error("a group's name has 1 to {max} characters")]
    GroupName {
        /// The most characters it may have.
        max: usize,
    },
    /// The repaired list or the list of failures cannot be written.
    #[error("cannot write {path}: {detail}")]
    Output {
        /// The file.
        path: PathBuf,
        /// What went wrong.
        detail: String,
    },
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ImportError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Layout(error) => error.code(),
            Self::Cancelled { .. } => "import_cancelled",
            Self::TooMuch { .. } => "import_too_large",
            Self::GroupName { .. } => "group_name_invalid",
            Self::Output { .. } => "output_not_writable",
            Self::Store(error) => error.code(),
        }
    }
}

impl From<ReadError> for ImportError {
    fn from(error: ReadError) -> Self {
        Self::Layout(LayoutError::Read(error))
    }
}
