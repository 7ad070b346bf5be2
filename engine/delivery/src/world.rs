//! What every part of the engine shares: the store, the clock, the rules, the lines.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;

use hongyan_domain::{BusinessType, ChannelNo, Clock, TaskNo, Uid, UnixMillis};
use hongyan_policy::codes::CodeTable;
use hongyan_policy::limits::Limits;
use hongyan_policy::route::{BusinessSet, CarrierSet, ChannelView, Health, KindSet};
use hongyan_policy::segments::SegmentTable;
use hongyan_store::channel::{ChannelUse, StoredChannel};
use hongyan_store::task::Task;
use hongyan_store::{Db, StoreError};
use rand::{RngCore, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tokio::sync::Notify;

use crate::lane::Lane;
use crate::pulse::Counts;
use crate::record::Desk;
use crate::speed::Speeds;
use crate::text::{TaskText, TextError};

/// How the engine waits and how far it looks ahead.
#[derive(Clone, Debug)]
pub struct EngineConfig {
    /// Without a receipt for so long, a message ends as `no_receipt` (72 h by `limits.toml`).
    pub receipt_wait: Duration,
    /// Pause between two looks at what time has done to tasks and messages.
    pub sweep_every: Duration,
    /// Starts ids and jitter: the same seed makes the same ones.
    pub seed: u64,
}

impl EngineConfig {
    /// The waits of `limits.toml`, ids from `seed`.
    #[must_use]
    pub fn shipped(seed: u64) -> Self {
        Self { receipt_wait: Limits::shipped().receipt_wait, sweep_every: Duration::from_millis(200), seed }
    }
}

/// What every part of the engine shares.
pub(crate) struct World {
    pub(crate) db: Db,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) limits: &'static Limits,
    pub(crate) segments: &'static SegmentTable,
    pub(crate) codes: &'static CodeTable,
    pub(crate) config: EngineConfig,
    pub(crate) lanes: RwLock<BTreeMap<ChannelNo, Arc<Lane>>>,
    /// Rung when there may be something to expand or to finish.
    pub(crate) stir: Notify,
    pub(crate) speeds: Speeds,
    pub(crate) desk: Desk,
    pub(crate) changed: Counts,
    views: RwLock<Arc<[ChannelView]>>,
    texts: Mutex<BTreeMap<TaskNo, Arc<TaskText>>>,
    random: Mutex<ChaCha8Rng>,
}

/// Texts of so many tasks are kept parsed; a desktop has a few open at once.
const TEXTS_MAX: usize = 64;

impl World {
    pub(crate) fn new(db: Db, clock: Arc<dyn Clock>, config: EngineConfig) -> Self {
        Self {
            db,
            clock,
            limits: Limits::shipped(),
            segments: SegmentTable::shipped(),
            codes: CodeTable::shipped(),
            random: Mutex::new(ChaCha8Rng::seed_from_u64(config.seed)),
            config,
            lanes: RwLock::default(),
            stir: Notify::new(),
            speeds: Speeds::default(),
            desk: Desk::default(),
            changed: Counts::default(),
            views: RwLock::new(Arc::from([])),
            texts: Mutex::default(),
        }
    }

    pub(crate) fn now(&self) -> UnixMillis {
        self.clock.now()
    }

    pub(crate) fn uid(&self) -> Uid {
        let mut random = [0; 10];
        self.random.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(&mut random);
        Uid::new(self.now(), random)
    }

    /// The parsed text of a task.
    pub(crate) fn text(&self, task: &Task) -> Result<Arc<TaskText>, TextError> {
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(text) = texts.get(&task.no) {
            return Ok(Arc::clone(text));
        }
        let text = Arc::new(TaskText::of(&task.draft, self.limits)?);
        if texts.len() >= TEXTS_MAX {
            texts.pop_first();
        }
        texts.insert(task.no, Arc::clone(&text));
        Ok(text)
    }

    /// The channels as routing sees them now.
    pub(crate) async fn channel_views(&self) -> Result<Vec<ChannelView>, StoreError> {
        let stored = hongyan_store::channel::list(&mut *self.db.read().await?, false).await?;
        let views: Vec<ChannelView> = stored.iter().map(|channel| self.view(channel)).collect();
        *self.views.write().unwrap_or_else(PoisonError::into_inner) = Arc::from(views.as_slice());
        Ok(views)
    }

    /// The channels as routing saw them last: at most one sweep old.
    pub(crate) fn views(&self) -> Arc<[ChannelView]> {
        Arc::clone(&self.views.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn view(&self, channel: &StoredChannel) -> ChannelView {
        let lane = self.lanes.read().unwrap_or_else(PoisonError::into_inner).get(&channel.no).cloned();
        let health = match channel.state {
            ChannelUse::Active => lane.map_or(Health::Connecting, |lane| lane.health()),
            ChannelUse::Paused | ChannelUse::Removed => Health::Paused,
        };
        let draft = &channel.draft;
        ChannelView {
            no: channel.no,
            carriers: match draft.carriers.is_empty() {
                true => CarrierSet::ALL,
                false => draft.carriers.iter().copied().collect(),
            },
            business: match draft.business_types.is_empty() {
                true => BusinessSet::ALL,
                false => draft.business_types.iter().copied().collect(),
            },
            kinds: KindSet::ALL,
            org: None,
            health,
            price: draft.price,
            rank: draft.rank,
            weight: draft.weight,
            sandbox: draft.sandbox,
        }
    }

    pub(crate) fn lanes(&self) -> Vec<Arc<Lane>> {
        self.lanes.read().unwrap_or_else(PoisonError::into_inner).values().cloned().collect()
    }

    /// Wakes every lane: there may be something to claim.
    pub(crate) fn wake_lanes(&self) {
        for lane in self.lanes() {
            lane.wake();
        }
    }

    /// Whether an opt-out of this scope stops a message of this kind: everything, the business type or the signature.
    pub(crate) fn scope_hits(scope: &str, business: BusinessType, signature: &str) -> bool {
        scope.is_empty() || scope == business.code() || scope == signature
    }
}
