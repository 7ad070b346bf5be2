//! A store of every released schema opens with this program, keeps its rows and ends with today's schema.
#![allow(clippy::unwrap_used, reason = "tests")]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use common::{copy_folder, enter};
use hongyan_store::{Db, OpenOptions, schema_version};
use sqlx::Connection as _;

#[derive(PartialEq, Debug)]
struct Contents {
    rows: BTreeMap<String, i64>,
    schema: Vec<(String, String)>,
}

async fn contents(folder: &Path) -> Contents {
    let mut connection = enter(folder).await;
    let schema: Vec<(String, String)> = sqlx::query_as(
        "SELECT name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite%' ORDER BY name",
    )
    .fetch_all(&mut connection)
    .await
    .unwrap();
    let schema: Vec<(String, String)> =
        schema.into_iter().map(|(name, sql)| (name, without_comments(&sql))).collect();
    let mut rows = BTreeMap::new();
    for (table, sql) in &schema {
        if sql.starts_with("CREATE TABLE") {
            let statement = sqlx::AssertSqlSafe(format!("SELECT count(*) FROM \"{table}\""));
            rows.insert(
                table.clone(),
                sqlx::query_scalar(statement).fetch_one(&mut connection).await.unwrap(),
            );
        }
    }
    let orphans = sqlx::query("PRAGMA foreign_key_check").fetch_all(&mut connection).await.unwrap();
    assert!(orphans.is_empty());
    connection.close().await.unwrap();
    Contents { rows, schema }
}

/// SQLite keeps a statement as it was written; its words alone matter.
fn without_comments(sql: &str) -> String {
    let words = sql.lines().flat_map(|line| line.split("--").next().unwrap_or_default().split_whitespace());
    words.collect::<Vec<_>>().join(" ")
}

#[tokio::test]
async fn a_store_of_every_released_schema_opens() {
    let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/fixtures/store");
    let temp = tempfile::tempdir().unwrap();
    let new = temp.path().join("new");
    Db::open_in_folder(&new).await.unwrap().close().await;
    let today = contents(&new).await;

    let mut newest = 0;
    for entry in fs::read_dir(fixtures).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        let Some(version) = name.strip_prefix('v').and_then(|version| version.parse::<usize>().ok()) else {
            continue;
        };
        newest = newest.max(version);
        let folder = temp.path().join(&name);
        copy_folder(&entry.path(), &folder);
        let before = contents(&folder).await;
        assert!(before.rows.values().all(|count| *count > 0), "{name} has rows everywhere");
        Db::open(OpenOptions::new(&folder).create(false)).await.unwrap().close().await;
        let after = contents(&folder).await;
        for (table, count) in before.rows {
            assert!(after.rows[&table] >= count, "{name}: rows of {table}");
        }
        assert_eq!(
            after.schema, today.schema,
            "{name} does not come to today's schema: a released migration was changed. Put it back and add a new one; \
             if the schema was never released, remove the fixture and run `cargo run -p hongyan-store --example make_fixture`"
        );
    }
    assert_eq!(
        newest,
        schema_version(),
        "`cargo run -p hongyan-store --example make_fixture` makes the newest fixture"
    );
}
