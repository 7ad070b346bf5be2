//! Figures of many tasks, told apart by day, carrier, channel and more, and against the time before.
//!
//! Everything comes from the counters, never from messages: a task counts on the day of its release
//! ([`hongyan_store::tally::slice`]).

use std::collections::BTreeMap;
use std::time::Duration;

use hongyan_domain::UnixMillis;
use hongyan_store::tally::slice::{self, By, Slice};
use hongyan_store::{Conn, StoreError};

use crate::figures::Totals;

/// A day.
pub const DAY: Duration = Duration::from_secs(24 * 3_600);
const DAY_MS: i64 = 24 * 3_600_000;
/// China's offset, in milliseconds.
const CHINA_OFFSET_MS: i64 = 8 * 3_600_000;

/// The key of the row that sums up what no longer stands alone.
pub const REST: &str = "*";

/// Figures of one value of the dimension.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// The value as the store has it, or [`REST`].
    pub key: String,
    /// Its name, where it has one.
    pub name: String,
    /// How many people stand where.
    pub totals: Totals,
    /// Replies.
    pub replies: u64,
}

/// The figures of a slice.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Statistics {
    /// By value: days in order, everything else by how much was submitted.
    pub rows: Vec<Row>,
    /// All rows together.
    pub total: Row,
    /// The same length of time before.
    pub before: Row,
}

/// Reads the figures of a slice, and those of the time of the same length right before it.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub async fn statistics(conn: &mut Conn, slice: &Slice, by: By) -> Result<Statistics, StoreError> {
    let mut rows = rows(conn, slice, by).await?;
    match by {
        By::Day => rows = every_day(slice, rows),
        By::Carrier | By::Channel | By::Template | By::Operator | By::Business | By::Signature | By::Task => {
            rows.sort_by_key(|row| (row.key == REST, std::cmp::Reverse(row.totals.submitted())));
        }
    }
    let total = sum(&rows);
    let span = slice.to.since(slice.from);
    let earlier = Slice { from: slice.from - span, to: slice.from, ..*slice };
    // The dimension with the fewest values.
    let before = sum(&self::rows(conn, &earlier, By::Business).await?);
    Ok(Statistics { rows, total, before })
}

/// The rows of a slice in the order of their values.
async fn rows(conn: &mut Conn, slice: &Slice, by: By) -> Result<Vec<Row>, StoreError> {
    let mut rows: BTreeMap<String, Row> = BTreeMap::new();
    for part in slice::sliced(conn, slice, by).await? {
        let key = part.key.unwrap_or_else(|| REST.to_owned());
        let row = rows.entry(key).or_insert_with_key(|key| Row { key: key.clone(), ..Row::default() });
        row.name = part.name;
        row.totals.add(part.state, part.messages, part.billed, part.price);
    }
    for (key, replies) in slice::replies(conn, slice, by).await? {
        let known = if rows.contains_key(&key) || !rows.contains_key(REST) { key } else { REST.to_owned() };
        let row = rows.entry(known).or_insert_with_key(|key| Row { key: key.clone(), ..Row::default() });
        row.replies += replies;
    }
    Ok(rows.into_values().collect())
}

/// Adds rows up.
#[must_use]
pub fn sum<'r>(rows: impl IntoIterator<Item = &'r Row>) -> Row {
    let mut sum = Row::default();
    for row in rows {
        sum.totals += row.totals;
        sum.replies += row.replies;
    }
    sum
}

/// One row for every day of the slice, also for those on which nothing was sent, named as people write it.
fn every_day(slice: &Slice, rows: Vec<Row>) -> Vec<Row> {
    let mut known: BTreeMap<i64, Row> =
        rows.into_iter().filter_map(|row| row.key.parse().ok().map(|day| (day, row))).collect();
    let last = UnixMillis(slice.to.0 - 1);
    (day_of(slice.from)..=day_of(last))
        .map(|day| Row { key: text_of(day), ..known.remove(&day).unwrap_or_default() })
        .collect()
}

/// The day of a moment on China's calendar, as days since 1970-01-01.
#[must_use]
pub const fn day_of(at: UnixMillis) -> i64 {
    at.0.saturating_add(CHINA_OFFSET_MS).div_euclid(DAY_MS)
}

/// The first moment of a day on China's calendar.
#[must_use]
pub const fn begin_of(day: i64) -> UnixMillis {
    UnixMillis(day.saturating_mul(DAY_MS).saturating_sub(CHINA_OFFSET_MS))
}

/// A day as people write it: `2026-03-01`.
#[must_use]
pub fn text_of(day: i64) -> String {
    begin_of(day).display_china().get(..10).unwrap_or_default().to_owned()
}

/// Reads `2026-03-01` as a day.
#[must_use]
pub fn day_from(text: &str) -> Option<i64> {
    let text = text.trim();
    (text.len() == 10).then(|| UnixMillis::parse_china(&format!("{text} 00:00"))).flatten().map(day_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_chinas_day() {
        let day = day_from("2026-03-01").unwrap();
        assert_eq!(text_of(day), "2026-03-01");
        let at = |text| UnixMillis::parse_china(text).unwrap();
        assert_eq!(day_of(at("2026-03-01 00:00")), day);
        assert_eq!(day_of(at("2026-03-01 23:59:59")), day);
        assert_eq!(day_of(at("2026-02-28 23:59:59")), day - 1);
        assert_eq!(begin_of(day), at("2026-03-01 00:00"));
        for bad in ["2026-02-30", "2026-3-1", "", "yesterday", "2026-03-01 09:30"] {
            assert_eq!(day_from(bad), None, "{bad}");
        }
    }

    #[test]
    fn days_without_tasks_are_there_and_empty() {
        let begin = day_from("2026-03-01").unwrap();
        let slice = Slice {
            from: begin_of(begin),
            to: begin_of(begin + 3),
            sandbox: false,
            carrier: None,
            channel: None,
            business: None,
        };
        let row = Row { key: (begin + 1).to_string(), replies: 4, ..Row::default() };
        let days = every_day(&slice, vec![row]);
        let told: Vec<_> = days.iter().map(|row| (row.key.as_str(), row.replies)).collect();
        assert_eq!(told, [("2026-03-01", 0), ("2026-03-02", 4), ("2026-03-03", 0)]);
    }
}
