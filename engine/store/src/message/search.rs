//! Messages as people look for them: any filter, newest first, the first page at once among millions.
//!
//! The counters know which tasks can have what is looked for, and how each of these lets itself be read in the order
//! of ids without reading what does not fit: failed and left out messages by the index over ended ones, all messages of
//! a task or a person by theirs. Each such way is a stream; the streams are merged from the newest id down. What no
//! index narrows is looked through in windows, and after so many rows the search pauses with a cursor to go on from.

use hongyan_domain::{Carrier, ChannelNo, MessageId, MessageState, Msisdn, TaskNo, UnixMillis};
use sqlx::{QueryBuilder, Row, Sqlite};

use super::{Message, from_row};
use crate::row::packed;
use crate::{Conn, StoreError};

/// What messages are looked for; what is empty or `None` narrows nothing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Wanted {
    /// Of this task.
    pub task: Option<TaskNo>,
    /// To this person.
    pub number: Option<Msisdn>,
    /// In one of these states.
    pub states: Vec<MessageState>,
    /// Of one of these failure classes or exclusions.
    pub classes: Vec<String>,
    /// With these words of the carrier's.
    pub code: Option<String>,
    /// To this carrier.
    pub carrier: Option<Carrier>,
    /// By this channel.
    pub channel: Option<ChannelNo>,
    /// Taken by the carrier at or after this moment; due, when none has taken it.
    pub from: Option<UnixMillis>,
    /// The same before this moment.
    pub to: Option<UnixMillis>,
    /// Of practice, or not.
    pub sandbox: Option<bool>,
}

impl Wanted {
    /// Whether more is asked of a message than the index over ended ones knows.
    const fn looks_inside(&self) -> bool {
        self.code.is_some()
            || self.carrier.is_some()
            || self.channel.is_some()
            || self.from.is_some()
            || self.to.is_some()
    }
}

/// What a search found.
#[derive(Clone, Debug)]
pub struct Found {
    /// Messages, newest first.
    pub messages: Vec<Message>,
    /// The next page has ids below this; `None`: there is nothing more. With fewer messages than were asked for, the
    /// search paused here.
    pub next: Option<MessageId>,
    /// Rows that were looked at, counted as if all lay side by side.
    pub looked: u32,
}

/// More streams than this, and all messages are looked through instead: so many tasks hold something everywhere.
const STREAMS_MAX: usize = 2_000;
/// Rows of a stream's first window.
const WINDOW_MIN: u32 = 64;
/// Rows of a window at most.
const WINDOW_MAX: u32 = 16_384;
/// A row that is found by the index over ended messages and then looked at lies on a page of its own: it costs as much as
/// so many that lie side by side (three million messages, nothing in the cache).
const APART: u32 = 30;
/// The first state that the index over ended messages holds; those before are queued, claimed, submitted, delivered.
const ENDED_MIN: i64 = 4;

/// How a stream reads in the order of ids.
#[derive(Clone, PartialEq, Eq, Debug)]
enum Way {
    /// Everything.
    All,
    /// The messages to a person.
    Number(Msisdn),
    /// The messages of a task; `living` leaves out those that another stream reads.
    Task { task: TaskNo, living: bool },
    /// The messages of a task that ended in one way.
    Ended { task: TaskNo, state: MessageState, class: String },
}

struct Stream {
    way: Way,
    /// Everything of it from here up is found.
    below: i64,
    window: u32,
    open: bool,
}

/// Looks for messages with ids below `before`, at most `page_max`, and looks at about `looks_max` rows at most.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn search(
    conn: &mut Conn,
    wanted: &Wanted,
    before: Option<MessageId>,
    page_max: u32,
    looks_max: u32,
) -> Result<Found, StoreError> {
    let mut streams = streams(conn, wanted, before.map_or(i64::MAX, |id| id.0)).await?;
    let page = usize::try_from(page_max).unwrap_or(usize::MAX);
    let begin = streams.iter().map(|stream| stream.below).max().unwrap_or(0);
    let mut found: Vec<i64> = Vec::new();
    let mut looked = 0;
    let horizon = loop {
        let highest = streams.iter_mut().filter(|stream| stream.open).max_by_key(|stream| stream.below);
        let Some(stream) = highest else { break None };
        // What an open stream has not told yet lies below it: what is above can be told.
        let certain = found.iter().filter(|id| **id >= stream.below).count();
        // However little it may look at, every page gets further.
        if certain > page || (looked >= looks_max && stream.below < begin) {
            break Some(stream.below);
        }
        looked += advance(conn, wanted, stream, &mut found).await?;
    };
    found.sort_unstable_by(|a, b| b.cmp(a));
    found.dedup();
    found.retain(|id| horizon.is_none_or(|horizon| *id >= horizon));
    let next = if found.len() > page {
        found.truncate(page);
        found.last().copied()
    } else {
        horizon
    };
    let messages = these(conn, &found).await?;
    Ok(Found { messages, next: next.map(MessageId), looked })
}

/// Reads a stream's next window; answers how many rows were looked at.
async fn advance(
    conn: &mut Conn,
    wanted: &Wanted,
    stream: &mut Stream,
    found: &mut Vec<i64>,
) -> Result<u32, StoreError> {
    let row = window("", &stream.way, wanted, stream.below, stream.window)
        .build()
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("look for messages"))?;
    let seen = u32::try_from(row.get::<i64, _>(0)).unwrap_or(u32::MAX);
    let ids: String = row.get(2);
    found.extend(packed::<i64>(&ids, "look for messages")?);
    stream.open = seen >= stream.window;
    stream.below = row.get::<Option<i64>, _>(1).unwrap_or(stream.below);
    let each = if matches!(stream.way, Way::Ended { .. }) && wanted.looks_inside() { APART } else { 1 };
    stream.window = (stream.window * 4).min(WINDOW_MAX / each);
    Ok(seen.saturating_mul(each))
}

/// The statement of one window: how many rows it has, the lowest id, and the ids of those that fit.
fn window(head: &str, way: &Way, wanted: &Wanted, below: i64, rows: u32) -> QueryBuilder<Sqlite> {
    let mut sql = QueryBuilder::new(head);
    sql.push("SELECT count(*), min(id), json_group_array(id) FILTER (WHERE 1");
    filter(&mut sql, way, wanted);
    sql.push(
        ") FROM (SELECT id, task_no, state, class, code, carrier, channel_no, submitted_at, due_at FROM message WHERE ",
    );
    match way {
        Way::All => {}
        Way::Number(number) => {
            sql.push("number = ").push_bind(number.to_db()).push(" AND ");
        }
        Way::Task { task, .. } => {
            sql.push("task_no = ").push_bind(task.0).push(" AND ");
        }
        Way::Ended { task, state, class } => {
            sql.push("task_no = ").push_bind(task.0);
            sql.push(" AND state = ").push_bind(state.to_db());
            // Word for word the condition of the index: nothing else makes it usable.
            sql.push(" AND state BETWEEN 4 AND 11 AND class = ").push_bind(class.clone()).push(" AND ");
        }
    }
    sql.push("id < ").push_bind(below);
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(i64::from(rows)).push(")");
    sql
}

/// What the way itself does not say.
fn filter(sql: &mut QueryBuilder<Sqlite>, way: &Way, wanted: &Wanted) {
    if let (Some(task), Way::All | Way::Number(_)) = (wanted.task, way) {
        sql.push(" AND task_no = ").push_bind(task.0);
    }
    if let (Some(sandbox), Way::All | Way::Number(_)) = (wanted.sandbox, way) {
        sql.push(" AND task_no IN (SELECT no FROM task WHERE sandbox = ")
            .push_bind(i64::from(sandbox))
            .push(")");
    }
    if !matches!(way, Way::Ended { .. }) {
        if !wanted.states.is_empty() {
            one_of(sql, " AND state IN (", wanted.states.iter().map(|state| state.to_db()));
        }
        if !wanted.classes.is_empty() {
            one_of(sql, " AND class IN (", wanted.classes.iter().cloned());
        }
    }
    if let Way::Task { living: true, .. } = way {
        sql.push(" AND state < ").push_bind(ENDED_MIN);
    }
    if let Some(code) = &wanted.code {
        sql.push(" AND code = ").push_bind(code.clone());
    }
    if let Some(carrier) = wanted.carrier {
        sql.push(" AND carrier = ").push_bind(carrier.to_db());
    }
    if let Some(channel) = wanted.channel {
        sql.push(" AND channel_no = ").push_bind(channel.0);
    }
    if let Some(from) = wanted.from {
        sql.push(" AND coalesce(submitted_at, due_at) >= ").push_bind(from.0);
    }
    if let Some(to) = wanted.to {
        sql.push(" AND coalesce(submitted_at, due_at) < ").push_bind(to.0);
    }
}

fn one_of<T>(sql: &mut QueryBuilder<Sqlite>, begin: &str, values: impl Iterator<Item = T>)
where
    T: for<'q> sqlx::Encode<'q, Sqlite> + sqlx::Type<Sqlite> + Send + 'static,
{
    sql.push(begin);
    let mut list = sql.separated(", ");
    for value in values {
        list.push_bind(value);
    }
    sql.push(")");
}

/// The streams that hold everything that is looked for.
async fn streams(conn: &mut Conn, wanted: &Wanted, before: i64) -> Result<Vec<Stream>, StoreError> {
    let open = |way, below| Stream { way, below, window: WINDOW_MIN, open: true };
    if let Some(number) = wanted.number {
        return Ok(vec![open(Way::Number(number), before)]);
    }
    let narrowed = wanted.task.is_some()
        || wanted.sandbox.is_some()
        || !wanted.states.is_empty()
        || !wanted.classes.is_empty()
        || wanted.carrier.is_some()
        || wanted.channel.is_some()
        || wanted.from.is_some()
        || wanted.to.is_some();
    if !narrowed {
        return Ok(vec![open(Way::All, before)]);
    }
    let by_end = !wanted.states.is_empty() || !wanted.classes.is_empty();
    let mut ways: Vec<Way> = Vec::new();
    for (task, state, class) in places(conn, wanted).await? {
        let Some(known) = MessageState::from_db(state) else { continue };
        let way = if by_end && state >= ENDED_MIN {
            Way::Ended { task: TaskNo(task), state: known, class }
        } else {
            Way::Task { task: TaskNo(task), living: by_end }
        };
        if ways.last() != Some(&way) {
            ways.push(way);
        }
        if ways.len() > STREAMS_MAX {
            return Ok(vec![open(Way::All, before)]);
        }
    }
    let mut tasks: Vec<i64> = ways.iter().filter_map(Way::task).map(|task| task.0).collect();
    tasks.dedup();
    let newest = newest_of(conn, &tasks).await?;
    Ok(ways
        .into_iter()
        .map(|way| {
            let newest = way.task().and_then(|task| newest.iter().find(|(no, _)| *no == task.0));
            let below = newest.map_or(0, |(_, id)| id.saturating_add(1));
            open(way, below.min(before))
        })
        .collect())
}

impl Way {
    const fn task(&self) -> Option<TaskNo> {
        match self {
            Self::All | Self::Number(_) => None,
            Self::Task { task, .. } | Self::Ended { task, .. } => Some(*task),
        }
    }
}

/// Task, state and class of every counter that has something of what is looked for, in this order.
async fn places(conn: &mut Conn, wanted: &Wanted) -> Result<Vec<(i64, i64, String)>, StoreError> {
    let mut sql = QueryBuilder::<Sqlite>::new(
        "SELECT DISTINCT y.task_no, y.state, y.class FROM tally AS y JOIN task AS t ON t.no = y.task_no
          WHERE y.messages > 0",
    );
    if let Some(task) = wanted.task {
        sql.push(" AND y.task_no = ").push_bind(task.0);
    }
    if let Some(sandbox) = wanted.sandbox {
        sql.push(" AND t.sandbox = ").push_bind(i64::from(sandbox));
    }
    if !wanted.states.is_empty() {
        one_of(&mut sql, " AND y.state IN (", wanted.states.iter().map(|state| state.to_db()));
    }
    if !wanted.classes.is_empty() {
        one_of(&mut sql, " AND y.class IN (", wanted.classes.iter().cloned());
    }
    if let Some(carrier) = wanted.carrier {
        sql.push(" AND y.carrier = ").push_bind(carrier.to_db());
    }
    if let Some(channel) = wanted.channel {
        sql.push(" AND y.channel_no = ").push_bind(channel.0);
    }
    if let Some(from) = wanted.from {
        // A task that runs again keeps the moment of its first end.
        sql.push(" AND (t.state NOT IN ('done', 'stopped') OR t.ended_at >= ").push_bind(from.0).push(")");
    }
    if let Some(to) = wanted.to {
        sql.push(" AND t.created_at < ").push_bind(to.0);
    }
    sql.push(" ORDER BY y.task_no, y.state, y.class");
    let rows = sql.build().fetch_all(conn.sql()).await.map_err(StoreError::doing("find where to look"))?;
    Ok(rows.iter().map(|row| (row.get(0), row.get(1), row.get(2))).collect())
}

/// The newest message of each of these tasks.
async fn newest_of(conn: &mut Conn, tasks: &[i64]) -> Result<Vec<(i64, i64)>, StoreError> {
    let doing = "find where to begin";
    let asked = serde_json::to_string(tasks).unwrap_or_default();
    let told: String = sqlx::query_scalar(
        "SELECT json_group_array(json_array(value, (SELECT max(id) FROM message WHERE task_no = value)))
           FROM json_each($1)",
    )
    .bind(asked)
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing(doing))?;
    let newest: Vec<(i64, Option<i64>)> = packed(&told, doing)?;
    Ok(newest.into_iter().filter_map(|(task, id)| Some((task, id?))).collect())
}

/// These messages, newest first.
async fn these(conn: &mut Conn, ids: &[i64]) -> Result<Vec<Message>, StoreError> {
    let asked = serde_json::to_string(ids).unwrap_or_default();
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM message WHERE id IN (SELECT value FROM json_each($1)) ORDER BY id DESC"
    ))
    .bind(asked)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read messages"))?;
    rows.iter().map(from_row).collect()
}

/// Which of these messages somebody replied to.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn replied(conn: &mut Conn, ids: &[MessageId]) -> Result<Vec<MessageId>, StoreError> {
    let asked: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let found: Vec<i64> = sqlx::query_scalar(
        "SELECT m.id FROM message AS m WHERE m.id IN (SELECT value FROM json_each($1))
            AND EXISTS (SELECT 1 FROM inbound AS i WHERE i.number = m.number AND i.message_id = m.id)",
    )
    .bind(serde_json::to_string(&asked).unwrap_or_default())
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find replies to messages"))?;
    Ok(found.into_iter().map(MessageId).collect())
}

#[cfg(test)]
mod tests;
