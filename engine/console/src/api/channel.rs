//! Channels.

use serde::{Deserialize, Serialize};
use ts_rs::TS;
use zeroize::Zeroizing;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::channel::{ChannelEdit, ChannelForm, ChannelRow, Trial};
use crate::error::ConsoleError;

/// Channels.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Channels {
    /// Every one that was not removed, in the order in which they were made.
    pub channels: Vec<ChannelRow>,
}

/// One channel.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneChannel {
    /// Its number.
    pub channel: String,
}

/// What a channel is to be.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveChannel {
    /// Its number; null makes a new one.
    pub channel: Option<String>,
    /// The version that was read last; another one in the store is `stale`.
    #[ts(type = "number | null")]
    pub version: Option<i64>,
    /// What it is to be.
    pub form: ChannelForm,
    /// Its secret; null keeps the stored one.
    pub secret: Option<String>,
}

/// Settings that are not stored yet, to log in and out with.
#[derive(Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TryChannel {
    /// The channel whose secret is meant when none is given.
    pub channel: Option<String>,
    /// The settings.
    pub form: ChannelForm,
    /// The secret; null: the stored one.
    pub secret: Option<String>,
}

pub(super) async fn channels(host: &Host, _: &Caller, _: Nothing) -> Result<Channels, ConsoleError> {
    Ok(Channels { channels: host.console().channel_rows().await? })
}

pub(super) async fn channel(host: &Host, _: &Caller, of: OneChannel) -> Result<ChannelRow, ConsoleError> {
    host.console().channel_row(&of.channel).await
}

pub(super) async fn defaults(_: &Host, _: &Caller, _: Nothing) -> Result<ChannelForm, ConsoleError> {
    Ok(ChannelForm::default())
}

pub(super) async fn save(host: &Host, _: &Caller, of: SaveChannel) -> Result<ChannelRow, ConsoleError> {
    let SaveChannel { channel, version, form, secret } = of;
    let secret = secret.map(Zeroizing::new);
    host.console().save_channel(&ChannelEdit { channel, version, form, secret }).await
}

pub(super) async fn try_login(host: &Host, _: &Caller, of: TryChannel) -> Result<Trial, ConsoleError> {
    let TryChannel { channel, form, secret } = of;
    let secret = secret.map(Zeroizing::new);
    host.console().try_channel(&ChannelEdit { channel, version: None, form, secret }).await
}

pub(super) async fn pause(host: &Host, _: &Caller, of: OneChannel) -> Result<ChannelRow, ConsoleError> {
    let console = host.console();
    let number = console.channel_row(&of.channel).await?.channel;
    console.pause_channel(&number).await?;
    console.channel_row(&number).await
}

pub(super) async fn resume(host: &Host, _: &Caller, of: OneChannel) -> Result<ChannelRow, ConsoleError> {
    let console = host.console();
    let number = console.channel_row(&of.channel).await?.channel;
    console.resume_channel(&number).await?;
    console.channel_row(&number).await
}

pub(super) async fn remove(host: &Host, _: &Caller, of: OneChannel) -> Result<Nothing, ConsoleError> {
    let number = host.console().channel_row(&of.channel).await?.channel;
    host.console().remove_channel(&number).await?;
    Ok(Nothing {})
}
