//! What people do with tasks: create, start, pause, resume, stop, take back, send doubts again.

use hongyan_domain::{
    MessageId, MessageState, ResendMark, TaskEvent, TaskNo, TaskState, TaskTransitionError, UnixMillis,
};
use hongyan_store::audience::LOCAL;
use hongyan_store::message::{self, Step, To};
use hongyan_store::task::{self, Origin, TaskChange, TaskDraft};
use hongyan_store::{StoreError, task_event};

use crate::check;
use crate::engine::{Engine, EngineError, RECOVER_BATCH};
use crate::plan;

/// What a start brought about.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Started {
    /// Nothing leaves before: the undo window, the chosen time and the quiet hours are over then.
    pub release_at: UnixMillis,
    /// What was not sent by then is not sent any more.
    pub expires_at: UnixMillis,
}

/// Somebody at the wheel: what they do to tasks is theirs in the timeline.
#[derive(Clone, Copy)]
pub struct Steering<'e> {
    engine: &'e Engine,
    by: &'e str,
}

impl Engine {
    /// Steers in somebody's name, by their id.
    #[must_use]
    pub fn by<'e>(&'e self, by: &'e str) -> Steering<'e> {
        Steering { engine: self, by }
    }

    /// [`Steering::create`] by the local organisation.
    ///
    /// # Errors
    /// As there.
    pub async fn create(&self, draft: TaskDraft, extension_digits: u8) -> Result<TaskNo, EngineError> {
        self.by(LOCAL).create(draft, Origin::default(), extension_digits).await
    }

    /// [`Steering::start_task`] by the local organisation.
    ///
    /// # Errors
    /// As there.
    pub async fn start_task(&self, no: TaskNo) -> Result<Started, EngineError> {
        self.by(LOCAL).start_task(no).await
    }

    /// [`Steering::pause_task`] by the local organisation.
    ///
    /// # Errors
    /// As there.
    pub async fn pause_task(&self, no: TaskNo) -> Result<(), EngineError> {
        self.by(LOCAL).pause_task(no).await
    }

    /// [`Steering::resume_task`] by the local organisation.
    ///
    /// # Errors
    /// As there.
    pub async fn resume_task(&self, no: TaskNo) -> Result<(), EngineError> {
        self.by(LOCAL).resume_task(no).await
    }

    /// [`Steering::stop_task`] by the local organisation.
    ///
    /// # Errors
    /// As there.
    pub async fn stop_task(&self, no: TaskNo) -> Result<(), EngineError> {
        self.by(LOCAL).stop_task(no).await
    }

    /// [`Steering::resend_doubtful`] by the local organisation.
    ///
    /// # Errors
    /// As there.
    pub async fn resend_doubtful(&self, no: TaskNo) -> Result<usize, EngineError> {
        self.by(LOCAL).resend_doubtful(no).await
    }

    /// When a task would leave and lose its validity if it was started now.
    #[must_use]
    pub fn outlook(&self, draft: &TaskDraft) -> Started {
        let wanted = check::wanted(draft, self.world.now());
        let release_at = self.world.limits.quiet.allow(draft.business, wanted).choice;
        Started { release_at, expires_at: check::not_after(&self.world, draft, release_at) }
    }
}

impl Steering<'_> {
    /// Creates a task as a draft. Replies find back to it by `extension_digits` digits behind the sender number.
    ///
    /// # Errors
    /// [`EngineError::Text`] when its text cannot be sent; [`StoreError::Conflict`] when a task has its client key
    /// already. Nothing is created then.
    pub async fn create(
        self,
        draft: TaskDraft,
        origin: Origin,
        extension_digits: u8,
    ) -> Result<TaskNo, EngineError> {
        let world = &self.engine.world;
        crate::text::TaskText::of(&draft, world.limits)?;
        let (uid, now) = (world.uid(), world.now());
        let origin = Origin { by: self.by.to_owned(), ..origin };
        let no = world
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let no = task::create_from(tx, uid, &draft, &origin, extension_digits, now).await?;
                    let detail = origin.resend_of.map(|no| no.to_string()).unwrap_or_default();
                    task_event::add_by(tx, no, now, "created", &detail, &origin.by).await?;
                    Ok(no)
                })
            })
            .await?;
        world.changed.tasks();
        Ok(no)
    }

    /// Starts a task: it leaves when its time has come, its undo window is over and no quiet hours hold it back.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it is no draft.
    pub async fn start_task(self, no: TaskNo) -> Result<Started, EngineError> {
        let task = self.engine.task(no).await?;
        let to = task.state.after(TaskEvent::Start)?;
        let started = self.engine.outlook(&task.draft);
        let change = TaskChange {
            from: task.state,
            to,
            reason: String::new(),
            release_at: Some(started.release_at),
            expires_at: Some(started.expires_at),
        };
        self.change(no, change, "started").await?;
        Ok(started)
    }

    /// Pauses a task: at most what the lines hold leaves after this (a fifth of a second's worth).
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it is not under way.
    pub async fn pause_task(self, no: TaskNo) -> Result<(), EngineError> {
        self.event(no, TaskEvent::Pause, "paused").await
    }

    /// Lets a paused task go on.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it is not paused.
    pub async fn resume_task(self, no: TaskNo) -> Result<(), EngineError> {
        self.event(no, TaskEvent::Resume, "resumed").await
    }

    /// Stops a task for good: what is queued is not sent, what is under way is followed to its end.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when it has ended already.
    pub async fn stop_task(self, no: TaskNo) -> Result<(), EngineError> {
        self.event(no, TaskEvent::Stop, "stopped").await
    }

    /// Takes a start back (promise P8): the task is stopped and nobody of it was or will be sent to.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when its first message may be on its way already, or it never was started: nothing
    /// changes.
    pub async fn undo_task(self, no: TaskNo) -> Result<(), EngineError> {
        let task = self.engine.task(no).await?;
        let refused = TaskTransitionError { from: task.state, event: TaskEvent::Stop };
        if task.state != TaskState::Scheduled || task.expand_cursor.is_some() || task.expanded {
            return Err(refused.into());
        }
        // It is taken back only if it is scheduled still: whoever releases it changes its state first.
        let change = TaskChange {
            from: TaskState::Scheduled,
            to: TaskState::Stopped,
            reason: "undone".to_owned(),
            release_at: None,
            expires_at: None,
        };
        match self.change(no, change, "undone").await {
            Err(EngineError::Store(StoreError::Stale { .. })) => {
                let from = self.engine.task(no).await?.state;
                Err(TaskTransitionError { from, ..refused }.into())
            }
            done => done,
        }
    }

    /// Sends messages in doubt again because a person says so; they are marked. A task that was done runs again until
    /// they have ended. Answers how many.
    ///
    /// # Errors
    /// [`EngineError::Transition`] when the task is a draft, faulted or stopped, [`EngineError::Store`] when the store
    /// does not take it.
    pub async fn resend_doubtful(self, no: TaskNo) -> Result<usize, EngineError> {
        let world = &self.engine.world;
        let now = world.now();
        let mut resent = 0;
        self.engine.task(no).await?.state.after(TaskEvent::Resend)?;
        loop {
            let found = {
                let mut reader = world.db.read().await?;
                let doubt = MessageState::InDoubt;
                message::waiting_since(&mut reader, no, doubt, now, MessageId(0), RECOVER_BATCH).await?
            };
            if found.is_empty() {
                break;
            }
            let to = To { mark: Some(ResendMark::Person), ..To::plain(MessageState::Queued, now) };
            let steps: Vec<Step> =
                found.iter().map(|message| plan::step(&message.standing(), to.clone())).collect();
            let by = self.by.to_owned();
            resent += world
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
                        task_event::add_by(tx, no, now, "resent", &count.to_string(), &by).await?;
                        Ok(count)
                    })
                })
                .await?;
        }
        world.changed.tasks();
        world.changed.messages();
        world.stir.notify_one();
        world.wake_lanes();
        Ok(resent)
    }

    async fn event(self, no: TaskNo, event: TaskEvent, kind: &'static str) -> Result<(), EngineError> {
        let task = self.engine.task(no).await?;
        let to = task.state.after(event)?;
        let change =
            TaskChange { from: task.state, to, reason: String::new(), release_at: None, expires_at: None };
        self.change(no, change, kind).await
    }

    async fn change(self, no: TaskNo, change: TaskChange, kind: &'static str) -> Result<(), EngineError> {
        let world = &self.engine.world;
        let (now, by) = (world.now(), self.by.to_owned());
        world
            .db
            .write(move |tx| {
                Box::pin(async move {
                    task::change(tx, no, &change, now).await?;
                    task_event::add_by(tx, no, now, kind, "", &by).await
                })
            })
            .await?;
        world.changed.tasks();
        world.stir.notify_one();
        world.wake_lanes();
        Ok(())
    }
}
