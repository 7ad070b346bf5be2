//! What came in and what was wrong with it: the history of imports, findings, taking suggested numbers over, and the
//! corrected list.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use hongyan_contacts::Wording;
use hongyan_contacts::import::{self, ImportOptions, Target};
use hongyan_domain::Msisdn;
use hongyan_store::audience::contact;
use hongyan_store::audience::finding::{self, Finding};
use hongyan_store::audience::group::{self, Group, GroupKind};
use hongyan_store::audience::import_record::{self, ImportRecord};
use hongyan_store::audience::member::{self, Member};
use hongyan_store::{StoreError, user};
use tokio_util::sync::CancellationToken;

use super::{BY, ImportProgress, ListLayout, PAGE_MAX};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// Findings that one call mends.
const MENDED_MAX: u32 = 10_000;

/// An import of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PastImport {
    /// What is stored.
    pub record: ImportRecord,
    /// The group that got its people, while it is there.
    pub group: Option<Group>,
    /// Who imported, by name.
    pub by: String,
}

/// Some findings.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingsFound {
    /// Those of this page.
    pub findings: Vec<Finding>,
    /// Whether there are more behind.
    pub more: bool,
    /// Findings that were counted only.
    pub rest: u64,
}

impl Console {
    /// Imports, latest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn imports(
        &self,
        before: Option<i64>,
        limit: u32,
    ) -> Result<(Vec<PastImport>, bool), ConsoleError> {
        let limit = limit.clamp(1, PAGE_MAX);
        let mut reader = self.db.read().await?;
        let mut rows = import_record::page(&mut reader, before, limit + 1).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > wanted;
        rows.truncate(wanted);
        let mut names: BTreeMap<String, String> = BTreeMap::new();
        let mut imports = Vec::with_capacity(rows.len());
        for record in rows {
            if !names.contains_key(&record.created_by) {
                let known = user::by_uid(&mut reader, &record.created_by).await?;
                let name = known.map_or_else(|| record.created_by.clone(), |user| user.name);
                names.insert(record.created_by.clone(), name);
            }
            let group = group::by_no(&mut reader, record.import.group).await?;
            let by = names.get(&record.created_by).cloned().unwrap_or_default();
            imports.push(PastImport { record, group, by });
        }
        Ok((imports, more))
    }

    /// Findings of an import that nobody has dealt with, in the order of the file.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn import_findings(
        &self,
        import: &str,
        reason: Option<&str>,
        after: i64,
        limit: u32,
    ) -> Result<FindingsFound, ConsoleError> {
        let record = self.import_record(import).await?;
        let limit = limit.clamp(1, PAGE_MAX);
        let mut reader = self.db.read().await?;
        let mut findings = finding::page(&mut reader, record.no, reason, after, limit + 1).await?;
        let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = findings.len() > wanted;
        findings.truncate(wanted);
        Ok(FindingsFound { findings, more, rest: record.import.findings_rest })
    }

    /// Takes suggested numbers over into the import's group, with what stands beside them; all of them in one
    /// transaction. Without `seqs` every finding that has a suggestion, 10,000 at a time. Answers how many people are
    /// new in the group.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`] when the import or its group is gone; [`ErrorCode::FormInvalid`] when they are too many.
    pub async fn mend_findings(&self, import: &str, seqs: &[i64], by: &str) -> Result<u64, ConsoleError> {
        if seqs.len() > usize::try_from(MENDED_MAX).unwrap_or(usize::MAX) {
            let mistake = Mistake::at(MistakeCode::OutOfRange, "seqs").with("value", seqs.len());
            let mistake = mistake.with("min", 1).with("max", MENDED_MAX);
            return Err(ConsoleError::mistakes(ErrorCode::FormInvalid, vec![mistake]));
        }
        let record = self.import_record(import).await?;
        let wanted: BTreeSet<i64> = seqs.iter().copied().collect();
        let (no, at, by) = (record.no, self.now(), by.to_owned());
        let uids: Vec<_> = std::iter::repeat_with(|| self.uid()).take(seqs.len().max(1)).collect();
        let fresh = self.uid();
        let mended = self.db.write(move |tx| {
            Box::pin(async move {
                let group = group::by_no(tx, record.import.group).await?;
                let group = group.ok_or_else(|| StoreError::NotFound {
                    what: "group",
                    id: record.import.group.to_string(),
                })?;
                let found = chosen(tx, no, &wanted).await?;
                let mut people: BTreeMap<Msisdn, Member> = BTreeMap::new();
                for one in &found {
                    finding::mended(tx, no, one.seq, at).await?;
                    if let Some(number) = one.row.fixed {
                        let (name, fields) = (one.row.name.clone(), one.row.fields.clone());
                        people.entry(number).or_insert(Member { number, name, fields });
                    }
                }
                let people: Vec<Member> = people.into_values().collect();
                let added = member::add(tx, group.no, &people, at).await?;
                if group.kind == GroupKind::Group {
                    for (index, person) in people.iter().enumerate() {
                        let uid = uids.get(index).copied().unwrap_or(fresh);
                        contact::put(tx, uid, person.number, &person.name, &person.fields, &by, at).await?;
                    }
                }
                Ok(added)
            })
        });
        let added = mended.await?;
        self.people.changed();
        Ok(added)
    }

    /// Writes the list of an import with corrected numbers and reasons: from the file as it lay there.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::FileNotFound`] when the file is gone, [`ErrorCode::FileChanged`] when it is
    /// another one now.
    pub async fn corrected_list(
        &self,
        import: &str,
        to: &Path,
        wording: Arc<dyn Wording>,
        progress: impl Fn(ImportProgress) + Send + Sync + 'static,
        cancel: CancellationToken,
    ) -> Result<(), ConsoleError> {
        let record = self.import_record(import).await?.import;
        let source = Path::new(&record.source).to_owned();
        let named = |error: ConsoleError| error.with("file", &record.file_name);
        let path = source.clone();
        let facts = tokio::task::spawn_blocking(move || import::file_facts(&path)).await;
        let facts = facts.map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
        let facts = facts
            .map_err(|error| named(ConsoleError::from(hongyan_contacts::import::ImportError::from(error))))?;
        if facts.sha256 != record.file_sha256 {
            return Err(named(ConsoleError::new(ErrorCode::FileChanged, "another file lies there now")));
        }
        let layout: ListLayout = serde_json::from_str(&record.layout).unwrap_or_default();
        let mut options = ImportOptions::new(Target::List, BY, self.fresh_seed());
        options.repaired = Some(to.to_owned());
        options.wording = wording;
        options.dry_run = true;
        self.run_import(&source, &layout, options, progress, cancel).await.map(|_| ()).map_err(named)
    }

    /// An import by its number.
    pub(crate) async fn import_record(&self, import: &str) -> Result<ImportRecord, ConsoleError> {
        let missing = || ConsoleError::not_found("import", import);
        let no: i64 = import.parse().map_err(|_| missing())?;
        import_record::by_no(&mut *self.db.read().await?, no).await?.ok_or_else(missing)
    }
}

/// The findings that are to be mended.
async fn chosen(
    tx: &mut hongyan_store::Tx,
    import_no: i64,
    wanted: &BTreeSet<i64>,
) -> Result<Vec<Finding>, StoreError> {
    const PAGE: u32 = 1_000;
    let Some(last) = wanted.last() else { return finding::mendable(tx, import_no, 0, MENDED_MAX).await };
    let mut after = wanted.first().map_or(0, |first| first - 1);
    let mut found = Vec::new();
    loop {
        let page = finding::mendable(tx, import_no, after, PAGE).await?;
        let Some(end) = page.last().map(|one| one.seq) else { return Ok(found) };
        found.extend(page.into_iter().filter(|one| wanted.contains(&one.seq)));
        if end >= *last {
            return Ok(found);
        }
        after = end;
    }
}
