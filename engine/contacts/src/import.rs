//! Bringing a list in: look at it, read and clean it, store it, say what was wrong.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongyan_domain::{Clock, GroupNo, Uid, UnixMillis};
use hongyan_store::audience::blocked::Blocked;
use hongyan_store::audience::finding::FindingRow;
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::audience::import_record;
use hongyan_store::{Db, StoreError};
use rand::{RngCore as _, SeedableRng as _};
use rand_chacha::ChaCha8Rng;
use tokio_util::sync::CancellationToken;

mod error;
mod inspect;
mod output;
mod publish;
mod scan;
mod staged;
mod tally;

pub use error::ImportError;
pub use inspect::ROWS_SHOWN;
pub use inspect::{EncodedRows, Inspection, inspect, look};
pub(crate) use output::{SHEET_ROWS_MAX, part_of};
pub use scan::{FileFacts, file_facts};
pub use staged::{PEOPLE_MAX, TEXT_BYTES_MAX};
pub use tally::{FINDINGS_MAX, Tally};

use crate::layout::{Layout, LayoutOverrides};
use crate::read::{DelimiterGuess, EncodingGuess, Format, ReadError, TextOverrides};
use crate::wording::{CodeWords, Wording};

/// Characters of a group's name.
pub const GROUP_NAME_CHARS_MAX: usize = 100;
/// Findings that a summary carries; all that are kept are in the store.
pub const FINDINGS_SHOWN: usize = 50;
/// Where the people go.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// A named group, new or there already; its people go into the address book, too.
    Group {
        /// Its name.
        name: String,
    },
    /// A list for one task; the address book does not take it.
    List,
}

impl Target {
    fn name_and_kind<'t>(&'t self, file: &'t str) -> (&'t str, GroupKind) {
        match self {
            Self::Group { name } => (name.trim(), GroupKind::Group),
            Self::List => (file, GroupKind::List),
        }
    }
}

/// How to import.
#[derive(Clone)]
pub struct ImportOptions {
    /// Where the people go.
    pub target: Target,
    /// Who imports, as `created_by`.
    pub by: String,
    /// Sheet, header and columns, where the guess is wrong.
    pub layout: LayoutOverrides,
    /// Encoding and delimiter of a text file, where the guess is wrong.
    pub text: TextOverrides,
    /// Where to write the list with corrected numbers and reasons (xlsx).
    pub repaired: Option<PathBuf>,
    /// Where to write only the rows that could not be corrected (xlsx).
    pub failures: Option<PathBuf>,
    /// The words of those files.
    pub wording: Arc<dyn Wording>,
    /// Whether to store nothing; the files above are written all the same.
    pub dry_run: bool,
    /// Chance for the ids of this import: fresh bits in production, a fixed number where a run must repeat.
    pub seed: u64,
    /// What the caller wants to find again with the import, as JSON: how the file was read.
    pub recipe: String,
}

impl ImportOptions {
    /// Options with every guess left to the engine.
    #[must_use]
    pub fn new(target: Target, by: impl Into<String>, seed: u64) -> Self {
        Self {
            target,
            by: by.into(),
            layout: LayoutOverrides::default(),
            text: TextOverrides::default(),
            repaired: None,
            failures: None,
            wording: Arc::new(CodeWords),
            dry_run: false,
            seed,
            recipe: "null".to_owned(),
        }
    }
}

/// What an import is doing.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Phase {
    /// Reading and cleaning the file.
    Reading,
    /// Writing into the store.
    Storing,
}

/// How far an import has come; each snapshot stands for itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// What it is doing.
    pub phase: Phase,
    /// Rows read.
    pub rows: u64,
    /// People found, or, while storing, stored.
    pub people: u64,
    /// People to store, once that is known.
    pub people_total: Option<u64>,
}

/// An earlier import of the same file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PreviousImport {
    /// Its number.
    pub no: i64,
    /// When it was.
    pub at: UnixMillis,
    /// The file's name then.
    pub file_name: String,
    /// The group that got its people; `None` if it is gone.
    pub group: Option<String>,
}

/// What became of an import.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportSummary {
    /// Its number; `None` when nothing was stored: a dry run, or a list without a single number.
    pub import_no: Option<i64>,
    /// The group that has the people now.
    pub group: Option<GroupNo>,
    /// Whether that group was there before.
    pub merged: bool,
    /// People that are new to it.
    pub added: u64,
    /// The file.
    pub file: FileFacts,
    /// What the file is.
    pub format: Format,
    /// Encoding and delimiter of a text file.
    pub text: Option<(EncodingGuess, DelimiterGuess)>,
    /// Whether a spreadsheet program seems to have it open: what it shows may not be saved yet.
    pub open_elsewhere: bool,
    /// How it was read.
    pub layout: Layout,
    /// The figures.
    pub tally: Tally,
    /// Who of its people stands on a list of those who get nothing.
    pub blocked: Blocked,
    /// The first findings.
    pub findings: Vec<FindingRow>,
    /// The last import of the same contents, if there was one.
    pub previous: Option<PreviousImport>,
}

/// Imports a file. Either all of its people are in the group afterwards, or none: an error, a cancel or a crash before
/// the end keeps nothing. Bad rows become findings and stop nothing.
///
/// `progress` is called from the threads that work, some times a second; `cancel` is obeyed within one batch.
///
/// # Errors
/// As [`ImportError`] says; the store is then as it was.
pub async fn run(
    db: &Db,
    clock: &dyn Clock,
    path: &Path,
    options: ImportOptions,
    progress: impl Fn(Progress) + Send + Sync + 'static,
    cancel: CancellationToken,
) -> Result<ImportSummary, ImportError> {
    check_target(&options.target)?;
    let progress: Arc<dyn Fn(Progress) + Send + Sync> = Arc::new(progress);
    let mut scanned = {
        let (path, options, progress, cancel) =
            (path.to_owned(), options.clone(), Arc::clone(&progress), cancel.clone());
        blocking(move || scan::scan(&path, &options, &*progress, &cancel)).await?
    };
    let previous = previous_import(db, &scanned.file.sha256).await?;
    let findings: Vec<FindingRow> = scanned.findings.kept.iter().take(FINDINGS_SHOWN).cloned().collect();
    let stored = if options.dry_run || scanned.staged.len() == 0 {
        None
    } else {
        let mut chance = ChaCha8Rng::seed_from_u64(options.seed);
        let mut uid = || {
            let mut random = [0; 10];
            chance.fill_bytes(&mut random);
            Uid::new(clock.now(), random)
        };
        let order = publish::Order {
            target: &options.target,
            by: &options.by,
            uids: [uid(), uid()],
            source: path.display().to_string(),
            recipe: options.recipe.clone(),
        };
        Some(publish::store(db, clock, &mut scanned, order, &*progress, &cancel).await?)
    };
    Ok(ImportSummary {
        import_no: stored.as_ref().map(|stored| stored.import_no),
        group: stored.as_ref().map(|stored| stored.group),
        merged: stored.as_ref().is_some_and(|stored| stored.merged),
        added: stored.as_ref().map_or(0, |stored| stored.added),
        file: scanned.file,
        format: scanned.format,
        text: scanned.text,
        open_elsewhere: scanned.open_elsewhere,
        layout: scanned.layout,
        tally: scanned.tally,
        blocked: stored.as_ref().map(|stored| stored.blocked).unwrap_or_default(),
        findings,
        previous,
    })
}

/// Tidies up after a crash: gives up imports that were not finished and lets the address book catch up with those
/// that were. To be called at the start of the engine, before any import runs.
///
/// # Errors
/// As any write; calling it again goes on where it stopped.
pub async fn recover(db: &Db, clock: &dyn Clock) -> Result<(), StoreError> {
    let at = clock.now();
    db.write(move |tx| Box::pin(async move { group::abandon_staged(tx, at).await })).await?;
    loop {
        let next = group::clearable(&mut *db.read().await?).await?;
        let Some(no) = next else { break };
        publish::clear(db, no).await?;
    }
    loop {
        let next = import_record::unfinished(&mut *db.read().await?).await?;
        let Some(record) = next else { return Ok(()) };
        publish::absorb(db, clock, record.no).await?;
    }
}

/// The last import of this file: by its contents, or, when it is too large to look through, by name and size.
///
/// # Errors
/// As any read, and when the file cannot be read.
pub async fn imported_before(db: &Db, path: &Path) -> Result<Option<PreviousImport>, ImportError> {
    let owned = path.to_owned();
    let about = blocking(move || inspect::known_by(&owned)).await?;
    let mut reader = db.read().await?;
    let record = match &about {
        inspect::KnownBy::Contents(sha256) => import_record::last_of_file(&mut reader, sha256).await?,
        inspect::KnownBy::Name(name, bytes) => import_record::last_named(&mut reader, name, *bytes).await?,
    };
    Ok(match record {
        Some(record) => Some(previous_of(&mut reader, record).await?),
        None => None,
    })
}

async fn previous_import(db: &Db, sha256: &[u8; 32]) -> Result<Option<PreviousImport>, StoreError> {
    let mut reader = db.read().await?;
    match import_record::last_of_file(&mut reader, sha256).await? {
        Some(record) => Ok(Some(previous_of(&mut reader, record).await?)),
        None => Ok(None),
    }
}

async fn previous_of(
    reader: &mut hongyan_store::Conn,
    record: import_record::ImportRecord,
) -> Result<PreviousImport, StoreError> {
    let group = group::by_no(reader, record.import.group).await?;
    Ok(PreviousImport {
        no: record.no,
        at: record.created_at,
        file_name: record.import.file_name,
        group: group.map(|group| group.name),
    })
}

fn check_target(target: &Target) -> Result<(), ImportError> {
    match target {
        Target::List => Ok(()),
        Target::Group { name } => {
            let chars = name.trim().chars().count();
            if chars == 0 || chars > GROUP_NAME_CHARS_MAX {
                return Err(ImportError::GroupName { max: GROUP_NAME_CHARS_MAX });
            }
            Ok(())
        }
    }
}

/// Runs blocking work. A reader that panics on a damaged file ends as an error like any other damage.
async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ImportError> + Send + 'static,
) -> Result<T, ImportError> {
    match tokio::task::spawn_blocking(work).await {
        Ok(result) => result,
        Err(error) => {
            tracing::error!(%error, "a reader broke off");
            Err(ReadError::damaged("workbook", "the reader broke off").into())
        }
    }
}
