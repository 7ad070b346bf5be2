//! Putting a backup in place: verified first, the old store kept aside, nothing ever destroyed.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongyan_domain::{Clock, SystemClock, UnixMillis};

use crate::backup::{BackupError, Manifest, check, hash};
use crate::key::source::{
    Access, HEADER_FILE, Header, KEY_FILE, KeyChoice, blocking, loose_mode, open_wrapped, sync_folder,
    tighten,
};
use crate::key::wrap::WrapFault;
use crate::key::{Passphrase, StoreKey};
use crate::keychain::{Keychain, SystemKeychain};
use crate::migrate;
use crate::open::{self, DATABASE_FILE, RESTORING_FILE};

/// What the folders of replaced stores are called, before the time.
const REPLACED: &str = "replaced-";

/// How to restore a backup.
#[derive(Clone)]
pub struct RestoreOptions {
    from: PathBuf,
    to: PathBuf,
    backup_passphrase: Option<Passphrase>,
    backup_key: Option<StoreKey>,
    access: Access,
    clock: Arc<dyn Clock>,
}

impl RestoreOptions {
    /// Restores the backup in the folder `from` into the data folder `to`.
    #[must_use]
    pub fn new(from: impl Into<PathBuf>, to: impl Into<PathBuf>) -> Self {
        Self {
            from: from.into(),
            to: to.into(),
            backup_passphrase: None,
            backup_key: None,
            access: Access {
                choice: KeyChoice::Automatic,
                passphrase: None,
                keychain: Arc::new(SystemKeychain),
            },
            clock: Arc::new(SystemClock),
        }
    }

    /// The passphrase that the backup was made with.
    #[must_use]
    pub fn backup_passphrase(mut self, passphrase: Passphrase) -> Self {
        self.backup_passphrase = Some(passphrase);
        self
    }

    /// The key of the store that the backup was made from, from a copy of its key file.
    #[must_use]
    pub fn backup_key(mut self, key: StoreKey) -> Self {
        self.backup_key = Some(key);
        self
    }

    /// Where the restored store keeps its key.
    #[must_use]
    pub fn key(mut self, choice: KeyChoice) -> Self {
        self.access.choice = choice;
        self
    }

    /// The passphrase of the store that is in `to` now, and the one to put the restored store behind.
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

    /// Reads the time from `clock`.
    #[must_use]
    pub fn clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }
}

/// What a restore did.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Restored {
    /// What was restored.
    pub manifest: Manifest,
    /// Where the store lies that was there before, if there was one.
    pub replaced: Option<PathBuf>,
}

/// Restores a backup: verifies hash, key and contents of the copy, moves the present store aside into
/// `replaced-<time>/`, then puts the copy in place. Cut short between these, the folder refuses to open until the
/// restore is run again. The next [`Db::open`](crate::Db::open) brings an older schema up to date.
///
/// # Errors
/// [`BackupError`]; until the copy is verified, nothing in the data folder is touched.
pub async fn restore(options: RestoreOptions) -> Result<Restored, BackupError> {
    let RestoreOptions { from, to, .. } = &options;
    let manifest = Manifest::read(from)?;
    let program = migrate::schema_version();
    if manifest.schema > program {
        return Err(BackupError::Newer { file: manifest.schema, program });
    }
    open::make_folder(to).map_err(BackupError::io(to))?;
    let _lock = open::take(to)?;
    let key = key_of(&options, &manifest).await?;

    let copy = to.join("hongyan.db.copy");
    let copied = copy_checked(&from.join(DATABASE_FILE), &copy, &manifest, &key).await;
    if let Err(error) = copied {
        if let Err(left) = fs::remove_file(&copy) {
            tracing::debug!(%left, "nothing of the copy to remove");
        }
        return Err(error);
    }
    // From here to the last rename the folder has no store of its own; the name of the copy says so.
    let waiting = to.join(RESTORING_FILE);
    fs::rename(&copy, &waiting).map_err(BackupError::io(&waiting))?;
    let now = options.clock.now();
    let replaced = set_aside(to, now)?;
    let header = Header::place(to, &key, &options.access, now).await?;
    header.completed().write(to)?;
    let path = to.join(DATABASE_FILE);
    fs::rename(&waiting, &path).map_err(BackupError::io(&path))?;
    sync_folder(to).map_err(BackupError::io(to))?;
    Ok(Restored { manifest, replaced })
}

/// The backup's key: from its passphrase, from the caller, or from the store that is in the folder now.
async fn key_of(options: &RestoreOptions, manifest: &Manifest) -> Result<StoreKey, BackupError> {
    if let (Some(wrapped), Some(passphrase)) = (&manifest.wrapped, &options.backup_passphrase) {
        let key = open_wrapped(wrapped.clone(), passphrase.clone()).await.map_err(|fault| match fault {
            WrapFault::Passphrase => BackupError::WrongPassphrase,
            WrapFault::Malformed => BackupError::Unreadable {
                path: options.from.join(crate::backup::MANIFEST_FILE),
                reason: "the wrapped key is damaged".into(),
            },
        })?;
        return Ok(key);
    }
    let fits = |key: &StoreKey| key.fingerprint() == manifest.fingerprint;
    if let Some(key) = options.backup_key.clone().filter(fits) {
        return Ok(key);
    }
    // The key files of the folder, or those that an earlier restore, perhaps one that was cut short, has put aside.
    for folder in std::iter::once(options.to.clone()).chain(replaced_folders(&options.to)) {
        match Header::read(&folder)? {
            Some(header) if header.fingerprint == manifest.fingerprint => {
                return Ok(header.key(&folder, &options.access).await?);
            }
            Some(_) | None => {}
        }
    }
    Err(BackupError::KeyNeeded { fingerprint: manifest.fingerprint.clone(), portable: manifest.portable() })
}

fn replaced_folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let named = |entry: &fs::DirEntry| entry.file_name().to_string_lossy().starts_with(REPLACED);
    let mut folders: Vec<PathBuf> = entries.filter(named).map(|entry| entry.path()).collect();
    folders.sort_unstable_by(|a, b| b.cmp(a)); // the newest first
    folders
}

/// Copies the backup's database and verifies the copy, not the original: what is checked is what will be used.
async fn copy_checked(
    from: &Path,
    copy: &Path,
    manifest: &Manifest,
    key: &StoreKey,
) -> Result<(), BackupError> {
    let (source, target) = (from.to_owned(), copy.to_owned());
    blocking(move || {
        fs::copy(source, &target)?;
        fs::OpenOptions::new().write(true).open(target)?.sync_all()
    })
    .await
    .and_then(|copied| copied)
    .map_err(BackupError::io(from))?;
    if loose_mode(copy).is_some() {
        tighten(copy).map_err(BackupError::io(copy))?;
    }
    let (_, sha256) = hash(copy).await?;
    if sha256 != manifest.sha256 {
        return Err(BackupError::Altered {
            path: from.to_owned(),
            expected: manifest.sha256.clone(),
            found: sha256,
        });
    }
    check(copy, key).await?;
    Ok(())
}

/// Moves the present store's files into a folder of their own. Returns it, or `None` when there was no store.
fn set_aside(folder: &Path, now: UnixMillis) -> Result<Option<PathBuf>, BackupError> {
    let log = format!("{DATABASE_FILE}-wal");
    let index = format!("{DATABASE_FILE}-shm");
    let names = [DATABASE_FILE, log.as_str(), index.as_str(), HEADER_FILE, KEY_FILE];
    if names.iter().all(|name| !folder.join(name).exists()) {
        return Ok(None);
    }
    let stamp: String = now.display_china().chars().filter(char::is_ascii_digit).collect();
    let mut aside = folder.join(format!("{REPLACED}{stamp}"));
    let mut again = 1;
    while aside.exists() {
        again += 1;
        aside = folder.join(format!("{REPLACED}{stamp}-{again}"));
    }
    open::make_folder(&aside).map_err(BackupError::io(&aside))?;
    for name in names {
        let path = folder.join(name);
        if path.exists() {
            fs::rename(&path, aside.join(name)).map_err(BackupError::io(&path))?;
        }
    }
    sync_folder(folder).map_err(BackupError::io(folder))?;
    Ok(Some(aside))
}
