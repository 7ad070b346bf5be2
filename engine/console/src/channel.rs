//! Channels: accounts at carriers, with their settings, prices and rules; and the trial of a login.

mod form;
mod row;

use hongyan_channels::sms::{CmppSettings, probe};
use hongyan_domain::ChannelNo;
use hongyan_store::channel::{self, ChannelUse, StoredChannel};
use hongyan_store::tally::slice;
use hongyan_store::{StoreError, setting};
use serde::Serialize;
use ts_rs::TS;
use zeroize::Zeroizing;

use crate::error::{ConsoleError, ErrorCode};
use crate::lines::{LINES, LineStatus, PRACTICE_OFF};
use crate::open::Console;
use crate::view;

pub use form::{ChannelForm, CmppForm};
pub(crate) use form::{settings_of, yuan};
pub use row::{ChannelEdit, ChannelRow};

use form::form_of;

/// What a channel's line is doing.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct LineView {
    /// `connecting`, `online`, `back_off`, `refused`, `paused` or `stopped`; `idle` when no engine runs or it leads to
    /// a simulated carrier that does not.
    #[ts(type = r#""connecting" | "online" | "back_off" | "refused" | "paused" | "stopped" | "idle""#)]
    pub state: String,
    /// The code of the cause when it is down.
    pub cause: String,
    /// The cause in English, for logs and support.
    pub detail: String,
}

/// A channel as it is shown: its secret is not among it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ChannelView {
    /// Its number.
    pub channel: String,
    /// `active`, `paused` or `removed`.
    pub state: &'static str,
    /// When it was made.
    pub created_at: String,
    /// What its line is doing.
    pub line: LineView,
    /// What a person decided.
    #[serde(flatten)]
    pub form: ChannelForm,
}

/// How a trial of a login went.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Trial {
    /// The channel's number; empty for one that is not stored yet.
    pub channel: String,
    /// Its name.
    pub name: String,
    /// Whether the gateway let us in.
    pub ok: bool,
    /// `line.ok`, or the code of the cause.
    pub code: &'static str,
    /// The version spoken.
    pub version: Option<&'static str>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
    /// The gateway's address.
    pub address: String,
    /// The cause in English, for logs and support.
    pub detail: String,
}

impl Console {
    /// Adds a channel. The secret stays in the encrypted store and is never shown again.
    ///
    /// # Errors
    /// [`ErrorCode::ChannelInvalid`] with every mistake, [`ErrorCode::NameTaken`]; nothing was stored.
    pub async fn add_channel(&self, form: &ChannelForm, secret: String) -> Result<ChannelView, ConsoleError> {
        let no = self.make_channel(form, &Zeroizing::new(secret)).await?;
        self.channel(&no.to_string()).await
    }

    async fn make_channel(&self, form: &ChannelForm, secret: &str) -> Result<ChannelNo, ConsoleError> {
        let draft = form.draft(secret)?;
        self.name_is_free(&draft.name, None).await?;
        let (uid, now) = (self.uid(), self.now());
        let no = self
            .db
            .write(move |tx| Box::pin(async move { channel::create(tx, uid, &draft, now).await }))
            .await?;
        self.look_at_lines().await;
        Ok(no)
    }

    /// Stores a changed channel and lets its line follow.
    pub(crate) async fn store_channel(&self, changed: StoredChannel) -> Result<(), ConsoleError> {
        let now = self.now();
        self.db.write(move |tx| Box::pin(async move { channel::update(tx, &changed, now).await })).await?;
        self.look_at_lines().await;
        Ok(())
    }

    /// Lets the lines of this process follow the store now; those of another process do within half a second.
    pub(crate) async fn look_at_lines(&self) {
        if let Some(lines) = &self.lines {
            lines.look().await;
        }
    }

    async fn name_is_free(&self, name: &str, but: Option<ChannelNo>) -> Result<(), ConsoleError> {
        let stored = self.stored_channels().await?;
        if stored.iter().any(|channel| channel.draft.name == name && Some(channel.no) != but) {
            let error =
                ConsoleError::new(ErrorCode::NameTaken, format!("a channel is called {name} already"));
            return Err(error.with("name", name));
        }
        Ok(())
    }

    /// Every channel that was not removed.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn channels(&self) -> Result<Vec<ChannelView>, ConsoleError> {
        let statuses = self.line_statuses().await?;
        self.stored_channels().await?.iter().map(|channel| view_of(channel, &statuses)).collect()
    }

    /// One channel, by number or name.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn channel(&self, which: &str) -> Result<ChannelView, ConsoleError> {
        let stored = self.stored_channel(which).await?;
        view_of(&stored, &self.line_statuses().await?)
    }

    /// Logs in and out once, beside whatever runs; nothing is sent.
    ///
    /// # Errors
    /// When there is no such channel or its settings cannot be used. A refusal by the gateway is no error.
    pub async fn test_channel(&self, which: &str) -> Result<Trial, ConsoleError> {
        let stored = self.stored_channel(which).await?;
        let settings = settings_of(&stored)?;
        Ok(self.trial(stored.no.to_string(), stored.draft.name, &settings).await)
    }

    async fn trial(&self, channel: String, name: String, settings: &CmppSettings) -> Trial {
        let report = probe(settings, &*self.clock).await;
        Trial {
            channel,
            name,
            ok: report.login.is_ok(),
            code: report.code(),
            version: report.version(),
            took_ms: u64::try_from(report.took.as_millis()).unwrap_or(u64::MAX),
            address: format!("{}:{}", settings.spec().host, settings.spec().port),
            detail: report.login.err().map(|cause| cause.to_string()).unwrap_or_default(),
        }
    }

    /// Lets a channel send no more; receipts and replies go on coming.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn pause_channel(&self, which: &str) -> Result<ChannelView, ConsoleError> {
        self.set_channel(which, ChannelUse::Paused).await
    }

    /// Lets a paused channel send again.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::PracticeOff`] when it leads to a simulated carrier that does not run.
    pub async fn resume_channel(&self, which: &str) -> Result<ChannelView, ConsoleError> {
        let stored = self.stored_channel(which).await?;
        if stored.state_reason == PRACTICE_OFF {
            let error = ConsoleError::new(ErrorCode::PracticeOff, "its simulated carrier does not run");
            return Err(error.with("name", stored.draft.name));
        }
        self.set_channel(which, ChannelUse::Active).await
    }

    /// Takes a channel away; its history stays.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`]; [`ErrorCode::ChannelBusy`] with their number while messages wait for it: their tasks
    /// were routed and priced by it, so a person stops those or lets them end first.
    pub async fn remove_channel(&self, which: &str) -> Result<ChannelView, ConsoleError> {
        let mut removed = self.stored_channel(which).await?;
        removed.state = ChannelUse::Removed;
        let (changed, now) = (removed.clone(), self.now());
        // Asked and removed in one transaction, so that nothing is queued in between.
        let waiting = self
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let waiting = slice::waiting_for(tx, changed.no).await?;
                    if waiting == 0 {
                        channel::update(tx, &changed, now).await?;
                    }
                    Ok(waiting)
                })
            })
            .await?;
        if waiting > 0 {
            let detail = format!("{waiting} messages wait for channel {}", removed.no);
            let error = ConsoleError::new(ErrorCode::ChannelBusy, detail);
            return Err(error.with("count", waiting).with("name", removed.draft.name));
        }
        self.look_at_lines().await;
        view_of(&removed, &self.line_statuses().await?)
    }

    async fn set_channel(&self, which: &str, state: ChannelUse) -> Result<ChannelView, ConsoleError> {
        let mut stored = self.stored_channel(which).await?;
        stored.state = state;
        stored.state_reason = String::new();
        self.store_channel(stored.clone()).await?;
        view_of(&stored, &self.line_statuses().await?)
    }

    pub(crate) async fn stored_channels(&self) -> Result<Vec<StoredChannel>, StoreError> {
        channel::list(&mut *self.db.read().await?, false).await
    }

    /// A channel by name, else by number.
    pub(crate) async fn stored_channel(&self, which: &str) -> Result<StoredChannel, ConsoleError> {
        let stored = self.stored_channels().await?;
        let number = which.trim().parse().ok().map(ChannelNo);
        let found = stored.iter().find(|channel| channel.draft.name == which.trim());
        let found = found.or_else(|| stored.iter().find(|channel| Some(channel.no) == number));
        found.cloned().ok_or_else(|| ConsoleError::not_found("channel", which))
    }

    pub(crate) async fn line_statuses(&self) -> Result<Option<Vec<LineStatus>>, ConsoleError> {
        if !self.is_served() {
            return Ok(None);
        }
        Ok(setting::read(&mut *self.db.read().await?, &LINES).await?)
    }
}

fn view_of(channel: &StoredChannel, statuses: &Option<Vec<LineStatus>>) -> Result<ChannelView, ConsoleError> {
    Ok(ChannelView {
        channel: channel.no.to_string(),
        state: channel.state.code(),
        created_at: view::time(channel.created_at),
        line: line_of(channel.no, statuses),
        form: shown_form(channel)?,
    })
}

/// What the engine said last about a channel's line.
pub(crate) fn line_of(no: ChannelNo, statuses: &Option<Vec<LineStatus>>) -> LineView {
    match statuses.iter().flatten().find(|status| status.channel == no.0) {
        Some(status) => LineView {
            state: status.state.clone(),
            cause: status.cause.clone(),
            detail: status.detail.clone(),
        },
        None => LineView { state: "idle".to_owned(), cause: String::new(), detail: String::new() },
    }
}

fn shown_form(channel: &StoredChannel) -> Result<ChannelForm, ConsoleError> {
    let draft = &channel.draft;
    Ok(ChannelForm {
        name: draft.name.clone(),
        sandbox: draft.sandbox,
        carriers: draft.carriers.iter().map(|carrier| carrier.code().to_owned()).collect(),
        business_types: draft.business_types.iter().map(|business| business.code().to_owned()).collect(),
        price: yuan(draft.price),
        rank: draft.rank,
        weight: draft.weight,
        cmpp: form_of(channel)?,
    })
}

#[cfg(test)]
mod tests;
