//! Receipts that wait: they came before their answer, or fit no message that we know.

use hongyan_domain::{ChannelNo, Msisdn, UnixMillis};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::attempt::key;
use crate::bulk::Bulk;
use crate::{Conn, StoreError, Tx};

/// A receipt as the carrier sent it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Receipt {
    /// The channel it came by.
    pub channel: ChannelNo,
    /// The carrier's id of the message.
    pub carrier_id: u64,
    /// The person it names, when that is a number.
    pub number: Option<Msisdn>,
    /// Its words, verbatim.
    pub stat: String,
    /// When it came.
    pub at: UnixMillis,
}

static PARK: Bulk = Bulk::padded(
    "INSERT INTO receipt_parked (channel_no, carrier_id, number, stat, received_at) VALUES ",
    5,
    " ON CONFLICT (channel_no, carrier_id, stat) DO NOTHING",
);

/// Keeps receipts that fit nothing yet; a repeat is kept once.
///
/// # Errors
/// [`StoreError`] when the file cannot take them; then none is stored.
pub async fn park(tx: &mut Tx, receipts: &[Receipt]) -> Result<(), StoreError> {
    for chunk in PARK.chunks(receipts) {
        let mut query = sqlx::query(chunk.sql.clone());
        for receipt in chunk.bound() {
            query = query
                .bind(receipt.channel.0)
                .bind(key(receipt.carrier_id))
                .bind(receipt.number.map(Msisdn::to_db))
                .bind(receipt.stat.as_str())
                .bind(receipt.at.0);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("keep early receipts"))?;
    }
    Ok(())
}

static TAKE: Bulk = Bulk::padded(
    "DELETE FROM receipt_parked WHERE channel_no = ? AND carrier_id IN (VALUES ",
    1,
    ") RETURNING carrier_id, number, stat, received_at",
);

/// Takes out the receipts that waited for these ids.
///
/// # Errors
/// [`StoreError`] when the file cannot be written; then they stay.
pub async fn take(tx: &mut Tx, channel: ChannelNo, carrier_ids: &[u64]) -> Result<Vec<Receipt>, StoreError> {
    let mut taken = Vec::new();
    for chunk in TAKE.chunks(carrier_ids) {
        let mut query = sqlx::query(chunk.sql.clone()).bind(channel.0);
        for carrier_id in chunk.bound() {
            query = query.bind(key(*carrier_id));
        }
        let rows = query.fetch_all(tx.sql()).await.map_err(StoreError::doing("take up early receipts"))?;
        taken.extend(rows.iter().map(|row| from_row(row, channel)));
    }
    Ok(taken)
}

/// Takes out the receipts that name somebody whose message on this channel is in doubt, if they came after it was due:
/// no answer will come for them.
///
/// # Errors
/// [`StoreError`] when the file cannot be written; then they stay.
pub async fn take_doubtful(tx: &mut Tx, channel: ChannelNo) -> Result<Vec<Receipt>, StoreError> {
    let rows = sqlx::query(
        "DELETE FROM receipt_parked WHERE channel_no = $1 AND EXISTS (SELECT 1 FROM message
          WHERE message.number = receipt_parked.number AND message.channel_no = $1 AND message.state = 9
            AND message.due_at <= receipt_parked.received_at)
         RETURNING carrier_id, number, stat, received_at",
    )
    .bind(channel.0)
    .fetch_all(tx.sql())
    .await
    .map_err(StoreError::doing("take up receipts of messages in doubt"))?;
    Ok(rows.iter().map(|row| from_row(row, channel)).collect())
}

/// How many receipts wait on a channel.
///
/// # Errors
/// [`StoreError`] when the file cannot be read.
pub async fn parked(conn: &mut Conn, channel: ChannelNo) -> Result<u64, StoreError> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM receipt_parked WHERE channel_no = $1")
        .bind(channel.0)
        .fetch_one(conn.sql())
        .await
        .map_err(StoreError::doing("count early receipts"))?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// Forgets receipts that have waited since before `before`; answers how many.
///
/// # Errors
/// [`StoreError`] when the file cannot be written.
pub async fn forget(tx: &mut Tx, before: UnixMillis) -> Result<u64, StoreError> {
    sqlx::query("DELETE FROM receipt_parked WHERE received_at < $1")
        .bind(before.0)
        .execute(tx.sql())
        .await
        .map(|done| done.rows_affected())
        .map_err(StoreError::doing("forget old receipts"))
}

fn from_row(row: &SqliteRow, channel: ChannelNo) -> Receipt {
    Receipt {
        channel,
        carrier_id: crate::attempt::from_key(row.get(0)),
        number: row.get::<Option<i64>, _>(1).and_then(Msisdn::from_db),
        stat: row.get(2),
        at: UnixMillis(row.get(3)),
    }
}
