//! The installation: how it is, backups, what it is made of.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, UNIX_EPOCH};

use hongyan_domain::UnixMillis;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::{Caller, Face};
use super::host::Host;
use super::jobs::{JobKind, JobStarted};
use super::reply::Nothing;
use super::session::Secret;
use crate::doctor::Weight;
use crate::error::{ConsoleError, ErrorCode};
use crate::files::make_private;
use crate::jobs::{JobContext, JobResult};

/// The folder of backups in the data folder.
const BACKUPS: &str = "backups";
/// A backup that grew last so long ago is not in the making any more.
const CUT_SHORT_AFTER: Duration = Duration::from_secs(3600);
/// Written by `cargo xtask licences`.
const LICENCES: &str = include_str!("../../assets/licences.json");

/// How the installation is.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SystemView {
    /// The program's version.
    pub version: String,
    /// The data folder.
    pub data_folder: String,
    /// The size of the database with its log.
    pub store_octets: u64,
    /// What files may still take of the disk; 0 where the system does not tell.
    pub free_octets: u64,
    /// Where the key is kept, as a code; empty when that cannot be read.
    pub key: String,
    /// The schema's version.
    pub schema: u32,
    /// Whether this program sends.
    pub engine: bool,
    /// For how long this program runs.
    pub uptime_seconds: u64,
    /// What was looked at.
    pub findings: Vec<FindingOfSystem>,
}

/// One thing that was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FindingOfSystem {
    /// What, as a code.
    pub code: String,
    /// How much it matters.
    #[ts(type = "\"fine\" | \"warning\" | \"broken\"")]
    pub weight: Weight,
    /// Values for its words.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<&'static str, String>,
}

/// A backup to be made.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// The new folder, from the window; null for one in the data folder.
    pub to: Option<String>,
    /// With a passphrase it can be restored on any machine.
    #[ts(as = "Option<String>")]
    pub passphrase: Option<Secret>,
}

/// What the program is made of.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Licences {
    /// By name.
    pub parts: Vec<Part>,
}

/// A part that others wrote.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its licence, an SPDX expression.
    pub licence: String,
}

pub(super) async fn system(
    host: &Host,
    _caller: &Caller,
    _request: Nothing,
) -> Result<SystemView, ConsoleError> {
    let console = host.console();
    let found = console.examine().await;
    let value = |code: &str, name: &str| {
        let finding = found.findings.iter().find(|finding| finding.code == code)?;
        finding.params.get(name).cloned()
    };
    Ok(SystemView {
        version: found.version.to_owned(),
        store_octets: console.store_octets(),
        free_octets: hongyan_store::free_octets(console.folder()).unwrap_or(0),
        key: value("key_found", "source").unwrap_or_default(),
        schema: u32::try_from(hongyan_store::schema_version()).unwrap_or(u32::MAX),
        engine: console.runs_engine(),
        uptime_seconds: host.uptime().as_secs(),
        findings: found
            .findings
            .iter()
            .map(|finding| FindingOfSystem {
                code: finding.code.to_owned(),
                weight: finding.weight,
                params: finding.params.clone(),
            })
            .collect(),
        data_folder: found.folder,
    })
}

pub(super) async fn backup(
    host: &Host,
    caller: &Caller,
    request: Backup,
) -> Result<JobStarted, ConsoleError> {
    let to = place(host, caller, request.to.as_deref())?;
    let title = to.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let passphrase = request.passphrase.map(|secret| secret.expose().as_str().to_owned());
    let passphrase = passphrase.filter(|passphrase| !passphrase.is_empty());
    let work = async move |context: JobContext| {
        let told = context.clone();
        context
            .console()
            .backup(&to, passphrase, move |done, total| told.progress(done, Some(total)))
            .await?;
        Ok(JobResult::Nothing)
    };
    host.jobs().start(caller, JobKind::Backup, title, work).await
}

/// Where the backup goes: where a person at this computer says, else a new folder in the data folder.
fn place(host: &Host, caller: &Caller, to: Option<&str>) -> Result<PathBuf, ConsoleError> {
    let refused = |path: &Path, why: String| {
        ConsoleError::new(ErrorCode::OutputNotWritable, why).with("path", path.display())
    };
    if let Some(to) = to {
        let path = PathBuf::from(to);
        if caller.face == Face::Browser || !path.is_absolute() {
            return Err(refused(&path, "not a place for a backup".to_owned()));
        }
        if path.exists() {
            let error = ConsoleError::new(ErrorCode::BackupExists, format!("{to} exists already"));
            return Err(error.with("path", to));
        }
        return Ok(path);
    }
    let folder = host.console().folder().join(BACKUPS);
    make_private(&folder).map_err(|error| refused(&folder, error.to_string()))?;
    remove_cut_short(&folder, host.console().now());
    let at: String = host.console().now().display_china().replace(' ', "-").replace(':', "");
    let name = format!("hongyan-{at}");
    let free = (1..).map(|number: u32| match number {
        1 => folder.join(&name),
        number => folder.join(format!("{name}-{number}")),
    });
    // Two within a second: the second one gets a number.
    let mut free = free.filter(|path| !path.exists());
    free.next().ok_or_else(|| refused(&folder, "no name is free".to_owned()))
}

/// Removes what a program that ended left of its backup; one that may be in the making stays.
fn remove_cut_short(folder: &Path, now: UnixMillis) {
    let Ok(found) = std::fs::read_dir(folder) else { return };
    let part = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "part");
    for path in found.filter_map(Result::ok).map(|entry| entry.path()).filter(part) {
        let changed = std::fs::metadata(&path).and_then(|metadata| metadata.modified()).ok();
        let changed = changed.and_then(|changed| changed.duration_since(UNIX_EPOCH).ok());
        let old = changed.is_some_and(|changed| now.since(UnixMillis(0) + changed) > CUT_SHORT_AFTER);
        if old && let Err(error) = std::fs::remove_dir_all(&path) {
            tracing::warn!(%error, path = %path.display(), "what was left of a backup stays");
        }
    }
}

pub(super) async fn licences(
    _host: &Host,
    _caller: &Caller,
    _request: Nothing,
) -> Result<Licences, ConsoleError> {
    let parts =
        serde_json::from_str(LICENCES).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
    Ok(Licences { parts })
}
