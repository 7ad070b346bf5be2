//! An upload while it comes in.

use std::path::{Path, PathBuf};

use hongyan_domain::Uid;
use tokio::fs::File;
use tokio::io::AsyncWriteExt as _;

use super::{UPLOAD, UPLOAD_OCTETS_MAX, make_private, not_writable, remove_folder};
use crate::error::{ConsoleError, ErrorCode};

/// An upload leaves this much of the disk to the store, octets: a full disk stops everything.
const LEFT_FREE: u64 = 256 << 20;
/// The disk is looked at whenever so much more has come, octets.
const LOOK_EVERY: u64 = 8 << 20;

/// An upload while it comes in: piece by piece to the disk. Dropped before [`Receiving::finish`], nothing of it stays.
#[derive(Debug)]
pub struct Receiving {
    file: File,
    uid: Uid,
    folder: PathBuf,
    path: PathBuf,
    pub(super) octets: u64,
    looked_at: u64,
    finished: bool,
}

impl Receiving {
    pub(super) async fn begin(uploads: &Path, uid: Uid, name: &str) -> Result<Self, ConsoleError> {
        let folder = uploads.join(uid.to_string());
        make_private(&folder).map_err(|error| not_writable(&folder, &error))?;
        let path = folder.join(name);
        let file = File::create_new(&path).await.map_err(|error| not_writable(&path, &error))?;
        let begun = Self { file, uid, folder, path, octets: 0, looked_at: 0, finished: false };
        begun.leaves_room()?;
        Ok(begun)
    }

    fn leaves_room(&self) -> Result<(), ConsoleError> {
        match hongyan_store::free_octets(&self.folder) {
            Some(free) if free < LEFT_FREE => Err(ConsoleError::new(
                ErrorCode::StoreFull,
                format!("{free} octets are left on the disk of {}", self.folder.display()),
            )),
            Some(_) | None => Ok(()),
        }
    }

    /// Takes the next piece.
    ///
    /// # Errors
    /// [`ErrorCode::FileTooLarge`] above [`UPLOAD_OCTETS_MAX`]; [`ErrorCode::StoreFull`] when the disk is full.
    pub async fn write(&mut self, piece: &[u8]) -> Result<(), ConsoleError> {
        self.octets = self.octets.saturating_add(u64::try_from(piece.len()).unwrap_or(u64::MAX));
        if self.octets > UPLOAD_OCTETS_MAX {
            let name = self.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            return Err(ConsoleError::new(ErrorCode::FileTooLarge, "an upload is too large")
                .with("file", name)
                .with("megabytes_max", UPLOAD_OCTETS_MAX >> 20));
        }
        if self.octets - self.looked_at > LOOK_EVERY {
            self.looked_at = self.octets;
            self.leaves_room()?;
        }
        self.file.write_all(piece).await.map_err(|error| not_writable(&self.path, &error))
    }

    /// The upload is whole; answers the reference that commands take.
    ///
    /// # Errors
    /// [`ErrorCode::StoreFull`] when the disk is full.
    pub async fn finish(mut self) -> Result<String, ConsoleError> {
        self.file.flush().await.map_err(|error| not_writable(&self.path, &error))?;
        self.finished = true;
        Ok(format!("{UPLOAD}{}", self.uid))
    }
}

impl Drop for Receiving {
    fn drop(&mut self) {
        if !self.finished {
            remove_folder(&self.folder);
        }
    }
}
