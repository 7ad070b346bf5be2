//! What people are still writing, kept every few seconds; two windows never overwrite each other silently.

use hongyan_store::StoreError;
use hongyan_store::draft::{self, Draft, Saved};
use serde::Serialize;
use serde_json::Value;
use ts_rs::TS;

use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::view;

/// Drafts of one answer at most: nobody looks further back.
const LISTED_MAX: u32 = 200;
/// Characters of a title; longer ones are cut.
const TITLE_CHARS_MAX: usize = 100;
/// Octets of a draft: long lists are files, not drafts.
const BODY_OCTETS_MAX: usize = 1024 * 1024;

/// A draft in a list.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct DraftRow {
    /// Its id.
    pub draft: String,
    /// What lists call it.
    pub title: String,
    /// Counts every change.
    pub version: i64,
    /// When it last changed.
    pub updated_at: String,
}

/// A draft with what was written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
#[ts(rename = "Draft")]
pub struct DraftView {
    /// What lists show.
    #[serde(flatten)]
    pub row: DraftRow,
    /// What was written, as the screen gave it.
    #[ts(type = "unknown")]
    pub body: Value,
}

impl Console {
    /// The drafts that changed last.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn drafts(&self) -> Result<Vec<DraftRow>, ConsoleError> {
        let drafts = draft::list(&mut *self.db.read().await?, LISTED_MAX).await?;
        Ok(drafts.into_iter().map(row_of).collect())
    }

    /// One draft.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn draft(&self, id: &str) -> Result<DraftView, ConsoleError> {
        let draft = draft::find(&mut *self.db.read().await?, id).await?;
        let body = serde_json::from_str(&draft.body)
            .map_err(|error| ConsoleError::new(ErrorCode::StoreUnreadable, error))?;
        Ok(DraftView { row: row_of(draft), body })
    }

    /// Stores a draft: a new one without `known`, else a change of the draft of that id at the version that was read.
    ///
    /// # Errors
    /// [`ErrorCode::Stale`] with the `version` and `updated_at` of what is there when somebody else changed it since;
    /// nothing is overwritten.
    pub async fn save_draft(
        &self,
        known: Option<(String, i64)>,
        title: &str,
        body: &Value,
        by: &str,
    ) -> Result<DraftRow, ConsoleError> {
        let title: String = title.trim().chars().take(TITLE_CHARS_MAX).collect();
        let body = body.to_string();
        if body.len() > BODY_OCTETS_MAX {
            let mistake = Mistake::at(MistakeCode::TooLong, "body").with("length", body.len());
            let mistake = mistake.with("max", BODY_OCTETS_MAX);
            return Err(ConsoleError::mistakes(ErrorCode::TaskInvalid, vec![mistake]));
        }
        let (uid, now, by) = (self.uid(), self.now(), by.to_owned());
        let saved = self.db.write(move |tx| {
            Box::pin(async move {
                match known {
                    Some((id, version)) => draft::change(tx, &id, version, &title, &body, now).await,
                    None => draft::create(tx, uid, &title, &body, &by, now).await.map(Saved::Done),
                }
            })
        });
        match saved.await? {
            Saved::Done(draft) => Ok(row_of(draft)),
            Saved::Newer(there) => {
                let stale = StoreError::Stale { what: "draft", id: there.uid };
                let stale = ConsoleError::from(stale).with("version", there.version);
                Err(stale.with("updated_at", view::time(there.updated_at)))
            }
        }
    }

    /// Throws a draft away. One that is gone already is no error: another window was faster.
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn remove_draft(&self, id: &str) -> Result<(), ConsoleError> {
        let id = id.to_owned();
        self.db.write(move |tx| Box::pin(async move { draft::remove(tx, &id).await })).await?;
        Ok(())
    }
}

fn row_of(draft: Draft) -> DraftRow {
    DraftRow {
        draft: draft.uid,
        title: draft.title,
        version: draft.version,
        updated_at: view::time(draft.updated_at),
    }
}
