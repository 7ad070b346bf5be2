//! Monotonic time as a value: what a session is told, never what it reads.

use std::fmt;
use std::time::Duration;

/// Microseconds since an arbitrary start that one driver, or one simulated world, has chosen.
///
/// Not `std::time::Instant`: that one can only be made by reading the machine's clock, so a run could not be replayed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Tick(u64);

impl Tick {
    /// The start.
    pub const ZERO: Self = Self(0);

    /// The moment this many microseconds after the start.
    #[must_use]
    pub const fn from_micros(micros: u64) -> Self {
        Self(micros)
    }

    /// Microseconds since the start.
    #[must_use]
    pub const fn micros(self) -> u64 {
        self.0
    }

    /// The moment `span` after this one; never overflows.
    #[must_use]
    pub fn after(self, span: Duration) -> Self {
        Self(self.0.saturating_add(micros(span)))
    }

    /// How long ago `earlier` was; zero when it is not earlier.
    #[must_use]
    pub const fn since(self, earlier: Self) -> Duration {
        Duration::from_micros(self.0.saturating_sub(earlier.0))
    }
}

impl fmt::Debug for Tick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:06}s", self.0 / 1_000_000, self.0 % 1_000_000)
    }
}

/// Whole microseconds of a span; a span of more than half a million years counts as that.
pub(crate) fn micros(span: Duration) -> u64 {
    u64::try_from(span.as_micros()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_add_and_subtract_without_overflow() {
        let start = Tick::from_micros(5);
        assert_eq!(start.after(Duration::from_secs(1)), Tick::from_micros(1_000_005));
        assert_eq!(start.after(Duration::MAX), Tick::from_micros(u64::MAX));
        assert_eq!(start.since(Tick::from_micros(9)), Duration::ZERO);
        assert_eq!(format!("{:?}", Tick::from_micros(1_000_005)), "1.000005s");
    }
}
