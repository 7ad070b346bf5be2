//! Makes the fixture of the present schema: `cargo run -p hongyan-store --example make_fixture`.
//!
//! An encrypted store as this program leaves it, with the rows of `tests/fixtures/store/rows`, in
//! `tests/fixtures/store/v<schema>`. Run it once for each released schema and never again for that one.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a developer's tool")]

use std::fs;
use std::path::Path;
use std::sync::Arc;

use hongyan_domain::{ManualClock, UnixMillis};
use hongyan_store::{DATABASE_FILE, Db, KEY_FILE, KeyChoice, KeySource, OpenOptions, schema_version};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions as _, Connection as _};

#[tokio::main(flavor = "current_thread")]
async fn main() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/store");
    let folder = fixtures.join(format!("v{}", schema_version()));
    assert!(!folder.exists(), "{} exists: a released fixture never changes", folder.display());
    let clock = Arc::new(ManualClock::at(UnixMillis(1_772_328_600_000)));
    let options = OpenOptions::new(&folder).key(KeyChoice::Exactly(KeySource::File)).clock(clock);
    Db::open(options).await.unwrap().close().await;

    let key = fs::read_to_string(folder.join(KEY_FILE)).unwrap();
    let mut connection = SqliteConnectOptions::new()
        .filename(folder.join(DATABASE_FILE))
        .pragma("key", format!("\"x'{}'\"", key.trim()))
        .connect()
        .await
        .unwrap();
    for number in 1..=schema_version() {
        let rows = fs::read_to_string(fixtures.join("rows").join(format!("{number:04}.sql"))).unwrap();
        sqlx::raw_sql(sqlx::AssertSqlSafe(rows)).execute(&mut connection).await.unwrap();
    }
    connection.close().await.unwrap();
    for left_over in ["engine.lock", "engine.pid"] {
        fs::remove_file(folder.join(left_over)).unwrap();
    }
    println!("{}", folder.display());
}
