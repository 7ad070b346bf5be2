//! Backups: made while the engine works, encrypted like the store, and restored only after they were verified.
//!
//! A backup is a folder with `hongyan.db` (the store at one moment, compacted, under the same key) and `manifest.toml`
//! (what is in it, its SHA-256, its key's fingerprint). The folder appears under its name only when it is complete.
//!
//! The key. With a passphrase, the manifest carries the key wrapped by it (`key::wrap`), and the backup can be restored
//! on any machine by anyone who knows the passphrase. Without one, it needs the key that the store had: the folder that
//! it was made from, or a copy of its `store.key`. So whoever keeps the key in a keychain should give a passphrase;
//! [`Manifest::portable`] says which kind a backup is.

use std::fs;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use hongyan_domain::{UnixMillis, VERSION};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::conn::Conn;
use crate::db::Db;
use crate::error::StoreError;
use crate::key::source::{KeyError, blocking, loose_mode, sync_folder, tighten, write_private};
use crate::key::wrap::Wrapped;
use crate::key::{Passphrase, StoreKey, to_hex};
use crate::migrate;
use crate::open::{self, DATABASE_FILE, OpenError, reader_options};
use crate::setting::{self, Key};

/// What a backup is, beside its database.
pub const MANIFEST_FILE: &str = "manifest.toml";
/// When the last backup of this store was completed (UTC ms).
pub const LAST_BACKUP: Key<i64> = Key::new("backup.last_at");
/// The manifest's layout.
const FORMAT: u32 = 1;
/// Octets read at a time while a file is hashed.
const HASH_CHUNK: usize = 1 << 20;
/// How often progress is reported.
const PROGRESS_EVERY: Duration = Duration::from_millis(200);

/// What a backup holds.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    format: u32,
    /// The program version that made it.
    pub program: String,
    /// The schema version of its database.
    pub schema: usize,
    /// When it was made (UTC ms): the moment whose rows it has.
    pub created_at: i64,
    /// The size of its database.
    pub octets: u64,
    /// The SHA-256 of its database, hexadecimal.
    pub sha256: String,
    /// The fingerprint of its key.
    pub fingerprint: String,
    /// Rows by table.
    pub rows: std::collections::BTreeMap<String, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) wrapped: Option<Wrapped>,
}

impl Manifest {
    /// Whether a passphrase alone restores it, on any machine.
    #[must_use]
    pub fn portable(&self) -> bool {
        self.wrapped.is_some()
    }

    /// Reads the manifest of a backup.
    ///
    /// # Errors
    /// [`BackupError::Unreadable`] when it is not one, [`BackupError::Io`] when it cannot be read.
    pub fn read(backup: &Path) -> Result<Self, BackupError> {
        let path = backup.join(MANIFEST_FILE);
        let text = fs::read_to_string(&path).map_err(BackupError::io(&path))?;
        let manifest: Self = toml::from_str(&text).map_err(|error| BackupError::Unreadable {
            path: path.clone(),
            reason: error.message().to_owned(),
        })?;
        if manifest.format == FORMAT {
            Ok(manifest)
        } else {
            let reason = format!("format {} is not known to this program", manifest.format);
            Err(BackupError::Unreadable { path, reason })
        }
    }
}

/// How far a backup or a restore has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Progress {
    /// Octets written.
    pub done: u64,
    /// Octets to write, as far as known: a compacted copy can end before.
    pub total: u64,
}

/// Why a backup was not made or not restored. The store is as it was.
#[derive(Debug, Error)]
pub enum BackupError {
    /// The backup's folder exists already: choose another name.
    #[error("{} exists already", path.display())]
    Exists {
        /// The folder.
        path: PathBuf,
    },
    /// A file could not be read or written: the disk is full, the folder closed, the stick pulled out.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
    /// It is not a backup of ours.
    #[error("{} is unreadable: {reason}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The database is not the one that the manifest tells of: use another backup.
    #[error("{} was altered or damaged: SHA-256 is {found}, the manifest says {expected}", path.display())]
    Altered {
        /// The database.
        path: PathBuf,
        /// From the manifest.
        expected: String,
        /// As computed.
        found: String,
    },
    /// The database does not pass its own check: use another backup.
    #[error("{} is damaged: {finding}", path.display())]
    Damaged {
        /// The database.
        path: PathBuf,
        /// The first thing that the check found.
        finding: String,
    },
    /// The copy came out readable without a key; it was removed.
    #[error("{} is not encrypted", path.display())]
    Plaintext {
        /// The database.
        path: PathBuf,
    },
    /// A newer program made it: install that version first.
    #[error("the backup has schema {file}, this program knows up to {program}")]
    Newer {
        /// The schema version of the backup.
        file: usize,
        /// The newest schema version that this program knows.
        program: usize,
    },
    /// Its key is not here: give the passphrase of the backup, or the key file of the store that it was made from.
    #[error("the key of the backup (fingerprint {fingerprint}) is needed{}", if *portable { ", or its passphrase" } else { "" })]
    KeyNeeded {
        /// The fingerprint of the key.
        fingerprint: String,
        /// Whether the backup has a passphrase.
        portable: bool,
    },
    /// The passphrase is not the one of this backup.
    #[error("the passphrase is not the one of this backup")]
    WrongPassphrase,
    /// The new key could not be kept.
    #[error(transparent)]
    Key(#[from] KeyError),
    /// The folder to restore into is in use or cannot be written.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BackupError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Exists { .. } => "backup_exists",
            Self::Io { .. } => "backup_io",
            Self::Unreadable { .. } => "backup_unreadable",
            Self::Altered { .. } => "backup_altered",
            Self::Damaged { .. } => "backup_damaged",
            Self::Plaintext { .. } => "backup_plaintext",
            Self::Newer { .. } => "backup_newer",
            Self::KeyNeeded { .. } => "backup_key_needed",
            Self::WrongPassphrase => "passphrase_wrong",
            Self::Key(error) => error.code(),
            Self::Open(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }

    pub(crate) fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

impl Db {
    /// Makes a backup in the new folder `to` while reads and writes go on, and tells how far it is. With a passphrase
    /// it can be restored on any machine (see the module's text).
    ///
    /// # Errors
    /// [`BackupError`]; then `to` does not exist, and what was half made is removed.
    pub async fn backup(
        &self,
        to: &Path,
        passphrase: Option<Passphrase>,
        mut progress: impl FnMut(Progress) + Send,
    ) -> Result<Manifest, BackupError> {
        if to.exists() {
            return Err(BackupError::Exists { path: to.to_owned() });
        }
        let mut part = to.as_os_str().to_owned();
        part.push(".part");
        let part = PathBuf::from(part);
        let made = self.make(&part, passphrase, &mut progress).await;
        let done = made.and_then(|manifest| {
            fs::rename(&part, to).map_err(BackupError::io(to))?;
            sync_folder(
                to.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new(".")),
            )
            .map_err(BackupError::io(to))?;
            Ok(manifest)
        });
        match done {
            Ok(manifest) => {
                let at = manifest.created_at;
                let noted = self
                    .write(move |tx| {
                        Box::pin(async move { setting::write(tx, &LAST_BACKUP, &at, UnixMillis(at)).await })
                    })
                    .await;
                if let Err(error) = noted {
                    tracing::warn!(%error, "the backup is complete, but its time could not be noted");
                }
                Ok(manifest)
            }
            Err(error) => {
                if let Err(left) = fs::remove_dir_all(&part) {
                    tracing::debug!(%left, "nothing of the backup to remove");
                }
                Err(error)
            }
        }
    }

    async fn make(
        &self,
        part: &Path,
        passphrase: Option<Passphrase>,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<Manifest, BackupError> {
        let place = self.place();
        if part.exists() {
            fs::remove_dir_all(part).map_err(BackupError::io(part))?; // of a backup that was cut short
        }
        open::make_folder(part).map_err(BackupError::io(part))?;
        let path = part.join(DATABASE_FILE);
        let created_at = place.clock.now();
        self.copy_into(&path, progress).await?;

        let wrapped = match passphrase {
            Some(passphrase) => {
                let key = place.key.clone();
                let closed =
                    blocking(move || Wrapped::close(&key, &passphrase)).await.and_then(|closed| closed);
                Some(closed.map_err(BackupError::io(&path))?)
            }
            None => None,
        };
        let (octets, sha256) = hash(&path).await?;
        let (schema, rows) = check(&path, &place.key).await?;
        let manifest = Manifest {
            format: FORMAT,
            program: VERSION.to_owned(),
            schema,
            created_at: created_at.0,
            octets,
            sha256,
            fingerprint: place.key.fingerprint(),
            rows,
            wrapped,
        };
        let file = part.join(MANIFEST_FILE);
        let text = toml::to_string(&manifest)
            .map_err(|error| BackupError::Unreadable { path: file.clone(), reason: error.to_string() })?;
        let text =
            format!("# A backup of a Hongyan store, made {} (China).\n{text}", created_at.display_china());
        write_private(&file, text.as_bytes()).map_err(BackupError::io(&file))?;
        Ok(manifest)
    }

    /// Writes the store as it is now, compacted and encrypted with its key, to `path`.
    async fn copy_into(
        &self,
        path: &Path,
        progress: &mut (impl FnMut(Progress) + Send),
    ) -> Result<(), BackupError> {
        let doing = "copy the store";
        let text = path.to_str().ok_or_else(|| BackupError::Unreadable {
            path: path.to_owned(),
            reason: "its name is not Unicode".into(),
        })?;
        let mut reader = self.read().await?;
        let total: i64 =
            sqlx::query_scalar("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size")
                .fetch_one(reader.sql())
                .await
                .map_err(StoreError::doing(doing))?;
        let total = u64::try_from(total).unwrap_or(0);
        let copying = sqlx::query("VACUUM INTO $1").bind(text.to_owned()).execute(reader.sql());
        tokio::pin!(copying);
        loop {
            tokio::select! {
                copied = &mut copying => {
                    copied.map_err(StoreError::doing(doing))?;
                    break;
                }
                () = tokio::time::sleep(PROGRESS_EVERY) => {
                    let done = fs::metadata(path).map_or(0, |metadata| metadata.len());
                    progress(Progress { done: done.min(total), total });
                }
            }
        }
        if loose_mode(path).is_some() {
            tighten(path).map_err(BackupError::io(path))?;
        }
        let file = path.to_owned();
        let octets = blocking(move || {
            let file = fs::OpenOptions::new().read(true).write(true).open(file)?;
            file.sync_all()?;
            Ok(file.metadata()?.len())
        })
        .await
        .and_then(|synced| synced)
        .map_err(BackupError::io(path))?;
        progress(Progress { done: octets, total: octets });
        Ok(())
    }
}

/// The size and the SHA-256 of a file.
pub(crate) async fn hash(path: &Path) -> Result<(u64, String), BackupError> {
    let file = path.to_owned();
    blocking(move || {
        let mut file = fs::File::open(file)?;
        let mut hasher = Sha256::new();
        let mut chunk = vec![0; HASH_CHUNK];
        let mut octets = 0;
        loop {
            let count = file.read(&mut chunk)?;
            let Some(read) = chunk.get(..count).filter(|read| !read.is_empty()) else { break };
            hasher.update(read);
            octets += u64::try_from(count).unwrap_or(0);
        }
        Ok((octets, to_hex(&hasher.finalize())))
    })
    .await
    .and_then(|hashed| hashed)
    .map_err(BackupError::io(path))
}

/// Makes sure that a database is encrypted, opens with its key and is whole; its schema version and rows by table.
pub(crate) async fn check(
    path: &Path,
    key: &StoreKey,
) -> Result<(usize, std::collections::BTreeMap<String, u64>), BackupError> {
    let mut head = [0; 16];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut head)).map_err(BackupError::io(path))?;
    if head.starts_with(b"SQLite format 3") {
        return Err(BackupError::Plaintext { path: path.to_owned() });
    }
    let mut conn = open::connect(path, reader_options(path, key)).await?;
    let checked = check_open(&mut conn, path).await;
    conn.close().await;
    checked
}

async fn check_open(
    conn: &mut Conn,
    path: &Path,
) -> Result<(usize, std::collections::BTreeMap<String, u64>), BackupError> {
    let doing = "check a backup";
    if let Some(finding) = quick_check(conn).await? {
        return Err(BackupError::Damaged { path: path.to_owned(), finding });
    }
    let schema = migrate::version_of(conn).await?;
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing(doing))?;
    let mut rows = std::collections::BTreeMap::new();
    for table in tables {
        // A table's name cannot be a parameter; these come from the schema itself.
        let statement = format!("SELECT count(*) FROM \"{}\"", table.replace('"', "\"\""));
        let count: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(statement))
            .fetch_one(conn.sql())
            .await
            .map_err(StoreError::doing(doing))?;
        rows.insert(table, u64::try_from(count).unwrap_or(0));
    }
    Ok((schema, rows))
}

/// The first thing that SQLite finds wrong with a database, reading all of it.
pub(crate) async fn quick_check(conn: &mut Conn) -> Result<Option<String>, StoreError> {
    let first: String = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("check the database"))?;
    Ok((first != "ok").then_some(first))
}
