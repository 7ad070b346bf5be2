//! Templates: texts that people use again, with every version they had.

use hongyan_domain::{BusinessType, Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::row::{small, unreadable};
use crate::{Conn, StoreError, Tx};

/// Versions that are shown of one template.
const VERSIONS_SHOWN: i64 = 200;

/// What a person decides about a template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateDraft {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub business: BusinessType,
    /// The signature without 【】; empty: chosen when sending.
    pub signature: String,
    /// The text with `{variables}`.
    pub text: String,
    /// What a person wrote beside it.
    pub note: String,
}

/// A stored template.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredTemplate {
    /// Its number on this desktop.
    pub no: i64,
    /// Counts every change: a change names the version that it read.
    pub version: u32,
    /// What a person decided.
    pub draft: TemplateDraft,
    /// When a task last used it.
    pub used_at: Option<UnixMillis>,
    /// When it last changed.
    pub updated_at: UnixMillis,
}

/// A template as it was saved once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Version {
    /// Which version.
    pub version: u32,
    /// What it said; without its note.
    pub draft: TemplateDraft,
    /// When it was saved.
    pub at: UnixMillis,
    /// Who saved it, by name where the person has one.
    pub by: String,
}

/// Stores a new template; answers its number.
///
/// # Errors
/// [`StoreError::Conflict`] when the name is taken.
pub async fn insert(
    tx: &mut Tx,
    uid: Uid,
    draft: &TemplateDraft,
    by: &str,
    at: UnixMillis,
) -> Result<i64, StoreError> {
    let no: i64 = sqlx::query_scalar(
        "INSERT INTO template (uid, org_id, created_by, created_at, updated_at, name, business, signature, text, note)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9) RETURNING no",
    )
    .bind(uid.to_string())
    .bind(LOCAL)
    .bind(by)
    .bind(at.0)
    .bind(draft.name.as_str())
    .bind(draft.business.code())
    .bind(draft.signature.as_str())
    .bind(draft.text.as_str())
    .bind(draft.note.as_str())
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("store a template"))?;
    keep(tx, no, 1, draft, by, at).await?;
    Ok(no)
}

/// Changes a template that is at `version`; what it said is kept. Answers the new version.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Stale`] when it is at another version; [`StoreError::Conflict`] when the name
/// is taken.
pub async fn update(
    tx: &mut Tx,
    no: i64,
    version: u32,
    draft: &TemplateDraft,
    by: &str,
    at: UnixMillis,
) -> Result<u32, StoreError> {
    let found = find(tx, no).await?;
    if found.version != version {
        return Err(StoreError::Stale { what: "template", id: no.to_string() });
    }
    let next = version.saturating_add(1);
    sqlx::query(
        "UPDATE template SET name = $2, business = $3, signature = $4, text = $5, note = $6, version = $7,
                updated_at = $8 WHERE no = $1",
    )
    .bind(no)
    .bind(draft.name.as_str())
    .bind(draft.business.code())
    .bind(draft.signature.as_str())
    .bind(draft.text.as_str())
    .bind(draft.note.as_str())
    .bind(i64::from(next))
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("change a template"))?;
    keep(tx, no, next, draft, by, at).await?;
    Ok(next)
}

async fn keep(
    tx: &mut Tx,
    no: i64,
    version: u32,
    draft: &TemplateDraft,
    by: &str,
    at: UnixMillis,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO template_version (template_no, version, name, business, signature, text, changed_by, changed_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(no)
    .bind(i64::from(version))
    .bind(draft.name.as_str())
    .bind(draft.business.code())
    .bind(draft.signature.as_str())
    .bind(draft.text.as_str())
    .bind(by)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("keep a version of a template"))
}

/// One template that was not removed.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn find(conn: &mut Conn, no: i64) -> Result<StoredTemplate, StoreError> {
    let row = sqlx::query(
        "SELECT no, version, name, business, signature, text, note, used_at, updated_at FROM template
          WHERE no = $1 AND state = 'ready'",
    )
    .bind(no)
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a template"))?;
    match row {
        Some(row) => read(&row),
        None => Err(StoreError::NotFound { what: "template", id: no.to_string() }),
    }
}

/// Templates, those used last first, then by name, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn list(
    conn: &mut Conn,
    business: Option<BusinessType>,
    limit: u32,
) -> Result<Vec<StoredTemplate>, StoreError> {
    sqlx::query(
        "SELECT no, version, name, business, signature, text, note, used_at, updated_at FROM template
          WHERE state = 'ready' AND ($1 IS NULL OR business = $1)
          ORDER BY used_at IS NULL, used_at DESC, name LIMIT $2",
    )
    .bind(business.map(BusinessType::code))
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list templates"))?
    .iter()
    .map(read)
    .collect()
}

/// The versions of a template, newest first.
///
/// # Errors
/// As any read.
pub async fn versions(conn: &mut Conn, no: i64) -> Result<Vec<Version>, StoreError> {
    sqlx::query(
        "SELECT v.version, v.name, v.business, v.signature, v.text, v.changed_at,
                coalesce((SELECT u.name FROM user AS u WHERE u.uid = v.changed_by), v.changed_by)
           FROM template_version AS v WHERE v.template_no = $1 ORDER BY v.version DESC LIMIT $2",
    )
    .bind(no)
    .bind(VERSIONS_SHOWN)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read the versions of a template"))?
    .iter()
    .map(|row| {
        Ok(Version {
            version: small(row, 0, "template_version.version")?,
            draft: TemplateDraft {
                name: row.get(1),
                business: business_of(row, 2)?,
                signature: row.get(3),
                text: row.get(4),
                note: String::new(),
            },
            at: UnixMillis(row.get(5)),
            by: row.get(6),
        })
    })
    .collect()
}

/// Notes that a task uses it.
///
/// # Errors
/// As any write.
pub async fn used(tx: &mut Tx, no: i64, at: UnixMillis) -> Result<(), StoreError> {
    sqlx::query("UPDATE template SET used_at = $2 WHERE no = $1")
        .bind(no)
        .bind(at.0)
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("note the use of a template"))
}

/// Takes a template away and frees its name; tasks made from it stay.
///
/// # Errors
/// [`StoreError::NotFound`].
pub async fn remove(tx: &mut Tx, no: i64, at: UnixMillis) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE template SET state = 'removed', updated_at = $2 WHERE no = $1 AND state = 'ready'",
    )
    .bind(no)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("remove a template"))?;
    match done.rows_affected() {
        0 => Err(StoreError::NotFound { what: "template", id: no.to_string() }),
        _ => Ok(()),
    }
}

fn read(row: &SqliteRow) -> Result<StoredTemplate, StoreError> {
    Ok(StoredTemplate {
        no: row.get(0),
        version: small(row, 1, "template.version")?,
        draft: TemplateDraft {
            name: row.get(2),
            business: business_of(row, 3)?,
            signature: row.get(4),
            text: row.get(5),
            note: row.get(6),
        },
        used_at: row.get::<Option<i64>, _>(7).map(UnixMillis),
        updated_at: UnixMillis(row.get(8)),
    })
}

fn business_of(row: &SqliteRow, at: usize) -> Result<BusinessType, StoreError> {
    let code: String = row.get(at);
    BusinessType::from_code(&code).ok_or_else(|| unreadable("template.business", &code))
}
