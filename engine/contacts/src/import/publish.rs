//! The second half of an import: people go into a group that nobody sees, in small jobs that let other writers in
//! between, and are shown by one last job together with the record of the import.

use std::collections::BTreeMap;

use hongyan_domain::{Clock, GroupNo, Uid};
use hongyan_store::audience::blocked::{self, Blocked};
use hongyan_store::audience::group::Published;
use hongyan_store::audience::import_record::NewImport;
use hongyan_store::audience::{contact, finding, group, import_record, member};
use hongyan_store::{Db, StoreError};
use tokio_util::sync::CancellationToken;

use super::error::ImportError;
use super::scan::Scanned;
use super::{Phase, Progress, Target};

/// Rows per job: some 20 ms of the writer's time, so that a verification code is not kept waiting.
const JOB_ROWS: usize = 4_096;
/// Rows that one job deletes; deleting is quicker than writing.
const CLEAR_ROWS: u32 = 20_000;

/// Where the people are.
pub(super) struct Stored {
    pub(super) import_no: i64,
    pub(super) group: GroupNo,
    pub(super) merged: bool,
    pub(super) added: u64,
    pub(super) blocked: Blocked,
}

/// Who imports into what.
pub(super) struct Order<'o> {
    pub(super) target: &'o Target,
    pub(super) by: &'o str,
    pub(super) uids: [Uid; 2],
    /// Where the file lay, and how it was read.
    pub(super) source: String,
    pub(super) recipe: String,
}

pub(super) async fn store(
    db: &Db,
    clock: &dyn Clock,
    scanned: &mut Scanned,
    order: Order<'_>,
    progress: &(dyn Fn(Progress) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<Stored, ImportError> {
    let at = clock.now();
    let [group_uid, import_uid] = order.uids;
    let (name, kind) = order.target.name_and_kind(&scanned.file.name);
    let (owned_name, owned_by) = (name.to_owned(), order.by.to_owned());
    let staging = db
        .write(move |tx| {
            Box::pin(async move { group::stage(tx, group_uid, &owned_name, kind, &owned_by, at).await })
        })
        .await?;
    let filled = match fill(db, scanned, staging, progress, cancel).await {
        // Before they join others: afterwards nobody can tell who came with this file.
        Ok(()) => blocked_of(db, staging).await.map_err(ImportError::from),
        Err(error) => Err(error),
    };
    let blocked = match filled {
        Ok(blocked) => blocked,
        Err(error) => {
            give_up(db, clock, staging).await?;
            return Err(error);
        }
    };
    let into_contacts = matches!(order.target, Target::Group { .. });
    let mut import = new_import(scanned, import_uid, staging, into_contacts);
    (import.source, import.layout) = (order.source, order.recipe);
    let findings = std::mem::take(&mut scanned.findings.kept);
    let (by, at) = (order.by.to_owned(), clock.now());
    let published = db
        .write(move |tx| {
            Box::pin(async move {
                let published = group::publish(tx, staging, at).await?;
                import.group = published.group;
                import.added = published.added;
                let no = import_record::insert(tx, &import, &by, at).await?;
                finding::insert(tx, no, 1, &findings).await?;
                Ok((published, no))
            })
        })
        .await;
    let (published, import_no) = match published {
        Ok(done) => done,
        Err(error) => {
            give_up(db, clock, staging).await?;
            return Err(error.into());
        }
    };
    // From here on the import is done; what follows is tidying and can be finished by `recover`.
    if published.merged {
        clear(db, staging).await?;
    }
    if into_contacts {
        absorb(db, clock, import_no).await?;
    }
    let Published { group, merged, added } = published;
    Ok(Stored { import_no, group, merged, added, blocked })
}

async fn blocked_of(db: &Db, group: GroupNo) -> Result<Blocked, StoreError> {
    blocked::in_group(&mut *db.read().await?, group).await
}

async fn fill(
    db: &Db,
    scanned: &Scanned,
    staging: GroupNo,
    progress: &(dyn Fn(Progress) + Send + Sync),
    cancel: &CancellationToken,
) -> Result<(), ImportError> {
    let total = scanned.staged.len();
    let mut from = 0;
    let mut next = scanned.staged.members(from, JOB_ROWS, &scanned.fields);
    while !next.is_empty() {
        if cancel.is_cancelled() {
            return Err(ImportError::Cancelled { rows: scanned.tally.rows });
        }
        from += next.len();
        let members = next;
        // The writer works on its own thread: the next rows are made ready while it does.
        let write =
            db.write(move |tx| Box::pin(async move { member::insert_staged(tx, staging, &members).await }));
        let prepare = async { scanned.staged.members(from, JOB_ROWS, &scanned.fields) };
        let (written, prepared) = tokio::join!(write, prepare);
        written?;
        next = prepared;
        progress(Progress {
            phase: Phase::Storing,
            rows: scanned.tally.rows,
            people: u64::try_from(from).unwrap_or(u64::MAX),
            people_total: u64::try_from(total).ok(),
        });
    }
    Ok(())
}

fn new_import(scanned: &Scanned, uid: Uid, group: GroupNo, into_contacts: bool) -> NewImport {
    let tally = &scanned.tally;
    NewImport {
        uid,
        file_name: scanned.file.name.clone(),
        file_bytes: scanned.file.bytes,
        file_sha256: scanned.file.sha256,
        sheet: scanned.layout.sheet.clone(),
        group,
        rows_read: tally.rows,
        people: tally.people,
        added: 0,
        duplicates: tally.duplicates,
        rows_failed: tally.rows_failed,
        repairs: counts(tally.repairs.iter().map(|(repair, count)| (repair.code(), *count))),
        faults: counts(tally.faults.iter().map(|(fault, count)| (fault.code(), *count))),
        findings_kept: u64::try_from(scanned.findings.kept.len()).unwrap_or(u64::MAX),
        findings_rest: tally.findings_rest,
        into_contacts,
        source: String::new(),
        layout: String::new(),
    }
}

fn counts(counts: impl Iterator<Item = (&'static str, u64)>) -> String {
    let counts: BTreeMap<&str, u64> = counts.collect();
    serde_json::to_string(&counts).unwrap_or_else(|_| "{}".to_owned())
}

/// Lets the address book take over the people of an import, in small jobs; goes on where it stopped.
pub(super) async fn absorb(db: &Db, clock: &dyn Clock, import_no: i64) -> Result<(), StoreError> {
    loop {
        let at = clock.now();
        let more = db
            .write(move |tx| {
                Box::pin(async move {
                    let Some(record) = import_record::by_no(tx, import_no).await? else { return Ok(false) };
                    let Some(cursor) = record.contacts_cursor else { return Ok(false) };
                    let after = hongyan_domain::Msisdn::from_db(cursor);
                    let import = &record.import;
                    let limit = u32::try_from(JOB_ROWS).unwrap_or(u32::MAX);
                    let last =
                        contact::absorb(tx, import.group, after, limit, import.uid, &record.created_by, at)
                            .await?;
                    import_record::set_contacts_cursor(tx, import_no, last).await?;
                    Ok(last.is_some())
                })
            })
            .await?;
        if !more {
            return Ok(());
        }
    }
}

/// Deletes the rows of a removed group, in small jobs.
pub(super) async fn clear(db: &Db, group: GroupNo) -> Result<(), StoreError> {
    while db.write(move |tx| Box::pin(async move { group::clear(tx, group, CLEAR_ROWS).await })).await? > 0 {}
    Ok(())
}

async fn give_up(db: &Db, clock: &dyn Clock, staging: GroupNo) -> Result<(), StoreError> {
    let at = clock.now();
    db.write(move |tx| Box::pin(async move { group::abandon(tx, staging, at).await })).await?;
    clear(db, staging).await
}
