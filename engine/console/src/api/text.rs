//! Texts while somebody writes them.

use std::collections::BTreeMap;

use serde::Deserialize;
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::read;
use crate::compose::{Composed, Composing, compose as composed};
use crate::error::ConsoleError;
use crate::sample::Samples;

/// A text to be put together.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Compose {
    /// The text with its variables.
    pub text: String,
    /// The signature; empty while nobody has chosen one.
    pub signature: String,
    /// What it is for.
    pub business: String,
    /// Values for the variables.
    #[ts(type = "Record<string, string>")]
    pub values: BTreeMap<String, String>,
}

/// A text to be shown as people of a group get it.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SamplesOf {
    /// The group or list.
    pub group: String,
    /// The text with its variables.
    pub text: String,
    /// The signature.
    pub signature: String,
    /// What it is for.
    pub business: String,
}

pub(super) async fn compose(_: &Host, _: &Caller, request: Compose) -> Result<Composed, ConsoleError> {
    let Compose { text, signature, business, values } = request;
    Ok(composed(&Composing { text, signature, business, values }))
}

pub(super) async fn samples(host: &Host, _: &Caller, request: SamplesOf) -> Result<Samples, ConsoleError> {
    let SamplesOf { group, text, signature, business } = request;
    let composing = Composing { text, signature, business, values: BTreeMap::new() };
    host.console().samples(read::group(&group)?, &composing).await
}
