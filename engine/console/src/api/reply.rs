//! How requests are read and replies and errors are written.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::COMMANDS;
use super::caller::Caller;
use super::host::Host;
use super::table::{Command, Kind};
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::Mistake;

/// A request without parameters, or a reply without content.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Nothing {}

/// What is wrong at one place of what was given.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct MistakeView {
    /// The key of the words.
    #[ts(type = "MistakeCode")]
    pub code: Cow<'static, str>,
    /// The field, such as `recipients.numbers[2]`; empty for the whole.
    pub field: String,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The character in the line, from 1.
    pub column: Option<usize>,
    /// Values for the words.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<Cow<'static, str>, String>,
}

impl From<&Mistake> for MistakeView {
    fn from(mistake: &Mistake) -> Self {
        Self {
            code: Cow::Borrowed(mistake.code.code()),
            field: mistake.field.clone(),
            line: mistake.line,
            column: mistake.column,
            params: named(&mistake.params),
        }
    }
}

/// Why a command did not do what it was asked. The words live in the user interface.
///
/// Also what a job that failed is kept with, which is why it can be read back.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
pub struct ErrorView {
    /// The key of the words.
    #[ts(type = "ErrorCode")]
    pub code: Cow<'static, str>,
    /// Values for the words.
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<Cow<'static, str>, String>,
    /// Everything that is wrong with what was given.
    pub mistakes: Vec<MistakeView>,
    /// The number that the log has the details under.
    pub trace: String,
}

impl ErrorView {
    /// Takes an error over and writes it to the log under its number.
    #[must_use]
    pub fn of(error: &ConsoleError, trace: String) -> Self {
        tracing::warn!(%trace, code = %error.code, detail = %error.detail, "a command was refused");
        Self {
            code: Cow::Borrowed(error.code.code()),
            params: named(&error.params),
            mistakes: error.mistakes.iter().map(MistakeView::from).collect(),
            trace,
        }
    }
}

fn named(params: &BTreeMap<&'static str, String>) -> BTreeMap<Cow<'static, str>, String> {
    params.iter().map(|(name, value)| (Cow::Borrowed(*name), value.clone())).collect()
}

/// The row of a command.
pub(super) fn row(name: &str) -> Result<&'static Command, ErrorView> {
    COMMANDS.iter().find(|command| command.name == name).ok_or_else(|| unknown(name))
}

/// No command has this name.
pub(super) fn unknown(name: &str) -> ErrorView {
    let error = ConsoleError::new(ErrorCode::UnknownCommand, format!("there is no command {name}"));
    ErrorView::of(&error.with("command", name), String::new())
}

/// Lets the caller in and reads what was asked.
pub(super) fn read<T: DeserializeOwned>(
    host: &Host,
    caller: &Caller,
    command: &Command,
    request: Value,
) -> Result<T, ErrorView> {
    if !command.permit.allows(caller) {
        let error = ConsoleError::new(ErrorCode::NotSignedIn, format!("{} without a login", command.name));
        return Err(ErrorView::of(&error, host.trace()));
    }
    serde_json::from_value(request).map_err(|error| {
        let error = ConsoleError::new(ErrorCode::BadRequest, error).with("command", command.name);
        ErrorView::of(&error, host.trace())
    })
}

/// Writes the reply, and says what is stale now.
pub(super) fn written<T: Serialize>(
    host: &Host,
    command: &Command,
    answer: Result<T, ConsoleError>,
) -> Result<Value, ErrorView> {
    let reply = answer.map_err(|error| ErrorView::of(&error, host.trace()))?;
    if command.kind == Kind::Mutation {
        host.events().changed(command.tags);
    }
    serde_json::to_value(reply)
        .map_err(|error| ErrorView::of(&ConsoleError::new(ErrorCode::Internal, error), host.trace()))
}
