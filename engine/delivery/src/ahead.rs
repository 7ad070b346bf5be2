//! How many messages a lane may hold: what the line takes in a fifth of a second.

use std::time::Duration;

use hongyan_domain::UnixMillis;

/// A lane holds what its line takes in this time: long enough to hide the store's commits, short enough that a stop
/// takes hold within its 2 seconds (P8) and that a crash leaves few messages in doubt.
const SPAN: Duration = Duration::from_millis(200);
/// How often the rate is measured anew.
const MEASURE: Duration = Duration::from_millis(100);
/// Never more than this, whatever the line takes.
const HELD_MAX: u32 = 8_192;

/// The moving bound of one lane.
#[derive(Debug)]
pub(crate) struct Ahead {
    floor: u32,
    bound: u32,
    since: UnixMillis,
    answered: u32,
}

impl Ahead {
    /// `window` is the line's window over all connections; `speed` its agreed messages per second.
    pub(crate) fn new(window: usize, speed: Option<u32>) -> Self {
        let by_window = u32::try_from(window).unwrap_or(HELD_MAX).clamp(8, HELD_MAX / 2) * 2;
        let floor = speed.map_or(by_window, |speed| by_window.min(speed.div_ceil(4).max(1)));
        Self { floor, bound: floor, since: UnixMillis(0), answered: 0 }
    }

    /// At most so many messages are with the line.
    pub(crate) fn bound(&self) -> u32 {
        self.bound
    }

    /// Claims below this wait until more can be claimed at once.
    pub(crate) fn batch_min(&self) -> u32 {
        (self.bound / 4).max(1)
    }

    /// So many messages came back at `now`.
    pub(crate) fn answered(&mut self, count: u32, now: UnixMillis) {
        self.answered = self.answered.saturating_add(count);
        let span = u64::try_from(now.since(self.since).as_millis()).unwrap_or(u64::MAX);
        if span < u64::try_from(MEASURE.as_millis()).unwrap_or(0) {
            return;
        }
        let in_span = u64::from(self.answered) * u64::try_from(SPAN.as_millis()).unwrap_or(0) / span;
        self.bound = u32::try_from(in_span).unwrap_or(HELD_MAX).clamp(self.floor, HELD_MAX);
        self.since = now;
        self.answered = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_follows_what_the_line_takes() {
        let mut ahead = Ahead::new(16, None);
        ahead.answered(0, UnixMillis(1_000));
        ahead.answered(2_000, UnixMillis(1_100));
        assert_eq!(ahead.bound(), 4_000);
        ahead.answered(0, UnixMillis(2_100));
        assert_eq!(ahead.bound(), 32);
    }

    #[test]
    fn a_slow_line_holds_no_more_than_a_quarter_of_a_second() {
        assert_eq!(Ahead::new(16, Some(20)).bound(), 5);
        assert_eq!(Ahead::new(16, Some(1)).bound(), 1);
    }
}
