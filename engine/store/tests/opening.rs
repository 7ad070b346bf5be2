//! Opening: every way in which a folder, a key or a file can be wrong is told apart, and nothing is lost by trying.
#![allow(clippy::unwrap_used, clippy::panic, reason = "tests")]

mod common;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use common::{MemoryKeychain, found, meddle, put};
use hongyan_store::{
    DATABASE_FILE, Db, Fault, Finding, HEADER_FILE, KEY_FILE, KeyChoice, KeyError, KeySource, OpenError,
    OpenOptions, Passphrase, Severity, StoreKey, examine, schema_version,
};
use tempfile::TempDir;

async fn folder_with_store() -> (TempDir, PathBuf) {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("data");
    let db = Db::open_in_folder(&folder).await.unwrap();
    put(&db, "greeting", "您好").await.unwrap();
    db.close().await;
    (temp, folder)
}

async fn refusal(options: OpenOptions) -> OpenError {
    match Db::open(options).await {
        Ok(_) => panic!("the store opened"),
        Err(error) => error,
    }
}

async fn codes(folder: &Path) -> Vec<(&'static str, Severity)> {
    let options = OpenOptions::new(folder);
    examine(&options).await.iter().map(|finding| (finding.code(), finding.severity())).collect()
}

async fn worst(folder: &Path) -> Vec<&'static str> {
    codes(folder)
        .await
        .into_iter()
        .filter(|(_, severity)| *severity == Severity::Broken)
        .map(|(code, _)| code)
        .collect()
}

#[tokio::test]
async fn a_store_that_was_closed_leaves_no_log() {
    for _ in 0..10 {
        let (_temp, folder) = folder_with_store().await;
        let db = Db::open_in_folder(&folder).await.unwrap();
        put(&db, "greeting", "晚安").await.unwrap();
        let (one, two) = (db.read().await.unwrap(), db.read().await.unwrap());
        drop((one, two));
        db.close().await;
        assert!(!folder.join("hongyan.db-wal").exists());
    }
}

#[tokio::test]
async fn a_store_opens_again() {
    let (_temp, folder) = folder_with_store().await;
    let db = Db::open(OpenOptions::new(&folder).create(false)).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("您好"));
    assert!(db.repaired().is_empty());
    assert_eq!(worst(&folder).await, Vec::<&str>::new());
}

#[tokio::test]
async fn a_second_engine_is_told_who_has_the_folder() {
    let (_temp, folder) = folder_with_store().await;
    let db = Db::open_in_folder(&folder).await.unwrap();
    let error = refusal(OpenOptions::new(&folder)).await;
    assert!(
        matches!(error, OpenError::InUse { pid: Some(pid), .. } if pid == std::process::id()),
        "{error:?}"
    );
    assert!(
        codes(&folder).await.contains(&("store_in_use", Severity::Fine)),
        "doctor works beside an engine"
    );
    db.close().await;
    Db::open_in_folder(&folder).await.unwrap();
}

#[tokio::test]
async fn a_missing_store_is_not_made_when_not_wanted() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("none");
    assert!(matches!(refusal(OpenOptions::new(&folder).create(false)).await, OpenError::Missing { .. }));
    assert!(!folder.exists());
}

#[tokio::test]
async fn a_folder_that_cannot_be_made_is_named() {
    let temp = tempfile::tempdir().unwrap();
    fs::write(temp.path().join("file"), b"").unwrap();
    let folder = temp.path().join("file").join("data");
    let error = refusal(OpenOptions::new(&folder)).await;
    assert!(matches!(&error, OpenError::Folder { path, .. } if *path == folder), "{error:?}");
    assert_eq!(worst(&folder).await, ["folder_closed"]);
}

#[tokio::test]
async fn a_newer_file_is_refused_and_left_alone() {
    let (_temp, folder) = folder_with_store().await;
    let newer = schema_version() + 1;
    meddle(&folder, &format!("PRAGMA user_version = {newer}")).await;
    let error = refusal(OpenOptions::new(&folder)).await;
    assert!(
        matches!(error, OpenError::NewerFile { file, program } if file == newer && program == schema_version()),
        "{error:?}"
    );
    assert_eq!(worst(&folder).await, ["schema"]);
    meddle(&folder, &format!("PRAGMA user_version = {}", schema_version())).await;
    let db = Db::open_in_folder(&folder).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("您好"));
}

#[tokio::test]
async fn another_key_is_a_wrong_key_and_not_damage() {
    let (_temp, folder) = folder_with_store().await;
    let right = fs::read(folder.join(KEY_FILE)).unwrap();
    fs::write(folder.join(KEY_FILE), "5a".repeat(32)).unwrap();
    let error = refusal(OpenOptions::new(&folder)).await;
    let other = StoreKey::from_hex(&"5a".repeat(32)).unwrap().fingerprint();
    assert!(matches!(&error, OpenError::WrongKey { found, .. } if *found == other), "{error:?}");
    assert_eq!(error.code(), "store_wrong_key");
    assert_eq!(worst(&folder).await, ["store_wrong_key"]);
    fs::write(folder.join(KEY_FILE), right).unwrap();
    Db::open_in_folder(&folder).await.unwrap();
}

#[tokio::test]
async fn a_lost_or_unreadable_key_is_told_and_never_replaced() {
    let (_temp, folder) = folder_with_store().await;
    let right = fs::read(folder.join(KEY_FILE)).unwrap();
    fs::write(folder.join(KEY_FILE), "not a key").unwrap();
    assert!(matches!(
        refusal(OpenOptions::new(&folder)).await,
        OpenError::Key(KeyError::Malformed { path, .. }) if path == folder.join(KEY_FILE)
    ));
    fs::remove_file(folder.join(KEY_FILE)).unwrap();
    assert!(matches!(refusal(OpenOptions::new(&folder)).await, OpenError::Key(KeyError::FileMissing { .. })));
    assert_eq!(worst(&folder).await, ["key_file_missing"]);
    assert!(!folder.join(KEY_FILE).exists());
    fs::write(folder.join(KEY_FILE), right).unwrap();

    let header = fs::read(folder.join(HEADER_FILE)).unwrap();
    fs::remove_file(folder.join(HEADER_FILE)).unwrap();
    assert!(matches!(
        refusal(OpenOptions::new(&folder)).await,
        OpenError::Key(KeyError::HeaderMissing { .. })
    ));
    fs::write(folder.join(HEADER_FILE), "format = 99").unwrap();
    assert!(matches!(refusal(OpenOptions::new(&folder)).await, OpenError::Key(KeyError::Malformed { .. })));
    fs::write(folder.join(HEADER_FILE), header).unwrap();
    Db::open_in_folder(&folder).await.unwrap();
}

#[tokio::test]
async fn a_store_behind_a_passphrase_opens_with_it_alone() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path();
    let options = || OpenOptions::new(folder).passphrase(Passphrase::new("春风十里"));
    let db = Db::open(options()).await.unwrap();
    put(&db, "greeting", "您好").await.unwrap();
    db.close().await;
    assert!(!folder.join(KEY_FILE).exists());

    assert!(matches!(refusal(OpenOptions::new(folder)).await, OpenError::Key(KeyError::PassphraseNeeded)));
    let wrong = OpenOptions::new(folder).passphrase(Passphrase::new("春风百里"));
    assert!(matches!(refusal(wrong).await, OpenError::Key(KeyError::WrongPassphrase)));
    assert!(codes(folder).await.contains(&("key_locked", Severity::Fine)));
    let db = Db::open(options()).await.unwrap();
    assert_eq!(found(&db, "greeting").await.as_deref(), Some("您好"));
}

#[tokio::test]
async fn a_keychain_keeps_the_key_where_there_is_one() {
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path();
    let keychain = Arc::new(MemoryKeychain::default());
    let options = || OpenOptions::new(folder).keychain(Arc::<MemoryKeychain>::clone(&keychain));
    Db::open(options()).await.unwrap().close().await;
    assert!(!folder.join(KEY_FILE).exists());
    assert_eq!(keychain.keys.lock().unwrap().len(), 1);
    Db::open(options()).await.unwrap().close().await;

    *keychain.locked.lock().unwrap() = true;
    assert!(matches!(refusal(options()).await, OpenError::Key(KeyError::Keychain(_))));
    *keychain.locked.lock().unwrap() = false;
    keychain.keys.lock().unwrap().clear();
    assert!(matches!(refusal(options()).await, OpenError::Key(KeyError::NotInKeychain { .. })));
}

#[tokio::test]
async fn without_a_keychain_the_key_goes_into_a_closed_file() {
    let temp = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    *keychain.locked.lock().unwrap() = true;
    let options = |folder: &Path| OpenOptions::new(folder).keychain(Arc::<MemoryKeychain>::clone(&keychain));
    let folder = temp.path().join("a");
    Db::open(options(&folder)).await.unwrap().close().await;
    assert!(folder.join(KEY_FILE).exists());
    Db::open(options(&folder)).await.unwrap();

    let strict = temp.path().join("b");
    let error = refusal(options(&strict).key(KeyChoice::Exactly(KeySource::Keychain))).await;
    assert!(matches!(error, OpenError::Key(KeyError::Keychain(_))));
    assert!(!strict.join(DATABASE_FILE).exists());
}

#[cfg(unix)]
#[tokio::test]
async fn files_that_others_can_read_are_closed_and_told() {
    use std::os::unix::fs::PermissionsExt as _;
    let (_temp, folder) = folder_with_store().await;
    let path = folder.join(KEY_FILE);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    fs::set_permissions(&path, fs::Permissions::from_mode(0o644)).unwrap();
    assert!(codes(&folder).await.contains(&("loose_file", Severity::Warning)));
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o644, "doctor only looks");
    let db = Db::open_in_folder(&folder).await.unwrap();
    assert_eq!(db.repaired(), [Finding::LooseFile { path: path.clone(), mode: 0o644, fixed: true }]);
    assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
}

#[tokio::test]
async fn a_vanished_database_is_not_begun_anew() {
    let (_temp, folder) = folder_with_store().await;
    fs::write(folder.join(DATABASE_FILE), b"").unwrap();
    assert!(matches!(refusal(OpenOptions::new(&folder)).await, OpenError::Vanished { .. }));
    fs::remove_file(folder.join(DATABASE_FILE)).unwrap();
    assert!(matches!(refusal(OpenOptions::new(&folder)).await, OpenError::Vanished { .. }));
    assert_eq!(worst(&folder).await, ["store_vanished"]);
}

#[tokio::test]
async fn a_first_start_that_was_cut_short_can_be_repeated() {
    let (_temp, folder) = folder_with_store().await;
    let header = fs::read_to_string(folder.join(HEADER_FILE)).unwrap();
    fs::write(folder.join(HEADER_FILE), header.replace("complete = true", "complete = false")).unwrap();
    fs::remove_file(folder.join(DATABASE_FILE)).unwrap();
    let db = Db::open_in_folder(&folder).await.unwrap();
    assert_eq!(found(&db, "greeting").await, None);
    assert_eq!(fs::read_to_string(folder.join(HEADER_FILE)).unwrap(), header);
}

#[tokio::test]
async fn damage_is_told_from_a_wrong_key_and_the_file_is_left_alone() {
    let (_temp, folder) = folder_with_store().await;
    let path = folder.join(DATABASE_FILE);
    let whole = fs::read(&path).unwrap();
    let mut head = whole.clone();
    head[100] ^= 1;
    for damaged in [head, whole[..1000].to_vec(), b"not a database at all".repeat(400)] {
        fs::write(&path, &damaged).unwrap();
        let error = refusal(OpenOptions::new(&folder)).await;
        assert!(matches!(error, OpenError::Damaged { .. }), "{error:?}");
        assert_eq!(worst(&folder).await, ["store_damaged"]);
        assert!(fs::read(&path).unwrap() == damaged, "a damaged file is evidence and perhaps half a rescue");
    }
    fs::write(&path, &whole).unwrap();
    Db::open_in_folder(&folder).await.unwrap();
}

#[tokio::test]
async fn damage_inside_stops_the_store_for_good() {
    let (_temp, folder) = folder_with_store().await;
    meddle(
        &folder,
        "INSERT INTO setting SELECT 'filler-' || value, json_quote(hex(zeroblob(1000))), 0
         FROM (WITH RECURSIVE n (value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM n LIMIT 500) SELECT value FROM n)",
    )
    .await;
    let path = folder.join(DATABASE_FILE);
    let mut octets = fs::read(&path).unwrap();
    let later = octets.len() / 2;
    octets[later..].fill(0x55);
    fs::write(&path, octets).unwrap();

    // One finding for each place that the check complains about.
    let found = worst(&folder).await;
    assert!(!found.is_empty() && found.iter().all(|code| *code == "store_damaged"), "{found:?}");
    let db = Db::open_in_folder(&folder).await.unwrap();
    let mut read = Ok(None);
    for no in 0..500 {
        let key = hongyan_store::setting::Key::<String>::new(format!("filler-{no}").leak());
        read = hongyan_store::setting::read(&mut db.read().await.unwrap(), &key).await;
        if read.is_err() {
            break;
        }
    }
    assert_eq!(read.as_ref().unwrap_err().fault(), Some(Fault::Corrupt), "{read:?}");
    let error = db
        .write(|tx| {
            Box::pin(async move {
                for no in 0..500 {
                    let key: &'static str = format!("filler-{no}").leak();
                    hongyan_store::setting::clear(tx, &hongyan_store::setting::Key::<String>::new(key))
                        .await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap_err();
    assert_eq!(error.fault(), Some(Fault::Corrupt), "{error:?}");
    assert_eq!(put(&db, "after", "x").await.unwrap_err().fault(), Some(Fault::Corrupt));
    db.probe().await.unwrap();
    assert_eq!(
        put(&db, "after", "x").await.unwrap_err().fault(),
        Some(Fault::Corrupt),
        "a probe does not heal damage"
    );
}
