//! How many messages an account may hand over in a second.

use std::collections::VecDeque;

use hongyan_domain::UnixMillis;

/// The stretch of time that a rate counts over, in milliseconds.
const SPAN_MS: i64 = 1_000;

/// Counts messages exactly: in no stretch of one second are more than the limit let through.
///
/// It remembers one number per millisecond in which something came, so at most 1,000 of them.
#[derive(Debug, Clone)]
pub struct Throttle {
    limit: u32,
    used: u32,
    recent: VecDeque<(i64, u32)>,
}

impl Throttle {
    /// A throttle that lets `limit` messages a second through.
    #[must_use]
    pub const fn new(limit: u32) -> Self {
        Self { limit, used: 0, recent: VecDeque::new() }
    }

    /// Whether `messages` more may pass at `now`; they are counted only when all of them may.
    ///
    /// A group larger than the limit never passes, as on a real gateway.
    pub fn admit(&mut self, messages: u32, now: UnixMillis) -> bool {
        // A clock that was set back must not open the throttle twice.
        let now = self.recent.back().map_or(now.0, |(latest, _)| now.0.max(*latest));
        while let Some((at, count)) = self.recent.front().copied() {
            if at > now.saturating_sub(SPAN_MS) {
                break;
            }
            self.used = self.used.saturating_sub(count);
            self.recent.pop_front();
        }
        let wanted = self.used.saturating_add(messages);
        if wanted > self.limit {
            return false;
        }
        self.used = wanted;
        match self.recent.back_mut() {
            Some((at, count)) if *at == now => *count = count.saturating_add(messages),
            Some(_) | None => self.recent.push_back((now, messages)),
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn no_second_has_more_than_the_limit(
            limit in 1_u32..40,
            arrivals in proptest::collection::vec((0_i64..120, 1_u32..4), 1..300),
        ) {
            let mut throttle = Throttle::new(limit);
            let (mut now, mut passed) = (1_000_000, Vec::new());
            for (gap, messages) in arrivals {
                now += gap;
                let before: u32 = passed.iter().filter(|(at, _)| *at > now - SPAN_MS).map(|(_, count)| count).sum();
                let admitted = throttle.admit(messages, UnixMillis(now));
                prop_assert_eq!(admitted, before + messages <= limit, "let through exactly when there is room");
                if admitted {
                    passed.push((now, messages));
                }
            }
        }
    }

    #[test]
    fn a_clock_set_back_opens_nothing() {
        let mut throttle = Throttle::new(1);
        assert!(throttle.admit(1, UnixMillis(50_000)));
        assert!(!throttle.admit(1, UnixMillis(10_000)));
        assert!(throttle.admit(1, UnixMillis(51_000)));
    }
}
