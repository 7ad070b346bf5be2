//! What comes back from the lines becomes durable: answers, doubts, receipts, replies, of all lanes in one transaction.
//!
//! Only then are receipts acknowledged to the carrier. While the store takes no writes, the batches wait here, the
//! lines' events wait behind them, and so nothing more is sent than what is under way.

use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hongyan_channels::ChannelEvent;
use hongyan_domain::{MessageState, UnixMillis};
use hongyan_store::StoreError;
use hongyan_store::message::{self, Message, Step, To};
use tokio::sync::oneshot;

use crate::heard::{self, Heard};
use crate::lane::Lane;
use crate::plan::{self, Answered};
use crate::settle::{self, Page};
use crate::world::World;

/// Pause before a batch that the store refused is tried again.
const STORE_PAUSE: Duration = Duration::from_millis(200);
/// The least time between two writes under load: each costs a flush and a dozen statements however little it holds.
/// Short against a carrier's window of 16 over a line of some milliseconds.
const PACE: Duration = Duration::from_millis(5);
/// Rows that are worth a write at once.
const ROWS_ENOUGH: usize = 1_024;

/// Where the lanes lay down what they heard. Whoever finds the pen free writes for everybody who waits.
#[derive(Default)]
pub(crate) struct Desk {
    waiting: Mutex<Vec<Waiting>>,
    /// When the last write began.
    pen: tokio::sync::Mutex<UnixMillis>,
}

struct Waiting {
    heard: Arc<Heard>,
    lane: Arc<Lane>,
    /// Told when it is durable; dropped when the store was closed first.
    done: oneshot::Sender<()>,
}

impl Desk {
    /// Makes a batch durable, together with what other lanes have laid down; false when the store was closed first.
    async fn put(&self, world: &Arc<World>, lane: &Arc<Lane>, heard: &Arc<Heard>) -> bool {
        let (done, mut written) = oneshot::channel();
        self.lock().push(Waiting { heard: Arc::clone(heard), lane: Arc::clone(lane), done });
        tokio::select! {
            biased;
            written = &mut written => return written.is_ok(),
            mut began = self.pen.lock() => {
                self.pause(world, *began).await;
                *began = world.now();
                let waiting = std::mem::take(&mut *self.lock());
                write(world, waiting).await;
            }
        }
        written.await.is_ok()
    }

    /// Lets more gather when the last write has only just begun.
    async fn pause(&self, world: &World, began: UnixMillis) {
        let since = world.now().since(began);
        let rows: usize = self.lock().iter().map(|waiting| waiting.heard.weight()).sum();
        if since < PACE && rows < ROWS_ENOUGH {
            tokio::time::sleep(PACE - since).await;
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Makes a batch of events durable, then acknowledges its receipts. Answers how many messages came back.
pub(crate) async fn record(lane: &Arc<Lane>, world: &Arc<World>, events: Vec<ChannelEvent>) -> u32 {
    let heard = Arc::new(heard::sort(lane, events));
    if heard.is_empty() {
        return 0;
    }
    if !world.desk.put(world, lane, &heard).await {
        return 0; // nothing is acknowledged: the carrier sends it again
    }
    if !heard.taken.is_empty() {
        lane.recent.lock().unwrap_or_else(PoisonError::into_inner).keep(&heard.taken);
    }
    if !heard.acks.is_empty() {
        lane.line.acknowledge(heard.acks.clone());
    }
    let mut held = lane.held.lock().unwrap_or_else(PoisonError::into_inner);
    for (ticket, _, answered) in &heard.ended {
        if *answered != Answered::NotSent {
            held.remove(ticket);
        }
    }
    drop(held);
    if !heard.receipts.is_empty() || !heard.ended.is_empty() {
        world.stir.notify_one();
    }
    u32::try_from(heard.ended.len()).unwrap_or(u32::MAX)
}

/// Takes up receipts that came before a crash and waited for an answer that will not come any more.
pub(crate) async fn recall(lane: &Arc<Lane>, world: &Arc<World>) {
    if lane.has_parked.load(Ordering::Acquire) {
        let mut nothing = Heard::nothing(lane);
        nothing.doubtful = true;
        world.desk.put(world, lane, &Arc::new(nothing)).await;
    }
}

/// Writes what waits as soon as the store takes it, and tells those who wait.
async fn write(world: &Arc<World>, waiting: Vec<Waiting>) {
    let pages: Arc<[Page]> = waiting
        .iter()
        .map(|waiting| Page {
            heard: Arc::clone(&waiting.heard),
            has_parked: waiting.lane.has_parked.load(Ordering::Acquire),
        })
        .collect();
    let mut sure = true;
    loop {
        let (job, shared) = (Arc::clone(&pages), Arc::clone(world));
        let written = world
            .db
            .write(move |tx| Box::pin(async move { settle::write(tx, &shared, &job, sure).await }))
            .await;
        match written {
            Ok(parked) => {
                world.changed.messages();
                if pages.iter().any(|page| !page.heard.inbounds.is_empty()) {
                    world.changed.replies();
                }
                for Waiting { lane, done, .. } in waiting {
                    if parked.contains(&lane.no) {
                        lane.has_parked.store(true, Ordering::Release);
                    }
                    _ = done.send(()); // a lane waits until its events end
                }
                return;
            }
            Err(StoreError::Closed) => return,
            // A message had moved on already, as after a repeated answer: look at each of them.
            Err(StoreError::Stale { .. }) if sure => sure = false,
            Err(error) => {
                tracing::warn!(%error, "answers wait until the store records them");
                tokio::time::sleep(STORE_PAUSE).await;
            }
        }
    }
}

/// Messages that cannot be put into words any more: they end, and say so.
pub(crate) async fn unsendable(world: &World, messages: Vec<Message>) {
    let now = world.now();
    let steps: Vec<Step> = messages
        .iter()
        .map(|message| {
            let to = To {
                class: Arc::from("TEXT"),
                code: Arc::from("UNSENDABLE"),
                ..To::plain(MessageState::Failed, now)
            };
            plan::step(&message.standing(), to)
        })
        .collect();
    while let Err(error) = {
        let steps = steps.clone();
        world.db.write(move |tx| Box::pin(async move { message::apply(tx, &steps).await })).await
    } {
        if matches!(error, StoreError::Closed) {
            return;
        }
        tracing::warn!(%error, "unsendable messages wait until the store records them");
        tokio::time::sleep(STORE_PAUSE).await;
    }
    world.changed.messages();
}
