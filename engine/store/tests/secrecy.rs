//! Nothing readable leaves the store: not in its files, not in backups, and the key not in any log.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::fmt::{self, Write as _};
use std::fs;
use std::path::Path;
use std::sync::Mutex;

use common::{found, put};
use hongyan_store::{Db, KEY_FILE, MANIFEST_FILE};
use tracing::field::{Field, Visit};
use tracing::span;

/// Keeps every event and span of every level, whoever speaks.
struct Ear;

static HEARD: Mutex<String> = Mutex::new(String::new());

struct Pen<'a>(&'a mut String);

impl Visit for Pen<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        writeln!(self.0, "{field}={value:?}").unwrap();
    }
}

impl tracing::Subscriber for Ear {
    fn enabled(&self, _: &tracing::Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &span::Attributes<'_>) -> span::Id {
        span.record(&mut Pen(&mut HEARD.lock().unwrap()));
        span::Id::from_u64(1)
    }
    fn record(&self, _: &span::Id, values: &span::Record<'_>) {
        values.record(&mut Pen(&mut HEARD.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &span::Id, _: &span::Id) {}
    fn event(&self, event: &tracing::Event<'_>) {
        let mut heard = HEARD.lock().unwrap();
        writeln!(heard, "{}", event.metadata().target()).unwrap();
        event.record(&mut Pen(&mut heard));
    }
    fn enter(&self, _: &span::Id) {}
    fn exit(&self, _: &span::Id) {}
}

fn holds(folder: &Path, needle: &[u8]) -> Vec<String> {
    let mut holders = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            holders.extend(holds(&entry.path(), needle));
        } else if fs::read(entry.path()).unwrap().windows(needle.len()).any(|window| window == needle) {
            holders.push(entry.file_name().into_string().unwrap());
        }
    }
    holders
}

#[tokio::test]
async fn nothing_readable_leaves_the_store() {
    const NAMES: [&[u8]; 5] =
        [b"SQLite format 3", "春江花月夜".as_bytes(), b"13800138000", b"CREATE TABLE", b"setting"];
    tracing::subscriber::set_global_default(Ear).unwrap();
    let temp = tempfile::tempdir().unwrap();
    let folder = temp.path().join("data");
    let db = Db::open_in_folder(&folder).await.unwrap();
    put(&db, "poem", &"春江花月夜 13800138000 ".repeat(2000)).await.unwrap();
    assert!(folder.join("hongyan.db-wal").exists(), "the log is there to be searched");
    for name in NAMES {
        assert_eq!(
            holds(&folder, name),
            Vec::<String>::new(),
            "while open: {}",
            String::from_utf8_lossy(name)
        );
    }
    db.backup(&folder.join("backup"), None, |_| {}).await.unwrap();
    assert!(found(&db, "poem").await.is_some());
    db.close().await;
    for name in NAMES {
        // A manifest tells how many rows each table has.
        let holders = holds(&folder, name);
        assert!(holders.iter().all(|file| file == MANIFEST_FILE && name == b"setting"), "{holders:?}");
    }

    let key = fs::read_to_string(folder.join(KEY_FILE)).unwrap();
    let key = key.trim();
    assert_eq!(key.len(), 64);
    assert_eq!(holds(&folder, key.as_bytes()), [KEY_FILE]);
    let heard = HEARD.lock().unwrap();
    assert!(heard.contains("migrated the store"), "the ear works");
    assert!(!heard.to_lowercase().contains(&key.to_lowercase()[..16]));
    assert!(!heard.contains("春江花月夜"));
}
