//! The people of a task: found in a group, read from a list, or written down in the task itself.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use hongyan_contacts::import::{self, ImportOptions, Target};
use hongyan_contacts::layout::Role;
use hongyan_content::Template;
use hongyan_delivery::TaskText;
use hongyan_domain::{Exclusion, GroupNo, Msisdn};
use hongyan_policy::limits::Limits;
use hongyan_store::StoreError;
use hongyan_store::audience::group::{self, Group, GroupKind};
use hongyan_store::audience::member::{self, Member};
use tokio_util::sync::CancellationToken;

use crate::contact::{BY, ImportReport, report_of};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::task::again;
use crate::task::spec::{ListFile, NumberEntry, TaskSpec};
use crate::task::text::in_text;

/// Members read at once while looking for the fields of a group.
const PAGE: u32 = 4_096;
/// A signature that is right, for asking what a variable means; it is sent to nobody.
const ANY_SIGNATURE: &str = "ab";
/// A name that no person has, for asking what a variable means.
const ANY_NAME: &str = "?";

/// People that a task can use.
pub(crate) struct Gathered {
    pub(crate) group: GroupNo,
    /// Made for this task alone.
    pub(crate) own: bool,
    /// Entries of the list that gave nobody.
    pub(crate) left_out: BTreeMap<Exclusion, u64>,
    pub(crate) import: Option<ImportReport>,
}

/// What a source knows of its people.
#[derive(Default)]
struct Known {
    fields: BTreeSet<String>,
    has_names: bool,
}

impl Console {
    /// What is wrong with the source, and with the template's variables for it. Stores nothing.
    pub(crate) async fn source_mistakes(
        &self,
        spec: &TaskSpec,
        sandbox: bool,
        template: Option<&Template>,
    ) -> Result<Vec<Mistake>, ConsoleError> {
        let to = &spec.recipients;
        let needed: Vec<&hongyan_content::Variable> = template
            .into_iter()
            .flat_map(Template::variables)
            .filter(|variable| variable.default.is_none())
            .collect();
        let names: BTreeSet<&str> = needed.iter().map(|variable| variable.name.as_str()).collect();
        let known = match (&to.group, &to.file, &to.numbers, &to.failed_of) {
            (Some(which), None, None, None) => match self.group_of(which, spec.by_number).await {
                Ok(group) => self.known_in_list(group.no, &names).await?,
                Err(error) if error.code == ErrorCode::NotFound => {
                    return Ok(vec![self.unknown_group(which).await?]);
                }
                Err(error) => return Err(error),
            },
            (None, Some(file), None, None) => match known_in_file(file).await {
                Ok(known) => known,
                Err(error) => {
                    let mistake = Mistake::at(MistakeCode::ListUnreadable, "recipients.file");
                    let mistake = mistake
                        .with("file", &file.path)
                        .with("code", error.code)
                        .with("detail", error.detail);
                    return Ok(vec![mistake]);
                }
            },
            (None, None, Some(numbers), None) => Known {
                fields: numbers.iter().flat_map(|entry| entry.values.keys().cloned()).collect(),
                has_names: false,
            },
            (None, None, None, Some(of)) => {
                let task = match self.failed_task(of, sandbox).await? {
                    Ok(task) => task,
                    Err(mistakes) => return Ok(mistakes),
                };
                let mut known = self.known_in_list(task.draft.group, &names).await?;
                known.fields.extend(again::variables(&task));
                known
            }
            _ => return Ok(Vec::new()), // none or several: told already
        };
        let columns = known.fields.iter().cloned().collect::<Vec<_>>().join(", ");
        Ok(needed
            .into_iter()
            .filter(|variable| !is_known(&variable.name, &known))
            .map(|variable| {
                in_text(MistakeCode::UnknownVariable, variable.place)
                    .with("variable", &variable.name)
                    .with("columns", &columns)
            })
            .collect())
    }

    async fn unknown_group(&self, which: &str) -> Result<Mistake, ConsoleError> {
        let names: Vec<String> = self.groups().await?.into_iter().map(|group| group.name).take(20).collect();
        Ok(Mistake::at(MistakeCode::UnknownGroup, "recipients.group")
            .with("value", which)
            .with("allowed", names.join(", ")))
    }

    /// The fields of a group; looks no further when all `wanted` were found.
    async fn known_in_list(&self, list: GroupNo, wanted: &BTreeSet<&str>) -> Result<Known, ConsoleError> {
        let mut known = Known::default();
        let mut after = None;
        let mut reader = self.db.read().await?;
        loop {
            let page = member::page(&mut reader, list, after, PAGE).await?;
            let Some(last) = page.last() else { return Ok(known) };
            after = Some(last.number);
            for person in &page {
                let fields: BTreeMap<String, String> =
                    serde_json::from_str(&person.fields).unwrap_or_default();
                known.fields.extend(fields.into_keys());
                known.has_names |= !person.name.is_empty();
            }
            if wanted.iter().all(|name| is_known(name, &known)) {
                return Ok(known);
            }
        }
    }

    /// Makes the people ready: lists are imported, numbers stored, groups taken as they are.
    pub(crate) async fn gather(&self, spec: &TaskSpec) -> Result<Gathered, ConsoleError> {
        let to = &spec.recipients;
        match (&to.group, &to.file, &to.numbers, &to.failed_of) {
            (_, Some(file), ..) => self.gather_file(file).await,
            (_, _, Some(numbers), _) => self.gather_numbers(numbers, &spec.name).await,
            (_, _, _, Some(of)) => self.gather_failed(of, &spec.name).await,
            (which, None, None, None) => {
                let group = self.group_of(which.as_deref().unwrap_or_default(), spec.by_number).await?;
                Ok(Gathered { group: group.no, own: false, left_out: BTreeMap::new(), import: None })
            }
        }
    }

    /// A group by name, else by number; or by number alone.
    async fn group_of(&self, which: &str, by_number: bool) -> Result<Group, ConsoleError> {
        if !by_number {
            return self.stored_group(which).await;
        }
        let found = match which.trim().parse() {
            Ok(no) => group::by_no(&mut *self.db.read().await?, GroupNo(no)).await?,
            Err(_) => None,
        };
        found.ok_or_else(|| ConsoleError::not_found("group", which))
    }

    async fn gather_file(&self, file: &ListFile) -> Result<Gathered, ConsoleError> {
        let mut options = ImportOptions::new(Target::List, BY, self.fresh_seed());
        (options.layout, options.text) = file.layout.overrides()?;
        let path = Path::new(&file.path);
        let done = import::run(&self.db, &*self.clock, path, options, |_| (), CancellationToken::new())
            .await
            .map_err(|error| ConsoleError::from(error).with("file", &file.path))?;
        let left_out =
            [(Exclusion::Duplicate, done.tally.duplicates), (Exclusion::BadNumber, done.tally.rows_failed)];
        let left_out = left_out.into_iter().filter(|(_, count)| *count > 0).collect();
        let import = Some(report_of(&file.path, &done));
        match done.group {
            Some(group) => Ok(Gathered { group, own: true, left_out, import }),
            None => {
                let group = self.own_list(&file.path, Vec::new()).await?;
                Ok(Gathered { group, own: true, left_out, import })
            }
        }
    }

    async fn gather_numbers(&self, numbers: &[NumberEntry], name: &str) -> Result<Gathered, ConsoleError> {
        let mut people: BTreeMap<Msisdn, Member> = BTreeMap::new();
        let (mut twice, mut bad) = (0_u64, 0_u64);
        for entry in numbers {
            let Ok(number) = Msisdn::parse_mainland(&entry.number) else {
                bad += 1;
                continue;
            };
            if people.contains_key(&number) {
                twice += 1;
                continue;
            }
            let fields = serde_json::to_string(&entry.values)
                .map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
            people.insert(number, Member { number, name: String::new(), fields });
        }
        let group = self.own_list(name, people.into_values().collect()).await?;
        let left_out = [(Exclusion::Duplicate, twice), (Exclusion::BadNumber, bad)];
        let left_out = left_out.into_iter().filter(|(_, count)| *count > 0).collect();
        Ok(Gathered { group, own: true, left_out, import: None })
    }

    /// A list for one task.
    async fn own_list(&self, name: &str, people: Vec<Member>) -> Result<GroupNo, ConsoleError> {
        let (uid, at, name) = (self.uid(), self.now(), name.to_owned());
        let made = self.db.write(move |tx| {
            Box::pin(async move {
                let group = group::create(tx, uid, &name, GroupKind::List, BY, at).await?;
                if !people.is_empty() {
                    member::upsert(tx, group, &people, at).await?;
                }
                Ok(group)
            })
        });
        Ok(made.await?)
    }

    /// Gives up a list that no task came to use. A group that people know stays.
    pub(crate) async fn let_go(&self, gathered: &Gathered) {
        if !gathered.own {
            return;
        }
        if let Err(error) = self.remove_list(gathered.group).await {
            tracing::warn!(%error, "a list that no task uses could not be removed");
        }
    }

    async fn remove_list(&self, list: GroupNo) -> Result<(), StoreError> {
        let at = self.now();
        self.db.write(move |tx| Box::pin(async move { group::remove(tx, list, at).await })).await?;
        // In steps: a long list in one would hold up everybody who writes.
        while self.db.write(move |tx| Box::pin(group::clear(tx, list, PAGE))).await? > 0 {}
        Ok(())
    }
}

async fn known_in_file(file: &ListFile) -> Result<Known, ConsoleError> {
    let (layout, text) = file.layout.overrides()?;
    let found = import::inspect(Path::new(&file.path), &layout, text).await?;
    let mut known = Known::default();
    for column in &found.layout.columns {
        match &column.role {
            Role::Number => {}
            Role::Name => {
                known.has_names = true;
                known.fields.insert(column.header.clone());
            }
            Role::Field(name) => {
                known.fields.insert(name.clone());
            }
            Role::Ignored => {}
        }
    }
    Ok(known)
}

/// Whether a variable has a meaning: a field, or one of the words for the person's own name and number, which the engine
/// knows; it is asked with a person who has nothing but these.
fn is_known(variable: &str, known: &Known) -> bool {
    if known.fields.contains(variable) {
        return true;
    }
    let Ok(text) = TaskText::new(&format!("{{{variable}}}"), ANY_SIGNATURE, false, Limits::shipped()) else {
        return false;
    };
    let Some(number) = Msisdn::from_digits(13_800_138_000) else { return false };
    let anybody = Member { number, name: ANY_NAME.to_owned(), fields: "{}".to_owned() };
    match text.values(&anybody).first() {
        Some(Some(value)) if value == ANY_NAME => known.has_names,
        Some(Some(_)) => true,
        Some(None) | None => false,
    }
}
