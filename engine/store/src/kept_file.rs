//! Files that background work made and that the data folder keeps.

use hongyan_domain::{TaskNo, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::row::unreadable;
use crate::{Conn, StoreError, Tx};

/// A file that is kept.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeptFileRow {
    /// Its id.
    pub uid: String,
    /// Who had it made.
    pub created_by: String,
    /// When.
    pub created_at: UnixMillis,
    /// What it is, as a code.
    pub kind: String,
    /// Its name as people see it.
    pub name: String,
    /// Where it lies: below the folder of kept files, or whole when a person chose the place.
    pub stored_as: String,
    /// Its size.
    pub octets: u64,
    /// The task that it tells about.
    pub task: Option<TaskNo>,
}

/// Keeps a file; one that lay in the same place is forgotten, for it was written over.
///
/// # Errors
/// As any write.
pub async fn insert(tx: &mut Tx, file: &KeptFileRow) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM kept_file WHERE stored_as = $1")
        .bind(file.stored_as.as_str())
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("forget a file that was written over"))?;
    sqlx::query(
        "INSERT INTO kept_file (uid, org_id, created_by, created_at, kind, name, stored_as, octets, task_no)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
    )
    .bind(file.uid.as_str())
    .bind(LOCAL)
    .bind(file.created_by.as_str())
    .bind(file.created_at.0)
    .bind(file.kind.as_str())
    .bind(file.name.as_str())
    .bind(file.stored_as.as_str())
    .bind(i64::try_from(file.octets).unwrap_or(i64::MAX))
    .bind(file.task.map(|task| task.0))
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("keep a file"))
}

/// Newest first, of one kind or of all, older than the file `before`, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn page(
    conn: &mut Conn,
    kind: Option<&str>,
    before: Option<&str>,
    limit: u32,
) -> Result<Vec<KeptFileRow>, StoreError> {
    sqlx::query(
        "SELECT uid, created_by, created_at, kind, name, stored_as, octets, task_no FROM kept_file
          WHERE ($1 IS NULL OR kind = $1) AND ($2 IS NULL OR uid < $2) ORDER BY uid DESC LIMIT $3",
    )
    .bind(kind.map(str::to_owned))
    .bind(before.map(str::to_owned))
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list kept files"))?
    .iter()
    .map(read)
    .collect()
}

/// One file.
///
/// # Errors
/// As any read.
pub async fn by_uid(conn: &mut Conn, uid: &str) -> Result<Option<KeptFileRow>, StoreError> {
    sqlx::query(
        "SELECT uid, created_by, created_at, kind, name, stored_as, octets, task_no FROM kept_file WHERE uid = $1",
    )
    .bind(uid.to_owned())
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a kept file"))?
    .map(|row| read(&row))
    .transpose()
}

/// Of these files the ones that are still kept, in no order.
///
/// # Errors
/// As any read.
pub async fn by_uids(conn: &mut Conn, uids: &[&str]) -> Result<Vec<KeptFileRow>, StoreError> {
    let wanted = serde_json::json!(uids).to_string();
    sqlx::query(
        "SELECT uid, created_by, created_at, kind, name, stored_as, octets, task_no FROM kept_file
          WHERE uid IN (SELECT value FROM json_each($1))",
    )
    .bind(wanted)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find kept files"))?
    .iter()
    .map(read)
    .collect()
}

/// Files that were made before `before`, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn older(conn: &mut Conn, before: UnixMillis, limit: u32) -> Result<Vec<KeptFileRow>, StoreError> {
    sqlx::query(
        "SELECT uid, created_by, created_at, kind, name, stored_as, octets, task_no FROM kept_file
          WHERE created_at < $1 ORDER BY created_at LIMIT $2",
    )
    .bind(before.0)
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("look for old files"))?
    .iter()
    .map(read)
    .collect()
}

/// Forgets a file; answers whether it was there.
///
/// # Errors
/// As any write.
pub async fn remove(tx: &mut Tx, uid: &str) -> Result<bool, StoreError> {
    sqlx::query("DELETE FROM kept_file WHERE uid = $1")
        .bind(uid.to_owned())
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected() > 0)
        .map_err(StoreError::doing("forget a kept file"))
}

fn read(row: &SqliteRow) -> Result<KeptFileRow, StoreError> {
    let octets: i64 = row.get(6);
    Ok(KeptFileRow {
        uid: row.get(0),
        created_by: row.get(1),
        created_at: UnixMillis(row.get(2)),
        kind: row.get(3),
        name: row.get(4),
        stored_as: row.get(5),
        octets: u64::try_from(octets).map_err(|_| unreadable("octets", octets))?,
        task: row.get::<Option<i64>, _>(7).map(TaskNo),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    fn file(number: u8, kind: &str) -> KeptFileRow {
        KeptFileRow {
            uid: format!("0000-{number:03}"),
            created_by: LOCAL.to_owned(),
            created_at: UnixMillis(i64::from(number)),
            kind: kind.to_owned(),
            name: "report.xlsx".to_owned(),
            stored_as: format!("{number}/report.xlsx"),
            octets: 7,
            task: (number == 1).then_some(TaskNo(12)),
        }
    }

    #[tokio::test]
    async fn files_are_paged_by_kind_and_written_over_in_place() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path()).await.unwrap();
        let kinds = ["report", "export", "report", "report"];
        let files: Vec<KeptFileRow> = (1..).zip(kinds).map(|(number, kind)| file(number, kind)).collect();
        let wanted = files.clone();
        db.write(move |tx| {
            Box::pin(async move {
                for file in &files {
                    insert(tx, file).await?;
                }
                Ok(())
            })
        })
        .await
        .unwrap();
        let mut reader = db.read().await.unwrap();
        let page_of = page(&mut reader, Some("report"), None, 2).await.unwrap();
        assert_eq!(page_of, [wanted[3].clone(), wanted[2].clone()]);
        let rest = page(&mut reader, Some("report"), Some(&page_of[1].uid), 2).await.unwrap();
        assert_eq!(rest, [wanted[0].clone()]);
        let two = by_uids(&mut reader, &[&wanted[1].uid, "gone", &wanted[2].uid]).await.unwrap();
        assert_eq!(two.len(), 2);
        assert_eq!(older(&mut reader, UnixMillis(3), 9).await.unwrap(), wanted[..2]);
        drop(reader);

        let again = KeptFileRow { uid: "0000-009".to_owned(), octets: 8, ..wanted[0].clone() };
        let kept = again.clone();
        db.write(move |tx| Box::pin(async move { insert(tx, &kept).await })).await.unwrap();
        let mut reader = db.read().await.unwrap();
        assert!(by_uid(&mut reader, &wanted[0].uid).await.unwrap().is_none());
        assert_eq!(by_uid(&mut reader, &again.uid).await.unwrap(), Some(again.clone()));
        drop(reader);
        let uid = again.uid;
        assert!(db.write(move |tx| Box::pin(async move { remove(tx, &uid).await })).await.unwrap());
    }
}
