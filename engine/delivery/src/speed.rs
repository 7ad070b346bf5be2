//! A task's own speed limit, over all channels: evenly spread, never saved up.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use hongyan_domain::{TaskNo, UnixMillis};

/// At most what the limit allows in this time may leave at once.
const BURST: Duration = Duration::from_millis(200);

/// What each limited task may still send now. In memory only: after a restart everybody begins with one burst.
#[derive(Debug, Default)]
pub(crate) struct Speeds(Mutex<BTreeMap<TaskNo, Bucket>>);

#[derive(Debug)]
struct Bucket {
    /// Thousandths of a message.
    milli: u64,
    filled_at: UnixMillis,
}

impl Speeds {
    /// Takes up to `wanted` messages out of the task's allowance.
    pub(crate) fn take(&self, task: TaskNo, per_second: u32, wanted: u32, now: UnixMillis) -> u32 {
        let mut buckets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let burst = (u64::from(per_second) * u64::try_from(BURST.as_millis()).unwrap_or(0)).max(1_000);
        let bucket = buckets.entry(task).or_insert(Bucket { milli: burst, filled_at: now });
        let elapsed = u64::try_from(now.since(bucket.filled_at).as_millis()).unwrap_or(0);
        bucket.milli = bucket.milli.saturating_add(elapsed * u64::from(per_second)).min(burst);
        bucket.filled_at = now;
        let granted = wanted.min(u32::try_from(bucket.milli / 1_000).unwrap_or(u32::MAX));
        bucket.milli -= u64::from(granted) * 1_000;
        granted
    }

    /// Forgets a task that has ended.
    pub(crate) fn forget(&self, task: TaskNo) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&task);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_never_gives_more_than_the_limit_and_one_burst() {
        let speeds = Speeds::default();
        let taken: u32 = (0..1_000).map(|at| speeds.take(TaskNo(1), 100, 7, UnixMillis(at))).sum();
        assert!((100..=120).contains(&taken), "{taken}");
    }

    #[test]
    fn one_a_second_is_possible() {
        let speeds = Speeds::default();
        assert_eq!(speeds.take(TaskNo(1), 1, 5, UnixMillis(0)), 1);
        assert_eq!(speeds.take(TaskNo(1), 1, 5, UnixMillis(999)), 0);
        assert_eq!(speeds.take(TaskNo(1), 1, 5, UnixMillis(1_000)), 1);
    }
}
