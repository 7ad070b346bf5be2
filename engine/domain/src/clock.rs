//! Time. Storage keeps UTC milliseconds, people read +08:00; the engine reads the time through a [`Clock`] only.

use std::fmt;
use std::ops::{Add, Sub};
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Duration;

use time::macros::{format_description, offset};
use time::{OffsetDateTime, PrimitiveDateTime};

/// Milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct UnixMillis(pub i64);

impl UnixMillis {
    /// The moment as China's clock shows it (+08:00, no daylight saving).
    ///
    /// A moment outside the years 1–9999 is shown as 1970.
    #[must_use]
    pub fn china(self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp_nanos(i128::from(self.0) * 1_000_000)
            .unwrap_or(OffsetDateTime::UNIX_EPOCH)
            .to_offset(offset!(+8))
    }

    /// `2026-03-01 09:30:05` in China's time (operator guide §6, with seconds).
    #[must_use]
    pub fn display_china(self) -> String {
        self.china()
            .format(format_description!("[year]-[month]-[day] [hour]:[minute]:[second]"))
            .unwrap_or_default()
    }

    /// Reads `2026-03-01 09:30` or `2026-03-01 09:30:05` (also with `T` between) as China's time.
    #[must_use]
    pub fn parse_china(text: &str) -> Option<Self> {
        let text = text.trim().replacen('T', " ", 1);
        let seconds = format_description!("[year]-[month]-[day] [hour]:[minute]:[second]");
        let minutes = format_description!("[year]-[month]-[day] [hour]:[minute]");
        let local = PrimitiveDateTime::parse(&text, seconds)
            .or_else(|_| PrimitiveDateTime::parse(&text, minutes))
            .ok()?;
        i64::try_from(local.assume_offset(offset!(+8)).unix_timestamp_nanos() / 1_000_000).ok().map(Self)
    }

    /// How long ago `earlier` was; zero when it is not earlier.
    #[must_use]
    pub fn since(self, earlier: Self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0))
    }
}

impl Add<Duration> for UnixMillis {
    type Output = Self;
    fn add(self, span: Duration) -> Self {
        Self(self.0.saturating_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl Sub<Duration> for UnixMillis {
    type Output = Self;
    fn sub(self, span: Duration) -> Self {
        Self(self.0.saturating_sub(i64::try_from(span.as_millis()).unwrap_or(i64::MAX)))
    }
}

impl fmt::Display for UnixMillis {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.display_china())
    }
}

/// Where the engine reads the time.
pub trait Clock: Send + Sync + 'static {
    /// The moment now.
    fn now(&self) -> UnixMillis;
}

impl<C: Clock + ?Sized> Clock for std::sync::Arc<C> {
    fn now(&self) -> UnixMillis {
        (**self).now()
    }
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> UnixMillis {
        let since_epoch =
            std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
        UnixMillis(i64::try_from(since_epoch.as_millis()).unwrap_or(i64::MAX))
    }
}

/// A clock that moves only when told to: for simulation and tests.
#[derive(Debug, Default)]
pub struct ManualClock(AtomicI64);

impl ManualClock {
    /// A clock that stands at `start`.
    #[must_use]
    pub fn at(start: UnixMillis) -> Self {
        Self(AtomicI64::new(start.0))
    }

    /// Moves the clock forward.
    pub fn advance(&self, span: Duration) {
        self.0.fetch_add(i64::try_from(span.as_millis()).unwrap_or(i64::MAX), Ordering::SeqCst);
    }
}

impl Clock for ManualClock {
    fn now(&self) -> UnixMillis {
        UnixMillis(self.0.load(Ordering::SeqCst))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn china_time_reads_back() {
        let moment = UnixMillis::parse_china("2026-03-01 09:30").unwrap();
        assert_eq!(moment.0, 1_772_328_600_000);
        assert_eq!(moment.display_china(), "2026-03-01 09:30:00");
        assert_eq!(UnixMillis::parse_china("2026-03-01T09:30:05").unwrap().0, moment.0 + 5_000);
        assert_eq!(UnixMillis::parse_china("2026-02-30 09:30"), None);
    }
}
