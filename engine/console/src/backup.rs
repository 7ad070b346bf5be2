//! Backups: made while everything runs, verified before they are put in place.

use std::path::Path;

use hongyan_domain::UnixMillis;
use hongyan_store::{Manifest, Passphrase, read_key_file};
use serde::Serialize;

use crate::error::ConsoleError;
use crate::open::{Console, ConsoleOptions};
use crate::view;

/// A backup as shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct BackupView {
    /// Its folder.
    pub folder: String,
    /// When it was made.
    pub created_at: String,
    /// The size of its database in octets.
    pub octets: u64,
    /// Its SHA-256.
    pub sha256: String,
    /// Whether a passphrase alone restores it, on any machine; else the key of the store is needed.
    pub portable: bool,
    /// Rows in all.
    pub rows: u64,
}

/// What a restore did.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct RestoreView {
    /// What was restored.
    pub backup: BackupView,
    /// Where the store lies that was there before.
    pub replaced: Option<String>,
}

impl Console {
    /// Makes a backup in the new folder `to`. With a passphrase it can be restored on any machine.
    ///
    /// # Errors
    /// [`ConsoleError`]; then `to` does not exist.
    pub async fn backup(
        &self,
        to: &Path,
        passphrase: Option<String>,
        mut progress: impl FnMut(u64, u64) + Send,
    ) -> Result<BackupView, ConsoleError> {
        let made =
            self.db.backup(to, passphrase.map(Passphrase::new), |now| progress(now.done, now.total)).await?;
        Ok(view_of(to, &made))
    }
}

/// Puts the backup in `from` in the place of the store that `options` name; that one is kept aside. `key_file` is a copy
/// of the key file of the store that the backup was made from, `passphrase` the one that the backup was made with.
///
/// # Errors
/// [`ConsoleError`]; until the backup is verified, nothing is touched.
pub async fn restore(
    from: &Path,
    key_file: Option<&Path>,
    passphrase: Option<String>,
    options: &ConsoleOptions,
) -> Result<RestoreView, ConsoleError> {
    let mut wanted = options.restore(from);
    if let Some(passphrase) = passphrase {
        wanted = wanted.backup_passphrase(Passphrase::new(passphrase));
    }
    if let Some(path) = key_file {
        wanted = wanted.backup_key(read_key_file(path)?);
    }
    let done = hongyan_store::restore(wanted).await?;
    Ok(RestoreView {
        backup: view_of(from, &done.manifest),
        replaced: done.replaced.map(|folder| folder.display().to_string()),
    })
}

fn view_of(folder: &Path, manifest: &Manifest) -> BackupView {
    BackupView {
        folder: folder.display().to_string(),
        created_at: view::time(UnixMillis(manifest.created_at)),
        octets: manifest.octets,
        sha256: manifest.sha256.clone(),
        portable: manifest.portable(),
        rows: manifest.rows.values().sum(),
    }
}
