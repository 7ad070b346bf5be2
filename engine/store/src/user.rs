//! Who may come in: the accounts with their hashed passwords and how often a wrong one was given.

use hongyan_domain::UnixMillis;
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::row::small;
use crate::{Conn, StoreError, Tx};

/// An account.
#[derive(Clone, PartialEq, Eq)]
pub struct UserRow {
    /// Its id everywhere.
    pub uid: String,
    /// The name to log in with.
    pub login: String,
    /// The name to show.
    pub name: String,
    /// The password's hash, a PHC string.
    pub password: String,
    /// Wrong passwords in a row.
    pub failures: u32,
    /// No password is looked at before.
    pub locked_until: Option<UnixMillis>,
}

/// Never shows the hash.
impl std::fmt::Debug for UserRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("UserRow").field("uid", &self.uid).field("login", &self.login).finish_non_exhaustive()
    }
}

/// The account of a new installation, which cannot be logged in to, becomes the administrator's.
///
/// Answers whether it did: `false` when somebody was faster.
///
/// # Errors
/// As any write.
pub async fn create_administrator(
    tx: &mut Tx,
    login: &str,
    name: &str,
    password: &str,
    now: UnixMillis,
) -> Result<bool, StoreError> {
    sqlx::query(
        "UPDATE user SET login = $2, name = $3, password = $4, role = 'administrator', failures = 0,
                locked_until = NULL, updated_at = $5, version = version + 1
          WHERE uid = $1 AND NOT EXISTS (SELECT 1 FROM user WHERE login IS NOT NULL)",
    )
    .bind(LOCAL)
    .bind(login.to_owned())
    .bind(name.to_owned())
    .bind(password.to_owned())
    .bind(now.0)
    .execute(tx.sql())
    .await
    .map(|done| done.rows_affected() > 0)
    .map_err(StoreError::doing("create the administrator"))
}

/// The administrator, once there is one.
///
/// # Errors
/// As any read.
pub async fn administrator(conn: &mut Conn) -> Result<Option<UserRow>, StoreError> {
    sqlx::query(
        "SELECT uid, login, name, password, failures, locked_until FROM user
          WHERE login IS NOT NULL AND role = 'administrator' ORDER BY created_at, uid LIMIT 1",
    )
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find the administrator"))?
    .map(|row| read(&row))
    .transpose()
}

/// The account with this name to log in.
///
/// # Errors
/// As any read.
pub async fn by_login(conn: &mut Conn, login: &str) -> Result<Option<UserRow>, StoreError> {
    sqlx::query(
        "SELECT uid, login, name, password, failures, locked_until FROM user WHERE org_id = $1 AND login = $2",
    )
    .bind(LOCAL)
    .bind(login.to_owned())
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find an account"))?
    .map(|row| read(&row))
    .transpose()
}

/// The account with this id.
///
/// # Errors
/// As any read.
pub async fn by_uid(conn: &mut Conn, uid: &str) -> Result<Option<UserRow>, StoreError> {
    sqlx::query(
        "SELECT uid, login, name, password, failures, locked_until FROM user WHERE uid = $1 AND login IS NOT NULL",
    )
    .bind(uid.to_owned())
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find an account"))?
    .map(|row| read(&row))
    .transpose()
}

/// Counts a try before its password is looked at, so that tries at once do not slip through together; answers how
/// many there were in a row with this one.
///
/// # Errors
/// As any write.
pub async fn count_try(tx: &mut Tx, uid: &str) -> Result<u32, StoreError> {
    let count: i64 =
        sqlx::query_scalar("UPDATE user SET failures = failures + 1 WHERE uid = $1 RETURNING failures")
            .bind(uid.to_owned())
            .fetch_one(tx.sql())
            .await
            .map_err(StoreError::doing("count a try to log in"))?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Looks at no password of this account before `until`.
///
/// # Errors
/// As any write.
pub async fn lock(tx: &mut Tx, uid: &str, until: UnixMillis) -> Result<(), StoreError> {
    sqlx::query("UPDATE user SET locked_until = $2 WHERE uid = $1")
        .bind(uid.to_owned())
        .bind(until.0)
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("lock an account for a while"))
}

/// The right password was given: tries are forgotten.
///
/// # Errors
/// As any write.
pub async fn clear_tries(tx: &mut Tx, uid: &str) -> Result<(), StoreError> {
    sqlx::query("UPDATE user SET failures = 0, locked_until = NULL WHERE uid = $1")
        .bind(uid.to_owned())
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("forget tries to log in"))
}

/// Sets another password, if the one that was changed is still `old`; answers whether it did.
///
/// # Errors
/// As any write.
pub async fn set_password(
    tx: &mut Tx,
    uid: &str,
    old: &str,
    new: &str,
    now: UnixMillis,
) -> Result<bool, StoreError> {
    sqlx::query(
        "UPDATE user SET password = $3, failures = 0, locked_until = NULL, updated_at = $4, version = version + 1
          WHERE uid = $1 AND password = $2",
    )
    .bind(uid.to_owned())
    .bind(old.to_owned())
    .bind(new.to_owned())
    .bind(now.0)
    .execute(tx.sql())
    .await
    .map(|done| done.rows_affected() > 0)
    .map_err(StoreError::doing("set a password"))
}

fn read(row: &SqliteRow) -> Result<UserRow, StoreError> {
    Ok(UserRow {
        uid: row.get(0),
        login: row.get(1),
        name: row.get(2),
        password: row.get(3),
        failures: small(row, 4, "failures")?,
        locked_until: row.get::<Option<i64>, _>(5).map(UnixMillis),
    })
}
