//! A clock that runs faster than the machine's, so that waits of half a minute are over in a second.
//!
//! Sessions and gateways keep real time; only what the engine decides by its clock comes sooner.

use hongyan_domain::{Clock, SystemClock, UnixMillis};

/// A clock that showed the machine's time at `since` and has run `times` as fast from then on.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Haste {
    /// When both clocks showed the same.
    pub since: UnixMillis,
    /// How many of its seconds pass in a second.
    pub times: i64,
}

impl Haste {
    /// A clock that runs `times` as fast from now on.
    #[must_use]
    pub fn from_now(times: i64) -> Self {
        Self { since: SystemClock.now(), times }
    }
}

impl Clock for Haste {
    fn now(&self) -> UnixMillis {
        let passed = SystemClock.now().0.saturating_sub(self.since.0);
        UnixMillis(self.since.0.saturating_add(passed.saturating_mul(self.times)))
    }
}
