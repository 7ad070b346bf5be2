//! Who must not be written to: opt-outs (C5 of the operator guide) and the black list.

use hongyan_domain::{Msisdn, Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{LOCAL, member};
use crate::{Conn, StoreError, Tx};

/// Why a number is on the list.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BlockKind {
    /// The person asked for it.
    OptOut,
    /// We decided it.
    Blacklist,
}

impl BlockKind {
    /// The word that the store keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OptOut => "opt_out",
            Self::Blacklist => "blacklist",
        }
    }

    /// Reads the word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::OptOut, Self::Blacklist].into_iter().find(|kind| kind.code() == code)
    }
}

/// One entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Block {
    /// The number.
    pub number: Msisdn,
    /// Why.
    pub kind: BlockKind,
    /// What it holds for: empty is everything, else a business type or a signature.
    pub scope: String,
    /// Where it came from: `reply`, `import`, `person`, `hub`.
    pub source: String,
    /// What a person wrote beside it.
    pub note: String,
    /// Since when.
    pub created_at: UnixMillis,
}

/// Numbers asked about by one statement.
const ASK_MAX: usize = 500;

/// Puts a number on the list; an entry of the same kind and scope stays as it is. Answers whether it is new.
///
/// # Errors
/// As any write.
pub async fn add(tx: &mut Tx, uid: Uid, block: &Block, by: &str) -> Result<bool, StoreError> {
    sqlx::query(
        "INSERT INTO blocklist (uid, org_id, created_by, created_at, updated_at, number, kind, scope, source, note)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7, $8, $9)
             ON CONFLICT (number, kind, scope, org_id) DO NOTHING",
    )
    .bind(uid.to_string())
    .bind(LOCAL)
    .bind(by)
    .bind(block.created_at.0)
    .bind(block.number.to_db())
    .bind(block.kind.code())
    .bind(block.scope.as_str())
    .bind(block.source.as_str())
    .bind(block.note.as_str())
    .execute(tx.sql())
    .await
    .map(|done| done.rows_affected() > 0)
    .map_err(StoreError::doing("block a number"))
}

/// Takes a number's entries of one kind off the list, whatever their scope; answers how many there were.
///
/// # Errors
/// As any write.
pub async fn remove(tx: &mut Tx, number: Msisdn, kind: BlockKind) -> Result<u64, StoreError> {
    sqlx::query("DELETE FROM blocklist WHERE number = $1 AND kind = $2 AND org_id = $3")
        .bind(number.to_db())
        .bind(kind.code())
        .bind(LOCAL)
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected())
        .map_err(StoreError::doing("unblock a number"))
}

/// All entries of these numbers, in number order.
///
/// # Errors
/// As any read.
pub async fn of_numbers(conn: &mut Conn, numbers: &[Msisdn]) -> Result<Vec<Block>, StoreError> {
    let mut found = Vec::new();
    for chunk in numbers.chunks(ASK_MAX) {
        let marks = vec!["?"; chunk.len()].join(",");
        let text = format!(
            "SELECT number, kind, scope, source, note, created_at FROM blocklist
              WHERE number IN ({marks}) ORDER BY number, kind, scope"
        );
        let mut query = sqlx::query(AssertSqlSafe(text).into_sql_str()).persistent(chunk.len() == ASK_MAX);
        for number in chunk {
            query = query.bind(number.to_db());
        }
        let rows = query.fetch_all(conn.sql()).await.map_err(StoreError::doing("read the block list"))?;
        for row in &rows {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// Entries after `after` in number order, at most `limit` rows.
///
/// # Errors
/// As any read.
pub async fn page(conn: &mut Conn, after: Option<Msisdn>, limit: u32) -> Result<Vec<Block>, StoreError> {
    sqlx::query(
        "SELECT number, kind, scope, source, note, created_at FROM blocklist
          WHERE number > $1 ORDER BY number, kind, scope LIMIT $2",
    )
    .bind(after.map_or(0, Msisdn::to_db))
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read the block list"))?
    .iter()
    .map(read)
    .collect()
}

pub(super) fn read(row: &SqliteRow) -> Result<Block, StoreError> {
    let kind: String = row.get(1);
    Ok(Block {
        number: member::number_of(row, "read the block list")?,
        kind: BlockKind::from_code(&kind).ok_or(StoreError::Unreadable {
            doing: "read the block list",
            column: "kind",
            found: kind,
        })?,
        scope: row.get(2),
        source: row.get(3),
        note: row.get(4),
        created_at: UnixMillis(row.get(5)),
    })
}
