//! Messages, and one person.

use serde::Deserialize;
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::read::{self, Tongue};
use crate::error::ConsoleError;
use crate::person::PersonView;
use crate::task::{MessageDetail, MessagePage, MessageSearch};
use crate::view::Shown;

/// Which messages; what is empty or none narrows nothing.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MessagesOf {
    /// Of this task.
    pub task: Option<String>,
    /// To this number, in any spelling.
    pub number: Option<String>,
    /// In one of these states.
    #[ts(type = "MessageState[]")]
    pub states: Vec<String>,
    /// Of one of these failure classes or exclusions.
    pub classes: Vec<String>,
    /// With this code of the carrier's.
    pub code: Option<String>,
    /// To this carrier.
    #[ts(type = "Carrier | null")]
    pub carrier: Option<String>,
    /// By this channel.
    pub channel: Option<String>,
    /// Taken by a carrier, or due, from this time or day on.
    pub from: Option<String>,
    /// And before this one.
    pub to: Option<String>,
    /// Of practice, or not; none: both.
    pub sandbox: Option<bool>,
    /// Only messages before this one: what the last page gave as `next`.
    pub before: Option<String>,
    /// How many at most.
    pub limit: u32,
    /// Whether a person asked to see whole numbers.
    pub whole: bool,
    /// The language of causes.
    pub language: Tongue,
}

impl MessagesOf {
    /// What is looked for.
    pub(super) fn search(&self) -> Result<MessageSearch, ConsoleError> {
        let text = |value: &Option<String>| {
            value.as_deref().map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned)
        };
        Ok(MessageSearch {
            task: self.task.as_deref().map(read::task).transpose()?,
            number: text(&self.number),
            states: read::message_states(&self.states)?,
            classes: self.classes.clone(),
            code: text(&self.code),
            carrier: self.carrier.as_deref().map(read::carrier).transpose()?,
            channel: self.channel.as_deref().map(read::channel).transpose()?,
            from: self.from.as_deref().map(read::moment).transpose()?,
            to: self.to.as_deref().map(read::moment).transpose()?,
            sandbox: self.sandbox,
        })
    }
}

/// One message.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneMessage {
    /// Its id.
    pub message: String,
    /// Whether a person asked to see the whole number.
    pub whole: bool,
    /// The language of causes.
    pub language: Tongue,
}

/// One person.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PersonOf {
    /// The number, in any spelling.
    pub number: String,
    /// The language of causes.
    pub language: Tongue,
}

const fn shown(whole: bool) -> Shown {
    if whole { Shown::Whole } else { Shown::Masked }
}

pub(super) async fn messages(
    host: &Host,
    _: &Caller,
    request: MessagesOf,
) -> Result<MessagePage, ConsoleError> {
    let search = request.search()?;
    let before = request.before.as_deref().map(read::message).transpose()?;
    let (language, shown) = (request.language.into(), shown(request.whole));
    host.console().message_page(&search, before, request.limit, language, shown).await
}

pub(super) async fn message(
    host: &Host,
    _: &Caller,
    request: OneMessage,
) -> Result<MessageDetail, ConsoleError> {
    let id = read::message(&request.message)?;
    host.console().message_detail(id, request.language.into(), shown(request.whole)).await
}

pub(super) async fn person(host: &Host, _: &Caller, request: PersonOf) -> Result<PersonView, ConsoleError> {
    host.console().person(&request.number, request.language.into()).await
}
