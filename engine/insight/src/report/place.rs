//! Where a report is written until it is whole: a nameless-looking file beside its target, then renamed.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;
use tokio::sync::mpsc;

use super::{Batch, ReportError, Rows};

/// Octets written at once.
const BUFFER_OCTETS: usize = 256 * 1024;
/// Octets written to find out whether a failed write was for want of space.
const PROBE_OCTETS: usize = 1024 * 1024;
/// Other names that are tried for a report whose own name is taken by a file that is open.
const OTHER_NAMES_MAX: u32 = 99;

/// An unfinished report. Dropping it removes it.
pub(super) struct Place {
    target: PathBuf,
    folder: PathBuf,
    draft: NamedTempFile,
}

/// A finished report.
pub(super) struct Written {
    pub(super) octets: u64,
    pub(super) rows: Rows,
}

/// Why a writer stopped before the end.
pub(super) enum Broken {
    /// The rows ended without an end.
    Cancelled,
    /// A file could not be written.
    Io(io::Error),
    /// The workbook could not be put together.
    Workbook(String),
}

impl From<io::Error> for Broken {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<rust_xlsxwriter::XlsxError> for Broken {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        let said = error.to_string();
        if let rust_xlsxwriter::XlsxError::IoError(error) = error {
            Self::Io(error)
        } else {
            Self::Workbook(said)
        }
    }
}

impl Place {
    /// Makes the unfinished file, so that a folder that takes none is known before anything is read.
    pub(super) fn prepare(target: &Path) -> Result<Self, ReportError> {
        let folder = match target.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        let draft = tempfile::Builder::new()
            .prefix(".report-")
            .suffix(".part")
            .tempfile_in(&folder)
            .map_err(|source| ReportError::Folder { folder: folder.clone(), source })?;
        Ok(Self { target: target.to_owned(), folder, draft })
    }

    /// The folder, for files that the writer needs in between: on the same disk, and not in memory.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The unfinished file.
    pub(super) fn file(&self) -> BufWriter<&File> {
        BufWriter::with_capacity(BUFFER_OCTETS, self.draft.as_file())
    }

    /// Lets `write` fill the file and gives it its name.
    pub(super) fn fill(
        self,
        mut inbox: mpsc::Receiver<Batch>,
        write: impl FnOnce(&mut mpsc::Receiver<Batch>, &Self) -> Result<Rows, Broken>,
    ) -> Result<Written, ReportError> {
        let outcome = write(&mut inbox, &self);
        self.finish(outcome)
    }

    /// Gives the file its name when it was filled.
    pub(super) fn finish(self, outcome: Result<Rows, Broken>) -> Result<Written, ReportError> {
        match outcome {
            Ok(rows) => self.publish(rows),
            Err(Broken::Cancelled) => Err(ReportError::Cancelled),
            Err(Broken::Io(source)) => Err(self.fault(source)),
            Err(Broken::Workbook(message)) => Err(ReportError::Workbook(message)),
        }
    }

    /// Runs a step of the workbook library, which panics where one of its files in between cannot be written: such a
    /// panic becomes the error of the disk. What holds those files must outlive the step, so that a full disk is still
    /// full when it is asked.
    pub(super) fn guard<T>(&self, step: impl FnOnce() -> Result<T, Broken>) -> Result<T, Broken> {
        let broken = match catch_unwind(AssertUnwindSafe(step)) {
            Ok(Err(Broken::Workbook(message))) => message,
            Ok(outcome) => return outcome,
            Err(panic) => words_of(&*panic),
        };
        self.probe()?;
        Err(Broken::Workbook(broken))
    }

    /// Whether the folder still takes octets.
    fn probe(&self) -> io::Result<()> {
        let mut file = self.draft.as_file();
        file.write_all(&vec![0xA5; PROBE_OCTETS])?;
        file.sync_data()
    }

    fn fault(&self, source: io::Error) -> ReportError {
        let full = matches!(
            source.kind(),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge
        );
        if full {
            ReportError::Full { folder: self.folder.clone(), source }
        } else {
            ReportError::Write { path: self.target.clone(), source }
        }
    }

    fn publish(self, rows: Rows) -> Result<Written, ReportError> {
        // Some file systems find out only here that there is no room.
        let octets = match self.draft.as_file().sync_all().and_then(|()| self.draft.as_file().metadata()) {
            Ok(metadata) => metadata.len(),
            Err(source) => return Err(self.fault(source)),
        };
        let Self { target, draft, .. } = self;
        let refused = match draft.persist(&target) {
            Ok(_) => return Ok(Written { octets, rows }),
            Err(refused) => refused,
        };
        let (source, mut draft) = (refused.error, refused.file);
        for number in 2..=OTHER_NAMES_MAX {
            let other = beside(&target, number);
            match draft.persist_noclobber(&other) {
                Ok(_) => return Err(ReportError::Busy { path: target, kept: Some(other), source }),
                Err(again) => draft = again.file,
            }
        }
        Err(ReportError::Busy { path: target, kept: None, source })
    }
}

/// `report.xlsx` as `report (2).xlsx`.
fn beside(target: &Path, number: u32) -> PathBuf {
    let stem = target.file_stem().unwrap_or_default().to_string_lossy();
    let ending =
        target.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    target.with_file_name(format!("{stem} ({number}){ending}"))
}

/// What a panic said.
fn words_of(panic: &(dyn std::any::Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("the writer stopped").to_owned()
}
