//! Changes of state, each counted.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use hongyan_domain::{MessageState, ResendMark};

use super::{Place, Step, To};
use crate::bulk::Bulk;
use crate::tally::{self, Tallies};
use crate::{StoreError, Tx};

// The plus keeps SQLite from walking the index of everything queued instead of looking the ids up.
static CHANGE_END: Bulk = Bulk::padded(
    "UPDATE message SET state = ?, class = ?, code = ?, done_at = ?, mark = coalesce(?, mark) \
      WHERE +state = ? AND class = ? AND id IN (VALUES ",
    1,
    ")",
);
static CHANGE_SUBMITTED: Bulk = Bulk::padded(
    "UPDATE message SET state = ?, class = ?, code = ?, submitted_at = ?, mark = coalesce(?, mark) \
      WHERE +state = ? AND class = ? AND id IN (VALUES ",
    1,
    ")",
);
static CHANGE_QUEUED: Bulk = Bulk::padded(
    "UPDATE message SET state = ?, class = ?, code = ?, due_at = ?, mark = coalesce(?, mark), done_at = NULL, \
            channel_no = coalesce(?, channel_no), \
            throttled = throttled + ?, tries = tries - ? \
      WHERE +state = ? AND class = ? AND id IN (VALUES ",
    1,
    ")",
);
static STILL: Bulk =
    Bulk::padded("SELECT id FROM message WHERE +state = ? AND class = ? AND id IN (VALUES ", 1, ")");

/// Takes these steps and counts them. A message that is not in its step's `from` state is left alone.
///
/// Answers how many messages changed.
///
/// # Errors
/// [`StoreError`] when the file cannot record them; then no step is taken.
pub async fn apply(tx: &mut Tx, steps: &[Step]) -> Result<usize, StoreError> {
    let mut tallies = Tallies::default();
    let mut changed = 0;
    for ((to, from, from_class), places) in groups(steps) {
        let places = still(tx, from, from_class, places).await?;
        change(tx, to, from, from_class, &places, &mut tallies).await?;
        changed += places.len();
    }
    tally::write(tx, tallies).await?;
    Ok(changed)
}

/// Takes these steps and counts them, where the caller is sure that every message is in its step's `from` state: saves
/// the look at each of them. No message may be in two steps.
///
/// # Errors
/// [`StoreError::Stale`] when one is not; other [`StoreError`] when the file cannot record them. No step is taken
/// then: the job must end with the error.
pub async fn apply_all(tx: &mut Tx, steps: &[Step]) -> Result<(), StoreError> {
    let mut tallies = Tallies::default();
    for ((to, from, from_class), places) in groups(steps) {
        change(tx, to, from, from_class, &places, &mut tallies).await?;
    }
    tally::write(tx, tallies).await
}

/// Equal steps together, each group by id: keys in order, one page after the other.
fn groups(steps: &[Step]) -> BTreeMap<(&To, MessageState, &str), Vec<Place>> {
    let mut groups: BTreeMap<(&To, MessageState, &str), Vec<Place>> = BTreeMap::new();
    for step in steps {
        groups.entry((&step.to, step.from, &step.from_class)).or_default().push(step.place);
    }
    for places in groups.values_mut() {
        places.sort_unstable_by_key(|place| place.id);
        places.dedup_by_key(|place| place.id);
    }
    groups
}

/// Those that are in this state.
async fn still(
    tx: &mut Tx,
    state: MessageState,
    class: &str,
    mut places: Vec<Place>,
) -> Result<Vec<Place>, StoreError> {
    let mut found = HashSet::with_capacity(places.len());
    for chunk in STILL.chunks(&places) {
        let mut query =
            sqlx::query_scalar::<_, i64>(chunk.sql.clone()).bind(state.to_db()).bind(class.to_owned());
        for place in chunk.bound() {
            query = query.bind(place.id.0);
        }
        found.extend(
            query.fetch_all(tx.sql()).await.map_err(StoreError::doing("read the state of messages"))?,
        );
    }
    places.retain(|place| found.contains(&place.id.0));
    Ok(places)
}

/// Writes one group of equal steps of messages that are in `from`.
async fn change(
    tx: &mut Tx,
    to: &To,
    from: MessageState,
    from_class: &str,
    places: &[Place],
    tallies: &mut Tallies,
) -> Result<(), StoreError> {
    let statement = match to.state {
        MessageState::Submitted => &CHANGE_SUBMITTED,
        MessageState::Queued => &CHANGE_QUEUED,
        MessageState::Excluded
        | MessageState::Claimed
        | MessageState::Delivered
        | MessageState::Failed
        | MessageState::Expired
        | MessageState::NoReceipt
        | MessageState::Recalled
        | MessageState::Rejected
        | MessageState::InDoubt
        | MessageState::Stopped => &CHANGE_END,
    };
    for chunk in statement.chunks(places) {
        let mut query = sqlx::query(chunk.sql.clone())
            .bind(to.state.to_db())
            .bind(Arc::clone(&to.class))
            .bind(Arc::clone(&to.code))
            .bind(to.at.0)
            .bind(to.mark.map(ResendMark::to_db));
        if to.state == MessageState::Queued {
            query = query
                .bind(to.channel.map(|no| no.0))
                .bind(i64::from(to.throttled))
                .bind(i64::from(to.untried));
        }
        query = query.bind(from.to_db()).bind(from_class.to_owned());
        for place in chunk.bound() {
            query = query.bind(place.id.0);
        }
        let done =
            query.execute(tx.sql()).await.map_err(StoreError::doing("change the state of messages"))?;
        if usize::try_from(done.rows_affected()).ok() != Some(chunk.rows.len()) {
            let id = chunk.rows.first().map(|place| place.id.to_string()).unwrap_or_default();
            return Err(StoreError::Stale { what: "message", id });
        }
        for place in chunk.rows {
            tallies.add(place, from, from_class, -1);
            let after = Place { channel: to.channel.unwrap_or(place.channel), ..*place };
            tallies.add(&after, to.state, &to.class, 1);
        }
    }
    Ok(())
}
