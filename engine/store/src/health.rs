//! What is wrong with an installation's store: findings for `doctor`. It looks and changes nothing.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::backup::{LAST_BACKUP, quick_check};
use crate::conn::Conn;
use crate::key::source::{HEADER_FILE, Header, KEY_FILE, KeyError, KeySource, loose_mode};
use crate::lock::{FolderLock, LockFault};
use crate::migrate;
use crate::open::{self, DATABASE_FILE, OpenError, OpenOptions, RESTORING_FILE, reader_options};
use crate::setting;

/// Below this a campaign of some 100,000 people may not fit.
const ROOM_LOW: u64 = 1 << 30;
/// Below this the store is about to stop.
const ROOM_OUT: u64 = 64 << 20;
/// A log that grew past this was kept from being emptied: by a reader that stays open, or a kill under load.
const LOG_LARGE: u64 = 256 << 20;
/// An older backup would lose more than a person can redo.
const BACKUP_OLD: Duration = Duration::from_secs(7 * 24 * 3600);

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// As it should be, or worth knowing.
    Fine,
    /// Works, but should be seen to.
    Warning,
    /// Does not work.
    Broken,
}

/// One thing that was looked at. The words, and what to do, live in the faces.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The folder takes new files.
    FolderWritable {
        /// The data folder.
        path: PathBuf,
    },
    /// The folder is absent or takes no files.
    FolderClosed {
        /// The data folder.
        path: PathBuf,
        /// What the system said.
        message: String,
    },
    /// The folder has no store yet.
    NoStore {
        /// The data folder.
        path: PathBuf,
    },
    /// An engine works in this folder now.
    InUse {
        /// Its process number, if it could be read.
        pid: Option<u32>,
    },
    /// A restore was cut short and must be run again.
    RestoreUnfinished,
    /// Others can read a file that only its owner should.
    LooseFile {
        /// The file.
        path: PathBuf,
        /// Its permission bits.
        mode: u32,
        /// Whether that was put right.
        fixed: bool,
    },
    /// The key was found and fits.
    Key {
        /// Where it is kept.
        source: KeySource,
    },
    /// The key is behind a passphrase that was not given, so the contents were not looked at.
    KeyLocked,
    /// The key could not be had.
    KeyLost {
        /// Where it should be, if the header says so.
        source: Option<KeySource>,
        /// The code of the [`KeyError`].
        code: &'static str,
        /// What happened.
        message: String,
    },
    /// The database cannot be opened.
    Unopenable {
        /// The code of the [`OpenError`].
        code: &'static str,
        /// What happened.
        message: String,
    },
    /// The schema of the file and of the program.
    Schema {
        /// The file's version.
        file: usize,
        /// The newest version that this program knows.
        program: usize,
    },
    /// SQLite read every page and found nothing wrong.
    Whole {
        /// The size of the database.
        octets: u64,
    },
    /// SQLite found a damaged page.
    Damaged {
        /// The first thing it found.
        message: String,
    },
    /// Room on the disk of the data folder.
    Room {
        /// Octets that the store may still take.
        octets: u64,
    },
    /// The size of the write-ahead log.
    Log {
        /// Its octets.
        octets: u64,
    },
    /// When the store was last backed up.
    Backup {
        /// How long ago; `None` when never.
        age: Option<Duration>,
    },
}

impl Finding {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::FolderWritable { .. } => "folder_writable",
            Self::FolderClosed { .. } => "folder_closed",
            Self::NoStore { .. } => "no_store",
            Self::InUse { .. } => "store_in_use",
            Self::RestoreUnfinished => "restore_unfinished",
            Self::LooseFile { .. } => "loose_file",
            Self::Key { .. } => "key_found",
            Self::KeyLocked => "key_locked",
            Self::KeyLost { code, .. } | Self::Unopenable { code, .. } => code,
            Self::Schema { .. } => "schema",
            Self::Whole { .. } => "database_whole",
            Self::Damaged { .. } => "store_damaged",
            Self::Room { .. } => "disk_room",
            Self::Log { .. } => "log_size",
            Self::Backup { .. } => "backup_age",
        }
    }

    /// How much it matters.
    #[must_use]
    pub fn severity(&self) -> Severity {
        match self {
            Self::FolderWritable { .. }
            | Self::NoStore { .. }
            | Self::InUse { .. }
            | Self::Key { .. }
            | Self::KeyLocked
            | Self::Whole { .. }
            | Self::LooseFile { fixed: true, .. } => Severity::Fine,
            Self::LooseFile { fixed: false, .. } => Severity::Warning,
            Self::FolderClosed { .. }
            | Self::RestoreUnfinished
            | Self::KeyLost { .. }
            | Self::Unopenable { .. }
            | Self::Damaged { .. } => Severity::Broken,
            Self::Schema { file, program } if file > program => Severity::Broken,
            Self::Schema { .. } => Severity::Fine,
            Self::Room { octets } if *octets < ROOM_OUT => Severity::Broken,
            Self::Room { octets } if *octets < ROOM_LOW => Severity::Warning,
            Self::Room { .. } => Severity::Fine,
            Self::Log { octets } if *octets > LOG_LARGE => Severity::Warning,
            Self::Log { .. } => Severity::Fine,
            Self::Backup { age: Some(age) } if *age <= BACKUP_OLD => Severity::Fine,
            Self::Backup { .. } => Severity::Warning,
        }
    }
}

/// Looks at the folder, key, lock, database, disk and backups that `options` name; works beside a running engine.
pub async fn examine(options: &OpenOptions) -> Vec<Finding> {
    let folder = &options.folder;
    let mut findings = Vec::new();
    match writable(folder) {
        Ok(()) => findings.push(Finding::FolderWritable { path: folder.clone() }),
        Err(error) => {
            findings.push(Finding::FolderClosed { path: folder.clone(), message: error.to_string() });
            if !folder.is_dir() {
                return findings;
            }
        }
    }
    findings.extend(room(folder));
    match FolderLock::look(folder) {
        Ok(()) => {}
        Err(LockFault::Held(pid)) => findings.push(Finding::InUse { pid }),
        Err(LockFault::Io(error)) => tracing::debug!(%error, "the lock could not be looked at"),
    }
    if folder.join(RESTORING_FILE).exists() {
        findings.push(Finding::RestoreUnfinished);
    }
    for name in [KEY_FILE, HEADER_FILE, DATABASE_FILE] {
        let path = folder.join(name);
        findings.extend(loose_mode(&path).map(|mode| Finding::LooseFile { path, mode, fixed: false }));
    }
    store(options, &mut findings).await;
    findings
}

async fn store(options: &OpenOptions, findings: &mut Vec<Finding>) {
    let folder = &options.folder;
    let path = folder.join(DATABASE_FILE);
    let octets = fs::metadata(&path).map_or(0, |metadata| metadata.len());
    let header = match Header::read(folder) {
        Ok(Some(header)) => header,
        Ok(None) if octets == 0 => return findings.push(Finding::NoStore { path: folder.clone() }),
        Ok(None) => {
            return findings.push(lost(None, &KeyError::HeaderMissing { path: folder.join(HEADER_FILE) }));
        }
        Err(error) => return findings.push(lost(None, &error)),
    };
    if octets == 0 {
        let error = OpenError::Vanished { path };
        return findings.push(Finding::Unopenable { code: error.code(), message: error.to_string() });
    }
    let key = match header.key(folder, &options.access).await {
        Ok(key) => key,
        Err(KeyError::PassphraseNeeded) => return findings.push(Finding::KeyLocked),
        Err(error) => return findings.push(lost(Some(header.source), &error)),
    };
    findings.push(Finding::Key { source: header.source });
    let log = fs::metadata(folder.join(format!("{DATABASE_FILE}-wal"))).map_or(0, |metadata| metadata.len());
    findings.push(Finding::Log { octets: log });
    match open::connect(&path, reader_options(&path, &key)).await {
        Ok(mut conn) => {
            contents(options, &mut conn, octets, findings).await;
            conn.close().await;
        }
        Err(error) => findings.push(Finding::Unopenable { code: error.code(), message: error.to_string() }),
    }
}

fn lost(source: Option<KeySource>, error: &KeyError) -> Finding {
    Finding::KeyLost { source, code: error.code(), message: error.to_string() }
}

async fn contents(options: &OpenOptions, conn: &mut Conn, octets: u64, findings: &mut Vec<Finding>) {
    let program = migrate::schema_version();
    match migrate::version_of(conn).await {
        Ok(file) => findings.push(Finding::Schema { file, program }),
        Err(error) => findings.push(Finding::Damaged { message: error.to_string() }),
    }
    match quick_check(conn).await {
        Ok(None) => findings.push(Finding::Whole { octets }),
        Ok(Some(message)) => findings.push(Finding::Damaged { message }),
        Err(error) => findings.push(Finding::Damaged { message: error.to_string() }),
    }
    match setting::read(conn, &LAST_BACKUP).await {
        Ok(at) => {
            let now = options.clock.now();
            let age = at.map(|at| now.since(hongyan_domain::UnixMillis(at)));
            findings.push(Finding::Backup { age });
        }
        Err(error) => tracing::debug!(%error, "the time of the last backup could not be read"),
    }
}

/// Makes and removes a file: permissions alone do not tell about read-only disks and network shares.
fn writable(folder: &Path) -> std::io::Result<()> {
    let path = folder.join(format!("doctor-{}.tmp", std::process::id()));
    fs::write(&path, b"doctor")?;
    fs::remove_file(&path)
}

fn room(folder: &Path) -> Option<Finding> {
    free_octets(folder).map(|octets| Finding::Room { octets })
}

/// Octets that files in `folder` may still take; `None` where the system does not tell.
#[must_use]
pub fn free_octets(folder: &Path) -> Option<u64> {
    #[cfg(unix)]
    {
        let room = rustix::fs::statvfs(folder).ok()?;
        Some(room.f_bavail.saturating_mul(room.f_frsize))
    }
    #[cfg(not(unix))]
    {
        _ = folder;
        None
    }
}
