//! The engine: tasks go in, lines are attached, and every message comes to its end.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use hongyan_channels::Channel;
use hongyan_domain::{
    ChannelNo, Clock, MessageId, MessageState, Msisdn, ResendMark, TaskEvent, TaskNo, TaskTransitionError,
    UnixMillis,
};
use hongyan_policy::Decision;
use hongyan_policy::codes::Protocol;
use hongyan_policy::preflight::{Refused, Routed};
use hongyan_store::message::{self, Step, To};
use hongyan_store::task::{self, Task, TaskChange, TaskDraft};
use hongyan_store::{Db, StoreError, receipt, task_event};
use thiserror::Error;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::check::{self, CheckError, Checked};
use crate::lane::Lane;
use crate::plan;
use crate::pulse::Pulse;
use crate::sweep;
use crate::text::TextError;
use crate::world::{EngineConfig, World};

/// Messages per transaction when a crash is tidied up.
const RECOVER_BATCH: u32 = 2_000;

/// Why the engine did not do what it was asked.
#[derive(Debug, Error)]
pub enum EngineError {
    /// The task is not in a state for it; nothing changed.
    #[error(transparent)]
    Transition(#[from] TaskTransitionError),
    /// The text must be mended first; nothing was created.
    #[error(transparent)]
    Text(#[from] TextError),
    /// The store did not take it.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl EngineError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Transition(_) => "task_transition",
            Self::Text(error) => error.code(),
            Self::Store(error) => error.code(),
        }
    }
}

/// What a start brought about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Started {
    /// Nothing leaves before: the undo window, the chosen time and the quiet hours are over then.
    pub release_at: UnixMillis,
    /// What was not sent by then is not sent any more.
    pub expires_at: UnixMillis,
}

/// The running engine. Dropping it without [`Engine::shutdown`] is a crash, which the next start tidies up.
pub struct Engine {
    world: Arc<World>,
    stop: CancellationToken,
    claims: TaskTracker,
    events: TaskTracker,
}

impl Engine {
    /// Tidies up after a crash and starts. Lines are attached afterwards.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read or written: then nothing may be sent.
    pub async fn start(db: Db, clock: Arc<dyn Clock>, config: EngineConfig) -> Result<Self, StoreError> {
        let world = Arc::new(World::new(db, clock, config));
        recover(&world).await?;
        let stop = CancellationToken::new();
        let claims = TaskTracker::new();
        claims.spawn(sweep::run(Arc::clone(&world), stop.clone()));
        Ok(Self { world, stop, claims, events: TaskTracker::new() })
    }

    /// A handle that checks, creates and changes tasks but runs nothing: beside an engine in another process, or where
    /// nothing is to be sent now. Whoever runs the engine sees the changes at its next sweep.
    #[must_use]
    pub fn idle(db: Db, clock: Arc<dyn Clock>, config: EngineConfig) -> Self {
        let world = Arc::new(World::new(db, clock, config));
        Self { world, stop: CancellationToken::new(), claims: TaskTracker::new(), events: TaskTracker::new() }
    }

    /// Attaches a channel's line; from now on its messages are sent.
    ///
    /// # Errors
    /// [`StoreError`] when the store cannot be read.
    pub async fn attach(
        &self,
        no: ChannelNo,
        protocol: Protocol,
        line: Arc<dyn Channel>,
    ) -> Result<(), StoreError> {
        let parked = receipt::parked(&mut *self.world.db.read().await?, no).await? > 0;
        let lane = Arc::new(Lane::new(Arc::clone(&self.world), no, protocol, line, parked));
        self.world.lanes.write().unwrap_or_else(PoisonError::into_inner).insert(no, Arc::clone(&lane));
        self.claims.spawn(Arc::clone(&lane).claims(self.stop.child_token()));
        self.events.spawn(lane.events());
        Ok(())
    }

    /// Drains and stops a channel's line: no new submit leaves, answers under way are awaited for `grace`.
    pub async fn detach(&self, no: ChannelNo, grace: Duration) {
        let lane = self.world.lanes.write().unwrap_or_else(PoisonError::into_inner).remove(&no);
        if let Some(lane) = lane {
            lane.retire();
            lane.line.stop(grace).await;
        }
    }

    /// Checks a task before it is created or started; writes nothing.
    ///
    /// # Errors
    /// [`CheckError`] when the text must be mended first, or the store cannot be read.
    pub async fn check(&self, draft: &TaskDraft) -> Result<Checked, CheckError> {
        check::check(&self.world, draft, self.world.now()).await
    }

    /// How one number would go in this task, and why.
    ///
    /// # Errors
    /// As [`Engine::check`].
    pub async fn explain(
        &self,
        draft: &TaskDraft,
        number: Msisdn,
    ) -> Result<Decision<Result<Routed, Refused>>, CheckError> {
        check::explain(&self.world, draft, number).await
    }

    /// Creates a task as a draft. Replies find back to it by `extension_digits` digits behind the sender number.
    ///
    /// # Errors
    /// [`EngineError::Text`] when its text cannot be sent; nothing is created then.
    pub async fn create(&self, draft: TaskDraft, extension_digits: u8) -> Result<TaskNo, EngineError> {
        crate::text::TaskText::of(&draft, self.world.limits)?;
        let (uid, now) = (self.world.uid(), self.world.now());
        let no = self
            .world
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let no = task::create(tx, uid, &draft, extension_digits, now).await?;
                    task_event::add(tx, no, now, "created", "").await?;
                    Ok(no)
                })
            })
            .await?;
        self.world.changed.tasks();
        Ok(no)
    }

    /// Starts a task: it leaves when its time has come, its undo window is over and no quiet hours hold it back.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it is no draft.
    pub async fn start_task(&self, no: TaskNo) -> Result<Started, EngineError> {
        let task = self.task(no).await?;
        let to = task.state.after(TaskEvent::Start)?;
        let now = self.world.now();
        let wanted = check::wanted(&task.draft, now);
        let release_at = self.world.limits.quiet.allow(task.draft.business, wanted).choice;
        let expires_at = check::not_after(&self.world, &task.draft, release_at);
        let change = TaskChange {
            from: task.state,
            to,
            reason: String::new(),
            release_at: Some(release_at),
            expires_at: Some(expires_at),
        };
        self.change(no, change, "started").await?;
        Ok(Started { release_at, expires_at })
    }

    /// Pauses a task: at most what the lines hold leaves after this (a fifth of a second's worth).
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it is not under way.
    pub async fn pause_task(&self, no: TaskNo) -> Result<(), EngineError> {
        self.event(no, TaskEvent::Pause, "paused").await
    }

    /// Lets a paused task go on.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it is not paused.
    pub async fn resume_task(&self, no: TaskNo) -> Result<(), EngineError> {
        self.event(no, TaskEvent::Resume, "resumed").await
    }

    /// Stops a task for good: what is queued is not sent, what is under way is followed to its end.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it has ended already.
    pub async fn stop_task(&self, no: TaskNo) -> Result<(), EngineError> {
        self.event(no, TaskEvent::Stop, "stopped").await
    }

    /// Sends messages in doubt again because a person says so; they are marked. A task that was done runs again until
    /// they have ended. Answers how many.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when the task is a draft, faulted or stopped, [`EngineError::Store`] when the store
    /// does not take it.
    pub async fn resend_doubtful(&self, no: TaskNo) -> Result<usize, EngineError> {
        let now = self.world.now();
        let mut resent = 0;
        self.task(no).await?.state.after(TaskEvent::Resend)?;
        loop {
            let found = {
                let mut reader = self.world.db.read().await?;
                message::waiting_since(
                    &mut reader,
                    no,
                    MessageState::InDoubt,
                    now,
                    MessageId(0),
                    RECOVER_BATCH,
                )
                .await?
            };
            if found.is_empty() {
                break;
            }
            let to = To { mark: Some(ResendMark::Person), ..To::plain(MessageState::Queued, now) };
            let steps: Vec<Step> =
                found.iter().map(|message| plan::step(&message.standing(), to.clone())).collect();
            resent += self
                .world
                .db
                .write(move |tx| {
                    Box::pin(async move {
                        // The task wakes with them: nothing is queued in a task that is done.
                        let from = task::find(tx, no).await?.state;
                        let stale = |_| StoreError::Stale { what: "task", id: no.to_string() };
                        let to = from.after(TaskEvent::Resend).map_err(stale)?;
                        if to != from {
                            let reason = String::new();
                            let wakes = TaskChange { from, to, reason, release_at: None, expires_at: None };
                            task::change(tx, no, &wakes, now).await?;
                        }
                        let count = message::apply(tx, &steps).await?;
                        task_event::add(tx, no, now, "resent", &count.to_string()).await?;
                        Ok(count)
                    })
                })
                .await?;
        }
        self.world.changed.tasks();
        self.world.changed.messages();
        self.world.stir.notify_one();
        self.world.wake_lanes();
        Ok(resent)
    }

    /// One task as it stands.
    ///
    /// # Errors
    /// [`EngineError::Store`] when there is no such task.
    pub async fn task(&self, no: TaskNo) -> Result<Task, EngineError> {
        Ok(task::find(&mut *self.world.db.read().await?, no).await?)
    }

    /// What has changed since the engine started, by subject. Cheap: ask as often as you like.
    #[must_use]
    pub fn pulse(&self) -> Pulse {
        self.world.changed.read()
    }

    /// Messages that are with the lines now.
    #[must_use]
    pub fn held(&self) -> usize {
        self.world.lanes().iter().map(|lane| lane.held()).sum()
    }

    /// Stops in order: nothing new is claimed, the lines answer for what they have within `grace`, all of it is
    /// recorded, and the lines log out.
    pub async fn shutdown(self, grace: Duration) {
        self.stop.cancel();
        self.world.stir.notify_waiters();
        self.world.wake_lanes();
        self.claims.close();
        self.claims.wait().await;
        for lane in self.world.lanes() {
            lane.line.stop(grace).await;
        }
        self.events.close();
        self.events.wait().await;
    }

    async fn event(&self, no: TaskNo, event: TaskEvent, kind: &'static str) -> Result<(), EngineError> {
        let task = self.task(no).await?;
        let to = task.state.after(event)?;
        let change =
            TaskChange { from: task.state, to, reason: String::new(), release_at: None, expires_at: None };
        self.change(no, change, kind).await
    }

    async fn change(&self, no: TaskNo, change: TaskChange, kind: &'static str) -> Result<(), EngineError> {
        let now = self.world.now();
        self.world
            .db
            .write(move |tx| {
                Box::pin(async move {
                    task::change(tx, no, &change, now).await?;
                    task_event::add(tx, no, now, kind, "").await
                })
            })
            .await?;
        self.world.changed.tasks();
        self.world.stir.notify_one();
        self.world.wake_lanes();
        Ok(())
    }
}

/// Whatever was claimed when the engine ended is in doubt: nobody knows whether the carrier has it.
async fn recover(world: &World) -> Result<(), StoreError> {
    let now = world.now();
    let tasks = hongyan_store::tally::tasks_with(&mut *world.db.read().await?, MessageState::Claimed).await?;
    for no in tasks {
        loop {
            let never = UnixMillis(i64::MAX);
            let found = {
                let mut reader = world.db.read().await?;
                message::waiting_since(
                    &mut reader,
                    no,
                    MessageState::Claimed,
                    never,
                    MessageId(0),
                    RECOVER_BATCH,
                )
                .await?
            };
            if found.is_empty() {
                break;
            }
            let to = To { code: Arc::from("CRASH"), ..To::plain(MessageState::InDoubt, now) };
            let steps: Vec<Step> =
                found.iter().map(|message| plan::step(&message.standing(), to.clone())).collect();
            let count = steps.len();
            world
                .db
                .write(move |tx| {
                    Box::pin(async move {
                        message::apply(tx, &steps).await?;
                        task_event::add(tx, no, now, "recovered", &count.to_string()).await
                    })
                })
                .await?;
        }
    }
    Ok(())
}
