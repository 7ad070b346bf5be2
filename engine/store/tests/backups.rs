//! Backups are made under load, verified before anything is touched, and restored without destroying what was there.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use common::{MemoryKeychain, found, put};
use hongyan_domain::{ManualClock, UnixMillis};
use hongyan_store::{
    BackupError, DATABASE_FILE, Db, Finding, HEADER_FILE, KEY_FILE, KeyChoice, KeySource, LAST_BACKUP,
    MANIFEST_FILE, Manifest, OpenError, OpenOptions, Passphrase, RestoreOptions, examine, read_key_file,
    restore, setting,
};

const IN_FILE: KeyChoice = KeyChoice::Exactly(KeySource::File);

async fn row(db: &Db, no: usize) {
    db.write(move |tx| {
        Box::pin(async move {
            let key = setting::Key::<usize>::new(format!("row-{no}").leak());
            setting::write(tx, &key, &no, UnixMillis(0)).await
        })
    })
    .await
    .unwrap();
}

async fn rows(db: &Db) -> usize {
    let mut reader = db.read().await.unwrap();
    let mut count = 0;
    while setting::read(&mut reader, &setting::Key::<usize>::new(format!("row-{count}").leak()))
        .await
        .unwrap()
        .is_some()
    {
        count += 1;
    }
    count
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_made_while_writes_go_on_is_one_moment_of_the_store() {
    let temp = tempfile::tempdir().unwrap();
    let (folder, backup) = (temp.path().join("data"), temp.path().join("backup"));
    let db = Db::open_in_folder(&folder).await.unwrap();
    put(&db, "filler", &"长".repeat(2_000_000)).await.unwrap();

    let written = Arc::new(AtomicUsize::new(0));
    let stop = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (db, written, stop) = (db.clone(), Arc::clone(&written), Arc::clone(&stop));
        async move {
            while !stop.load(Ordering::SeqCst) {
                row(&db, written.load(Ordering::SeqCst)).await;
                written.fetch_add(1, Ordering::SeqCst);
            }
        }
    });
    while written.load(Ordering::SeqCst) < 20 {
        tokio::task::yield_now().await;
    }
    let before = written.load(Ordering::SeqCst);
    let mut last = None;
    let manifest = db.backup(&backup, None, |progress| last = Some(progress)).await.unwrap();
    let after = written.load(Ordering::SeqCst) + 1;
    stop.store(true, Ordering::SeqCst);
    writing.await.unwrap();
    let last = last.unwrap();
    assert_eq!((last.done, last.total), (manifest.octets, manifest.octets));

    let to = temp.path().join("restored");
    let key = read_key_file(&folder.join(KEY_FILE)).unwrap();
    let restored = restore(RestoreOptions::new(&backup, &to).backup_key(key).key(IN_FILE)).await.unwrap();
    assert_eq!(restored.replaced, None);
    assert_eq!(restored.manifest, manifest);
    let copy = Db::open_in_folder(&to).await.unwrap();
    let count = rows(&copy).await;
    assert!((before..=after).contains(&count), "{before} ≤ {count} ≤ {after}");
    assert_eq!(manifest.rows["setting"], u64::try_from(count + 1).unwrap());
    assert_eq!(found(&copy, "filler").await.unwrap().chars().count(), 2_000_000);
    row(&copy, count).await; // and it goes on
    assert!(rows(&db).await >= count, "the original is as it was");
}

#[tokio::test]
async fn a_backup_with_a_passphrase_is_restored_on_another_machine() {
    let temp = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    let from = OpenOptions::new(temp.path().join("old")).keychain(Arc::<MemoryKeychain>::clone(&keychain));
    let db = Db::open(from).await.unwrap();
    put(&db, "greeting", "您好").await.unwrap();
    let backup = temp.path().join("backup");
    let manifest = db.backup(&backup, Some(Passphrase::new("带走")), |_| {}).await.unwrap();
    assert!(manifest.portable());
    let text = fs::read_to_string(backup.join(MANIFEST_FILE)).unwrap();
    assert!(text.contains("argon2id"));

    let to = temp.path().join("new");
    let other = Arc::new(MemoryKeychain::default());
    let options = || RestoreOptions::new(&backup, &to).keychain(Arc::<MemoryKeychain>::clone(&other));
    let error = restore(options()).await.unwrap_err();
    assert!(matches!(error, BackupError::KeyNeeded { portable: true, .. }), "{error:?}");
    let wrong = options().backup_passphrase(Passphrase::new("带去"));
    assert!(matches!(restore(wrong).await.unwrap_err(), BackupError::WrongPassphrase));
    assert!(!to.join(DATABASE_FILE).exists());
    restore(options().backup_passphrase(Passphrase::new("带走"))).await.unwrap();
    assert_eq!(other.keys.lock().unwrap().len(), 1, "the key moved into the new machine's keychain");
    let db = Db::open(OpenOptions::new(&to).keychain(other)).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("您好"));
}

#[tokio::test]
async fn a_restore_keeps_the_old_store_aside() {
    let temp = tempfile::tempdir().unwrap();
    let (folder, backup) = (temp.path().join("data"), temp.path().join("backup"));
    let db = Db::open_in_folder(&folder).await.unwrap();
    put(&db, "greeting", "早").await.unwrap();
    db.backup(&backup, None, |_| {}).await.unwrap();
    put(&db, "greeting", "晚").await.unwrap();

    let clock = Arc::new(ManualClock::at(UnixMillis::parse_china("2026-03-01 09:30:05").unwrap()));
    let options =
        || RestoreOptions::new(&backup, &folder).key(IN_FILE).clock(Arc::<ManualClock>::clone(&clock));
    let error = restore(options()).await.unwrap_err();
    assert!(matches!(error, BackupError::Open(OpenError::InUse { .. })), "{error:?}");
    db.close().await;

    let restored = restore(options()).await.unwrap();
    let aside = folder.join("replaced-20260301093005");
    assert_eq!(restored.replaced.as_deref(), Some(aside.as_path()));
    let db = Db::open_in_folder(&folder).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("早"));
    db.close().await;
    let old = Db::open_in_folder(&aside).await.unwrap();
    assert_eq!(found(&old, "greeting").await.as_deref(), Some("晚"));

    // The same again within the same second takes another name.
    let again = restore(options()).await.unwrap();
    assert_eq!(again.replaced, Some(folder.join("replaced-20260301093005-2")));
}

#[tokio::test]
async fn a_damaged_store_is_replaced_by_its_backup() {
    let temp = tempfile::tempdir().unwrap();
    let (folder, backup) = (temp.path().join("data"), temp.path().join("backup"));
    let db = Db::open_in_folder(&folder).await.unwrap();
    put(&db, "greeting", "早").await.unwrap();
    db.backup(&backup, None, |_| {}).await.unwrap();
    db.close().await;
    fs::write(folder.join(DATABASE_FILE), b"rubbish".repeat(1000)).unwrap();
    assert!(Db::open_in_folder(&folder).await.is_err());
    let restored = restore(RestoreOptions::new(&backup, &folder).key(IN_FILE)).await.unwrap();
    let kept = fs::read(restored.replaced.unwrap().join(DATABASE_FILE)).unwrap();
    assert!(kept.starts_with(b"rubbish"));
    let db = Db::open_in_folder(&folder).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("早"));
}

#[tokio::test]
async fn an_altered_backup_touches_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let (folder, backup) = (temp.path().join("data"), temp.path().join("backup"));
    let db = Db::open_in_folder(&folder).await.unwrap();
    db.backup(&backup, None, |_| {}).await.unwrap();
    put(&db, "greeting", "晚").await.unwrap();
    db.close().await;
    let names = |folder: &Path| {
        let mut names: Vec<_> =
            fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        names.sort();
        names
    };
    let before = names(&folder);
    let path = backup.join(DATABASE_FILE);
    let whole = fs::read(&path).unwrap();

    let mut altered = whole.clone();
    altered[5000] ^= 1;
    fs::write(&path, altered).unwrap();
    let options = || RestoreOptions::new(&backup, &folder).key(IN_FILE);
    assert!(matches!(restore(options()).await.unwrap_err(), BackupError::Altered { .. }));

    fs::write(&path, &whole).unwrap();
    let manifest = fs::read_to_string(backup.join(MANIFEST_FILE)).unwrap();
    let newer = manifest.replace(&format!("schema = {}", hongyan_store::schema_version()), "schema = 9999");
    fs::write(backup.join(MANIFEST_FILE), newer).unwrap();
    assert!(matches!(restore(options()).await.unwrap_err(), BackupError::Newer { file: 9999, .. }));
    fs::write(backup.join(MANIFEST_FILE), "rubbish").unwrap();
    assert!(matches!(restore(options()).await.unwrap_err(), BackupError::Unreadable { .. }));
    fs::remove_file(backup.join(MANIFEST_FILE)).unwrap();
    assert!(matches!(restore(options()).await.unwrap_err(), BackupError::Io { .. }));

    assert_eq!(names(&folder), before);
    let db = Db::open_in_folder(&folder).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("晚"));
}

#[tokio::test]
async fn a_restore_that_was_cut_short_is_refused_and_can_be_repeated() {
    let temp = tempfile::tempdir().unwrap();
    let (folder, backup) = (temp.path().join("data"), temp.path().join("backup"));
    let db = Db::open_in_folder(&folder).await.unwrap();
    put(&db, "greeting", "早").await.unwrap();
    db.backup(&backup, None, |_| {}).await.unwrap();
    db.close().await;
    // As a power cut leaves it between the moves: the old store aside, the new one not yet in place.
    fs::create_dir(folder.join("replaced-20260101000000")).unwrap();
    for name in [DATABASE_FILE, KEY_FILE, HEADER_FILE] {
        fs::rename(folder.join(name), folder.join("replaced-20260101000000").join(name)).unwrap();
    }
    fs::copy(backup.join(DATABASE_FILE), folder.join("hongyan.db.restoring")).unwrap();
    assert!(matches!(Db::open_in_folder(&folder).await.err(), Some(OpenError::RestoreUnfinished { .. })));
    assert!(examine(&OpenOptions::new(&folder)).await.contains(&Finding::RestoreUnfinished));
    restore(RestoreOptions::new(&backup, &folder).key(IN_FILE)).await.unwrap();
    let db = Db::open_in_folder(&folder).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("早"));
}

#[tokio::test]
async fn a_backup_that_fails_leaves_nothing() {
    let temp = tempfile::tempdir().unwrap();
    let db = Db::open_in_folder(temp.path().join("data")).await.unwrap();
    let taken = temp.path().join("taken");
    fs::create_dir(&taken).unwrap();
    assert!(matches!(db.backup(&taken, None, |_| {}).await.unwrap_err(), BackupError::Exists { .. }));
    let under_a_file = temp.path().join("data").join(KEY_FILE).join("backup");
    assert!(matches!(db.backup(&under_a_file, None, |_| {}).await.unwrap_err(), BackupError::Io { .. }));
    let last = setting::read(&mut db.read().await.unwrap(), &LAST_BACKUP).await.unwrap();
    assert_eq!(last, None);
}

#[tokio::test]
async fn doctor_knows_when_the_last_backup_was() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("data");
    let clock = Arc::new(ManualClock::at(UnixMillis(1_772_328_600_000)));
    let options = || OpenOptions::new(&folder).key(IN_FILE).clock(Arc::<ManualClock>::clone(&clock));
    let db = Db::open(options()).await.unwrap();
    assert!(examine(&options()).await.contains(&Finding::Backup { age: None }));
    db.backup(&temp.path().join("backup"), None, |_| {}).await.unwrap();
    let days = std::time::Duration::from_secs(8 * 24 * 3600);
    clock.advance(days);
    let findings = examine(&options()).await;
    assert!(findings.contains(&Finding::Backup { age: Some(days) }), "{findings:?}");
    assert_eq!(Manifest::read(&temp.path().join("backup")).unwrap().created_at, 1_772_328_600_000);
}
