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
use crate::key::StoreKey;
use crate::lock::{FolderLock, LockFault};
use crate::migrate;
use crate::write::set_quota;

/// The encrypted database, in the data folder.
pub const DATABASE_FILE: &str = "hongyan.db";
/// Readers at most at once: more than screens, exports and the engine's own reads need together on one PC.
const READERS_MAX: usize = 6;
/// Statements kept compiled per connection; batch statements of several sizes must not push each other out.
const STATEMENTS_CACHED: usize = 256;
/// The writer's page cache, KiB.
const WRITER_CACHE_KIB: u32 = 64 * 1024;
/// A reader's page cache, KiB.
const READER_CACHE_KIB: u32 = 16 * 1024;
/// A commit moves the log into the file when it has this many pages (16 MiB): rare enough for bulk work, short enough
/// not to be felt. Quiet times do it earlier (`write.rs`).
const LOG_PAGES_MAX: u32 = 4096;
/// How long SQLite waits for another program that holds the file (a virus scanner, a copy tool).
const BUSY_WAIT: Duration = Duration::from_secs(5);

/// How to open a store.
#[derive(Clone)]
pub struct OpenOptions {
    pub(crate) folder: PathBuf,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) create: bool,
    pub(crate) quota_octets: Option<u64>,
    pub(crate) readers_max: usize,
}

impl OpenOptions {
    /// Opens the store in `folder`, making it when there is none.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self {
            folder: folder.into(),
            clock: Arc::new(SystemClock),
            create: true,
            quota_octets: None,
            readers_max: READERS_MAX,
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

    /// The database never grows past this; a write that would ends with [`Fault::Full`](crate::Fault::Full).
    #[must_use]
    pub fn quota_octets(mut self, octets: u64) -> Self {
        self.quota_octets = Some(octets);
        self
    }
}

impl fmt::Debug for OpenOptions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OpenOptions").field("folder", &self.folder).field("create", &self.create).finish_non_exhaustive()
    }
}

/// Why a store could not be opened. Nothing was changed unless the variant says so.
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
    /// The key does not open the file: give the right one, or restore a backup whose key is known.
    #[error("the key does not open {}", path.display())]
    WrongKey {
        /// The database.
        path: PathBuf,
    },
    /// The file is damaged. It was left as it is; restore a backup (`hongyan restore` keeps the damaged file aside).
    #[error("{} is damaged", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// The database's own words.
        #[source]
        cause: Cause,
    },
    /// The file could be opened but not brought up to date; it has the schema it had before.
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
            Self::Damaged { .. } => "store_damaged",
            Self::Store(error) => error.code(),
        }
    }

    pub(crate) fn folder(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Folder { path: path.to_owned(), source }
    }
}

/// What opening yields: the writer's connection, how to make readers, and the lock.
pub(crate) struct Opened {
    pub(crate) writer: Conn,
    pub(crate) readers: SqliteConnectOptions,
    pub(crate) lock: FolderLock,
}

pub(crate) async fn open(options: &OpenOptions) -> Result<Opened, OpenError> {
    let folder = &options.folder;
    let path = folder.join(DATABASE_FILE);
    if !options.create && !path.exists() {
        return Err(OpenError::Missing { folder: folder.clone() });
    }
    std::fs::create_dir_all(folder).map_err(OpenError::folder(folder))?;
    let lock = FolderLock::take(folder).map_err(|fault| match fault {
        LockFault::Held(pid) => OpenError::InUse { folder: folder.clone(), pid },
        LockFault::Io(source) => OpenError::Folder { path: folder.clone(), source },
    })?;
    let key = key_of(folder)?;
    let mut writer = connect(&path, writer_options(&path, &key)).await?;

    let file = migrate::version_of(&mut writer).await?;
    let program = migrate::schema_version();
    if file > program {
        writer.close().await;
        return Err(OpenError::NewerFile { file, program });
    }
    migrate::apply(&mut writer, file, program, options.clock.now()).await?;
    if options.quota_octets.is_some() {
        set_quota(&mut writer, options.quota_octets).await?;
    }
    Ok(Opened { writer, readers: reader_options(&path, &key), lock })
}

fn key_of(folder: &Path) -> Result<StoreKey, OpenError> {
    let path = folder.join("store.key");
    match std::fs::read_to_string(&path) {
        Ok(text) => StoreKey::from_hex(&text).ok_or(OpenError::WrongKey { path }),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = StoreKey::random().map_err(OpenError::folder(&path))?;
            std::fs::write(&path, key.reveal_hex().as_bytes()).map_err(OpenError::folder(&path))?;
            Ok(key)
        }
        Err(error) => Err(OpenError::Folder { path, source: error }),
    }
}

/// Connects and reads the first page, so that a wrong key or a damaged head shows here.
async fn connect(path: &Path, options: SqliteConnectOptions) -> Result<Conn, OpenError> {
    let refuse = |error: sqlx::Error| match sqlite_code(&error).map(|code| code & 0xFF) {
        Some(26) => OpenError::WrongKey { path: path.to_owned() },
        Some(11) => OpenError::Damaged { path: path.to_owned(), cause: Cause(Arc::new(error)) },
        _ => OpenError::Store(StoreError::doing("open the store")(error)),
    };
    let mut connection = options.connect().await.map_err(refuse)?;
    if let Err(error) = sqlx::query("SELECT count(*) FROM sqlite_schema").execute(&mut connection).await {
        _ = connection.close().await; // it could not even read
        return Err(refuse(error));
    }
    Ok(Conn::new(connection))
}

fn common_options(path: &Path, key: &StoreKey, cache_kib: u32) -> SqliteConnectOptions {
    let hex = key.reveal_hex();
    SqliteConnectOptions::new()
        .filename(path)
        .pragma("key", format!("\"x'{}'\"", hex.as_str()))
        .foreign_keys(true)
        .busy_timeout(BUSY_WAIT)
        .pragma("cache_size", format!("-{cache_kib}"))
        .pragma("temp_store", "MEMORY") // nothing unencrypted on the disk
        .pragma("trusted_schema", "OFF")
        .statement_cache_capacity(STATEMENTS_CACHED)
        .disable_statement_logging() // the first statement is the key
}

fn writer_options(path: &Path, key: &StoreKey) -> SqliteConnectOptions {
    common_options(path, key, WRITER_CACHE_KIB)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .pragma("wal_autocheckpoint", LOG_PAGES_MAX.to_string())
        .pragma("journal_size_limit", "67108864") // a log that grew once gives its room back
}

fn reader_options(path: &Path, key: &StoreKey) -> SqliteConnectOptions {
    common_options(path, key, READER_CACHE_KIB).read_only(true)
}
