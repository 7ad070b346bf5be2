//! Keeps the lines of the running engine as the store says: one for each channel, begun, paused, changed and ended as
//! people decide, also from another process.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use hongyan_channels::sms::CmppChannel;
use hongyan_channels::{Channel, LineState};
use hongyan_delivery::Engine;
use hongyan_domain::{ChannelNo, Clock, UnixMillis};
use hongyan_policy::codes::Protocol;
use hongyan_store::channel::{self, ChannelUse, StoredChannel};
use hongyan_store::setting::{self, Key};
use hongyan_store::{Db, StoreError};
use hongyan_wire::cmpp::Version;
use serde::{Deserialize, Serialize};
use tokio::sync::{mpsc, oneshot};
use tokio_util::sync::CancellationToken;

use crate::channel::settings_of;
use crate::error::ConsoleError;

/// How often the store is looked at: a pause in another process takes hold within this (promise P8: 2 s).
const LOOK_EVERY: Duration = Duration::from_millis(500);
/// People who may ask for a look at the same time; more wait.
const LOOKS_MAX: usize = 16;
/// How long a line that ends may answer for what it holds.
const DETACH_GRACE: Duration = Duration::from_secs(5);
/// What the lines were doing when the engine looked last; only worth something while it runs.
pub(crate) const LINES: Key<Vec<LineStatus>> = Key::new("engine.line_states");
/// Why a channel is paused whose carrier is not simulated any more: nobody is there to connect to.
pub(crate) const PRACTICE_OFF: &str = "practice_off";

/// What a line is doing, for other processes to show.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub(crate) struct LineStatus {
    pub(crate) channel: i64,
    pub(crate) state: String,
    /// The code of the cause; empty when the line is well.
    pub(crate) cause: String,
    pub(crate) detail: String,
    /// Since when it is not online, in UTC milliseconds; 0 while it is.
    pub(crate) down_since: i64,
}

/// The lines at work.
pub(crate) struct Lines {
    stop: CancellationToken,
    looks: mpsc::Sender<oneshot::Sender<()>>,
    work: tokio::task::JoinHandle<()>,
}

impl Lines {
    /// Begins a line for every channel, and watches the store from then on.
    pub(crate) async fn start(
        db: Db,
        engine: Arc<Engine>,
        clock: Arc<dyn Clock>,
        seed: u64,
    ) -> Result<Self, ConsoleError> {
        let mut keeper = Keeper { db, engine, clock, seed, lines: BTreeMap::new(), told: Vec::new() };
        keeper.look().await?;
        let stop = CancellationToken::new();
        let (looks, asked) = mpsc::channel(LOOKS_MAX);
        let work = tokio::spawn(keeper.keep(stop.clone(), asked));
        Ok(Self { stop, looks, work })
    }

    /// Looks at the store now; returns when the lines are as it says.
    pub(crate) async fn look(&self) {
        let (done, wait) = oneshot::channel();
        if self.looks.send(done).await.is_ok() {
            _ = wait.await; // a keeper that has ended keeps no lines
        }
    }

    /// Stops watching. The lines stay with the engine, which ends them.
    pub(crate) async fn stop(self) {
        self.stop.cancel();
        if let Err(error) = self.work.await {
            tracing::error!(%error, "the keeper of the lines broke off");
        }
    }
}

struct Kept {
    line: Option<Arc<CmppChannel>>,
    /// What it was made from.
    settings: String,
    secret: String,
    paused: bool,
    /// Why there is no line.
    fault: String,
    /// Since when it is not online.
    down_since: Option<UnixMillis>,
}

struct Keeper {
    db: Db,
    engine: Arc<Engine>,
    clock: Arc<dyn Clock>,
    seed: u64,
    lines: BTreeMap<ChannelNo, Kept>,
    told: Vec<LineStatus>,
}

impl Keeper {
    async fn keep(mut self, stop: CancellationToken, mut asked: mpsc::Receiver<oneshot::Sender<()>>) {
        loop {
            let waiting = tokio::select! {
                () = stop.cancelled() => break,
                waiting = asked.recv() => waiting,
                () = tokio::time::sleep(LOOK_EVERY) => None,
            };
            if let Err(error) = self.look().await {
                tracing::warn!(%error, "channels stay as they are until the store can be read");
            }
            if let Some(waiting) = waiting {
                _ = waiting.send(()); // whoever asked may have gone
            }
        }
    }

    async fn look(&mut self) -> Result<(), StoreError> {
        let mut stored = channel::list(&mut *self.db.read().await?, false).await?;
        stored.retain(|channel| channel.state_reason != PRACTICE_OFF);
        let gone: Vec<ChannelNo> =
            self.lines.keys().copied().filter(|no| !stored.iter().any(|channel| channel.no == *no)).collect();
        for no in gone {
            self.end(no).await;
        }
        for channel in &stored {
            let same = self.lines.get(&channel.no).is_some_and(|kept| {
                kept.settings == channel.draft.settings && kept.secret == channel.draft.secret
            });
            if !same {
                self.end(channel.no).await;
                self.begin(channel).await?;
            }
            self.set_paused(channel);
        }
        self.tell().await
    }

    async fn begin(&mut self, channel: &StoredChannel) -> Result<(), StoreError> {
        let mut kept = Kept {
            line: None,
            settings: channel.draft.settings.clone(),
            secret: channel.draft.secret.clone(),
            paused: false,
            fault: String::new(),
            down_since: Some(self.clock.now()),
        };
        match settings_of(channel) {
            Ok(settings) => {
                let protocol = protocol_of(settings.spec().version);
                let seed = self.seed ^ channel.no.0.cast_unsigned().rotate_left(32);
                let line = Arc::new(CmppChannel::start(&settings, Arc::clone(&self.clock), seed));
                if channel.state == ChannelUse::Paused {
                    line.pause();
                    kept.paused = true;
                }
                let shared: Arc<dyn Channel> = Arc::clone(&line) as Arc<dyn Channel>;
                self.engine.attach(channel.no, protocol, shared).await?;
                kept.line = Some(line);
            }
            Err(error) => {
                tracing::error!(channel = %channel.no, %error, "the settings of a channel cannot be used");
                kept.fault = error.detail;
            }
        }
        self.lines.insert(channel.no, kept);
        Ok(())
    }

    async fn end(&mut self, no: ChannelNo) {
        if let Some(kept) = self.lines.remove(&no)
            && kept.line.is_some()
        {
            self.engine.detach(no, DETACH_GRACE).await;
        }
    }

    fn set_paused(&mut self, channel: &StoredChannel) {
        let Some(kept) = self.lines.get_mut(&channel.no) else { return };
        let Some(line) = &kept.line else { return };
        let pause = channel.state == ChannelUse::Paused;
        if pause != kept.paused {
            if pause {
                line.pause();
            } else {
                line.resume();
            }
            kept.paused = pause;
        }
    }

    /// Writes down what the lines are doing, when that has changed.
    async fn tell(&mut self) -> Result<(), StoreError> {
        let at = self.clock.now();
        for kept in self.lines.values_mut() {
            kept.down_since = match kept.line.as_ref().is_some_and(|line| is_well(&line.state())) {
                true => None,
                false => kept.down_since.or(Some(at)),
            };
        }
        let now: Vec<LineStatus> = self.lines.iter().map(|(no, kept)| status(*no, kept)).collect();
        if now != self.told {
            let statuses = now.clone();
            self.db
                .write(move |tx| Box::pin(async move { setting::write(tx, &LINES, &statuses, at).await }))
                .await?;
            self.told = now;
        }
        Ok(())
    }
}

/// Whose codes a line of this version speaks.
pub(crate) const fn protocol_of(version: Version) -> Protocol {
    match version {
        Version::V20 => Protocol::Cmpp20,
        Version::V21 => Protocol::Cmpp21,
        Version::V30 => Protocol::Cmpp30,
    }
}

/// Whether a line is as it should be: online, or paused by a person.
const fn is_well(state: &LineState) -> bool {
    match state {
        LineState::Online { .. } | LineState::Paused { .. } => true,
        LineState::Connecting
        | LineState::BackOff { .. }
        | LineState::Refused { .. }
        | LineState::Stopped => false,
    }
}

fn status(no: ChannelNo, kept: &Kept) -> LineStatus {
    let (state, cause, detail) = match &kept.line {
        None => ("refused".to_owned(), "channel_invalid".to_owned(), kept.fault.clone()),
        Some(line) => {
            let state: LineState = line.state();
            let cause = state.cause();
            (
                state.code().to_owned(),
                cause.map(|cause| cause.code().to_owned()).unwrap_or_default(),
                cause.map(ToString::to_string).unwrap_or_default(),
            )
        }
    };
    let down_since = kept.down_since.map_or(0, |at| at.0);
    LineStatus { channel: no.0, state, cause, detail, down_since }
}
