//! Lean reads over many messages: pages for report files, groups of failures, and when messages moved.

use hongyan_domain::{
    Carrier, ChannelNo, GroupNo, MessageId, MessageState, Msisdn, ResendMark, TaskNo, UnixMillis,
};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use super::{Message, from_row};
use crate::row::{small, unreadable};
use crate::{Conn, StoreError};

/// A message as a report shows it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reported {
    /// Its id: the cursor of the next page.
    pub id: MessageId,
    /// The person.
    pub number: Msisdn,
    /// Where it stands.
    pub state: MessageState,
    /// Who carries the number.
    pub carrier: Carrier,
    /// Its channel (0: none).
    pub channel: ChannelNo,
    /// Segments as billed.
    pub billed: u32,
    /// Price of all segments, in milli-yuan.
    pub price: i64,
    /// How often it was handed to a channel.
    pub tries: u32,
    /// Who allowed a second copy.
    pub mark: ResendMark,
    /// When the carrier took it.
    pub submitted_at: Option<UnixMillis>,
    /// When it ended.
    pub done_at: Option<UnixMillis>,
    /// Failure class or exclusion.
    pub class: String,
    /// The carrier's own words.
    pub code: String,
    /// JSON array of variable values.
    pub vars: Option<String>,
    /// The person's name in the task's list, if the list still has it.
    pub name: Option<String>,
}

/// Messages of a task with ids above `after`, in order of id, at most `page_max`; names come from `group`, the task's
/// list.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn report_page(
    conn: &mut Conn,
    task: TaskNo,
    group: GroupNo,
    after: MessageId,
    page_max: u32,
) -> Result<Vec<Reported>, StoreError> {
    let rows = sqlx::query(
        "SELECT m.id, m.number, m.state, m.carrier, m.channel_no, m.billed, m.price, m.tries, m.mark, m.submitted_at,
                m.done_at, m.class, m.code, m.vars, nullif(g.name, '')
           FROM message AS m LEFT JOIN group_member AS g ON g.group_no = $1 AND g.number = m.number
          WHERE m.task_no = $2 AND m.id > $3 ORDER BY m.id LIMIT $4",
    )
    .bind(group.0)
    .bind(task.0)
    .bind(after.0)
    .bind(i64::from(page_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read messages for a report"))?;
    rows.iter().map(reported).collect()
}

fn reported(row: &SqliteRow) -> Result<Reported, StoreError> {
    let state: i64 = row.get(2);
    Ok(Reported {
        id: MessageId(row.get(0)),
        number: Msisdn::from_db(row.get(1)).ok_or_else(|| unreadable("message.number", "not a number"))?,
        state: MessageState::from_db(state).ok_or_else(|| unreadable("message.state", state))?,
        carrier: Carrier::from_db(row.get(3)),
        channel: ChannelNo(row.get(4)),
        billed: small(row, 5, "message.billed")?,
        price: row.get(6),
        tries: small(row, 7, "message.tries")?,
        mark: ResendMark::from_db(row.get(8)),
        submitted_at: row.get::<Option<i64>, _>(9).map(UnixMillis),
        done_at: row.get::<Option<i64>, _>(10).map(UnixMillis),
        class: row.get(11),
        code: row.get(12),
        vars: row.get(13),
        name: row.get(14),
    })
}

/// Messages that failed in the same way.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FailureGroup {
    /// Failed, rejected or expired.
    pub state: MessageState,
    /// The channel (0: none).
    pub channel: ChannelNo,
    /// The failure class.
    pub class: String,
    /// The carrier's own words.
    pub code: String,
    /// How many messages.
    pub messages: u64,
}

/// How a task's messages failed, the most frequent first, at most `groups_max` groups. Reads every message of the task.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn failure_groups(
    conn: &mut Conn,
    task: TaskNo,
    groups_max: u32,
) -> Result<Vec<FailureGroup>, StoreError> {
    let rows = sqlx::query(
        "SELECT state, channel_no, class, code, count(*) FROM message
          WHERE task_no = $1 AND state IN (4, 5, 8) GROUP BY state, channel_no, class, code
          ORDER BY 5 DESC, state, channel_no, class, code LIMIT $2",
    )
    .bind(task.0)
    .bind(i64::from(groups_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("group the failures of a task"))?;
    rows.iter()
        .map(|row| {
            let state: i64 = row.get(0);
            Ok(FailureGroup {
                state: MessageState::from_db(state).ok_or_else(|| unreadable("message.state", state))?,
                channel: ChannelNo(row.get(1)),
                class: row.get(2),
                code: row.get(3),
                messages: small(row, 4, "count")?,
            })
        })
        .collect()
}

/// What happened within one span of time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Moved {
    /// When the span began.
    pub at: UnixMillis,
    /// Messages that a carrier took.
    pub submitted: u64,
    /// Messages that came to their phone.
    pub delivered: u64,
}

/// When a task's messages were submitted and delivered, in spans of `width_ms` that begin at or after `from`, oldest
/// first, at most `spans_max`. Reads every message of the task.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn moves(
    conn: &mut Conn,
    task: TaskNo,
    width_ms: u32,
    from: UnixMillis,
    spans_max: u32,
) -> Result<Vec<Moved>, StoreError> {
    let rows = sqlx::query(
        "SELECT span * $2, sum(submitted), sum(delivered) FROM (
            SELECT submitted_at / $2 AS span, 1 AS submitted, 0 AS delivered FROM message
             WHERE task_no = $1 AND submitted_at >= $3
             UNION ALL
            SELECT done_at / $2, 0, 1 FROM message WHERE task_no = $1 AND state = 3 AND done_at >= $3)
          GROUP BY span ORDER BY span LIMIT $4",
    )
    .bind(task.0)
    .bind(i64::from(width_ms.max(1)))
    .bind(from.0)
    .bind(i64::from(spans_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read when messages were sent"))?;
    rows.iter()
        .map(|row| {
            Ok(Moved {
                at: UnixMillis(row.get(0)),
                submitted: small(row, 1, "count")?,
                delivered: small(row, 2, "count")?,
            })
        })
        .collect()
}

/// Messages to one person over all tasks, newest first, with ids below `before`, at most `page_max`.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn of_number(
    conn: &mut Conn,
    number: Msisdn,
    before: Option<MessageId>,
    page_max: u32,
) -> Result<Vec<Message>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM message
          WHERE number = $1 AND id < $2 ORDER BY id DESC LIMIT $3"
    ))
    .bind(number.to_db())
    .bind(before.map_or(i64::MAX, |id| id.0))
    .bind(i64::from(page_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("look up a number"))?;
    rows.iter().map(from_row).collect()
}
