//! A job while it runs: how far it is and how fast.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hongyan_domain::UnixMillis;
use hongyan_store::job::{JobEnd, JobRow, NewJob};
use tokio_util::sync::CancellationToken;

/// Speed is told over at least so long, milliseconds: shorter spans jump.
const SPAN_MS: i64 = 1_000;
/// Screens hear of progress at most so often, milliseconds.
const TELL_MS: i64 = 200;

/// A job while it runs.
#[derive(Debug)]
pub(super) struct Live {
    job: NewJob,
    cancel: CancellationToken,
    by_person: AtomicBool,
    now: Mutex<Now>,
}

#[derive(Debug)]
struct Now {
    pace: Pace,
    /// Where the span began that the next speed is measured over.
    from: (UnixMillis, u64),
    told_at: Option<UnixMillis>,
    end: Option<JobEnd>,
}

/// How far and how fast.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Pace {
    pub(super) done: u64,
    pub(super) total: Option<u64>,
    pub(super) per_second: Option<u64>,
}

impl Pace {
    /// At this speed; `None` while either is unknown.
    pub(super) fn seconds_left(self) -> Option<u64> {
        let (total, speed) = (self.total?, self.per_second.filter(|speed| *speed > 0)?);
        Some(total.saturating_sub(self.done).div_ceil(speed))
    }
}

impl Live {
    pub(super) fn new(job: NewJob, cancel: CancellationToken) -> Self {
        let from = (job.started_at, 0);
        let now = Now { pace: Pace::default(), from, told_at: None, end: None };
        Self { job, cancel, by_person: AtomicBool::new(false), now: Mutex::new(now) }
    }

    pub(super) fn uid(&self) -> &str {
        &self.job.uid
    }

    pub(super) fn cancel(&self) -> &CancellationToken {
        &self.cancel
    }

    pub(super) fn cancel_by_person(&self) {
        self.by_person.store(true, Ordering::Relaxed);
        self.cancel.cancel();
    }

    pub(super) fn by_person(&self) -> bool {
        self.by_person.load(Ordering::Relaxed)
    }

    pub(super) fn pace(&self) -> Pace {
        self.state().pace
    }

    /// Takes progress; answers whether screens should hear of it.
    pub(super) fn progress(&self, done: u64, total: Option<u64>, at: UnixMillis) -> bool {
        let mut now = self.state();
        now.pace.done = done;
        now.pace.total = total;
        let span = at.0.saturating_sub(now.from.0.0);
        if span < 0 || done < now.from.1 {
            // The clock was set back, or the work began anew: measure from here.
            now.from = (at, done);
        } else if span >= SPAN_MS {
            let made = u128::from(done - now.from.1) * 1_000 / u128::from(span.unsigned_abs());
            now.pace.per_second = Some(u64::try_from(made).unwrap_or(u64::MAX));
            now.from = (at, done);
        }
        let tell = now.told_at.is_none_or(|told| (at.0.saturating_sub(told.0)).abs() >= TELL_MS);
        if tell {
            now.told_at = Some(at);
        }
        tell
    }

    pub(super) fn ended(&self, end: JobEnd) {
        self.state().end = Some(end);
    }

    /// The stored row as it is by now, when it has ended and the store does not know yet.
    pub(super) fn over(&self, row: &JobRow) -> Option<JobRow> {
        let end = self.state().end.clone()?;
        Some(JobRow {
            job: row.job.clone(),
            state: end.state,
            ended_at: Some(end.at),
            result: end.result,
            error: end.error,
        })
    }

    fn state(&self) -> MutexGuard<'_, Now> {
        self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn live() -> Live {
        let job = NewJob {
            uid: "1".to_owned(),
            created_by: "local".to_owned(),
            kind: "import".to_owned(),
            title: String::new(),
            started_at: UnixMillis(10_000),
        };
        Live::new(job, CancellationToken::new())
    }

    #[test]
    fn speed_and_time_left_follow_the_last_seconds() {
        let live = live();
        assert!(live.progress(10, Some(1_000), UnixMillis(10_100)));
        assert!(!live.progress(20, Some(1_000), UnixMillis(10_200)), "heard of a moment ago");
        assert_eq!(live.pace().per_second, None, "too early to tell");
        assert!(live.progress(500, Some(1_000), UnixMillis(12_000)));
        assert_eq!(live.pace(), Pace { done: 500, total: Some(1_000), per_second: Some(250) });
        assert_eq!(live.pace().seconds_left(), Some(2));
        live.progress(2_000, Some(1_000), UnixMillis(13_000));
        assert_eq!(live.pace().seconds_left(), Some(0), "more than was thought");
    }

    #[test]
    fn a_clock_set_back_spoils_no_speed() {
        let live = live();
        live.progress(100, None, UnixMillis(9_000));
        assert_eq!(live.pace().per_second, None);
        live.progress(300, None, UnixMillis(10_000));
        assert_eq!(live.pace().per_second, Some(200));
        assert_eq!(live.pace().seconds_left(), None, "nobody knows how much there is");
    }
}
