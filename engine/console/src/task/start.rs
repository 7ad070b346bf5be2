//! Creating and starting in one step, and what people do with a task afterwards, each in somebody's name.

use std::time::Duration;

use hongyan_domain::{TaskNo, TaskState, UnixMillis};
use hongyan_store::audience::group;
use hongyan_store::channel;
use hongyan_store::task::{self, Task};
use serde::Serialize;
use ts_rs::TS;

use super::spec::{RecipientsSpec, TaskSpec};
use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;
use crate::view;

/// What a start brought about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Started {
    /// The task's number.
    pub task: String,
    /// Nothing leaves before; of a task that was not started: if it was started now.
    pub release_at: String,
    /// What was not sent by then is not sent any more; likewise.
    pub expires_at: String,
    /// How long the start can still be taken back, in milliseconds.
    pub undo_left_ms: u64,
}

/// What taking a start back came to.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Undone {
    /// The task's number.
    pub task: String,
    /// People who had been sent to: nobody, or it would not have been taken back.
    pub sent: u64,
    /// People who are not sent to.
    pub spared: u64,
}

/// What a person does with a task that was started.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Steer {
    /// Pause it.
    Pause,
    /// Let it go on.
    Resume,
    /// Stop it for good.
    Stop,
}

impl Console {
    /// Makes a task, and starts it if that is wished. A client key that has made a task answers with that one, started
    /// if it still has to be: pressing twice sends once.
    ///
    /// # Errors
    /// [`ErrorCode::TaskInvalid`] with every mistake; nothing is created then.
    pub async fn create_and_start(
        &self,
        spec: &TaskSpec,
        start: bool,
        by: &str,
    ) -> Result<Started, ConsoleError> {
        let no = match self.made_before(spec).await? {
            Some(no) => no,
            None => match self.create_task_by(spec, by).await {
                Ok(made) => TaskNo(made.task.as_deref().and_then(|no| no.parse().ok()).unwrap_or_default()),
                // Two at once: the store let one of them through.
                Err(error) if error.code == ErrorCode::StoreConflict => {
                    self.made_before(spec).await?.ok_or(error)?
                }
                Err(error) => return Err(error),
            },
        };
        if start && task::find(&mut *self.db.read().await?, no).await?.state == TaskState::Draft {
            match self.engine.by(by).start_task(no).await {
                Ok(_) => {}
                Err(error) => {
                    let error = ConsoleError::from(error);
                    // Started by the other of two presses.
                    if !matches!(error.code, ErrorCode::Stale | ErrorCode::TaskTransition) {
                        return Err(error);
                    }
                }
            }
        }
        self.start_of(no).await
    }

    async fn made_before(&self, spec: &TaskSpec) -> Result<Option<TaskNo>, ConsoleError> {
        match &spec.client_key {
            Some(key) => Ok(task::by_client_key(&mut *self.db.read().await?, key).await?),
            None => Ok(None),
        }
    }

    /// When a task leaves, and how long that can be taken back.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn start_of(&self, no: TaskNo) -> Result<Started, ConsoleError> {
        let task = task::find(&mut *self.db.read().await?, no).await?;
        let outlook = self.engine.outlook(&task.draft);
        Ok(Started {
            task: no.to_string(),
            release_at: view::time(task.release_at.unwrap_or(outlook.release_at)),
            expires_at: view::time(task.expires_at.unwrap_or(outlook.expires_at)),
            undo_left_ms: undo_left(&task, self.now()).unwrap_or(0),
        })
    }

    /// [`Console::start_task`] in somebody's name, by their id.
    ///
    /// # Errors
    /// As there.
    pub async fn start_task_by(&self, no: TaskNo, by: &str) -> Result<Started, ConsoleError> {
        self.engine.by(by).start_task(no).await?;
        self.start_of(no).await
    }

    /// Pauses, resumes or stops a task in somebody's name, by their id.
    ///
    /// # Errors
    /// [`ErrorCode::TaskTransition`] when the task is not in a state for it.
    pub async fn steer_task(&self, no: TaskNo, steer: Steer, by: &str) -> Result<(), ConsoleError> {
        let engine = self.engine.by(by);
        match steer {
            Steer::Pause => engine.pause_task(no).await?,
            Steer::Resume => engine.resume_task(no).await?,
            Steer::Stop => engine.stop_task(no).await?,
        }
        Ok(())
    }

    /// Takes a start back while nobody was sent to (promise P8).
    ///
    /// # Errors
    /// [`ErrorCode::TaskTransition`] when messages may be on their way already; nothing changes then.
    pub async fn undo_task(&self, no: TaskNo, by: &str) -> Result<Undone, ConsoleError> {
        self.engine.by(by).undo_task(no).await?;
        let mut reader = self.db.read().await?;
        let task = task::find(&mut reader, no).await?;
        let spared = group::by_no(&mut reader, task.draft.group).await?.map_or(0, |group| group.people);
        Ok(Undone { task: no.to_string(), sent: 0, spared })
    }

    /// [`Console::resend_doubtful`] in somebody's name, by their id.
    ///
    /// # Errors
    /// As there.
    pub async fn resend_doubtful_by(&self, no: TaskNo, by: &str) -> Result<usize, ConsoleError> {
        Ok(self.engine.by(by).resend_doubtful(no).await?)
    }

    /// A task as somebody would write it down again: same text, same people, at once.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn task_spec(&self, no: TaskNo) -> Result<TaskSpec, ConsoleError> {
        let mut reader = self.db.read().await?;
        let task = task::find(&mut reader, no).await?;
        let channels = channel::list(&mut reader, false).await?;
        let draft = task.draft;
        let list = group::by_no(&mut reader, draft.group).await?;
        // A channel that was removed cannot be asked for again.
        let channel = draft.channel.filter(|no| channels.iter().any(|channel| channel.no == *no));
        let hours = u32::try_from(draft.validity_ms / 3_600_000).ok().filter(|hours| *hours > 0);
        Ok(TaskSpec {
            name: draft.name,
            business: draft.business.code().to_owned(),
            signature: draft.signature,
            text: draft.template,
            flash: draft.flash,
            recipients: RecipientsSpec {
                group: list.map(|list| list.no.to_string()),
                ..RecipientsSpec::default()
            },
            channel: channel.map(|no| no.to_string()),
            start_at: None,
            validity_hours: hours,
            undo_seconds: draft.undo_ms / 1_000,
            speed_per_second: draft.speed_limit,
            sandbox: Some(draft.sandbox),
            template: None,
            client_key: None,
            by_number: true,
        })
    }
}

/// How long a start can still be taken back, in milliseconds.
pub(super) fn undo_left(task: &Task, now: UnixMillis) -> Option<u64> {
    let scheduled = task.state == TaskState::Scheduled && task.expand_cursor.is_none() && !task.expanded;
    let left: Duration = task.release_at.filter(|_| scheduled)?.since(now);
    u64::try_from(left.as_millis()).ok().filter(|left| *left > 0)
}
