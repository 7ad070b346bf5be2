//! A lane drives one channel: it claims messages, hands them to the line, and has what comes back recorded.
//!
//! Two loops: `claims` writes the claim durably before anything is handed over; `events` hands batches to the recorder
//! and acknowledges receipts when they are durable. How many messages a lane may hold is bounded by what the line
//! lately took, so that a stop takes hold at once and a crash leaves few in doubt.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use hongyan_channels::{Channel, Extension, LineState, Submission, Ticket};
use hongyan_domain::{ChannelNo, MessageId, ResendMark, TaskNo, UnixMillis};
use hongyan_policy::codes::Protocol;
use hongyan_policy::route::Health;
use hongyan_policy::share::{TaskView, Turns};
use hongyan_store::message::{self, Message, Standing};
use hongyan_store::task::{self, Due, Task};
use hongyan_store::{StoreError, Tx};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::ahead::Ahead;
use crate::plan::Answers;
use crate::recent::Recent;
use crate::record;
use crate::world::World;

/// The longest a lane sleeps without looking for work: covers a wake-up that was lost, and retries that come due.
const IDLE_MAX: Duration = Duration::from_millis(250);
/// What a lane may hold beyond its bound for codes and emergencies.
const URGENT_RESERVE: u32 = 256;
/// The pause after the store refused a claim or a record.
const STORE_PAUSE: Duration = Duration::from_millis(200);

/// One channel at work.
pub(crate) struct Lane {
    pub(crate) no: ChannelNo,
    pub(crate) protocol: Protocol,
    pub(crate) line: Arc<dyn Channel>,
    world: Arc<World>,
    /// Messages that were handed to the line and have not come back.
    pub(crate) held: Mutex<HashMap<Ticket, Held>>,
    /// Something urgent was queued: claim it now, even beyond the bound.
    urgent: AtomicBool,
    retired: AtomicBool,
    ahead: Mutex<Ahead>,
    pub(crate) recent: Mutex<Recent>,
    /// Something may be queued.
    work: Notify,
    /// Messages came back: there may be room.
    room_made: Notify,
    /// Whether receipts wait in the store for answers of this channel.
    pub(crate) has_parked: AtomicBool,
}

/// A message that is with the line.
#[derive(Clone, Debug)]
pub(crate) struct Held {
    pub(crate) message: Standing,
    /// When it was to be sent.
    pub(crate) due_at: UnixMillis,
    pub(crate) task: Arc<Task>,
    /// Who has allowed a second copy already.
    pub(crate) mark: ResendMark,
    pub(crate) answers: Answers,
}

/// The line's name for one try of one message; a message is tried far fewer than 256 times.
pub(crate) fn ticket(message: MessageId, tries: u32) -> Ticket {
    Ticket((message.0.cast_unsigned() << 8) | u64::from(tries & 0xFF))
}

/// Which message and try a ticket names.
pub(crate) fn message_of(ticket: Ticket) -> (MessageId, u32) {
    (MessageId((ticket.0 >> 8).cast_signed()), u32::from(ticket.0.to_le_bytes()[0]))
}

impl Lane {
    pub(crate) fn new(
        world: Arc<World>,
        no: ChannelNo,
        protocol: Protocol,
        line: Arc<dyn Channel>,
        has_parked: bool,
    ) -> Self {
        let capabilities = line.capabilities();
        Self {
            no,
            protocol,
            line,
            world,
            held: Mutex::default(),
            urgent: AtomicBool::new(false),
            retired: AtomicBool::new(false),
            ahead: Mutex::new(Ahead::new(capabilities.window, capabilities.per_second)),
            recent: Mutex::default(),
            work: Notify::new(),
            room_made: Notify::new(),
            has_parked: AtomicBool::new(has_parked),
        }
    }

    pub(crate) fn wake(&self) {
        self.work.notify_one();
    }

    /// Wakes the lane for a message that may not wait behind bulk.
    pub(crate) fn wake_urgent(&self) {
        self.urgent.store(true, Ordering::Release);
        self.wake();
    }

    pub(crate) fn health(&self) -> Health {
        match self.line.state() {
            LineState::Online { .. } => Health::Online,
            LineState::Connecting => Health::Connecting,
            LineState::BackOff { until, .. } => Health::BackingOff { until },
            LineState::Refused { .. } => Health::Refused,
            LineState::Paused { .. } | LineState::Stopped => Health::Paused,
        }
    }

    pub(crate) fn held(&self) -> usize {
        self.held.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// The lane claims nothing any more; what it holds is still followed.
    pub(crate) fn retire(&self) {
        self.retired.store(true, Ordering::Release);
        self.wake();
    }

    /// Claims and hands over until told to stop.
    pub(crate) async fn claims(self: Arc<Self>, stop: CancellationToken) {
        let mut turns = Turns::default();
        while !stop.is_cancelled() && !self.retired.load(Ordering::Acquire) {
            let room = self.room();
            let claimed = if room == 0 || self.health() != Health::Online {
                Ok(Vec::new())
            } else {
                self.claim(&mut turns, room).await
            };
            match claimed {
                Ok(messages) if messages.is_empty() => {
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = self.work.notified() => {}
                        // A lane that found nothing in the store need not look again because it has more room.
                        () = self.room_made.notified(), if room == 0 => {}
                        () = tokio::time::sleep(IDLE_MAX) => {}
                    }
                }
                Ok(messages) => self.hand_over(messages).await,
                Err(error) => {
                    tracing::warn!(channel = %self.no, %error, "nothing is claimed while the store does not record it");
                    tokio::time::sleep(STORE_PAUSE).await;
                }
            }
        }
    }

    fn room(&self) -> u32 {
        let held = u32::try_from(self.held()).unwrap_or(u32::MAX);
        let (bound, batch) = {
            let ahead = self.ahead.lock().unwrap_or_else(PoisonError::into_inner);
            (ahead.bound(), ahead.batch_min())
        };
        if self.urgent.swap(false, Ordering::AcqRel) {
            return bound.saturating_add(URGENT_RESERVE).saturating_sub(held);
        }
        let room = bound.saturating_sub(held);
        // Small claims cost as much as large ones: wait for a worthwhile one unless the line runs dry.
        if room >= batch || held == 0 { room } else { 0 }
    }

    async fn claim(&self, turns: &mut Turns, room: u32) -> Result<Vec<(Message, Arc<Task>)>, StoreError> {
        let now = self.world.now();
        let no = self.no;
        let running = self.running();
        let world = Arc::clone(&self.world);
        let bulk_bound = self.ahead.lock().unwrap_or_else(PoisonError::into_inner).bound();
        let mut granting = *turns;
        let (claimed, after) = self
            .world
            .db
            .write(move |tx| {
                Box::pin(async move {
                    let due = task::due(tx, no, now).await?;
                    let grants = grants(&world, &due, &running, &mut granting, room, bulk_bound, now);
                    let mut claimed = Vec::new();
                    for (task, count) in grants {
                        claimed.extend(claim_of(tx, task, no, now, count).await?);
                    }
                    Ok((claimed, granting))
                })
            })
            .await?;
        *turns = after;
        Ok(claimed)
    }

    /// How many messages of each task this lane holds.
    fn running(&self) -> HashMap<TaskNo, u32> {
        let held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
        let mut running = HashMap::new();
        for held in held.values() {
            *running.entry(held.message.place.task).or_insert(0) += 1;
        }
        running
    }

    async fn hand_over(&self, messages: Vec<(Message, Arc<Task>)>) {
        let mut batch = Vec::with_capacity(messages.len());
        let mut unsendable = Vec::new();
        {
            let mut held = self.held.lock().unwrap_or_else(PoisonError::into_inner);
            for (message, task) in messages {
                let finished =
                    self.world.text(&task).ok().and_then(|text| text.finished(message.vars.as_deref()).ok());
                let Some(text) = finished else {
                    unsendable.push(message);
                    continue;
                };
                let ticket = ticket(message.id, message.tries);
                batch.push(Submission {
                    ticket,
                    number: message.number,
                    text,
                    flash: task.draft.flash,
                    extension: Extension::new(&task.extension).unwrap_or_default(),
                    not_after: task.expires_at,
                    wants_receipt: true,
                });
                let answers = Answers::default();
                let due_at = message.due_at;
                let (message, mark) = (message.standing(), message.mark);
                held.insert(ticket, Held { message, due_at, task, mark, answers });
            }
        }
        if !unsendable.is_empty() {
            record::unsendable(&self.world, unsendable).await;
        }
        if self.line.submit(batch).await.is_err() {
            tracing::debug!(channel = %self.no, "the line has stopped; what it did not write comes back as not sent");
        }
    }

    /// Has events recorded and acknowledged until the line ends.
    pub(crate) async fn events(self: Arc<Self>) {
        record::recall(&self, &self.world).await;
        while let Some(events) = self.line.events().await {
            let count = record::record(&self, &self.world, events).await;
            let now = self.world.now();
            self.ahead.lock().unwrap_or_else(PoisonError::into_inner).answered(count, now);
            if count > 0 {
                self.room_made.notify_one();
            }
        }
    }
}

/// Which tasks get how much of the room.
fn grants(
    world: &World,
    due: &[Due],
    running: &HashMap<TaskNo, u32>,
    turns: &mut Turns,
    room: u32,
    bulk_bound: u32,
    now: UnixMillis,
) -> Vec<(TaskNo, u32)> {
    let views: Vec<TaskView> = due
        .iter()
        .map(|due| TaskView {
            task: due.task,
            business: due.business,
            queued: due.queued,
            running: running.get(&due.task).copied().unwrap_or(0),
        })
        .collect();
    let mut grants = turns.share(&views, room, bulk_bound);
    for (task, count) in &mut grants {
        if let Some(limit) = due.iter().find(|due| due.task == *task).and_then(|due| due.speed_limit) {
            *count = world.speeds.take(*task, limit, *count, now);
        }
    }
    grants.retain(|(_, count)| *count > 0);
    grants
}

async fn claim_of(
    tx: &mut Tx,
    task: TaskNo,
    channel: ChannelNo,
    now: UnixMillis,
    count: u32,
) -> Result<Vec<(Message, Arc<Task>)>, StoreError> {
    let task = Arc::new(task::find(tx, task).await?);
    let claimed = message::claim(tx, task.no, channel, now, count).await?;
    Ok(claimed.into_iter().map(|message| (message, Arc::clone(&task))).collect())
}
