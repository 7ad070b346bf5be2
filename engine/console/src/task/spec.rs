//! The schema of a task: what its file may say.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::contact::ListLayout;

/// Fields of a task file.
pub(super) const TASK_FIELDS: [&str; 10] = [
    "name",
    "business",
    "signature",
    "text",
    "flash",
    "recipients",
    "channel",
    "start_at",
    "validity_hours",
    "undo_seconds",
];
/// The last field, apart because the list above is full enough for one line of an error.
pub(super) const SPEED_FIELD: &str = "speed_per_second";
/// Fields of `[recipients]`.
pub(super) const RECIPIENT_FIELDS: [&str; 6] = ["group", "file", "sheet", "header_row", "columns", "numbers"];

/// Characters of a task's name.
pub const NAME_CHARS_MAX: usize = 100;
/// Numbers that may stand in a task file itself; longer lists are files or groups.
pub const INLINE_NUMBERS_MAX: usize = 10_000;
/// The longest undo window, in seconds: a day.
pub const UNDO_SECONDS_MAX: u32 = 86_400;
/// The longest validity, in hours: 72 h is what carriers keep at most (operator guide §5: no receipt after 72 h).
pub const VALIDITY_HOURS_MAX: u32 = 72;
/// The highest speed limit, in messages per second: beyond it there is none in effect.
pub const SPEED_MAX: u32 = 100_000;

/// A task as people write it down.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TaskSpec {
    /// Its name.
    pub name: String,
    /// `verification`, `emergency`, `notice` or `marketing`: decides priority, hours and opt-out words.
    pub business: String,
    /// The signature, with or without 【】.
    pub signature: String,
    /// The text with `{variable}` and `{variable|default}`; `{{` and `}}` are the braces themselves.
    pub text: String,
    /// Shown at once and not kept by the phone.
    #[serde(default)]
    pub flash: bool,
    /// Who gets it.
    pub recipients: RecipientsSpec,
    /// A channel by name or number; without it the channel is chosen for each number.
    #[serde(default)]
    pub channel: Option<String>,
    /// When it may begin, `2026-03-01 09:30` in China's time; without it at once.
    #[serde(default)]
    pub start_at: Option<String>,
    /// How long after its begin messages may still be sent and delivered; without it as the business type says.
    #[serde(default)]
    pub validity_hours: Option<u32>,
    /// How long the start can be taken back before the first message leaves.
    #[serde(default)]
    pub undo_seconds: u32,
    /// Messages per second over all channels.
    #[serde(default)]
    pub speed_per_second: Option<u32>,
    /// Practice, by simulated channels only, or not, by real ones only; without it as the channel it names, else
    /// practice only where all channels are simulated.
    #[serde(default)]
    pub sandbox: Option<bool>,
    /// The template that the text was taken from, by number.
    #[serde(default)]
    pub template: Option<String>,
    /// A name that its maker gives it: the same one never makes two tasks.
    #[serde(default)]
    pub client_key: Option<String>,
    /// Whether group and channel are named by number alone, as programs do; people may call a group by a number.
    #[serde(skip)]
    #[ts(skip)]
    pub by_number: bool,
}

/// Who gets it: exactly one of group, file, numbers and the people of another task.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "Recipients")]
pub struct RecipientsSpec {
    /// A group by name or number.
    #[serde(default)]
    pub group: Option<String>,
    /// A list as a file.
    #[serde(default)]
    pub file: Option<ListFile>,
    /// Numbers right here.
    #[serde(default)]
    pub numbers: Option<Vec<NumberEntry>>,
    /// People of another task who may get it again.
    #[serde(default)]
    pub failed_of: Option<FailedOf>,
}

/// People of a task who did not get it and may get it again.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct FailedOf {
    /// The task's number.
    pub task: String,
    /// Only of these failure classes; empty: of all.
    #[serde(default)]
    pub classes: Vec<String>,
}

/// A list as a file.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ListFile {
    /// The file; in a task file its path starts from that file's folder.
    pub path: String,
    /// How to read it, where the guess is wrong.
    #[serde(default)]
    pub layout: ListLayout,
}

/// One person.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct NumberEntry {
    /// The number.
    pub number: String,
    /// Values for the variables.
    #[serde(default)]
    pub values: BTreeMap<String, String>,
}
