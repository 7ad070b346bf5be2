//! The life of a task as people steer and see it.

use std::collections::BTreeMap;
use std::time::Duration;

use hongyan_domain::{TaskNo, TaskState, UnixMillis};
use hongyan_insight::figures::{self, Figures};
use hongyan_store::inbound;
use hongyan_store::tally::{self, Tally};
use hongyan_store::task::{self, Task};
use hongyan_store::{Conn, StoreError, channel, task_event};
use serde::Serialize;

use crate::contact::PAGE_MAX;
use crate::error::{ConsoleError, ErrorCode};
use crate::figures::TaskFigures;
use crate::open::Console;
use crate::view;

/// How often a task that is followed is looked at.
const LOOK_EVERY: Duration = Duration::from_millis(200);

/// A task as shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct TaskView {
    /// Its number.
    pub task: String,
    /// Its id everywhere.
    pub uid: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub business: &'static str,
    /// Where it stands: `draft`, `scheduled`, `running`, `paused`, `stopped`, `done`, `faulted`.
    pub state: &'static str,
    /// Why, as a code.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub reason: String,
    /// The signature.
    pub signature: String,
    /// The text with its variables.
    pub text: String,
    /// The channel's name, when a person chose one.
    pub channel: Option<String>,
    /// Messages per second, when a person set a limit.
    pub speed_per_second: Option<u32>,
    /// When it was made.
    pub created_at: String,
    /// When the first message may leave.
    pub release_at: Option<String>,
    /// When its messages lose their validity.
    pub expires_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
    /// Replies so far.
    pub replies: u64,
    /// Of these, opt-outs.
    pub opt_outs: u64,
    /// How many people stand where.
    pub figures: TaskFigures,
    /// What happened to it; empty in lists.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventView>,
}

impl TaskView {
    /// The number, for the functions that ask for it.
    #[must_use]
    pub fn no(&self) -> TaskNo {
        TaskNo(self.task.parse().unwrap_or(0))
    }

    /// Whether nothing more will be sent.
    #[must_use]
    pub fn is_over(&self) -> bool {
        TaskState::from_code(self.state).is_some_and(TaskState::is_over) && self.figures.queued == 0
    }
}

/// One line of a task's timeline.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct EventView {
    /// When.
    pub at: String,
    /// What, as a code.
    pub kind: String,
    /// Values for its words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub detail: String,
}

/// What a start brought about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct StartedView {
    /// The task's number.
    pub task: String,
    /// Nothing leaves before.
    pub release_at: String,
    /// What was not sent by then is not sent any more.
    pub expires_at: String,
    /// Whether an engine runs that sends it.
    pub served: bool,
}

impl Console {
    /// Starts a task; an engine sends it when its time has come.
    ///
    /// # Errors
    /// [`ErrorCode::TaskTransition`] when it is no draft.
    pub async fn start_task(&self, no: TaskNo) -> Result<StartedView, ConsoleError> {
        let started = self.engine.start_task(no).await?;
        Ok(StartedView {
            task: no.to_string(),
            release_at: view::time(started.release_at),
            expires_at: view::time(started.expires_at),
            served: self.is_served(),
        })
    }

    /// Pauses a task; within 2 s nothing of it leaves any more, wherever the engine runs.
    ///
    /// # Errors
    /// [`ErrorCode::TaskTransition`] when it is not under way.
    pub async fn pause_task(&self, no: TaskNo) -> Result<TaskView, ConsoleError> {
        self.engine.pause_task(no).await?;
        self.task(no).await
    }

    /// Lets a paused task go on.
    ///
    /// # Errors
    /// [`ErrorCode::TaskTransition`] when it is not paused.
    pub async fn resume_task(&self, no: TaskNo) -> Result<TaskView, ConsoleError> {
        self.engine.resume_task(no).await?;
        self.task(no).await
    }

    /// Stops a task for good: what is queued is not sent, what is under way is followed.
    ///
    /// # Errors
    /// [`ErrorCode::TaskTransition`] when it has ended.
    pub async fn stop_task(&self, no: TaskNo) -> Result<TaskView, ConsoleError> {
        self.engine.stop_task(no).await?;
        self.task(no).await
    }

    /// Sends messages in doubt again because a person says so; they are marked. A task that was done runs again.
    /// Answers how many.
    ///
    /// # Errors
    /// [`ErrorCode::TaskTransition`] when the task was stopped, is faulted or a draft.
    pub async fn resend_doubtful(&self, no: TaskNo) -> Result<usize, ConsoleError> {
        Ok(self.engine.resend_doubtful(no).await?)
    }

    /// One task with figures, replies and timeline.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn task(&self, no: TaskNo) -> Result<TaskView, ConsoleError> {
        let mut view = self.task_now(no).await?;
        let mut reader = self.db.read().await?;
        view.replies = inbound::count(&mut reader, no).await?;
        view.opt_outs = inbound::opt_outs(&mut reader, no).await?;
        let events = task_event::of(&mut reader, no).await?;
        view.events = events
            .into_iter()
            .map(|event| EventView { at: view::time(event.at), kind: event.kind, detail: event.detail })
            .collect();
        Ok(view)
    }

    /// Tasks with numbers below `before`, newest first, without replies and timeline.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn tasks(
        &self,
        before: Option<TaskNo>,
        open_only: bool,
        limit: u32,
    ) -> Result<Vec<TaskView>, ConsoleError> {
        let mut reader = self.db.read().await?;
        let stored = task::list(&mut reader, before, open_only, limit.clamp(1, PAGE_MAX)).await?;
        let names = channel::list(&mut reader, true).await?;
        let mut figures = figures_of(&mut reader, &stored).await?;
        let view = |task: &Task| view_of(task, figures.remove(&task.no).unwrap_or_default().0, &names);
        Ok(stored.iter().map(view).collect())
    }

    /// Follows a task until nothing more will be sent; `progress` sees it a few times a second.
    ///
    /// # Errors
    /// [`ErrorCode::WaitTimeout`] when `timeout` is over first; the task goes on.
    pub async fn follow_task(
        &self,
        no: TaskNo,
        timeout: Option<Duration>,
        mut progress: impl FnMut(&TaskView) + Send,
    ) -> Result<TaskView, ConsoleError> {
        let until = timeout.map_or(UnixMillis(i64::MAX), |timeout| self.now() + timeout);
        loop {
            let view = self.task_now(no).await?;
            progress(&view);
            if view.is_over() || view.state == TaskState::Faulted.code() {
                return self.task(no).await;
            }
            if self.now() >= until {
                return Err(ConsoleError::new(
                    ErrorCode::WaitTimeout,
                    format!("task {no} is {}", view.state),
                )
                .with("task", no)
                .with("state", view.state));
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    async fn task_now(&self, no: TaskNo) -> Result<TaskView, ConsoleError> {
        let mut reader = self.db.read().await?;
        let task = task::find(&mut reader, no).await?;
        let names = channel::list(&mut reader, true).await?;
        let tasks = [task];
        let mut figures = figures_of(&mut reader, &tasks).await?;
        let [task] = tasks;
        Ok(view_of(&task, figures.remove(&no).unwrap_or_default().0, &names))
    }

    pub(crate) async fn figures(&self, no: TaskNo) -> Result<TaskFigures, ConsoleError> {
        let mut reader = self.db.read().await?;
        let replied = inbound::people_of(&mut reader, &[no]).await?.remove(&no).unwrap_or(0);
        Ok(TaskFigures::of(&figures::funnel(&mut reader, no).await?).with_replied(replied))
    }
}

/// The figures of these tasks, as they are shown and as they are summed up.
pub(super) async fn figures_of(
    conn: &mut Conn,
    tasks: &[Task],
) -> Result<BTreeMap<TaskNo, (TaskFigures, Figures)>, StoreError> {
    let numbers: Vec<TaskNo> = tasks.iter().map(|task| task.no).collect();
    let mut tallies: BTreeMap<TaskNo, Vec<Tally>> = BTreeMap::new();
    for tally in tally::of_tasks(conn, &numbers).await? {
        tallies.entry(tally.task).or_default().push(tally);
    }
    let replied = inbound::people_of(conn, &numbers).await?;
    Ok(numbers
        .into_iter()
        .map(|no| {
            let figures = Figures::of(tallies.get(&no).map_or(&[][..], Vec::as_slice));
            let shown = TaskFigures::of(&figures).with_replied(replied.get(&no).copied().unwrap_or(0));
            (no, (shown, figures))
        })
        .collect())
}

fn view_of(task: &Task, figures: TaskFigures, channels: &[channel::StoredChannel]) -> TaskView {
    let draft = &task.draft;
    let name =
        |no| channels.iter().find(|channel| channel.no == no).map(|channel| channel.draft.name.clone());
    TaskView {
        task: task.no.to_string(),
        uid: task.uid.clone(),
        name: draft.name.clone(),
        business: draft.business.code(),
        state: task.state.code(),
        reason: task.state_reason.clone(),
        signature: draft.signature.clone(),
        text: draft.template.clone(),
        channel: draft.channel.and_then(name),
        speed_per_second: draft.speed_limit,
        created_at: view::time(task.created_at),
        release_at: task.release_at.map(view::time),
        expires_at: task.expires_at.map(view::time),
        ended_at: task.ended_at.map(view::time),
        replies: 0,
        opt_outs: 0,
        figures,
        events: Vec::new(),
    }
}
