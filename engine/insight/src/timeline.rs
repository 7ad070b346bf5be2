//! Speed over time: how many messages were submitted and delivered in each span, in bounded memory.

use std::collections::BTreeMap;

use hongyan_domain::{TaskNo, UnixMillis};
use hongyan_store::message;
use hongyan_store::{Conn, StoreError};

/// Spans kept while reading; more than that and neighbours are joined.
const SPANS_MAX: usize = 4_096;
/// Points of a finished line: as many as a chart of a page's width can show.
const POINTS_MAX: i64 = 96;
/// Widths of a span, in milliseconds: what people read easily.
const WIDTHS_MS: [i64; 14] = [
    1_000, 2_000, 5_000, 10_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 10_800_000,
    43_200_000, 86_400_000,
];
/// A line ends where this share of all that happened, in thousandths, has happened; stragglers are counted apart, so
/// that three receipts of the next day do not press a minute's work into one point.
const SHOWN_SHARE: u64 = 990;
/// Spans asked of the store at once.
const PAGE_SPANS: u32 = 4_096;

/// What happened in one span.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Moves {
    /// Messages that a carrier took.
    pub submitted: u64,
    /// Messages that came to their phone.
    pub delivered: u64,
}

impl Moves {
    const fn all(self) -> u64 {
        self.submitted + self.delivered
    }

    const fn join(&mut self, other: Self) {
        self.submitted += other.submitted;
        self.delivered += other.delivered;
    }
}

/// Gathers moves at any times.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Timeline {
    /// Index into [`WIDTHS_MS`].
    width: usize,
    /// By span number: its begin divided by the width.
    spans: BTreeMap<i64, Moves>,
    /// The span that was used last, and what came to it: neighbours in the store are neighbours in time.
    last: Option<(i64, Moves)>,
}

/// A line ready for a chart.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// How long a span is, in milliseconds.
    pub width_ms: i64,
    /// Every span from the first to the last, also where nothing happened.
    pub points: Vec<(UnixMillis, Moves)>,
    /// What happened after the last span.
    pub later: Moves,
}

impl Timeline {
    fn width_ms(&self) -> i64 {
        WIDTHS_MS.get(self.width).copied().unwrap_or(86_400_000)
    }

    /// Notes what happened at a moment.
    pub fn add(&mut self, at: UnixMillis, moves: Moves) {
        let span = at.0.div_euclid(self.width_ms());
        match &mut self.last {
            Some((same, sum)) if *same == span => sum.join(moves),
            _ => {
                self.settle();
                self.last = Some((span, moves));
            }
        }
    }

    fn settle(&mut self) {
        if let Some((span, moves)) = self.last.take() {
            self.spans.entry(span).or_default().join(moves);
            while self.spans.len() > SPANS_MAX && self.width + 1 < WIDTHS_MS.len() {
                let narrow = self.width_ms();
                self.width += 1;
                self.spans = rejoined(&self.spans, narrow, self.width_ms());
            }
        }
    }

    /// The line of what was noted; `None` when nothing was.
    #[must_use]
    pub fn line(mut self) -> Option<Line> {
        self.settle();
        let all: u64 = self.spans.values().map(|moves| moves.all()).sum();
        let first = *self.spans.keys().next()?;
        let mut last = first;
        let mut seen = 0;
        for (span, moves) in &self.spans {
            if seen * 1_000 >= all * SHOWN_SHARE {
                break;
            }
            seen += moves.all();
            last = *span;
        }
        let narrow = self.width_ms();
        let spread = last.saturating_sub(first).saturating_add(1).saturating_mul(narrow);
        let fits = |width: &i64| *width >= narrow && spread / width < POINTS_MAX;
        // Beyond 96 days a point is as many whole days as it takes.
        let width_ms = WIDTHS_MS.into_iter().find(fits).unwrap_or_else(|| {
            let days = spread / (POINTS_MAX * 86_400_000) + 1;
            days.saturating_mul(86_400_000)
        });
        let spans = rejoined(&self.spans, narrow, width_ms);
        let (from, to) = ((first * narrow).div_euclid(width_ms), (last * narrow).div_euclid(width_ms));
        let points = (from..=to)
            .map(|span| (UnixMillis(span * width_ms), spans.get(&span).copied().unwrap_or_default()))
            .collect();
        let mut later = Moves::default();
        for moves in spans.range(to.saturating_add(1)..).map(|(_, moves)| *moves) {
            later.join(moves);
        }
        Some(Line { width_ms, points, later })
    }
}

fn rejoined(spans: &BTreeMap<i64, Moves>, narrow: i64, wide: i64) -> BTreeMap<i64, Moves> {
    let mut joined: BTreeMap<i64, Moves> = BTreeMap::new();
    for (span, moves) in spans {
        joined.entry((span * narrow).div_euclid(wide)).or_default().join(*moves);
    }
    joined
}

/// How fast a task went; `None` when nothing was submitted yet. Reads every message of the task.
///
/// # Errors
/// [`StoreError`] when the store cannot be read.
pub async fn speed(conn: &mut Conn, task: TaskNo) -> Result<Option<Line>, StoreError> {
    let mut timeline = Timeline::default();
    let mut from = UnixMillis(0);
    loop {
        let page = message::moves(conn, task, 1_000, from, PAGE_SPANS).await?;
        for moved in &page {
            timeline.add(moved.at, Moves { submitted: moved.submitted, delivered: moved.delivered });
        }
        match page.last() {
            Some(last) if page.len() == usize::try_from(PAGE_SPANS).unwrap_or(usize::MAX) => {
                from = UnixMillis(last.at.0 + 1_000);
            }
            _ => return Ok(timeline.line()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGIN: i64 = 1_772_328_600_000;

    fn sent(count: u64) -> Moves {
        Moves { submitted: count, delivered: 0 }
    }

    #[test]
    fn a_short_task_is_seen_by_the_second() {
        let mut timeline = Timeline::default();
        for second in [0, 1, 1, 3] {
            timeline.add(UnixMillis(BEGIN + second * 1_000 + 7), sent(10));
        }
        let line = timeline.line().unwrap();
        assert_eq!(line.width_ms, 1_000);
        let counts: Vec<u64> = line.points.iter().map(|(_, moves)| moves.submitted).collect();
        assert_eq!(counts, [10, 20, 0, 10]);
    }

    #[test]
    fn nothing_is_lost_when_spans_are_joined() {
        let mut timeline = Timeline::default();
        for second in 0..300_000 {
            timeline.add(UnixMillis(BEGIN + second * 1_000), Moves { submitted: 1, delivered: 2 });
        }
        assert!(timeline.spans.len() <= SPANS_MAX);
        let line = timeline.line().unwrap();
        assert!(line.points.len() <= 98, "{}", line.points.len());
        let sum: u64 = line.points.iter().map(|(_, moves)| moves.all()).sum();
        assert_eq!(sum + line.later.all(), 900_000);
    }

    #[test]
    fn stragglers_do_not_press_the_work_into_one_point() {
        let mut timeline = Timeline::default();
        for second in 0..60 {
            timeline.add(UnixMillis(BEGIN + second * 1_000), sent(100));
        }
        timeline.add(UnixMillis(BEGIN + 86_400_000), Moves { submitted: 0, delivered: 3 });
        let line = timeline.line().unwrap();
        assert_eq!(line.width_ms, 1_000);
        assert!(line.points.len() >= 59);
        let sum: u64 = line.points.iter().map(|(_, moves)| moves.all()).sum();
        assert_eq!(sum + line.later.all(), 6_003);
    }

    #[test]
    fn nothing_makes_no_line() {
        assert_eq!(Timeline::default().line(), None);
    }
}
