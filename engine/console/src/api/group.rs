//! Groups of people.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::person::numbers;
use super::reply::Nothing;
use super::task::Count;
use crate::contact::GroupView;
use crate::error::ConsoleError;

/// A group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct GroupRow {
    /// The id.
    pub group: String,
    /// The name.
    pub name: String,
    /// How many people it has.
    pub people: u64,
    /// When it was made.
    pub created_at: String,
    /// When it last changed.
    pub updated_at: String,
}

/// Every group.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Groups {
    /// By name.
    pub groups: Vec<GroupRow>,
}

/// A new group.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeGroup {
    /// The name.
    pub name: String,
}

/// A group's new name.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RenameGroup {
    /// Which.
    pub group: String,
    /// The name.
    pub name: String,
}

/// One group.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneGroup {
    /// Its id.
    pub group: String,
}

/// People of the address book for a group.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct AddToGroup {
    /// The group.
    pub group: String,
    /// Who.
    pub people: Vec<String>,
}

pub(super) async fn groups(host: &Host, _caller: &Caller, _request: Nothing) -> Result<Groups, ConsoleError> {
    Ok(Groups { groups: host.console().groups().await?.into_iter().map(row).collect() })
}

pub(super) async fn make_group(
    host: &Host,
    caller: &Caller,
    request: MakeGroup,
) -> Result<GroupRow, ConsoleError> {
    host.console().make_group(&request.name, caller.uid()).await.map(row)
}

pub(super) async fn rename_group(
    host: &Host,
    _caller: &Caller,
    request: RenameGroup,
) -> Result<GroupRow, ConsoleError> {
    host.console().rename_group(&request.group, &request.name).await.map(row)
}

pub(super) async fn remove_group(
    host: &Host,
    _caller: &Caller,
    request: OneGroup,
) -> Result<GroupRow, ConsoleError> {
    host.console().remove_group_by_id(&request.group).await.map(row)
}

pub(super) async fn add_to_group(
    host: &Host,
    _caller: &Caller,
    request: AddToGroup,
) -> Result<Count, ConsoleError> {
    let numbers = numbers(host.console(), &request.people).await?;
    Ok(Count { count: host.console().add_to_group(&request.group, &numbers).await? })
}

fn row(view: GroupView) -> GroupRow {
    GroupRow {
        group: view.group,
        name: view.name,
        people: view.people,
        created_at: view.created_at,
        updated_at: view.updated_at,
    }
}
