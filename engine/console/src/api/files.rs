//! Finished files: what is kept, and taking it away.

use hongyan_store::kept_file;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::error::ConsoleError;

/// Files in one answer at most.
const PAGE_MAX: u32 = 500;

/// A file that the data folder keeps.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct KeptFile {
    /// Its id.
    pub file: String,
    /// Its name.
    pub name: String,
    /// What it is: `report`, `export`, `corrected_list`, `sample` and their like.
    pub kind: String,
    /// Its size.
    pub octets: u64,
    /// When it was made.
    pub at: String,
    /// The task that it tells about.
    pub task: Option<String>,
    /// Who had it made.
    pub by: String,
    /// Where the window finds it; null in the browser, which downloads.
    pub path: Option<String>,
}

/// Which files; newest first.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FilesOf {
    /// Of one kind; null for all.
    pub kind: Option<String>,
    /// Older than this file.
    pub before: Option<String>,
    /// At most so many.
    pub limit: u32,
}

/// Some files.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FilePage {
    /// Newest first.
    pub files: Vec<KeptFile>,
    /// Whether there are older ones.
    pub more: bool,
}

/// One file.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneFile {
    /// Its id.
    pub file: String,
}

pub(super) async fn files(host: &Host, caller: &Caller, request: FilesOf) -> Result<FilePage, ConsoleError> {
    let limit = request.limit.clamp(1, PAGE_MAX);
    let (kind, before) = (request.kind.as_deref(), request.before.as_deref());
    let mut rows = kept_file::page(&mut *host.console().db.read().await?, kind, before, limit + 1).await?;
    let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = rows.len() > wanted;
    rows.truncate(wanted);
    Ok(FilePage { files: rows.into_iter().map(|row| host.files().shown(caller, row)).collect(), more })
}

pub(super) async fn remove_file(
    host: &Host,
    _caller: &Caller,
    request: OneFile,
) -> Result<Nothing, ConsoleError> {
    host.files().remove(&request.file).await?;
    Ok(Nothing {})
}
