//! Pacing: never more than the agreed number of messages in any second, and spread evenly inside it.

use std::time::Duration;

use crate::tick::Tick;

/// The span over which carriers count.
const SECOND: Duration = Duration::from_secs(1);
/// The most messages per second that one connection may be given; the log below keeps one moment for each.
pub const PER_SECOND_MAX: u32 = 50_000;
/// How much of a second may leave at once: gateways meter in slices and answer 8 to a burst (`cmpp.md` §13.12), while
/// timers of a millisecond need some slack to reach the full speed.
const BURST_NANOS: u64 = 20_000_000;
const NANOS_PER_SECOND: u64 = 1_000_000_000;

/// Lets at most `per_second` messages leave in **any** span of one second, evenly spaced but for a small burst.
///
/// Two rules together, since either alone fails. A log of the last `per_second` departures makes it exact: the next
/// may leave when the oldest of them is a second old. A token bucket alone would let a burst pass on top of a full
/// second; the log alone would let everything leave in the first millisecond.
#[derive(Debug, Clone)]
pub struct Pacer {
    limit: Option<Limit>,
}

#[derive(Debug, Clone)]
struct Limit {
    /// The last departures, as many as may leave in a second; the oldest stands at `oldest`.
    log: Vec<Option<Tick>>,
    oldest: usize,
    /// Between two messages when evenly spaced, in nanoseconds so that odd speeds do not drift.
    spacing_nanos: u64,
    /// How many messages may leave beside the one that is due, within [`BURST_NANOS`].
    burst: usize,
    /// When the next message is due if all are evenly spaced.
    due_nanos: u64,
}

impl Pacer {
    /// A pacer for this many messages per second, at most [`PER_SECOND_MAX`]; `None` lets everything pass at once,
    /// and 0 is taken as 1.
    #[must_use]
    pub fn new(per_second: Option<u32>) -> Self {
        let limit = per_second.map(|speed| {
            let speed = speed.clamp(1, PER_SECOND_MAX);
            let spacing_nanos = NANOS_PER_SECOND / u64::from(speed);
            Limit {
                log: vec![None; usize::try_from(speed).unwrap_or(1)],
                oldest: 0,
                spacing_nanos,
                burst: usize::try_from(BURST_NANOS / spacing_nanos).unwrap_or(0),
                due_nanos: 0,
            }
        });
        Self { limit }
    }

    /// The most messages that one order may hold; `None` when nothing limits it.
    #[must_use]
    pub fn group_max(&self) -> Option<usize> {
        self.limit.as_ref().map(|limit| limit.log.len())
    }

    /// How many single messages may leave now, at most `wanted`.
    #[must_use]
    pub fn room(&self, now: Tick, wanted: usize) -> usize {
        let Some(limit) = &self.limit else { return wanted };
        let (mut low, mut high) = (0, wanted.min(limit.burst + 1));
        // If some may leave together, fewer may too: halving finds the edge.
        while low < high {
            let middle = low + (high - low).div_ceil(2);
            if limit.ready_at(middle) <= now {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        low
    }

    /// When `count` messages that belong together may leave; a moment that has passed means now.
    ///
    /// A group bigger than the burst leaves when its first message is due and holds the next ones back. One bigger
    /// than [`Pacer::group_max`] never leaves: the end of time.
    #[must_use]
    pub fn ready_at(&self, count: usize) -> Tick {
        self.limit.as_ref().map_or(Tick::ZERO, |limit| limit.ready_at(count))
    }

    /// Records that `count` messages leave now; the caller asked [`Pacer::ready_at`] before.
    pub fn depart(&mut self, now: Tick, count: usize) {
        let Some(limit) = &mut self.limit else { return };
        for _ in 0..count {
            if let Some(place) = limit.log.get_mut(limit.oldest) {
                *place = Some(now);
            }
            limit.oldest = (limit.oldest + 1) % limit.log.len();
            // What a coarse timer lost within the burst's span is made good, older time is gone.
            let earliest = now.micros().saturating_mul(1_000).saturating_sub(BURST_NANOS);
            limit.due_nanos = limit.due_nanos.max(earliest).saturating_add(limit.spacing_nanos);
        }
    }
}

impl Limit {
    fn ready_at(&self, count: usize) -> Tick {
        let Some(others) = count.checked_sub(1) else { return Tick::ZERO };
        if count > self.log.len() {
            return Tick::from_micros(u64::MAX);
        }
        let exact = match self.log.get((self.oldest + others) % self.log.len()) {
            Some(Some(departed)) => departed.after(SECOND),
            Some(None) | None => Tick::ZERO,
        };
        let ahead = u64::try_from(others.min(self.burst)).unwrap_or(u64::MAX);
        let due_nanos = self.due_nanos.saturating_add(ahead.saturating_mul(self.spacing_nanos));
        exact.max(Tick::from_micros(due_nanos.div_ceil(1_000)))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::VecDeque;

    use proptest::prelude::*;

    use super::*;

    const TICKS_PER_SECOND: u64 = 1_000_000;

    /// Sends as fast as the pacer lets through when asked at these moments; the departures, in microseconds.
    fn departures(pacer: &mut Pacer, steps: impl IntoIterator<Item = (u64, usize)>) -> Vec<u64> {
        let mut now = 0;
        let mut left = Vec::new();
        for (wait, wanted) in steps {
            now += wait;
            let tick = Tick::from_micros(now);
            let room = pacer.room(tick, wanted);
            pacer.depart(tick, room);
            left.extend(std::iter::repeat_n(now, room));
        }
        left
    }

    fn most_in_a_second(left: &[u64]) -> usize {
        let mut recent = VecDeque::new();
        let mut most = 0;
        for at in left {
            recent.push_back(*at);
            while recent.front().is_some_and(|first| at - first >= TICKS_PER_SECOND) {
                recent.pop_front();
            }
            most = most.max(recent.len());
        }
        most
    }

    proptest! {
        /// Whenever it is asked, no second holds more than agreed.
        #[test]
        fn no_second_holds_more(
            speed in 1_u32..400,
            steps in proptest::collection::vec((prop_oneof![0_u64..5_000, 0_u64..2_500_000], 0_usize..600), 1..400),
        ) {
            let left = departures(&mut Pacer::new(Some(speed)), steps);
            prop_assert!(most_in_a_second(&left) <= usize::try_from(speed).unwrap());
        }

        /// Groups and singles mixed, asked at odd moments.
        #[test]
        fn groups_count_as_what_they_hold(
            speed in 1_u32..200,
            steps in proptest::collection::vec((0_u64..300_000, 1_usize..99), 1..400),
        ) {
            let mut pacer = Pacer::new(Some(speed));
            let (mut now, mut left) = (0, Vec::new());
            for (wait, count) in steps {
                now += wait;
                if pacer.ready_at(count) <= Tick::from_micros(now) {
                    pacer.depart(Tick::from_micros(now), count);
                    left.extend(std::iter::repeat_n(now, count));
                }
            }
            prop_assert!(most_in_a_second(&left) <= usize::try_from(speed).unwrap());
        }
    }

    #[test]
    fn asked_every_millisecond_it_reaches_the_full_speed_evenly() {
        for speed in [1_u32, 3, 50, 999, 1_000, 4_000] {
            let wanted = usize::try_from(speed).unwrap();
            let left = departures(&mut Pacer::new(Some(speed)), (0..10_000).map(|_| (1_000, 10_000)));
            assert!(left.len() >= wanted * 10 - wanted / 50 - 1, "{speed}: {}", left.len());
            assert!(most_in_a_second(&left) <= wanted, "{speed}");
            let first_tenth = left.iter().filter(|at| **at <= TICKS_PER_SECOND / 10).count();
            assert!(
                first_tenth <= wanted / 10 + wanted / 50 + 2,
                "{speed}: {first_tenth} in the first 100 ms"
            );
        }
    }

    #[test]
    fn a_group_leaves_whole_and_holds_the_next_back() {
        let mut pacer = Pacer::new(Some(100));
        assert!(pacer.ready_at(101) > Tick::from_micros(u64::MAX - 1), "never");
        pacer.depart(Tick::ZERO, 100);
        assert_eq!(pacer.ready_at(1), Tick::from_micros(TICKS_PER_SECOND));
        assert_eq!(pacer.room(Tick::from_micros(TICKS_PER_SECOND - 1), 5), 0);
    }

    #[test]
    fn without_a_speed_everything_passes() {
        let mut pacer = Pacer::new(None);
        pacer.depart(Tick::ZERO, 1_000_000);
        assert_eq!(
            (pacer.room(Tick::ZERO, 77), pacer.ready_at(5), pacer.group_max()),
            (77, Tick::ZERO, None)
        );
    }
}
