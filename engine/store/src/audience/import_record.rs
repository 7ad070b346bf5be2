//! Imports: which file, into which group, with what result.

use hongyan_domain::{GroupNo, Msisdn, Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::LOCAL;
use super::group::{from_db, to_db};
use crate::{Conn, StoreError, Tx};

/// A finished import, to be stored together with the publication of its group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewImport {
    /// Its id everywhere.
    pub uid: Uid,
    /// The file's name without its folder.
    pub file_name: String,
    /// The file's size in bytes.
    pub file_bytes: u64,
    /// The file's fingerprint.
    pub file_sha256: [u8; 32],
    /// The sheet's name; empty for text files.
    pub sheet: String,
    /// Where its people are.
    pub group: GroupNo,
    /// Rows below the header.
    pub rows_read: u64,
    /// Distinct numbers.
    pub people: u64,
    /// Of them new to the group.
    pub added: u64,
    /// Numbers that the file holds again.
    pub duplicates: u64,
    /// Rows that gave nobody.
    pub rows_failed: u64,
    /// JSON object: repair code to count.
    pub repairs: String,
    /// JSON object: reason code to count.
    pub faults: String,
    /// Findings that are kept.
    pub findings_kept: u64,
    /// Findings that were counted only.
    pub findings_rest: u64,
    /// Whether the address book is to take its people.
    pub into_contacts: bool,
    /// Where the file lay.
    pub source: String,
    /// How it was read, as JSON: what a person had said in place of the guess.
    pub layout: String,
}

/// An import as it was stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ImportRecord {
    /// Its number on this desktop.
    pub no: i64,
    /// Who imported.
    pub created_by: String,
    /// When.
    pub created_at: UnixMillis,
    /// What was stored.
    pub import: NewImport,
    /// The last number that the address book took; `None` when it has all it wants.
    pub contacts_cursor: Option<i64>,
}

/// Stores an import; answers its number.
///
/// # Errors
/// As any write.
pub async fn insert(tx: &mut Tx, import: &NewImport, by: &str, at: UnixMillis) -> Result<i64, StoreError> {
    sqlx::query_scalar(
        "INSERT INTO import_record (uid, org_id, created_by, created_at, updated_at, file_name, file_bytes,
                file_sha256, sheet, group_no, rows_read, people, added, duplicates, rows_failed, repairs, faults,
                findings_kept, findings_rest, contacts_cursor, source, layout)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)
         RETURNING no",
    )
    .bind(import.uid.to_string())
    .bind(LOCAL)
    .bind(by)
    .bind(at.0)
    .bind(import.file_name.as_str())
    .bind(to_db(import.file_bytes))
    .bind(import.file_sha256.as_slice())
    .bind(import.sheet.as_str())
    .bind(import.group.0)
    .bind(to_db(import.rows_read))
    .bind(to_db(import.people))
    .bind(to_db(import.added))
    .bind(to_db(import.duplicates))
    .bind(to_db(import.rows_failed))
    .bind(import.repairs.as_str())
    .bind(import.faults.as_str())
    .bind(to_db(import.findings_kept))
    .bind(to_db(import.findings_rest))
    .bind(import.into_contacts.then_some(0_i64))
    .bind(import.source.as_str())
    .bind(import.layout.as_str())
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("record an import"))
}

/// The columns of [`read`], in its order.
macro_rules! columns {
    () => {
        "no, created_by, created_at, contacts_cursor, uid, file_name, file_bytes, file_sha256, sheet, group_no, \
         rows_read, people, added, duplicates, rows_failed, repairs, faults, findings_kept, findings_rest, source, \
         layout"
    };
}

/// The last import of a file with this fingerprint.
///
/// # Errors
/// As any read.
pub async fn last_of_file(conn: &mut Conn, sha256: &[u8; 32]) -> Result<Option<ImportRecord>, StoreError> {
    sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM import_record WHERE org_id = $1 AND file_sha256 = $2 ORDER BY no DESC LIMIT 1"
    ))
    .bind(LOCAL)
    .bind(sha256.as_slice())
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("look for an earlier import"))?
    .map(|row| read(&row))
    .transpose()
}

/// The last import of a file with this name and size: for files too large to look through.
///
/// # Errors
/// As any read.
pub async fn last_named(conn: &mut Conn, name: &str, bytes: u64) -> Result<Option<ImportRecord>, StoreError> {
    sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM import_record WHERE org_id = $1 AND file_name = $2 AND file_bytes = $3 ORDER BY no DESC LIMIT 1"
    ))
    .bind(LOCAL)
    .bind(name)
    .bind(to_db(bytes))
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("look for an earlier import"))?
    .map(|row| read(&row))
    .transpose()
}

/// One import.
///
/// # Errors
/// As any read.
pub async fn by_no(conn: &mut Conn, no: i64) -> Result<Option<ImportRecord>, StoreError> {
    sqlx::query(concat!("SELECT ", columns!(), " FROM import_record WHERE no = $1"))
        .bind(no)
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("find an import"))?
        .map(|row| read(&row))
        .transpose()
}

/// Imports, latest first, before the one numbered `before` (`None`: from the latest), at most `limit`.
///
/// # Errors
/// As any read.
pub async fn page(conn: &mut Conn, before: Option<i64>, limit: u32) -> Result<Vec<ImportRecord>, StoreError> {
    sqlx::query(concat!("SELECT ", columns!(), " FROM import_record WHERE no < $1 ORDER BY no DESC LIMIT $2"))
        .bind(before.unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing("list imports"))?
        .iter()
        .map(read)
        .collect()
}

/// The oldest import whose people the address book has not taken over completely.
///
/// # Errors
/// As any read.
pub async fn unfinished(conn: &mut Conn) -> Result<Option<ImportRecord>, StoreError> {
    sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM import_record WHERE contacts_cursor IS NOT NULL ORDER BY no LIMIT 1"
    ))
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("look for unfinished imports"))?
    .map(|row| read(&row))
    .transpose()
}

/// Notes how far the address book has come; `None`: it has all.
///
/// # Errors
/// As any write.
pub async fn set_contacts_cursor(
    tx: &mut Tx,
    import_no: i64,
    cursor: Option<Msisdn>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE import_record SET contacts_cursor = $2 WHERE no = $1")
        .bind(import_no)
        .bind(cursor.map(Msisdn::to_db))
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("note the address book's progress"))
}

fn read(row: &SqliteRow) -> Result<ImportRecord, StoreError> {
    const DOING: &str = "read an import";
    let uid: String = row.get(4);
    let sha256: Vec<u8> = row.get(7);
    let cursor: Option<i64> = row.get(3);
    Ok(ImportRecord {
        no: row.get(0),
        created_by: row.get(1),
        created_at: UnixMillis(row.get(2)),
        contacts_cursor: cursor,
        import: NewImport {
            uid: Uid::parse(&uid).ok_or(StoreError::Unreadable {
                doing: DOING,
                column: "uid",
                found: uid,
            })?,
            file_name: row.get(5),
            file_bytes: from_db(row.get(6)),
            file_sha256: sha256.try_into().map_err(|found: Vec<u8>| StoreError::Unreadable {
                doing: DOING,
                column: "file_sha256",
                found: format!("{} bytes", found.len()),
            })?,
            sheet: row.get(8),
            group: GroupNo(row.get(9)),
            rows_read: from_db(row.get(10)),
            people: from_db(row.get(11)),
            added: from_db(row.get(12)),
            duplicates: from_db(row.get(13)),
            rows_failed: from_db(row.get(14)),
            repairs: row.get(15),
            faults: row.get(16),
            findings_kept: from_db(row.get(17)),
            findings_rest: from_db(row.get(18)),
            into_contacts: cursor.is_some(),
            source: row.get(19),
            layout: row.get(20),
        },
    })
}
