//! The first half of an import: the file is read, cleaned and counted; nothing is stored. Blocking.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use hongyan_domain::Msisdn;
use hongyan_store::audience::member::Member;
use sha2::{Digest, Sha256};
use tokio_util::sync::CancellationToken;

use super::error::ImportError;
use super::output::Output;
use super::staged::{BETWEEN, Fields, Full, ROW_BYTES_MAX, Staged};
use super::tally::{FINDINGS_MAX, Findings, Tally};
use super::{ImportOptions, Phase, Progress};
use crate::clean::{self, Cleaned, Fault, Problem};
use crate::layout::{self, Layout, Role};
use crate::read::{
    Book, COLUMNS_MAX, CellKind, DelimiterGuess, EncodingGuess, Format, ReadError, Row, RowBatch,
};

/// Batches between the thread that reads and the one that cleans: enough to keep both busy, a few MB at most. When
/// they are all full, the reader waits.
const BATCHES_AHEAD: usize = 4;
/// Lines of a text file from which a row is a quotation mark that was not closed.
const ROW_LINES_MAX: u32 = 50;
/// Texts of one row that a finding keeps, in bytes; a longer row gives its number alone.
const FINDING_TEXTS_MAX: usize = 2_048;
/// Bytes of the file read at once for its fingerprint.
const DIGEST_BYTES: usize = 256 * 1_024;

/// A file as the store remembers it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FileFacts {
    /// Its name without the folder.
    pub name: String,
    /// Its size in bytes.
    pub bytes: u64,
    /// SHA-256 of its contents.
    pub sha256: [u8; 32],
}

/// What the first half gives.
pub(super) struct Scanned {
    pub(super) file: FileFacts,
    pub(super) format: Format,
    pub(super) text: Option<(EncodingGuess, DelimiterGuess)>,
    pub(super) open_elsewhere: bool,
    pub(super) layout: Layout,
    pub(super) fields: Fields,
    pub(super) staged: Staged,
    pub(super) tally: Tally,
    pub(super) findings: Findings,
}

/// Name, size and fingerprint of a file.
///
/// # Errors
/// As [`ReadError`] says.
pub fn file_facts(path: &Path) -> Result<FileFacts, ReadError> {
    let mut file = File::open(path).map_err(|cause| ReadError::Open { path: path.to_owned(), cause })?;
    let mut digest = Sha256::new();
    let mut chunk = vec![0; DIGEST_BYTES];
    let mut bytes = 0_u64;
    loop {
        let read = file.read(&mut chunk)?;
        if read == 0 {
            break;
        }
        digest.update(chunk.get(..read).unwrap_or(&[]));
        bytes = bytes.saturating_add(u64::try_from(read).unwrap_or(0));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(FileFacts { name, bytes, sha256: digest.finalize().into() })
}

pub(super) fn scan(
    path: &Path,
    options: &ImportOptions,
    progress: &dyn Fn(Progress),
    cancel: &CancellationToken,
) -> Result<Scanned, ImportError> {
    let mut book = Book::open(path, options.text)?;
    let (layout, _) = layout::find(&mut book, &options.layout)?;
    let file = file_facts(path)?;
    if cancel.is_cancelled() {
        return Err(ImportError::Cancelled { rows: 0 });
    }
    let (format, text, open_elsewhere) = (book.format(), book.text(), book.is_open_elsewhere());
    let mut scanner = Scanner::new(&layout, options)?;
    let sheet = layout.sheet.clone();
    let (send, batches) = sync_channel(BATCHES_AHEAD);
    let read = thread::scope(|scope| {
        let reader = scope.spawn(move || {
            let result = read_ahead(&mut book, &sheet, &send, cancel);
            drop(send);
            drop(book); // shared strings can be large: they go before the people are sorted and stored
            result
        });
        // Taken by value: when this side gives up, the reader's next hand-over fails and it stops.
        let cleaned = scanner.take_all(batches, progress, cancel);
        let read = reader
            .join()
            .unwrap_or_else(|_| Err(ReadError::damaged(layout.sheet.clone(), "the reader broke off")));
        cleaned.and(read.map_err(ImportError::from))
    });
    read?;
    if cancel.is_cancelled() {
        return Err(ImportError::Cancelled { rows: scanner.tally.rows });
    }
    let Scanner { staged, tally, findings, fields, repaired, failures, .. } = scanner;
    for output in [repaired, failures].into_iter().flatten() {
        output.finish()?;
    }
    let mut staged = staged;
    staged.sort();
    Ok(Scanned { file, format, text, open_elsewhere, layout, fields, staged, tally, findings })
}

fn read_ahead(
    book: &mut Book,
    sheet: &str,
    send: &SyncSender<RowBatch>,
    cancel: &CancellationToken,
) -> Result<(), ReadError> {
    book.read(sheet, &mut |batch: &mut RowBatch| {
        if cancel.is_cancelled() || send.send(std::mem::take(batch)).is_err() {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    })
}

/// Takes rows one by one and remembers what they give.
struct Scanner<'o> {
    layout: &'o Layout,
    number_col: u32,
    /// The columns whose texts are kept, in the order of [`Fields`].
    kept: Vec<u32>,
    fields: Fields,
    staged: Staged,
    tally: Tally,
    findings: Findings,
    repaired: Option<Output<'o>>,
    failures: Option<Output<'o>>,
    texts: Vec<u8>,
}

impl<'o> Scanner<'o> {
    fn new(layout: &'o Layout, options: &'o ImportOptions) -> Result<Self, ImportError> {
        let kept =
            || layout.columns.iter().filter(|column| !matches!(column.role, Role::Number | Role::Ignored));
        let name = kept().position(|column| column.role == Role::Name);
        let keys = kept().map(|column| match &column.role {
            Role::Field(name) => name.as_str(),
            Role::Name | Role::Number | Role::Ignored => column.header.as_str(),
        });
        let output = |path: &'o Option<std::path::PathBuf>, corrected| {
            path.as_ref().map(|path| Output::new(path, layout, corrected, &*options.wording)).transpose()
        };
        Ok(Self {
            layout,
            number_col: layout.number_col(),
            kept: kept().map(|column| column.col).collect(),
            fields: Fields::new(keys, name),
            staged: Staged::default(),
            tally: Tally::default(),
            findings: Findings::default(),
            repaired: output(&options.repaired, true)?,
            failures: output(&options.failures, false)?,
            texts: Vec::new(),
        })
    }

    fn take_all(
        &mut self,
        batches: Receiver<RowBatch>,
        progress: &dyn Fn(Progress),
        cancel: &CancellationToken,
    ) -> Result<(), ImportError> {
        for batch in batches {
            for row in batch.rows() {
                self.take(row)?;
            }
            if cancel.is_cancelled() {
                return Err(ImportError::Cancelled { rows: self.tally.rows });
            }
            progress(Progress {
                phase: Phase::Reading,
                rows: self.tally.rows,
                people: self.tally.people,
                people_total: None,
            });
        }
        Ok(())
    }

    fn take(&mut self, row: Row<'_>) -> Result<(), ImportError> {
        if self.layout.is_header(row.no) {
            return Ok(());
        }
        self.tally.rows += 1;
        if row.beyond {
            self.find(row.no, COLUMNS_MAX + 1, "", &Problem::of(Fault::ColumnsIgnored));
        }
        let cell = row.at(self.number_col);
        let cleaned = if row.lines > ROW_LINES_MAX {
            broken(Fault::QuoteNotClosed)
        } else {
            match cell.map(|cell| (cell.kind, cell.text)) {
                None => broken(Fault::Empty),
                Some((CellKind::Text | CellKind::Number, text)) => clean::clean(text),
                Some((CellKind::Date, _)) => broken(Fault::Date),
                Some((CellKind::Error, _)) => broken(Fault::ErrorCell),
                Some((CellKind::Uncalculated, _)) => broken(Fault::FormulaWithoutValue),
            }
        };
        if let Some(problem) = cleaned.problem {
            let value = cell.map_or("", |cell| cell.text);
            let person = problem.fixed.filter(|_| cleaned.numbers.is_empty());
            let person = person.and_then(|number| self.person_of(row, number));
            self.findings.add(&mut self.tally, row.no, self.number_col, value, &problem, person);
            self.give_back_bad(row, &problem)?;
        }
        if cleaned.numbers.is_empty() {
            self.tally.rows_failed += 1;
            return Ok(());
        }
        if !cleaned.repairs.is_empty() {
            self.tally.repaired(cleaned.repairs);
        }
        self.keep_people(row, &cleaned)
    }

    fn keep_people(&mut self, row: Row<'_>, cleaned: &Cleaned) -> Result<(), ImportError> {
        let mut kept_at = None;
        for number in &cleaned.numbers {
            if self.staged.has(*number) {
                self.tally.duplicates += 1;
                let problem = Problem::of(Fault::Duplicate);
                self.find(row.no, self.number_col, &number.reveal(), &problem); // masked there
                self.give_back_bad(row, &problem)?;
                continue;
            }
            let at = match kept_at {
                Some(at) => at,
                None => {
                    self.collect_texts(row);
                    self.staged.keep_row(&self.texts).map_err(|Full| ImportError::TooMuch { row: row.no })?
                }
            };
            kept_at = Some(at);
            self.staged.add(*number, at).map_err(|Full| ImportError::TooMuch { row: row.no })?;
            self.tally.person(*number);
            if let Some(output) = &mut self.repaired {
                output.good(row, *number, cleaned.repairs)?;
            }
        }
        Ok(())
    }

    /// Who would come with a number that is only probably meant.
    fn person_of(&mut self, row: Row<'_>, number: Msisdn) -> Option<Member> {
        if self.findings.kept.len() >= FINDINGS_MAX {
            return None;
        }
        self.collect_texts(row);
        (self.texts.len() <= FINDING_TEXTS_MAX).then(|| self.fields.member(number, &self.texts))
    }

    /// The texts of the kept columns, one after the other; what cannot be used becomes a finding and stays empty.
    fn collect_texts(&mut self, row: Row<'_>) {
        self.texts.clear();
        for index in 0..self.kept.len() {
            let Some(col) = self.kept.get(index).copied() else { break };
            if index > 0 {
                self.texts.push(BETWEEN);
            }
            let Some(cell) = row.at(col) else { continue };
            let fault = match cell.kind {
                CellKind::Error => Some(Fault::ErrorCell),
                CellKind::Uncalculated => Some(Fault::FormulaWithoutValue),
                CellKind::Text | CellKind::Number | CellKind::Date => None,
            };
            if let Some(fault) = fault {
                self.find(row.no, col, cell.text, &Problem::of(fault));
                continue;
            }
            let text = cell.text.trim();
            let room = ROW_BYTES_MAX.saturating_sub(self.texts.len() + self.kept.len());
            let fits = crate::read::row::cut_to(text, room);
            if cell.cut || fits.len() < text.len() {
                self.find(row.no, col, cell.text, &Problem::of(Fault::ValueCut));
            }
            if fits.bytes().any(|byte| byte < 0x20 || byte == 0x7F) {
                let plain = fits.chars().filter(|c| !c.is_control() || *c == '\n' || *c == '\t');
                self.texts.extend_from_slice(plain.collect::<String>().as_bytes());
            } else {
                self.texts.extend_from_slice(fits.as_bytes());
            }
        }
    }

    fn find(&mut self, row: u32, col: u32, value: &str, problem: &Problem) {
        self.findings.add(&mut self.tally, row, col, value, problem, None);
    }

    fn give_back_bad(&mut self, row: Row<'_>, problem: &Problem) -> Result<(), ImportError> {
        for output in [&mut self.repaired, &mut self.failures].into_iter().flatten() {
            output.bad(row, problem)?;
        }
        Ok(())
    }
}

fn broken(fault: Fault) -> Cleaned {
    Cleaned { problem: Some(Problem::of(fault)), ..Cleaned::default() }
}
