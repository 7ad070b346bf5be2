//! What is remembered between two looks at the same people, so that paging and scrolling do not search again.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hongyan_domain::{GroupNo, Msisdn, UnixMillis};
use hongyan_store::audience::group::Group;
use hongyan_store::audience::search::Needle;
use tokio::sync::OnceCell;

use super::duplicate::Duplicate;
use super::id::PersonIds;

/// Searches that are remembered.
const SEARCHES_MAX: usize = 8;
/// How long what a search found is taken for true; people change in other processes, too.
const SEARCH_LASTS: Duration = Duration::from_secs(20);
/// How long what looked like duplicates is.
const DUPLICATES_LAST: Duration = Duration::from_secs(60);
/// Groups whose places are remembered.
const GROUPS_MAX: usize = 16;

/// What one console remembers of people.
#[derive(Debug, Default)]
pub(crate) struct PeopleState {
    pub(super) ids: OnceCell<PersonIds>,
    /// Imports by what they read into what, and their jobs.
    pub(crate) running: tokio::sync::Mutex<BTreeMap<String, String>>,
    memory: Mutex<Memory>,
}

#[derive(Debug, Default)]
struct Memory {
    searches: Vec<Search>,
    places: Vec<Places>,
    total: Option<(UnixMillis, u64)>,
    duplicates: Option<(UnixMillis, Arc<Vec<Duplicate>>)>,
}

#[derive(Debug)]
struct Search {
    group: Option<GroupNo>,
    needle: Needle,
    at: UnixMillis,
    found: Arc<Vec<Msisdn>>,
}

/// Every so many-th number of a group as it was when it last changed.
#[derive(Clone, Debug)]
struct Places {
    group: GroupNo,
    people: u64,
    updated_at: UnixMillis,
    numbers: Arc<Vec<Msisdn>>,
}

impl PeopleState {
    /// People changed: what was found may be wrong.
    pub(crate) fn changed(&self) {
        let mut memory = self.memory();
        memory.searches.clear();
        memory.total = None;
        memory.duplicates = None;
    }

    pub(super) fn found(
        &self,
        group: Option<GroupNo>,
        needle: &Needle,
        now: UnixMillis,
    ) -> Option<Arc<Vec<Msisdn>>> {
        let memory = self.memory();
        let search =
            memory.searches.iter().find(|search| search.group == group && search.needle == *needle)?;
        fresh(search.at, now, SEARCH_LASTS).then(|| Arc::clone(&search.found))
    }

    pub(super) fn remember_search(
        &self,
        group: Option<GroupNo>,
        needle: &Needle,
        at: UnixMillis,
        found: &Arc<Vec<Msisdn>>,
    ) {
        let mut memory = self.memory();
        memory.searches.retain(|search| search.group != group || search.needle != *needle);
        if memory.searches.len() >= SEARCHES_MAX {
            memory.searches.remove(0);
        }
        let found = Arc::clone(found);
        memory.searches.push(Search { group, needle: needle.clone(), at, found });
    }

    /// How many people the address book has: counting a million takes longer than showing a page of them.
    pub(super) fn total(&self, now: UnixMillis) -> Option<u64> {
        let (at, total) = self.memory().total?;
        fresh(at, now, SEARCH_LASTS).then_some(total)
    }

    pub(super) fn remember_total(&self, at: UnixMillis, total: u64) {
        self.memory().total = Some((at, total));
    }

    /// The places of a group that are known, as long as it has not changed.
    pub(super) fn places(&self, group: &Group) -> Arc<Vec<Msisdn>> {
        let memory = self.memory();
        let same = |known: &&Places| {
            (known.group, known.people, known.updated_at) == (group.no, group.people, group.updated_at)
        };
        memory.places.iter().find(same).map(|known| Arc::clone(&known.numbers)).unwrap_or_default()
    }

    pub(super) fn remember_places(&self, group: &Group, numbers: Arc<Vec<Msisdn>>) {
        let mut memory = self.memory();
        memory.places.retain(|known| known.group != group.no);
        if memory.places.len() >= GROUPS_MAX {
            memory.places.remove(0);
        }
        let (people, updated_at) = (group.people, group.updated_at);
        memory.places.push(Places { group: group.no, people, updated_at, numbers });
    }

    pub(super) fn duplicates(&self, now: UnixMillis) -> Option<Arc<Vec<Duplicate>>> {
        let memory = self.memory();
        let (at, found) = memory.duplicates.as_ref()?;
        fresh(*at, now, DUPLICATES_LAST).then(|| Arc::clone(found))
    }

    pub(super) fn remember_duplicates(&self, at: UnixMillis, found: &Arc<Vec<Duplicate>>) {
        self.memory().duplicates = Some((at, Arc::clone(found)));
    }

    fn memory(&self) -> MutexGuard<'_, Memory> {
        self.memory.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A clock that was set back makes everything old.
fn fresh(at: UnixMillis, now: UnixMillis, lasts: Duration) -> bool {
    now >= at && now.since(at) < lasts
}
