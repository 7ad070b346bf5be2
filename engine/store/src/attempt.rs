//! Attempts: one row for each SUBMIT that a carrier answered, and the receipt that came for it.

use std::sync::Arc;

use hongyan_domain::{Carrier, ChannelNo, MessageId, MessageState, Msisdn, TaskNo, UnixMillis};
use serde::Deserialize;
use sqlx::Row;

use crate::bulk::Bulk;
use crate::message::{Place, Standing};
use crate::row::{packed, small, unreadable};
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

static INSERT: Bulk = Bulk::padded(
    "INSERT INTO attempt (message_id, try, part, channel_no, carrier_id, answered_at, result) VALUES ",
    7,
    " ON CONFLICT (message_id, try, part) DO NOTHING",
);

/// Stores answered attempts; one that is stored already (a repeated answer) stays as it was.
///
/// # Errors
/// [`StoreError`] when the file cannot take them; then none is stored.
pub async fn insert(tx: &mut Tx, attempts: &[&Attempt]) -> Result<(), StoreError> {
    for chunk in INSERT.chunks(attempts) {
        let mut query = sqlx::query(chunk.sql.clone());
        for attempt in chunk.bound() {
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
    /// Which receipt of the question.
    pub receipt: usize,
    /// Which try of the message.
    pub try_no: u32,
    /// Which part.
    pub part: u8,
    /// When the carrier took it.
    pub answered_at: UnixMillis,
    /// A receipt that it has already.
    pub stat: Option<String>,
    /// Where its message stands.
    pub message: Standing,
}

static FIND: Bulk = Bulk::padded(
    "SELECT json_group_array(json_array(v.column1, a.try, a.part, a.answered_at, a.stat, m.id, m.task_no, m.channel_no, \
                m.carrier, m.billed, m.price, m.number, m.state, m.class, m.parts, m.tries, m.throttled)) \
       FROM (VALUES ",
    3,
    ") AS v CROSS JOIN attempt AS a ON a.channel_no = v.column2 AND a.carrier_id = v.column3 \
            CROSS JOIN message AS m ON m.id = a.message_id",
);

/// The attempts that carriers know by these ids, each on its channel; the number before them comes back as the
/// candidate's `receipt`. A carrier may use an id again after a year, so there can be more
/// than one for a receipt: the caller chooses by number and time.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn find(
    conn: &mut Conn,
    receipts: &[(usize, ChannelNo, u64)],
) -> Result<Vec<Candidate>, StoreError> {
    let mut found = Vec::with_capacity(receipts.len());
    for chunk in FIND.chunks(receipts) {
        let mut query = sqlx::query_scalar(chunk.sql.clone());
        for (index, channel, carrier_id) in chunk.bound() {
            query =
                query.bind(i64::try_from(*index).unwrap_or(i64::MAX)).bind(channel.0).bind(key(*carrier_id));
        }
        let rows: String = query.fetch_one(conn.sql()).await.map_err(StoreError::doing("match receipts"))?;
        for row in packed::<FoundRow>(&rows, "match receipts")? {
            found.push(row.candidate()?);
        }
    }
    Ok(found)
}

/// A row of [`FIND`], in the order of its columns.
#[derive(Deserialize)]
struct FoundRow {
    receipt: usize,
    try_no: u32,
    part: u8,
    answered_at: i64,
    stat: Option<String>,
    id: i64,
    task: i64,
    channel: i64,
    carrier: i64,
    billed: u32,
    price: i64,
    number: i64,
    state: i64,
    class: Arc<str>,
    parts: u32,
    tries: u32,
    throttled: u32,
}

impl FoundRow {
    fn candidate(self) -> Result<Candidate, StoreError> {
        Ok(Candidate {
            receipt: self.receipt,
            try_no: self.try_no,
            part: self.part,
            answered_at: UnixMillis(self.answered_at),
            stat: self.stat,
            message: Standing {
                place: Place {
                    id: MessageId(self.id),
                    task: TaskNo(self.task),
                    channel: ChannelNo(self.channel),
                    carrier: Carrier::from_db(self.carrier),
                    billed: self.billed,
                    price: self.price,
                },
                number: Msisdn::from_db(self.number)
                    .ok_or_else(|| unreadable("message.number", "not a number"))?,
                state: MessageState::from_db(self.state)
                    .ok_or_else(|| unreadable("message.state", self.state))?,
                class: self.class,
                parts: self.parts,
                tries: self.tries,
                throttled: self.throttled,
            },
        })
    }
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
    /// The channel that it went by.
    pub channel: ChannelNo,
    /// When the carrier took it.
    pub answered_at: UnixMillis,
    /// The receipt's words, verbatim.
    pub stat: String,
    /// When it came.
    pub at: UnixMillis,
}

// As an insert that always meets its row: three times as fast as an update from a list of values.
static SET_STAT: Bulk = Bulk::padded(
    "INSERT INTO attempt (message_id, try, part, channel_no, answered_at, result, stat, stat_at) VALUES ",
    8,
    " ON CONFLICT (message_id, try, part) DO UPDATE SET stat = excluded.stat, stat_at = excluded.stat_at",
);

/// Records receipts beside their attempts, which are stored already.
///
/// # Errors
/// [`StoreError`] when the file cannot take them; then none is stored.
pub async fn set_stats(tx: &mut Tx, stats: &[StatOf]) -> Result<(), StoreError> {
    for chunk in SET_STAT.chunks(stats) {
        let mut query = sqlx::query(chunk.sql.clone());
        for stat in chunk.bound() {
            query = query
                .bind(stat.message.0)
                .bind(i64::from(stat.try_no))
                .bind(i64::from(stat.part))
                .bind(stat.channel.0)
                .bind(stat.answered_at.0)
                .bind(0_i64)
                .bind(stat.stat.as_str())
                .bind(stat.at.0);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("store receipts"))?;
    }
    Ok(())
}

/// Every attempt of a message, by try and part.
///
/// The receipt that ended a message of one part is stored with the message alone (its code and end), which saves one
/// write for nearly every message; here it is put back in its place.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn of(conn: &mut Conn, message: MessageId) -> Result<Vec<Attempt>, StoreError> {
    let rows = sqlx::query(
        "SELECT a.message_id, a.try, a.part, a.channel_no, a.carrier_id, a.answered_at, a.result,
                CASE WHEN a.stat IS NULL AND m.tells AND a.try = m.tries AND a.result = 0 THEN m.code ELSE a.stat END,
                CASE WHEN a.stat IS NULL AND m.tells AND a.try = m.tries AND a.result = 0 THEN m.done_at ELSE a.stat_at END
           FROM attempt AS a
           JOIN (SELECT id, tries, code, done_at, parts <= 1 AND state IN (3, 4) AS tells FROM message) AS m
             ON m.id = a.message_id
          WHERE a.message_id = $1 ORDER BY a.try, a.part",
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
