//! Groups: made, renamed, filled and emptied.

use hongyan_contacts::import::GROUP_NAME_CHARS_MAX;
use hongyan_domain::{GroupNo, Msisdn};
use hongyan_store::StoreError;
use hongyan_store::audience::contact;
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::audience::member::{self, Member};

use crate::contact::{GroupView, group_view};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// People that one call moves.
const PEOPLE_MAX: usize = 10_000;
/// People per transaction.
const BATCH: usize = 500;

impl Console {
    /// A group by its number here.
    pub(crate) async fn group_by_id(&self, id: &str) -> Result<group::Group, ConsoleError> {
        let missing = || ConsoleError::not_found("group", id);
        let no = GroupNo(id.parse().map_err(|_| missing())?);
        group::by_no(&mut *self.db.read().await?, no).await?.ok_or_else(missing)
    }

    /// Makes an empty group.
    ///
    /// # Errors
    /// [`ErrorCode::GroupNameInvalid`], [`ErrorCode::NameTaken`].
    pub async fn make_group(&self, name: &str, by: &str) -> Result<GroupView, ConsoleError> {
        let name = group_name(name)?;
        let (uid, at, by, wanted) = (self.uid(), self.now(), by.to_owned(), name.clone());
        let made = self.db.write(move |tx| {
            Box::pin(async move { group::create(tx, uid, &wanted, GroupKind::Group, &by, at).await })
        });
        let no = made.await.map_err(|error| taken(error, &name))?;
        self.group_by_id(&no.to_string()).await.map(|group| group_view(&group))
    }

    /// Gives a group another name; what uses it goes on.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`], [`ErrorCode::GroupNameInvalid`], [`ErrorCode::NameTaken`].
    pub async fn rename_group(&self, id: &str, name: &str) -> Result<GroupView, ConsoleError> {
        let (no, name, at) = (self.group_by_id(id).await?.no, group_name(name)?, self.now());
        let wanted = name.clone();
        let renamed =
            self.db.write(move |tx| Box::pin(async move { group::rename(tx, no, &wanted, at).await }));
        renamed.await.map_err(|error| taken(error, &name))?;
        self.group_by_id(id).await.map(|group| group_view(&group))
    }

    /// Takes a group away; its people stay in the address book.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn remove_group_by_id(&self, id: &str) -> Result<GroupView, ConsoleError> {
        let (group, at) = (self.group_by_id(id).await?, self.now());
        let no = group.no;
        self.db.write(move |tx| Box::pin(async move { group::remove(tx, no, at).await })).await?;
        Ok(group_view(&group))
    }

    /// Puts people of the address book into a group; answers how many are new there.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::FormInvalid`] when they are too many.
    pub async fn add_to_group(&self, id: &str, numbers: &[Msisdn]) -> Result<u64, ConsoleError> {
        at_most(numbers)?;
        let (no, at) = (self.group_by_id(id).await?.no, self.now());
        let mut added = 0;
        for batch in numbers.chunks(BATCH) {
            let batch = batch.to_vec();
            let put = self.db.write(move |tx| {
                Box::pin(async move {
                    let people = contact::of_numbers(tx, &batch).await?;
                    let members: Vec<Member> = people
                        .into_iter()
                        .map(|row| Member { number: row.number, name: row.name, fields: row.fields })
                        .collect();
                    member::add(tx, no, &members, at).await
                })
            });
            added += put.await?;
        }
        Ok(added)
    }

    /// Takes people out of a group; without one, out of the address book and all groups. Lists of tasks keep theirs.
    /// Answers how many there were.
    ///
    /// # Errors
    /// As [`Console::add_to_group`].
    pub async fn remove_people(&self, id: Option<&str>, numbers: &[Msisdn]) -> Result<u64, ConsoleError> {
        at_most(numbers)?;
        let at = self.now();
        let group = match id {
            Some(id) => Some(self.group_by_id(id).await?.no),
            None => None,
        };
        let mut removed = 0;
        for batch in numbers.chunks(BATCH) {
            let batch = batch.to_vec();
            let gone = self.db.write(move |tx| {
                Box::pin(async move {
                    let Some(no) = group else { return forget(tx, &batch, at).await };
                    let there = member::of_numbers(tx, no, &batch).await?.len();
                    member::remove(tx, no, &batch, at).await?;
                    Ok(u64::try_from(there).unwrap_or(u64::MAX))
                })
            });
            removed += gone.await?;
        }
        self.people.changed();
        Ok(removed)
    }
}

/// Takes people out of the address book and all groups.
async fn forget(
    tx: &mut hongyan_store::Tx,
    numbers: &[Msisdn],
    at: hongyan_domain::UnixMillis,
) -> Result<u64, StoreError> {
    let mut gone = 0;
    for number in numbers {
        for no in member::groups_of(tx, *number).await? {
            member::remove(tx, no, &[*number], at).await?;
        }
        gone += u64::from(contact::remove(tx, *number).await?);
    }
    Ok(gone)
}

fn at_most(numbers: &[Msisdn]) -> Result<(), ConsoleError> {
    if numbers.len() <= PEOPLE_MAX {
        return Ok(());
    }
    let mistake = Mistake::at(MistakeCode::OutOfRange, "people").with("value", numbers.len());
    Err(ConsoleError::mistakes(ErrorCode::FormInvalid, vec![mistake.with("min", 1).with("max", PEOPLE_MAX)]))
}

fn group_name(name: &str) -> Result<String, ConsoleError> {
    let plain: String = name.trim().chars().filter(|sign| !sign.is_control()).collect();
    let chars = plain.chars().count();
    if chars == 0 || chars > GROUP_NAME_CHARS_MAX {
        return Err(ConsoleError::new(ErrorCode::GroupNameInvalid, format!("{chars} characters"))
            .with("max", GROUP_NAME_CHARS_MAX));
    }
    Ok(plain)
}

/// The error of a name that somebody else has.
pub(crate) fn taken(error: StoreError, name: &str) -> ConsoleError {
    match error {
        StoreError::Conflict { .. } => ConsoleError::new(ErrorCode::NameTaken, error).with("name", name),
        StoreError::Faulty { .. }
        | StoreError::NotWritable { .. }
        | StoreError::NotFound { .. }
        | StoreError::Stale { .. }
        | StoreError::Unreadable { .. }
        | StoreError::Statement { .. }
        | StoreError::Panicked { .. }
        | StoreError::Closed => error.into(),
    }
}
