//! Number blocks, and what is known about single numbers.

use hongyan_store::audience::number_fact::FactKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::error::ConsoleError;
use crate::fact::FactsLearned;
use crate::number::{FactPage, NumberView, SegmentRow};
use crate::view::Shown;

/// Where facts come from that a person brought.
const SOURCE: &str = "import";

/// One number.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NumberOf {
    /// Its digits.
    pub number: String,
}

/// Number blocks.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Segments {
    /// Every one that is known, short prefixes first.
    pub segments: Vec<SegmentRow>,
}

/// Which facts.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FactsKind {
    /// Numbers that were taken along to another carrier.
    Ported,
    /// Numbers that do not exist.
    Dead,
}

/// Which facts to list.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FactsOf {
    /// The kind.
    pub kind: FactsKind,
    /// `next` of the page before.
    pub after: Option<String>,
    /// How many at most.
    pub limit: u32,
    /// Numbers whole.
    pub whole: bool,
}

/// A table of facts.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct LearnFacts {
    /// Lines of `number,word`: a carrier (`CMCC`, `CUCC`, `CTCC`, `CBN`) or `dead`.
    pub table: String,
}

/// Numbers whose facts are to be forgotten.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ForgetFacts {
    /// `person` of their rows.
    pub people: Vec<String>,
}

/// How many.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Count {
    /// How many.
    pub count: u64,
}

pub(super) async fn number(host: &Host, _: &Caller, of: NumberOf) -> Result<NumberView, ConsoleError> {
    host.console().number(&of.number).await
}

pub(super) async fn segments(host: &Host, _: &Caller, _: Nothing) -> Result<Segments, ConsoleError> {
    Ok(Segments { segments: host.console().segments() })
}

pub(super) async fn facts(host: &Host, _: &Caller, of: FactsOf) -> Result<FactPage, ConsoleError> {
    let kind = match of.kind {
        FactsKind::Ported => FactKind::Ported,
        FactsKind::Dead => FactKind::Dead,
    };
    let shown = if of.whole { Shown::Whole } else { Shown::Masked };
    host.console().facts(kind, of.after.as_deref(), of.limit, shown).await
}

pub(super) async fn learn(host: &Host, _: &Caller, of: LearnFacts) -> Result<FactsLearned, ConsoleError> {
    host.console().learn_facts(&of.table, SOURCE).await
}

pub(super) async fn forget(host: &Host, _: &Caller, of: ForgetFacts) -> Result<Count, ConsoleError> {
    Ok(Count { count: host.console().forget_facts(&of.people).await? })
}
