//! Practice: simulated carriers inside this process, each with a channel that leads to it, and the phones behind them.
//!
//! A practice channel is made once for each carrier and stays: when the carriers start again, at another port, it is
//! pointed there. While they are off, it is paused and has no line. Its mark as simulated is made with it and never
//! changes, so nothing of practice can go to a real person.

mod phone;
mod sample;
mod settings;

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use hongyan_domain::{ChannelNo, Clock};
use hongyan_store::channel::{self, ChannelDraft, ChannelUse, StoredChannel};
use hongyan_store::setting::{self, Key};
use hongyan_store::tally::slice;
use hongyan_store::{Db, StoreError};
use serde::{Deserialize, Serialize};

use crate::carrier::{GatewayCounts, GatewayView, SimulatedCarriers};
use crate::channel::{ChannelForm, CmppForm};
use crate::error::{ConsoleError, ErrorCode};
use crate::lines::PRACTICE_OFF;
use crate::open::Console;

pub use phone::{HandsetEntry, HandsetGlance};
pub use sample::{SampleList, SampleText};

/// What was practised with last.
const PRACTICE: Key<Kept> = Key::new("practice");
/// Chance starts from this: a list that is sent again meets the same fates.
const SEED: u64 = 20_260_301;
/// Connections to each simulated carrier.
const CONNECTIONS: u16 = 2;
/// Unanswered messages per connection.
const WINDOW: u16 = 16;
/// Digits behind the sender's number, by which replies find back.
const EXTENSION_DIGITS: u8 = 4;
/// Names that are tried for a channel whose name another one has.
const OTHER_NAMES_MAX: u32 = 99;
/// Practice tasks that are paused at once when the carriers stop.
const TASKS_MAX: u32 = 1_000;

/// What is remembered of practice.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// Whether the next start of the engine starts the carriers.
    on: bool,
    /// Whether they make trouble.
    trouble: bool,
    /// The channel of each carrier.
    channels: BTreeMap<String, i64>,
    /// The sample template.
    template: Option<i64>,
}

/// How practice stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PracticeView {
    /// Whether the carriers run.
    pub running: bool,
    /// The carriers, and what they have counted since they started.
    pub gateways: Vec<(GatewayView, GatewayCounts)>,
    /// Channels that lead to them.
    pub channels: usize,
    /// Whether they make trouble: late receipts, refusals, lines that break.
    pub trouble: bool,
    /// Phones that have received something.
    pub handsets: usize,
}

/// The simulated carriers of a process.
#[derive(Debug, Default)]
pub(crate) struct Practice {
    running: RwLock<Option<Arc<SimulatedCarriers>>>,
    /// One start or stop at a time.
    turn: tokio::sync::Mutex<()>,
    /// Why the carriers that should run do not.
    fault: Mutex<String>,
}

impl Practice {
    /// Starts the carriers again when they ran last, and points their channels to where they listen now. What goes
    /// wrong here keeps nobody from real work: it is told as an alarm.
    pub(crate) async fn resume(db: &Db, clock: &Arc<dyn Clock>) -> Result<Self, StoreError> {
        let practice = Self::default();
        let kept = read(db).await?;
        if kept.on {
            let resumed = async {
                let carriers = start(kept.trouble, clock).await?;
                for gateway in carriers.gateways() {
                    if let Some(channel) = stored(db, kept.channels.get(gateway.carrier)).await? {
                        let pointed = pointed(&channel, &gateway)?;
                        if pointed != channel {
                            let now = clock.now();
                            db.write(move |tx| {
                                Box::pin(async move { channel::update(tx, &pointed, now).await })
                            })
                            .await?;
                        }
                    }
                }
                Ok::<_, ConsoleError>(carriers)
            };
            match resumed.await {
                Ok(carriers) => practice.set(Some(Arc::new(carriers))),
                Err(error) => {
                    tracing::error!(%error, "the simulated carriers could not be started again");
                    *practice.fault.lock().unwrap_or_else(PoisonError::into_inner) = error.detail;
                }
            }
        }
        Ok(practice)
    }

    /// The carriers, while they run.
    pub(crate) fn running(&self) -> Option<Arc<SimulatedCarriers>> {
        self.running.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Why the carriers that should run do not; empty when nothing is wrong.
    pub(crate) fn fault(&self) -> String {
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Ends the carriers with the process; the next one starts them again.
    pub(crate) async fn close(self) {
        if let Some(carriers) = self.running() {
            carriers.carriers.end().await;
        }
    }

    fn set(&self, carriers: Option<Arc<SimulatedCarriers>>) {
        *self.running.write().unwrap_or_else(PoisonError::into_inner) = carriers;
        self.fault.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }
}

impl Console {
    /// How practice stands.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn practice(&self) -> Result<PracticeView, ConsoleError> {
        let kept = read(&self.db).await?;
        let carriers = self.practice.running();
        let mut channels = 0;
        for no in kept.channels.values() {
            channels += usize::from(stored(&self.db, Some(no)).await?.is_some());
        }
        Ok(PracticeView {
            running: carriers.is_some(),
            gateways: carriers.iter().flat_map(|it| it.gateways().into_iter().zip(it.counts())).collect(),
            channels,
            trouble: kept.trouble,
            handsets: carriers.map_or(0, |it| it.carriers.phones("", 0).1),
        })
    }

    /// Starts the simulated carriers, here and at every later start of the engine, with a channel for each; `names` are
    /// theirs, by carrier code. When they run already, they change their manners only.
    ///
    /// # Errors
    /// [`ErrorCode::EngineElsewhere`] where no engine runs; [`ErrorCode::CarrierListen`]; as any write. Nothing runs
    /// then that did not run before.
    pub async fn start_practice(
        &self,
        trouble: bool,
        names: &BTreeMap<String, String>,
    ) -> Result<PracticeView, ConsoleError> {
        self.must_run_engine()?;
        let turn = self.practice.turn.lock().await;
        let ran = self.practice.running();
        let carriers = match &ran {
            Some(carriers) => {
                carriers.carriers.behave(&settings::config(trouble)?);
                Arc::clone(carriers)
            }
            None => Arc::new(start(trouble, &self.clock).await?),
        };
        let mut kept = read(&self.db).await?;
        if let Err(error) = self.point_channels(&carriers, names, &mut kept).await {
            if ran.is_none() {
                carriers.carriers.end().await;
            }
            return Err(error);
        }
        (kept.on, kept.trouble) = (true, trouble);
        self.keep(kept).await?;
        self.practice.set(Some(carriers));
        self.look_at_lines().await;
        drop(turn);
        self.practice().await
    }

    /// Stops the simulated carriers: practice tasks that are under way pause, the channels pause and lose their lines,
    /// and the next start of the engine does not start the carriers.
    ///
    /// # Errors
    /// [`ErrorCode::EngineElsewhere`] where no engine runs; as any write.
    pub async fn stop_practice(&self) -> Result<PracticeView, ConsoleError> {
        self.must_run_engine()?;
        let turn = self.practice.turn.lock().await;
        let under_way = ["scheduled", "running"];
        let tasks = slice::tasks_in(&mut *self.db.read().await?, &under_way, Some(true), TASKS_MAX).await?;
        for open in tasks {
            match self.engine.pause_task(open.task).await.map_err(ConsoleError::from) {
                // It ended, or a person was faster.
                Err(error) if !matches!(error.code, ErrorCode::TaskTransition | ErrorCode::Stale) => {
                    return Err(error);
                }
                Ok(()) | Err(_) => {}
            }
        }
        let mut kept = read(&self.db).await?;
        for no in kept.channels.values() {
            if let Some(mut channel) = stored(&self.db, Some(no)).await? {
                channel.state = ChannelUse::Paused;
                channel.state_reason = PRACTICE_OFF.to_owned();
                self.update_channel(channel).await?;
            }
        }
        kept.on = false;
        self.keep(kept).await?;
        // The lines answer for what they hold while their carriers still listen.
        self.look_at_lines().await;
        let carriers = self.practice.running();
        self.practice.set(None);
        if let Some(carriers) = carriers {
            carriers.carriers.end().await;
        }
        drop(turn);
        self.practice().await
    }

    /// Points every practice channel to where its carrier listens, and makes those that are missing.
    async fn point_channels(
        &self,
        carriers: &SimulatedCarriers,
        names: &BTreeMap<String, String>,
        kept: &mut Kept,
    ) -> Result<(), ConsoleError> {
        for gateway in carriers.gateways() {
            match stored(&self.db, kept.channels.get(gateway.carrier)).await? {
                Some(channel) => {
                    let mut changed = pointed(&channel, &gateway)?;
                    if changed.state_reason == PRACTICE_OFF {
                        changed.state = ChannelUse::Active;
                        changed.state_reason = String::new();
                    }
                    if changed != channel {
                        self.update_channel(changed).await?;
                    }
                }
                None => {
                    let wanted =
                        names.get(gateway.carrier).map(|name| name.trim()).filter(|name| !name.is_empty());
                    let name = self.free_name(wanted.unwrap_or(gateway.carrier)).await?;
                    let draft = fresh(&gateway, name)?;
                    let (uid, now) = (self.uid(), self.now());
                    let no = self
                        .db
                        .write(move |tx| Box::pin(async move { channel::create(tx, uid, &draft, now).await }))
                        .await?;
                    kept.channels.insert(gateway.carrier.to_owned(), no.0);
                    // Remembered at once: a start that breaks off later must not make them again.
                    self.keep(kept.clone()).await?;
                }
            }
        }
        Ok(())
    }

    /// `name`, or with a number behind it when another channel has it.
    async fn free_name(&self, name: &str) -> Result<String, ConsoleError> {
        let taken: Vec<String> =
            self.stored_channels().await?.into_iter().map(|channel| channel.draft.name).collect();
        let numbered = (2..=OTHER_NAMES_MAX).map(|number| format!("{name} {number}"));
        std::iter::once(name.to_owned())
            .chain(numbered)
            .find(|name| !taken.contains(name))
            .ok_or_else(|| ConsoleError::new(ErrorCode::NameTaken, "every name is taken").with("name", name))
    }

    async fn update_channel(&self, changed: StoredChannel) -> Result<(), StoreError> {
        let now = self.now();
        self.db.write(move |tx| Box::pin(async move { channel::update(tx, &changed, now).await })).await
    }

    async fn keep(&self, kept: Kept) -> Result<(), StoreError> {
        let now = self.now();
        self.db
            .write(move |tx| Box::pin(async move { setting::write(tx, &PRACTICE, &kept, now).await }))
            .await
    }

    fn must_run_engine(&self) -> Result<(), ConsoleError> {
        match self.runs_engine() {
            true => Ok(()),
            false => Err(ConsoleError::new(ErrorCode::EngineElsewhere, "this process runs no engine")),
        }
    }
}

async fn start(trouble: bool, clock: &Arc<dyn Clock>) -> Result<SimulatedCarriers, ConsoleError> {
    SimulatedCarriers::begin(&settings::config(trouble)?, SEED, Arc::clone(clock)).await
}

async fn read(db: &Db) -> Result<Kept, StoreError> {
    Ok(setting::read(&mut *db.read().await?, &PRACTICE).await?.unwrap_or_default())
}

/// A channel that was made for practice and is still there.
async fn stored(db: &Db, no: Option<&i64>) -> Result<Option<StoredChannel>, StoreError> {
    let Some(no) = no else { return Ok(None) };
    let channels = channel::list(&mut *db.read().await?, false).await?;
    Ok(channels.into_iter().find(|channel| channel.no == ChannelNo(*no) && channel.draft.sandbox))
}

/// The channel as it must be to reach its carrier; what else a person set stays.
fn pointed(channel: &StoredChannel, gateway: &GatewayView) -> Result<StoredChannel, ConsoleError> {
    let form: CmppForm = serde_json::from_str(&channel.draft.settings).unwrap_or_default();
    let form = account(gateway, form);
    let settings =
        serde_json::to_string(&form).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
    let draft = ChannelDraft { settings, secret: gateway.secret.clone(), ..channel.draft.clone() };
    Ok(StoredChannel { draft, ..channel.clone() })
}

/// A new practice channel.
fn fresh(gateway: &GatewayView, name: String) -> Result<ChannelDraft, ConsoleError> {
    let cmpp = CmppForm {
        extension_digits: EXTENSION_DIGITS,
        window: WINDOW,
        connections: CONNECTIONS,
        ..account(gateway, CmppForm::default())
    };
    let form = ChannelForm {
        name,
        sandbox: true,
        carriers: vec![gateway.carrier.to_owned()],
        price: "0.045".to_owned(),
        cmpp,
        ..ChannelForm::default()
    };
    form.draft(&gateway.secret)
}

fn account(gateway: &GatewayView, form: CmppForm) -> CmppForm {
    let (host, port) = gateway.address.rsplit_once(':').unwrap_or((gateway.address.as_str(), ""));
    CmppForm {
        host: host.to_owned(),
        port: port.parse().unwrap_or(0),
        account: gateway.account.clone(),
        version: gateway.versions.last().copied().unwrap_or("3.0").to_owned(),
        service_code: gateway.service_code.clone(),
        ..form
    }
}

#[cfg(test)]
mod tests;
