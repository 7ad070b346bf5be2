//! Where the key is kept, and how it is found again.
//!
//! `store.key.toml` lies beside the database and says which of three places holds the key: the system's keychain, the
//! key file `store.key` (mode 0600), or a passphrase in a person's head, with the wrapped key in the header itself.
//! The header also holds the key's fingerprint, so that a wrong key is told from a damaged file without opening it.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongyan_domain::{Uid, UnixMillis};
use rand::TryRngCore;
use rand::rngs::OsRng;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::key::wrap::{WrapFault, Wrapped};
use crate::key::{Passphrase, StoreKey};
use crate::keychain::{self, Keychain, KeychainFault};

/// Says how the key is kept; holds no key (behind a passphrase: a wrapped one).
pub const HEADER_FILE: &str = "store.key.toml";
/// The key itself, when its place is a file.
pub const KEY_FILE: &str = "store.key";
/// The header's layout.
const FORMAT: u32 = 1;

/// Where a store's key is kept.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum KeySource {
    /// In the operating system's keychain.
    Keychain,
    /// Behind a passphrase that a person types at every start.
    Passphrase,
    /// In the file `store.key`, readable by its owner only.
    File,
}

impl KeySource {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Self::Keychain => "keychain",
            Self::Passphrase => "passphrase",
            Self::File => "file",
        }
    }
}

/// Where to keep the key of a new store.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum KeyChoice {
    /// Behind the passphrase when one is given; else in the keychain; where there is none, in a key file.
    #[default]
    Automatic,
    /// There, or not at all.
    Exactly(KeySource),
}

/// Why the key could not be had. The store was not touched.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The store is behind a passphrase: ask the person for it.
    #[error("the store is behind a passphrase")]
    PassphraseNeeded,
    /// It is not the passphrase of this store: ask again.
    #[error("the passphrase is not the one of this store")]
    WrongPassphrase,
    /// The keychain gave no answer: unlock it, log in to the desktop session that made the store, or restore a backup.
    #[error(transparent)]
    Keychain(#[from] KeychainFault),
    /// The keychain has no key for this store: it was made by another person or on another machine.
    #[error("the keychain has no key named {name}")]
    NotInKeychain {
        /// The entry that was looked for.
        name: String,
    },
    /// The key file is gone: put it back from where you keep copies, or restore a backup made with a passphrase.
    #[error("the key file {} is missing", path.display())]
    FileMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The file is not what it should be: put a copy back.
    #[error("{} is unreadable: {reason}", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The database is there but nothing says how its key is kept: put `store.key.toml` back.
    #[error("{} is missing, and with it the way to the key", path.display())]
    HeaderMissing {
        /// Where it should be.
        path: PathBuf,
    },
    /// The key that was found is not the one that this store was made with.
    #[error("the key is not the one of this store (expected {expected}, found {found})")]
    Other {
        /// The fingerprint in the header.
        expected: String,
        /// The fingerprint of the key that was found.
        found: String,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        #[source]
        source: io::Error,
    },
}

impl KeyError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::PassphraseNeeded => "passphrase_needed",
            Self::WrongPassphrase => "passphrase_wrong",
            Self::Keychain(_) => "keychain_unavailable",
            Self::NotInKeychain { .. } => "keychain_no_key",
            Self::FileMissing { .. } => "key_file_missing",
            Self::Malformed { .. } => "key_unreadable",
            Self::HeaderMissing { .. } => "key_header_missing",
            Self::Other { .. } => "store_wrong_key",
            Self::Io { .. } => "store_folder",
        }
    }

    fn io(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |source| Self::Io { path: path.to_owned(), source }
    }
}

/// The contents of `store.key.toml`.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    format: u32,
    pub(crate) source: KeySource,
    /// The store's name, under which a keychain keeps the key.
    pub(crate) store: String,
    pub(crate) fingerprint: String,
    /// Whether the database was ever complete; if so, an absent or empty one is a loss and not a beginning.
    pub(crate) complete: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    wrapped: Option<Wrapped>,
}

/// What a person and a machine bring to get at a key.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) choice: KeyChoice,
    pub(crate) passphrase: Option<Passphrase>,
    pub(crate) keychain: Arc<dyn Keychain>,
}

impl Header {
    /// Reads the header of a folder; `None` when there is none.
    pub(crate) fn read(folder: &Path) -> Result<Option<Self>, KeyError> {
        let path = folder.join(HEADER_FILE);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(source) => return Err(KeyError::Io { path, source }),
        };
        let malformed = |reason: String| KeyError::Malformed { path: path.clone(), reason };
        let header: Self = toml::from_str(&text).map_err(|error| malformed(error.message().to_owned()))?;
        if header.format != FORMAT {
            return Err(malformed(format!("format {} is not known to this program", header.format)));
        }
        if header.source == KeySource::Passphrase && header.wrapped.is_none() {
            return Err(malformed("the wrapped key is missing".into()));
        }
        Ok(Some(header))
    }

    /// Writes the header of a folder, whole or not at all.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), KeyError> {
        let path = folder.join(HEADER_FILE);
        let text = toml::to_string(self)
            .map_err(|error| KeyError::Malformed { path: path.clone(), reason: error.to_string() })?;
        let text = format!("# How the key of this store is kept. Keep this file with the database.\n{text}");
        write_private(&path, text.as_bytes()).map_err(KeyError::io(&path))
    }

    /// The same, of a store whose database is complete.
    pub(crate) fn completed(self) -> Self {
        Self { complete: true, ..self }
    }

    /// Makes a place for `key` and the header that tells of it; writes the key there, but not the header.
    pub(crate) async fn place(
        folder: &Path,
        key: &StoreKey,
        access: &Access,
        now: UnixMillis,
    ) -> Result<Self, KeyError> {
        let path = folder.join(HEADER_FILE);
        let mut random = [0; 10];
        OsRng
            .try_fill_bytes(&mut random)
            .map_err(|error| KeyError::Io { path: path.clone(), source: io::Error::other(error) })?;
        let mut header = Self {
            format: FORMAT,
            source: KeySource::File,
            store: Uid::new(now, random).to_string(),
            fingerprint: key.fingerprint(),
            complete: false,
            wrapped: None,
        };
        let source = match access.choice {
            KeyChoice::Exactly(source) => source,
            KeyChoice::Automatic if access.passphrase.is_some() => KeySource::Passphrase,
            KeyChoice::Automatic => match header.save_in_keychain(key, access).await {
                Ok(()) => {
                    header.source = KeySource::Keychain;
                    return Ok(header);
                }
                Err(fault) => {
                    tracing::warn!(%fault, "no keychain: the key goes into a file that only its owner can read");
                    KeySource::File
                }
            },
        };
        header.source = source;
        match source {
            KeySource::Keychain => header.save_in_keychain(key, access).await?,
            KeySource::Passphrase => {
                let passphrase = access.passphrase.clone().ok_or(KeyError::PassphraseNeeded)?;
                let key = key.clone();
                let wrapped =
                    blocking(move || Wrapped::close(&key, &passphrase)).await.and_then(|closed| closed);
                header.wrapped = Some(wrapped.map_err(KeyError::io(&path))?);
            }
            KeySource::File => {
                let path = folder.join(KEY_FILE);
                let text = zeroize::Zeroizing::new(format!("{}\n", key.reveal_hex().as_str()));
                write_private(&path, text.as_bytes()).map_err(KeyError::io(&path))?;
            }
        }
        Ok(header)
    }

    /// The key of the store in `folder`, checked against the fingerprint.
    pub(crate) async fn key(&self, folder: &Path, access: &Access) -> Result<StoreKey, KeyError> {
        let key = match self.source {
            KeySource::Keychain => {
                let name = self.store.clone();
                keychain::ask(&access.keychain, keychain::UNLOCK_MAX, move |keychain| keychain.load(&name))
                    .await?
                    .ok_or_else(|| KeyError::NotInKeychain { name: self.store.clone() })?
            }
            KeySource::Passphrase => {
                let passphrase = access.passphrase.clone().ok_or(KeyError::PassphraseNeeded)?;
                let path = folder.join(HEADER_FILE);
                let malformed = || KeyError::Malformed {
                    path: path.clone(),
                    reason: "the wrapped key is damaged".into(),
                };
                let wrapped = self.wrapped.clone().ok_or_else(malformed)?;
                open_wrapped(wrapped, passphrase).await.map_err(|fault| match fault {
                    WrapFault::Passphrase => KeyError::WrongPassphrase,
                    WrapFault::Malformed => malformed(),
                })?
            }
            KeySource::File => read_key_file(&folder.join(KEY_FILE))?,
        };
        let found = key.fingerprint();
        if found != self.fingerprint {
            return Err(KeyError::Other { expected: self.fingerprint.clone(), found });
        }
        Ok(key)
    }

    async fn save_in_keychain(&self, key: &StoreKey, access: &Access) -> Result<(), KeychainFault> {
        let (name, key) = (self.store.clone(), key.clone());
        keychain::ask(&access.keychain, keychain::ANSWER_MAX, move |keychain| {
            keychain.save(&name, &key)?;
            // Some keychains take a secret and forget it: believe only what comes back.
            match keychain.load(&name)? {
                Some(kept) if kept == key => Ok(()),
                Some(_) | None => Err(KeychainFault::NotAKey),
            }
        })
        .await
    }
}

/// Reads a key file.
///
/// # Errors
/// [`KeyError::FileMissing`], [`KeyError::Malformed`] or [`KeyError::Io`].
pub fn read_key_file(path: &Path) -> Result<StoreKey, KeyError> {
    let text = match fs::read_to_string(path) {
        Ok(text) => zeroize::Zeroizing::new(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            return Err(KeyError::FileMissing { path: path.to_owned() });
        }
        Err(source) => return Err(KeyError::Io { path: path.to_owned(), source }),
    };
    StoreKey::from_hex(&text).ok_or_else(|| KeyError::Malformed {
        path: path.to_owned(),
        reason: "it does not hold 64 hexadecimal digits".into(),
    })
}

/// Opens a wrapped key off the async threads.
pub(crate) async fn open_wrapped(wrapped: Wrapped, passphrase: Passphrase) -> Result<StoreKey, WrapFault> {
    blocking(move || wrapped.open(&passphrase)).await.unwrap_or(Err(WrapFault::Malformed))
}

/// Runs work that takes long or touches files on a thread for such work.
pub(crate) async fn blocking<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> io::Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(io::Error::other)
}

/// The permissions that others have on a file, when they have any: `0o077` of its mode. Always `None` on Windows, where
/// the person's own folder is closed to others.
pub(crate) fn loose_mode(path: &Path) -> Option<u32> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = fs::metadata(path).ok()?.permissions().mode() & 0o777;
        (mode & 0o077 != 0).then_some(mode)
    }
    #[cfg(not(unix))]
    {
        _ = path;
        None
    }
}

/// Takes everyone else's permissions away.
pub(crate) fn tighten(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(0o600))
    }
    #[cfg(not(unix))]
    {
        _ = path;
        Ok(())
    }
}

/// Writes a file that only its owner can read, whole or not at all, and onto the disk.
pub(crate) fn write_private(path: &Path, octets: &[u8]) -> io::Result<()> {
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
    let part = PathBuf::from(part);
    match fs::remove_file(&part) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        Ok(()) | Err(_) => {}
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let mut file = options.open(&part)?;
    file.write_all(octets)?;
    file.sync_all()?;
    drop(file);
    fs::rename(&part, path)?;
    sync_folder(path.parent().unwrap_or(Path::new(".")))
}

/// Makes renames in a folder last. Windows keeps them without being asked.
pub(crate) fn sync_folder(folder: &Path) -> io::Result<()> {
    #[cfg(unix)]
    fs::File::open(folder)?.sync_all()?;
    #[cfg(not(unix))]
    let _ = folder;
    Ok(())
}
