//! Expansion: recipients become message rows, in batches, each with its decision and reasons.
//!
//! A batch and the cursor are one transaction, so a crash resumes where it stopped and nobody is expanded twice. The
//! list is read in the order of numbers: the index over all numbers grows in order, which is six times as fast as at
//! random.

use hongyan_domain::{Carrier, MessageState, TaskNo, TaskState, UnixMillis};
use hongyan_policy::route::ChannelView;
use hongyan_store::audience::member::{self, Member};
use hongyan_store::message::{self, NewMessage};
use hongyan_store::task::{self, Task};
use hongyan_store::{StoreError, Tx};
use std::sync::Arc;

use crate::consider::{Considered, Considering};
use crate::text::TaskText;
use crate::world::World;

/// People per transaction: enough to make each statement cheap, few enough to keep an urgent message waiting for less
/// than 50 ms behind it.
const BATCH_MAX: u32 = 4_096;

/// Expands the next batch of a task; answers whether there is more.
pub(crate) async fn step(world: &Arc<World>, no: TaskNo) -> Result<bool, StoreError> {
    let channels = world.channel_views().await?;
    let (task, members) = {
        let mut reader = world.db.read().await?;
        let task = task::find(&mut reader, no).await?;
        let members = member::page(&mut reader, task.draft.group, task.expand_cursor, BATCH_MAX).await?;
        (task, members)
    };
    if task.expanded || !matches!(task.state, TaskState::Running | TaskState::Stopped) {
        return Ok(false);
    }
    let text = match world.text(&task) {
        Ok(text) => text,
        Err(error) => {
            tracing::error!(task = %no, %error, "the task's text cannot be sent");
            return Ok(false);
        }
    };
    let more = members.len() >= usize::try_from(BATCH_MAX).unwrap_or(usize::MAX);
    let shared = Arc::clone(world);
    let now = world.now();
    world
        .db
        .write(move |tx| {
            Box::pin(async move {
                // The block list is read in the transaction that queues: an opt-out stored before it stops this one.
                store(tx, &shared, &task, &text, &channels, &members, more, now).await
            })
        })
        .await?;
    world.changed.messages();
    Ok(more)
}

#[expect(clippy::too_many_arguments, reason = "one batch with everything that decides it")]
async fn store(
    tx: &mut Tx,
    world: &World,
    read: &Task,
    text: &TaskText,
    channels: &[ChannelView],
    members: &[Member],
    more: bool,
    now: UnixMillis,
) -> Result<(), StoreError> {
    let task = task::find(tx, read.no).await?;
    if task.expand_cursor != read.expand_cursor || task.expanded {
        return Ok(()); // another batch was faster
    }
    let mut considering = Considering::new(world, &task.draft, text, channels);
    let rows: Vec<NewMessage> =
        considering.page(tx, members).await?.into_iter().map(|person| row(&task, person, now)).collect();
    message::insert(tx, &rows).await?;
    task::set_cursor(tx, task.no, members.last().map(|member| member.number), !more).await
}

fn row(task: &Task, person: Considered, now: UnixMillis) -> NewMessage {
    let common = NewMessage {
        task: task.no,
        number: person.number,
        state: MessageState::Excluded,
        carrier: Carrier::Other,
        channel: None,
        parts: 0,
        billed: 0,
        price: 0,
        due_at: task.release_at.unwrap_or(now),
        class: "",
        why: person.why,
        vars: person.vars,
    };
    match person.decided {
        Ok(routed) => NewMessage {
            // A stopped task still lists everybody whom it did not reach.
            state: if task.state == TaskState::Stopped {
                MessageState::Stopped
            } else {
                MessageState::Queued
            },
            carrier: routed.carrier,
            channel: Some(routed.pick.no),
            parts: routed.segments.parts,
            billed: routed.segments.billed,
            price: routed.cost.milliyuan(),
            ..common
        },
        Err(refused) => NewMessage {
            carrier: refused.carrier.unwrap_or(Carrier::Other),
            class: refused.reason.code(),
            ..common
        },
    }
}
