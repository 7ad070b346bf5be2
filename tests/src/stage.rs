//! A whole system on one stage: an encrypted store in a folder, simulated carriers on loopback, channels to them, and
//! the engine. Scenario tests and benchmarks share it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use hongyan_carrier::{Carriers, Config, Gateway};
use hongyan_channels::sms::{CmppChannel, CmppSettings, CmppSpec};
use hongyan_channels::{Channel, Secret};
use hongyan_delivery::{Engine, EngineConfig};
use hongyan_domain::{
    BusinessType, Carrier, ChannelNo, Clock, GroupNo, MessageState, Money, Msisdn, SystemClock, TaskNo,
    TaskState, Uid, UnixMillis,
};
use hongyan_policy::codes::Protocol;
use hongyan_store::audience::group::{self, GroupKind};
use hongyan_store::audience::member::{self, Member};
use hongyan_store::channel::{self, ChannelDraft};
use hongyan_store::task::TaskDraft;
use hongyan_store::{Db, tally};
use hongyan_wire::cmpp::Version;

use crate::books;

/// Members per write of a group.
const MEMBERS_BATCH: usize = 4_000;
/// How often the stage looks whether something has come about.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Why the stage could not be set: shown by the test that fails.
pub type Trouble = Box<dyn std::error::Error + Send + Sync>;

/// A whole system.
pub struct Stage {
    /// The store.
    pub db: Db,
    /// The engine.
    pub engine: Engine,
    /// The channels, by carrier.
    pub channels: BTreeMap<Carrier, ChannelNo>,
}

/// The built-in carriers with everything random switched off: what a number's last digits do not steer is delivered.
///
/// # Errors
/// When the built-in configuration cannot be read.
pub fn calm_carriers() -> Result<Config, Trouble> {
    let calm = "[ID]
rate_per_second = 0
[ID.answer]
delay_ms = [0, 0]
refused = 0.0
[ID.receipt]
delay_ms = [0, 20]
late = 0.0
lost = 0.0
missing = 0.0
duplicate = 0.0
early = 0.0
intermediate = 0.0
outcomes = { DELIVRD = 1 }
[ID.reply]
opt_out = 0.0
chat = 0.0
long = 0.0
";
    let mut text = String::new();
    for id in ["mobile", "unicom", "telecom", "broadnet"] {
        write!(text, "{}", calm.replace("ID", id))?;
    }
    Ok(Config::from_toml(&text)?)
}

/// What a channel needs to log in to a simulated gateway.
#[must_use]
pub fn spec(gateway: &Gateway, window: usize, connections: usize) -> CmppSpec {
    let account = gateway.account.name.as_str().unwrap_or_default();
    let spec = spec_of(gateway.carrier, gateway.address, account, &gateway.account.secret);
    CmppSpec { service_code: gateway.service_code.clone(), window, connections, ..spec }
}

/// The same for a gateway that may run in another process, without its sender number.
#[must_use]
pub fn spec_of(carrier: Carrier, address: SocketAddr, account: &str, secret: &Secret) -> CmppSpec {
    CmppSpec {
        host: address.ip().to_string(),
        port: address.port(),
        account: account.to_owned(),
        secret: secret.clone(),
        version: if carrier == Carrier::Broadnet { Version::V20 } else { Version::V30 },
        extension_digits: 4,
        ..CmppSpec::default()
    }
}

impl Stage {
    /// Opens the store in `folder`, starts the engine and attaches a channel to each gateway.
    ///
    /// # Errors
    /// Whatever kept it from starting.
    pub async fn set(folder: &Path, carriers: &Carriers, config: EngineConfig) -> Result<Self, Trouble> {
        Self::set_with(folder, carriers, config, 16, 1).await
    }

    /// The same with a window and a number of connections for each channel.
    ///
    /// # Errors
    /// Whatever kept it from starting.
    pub async fn set_with(
        folder: &Path,
        carriers: &Carriers,
        config: EngineConfig,
        window: usize,
        connections: usize,
    ) -> Result<Self, Trouble> {
        let specs =
            carriers.gateways().iter().map(|gateway| (gateway.carrier, spec(gateway, window, connections)));
        Self::set_at(folder, specs.collect(), config).await
    }

    /// The same with channels to gateways that may run in another process.
    ///
    /// # Errors
    /// Whatever kept it from starting.
    pub async fn set_at(
        folder: &Path,
        specs: Vec<(Carrier, CmppSpec)>,
        config: EngineConfig,
    ) -> Result<Self, Trouble> {
        Self::set_by(folder, specs, config, Arc::new(SystemClock)).await
    }

    /// The same with another clock for the engine and its lines.
    ///
    /// # Errors
    /// Whatever kept it from starting.
    pub async fn set_by(
        folder: &Path,
        specs: Vec<(Carrier, CmppSpec)>,
        config: EngineConfig,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, Trouble> {
        let db = Db::open_in_folder(folder).await?;
        let seed = config.seed;
        let engine = Engine::start(db.clone(), Arc::clone(&clock), config).await?;
        let mut channels = BTreeMap::new();
        let known = channel::list(&mut *db.read().await?, false).await?;
        for (carrier, spec) in specs {
            let protocol = if spec.version == Version::V20 { Protocol::Cmpp20 } else { Protocol::Cmpp30 };
            let no = match known.iter().find(|channel| channel.draft.carriers == [carrier]) {
                Some(channel) => channel.no,
                None => add_channel(&db, carrier, clock.now()).await?,
            };
            let line: Arc<dyn Channel> =
                Arc::new(CmppChannel::start(&CmppSettings::new(spec)?, Arc::clone(&clock), seed));
            engine.attach(no, protocol, line).await?;
            channels.insert(carrier, no);
        }
        Ok(Self { db, engine, channels })
    }

    /// A group of these numbers, each with the fields that `fields` gives (JSON object).
    ///
    /// # Errors
    /// When the store does not take it.
    pub async fn group(&self, name: &str, numbers: &[Msisdn], fields: &str) -> Result<GroupNo, Trouble> {
        let (uid, now, name) = (uid(self.db.clone(), name), SystemClock.now(), name.to_owned());
        let no = self
            .db
            .write(move |tx| {
                Box::pin(async move { group::create(tx, uid, &name, GroupKind::Group, "local", now).await })
            })
            .await?;
        let mut numbers = numbers.to_vec();
        numbers.sort_unstable();
        for chunk in numbers.chunks(MEMBERS_BATCH) {
            let members: Vec<Member> = chunk
                .iter()
                .map(|number| Member { number: *number, name: String::new(), fields: fields.to_owned() })
                .collect();
            self.db
                .write(move |tx| Box::pin(async move { member::upsert(tx, no, &members, now).await }))
                .await?;
        }
        Ok(no)
    }

    /// Waits until a task is in `state`, or `limit` is over.
    ///
    /// # Errors
    /// When the time is over; says where the task stands.
    pub async fn wait(&self, task: TaskNo, state: TaskState, limit: Duration) -> Result<(), Trouble> {
        let began = SystemClock.now();
        loop {
            let now = self.engine.task(task).await?;
            if now.state == state {
                return Ok(());
            }
            if SystemClock.now().since(began) > limit {
                let counts = self.counts(task).await?;
                return Err(format!("task {task} is {} after {limit:?}: {counts:?}", now.state).into());
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// How many messages of a task are in each state.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn counts(&self, task: TaskNo) -> Result<BTreeMap<MessageState, i64>, Trouble> {
        let mut counts = BTreeMap::new();
        for tally in tally::of(&mut *self.db.read().await?, Some(task)).await? {
            *counts.entry(tally.state).or_insert(0) += tally.messages;
        }
        Ok(counts)
    }

    /// Whether every counter of a task equals its rows (P4); otherwise what differs.
    ///
    /// # Errors
    /// The counters and the rows that differ.
    pub async fn counters_equal_rows(&self, task: TaskNo) -> Result<(), Trouble> {
        books::counters_equal_rows(&self.db, task).await
    }

    /// Stops in order.
    pub async fn end(self) {
        self.engine.shutdown(Duration::from_secs(2)).await;
        self.db.close().await;
    }
}

/// A plain notice to a group.
#[must_use]
pub fn notice(group: GroupNo, template: &str) -> TaskDraft {
    TaskDraft {
        name: "scenario".to_owned(),
        business: BusinessType::Notice,
        signature: "邮政".to_owned(),
        template: template.to_owned(),
        flash: false,
        group,
        channel: None,
        speed_limit: None,
        start_at: None,
        undo_ms: 0,
        validity_ms: 0,
        sandbox: true,
    }
}

/// `count` numbers over the four carriers' blocks; the last four digits run from 1000, which no carrier's table steers.
#[must_use]
pub fn numbers(count: u64) -> Vec<Msisdn> {
    const BLOCKS: [u64; 4] = [138, 130, 133, 192];
    (0..count)
        .filter_map(|index| {
            let block = BLOCKS.get(usize::try_from(index % 4).ok()?)?;
            let rest = index / 4;
            Msisdn::from_digits(block * 100_000_000 + (rest / 9_000) * 10_000 + 1_000 + rest % 9_000)
        })
        .collect()
}

async fn add_channel(db: &Db, carrier: Carrier, now: UnixMillis) -> Result<ChannelNo, Trouble> {
    let draft = ChannelDraft {
        name: carrier.code().to_owned(),
        sandbox: true,
        settings: "{}".to_owned(),
        secret: String::new(),
        carriers: vec![carrier],
        business_types: Vec::new(),
        price: Money(40),
        rank: 0,
        weight: 1,
    };
    let uid = uid(db.clone(), carrier.code());
    Ok(db.write(move |tx| Box::pin(async move { channel::create(tx, uid, &draft, now).await })).await?)
}

fn uid(_: Db, name: &str) -> Uid {
    let mut random = [0; 10];
    for (to, from) in random.iter_mut().zip(name.bytes()) {
        *to = from;
    }
    Uid::new(SystemClock.now(), random)
}
