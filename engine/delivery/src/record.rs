//! What comes back from a line becomes durable: answers, doubts, receipts, replies, all of a batch in one transaction.
//!
//! Only then are receipts acknowledged to the carrier. While the store takes no writes, the batch waits here, the
//! line's events wait behind it, and so nothing more is sent than what is under way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use hongyan_channels::{AckToken, Answer, ChannelEvent, Inbound, Ticket};
use hongyan_domain::{Carrier, ChannelNo, MessageState, Msisdn, UnixMillis};
use hongyan_policy::codes::{Effect, Protocol, Source, Verdict};
use hongyan_policy::route::{self, CarrierSet, ChannelView, Intelligence, MessageKind, NumberFacts, Request};
use hongyan_store::attempt::{self, Attempt, Candidate, StatOf};
use hongyan_store::audience::LOCAL;
use hongyan_store::audience::blocklist::{self, Block, BlockKind};
use hongyan_store::audience::number_fact::{self, NumberFact};
use hongyan_store::message::{self, Message, Step, To};
use hongyan_store::receipt::{self, Receipt};
use hongyan_store::task::{self, Task};
use hongyan_store::{StoreError, Tx};

use crate::inbound;
use crate::lane::{Held, Lane};
use crate::plan::{self, Answered, Outlook, PartEnd};
use crate::world::World;

/// Pause before a batch that the store refused is tried again.
const STORE_PAUSE: Duration = Duration::from_millis(200);
/// A carrier's id counts for a receipt only within this time after the answer: ids repeat after a year (cmpp.md §7).
const ID_VALID: Duration = Duration::from_secs(30 * 24 * 3_600);

/// One batch, sorted.
#[derive(Default)]
struct Batch {
    attempts: Vec<Attempt>,
    ended: Vec<(Ticket, Held, Answered)>,
    receipts: Vec<Receipt>,
    inbounds: Vec<Inbound>,
    acks: Vec<AckToken>,
}

impl Batch {
    fn is_empty(&self) -> bool {
        self.attempts.is_empty()
            && self.ended.is_empty()
            && self.receipts.is_empty()
            && self.inbounds.is_empty()
    }
}

/// Makes a batch of events durable, then acknowledges its receipts. Answers how many messages came back.
pub(crate) async fn record(lane: &Lane, world: &Arc<World>, events: Vec<ChannelEvent>) -> u32 {
    let batch = Arc::new(sort(lane, events));
    if batch.is_empty() {
        return 0;
    }
    let doubtful = batch.ended.iter().any(|(.., answered)| *answered == Answered::InDoubt);
    if !keep(lane, world, &batch, doubtful).await {
        return 0; // nothing is acknowledged: the carrier sends it again
    }
    if !batch.acks.is_empty() {
        lane.line.acknowledge(batch.acks.clone());
    }
    let mut held = lane.held.lock().unwrap_or_else(PoisonError::into_inner);
    for (ticket, _, answered) in &batch.ended {
        if *answered != Answered::NotSent {
            held.remove(ticket);
        }
    }
    drop(held);
    if !batch.receipts.is_empty() || !batch.ended.is_empty() {
        world.stir.notify_one();
    }
    u32::try_from(batch.ended.len()).unwrap_or(u32::MAX)
}

/// Takes up receipts that came before a crash and waited for an answer that will not come any more.
pub(crate) async fn recall(lane: &Lane, world: &Arc<World>) {
    if lane.has_parked.load(Ordering::Acquire) {
        keep(lane, world, &Arc::new(Batch::default()), true).await;
    }
}

/// Writes a batch as soon as the store takes it, and, with `doubtful`, the receipts that waited for messages that are
/// in doubt now. False when the store was closed first.
async fn keep(lane: &Lane, world: &Arc<World>, batch: &Arc<Batch>, doubtful: bool) -> bool {
    let wait = Wait { has_parked: lane.has_parked.load(Ordering::Acquire), doubtful };
    loop {
        let (job, shared, no, protocol) = (Arc::clone(batch), Arc::clone(world), lane.no, lane.protocol);
        let written = world
            .db
            .write(move |tx| Box::pin(async move { write(tx, &shared, no, protocol, &job, wait).await }))
            .await;
        match written {
            Ok(parked) => {
                if parked {
                    lane.has_parked.store(true, Ordering::Release);
                }
                return true;
            }
            Err(StoreError::Closed) => return false,
            Err(error) => {
                tracing::warn!(channel = %lane.no, %error, "answers wait until the store records them");
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
            plan::step(message, to)
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
}

fn sort(lane: &Lane, events: Vec<ChannelEvent>) -> Batch {
    let mut batch = Batch::default();
    let mut held = lane.held.lock().unwrap_or_else(PoisonError::into_inner);
    let mut heard = |batch: &mut Batch, ticket: Ticket, parts: u8, count: &dyn Fn(&mut plan::Answers)| {
        let Some(of_ticket) = held.get_mut(&ticket) else { return };
        of_ticket.answers.parts = parts;
        count(&mut of_ticket.answers);
        let verdict = of_ticket.answers.verdict();
        if verdict != Answered::Waiting {
            batch.ended.push((ticket, of_ticket.clone(), verdict));
        }
        if verdict == Answered::NotSent {
            // It will be claimed again under the same ticket, perhaps as soon as this is written.
            held.remove(&ticket);
        }
    };
    for event in events {
        match event {
            ChannelEvent::Answered { ticket, part, parts, answer, at, .. } => {
                let (carrier_id, result) = match answer {
                    Answer::Accepted { carrier_id } => (Some(carrier_id), 0),
                    Answer::Refused { code } => (None, code),
                };
                let (message, try_no) = crate::lane::message_of(ticket);
                batch.attempts.push(Attempt {
                    message,
                    try_no,
                    part,
                    channel: lane.no,
                    carrier_id,
                    answered_at: at,
                    result,
                    stat: None,
                    stat_at: None,
                });
                heard(&mut batch, ticket, parts, &|answers| match answer {
                    Answer::Accepted { .. } => answers.accepted += 1,
                    Answer::Refused { code } => {
                        answers.refused += 1;
                        answers.code = code;
                    }
                });
            }
            ChannelEvent::InDoubt { ticket, parts, .. } => {
                heard(&mut batch, ticket, parts, &|answers| answers.in_doubt += 1);
            }
            ChannelEvent::PartNotSent { ticket, parts, .. } => {
                heard(&mut batch, ticket, parts, &|answers| answers.not_sent += 1);
            }
            ChannelEvent::NotSent { ticket, .. } => {
                heard(&mut batch, ticket, 1, &|answers| answers.not_sent += 1);
            }
            ChannelEvent::Unsendable { ticket, cause, .. } => {
                tracing::error!(channel = %lane.no, %cause, "a message cannot be encoded for this channel");
                heard(&mut batch, ticket, 1, &|answers| {
                    answers.refused += 1;
                    answers.code = UNSENDABLE;
                });
            }
            ChannelEvent::Receipt { ack, carrier_id, number, stat, at, .. } => {
                batch.acks.push(ack);
                batch.receipts.push(Receipt {
                    channel: lane.no,
                    carrier_id,
                    number,
                    stat: stat.to_string(),
                    at,
                });
            }
            ChannelEvent::Inbound(inbound) => {
                batch.acks.push(inbound.ack);
                batch.inbounds.push(*inbound);
            }
            ChannelEvent::State { state, .. } => {
                tracing::info!(channel = %lane.no, state = state.code(), "the line's state");
            }
        }
    }
    batch
}

/// Stands in for a carrier's code where our own encoder refused the message.
const UNSENDABLE: u32 = u32::MAX;

/// Which receipts that wait in the store a batch takes up.
#[derive(Clone, Copy)]
struct Wait {
    /// Any may wait.
    has_parked: bool,
    /// Messages have fallen in doubt: their answers will not come, so their receipts must speak for themselves.
    doubtful: bool,
}

/// Answers whether receipts are parked now.
async fn write(
    tx: &mut Tx,
    world: &World,
    channel: ChannelNo,
    protocol: Protocol,
    batch: &Batch,
    wait: Wait,
) -> Result<bool, StoreError> {
    let now = world.now();
    let views = world.views();
    let mut recorder = Recorder {
        world,
        channel,
        protocol,
        views: &views,
        now,
        steps: Vec::new(),
        facts: Vec::new(),
        blocks: Vec::new(),
        tasks: BTreeMap::new(),
    };
    attempt::insert(tx, &batch.attempts).await?;
    for (_, held, answered) in &batch.ended {
        recorder.tasks.insert(held.task.no.0, Arc::clone(&held.task));
        recorder.answered(held, *answered);
    }
    recorder.flush(tx).await?;
    let mut receipts = batch.receipts.clone();
    if wait.has_parked {
        let accepted: Vec<u64> = batch.attempts.iter().filter_map(|attempt| attempt.carrier_id).collect();
        receipts.extend(receipt::take(tx, channel, &accepted).await?);
        if wait.doubtful {
            receipts.extend(receipt::take_doubtful(tx, channel).await?);
        }
    }
    let unmatched = recorder.receipts(tx, &receipts).await?;
    let parked = recorder.doubts(tx, unmatched).await?;
    recorder.flush(tx).await?;
    receipt::park(tx, &parked).await?;
    for inbound in &batch.inbounds {
        inbound::receive(tx, world, channel, inbound).await?;
    }
    Ok(!parked.is_empty())
}

struct Recorder<'a> {
    world: &'a World,
    channel: ChannelNo,
    protocol: Protocol,
    views: &'a [ChannelView],
    now: UnixMillis,
    steps: Vec<Step>,
    facts: Vec<NumberFact>,
    blocks: Vec<Block>,
    tasks: BTreeMap<i64, Arc<Task>>,
}

impl Recorder<'_> {
    fn answered(&mut self, held: &Held, answered: Answered) {
        let message = &held.message;
        let to = match answered {
            Answered::Waiting => return,
            Answered::Submitted => To::plain(MessageState::Submitted, self.now),
            Answered::NotSent => To { untried: true, ..To::plain(MessageState::Queued, message.due_at) },
            Answered::InDoubt => {
                To { code: Arc::from("LINE_CUT"), ..To::plain(MessageState::InDoubt, self.now) }
            }
            Answered::Refused { code } => {
                let verdict = self.world.codes.verdict("", self.protocol, Source::SubmitResult(code));
                let step =
                    self.fail(message, &held.task, verdict, &submit_code(code), MessageState::Rejected);
                self.steps.push(step);
                return;
            }
            Answered::PartlyRefused { code } => {
                let verdict = self.world.codes.verdict("", self.protocol, Source::SubmitResult(code));
                let class = verdict.class.map_or("UNK", hongyan_domain::FailureClass::code);
                To {
                    class: Arc::from(class),
                    code: submit_code(code),
                    ..To::plain(MessageState::Rejected, self.now)
                }
            }
        };
        self.steps.push(plan::step(message, to));
    }

    fn fail(
        &mut self,
        message: &Message,
        task: &Task,
        verdict: &Verdict,
        code: &Arc<str>,
        end: MessageState,
    ) -> Step {
        let mut facts = NumberFacts::default();
        if verdict.effects.has(Effect::LearnPorted) {
            facts.not_with = CarrierSet::NONE.with(message.carrier);
        }
        let request = Request {
            business: task.draft.business,
            kind: if task.draft.flash { MessageKind::Flash } else { MessageKind::Text },
            org: LOCAL,
            channel: task.draft.channel,
            avoid: Some(message.channel),
        };
        let intelligence = Intelligence { segments: self.world.segments, facts };
        let choice = route::choose(message.number, &intelligence, self.views, &request);
        let elsewhere = choice.pick.map(|pick| pick.no).filter(|no| *no != message.channel);
        self.learn(message, task, verdict, choice.carrier);
        let outlook = Outlook {
            business: task.draft.business,
            not_after: task.expires_at.unwrap_or(UnixMillis(i64::MAX)),
            quiet: &self.world.limits.quiet,
            elsewhere,
        };
        plan::fail(message, verdict, code, end, &outlook, self.now)
    }

    /// What a code teaches about the number, beside what it means for the message.
    fn learn(&mut self, message: &Message, task: &Task, verdict: &Verdict, guess: Carrier) {
        let fact = |ported_to, dead_since| NumberFact {
            number: message.number,
            ported_to,
            dead_since,
            source: "receipt".to_owned(),
            updated_at: self.now,
        };
        if verdict.effects.has(Effect::LearnPorted) && guess != message.carrier {
            self.facts.push(fact(Some(guess), None));
        }
        if verdict.effects.has(Effect::LearnDead) {
            self.facts.push(fact(None, Some(self.now)));
        }
        if verdict.effects.has(Effect::Blacklist) {
            self.blocks.push(Block {
                number: message.number,
                kind: BlockKind::Blacklist,
                scope: task.draft.business.code().to_owned(),
                source: "receipt".to_owned(),
                note: String::new(),
                created_at: self.now,
            });
        }
    }

    async fn task(&mut self, tx: &mut Tx, message: &Message) -> Result<Arc<Task>, StoreError> {
        if let Some(task) = self.tasks.get(&message.task.0) {
            return Ok(Arc::clone(task));
        }
        let task = Arc::new(task::find(tx, message.task).await?);
        self.tasks.insert(message.task.0, Arc::clone(&task));
        Ok(task)
    }

    /// Settles the receipts whose attempts are known; answers the others.
    async fn receipts(&mut self, tx: &mut Tx, receipts: &[Receipt]) -> Result<Vec<Receipt>, StoreError> {
        let ids: Vec<u64> = receipts.iter().map(|receipt| receipt.carrier_id).collect();
        let mut candidates: BTreeMap<usize, Candidate> = BTreeMap::new();
        for candidate in attempt::find(tx, self.channel, &ids).await? {
            let Some(receipt) = receipts.get(candidate.receipt) else { continue };
            let same_person = receipt.number.is_none_or(|number| number == candidate.message.number);
            let in_time = receipt.at.since(candidate.answered_at) <= ID_VALID;
            let newer = candidates
                .get(&candidate.receipt)
                .is_none_or(|known| known.answered_at < candidate.answered_at);
            if same_person && in_time && newer {
                candidates.insert(candidate.receipt, candidate);
            }
        }
        let mut unmatched = Vec::new();
        let mut stats = Vec::with_capacity(receipts.len());
        let mut settled = Vec::with_capacity(receipts.len());
        let mut known: BTreeSet<(i64, u32, u8)> = BTreeSet::new();
        // A success is believed whatever else is said, so it goes before a failure of the same part.
        let mut order: Vec<_> = receipts
            .iter()
            .enumerate()
            .map(|(index, receipt)| {
                let verdict = self.world.codes.verdict("", self.protocol, Source::Stat(&receipt.stat));
                (index, receipt, verdict, plan::part_end(verdict))
            })
            .collect();
        order.sort_by_key(|(.., end)| *end != PartEnd::Delivered);
        for (index, receipt, verdict, end) in order {
            let Some(candidate) = candidates.remove(&index) else {
                unmatched.push(receipt.clone());
                continue;
            };
            let again = candidate.stat.is_some() && end != PartEnd::Delivered;
            if end == PartEnd::Open || again || candidate.stat.as_deref() == Some(&receipt.stat) {
                continue; // a repeat, or nothing final: acknowledged, and that is all
            }
            if !known.insert((candidate.message.id.0, candidate.try_no, candidate.part)) {
                continue; // two for one part at once: the better one came first
            }
            stats.push(StatOf {
                message: candidate.message.id,
                try_no: candidate.try_no,
                part: candidate.part,
                stat: receipt.stat.clone(),
                at: receipt.at,
            });
            settled.push((candidate, receipt, verdict, end));
        }
        attempt::set_stats(tx, &stats).await?;
        // Of several parts the one that failed says why.
        settled.sort_by_key(|(.., end)| *end == PartEnd::Delivered);
        let mut done = BTreeSet::new();
        for (candidate, receipt, verdict, end) in settled {
            let message = &candidate.message;
            let parts = match message.parts {
                0 | 1 => vec![end],
                _ => self.ends_of(tx, message, candidate.try_no).await?,
            };
            if done.contains(&message.id) {
                continue;
            }
            if self.settle(tx, message, candidate.try_no, &parts, verdict, &receipt.stat).await? {
                done.insert(message.id);
            }
        }
        Ok(unmatched)
    }

    /// Takes the step that the receipts of a try ask for; answers whether there was one.
    async fn settle(
        &mut self,
        tx: &mut Tx,
        message: &Message,
        try_no: u32,
        parts: &[PartEnd],
        verdict: &Verdict,
        stat: &str,
    ) -> Result<bool, StoreError> {
        match plan::receipt(message, try_no, parts) {
            PartEnd::Open => Ok(false),
            PartEnd::Delivered => {
                let code = Arc::from(stat);
                let to = To { code, ..To::plain(MessageState::Delivered, self.now) };
                self.steps.push(plan::step(message, to));
                Ok(true)
            }
            PartEnd::Failed => {
                let task = self.task(tx, message).await?;
                let step = self.fail(message, &task, verdict, &Arc::from(stat), MessageState::Failed);
                self.steps.push(step);
                Ok(true)
            }
        }
    }

    async fn ends_of(&self, tx: &mut Tx, message: &Message, try_no: u32) -> Result<Vec<PartEnd>, StoreError> {
        let attempts = attempt::of(tx, message.id).await?;
        Ok(attempts
            .iter()
            .filter(|attempt| attempt.try_no == try_no)
            .filter_map(|attempt| attempt.stat.as_deref())
            .map(|stat| plan::part_end(self.world.codes.verdict("", self.protocol, Source::Stat(stat))))
            .collect())
    }

    /// Receipts without an attempt: one that names the number of a message in doubt resolves it; the rest is parked.
    async fn doubts(&mut self, tx: &mut Tx, receipts: Vec<Receipt>) -> Result<Vec<Receipt>, StoreError> {
        let mut parked = Vec::new();
        let mut settled = BTreeSet::new();
        for receipt in receipts {
            if settled.contains(&receipt.carrier_id) {
                continue; // the same again: it must not settle another doubt about this person
            }
            let resolved = match receipt.number {
                Some(number) => self.doubt(tx, number, &receipt).await?,
                None => false,
            };
            if resolved {
                settled.insert(receipt.carrier_id);
            } else {
                parked.push(receipt);
            }
        }
        Ok(parked)
    }

    async fn doubt(&mut self, tx: &mut Tx, number: Msisdn, receipt: &Receipt) -> Result<bool, StoreError> {
        let verdict = self.world.codes.verdict("", self.protocol, Source::Stat(&receipt.stat));
        let end = plan::part_end(verdict);
        let mut open = message::under_way(tx, number, self.channel).await?;
        // A message that waits for its answer explains the receipt as well: wait for that answer.
        if end == PartEnd::Open || open.iter().any(|message| message.state == MessageState::Claimed) {
            return Ok(false);
        }
        open.retain(|message| message.state == MessageState::InDoubt && message.due_at <= receipt.at);
        let Some(message) = open.pop() else { return Ok(false) };
        let known = attempt::of(tx, message.id).await?;
        let missing = (1..=u8::try_from(message.parts.max(1)).unwrap_or(u8::MAX)).find(|part| {
            !known.iter().any(|attempt| attempt.try_no == message.tries && attempt.part == *part)
        });
        let Some(part) = missing else { return Ok(false) };
        let found = Attempt {
            message: message.id,
            try_no: message.tries,
            part,
            channel: self.channel,
            carrier_id: Some(receipt.carrier_id),
            answered_at: receipt.at,
            result: 0,
            stat: None,
            stat_at: None,
        };
        attempt::insert(tx, &[found]).await?;
        let stat = StatOf {
            message: message.id,
            try_no: message.tries,
            part,
            stat: receipt.stat.clone(),
            at: receipt.at,
        };
        attempt::set_stats(tx, &[stat]).await?;
        let parts = self.ends_of(tx, &message, message.tries).await?;
        self.settle(tx, &message, message.tries, &parts, verdict, &receipt.stat).await?;
        self.flush(tx).await?; // the next receipt for this number must see what this one settled
        Ok(true)
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let steps = std::mem::take(&mut self.steps);
        if !steps.is_empty() {
            message::apply(tx, &steps).await?;
        }
        let facts = std::mem::take(&mut self.facts);
        if !facts.is_empty() {
            number_fact::learn(tx, &facts).await?;
        }
        for block in std::mem::take(&mut self.blocks) {
            blocklist::add(tx, self.world.uid(), &block, LOCAL).await?;
        }
        Ok(())
    }
}

/// A refusal as it is stored and shown (`operator-guide` §8: "CMPP 8").
fn submit_code(code: u32) -> Arc<str> {
    if code == UNSENDABLE { Arc::from("UNSENDABLE") } else { Arc::from(format!("CMPP {code}")) }
}
