//! What is wrong with this installation: looked at, nothing changed.

use std::collections::BTreeMap;
use std::io::ErrorKind;
use std::path::Path;

use hongyan_store::{Finding, Severity, examine};
use serde::Serialize;

use crate::channel::ChannelView;
use crate::error::ConsoleError;
use crate::open::{Console, ConsoleOptions};

/// How much a finding matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Weight {
    /// As it should be.
    Fine,
    /// Works, but should be seen to.
    Warning,
    /// Does not work.
    Broken,
}

/// One thing that was looked at.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct DoctorFinding {
    /// What, as a code.
    pub code: &'static str,
    /// How much it matters.
    pub weight: Weight,
    /// Values for its words.
    pub params: BTreeMap<&'static str, String>,
}

/// What was found.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Diagnosis {
    /// The program's version.
    pub version: &'static str,
    /// The data folder.
    pub folder: String,
    /// Whether nothing is broken.
    pub ok: bool,
    /// How many findings are broken.
    pub broken: usize,
    /// How many findings are warnings.
    pub warnings: usize,
    /// Everything that was looked at.
    pub findings: Vec<DoctorFinding>,
}

/// Looks at folder, lock, key, database, disk, backups and channels; works beside a running engine.
pub async fn examine_installation(options: &ConsoleOptions) -> Diagnosis {
    let mut findings: Vec<DoctorFinding> = if may_be_made(options.folder()) {
        let path = options.folder().to_owned();
        vec![view_of(&Finding::NoStore { path })]
    } else {
        examine(&options.store()).await.iter().map(view_of).collect()
    };
    let sound = findings.iter().all(|finding| finding.weight != Weight::Broken);
    let has_store = !findings.iter().any(|finding| matches!(finding.code, "no_store" | "key_locked"));
    if sound && has_store {
        findings.extend(channels(options).await);
    }
    told(&options.folder, findings)
}

impl Console {
    /// Looks at the installation that is open: as [`examine_installation`], but without reading every page of the
    /// database, so that a screen may show it.
    pub async fn examine(&self) -> Diagnosis {
        let mut findings: Vec<DoctorFinding> =
            hongyan_store::examine_open(&self.db).await.iter().map(view_of).collect();
        findings.extend(lines(self.channels().await));
        told(self.folder(), findings)
    }
}

fn told(folder: &Path, findings: Vec<DoctorFinding>) -> Diagnosis {
    let of = |weight| findings.iter().filter(|finding| finding.weight == weight).count();
    let (broken, warnings) = (of(Weight::Broken), of(Weight::Warning));
    let folder = folder.display().to_string();
    Diagnosis { version: hongyan_domain::VERSION, folder, ok: broken == 0, broken, warnings, findings }
}

/// Whether the folder is not there yet and nothing speaks against it: that is how every installation begins.
fn may_be_made(folder: &Path) -> bool {
    let above = folder.ancestors().skip(1).find_map(|above| std::fs::metadata(above).ok());
    let missing = std::fs::symlink_metadata(folder).is_err_and(|error| error.kind() == ErrorKind::NotFound);
    missing && above.is_none_or(|above| above.is_dir() && !above.permissions().readonly())
}

/// How many channels there are, and which lines are down.
async fn channels(options: &ConsoleOptions) -> Vec<DoctorFinding> {
    let opened = Console::open(options.clone()).await;
    let found = match &opened {
        Ok(console) => console.channels().await,
        Err(error) => Err(error.clone()),
    };
    if let Ok(console) = opened {
        console.close().await;
    }
    lines(found)
}

fn lines(found: Result<Vec<ChannelView>, ConsoleError>) -> Vec<DoctorFinding> {
    let finding = |code, weight, params| DoctorFinding { code, weight, params };
    match found {
        Ok(channels) if channels.is_empty() => vec![finding("no_channels", Weight::Warning, BTreeMap::new())],
        Ok(channels) => {
            let mut found = vec![finding(
                "channels",
                Weight::Fine,
                BTreeMap::from([("count", channels.len().to_string())]),
            )];
            for channel in channels.iter().filter(|channel| !channel.line.cause.is_empty()) {
                let params = BTreeMap::from([
                    ("channel", channel.form.name.clone()),
                    ("cause", channel.line.cause.clone()),
                    ("detail", channel.line.detail.clone()),
                ]);
                found.push(finding("channel_down", Weight::Warning, params));
            }
            found
        }
        Err(error) => {
            vec![finding("unopenable", Weight::Broken, BTreeMap::from([("message", error.detail)]))]
        }
    }
}

fn view_of(finding: &Finding) -> DoctorFinding {
    let weight = match finding.severity() {
        Severity::Fine => Weight::Fine,
        Severity::Warning => Weight::Warning,
        Severity::Broken => Weight::Broken,
    };
    let mut params = BTreeMap::new();
    let mut add = |name: &'static str, value: String| {
        params.insert(name, value);
    };
    let code = match finding {
        Finding::KeyLost { code, message, source } => {
            add("message", message.clone());
            add("code", (*code).to_owned());
            if let Some(source) = source {
                add("source", source.code().to_owned());
            }
            "key_lost"
        }
        Finding::Unopenable { code, message } => {
            add("message", message.clone());
            add("code", (*code).to_owned());
            "unopenable"
        }
        Finding::FolderWritable { path } | Finding::NoStore { path } => {
            add("path", path.display().to_string());
            finding.code()
        }
        Finding::FolderClosed { path, message } => {
            add("path", path.display().to_string());
            add("message", message.clone());
            finding.code()
        }
        Finding::InUse { pid } => {
            add("pid", pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string()));
            finding.code()
        }
        Finding::LooseFile { path, mode, .. } => {
            add("path", path.display().to_string());
            add("mode", format!("{mode:o}"));
            finding.code()
        }
        Finding::Key { source } => {
            add("source", source.code().to_owned());
            finding.code()
        }
        Finding::Schema { file, program } => {
            add("file", file.to_string());
            add("program", program.to_string());
            finding.code()
        }
        Finding::Whole { octets } | Finding::Room { octets } | Finding::Log { octets } => {
            add("megabytes", (octets / 1_000_000).to_string());
            finding.code()
        }
        Finding::Damaged { message } => {
            add("message", message.clone());
            finding.code()
        }
        Finding::Backup { age } => {
            match age {
                Some(age) => add("days", (age.as_secs() / 86_400).to_string()),
                None => add("days", "-".to_owned()),
            }
            finding.code()
        }
        Finding::RestoreUnfinished | Finding::KeyLocked => finding.code(),
    };
    DoctorFinding { code, weight, params }
}
