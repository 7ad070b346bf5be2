//! The one place of this crate that reads a clock.

use std::time::Duration;

use hongyan_domain::UnixMillis;
use tokio::time::Instant;

use crate::tick::Tick;

/// Real time as [`Tick`]s since it was started; on tokio's clock, so that a test may hold it.
#[derive(Clone, Copy, Debug)]
pub struct Monotonic {
    start: Instant,
}

impl Monotonic {
    /// Starts counting.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "the driver's clock; everything behind it is told the time"
    )]
    pub fn start() -> Self {
        Self { start: Instant::now() }
    }

    /// The moment now.
    #[must_use]
    pub fn now(&self) -> Tick {
        Tick::ZERO.after(self.start.elapsed())
    }

    /// The moment for tokio's timers.
    #[must_use]
    pub fn instant(&self, tick: Tick) -> Instant {
        self.start + Duration::from_micros(tick.micros())
    }
}

/// The local time of China as CMPP's login writes it: the number MMDDHHMMSS (`cmpp.md` §5.1).
#[must_use]
pub fn login_timestamp(now: UnixMillis) -> u32 {
    let local = now.china();
    [u8::from(local.month()), local.day(), local.hour(), local.minute(), local.second()]
        .into_iter()
        .fold(0, |number, part| number * 100 + u32::from(part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_login_has_chinas_time_without_its_year() {
        let moment = UnixMillis::parse_china("2026-01-02 03:04:05").unwrap();
        assert_eq!(login_timestamp(moment), 102_030_405);
    }
}
