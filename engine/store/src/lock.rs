//! One engine per folder: a locked file, with the holder's process number beside it.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::Path;

/// The file that is locked. Its content means nothing.
pub(crate) const LOCK_FILE: &str = "engine.lock";
/// Who holds the lock. Apart from the locked file, because Windows lets nobody read that one.
pub(crate) const PID_FILE: &str = "engine.pid";

/// The folder is ours while this lives; the system gives it up when the process ends, however it ends.
#[derive(Debug)]
pub(crate) struct FolderLock {
    _file: File,
}

/// Why the folder is not ours.
#[derive(Debug)]
pub(crate) enum LockFault {
    /// Another process has it; its number, if it could be read.
    Held(Option<u32>),
    /// The lock file could not be made.
    Io(io::Error),
}

impl FolderLock {
    /// Takes the folder, or says who has it. Never waits.
    pub(crate) fn take(folder: &Path) -> Result<Self, LockFault> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(LOCK_FILE))
            .map_err(LockFault::Io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LockFault::Held(holder(folder))),
            Err(TryLockError::Error(error)) => return Err(LockFault::Io(error)),
        }
        fs::write(folder.join(PID_FILE), format!("{}\n", std::process::id())).map_err(LockFault::Io)?;
        Ok(Self { _file: file })
    }

    /// Tells whether the folder could be taken, without leaving a trace.
    pub(crate) fn look(folder: &Path) -> Result<(), LockFault> {
        let file = match File::open(folder.join(LOCK_FILE)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(LockFault::Io(error)),
        };
        match file.try_lock_shared() {
            Ok(()) => Ok(()),
            Err(TryLockError::WouldBlock) => Err(LockFault::Held(holder(folder))),
            Err(TryLockError::Error(error)) => Err(LockFault::Io(error)),
        }
    }
}

/// The process number that the last holder wrote down.
pub(crate) fn holder(folder: &Path) -> Option<u32> {
    fs::read_to_string(folder.join(PID_FILE)).ok()?.trim().parse().ok()
}
