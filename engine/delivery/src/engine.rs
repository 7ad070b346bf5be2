//! The engine: tasks go in, lines are attached, and every message comes to its end.

use std::sync::{Arc, PoisonError};
use std::time::Duration;

use hongyan_channels::Channel;
use hongyan_domain::{
    ChannelNo, Clock, MessageId, MessageState, Msisdn, TaskNo, TaskTransitionError, UnixMillis,
};
use hongyan_policy::Decision;
use hongyan_policy::codes::Protocol;
use hongyan_policy::preflight::{Refused, Routed};
use hongyan_store::message::{self, Step, To};
use hongyan_store::task::{self, Task, TaskDraft};
use hongyan_store::{Db, StoreError, receipt, task_event};
use thiserror::Error;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;

use crate::check::{self, CheckError, Checked};
use crate::lane::Lane;
use crate::plan;
use crate::sweep;
use crate::text::TextError;
use crate::world::{EngineConfig, World};

/// Messages per transaction when a crash is tidied up.
pub(crate) const RECOVER_BATCH: u32 = 2_000;

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

/// The running engine. Dropping it without [`Engine::shutdown`] is a crash, which the next start tidies up.
pub struct Engine {
    pub(crate) world: Arc<World>,
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

    /// One task as it stands.
    ///
    /// # Errors
    /// [`EngineError::Store`] when there is no such task.
    pub async fn task(&self, no: TaskNo) -> Result<Task, EngineError> {
        Ok(task::find(&mut *self.world.db.read().await?, no).await?)
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
