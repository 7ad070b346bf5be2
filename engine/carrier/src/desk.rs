//! A simulated carrier behind its gateway: takes SUBMITs, lets fate decide, and has receipts and replies to deliver.
//!
//! Every line of the gateway takes its turns under one lock, a turn covering everything that arrived in one read. There
//! is no task or timer per message: what is due later lies in a [`Schedule`], and the line that has room pulls it.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hongyan_domain::{Msisdn, UnixMillis};
use hongyan_link::gateway::{
    AccountNo, Accounts, Arrived, Delivery, Desk, Event, Inbound, Input, LineNo, Note, Pending, Receipt,
    Session, Verdict,
};
use hongyan_wire::cmpp::{CancelResult, DeliverResult, MsgFmt, MsgId, Stat, Submit, SubmitResult, TpUdhi};
use hongyan_wire::field::{Content, Text};
use hongyan_wire::text::{Coding, UdhForm, split};
use tokio::sync::watch;

use crate::config::{CarrierConfig, Config};
use crate::counters::Counters;
use crate::dice::Dice;
use crate::fate::{Fate, LineFate, PartsFate, ReplyFate, fate};
use crate::handset::{Phones, Received};
use crate::ledger::{Ledger, LedgerRow};
use crate::schedule::Schedule;

/// Tickets: all that is to be told when the client has answered is which kind it was.
const RECEIPT: u64 = 0;
/// See [`RECEIPT`].
const INBOUND: u64 = 1;
/// Parts that may lie ready for one line; more travel over whichever line has room.
const NOTES_MAX: usize = 1_000;
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

impl State {
    fn tell_waiting(&mut self) {
        self.accounts.set_waiting(self.account, self.schedule.len() + self.returned.len());
    }

    fn take_all(&mut self, session: &mut Session, now: UnixMillis) {
        while let Some(event) = session.poll() {
            self.take(session, event, now);
        }
    }

    fn take(&mut self, session: &mut Session, event: Event, now: UnixMillis) {
        match event {
            Event::Online { .. } => {
                self.counters.logins += 1;
                self.lines.insert(session.line(), Line::default());
                self.start_chatter(now);
            }
            Event::Refused { .. } => self.counters.logins_refused += 1,
            Event::Arrived(arrived) => self.arrive(session, &arrived, now),
            Event::Turned { result, window } => {
                self.counters.submits += 1;
                self.counters.window_overruns += u64::from(window);
                self.refuse(result);
            }
            Event::Repeated => self.counters.repeated += 1,
            Event::Cancel { sequence_id, msg_id } => self.cancel(session, sequence_id, msg_id, now),
            Event::Taken { ticket, result } => match (result, ticket) {
                (DeliverResult::OK, RECEIPT) => self.counters.receipts_taken += 1,
                (DeliverResult::OK, _) => self.counters.inbound_taken += 1,
                (_, _) => self.counters.declined += 1,
            },
            Event::GivenBack(Delivery { note, .. }) => {
                self.counters.given_back += 1;
                self.returned.push_back(note);
                self.ring = true;
            }
            Event::Unsendable { .. } => self.counters.dropped += 1,
            Event::Ignored { .. } => self.counters.ignored += 1,
            Event::Forgiven(_) => self.counters.forgiven += 1,
            Event::Closed(_) => self.forget(session.line()),
        }
    }

    /// A line is no longer there: what lay ready for it goes to the others.
    fn forget(&mut self, line: LineNo) {
        if let Some(line) = self.lines.remove(&line) {
            self.returned.extend(line.notes);
            self.counters.answers_lost += line.answers.values().map(|due| count(due.len())).sum::<u64>();
            self.ring = true;
        }
    }

    fn obey(&mut self, session: &mut Session, now: UnixMillis) {
        match self.lines.get_mut(&session.line()).and_then(|line| line.order.take()) {
            Some(LineOrder::Cut) => self.cut(session, now),
            Some(LineOrder::Silence) => self.silence(session, now),
            None => return,
        }
        self.take_all(session, now);
    }

    fn cut(&mut self, session: &mut Session, now: UnixMillis) {
        self.counters.cut += 1;
        session.handle(&mut self.accounts, Input::Cut, now);
    }

    fn silence(&mut self, session: &mut Session, now: UnixMillis) {
        self.counters.silenced += 1;
        session.handle(&mut self.accounts, Input::FallSilent, now);
        self.forget(session.line());
    }

    fn arrive(&mut self, session: &mut Session, arrived: &Arrived, now: UnixMillis) {
        if session.account().is_none() {
            // It came behind the SUBMIT whose fate ended the line: nobody will ever answer it, so nobody takes it.
            self.counters.unprocessed += 1;
            return;
        }
        self.counters.submits += 1;
        let Arrived { pending, submit } = arrived;
        let read = |text: &Text<32>| text.as_str().and_then(|digits| Msisdn::parse(digits).ok());
        let Some(numbers) = submit.dest_terminal_ids.iter().map(read).collect::<Option<Vec<Msisdn>>>() else {
            return self.settle(session, *pending, Verdict::Refuse(SubmitResult::BAD_DESTINATION), 0, now);
        };
        let fates: Vec<Fate> = numbers.iter().map(|number| self.fate_of(*number)).collect();
        let after_ms = fates.iter().map(|fate| fate.answer.after_ms).max().unwrap_or(0);
        // One bad number refuses the whole group (`protocols/cmpp.md` §5.5).
        if let Some(fate) = fates.iter().find(|fate| fate.answer.result != SubmitResult::OK) {
            return self.settle(session, *pending, Verdict::Refuse(fate.answer.result), after_ms, now);
        }
        let line = fates
            .iter()
            .map(|fate| fate.line)
            .find(|line| *line != LineFate::Stays)
            .unwrap_or(LineFate::Stays);
        match line {
            LineFate::Silent => return self.silence(session, now),
            LineFate::CutBefore { taken: false } => return self.cut(session, now),
            LineFate::CutBefore { taken: true } | LineFate::CutAfter | LineFate::Stays => {}
        }
        for ((nth, number), fate) in (0..).zip(&numbers).zip(fates) {
            self.accept(*number, submit, pending.msg_id.nth(nth), fate, now);
        }
        match line {
            LineFate::CutBefore { .. } => {
                self.counters.taken_unanswered += 1;
                self.cut(session, now);
            }
            LineFate::CutAfter => {
                self.settle(session, *pending, Verdict::Accept, 0, now);
                self.cut(session, now);
            }
            LineFate::Stays | LineFate::Silent => {
                self.settle(session, *pending, Verdict::Accept, after_ms, now)
            }
        }
    }

    fn fate_of(&mut self, number: Msisdn) -> Fate {
        let nth = self.ledger.see(number);
        fate(&self.config, self.steering, self.seed, number, nth)
    }

    /// Answers now, or later.
    fn settle(
        &mut self,
        session: &mut Session,
        pending: Pending,
        verdict: Verdict,
        after_ms: u32,
        now: UnixMillis,
    ) {
        if let Verdict::Refuse(result) = verdict {
            self.refuse(result);
        }
        match self.lines.get_mut(&session.line()).filter(|_| after_ms > 0) {
            Some(line) => {
                let due = now + millis(after_ms);
                line.answers.entry(due.0).or_default().push((pending, verdict));
            }
            None => session.handle(&mut self.accounts, Input::Answer { pending, verdict }, now),
        }
    }

    fn refuse(&mut self, result: SubmitResult) {
        *self.counters.refused.entry(result.0).or_insert(0) += 1;
    }

    fn accept(&mut self, number: Msisdn, submit: &Submit, msg_id: MsgId, fate: Fate, now: UnixMillis) {
        self.counters.accepted += 1;
        self.ledger.accept(number, submit);
        let mut shown = false;
        if fate.delivered {
            shown = self.phones.receive(number, submit, msg_id, now);
            self.counters.shown += u64::from(shown);
        }
        if submit.registered_delivery == 1 {
            if fate.receipts == [None, None] {
                self.counters.unreported += 1;
            }
            for receipt in fate.receipts.into_iter().flatten() {
                *self.receipts.entry(receipt.stat).or_insert(0) += 1;
                let done_at = now + millis(receipt.after_ms);
                let note = Receipt {
                    msg_id,
                    stat: receipt.stat,
                    submitted_at: now,
                    done_at,
                    number: digits(number),
                    src_id: submit.src_id,
                };
                self.put(done_at, Due::Note(Note::Receipt(note)));
            }
        }
        // A person answers the whole message, not each part of it.
        if let Some(ReplyFate { text, after_ms, parts }) = fate.reply.filter(|_| shown) {
            let (to, service_id) = (submit.src_id, submit.service_id);
            self.write(Writing { from: number, to, service_id, text: &text, parts }, now + millis(after_ms));
        }
    }

    fn put(&mut self, due: UnixMillis, thing: Due) -> bool {
        let room = self.schedule.push(due, thing);
        self.counters.dropped += u64::from(!room);
        room
    }

    /// Puts the parts of a message from a phone into the schedule; false when it cannot be written, or nothing fits.
    fn write(&mut self, writing: Writing<'_>, due: UnixMillis) -> bool {
        let coding = if writing.text.is_ascii() { Coding::Ascii } else { Coding::Ucs2 };
        self.reference = self.reference.wrapping_add(1);
        let Ok(mut parts) = split(writing.text, coding, UdhForm::EightBit, u16::from(self.reference)) else {
            return false;
        };
        if writing.parts == PartsFate::BackwardsAcrossLines {
            parts.reverse();
        }
        self.links = self.links.wrapping_add(1);
        let link_id = Text::from_octets(format!("{:08}", self.links % 100_000_000).as_bytes());
        let mut written = true;
        for (place, part) in parts.iter().enumerate() {
            let Ok(content) = Content::new(&part.content) else { return false };
            let note = Note::Inbound(Box::new(Inbound {
                from: digits(writing.from),
                to: writing.to,
                service_id: writing.service_id,
                msg_fmt: MsgFmt(coding.msg_fmt()),
                tp_udhi: if part.udhi { TpUdhi::HEADER } else { TpUdhi::NONE },
                content,
                link_id,
            }));
            self.counters.inbound += 1;
            written &= match writing.parts {
                PartsFate::InOrder => self.put(due, Due::Note(note)),
                PartsFate::AcrossLines | PartsFate::BackwardsAcrossLines => {
                    self.put(due, Due::Over { note, place })
                }
            };
        }
        written
    }

    fn cancel(&mut self, session: &mut Session, sequence_id: u32, msg_id: MsgId, now: UnixMillis) {
        let is_its = |due: &Due| matches!(due, Due::Note(Note::Receipt(receipt)) if receipt.msg_id == msg_id);
        let recalled = match self.schedule.remove(is_its) {
            Some(Due::Note(Note::Receipt(receipt))) => Some(receipt),
            Some(Due::Note(Note::Inbound(_)) | Due::Over { .. } | Due::Chatter) | None => None,
        };
        let result = if recalled.is_some() { CancelResult::OK } else { CancelResult::FAILED };
        if let Some(receipt) = recalled {
            self.counters.cancelled += 1;
            if let Some(number) = receipt.number.as_str().and_then(|digits| Msisdn::parse(digits).ok()) {
                self.phones.recall(number, msg_id);
            }
            if let Some(made) = self.receipts.get_mut(&receipt.stat) {
                *made = made.saturating_sub(1);
            }
            let stat = Stat(Text::from_octets(b"DELETED"));
            *self.receipts.entry(stat).or_insert(0) += 1;
            self.put(now, Due::Note(Note::Receipt(Receipt { stat, done_at: now, ..receipt })));
        }
        session.handle(&mut self.accounts, Input::AnswerCancel { sequence_id, result }, now);
    }

    /// Gives the answers that are due on this line.
    fn answer(&mut self, session: &mut Session, now: UnixMillis) {
        let Some(line) = self.lines.get_mut(&session.line()) else { return };
        while let Some(first) = line.answers.first_entry().filter(|entry| *entry.key() <= now.0) {
            for (pending, verdict) in first.remove() {
                session.handle(&mut self.accounts, Input::Answer { pending, verdict }, now);
            }
        }
    }

    /// Hands over what is due while the peer's window has room.
    fn hand_over(&mut self, session: &mut Session, now: UnixMillis) {
        while session.room() > 0 {
            let Some(note) = self.next_note(session.line(), now) else { return };
            let ticket = match &note {
                Note::Receipt(_) => RECEIPT,
                Note::Inbound(_) => INBOUND,
            };
            session.handle(&mut self.accounts, Input::Deliver(Delivery { ticket, note }), now);
        }
    }

    fn next_note(&mut self, here: LineNo, now: UnixMillis) -> Option<Note> {
        if let Some(note) = self.lines.get_mut(&here).and_then(|line| line.notes.pop_front()) {
            return Some(note);
        }
        if let Some(note) = self.returned.pop_front() {
            return Some(note);
        }
        loop {
            match self.schedule.pop(now)? {
                Due::Note(note) => return Some(note),
                Due::Over { note, place } => {
                    let count = self.lines.len().max(1);
                    match self.lines.iter_mut().nth(place % count) {
                        Some((line, other)) if *line != here && other.notes.len() < NOTES_MAX => {
                            other.notes.push_back(note);
                            self.ring = true;
                        }
                        Some(_) | None => return Some(note),
                    }
                }
                Due::Chatter => {
                    self.chat(now);
                    self.next_chatter(now);
                }
            }
        }
    }

    fn wake_at(&self, session: &Session) -> Option<UnixMillis> {
        let line = self.lines.get(&session.line())?;
        let answer = line.answers.first_key_value().map(|(due, _)| UnixMillis(*due));
        let note = if session.room() > 0 { self.schedule.next_due() } else { None };
        answer.into_iter().chain(note).min()
    }

    fn start_chatter(&mut self, now: UnixMillis) {
        if self.config.reply.spontaneous_per_minute > 0 && !self.chatter_runs {
            self.next_chatter(now);
        }
    }

    fn next_chatter(&mut self, now: UnixMillis) {
        let mean_ms = 60_000 / self.config.reply.spontaneous_per_minute.max(1);
        let after_ms = self.chatter.span_ms([1, mean_ms.saturating_mul(3).max(1)]);
        self.chatter_runs = self.put(now + millis(after_ms), Due::Chatter);
    }

    /// Somebody who has a message writes something; before anybody has one, nobody does.
    fn chat(&mut self, now: UnixMillis) {
        let nth = self.chatter.throw();
        let Some(from) = self.phones.nth_number(nth) else { return };
        let Some(received) = self.phones.newest(from) else { return };
        let (to, service_id) = (received.from, received.service_id);
        let Some(text) = self.chatter.pick(&self.config.reply.texts).cloned() else { return };
        self.write(Writing { from, to, service_id, text: &text, parts: PartsFate::InOrder }, now);
    }
}

fn digits(number: Msisdn) -> Text<32> {
    Text::from_octets(number.reveal().as_bytes())
}

fn millis(span: u32) -> Duration {
    Duration::from_millis(u64::from(span))
}

fn count(of: usize) -> u64 {
    u64::try_from(of).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use hongyan_wire::cmpp::{
        Command, Connect, Deliver, DeliverResp, Destinations, Frame, Pdu, SubmitResp, Version,
        authenticator_source, decode, encode, split_frame,
    };

    use super::*;

    /// A client and a carrier by value: nothing runs, time moves in steps of five milliseconds.
    struct World {
        desk: CarrierDesk,
        line: Option<Session>,
        lines: u64,
        now: UnixMillis,
        wake_at: Option<UnixMillis>,
        /// Everything that the carrier wrote, with its time and line.
        transcript: Vec<(i64, u64, Vec<u8>)>,
        next: u32,
        sent: u64,
        answers: u64,
        delivers: u64,
    }

    const SETTINGS: &str = "
        steering = false
        [mobile.answer]
        delay_ms = [0, 20]
        refused = 0.05
        [mobile.receipt]
        delay_ms = [0, 300]
        duplicate = 0.1
        early = 0.1
        intermediate = 0.1
        lost = 0.05
        [mobile.trouble]
        cut_before = 0.02
        cut_after = 0.02
        [mobile.reply]
        opt_out = 0.1
        long = 0.1
        delay_ms = [10, 100]";

    impl World {
        fn new(seed: u64) -> Self {
            let config = Config::from_toml(SETTINGS).unwrap();
            let mobile = config.carriers[0].clone();
            let accounts = Accounts::new(mobile.gateway, [mobile.account.clone()]).unwrap();
            Self {
                desk: CarrierDesk::new(&config, mobile, seed, accounts),
                line: None,
                lines: 0,
                now: UnixMillis::parse_china("2026-03-01 09:30").unwrap(),
                wake_at: None,
                transcript: Vec::new(),
                next: 0,
                sent: 0,
                answers: 0,
                delivers: 0,
            }
        }

        fn turn(&mut self, input: Input<'_>) {
            let Some(session) = &mut self.line else { return };
            self.wake_at = self.desk.turn(session, input, self.now);
            let mut octets = Vec::new();
            session.take_output(&mut octets);
            let (closed, line) = (session.is_closed(), session.line().0);
            if closed {
                self.line = None;
            }
            let mut rest = octets.as_slice();
            let mut taken = Vec::new();
            while let Some((raw, length)) = split_frame(rest).unwrap() {
                rest = &rest[length..];
                match raw.header.command_id {
                    SubmitResp::COMMAND_ID => self.answers += 1,
                    Deliver::COMMAND_ID => {
                        let Pdu::Deliver(deliver) = decode(Version::V30, &raw).unwrap().frame.pdu else {
                            continue;
                        };
                        self.delivers += 1;
                        let answer = DeliverResp { msg_id: deliver.msg_id, result: DeliverResult::OK };
                        let frame = Frame { sequence_id: raw.header.sequence_id, pdu: answer.into() };
                        encode(Version::V30, &frame, &mut taken).unwrap();
                    }
                    _ => {}
                }
            }
            if !octets.is_empty() {
                self.transcript.push((self.now.0, line, octets));
            }
            if !taken.is_empty() {
                self.turn(Input::Bytes(&taken));
            }
        }

        fn send(&mut self, pdu: impl Into<Pdu>) {
            self.next += 1;
            let mut octets = Vec::new();
            encode(Version::V30, &Frame { sequence_id: self.next, pdu: pdu.into() }, &mut octets).unwrap();
            self.turn(Input::Bytes(&octets));
        }

        fn log_in(&mut self) {
            self.lines += 1;
            self.line = Some(Session::new(LineNo(self.lines), self.now));
            let timestamp = 301_093_000;
            self.send(Connect {
                source_addr: Text::new("901001").unwrap(),
                authenticator_source: authenticator_source(b"901001", b"mobile-secret", timestamp),
                version: 0x30,
                timestamp,
            });
        }

        fn step(&mut self) {
            if self.line.is_none() {
                self.log_in();
            }
            self.now = self.now + millis(5);
            if self.wake_at.is_some_and(|wake_at| wake_at <= self.now) {
                self.turn(Input::Timeout);
            }
        }

        /// Sends to `people`, then waits until nothing is due any more.
        fn run(seed: u64, people: u64) -> Self {
            let mut world = Self::new(seed);
            for person in 0..people {
                world.step();
                if world.line.is_none() {
                    continue;
                }
                world.sent += 1;
                world.send(Submit {
                    pk_total: 1,
                    pk_number: 1,
                    registered_delivery: 1,
                    msg_fmt: MsgFmt::UCS2,
                    src_id: Text::new("10690001107").unwrap(),
                    dest_terminal_ids: Destinations::one(digits(
                        Msisdn::from_digits(13_800_000_000 + person * 7_919).unwrap(),
                    )),
                    content: Content::new(&[0x4E, 0x2D]).unwrap(),
                    ..Submit::default()
                });
            }
            for _ in 0..10_000 {
                if world.line.is_some() && world.wake_at.is_none() && world.desk.counters().waiting == 0 {
                    break;
                }
                world.step();
            }
            world
        }
    }

    #[test]
    fn a_seed_replays_to_the_octet() {
        let (one, same, other) = (World::run(42, 600), World::run(42, 600), World::run(43, 600));
        assert_eq!(one.transcript, same.transcript);
        assert_ne!(one.transcript, other.transcript);
    }

    #[test]
    fn every_message_is_accounted_for_on_both_sides() {
        for seed in 1..=20 {
            let world = World::run(seed, 400);
            let counters = world.desk.counters();
            assert!(
                counters.cut > 0 && counters.given_back < 100,
                "seed {seed} had some trouble: {counters:?}"
            );
            assert_eq!(counters.waiting, 0, "seed {seed}");
            let not_taken = counters.submits - counters.accepted - counters.refused_in_all();
            assert!(not_taken + counters.taken_unanswered <= counters.cut, "seed {seed}: each cost a line");
            let unanswered = counters.taken_unanswered + counters.answers_lost;
            let settled = counters.accepted + counters.refused_in_all();
            assert_eq!(
                world.answers + unanswered,
                settled,
                "seed {seed}: each answer came or went down with its line"
            );
            assert_eq!(world.sent, counters.submits + counters.unprocessed, "seed {seed}");
            assert_eq!(counters.receipts_made(), counters.receipts_taken, "seed {seed}: each was taken once");
            assert_eq!(counters.inbound, counters.inbound_taken, "seed {seed}");
            let taken = counters.receipts_taken + counters.inbound_taken;
            assert_eq!(
                world.delivers,
                taken + counters.given_back,
                "seed {seed}: what was given back came again"
            );
            let ledger: u64 = world.desk.ledger().iter().map(|row| u64::from(row.accepted)).sum();
            assert_eq!(ledger, counters.accepted, "seed {seed}");
        }
    }
}
