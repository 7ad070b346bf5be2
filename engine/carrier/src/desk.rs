//! A simulated carrier behind its gateway: takes SUBMITs, lets fate decide, and has receipts and replies to deliver.
//!
//! Every line of the gateway takes its turns under one lock, a turn covering everything that arrived in one read. There
//! is no task or timer per message: what is due later lies in a [`Schedule`], and the line that has room pulls it.

mod power;
mod turn;
#[cfg(test)]
mod world;

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};

use hongyan_domain::{Msisdn, UnixMillis};
use hongyan_link::gateway::{AccountNo, Accounts, Desk, Input, LineNo, Note, Pending, Session, Verdict};
use hongyan_wire::cmpp::Stat;
use hongyan_wire::field::Text;
use tokio::sync::watch;

use crate::config::{CarrierConfig, Config};
use crate::counters::Counters;
use crate::dice::Dice;
use crate::fate::PartsFate;
use crate::handset::{Glance, Item, Phones, Received};
use crate::ledger::{Ledger, LedgerRow};
use crate::schedule::Schedule;

/// The salt of what people write unasked.
const SPONTANEOUS: u64 = 0x7370_6F6E_7461;

/// One carrier.
#[derive(Debug)]
pub(crate) struct CarrierDesk {
    state: Mutex<State>,
    bell: watch::Sender<()>,
}

/// What is done to all lines of a carrier by hand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LineOrder {
    /// Cut.
    Cut,
    /// Half-open from now on.
    Silence,
}

#[derive(Debug)]
struct State {
    config: CarrierConfig,
    steering: bool,
    seed: u64,
    accounts: Accounts,
    account: AccountNo,
    lines: BTreeMap<LineNo, Line>,
    /// What a lost line gave back: due long ago, so it goes before everything else.
    returned: VecDeque<Note>,
    schedule: Schedule<Due>,
    phones: Phones,
    /// What waits for phones that are off, oldest first.
    held: VecDeque<power::Held>,
    ledger: Ledger,
    counters: Counters,
    receipts: HashMap<Stat, u64>,
    chatter: Dice,
    chatter_runs: bool,
    /// Differs between long messages of the same phone.
    reference: u8,
    links: u32,
    /// Whether other lines have something to do.
    ring: bool,
}

/// What belongs to one connection.
#[derive(Debug, Default)]
struct Line {
    answers: BTreeMap<i64, Vec<(Pending, Verdict)>>,
    notes: VecDeque<Note>,
    order: Option<LineOrder>,
    /// After its last turn its peer took no more DELIVERs.
    full: bool,
}

/// What is due at some time.
#[derive(Debug)]
enum Due {
    Note(Note),
    /// A part that must travel over the line at this place, counted round.
    Over {
        note: Note,
        place: usize,
    },
    /// Somebody writes unasked.
    Chatter,
}

/// A message that a phone writes.
#[derive(Debug, Clone, Copy)]
struct Writing<'a> {
    from: Msisdn,
    to: Text<21>,
    service_id: Text<10>,
    text: &'a str,
    parts: PartsFate,
}

impl CarrierDesk {
    pub(crate) fn new(config: &Config, carrier: CarrierConfig, seed: u64, accounts: Accounts) -> Self {
        let state = State {
            steering: config.steering,
            seed,
            accounts,
            // The gateway has one account, so it is the first.
            account: AccountNo(0),
            lines: BTreeMap::new(),
            returned: VecDeque::new(),
            schedule: Schedule::new(carrier.queue),
            phones: Phones::new(config.handsets),
            held: VecDeque::new(),
            ledger: Ledger::new(config.ledger),
            counters: Counters::default(),
            receipts: HashMap::new(),
            chatter: Dice::of(seed, &[SPONTANEOUS, u64::from(carrier.gateway)]),
            chatter_runs: false,
            reference: 0,
            links: 0,
            ring: false,
            config: carrier,
        };
        Self { state: Mutex::new(state), bell: watch::Sender::new(()) }
    }

    pub(crate) fn counters(&self) -> Counters {
        let state = self.lock();
        let waiting = state.schedule.len() + state.returned.len();
        let pinned: usize = state.lines.values().map(|line| line.notes.len()).sum();
        let chatter = usize::from(state.chatter_runs);
        Counters {
            lines: count(state.lines.len()),
            receipts: state.receipts.iter().map(|(stat, made)| (stat.trimmed(), *made)).collect(),
            waiting: count(waiting + pinned - chatter.min(waiting)),
            uncounted: state.ledger.uncounted(),
            ..state.counters.clone()
        }
    }

    pub(crate) fn ledger(&self) -> Vec<LedgerRow> {
        let state = self.lock();
        state.ledger.rows(state.config.carrier)
    }

    pub(crate) fn inbox(&self, number: Msisdn) -> Vec<Received> {
        self.lock().phones.inbox(number)
    }

    pub(crate) fn shown_last(&self, number: Msisdn) -> Option<Received> {
        self.lock().phones.newest(number).cloned()
    }

    pub(crate) fn thread(&self, number: Msisdn, now: UnixMillis) -> Vec<Item> {
        self.lock().phones.thread(number, now)
    }

    pub(crate) fn glance(&self, number: Msisdn, now: UnixMillis) -> Option<Glance> {
        self.lock().phones.glance(number, now)
    }

    pub(crate) fn wall(&self, digits: &str, page_max: usize, now: UnixMillis) -> Vec<Glance> {
        self.lock().phones.wall(digits, page_max, now)
    }

    pub(crate) fn numbers(&self, digits: &str, into: &mut HashSet<Msisdn>) {
        into.extend(self.lock().phones.numbers(digits));
    }

    /// Switches a phone off or on; on again it gets what waited for it. False when too many are off already.
    pub(crate) fn power(&self, number: Msisdn, off: bool, now: UnixMillis) -> bool {
        let done = self.lock().power(number, off, now);
        self.bell.send_replace(());
        done
    }

    /// Takes other settings for answers, receipts, trouble and replies; what is under way ends as it was to end.
    pub(crate) fn behave(&self, config: &CarrierConfig, steering: bool) {
        let mut state = self.lock();
        state.steering = steering;
        state.config.answer = config.answer.clone();
        state.config.receipt = config.receipt.clone();
        state.config.trouble = config.trouble;
        state.config.reply = config.reply.clone();
    }

    /// A phone writes `text` to `to`; false when the message cannot be written at all, or too much waits.
    pub(crate) fn write(
        &self,
        from: Msisdn,
        to: Text<21>,
        service_id: Text<10>,
        text: &str,
        now: UnixMillis,
    ) -> bool {
        let mut state = self.lock();
        let parts = PartsFate::InOrder;
        let written = state.write(Writing { from, to, service_id, text, parts }, now);
        drop(state);
        self.bell.send_replace(());
        written
    }

    pub(crate) fn order(&self, order: LineOrder) {
        for line in self.lock().lines.values_mut() {
            line.order = Some(order);
        }
        self.bell.send_replace(());
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Desk for CarrierDesk {
    fn turn(&self, session: &mut Session, input: Input<'_>, now: UnixMillis) -> Option<UnixMillis> {
        let mut state = self.lock();
        state.tell_waiting();
        state.obey(session, now);
        session.handle(&mut state.accounts, input, now);
        state.take_all(session, now);
        state.answer(session, now);
        state.hand_over(session, now);
        state.take_all(session, now);
        let wake_at = state.wake_at(session);
        let ring = std::mem::take(&mut state.ring);
        drop(state);
        if ring {
            self.bell.send_replace(());
        }
        wake_at
    }

    fn bell(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}
