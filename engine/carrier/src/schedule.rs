//! What is due when: receipts and replies in order of time, bounded.

use std::collections::{BTreeMap, VecDeque};

use hongyan_domain::UnixMillis;

/// Things in order of their time; those of one millisecond in the order in which they were put in, so that it replays.
///
/// One list per millisecond: a busy carrier has hundreds of receipts in each, so that taking the next one is nearly
/// always the front of a list and not a walk through a heap of a million.
#[derive(Debug, Clone)]
pub struct Schedule<T> {
    by_due: BTreeMap<i64, VecDeque<T>>,
    held: usize,
    max: usize,
}

impl<T> Schedule<T> {
    /// An empty schedule for at most `max` things.
    #[must_use]
    pub const fn new(max: usize) -> Self {
        Self { by_due: BTreeMap::new(), held: 0, max }
    }

    /// Puts a thing in; false when the schedule is full, and then it is gone.
    pub fn push(&mut self, due: UnixMillis, thing: T) -> bool {
        if self.held >= self.max {
            return false;
        }
        self.held += 1;
        self.by_due.entry(due.0).or_default().push_back(thing);
        true
    }

    /// Takes the next thing that is due at `now`.
    pub fn pop(&mut self, now: UnixMillis) -> Option<T> {
        let mut first = self.by_due.first_entry().filter(|entry| *entry.key() <= now.0)?;
        let thing = first.get_mut().pop_front();
        if first.get().is_empty() {
            first.remove();
        }
        self.held = self.held.saturating_sub(usize::from(thing.is_some()));
        thing
    }

    /// When the next thing is due.
    #[must_use]
    pub fn next_due(&self) -> Option<UnixMillis> {
        self.by_due.first_key_value().map(|(due, _)| UnixMillis(*due))
    }

    /// Takes out the first thing that `wanted` says yes to, looking at all of them.
    pub fn remove(&mut self, wanted: impl Fn(&T) -> bool) -> Option<T> {
        let (due, index) = self
            .by_due
            .iter()
            .find_map(|(due, things)| things.iter().position(&wanted).map(|index| (*due, index)))?;
        let things = self.by_due.get_mut(&due)?;
        let thing = things.remove(index);
        if things.is_empty() {
            self.by_due.remove(&due);
        }
        self.held = self.held.saturating_sub(usize::from(thing.is_some()));
        thing
    }

    /// How many things there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.held
    }

    /// Whether there is nothing.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.held == 0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn things_come_in_order_of_time_and_then_of_arrival() {
        let mut schedule = Schedule::new(10);
        for (due, thing) in [(5, 'c'), (1, 'a'), (5, 'd'), (2, 'b'), (9, 'e')] {
            assert!(schedule.push(UnixMillis(due), thing));
        }
        assert_eq!(schedule.next_due(), Some(UnixMillis(1)));
        let until = |schedule: &mut Schedule<char>, now| -> String {
            std::iter::from_fn(|| schedule.pop(UnixMillis(now))).collect()
        };
        assert_eq!(until(&mut schedule, 5), "abcd");
        assert_eq!((until(&mut schedule, 8).as_str(), schedule.len()), ("", 1));
        assert_eq!(until(&mut schedule, 9), "e");
        assert!(schedule.is_empty() && schedule.next_due().is_none());
    }

    #[test]
    fn a_full_schedule_takes_nothing_and_room_comes_back() {
        let mut schedule = Schedule::new(2);
        assert!(schedule.push(UnixMillis(1), 1) && schedule.push(UnixMillis(1), 2));
        assert!(!schedule.push(UnixMillis(0), 3));
        assert_eq!(schedule.remove(|thing| *thing == 2), Some(2));
        assert_eq!(schedule.remove(|thing| *thing == 2), None);
        assert!(schedule.push(UnixMillis(0), 3));
        assert_eq!(schedule.pop(UnixMillis(1)), Some(3));
    }
}
