//! The lists of those who get nothing, as people look through them; and how many of a group stand on them.

use hongyan_domain::{GroupNo, Msisdn};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::blocklist::{self, Block, BlockKind};
use super::{LOCAL, group};
use crate::{Conn, StoreError, Tx};

/// Entries that one search looks at beyond the numbers.
const NOTES_LOOKED_AT: i64 = 200_000;

/// An entry with its place in the list.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// Its number on this desktop.
    pub no: i64,
    /// What it says.
    pub block: Block,
    /// Who made it, by name where the person has one.
    pub by: String,
}

/// Which entries.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Only this list.
    pub kind: Option<BlockKind>,
    /// Only numbers with these digits.
    pub digits: Option<String>,
    /// Only notes with this text.
    pub note: Option<String>,
}

/// Where a page ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The last entry's number on this desktop.
    pub no: i64,
    /// The last entry's phone number.
    pub number: Msisdn,
}

/// The columns of [`read`], in its order.
macro_rules! columns {
    () => {
        "b.number, b.kind, b.scope, b.source, b.note, b.created_at, b.no, \
         coalesce((SELECT u.name FROM user AS u WHERE u.uid = b.created_by), b.created_by)"
    };
}

/// Entries behind `after`, at most `limit`: the newest first, those found by digits in number order.
///
/// # Errors
/// As any read.
pub async fn page(
    conn: &mut Conn,
    wanted: &Wanted,
    after: Option<Place>,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let kind = wanted.kind.map(BlockKind::code);
    let rows = if let Some(digits) = &wanted.digits {
        sqlx::query(concat!(
            "SELECT ",
            columns!(),
            " FROM blocklist AS b
              WHERE b.number >= $1 AND NOT (b.number = $1 AND b.no <= $2) AND instr(b.number, $3) > 0
                AND ($4 IS NULL OR b.kind = $4)
              ORDER BY b.number, b.no LIMIT $5"
        ))
        .bind(after.map_or(0, |place| place.number.to_db()))
        .bind(after.map_or(0, |place| place.no))
        .bind(digits.as_str())
        .bind(kind)
        .bind(limit)
        .fetch_all(conn.sql())
        .await
    } else {
        let before = after.map_or(i64::MAX, |place| place.no);
        sqlx::query(concat!(
            "SELECT ",
            columns!(),
            " FROM blocklist AS b
              WHERE b.no < $1 AND ($2 IS NULL OR b.kind = $2)
                AND ($3 IS NULL OR (b.note LIKE $3 ESCAPE '\\'
                                    AND b.no > (SELECT max(no) FROM blocklist) - $4))
              ORDER BY b.no DESC LIMIT $5"
        ))
        .bind(before)
        .bind(kind)
        .bind(wanted.note.as_deref().map(super::search::Needle::pattern))
        .bind(NOTES_LOOKED_AT)
        .bind(limit)
        .fetch_all(conn.sql())
        .await
    };
    rows.map_err(StoreError::doing("look through the block list"))?.iter().map(read).collect()
}

/// How many entries there are.
///
/// # Errors
/// As any read.
pub async fn count(conn: &mut Conn, wanted: &Wanted) -> Result<u64, StoreError> {
    sqlx::query_scalar::<_, i64>(
        "SELECT count(*) FROM blocklist AS b
          WHERE ($1 IS NULL OR b.kind = $1) AND ($2 IS NULL OR instr(b.number, $2) > 0)
            AND ($3 IS NULL OR (b.note LIKE $3 ESCAPE '\\' AND b.no > (SELECT max(no) FROM blocklist) - $4))",
    )
    .bind(wanted.kind.map(BlockKind::code))
    .bind(wanted.digits.as_deref())
    .bind(wanted.note.as_deref().map(super::search::Needle::pattern))
    .bind(NOTES_LOOKED_AT)
    .fetch_one(conn.sql())
    .await
    .map(group::from_db)
    .map_err(StoreError::doing("count the block list"))
}

/// Takes one entry off; answers whether it was there.
///
/// # Errors
/// As any write.
pub async fn remove(tx: &mut Tx, no: i64) -> Result<bool, StoreError> {
    sqlx::query("DELETE FROM blocklist WHERE no = $1 AND org_id = $2")
        .bind(no)
        .bind(LOCAL)
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected() > 0)
        .map_err(StoreError::doing("take an entry off the block list"))
}

/// How many of a group get nothing, each counted once, by the first reason that holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Blocked {
    /// On the blacklist.
    pub blacklisted: u64,
    /// Opted out, of anything.
    pub opted_out: u64,
    /// Known to be dead.
    pub dead: u64,
}

/// Counts who of a group, staged ones too, stands on a list.
///
/// # Errors
/// As any read.
pub async fn in_group(conn: &mut Conn, no: GroupNo) -> Result<Blocked, StoreError> {
    let row = sqlx::query(
        "SELECT coalesce(sum(black), 0), coalesce(sum(NOT black AND refused), 0),
                coalesce(sum(NOT black AND NOT refused AND dead), 0) FROM (
            SELECT EXISTS (SELECT 1 FROM blocklist b WHERE b.number = m.number AND b.kind = 'blacklist') AS black,
                   EXISTS (SELECT 1 FROM blocklist b WHERE b.number = m.number AND b.kind = 'opt_out') AS refused,
                   EXISTS (SELECT 1 FROM number_fact f WHERE f.number = m.number AND f.dead_since IS NOT NULL) AS dead
              FROM group_member m WHERE m.group_no = $1)",
    )
    .bind(no.0)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing("count who of a group is blocked"))?;
    let count = |at: usize| group::from_db(row.get(at));
    Ok(Blocked { blacklisted: count(0), opted_out: count(1), dead: count(2) })
}

fn read(row: &SqliteRow) -> Result<Entry, StoreError> {
    Ok(Entry { no: row.get(6), block: blocklist::read(row)?, by: row.get(7) })
}
