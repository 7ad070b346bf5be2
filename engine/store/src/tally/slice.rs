//! Sums of the counters over many tasks: by day, carrier, channel and whatever else tasks have in common.
//!
//! A task counts, with everything that became of it, on the day of its release, before that on the day of its creation:
//! so a sum never changes its day, and the few rows of the counters answer what millions of messages would.

use hongyan_domain::{BusinessType, Carrier, ChannelNo, MessageState, Money, TaskNo, UnixMillis};
use sqlx::Row;
use sqlx::{QueryBuilder, Sqlite};

use crate::row::unreadable;
use crate::{Conn, StoreError};

/// Values of one dimension that stand alone; the others are summed up.
pub const KEYS_MAX: i64 = 500;

/// Which tasks, and which of their messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Slice {
    /// The first moment.
    pub from: UnixMillis,
    /// The moment after the last.
    pub to: UnixMillis,
    /// Practice, or real sending; never both.
    pub sandbox: bool,
    /// Only people of this carrier.
    pub carrier: Option<Carrier>,
    /// Only what went by this channel.
    pub channel: Option<ChannelNo>,
    /// Only tasks of this kind.
    pub business: Option<BusinessType>,
}

/// What sums are told apart by.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum By {
    /// China's day, as days since 1970-01-01.
    Day,
    /// The carrier's number in the store.
    Carrier,
    /// The channel (0: none).
    Channel,
    /// The template (0: none).
    Template,
    /// Who made the task.
    Operator,
    /// The business type.
    Business,
    /// The signature.
    Signature,
    /// The task.
    Task,
}

impl By {
    /// The statement's words for the value and for its name; `{y}` stands for the row that has channel and carrier.
    const fn columns(self) -> (&'static str, &'static str) {
        match self {
            Self::Day => ("(coalesce(t.release_at, t.created_at) + 28800000) / 86400000", "''"),
            Self::Carrier => ("y.carrier", "''"),
            Self::Channel => ("y.channel_no", "(SELECT c.name FROM channel AS c WHERE c.no = y.channel_no)"),
            Self::Template => (
                "coalesce(t.template_no, 0)",
                "(SELECT p.name FROM template AS p WHERE p.no = t.template_no)",
            ),
            Self::Operator => ("t.created_by", "(SELECT u.name FROM user AS u WHERE u.uid = t.created_by)"),
            Self::Business => ("t.business", "''"),
            Self::Signature => ("t.signature", "t.signature"),
            Self::Task => ("t.no", "t.name"),
        }
    }

    /// Whether there may be more values than anybody reads.
    const fn is_open(self) -> bool {
        match self {
            Self::Template | Self::Signature | Self::Task => true,
            Self::Day | Self::Carrier | Self::Channel | Self::Operator | Self::Business => false,
        }
    }
}

/// Messages of one value in one state.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sliced {
    /// The value; `None` sums up those beyond the [`KEYS_MAX`] with the most messages.
    pub key: Option<String>,
    /// Its name, where it has one beside the value.
    pub name: String,
    /// The state.
    pub state: MessageState,
    /// How many messages.
    pub messages: i64,
    /// Their segments as billed.
    pub billed: i64,
    /// Their price.
    pub price: Money,
}

/// The counters of a slice by one dimension.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn sliced(conn: &mut Conn, slice: &Slice, by: By) -> Result<Vec<Sliced>, StoreError> {
    let (key, name) = by.columns();
    let mut sql = QueryBuilder::<Sqlite>::new("WITH part AS (SELECT CAST(");
    sql.push(key).push(" AS TEXT) AS k, ").push(name).push(
        " AS n, y.state AS s, y.messages AS m, y.billed AS b, y.price AS p
           FROM task AS t JOIN tally AS y ON y.task_no = t.no WHERE ",
    );
    limit(&mut sql, slice);
    if let Some(carrier) = slice.carrier {
        sql.push(" AND y.carrier = ").push_bind(carrier.to_db());
    }
    if let Some(channel) = slice.channel {
        sql.push(" AND y.channel_no = ").push_bind(channel.0);
    }
    sql.push(")");
    if by.is_open() {
        sql.push(", top AS (SELECT k FROM part GROUP BY k ORDER BY sum(m) DESC, k LIMIT ");
        sql.push_bind(KEYS_MAX).push(
            ") SELECT CASE WHEN k IN (SELECT k FROM top) THEN k END AS kk,
                      CASE WHEN k IN (SELECT k FROM top) THEN max(n) ELSE '' END, s, sum(m), sum(b), sum(p)
                 FROM part GROUP BY kk, s",
        );
    } else {
        sql.push(" SELECT k, max(n), s, sum(m), sum(b), sum(p) FROM part GROUP BY k, s");
    }
    let rows = sql.build().fetch_all(conn.sql()).await.map_err(StoreError::doing("sum up the counters"))?;
    rows.iter()
        .map(|row| {
            let state: i64 = row.get(2);
            Ok(Sliced {
                key: row.get(0),
                name: row.get::<Option<String>, _>(1).unwrap_or_default(),
                state: MessageState::from_db(state).ok_or_else(|| unreadable("tally.state", state))?,
                messages: row.get(3),
                billed: row.get(4),
                price: Money(row.get(5)),
            })
        })
        .collect()
}

/// Replies to the tasks of a slice by one dimension. A reply's carrier is that of the message that it answers, its
/// channel the one it came by.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn replies(conn: &mut Conn, slice: &Slice, by: By) -> Result<Vec<(String, u64)>, StoreError> {
    let key = match by {
        By::Carrier => "coalesce(m.carrier, 9)",
        By::Channel => "i.channel_no",
        By::Day | By::Template | By::Operator | By::Business | By::Signature | By::Task => by.columns().0,
    };
    let mut sql = QueryBuilder::<Sqlite>::new("SELECT CAST(");
    sql.push(key).push(" AS TEXT) AS k, count(*) FROM task AS t JOIN inbound AS i ON i.task_no = t.no");
    if by == By::Carrier || slice.carrier.is_some() {
        sql.push(" LEFT JOIN message AS m ON m.id = i.message_id");
    }
    sql.push(" WHERE ");
    limit(&mut sql, slice);
    if let Some(carrier) = slice.carrier {
        sql.push(" AND coalesce(m.carrier, 9) = ").push_bind(carrier.to_db());
    }
    if let Some(channel) = slice.channel {
        sql.push(" AND i.channel_no = ").push_bind(channel.0);
    }
    sql.push(" GROUP BY k");
    let rows = sql.build().fetch_all(conn.sql()).await.map_err(StoreError::doing("count replies"))?;
    Ok(rows.iter().map(|row| (row.get(0), u64::try_from(row.get::<i64, _>(1)).unwrap_or(0))).collect())
}

fn limit(sql: &mut QueryBuilder<Sqlite>, slice: &Slice) {
    sql.push("t.sandbox = ").push_bind(i64::from(slice.sandbox));
    sql.push(" AND coalesce(t.release_at, t.created_at) >= ").push_bind(slice.from.0);
    sql.push(" AND coalesce(t.release_at, t.created_at) < ").push_bind(slice.to.0);
    if let Some(business) = slice.business {
        sql.push(" AND t.business = ").push_bind(business.code());
    }
}

/// What a channel has done and has before it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChannelCount {
    /// The channel.
    pub channel: ChannelNo,
    /// The state.
    pub state: MessageState,
    /// Messages of the tasks released at or after the moment that was asked for.
    pub since: i64,
    /// Messages of tasks that have not ended.
    pub open: i64,
}

/// Every channel's messages by state: of the tasks released at or after `since`, and of those that have not ended.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn channels(conn: &mut Conn, since: UnixMillis) -> Result<Vec<ChannelCount>, StoreError> {
    let rows = sqlx::query(
        "SELECT y.channel_no, y.state,
                sum(CASE WHEN coalesce(t.release_at, t.created_at) >= $1 THEN y.messages ELSE 0 END),
                sum(CASE WHEN t.state IN ('scheduled', 'running', 'paused', 'faulted') THEN y.messages ELSE 0 END)
           FROM task AS t JOIN tally AS y ON y.task_no = t.no
          WHERE y.channel_no <> 0
            AND (coalesce(t.release_at, t.created_at) >= $1
                 OR t.state IN ('scheduled', 'running', 'paused', 'faulted'))
          GROUP BY y.channel_no, y.state",
    )
    .bind(since.0)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("sum up the counters of channels"))?;
    rows.iter()
        .map(|row| {
            let state: i64 = row.get(1);
            Ok(ChannelCount {
                channel: ChannelNo(row.get(0)),
                state: MessageState::from_db(state).ok_or_else(|| unreadable("tally.state", state))?,
                since: row.get(2),
                open: row.get(3),
            })
        })
        .collect()
}

/// Messages of tasks that have not ended which wait for this channel or are with it.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn waiting_for(conn: &mut Conn, channel: ChannelNo) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar(
        "SELECT coalesce(sum(y.messages), 0) FROM task AS t JOIN tally AS y ON y.task_no = t.no
          WHERE t.state IN ('scheduled', 'running', 'paused', 'faulted') AND y.channel_no = $1
            AND y.state IN ($2, $3)",
    )
    .bind(channel.0)
    .bind(MessageState::Queued.to_db())
    .bind(MessageState::Claimed.to_db())
    .fetch_one(conn.sql())
    .await
    .map_err(StoreError::doing("count what waits for a channel"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// When the first task of this world counts; `None` before there was one with messages.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn first_day(conn: &mut Conn, sandbox: bool) -> Result<Option<UnixMillis>, StoreError> {
    let at: Option<i64> = sqlx::query_scalar(
        "SELECT coalesce(release_at, created_at) FROM task AS t
          WHERE sandbox = $1 AND state <> 'draft' AND EXISTS (SELECT 1 FROM tally AS y WHERE y.task_no = t.no)
          ORDER BY no LIMIT 1",
    )
    .bind(i64::from(sandbox))
    .fetch_optional(conn.sql())
    .await
    .map_err(StoreError::doing("find the first task"))?;
    Ok(at.map(UnixMillis))
}

/// A task that has not ended.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpenTask {
    /// The task.
    pub task: TaskNo,
    /// Whether it is practice.
    pub sandbox: bool,
}

/// Tasks in one of these states, newest first, at most `page_max`; only of one world when that is asked for.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn tasks_in(
    conn: &mut Conn,
    states: &[&'static str],
    sandbox: Option<bool>,
    page_max: u32,
) -> Result<Vec<OpenTask>, StoreError> {
    let mut sql = QueryBuilder::<Sqlite>::new("SELECT no, sandbox FROM task WHERE state IN (");
    let mut list = sql.separated(", ");
    for state in states {
        list.push_bind(*state);
    }
    sql.push(")");
    if let Some(sandbox) = sandbox {
        sql.push(" AND sandbox = ").push_bind(i64::from(sandbox));
    }
    sql.push(" ORDER BY no DESC LIMIT ").push_bind(i64::from(page_max));
    let rows = sql.build().fetch_all(conn.sql()).await.map_err(StoreError::doing("find open tasks"))?;
    Ok(rows
        .iter()
        .map(|row| OpenTask { task: TaskNo(row.get(0)), sandbox: row.get::<i64, _>(1) != 0 })
        .collect())
}
