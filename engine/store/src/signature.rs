//! Signatures. As long as there is one, exactly one is preferred.

use hongyan_domain::{Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::row::small;
use crate::{Conn, StoreError, Tx};

/// What a person decides about a signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SignatureDraft {
    /// The signature without 【】.
    pub name: String,
    /// What a person wrote beside it.
    pub note: String,
    /// Whether new tasks begin with it.
    pub preferred: bool,
}

/// A stored signature.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredSignature {
    /// Its number on this desktop.
    pub no: i64,
    /// Counts every change: a change names the version that it read.
    pub version: u32,
    /// What a person decided.
    pub draft: SignatureDraft,
}

/// Every signature, the preferred one first, then by name, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn list(conn: &mut Conn, limit: u32) -> Result<Vec<StoredSignature>, StoreError> {
    sqlx::query(
        "SELECT no, version, name, note, preferred FROM signature WHERE state = 'ready'
          ORDER BY preferred DESC, name LIMIT $1",
    )
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list signatures"))?
    .iter()
    .map(read)
    .collect()
}

/// One signature that was not removed.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn find(conn: &mut Conn, no: i64) -> Result<StoredSignature, StoreError> {
    let row = sqlx::query(
        "SELECT no, version, name, note, preferred FROM signature WHERE no = $1 AND state = 'ready'",
    )
    .bind(no)
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a signature"))?;
    match row {
        Some(row) => read(&row),
        None => Err(StoreError::NotFound { what: "signature", id: no.to_string() }),
    }
}

/// Stores a new signature; the first one is preferred whatever the draft says. Answers its number.
///
/// # Errors
/// [`StoreError::Conflict`] when the name is taken.
pub async fn insert(
    tx: &mut Tx,
    uid: Uid,
    draft: &SignatureDraft,
    by: &str,
    at: UnixMillis,
) -> Result<i64, StoreError> {
    let no: i64 = sqlx::query_scalar(
        "INSERT INTO signature (uid, org_id, created_by, created_at, updated_at, name, note)
         VALUES ($1, $2, $3, $4, $4, $5, $6) RETURNING no",
    )
    .bind(uid.to_string())
    .bind(LOCAL)
    .bind(by)
    .bind(at.0)
    .bind(draft.name.as_str())
    .bind(draft.note.as_str())
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("store a signature"))?;
    prefer(tx, draft.preferred.then_some(no)).await?;
    Ok(no)
}

/// Changes a signature that is at `version`. The preferred one stays so until another is preferred.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Stale`] when it is at another version; [`StoreError::Conflict`] when the name
/// is taken.
pub async fn update(
    tx: &mut Tx,
    no: i64,
    version: u32,
    draft: &SignatureDraft,
    at: UnixMillis,
) -> Result<(), StoreError> {
    let found = find(tx, no).await?;
    if found.version != version {
        return Err(StoreError::Stale { what: "signature", id: no.to_string() });
    }
    sqlx::query(
        "UPDATE signature SET name = $2, note = $3, version = version + 1, updated_at = $4 WHERE no = $1",
    )
    .bind(no)
    .bind(draft.name.as_str())
    .bind(draft.note.as_str())
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("change a signature"))?;
    prefer(tx, draft.preferred.then_some(no)).await
}

/// Takes a signature away and frees its name. If it was preferred, the oldest of the others is.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn remove(tx: &mut Tx, no: i64, at: UnixMillis) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE signature SET state = 'removed', preferred = 0, updated_at = $2 WHERE no = $1 AND state = 'ready'",
    )
    .bind(no)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("remove a signature"))?;
    if done.rows_affected() == 0 {
        return Err(StoreError::NotFound { what: "signature", id: no.to_string() });
    }
    prefer(tx, None).await
}

/// Makes exactly one preferred: `no`, else the one that is, else the oldest.
async fn prefer(tx: &mut Tx, no: Option<i64>) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE signature SET preferred = (no = coalesce($1,
                (SELECT no FROM signature WHERE state = 'ready' AND preferred = 1 ORDER BY no LIMIT 1),
                (SELECT min(no) FROM signature WHERE state = 'ready')))
          WHERE state = 'ready'",
    )
    .bind(no)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("prefer a signature"))
}

fn read(row: &SqliteRow) -> Result<StoredSignature, StoreError> {
    Ok(StoredSignature {
        no: row.get(0),
        version: small(row, 1, "signature.version")?,
        draft: SignatureDraft { name: row.get(2), note: row.get(3), preferred: row.get::<i64, _>(4) != 0 },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Db;

    async fn preferred(db: &Db) -> Vec<String> {
        let all = list(&mut db.read().await.unwrap(), 100).await.unwrap();
        all.into_iter().filter(|one| one.draft.preferred).map(|one| one.draft.name).collect()
    }

    #[tokio::test]
    async fn exactly_one_is_preferred_whatever_happens() {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path()).await.unwrap();
        let add = |step: u8, name: &str, preferred: bool| {
            let draft = SignatureDraft { name: name.to_owned(), note: String::new(), preferred };
            let uid = Uid::new(UnixMillis(1), [step; 10]);
            db.write(move |tx| Box::pin(async move { insert(tx, uid, &draft, "me", UnixMillis(1)).await }))
        };
        let first = add(1, "甲", false).await.unwrap();
        assert_eq!(preferred(&db).await, ["甲"]);
        let second = add(2, "乙", true).await.unwrap();
        assert_eq!(preferred(&db).await, ["乙"]);
        assert!(matches!(add(3, "乙", true).await, Err(StoreError::Conflict { .. })));
        // Taking the preference away without giving it to another leaves it where it is.
        let draft = SignatureDraft { name: "乙".to_owned(), note: "n".to_owned(), preferred: false };
        let again = draft.clone();
        db.write(move |tx| Box::pin(async move { update(tx, second, 1, &again, UnixMillis(2)).await }))
            .await
            .unwrap();
        assert_eq!(preferred(&db).await, ["乙"]);
        let stale =
            db.write(move |tx| Box::pin(async move { update(tx, second, 1, &draft, UnixMillis(3)).await }));
        assert!(matches!(stale.await, Err(StoreError::Stale { .. })));
        db.write(move |tx| Box::pin(async move { remove(tx, second, UnixMillis(4)).await })).await.unwrap();
        assert_eq!(preferred(&db).await, ["甲"]);
        db.write(move |tx| Box::pin(async move { remove(tx, first, UnixMillis(5)).await })).await.unwrap();
        assert!(preferred(&db).await.is_empty());
    }
}
