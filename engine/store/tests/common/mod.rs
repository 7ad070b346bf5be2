//! What the tests of the store share: a keychain in memory, and a way into the file past the engine.
#![allow(dead_code, reason = "each test binary uses its own part")]
#![allow(clippy::unwrap_used, unreachable_pub, reason = "helpers of tests")]

use std::collections::HashMap;
use std::path::Path;
use std::sync::Mutex;

use hongyan_domain::UnixMillis;
use hongyan_store::setting::{self, Key};
use hongyan_store::{Db, Keychain, KeychainFault, StoreError, StoreKey};
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _};

/// A keychain that lives as long as the test; `locked` makes it refuse.
#[derive(Default)]
pub struct MemoryKeychain {
    pub keys: Mutex<HashMap<String, StoreKey>>,
    pub locked: Mutex<bool>,
}

impl MemoryKeychain {
    fn open(&self) -> Result<(), KeychainFault> {
        if *self.locked.lock().unwrap() {
            return Err(KeychainFault::Unavailable { message: "locked".into() });
        }
        Ok(())
    }
}

impl Keychain for MemoryKeychain {
    fn load(&self, name: &str) -> Result<Option<StoreKey>, KeychainFault> {
        self.open()?;
        Ok(self.keys.lock().unwrap().get(name).cloned())
    }

    fn save(&self, name: &str, key: &StoreKey) -> Result<(), KeychainFault> {
        self.open()?;
        self.keys.lock().unwrap().insert(name.to_owned(), key.clone());
        Ok(())
    }
}

pub async fn put(db: &Db, key: &'static str, value: &str) -> Result<(), StoreError> {
    let value = value.to_owned();
    db.write(move |tx| {
        Box::pin(async move { setting::write(tx, &Key::new(key), &value, UnixMillis(0)).await })
    })
    .await
}

pub async fn found(db: &Db, key: &'static str) -> Option<String> {
    setting::read(&mut db.read().await.unwrap(), &Key::new(key)).await.unwrap()
}

/// Runs statements on the closed store of a folder whose key is in a file.
pub async fn meddle(folder: &Path, statements: &str) {
    let mut connection = enter(folder).await;
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements.to_owned())).execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
}

/// Opens the database of a folder whose key is in a file.
pub async fn enter(folder: &Path) -> SqliteConnection {
    let key = std::fs::read_to_string(folder.join(hongyan_store::KEY_FILE)).unwrap();
    SqliteConnectOptions::new()
        .filename(folder.join(hongyan_store::DATABASE_FILE))
        .pragma("key", format!("\"x'{}'\"", key.trim()))
        .connect()
        .await
        .unwrap()
}

/// Copies a folder with its files.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}
