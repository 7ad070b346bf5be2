//! The writer under success, failure and a full disk, with the real file.

use std::sync::atomic::{AtomicBool, Ordering};

use hongyan_domain::{ManualClock, SystemClock};
use sqlx::ConnectOptions as _;
use tempfile::TempDir;
use tokio::sync::oneshot;

use super::*;
use crate::conn::Reader;
use crate::error::Rule;
use crate::open::{DATABASE_FILE, reader_options};
use crate::setting::{self, Key};
use crate::{Db, KeyChoice, KeySource, OpenOptions};

/// 64 KiB of setting: enough to fill a small quota quickly.
const LARGE: usize = 64 * 1024;

async fn store() -> (TempDir, Db) {
    let folder = tempfile::tempdir().unwrap();
    // The clock stands, so that a group ends when the queue is empty and never because the machine was slow.
    let options = OpenOptions::new(folder.path().join("data"))
        .key(KeyChoice::Exactly(KeySource::File))
        .clock(Arc::new(ManualClock::default()));
    (folder, Db::open(options).await.unwrap())
}

async fn put(db: &Db, key: &'static str, value: i64) -> Result<(), StoreError> {
    db.write(move |tx| {
        Box::pin(async move { setting::write(tx, &Key::new(key), &value, UnixMillis(0)).await })
    })
    .await
}

async fn value(reader: &mut Reader, key: &'static str) -> Option<i64> {
    setting::read(reader, &Key::new(key)).await.unwrap()
}

async fn found(db: &Db, key: &'static str) -> Option<i64> {
    value(&mut db.read().await.unwrap(), key).await
}

/// Holds the writer inside a job until the returned sender is used, so that what is queued meanwhile makes one group.
async fn hold(db: &Db) -> (oneshot::Sender<()>, tokio::task::JoinHandle<Result<(), StoreError>>) {
    let (go, gate) = oneshot::channel();
    let (inside, running) = oneshot::channel();
    let held = db.clone();
    let job = tokio::spawn(async move {
        held.write(move |_| {
            Box::pin(async move {
                inside.send(()).unwrap();
                gate.await.unwrap();
                Ok(())
            })
        })
        .await
    });
    running.await.unwrap();
    (go, job)
}

/// Queues jobs behind a held writer and lets them all go at once.
async fn group<T: Send + 'static>(
    db: &Db,
    jobs: Vec<BoxFuture<'static, Result<T, StoreError>>>,
) -> Vec<Result<T, StoreError>> {
    let (go, first) = hold(db).await;
    let before = db.queued();
    let count = jobs.len();
    let mut running = Vec::new();
    for (position, job) in jobs.into_iter().enumerate() {
        running.push(tokio::spawn(job));
        while db.queued() < before + position + 1 {
            tokio::task::yield_now().await;
        }
    }
    assert_eq!(db.queued(), before + count);
    go.send(()).unwrap();
    first.await.unwrap().unwrap();
    let mut results = Vec::new();
    for job in running {
        results.push(job.await.unwrap());
    }
    results
}

#[tokio::test]
async fn what_is_written_can_be_read() {
    let (_folder, db) = store().await;
    put(&db, "a", 7).await.unwrap();
    assert_eq!(found(&db, "a").await, Some(7));
}

#[tokio::test]
async fn a_job_that_fails_undoes_only_itself() {
    let (_folder, db) = store().await;
    let failing = |db: Db, key: &'static str| -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move {
            db.write(move |tx| {
                Box::pin(async move {
                    setting::write(tx, &Key::new(key), &1_i64, UnixMillis(0)).await?;
                    Err(StoreError::NotFound { what: "task", id: "9".into() })
                })
            })
            .await
        })
    };
    let writing = |db: Db, key: &'static str| -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move { put(&db, key, 1).await })
    };
    let jobs = vec![writing(db.clone(), "a"), failing(db.clone(), "b"), writing(db.clone(), "c")];
    let results = group(&db, jobs).await;
    assert!(matches!(results[..], [Ok(()), Err(StoreError::NotFound { .. }), Ok(())]));
    assert_eq!(
        [found(&db, "a").await, found(&db, "b").await, found(&db, "c").await],
        [Some(1), None, Some(1)]
    );

    // Alone in its transaction it takes another way: without a savepoint.
    assert!(failing(db.clone(), "d").await.is_err());
    assert_eq!(found(&db, "d").await, None);
    put(&db, "e", 1).await.unwrap();
    assert_eq!(*db.health().borrow(), Health::Writable);
}

#[tokio::test]
async fn a_job_that_panics_is_undone_and_the_writer_goes_on() {
    let (_folder, db) = store().await;
    let answer = db
        .write(|tx| {
            Box::pin(async move {
                setting::write(tx, &Key::new("a"), &1_i64, UnixMillis(0)).await?;
                if true {
                    panic!("a mistake");
                }
                Ok(())
            })
        })
        .await;
    assert!(matches!(answer, Err(StoreError::Panicked { message }) if message == "a mistake"));
    assert_eq!(found(&db, "a").await, None);
    put(&db, "b", 1).await.unwrap();
}

#[tokio::test]
async fn a_job_outlives_the_caller_that_stops_waiting() {
    let (_folder, db) = store().await;
    let (go, first) = hold(&db).await;
    let impatient = tokio::spawn({
        let db = db.clone();
        async move { put(&db, "a", 1).await }
    });
    while db.queued() == 0 {
        tokio::task::yield_now().await;
    }
    impatient.abort();
    assert!(impatient.await.unwrap_err().is_cancelled());
    go.send(()).unwrap();
    first.await.unwrap().unwrap();
    put(&db, "b", 1).await.unwrap(); // behind it in the queue
    assert_eq!(found(&db, "a").await, Some(1));
}

#[tokio::test]
async fn a_commit_that_fails_fails_every_job_of_its_group() {
    let (_folder, db) = store().await;
    let orphan = |db: Db| -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move {
            db.write(|tx| {
                Box::pin(async move {
                    tx.run("PRAGMA defer_foreign_keys = ON", "test").await?;
                    tx.run(
                        "INSERT INTO user (uid, org_id, name, created_by, created_at, updated_at)
                         VALUES ('u', 'nowhere', 'n', 'local', 0, 0)",
                        "test",
                    )
                    .await
                })
            })
            .await
        })
    };
    let writing = |db: Db| -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move { put(&db, "a", 1).await })
    };
    let (go, first) = hold(&db).await;
    let jobs = [tokio::spawn(writing(db.clone())), tokio::spawn(orphan(db.clone()))];
    while db.queued() < jobs.len() {
        tokio::task::yield_now().await;
    }
    go.send(()).unwrap();
    let broken = |answer: Result<(), StoreError>| {
        matches!(answer, Err(StoreError::Conflict { rule: Rule::ForeignKey, .. }))
    };
    assert!(broken(first.await.unwrap()));
    for job in jobs {
        assert!(broken(job.await.unwrap()));
    }
    assert_eq!(found(&db, "a").await, None);
    put(&db, "a", 2).await.unwrap();
    assert_eq!(found(&db, "a").await, Some(2));
}

/// Stores a row that takes many pages.
async fn large(db: &Db, no: usize) -> Result<(), StoreError> {
    db.write(move |tx| {
        Box::pin(async move {
            sqlx::query("INSERT INTO setting VALUES ($1, json_quote(hex(zeroblob($2))), 0)")
                .bind(format!("large-{no}"))
                .bind(i64::try_from(LARGE / 2).unwrap())
                .execute(tx.sql())
                .await
                .map_err(StoreError::doing("fill"))
                .map(|_| ())
        })
    })
    .await
}

#[tokio::test]
async fn callers_that_never_pause_do_not_keep_a_full_store_from_recovering() {
    let (_folder, db) = store().await;
    db.set_quota(Some(0)).await.unwrap();
    let full = large(&db, 0).await.unwrap_err();
    assert_eq!(full.code(), "store_full");
    db.set_quota(None).await.unwrap();
    let began = SystemClock.now();
    while put(&db, "again", 1).await.is_err() {
        assert!(
            SystemClock.now().since(began) < Duration::from_secs(30),
            "nobody found out that there is room"
        );
    }
    large(&db, 0).await.unwrap();
}

#[tokio::test]
async fn a_full_disk_stops_the_store_until_there_is_room() {
    let (_folder, db) = store().await;
    put(&db, "kept", 1).await.unwrap();
    db.set_quota(Some(512 * 1024)).await.unwrap();
    let mut stored = 0;
    let error = loop {
        match large(&db, stored).await {
            Ok(()) => stored += 1,
            Err(error) => break error,
        }
        assert!(stored < 100, "the quota has no effect");
    };
    assert!(matches!(error, StoreError::Faulty { fault: Fault::Full, .. }), "{error:?}");
    assert_eq!(error.code(), "store_full");
    assert!(matches!(*db.health().borrow(), Health::NotWritable { fault: Fault::Full, .. }));

    let ran = Arc::new(AtomicBool::new(false));
    let mark = Arc::clone(&ran);
    let refused = db
        .write(move |_| {
            mark.store(true, Ordering::SeqCst);
            Box::pin(async { Ok(()) })
        })
        .await;
    assert!(matches!(refused, Err(StoreError::NotWritable { fault: Fault::Full })));
    assert!(!ran.load(Ordering::SeqCst), "no job runs while the store takes no writes");
    assert!(matches!(db.probe().await.unwrap(), Health::NotWritable { fault: Fault::Full, .. }));
    assert_eq!(found(&db, "kept").await, Some(1), "what was there can still be read");

    let mut health = db.health();
    health.mark_unchanged();
    db.set_quota(None).await.unwrap();
    health.wait_for(|health| *health == Health::Writable).await.unwrap(); // by itself, within a probe's interval
    large(&db, stored).await.unwrap();
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM setting WHERE key LIKE 'large-%'")
        .fetch_one(db.read().await.unwrap().sql())
        .await
        .unwrap();
    assert_eq!(count, i64::try_from(stored + 1).unwrap());
}

#[tokio::test]
async fn a_group_that_meets_a_full_disk_is_lost_as_a_whole() {
    let (_folder, db) = store().await;
    db.set_quota(Some(512 * 1024)).await.unwrap();
    let small = |db: Db| -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move { put(&db, "small", 1).await })
    };
    let huge = |db: Db| -> BoxFuture<'static, Result<(), StoreError>> {
        Box::pin(async move {
            db.write(|tx| {
                Box::pin(async move {
                    tx.run(
                        "INSERT INTO setting VALUES ('huge', json_quote(hex(zeroblob(1000000))), 0)",
                        "fill",
                    )
                    .await
                })
            })
            .await
        })
    };
    let (go, first) = hold(&db).await;
    let jobs = [tokio::spawn(small(db.clone())), tokio::spawn(huge(db.clone()))];
    while db.queued() < jobs.len() {
        tokio::task::yield_now().await;
    }
    go.send(()).unwrap();
    let full =
        |answer: Result<(), StoreError>| matches!(answer, Err(StoreError::Faulty { fault: Fault::Full, .. }));
    assert!(full(first.await.unwrap()));
    for job in jobs {
        assert!(full(job.await.unwrap()));
    }
    assert_eq!(found(&db, "small").await, None);
}

#[tokio::test]
async fn a_store_that_turns_read_only_says_so() {
    let (_folder, db) = store().await;
    db.write(|tx| Box::pin(async move { tx.run("PRAGMA query_only = ON", "test").await })).await.unwrap();
    let error = put(&db, "a", 1).await.unwrap_err();
    assert!(matches!(error, StoreError::Faulty { fault: Fault::ReadOnly, .. }));
    assert!(matches!(db.probe().await.unwrap(), Health::NotWritable { fault: Fault::ReadOnly, .. }));
}

#[tokio::test]
async fn a_file_that_another_program_holds_is_waited_for() {
    let folder = tempfile::tempdir().unwrap();
    let options = OpenOptions {
        busy_wait: Duration::from_millis(1),
        ..OpenOptions::new(folder.path()).key(KeyChoice::Exactly(KeySource::File))
    };
    let db = Db::open(options).await.unwrap();
    let options = reader_options(&folder.path().join(DATABASE_FILE), &db.place().key).read_only(false);
    let mut other = Conn::new(options.connect().await.unwrap());
    other.run("BEGIN IMMEDIATE", "test").await.unwrap();

    let error = put(&db, "a", 1).await.unwrap_err();
    assert!(matches!(error, StoreError::Faulty { fault: Fault::Locked, .. }), "{error:?}");
    assert!(matches!(db.probe().await.unwrap(), Health::NotWritable { fault: Fault::Locked, .. }));
    assert_eq!(found(&db, "a").await, None, "reading goes on");
    other.run("ROLLBACK", "test").await.unwrap();
    assert_eq!(db.probe().await.unwrap(), Health::Writable);
    put(&db, "a", 1).await.unwrap();
}

#[tokio::test]
async fn closing_finishes_what_waits_and_frees_the_folder() {
    let (folder, db) = store().await;
    let (go, first) = hold(&db).await;
    let waiting = tokio::spawn({
        let db = db.clone();
        async move { put(&db, "a", 1).await }
    });
    while db.queued() == 0 {
        tokio::task::yield_now().await;
    }
    let other = db.clone();
    let closing = tokio::spawn(db.close());
    go.send(()).unwrap();
    first.await.unwrap().unwrap();
    waiting.await.unwrap().unwrap();
    closing.await.unwrap();
    assert!(matches!(put(&other, "b", 1).await, Err(StoreError::Closed)));
    assert!(matches!(other.read().await.map(drop), Err(StoreError::Closed)));
    let log = folder.path().join("data").join("hongyan.db-wal");
    assert!(!log.exists(), "the log was moved into the file");
    let again = Db::open_in_folder(folder.path().join("data")).await.unwrap();
    assert_eq!(found(&again, "a").await, Some(1));
}

#[tokio::test]
async fn a_snapshot_stays_at_its_moment() {
    let (_folder, db) = store().await;
    put(&db, "a", 1).await.unwrap();
    let mut still = db.read().await.unwrap();
    still.snapshot().await.unwrap();
    put(&db, "a", 2).await.unwrap();
    assert_eq!(value(&mut still, "a").await, Some(1));
    assert_eq!(found(&db, "a").await, Some(2));
    drop(still);
    assert_eq!(found(&db, "a").await, Some(2));
}

#[tokio::test]
async fn a_reader_cannot_write_and_is_lent_again() {
    let (_folder, db) = store().await;
    for _ in 0..20 {
        let mut reader = db.read().await.unwrap();
        let error = reader.run("DELETE FROM setting", "test").await.unwrap_err();
        assert_eq!(error.fault(), Some(Fault::ReadOnly));
    }
    put(&db, "a", 1).await.unwrap();
}
