//! Claiming: which messages leave next.

use hongyan_domain::{Carrier, ChannelNo, MessageId, MessageState, Msisdn, ResendMark, TaskNo, UnixMillis};
use serde::Deserialize;

use super::Message;
use crate::bulk::Bulk;
use crate::row::{packed, unreadable};
use crate::tally::{self, Tallies};
use crate::{StoreError, Tx};

/// Claims up to `batch_max` queued messages of one task on one channel that are due at `now`, oldest first. The
/// reasons of their route (`why`) stay in the store.
///
/// Search and claim are one transaction of the only writer, so a message is handed out once. SQLite only: PostgreSQL
/// searches with `FOR UPDATE SKIP LOCKED`.
///
/// # Errors
/// [`StoreError`] when the file cannot record the claim; then nothing may be sent.
pub async fn claim(
    tx: &mut Tx,
    task: TaskNo,
    channel: ChannelNo,
    now: UnixMillis,
    batch_max: u32,
) -> Result<Vec<Message>, StoreError> {
    let rows: String = sqlx::query_scalar(
        "SELECT json_group_array(json_array(id, number, carrier, parts, billed, price, tries, throttled, mark, due_at, vars))
           FROM (SELECT * FROM message WHERE state = 0 AND channel_no = $1 AND task_no = $2 AND due_at <= $3
                  ORDER BY due_at, id LIMIT $4)",
    )
    .bind(channel.0)
    .bind(task.0)
    .bind(now.0)
    .bind(i64::from(batch_max))
    .fetch_one(tx.sql())
    .await
    .map_err(StoreError::doing("find messages to claim"))?;
    let claimed = packed::<QueuedRow>(&rows, "find messages to claim")?
        .into_iter()
        .map(|row| row.claimed(task, channel))
        .collect::<Result<Vec<_>, _>>()?;
    let ids: Vec<MessageId> = claimed.iter().map(|message| message.id).collect();
    for chunk in CLAIM.chunks(&ids) {
        let mut query = sqlx::query(chunk.sql.clone());
        for id in chunk.bound() {
            query = query.bind(id.0);
        }
        query.execute(tx.sql()).await.map_err(StoreError::doing("claim messages"))?;
    }
    let mut tallies = Tallies::default();
    for message in &claimed {
        tallies.step(&message.standing().place, MessageState::Queued, "", MessageState::Claimed, "");
    }
    tally::write(tx, tallies).await?;
    Ok(claimed)
}

static CLAIM: Bulk = Bulk::padded(
    "UPDATE message SET state = 1, tries = tries + 1 WHERE +state = 0 AND id IN (VALUES ",
    1,
    ")",
);

/// What differs among the messages of a claim, in the order of the statement's columns.
#[derive(Deserialize)]
struct QueuedRow {
    id: i64,
    number: i64,
    carrier: i64,
    parts: u32,
    billed: u32,
    price: i64,
    tries: u32,
    throttled: u32,
    mark: i64,
    due_at: i64,
    vars: Option<String>,
}

impl QueuedRow {
    /// The message after its claim.
    fn claimed(self, task: TaskNo, channel: ChannelNo) -> Result<Message, StoreError> {
        Ok(Message {
            id: MessageId(self.id),
            task,
            number: Msisdn::from_db(self.number)
                .ok_or_else(|| unreadable("message.number", "not a number"))?,
            state: MessageState::Claimed,
            carrier: Carrier::from_db(self.carrier),
            channel,
            parts: self.parts,
            billed: self.billed,
            price: self.price,
            tries: self.tries + 1,
            throttled: self.throttled,
            mark: ResendMark::from_db(self.mark),
            due_at: UnixMillis(self.due_at),
            submitted_at: None,
            done_at: None,
            class: String::new(),
            code: String::new(),
            why: String::new(),
            vars: self.vars,
        })
    }
}
