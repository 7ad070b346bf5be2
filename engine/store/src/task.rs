//! Tasks: one campaign, or one message to one person.

use hongyan_domain::{BusinessType, ChannelNo, GroupNo, Msisdn, TaskNo, TaskState, Uid, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::audience::LOCAL;
use crate::row::{small, unreadable};
use crate::{Conn, StoreError, Tx};

/// What a person decides about a task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskDraft {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub business: BusinessType,
    /// The signature without 【】.
    pub signature: String,
    /// The text with `{variables}`.
    pub template: String,
    /// Shown at once and not kept by the phone.
    pub flash: bool,
    /// Who gets it.
    pub group: GroupNo,
    /// The channel, when a person chose one.
    pub channel: Option<ChannelNo>,
    /// Messages per second over all channels.
    pub speed_limit: Option<u32>,
    /// When it may begin; `None`: at once.
    pub start_at: Option<UnixMillis>,
    /// How long a start can be taken back, in milliseconds.
    pub undo_ms: u32,
    /// How long after its release messages may still be sent or delivered, in milliseconds.
    pub validity_ms: i64,
    /// Practice: it goes by simulated channels only, any other task by real ones only.
    pub sandbox: bool,
}

/// Where a task comes from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin {
    /// Who made it.
    pub by: String,
    /// What its maker called it before it had a number: the same key never makes two tasks.
    pub client_key: Option<String>,
    /// The template that its text was taken from, by number.
    pub template: Option<i64>,
    /// The task whose people get it again.
    pub resend_of: Option<TaskNo>,
}

impl Default for Origin {
    fn default() -> Self {
        Self { by: LOCAL.to_owned(), client_key: None, template: None, resend_of: None }
    }
}

/// A stored task.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Task {
    /// Its number here.
    pub no: TaskNo,
    /// Its id everywhere.
    pub uid: String,
    /// What a person decided.
    pub draft: TaskDraft,
    /// Digits behind the sender number that bring replies back to it.
    pub extension: String,
    /// Where it stands.
    pub state: TaskState,
    /// Why it stands there, as a code.
    pub state_reason: String,
    /// When the start and the undo window are over.
    pub release_at: Option<UnixMillis>,
    /// When its messages lose their validity.
    pub expires_at: Option<UnixMillis>,
    /// When it ended.
    pub ended_at: Option<UnixMillis>,
    /// The last number that was expanded.
    pub expand_cursor: Option<Msisdn>,
    /// Whether every recipient has its message row.
    pub expanded: bool,
    /// When it was made.
    pub created_at: UnixMillis,
    /// Who made it, as the name to show.
    pub created_by: String,
    /// The task whose people get it again.
    pub resend_of: Option<TaskNo>,
    /// Counts every change: a change names the version that it read.
    pub version: i64,
}

/// Stores a new task as a draft. Its extension is its number's last `extension_digits` digits.
///
/// # Errors
/// [`StoreError::Conflict`] when the group or channel does not exist.
pub async fn create(
    tx: &mut Tx,
    uid: Uid,
    draft: &TaskDraft,
    extension_digits: u8,
    now: UnixMillis,
) -> Result<TaskNo, StoreError> {
    create_from(tx, uid, draft, &Origin::default(), extension_digits, now).await
}

/// The same for a task of which more is known.
///
/// # Errors
/// As [`create`]; [`StoreError::Conflict`] as well when a task has this client key already.
pub async fn create_from(
    tx: &mut Tx,
    uid: Uid,
    draft: &TaskDraft,
    origin: &Origin,
    extension_digits: u8,
    now: UnixMillis,
) -> Result<TaskNo, StoreError> {
    let no: i64 = sqlx::query_scalar(
        "INSERT INTO task (uid, org_id, created_by, created_at, updated_at, name, business, signature, template, flash,
                group_no, channel_no, extension, speed_limit, start_at, undo_ms, validity_ms, state, sandbox,
                client_key, template_no, resend_of)
         VALUES ($1, 'local', $14, $2, $2, $3, $4, $5, $6, $7, $8, $9, '', $10, $11, $12, $13, 'draft', $15, $16, $17,
                $18)
         RETURNING no",
    )
    .bind(uid.to_string())
    .bind(now.0)
    .bind(draft.name.as_str())
    .bind(draft.business.code())
    .bind(draft.signature.as_str())
    .bind(draft.template.as_str())
    .bind(i64::from(draft.flash))
    .bind(draft.group.0)
    .bind(draft.channel.map(|no| no.0))
    .bind(draft.speed_limit.map(i64::from))
    .bind(draft.start_at.map(|at| at.0))
    .bind(i64::from(draft.undo_ms))
    .bind(draft.validity_ms)
    .bind(origin.by.as_str())
    .bind(i64::from(draft.sandbox))
    .bind(origin.client_key.as_deref())
    .bind(origin.template)
    .bind(origin.resend_of.map(|no| no.0))
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("store a task"))?;
    sqlx::query("UPDATE task SET extension = $1 WHERE no = $2")
        .bind(extension_of(no, extension_digits))
        .bind(no)
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("give a task its extension"))?;
    Ok(TaskNo(no))
}

/// The last `digits` digits of a task's number, with leading zeros; empty for none.
fn extension_of(no: i64, digits: u8) -> String {
    if digits == 0 {
        return String::new();
    }
    let width = usize::from(digits.min(9));
    let wrapped = no.rem_euclid(10_i64.pow(u32::from(digits.min(9))));
    format!("{wrapped:0width$}")
}

/// The columns of [`from_row`], in its order.
macro_rules! columns {
    () => {
        "no, uid, name, business, signature, template, flash, group_no, channel_no, extension, speed_limit, start_at, \
         undo_ms, validity_ms, state, state_reason, release_at, expires_at, ended_at, expand_cursor, expanded, \
         created_at, version, sandbox, resend_of, \
         coalesce((SELECT user.name FROM user WHERE user.uid = task.created_by), task.created_by)"
    };
}

/// One task.
///
/// # Errors
/// [`StoreError::NotFound`] when there is no such task.
pub async fn find(conn: &mut Conn, no: TaskNo) -> Result<Task, StoreError> {
    let row = sqlx::query(concat!("SELECT ", columns!(), " FROM task WHERE no = $1"))
        .bind(no.0)
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("read a task"))?;
    match row {
        Some(row) => from_row(&row),
        None => Err(StoreError::NotFound { what: "task", id: no.to_string() }),
    }
}

/// Tasks with numbers below `before`, newest first; `open_only` leaves out those that have ended.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn list(
    conn: &mut Conn,
    before: Option<TaskNo>,
    open_only: bool,
    page_max: u32,
) -> Result<Vec<Task>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM task WHERE no < $1 AND ($2 = 0 OR state NOT IN ('done', 'stopped')) ORDER BY no DESC LIMIT $3"
    ))
    .bind(before.map_or(i64::MAX, |no| no.0))
    .bind(i64::from(open_only))
    .bind(i64::from(page_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list tasks"))?;
    rows.iter().map(from_row).collect()
}

/// Every task that needs the engine: not ended, or stopped with people who have no row, a queued message, or one whose
/// receipt is awaited.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn unfinished(conn: &mut Conn) -> Result<Vec<Task>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM task
          WHERE state IN ('draft', 'scheduled', 'running', 'paused', 'faulted')
             OR (state = 'stopped' AND (expanded = 0
                 OR no IN (SELECT task_no FROM tally WHERE state IN (0, 2) AND messages > 0)))
          ORDER BY no"
    ))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("list unfinished tasks"))?;
    rows.iter().map(from_row).collect()
}

/// The newest tasks whose replies come to these extension digits.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn with_extension(
    conn: &mut Conn,
    extension: &str,
    page_max: u32,
) -> Result<Vec<TaskNo>, StoreError> {
    let numbers: Vec<i64> = sqlx::query_scalar(
        "SELECT no FROM task WHERE extension = $1 AND extension <> '' ORDER BY no DESC LIMIT $2",
    )
    .bind(extension.to_owned())
    .bind(i64::from(page_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find the task of a reply"))?;
    Ok(numbers.into_iter().map(TaskNo).collect())
}

/// A change of a task's state, with what belongs to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TaskChange {
    /// The state it must be in.
    pub from: TaskState,
    /// What it becomes.
    pub to: TaskState,
    /// Why, as a code; empty when a person asked and needs no reason.
    pub reason: String,
    /// When its start and undo window end; `None` leaves it.
    pub release_at: Option<UnixMillis>,
    /// When its messages lose their validity; `None` leaves it.
    pub expires_at: Option<UnixMillis>,
}

/// Moves a task from one state to another.
///
/// # Errors
/// [`StoreError::Stale`] when it is not in `from` any more; nothing changes.
pub async fn change(tx: &mut Tx, no: TaskNo, change: &TaskChange, now: UnixMillis) -> Result<(), StoreError> {
    let done = sqlx::query(
        "UPDATE task SET state = $1, state_reason = $2, release_at = coalesce($3, release_at),
                expires_at = coalesce($4, expires_at), ended_at = CASE WHEN $5 THEN $6 ELSE ended_at END,
                updated_at = $6, version = version + 1
          WHERE no = $7 AND state = $8",
    )
    .bind(change.to.code())
    .bind(change.reason.as_str())
    .bind(change.release_at.map(|at| at.0))
    .bind(change.expires_at.map(|at| at.0))
    .bind(change.to.is_over())
    .bind(now.0)
    .bind(no.0)
    .bind(change.from.code())
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("change the state of a task"))?;
    if done.rows_affected() == 0 {
        return Err(StoreError::Stale { what: "task", id: no.to_string() });
    }
    Ok(())
}

/// Remembers how far expansion has come: in the transaction that stores the messages.
///
/// # Errors
/// [`StoreError`] when the file cannot record it.
pub async fn set_cursor(
    tx: &mut Tx,
    no: TaskNo,
    cursor: Option<Msisdn>,
    expanded: bool,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE task SET expand_cursor = coalesce($1, expand_cursor), expanded = $2 WHERE no = $3")
        .bind(cursor.map(Msisdn::to_db))
        .bind(i64::from(expanded))
        .bind(no.0)
        .execute(tx.sql())
        .await
        .map_err(StoreError::doing("record how far a task is expanded"))?;
    Ok(())
}

fn from_row(row: &SqliteRow) -> Result<Task, StoreError> {
    let business: String = row.get(3);
    let state: String = row.get(14);
    Ok(Task {
        no: TaskNo(row.get(0)),
        uid: row.get(1),
        draft: TaskDraft {
            name: row.get(2),
            business: BusinessType::from_code(&business)
                .ok_or_else(|| unreadable("task.business", &business))?,
            signature: row.get(4),
            template: row.get(5),
            flash: row.get::<i64, _>(6) != 0,
            group: GroupNo(row.get(7)),
            channel: row.get::<Option<i64>, _>(8).map(ChannelNo),
            speed_limit: row.get::<Option<i64>, _>(10).and_then(|limit| u32::try_from(limit).ok()),
            start_at: row.get::<Option<i64>, _>(11).map(UnixMillis),
            undo_ms: small(row, 12, "task.undo_ms")?,
            validity_ms: row.get(13),
            sandbox: row.get::<i64, _>(23) != 0,
        },
        extension: row.get(9),
        state: TaskState::from_code(&state).ok_or_else(|| unreadable("task.state", &state))?,
        state_reason: row.get(15),
        release_at: row.get::<Option<i64>, _>(16).map(UnixMillis),
        expires_at: row.get::<Option<i64>, _>(17).map(UnixMillis),
        ended_at: row.get::<Option<i64>, _>(18).map(UnixMillis),
        expand_cursor: Msisdn::from_db(row.get(19)),
        expanded: row.get::<i64, _>(20) != 0,
        created_at: UnixMillis(row.get(21)),
        version: row.get(22),
        resend_of: row.get::<Option<i64>, _>(24).map(TaskNo),
        created_by: row.get(25),
    })
}

mod due;
mod search;

pub use due::{Due, due};
pub use search::{Search, by_client_key, follow_ups, names, running, search};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_is_the_end_of_the_number() {
        assert_eq!(extension_of(7, 3), "007");
        assert_eq!(extension_of(12_345, 3), "345");
        assert_eq!(extension_of(7, 0), "");
    }
}
