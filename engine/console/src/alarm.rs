//! What stands in the way of work now: worked out when it is asked for, stored nowhere, gone when its cause is gone.

use std::collections::BTreeMap;
use std::time::Duration;

use hongyan_domain::{ChannelNo, FailureClass, UnixMillis};
use hongyan_insight::figures::{self, Figures};
use hongyan_insight::statistics::DAY;
use hongyan_store::channel::{ChannelUse, StoredChannel};
use hongyan_store::tally::slice;
use hongyan_store::{Health, LAST_BACKUP, free_octets, setting, task};
use serde::Serialize;
use ts_rs::TS;

use crate::error::ConsoleError;
use crate::lines::LineStatus;
use crate::open::Console;
use crate::view;

/// Below this a campaign of some 100,000 people may not fit.
const ROOM_LOW: u64 = 1 << 30;
/// Below this the store is about to stop.
const ROOM_OUT: u64 = 64 << 20;
/// An older backup would lose more than a person can redo.
const BACKUP_OLD: Duration = Duration::from_secs(7 * 24 * 3_600);
/// A line that connects so long is down; one that breaks off is down at once.
const CONNECTING_MAX: Duration = Duration::from_secs(15);
/// So many failures of one class in a task are worth a look, if they are this share of what was submitted as well.
const FAILURES_MIN: u64 = 20;
/// In percent.
const FAILURES_SHARE_MIN: u64 = 10;
/// Tasks under way that are looked at.
const TASKS_MAX: u32 = 200;

/// What an alarm is about.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AlarmCode {
    /// A channel's line is down: `name`, `cause` (a line's code, maybe empty), `detail`.
    ChannelDown,
    /// A task cannot go on: `name`, `reason`.
    TaskFaulted,
    /// The store takes no writes, and nothing is sent: `fault`.
    StoreNotWritable,
    /// The disk of the data folder is nearly full: `octets` left.
    DiskLow,
    /// The last backup is old: `days`.
    BackupOld,
    /// There was never a backup.
    NeverBackedUp,
    /// Many people of a task under way fail in one way: `name`, `class`, `count`, `share` in percent of the submitted.
    FailuresMany,
    /// The simulated carriers should run and do not: `detail`.
    PracticeDown,
}

impl AlarmCode {
    const fn code(self) -> &'static str {
        match self {
            Self::ChannelDown => "channel_down",
            Self::TaskFaulted => "task_faulted",
            Self::StoreNotWritable => "store_not_writable",
            Self::DiskLow => "disk_low",
            Self::BackupOld => "backup_old",
            Self::NeverBackedUp => "never_backed_up",
            Self::FailuresMany => "failures_many",
            Self::PracticeDown => "practice_down",
        }
    }
}

/// How much an alarm matters.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Something does not work.
    Bad,
    /// Something should be seen to.
    Warn,
}

/// Something that stands in the way of work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Alarm {
    /// What tells it from others, and stays while it lasts.
    pub alarm: String,
    /// What it is about.
    pub code: AlarmCode,
    /// How much it matters.
    pub severity: Severity,
    /// Since when.
    pub since: Option<String>,
    /// Values for its words.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<&'static str, String>,
    /// The channel that it is about.
    pub channel: Option<String>,
    /// The task that it is about.
    pub task: Option<String>,
    /// Whether it is about practice.
    pub sandbox: bool,
}

impl Alarm {
    fn new(code: AlarmCode, severity: Severity) -> Self {
        Self {
            alarm: code.code().to_owned(),
            code,
            severity,
            since: None,
            params: BTreeMap::new(),
            channel: None,
            task: None,
            sandbox: false,
        }
    }

    fn since(mut self, at: UnixMillis) -> Self {
        self.since = Some(view::time(at));
        self
    }

    fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }
}

impl Console {
    /// Everything that stands in the way of work now, the worst first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn alarms(&self) -> Result<Vec<Alarm>, ConsoleError> {
        let mut alarms = self.store_alarms().await?;
        let practice = self.practice.fault();
        if !practice.is_empty() {
            let alarm = Alarm::new(AlarmCode::PracticeDown, Severity::Bad).with("detail", practice);
            alarms.push(Alarm { sandbox: true, ..alarm });
        }
        let channels = self.stored_channels().await?;
        if let Some(statuses) = self.line_statuses().await? {
            alarms.extend(channels.iter().filter_map(|channel| line_alarm(channel, &statuses, self.now())));
        }
        alarms.extend(self.task_alarms().await?);
        alarms.sort_by_key(|alarm| alarm.severity);
        Ok(alarms)
    }

    async fn store_alarms(&self) -> Result<Vec<Alarm>, ConsoleError> {
        let mut alarms = Vec::new();
        let health = *self.db.health().borrow();
        if let Health::NotWritable { fault, since } = health {
            let alarm = Alarm::new(AlarmCode::StoreNotWritable, Severity::Bad);
            alarms.push(alarm.with("fault", fault.code()).since(since));
        }
        if let Some(octets) = free_octets(self.folder()).filter(|octets| *octets < ROOM_LOW) {
            let severity = if octets < ROOM_OUT { Severity::Bad } else { Severity::Warn };
            alarms.push(Alarm::new(AlarmCode::DiskLow, severity).with("octets", octets));
        }
        let mut reader = self.db.read().await?;
        let (now, made) = (self.now(), hongyan_store::made_at(&mut reader).await?);
        match setting::read(&mut reader, &LAST_BACKUP).await?.map(UnixMillis) {
            Some(at) if now.since(at) > BACKUP_OLD => {
                let days = now.since(at).as_secs() / DAY.as_secs();
                alarms.push(Alarm::new(AlarmCode::BackupOld, Severity::Warn).with("days", days).since(at));
            }
            // A store of yesterday has nothing to lose yet.
            None if now.since(made) > BACKUP_OLD => {
                alarms.push(Alarm::new(AlarmCode::NeverBackedUp, Severity::Warn).since(made));
            }
            Some(_) | None => {}
        }
        Ok(alarms)
    }

    async fn task_alarms(&self) -> Result<Vec<Alarm>, ConsoleError> {
        let mut alarms = Vec::new();
        let mut reader = self.db.read().await?;
        for open in slice::tasks_in(&mut reader, &["faulted", "running", "paused"], None, TASKS_MAX).await? {
            let found = task::find(&mut reader, open.task).await?;
            let about = |code: AlarmCode, severity, what: &str| {
                let alarm = Alarm::new(code, severity).with("name", &found.draft.name);
                let name = format!("{}:{}{what}", code.code(), found.no);
                Alarm { alarm: name, task: Some(found.no.to_string()), sandbox: open.sandbox, ..alarm }
            };
            if found.state == hongyan_domain::TaskState::Faulted {
                let alarm = about(AlarmCode::TaskFaulted, Severity::Bad, "");
                alarms.push(alarm.with("reason", &found.state_reason));
            }
            let figures = figures::funnel(&mut reader, open.task).await?;
            alarms.extend(many(&figures).map(|(class, count, share)| {
                about(AlarmCode::FailuresMany, Severity::Warn, &format!(":{}", class.code()))
                    .with("class", class.code())
                    .with("count", count)
                    .with("share", share)
            }));
        }
        Ok(alarms)
    }
}

/// Classes that many fail by, with how many and their share in percent.
fn many(figures: &Figures) -> impl Iterator<Item = (FailureClass, u64, u64)> {
    let submitted = figures.totals.submitted();
    figures.failed.iter().filter_map(move |(class, count)| {
        let share = count.saturating_mul(100).checked_div(submitted)?;
        (*count >= FAILURES_MIN && share >= FAILURES_SHARE_MIN).then_some((*class, *count, share))
    })
}

/// The alarm of a channel that should be online and is not.
fn line_alarm(channel: &StoredChannel, statuses: &[LineStatus], now: UnixMillis) -> Option<Alarm> {
    let status = statuses.iter().find(|status| ChannelNo(status.channel) == channel.no)?;
    if channel.state != ChannelUse::Active || status.down_since == 0 {
        return None;
    }
    let since = UnixMillis(status.down_since);
    if status.cause.is_empty() && now.since(since) < CONNECTING_MAX {
        return None; // it has just been begun
    }
    let alarm = Alarm::new(AlarmCode::ChannelDown, Severity::Bad)
        .with("name", &channel.draft.name)
        .with("cause", &status.cause)
        .with("detail", &status.detail)
        .since(since);
    Some(Alarm {
        alarm: format!("{}:{}", AlarmCode::ChannelDown.code(), channel.no),
        channel: Some(channel.no.to_string()),
        sandbox: channel.draft.sandbox,
        ..alarm
    })
}

#[cfg(test)]
mod tests;
