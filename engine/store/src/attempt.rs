//! Attempts: one row for each SUBMIT that a carrier answered, and the receipt that came for it.

use hongyan_domain::{ChannelNo, MessageId, UnixMillis};
use sqlx::Row;

use crate::bulk::Bulk;
use crate::message::{self, Message};
use crate::row::small;
use crate::{Conn, StoreError, Tx};

/// A SUBMIT that the carrier answered.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Attempt {
    /// Its message.
    pub message: MessageId,
    /// Which try, from 1.
    pub try_no: u32,
    /// Which part, from 1.
    pub part: u8,
    /// The channel it went by.
    pub channel: ChannelNo,
    /// The carrier's id when it was accepted.
    pub carrier_id: Option<u64>,
    /// When the answer came.
    pub answered_at: UnixMillis,
    /// 0 accepted; else the carrier's result code.
    pub result: u32,
    /// The receipt's words, verbatim.
    pub stat: Option<String>,
    /// When the receipt came.
    pub stat_at: Option<UnixMillis>,
}

/// A carrier's id as a store key: shifted, so that ids in order are keys in order although they exceed `i64`.
pub(crate) const fn key(carrier_id: u64) -> i64 {
    (carrier_id ^ (1 << 63)).cast_signed()
}

pub(crate) const fn from_key(key: i64) -> u64 {
    key.cast_unsigned() ^ (1 << 63)
}

static INSERT: Bulk = Bulk::new(
    "INSERT INTO attempt (message_id, try, part, channel_no, carrier_id, answered_at, result) VALUES ",
    7,
    " ON CONFLICT (message_id, try, part) DO NOTHING",
);

/// Stores answered attempts; one that is stored already (a repeated answer) stays as it was.
///
/// # Errors
/// [`StoreError`] when the file cannot take them; then none is stored.
pub async fn insert(tx: &mut Tx, attempts: &[Attempt]) -> Result<(), StoreError> {
    for (sql, chunk) in INSERT.chunks(attempts) {
        let mut query = sqlx::query(sql);
        for attempt in chunk {
            query = query
                .bind(attempt.message.0)
                .bind(i64::from(attempt.try_no))
                .bind(i64::from(attempt.part))
                .bind(attempt.channel.0)
                .bind(attempt.carrier_id.map(key))
                .bind(attempt.answered_at.0)
                .bind(i64::from(attempt.result));
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("store answers"))?;
    }
    Ok(())
}

/// An attempt that a receipt may belong to, with its message.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Index of the receipt in the question.
    pub receipt: usize,
    /// Which try of the message.
    pub try_no: u32,
    /// Which part.
    pub part: u8,
    /// When the carrier took it.
    pub answered_at: UnixMillis,
    /// A receipt that it has already.
    pub stat: Option<String>,
    /// The message.
    pub message: Message,
}

static FIND: Bulk = Bulk::new(
    "SELECT m.id, m.task_no, m.number, m.state, m.carrier, m.channel_no, m.parts, m.billed, m.price, m.tries, m.throttled, m.mark, \
            m.due_at, m.submitted_at, m.done_at, m.class, m.code, '', NULL, v.column1, a.try, a.part, a.answered_at, a.stat \
       FROM (VALUES ",
    3,
    ") AS v CROSS JOIN attempt AS a ON a.channel_no = v.column2 AND a.carrier_id = v.column3 \
            CROSS JOIN message AS m ON m.id = a.message_id",
);

/// The attempts that the carrier knows by these ids. A carrier may use an id again after a year, so there can be more
/// than one for a receipt: the caller chooses by number and time.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn find(
    conn: &mut Conn,
    channel: ChannelNo,
    carrier_ids: &[u64],
) -> Result<Vec<Candidate>, StoreError> {
    let asked: Vec<(usize, u64)> = carrier_ids.iter().copied().enumerate().collect();
    let mut found = Vec::with_capacity(asked.len());
    for (sql, chunk) in FIND.chunks(&asked) {
        let mut query = sqlx::query(sql);
        for (index, carrier_id) in chunk {
            query =
                query.bind(i64::try_from(*index).unwrap_or(i64::MAX)).bind(channel.0).bind(key(*carrier_id));
        }
        let rows = query.fetch_all(conn.sql()).await.map_err(StoreError::doing("match receipts"))?;
        for row in &rows {
            found.push(Candidate {
                receipt: small(row, 19, "attempt")?,
                try_no: small(row, 20, "attempt.try")?,
                part: small(row, 21, "attempt.part")?,
                answered_at: UnixMillis(row.get(22)),
                stat: row.get(23),
                message: message::from_row(row)?,
            });
        }
    }
    Ok(found)
}

/// A receipt for an attempt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StatOf {
    /// The message.
    pub message: MessageId,
    /// Which try.
    pub try_no: u32,
    /// Which part.
    pub part: u8,
    /// The receipt's words, verbatim.
    pub stat: String,
    /// When it came.
    pub at: UnixMillis,
}

static SET_STAT: Bulk = Bulk::new(
    "UPDATE attempt SET stat = v.column4, stat_at = v.column5 FROM (VALUES ",
    5,
    ") AS v WHERE attempt.message_id = v.column1 AND attempt.try = v.column2 AND attempt.part = v.column3",
);

/// Records receipts beside their attempts.
///
/// # Errors
/// [`StoreError`] when the file cannot take them; then none is stored.
pub async fn set_stats(tx: &mut Tx, stats: &[StatOf]) -> Result<(), StoreError> {
    for (sql, chunk) in SET_STAT.chunks(stats) {
        let mut query = sqlx::query(sql);
        for stat in chunk {
            query = query
                .bind(stat.message.0)
                .bind(i64::from(stat.try_no))
                .bind(i64::from(stat.part))
                .bind(stat.stat.as_str())
                .bind(stat.at.0);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("store receipts"))?;
    }
    Ok(())
}

/// Every attempt of a message, by try and part.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn of(conn: &mut Conn, message: MessageId) -> Result<Vec<Attempt>, StoreError> {
    let rows = sqlx::query(
        "SELECT message_id, try, part, channel_no, carrier_id, answered_at, result, stat, stat_at FROM attempt
          WHERE message_id = $1 ORDER BY try, part",
    )
    .bind(message.0)
    .fetch_all(conn.sql())
    .await
    .map_err(StoreError::doing("read attempts"))?;
    rows.iter()
        .map(|row| {
            Ok(Attempt {
                message: MessageId(row.get(0)),
                try_no: small(row, 1, "attempt.try")?,
                part: small(row, 2, "attempt.part")?,
                channel: ChannelNo(row.get(3)),
                carrier_id: row.get::<Option<i64>, _>(4).map(from_key),
                answered_at: UnixMillis(row.get(5)),
                result: small(row, 6, "attempt.result")?,
                stat: row.get(7),
                stat_at: row.get::<Option<i64>, _>(8).map(UnixMillis),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_in_order_are_keys_in_order() {
        let ids = [0, 1, 0x7FFF_FFFF_FFFF_FFFF, 0x8000_0000_0000_0000, 0x9CA8_F780_03E9_0007, u64::MAX];
        assert!(ids.windows(2).all(|pair| key(pair[0]) < key(pair[1])));
        assert!(ids.iter().all(|id| from_key(key(*id)) == *id));
    }
}
