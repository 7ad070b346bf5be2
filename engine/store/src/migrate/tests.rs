//! Each step of the schema is taken with rows in the tables, as it will be on a person's machine.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sqlx::ConnectOptions as _;
use sqlx::sqlite::SqliteConnectOptions;

use super::*;

fn rows_of(number: usize) -> String {
    let path = fixtures().join("rows").join(format!("{number:04}.sql"));
    fs::read_to_string(&path).unwrap_or_else(|error| {
        panic!("{}: {error}: a migration comes with rows for its tables", path.display())
    })
}

fn fixtures() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/store")
}

async fn fresh() -> Conn {
    Conn::new(SqliteConnectOptions::new().in_memory(true).connect().await.unwrap())
}

async fn run(conn: &mut Conn, statements: String) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(statements)).execute(conn.sql()).await.unwrap();
}

async fn counts(conn: &mut Conn) -> BTreeMap<String, i64> {
    let tables: Vec<String> =
        sqlx::query_scalar("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
            .fetch_all(conn.sql())
            .await
            .unwrap();
    let mut counts = BTreeMap::new();
    for table in tables {
        let statement = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM \"{table}\""));
        counts.insert(table, sqlx::query_scalar(statement).fetch_one(conn.sql()).await.unwrap());
    }
    counts
}

/// The schema as SQLite keeps it, by name.
async fn schema(conn: &mut Conn) -> Vec<(String, String)> {
    sqlx::query_as(
        "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .fetch_all(conn.sql())
    .await
    .unwrap()
}

async fn is_whole(conn: &mut Conn) {
    let check: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(conn.sql()).await.unwrap();
    assert_eq!(check, "ok");
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(conn.sql()).await.unwrap();
    assert!(orphans.is_empty());
}

#[tokio::test]
async fn every_step_is_taken_with_rows_in_the_tables() {
    let mut conn = fresh().await;
    let mut before = BTreeMap::new();
    for migration in MIGRATIONS {
        apply(&mut conn, migration.number - 1, migration.number, UnixMillis(7)).await.unwrap();
        assert_eq!(version_of(&mut conn).await.unwrap(), migration.number);
        let after = counts(&mut conn).await;
        for (table, count) in &before {
            assert!(after[table] >= *count, "{} lost rows of {table}", migration.subject);
        }
        run(&mut conn, rows_of(migration.number)).await;
        before = counts(&mut conn).await;
        for (table, count) in &before {
            assert!(*count > 0, "rows/{:04}.sql has no row for {table}", migration.number);
        }
        is_whole(&mut conn).await;
    }
    assert_eq!(before["migration"], i64::try_from(MIGRATIONS.len()).unwrap());
}

#[tokio::test]
async fn a_store_of_any_version_comes_to_the_same_schema() {
    let mut straight = fresh().await;
    apply(&mut straight, 0, schema_version(), UnixMillis(7)).await.unwrap();
    let expected = schema(&mut straight).await;
    for stop in 1..schema_version() {
        let mut conn = fresh().await;
        for number in 1..=stop {
            apply(&mut conn, number - 1, number, UnixMillis(7)).await.unwrap();
            run(&mut conn, rows_of(number)).await;
        }
        let before = counts(&mut conn).await;
        apply(&mut conn, stop, schema_version(), UnixMillis(8)).await.unwrap();
        assert_eq!(schema(&mut conn).await, expected, "from version {stop}");
        let after = counts(&mut conn).await;
        assert!(before.iter().all(|(table, count)| after[table] >= *count), "from version {stop}");
        is_whole(&mut conn).await;
    }
}

#[tokio::test]
async fn a_step_that_fails_leaves_the_version_before_it() {
    let mut conn = fresh().await;
    apply(&mut conn, 0, 1, UnixMillis(7)).await.unwrap();
    run(&mut conn, "CREATE TABLE contact_group (in_the_way INTEGER)".to_owned()).await;
    let before = schema(&mut conn).await;
    assert!(apply(&mut conn, 1, schema_version(), UnixMillis(7)).await.is_err());
    assert_eq!(version_of(&mut conn).await.unwrap(), 1);
    assert_eq!(schema(&mut conn).await, before);
    run(&mut conn, "DROP TABLE contact_group".to_owned()).await;
    apply(&mut conn, 1, schema_version(), UnixMillis(7)).await.unwrap();
}
