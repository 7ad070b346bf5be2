//! The first screen: how today goes against the last days, what is under way, what waits for a person.
//!
//! Figures are of tasks, each on the day of its release, and come from the counters, never from messages.

use std::time::Duration;

use hongyan_domain::{ChannelNo, TaskNo};
use hongyan_insight::statistics::{self, DAY, Row, begin_of, day_of, sum};
use hongyan_store::conversation;
use hongyan_store::tally::slice::{self, By, Slice};
use hongyan_store::todo::{self, Todo};
use serde::Serialize;
use ts_rs::TS;

use crate::alarm::Alarm;
use crate::channel::{LineView, line_of, yuan};
use crate::error::ConsoleError;
use crate::open::Console;
use crate::view;

/// Days before today that the mean is over, as far as anything was sent then.
const MEAN_DAYS: i64 = 7;
/// Messages in doubt of older tasks are history.
const DOUBTS_LAST: Duration = Duration::from_secs(30 * 24 * 3_600);
/// Background work that failed longer ago is history.
const JOBS_LAST: Duration = DAY;
/// Tasks of a kind that are shown.
const TASKS_SHOWN: u32 = 20;

/// Figures of a day, or of a mean day.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, TS)]
pub struct DayFigures {
    /// What carriers took, refused or may have taken.
    pub sent: u64,
    /// Of these, on the phone.
    pub delivered: u64,
    /// Of these, failed, refused or expired.
    pub failed: u64,
    /// Replies.
    pub replies: u64,
    /// Cost in yuan.
    pub cost: String,
}

/// A kind of thing that waits for a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TodoKind {
    /// Replies that may be opt-outs.
    Ask,
    /// People whose replies nobody has read.
    Unread,
    /// Tasks that are still being written.
    Draft,
    /// Messages in doubt of the last 30 days.
    InDoubt,
    /// Tasks that wait for their time.
    Scheduled,
    /// Tasks that cannot go on.
    Faulted,
    /// Background work of the last day that came to nothing.
    JobsFailed,
}

/// How much of a kind waits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TodoCount {
    /// What.
    pub kind: TodoKind,
    /// How much.
    pub count: u64,
}

/// A channel's light.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ChannelLight {
    /// Its number.
    pub channel: String,
    /// Its name.
    pub name: String,
    /// Whether it leads to a simulated carrier.
    pub sandbox: bool,
    /// Whose numbers it takes; empty: everybody's.
    #[ts(type = "Carrier[]")]
    pub carriers: Vec<&'static str>,
    /// What its line is doing.
    pub line: LineView,
}

/// What the first screen shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct HomeView {
    /// When this was so.
    pub as_of: String,
    /// Figures of today.
    pub today: DayFigures,
    /// A mean day of the last `days` days before today.
    pub mean: DayFigures,
    /// How many days: 7, fewer when the first task was later, 0 when it is of today.
    pub days: u64,
    /// Tasks under way or paused, newest first.
    pub running: Vec<TaskNo>,
    /// Tasks that wait for their time, newest first.
    pub scheduled: Vec<TaskNo>,
    /// What waits for a person; kinds without anything are left out.
    pub todo: Vec<TodoCount>,
    /// Channels and their lines.
    pub channels: Vec<ChannelLight>,
    /// What stands in the way of work.
    pub alarms: Vec<Alarm>,
    /// Whether nothing was ever sent in this world.
    pub empty: bool,
}

impl Console {
    /// What the first screen shows, of practice or of real sending.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn home(&self, sandbox: bool) -> Result<HomeView, ConsoleError> {
        let now = self.now();
        let today = day_of(now);
        let mut reader = self.db.read().await?;
        let first = slice::first_day(&mut reader, sandbox).await?;
        let days = first.map_or(0, |first| (today - day_of(first)).clamp(0, MEAN_DAYS));
        let slice = Slice {
            from: begin_of(today - MEAN_DAYS),
            to: begin_of(today + 1),
            sandbox,
            carrier: None,
            channel: None,
            business: None,
        };
        let rows = statistics::statistics(&mut reader, &slice, By::Day).await?.rows;
        let (before, of_today) = rows.split_at(rows.len().saturating_sub(1));
        let unread = conversation::waiting(&mut reader).await?.unread;
        let counts = todo::todo(&mut reader, sandbox, now - DOUBTS_LAST, now - JOBS_LAST).await?;
        let mut tasks = Vec::new();
        for states in [["running", "paused"].as_slice(), &["scheduled"]] {
            let open = slice::tasks_in(&mut reader, states, Some(sandbox), TASKS_SHOWN).await?;
            tasks.push(open.into_iter().map(|open| open.task).collect());
        }
        let scheduled = tasks.pop().unwrap_or_default();
        let running = tasks.pop().unwrap_or_default();
        drop(reader);
        Ok(HomeView {
            as_of: view::time(now),
            today: figures_of(&sum(of_today), 1),
            mean: figures_of(&sum(before), u64::try_from(days).unwrap_or(0)),
            days: u64::try_from(days).unwrap_or(0),
            running,
            scheduled,
            todo: todo_of(&counts, unread),
            channels: self.lights().await?,
            alarms: self.alarms().await?,
            empty: first.is_none(),
        })
    }

    async fn lights(&self) -> Result<Vec<ChannelLight>, ConsoleError> {
        let statuses = self.line_statuses().await?;
        let light = |channel: &hongyan_store::channel::StoredChannel| ChannelLight {
            channel: channel.no.to_string(),
            name: channel.draft.name.clone(),
            sandbox: channel.draft.sandbox,
            carriers: channel.draft.carriers.iter().map(|carrier| carrier.code()).collect(),
            line: line_of(ChannelNo(channel.no.0), &statuses),
        };
        Ok(self.stored_channels().await?.iter().map(light).collect())
    }
}

/// The figures of so many days as those of one; halves are rounded up.
fn figures_of(sum: &Row, days: u64) -> DayFigures {
    let mean = |count: u64| (count + days / 2).checked_div(days).unwrap_or(0);
    let cost = mean(u64::try_from(sum.totals.cost.milliyuan()).unwrap_or(0));
    DayFigures {
        sent: mean(sum.totals.submitted()),
        delivered: mean(sum.totals.delivered),
        failed: mean(sum.totals.failures()),
        replies: mean(sum.replies),
        cost: yuan(hongyan_domain::Money(i64::try_from(cost).unwrap_or(i64::MAX))),
    }
}

fn todo_of(counts: &Todo, unread: u64) -> Vec<TodoCount> {
    [
        (TodoKind::Faulted, counts.faulted),
        (TodoKind::InDoubt, counts.in_doubt),
        (TodoKind::Ask, counts.ask),
        (TodoKind::Unread, unread),
        (TodoKind::JobsFailed, counts.jobs_failed),
        (TodoKind::Draft, counts.drafts),
        (TodoKind::Scheduled, counts.scheduled),
    ]
    .into_iter()
    .filter(|(_, count)| *count > 0)
    .map(|(kind, count)| TodoCount { kind, count })
    .collect()
}

#[cfg(test)]
mod tests;
