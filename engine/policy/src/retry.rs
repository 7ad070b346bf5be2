//! Whether a failed message is sent again, when, and where.

use std::time::Duration;

use hongyan_domain::{BusinessType, UnixMillis};

use crate::codes::{Effect, Verdict};
use crate::quiet::QuietHours;

/// The pause before a try that should go elsewhere when there is no other channel (house).
pub const SAME_CHANNEL_PAUSE: Duration = Duration::from_secs(60);

/// Further tries that a message has had. They are counted apart, because a refusal for speed is no try: the carrier
/// never took the message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Tries {
    /// After refusals for speed ([`Effect::Throttle`]).
    pub throttled: u32,
    /// After any other failure.
    pub other: u32,
}

impl Tries {
    /// The tries that count against this verdict.
    #[must_use]
    pub const fn of(self, verdict: &Verdict) -> u32 {
        if verdict.effects.has(Effect::Throttle) { self.throttled } else { self.other }
    }

    /// The count after one more try because of this verdict.
    #[must_use]
    pub const fn after(mut self, verdict: &Verdict) -> Self {
        if verdict.effects.has(Effect::Throttle) {
            self.throttled = self.throttled.saturating_add(1);
        } else {
            self.other = self.other.saturating_add(1);
        }
        self
    }
}

/// What is known about the message that has failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Failed {
    /// What it was for.
    pub business: BusinessType,
    /// Its further tries so far.
    pub tries: Tries,
    /// The end of its validity.
    pub not_after: UnixMillis,
    /// Whether another channel could carry it.
    pub elsewhere: bool,
}

/// Why a message is not sent again.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum GaveUp {
    /// The code says that it is of no use, or nothing has failed.
    NotRetryable,
    /// It has been tried often enough.
    TriesUsedUp,
    /// The next try would come after its validity.
    ValidityOver,
}

impl GaveUp {
    /// The stable word for the store and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::NotRetryable => "not_retryable",
            Self::TriesUsedUp => "tries_used_up",
            Self::ValidityOver => "validity_over",
        }
    }
}

/// What comes after a failure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Queue it again.
    Again {
        /// Not before this moment.
        at: UnixMillis,
        /// Prefer another channel than the one that failed.
        other_channel: bool,
    },
    /// It has ended.
    GiveUp(GaveUp),
}

/// Decides about a message that has just failed with `verdict`.
#[must_use]
pub fn decide(verdict: &Verdict, failed: &Failed, quiet: &QuietHours, now: UnixMillis) -> Next {
    let Some((times_max, pause)) = verdict.tries() else { return Next::GiveUp(GaveUp::NotRetryable) };
    if failed.tries.of(verdict) >= times_max {
        return Next::GiveUp(GaveUp::TriesUsedUp);
    }
    let wants_other = verdict.effects.has(Effect::OtherChannel);
    let pause = if wants_other && !failed.elsewhere { pause.max(SAME_CHANNEL_PAUSE) } else { pause };
    let wanted =
        if verdict.effects.has(Effect::NextOpening) { quiet.next_opening(now + pause) } else { now + pause };
    let at = quiet.allow(failed.business, wanted).choice;
    if at > failed.not_after {
        return Next::GiveUp(GaveUp::ValidityOver);
    }
    Next::Again { at, other_channel: wants_other && failed.elsewhere }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::{CodeTable, Protocol, Source};
    use crate::limits::Limits;

    fn at(text: &str) -> UnixMillis {
        UnixMillis::parse_china(text).unwrap()
    }

    fn next(source: Source<'_>, business: BusinessType, tries: Tries, elsewhere: bool, now: &str) -> Next {
        let verdict = CodeTable::shipped().verdict("", Protocol::Cmpp30, source);
        let failed = Failed { business, tries, not_after: at("2026-03-04 12:00"), elsewhere };
        decide(verdict, &failed, &Limits::shipped().quiet, at(now))
    }

    #[test]
    fn undeliverable_is_tried_once_more_after_a_day() {
        let fresh = Tries::default();
        let again = |tries, now| next(Source::Stat("UNDELIV"), BusinessType::Notice, tries, true, now);
        assert_eq!(
            again(fresh, "2026-03-01 12:00"),
            Next::Again { at: at("2026-03-02 12:00"), other_channel: false }
        );
        assert_eq!(
            again(Tries { other: 1, throttled: 0 }, "2026-03-01 12:00"),
            Next::GiveUp(GaveUp::TriesUsedUp)
        );
        assert_eq!(again(fresh, "2026-03-03 12:01"), Next::GiveUp(GaveUp::ValidityOver));
        // Refusals for speed are no tries.
        assert_eq!(
            again(Tries { other: 0, throttled: 29 }, "2026-03-01 12:00"),
            Next::Again { at: at("2026-03-02 12:00"), other_channel: false }
        );
    }

    #[test]
    fn route_faults_go_elsewhere_at_once_or_wait_a_minute() {
        let again = |elsewhere| {
            next(
                Source::Stat("IC:0001"),
                BusinessType::Notice,
                Tries::default(),
                elsewhere,
                "2026-03-01 12:00",
            )
        };
        assert_eq!(again(true), Next::Again { at: at("2026-03-01 12:00"), other_channel: true });
        assert_eq!(again(false), Next::Again { at: at("2026-03-01 12:01"), other_channel: false });
    }

    #[test]
    fn flow_control_is_tried_thirty_times() {
        let again = |throttled| {
            let tries = Tries { throttled, other: 5 };
            next(Source::SubmitResult(8), BusinessType::Notice, tries, true, "2026-03-01 12:00")
        };
        assert_eq!(again(29), Next::Again { at: at("2026-03-01 12:00:01"), other_channel: false });
        assert_eq!(again(30), Next::GiveUp(GaveUp::TriesUsedUp));
    }

    #[test]
    fn marketing_is_not_tried_again_at_night() {
        let again = |stat| {
            next(Source::Stat(stat), BusinessType::Marketing, Tries::default(), true, "2026-03-01 18:30")
        };
        // 18:30 and 4 h is 22:30.
        assert_eq!(again("EXPIRED"), Next::Again { at: at("2026-03-02 08:00"), other_channel: false });
        assert_eq!(again("CR:0203"), Next::Again { at: at("2026-03-02 08:00"), other_channel: false });
        assert_eq!(again("REJECTD"), Next::GiveUp(GaveUp::NotRetryable));
        assert_eq!(again("DELIVRD"), Next::GiveUp(GaveUp::NotRetryable));
    }

    #[test]
    fn a_try_is_counted_where_it_belongs() {
        let table = CodeTable::shipped();
        let tries = Tries::default()
            .after(table.verdict("", Protocol::Cmpp20, Source::SubmitResult(8)))
            .after(table.verdict("", Protocol::Cmpp20, Source::Stat("UNDELIV")));
        assert_eq!(tries, Tries { throttled: 1, other: 1 });
    }
}
