//! Groups of people. A group is `ready` and seen, or `staging` while an import fills it, or `removed`.

use hongyan_domain::{GroupNo, Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::LOCAL;
use crate::{Conn, StoreError, Tx};

/// What a group is for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GroupKind {
    /// Named, shown to people, used again.
    Group,
    /// The recipients of one task; its name need not be unique.
    List,
}

impl GroupKind {
    /// The word that the store keeps.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Group => "group",
            Self::List => "list",
        }
    }
}

/// A group that people can see.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Its number on this desktop.
    pub no: GroupNo,
    /// Its id everywhere.
    pub uid: String,
    /// What people call it.
    pub name: String,
    /// What it is for.
    pub kind: GroupKind,
    /// How many members it has.
    pub people: u64,
    /// When it was made.
    pub created_at: UnixMillis,
    /// When it or its members last changed.
    pub updated_at: UnixMillis,
}

/// What became of a staged group.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Published {
    /// The group that now holds the people: the staged one, or the one of that name that was there.
    pub group: GroupNo,
    /// Whether a group of that name was there already.
    pub merged: bool,
    /// Members that the group did not have before.
    pub added: u64,
}

/// Makes an empty group that is seen at once.
///
/// # Errors
/// [`StoreError::Conflict`] when a group of that name is there.
pub async fn create(
    tx: &mut Tx,
    uid: Uid,
    name: &str,
    kind: GroupKind,
    by: &str,
    at: UnixMillis,
) -> Result<GroupNo, StoreError> {
    insert(tx, uid, name, kind, "ready", by, at).await
}

/// Makes an empty group that nobody sees until [`publish`].
///
/// # Errors
/// As any write.
pub async fn stage(
    tx: &mut Tx,
    uid: Uid,
    name: &str,
    kind: GroupKind,
    by: &str,
    at: UnixMillis,
) -> Result<GroupNo, StoreError> {
    insert(tx, uid, name, kind, "staging", by, at).await
}

async fn insert(
    tx: &mut Tx,
    uid: Uid,
    name: &str,
    kind: GroupKind,
    state: &str,
    by: &str,
    at: UnixMillis,
) -> Result<GroupNo, StoreError> {
    sqlx::query_scalar(
        "INSERT INTO contact_group (uid, org_id, created_by, created_at, updated_at, name, kind, state)
         VALUES ($1, $2, $3, $4, $4, $5, $6, $7) RETURNING no",
    )
    .bind(uid.to_string())
    .bind(LOCAL)
    .bind(by)
    .bind(at.0)
    .bind(name)
    .bind(kind.code())
    .bind(state)
    .fetch_one(tx.sql())
    .await
    .map(GroupNo)
    .map_err(StoreError::doing("make a group"))
}

/// Shows a staged group. If a group of its name is there, its people join that one instead: where both know a number,
/// the staged name wins unless it is empty, and staged fields replace or add to the old ones.
///
/// A staged group that was merged stays behind as `removed`; [`clear`] takes its rows.
///
/// # Errors
/// [`StoreError::NotFound`] when `staged` is not a staged group.
pub async fn publish(tx: &mut Tx, staged: GroupNo, at: UnixMillis) -> Result<Published, StoreError> {
    let row = sqlx::query("SELECT name, kind, people FROM contact_group WHERE no = $1 AND state = 'staging'")
        .bind(staged.0)
        .fetch_optional(tx.sql())
        .await
        .map_err(StoreError::doing("find a staged group"))?
        .ok_or_else(|| StoreError::NotFound { what: "staged group", id: staged.to_string() })?;
    let kind: String = row.get(1);
    let people = from_db(row.get(2));
    let existing = match kind.as_str() {
        "group" => by_name(tx, row.get(0)).await?,
        _ => None,
    };
    let Some(existing) = existing else {
        sqlx::query("UPDATE contact_group SET state = 'ready', updated_at = $2 WHERE no = $1")
            .bind(staged.0)
            .bind(at.0)
            .execute(tx.sql())
            .await
            .map_err(StoreError::doing("publish a group"))?;
        return Ok(Published { group: staged, merged: false, added: people });
    };
    sqlx::query(
        "INSERT INTO group_member (group_no, number, name, fields)
         SELECT $1, number, name, fields FROM group_member WHERE group_no = $2 ORDER BY number
         ON CONFLICT (group_no, number) DO UPDATE
            SET name = CASE WHEN excluded.name = '' THEN name ELSE excluded.name END,
                fields = json_patch(fields, excluded.fields)",
    )
    .bind(existing.no.0)
    .bind(staged.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("merge into a group"))?;
    sqlx::query("UPDATE contact_group SET state = 'removed', updated_at = $2 WHERE no = $1")
        .bind(staged.0)
        .bind(at.0)
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("put a merged group away"))?;
    let now = recount(tx, existing.no, at).await?;
    Ok(Published { group: existing.no, merged: true, added: now.saturating_sub(existing.people) })
}

/// Counts the members anew and keeps the figure; answers it.
pub(super) async fn recount(tx: &mut Tx, group: GroupNo, at: UnixMillis) -> Result<u64, StoreError> {
    sqlx::query_scalar::<_, i64>(
        "UPDATE contact_group SET people = (SELECT count(*) FROM group_member WHERE group_no = $1),
                updated_at = $2, version = version + 1 WHERE no = $1 RETURNING people",
    )
    .bind(group.0)
    .bind(at.0)
    .fetch_optional(tx.sql())
    .await
    .map_err(StoreError::doing("count a group"))?
    .map(from_db)
    .ok_or_else(|| StoreError::NotFound { what: "group", id: group.to_string() })
}

/// Keeps the figure of members when it is known how many came or went; answers it.
pub(super) async fn shift(tx: &mut Tx, group: GroupNo, by: i64, at: UnixMillis) -> Result<u64, StoreError> {
    sqlx::query_scalar::<_, i64>(
        "UPDATE contact_group SET people = people + $2, updated_at = $3, version = version + 1
          WHERE no = $1 RETURNING people",
    )
    .bind(group.0)
    .bind(by)
    .bind(at.0)
    .fetch_optional(tx.sql())
    .await
    .map_err(StoreError::doing("count a group"))?
    .map(from_db)
    .ok_or_else(|| StoreError::NotFound { what: "group", id: group.to_string() })
}

/// The ready group of that name; lists have no name to be found by.
///
/// # Errors
/// As any read.
pub async fn by_name(conn: &mut Conn, name: &str) -> Result<Option<Group>, StoreError> {
    sqlx::query(
        "SELECT no, uid, name, kind, people, created_at, updated_at FROM contact_group
          WHERE org_id = $1 AND name = $2 AND kind = 'group' AND state = 'ready'",
    )
    .bind(LOCAL)
    .bind(name)
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a group by name"))?
    .map(|row| read(&row))
    .transpose()
}

/// The ready group or list of that number.
///
/// # Errors
/// As any read.
pub async fn by_no(conn: &mut Conn, no: GroupNo) -> Result<Option<Group>, StoreError> {
    sqlx::query(
        "SELECT no, uid, name, kind, people, created_at, updated_at FROM contact_group
          WHERE no = $1 AND state = 'ready'",
    )
    .bind(no.0)
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find a group"))?
    .map(|row| read(&row))
    .transpose()
}

/// Named groups in name order after `after`, at most `limit`.
///
/// # Errors
/// As any read.
pub async fn page(conn: &mut Conn, after: &str, limit: u32) -> Result<Vec<Group>, StoreError> {
    sqlx::query(
        "SELECT no, uid, name, kind, people, created_at, updated_at FROM contact_group
          WHERE org_id = $1 AND kind = 'group' AND state = 'ready' AND name > $2 ORDER BY name LIMIT $3",
    )
    .bind(LOCAL)
    .bind(after)
    .bind(limit)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list groups"))?
    .iter()
    .map(read)
    .collect()
}

/// Hides a group and frees its name; [`clear`] takes its rows when no task needs them any more.
///
/// # Errors
/// [`StoreError::NotFound`] when no ready group has that number.
pub async fn remove(tx: &mut Tx, no: GroupNo, at: UnixMillis) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE contact_group SET state = 'removed', updated_at = $2, version = version + 1
          WHERE no = $1 AND state = 'ready'",
    )
    .bind(no.0)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("remove a group"))?;
    match done.rows_affected() {
        0 => Err(StoreError::NotFound { what: "group", id: no.to_string() }),
        _ => Ok(()),
    }
}

/// Gives a named group another name.
///
/// # Errors
/// [`StoreError::NotFound`] when no ready group has that number, [`StoreError::Conflict`] when the name is taken.
pub async fn rename(tx: &mut Tx, no: GroupNo, name: &str, at: UnixMillis) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE contact_group SET name = $2, updated_at = $3, version = version + 1
          WHERE no = $1 AND kind = 'group' AND state = 'ready'",
    )
    .bind(no.0)
    .bind(name)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("rename a group"))?;
    match done.rows_affected() {
        0 => Err(StoreError::NotFound { what: "group", id: no.to_string() }),
        _ => Ok(()),
    }
}

/// Marks every staged group as removed: at the start of the engine, when no import can be running.
///
/// # Errors
/// As any write.
pub async fn abandon_staged(tx: &mut Tx, at: UnixMillis) -> Result<u64, StoreError> {
    sqlx::query("UPDATE contact_group SET state = 'removed', updated_at = $1 WHERE state = 'staging'")
        .bind(at.0)
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected())
        .map_err(StoreError::doing("give up staged groups"))
}

/// Gives up one staged group.
///
/// # Errors
/// As any write.
pub async fn abandon(tx: &mut Tx, staged: GroupNo, at: UnixMillis) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE contact_group SET state = 'removed', updated_at = $2 WHERE no = $1 AND state = 'staging'",
    )
    .bind(staged.0)
    .bind(at.0)
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("give up a staged group"))
}

/// A removed group that still has rows and that no unfinished task reads from.
///
/// # Errors
/// As any read.
pub async fn clearable(conn: &mut Conn) -> Result<Option<GroupNo>, StoreError> {
    sqlx::query_scalar::<_, i64>(
        "SELECT no FROM contact_group g
          WHERE state = 'removed'
            AND EXISTS (SELECT 1 FROM group_member m WHERE m.group_no = g.no)
            AND NOT EXISTS (SELECT 1 FROM task t WHERE t.group_no = g.no AND t.expanded = 0
                                                   AND t.state NOT IN ('done', 'stopped'))
          ORDER BY no LIMIT 1",
    )
    .fetch_optional(conn.sql())
    .await
    .map(|no| no.map(GroupNo))
    .map_err(StoreError::doing("look for groups to clear"))
}

/// Deletes up to `limit` rows of a removed group; answers how many. Zero means that it is empty.
///
/// # Errors
/// As any write.
pub async fn clear(tx: &mut Tx, no: GroupNo, limit: u32) -> Result<u64, StoreError> {
    sqlx::query(
        "DELETE FROM group_member
          WHERE group_no = $1 AND number IN (SELECT number FROM group_member WHERE group_no = $1 LIMIT $2)
            AND EXISTS (SELECT 1 FROM contact_group WHERE no = $1 AND state = 'removed')",
    )
    .bind(no.0)
    .bind(limit)
    .execute(tx.sql())
    .await
    .map(|done| done.rows_affected())
    .map_err(StoreError::doing("clear a removed group"))
}

fn read(row: &SqliteRow) -> Result<Group, StoreError> {
    let kind: String = row.get(3);
    let kind = match kind.as_str() {
        "group" => GroupKind::Group,
        "list" => GroupKind::List,
        _ => return Err(StoreError::Unreadable { doing: "read a group", column: "kind", found: kind }),
    };
    Ok(Group {
        no: GroupNo(row.get(0)),
        uid: row.get(1),
        name: row.get(2),
        kind,
        people: from_db(row.get(4)),
        created_at: UnixMillis(row.get(5)),
        updated_at: UnixMillis(row.get(6)),
    })
}

pub(super) fn from_db(count: i64) -> u64 {
    u64::try_from(count).unwrap_or(0)
}

pub(super) fn to_db(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
