//! People: lists come in, groups and the address book are shown and given out.
//!
//! Looking at a list before it comes in is in [`inspect`], what was wrong in it in [`finding`].

pub mod finding;
pub mod inspect;
mod report;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hongyan_contacts::Wording;
use hongyan_contacts::export::{self, ExportFormat, Source};
use hongyan_contacts::import::{self, ImportOptions, ImportSummary, Phase, Progress, Target};
use hongyan_contacts::layout::{LayoutOverrides, Role, SheetChoice};
use hongyan_contacts::read::{TextEncoding, TextOverrides};
use hongyan_domain::{GroupNo, Msisdn};
use hongyan_store::audience::group::{self, Group};
use hongyan_store::audience::{contact, member};
use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use ts_rs::TS;

use crate::error::{ConsoleError, ErrorCode};
use crate::open::Console;
use crate::view::{self, Shown};

pub(crate) use report::report_of;
pub use report::{ColumnView, FindingView, ImportReport, PreviousView};

/// Who is noted as the maker of what is imported: a desktop has one person (architecture §4).
pub(crate) const BY: &str = "local";
/// Rows of one answer at most.
pub const PAGE_MAX: u32 = 1_000;

/// How a list is to be read, where the guess is wrong.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
pub struct ListLayout {
    /// The sheet, by place (from 1) or name.
    pub sheet: Option<String>,
    /// The header's row, from 1; 0 says that there is none.
    pub header_row: Option<u32>,
    /// Column (letters, number or header) to field (`phone`, `name`, `-`, or a name for it).
    pub columns: Vec<(String, String)>,
    /// `utf-8`, `utf-16le`, `utf-16be` or `gb18030`, for a text file.
    pub encoding: Option<String>,
    /// One ASCII character, for a text file.
    pub delimiter: Option<char>,
}

impl ListLayout {
    pub(crate) fn overrides(&self) -> Result<(LayoutOverrides, TextOverrides), ConsoleError> {
        let layout = LayoutOverrides {
            sheet: self.sheet.as_deref().map(SheetChoice::from_text),
            header: self.header_row,
            maps: self.columns.clone(),
        };
        let encoding = match self.encoding.as_deref() {
            None => None,
            Some(name) => Some(encoding_of(name).ok_or_else(|| ConsoleError::not_found("encoding", name))?),
        };
        let delimiter = match self.delimiter {
            None => None,
            Some(sign) => {
                let octet = u8::try_from(sign).ok().filter(u8::is_ascii);
                Some(octet.ok_or_else(|| ConsoleError::not_found("delimiter", sign))?)
            }
        };
        Ok((layout, TextOverrides { encoding, delimiter, ..TextOverrides::default() }))
    }
}

fn encoding_of(name: &str) -> Option<TextEncoding> {
    let wanted = name.to_ascii_lowercase().replace(['-', '_'], "");
    [
        ("utf8", TextEncoding::Utf8),
        ("utf16le", TextEncoding::Utf16Le),
        ("utf16be", TextEncoding::Utf16Be),
        ("gb18030", TextEncoding::Gb18030),
        ("gbk", TextEncoding::Gb18030),
        ("gb2312", TextEncoding::Gb18030),
    ]
    .into_iter()
    .find_map(|(known, encoding)| (known == wanted).then_some(encoding))
}

/// What to import.
#[derive(Clone)]
pub struct ImportRequest {
    /// The file.
    pub file: PathBuf,
    /// The group that gets the people, new or there already.
    pub group: String,
    /// How to read it.
    pub layout: ListLayout,
    /// Where to write the list with corrected numbers and reasons (xlsx).
    pub repaired: Option<PathBuf>,
    /// Where to write only the rows that cannot be corrected (xlsx).
    pub failures: Option<PathBuf>,
    /// Whether to store nothing.
    pub dry_run: bool,
    /// The words of those files.
    pub wording: Arc<dyn Wording>,
}

/// How far an import has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ImportProgress {
    /// Whether the people are being stored already.
    pub storing: bool,
    /// Rows read.
    pub rows: u64,
    /// People found, or stored.
    pub people: u64,
    /// People to store, once that is known.
    pub people_total: Option<u64>,
}

/// A group as it is shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct GroupView {
    /// Its number.
    pub group: String,
    /// Its name.
    pub name: String,
    /// How many people it has.
    pub people: u64,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// A person as shown.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PersonView {
    /// The number, masked unless asked for.
    pub number: String,
    /// The name.
    pub name: String,
    /// What else lists said.
    pub fields: BTreeMap<String, String>,
}

/// A page of people.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PeoplePage {
    /// How many there are in all.
    pub total: u64,
    /// Those of this page, in number order.
    pub people: Vec<PersonView>,
    /// Whether there are more behind.
    pub more: bool,
}

impl Console {
    /// Imports a list: all of its people are in the group afterwards, or none.
    ///
    /// # Errors
    /// [`ConsoleError`] names file and cause; the store is as it was.
    pub async fn import(
        &self,
        request: ImportRequest,
        progress: impl Fn(ImportProgress) + Send + Sync + 'static,
        cancel: CancellationToken,
    ) -> Result<ImportReport, ConsoleError> {
        let target = Target::Group { name: request.group.clone() };
        let mut options = ImportOptions::new(target, BY, self.fresh_seed());
        options.repaired = request.repaired;
        options.failures = request.failures;
        options.wording = request.wording;
        options.dry_run = request.dry_run;
        let done = self.run_import(&request.file, &request.layout, options, progress, cancel).await?;
        Ok(report_of(&request.group, &done))
    }

    /// Imports a list; the columns of a group's list are fields of the address book from then on.
    pub(crate) async fn run_import(
        &self,
        file: &Path,
        layout: &ListLayout,
        mut options: ImportOptions,
        progress: impl Fn(ImportProgress) + Send + Sync + 'static,
        cancel: CancellationToken,
    ) -> Result<ImportSummary, ConsoleError> {
        (options.layout, options.text) = layout.overrides()?;
        options.recipe =
            serde_json::to_string(layout).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
        let learns = matches!(options.target, Target::Group { .. });
        let tell = move |now: Progress| {
            progress(ImportProgress {
                storing: now.phase == Phase::Storing,
                rows: now.rows,
                people: now.people,
                people_total: now.people_total,
            });
        };
        let done = import::run(&self.db, &*self.clock, file, options, tell, cancel)
            .await
            .map_err(|error| ConsoleError::from(error).with("file", file.display()))?;
        if learns && done.import_no.is_some() {
            let columns = done.layout.columns.iter().filter_map(|column| match &column.role {
                Role::Field(name) => Some(name.clone()),
                Role::Number | Role::Name | Role::Ignored => None,
            });
            self.learn_fields(columns.collect()).await?;
        }
        self.people.changed();
        Ok(done)
    }

    /// Every named group.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn groups(&self) -> Result<Vec<GroupView>, ConsoleError> {
        let mut reader = self.db.read().await?;
        let (mut views, mut after) = (Vec::new(), String::new());
        loop {
            let page = group::page(&mut reader, &after, PAGE_MAX).await?;
            let Some(last) = page.last() else { return Ok(views) };
            after.clone_from(&last.name);
            views.extend(page.iter().map(group_view));
        }
    }

    /// One group with its first people, in number order.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn group(
        &self,
        which: &str,
        limit: u32,
        shown: Shown,
    ) -> Result<(GroupView, PeoplePage), ConsoleError> {
        let group = self.stored_group(which).await?;
        let limit = limit.clamp(1, PAGE_MAX);
        let rows = member::page(&mut *self.db.read().await?, group.no, None, limit).await?;
        let people = rows.iter().map(|row| person(row.number, &row.name, &row.fields, shown)).collect();
        let more = group.people > u64::try_from(rows.len()).unwrap_or(u64::MAX);
        Ok((group_view(&group), PeoplePage { total: group.people, people, more }))
    }

    /// Takes a group away; tasks that use it keep their people.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn remove_group(&self, which: &str) -> Result<GroupView, ConsoleError> {
        let group = self.stored_group(which).await?;
        let (no, now) = (group.no, self.now());
        self.db.write(move |tx| Box::pin(async move { group::remove(tx, no, now).await })).await?;
        Ok(group_view(&group))
    }

    /// Writes a group into a file, numbers whole; answers how many people.
    ///
    /// # Errors
    /// [`ErrorCode::FormatUnknown`] unless the name ends in `.xlsx` or `.csv`; [`ErrorCode::NotFound`].
    pub async fn export_group(
        &self,
        which: &str,
        path: &Path,
        wording: Arc<dyn Wording>,
    ) -> Result<u64, ConsoleError> {
        let group = self.stored_group(which).await?;
        self.export(Source::Group(group.no), path, wording).await
    }

    /// Writes the address book into a file, numbers whole; answers how many people.
    ///
    /// # Errors
    /// As [`Console::export_group`].
    pub async fn export_contacts(&self, path: &Path, wording: Arc<dyn Wording>) -> Result<u64, ConsoleError> {
        self.export(Source::Contacts, path, wording).await
    }

    async fn export(
        &self,
        source: Source,
        path: &Path,
        wording: Arc<dyn Wording>,
    ) -> Result<u64, ConsoleError> {
        let format = ExportFormat::of_path(path).ok_or_else(|| format_unknown(path))?;
        Ok(export::write(&self.db, source, path, format, wording).await?)
    }

    /// The first people of the address book, in number order; or one person.
    ///
    /// # Errors
    /// [`ErrorCode::NumberInvalid`] when `number` is none.
    pub async fn contacts(
        &self,
        number: Option<&str>,
        limit: u32,
        shown: Shown,
    ) -> Result<PeoplePage, ConsoleError> {
        let number = number.map(number_of).transpose()?;
        let mut reader = self.db.read().await?;
        let total = contact::count(&mut reader).await?;
        let rows = match number {
            Some(number) => contact::by_number(&mut reader, number).await?.into_iter().collect(),
            None => contact::page(&mut reader, None, limit.clamp(1, PAGE_MAX)).await?,
        };
        let more = number.is_none() && total > u64::try_from(rows.len()).unwrap_or(u64::MAX);
        let people = rows.iter().map(|row| person(row.number, &row.name, &row.fields, shown)).collect();
        Ok(PeoplePage { total, people, more })
    }

    /// A group by name, else by number.
    pub(crate) async fn stored_group(&self, which: &str) -> Result<Group, ConsoleError> {
        let mut reader = self.db.read().await?;
        if let Some(group) = group::by_name(&mut reader, which.trim()).await? {
            return Ok(group);
        }
        let by_no = match which.trim().parse().ok().map(GroupNo) {
            Some(no) => group::by_no(&mut reader, no).await?,
            None => None,
        };
        by_no.ok_or_else(|| ConsoleError::not_found("group", which))
    }
}

/// Reads a number that a person typed.
pub(crate) fn number_of(text: &str) -> Result<Msisdn, ConsoleError> {
    Msisdn::parse_mainland(text).map_err(|fault| {
        ConsoleError::new(ErrorCode::NumberInvalid, fault).with("number", hongyan_contacts::clean::mask(text))
    })
}

pub(crate) fn format_unknown(path: &Path) -> ConsoleError {
    ConsoleError::new(ErrorCode::FormatUnknown, format!("{} ends in neither .xlsx nor .csv", path.display()))
        .with("path", path.display())
}

pub(crate) fn group_view(group: &Group) -> GroupView {
    GroupView {
        group: group.no.to_string(),
        name: group.name.clone(),
        people: group.people,
        created_at: view::time(group.created_at),
        updated_at: view::time(group.updated_at),
    }
}

fn person(number: Msisdn, name: &str, fields: &str, shown: Shown) -> PersonView {
    // Written by us: an object of texts.
    let fields = serde_json::from_str(fields).unwrap_or_default();
    PersonView { number: shown.number(number), name: name.to_owned(), fields }
}
