//! How fast tasks go: sampled from the counters once a second while they run, kept in memory alone.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Mutex, PoisonError};

use hongyan_domain::{TaskNo, UnixMillis};
use hongyan_insight::figures::Figures;
use hongyan_store::tally::{self, Tally};
use hongyan_store::{message, task};
use serde::Serialize;
use ts_rs::TS;

use crate::error::ConsoleError;
use crate::open::Console;

/// Milliseconds between two samples.
const STEP_MS: u32 = 1_000;
/// Points of a task that are kept: a quarter of an hour.
const POINTS_MAX: usize = 900;
/// Points that the present speed is the mean of.
const RECENT: usize = 5;
/// Tasks of which points are kept, the newest ones.
const TASKS_MAX: usize = 64;
/// Milliseconds of a point that is read from the rows.
const ROWS_STEP_MS: u32 = 60_000;
/// Points read from the rows at most: a week of minutes.
const ROWS_POINTS_MAX: u32 = 10_080;

/// What happened in one step.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SpeedPoint {
    /// When the step ended, of points read from the rows when it began; Unix milliseconds.
    pub at_ms: i64,
    /// Messages that a carrier took or refused.
    pub submitted: u64,
    /// Messages that came to their phone.
    pub delivered: u64,
    /// Messages that failed, expired or were refused.
    pub failed: u64,
}

/// How fast a task went: one point a second for what was seen since the program runs, else one a minute from the rows.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TaskSpeed {
    /// Milliseconds between two points.
    pub step_ms: u32,
    /// The points, oldest first.
    pub points: Vec<SpeedPoint>,
}

/// A speed in the present.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Speed {
    messages: u64,
    millis: u64,
}

impl Speed {
    /// Messages per second, to one place behind the point.
    pub(crate) fn per_second(self) -> f64 {
        let tenths = (self.messages.saturating_mul(10_000) / self.millis.max(1)).min(u64::from(u32::MAX));
        f64::from(u32::try_from(tenths).unwrap_or(u32::MAX)) / 10.0
    }

    /// Seconds that so many messages take; `None` while nothing moves.
    pub(crate) fn seconds_for(self, messages: u64) -> Option<u64> {
        let per_messages = self.messages.saturating_mul(1_000);
        (per_messages > 0).then(|| messages.saturating_mul(self.millis).div_ceil(per_messages))
    }
}

/// What one task had done when it was looked at last, and the steps before.
#[derive(Debug)]
struct Track {
    at: UnixMillis,
    sums: Sums,
    points: VecDeque<SpeedPoint>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Sums {
    submitted: u64,
    delivered: u64,
    failed: u64,
}

impl Sums {
    fn of(tallies: &[Tally]) -> Self {
        let totals = Figures::of(tallies).totals;
        Self { submitted: totals.submitted(), delivered: totals.delivered, failed: totals.failures() }
    }
}

/// The samples of all tasks.
#[derive(Debug, Default)]
pub(crate) struct Speeds {
    tracks: Mutex<BTreeMap<TaskNo, Track>>,
}

impl Speeds {
    fn tracks(&self) -> std::sync::MutexGuard<'_, BTreeMap<TaskNo, Track>> {
        self.tracks.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// How fast a task goes.
    pub(crate) fn of(&self, no: TaskNo) -> Option<Speed> {
        let tracks = self.tracks();
        let points = &tracks.get(&no)?.points;
        let recent = || points.iter().rev().take(RECENT);
        let (first, last) = (points.get(points.len().saturating_sub(RECENT))?, points.back()?);
        let millis = u64::try_from(last.at_ms - first.at_ms).unwrap_or(0) + u64::from(STEP_MS);
        Some(Speed { messages: recent().map(|point| point.submitted).sum(), millis })
    }

    fn points(&self, no: TaskNo) -> Vec<SpeedPoint> {
        self.tracks().get(&no).map(|track| track.points.iter().copied().collect()).unwrap_or_default()
    }

    /// Notes what a task has done.
    fn note(&self, no: TaskNo, sums: Sums, at: UnixMillis) {
        let mut tracks = self.tracks();
        let Some(track) = tracks.get_mut(&no) else {
            if tracks.len() >= TASKS_MAX {
                tracks.pop_first();
            }
            tracks.insert(no, Track { at, sums, points: VecDeque::new() });
            return;
        };
        // A clock that was set back makes no point before the last one.
        if at <= track.at {
            return;
        }
        let point = SpeedPoint {
            at_ms: at.0,
            submitted: sums.submitted.saturating_sub(track.sums.submitted),
            delivered: sums.delivered.saturating_sub(track.sums.delivered),
            failed: sums.failed.saturating_sub(track.sums.failed),
        };
        (track.at, track.sums) = (at, sums);
        if track.points.len() >= POINTS_MAX {
            track.points.pop_front();
        }
        track.points.push_back(point);
    }
}

impl Console {
    /// Looks at the running tasks once. Writes nothing.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn sample_speeds(&self) -> Result<(), ConsoleError> {
        let mut reader = self.db.read().await?;
        let running = task::running(&mut reader).await?;
        if running.is_empty() {
            return Ok(());
        }
        let mut tallies: BTreeMap<TaskNo, Vec<Tally>> = BTreeMap::new();
        for tally in tally::of_tasks(&mut reader, &running).await? {
            tallies.entry(tally.task).or_default().push(tally);
        }
        let now = self.now();
        for no in running {
            self.speeds.note(no, Sums::of(tallies.get(&no).map_or(&[][..], Vec::as_slice)), now);
        }
        Ok(())
    }

    /// How fast a task goes or went.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound).
    pub async fn task_speed(&self, no: TaskNo) -> Result<TaskSpeed, ConsoleError> {
        let mut reader = self.db.read().await?;
        task::find(&mut reader, no).await?;
        let points = self.speeds.points(no);
        if !points.is_empty() {
            return Ok(TaskSpeed { step_ms: STEP_MS, points });
        }
        let paces = message::pace(&mut reader, no, ROWS_STEP_MS, ROWS_POINTS_MAX).await?;
        let points = paces.iter().map(|pace| SpeedPoint {
            at_ms: pace.at.0,
            submitted: pace.submitted,
            delivered: pace.delivered,
            failed: pace.failed,
        });
        Ok(TaskSpeed { step_ms: ROWS_STEP_MS, points: points.collect() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TASK: TaskNo = TaskNo(1);

    fn sums(submitted: u64) -> Sums {
        Sums { submitted, delivered: submitted / 2, failed: 0 }
    }

    #[test]
    fn speed_is_the_mean_of_the_last_steps() {
        let speeds = Speeds::default();
        assert_eq!(speeds.of(TASK), None);
        for second in 0..=20_i64 {
            let submitted = u64::try_from(second).unwrap() * 50;
            speeds.note(TASK, sums(submitted), UnixMillis(second * 1_000));
        }
        let speed = speeds.of(TASK).unwrap();
        assert!((speed.per_second() - 50.0).abs() < 0.01, "{speed:?}");
        assert_eq!(speed.seconds_for(1_001), Some(21));
        speeds.note(TASK, sums(2_000), UnixMillis(5_000));
        assert_eq!(speeds.of(TASK), Some(speed), "a clock that was set back makes no point");
    }

    #[test]
    fn a_task_that_stands_still_has_no_end_in_sight() {
        let speeds = Speeds::default();
        for second in 0..10 {
            speeds.note(TASK, sums(7), UnixMillis(second * 1_000));
        }
        let speed = speeds.of(TASK).unwrap();
        assert!(speed.per_second() < 0.01);
        assert_eq!(speed.seconds_for(10), None);
    }

    #[test]
    fn memory_is_bounded() {
        let speeds = Speeds::default();
        for second in 0..2_000 {
            speeds.note(TASK, sums(1), UnixMillis(second * 1_000));
        }
        assert_eq!(speeds.points(TASK).len(), POINTS_MAX);
        for no in 2..200 {
            speeds.note(TaskNo(no), sums(1), UnixMillis(0));
        }
        assert_eq!(speeds.tracks().len(), TASKS_MAX);
        assert!(speeds.tracks().contains_key(&TaskNo(199)));
    }
}
