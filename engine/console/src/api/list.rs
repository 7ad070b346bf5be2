//! Lists: what an import brought.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an import brought. Kept with the job that did it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ImportDone {
    /// The import.
    pub import: String,
    /// The group that its people are in.
    pub group: String,
    /// The group's name.
    pub group_name: String,
    /// Whether the group was there before.
    pub merged: bool,
    /// Rows that are not blank.
    pub rows: u64,
    /// Different numbers.
    pub people: u64,
    /// People that are new to the group.
    pub added: u64,
    /// Numbers that the list holds again.
    pub duplicates: u64,
    /// Rows without a number that can be read.
    pub rows_failed: u64,
    /// Rows whose number was repaired.
    pub rows_repaired: u64,
    /// Repairs by kind.
    #[ts(type = "Record<string, number>")]
    pub repairs: BTreeMap<String, u64>,
    /// Findings by reason.
    #[ts(type = "Record<string, number>")]
    pub faults: BTreeMap<String, u64>,
    /// People by carrier, as their first digits say.
    #[ts(type = "Partial<Record<Carrier, number>>")]
    pub carriers: BTreeMap<String, u64>,
    /// Who would get nothing: by blacklist, opt-out, dead number.
    #[ts(type = "Partial<Record<Exclusion, number>>")]
    pub blocked: BTreeMap<String, u64>,
}
