//! Opening a folder: lock, key, file, schema, in this order; every refusal says what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hongyan_domain::{Clock, SystemClock};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions as _, Connection as _};
use thiserror::Error;

use crate::conn::Conn;
use crate::error::{Cause, StoreError, sqlite_code};
use crate::health::Finding;
use crate::key::source::{
    Access, HEADER_FILE, Header, KEY_FILE, KeyChoice, KeyError, loose_mode, tighten, write_private,
};
use crate::key::{Passphrase, StoreKey};
use crate::keychain::{Keychain, SystemKeychain};
use crate::lock::{FolderLock, LockFault};
use crate::migrate;
use crate::write::set_quota;

/// The encrypted database, in the data folder.
pub const DATABASE_FILE: &str = "hongyan.db";
/// A database that `restore` has not yet put in its place.
pub(crate) const RESTORING_FILE: &str = "hongyan.db.restoring";
/// Readers at most at once: more than screens, exports and the engine's own reads need together on one PC.
pub(crate) const READERS_MAX: usize = 6;
/// Statements kept compiled per connection; batch statements of several sizes must not push each other out.
const STATEMENTS_CACHED: usize = 256;
/// Rows that a statement may be ahead of its caller. More than a batch, so that the database's thread never waits: a
/// wait for every row costs more than the row.
const ROWS_BUFFERED: usize = 4_096;
/// The writer's page cache, KiB.
const WRITER_CACHE_KIB: u32 = 64 * 1024;
/// A reader's page cache, KiB.
const READER_CACHE_KIB: u32 = 16 * 1024;
/// A commit moves the log into the file when it has this many pages (64 MiB): rare enough for bulk work, short enough
/// not to be felt. Quiet times do it earlier (`write.rs`).
const LOG_PAGES_MAX: u32 = 16_384;
/// How long SQLite waits for another program that holds the file (a virus scanner, a copy tool).
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// How to open a store.
#[derive(Clone)]
pub struct OpenOptions {
    pub(crate) folder: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) create: bool,
    pub(crate) beside: bool,
    pub(crate) quota_octets: Option<u64>,
    pub(crate) access: Access,
    pub(crate) busy_wait: Duration,
}

impl OpenOptions {
    /// Opens the store in `folder`, making it when there is none; a new key goes where [`KeyChoice::Automatic`] says.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            clock: Arc::new(SystemClock),
            create: true,
            beside: false,
            quota_octets: None,
            access: Access {
                choice: KeyChoice::Automatic,
                passphrase: None,
                keychain: Arc::new(SystemKeychain),
            },
            busy_wait: BUSY_WAIT,
        }
    }

    /// Reads the time from `clock`.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// Whether to make the store when the folder has none (the default).
    #[must_use]
    pub fn create(mut self, create: bool) -> Self {
        self.create = create;
        self
    }

    /// Whether to leave the folder to an engine that runs, or may start, in another process (default: no).
    ///
    /// The lock is for engines: who only looks and changes what people decide works beside one, and the engine sees it
    /// at its next sweep. A store that has to be made or brought up to date first still takes the folder.
    #[must_use]
    pub fn beside(mut self, beside: bool) -> Self {
        self.beside = beside;
        self
    }

    /// Where to keep the key of a new store; a store that exists knows where its key is.
    #[must_use]
    pub fn key(mut self, choice: KeyChoice) -> Self {
        self.access.choice = choice;
        self
    }

    /// The passphrase of the store, or the one to put a new store behind.
    #[must_use]
    pub fn passphrase(mut self, passphrase: Passphrase) -> Self {
        self.access.passphrase = Some(passphrase);
        self
    }

    /// Asks this keychain instead of the system's.
    #[must_use]
    pub fn keychain(mut self, keychain: Arc<dyn Keychain>) -> Self {
        self.access.keychain = keychain;
        self
    }

    /// The database never grows past this; a write that would ends with [`Fault::Full`](crate::Fault::Full).
    #[must_use]
    pub fn quota_octets(mut self, octets: u64) -> Self {
        self.quota_octets = Some(octets);
        self
    }
}

impl fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenOptions")
            .field("folder", &self.folder)
            .field("create", &self.create)
            .finish_non_exhaustive()
    }
}

/// Why a store could not be opened. The files were left as they were.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Another engine works in this folder: use it, or end it.
    #[error("another engine uses {}{}", folder.display(), pid.map(|pid| format!(" (process {pid})")).unwrap_or_default())]
    InUse {
        /// The data folder.
        folder: PathBuf,
        /// The other engine's process number, when it could be read.
        pid: Option<u32>,
    },
    /// The folder has no store and none was to be made.
    #[error("{} holds no store", folder.display())]
    Missing {
        /// The data folder.
        folder: PathBuf,
    },
    /// The folder or a file in it cannot be read or written: check its permissions and the disk.
    #[error("{}: {source}", path.display())]
    Folder {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// A newer program has written this file: install that version, or restore a backup made by this one.
    #[error("the store has schema {file}, this program knows up to {program}")]
    NewerFile {
        /// The schema version of the file.
        file: usize,
        /// The newest schema version that this program knows.
        program: usize,
    },
    /// The key does not belong to this file: put the right key back, or restore a backup whose key is known.
    #[error("the key does not open {}: it has fingerprint {found}, the store needs {expected}", path.display())]
    WrongKey {
        /// The database.
        path: PathBuf,
        /// The fingerprint of the store's key.
        expected: String,
        /// The fingerprint of the key that was found.
        found: String,
    },
    /// The key could not be had.
    #[error(transparent)]
    Key(KeyError),
    /// The right key does not open the file, so it is damaged (or from another store, with this one's key files beside
    /// it). It was left as it is; restore a backup: `restore` keeps the damaged file aside.
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// The database's own words.
        #[source]
        cause: Cause,
    },
    /// The folder had a complete store, and now its database is absent or empty: put it back or restore a backup. To
    /// begin anew, move `store.key.toml` away.
    #[error("{} is gone; only its key files are left", path.display())]
    Vanished {
        /// The database.
        path: PathBuf,
    },
    /// A restore was cut short: run it again. What it replaced is in a folder named `replaced-…`.
    #[error("a restore into {} was not finished", folder.display())]
    RestoreUnfinished {
        /// The data folder.
        folder: PathBuf,
    },
    /// The file could be opened but not used or brought up to date; it has the schema it had before.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl OpenError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::InUse { .. } => "store_in_use",
            Self::Missing { .. } => "store_missing",
            Self::Folder { .. } => "store_folder",
            Self::NewerFile { .. } => "store_newer",
            Self::WrongKey { .. } => "store_wrong_key",
            Self::Key(error) => error.code(),
            Self::Damaged { .. } => "store_damaged",
            Self::Vanished { .. } => "store_vanished",
            Self::RestoreUnfinished { .. } => "restore_unfinished",
            Self::Store(error) => error.code(),
        }
    }

    pub(crate) fn folder(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Folder { path: path.to_owned(), source }
    }

    pub(crate) fn key(path: &Path) -> impl FnOnce(KeyError) -> Self {
        move |error| match error {
            KeyError::Other { expected, found } => Self::WrongKey { path: path.to_owned(), expected, found },
            KeyError::PassphraseNeeded
            | KeyError::WrongPassphrase
            | KeyError::Keychain(_)
            | KeyError::NotInKeychain { .. }
            | KeyError::FileMissing { .. }
            | KeyError::Malformed { .. }
            | KeyError::HeaderMissing { .. }
            | KeyError::Io { .. } => Self::Key(error),
        }
    }
}

/// What opening yields.
pub(crate) struct Opened {
    pub(crate) writer: Conn,
    pub(crate) readers: SqliteConnectOptions,
    pub(crate) key: StoreKey,
    /// `None` beside an engine.
    pub(crate) lock: Option<FolderLock>,
    /// What was wrong and has been put right.
    pub(crate) repaired: Vec<Finding>,
}

pub(crate) async fn open(options: &OpenOptions) -> Result<Opened, OpenError> {
    let folder = &options.folder;
    let path = folder.join(DATABASE_FILE);
    if !options.create && !path.exists() && !folder.join(HEADER_FILE).exists() {
        return Err(OpenError::Missing { folder: folder.clone() });
    }
    make_folder(folder).map_err(OpenError::folder(folder))?;
    let beside = options.beside && is_complete(folder, &path);
    let lock = if beside { None } else { Some(take(folder)?) };
    if folder.join(RESTORING_FILE).exists() {
        return Err(OpenError::RestoreUnfinished { folder: folder.clone() });
    }
    let (header, key) = key_of(options, &path).await?;
    let repaired = repair_permissions(folder);
    make_private(&path).map_err(OpenError::folder(&path))?;
    let writer = connect(&path, writer_options(&path, &key).busy_timeout(options.busy_wait)).await?;
    let mut opened = Opened { readers: reader_options(&path, &key), writer, key, lock, repaired };
    match prepare(options, &mut opened).await {
        Ok(()) => {}
        Err(error) => {
            opened.writer.close().await;
            return Err(error);
        }
    }
    if !header.complete {
        header.completed().write(folder).map_err(OpenError::Key)?;
    }
    Ok(opened)
}

/// Whether the folder has a store that was completed once, so that nothing is to be made.
fn is_complete(folder: &Path, database: &Path) -> bool {
    let octets = std::fs::metadata(database).map_or(0, |metadata| metadata.len());
    octets > 0 && matches!(Header::read(folder), Ok(Some(header)) if header.complete)
}

/// Who runs an engine in this folder now: `Some` with its process number, if it could be read; `None` when nobody does.
#[must_use]
pub fn engine_in(folder: &Path) -> Option<Option<u32>> {
    match FolderLock::look(folder) {
        Err(LockFault::Held(pid)) => Some(pid),
        Ok(()) | Err(LockFault::Io(_)) => None,
    }
}

/// Takes the folder's lock.
pub(crate) fn take(folder: &Path) -> Result<FolderLock, OpenError> {
    FolderLock::take(folder).map_err(|fault| match fault {
        LockFault::Held(pid) => OpenError::InUse { folder: folder.to_owned(), pid },
        LockFault::Io(source) => OpenError::Folder { path: folder.to_owned(), source },
    })
}

/// Makes the data folder, closed to others when it is new.
pub(crate) fn make_folder(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

/// Makes an empty database file that only its owner can read; SQLite gives its log the same permissions.
fn make_private(path: &Path) -> io::Result<()> {
    if path.exists() { Ok(()) } else { write_private(path, b"") }
}

/// The key of the folder's store, or a new one where there never was a store.
async fn key_of(options: &OpenOptions, path: &Path) -> Result<(Header, StoreKey), OpenError> {
    let folder = &options.folder;
    let octets = std::fs::metadata(path).map_or(0, |metadata| metadata.len());
    match Header::read(folder).map_err(OpenError::Key)? {
        Some(header) if header.complete && octets == 0 => Err(OpenError::Vanished { path: path.to_owned() }),
        Some(header) => {
            let key = header.key(folder, &options.access).await.map_err(OpenError::key(path))?;
            Ok((header, key))
        }
        None if octets > 0 => Err(OpenError::Key(KeyError::HeaderMissing { path: folder.join(HEADER_FILE) })),
        None => {
            let key = StoreKey::random().map_err(OpenError::folder(folder))?;
            let header = Header::place(folder, &key, &options.access, options.clock.now())
                .await
                .map_err(OpenError::Key)?;
            header.write(folder).map_err(OpenError::Key)?;
            Ok((header, key))
        }
    }
}

/// Closes files to others that only their owner may read, and tells what it found.
fn repair_permissions(folder: &Path) -> Vec<Finding> {
    let mut repaired = Vec::new();
    for name in [KEY_FILE, HEADER_FILE, DATABASE_FILE] {
        let path = folder.join(name);
        let Some(mode) = loose_mode(&path) else { continue };
        let fixed = match tighten(&path) {
            Ok(()) => true,
            Err(error) => {
                tracing::warn!(file = name, %error, "others can read this file, and that could not be changed");
                false
            }
        };
        repaired.push(Finding::LooseFile { path, mode, fixed });
    }
    repaired
}

async fn prepare(options: &OpenOptions, opened: &mut Opened) -> Result<(), OpenError> {
    let writer = &mut opened.writer;
    let file = migrate::version_of(writer).await?;
    let program = migrate::schema_version();
    if file > program {
        return Err(OpenError::NewerFile { file, program });
    }
    if file < program && opened.lock.is_none() {
        opened.lock = Some(take(&options.folder)?); // an engine of the older program must not run meanwhile
    }
    migrate::apply(writer, file, program, options.clock.now()).await?;
    if options.quota_octets.is_some() {
        set_quota(writer, options.quota_octets).await?;
    }
    Ok(())
}

/// Connects and reads the first page, so that a wrong key or a damaged head shows here.
pub(crate) async fn connect(path: &Path, options: SqliteConnectOptions) -> Result<Conn, OpenError> {
    let refuse = |error: sqlx::Error| match sqlite_code(&error).map(|code| code & 0xFF) {
        Some(7 | 11 | 26) => OpenError::Damaged { path: path.to_owned(), cause: Cause(Arc::new(error)) },
        _ => OpenError::Store(StoreError::doing("open the store")(error)),
    };
    let mut connection = options.connect().await.map_err(refuse)?;
    if let Err(error) = sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut connection).await {
        _ = connection.close().await; // it could not even read
        return Err(refuse(error));
    }
    Ok(Conn::new(connection))
}

/// What every connection has.
fn common_options(path: &Path, key: &StoreKey, cache_kib: u32) -> SqliteConnectOptions {
    let hex = key.reveal_hex();
    SqliteConnectOptions::new()
        .filename(path)
        // The key must come first, and the second pragma before the first page is read: SQLCipher writes its complaints
        // about a damaged file to stderr past every log, and the caller gets them as an error anyway.
        .pragma("key", format!("\"x'{}'\"; PRAGMA cipher_log_level = NONE", hex.as_str()))
        .foreign_keys(true)
        .busy_timeout(BUSY_WAIT)
        .pragma("cache_size", format!("-{cache_kib}"))
        .pragma("temp_store", "MEMORY") // nothing unencrypted on the disk
        .pragma("trusted_schema", "OFF")
        .statement_cache_capacity(STATEMENTS_CACHED)
        .row_buffer_size(ROWS_BUFFERED)
        .disable_statement_logging() // the first statement is the key
}

fn writer_options(path: &Path, key: &StoreKey) -> SqliteConnectOptions {
    common_options(path, key, WRITER_CACHE_KIB)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", LOG_PAGES_MAX.to_string())
        .pragma("journal_size_limit", "67108864") // a log that grew once gives its room back
}

/// A connection that cannot write; the writer need not be of this process.
pub(crate) fn reader_options(path: &Path, key: &StoreKey) -> SqliteConnectOptions {
    common_options(path, key, READER_CACHE_KIB).read_only(true)
}
