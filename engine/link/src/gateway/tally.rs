//! What a QUERY asks for: an account's counts by day and service.

use std::collections::HashMap;

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::{Query, QueryResp, QueryType};
use hongyan_wire::field::Text;

/// Rows kept in all, one per day and service; a month of eight services. The oldest day goes first.
const ROWS_MAX: usize = 256;
/// Milliseconds of a day.
const DAY_MS: i64 = 86_400_000;
/// How far China's clock is ahead of UTC, in milliseconds.
const CHINA_MS: i64 = 8 * 3_600_000;

/// One day's counts of one service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct DayCounts {
    /// SUBMITs that came.
    pub messages: u32,
    /// Receivers that they named.
    pub users: u32,
    /// Receivers that were accepted.
    pub forwarded: u32,
    /// Receivers that were refused.
    pub failed: u32,
    /// DELIVERs (messages and receipts) that were answered with 0.
    pub delivered: u32,
    /// DELIVERs that were answered with something else.
    pub undelivered: u32,
}

impl DayCounts {
    fn add(&mut self, other: &Self) {
        for (sum, part) in [
            (&mut self.messages, other.messages),
            (&mut self.users, other.users),
            (&mut self.forwarded, other.forwarded),
            (&mut self.failed, other.failed),
            (&mut self.delivered, other.delivered),
            (&mut self.undelivered, other.undelivered),
        ] {
            *sum = sum.saturating_add(part);
        }
    }
}

/// An account's counts; DELIVERs count under the service of no name, since receipts name none.
#[derive(Debug, Clone, Default)]
pub(super) struct Tally {
    rows: HashMap<(i64, Text<10>), DayCounts>,
}

impl Tally {
    /// The counts of `service` on the day of `now`.
    pub(super) fn at(&mut self, service: Text<10>, now: UnixMillis) -> &mut DayCounts {
        let day = day_of(now);
        if self.rows.len() >= ROWS_MAX && !self.rows.contains_key(&(day, service)) {
            let oldest = self.rows.keys().map(|(day, _)| *day).min().unwrap_or(day);
            if oldest < day {
                self.rows.retain(|(kept, _), _| *kept > oldest);
            } else {
                // One day alone has them all: further services share the row without a name.
                return self.rows.entry((day, Text::EMPTY)).or_default();
            }
        }
        self.rows.entry((day, service)).or_default()
    }

    /// Answers a QUERY; `waiting` DELIVERs wait for the peer at this moment.
    pub(super) fn answer(&self, query: &Query, waiting: u32, now: UnixMillis) -> QueryResp {
        let asked = query.time.as_str().and_then(read_day);
        let mut sum = DayCounts::default();
        let by_service = query.query_type == QueryType::BY_SERVICE;
        for ((day, service), counts) in &self.rows {
            if Some(*day) == asked && (!by_service || *service == query.query_code) {
                sum.add(counts);
            }
        }
        QueryResp {
            time: query.time,
            query_type: query.query_type,
            query_code: query.query_code,
            mt_tl_msg: sum.messages,
            mt_tl_usr: sum.users,
            mt_scs: sum.forwarded,
            mt_wt: sum.users.saturating_sub(sum.forwarded).saturating_sub(sum.failed),
            mt_fl: sum.failed,
            mo_scs: sum.delivered,
            mo_wt: if asked == Some(day_of(now)) && !by_service { waiting } else { 0 },
            mo_fl: sum.undelivered,
        }
    }
}

const fn day_of(now: UnixMillis) -> i64 {
    now.0.saturating_add(CHINA_MS).div_euclid(DAY_MS)
}

fn read_day(text: &str) -> Option<i64> {
    let (year, rest) = text.split_at_checked(4)?;
    let (month, day) = rest.split_at_checked(2)?;
    UnixMillis::parse_china(&format!("{year}-{month}-{day} 00:00")).map(day_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_counted_by_service_and_in_all() {
        let now = UnixMillis::parse_china("2026-03-01 23:59:59").unwrap();
        let tomorrow = UnixMillis(now.0 + 1_000);
        let mut tally = Tally::default();
        let (one, two) = (Text::new("YZM01").unwrap(), Text::new("YX02").unwrap());
        *tally.at(one, now) =
            DayCounts { messages: 3, users: 5, forwarded: 3, failed: 1, ..DayCounts::default() };
        tally.at(two, now).messages += 1;
        tally.at(one, tomorrow).messages += 7;

        let ask = |day: &str, query_type, code: &str| {
            let query = Query {
                time: Text::new(day).unwrap(),
                query_type,
                query_code: Text::new(code).unwrap(),
                reserve: Text::EMPTY,
            };
            tally.answer(&query, 9, now)
        };
        let all = ask("20260301", QueryType::TOTALS, "");
        assert_eq!((all.mt_tl_msg, all.mt_tl_usr, all.mt_scs, all.mt_wt, all.mt_fl), (4, 5, 3, 1, 1));
        assert_eq!(all.mo_wt, 9);
        assert_eq!(ask("20260301", QueryType::BY_SERVICE, "YX02").mt_tl_msg, 1);
        assert_eq!(ask("20260302", QueryType::TOTALS, "").mt_tl_msg, 7);
        assert_eq!(ask("someday", QueryType::TOTALS, "").mt_tl_msg, 0);
    }

    #[test]
    fn rows_are_bounded_and_the_oldest_day_goes_first() {
        let mut tally = Tally::default();
        for number in 0..2_000_i64 {
            let service = Text::new(&format!("S{}", number % 300)).unwrap();
            tally.at(service, UnixMillis(number / 300 * DAY_MS)).messages += 1;
            assert!(tally.rows.len() <= ROWS_MAX + 1);
        }
    }
}
