//! Messages: one person in one task. Every change of state goes through [`apply`], which counts it.

use std::sync::Arc;

use hongyan_domain::{Carrier, ChannelNo, MessageId, MessageState, Msisdn, ResendMark, TaskNo, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::bulk::Bulk;
use crate::row::{small, unreadable};
use crate::tally::{self, Tallies};
use crate::{Conn, StoreError, Tx};

/// A message to be stored for the first time.
#[derive(Clone, Debug)]
pub struct NewMessage {
    /// Its task.
    pub task: TaskNo,
    /// The person.
    pub number: Msisdn,
    /// Queued, or excluded with the reason in `class`.
    pub state: MessageState,
    /// Who carries the number, as far as we know.
    pub carrier: Carrier,
    /// The channel chosen for it; `None` when it is excluded.
    pub channel: Option<ChannelNo>,
    /// SUBMITs it takes.
    pub parts: u32,
    /// Segments as billed.
    pub billed: u32,
    /// Price of all segments, in milli-yuan.
    pub price: i64,
    /// Not to be sent before.
    pub due_at: UnixMillis,
    /// The exclusion's code; empty when queued.
    pub class: &'static str,
    /// Why this carrier and channel, as codes.
    pub why: Arc<str>,
    /// JSON array of the values of the template's variables, in the template's order.
    pub vars: Option<String>,
}

/// A message as the engine sees it.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// Its task.
    pub task: TaskNo,
    /// The person.
    pub number: Msisdn,
    /// Where it stands.
    pub state: MessageState,
    /// Who carries the number.
    pub carrier: Carrier,
    /// Its channel.
    pub channel: ChannelNo,
    /// SUBMITs it takes.
    pub parts: u32,
    /// Segments as billed.
    pub billed: u32,
    /// Price of all segments, in milli-yuan.
    pub price: i64,
    /// How often it was handed to a channel.
    pub tries: u32,
    /// How often of these it was refused for speed.
    pub throttled: u32,
    /// Who allowed a second copy.
    pub mark: ResendMark,
    /// Not to be sent before.
    pub due_at: UnixMillis,
    /// When the carrier took it.
    pub submitted_at: Option<UnixMillis>,
    /// When it ended.
    pub done_at: Option<UnixMillis>,
    /// Failure class or exclusion.
    pub class: String,
    /// The carrier's own words.
    pub code: String,
    /// Why this carrier and channel, as codes.
    pub why: String,
    /// JSON array of variable values.
    pub vars: Option<String>,
}

impl Message {
    /// What deciding about it needs.
    #[must_use]
    pub fn standing(&self) -> Standing {
        Standing {
            place: Place {
                id: self.id,
                task: self.task,
                channel: self.channel,
                carrier: self.carrier,
                billed: self.billed,
                price: self.price,
            },
            number: self.number,
            state: self.state,
            class: Arc::from(self.class.as_str()),
            parts: self.parts,
            tries: self.tries,
            throttled: self.throttled,
        }
    }
}

/// Where a message stands: what deciding about it needs.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Standing {
    /// Which message, and under which counters.
    pub place: Place,
    /// The person.
    pub number: Msisdn,
    /// Its state.
    pub state: MessageState,
    /// Failure class or exclusion; empty while it lives.
    pub class: Arc<str>,
    /// SUBMITs it takes.
    pub parts: u32,
    /// How often it was handed to a channel.
    pub tries: u32,
    /// How often of these it was refused for speed.
    pub throttled: u32,
}

/// Which message, and under which counters it stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    /// The message.
    pub id: MessageId,
    /// Its task.
    pub task: TaskNo,
    /// Its channel (0: none).
    pub channel: ChannelNo,
    /// Its carrier.
    pub carrier: Carrier,
    /// Segments as billed.
    pub billed: u32,
    /// Price of all segments, in milli-yuan.
    pub price: i64,
}

/// A step of one message from one state to another.
#[derive(Clone, Debug)]
pub struct Step {
    /// Which message.
    pub place: Place,
    /// The state it must be in; otherwise the step is skipped.
    pub from: MessageState,
    /// The class it must have (empty while it lives).
    pub from_class: Arc<str>,
    /// What it becomes.
    pub to: To,
}

/// What a message becomes. Steps with an equal `To` are written by one statement, so share the texts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct To {
    /// The new state.
    pub state: MessageState,
    /// Failure class or exclusion; empty while the message lives.
    pub class: Arc<str>,
    /// The carrier's own words.
    pub code: Arc<str>,
    /// When: `submitted_at` for submitted, `done_at` for ends, `due_at` for queued.
    pub at: UnixMillis,
    /// For a message that is queued again: the channel it moves to; the other steps keep it.
    pub channel: Option<ChannelNo>,
    /// For a message that is queued again: that it was refused for speed, which is no try.
    pub throttled: bool,
    /// For a message that is queued again: that it never left, so that the claim was no try either.
    pub untried: bool,
    /// For a message that is queued again: who allowed it, when a second copy may result.
    pub mark: Option<ResendMark>,
}

impl To {
    /// A state without class or code.
    #[must_use]
    pub fn plain(state: MessageState, at: UnixMillis) -> Self {
        Self {
            state,
            class: Arc::from(""),
            code: Arc::from(""),
            at,
            channel: None,
            throttled: false,
            untried: false,
            mark: None,
        }
    }
}

static INSERT: Bulk = Bulk::new(
    "INSERT INTO message (task_no, number, state, carrier, channel_no, parts, billed, price, due_at, class, why, vars) \
     VALUES ",
    12,
    "",
);

/// Stores new messages and counts them.
///
/// # Errors
/// [`StoreError`] when the file cannot take them; then none is stored.
pub async fn insert(tx: &mut Tx, rows: &[NewMessage]) -> Result<(), StoreError> {
    let mut tallies = Tallies::default();
    let reasons = route_why::numbers(tx, rows.iter().map(|row| &row.why)).await?;
    for chunk in INSERT.chunks(rows) {
        let mut query = sqlx::query(chunk.sql.clone());
        for row in chunk.bound() {
            let channel = row.channel.unwrap_or(ChannelNo(0));
            query = query
                .bind(row.task.0)
                .bind(row.number.to_db())
                .bind(row.state.to_db())
                .bind(row.carrier.to_db())
                .bind(channel.0)
                .bind(i64::from(row.parts))
                .bind(i64::from(row.billed))
                .bind(row.price)
                .bind(row.due_at.0)
                .bind(row.class)
                .bind(reasons.get(&row.why).copied().unwrap_or(0))
                .bind(row.vars.as_deref());
            let place = Place {
                id: MessageId(0),
                task: row.task,
                channel,
                carrier: row.carrier,
                billed: row.billed,
                price: row.price,
            };
            tallies.add(&place, row.state, row.class, 1);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("store messages"))?;
    }
    tally::write(tx, tallies).await
}

/// The columns of [`from_row`], in its order.
macro_rules! columns {
    () => {
        "id, task_no, number, state, carrier, channel_no, parts, billed, price, tries, throttled, mark, due_at, \
         submitted_at, done_at, class, code, \
         coalesce((SELECT words FROM route_why WHERE route_why.no = message.why), ''), vars"
    };
}

/// What a page of messages is narrowed to.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    /// Only this task.
    pub task: Option<TaskNo>,
    /// Only this person.
    pub number: Option<Msisdn>,
    /// Only this state.
    pub state: Option<MessageState>,
    /// Only this failure class or exclusion.
    pub class: Option<String>,
}

/// Messages that pass `filter`, with ids above `after`, in order of id, at most `page_max`.
///
/// The way to walk any number of messages in bounded memory: ask again with the last id.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn page(
    conn: &mut Conn,
    filter: &Filter,
    after: MessageId,
    page_max: u32,
) -> Result<Vec<Message>, StoreError> {
    let mut sql =
        sqlx::QueryBuilder::<sqlx::Sqlite>::new(concat!("SELECT ", columns!(), " FROM message WHERE id > "));
    sql.push_bind(after.0);
    if let Some(number) = filter.number {
        sql.push(" AND number = ").push_bind(number.to_db());
    }
    if let Some(task) = filter.task {
        sql.push(" AND task_no = ").push_bind(task.0);
    }
    if let Some(state) = filter.state {
        sql.push(" AND state = ").push_bind(state.to_db());
    }
    if let Some(class) = &filter.class {
        sql.push(" AND class = ").push_bind(class.clone());
    }
    sql.push(" ORDER BY id LIMIT ").push_bind(i64::from(page_max));
    let rows = sql.build().fetch_all(conn.sql()).await.map_err(StoreError::doing("read messages"))?;
    rows.iter().map(from_row).collect()
}

/// One message.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn find(conn: &mut Conn, id: MessageId) -> Result<Option<Message>, StoreError> {
    let row = sqlx::query(concat!("SELECT ", columns!(), " FROM message WHERE id = $1"))
        .bind(id.0)
        .fetch_optional(conn.sql())
        .await
        .map_err(StoreError::doing("read a message"))?;
    row.as_ref().map(from_row).transpose()
}

/// The last message that was handed to a channel for this person on this channel, since `since`: what a reply answers.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn last_sent_to(
    conn: &mut Conn,
    number: Msisdn,
    task: Option<TaskNo>,
    since: UnixMillis,
) -> Result<Option<Message>, StoreError> {
    let row = sqlx::query(
        concat!(
            "SELECT ",
            columns!(),
            " FROM message
          WHERE number = $1 AND tries > 0 AND ($2 IS NULL OR task_no = $2) AND coalesce(submitted_at, due_at) >= $3
          ORDER BY id DESC LIMIT 1"
        ),
    )
    .bind(number.to_db())
    .bind(task.map(|no| no.0))
    .bind(since.0)
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find the message that a reply answers"))?;
    row.as_ref().map(from_row).transpose()
}

/// Messages for this person on this channel that wait for an answer or are in doubt, oldest first: what a receipt
/// without a known id may belong to.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn under_way(
    conn: &mut Conn,
    number: Msisdn,
    channel: ChannelNo,
) -> Result<Vec<Message>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM message
          WHERE number = $1 AND channel_no = $2 AND state IN (1, 9) ORDER BY id"
    ))
    .bind(number.to_db())
    .bind(channel.0)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find what a receipt may belong to"))?;
    rows.iter().map(from_row).collect()
}

/// Messages of a task that are in `state` since before `before` (by `submitted_at`, for queued ones by `due_at`), with
/// ids above `after`.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn waiting_since(
    conn: &mut Conn,
    task: TaskNo,
    state: MessageState,
    before: UnixMillis,
    after: MessageId,
    page_max: u32,
) -> Result<Vec<Message>, StoreError> {
    let rows = sqlx::query(
        concat!(
            "SELECT ",
            columns!(),
            " FROM message
          WHERE task_no = $1 AND id > $2 AND state = $3
            AND (CASE state WHEN 0 THEN due_at WHEN 9 THEN done_at ELSE coalesce(submitted_at, due_at) END) <= $4
          ORDER BY id LIMIT $5"
        ),
    )
    .bind(task.0)
    .bind(after.0)
    .bind(state.to_db())
    .bind(before.0)
    .bind(i64::from(page_max))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find messages that wait too long"))?;
    rows.iter().map(from_row).collect()
}

/// When the next queued message of this task on this channel is due.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn next_due(
    conn: &mut Conn,
    task: TaskNo,
    channel: ChannelNo,
) -> Result<Option<UnixMillis>, StoreError> {
    sqlx::query_scalar::<_, Option<i64>>(
        "SELECT min(due_at) FROM message WHERE state = 0 AND channel_no = $1 AND task_no = $2",
    )
    .bind(channel.0)
    .bind(task.0)
    .fetch_one(conn.sql())
    .await
    .map(|at| at.map(UnixMillis))
    .map_err(StoreError::doing("find the next due message"))
}

/// Queued messages for this person, in all tasks: what an opt-out stops.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn queued_for(conn: &mut Conn, number: Msisdn) -> Result<Vec<Message>, StoreError> {
    let rows = sqlx::query(concat!(
        "SELECT ",
        columns!(),
        " FROM message WHERE number = $1 AND state = 0 ORDER BY id"
    ))
    .bind(number.to_db())
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find what is queued for a number"))?;
    rows.iter().map(from_row).collect()
}

pub(crate) fn from_row(row: &SqliteRow) -> Result<Message, StoreError> {
    let number: i64 = row.get(2);
    let state: i64 = row.get(3);
    Ok(Message {
        id: MessageId(row.get(0)),
        task: TaskNo(row.get(1)),
        number: Msisdn::from_db(number).ok_or_else(|| unreadable("message.number", "not a number"))?,
        state: MessageState::from_db(state).ok_or_else(|| unreadable("message.state", state))?,
        carrier: Carrier::from_db(row.get(4)),
        channel: ChannelNo(row.get(5)),
        parts: small(row, 6, "message.parts")?,
        billed: small(row, 7, "message.billed")?,
        price: row.get(8),
        tries: small(row, 9, "message.tries")?,
        throttled: small(row, 10, "message.throttled")?,
        mark: ResendMark::from_db(row.get(11)),
        due_at: UnixMillis(row.get(12)),
        submitted_at: row.get::<Option<i64>, _>(13).map(UnixMillis),
        done_at: row.get::<Option<i64>, _>(14).map(UnixMillis),
        class: row.get(15),
        code: row.get(16),
        why: row.get(17),
        vars: row.get(18),
    })
}

mod again;
mod change;
mod claim;
mod reading;
mod route_why;
mod search;

pub use again::{Again, Ended, FollowUps, Pace, ended_groups, ended_page, pace};
pub use change::{apply, apply_all};
pub use claim::claim;
pub use reading::{FailureGroup, Moved, Reported, failure_groups, moves, of_number, report_page};
pub use search::{Found, Wanted, replied, search};
