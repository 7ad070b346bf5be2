//! The sliding window: what is in flight, found by sequence number without hashing or sorting.

/// Places of the index per entry of the window: at a quarter full, a search ends after one or two looks.
const INDEX_SPREAD: usize = 4;

/// Entries keyed by sequence number, at most as many as the window is wide; nothing is allocated after it was made.
///
/// The index is a ring of places, a power of two long. An entry stands at the place its sequence number names, or in
/// the next free one, with no free place between: a search ends at the first free place. As sequence numbers run
/// upwards, that is nearly always the place itself; a peer that picks them badly costs one walk around the ring, never
/// more.
#[derive(Debug, Clone)]
pub struct Window<T> {
    /// Each place: a sequence number and the number of its entry.
    index: Vec<Option<(u32, u32)>>,
    entries: Vec<Option<(u32, T)>>,
    free: Vec<u32>,
}

impl<T> Window<T> {
    /// An empty window that takes `width` entries; 0 is taken as 1.
    #[must_use]
    pub fn new(width: usize) -> Self {
        let width = width.max(1);
        let entries = (0..width).map(|_| None).collect();
        let mut window =
            Self { index: vec![None; (width * INDEX_SPREAD).next_power_of_two()], entries, free: Vec::new() };
        window.free_all();
        window
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.entries.len().saturating_sub(self.free.len())
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many more entries fit.
    #[must_use]
    pub const fn room(&self) -> usize {
        self.free.len()
    }

    /// Adds an entry and lends it back; gives it back as an error when the window is full or the number is taken.
    ///
    /// # Errors
    /// The entry itself.
    pub fn insert(&mut self, sequence: u32, entry: T) -> Result<&mut T, T> {
        if self.find(sequence).is_some() {
            return Err(entry);
        }
        let Some(place) = self.places(sequence).find(|place| matches!(self.index.get(*place), Some(None)))
        else {
            return Err(entry);
        };
        let Some(at) = self.free.pop() else { return Err(entry) };
        let (Some(place), Some(slot)) = (self.index.get_mut(place), entry_at(&mut self.entries, at)) else {
            return Err(entry);
        };
        *place = Some((sequence, at));
        Ok(&mut slot.insert((sequence, entry)).1)
    }

    /// The entry of a sequence number.
    #[must_use]
    pub fn get(&self, sequence: u32) -> Option<&T> {
        let (_, at) = self.find(sequence)?;
        self.entries.get(usize::try_from(at).ok()?)?.as_ref().map(|(_, entry)| entry)
    }

    /// Takes the entry of a sequence number out.
    pub fn remove(&mut self, sequence: u32) -> Option<T> {
        let (place, at) = self.find(sequence)?;
        self.close_up(place);
        let (_, entry) = entry_at(&mut self.entries, at)?.take()?;
        self.free.push(at);
        Some(entry)
    }

    /// The entries with their sequence numbers, in no particular but always the same order.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (u32, &mut T)> {
        self.entries.iter_mut().flatten().map(|(sequence, entry)| (*sequence, entry))
    }

    /// Takes all entries out, in the order of their sequence numbers.
    pub fn drain(&mut self) -> Vec<T> {
        let mut places: Vec<(u32, u32)> = self.index.iter_mut().filter_map(Option::take).collect();
        places.sort_unstable();
        let drained = places
            .into_iter()
            .filter_map(|(_, at)| Some(entry_at(&mut self.entries, at)?.take()?.1))
            .collect();
        self.free_all();
        drained
    }

    fn free_all(&mut self) {
        self.free = (0..u32::try_from(self.entries.len()).unwrap_or(u32::MAX)).rev().collect();
    }

    fn find(&self, sequence: u32) -> Option<(usize, u32)> {
        self.places(sequence)
            .map_while(|place| Some((place, (*self.index.get(place)?)?)))
            .find_map(|(place, (held, at))| (held == sequence).then_some((place, at)))
    }

    /// Frees a place and moves up what a search would not find behind it any more.
    fn close_up(&mut self, place: usize) {
        let mask = self.index.len() - 1;
        let mut hole = place;
        let mut at = place;
        loop {
            at = (at + 1) & mask;
            let Some(held) = self.index.get(at).copied().flatten().filter(|_| at != place) else { break };
            let home = usize::try_from(held.0).unwrap_or(0) & mask;
            // It may move to the hole when its own place is not behind the hole.
            if at.wrapping_sub(home) & mask >= at.wrapping_sub(hole) & mask {
                if let Some(place) = self.index.get_mut(hole) {
                    *place = Some(held);
                }
                hole = at;
            }
        }
        if let Some(place) = self.index.get_mut(hole) {
            *place = None;
        }
    }

    /// All places, beginning with the one that the sequence number names.
    fn places(&self, sequence: u32) -> impl Iterator<Item = usize> + use<T> {
        let mask = self.index.len() - 1;
        let home = usize::try_from(sequence).unwrap_or(0);
        (0..self.index.len()).map(move |step| home.wrapping_add(step) & mask)
    }
}

fn entry_at<T>(entries: &mut [Option<T>], at: u32) -> Option<&mut Option<T>> {
    entries.get_mut(usize::try_from(at).ok()?)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_full_window_gives_the_entry_back() {
        let mut window = Window::new(2);
        assert_eq!(window.insert(7, "a"), Ok(&mut "a"));
        assert_eq!(window.insert(7, "b"), Err("b"), "a number is in flight once");
        assert_eq!(window.insert(u32::MAX, "c"), Ok(&mut "c"));
        assert_eq!(window.insert(9, "d"), Err("d"));
        assert_eq!((window.remove(7), window.remove(7)), (Some("a"), None));
        assert_eq!(window.insert(9, "d"), Ok(&mut "d"));
        assert_eq!(window.drain(), ["d", "c"]);
        assert_eq!((window.len(), window.room()), (0, 2));
    }

    proptest! {
        /// Whatever is put in and taken out, it behaves as a map of limited size.
        #[test]
        fn it_is_a_map(width in 1_usize..20, steps in proptest::collection::vec((any::<bool>(), 0_u32..64), 0..400)) {
            let mut window = Window::new(width);
            let mut map = BTreeMap::new();
            for (step, (puts, key)) in steps.into_iter().enumerate() {
                // Spread far apart, so that many share a place.
                let sequence = key.wrapping_mul(0x4000_0000).wrapping_add(key / 4);
                if puts {
                    let fits = map.len() < width && !map.contains_key(&sequence);
                    prop_assert_eq!(window.insert(sequence, step).is_ok(), fits);
                    if fits { map.insert(sequence, step); }
                } else {
                    prop_assert_eq!(window.remove(sequence), map.remove(&sequence));
                }
                prop_assert_eq!(window.len(), map.len());
                prop_assert_eq!(window.get(sequence), map.get(&sequence));
            }
            prop_assert_eq!(window.drain(), map.into_values().collect::<Vec<_>>());
        }
    }
}
