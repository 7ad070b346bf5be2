//! Adding and changing one person.

use std::collections::{BTreeMap, BTreeSet};

use hongyan_contacts::layout::is_name_header;
use hongyan_domain::{GroupNo, Msisdn, UnixMillis};
use hongyan_store::audience::contact;
use hongyan_store::audience::member::{self, Member};
use hongyan_store::contact_field::{self, FieldKind};
use hongyan_store::{StoreError, Tx};

use super::look::{Person, visible};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// Characters of a name.
const NAME_CHARS_MAX: usize = 100;
/// Characters of a field's value.
const VALUE_CHARS_MAX: usize = 1_000;

/// A person as somebody filled them in.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct PersonForm {
    /// Who is changed; `None` adds somebody.
    pub person: Option<Msisdn>,
    /// The number; the masked form of the person's own leaves it as it is.
    pub number: String,
    /// The name.
    pub name: String,
    /// Everything else; what is missing here is taken away.
    pub fields: BTreeMap<String, String>,
    /// The groups that shall have the person, by id; the others shall not.
    pub groups: Vec<String>,
}

/// What became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Saved {
    /// It is stored; under this number.
    Stored(Msisdn),
    /// The number is somebody's already; nothing was stored.
    Conflict(Box<Person>),
}

/// A form without mistakes.
struct Valid {
    old: Option<Msisdn>,
    number: Msisdn,
    name: String,
    fields: BTreeMap<String, String>,
    groups: BTreeSet<GroupNo>,
}

impl Console {
    /// Adds or changes a person, in the address book and in groups. A number that somebody else has overwrites nobody.
    ///
    /// # Errors
    /// [`ErrorCode::FormInvalid`] with every mistake; [`ErrorCode::NotFound`] when the person is not there any more.
    pub async fn save_person(&self, form: &PersonForm, by: &str) -> Result<Saved, ConsoleError> {
        let valid = self.valid_person(form).await?;
        let (number, uid, by, at) = (valid.number, self.uid(), by.to_owned(), self.now());
        let stored =
            self.db.write(move |tx| Box::pin(async move { store(tx, &valid, uid, &by, at).await })).await?;
        if stored {
            self.people.changed();
            return Ok(Saved::Stored(number));
        }
        let there = self.person_at(number).await?;
        let gone = || ConsoleError::new(ErrorCode::Stale, "the person in the way was removed meanwhile");
        Ok(Saved::Conflict(Box::new(there.ok_or_else(gone)?)))
    }

    async fn valid_person(&self, form: &PersonForm) -> Result<Valid, ConsoleError> {
        let mut mistakes = Vec::new();
        let number = match form.person {
            Some(old) if form.number.trim() == old.to_string() => Some(old),
            _ => Msisdn::parse_mainland(&form.number).ok(),
        };
        if number.is_none() {
            let shown = hongyan_contacts::clean::mask(&form.number);
            let code =
                if form.number.trim().is_empty() { MistakeCode::Missing } else { MistakeCode::BadNumber };
            mistakes.push(Mistake::at(code, "number").with("value", shown));
        }
        let name = plain(&form.name, "name", NAME_CHARS_MAX, &mut mistakes);
        let fields = self.valid_fields(&form.fields, form.person, &mut mistakes).await?;
        let mut groups = BTreeSet::new();
        for (index, id) in form.groups.iter().enumerate() {
            match self.group_by_id(id).await {
                Ok(group) => _ = groups.insert(group.no),
                Err(error) if error.code == ErrorCode::NotFound => {
                    let mistake = Mistake::at(MistakeCode::UnknownGroup, format!("groups[{index}]"));
                    mistakes.push(mistake.with("value", id).with("allowed", ""));
                }
                Err(error) => return Err(error),
            }
        }
        match number {
            Some(number) if mistakes.is_empty() => {
                Ok(Valid { old: form.person, number, name, fields, groups })
            }
            _ => Err(ConsoleError::mistakes(ErrorCode::FormInvalid, mistakes)),
        }
    }

    /// The values that are not empty. A field must be one of the address book's, or one that the person has already.
    pub(super) async fn valid_fields(
        &self,
        given: &BTreeMap<String, String>,
        person: Option<Msisdn>,
        mistakes: &mut Vec<Mistake>,
    ) -> Result<BTreeMap<String, String>, ConsoleError> {
        let mut reader = self.db.read().await?;
        let known = contact_field::list(&mut reader).await?;
        let has: BTreeMap<String, String> = match person {
            Some(number) => {
                let row = contact::by_number(&mut reader, number).await?;
                row.map(|row| visible(&row.fields, &row.name)).unwrap_or_default()
            }
            None => BTreeMap::new(),
        };
        let mut fields = BTreeMap::new();
        for (key, value) in given {
            let place = format!("fields.{key}");
            let value = plain(value, &place, VALUE_CHARS_MAX, mistakes);
            if value.is_empty() {
                continue;
            }
            match known.iter().find(|field| field.name == *key) {
                Some(field) if !fits(field.kind, &value) => {
                    let mistake = Mistake::at(MistakeCode::WrongType, place);
                    mistakes.push(mistake.with("wanted", field.kind.code()).with("found", &value));
                }
                None if !has.contains_key(key) => {
                    let names: Vec<&str> = known.iter().map(|field| field.name.as_str()).collect();
                    let mistake = Mistake::at(MistakeCode::UnknownField, place);
                    mistakes.push(mistake.with("allowed", names.join(", ")));
                }
                Some(_) | None => _ = fields.insert(key.clone(), value),
            }
        }
        Ok(fields)
    }
}

/// One line of text without control characters, no longer than it may be.
pub(super) fn plain(text: &str, field: &str, chars_max: usize, mistakes: &mut Vec<Mistake>) -> String {
    let length = text.trim().chars().count();
    if length > chars_max {
        mistakes.push(Mistake::at(MistakeCode::TooLong, field).with("length", length).with("max", chars_max));
        return String::new();
    }
    text.trim().chars().filter(|sign| !sign.is_control()).collect()
}

/// Whether a value is what its field holds. What lists brought may be otherwise; only what a person types is asked.
fn fits(kind: FieldKind, value: &str) -> bool {
    let number = |text: &str| text.parse::<f64>().is_ok_and(f64::is_finite);
    match kind {
        FieldKind::Text => true,
        FieldKind::Number => number(&value.replace(',', "")),
        FieldKind::Money => {
            let bare = value.trim_start_matches(['\u{a5}', '\u{ffe5}']).replace(',', "");
            let places = bare.split_once('.').map_or(0, |(_, places)| places.len());
            number(&bare) && places <= 3 && !bare.contains(['e', 'E'])
        }
        FieldKind::Date => UnixMillis::parse_china(&format!("{} 00:00", value.replace('/', "-"))).is_some(),
    }
}

/// Stores a person; `false`: somebody else has the number.
async fn store(
    tx: &mut Tx,
    valid: &Valid,
    uid: hongyan_domain::Uid,
    by: &str,
    at: UnixMillis,
) -> Result<bool, StoreError> {
    let Valid { old, number, name, fields, groups } = valid;
    if *old != Some(*number) && contact::by_number(tx, *number).await?.is_some() {
        return Ok(false);
    }
    let was = old.unwrap_or(*number);
    let stored = match old {
        Some(old) => contact::by_number(tx, *old).await?,
        None => None,
    };
    let before = stored.as_ref().map(|row| visible(&row.fields, &row.name)).unwrap_or_default();
    let in_groups = member::groups_of(tx, was).await?;
    if old.is_some() && stored.is_none() && in_groups.is_empty() {
        return Err(StoreError::NotFound { what: "person", id: was.to_string() });
    }
    let text = match &stored {
        Some(row) => patched(&row.fields, &row.name, name, &before, fields),
        None => json(fields),
    };
    match &stored {
        Some(row) => contact::replace(tx, row.number, *number, name, &text, at).await?,
        None => contact::put(tx, uid, *number, name, &text, by, at).await?,
    }
    for group in in_groups.iter().filter(|group| !groups.contains(*group)) {
        member::remove(tx, *group, &[was], at).await?;
    }
    for group in groups {
        let fields = match member::find(tx, *group, was).await? {
            Some(row) => patched(&row.fields, &row.name, name, &before, fields),
            None => text.clone(),
        };
        let person = Member { number: *number, name: name.clone(), fields };
        member::replace(tx, *group, was, &person, at).await?;
    }
    Ok(true)
}

/// What a row knows after a change: what was taken away goes, what was given comes, what only this list knows stays, and
/// the name follows under every header that it stands under.
pub(super) fn patched(
    stored: &str,
    old_name: &str,
    name: &str,
    before: &BTreeMap<String, String>,
    given: &BTreeMap<String, String>,
) -> String {
    let mut fields: BTreeMap<String, String> = serde_json::from_str(stored).unwrap_or_default();
    fields.retain(|key, _| !before.contains_key(key) || given.contains_key(key));
    fields.extend(given.clone());
    for (key, value) in &mut fields {
        if is_name_header(key) && value == old_name {
            name.clone_into(value);
        }
    }
    json(&fields)
}

fn json(fields: &BTreeMap<String, String>) -> String {
    serde_json::to_string(fields).unwrap_or_else(|_| "{}".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_fit_their_fields() {
        for (kind, good, bad) in [
            (FieldKind::Number, &["12", "-3.5", "1,200"][..], &["a", "1e999", "--1"][..]),
            (FieldKind::Money, &["12.50", "¥1,200.000"], &["1.2345", "1e3", "x"]),
            (FieldKind::Date, &["2026-03-01", "2026/03/01"], &["2026-02-30", "1.3.2026"]),
            (FieldKind::Text, &["<b>=1+1"], &[]),
        ] {
            assert!(good.iter().all(|value| fits(kind, value)), "{kind:?}");
            assert!(bad.iter().all(|value| !fits(kind, value)), "{kind:?}");
        }
    }

    #[test]
    fn a_list_keeps_what_it_alone_knows_and_the_name_follows() {
        let map = |pairs: &[(&str, &str)]| -> BTreeMap<String, String> {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
        };
        let stored = r#"{"姓名":"王方","金额":"1","城市":"北京","单号":"7"}"#;
        let before = map(&[("金额", "1"), ("城市", "上海")]);
        let given = map(&[("金额", "2")]);
        let after = patched(stored, "王方", "王芳", &before, &given);
        assert_eq!(after, r#"{"单号":"7","姓名":"王芳","金额":"2"}"#);
    }
}
