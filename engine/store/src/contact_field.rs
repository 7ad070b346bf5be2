//! Columns that the address book has beside name and number.

use hongyan_domain::{GroupNo, Msisdn, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::{Conn, StoreError, Tx};

/// What the values of a field are.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Yuan.
    Money,
}

impl FieldKind {
    /// Every one.
    pub const ALL: [Self; 4] = [Self::Text, Self::Number, Self::Date, Self::Money];

    /// The word that the store keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Date => "date",
            Self::Money => "money",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// A field.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Field {
    /// Its number on this desktop.
    pub no: i64,
    /// Its name: the key in what is known of people, and the variable in texts.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
}

/// Every field, in the order in which people see them.
///
/// # Errors
/// As any read.
pub async fn list(conn: &mut Conn) -> Result<Vec<Field>, StoreError> {
    sqlx::query("SELECT no, name, kind FROM contact_field WHERE org_id = $1 ORDER BY position, no")
        .bind(LOCAL)
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing("read the fields of the address book"))?
        .iter()
        .map(read)
        .collect()
}

/// One field.
///
/// # Errors
/// As any read.
pub async fn find(conn: &mut Conn, no: i64) -> Result<Option<Field>, StoreError> {
    sqlx::query("SELECT no, name, kind FROM contact_field WHERE org_id = $1 AND no = $2")
        .bind(LOCAL)
        .bind(no)
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("find a field of the address book"))?
        .map(|row| read(&row))
        .transpose()
}

/// Adds a field behind the others.
///
/// # Errors
/// [`StoreError::Conflict`] when the name is taken.
pub async fn insert(tx: &mut Tx, name: &str, kind: FieldKind, at: UnixMillis) -> Result<i64, StoreError> {
    sqlx::query_scalar(
        "INSERT INTO contact_field (org_id, name, kind, position, created_at)
         VALUES ($1, $2, $3, (SELECT coalesce(max(position), 0) + 1 FROM contact_field), $4) RETURNING no",
    )
    .bind(LOCAL)
    .bind(name)
    .bind(kind.code())
    .bind(at.0)
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("add a field to the address book"))
}

/// Adds the fields that are not there yet, as texts, until there are `fields_max`.
///
/// # Errors
/// As any write.
pub async fn add_unseen(
    tx: &mut Tx,
    names: &[String],
    fields_max: u32,
    at: UnixMillis,
) -> Result<(), StoreError> {
    for name in names {
        sqlx::query(
            "INSERT INTO contact_field (org_id, name, kind, position, created_at)
             SELECT $1, $2, 'text', (SELECT coalesce(max(position), 0) + 1 FROM contact_field), $3
              WHERE (SELECT count(*) FROM contact_field) < $4
                 ON CONFLICT (org_id, name) DO NOTHING",
        )
        .bind(LOCAL)
        .bind(name.as_str())
        .bind(at.0)
        .bind(fields_max)
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("add a field to the address book"))?;
    }
    Ok(())
}

/// Changes name and kind of a field.
///
/// # Errors
/// [`StoreError::NotFound`]; [`StoreError::Conflict`] when the name is taken.
pub async fn update(tx: &mut Tx, field: &Field) -> Result<(), StoreError> {
    let done = sqlx::query("UPDATE contact_field SET name = $3, kind = $4 WHERE org_id = $1 AND no = $2")
        .bind(LOCAL)
        .bind(field.no)
        .bind(field.name.as_str())
        .bind(field.kind.code())
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("change a field of the address book"))?;
    match done.rows_affected() {
        0 => Err(StoreError::NotFound { what: "field", id: field.no.to_string() }),
        _ => Ok(()),
    }
}

/// Takes a field away; its values are another matter ([`move_contacts`]). Answers whether it was there.
///
/// # Errors
/// As any write.
pub async fn remove(tx: &mut Tx, no: i64) -> Result<bool, StoreError> {
    sqlx::query("DELETE FROM contact_field WHERE org_id = $1 AND no = $2")
        .bind(LOCAL)
        .bind(no)
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected() > 0)
        .map_err(StoreError::doing("remove a field of the address book"))
}

/// Renames a field, or takes it away, in what the address book knows of the next `limit` people behind `after`. A value
/// that stands under the new name already stays. Answers the last number looked at; `None` when there were no more.
///
/// # Errors
/// As any write.
pub async fn move_contacts(
    tx: &mut Tx,
    old: &str,
    new: Option<&str>,
    after: Option<Msisdn>,
    limit: u32,
) -> Result<Option<Msisdn>, StoreError> {
    let after = after.map_or(0, Msisdn::to_db);
    let last = last_of(
        tx,
        "SELECT max(number) FROM (SELECT number FROM contact WHERE org_id = $1 AND number > $2
                                   ORDER BY number LIMIT $3)",
        LOCAL.to_owned(),
        after,
        limit,
    );
    let Some(last) = last.await? else { return Ok(None) };
    sqlx::query(
        "UPDATE contact
            SET fields = CASE WHEN $3 IS NULL THEN json_remove(fields, $2)
                              ELSE json_remove(json_insert(fields, $3, json_extract(fields, $2)), $2) END,
                version = version + 1
          WHERE org_id = $1 AND number > $4 AND number <= $5 AND json_type(fields, $2) IS NOT NULL",
    )
    .bind(LOCAL)
    .bind(path(old))
    .bind(new.map(path))
    .bind(after)
    .bind(last.to_db())
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("move a field in the address book"))?;
    Ok(Some(last))
}

/// The same for the members of a group.
///
/// # Errors
/// As any write.
pub async fn move_members(
    tx: &mut Tx,
    group: GroupNo,
    old: &str,
    new: &str,
    after: Option<Msisdn>,
    limit: u32,
) -> Result<Option<Msisdn>, StoreError> {
    let after = after.map_or(0, Msisdn::to_db);
    let last = last_of(
        tx,
        "SELECT max(number) FROM (SELECT number FROM group_member
                                   WHERE group_no = CAST($1 AS INTEGER) AND number > $2 ORDER BY number LIMIT $3)",
        group.0.to_string(),
        after,
        limit,
    );
    let Some(last) = last.await? else { return Ok(None) };
    sqlx::query(
        "UPDATE group_member SET fields = json_remove(json_insert(fields, $3, json_extract(fields, $2)), $2)
          WHERE group_no = $1 AND number > $4 AND number <= $5 AND json_type(fields, $2) IS NOT NULL",
    )
    .bind(group.0)
    .bind(path(old))
    .bind(path(new))
    .bind(after)
    .bind(last.to_db())
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("move a field in a group"))?;
    Ok(Some(last))
}

async fn last_of(
    tx: &mut Tx,
    text: &'static str,
    of: String,
    after: i64,
    limit: u32,
) -> Result<Option<Msisdn>, StoreError> {
    sqlx::query_scalar::<_, Option<i64>>(text)
        .bind(of)
        .bind(after)
        .bind(limit)
        .fetch_one(tx.sql())
        .await
        .map(|last| last.and_then(Msisdn::from_db))
        .map_err(StoreError::doing("find people to change"))
}

/// The path of a key in SQLite's JSON functions: the key in quotation marks, escaped as in JSON.
fn path(key: &str) -> String {
    format!("$.{}", serde_json::Value::from(key))
}

fn read(row: &SqliteRow) -> Result<Field, StoreError> {
    let kind: String = row.get(2);
    Ok(Field {
        no: row.get(0),
        name: row.get(1),
        kind: FieldKind::from_code(&kind)
            .ok_or_else(|| crate::row::unreadable("contact_field.kind", &kind))?,
    })
}
