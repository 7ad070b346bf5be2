//! People: looking through the address book and its groups, changing, merging, giving out.

use std::collections::BTreeMap;

use hongyan_contacts::export::{ExportFormat, Source};
use hongyan_store::audience::blocklist::BlockKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::jobs::{JobKind, JobStarted};
use super::reply::Nothing;
use super::task::Count;
use crate::error::ConsoleError;
use crate::jobs::JobResult;
use crate::list_words;
use crate::open::Console;
use crate::people::{Merge, PeopleFilter, Person, PersonForm, Saved};
use crate::view::{self, Shown};

/// Of a group, or of the address book. `offset` for jumping about, `after` for the next page.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PeopleOf {
    /// A group; null for the address book.
    pub group: Option<String>,
    /// A part of the number or the name.
    pub search: String,
    /// Behind this person.
    pub after: Option<String>,
    /// From this place on, from 0.
    pub offset: Option<u64>,
    /// At most so many.
    pub limit: u32,
    /// Whether numbers are shown whole.
    pub whole: bool,
}

/// A person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PersonRow {
    /// The id.
    pub person: String,
    /// The number.
    pub number: String,
    /// The name; empty when nobody gave one.
    pub name: String,
    /// What else is known.
    #[ts(type = "Record<string, string>")]
    pub fields: BTreeMap<String, String>,
    /// The lists that the number stands on.
    #[ts(type = "(\"blacklist\" | \"opt_out\")[]")]
    pub blocked: Vec<&'static str>,
    /// When the address book last learned something; null for somebody it does not have.
    pub updated_at: Option<String>,
    /// Who carries the number, as far as we know.
    #[ts(type = "Carrier | null")]
    pub carrier: Option<&'static str>,
}

/// Some people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PeoplePage {
    /// Those of this page: in number order; a search by name in name order, names that begin with it first.
    pub people: Vec<PersonRow>,
    /// How many there are; a search finds 10,000 at most.
    pub total: u64,
    /// Where the next page begins.
    pub next: Option<String>,
}

/// `person` is the id of a row; null adds.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SavePerson {
    /// Who is changed.
    pub person: Option<String>,
    /// The number; the masked form of the person's own leaves it as it is.
    pub number: String,
    /// The name.
    pub name: String,
    /// Everything else; what is missing is taken away.
    #[ts(type = "Record<string, string>")]
    pub fields: BTreeMap<String, String>,
    /// The groups that shall have the person; the others shall not.
    pub groups: Vec<String>,
}

/// A person that was saved, or not.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SavedPerson {
    /// The id; the number may have changed and the id with it.
    pub person: String,
    /// The number was there already, and nothing was saved: what is there, to decide field by field.
    pub conflict: Option<PersonRow>,
}

/// Who is to be removed: from a group, or with null from the address book and all groups.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RemovePeople {
    /// The group.
    pub group: Option<String>,
    /// Who.
    pub people: Vec<String>,
}

/// Two rows that are probably one person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DuplicatePair {
    /// `one_digit`: the same name, numbers that differ in one digit; `spelling`: the name is written in another way, too.
    #[ts(type = "\"one_digit\" | \"spelling\"")]
    pub why: &'static str,
    /// The two.
    pub people: Vec<PersonRow>,
}

/// People who are probably one, at most 200 pairs.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Duplicates {
    /// The pairs.
    pub pairs: Vec<DuplicatePair>,
}

/// Makes one person of two.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MergePeople {
    /// Whose number stays.
    pub keep: String,
    /// Whose number goes.
    pub drop: String,
    /// The name afterwards.
    pub name: String,
    /// Everything else afterwards.
    #[ts(type = "Record<string, string>")]
    pub fields: BTreeMap<String, String>,
}

/// The kind of a file that people are written into.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PeopleFormat {
    /// A workbook.
    Xlsx,
    /// Separated by commas.
    Csv,
}

/// What to write into a file; null as `to` keeps it in the data folder.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ExportPeople {
    /// A group; null for the address book.
    pub group: Option<String>,
    /// Only those that this search finds; empty for all.
    pub search: String,
    /// The kind of file.
    pub format: PeopleFormat,
    /// Where to.
    pub to: Option<String>,
}

pub(super) async fn people(
    host: &Host,
    _caller: &Caller,
    request: PeopleOf,
) -> Result<PeoplePage, ConsoleError> {
    let console = host.console();
    let group = match &request.group {
        Some(id) => Some(console.group_by_id(id).await?.no),
        None => None,
    };
    let after = match &request.after {
        Some(id) => Some(console.person_number(id).await?),
        None => None,
    };
    let filter =
        PeopleFilter { group, search: request.search, after, offset: request.offset, limit: request.limit };
    let found = console.people(&filter).await?;
    let shown = shown(request.whole);
    let last = found.people.last().map(|person| person.number).filter(|_| found.more);
    let next = match last {
        Some(number) => Some(console.person_ids().await?.id(number)),
        None => None,
    };
    Ok(PeoplePage { people: rows(console, &found.people, shown).await?, total: found.total, next })
}

pub(super) async fn save_person(
    host: &Host,
    caller: &Caller,
    request: SavePerson,
) -> Result<SavedPerson, ConsoleError> {
    let console = host.console();
    let person = match &request.person {
        Some(id) => Some(console.person_number(id).await?),
        None => None,
    };
    let form = PersonForm {
        person,
        number: request.number,
        name: request.name,
        fields: request.fields,
        groups: request.groups,
    };
    match console.save_person(&form, caller.uid()).await? {
        Saved::Stored(number) => {
            Ok(SavedPerson { person: console.person_ids().await?.id(number), conflict: None })
        }
        Saved::Conflict(there) => {
            let row = row(console, &there, Shown::Masked).await?;
            Ok(SavedPerson { person: row.person.clone(), conflict: Some(row) })
        }
    }
}

pub(super) async fn remove_people(
    host: &Host,
    _caller: &Caller,
    request: RemovePeople,
) -> Result<Count, ConsoleError> {
    let numbers = numbers(host.console(), &request.people).await?;
    Ok(Count { count: host.console().remove_people(request.group.as_deref(), &numbers).await? })
}

pub(super) async fn duplicates(
    host: &Host,
    _caller: &Caller,
    _request: Nothing,
) -> Result<Duplicates, ConsoleError> {
    let console = host.console();
    let mut pairs = Vec::new();
    for (why, people) in console.duplicates().await? {
        let people = rows(console, &people, Shown::Masked).await?;
        pairs.push(DuplicatePair { why: why.code(), people });
    }
    Ok(Duplicates { pairs })
}

pub(super) async fn merge_people(
    host: &Host,
    _caller: &Caller,
    request: MergePeople,
) -> Result<PersonRow, ConsoleError> {
    let console = host.console();
    let merge = Merge {
        keep: console.person_number(&request.keep).await?,
        gone: console.person_number(&request.drop).await?,
        name: request.name,
        fields: request.fields,
    };
    let person = console.merge_people(merge).await?;
    row(console, &person, Shown::Masked).await
}

pub(super) async fn export_people(
    host: &Host,
    caller: &Caller,
    request: ExportPeople,
) -> Result<JobStarted, ConsoleError> {
    let console = host.console();
    let (source, title) = match &request.group {
        Some(id) => {
            let group = console.group_by_id(id).await?;
            (Source::Group(group.no), group.name)
        }
        None => (Source::Contacts, "contacts".to_owned()),
    };
    let (format, ending) = match request.format {
        PeopleFormat::Xlsx => (ExportFormat::Xlsx, "xlsx"),
        PeopleFormat::Csv => (ExportFormat::Csv, "csv"),
    };
    let file = host.files().new_file_at(caller, request.to.as_deref(), &format!("{title}.{ending}"))?;
    let search = request.search;
    let job = host.jobs().start(caller, JobKind::Export, file.name.clone(), move |context| async move {
        let tell = |done, total| context.progress(done, Some(total));
        let words = std::sync::Arc::new(list_words::CHINESE);
        let console = context.console();
        console.export_people(source, &search, &file.path, format, words, tell, &context.cancel).await?;
        Ok(JobResult::File(context.files().keep(context.caller(), "export", file, None).await?))
    });
    job.await
}

/// Whether numbers go out whole.
pub(super) const fn shown(whole: bool) -> Shown {
    if whole { Shown::Whole } else { Shown::Masked }
}

/// The numbers of ids.
pub(super) async fn numbers(
    console: &Console,
    people: &[String],
) -> Result<Vec<hongyan_domain::Msisdn>, ConsoleError> {
    let ids = console.person_ids().await?;
    people.iter().map(|id| ids.number(id).ok_or_else(|| ConsoleError::not_found("person", id))).collect()
}

async fn rows(console: &Console, people: &[Person], shown: Shown) -> Result<Vec<PersonRow>, ConsoleError> {
    let mut rows = Vec::with_capacity(people.len());
    for person in people {
        rows.push(row(console, person, shown).await?);
    }
    Ok(rows)
}

async fn row(console: &Console, person: &Person, shown: Shown) -> Result<PersonRow, ConsoleError> {
    Ok(PersonRow {
        person: console.person_ids().await?.id(person.number),
        number: shown.number(person.number),
        name: person.name.clone(),
        fields: person.fields.clone(),
        blocked: person.blocked.iter().map(|kind: &BlockKind| kind.code()).collect(),
        updated_at: person.updated_at.map(view::time),
        carrier: Some(person.carrier.code()),
    })
}
