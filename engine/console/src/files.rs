//! Files that faces bring and fetch: uploads for a day, finished files until they are removed.
//!
//! Both lie in the data folder, readable by its owner alone: lists and reports are as private as the store. Each has a
//! folder of its own named by its id, so that it keeps the name that people gave it and no two get in each other's way.

mod name;
mod receive;

use std::io::{self, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use hongyan_domain::{TaskNo, Uid, UnixMillis};
use hongyan_store::kept_file::{self, KeptFileRow};

use crate::api::{Caller, Events, Face, KeptFile, Tag};
use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;

pub use receive::Receiving;

/// An upload's greatest size, octets: beyond every list that an import takes.
pub const UPLOAD_OCTETS_MAX: u64 = 512 << 20;
/// What a reference to an upload begins with.
pub(crate) const UPLOAD: &str = "upload:";
/// How long an upload waits to be used.
const UPLOAD_LASTS: Duration = Duration::from_secs(24 * 3600);
/// A file in the folder of kept files that nobody wrote down after so long was left by a program that ended.
const UNKEPT_LASTS: Duration = UPLOAD_LASTS;
/// Uploads at most at once; the oldest go first.
const UPLOADS_MAX: usize = 64;
/// The folder of uploads in the data folder.
const UPLOADS: &str = "uploads";
/// The folder of kept files in the data folder.
const FILES: &str = "files";
/// Old files that one look removes.
const SWEEP_BATCH: u32 = 1_000;

/// A file that is being made.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewFile {
    /// Its id.
    pub uid: String,
    /// Its name as people will see it.
    pub name: String,
    /// Where to write it.
    pub path: PathBuf,
    /// As the store will know the place.
    stored_as: String,
}

/// The files of one data folder.
#[derive(Debug)]
pub struct Files {
    console: Arc<Console>,
    events: Arc<Events>,
}

impl Files {
    pub(crate) fn new(console: Arc<Console>, events: Arc<Events>) -> Self {
        Self { console, events }
    }

    /// The file that a face named: `upload:ID`, or from the window and the command line the path of a file.
    ///
    /// # Errors
    /// [`ErrorCode::FileNotFound`] when there is no such upload, or a browser named a path.
    pub fn resolve(&self, caller: &Caller, reference: &str) -> Result<PathBuf, ConsoleError> {
        let missing = || ConsoleError::new(ErrorCode::FileNotFound, "no such upload").with("file", reference);
        let Some(id) = reference.strip_prefix(UPLOAD) else {
            return match caller.face {
                Face::Desktop | Face::CommandLine => Ok(PathBuf::from(reference)),
                Face::Browser => Err(missing()),
            };
        };
        let id = Uid::parse(id).ok_or_else(missing)?;
        let folder = self.folder(UPLOADS).join(id.to_string());
        let mut files = std::fs::read_dir(&folder).map_err(|_| missing())?;
        files.next().and_then(Result::ok).map(|file| file.path()).ok_or_else(missing)
    }

    /// Begins to receive an upload.
    ///
    /// # Errors
    /// [`ErrorCode::StoreFull`] and its like when the folder takes no files.
    pub async fn receive(&self, name: &str) -> Result<Receiving, ConsoleError> {
        let uploads = self.folder(UPLOADS);
        self.sweep_uploads(UPLOADS_MAX - 1);
        Receiving::begin(&uploads, self.console.uid(), &name::safe(name)).await
    }

    /// Keeps a text as an upload; answers the reference to it.
    ///
    /// # Errors
    /// As [`Files::receive`].
    pub async fn put(&self, name: &str, contents: &[u8]) -> Result<String, ConsoleError> {
        let mut receiving = self.receive(name).await?;
        receiving.write(contents).await?;
        receiving.finish().await
    }

    /// A place for a new file that will be kept.
    ///
    /// # Errors
    /// [`ErrorCode::OutputNotWritable`] when the data folder takes no files.
    pub fn new_file(&self, name: &str) -> Result<NewFile, ConsoleError> {
        let (uid, name) = (self.console.uid().to_string(), name::safe(name));
        let folder = self.folder(FILES).join(&uid);
        make_private(&folder).map_err(|error| not_writable(&folder, &error))?;
        let stored_as = format!("{uid}/{name}");
        Ok(NewFile { path: folder.join(&name), uid, name, stored_as })
    }

    /// A place for a new file: where a person chose to have it, else as [`Files::new_file`].
    ///
    /// # Errors
    /// As [`Files::new_file`]; also when a browser named a path, or the path is not whole.
    pub fn new_file_at(
        &self,
        caller: &Caller,
        to: Option<&str>,
        name: &str,
    ) -> Result<NewFile, ConsoleError> {
        let Some(to) = to else { return self.new_file(name) };
        let path = PathBuf::from(to);
        let refused =
            || ConsoleError::new(ErrorCode::OutputNotWritable, "not a place for a file").with("path", to);
        let name = path.file_name().and_then(|name| name.to_str()).ok_or_else(refused)?.to_owned();
        if caller.face == Face::Browser || !path.is_absolute() {
            return Err(refused());
        }
        let stored_as = path.display().to_string();
        Ok(NewFile { uid: self.console.uid().to_string(), name, path, stored_as })
    }

    /// Keeps a file that is finished; `kind` is a code for the list of files.
    ///
    /// # Errors
    /// [`ErrorCode::FileNotFound`] when it was not written; then nothing is kept.
    pub async fn keep(
        &self,
        caller: &Caller,
        kind: &str,
        file: NewFile,
        task: Option<TaskNo>,
    ) -> Result<KeptFile, ConsoleError> {
        let octets = tokio::fs::metadata(&file.path)
            .await
            .map_err(|error| ConsoleError::unreadable_file(&file.path, &error))?
            .len();
        let row = KeptFileRow {
            uid: file.uid,
            created_by: caller.uid().to_owned(),
            created_at: self.console.now(),
            kind: kind.to_owned(),
            name: file.name,
            stored_as: file.stored_as,
            octets,
            task,
        };
        let stored = row.clone();
        let write =
            self.console.db.write(move |tx| Box::pin(async move { kept_file::insert(tx, &stored).await }));
        write.await?;
        self.events.changed(&[Tag::Files]);
        Ok(self.shown(caller, row))
    }

    /// A kept file and where it lies.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when it is not kept, [`ErrorCode::FileNotFound`] when somebody took it away.
    pub async fn find(&self, caller: &Caller, uid: &str) -> Result<(KeptFile, PathBuf), ConsoleError> {
        let row = kept_file::by_uid(&mut *self.console.db.read().await?, uid).await?;
        let row = row.ok_or_else(|| ConsoleError::not_found("file", uid))?;
        let path = self.path_of(&row);
        let there = tokio::fs::metadata(&path).await;
        there.map_err(|error| ConsoleError::unreadable_file(&path, &error))?;
        Ok((self.shown(caller, row), path))
    }

    /// Removes a kept file. One that a person put somewhere else is only forgotten.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when it is not kept.
    pub async fn remove(&self, uid: &str) -> Result<(), ConsoleError> {
        let wanted = uid.to_owned();
        let forget =
            self.console.db.write(move |tx| Box::pin(async move { kept_file::remove(tx, &wanted).await }));
        if !forget.await? {
            return Err(ConsoleError::not_found("file", uid));
        }
        // The id names the folder; no id that is not one of ours comes near the file system.
        if let Some(uid) = Uid::parse(uid) {
            remove_folder(&self.folder(FILES).join(uid.to_string()));
        }
        self.events.changed(&[Tag::Files]);
        Ok(())
    }

    /// Removes what nobody fetched in time: uploads after a day, kept files after `keep`.
    pub(crate) async fn sweep(&self, keep: Duration) {
        self.sweep_uploads(UPLOADS_MAX);
        if let Err(error) = self.sweep_kept(keep).await {
            tracing::warn!(%error, "old files stay until the store can be read");
        }
    }

    /// As screens show it. The window also learns where it lies.
    pub(crate) fn shown(&self, caller: &Caller, row: KeptFileRow) -> KeptFile {
        let path = (caller.face != Face::Browser).then(|| self.path_of(&row).display().to_string());
        KeptFile {
            file: row.uid,
            name: row.name,
            kind: row.kind,
            octets: row.octets,
            at: crate::view::time(row.created_at),
            task: row.task.map(|task| task.to_string()),
            by: row.created_by,
            path,
        }
    }

    fn path_of(&self, row: &KeptFileRow) -> PathBuf {
        // A whole path replaces the folder.
        self.folder(FILES).join(&row.stored_as)
    }

    fn folder(&self, name: &str) -> PathBuf {
        self.console.folder().join(name)
    }

    fn sweep_uploads(&self, keep: usize) {
        let now = self.console.now();
        let mut waiting = entries(&self.folder(UPLOADS));
        waiting.sort_by_key(|(made, _)| *made);
        let surplus = waiting.len().saturating_sub(keep);
        for (place, (made, path)) in waiting.iter().enumerate() {
            if place < surplus || now.since(*made) > UPLOAD_LASTS {
                remove_folder(path);
            }
        }
    }

    async fn sweep_kept(&self, keep: Duration) -> Result<(), ConsoleError> {
        let now = self.console.now();
        let old = kept_file::older(&mut *self.console.db.read().await?, now - keep, SWEEP_BATCH).await?;
        for file in old {
            match self.remove(&file.uid).await {
                Err(error) if error.code != ErrorCode::NotFound => return Err(error),
                Ok(()) | Err(_) => {}
            }
        }
        for (made, path) in entries(&self.folder(FILES)) {
            let Some(uid) = path.file_name().and_then(|name| name.to_str()) else { continue };
            let kept = kept_file::by_uid(&mut *self.console.db.read().await?, uid).await?;
            if kept.is_none() && now.since(made) > UNKEPT_LASTS {
                remove_folder(&path);
            }
        }
        Ok(())
    }
}

/// What lies in a folder of ours, with the time that its id was made at.
fn entries(folder: &Path) -> Vec<(UnixMillis, PathBuf)> {
    let Ok(found) = std::fs::read_dir(folder) else { return Vec::new() };
    let made = |path: &Path| {
        let uid = Uid::parse(path.file_name()?.to_str()?)?.to_string();
        // The first 48 bits of a UUIDv7 are its milliseconds.
        let millis: String = uid.chars().filter(|digit| *digit != '-').take(12).collect();
        i64::from_str_radix(&millis, 16).ok().map(UnixMillis)
    };
    found.filter_map(Result::ok).filter_map(|entry| Some((made(&entry.path())?, entry.path()))).collect()
}

/// Makes a folder that only its owner can look into.
fn make_private(folder: &Path) -> io::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt as _;
        builder.mode(0o700);
    }
    builder.create(folder)
}

fn remove_folder(folder: &Path) {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != ErrorKind::NotFound => {
            tracing::warn!(folder = %folder.display(), %error, "a file that is not needed any more stays");
        }
        Ok(()) | Err(_) => {}
    }
}

fn not_writable(path: &Path, error: &io::Error) -> ConsoleError {
    let full = matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded);
    let code = if full { ErrorCode::StoreFull } else { ErrorCode::OutputNotWritable };
    ConsoleError::new(code, format!("{}: {error}", path.display())).with("path", path.display())
}

#[cfg(test)]
mod tests;
