//! Drafts.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::draft::{DraftRow, DraftView};
use crate::error::{ConsoleError, ErrorCode};

/// Drafts, those that changed last first.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Drafts {
    /// The drafts.
    pub drafts: Vec<DraftRow>,
}

/// One draft.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneDraft {
    /// Its id.
    pub draft: String,
}

/// What somebody wrote. `version` is the one that was read last; when there is another one in the store, the error is
/// `stale` and carries it. Without a draft a new one is made.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveDraft {
    /// The draft; none makes a new one.
    pub draft: Option<String>,
    /// The version that was read last.
    pub version: Option<i64>,
    /// What lists call it.
    pub title: String,
    /// What was written.
    #[ts(type = "unknown")]
    pub body: Value,
}

pub(super) async fn drafts(host: &Host, _: &Caller, _: Nothing) -> Result<Drafts, ConsoleError> {
    Ok(Drafts { drafts: host.console().drafts().await? })
}

pub(super) async fn draft(host: &Host, _: &Caller, request: OneDraft) -> Result<DraftView, ConsoleError> {
    host.console().draft(&request.draft).await
}

pub(super) async fn save(host: &Host, caller: &Caller, request: SaveDraft) -> Result<DraftRow, ConsoleError> {
    let known = match (request.draft, request.version) {
        (Some(draft), Some(version)) => Some((draft, version)),
        (None, None) => None,
        (Some(_), None) | (None, Some(_)) => {
            let error = ConsoleError::new(ErrorCode::BadRequest, "a draft is named with its version, or not");
            return Err(error.with("command", "save_draft"));
        }
    };
    host.console().save_draft(known, &request.title, &request.body, caller.uid()).await
}

pub(super) async fn remove(host: &Host, _: &Caller, request: OneDraft) -> Result<Nothing, ConsoleError> {
    host.console().remove_draft(&request.draft).await?;
    Ok(Nothing {})
}
