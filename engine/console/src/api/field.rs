//! The columns of the address book.

use hongyan_store::contact_field::{Field, FieldKind};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::error::ConsoleError;
use crate::people::FieldForm;

/// A column of the address book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ContactField {
    /// The id.
    pub field: String,
    /// Its name: also the variable in texts.
    pub name: String,
    /// What its values are.
    #[ts(type = "\"text\" | \"number\" | \"date\" | \"money\"")]
    pub kind: &'static str,
}

/// The columns of the address book.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ContactFields {
    /// In the order in which people see them.
    pub fields: Vec<ContactField>,
}

/// What the values of a field are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldOf {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A day.
    Date,
    /// Yuan.
    Money,
}

/// `field` is the id of one; null adds.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveField {
    /// Which.
    pub field: Option<String>,
    /// Its name.
    pub name: String,
    /// What its values are.
    pub kind: FieldOf,
}

/// One field.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneField {
    /// Its id.
    pub field: String,
}

pub(super) async fn contact_fields(
    host: &Host,
    _caller: &Caller,
    _request: Nothing,
) -> Result<ContactFields, ConsoleError> {
    let fields = host.console().contact_fields().await?;
    Ok(ContactFields { fields: fields.into_iter().map(field).collect() })
}

pub(super) async fn save_field(
    host: &Host,
    _caller: &Caller,
    request: SaveField,
) -> Result<ContactField, ConsoleError> {
    let no = request.field.as_deref().map(field_no).transpose()?;
    let kind = match request.kind {
        FieldOf::Text => FieldKind::Text,
        FieldOf::Number => FieldKind::Number,
        FieldOf::Date => FieldKind::Date,
        FieldOf::Money => FieldKind::Money,
    };
    host.console().save_field(&FieldForm { field: no, name: request.name, kind }).await.map(field)
}

pub(super) async fn remove_field(
    host: &Host,
    _caller: &Caller,
    request: OneField,
) -> Result<Nothing, ConsoleError> {
    host.console().remove_field(field_no(&request.field)?).await?;
    Ok(Nothing {})
}

fn field(field: Field) -> ContactField {
    ContactField { field: field.no.to_string(), name: field.name, kind: field.kind.code() }
}

fn field_no(id: &str) -> Result<i64, ConsoleError> {
    id.parse().map_err(|_| ConsoleError::not_found("field", id))
}
