//! The schema's versions: `migrations/sqlite/NNNN_subject.sql`, embedded, applied in order, each in a transaction.
//!
//! `PRAGMA user_version` is the number of the last one applied. Migrations only add; a released file never changes.

use hongyan_domain::{UnixMillis, VERSION};

use crate::conn::Conn;
use crate::error::StoreError;

/// One step of the schema.
#[derive(Clone, Copy, Debug)]
pub struct Migration {
    /// Its place, from 1 without gaps.
    pub number: usize,
    /// What it adds, from its file name.
    pub subject: &'static str,
    /// Its statements.
    pub sql: &'static str,
}

/// Every step this program knows, oldest first (the build script lists the folder).
pub const MIGRATIONS: &[Migration] = include!(concat!(env!("OUT_DIR"), "/migrations.rs"));

/// `HONG`: tells a Hongyan store from any other database that the key opens.
const APPLICATION_ID: i64 = 0x484F_4E47;

/// The schema version that this program writes.
#[must_use]
pub fn schema_version() -> usize {
    MIGRATIONS.len()
}

/// The schema version that a file has; 0 for a new one.
pub(crate) async fn version_of(conn: &mut Conn) -> Result<usize, StoreError> {
    let version: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("read the schema version"))?;
    Ok(usize::try_from(version).unwrap_or(usize::MAX))
}

/// When the store was made.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn made_at(conn: &mut Conn) -> Result<UnixMillis, StoreError> {
    let at: Option<i64> = sqlx::query_scalar("SELECT min(applied_at) FROM migration")
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("read when the store was made"))?;
    Ok(UnixMillis(at.unwrap_or(0)))
}

/// Applies the steps after `from`, up to and including number `to`.
pub(crate) async fn apply(
    conn: &mut Conn,
    from: usize,
    to: usize,
    now: UnixMillis,
) -> Result<(), StoreError> {
    for migration in MIGRATIONS.iter().filter(|step| step.number > from && step.number <= to) {
        conn.run("BEGIN IMMEDIATE", "begin a migration").await?;
        if let Err(error) = apply_one(conn, migration, now).await {
            if let Err(undo) = conn.run("ROLLBACK", "undo a migration").await {
                tracing::debug!(%undo, "no transaction to roll back");
            }
            return Err(error);
        }
        tracing::info!(number = migration.number, subject = migration.subject, "migrated the store");
    }
    Ok(())
}

async fn apply_one(conn: &mut Conn, migration: &Migration, now: UnixMillis) -> Result<(), StoreError> {
    let doing = "apply a migration";
    sqlx::raw_sql(migration.sql).execute(conn.sql()).await.map_err(StoreError::doing(doing))?;
    let number = i64::try_from(migration.number).unwrap_or(i64::MAX);
    sqlx::query("INSERT INTO migration (number, subject, program, applied_at) VALUES ($1, $2, $3, $4)")
        .bind(number)
        .bind(migration.subject)
        .bind(VERSION)
        .bind(now.0)
        .execute(conn.sql())
        .await
        .map_err(StoreError::doing(doing))?;
    // A pragma takes no parameters; both values are numbers of ours.
    let marks = format!("PRAGMA user_version = {number}; PRAGMA application_id = {APPLICATION_ID}");
    sqlx::raw_sql(sqlx::AssertSqlSafe(marks)).execute(conn.sql()).await.map_err(StoreError::doing(doing))?;
    conn.run("COMMIT", "commit a migration").await
}

#[cfg(test)]
mod tests;
