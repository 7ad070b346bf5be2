//! The columns that the address book has beside name and number.

use hongyan_content::NAME_CHARS_MAX;
use hongyan_domain::GroupNo;
use hongyan_store::audience::group;
use hongyan_store::contact_field::{self, Field, FieldKind};

use super::group::taken;
use super::save::plain;
use crate::contact::PAGE_MAX;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// Fields of an address book.
pub const FIELDS_MAX: u32 = 200;
/// People changed in one transaction.
const BATCH: u32 = 2_000;

/// A field as somebody filled it in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FieldForm {
    /// Which; `None` adds one.
    pub field: Option<i64>,
    /// Its name: also the variable in texts.
    pub name: String,
    /// What its values are.
    pub kind: FieldKind,
}

impl Console {
    /// Every field, in the order in which people see them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn contact_fields(&self) -> Result<Vec<Field>, ConsoleError> {
        Ok(contact_field::list(&mut *self.db.read().await?).await?)
    }

    /// Adds or changes a field. A new name goes to what is known of people in the address book and in groups, too; broken
    /// off, the same call goes on.
    ///
    /// # Errors
    /// [`ErrorCode::FormInvalid`], [`ErrorCode::NameTaken`], [`ErrorCode::NotFound`].
    pub async fn save_field(&self, form: &FieldForm) -> Result<Field, ConsoleError> {
        let name = valid_name(&form.name)?;
        let (kind, at, wanted) = (form.kind, self.now(), name.clone());
        let fields = self.contact_fields().await?;
        if fields.iter().any(|field| field.name == name && Some(field.no) != form.field) {
            return Err(ConsoleError::new(ErrorCode::NameTaken, "the field is there").with("name", name));
        }
        let Some(no) = form.field else {
            if u32::try_from(fields.len()).unwrap_or(u32::MAX) >= FIELDS_MAX {
                let mistake = Mistake::at(MistakeCode::OutOfRange, "name").with("value", fields.len() + 1);
                let mistake = mistake.with("min", 1).with("max", FIELDS_MAX);
                return Err(ConsoleError::mistakes(ErrorCode::FormInvalid, vec![mistake]));
            }
            let made = self
                .db
                .write(move |tx| Box::pin(async move { contact_field::insert(tx, &wanted, kind, at).await }));
            let no = made.await.map_err(|error| taken(error, &name))?;
            return Ok(Field { no, name, kind });
        };
        let old = fields
            .into_iter()
            .find(|field| field.no == no)
            .ok_or_else(|| ConsoleError::not_found("field", no))?;
        if old.name != name {
            self.move_field(&old.name, Some(&name)).await?;
        }
        let changed = Field { no, name: name.clone(), kind };
        let stored = changed.clone();
        let update =
            self.db.write(move |tx| Box::pin(async move { contact_field::update(tx, &stored).await }));
        update.await.map_err(|error| taken(error, &name))?;
        self.people.changed();
        Ok(changed)
    }

    /// Takes a field away, with its values in the address book. Groups keep what their lists said.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn remove_field(&self, no: i64) -> Result<(), ConsoleError> {
        let found = contact_field::find(&mut *self.db.read().await?, no).await?;
        let field = found.ok_or_else(|| ConsoleError::not_found("field", no))?;
        self.move_field(&field.name, None).await?;
        self.db.write(move |tx| Box::pin(async move { contact_field::remove(tx, no).await })).await?;
        self.people.changed();
        Ok(())
    }

    /// The columns of a list that came in are fields from now on.
    pub(crate) async fn learn_fields(&self, names: Vec<String>) -> Result<(), ConsoleError> {
        let at = self.now();
        if names.is_empty() {
            return Ok(());
        }
        let learned = self.db.write(move |tx| {
            Box::pin(async move { contact_field::add_unseen(tx, &names, FIELDS_MAX, at).await })
        });
        Ok(learned.await?)
    }

    async fn move_field(&self, old: &str, new: Option<&str>) -> Result<(), ConsoleError> {
        let mut after = None;
        loop {
            let (old, new) = (old.to_owned(), new.map(str::to_owned));
            let moved = self.db.write(move |tx| {
                Box::pin(
                    async move { contact_field::move_contacts(tx, &old, new.as_deref(), after, BATCH).await },
                )
            });
            after = moved.await?;
            if after.is_none() {
                break;
            }
        }
        let Some(new) = new else { return Ok(()) };
        for no in self.named_groups().await? {
            let mut after = None;
            loop {
                let (old, new) = (old.to_owned(), new.to_owned());
                let moved = self.db.write(move |tx| {
                    Box::pin(
                        async move { contact_field::move_members(tx, no, &old, &new, after, BATCH).await },
                    )
                });
                after = moved.await?;
                if after.is_none() {
                    break;
                }
            }
        }
        Ok(())
    }

    async fn named_groups(&self) -> Result<Vec<GroupNo>, ConsoleError> {
        let mut reader = self.db.read().await?;
        let (mut numbers, mut after) = (Vec::new(), String::new());
        loop {
            let page = group::page(&mut reader, &after, PAGE_MAX).await?;
            let Some(last) = page.last() else { return Ok(numbers) };
            after.clone_from(&last.name);
            numbers.extend(page.iter().map(|group| group.no));
        }
    }
}

/// A name that a text can use as its variable.
fn valid_name(name: &str) -> Result<String, ConsoleError> {
    let mut mistakes = Vec::new();
    let plain = plain(name, "name", NAME_CHARS_MAX, &mut mistakes);
    if mistakes.is_empty() && plain.is_empty() {
        mistakes.push(Mistake::at(MistakeCode::Missing, "name"));
    }
    if let Some(sign) = plain.chars().find(|sign| matches!(sign, '{' | '}' | '|' | '\u{3010}' | '\u{3011}')) {
        let mistake = Mistake::at(MistakeCode::NotOneOf, "name").with("value", sign);
        mistakes.push(mistake.with("allowed", "a-z 0-9 \u{2026}"));
    }
    if mistakes.is_empty() {
        Ok(plain)
    } else {
        Err(ConsoleError::mistakes(ErrorCode::FormInvalid, mistakes))
    }
}
