//! What was wrong in an imported list.

use hongyan_domain::{Msisdn, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::bulk::Bulk;
use crate::{Conn, StoreError, Tx};

/// Something in the file that a person should look at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FindingRow {
    /// The row in the sheet, from 1.
    pub row: u32,
    /// The column in the sheet, from 1.
    pub col: u32,
    /// What stands there; shortened, numbers masked.
    pub value: String,
    /// Why it is a finding, as a code.
    pub reason: String,
    /// What to do, as a code.
    pub suggestion: String,
    /// The number that is probably meant.
    pub fixed: Option<Msisdn>,
    /// The name beside a number that is probably meant.
    pub name: String,
    /// What else stands beside it: a JSON object of texts.
    pub fields: String,
}

/// A finding with its place.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    /// Its place in the file's order, from 1.
    pub seq: i64,
    /// What was found.
    pub row: FindingRow,
}

static FINDINGS: Bulk = Bulk::new(
    "INSERT INTO import_finding (import_no, seq, row, col, value, reason, suggestion, fixed, name, fields) VALUES ",
    10,
    "",
);

/// Stores findings of an import; the first of them gets the number `first_seq` (from 1).
///
/// # Errors
/// As any write.
pub async fn insert(
    tx: &mut Tx,
    import_no: i64,
    first_seq: i64,
    findings: &[FindingRow],
) -> Result<(), StoreError> {
    let mut seq = first_seq;
    for chunk in FINDINGS.chunks(findings) {
        let mut query = sqlx::query(chunk.sql.clone());
        for finding in chunk.bound() {
            query = query
                .bind(import_no)
                .bind(seq)
                .bind(finding.row)
                .bind(finding.col)
                .bind(finding.value.as_str())
                .bind(finding.reason.as_str())
                .bind(finding.suggestion.as_str())
                .bind(finding.fixed.map(Msisdn::to_db))
                .bind(finding.name.as_str())
                .bind(finding.fields.as_str());
            seq = seq.saturating_add(1);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("keep findings"))?;
    }
    Ok(())
}

/// Findings of an import after the one numbered `after` (0: from the start), at most `limit`, that a person has not
/// dealt with; `reason` leaves only those found for it.
///
/// # Errors
/// As any read.
pub async fn page(
    conn: &mut Conn,
    import_no: i64,
    reason: Option<&str>,
    after: i64,
    limit: u32,
) -> Result<Vec<Finding>, StoreError> {
    sqlx::query(
        "SELECT row, col, value, reason, suggestion, fixed, name, fields, seq FROM import_finding
          WHERE import_no = $1 AND seq > $2 AND mended_at IS NULL AND ($3 IS NULL OR reason = $3)
          ORDER BY seq LIMIT $4",
    )
    .bind(import_no)
    .bind(after)
    .bind(reason)
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map(|rows| rows.iter().map(finding).collect())
    .map_err(StoreError::doing("read findings"))
}

/// Findings with a suggested number that a person has not dealt with, after the one numbered `after`.
///
/// # Errors
/// As any read.
pub async fn mendable(
    conn: &mut Conn,
    import_no: i64,
    after: i64,
    limit: u32,
) -> Result<Vec<Finding>, StoreError> {
    sqlx::query(
        "SELECT row, col, value, reason, suggestion, fixed, name, fields, seq FROM import_finding
          WHERE import_no = $1 AND seq > $2 AND mended_at IS NULL AND fixed IS NOT NULL ORDER BY seq LIMIT $3",
    )
    .bind(import_no)
    .bind(after)
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map(|rows| rows.iter().map(finding).collect())
    .map_err(StoreError::doing("read findings"))
}

/// Notes that a person took the suggested number of a finding.
///
/// # Errors
/// As any write.
pub async fn mended(tx: &mut Tx, import_no: i64, seq: i64, at: UnixMillis) -> Result<(), StoreError> {
    sqlx::query("UPDATE import_finding SET mended_at = $3 WHERE import_no = $1 AND seq = $2")
        .bind(import_no)
        .bind(seq)
        .bind(at.0)
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("note a mended finding"))
}

fn finding(row: &SqliteRow) -> Finding {
    Finding {
        seq: row.get(8),
        row: FindingRow {
            row: row.get(0),
            col: row.get(1),
            value: row.get(2),
            reason: row.get(3),
            suggestion: row.get(4),
            fixed: row.get::<Option<i64>, _>(5).and_then(Msisdn::from_db),
            name: row.get(6),
            fields: row.get(7),
        },
    }
}
