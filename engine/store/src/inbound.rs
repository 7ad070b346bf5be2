//! Replies (MO): whole ones, and the parts of long ones that wait for their last part.

use std::collections::BTreeMap;

use hongyan_domain::{ChannelNo, MessageId, Msisdn, TaskNo, UnixMillis};
use sqlx::Row;

use crate::attempt::key;
use crate::row::{small, unreadable};
use crate::{Conn, StoreError, Tx};

/// Whether a reply refuses further messages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OptOutMark {
    /// An ordinary reply.
    No,
    /// The person opted out.
    Yes,
    /// It may be meant so: a person decides.
    Ask,
}

impl OptOutMark {
    /// The stable word for the store and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Yes => "yes",
            Self::Ask => "ask",
        }
    }
}

/// A reply to be stored.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewInbound {
    /// The channel it came by.
    pub channel: ChannelNo,
    /// Who wrote.
    pub number: Msisdn,
    /// The sender number with extension that the person wrote to.
    pub sent_to: String,
    /// What the person wrote.
    pub text: String,
    /// When it came.
    pub at: UnixMillis,
    /// The task that it answers.
    pub task: Option<TaskNo>,
    /// The message that it answers.
    pub message: Option<MessageId>,
    /// Whether it refuses further messages.
    pub opt_out: OptOutMark,
    /// False when parts are missing and will not come any more.
    pub complete: bool,
}

/// A stored reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inbound {
    /// Its row.
    pub id: i64,
    /// What it says.
    pub reply: NewInbound,
}

/// Whether this DELIVER is new; a repeat of one that was stored answers `false`.
///
/// # Errors
/// [`StoreError`] when the file cannot record it.
pub async fn first_time(
    tx: &mut Tx,
    channel: ChannelNo,
    carrier_id: u64,
    number: Msisdn,
    now: UnixMillis,
) -> Result<bool, StoreError> {
    sqlx::query(
        "INSERT INTO inbound_seen (channel_no, carrier_id, number, received_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (channel_no, carrier_id, number) DO NOTHING",
    )
    .bind(channel.0)
    .bind(key(carrier_id))
    .bind(number.to_db())
    .bind(now.0)
    .execute(tx.sql())
    .await
    .map(|done| done.rows_affected() > 0)
    .map_err(StoreError::doing("record a reply's id"))
}

/// Forgets the ids of replies from before `before`.
///
/// # Errors
/// [`StoreError`] when the file cannot be written.
pub async fn forget_seen(tx: &mut Tx, before: UnixMillis) -> Result<(), StoreError> {
    sqlx::query("DELETE FROM inbound_seen WHERE received_at < $1")
        .bind(before.0)
        .execute(tx.sql())
        .await
        .map(|_| ())
        .map_err(StoreError::doing("forget old ids of replies"))
}

/// Stores a reply.
///
/// # Errors
/// [`StoreError`] when the file cannot take it.
pub async fn insert(tx: &mut Tx, reply: &NewInbound) -> Result<i64, StoreError> {
    sqlx::query_scalar(
        "INSERT INTO inbound (org_id, channel_no, number, sent_to, text, received_at, task_no, message_id, opt_out,
                complete) VALUES ('local', $1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING id",
    )
    .bind(reply.channel.0)
    .bind(reply.number.to_db())
    .bind(reply.sent_to.as_str())
    .bind(reply.text.as_str())
    .bind(reply.at.0)
    .bind(reply.task.map(|no| no.0))
    .bind(reply.message.map(|id| id.0))
    .bind(reply.opt_out.code())
    .bind(i64::from(reply.complete))
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("store a reply"))
}

/// One part of a long reply.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct InboundPart {
    /// The channel it came by.
    pub channel: ChannelNo,
    /// Who wrote.
    pub number: Msisdn,
    /// The sender number that the person wrote to.
    pub sent_to: String,
    /// Whether the reference has 16 bits.
    pub wide: bool,
    /// The reference that all parts share.
    pub reference: u16,
    /// How many parts there are.
    pub total: u8,
    /// Which part, from 1.
    pub part: u8,
    /// The form of the text (`Msg_Fmt`).
    pub msg_fmt: u8,
    /// The text's octets, without header.
    pub content: Vec<u8>,
    /// When it came.
    pub at: UnixMillis,
}

/// Keeps a part, and answers all parts of its message that are there. When the last one has come, the caller takes
/// them out with [`take_parts`].
///
/// # Errors
/// [`StoreError`] when the file cannot take it.
pub async fn keep_part(tx: &mut Tx, part: &InboundPart) -> Result<Vec<InboundPart>, StoreError> {
    sqlx::query(
        "INSERT INTO inbound_part (channel_no, number, sent_to, wide, reference, total, part, msg_fmt, content,
                received_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
         ON CONFLICT (channel_no, number, sent_to, wide, reference, total, part) DO NOTHING",
    )
    .bind(part.channel.0)
    .bind(part.number.to_db())
    .bind(part.sent_to.as_str())
    .bind(i64::from(part.wide))
    .bind(i64::from(part.reference))
    .bind(i64::from(part.total))
    .bind(i64::from(part.part))
    .bind(i64::from(part.msg_fmt))
    .bind(part.content.as_slice())
    .bind(part.at.0)
    .execute(tx.sql())
    .await
    .map_err(StoreError::doing("keep a part of a reply"))?;
    let rows = sqlx::query(
        "SELECT channel_no, number, sent_to, wide, reference, total, part, msg_fmt, content, received_at
           FROM inbound_part WHERE channel_no = $1 AND number = $2 AND sent_to = $3 AND wide = $4 AND reference = $5
            AND total = $6 ORDER BY part",
    )
    .bind(part.channel.0)
    .bind(part.number.to_db())
    .bind(part.sent_to.as_str())
    .bind(i64::from(part.wide))
    .bind(i64::from(part.reference))
    .bind(i64::from(part.total))
    .fetch_all(tx.sql())
    .await
    .map_err(StoreError::doing("read the parts of a reply"))?;
    rows.iter().map(part_from_row).collect()
}

/// Takes out the parts of one message.
///
/// # Errors
/// [`StoreError`] when the file cannot be written.
pub async fn take_parts(tx: &mut Tx, like: &InboundPart) -> Result<(), StoreError> {
    sqlx::query(
        "DELETE FROM inbound_part WHERE channel_no = $1 AND number = $2 AND sent_to = $3 AND wide = $4
            AND reference = $5 AND total = $6",
    )
    .bind(like.channel.0)
    .bind(like.number.to_db())
    .bind(like.sent_to.as_str())
    .bind(i64::from(like.wide))
    .bind(i64::from(like.reference))
    .bind(i64::from(like.total))
    .execute(tx.sql())
    .await
    .map(|_| ())
    .map_err(StoreError::doing("take out the parts of a reply"))
}

/// Parts that have waited since before `before`, grouped by message.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn stale_parts(conn: &mut Conn, before: UnixMillis) -> Result<Vec<InboundPart>, StoreError> {
    let rows = sqlx::query(
        "SELECT channel_no, number, sent_to, wide, reference, total, part, msg_fmt, content, received_at
           FROM inbound_part WHERE received_at < $1
          ORDER BY channel_no, number, sent_to, wide, reference, total, part LIMIT 1000",
    )
    .bind(before.0)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("find incomplete replies"))?;
    rows.iter().map(part_from_row).collect()
}

/// Which replies a page holds.
#[derive(Clone, Debug, Default)]
pub struct InboundFilter {
    /// Only replies to this task.
    pub task: Option<TaskNo>,
    /// Only from this person.
    pub number: Option<Msisdn>,
    /// Only opt-outs and what may be one.
    pub opt_outs_only: bool,
}

/// Replies newest first, with ids below `before`.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn page(
    conn: &mut Conn,
    filter: &InboundFilter,
    before: Option<i64>,
    page_max: u32,
) -> Result<Vec<Inbound>, StoreError> {
    let mut sql = sqlx::QueryBuilder::<sqlx::Sqlite>::new(
        "SELECT id, channel_no, number, sent_to, text, received_at, task_no, message_id, opt_out, complete
           FROM inbound WHERE id < ",
    );
    sql.push_bind(before.unwrap_or(i64::MAX));
    if let Some(task) = filter.task {
        sql.push(" AND task_no = ").push_bind(task.0);
    }
    if let Some(number) = filter.number {
        sql.push(" AND number = ").push_bind(number.to_db());
    }
    if filter.opt_outs_only {
        sql.push(" AND opt_out <> 'no'");
    }
    sql.push(" ORDER BY id DESC LIMIT ").push_bind(i64::from(page_max));
    let rows = sql.build().fetch_all(conn.sql()).await.map_err(StoreError::doing("read replies"))?;
    rows.iter()
        .map(|row| {
            let opt_out: String = row.get(8);
            Ok(Inbound {
                id: row.get(0),
                reply: NewInbound {
                    channel: ChannelNo(row.get(1)),
                    number: Msisdn::from_db(row.get(2)).ok_or_else(|| unreadable("inbound.number", "?"))?,
                    sent_to: row.get(3),
                    text: row.get(4),
                    at: UnixMillis(row.get(5)),
                    task: row.get::<Option<i64>, _>(6).map(TaskNo),
                    message: row.get::<Option<i64>, _>(7).map(MessageId),
                    opt_out: [OptOutMark::No, OptOutMark::Yes, OptOutMark::Ask]
                        .into_iter()
                        .find(|mark| mark.code() == opt_out)
                        .ok_or_else(|| unreadable("inbound.opt_out", &opt_out))?,
                    complete: row.get::<i64, _>(9) != 0,
                },
            })
        })
        .collect()
}

/// How many replies a task got.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn count(conn: &mut Conn, task: TaskNo) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM inbound WHERE task_no = $1")
        .bind(task.0)
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("count replies"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// How many people replied to each of these tasks; tasks without a reply are missing from the answer.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn people_of(conn: &mut Conn, tasks: &[TaskNo]) -> Result<BTreeMap<TaskNo, u64>, StoreError> {
    let asked: Vec<i64> = tasks.iter().map(|task| task.0).collect();
    let rows = sqlx::query(
        "SELECT task_no, count(DISTINCT number) FROM inbound
          WHERE task_no IN (SELECT value FROM json_each($1)) AND task_no IS NOT NULL GROUP BY task_no",
    )
    .bind(serde_json::to_string(&asked).unwrap_or_default())
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("count who replied"))?;
    rows.iter().map(|row| Ok((TaskNo(row.get(0)), small(row, 1, "count")?))).collect()
}

/// How many replies to a task refuse further messages.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn opt_outs(conn: &mut Conn, task: TaskNo) -> Result<u64, StoreError> {
    let count: i64 =
        sqlx::query_scalar("SELECT count(*) FROM inbound WHERE task_no = $1 AND opt_out = 'yes'")
            .bind(task.0)
            .fetch_one(conn.sql())
            .await
            .map_err(StoreError::doing("count opt-outs"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

fn part_from_row(row: &sqlx::sqlite::SqliteRow) -> Result<InboundPart, StoreError> {
    Ok(InboundPart {
        channel: ChannelNo(row.get(0)),
        number: Msisdn::from_db(row.get(1)).ok_or_else(|| unreadable("inbound_part.number", "?"))?,
        sent_to: row.get(2),
        wide: row.get::<i64, _>(3) != 0,
        reference: small(row, 4, "inbound_part.reference")?,
        total: small(row, 5, "inbound_part.total")?,
        part: small(row, 6, "inbound_part.part")?,
        msg_fmt: small(row, 7, "inbound_part.msg_fmt")?,
        content: row.get(8),
        at: UnixMillis(row.get(9)),
    })
}
