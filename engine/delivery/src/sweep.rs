//! What time does to tasks and messages: releases, expansion, validity, missing receipts, doubts, and the end.
//!
//! One loop over the tasks that have not ended. Everything it knows it reads from the store, so it goes on after a
//! crash where it stopped.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use hongyan_domain::{
    BusinessType, MessageId, MessageState, ResendMark, TaskEvent, TaskNo, TaskState, UnixMillis,
};
use hongyan_policy::doubt::{self, Doubt};
use hongyan_store::message::{self, Message, Step, To};
use hongyan_store::tally::{self, Tally};
use hongyan_store::task::{self, Task, TaskChange};
use hongyan_store::{StoreError, inbound as replies, receipt, task_event};
use tokio_util::sync::CancellationToken;

use crate::world::World;
use crate::{expand, inbound, plan};

/// The least pause between two sweeps that found nothing to do: batches of answers come by the thousand, and each of
/// them calls for a look.
const PAUSE_MIN: Duration = Duration::from_millis(50);
/// Messages per transaction of a sweep.
const BATCH_MAX: u32 = 2_000;
/// The pause after the store refused something.
const STORE_PAUSE: Duration = Duration::from_millis(500);
/// Receipts that fit nothing are kept this long.
const PARKED_KEPT: Duration = Duration::from_secs(7 * 24 * 3_600);
/// Parts of a long reply wait this long for the others (sms-encoding §4: hours, a phone may be off).
const PARTS_KEPT: Duration = Duration::from_secs(72 * 3_600);
/// How often old receipts, ids and parts are looked at.
const TIDY_EVERY: Duration = Duration::from_secs(600);
/// How often long waits are looked at: a look reads every message of the task.
const WAITS_EVERY_MAX: Duration = Duration::from_secs(60);
/// How often doubts are looked at that the policy may settle: somebody waits for that code.
const DOUBTS_EVERY_MAX: Duration = Duration::from_secs(5);

/// Sweeps until told to stop.
pub(crate) async fn run(world: Arc<World>, stop: CancellationToken) {
    let mut sweeper = Sweeper { world, looked_at: BTreeMap::new(), tidied_at: UnixMillis(0) };
    loop {
        let more = match sweeper.sweep().await {
            Ok(more) => more,
            Err(StoreError::Closed) => return,
            Err(error) => {
                tracing::warn!(%error, "tasks wait until the store works again");
                tokio::time::sleep(STORE_PAUSE).await;
                false
            }
        };
        if stop.is_cancelled() {
            return;
        }
        if more {
            continue;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(PAUSE_MIN) => {}
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = sweeper.world.stir.notified() => {}
            () = tokio::time::sleep(sweeper.world.config.sweep_every) => {}
        }
    }
}

struct Sweeper {
    world: Arc<World>,
    /// When the long waits of each task were looked at last.
    looked_at: BTreeMap<TaskNo, UnixMillis>,
    tidied_at: UnixMillis,
}

impl Sweeper {
    /// One look at everything; answers whether there is more to do at once.
    async fn sweep(&mut self) -> Result<bool, StoreError> {
        let now = self.world.now();
        self.world.channel_views().await?;
        if now.since(self.tidied_at) >= TIDY_EVERY {
            self.tidy(now).await?;
            self.tidied_at = now;
        }
        let tasks = task::unfinished(&mut *self.world.db.read().await?).await?;
        let mut more = false;
        for task in &tasks {
            more |= self.look(task, now).await?;
        }
        self.looked_at.retain(|no, _| tasks.iter().any(|task| task.no == *no));
        Ok(more)
    }

    async fn look(&mut self, task: &Task, now: UnixMillis) -> Result<bool, StoreError> {
        match task.state {
            TaskState::Draft | TaskState::Faulted | TaskState::Done => return Ok(false),
            TaskState::Scheduled => {
                if task.release_at.is_some_and(|at| at <= now) {
                    change(&self.world, task, TaskEvent::UndoEnds, "").await?;
                    return Ok(true);
                }
                return Ok(false);
            }
            TaskState::Running | TaskState::Paused | TaskState::Stopped => {}
        }
        let mut more = false;
        if !task.expanded && task.state != TaskState::Paused {
            if let Err(error) = self.world.text(task) {
                tracing::error!(task = %task.no, %error, "the task cannot go on");
                if task.state == TaskState::Running {
                    change(&self.world, task, TaskEvent::Fault, error.code()).await?;
                    return Ok(false);
                }
            }
            more |= expand::step(&self.world, task.no).await?;
            self.wake(task.draft.business);
        }
        let counts = Counts::of(&tally::of(&mut *self.world.db.read().await?, Some(task.no)).await?);
        if task.state == TaskState::Stopped {
            more |= self.end_queued(task, &counts, now).await?;
            more |= self.waits(task, &counts, now).await?;
            return Ok(more);
        }
        if task.expires_at.is_some_and(|at| at <= now) && counts.queued > 0 {
            more |= self.expire(task, now).await?;
        }
        more |= self.waits(task, &counts, now).await?;
        if task.expanded && counts.nothing_open() && !self.doubts_pending(task, &counts, now) {
            self.finish(task).await?;
        }
        Ok(more)
    }

    /// Ends a task whose last message has ended, unless a person has just queued some of them again.
    async fn finish(&self, task: &Task) -> Result<(), StoreError> {
        let Ok(to) = task.state.after(TaskEvent::AllEnded) else { return Ok(()) };
        let (no, from, now) = (task.no, task.state, self.world.now());
        let finished = self
            .world
            .db
            .write(move |tx| {
                Box::pin(async move {
                    if !Counts::of(&tally::of(tx, Some(no)).await?).nothing_open() {
                        return Ok(false);
                    }
                    let change =
                        TaskChange { from, to, reason: String::new(), release_at: None, expires_at: None };
                    task::change(tx, no, &change, now).await?;
                    task_event::add(tx, no, now, to.code(), "").await?;
                    Ok(true)
                })
            })
            .await;
        match finished {
            Ok(true) => {
                self.world.speeds.forget(no);
                self.world.changed.tasks();
            }
            Ok(false) | Err(StoreError::Stale { .. }) => {} // a person was faster
            Err(error) => return Err(error),
        }
        Ok(())
    }

    fn wake(&self, business: BusinessType) {
        for lane in self.world.lanes() {
            match business {
                BusinessType::Verification | BusinessType::Emergency => lane.wake_urgent(),
                BusinessType::Notice | BusinessType::Marketing => lane.wake(),
            }
        }
    }

    /// What a stopped task had queued is not sent any more.
    async fn end_queued(&self, task: &Task, counts: &Counts, now: UnixMillis) -> Result<bool, StoreError> {
        if counts.queued == 0 {
            return Ok(false);
        }
        let never = UnixMillis(i64::MAX);
        self.batch(task, MessageState::Queued, never, |message| {
            Some(plan::step(&message.standing(), To::plain(MessageState::Stopped, now)))
        })
        .await
    }

    async fn expire(&self, task: &Task, now: UnixMillis) -> Result<bool, StoreError> {
        self.batch(task, MessageState::Queued, UnixMillis(i64::MAX), |message| {
            let to = To {
                class: Arc::from("RATE"),
                code: Arc::from("VALIDITY"),
                ..To::plain(MessageState::Expired, now)
            };
            Some(plan::step(&message.standing(), to))
        })
        .await
    }

    /// Ends what has waited too long for its receipt, and takes up doubts.
    async fn waits(&mut self, task: &Task, counts: &Counts, now: UnixMillis) -> Result<bool, StoreError> {
        let every_max =
            if self.doubts_pending(task, counts, now) { DOUBTS_EVERY_MAX } else { WAITS_EVERY_MAX };
        let sweep_every = self.world.config.sweep_every;
        let every = (self.world.config.receipt_wait / 20).clamp(sweep_every, every_max.max(sweep_every));
        let looked = self.looked_at.get(&task.no).copied().unwrap_or(UnixMillis(0));
        if now.since(looked) < every {
            return Ok(false);
        }
        self.looked_at.insert(task.no, now);
        let mut more = false;
        if counts.submitted > 0 {
            more |= self
                .batch(task, MessageState::Submitted, now - self.world.config.receipt_wait, |message| {
                    Some(plan::step(&message.standing(), To::plain(MessageState::NoReceipt, now)))
                })
                .await?;
        }
        if counts.in_doubt > 0 && task.state == TaskState::Running {
            let until = task.expires_at.unwrap_or(UnixMillis(i64::MAX));
            self.batch(task, MessageState::InDoubt, now, |message| {
                let since = message.done_at.unwrap_or(now);
                match doubt::decide(task.draft.business, since, message.mark, until, now) {
                    Doubt::ResendMarked => {
                        let mark = Some(ResendMark::Policy);
                        Some(plan::step(
                            &message.standing(),
                            To { mark, ..To::plain(MessageState::Queued, now) },
                        ))
                    }
                    Doubt::Wait(_) | Doubt::LeaveToPerson => None,
                }
            })
            .await?;
            self.wake(task.draft.business);
        }
        Ok(more)
    }

    /// Whether a message in doubt may still be sent again by policy, so that its task cannot end before its validity.
    fn doubts_pending(&self, task: &Task, counts: &Counts, now: UnixMillis) -> bool {
        let until = task.expires_at.unwrap_or(UnixMillis(i64::MAX));
        counts.in_doubt > 0
            && !matches!(
                doubt::decide(task.draft.business, now, ResendMark::None, until, now),
                Doubt::LeaveToPerson
            )
    }

    /// Walks the messages of a task that have been in `state` since `before`, one batch; answers whether it was full.
    async fn batch(
        &self,
        task: &Task,
        state: MessageState,
        before: UnixMillis,
        decide: impl Fn(&Message) -> Option<Step> + Send,
    ) -> Result<bool, StoreError> {
        let mut after = MessageId(0);
        loop {
            let found = {
                let mut reader = self.world.db.read().await?;
                message::waiting_since(&mut reader, task.no, state, before, after, BATCH_MAX).await?
            };
            let Some(last) = found.last() else { return Ok(false) };
            after = last.id;
            let full = found.len() >= usize::try_from(BATCH_MAX).unwrap_or(usize::MAX);
            let steps: Vec<Step> = found.iter().filter_map(&decide).collect();
            if steps.is_empty() && full {
                continue; // nothing to do for these: look further
            }
            if !steps.is_empty() {
                self.world
                    .db
                    .write(move |tx| Box::pin(async move { message::apply(tx, &steps).await }))
                    .await?;
                self.world.changed.messages();
            }
            return Ok(full);
        }
    }

    async fn tidy(&self, now: UnixMillis) -> Result<(), StoreError> {
        let world = Arc::clone(&self.world);
        self.world
            .db
            .write(move |tx| {
                Box::pin(async move {
                    receipt::forget(tx, now - PARKED_KEPT).await?;
                    replies::forget_seen(tx, now - PARKED_KEPT).await?;
                    inbound::give_up(tx, &world, now - PARTS_KEPT).await
                })
            })
            .await?;
        for lane in self.world.lanes() {
            // In the writer's turn, so that no receipt is parked between the look and the word.
            self.world
                .db
                .write(move |tx| {
                    Box::pin(async move {
                        if receipt::parked(tx, lane.no).await? == 0 {
                            lane.has_parked.store(false, Ordering::Release);
                        }
                        Ok(())
                    })
                })
                .await?;
        }
        Ok(())
    }
}

/// How many messages of a task are open.
#[derive(Clone, Copy, Default)]
struct Counts {
    queued: i64,
    claimed: i64,
    submitted: i64,
    in_doubt: i64,
}

impl Counts {
    fn of(tallies: &[Tally]) -> Self {
        let count =
            |state| tallies.iter().filter(|tally| tally.state == state).map(|tally| tally.messages).sum();
        Self {
            queued: count(MessageState::Queued),
            claimed: count(MessageState::Claimed),
            submitted: count(MessageState::Submitted),
            in_doubt: count(MessageState::InDoubt),
        }
    }

    fn nothing_open(&self) -> bool {
        self.queued == 0 && self.claimed == 0 && self.submitted == 0
    }
}

/// Moves a task one step, with its line in the timeline.
pub(crate) async fn change(
    world: &Arc<World>,
    task: &Task,
    event: TaskEvent,
    reason: &str,
) -> Result<(), StoreError> {
    let Ok(to) = task.state.after(event) else { return Ok(()) };
    let (no, from, now, reason) = (task.no, task.state, world.now(), reason.to_owned());
    let moved = world
        .db
        .write(move |tx| {
            Box::pin(async move {
                let change =
                    TaskChange { from, to, reason: reason.clone(), release_at: None, expires_at: None };
                task::change(tx, no, &change, now).await?;
                task_event::add(tx, no, now, to.code(), &reason).await
            })
        })
        .await;
    match moved {
        Err(StoreError::Stale { .. }) => Ok(()), // a person was faster
        Ok(()) => {
            world.changed.tasks();
            Ok(())
        }
        Err(error) => Err(error),
    }
}
