//! Settings of the installation.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::error::ConsoleError;

/// Settings of the installation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// For so long a start can be taken back.
    pub undo_seconds: u32,
    /// From so many people on, the number is typed before the start.
    pub type_count_from: u64,
    /// Where "try it on me" sends to; empty: asked every time.
    pub test_number: String,
    /// For so long finished files are kept.
    pub keep_files_days: u32,
    /// Whether closing the window lets it go on in the tray while tasks run.
    pub close_to_tray: bool,
    /// Whether the system's notifications tell of finished tasks and alarms.
    pub notify: bool,
    /// The organisation's name, as reports show it.
    pub organisation: String,
}

pub(super) async fn settings(
    host: &Host,
    _caller: &Caller,
    _request: Nothing,
) -> Result<Settings, ConsoleError> {
    host.console().settings().await
}

pub(super) async fn save_settings(
    host: &Host,
    _caller: &Caller,
    request: Settings,
) -> Result<Settings, ConsoleError> {
    host.console().save_settings(request).await
}
