//! Members of a group: one row per number, in number order, with the columns of the list they came from.

use hongyan_domain::{GroupNo, Msisdn, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, SqlSafeStr as _};

use super::{LOCAL, group};
use crate::bulk::Bulk;
use crate::{Conn, StoreError, Tx};

/// Numbers asked about by one statement.
const ASK_MAX: usize = 500;

/// One person in one group.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Member {
    /// The number.
    pub number: Msisdn,
    /// The name; empty when the list gave none.
    pub name: String,
    /// The list's other columns: a JSON object of texts, `{"列名":"值"}`.
    pub fields: String,
}

static INSERT: Bulk = Bulk::new("INSERT INTO group_member (group_no, number, name, fields) VALUES ", 4, "");
static UPSERT: Bulk = Bulk::new(
    "INSERT INTO group_member (group_no, number, name, fields) VALUES ",
    4,
    " ON CONFLICT (group_no, number) DO UPDATE
        SET name = CASE WHEN excluded.name = '' THEN name ELSE excluded.name END,
            fields = json_patch(fields, excluded.fields)",
);

/// Adds members to a staged group; they must be new to it. In number order this appends and is several times faster.
///
/// # Errors
/// [`StoreError::Conflict`] when a number is there already.
pub async fn insert_staged(tx: &mut Tx, group: GroupNo, members: &[Member]) -> Result<(), StoreError> {
    put(tx, group, &INSERT, members, "stage members").await?;
    // Counted as they come: counting a million rows at the end would hold up the writer.
    sqlx::query("UPDATE contact_group SET people = people + $2 WHERE no = $1")
        .bind(group.0)
        .bind(i64::try_from(members.len()).unwrap_or(i64::MAX))
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("count staged members"))
}

/// Adds members or brings them up to date, and counts the group; answers how many it has now.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such group.
pub async fn upsert(
    tx: &mut Tx,
    group: GroupNo,
    members: &[Member],
    at: UnixMillis,
) -> Result<u64, StoreError> {
    put(tx, group, &UPSERT, members, "add members").await?;
    group::recount(tx, group, at).await
}

async fn put(
    tx: &mut Tx,
    group: GroupNo,
    bulk: &'static Bulk,
    members: &[Member],
    doing: &'static str,
) -> Result<(), StoreError> {
    for chunk in bulk.chunks(members) {
        let mut query = sqlx::query(chunk.sql.clone());
        for member in chunk.bound() {
            query = query
                .bind(group.0)
                .bind(member.number.to_db())
                .bind(member.name.as_str())
                .bind(member.fields.as_str());
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing(doing))?;
    }
    Ok(())
}

/// Adds members or brings them up to date, and counts only them; answers how many are new.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such group.
pub async fn add(tx: &mut Tx, group: GroupNo, members: &[Member], at: UnixMillis) -> Result<u64, StoreError> {
    let numbers: Vec<Msisdn> = members.iter().map(|member| member.number).collect();
    let there = of_numbers(tx, group, &numbers).await?.len();
    put(tx, group, &UPSERT, members, "add members").await?;
    let added = members.len().saturating_sub(there);
    let added = u64::try_from(added).unwrap_or(u64::MAX);
    group::shift(tx, group, group::to_db(added), at).await?;
    Ok(added)
}

/// Takes numbers out of a group; answers how many members it has now.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such group.
pub async fn remove(
    tx: &mut Tx,
    group: GroupNo,
    numbers: &[Msisdn],
    at: UnixMillis,
) -> Result<u64, StoreError> {
    let mut gone = 0;
    for number in numbers {
        let done = sqlx::query("DELETE FROM group_member WHERE group_no = $1 AND number = $2")
            .bind(group.0)
            .bind(number.to_db())
            .execute(tx.sql())
            .await
            .map_err(StoreError::doing("remove a member"))?;
        gone += group::to_db(done.rows_affected());
    }
    group::shift(tx, group, -gone, at).await
}

/// Members after `after` in number order, at most `limit`: the last number of one page is the cursor of the next.
///
/// # Errors
/// As any read.
pub async fn page(
    conn: &mut Conn,
    group: GroupNo,
    after: Option<Msisdn>,
    limit: u32,
) -> Result<Vec<Member>, StoreError> {
    sqlx::query(
        "SELECT number, name, fields FROM group_member WHERE group_no = $1 AND number > $2
          ORDER BY number LIMIT $3",
    )
    .bind(group.0)
    .bind(after.map_or(0, Msisdn::to_db))
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read members"))?
    .iter()
    .map(read)
    .collect()
}

/// One member.
///
/// # Errors
/// As any read.
pub async fn find(conn: &mut Conn, group: GroupNo, number: Msisdn) -> Result<Option<Member>, StoreError> {
    sqlx::query("SELECT number, name, fields FROM group_member WHERE group_no = $1 AND number = $2")
        .bind(group.0)
        .bind(number.to_db())
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("find a member"))?
        .map(|row| read(&row))
        .transpose()
}

/// The members with these numbers, in number order; numbers that the group does not have are missing from the answer.
///
/// # Errors
/// As any read.
pub async fn of_numbers(
    conn: &mut Conn,
    group: GroupNo,
    numbers: &[Msisdn],
) -> Result<Vec<Member>, StoreError> {
    let mut found = Vec::with_capacity(numbers.len());
    for chunk in numbers.chunks(ASK_MAX) {
        let marks = vec!["?"; chunk.len()].join(",");
        let text = format!(
            "SELECT number, name, fields FROM group_member WHERE group_no = ? AND number IN ({marks}) ORDER BY number"
        );
        let mut query =
            sqlx::query(AssertSqlSafe(text).into_sql_str()).persistent(chunk.len() == ASK_MAX).bind(group.0);
        for number in chunk {
            query = query.bind(number.to_db());
        }
        let rows = query.fetch_all(conn.sql()).await.map_err(StoreError::doing("read members"))?;
        for row in &rows {
            found.push(read(row)?);
        }
    }
    Ok(found)
}

/// The member `steps` places behind the number `after` (`None`: behind the begin), in number order.
///
/// # Errors
/// As any read.
pub async fn ahead(
    conn: &mut Conn,
    group: GroupNo,
    after: Option<Msisdn>,
    steps: u32,
) -> Result<Option<Msisdn>, StoreError> {
    sqlx::query_scalar::<_, i64>(
        "SELECT number FROM group_member WHERE group_no = $1 AND number > $2 ORDER BY number LIMIT 1 OFFSET $3",
    )
    .bind(group.0)
    .bind(after.map_or(0, Msisdn::to_db))
    .bind(steps)
    .fetch_optional(conn.sql())
    .await
    .map(|number| number.and_then(Msisdn::from_db))
    .map_err(StoreError::doing("find a place in a group"))
}

/// The named groups that have this number.
///
/// # Errors
/// As any read.
pub async fn groups_of(conn: &mut Conn, number: Msisdn) -> Result<Vec<GroupNo>, StoreError> {
    sqlx::query_scalar::<_, i64>(
        "SELECT no FROM contact_group g
          WHERE org_id = $1 AND kind = 'group' AND state = 'ready'
            AND EXISTS (SELECT 1 FROM group_member m WHERE m.group_no = g.no AND m.number = $2)
          ORDER BY no",
    )
    .bind(LOCAL)
    .bind(number.to_db())
    .fetch_all(conn.sql())
    .await
    .map(|rows| rows.into_iter().map(GroupNo).collect())
    .map_err(StoreError::doing("find the groups of a person"))
}

/// Puts a member in place of what the group knows of the number; fields that are gone are gone. Counts the group.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such group.
pub async fn replace(
    tx: &mut Tx,
    group: GroupNo,
    old: Msisdn,
    member: &Member,
    at: UnixMillis,
) -> Result<u64, StoreError> {
    let gone = sqlx::query("DELETE FROM group_member WHERE group_no = $1 AND number IN ($2, $3)")
        .bind(group.0)
        .bind(old.to_db())
        .bind(member.number.to_db())
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("replace a member"))?
        .rows_affected();
    put(tx, group, &INSERT, std::slice::from_ref(member), "replace a member").await?;
    group::shift(tx, group, 1 - group::to_db(gone), at).await
}

/// How many members there are, counted.
///
/// # Errors
/// As any read.
pub async fn count(conn: &mut Conn, group: GroupNo) -> Result<u64, StoreError> {
    sqlx::query_scalar::<_, i64>("SELECT count(*) FROM group_member WHERE group_no = $1")
        .bind(group.0)
        .fetch_one(conn.sql())
        .await
        .map(group::from_db)
        .map_err(StoreError::doing("count members"))
}

fn read(row: &SqliteRow) -> Result<Member, StoreError> {
    Ok(Member { number: number_of(row, "read members")?, name: row.get(1), fields: row.get(2) })
}

/// The number in the first column.
pub(super) fn number_of(row: &SqliteRow, doing: &'static str) -> Result<Msisdn, StoreError> {
    Msisdn::from_db(row.get(0)).ok_or_else(|| StoreError::Unreadable {
        doing,
        column: "number",
        found: "not a number of 8 to 15 digits".to_owned(),
    })
}
