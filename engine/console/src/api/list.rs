//! Lists: bringing them in, and what was wrong with them.

use std::collections::BTreeMap;

use hongyan_contacts::import::{ImportOptions, ImportSummary, Target};
use hongyan_contacts::read::address;
use hongyan_domain::Exclusion;
use hongyan_store::audience::finding;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::jobs::{JobKind, JobStarted};
use crate::contact::finding::PastImport;
use crate::contact::inspect::counted;
use crate::contact::{ImportProgress, ListLayout};
use crate::error::{ConsoleError, ErrorCode};
use crate::jobs::JobResult;
use crate::{list_words, view};

/// What an import brought. Kept with the job that did it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportDone {
    /// The import; empty when there was nobody in the list, and nothing was stored.
    pub import: String,
    /// The group that its people are in; empty likewise.
    pub group: String,
    /// The group's name.
    pub group_name: String,
    /// Whether the group was there before.
    pub merged: bool,
    /// Rows that are not blank.
    pub rows: u64,
    /// Different numbers.
    pub people: u64,
    /// People that are new to the group.
    pub added: u64,
    /// Numbers that the list holds again.
    pub duplicates: u64,
    /// Rows without a number that can be read.
    pub rows_failed: u64,
    /// Rows whose number was repaired.
    pub rows_repaired: u64,
    /// Repairs by kind.
    #[ts(type = "Record<string, number>")]
    pub repairs: BTreeMap<String, u64>,
    /// Findings by reason.
    #[ts(type = "Record<string, number>")]
    pub faults: BTreeMap<String, u64>,
    /// People by carrier, as their first digits say.
    #[ts(type = "Partial<Record<Carrier, number>>")]
    pub carriers: BTreeMap<String, u64>,
    /// Who would get nothing: by blacklist, opt-out, dead number.
    #[ts(type = "Partial<Record<Exclusion, number>>")]
    pub blocked: BTreeMap<String, u64>,
}

/// A list to bring in.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportList {
    /// The file.
    pub file: String,
    /// How to read it, where the guess is wrong.
    pub layout: ListLayout,
    /// The group that gets the people: the id of one, or the name of a new one; null for a list of one task.
    pub group: Option<String>,
    /// A list of one task instead of a group.
    pub for_task: bool,
}

/// Which imports, latest first.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportsOf {
    /// Before this one.
    pub before: Option<String>,
    /// At most so many.
    pub limit: u32,
}

/// An import.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportRow {
    /// The id.
    pub import: String,
    /// When.
    pub at: String,
    /// The file's name.
    pub file: String,
    /// Its size.
    pub octets: u64,
    /// The group that got its people.
    pub group: String,
    /// Its name; empty when it is gone.
    pub group_name: String,
    /// Rows that are not blank.
    pub rows: u64,
    /// Different numbers.
    pub people: u64,
    /// People that were new to the group.
    pub added: u64,
    /// Numbers that the list held again.
    pub duplicates: u64,
    /// Rows without a number that can be read.
    pub rows_failed: u64,
    /// Who imported.
    pub by: String,
}

/// Some imports.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ImportPage {
    /// Latest first.
    pub imports: Vec<ImportRow>,
    /// Whether there are more.
    pub more: bool,
}

/// Which findings of an import, in the order of the file; those that were mended are left out.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FindingsOf {
    /// The import.
    pub import: String,
    /// Only those found for this reason.
    pub reason: Option<String>,
    /// Behind the finding with this `seq`; 0 from the begin.
    pub after: i64,
    /// At most so many.
    pub limit: u32,
}

/// A bad cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Finding {
    /// Its place in the file's order.
    pub seq: i64,
    /// The cell, such as `B18`.
    pub cell: String,
    /// Its row.
    pub row: u32,
    /// What stands there, long digits masked.
    pub value: String,
    /// What is wrong, as a code.
    pub reason: String,
    /// What to do, as a code.
    pub suggestion: String,
    /// The number that is probably meant, masked.
    pub fixed: Option<String>,
}

/// Some findings.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct FindingPage {
    /// Those of this page.
    pub findings: Vec<Finding>,
    /// Whether there are more.
    pub more: bool,
    /// Findings that were counted only.
    pub rest: u64,
}

/// Takes suggested numbers over into the group.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MendFindings {
    /// The import.
    pub import: String,
    /// Which findings; empty for all with a suggestion, 10,000 at a time.
    pub seqs: Vec<i64>,
}

/// What mending brought.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Mended {
    /// People that are new in the group.
    pub people: u64,
}

/// Words of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
pub enum ListLanguage {
    /// Simplified Chinese.
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

/// The list of an import with corrected numbers and reasons.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CorrectedList {
    /// The import.
    pub import: String,
    /// Where to; null keeps it in the data folder.
    pub to: Option<String>,
    /// The language of its words.
    pub language: ListLanguage,
}

pub(super) async fn import_list(
    host: &Host,
    caller: &Caller,
    request: ImportList,
) -> Result<JobStarted, ConsoleError> {
    let path = host.files().resolve(caller, &request.file)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let console = host.console();
    let target = match request.group.filter(|_| !request.for_task) {
        None => Target::List,
        Some(group) => match console.group_by_id(&group).await {
            Ok(found) => Target::Group { name: found.name },
            Err(error) if error.code == ErrorCode::NotFound => Target::Group { name: group },
            Err(error) => return Err(error),
        },
    };
    let shown = match &target {
        Target::Group { name } => name.trim().to_owned(),
        Target::List => file_name.clone(),
    };
    let layout = request.layout;
    // The same button pressed twice, the same file dropped twice: one import.
    let key = format!("{}\n{target:?}\n{layout:?}", path.display());
    let mut running = console.people.running.lock().await;
    if let Some(job) = running.get(&key)
        && host.jobs().find(caller, job).await.is_ok_and(|job| job.state == "running")
    {
        return Ok(JobStarted { job: job.clone() });
    }
    let mut options = ImportOptions::new(target, caller.uid(), console.fresh_seed());
    options.wording = std::sync::Arc::new(list_words::CHINESE);
    let started = host
        .jobs()
        .start(caller, JobKind::Import, file_name, move |context| async move {
            let told = context.clone();
            let tell = move |now: ImportProgress| match (now.storing, now.people_total) {
                (true, total) => told.progress(now.people, total),
                (false, _) => told.progress(now.rows, None),
            };
            let cancel = context.cancel.clone();
            let done = context.console().run_import(&path, &layout, options, tell, cancel).await?;
            Ok(JobResult::Imported(brought(shown, &done)))
        })
        .await?;
    running.retain(|_, job| *job != started.job);
    running.insert(key, started.job.clone());
    Ok(started)
}

pub(super) async fn imports(
    host: &Host,
    _caller: &Caller,
    request: ImportsOf,
) -> Result<ImportPage, ConsoleError> {
    let before = match &request.before {
        Some(id) => Some(id.parse().map_err(|_| ConsoleError::not_found("import", id))?),
        None => None,
    };
    let (imports, more) = host.console().imports(before, request.limit).await?;
    Ok(ImportPage { imports: imports.into_iter().map(import_row).collect(), more })
}

pub(super) async fn import_findings(
    host: &Host,
    _caller: &Caller,
    request: FindingsOf,
) -> Result<FindingPage, ConsoleError> {
    let reason = request.reason.as_deref();
    let found = host.console().import_findings(&request.import, reason, request.after, request.limit).await?;
    let row = |one: finding::Finding| Finding {
        seq: one.seq,
        cell: address(one.row.row, one.row.col),
        row: one.row.row,
        value: one.row.value,
        reason: one.row.reason,
        suggestion: one.row.suggestion,
        fixed: one.row.fixed.map(|number| number.to_string()),
    };
    let findings = found.findings.into_iter().map(row).collect();
    Ok(FindingPage { findings, more: found.more, rest: found.rest })
}

pub(super) async fn mend_findings(
    host: &Host,
    caller: &Caller,
    request: MendFindings,
) -> Result<Mended, ConsoleError> {
    let people = host.console().mend_findings(&request.import, &request.seqs, caller.uid()).await?;
    Ok(Mended { people })
}

pub(super) async fn corrected_list(
    host: &Host,
    caller: &Caller,
    request: CorrectedList,
) -> Result<JobStarted, ConsoleError> {
    let record = host.console().import_record(&request.import).await?;
    let stem = std::path::Path::new(&record.import.file_name).file_stem();
    let stem = stem.map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let file = host.files().new_file_at(caller, request.to.as_deref(), &format!("{stem}-corrected.xlsx"))?;
    let words = match request.language {
        ListLanguage::Chinese => list_words::CHINESE,
        ListLanguage::English => list_words::ENGLISH,
    };
    let job = host.jobs().start(caller, JobKind::Mend, file.name.clone(), move |context| async move {
        let (told, cancel) = (context.clone(), context.cancel.clone());
        let tell = move |now: ImportProgress| told.progress(now.rows, None);
        let words = std::sync::Arc::new(words);
        context.console().corrected_list(&request.import, &file.path, words, tell, cancel).await?;
        Ok(JobResult::File(context.files().keep(context.caller(), "corrected_list", file, None).await?))
    });
    job.await
}

fn brought(group_name: String, done: &ImportSummary) -> ImportDone {
    let tally = &done.tally;
    let blocked = [
        (Exclusion::Blacklisted, done.blocked.blacklisted),
        (Exclusion::OptedOut, done.blocked.opted_out),
        (Exclusion::DeadNumber, done.blocked.dead),
    ];
    ImportDone {
        import: done.import_no.map(|no| no.to_string()).unwrap_or_default(),
        group: done.group.map(|no| no.to_string()).unwrap_or_default(),
        group_name,
        merged: done.merged,
        rows: tally.rows,
        people: tally.people,
        added: done.added,
        duplicates: tally.duplicates,
        rows_failed: tally.rows_failed,
        rows_repaired: tally.rows_repaired,
        repairs: counted(&tally.repairs, |repair| repair.code()),
        faults: counted(&tally.faults, |fault| fault.code()),
        carriers: counted(&tally.carriers, |carrier| carrier.code()),
        blocked: blocked
            .into_iter()
            .filter(|(_, count)| *count > 0)
            .map(|(reason, count)| (reason.code().to_owned(), count))
            .collect(),
    }
}

fn import_row(past: PastImport) -> ImportRow {
    let import = past.record.import;
    ImportRow {
        import: past.record.no.to_string(),
        at: view::time(past.record.created_at),
        file: import.file_name,
        octets: import.file_bytes,
        group: import.group.to_string(),
        group_name: past.group.map(|group| group.name).unwrap_or_default(),
        rows: import.rows_read,
        people: import.people,
        added: import.added,
        duplicates: import.duplicates,
        rows_failed: import.rows_failed,
        by: past.by,
    }
}
