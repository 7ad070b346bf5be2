//! Looking through people: pages, jumps and searches over any number of them.

use std::collections::BTreeMap;
use std::sync::Arc;

use hongyan_contacts::layout::is_name_header;
use hongyan_domain::{Carrier, GroupNo, Msisdn, UnixMillis};
use hongyan_policy::segments::SegmentTable;
use hongyan_store::Conn;
use hongyan_store::audience::blocklist::{self, BlockKind};
use hongyan_store::audience::group::Group;
use hongyan_store::audience::search::{self, Needle};
use hongyan_store::audience::{contact, group, member, number_fact};

use crate::contact::PAGE_MAX;
use crate::error::ConsoleError;
use crate::open::Console;

/// People that a search finds at most: more is no answer to look through.
const FOUND_MAX: u32 = 10_000;
/// A group's places are remembered every so many people; a jump walks no further than that.
const STEP: u32 = 1_000;

/// Whom to show.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PeopleFilter {
    /// The members of this group; `None`: the address book.
    pub group: Option<GroupNo>,
    /// A part of the number or the name.
    pub search: String,
    /// Behind this person.
    pub after: Option<Msisdn>,
    /// From this place on, from 0; goes before `after`.
    pub offset: Option<u64>,
    /// How many at most.
    pub limit: u32,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Person {
    /// The number.
    pub number: Msisdn,
    /// The name; empty when nobody gave one.
    pub name: String,
    /// What else is known.
    pub fields: BTreeMap<String, String>,
    /// The lists that the number stands on.
    pub blocked: Vec<BlockKind>,
    /// When the address book last learned something; `None` for somebody it does not have.
    pub updated_at: Option<UnixMillis>,
    /// Who carries the number, as far as we know.
    pub carrier: Carrier,
}

/// Some people.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PeopleFound {
    /// Those of this page.
    pub people: Vec<Person>,
    /// How many there are; of a search at most 10,000.
    pub total: u64,
    /// Whether there are more behind.
    pub more: bool,
}

/// A row before lists and carriers are looked up.
struct Known {
    number: Msisdn,
    name: String,
    fields: String,
    updated_at: Option<UnixMillis>,
}

impl Console {
    /// People of the address book or of one group.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`](crate::ErrorCode::NotFound) when there is no such group.
    pub async fn people(&self, filter: &PeopleFilter) -> Result<PeopleFound, ConsoleError> {
        let limit = filter.limit.clamp(1, PAGE_MAX);
        let mut reader = self.db.read().await?;
        let group = match filter.group {
            None => None,
            Some(no) => Some(
                group::by_no(&mut reader, no).await?.ok_or_else(|| ConsoleError::not_found("group", no))?,
            ),
        };
        let (rows, total, more) = match Needle::of(&filter.search) {
            Some(needle) => {
                let found = self.searched(&mut reader, group.as_ref(), &needle).await?;
                let from = match (filter.offset, filter.after) {
                    (Some(offset), _) => usize::try_from(offset).unwrap_or(usize::MAX),
                    (None, Some(after)) => found.iter().position(|one| *one == after).map_or(0, |at| at + 1),
                    (None, None) => 0,
                };
                let page: Vec<Msisdn> = found
                    .iter()
                    .skip(from)
                    .take(usize::try_from(limit).unwrap_or(usize::MAX))
                    .copied()
                    .collect();
                let more = found.len() > from.saturating_add(page.len());
                let rows = in_order(&page, of_numbers(&mut reader, group.as_ref(), &page).await?);
                (rows, u64::try_from(found.len()).unwrap_or(u64::MAX), more)
            }
            None => {
                let total = match &group {
                    Some(group) => group.people,
                    None => self.people_counted(&mut reader).await?,
                };
                let after = match filter.offset {
                    None => filter.after,
                    Some(0) => None,
                    Some(offset) if offset >= total => {
                        return Ok(PeopleFound { total, ..Default::default() });
                    }
                    Some(offset) => self.before(&mut reader, group.as_ref(), offset, total).await?,
                };
                let mut rows = page(&mut reader, group.as_ref(), after, limit + 1).await?;
                let wanted = usize::try_from(limit).unwrap_or(usize::MAX);
                let more = rows.len() > wanted;
                rows.truncate(wanted);
                (rows, total, more)
            }
        };
        Ok(PeopleFound { people: completed(&mut reader, rows).await?, total, more })
    }

    /// One person of the address book; `None` when it does not have the number.
    pub(crate) async fn person_at(&self, number: Msisdn) -> Result<Option<Person>, ConsoleError> {
        let mut reader = self.db.read().await?;
        let rows = of_numbers(&mut reader, None, &[number]).await?;
        Ok(completed(&mut reader, rows).await?.pop())
    }

    /// The persons of the address book with these numbers, in the order asked for.
    pub(crate) async fn persons(&self, numbers: &[Msisdn]) -> Result<Vec<Person>, ConsoleError> {
        let mut reader = self.db.read().await?;
        let rows = in_order(numbers, of_numbers(&mut reader, None, numbers).await?);
        completed(&mut reader, rows).await
    }

    async fn people_counted(&self, conn: &mut Conn) -> Result<u64, ConsoleError> {
        let now = self.now();
        if let Some(total) = self.people.total(now) {
            return Ok(total);
        }
        let total = contact::count(conn).await?;
        self.people.remember_total(now, total);
        Ok(total)
    }

    async fn searched(
        &self,
        conn: &mut Conn,
        group: Option<&Group>,
        needle: &Needle,
    ) -> Result<Arc<Vec<Msisdn>>, ConsoleError> {
        let (no, now) = (group.map(|group| group.no), self.now());
        if let Some(found) = self.people.found(no, needle, now) {
            return Ok(found);
        }
        let found = Arc::new(match no {
            Some(no) => search::members(conn, no, needle, FOUND_MAX).await?,
            None => search::contacts(conn, needle, FOUND_MAX).await?,
        });
        self.people.remember_search(no, needle, now, &found);
        Ok(found)
    }

    /// The person just before a place, which is not the first.
    async fn before(
        &self,
        conn: &mut Conn,
        group: Option<&Group>,
        offset: u64,
        total: u64,
    ) -> Result<Option<Msisdn>, ConsoleError> {
        let Some(group) = group else { return Ok(contact::at(conn, offset - 1, total).await?) };
        let known = self.people.places(group);
        let blocks = usize::try_from(offset / u64::from(STEP)).unwrap_or(usize::MAX);
        let mut places = known.as_ref().clone();
        while places.len() < blocks {
            // The last number of the next block.
            match member::ahead(conn, group.no, places.last().copied(), STEP - 1).await? {
                Some(number) => places.push(number),
                None => break,
            }
        }
        let begin = blocks.checked_sub(1).and_then(|last| places.get(last)).copied();
        if places.len() > known.len() {
            self.people.remember_places(group, Arc::new(places));
        }
        match u32::try_from(offset % u64::from(STEP)).unwrap_or(0) {
            0 => Ok(begin),
            steps => Ok(member::ahead(conn, group.no, begin, steps - 1).await?),
        }
    }
}

async fn page(
    conn: &mut Conn,
    group: Option<&Group>,
    after: Option<Msisdn>,
    limit: u32,
) -> Result<Vec<Known>, ConsoleError> {
    Ok(match group {
        Some(group) => {
            member::page(conn, group.no, after, limit).await?.into_iter().map(Known::from).collect()
        }
        None => contact::page(conn, after, limit).await?.into_iter().map(Known::from).collect(),
    })
}

async fn of_numbers(
    conn: &mut Conn,
    group: Option<&Group>,
    numbers: &[Msisdn],
) -> Result<Vec<Known>, ConsoleError> {
    Ok(match group {
        Some(group) => {
            member::of_numbers(conn, group.no, numbers).await?.into_iter().map(Known::from).collect()
        }
        None => contact::of_numbers(conn, numbers).await?.into_iter().map(Known::from).collect(),
    })
}

fn in_order(wanted: &[Msisdn], rows: Vec<Known>) -> Vec<Known> {
    let mut by_number: BTreeMap<Msisdn, Known> = rows.into_iter().map(|row| (row.number, row)).collect();
    wanted.iter().filter_map(|number| by_number.remove(number)).collect()
}

/// Looks up lists and carriers.
async fn completed(conn: &mut Conn, rows: Vec<Known>) -> Result<Vec<Person>, ConsoleError> {
    let numbers: Vec<Msisdn> = rows.iter().map(|row| row.number).collect();
    let mut blocked: BTreeMap<Msisdn, Vec<BlockKind>> = BTreeMap::new();
    for block in blocklist::of_numbers(conn, &numbers).await? {
        let kinds = blocked.entry(block.number).or_default();
        if !kinds.contains(&block.kind) {
            kinds.push(block.kind);
        }
    }
    let facts = number_fact::of_numbers(conn, &numbers).await?;
    let ported: BTreeMap<Msisdn, Carrier> =
        facts.into_iter().filter_map(|fact| Some((fact.number, fact.ported_to?))).collect();
    Ok(rows
        .into_iter()
        .map(|row| Person {
            number: row.number,
            fields: visible(&row.fields, &row.name),
            name: row.name,
            blocked: blocked.remove(&row.number).unwrap_or_default(),
            updated_at: row.updated_at,
            carrier: ported
                .get(&row.number)
                .copied()
                .unwrap_or_else(|| SegmentTable::shipped().find(row.number).carrier),
        })
        .collect())
}

/// The fields that are not the name under another header: lists keep it there, too, for texts that ask for it so.
pub(super) fn visible(fields: &str, name: &str) -> BTreeMap<String, String> {
    // Written by us: an object of texts.
    let mut fields: BTreeMap<String, String> = serde_json::from_str(fields).unwrap_or_default();
    fields.retain(|key, value| !(is_name_header(key) && value == name));
    fields
}

impl From<member::Member> for Known {
    fn from(row: member::Member) -> Self {
        Self { number: row.number, name: row.name, fields: row.fields, updated_at: None }
    }
}

impl From<contact::Contact> for Known {
    fn from(row: contact::Contact) -> Self {
        Self { number: row.number, name: row.name, fields: row.fields, updated_at: Some(row.updated_at) }
    }
}
