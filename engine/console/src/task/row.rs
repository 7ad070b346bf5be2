//! Tasks as the screens show them: a line in a list, and all about one.

use std::collections::BTreeMap;

use hongyan_delivery::TaskText;
use hongyan_domain::{MessageId, TaskNo, TaskState};
use hongyan_insight::Language;
use hongyan_insight::cause::{Causes, Standing};
use hongyan_insight::figures::Figures;
use hongyan_policy::limits::Limits;
use hongyan_store::audience::{group, member};
use hongyan_store::channel::{self, StoredChannel};
use hongyan_store::message::{self, FollowUps};
use hongyan_store::task::{self, Search, Task};
use hongyan_store::{Conn, StoreError, inbound, task_event};
use serde::Serialize;
use ts_rs::TS;

use super::action::{self, Facts, TaskAction};
use super::again::{ends_of, may_resend};
use super::life::figures_of;
use super::start::undo_left;
use crate::contact::PAGE_MAX;
use crate::error::ConsoleError;
use crate::figures::{CarrierFigures, TaskFigures};
use crate::open::Console;
use crate::view;

/// Failures of each kind that are looked at to see whether any may be sent again.
const LOOKED_AT: u32 = 200;

/// A task in a list.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TaskRow {
    /// Its number.
    pub task: String,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[ts(type = "Business")]
    pub business: &'static str,
    /// Where it stands.
    #[ts(type = "TaskState")]
    pub state: &'static str,
    /// Why, as a code; empty when a person asked and needs no reason.
    pub reason: String,
    /// Whether it is practice.
    pub sandbox: bool,
    /// The signature.
    pub signature: String,
    /// The text with its variables.
    pub text: String,
    /// When it was made.
    pub created_at: String,
    /// When the first message may leave.
    pub release_at: Option<String>,
    /// When it ended.
    pub ended_at: Option<String>,
    /// Who made it.
    pub created_by: String,
    /// How many people stand where.
    pub figures: TaskFigures,
    /// Messages per second over the last seconds, while it runs.
    pub speed: Option<f64>,
    /// How long it still takes at this speed.
    pub seconds_left: Option<u64>,
    /// How long its start can still be taken back, in milliseconds.
    pub undo_left_ms: Option<u64>,
}

/// Tasks, newest first.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TaskPage {
    /// The tasks.
    pub tasks: Vec<TaskRow>,
    /// Whether there are older ones.
    pub more: bool,
}

/// What one channel did for a task.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TaskChannel {
    /// Its number.
    pub channel: String,
    /// Its name.
    pub name: String,
    /// Its figures.
    pub figures: CarrierFigures,
}

/// All about a task.
#[derive(Clone, PartialEq, Debug, Serialize, TS)]
pub struct TaskDetail {
    /// What lists show.
    #[serde(flatten)]
    pub row: TaskRow,
    /// Its id everywhere.
    pub uid: String,
    /// Whether phones show it at once and do not keep it.
    pub flash: bool,
    /// The channel's name, when a person chose one.
    pub channel: Option<String>,
    /// Messages per second, when a person set a limit.
    pub speed_per_second: Option<u32>,
    /// When its messages lose their validity.
    pub expires_at: Option<String>,
    /// When a person wants it to begin.
    pub start_at: Option<String>,
    /// Its list, by number.
    pub group: String,
    /// Its list's name; empty when it is gone.
    pub group_name: String,
    /// Replies.
    pub replies: u64,
    /// Of these, opt-outs.
    pub opt_outs: u64,
    /// The task whose people get it again.
    pub resend_of: Option<String>,
    /// The text as the first person of the list gets it.
    pub sample: Option<String>,
    /// What each button may do now.
    pub may: Vec<TaskAction>,
    /// What each channel did.
    pub channels: Vec<TaskChannel>,
}

/// One line of a task's timeline.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[ts(rename = "TaskEvent")]
pub struct TimelineEvent {
    /// When.
    pub at: String,
    /// What, as a code.
    pub kind: String,
    /// Values for its words.
    pub detail: String,
    /// Who.
    pub by: String,
}

impl Console {
    /// Tasks with numbers below `before`, newest first, at most `limit`.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn task_page(
        &self,
        wanted: &Search,
        before: Option<TaskNo>,
        limit: u32,
    ) -> Result<TaskPage, ConsoleError> {
        let limit = limit.clamp(1, PAGE_MAX);
        let mut reader = self.db.read().await?;
        let mut stored = task::search(&mut reader, wanted, before, limit + 1).await?;
        let page = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = stored.len() > page;
        stored.truncate(page);
        Ok(TaskPage { tasks: self.task_rows(&mut reader, &stored).await?, more })
    }

    /// These tasks as lists show them.
    pub(crate) async fn task_rows(
        &self,
        conn: &mut Conn,
        tasks: &[Task],
    ) -> Result<Vec<TaskRow>, ConsoleError> {
        let mut figures = figures_of(conn, tasks).await?;
        let row = |task: &Task| self.row_of(task, figures.remove(&task.no).unwrap_or_default().0);
        Ok(tasks.iter().map(row).collect())
    }

    fn row_of(&self, task: &Task, figures: TaskFigures) -> TaskRow {
        let draft = &task.draft;
        let running = task.state == TaskState::Running;
        let speed = self.speeds.of(task.no).filter(|_| running);
        TaskRow {
            task: task.no.to_string(),
            name: draft.name.clone(),
            business: draft.business.code(),
            state: task.state.code(),
            reason: task.state_reason.clone(),
            sandbox: draft.sandbox,
            signature: draft.signature.clone(),
            text: draft.template.clone(),
            created_at: view::time(task.created_at),
            release_at: task.release_at.map(view::time),
            ended_at: task.ended_at.filter(|_| task.state.is_over()).map(view::time),
            created_by: task.created_by.clone(),
            seconds_left: speed.and_then(|speed| speed.seconds_for(figures.queued)),
            speed: speed.map(|speed| speed.per_second()),
            undo_left_ms: undo_left(task, self.now()),
            figures,
        }
    }

    /// All about one task.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound).
    pub async fn task_detail(&self, no: TaskNo) -> Result<TaskDetail, ConsoleError> {
        let causes = self.causes(Language::Chinese).await?; // only what codes mean, no words
        let mut reader = self.db.read().await?;
        let task = task::find(&mut reader, no).await?;
        let channels = channel::list(&mut reader, true).await?;
        let tasks = [task];
        let (shown, sums) = figures_of(&mut reader, &tasks).await?.remove(&no).unwrap_or_default();
        let [task] = tasks;
        let list = group::by_no(&mut reader, task.draft.group).await?;
        let facts = Facts {
            state: task.state,
            untouched: task.expand_cursor.is_none() && !task.expanded,
            has_people: shown.people > 0,
            retryable: any_retryable(&mut reader, &task, &causes).await?,
            doubtful: shown.in_doubt > 0,
        };
        let name = |no| channels.iter().find(|channel| channel.no == no).map(|it| it.draft.name.clone());
        Ok(TaskDetail {
            uid: task.uid.clone(),
            flash: task.draft.flash,
            channel: task.draft.channel.and_then(name),
            speed_per_second: task.draft.speed_limit,
            expires_at: task.expires_at.map(view::time),
            start_at: task.draft.start_at.map(view::time),
            group: task.draft.group.to_string(),
            group_name: list.map(|list| list.name).unwrap_or_default(),
            replies: inbound::count(&mut reader, no).await?,
            opt_outs: inbound::opt_outs(&mut reader, no).await?,
            resend_of: task.resend_of.map(|no| no.to_string()),
            sample: sample_of(&mut reader, &task).await?,
            may: action::may(&facts),
            channels: channels_of(&sums, &channels),
            row: self.row_of(&task, shown),
        })
    }

    /// What happened to a task, oldest first.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound).
    pub async fn task_timeline(&self, no: TaskNo) -> Result<Vec<TimelineEvent>, ConsoleError> {
        let mut reader = self.db.read().await?;
        task::find(&mut reader, no).await?;
        let events = task_event::of(&mut reader, no).await?;
        let told = |event: task_event::TaskEventRow| TimelineEvent {
            at: view::time(event.at),
            kind: event.kind,
            detail: event.detail,
            by: event.created_by,
        };
        Ok(events.into_iter().map(told).collect())
    }
}

/// The text as the first person of the list gets it, if there is such a person still.
async fn sample_of(conn: &mut Conn, task: &Task) -> Result<Option<String>, StoreError> {
    let Ok(text) = TaskText::of(&task.draft, Limits::shipped()) else { return Ok(None) };
    let first = member::page(conn, task.draft.group, None, 1).await?;
    Ok(first.first().and_then(|person| text.finished_for(person).ok()).map(|text| text.to_string()))
}

/// Whether some failures may be sent again, by a look at the first of each kind.
async fn any_retryable(conn: &mut Conn, task: &Task, causes: &Causes) -> Result<bool, StoreError> {
    for (state, class) in ends_of(conn, task.no, &[]).await? {
        let (all, end) = (FollowUps::default(), (state, class.as_str()));
        let page =
            message::ended_page(conn, task.no, task.draft.group, end, &all, MessageId(0), LOOKED_AT).await?;
        let may = page.iter().any(|row| {
            may_resend(causes, &Standing { state, channel: row.channel, class: &class, code: &row.code })
        });
        if may {
            return Ok(true);
        }
    }
    Ok(false)
}

fn channels_of(sums: &Figures, channels: &[StoredChannel]) -> Vec<TaskChannel> {
    let names: BTreeMap<_, _> = channels.iter().map(|channel| (channel.no, &channel.draft.name)).collect();
    sums.channels
        .iter()
        .map(|(no, totals)| TaskChannel {
            channel: no.to_string(),
            name: names.get(no).map_or_else(|| no.to_string(), |name| (*name).clone()),
            figures: CarrierFigures::of(totals),
        })
        .collect()
}
