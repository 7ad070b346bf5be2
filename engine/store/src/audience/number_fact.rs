//! What is known about single numbers: who carries them after porting, and whether they are dead (operator guide C12).

use hongyan_domain::{Carrier, Msisdn, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::member;
use crate::bulk::Bulk;
use crate::{Conn, StoreError, Tx};

/// What is known about one number.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NumberFact {
    /// The number.
    pub number: Msisdn,
    /// Who carries it, when that is not who its prefix says.
    pub ported_to: Option<Carrier>,
    /// Since when it is known not to exist.
    pub dead_since: Option<UnixMillis>,
    /// Where this came from: `receipt`, `import`, `hub`.
    pub source: String,
    /// When it was learned.
    pub updated_at: UnixMillis,
}

/// Numbers asked about by one statement.
const ASK_MAX: usize = 500;

static LEARN: Bulk = Bulk::new(
    "INSERT INTO number_fact (number, ported_to, dead_since, source, updated_at) VALUES ",
    5,
    " ON CONFLICT (number) DO UPDATE
        SET ported_to = coalesce(excluded.ported_to, ported_to), dead_since = excluded.dead_since,
            source = excluded.source, updated_at = excluded.updated_at
      WHERE excluded.updated_at >= updated_at",
);

/// Learns facts; newer ones win. A fact without a carrier keeps the one that is known, a fact without `dead_since`
/// says that the number lives.
///
/// # Errors
/// As any write.
pub async fn learn(tx: &mut Tx, facts: &[NumberFact]) -> Result<(), StoreError> {
    for chunk in LEARN.chunks(facts) {
        let mut query = sqlx::query(chunk.sql.clone());
        for fact in chunk.bound() {
            query = query
                .bind(fact.number.to_db())
                .bind(fact.ported_to.map(Carrier::to_db))
                .bind(fact.dead_since.map(|at| at.0))
                .bind(fact.source.as_str())
                .bind(fact.updated_at.0);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("learn about numbers"))?;
    }
    Ok(())
}

/// What is known about these numbers, in number order; numbers without facts are missing from the answer.
///
/// # Errors
/// As any read.
pub async fn of_numbers(conn: &mut Conn, numbers: &[Msisdn]) -> Result<Vec<NumberFact>, StoreError> {
    let mut found = Vec::new();
    for chunk in numbers.chunks(ASK_MAX) {
        let marks = vec!["?"; chunk.len()].join(",");
        let text = format!(
            "SELECT number, ported_to, dead_since, source, updated_at FROM number_fact
              WHERE number IN ({marks}) ORDER BY number"
        );
        let mut query = sqlx::query(AssertSqlSafe(text).into_sql_str()).persistent(chunk.len() == ASK_MAX);
        for number in chunk {
            query = query.bind(number.to_db());
        }
        let rows =
            query.fetch_all(conn.sql()).await.map_err(StoreError::doing("read facts about numbers"))?;
        for row in &rows {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// Which facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FactKind {
    /// Numbers whose carrier is not what their prefix says.
    Ported,
    /// Numbers that are known not to exist.
    Dead,
}

impl FactKind {
    const fn holds(self) -> &'static str {
        match self {
            Self::Ported => "ported_to IS NOT NULL",
            Self::Dead => "dead_since IS NOT NULL",
        }
    }
}

/// Facts of a kind in number order, those of numbers behind `after`, at most `page_max`.
///
/// # Errors
/// As any read.
pub async fn page(
    conn: &mut Conn,
    kind: FactKind,
    after: Option<Msisdn>,
    page_max: u32,
) -> Result<Vec<NumberFact>, StoreError> {
    let text = format!(
        "SELECT number, ported_to, dead_since, source, updated_at FROM number_fact
          WHERE number > ? AND {} ORDER BY number LIMIT ?",
        kind.holds()
    );
    let rows = sqlx::query(AssertSqlSafe(text).into_sql_str())
        .bind(after.map_or(0, Msisdn::to_db))
        .bind(i64::from(page_max))
        .fetch_all(conn.sql())
        .await
        .map_err(StoreError::doing("list facts about numbers"))?;
    rows.iter().map(read).collect()
}

/// How many facts of a kind there are.
///
/// # Errors
/// As any read.
pub async fn count(conn: &mut Conn, kind: FactKind) -> Result<u64, StoreError> {
    let text = format!("SELECT count(*) FROM number_fact WHERE {}", kind.holds());
    let count: i64 = sqlx::query_scalar(AssertSqlSafe(text).into_sql_str())
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("count facts about numbers"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Forgets everything about these numbers; answers how many were known.
///
/// # Errors
/// As any write.
pub async fn forget(tx: &mut Tx, numbers: &[Msisdn]) -> Result<u64, StoreError> {
    let mut known = 0;
    for number in numbers {
        known += sqlx::query("DELETE FROM number_fact WHERE number = $1")
            .bind(number.to_db())
            .execute(tx.sql())
            .await
            .map_err(StoreError::doing("forget about a number"))?
            .rows_affected();
    }
    Ok(known)
}

fn read(row: &SqliteRow) -> Result<NumberFact, StoreError> {
    Ok(NumberFact {
        number: member::number_of(row, "read facts about numbers")?,
        ported_to: row.get::<Option<i64>, _>(1).map(Carrier::from_db),
        dead_since: row.get::<Option<i64>, _>(2).map(UnixMillis),
        source: row.get(3),
        updated_at: UnixMillis(row.get(4)),
    })
}
