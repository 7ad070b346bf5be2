//! What answers and receipts do to messages, inside the transaction that records them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use hongyan_domain::{Carrier, ChannelNo, MessageState, Msisdn, ResendMark, UnixMillis};
use hongyan_policy::codes::{Effect, Protocol, Source, Verdict};
use hongyan_policy::route::{self, CarrierSet, ChannelView, Intelligence, MessageKind, NumberFacts, Request};
use hongyan_store::attempt::{self, Attempt, Candidate, StatOf};
use hongyan_store::audience::LOCAL;
use hongyan_store::audience::blocklist::{self, Block, BlockKind};
use hongyan_store::audience::number_fact::{self, NumberFact};
use hongyan_store::message::{self, Standing, Step, To};
use hongyan_store::receipt::{self, Receipt};
use hongyan_store::task::{self, Task};
use hongyan_store::{StoreError, Tx};

use crate::heard::{Heard, UNSENDABLE};
use crate::inbound;
use crate::lane::Held;
use crate::plan::{self, Answered, Outlook, PartEnd};
use crate::recent::Taken;
use crate::world::World;

/// A carrier's id counts for a receipt only within this time after the answer: ids repeat after a year (cmpp.md §7).
const ID_VALID: Duration = Duration::from_secs(30 * 24 * 3_600);

/// What one lane heard, as it is written.
pub(crate) struct Page {
    pub(crate) heard: Arc<Heard>,
    /// Whether receipts wait in the store for answers of this channel.
    pub(crate) has_parked: bool,
}

/// Writes what the lanes heard. Answers the channels that have receipts waiting now.
///
/// With `sure`, every message is taken to be where its step says, which saves a look at each of them.
///
/// # Errors
/// [`StoreError::Stale`] when `sure` was wrong; other [`StoreError`] when the store does not take it.
pub(crate) async fn write(
    tx: &mut Tx,
    world: &World,
    pages: &[Page],
    sure: bool,
) -> Result<BTreeSet<ChannelNo>, StoreError> {
    let views = world.views();
    let mut settling = Settling {
        world,
        protocols: pages.iter().map(|page| (page.heard.channel, page.heard.protocol)).collect(),
        views: &views,
        now: world.now(),
        sure,
        steps: Vec::new(),
        facts: Vec::new(),
        blocks: Vec::new(),
        tasks: BTreeMap::new(),
    };
    let attempts: Vec<&Attempt> = pages.iter().flat_map(|page| &page.heard.attempts).collect();
    attempt::insert(tx, &attempts).await?;
    for Page { heard, .. } in pages {
        for (_, held, answered) in &heard.ended {
            settling.tasks.insert(held.task.no.0, Arc::clone(&held.task));
            settling.answered(held, *answered, heard.protocol);
        }
    }
    settling.flush(tx).await?;
    let mut receipts: Vec<(Receipt, Option<&Taken>)> = Vec::new();
    for Page { heard, has_parked } in pages {
        let known = heard.known.iter().map(|taken| taken.as_ref().filter(|_| sure));
        receipts.extend(heard.receipts.iter().cloned().zip(known));
        if *has_parked {
            let accepted: Vec<u64> = heard.attempts.iter().filter_map(|attempt| attempt.carrier_id).collect();
            let mut waited = receipt::take(tx, heard.channel, &accepted).await?;
            if heard.doubtful {
                waited.extend(receipt::take_doubtful(tx, heard.channel).await?);
            }
            receipts.extend(waited.into_iter().map(|receipt| (receipt, None)));
        }
    }
    let unmatched = settling.receipts(tx, &receipts).await?;
    let parked = settling.doubts(tx, unmatched).await?;
    settling.flush(tx).await?;
    receipt::park(tx, &parked).await?;
    for Page { heard, .. } in pages {
        for inbound in &heard.inbounds {
            inbound::receive(tx, world, heard.channel, inbound).await?;
        }
    }
    Ok(parked.iter().map(|receipt| receipt.channel).collect())
}

struct Settling<'a> {
    world: &'a World,
    protocols: BTreeMap<ChannelNo, Protocol>,
    views: &'a [ChannelView],
    now: UnixMillis,
    /// Every message is taken to be where its step says; when one is not, the batch is written again without this.
    sure: bool,
    steps: Vec<Step>,
    facts: Vec<NumberFact>,
    blocks: Vec<Block>,
    tasks: BTreeMap<i64, Arc<Task>>,
}

impl Settling<'_> {
    fn answered(&mut self, held: &Held, answered: Answered, protocol: Protocol) {
        let message = &held.message;
        let to = match answered {
            Answered::Waiting => return,
            Answered::Submitted => To::plain(MessageState::Submitted, self.now),
            Answered::NotSent => To { untried: true, ..To::plain(MessageState::Queued, held.due_at) },
            Answered::InDoubt => {
                To { code: Arc::from("LINE_CUT"), ..To::plain(MessageState::InDoubt, self.now) }
            }
            Answered::Refused { code } => {
                let verdict = self.world.codes.verdict("", protocol, Source::SubmitResult(code));
                let step =
                    self.fail(message, &held.task, verdict, &submit_code(code), MessageState::Rejected);
                self.steps.push(step);
                return;
            }
            Answered::PartlyRefused { code } => {
                let verdict = self.world.codes.verdict("", protocol, Source::SubmitResult(code));
                let class = verdict.class.map_or("UNK", hongyan_domain::FailureClass::code);
                To {
                    class: Arc::from(class),
                    code: submit_code(code),
                    ..To::plain(MessageState::Rejected, self.now)
                }
            }
        };
        // The line's own rule repeats a SUBMIT that is not answered in time, so a second copy is policy's (P2).
        let repeated = held.answers.repeated && held.mark == ResendMark::None;
        let to = if repeated { To { mark: Some(ResendMark::Policy), ..to } } else { to };
        self.steps.push(plan::step(message, to));
    }

    fn fail(
        &mut self,
        message: &Standing,
        task: &Task,
        verdict: &Verdict,
        code: &Arc<str>,
        end: MessageState,
    ) -> Step {
        let mut facts = NumberFacts::default();
        if verdict.effects.has(Effect::LearnPorted) {
            facts.not_with = CarrierSet::NONE.with(message.place.carrier);
        }
        let request = Request {
            business: task.draft.business,
            kind: if task.draft.flash { MessageKind::Flash } else { MessageKind::Text },
            org: LOCAL,
            channel: task.draft.channel,
            avoid: Some(message.place.channel),
            sandbox: task.draft.sandbox,
        };
        let intelligence = Intelligence { segments: self.world.segments, facts };
        let choice = route::choose(message.number, &intelligence, self.views, &request);
        let elsewhere = choice.pick.map(|pick| pick.no).filter(|no| *no != message.place.channel);
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
    fn learn(&mut self, message: &Standing, task: &Task, verdict: &Verdict, guess: Carrier) {
        let fact = |ported_to, dead_since| NumberFact {
            number: message.number,
            ported_to,
            dead_since,
            source: "receipt".to_owned(),
            updated_at: self.now,
        };
        if verdict.effects.has(Effect::LearnPorted) && guess != message.place.carrier {
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

    async fn task(&mut self, tx: &mut Tx, message: &Standing) -> Result<Arc<Task>, StoreError> {
        if let Some(task) = self.tasks.get(&message.place.task.0) {
            return Ok(Arc::clone(task));
        }
        let task = Arc::new(task::find(tx, message.place.task).await?);
        self.tasks.insert(message.place.task.0, Arc::clone(&task));
        Ok(task)
    }

    /// Settles the receipts whose attempts are known; answers the others.
    async fn receipts(
        &mut self,
        tx: &mut Tx,
        receipts: &[(Receipt, Option<&Taken>)],
    ) -> Result<Vec<Receipt>, StoreError> {
        let mut candidates: BTreeMap<usize, Candidate> = BTreeMap::new();
        let mut asked = Vec::new();
        let mut found = Vec::new();
        for (index, (receipt, taken)) in receipts.iter().enumerate() {
            match taken {
                Some(taken) => found.push(candidate(index, taken)),
                None => asked.push((index, receipt.channel, receipt.carrier_id)),
            }
        }
        found.extend(attempt::find(tx, &asked).await?);
        for candidate in found {
            let Some((receipt, _)) = receipts.get(candidate.receipt) else { continue };
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
        let mut stats = Vec::new();
        let mut settled = Vec::with_capacity(receipts.len());
        let mut known: BTreeSet<(i64, u32, u8)> = BTreeSet::new();
        // A success is believed whatever else is said, so it goes before a failure of the same part.
        let mut order: Vec<_> = receipts
            .iter()
            .enumerate()
            .map(|(index, (receipt, _))| {
                let verdict = self.verdict(receipt.channel, &receipt.stat);
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
            if !known.insert((candidate.message.place.id.0, candidate.try_no, candidate.part)) {
                continue; // two for one part at once: the better one came first
            }
            if candidate.message.parts > 1 {
                stats.push(stat_of(&candidate, receipt)); // the ends of the other parts are read below
            }
            settled.push((candidate, receipt, verdict, end));
        }
        attempt::set_stats(tx, &stats).await?;
        // Of several parts the one that failed says why.
        settled.sort_by_key(|(.., end)| *end == PartEnd::Delivered);
        let mut done = BTreeSet::new();
        let mut stats = Vec::new();
        for (candidate, receipt, verdict, end) in settled {
            let message = &candidate.message;
            let parts = match message.parts {
                0 | 1 => vec![end],
                _ => self.ends_of(tx, message, candidate.try_no, receipt.channel).await?,
            };
            if done.contains(&message.place.id) {
                continue;
            }
            let after = self.settle(tx, message, candidate.try_no, &parts, verdict, &receipt.stat).await?;
            if after.is_some() {
                done.insert(message.place.id);
            }
            if message.parts <= 1 && !plan::tells(message, candidate.try_no, after) {
                stats.push(stat_of(&candidate, receipt));
            }
        }
        attempt::set_stats(tx, &stats).await?;
        Ok(unmatched)
    }

    /// Takes the step that the receipts of a try ask for; answers the state it leads to.
    async fn settle(
        &mut self,
        tx: &mut Tx,
        message: &Standing,
        try_no: u32,
        parts: &[PartEnd],
        verdict: &Verdict,
        stat: &str,
    ) -> Result<Option<MessageState>, StoreError> {
        let step = match plan::receipt(message, try_no, parts) {
            PartEnd::Open => return Ok(None),
            PartEnd::Delivered => {
                let code = Arc::from(stat);
                plan::step(message, To { code, ..To::plain(MessageState::Delivered, self.now) })
            }
            PartEnd::Failed if message.state == MessageState::NoReceipt => {
                // Its task may be over: it is not sent again, whatever the code would allow.
                plan::end(message, verdict, &Arc::from(stat), MessageState::Failed, self.now)
            }
            PartEnd::Failed => {
                let task = self.task(tx, message).await?;
                self.fail(message, &task, verdict, &Arc::from(stat), MessageState::Failed)
            }
        };
        let after = step.to.state;
        self.steps.push(step);
        Ok(Some(after))
    }

    async fn ends_of(
        &self,
        tx: &mut Tx,
        message: &Standing,
        try_no: u32,
        channel: ChannelNo,
    ) -> Result<Vec<PartEnd>, StoreError> {
        let attempts = attempt::of(tx, message.place.id).await?;
        Ok(attempts
            .iter()
            .filter(|attempt| attempt.try_no == try_no)
            .filter_map(|attempt| attempt.stat.as_deref())
            .map(|stat| plan::part_end(self.verdict(channel, stat)))
            .collect())
    }

    /// What a receipt's words mean on a channel.
    fn verdict(&self, channel: ChannelNo, stat: &str) -> &'static Verdict {
        let protocol = self.protocols.get(&channel).copied().unwrap_or(Protocol::Cmpp30);
        self.world.codes.verdict("", protocol, Source::Stat(stat))
    }

    /// Receipts without an attempt: one that names the number of a message in doubt resolves it; the rest is parked.
    async fn doubts(&mut self, tx: &mut Tx, receipts: Vec<Receipt>) -> Result<Vec<Receipt>, StoreError> {
        let mut parked = Vec::new();
        let mut settled = BTreeSet::new();
        for receipt in receipts {
            if settled.contains(&(receipt.channel, receipt.carrier_id)) {
                continue; // the same again: it must not settle another doubt about this person
            }
            let resolved = match receipt.number {
                Some(number) => self.doubt(tx, number, &receipt).await?,
                None => false,
            };
            if resolved {
                settled.insert((receipt.channel, receipt.carrier_id));
            } else {
                parked.push(receipt);
            }
        }
        Ok(parked)
    }

    async fn doubt(&mut self, tx: &mut Tx, number: Msisdn, receipt: &Receipt) -> Result<bool, StoreError> {
        let verdict = self.verdict(receipt.channel, &receipt.stat);
        let end = plan::part_end(verdict);
        let mut open = message::under_way(tx, number, receipt.channel).await?;
        // A message that waits for its answer explains the receipt as well: wait for that answer.
        if end == PartEnd::Open || open.iter().any(|message| message.state == MessageState::Claimed) {
            return Ok(false);
        }
        open.retain(|message| message.state == MessageState::InDoubt && message.due_at <= receipt.at);
        let Some(message) = open.pop().map(|message| message.standing()) else { return Ok(false) };
        let known = attempt::of(tx, message.place.id).await?;
        let missing = (1..=u8::try_from(message.parts.max(1)).unwrap_or(u8::MAX)).find(|part| {
            !known.iter().any(|attempt| attempt.try_no == message.tries && attempt.part == *part)
        });
        let Some(part) = missing else { return Ok(false) };
        let found = Attempt {
            message: message.place.id,
            try_no: message.tries,
            part,
            channel: receipt.channel,
            carrier_id: Some(receipt.carrier_id),
            answered_at: receipt.at,
            result: 0,
            stat: None,
            stat_at: None,
        };
        attempt::insert(tx, &[&found]).await?;
        let stat = StatOf {
            message: message.place.id,
            try_no: message.tries,
            part,
            channel: receipt.channel,
            answered_at: receipt.at,
            stat: receipt.stat.clone(),
            at: receipt.at,
        };
        attempt::set_stats(tx, &[stat]).await?;
        let parts = self.ends_of(tx, &message, message.tries, receipt.channel).await?;
        self.settle(tx, &message, message.tries, &parts, verdict, &receipt.stat).await?;
        self.flush(tx).await?; // the next receipt for this number must see what this one settled
        Ok(true)
    }

    async fn flush(&mut self, tx: &mut Tx) -> Result<(), StoreError> {
        let steps = std::mem::take(&mut self.steps);
        if !steps.is_empty() && self.sure {
            message::apply_all(tx, &steps).await?;
        } else if !steps.is_empty() {
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

fn candidate(receipt: usize, taken: &Taken) -> Candidate {
    Candidate {
        receipt,
        try_no: taken.message.tries,
        part: 1,
        answered_at: taken.answered_at,
        stat: None,
        message: taken.message.clone(),
    }
}

fn stat_of(candidate: &Candidate, receipt: &Receipt) -> StatOf {
    StatOf {
        message: candidate.message.place.id,
        try_no: candidate.try_no,
        part: candidate.part,
        channel: receipt.channel,
        answered_at: candidate.answered_at,
        stat: receipt.stat.clone(),
        at: receipt.at,
    }
}

/// A refusal as it is stored and shown (`operator-guide` §8: "CMPP 8").
fn submit_code(code: u32) -> Arc<str> {
    if code == UNSENDABLE { Arc::from("UNSENDABLE") } else { Arc::from(format!("CMPP {code}")) }
}
