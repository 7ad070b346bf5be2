//! Everything that single rows know about one number: its groups, its entries on the block list, its messages in all.

use hongyan_domain::{Msisdn, UnixMillis};
use sqlx::Row;

use crate::row::small;
use crate::{Conn, StoreError};

/// An entry of the block list as people see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct BlockEntry {
    /// Its number.
    pub no: i64,
    /// `opt_out` or `blacklist`.
    pub kind: String,
    /// What it holds for: empty is everything, else a business type or a signature.
    pub scope: String,
    /// Where it came from.
    pub source: String,
    /// What a person wrote beside it.
    pub note: String,
    /// Since when.
    pub created_at: UnixMillis,
    /// Who made it, as the name to show.
    pub created_by: String,
}

/// The names of the groups that a person is in, by name.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn groups_of(conn: &mut Conn, number: Msisdn) -> Result<Vec<String>, StoreError> {
    sqlx::query_scalar(
        "SELECT g.name FROM contact_group AS g WHERE g.kind = 'group' AND g.state = 'ready'
            AND EXISTS (SELECT 1 FROM group_member AS m WHERE m.group_no = g.no AND m.number = $1)
          ORDER BY g.name",
    )
    .bind(number.to_db())
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find a person's groups"))
}

/// The entries of a person on the block list, oldest first.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn blocks_of(conn: &mut Conn, number: Msisdn) -> Result<Vec<BlockEntry>, StoreError> {
    let rows = sqlx::query(
        "SELECT no, kind, scope, source, note, created_at,
                coalesce((SELECT user.name FROM user WHERE user.uid = b.created_by), b.created_by)
           FROM blocklist AS b WHERE number = $1 ORDER BY no",
    )
    .bind(number.to_db())
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find a person's blocks"))?;
    Ok(rows
        .iter()
        .map(|row| BlockEntry {
            no: row.get(0),
            kind: row.get(1),
            scope: row.get(2),
            source: row.get(3),
            note: row.get(4),
            created_at: UnixMillis(row.get(5)),
            created_by: row.get(6),
        })
        .collect())
}

/// How many messages to a person a carrier took or may have taken, and how many of them came to the phone.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn counts_of(conn: &mut Conn, number: Msisdn) -> Result<(u64, u64), StoreError> {
    let row = sqlx::query(
        "SELECT count(*) FILTER (WHERE state BETWEEN 2 AND 9), count(*) FILTER (WHERE state = 3)
           FROM message WHERE number = $1",
    )
    .bind(number.to_db())
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing("count a person's messages"))?;
    Ok((small(&row, 0, "count")?, small(&row, 1, "count")?))
}
