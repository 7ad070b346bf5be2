//! The `Msg_Id`s that a gateway gives out.

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::{MsgId, MsgIdParts};

/// How many ids one second has: the sequence part is 16 bits wide (`protocols/cmpp.md` §7).
const IDS_PER_SECOND: u32 = 1 << 16;
/// The widest gateway code: 22 bits.
const GATEWAY_MASK: u32 = 0x3F_FFFF;

/// Gives out ids as `protocols/cmpp.md` §7 builds them: month to second, gateway code, sequence.
///
/// No two of one year are equal. A gateway that gives out more than 65,536 ids in a second lets the time in
/// them run ahead of the clock, which readers must bear anyway since no two gateways' clocks agree.
#[derive(Debug, Clone)]
pub struct MsgIds {
    gateway: u32,
    second: i64,
    used: u32,
    next: u16,
    /// The id of `second` with sequence 0.
    base: MsgId,
}

impl MsgIds {
    /// Ids of the gateway with this code; only its low 22 bits travel.
    #[must_use]
    pub const fn new(gateway: u32) -> Self {
        Self { gateway: gateway & GATEWAY_MASK, second: i64::MIN, used: 0, next: 0, base: MsgId(0) }
    }

    /// The first of `count` ids that belong together; [`MsgId::nth`] gives the others.
    pub fn take(&mut self, count: u8, now: UnixMillis) -> MsgId {
        let second = now.0.div_euclid(1_000);
        if second > self.second {
            self.turn_to(second);
        } else if self.used + u32::from(count) > IDS_PER_SECOND {
            self.turn_to(self.second.saturating_add(1));
        }
        let first = self.base.nth(self.next);
        self.used += u32::from(count);
        self.next = self.next.wrapping_add(u16::from(count));
        first
    }

    fn turn_to(&mut self, second: i64) {
        self.second = second;
        self.used = 0;
        let at = UnixMillis(second.saturating_mul(1_000)).china();
        // Every part of a date fits its bits, and the gateway was cut to its own.
        self.base = MsgId::from_parts(&MsgIdParts {
            month: u8::from(at.month()),
            day: at.day(),
            hour: at.hour(),
            minute: at.minute(),
            second: at.second(),
            gateway: self.gateway,
            sequence: 0,
        })
        .unwrap_or_default();
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn an_id_says_when_and_where() {
        let at = UnixMillis::parse_china("2026-10-21 08:05:10").unwrap();
        assert_eq!(MsgIds::new(79_101).take(1, at).to_string(), "1021080510007910100000");
    }

    #[test]
    fn no_id_comes_twice_however_fast_they_go() {
        let (mut ids, mut seen) = (MsgIds::new(1_001), HashSet::new());
        let start = UnixMillis::parse_china("2026-03-01 09:30").unwrap();
        for round in 0..5_000_i64 {
            // 200,000 in three seconds, in groups of 40.
            let first = ids.take(40, UnixMillis(start.0 + round * 3 / 5));
            for index in 0..40 {
                assert!(seen.insert(first.nth(index)));
            }
        }
        assert_eq!(seen.len(), 200_000);
    }

    #[test]
    fn a_group_wraps_within_the_sequence() {
        let mut ids = MsgIds::new(1);
        let start = UnixMillis::parse_china("2026-03-01 09:30").unwrap();
        for _ in 0..655 {
            ids.take(100, start);
        }
        let first = ids.take(99, UnixMillis(start.0 + 1_000));
        assert_eq!([first, first.nth(36), first.nth(98)].map(|id| id.parts().sequence), [65_500, 0, 62]);
        assert_eq!(first.nth(98).parts().second, first.parts().second);
    }
}
