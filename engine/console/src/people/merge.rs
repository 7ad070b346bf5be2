//! Two entries that are one person become one.

use std::collections::BTreeMap;

use hongyan_domain::Msisdn;
use hongyan_store::StoreError;
use hongyan_store::audience::contact;
use hongyan_store::audience::member::{self, Member};

use super::look::{Person, visible};
use super::save::{patched, plain};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// Characters of a name.
const NAME_CHARS_MAX: usize = 100;

/// Which of two stays, and what is known of the one person afterwards.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Merge {
    /// Whose number stays.
    pub keep: Msisdn,
    /// Whose number goes.
    pub gone: Msisdn,
    /// The name.
    pub name: String,
    /// Everything else.
    pub fields: BTreeMap<String, String>,
}

impl Console {
    /// Makes one person of two: groups of the one that goes get the one that stays. Messages, replies and entries of the
    /// lists stay with the number they belong to.
    ///
    /// # Errors
    /// [`ErrorCode::FormInvalid`] with every mistake; [`ErrorCode::NotFound`] when one is not there any more.
    pub async fn merge_people(&self, merge: Merge) -> Result<Person, ConsoleError> {
        let mut mistakes = Vec::new();
        let name = plain(&merge.name, "name", NAME_CHARS_MAX, &mut mistakes);
        let both = [merge.keep, merge.gone];
        let mut known = BTreeMap::new();
        for person in self.persons(&both).await? {
            known.extend(person.fields);
        }
        let fields = self.merged_fields(&merge.fields, &known, &mut mistakes).await?;
        if merge.keep == merge.gone {
            mistakes.push(Mistake::at(MistakeCode::SeveralSources, "drop").with("named", "keep, drop"));
        }
        if !mistakes.is_empty() {
            return Err(ConsoleError::mistakes(ErrorCode::FormInvalid, mistakes));
        }
        let (keep, gone, at) = (merge.keep, merge.gone, self.now());
        let merged = self.db.write(move |tx| {
            Box::pin(async move {
                let missing =
                    |number: Msisdn| StoreError::NotFound { what: "person", id: number.to_string() };
                let stays = contact::by_number(tx, keep).await?.ok_or_else(|| missing(keep))?;
                let goes = contact::by_number(tx, gone).await?.ok_or_else(|| missing(gone))?;
                let before = visible(&stays.fields, &stays.name);
                let text = patched(&stays.fields, &stays.name, &name, &before, &fields);
                contact::replace(tx, keep, keep, &name, &text, at).await?;
                for group in member::groups_of(tx, keep).await? {
                    let Some(row) = member::find(tx, group, keep).await? else { continue };
                    let fields = patched(&row.fields, &row.name, &name, &before, &fields);
                    let person = Member { number: keep, name: name.clone(), fields };
                    member::replace(tx, group, keep, &person, at).await?;
                }
                let before = visible(&goes.fields, &goes.name);
                for group in member::groups_of(tx, gone).await? {
                    let Some(row) = member::find(tx, group, gone).await? else { continue };
                    if member::find(tx, group, keep).await?.is_some() {
                        member::remove(tx, group, &[gone], at).await?;
                        continue;
                    }
                    let fields = patched(&row.fields, &row.name, &name, &before, &fields);
                    let person = Member { number: keep, name: name.clone(), fields };
                    member::replace(tx, group, gone, &person, at).await?;
                }
                contact::remove(tx, gone).await
            })
        });
        merged.await?;
        self.people.changed();
        self.person_at(keep).await?.ok_or_else(|| ConsoleError::not_found("person", keep))
    }

    /// As for a person that is saved; a value that one of the two had is right as it is.
    async fn merged_fields(
        &self,
        given: &BTreeMap<String, String>,
        known: &BTreeMap<String, String>,
        mistakes: &mut Vec<Mistake>,
    ) -> Result<BTreeMap<String, String>, ConsoleError> {
        let (old, new): (BTreeMap<_, _>, BTreeMap<_, _>) =
            given.clone().into_iter().partition(|(key, _)| known.contains_key(key));
        let mut fields = self.valid_fields(&new, None, mistakes).await?;
        fields.extend(old.into_iter().filter(|(_, value)| !value.trim().is_empty()));
        Ok(fields)
    }
}
