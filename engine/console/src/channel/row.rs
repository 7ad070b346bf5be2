//! Channels as their screen shows and edits them: with the figures of today, with the version that was seen.

use std::collections::BTreeMap;

use hongyan_domain::{ChannelNo, MessageState, Money};
use hongyan_insight::figures::Totals;
use hongyan_insight::statistics::{begin_of, day_of};
use hongyan_store::StoreError;
use hongyan_store::channel::StoredChannel;
use hongyan_store::tally::slice;
use serde::Serialize;
use ts_rs::TS;
use zeroize::Zeroizing;

use super::{ChannelForm, LineView, Trial, line_of, shown_form};
use crate::error::{ConsoleError, ErrorCode};
use crate::figures::CarrierFigures;
use crate::lines::LineStatus;
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::view;

/// A channel with what it has done today and has before it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ChannelRow {
    /// Its number.
    pub channel: String,
    /// Counts every change: a change names the version that it read.
    #[ts(type = "number")]
    pub version: i64,
    /// Whether it is used.
    #[ts(type = r#""active" | "paused" | "removed""#)]
    pub state: &'static str,
    /// When it was made.
    pub created_at: String,
    /// What its line is doing.
    pub line: LineView,
    /// What a person decided.
    pub form: ChannelForm,
    /// What it did in the tasks released today.
    pub today: CarrierFigures,
    /// Messages that wait for it or are with it.
    pub queued: u64,
}

/// What a person wants a channel to be.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChannelEdit {
    /// Which; `None` makes a new one.
    pub channel: Option<String>,
    /// The version that the person saw.
    pub version: Option<i64>,
    /// What it is to be.
    pub form: ChannelForm,
    /// Its secret; `None` keeps the stored one.
    pub secret: Option<Zeroizing<String>>,
}

impl Console {
    /// Makes a channel or changes one. The running line takes other settings over at once, and drains before. Whether
    /// a channel leads to a simulated carrier is decided when it is made.
    ///
    /// # Errors
    /// [`ErrorCode::ChannelInvalid`] with every mistake, [`ErrorCode::NameTaken`], [`ErrorCode::Stale`] when it was
    /// changed meanwhile; nothing was stored then.
    pub async fn save_channel(&self, edit: &ChannelEdit) -> Result<ChannelRow, ConsoleError> {
        let Some(which) = &edit.channel else {
            let secret = edit.secret.as_ref().ok_or_else(no_secret)?;
            let no = self.make_channel(&edit.form, secret).await?;
            return self.channel_row(&no.to_string()).await;
        };
        let mut stored = self.channel_by_number(which).await?;
        if edit.version.is_some_and(|version| version != stored.version) {
            return Err(StoreError::Stale { what: "channel", id: which.clone() }.into());
        }
        let secret = match &edit.secret {
            Some(secret) => secret.clone(),
            None => Zeroizing::new(stored.draft.secret.clone()),
        };
        let draft = edit.form.draft(&secret)?;
        if draft.sandbox != stored.draft.sandbox {
            let mistake = Mistake::at(MistakeCode::NotOneOf, "sandbox");
            let mistake = mistake.with("value", draft.sandbox).with("allowed", stored.draft.sandbox);
            return Err(ConsoleError::mistakes(ErrorCode::ChannelInvalid, vec![mistake]));
        }
        self.name_is_free(&draft.name, Some(stored.no)).await?;
        stored.draft = draft;
        self.store_channel(stored).await?;
        self.channel_row(which).await
    }

    /// Every channel that was not removed, with what it did today and what waits for it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn channel_rows(&self) -> Result<Vec<ChannelRow>, ConsoleError> {
        let statuses = self.line_statuses().await?;
        let stored = self.stored_channels().await?;
        let mut counts = self.channel_counts().await?;
        stored
            .iter()
            .map(|channel| row_of(channel, &statuses, counts.remove(&channel.no).unwrap_or_default()))
            .collect()
    }

    /// One of them, by number.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn channel_row(&self, number: &str) -> Result<ChannelRow, ConsoleError> {
        let stored = self.channel_by_number(number).await?;
        let statuses = self.line_statuses().await?;
        let mut counts = self.channel_counts().await?;
        row_of(&stored, &statuses, counts.remove(&stored.no).unwrap_or_default())
    }

    /// A channel that was not removed. Names do not count here: one may look like another's number.
    async fn channel_by_number(&self, number: &str) -> Result<StoredChannel, ConsoleError> {
        let no = number.parse().ok().map(ChannelNo);
        let found = self.stored_channels().await?.into_iter().find(|channel| Some(channel.no) == no);
        found.ok_or_else(|| ConsoleError::not_found("channel", number))
    }

    async fn channel_counts(&self) -> Result<BTreeMap<ChannelNo, (Totals, u64)>, StoreError> {
        let today = begin_of(day_of(self.now()));
        let mut counts: BTreeMap<ChannelNo, (Totals, u64)> = BTreeMap::new();
        for part in slice::channels(&mut *self.db.read().await?, today).await? {
            let (totals, queued) = counts.entry(part.channel).or_default();
            totals.add(part.state, part.since, 0, Money::ZERO);
            if matches!(part.state, MessageState::Queued | MessageState::Claimed) {
                *queued += u64::try_from(part.open).unwrap_or(0);
            }
        }
        Ok(counts)
    }

    /// Logs in and out with settings that are not stored yet; without a secret, with the stored one of `channel`.
    ///
    /// # Errors
    /// [`ErrorCode::ChannelInvalid`] when they cannot be used. A refusal by the gateway is no error.
    pub async fn try_channel(&self, edit: &ChannelEdit) -> Result<Trial, ConsoleError> {
        let secret = match (&edit.secret, &edit.channel) {
            (Some(secret), _) => secret.clone(),
            (None, Some(which)) => Zeroizing::new(self.channel_by_number(which).await?.draft.secret),
            (None, None) => return Err(no_secret()),
        };
        let settings = edit.form.cmpp.settings(&secret)?;
        let channel = edit.channel.clone().unwrap_or_default();
        Ok(self.trial(channel, edit.form.name.clone(), &settings).await)
    }
}

fn row_of(
    channel: &StoredChannel,
    statuses: &Option<Vec<LineStatus>>,
    (today, queued): (Totals, u64),
) -> Result<ChannelRow, ConsoleError> {
    Ok(ChannelRow {
        channel: channel.no.to_string(),
        version: channel.version,
        state: channel.state.code(),
        created_at: view::time(channel.created_at),
        line: line_of(channel.no, statuses),
        form: shown_form(channel)?,
        today: CarrierFigures {
            submitted: today.submitted(),
            delivered: today.delivered,
            failed: today.failures(),
        },
        queued,
    })
}

fn no_secret() -> ConsoleError {
    ConsoleError::mistakes(ErrorCode::ChannelInvalid, vec![Mistake::at(MistakeCode::Missing, "secret")])
}
