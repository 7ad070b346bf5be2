//! What people are still writing. A version tells two windows on one draft apart.

use hongyan_domain::{Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::{Conn, StoreError, Tx};

/// A draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Draft {
    /// Its id.
    pub uid: String,
    /// What lists call it.
    pub title: String,
    /// Counts every change: a change names the version that it read.
    pub version: i64,
    /// When it last changed.
    pub updated_at: UnixMillis,
    /// What was written, as JSON; empty in lists.
    pub body: String,
}

/// What became of a change.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Saved {
    /// It is stored.
    Done(Draft),
    /// Somebody else changed it since; it is as they left it.
    Newer(Draft),
}

/// Drafts without their bodies, those that changed last first, at most `page_max`.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn list(conn: &mut Conn, page_max: u32) -> Result<Vec<Draft>, StoreError> {
    let rows = sqlx::query(
        "SELECT uid, title, version, updated_at, '' FROM draft ORDER BY updated_at DESC, uid DESC LIMIT $1",
    )
    .bind(i64::from(page_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list drafts"))?;
    Ok(rows.iter().map(from_row).collect())
}

/// One draft.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub async fn find(conn: &mut Conn, uid: &str) -> Result<Draft, StoreError> {
    sqlx::query("SELECT uid, title, version, updated_at, body FROM draft WHERE uid = $1")
        .bind(uid.to_owned())
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("read a draft"))?
        .map(|row| from_row(&row))
        .ok_or_else(|| StoreError::NotFound { what: "draft", id: uid.to_owned() })
}

/// Stores a new draft.
///
/// # Errors
/// As any write.
pub async fn create(
    tx: &mut Tx,
    uid: Uid,
    title: &str,
    body: &str,
    by: &str,
    at: UnixMillis,
) -> Result<Draft, StoreError> {
    sqlx::query(
        "INSERT INTO draft (uid, org_id, created_by, created_at, updated_at, title, body)
         VALUES ($1, $2, $3, $4, $4, $5, $6)",
    )
    .bind(uid.to_string())
    .bind(LOCAL)
    .bind(by.to_owned())
    .bind(at.0)
    .bind(title.to_owned())
    .bind(body.to_owned())
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("store a draft"))?;
    find(tx, &uid.to_string()).await
}

/// Changes a draft that is still at `version`.
///
/// # Errors
/// [`StoreError::NotFound`] when there is none.
pub async fn change(
    tx: &mut Tx,
    uid: &str,
    version: i64,
    title: &str,
    body: &str,
    at: UnixMillis,
) -> Result<Saved, StoreError> {
    let done = sqlx::query(
        "UPDATE draft SET title = $1, body = $2, updated_at = $3, version = version + 1
          WHERE uid = $4 AND version = $5",
    )
    .bind(title.to_owned())
    .bind(body.to_owned())
    .bind(at.0)
    .bind(uid.to_owned())
    .bind(version)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("change a draft"))?;
    let now = find(tx, uid).await?;
    Ok(if done.rows_affected() == 0 { Saved::Newer(now) } else { Saved::Done(now) })
}

/// Throws a draft away; answers whether there was one.
///
/// # Errors
/// As any write.
pub async fn remove(tx: &mut Tx, uid: &str) -> Result<bool, StoreError> {
    sqlx::query("DELETE FROM draft WHERE uid = $1")
        .bind(uid.to_owned())
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected() > 0)
        .map_err(StoreError::doing("remove a draft"))
}

fn from_row(row: &SqliteRow) -> Draft {
    Draft {
        uid: row.get(0),
        title: row.get(1),
        version: row.get(2),
        updated_at: UnixMillis(row.get(3)),
        body: row.get(4),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    #[tokio::test]
    async fn two_windows_never_overwrite_each_other() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path()).await.unwrap();
        let uid = Uid::new(UnixMillis(1), [7; 10]);
        let made = db
            .write(move |tx| {
                Box::pin(async move { create(tx, uid, "April", "{}", "local", UnixMillis(1)).await })
            })
            .await
            .unwrap();
        assert_eq!(made.version, 1);
        let id = made.uid.clone();
        let save = |version, body: &'static str| {
            let (db, id) = (db.clone(), id.clone());
            async move {
                db.write(move |tx| {
                    Box::pin(async move { change(tx, &id, version, "April", body, UnixMillis(2)).await })
                })
                .await
                .unwrap()
            }
        };
        let Saved::Done(first) = save(1, r#"{"step":1}"#).await else { panic!("the first window saves") };
        assert_eq!(first.version, 2);
        let Saved::Newer(there) = save(1, r#"{"step":9}"#).await else { panic!("the second one does not") };
        assert_eq!((there.version, there.body.as_str()), (2, r#"{"step":1}"#));
        let listed = list(&mut db.read().await.unwrap(), 10).await.unwrap();
        assert_eq!(listed.len(), 1);
        assert_eq!(listed[0].body, "");
        let gone = id.clone();
        assert!(db.write(move |tx| Box::pin(async move { remove(tx, &gone).await })).await.unwrap());
        let missing = find(&mut db.read().await.unwrap(), &id).await;
        assert!(matches!(missing, Err(StoreError::NotFound { what: "draft", .. })));
        db.close().await;
    }
}
