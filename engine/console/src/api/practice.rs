//! Simulated carriers and the phones behind them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::error::ConsoleError;
use crate::practice::{HandsetEntry, HandsetGlance, PracticeView, SampleText};

/// How practice stands.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Practice {
    /// Whether the simulated carriers run.
    pub running: bool,
    /// The carriers, while they run.
    pub gateways: Vec<GatewayRow>,
    /// Channels that lead to them.
    pub channels: usize,
    /// Whether they make trouble: late receipts, refusals, lines that break.
    pub trouble: bool,
    /// Phones that have received something.
    pub handsets: usize,
}

/// A simulated carrier, and what it has counted since it was started.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct GatewayRow {
    /// Whose.
    #[ts(type = "Carrier")]
    pub carrier: &'static str,
    /// Where it listens.
    pub address: String,
    /// The login.
    pub account: String,
    /// The sender's number.
    pub service_code: String,
    /// The versions that it speaks.
    pub versions: Vec<&'static str>,
    /// Connections that logged in.
    pub logins: u64,
    /// Messages that came.
    pub submits: u64,
    /// Messages that were taken.
    pub accepted: u64,
    /// Messages that were refused.
    pub refused: u64,
    /// Receipts that were handed over.
    pub receipts: u64,
    /// Messages from phones that were handed over.
    pub replies: u64,
}

/// Words of the samples; the engine has none of its own.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SampleWords {
    /// The name of the group that the list is meant for, and of the list's file.
    pub group: String,
    /// The name of the template.
    pub template: String,
    /// The signature, without 【】.
    pub signature: String,
    /// The text, with the list's columns as variables.
    pub text: String,
}

/// Starts the simulated carriers with their channels; while they run, changes their manners.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct StartPractice {
    /// Whether to make the sample list, template and signature, too.
    pub sample: bool,
    /// Whether the carriers make trouble.
    pub trouble: bool,
    /// Names for the channels, by carrier.
    #[ts(type = "Partial<Record<Carrier, string>>")]
    pub names: BTreeMap<String, String>,
    /// Words of the samples.
    pub sample_words: SampleWords,
}

/// What a start brought about.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct PracticeStarted {
    /// The group of the sample's name, once somebody has imported the list into it.
    pub group: Option<String>,
    /// The sample template.
    pub template: Option<String>,
    /// Rows of the sample list.
    pub people: u32,
    /// The sample list as a file for the other commands.
    pub sample_file: Option<String>,
}

/// Which phones.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HandsetsOf {
    /// Digits of the number; empty: all.
    pub search: String,
    /// How many at most.
    pub limit: u32,
}

/// A virtual phone.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Handset {
    /// Its number, to name it by.
    pub number: String,
    /// Its number as shown.
    pub shown: String,
    /// The carrier that brought it the newest message.
    #[ts(type = "Carrier")]
    pub carrier: &'static str,
    /// Whether it is off.
    pub off: bool,
    /// What it received and its person wrote.
    pub messages: usize,
    /// When the newest of that came or left.
    pub last_at: Option<String>,
    /// What it says.
    pub last_text: String,
}

/// Virtual phones.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Handsets {
    /// The one that heard something last first.
    pub handsets: Vec<Handset>,
    /// How many there are.
    pub total: usize,
}

/// One virtual phone.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneHandset {
    /// Its number.
    pub number: String,
}

/// Who sent a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HandsetSide {
    /// We.
    Platform,
    /// The phone's person.
    Person,
}

/// One message of a phone's conversation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct HandsetItem {
    /// When it came or left.
    pub at: String,
    /// Who sent it.
    pub from: HandsetSide,
    /// What it says.
    pub text: String,
    /// Whether it was shown at once and not kept by the phone.
    pub flash: bool,
    /// The sender's number; for what the person wrote, the number that it was written to.
    pub sent_by: String,
}

/// A virtual phone with its conversation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct HandsetView {
    /// The phone.
    #[serde(flatten)]
    pub handset: Handset,
    /// Its conversation, oldest first.
    pub items: Vec<HandsetItem>,
}

/// What a phone's person writes back.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HandsetReply {
    /// Its number.
    pub number: String,
    /// The text.
    pub text: String,
}

/// Switches a phone off or on. Off, it shows nothing new and its messages get no receipt; on again, it gets them all.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HandsetPower {
    /// Its number.
    pub number: String,
    /// Whether it is to be off.
    pub off: bool,
}

pub(super) async fn practice(host: &Host, _: &Caller, _: Nothing) -> Result<Practice, ConsoleError> {
    Ok(practice_of(host.console().practice().await?))
}

pub(super) async fn start(
    host: &Host,
    caller: &Caller,
    of: StartPractice,
) -> Result<PracticeStarted, ConsoleError> {
    let console = host.console();
    console.start_practice(of.trouble, &of.names).await?;
    if !of.sample {
        return Ok(PracticeStarted { group: None, template: None, people: 0, sample_file: None });
    }
    let SampleWords { group, template, signature, text } = of.sample_words;
    let template = console.sample_template(&SampleText { template, signature, text }, caller.uid()).await?;
    let list = console.sample_list().await?;
    let file = host.files().put(&format!("{group}.xlsx"), &list.octets).await?;
    let there = console.groups().await?.into_iter().find(|known| known.name == group);
    Ok(PracticeStarted {
        group: there.map(|known| known.group),
        template: Some(template.to_string()),
        people: list.rows,
        sample_file: Some(file),
    })
}

pub(super) async fn stop(host: &Host, _: &Caller, _: Nothing) -> Result<Practice, ConsoleError> {
    Ok(practice_of(host.console().stop_practice().await?))
}

pub(super) async fn handsets(host: &Host, _: &Caller, of: HandsetsOf) -> Result<Handsets, ConsoleError> {
    let (found, total) = host.console().handsets(&of.search, of.limit)?;
    Ok(Handsets { handsets: found.into_iter().map(handset_of).collect(), total })
}

pub(super) async fn handset(host: &Host, _: &Caller, of: OneHandset) -> Result<HandsetView, ConsoleError> {
    let (found, items) = host.console().handset(&of.number)?;
    Ok(HandsetView { handset: handset_of(found), items: items.into_iter().map(item_of).collect() })
}

pub(super) async fn reply(host: &Host, _: &Caller, of: HandsetReply) -> Result<Nothing, ConsoleError> {
    host.console().handset_reply(&of.number, &of.text)?;
    Ok(Nothing {})
}

pub(super) async fn power(host: &Host, _: &Caller, of: HandsetPower) -> Result<Handset, ConsoleError> {
    Ok(handset_of(host.console().handset_power(&of.number, of.off)?))
}

fn practice_of(view: PracticeView) -> Practice {
    let gateways = view.gateways.into_iter().map(|(gateway, counts)| GatewayRow {
        carrier: gateway.carrier,
        address: gateway.address,
        account: gateway.account,
        service_code: gateway.service_code,
        versions: gateway.versions,
        logins: counts.logins,
        submits: counts.submits,
        accepted: counts.accepted,
        refused: counts.refused,
        receipts: counts.receipts,
        replies: counts.replies,
    });
    Practice {
        running: view.running,
        gateways: gateways.collect(),
        channels: view.channels,
        trouble: view.trouble,
        handsets: view.handsets,
    }
}

fn handset_of(glance: HandsetGlance) -> Handset {
    let HandsetGlance { number, shown, carrier, off, messages, last_at, last_text } = glance;
    Handset { number, shown, carrier, off, messages, last_at, last_text }
}

fn item_of(entry: HandsetEntry) -> HandsetItem {
    let HandsetEntry { at, written, text, flash, sent_by } = entry;
    let from = if written { HandsetSide::Person } else { HandsetSide::Platform };
    HandsetItem { at, from, text, flash, sent_by }
}
