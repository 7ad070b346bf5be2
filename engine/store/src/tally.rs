//! The counters. They change only in the transaction that changes the rows they count (promise P4).

pub mod slice;

use std::collections::BTreeMap;

use hongyan_domain::{Carrier, ChannelNo, MessageState, Money, TaskNo, UnixMillis};
use sqlx::Row;

use crate::bulk::Bulk;
use crate::message::Place;
use crate::row::unreadable;
use crate::{Conn, StoreError, Tx};

/// How many messages of a task stand where.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Tally {
    /// The task.
    pub task: TaskNo,
    /// The channel (0: none).
    pub channel: ChannelNo,
    /// The carrier.
    pub carrier: Carrier,
    /// The state.
    pub state: MessageState,
    /// Failure class or exclusion; empty while messages live.
    pub class: String,
    /// How many messages.
    pub messages: i64,
    /// Their segments as billed.
    pub billed: i64,
    /// Their price.
    pub price: Money,
}

type Key = (i64, i64, i64, i64, String);

/// Changes of counters that a transaction has gathered.
#[derive(Default)]
pub(crate) struct Tallies {
    changes: BTreeMap<Key, (i64, i64, i64)>,
    /// The row that was changed last: batches change the same row again and again.
    last: Option<(Key, (i64, i64, i64))>,
}

impl Tallies {
    pub(crate) fn add(&mut self, place: &Place, state: MessageState, class: &str, times: i64) {
        let (task, channel, carrier, state) =
            (place.task.0, place.channel.0, place.carrier.to_db(), state.to_db());
        let same = matches!(&self.last, Some((key, _)) if
            (key.0, key.1, key.2, key.3) == (task, channel, carrier, state) && key.4 == class);
        if !same {
            self.flush();
            self.last = Some(((task, channel, carrier, state, class.to_owned()), (0, 0, 0)));
        }
        if let Some((_, sums)) = &mut self.last {
            sums.0 += times;
            sums.1 += times * i64::from(place.billed);
            sums.2 += times * place.price;
        }
    }

    pub(crate) fn step(
        &mut self,
        place: &Place,
        from: MessageState,
        from_class: &str,
        to: MessageState,
        to_class: &str,
    ) {
        self.add(place, from, from_class, -1);
        self.add(place, to, to_class, 1);
    }

    fn flush(&mut self) {
        if let Some((key, sums)) = self.last.take() {
            let total = self.changes.entry(key).or_default();
            total.0 += sums.0;
            total.1 += sums.1;
            total.2 += sums.2;
        }
    }
}

static WRITE: Bulk = Bulk::new(
    "INSERT INTO tally (task_no, channel_no, carrier, state, class, messages, billed, price) VALUES ",
    8,
    " ON CONFLICT (task_no, channel_no, carrier, state, class) DO UPDATE SET \
       messages = tally.messages + excluded.messages, billed = tally.billed + excluded.billed, \
       price = tally.price + excluded.price",
);

pub(crate) async fn write(tx: &mut Tx, mut tallies: Tallies) -> Result<(), StoreError> {
    tallies.flush();
    let rows: Vec<_> = tallies.changes.into_iter().filter(|(_, sums)| *sums != (0, 0, 0)).collect();
    for chunk in WRITE.chunks(&rows) {
        let mut query = sqlx::query(chunk.sql.clone());
        for ((task, channel, carrier, state, class), (messages, billed, price)) in chunk.bound() {
            query = query
                .bind(task)
                .bind(channel)
                .bind(carrier)
                .bind(state)
                .bind(class.as_str())
                .bind(messages)
                .bind(billed)
                .bind(price);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("count messages"))?;
    }
    Ok(())
}

/// The counters of one task, or of all tasks that have not ended.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn of(conn: &mut Conn, task: Option<TaskNo>) -> Result<Vec<Tally>, StoreError> {
    let rows = sqlx::query(
        "SELECT task_no, channel_no, carrier, state, class, messages, billed, price FROM tally
          WHERE messages <> 0 AND (task_no = $1 OR ($1 IS NULL AND task_no IN
                (SELECT no FROM task WHERE state NOT IN ('done', 'stopped'))))",
    )
    .bind(task.map(|no| no.0))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read the counters"))?;
    rows.iter().map(from_row).collect()
}

/// The counters of these tasks.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn of_tasks(conn: &mut Conn, tasks: &[TaskNo]) -> Result<Vec<Tally>, StoreError> {
    let asked: Vec<i64> = tasks.iter().map(|task| task.0).collect();
    let rows = sqlx::query(
        "SELECT task_no, channel_no, carrier, state, class, messages, billed, price FROM tally
          WHERE messages <> 0 AND task_no IN (SELECT value FROM json_each($1))",
    )
    .bind(serde_json::to_string(&asked).unwrap_or_default())
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read the counters of tasks"))?;
    rows.iter().map(from_row).collect()
}

/// The tasks that have messages in `state`, by number.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn tasks_with(conn: &mut Conn, state: MessageState) -> Result<Vec<TaskNo>, StoreError> {
    let numbers: Vec<i64> = sqlx::query_scalar(
        "SELECT DISTINCT task_no FROM tally WHERE state = $1 AND messages > 0 ORDER BY task_no",
    )
    .bind(state.to_db())
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find tasks by their counters"))?;
    Ok(numbers.into_iter().map(TaskNo).collect())
}

/// The counters as the rows say: for the check that both agree. Reads every message of the task.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn recount(conn: &mut Conn, task: TaskNo) -> Result<Vec<Tally>, StoreError> {
    let rows = sqlx::query(
        "SELECT task_no, channel_no, carrier, state, class, count(*), sum(billed), sum(price) FROM message
          WHERE task_no = $1 GROUP BY task_no, channel_no, carrier, state, class
          ORDER BY task_no, channel_no, carrier, state, class",
    )
    .bind(task.0)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("count the messages of a task"))?;
    rows.iter().map(from_row).collect()
}

/// The counters of all tasks made at or after `since`, summed up; the task of each is 0.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn over_all(conn: &mut Conn, since: Option<UnixMillis>) -> Result<Vec<Tally>, StoreError> {
    let rows = sqlx::query(
        "SELECT 0, channel_no, carrier, state, class, sum(messages), sum(billed), sum(price) FROM tally
          WHERE messages <> 0 AND ($1 IS NULL OR task_no IN (SELECT no FROM task WHERE created_at >= $1))
          GROUP BY channel_no, carrier, state, class",
    )
    .bind(since.map(|at| at.0))
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("sum up the counters"))?;
    rows.iter().map(from_row).collect()
}

fn from_row(row: &sqlx::sqlite::SqliteRow) -> Result<Tally, StoreError> {
    let state: i64 = row.get(3);
    Ok(Tally {
        task: TaskNo(row.get(0)),
        channel: ChannelNo(row.get(1)),
        carrier: Carrier::from_db(row.get(2)),
        state: MessageState::from_db(state).ok_or_else(|| unreadable("tally.state", state))?,
        class: row.get(4),
        messages: row.get(5),
        billed: row.get(6),
        price: Money(row.get(7)),
    })
}
