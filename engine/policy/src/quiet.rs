//! Quiet hours: when marketing rests (operator guide C6).

use hongyan_domain::{BusinessType, UnixMillis};

use crate::why::{Decision, Why};

/// China's clock is ahead of UTC by this, in milliseconds; it has no daylight saving.
const CHINA_OFFSET_MS: i64 = 8 * 3_600_000;
/// One day, in milliseconds.
const DAY_MS: i64 = 86_400_000;
/// One minute, in milliseconds.
const MINUTE_MS: i64 = 60_000;

/// The part of the day in which marketing rests, on China's clock; it may reach over midnight.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct QuietHours {
    /// The first quiet minute of the day.
    pub from_minute: u16,
    /// The first minute that is open again. Equal to `from_minute`: never quiet.
    pub to_minute: u16,
}

impl QuietHours {
    /// Whether `moment` lies in the quiet part of the day.
    #[must_use]
    pub fn covers(&self, moment: UnixMillis) -> bool {
        let minute = of_day(moment) / MINUTE_MS;
        let (from, to) = (i64::from(self.from_minute), i64::from(self.to_minute));
        if from <= to { (from..to).contains(&minute) } else { minute >= from || minute < to }
    }

    /// The first moment at or after `wanted` at which this type of message may leave, and why it is later.
    #[must_use]
    pub fn allow(&self, business: BusinessType, wanted: UnixMillis) -> Decision<UnixMillis> {
        if business.keeps_quiet_hours() && self.covers(wanted) {
            let opens = self.next_opening(wanted);
            return Decision { choice: opens, why: vec![Why::QuietUntil(opens)] };
        }
        Decision { choice: wanted, why: Vec::new() }
    }

    /// The first end of the quiet hours after `moment`.
    #[must_use]
    pub fn next_opening(&self, moment: UnixMillis) -> UnixMillis {
        let into_day = of_day(moment);
        let opens = i64::from(self.to_minute) * MINUTE_MS;
        let ahead = if into_day < opens { opens - into_day } else { DAY_MS - into_day + opens };
        UnixMillis(moment.0.saturating_add(ahead))
    }
}

/// How far into China's day a moment lies, in milliseconds.
const fn of_day(moment: UnixMillis) -> i64 {
    moment.0.saturating_add(CHINA_OFFSET_MS).rem_euclid(DAY_MS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::limits::Limits;
    use proptest::prelude::*;

    fn at(text: &str) -> UnixMillis {
        UnixMillis::parse_china(text).unwrap()
    }

    #[test]
    fn marketing_waits_for_the_morning_and_nobody_else_does() {
        let quiet = Limits::shipped().quiet;
        for (wanted, allowed) in [
            ("2026-03-01 20:59:59", "2026-03-01 20:59:59"),
            ("2026-03-01 21:00:00", "2026-03-02 08:00:00"),
            ("2026-02-28 23:30:00", "2026-03-01 08:00:00"),
            ("2026-03-01 00:00:00", "2026-03-01 08:00:00"),
            ("2026-03-01 07:59:59", "2026-03-01 08:00:00"),
            ("2026-03-01 08:00:00", "2026-03-01 08:00:00"),
        ] {
            assert_eq!(quiet.allow(BusinessType::Marketing, at(wanted)).choice, at(allowed), "{wanted}");
            for free in [BusinessType::Verification, BusinessType::Emergency, BusinessType::Notice] {
                assert_eq!(quiet.allow(free, at(wanted)), Decision { choice: at(wanted), why: vec![] });
            }
        }
        assert_eq!(
            quiet.allow(BusinessType::Marketing, at("2026-03-01 22:00")).why,
            [Why::QuietUntil(at("2026-03-02 08:00"))]
        );
    }

    #[test]
    fn equal_ends_mean_never() {
        let never = QuietHours { from_minute: 480, to_minute: 480 };
        assert!(!never.covers(at("2026-03-01 08:00")));
    }

    proptest! {
        #[test]
        fn what_is_allowed_is_open_and_never_more_than_a_day_away(
            moment in -4_000_000_000_000_i64..4_000_000_000_000, from in 0_u16..1_440, to in 0_u16..1_440,
        ) {
            let quiet = QuietHours { from_minute: from, to_minute: to };
            let allowed = quiet.allow(BusinessType::Marketing, UnixMillis(moment)).choice;
            prop_assert!(!quiet.covers(allowed));
            prop_assert!((0..=DAY_MS).contains(&(allowed.0 - moment)));
        }
    }
}
