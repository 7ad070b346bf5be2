//! One turn of one line: what arrived is taken and settled by fate, what is due is handed over.

use std::time::Duration;

use hongyan_domain::{Msisdn, UnixMillis};
use hongyan_link::gateway::{
    Arrived, Delivery, Event, Inbound, Input, LineNo, Note, Pending, Receipt, Session, Verdict,
};
use hongyan_wire::cmpp::{CancelResult, DeliverResult, MsgFmt, MsgId, Stat, Submit, SubmitResult, TpUdhi};
use hongyan_wire::field::{Content, Text};
use hongyan_wire::text::{Coding, UdhForm, split};

use super::{Due, Line, LineOrder, State, Writing, count};
use crate::fate::{Fate, LineFate, PartsFate, ReplyFate, fate};
use crate::handset::Written;

/// Tickets: all that is to be told when the client has answered is which kind it was.
const RECEIPT: u64 = 0;
/// See [`RECEIPT`].
const INBOUND: u64 = 1;
/// Parts that may lie ready for one line; more travel over whichever line has room.
const NOTES_MAX: usize = 1_000;
impl State {
    pub(super) fn tell_waiting(&mut self) {
        self.accounts.set_waiting(self.account, self.schedule.len() + self.returned.len());
    }

    pub(super) fn take_all(&mut self, session: &mut Session, now: UnixMillis) {
        while let Some(event) = session.poll() {
            self.take(session, event, now);
        }
    }

    pub(super) fn take(&mut self, session: &mut Session, event: Event, now: UnixMillis) {
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
    pub(super) fn forget(&mut self, line: LineNo) {
        if let Some(line) = self.lines.remove(&line) {
            self.returned.extend(line.notes);
            self.counters.answers_lost += line.answers.values().map(|due| count(due.len())).sum::<u64>();
            self.ring = true;
        }
    }

    pub(super) fn obey(&mut self, session: &mut Session, now: UnixMillis) {
        match self.lines.get_mut(&session.line()).and_then(|line| line.order.take()) {
            Some(LineOrder::Cut) => self.cut(session, now),
            Some(LineOrder::Silence) => self.silence(session, now),
            None => return,
        }
        self.take_all(session, now);
    }

    pub(super) fn cut(&mut self, session: &mut Session, now: UnixMillis) {
        self.counters.cut += 1;
        session.handle(&mut self.accounts, Input::Cut, now);
    }

    pub(super) fn silence(&mut self, session: &mut Session, now: UnixMillis) {
        self.counters.silenced += 1;
        session.handle(&mut self.accounts, Input::FallSilent, now);
        self.forget(session.line());
    }

    pub(super) fn arrive(&mut self, session: &mut Session, arrived: &Arrived, now: UnixMillis) {
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

    pub(super) fn fate_of(&mut self, number: Msisdn) -> Fate {
        let nth = self.ledger.see(number);
        fate(&self.config, self.steering, self.seed, number, nth)
    }

    /// Answers now, or later.
    pub(super) fn settle(
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

    pub(super) fn refuse(&mut self, result: SubmitResult) {
        *self.counters.refused.entry(result.0).or_insert(0) += 1;
    }

    pub(super) fn accept(
        &mut self,
        number: Msisdn,
        submit: &Submit,
        msg_id: MsgId,
        fate: Fate,
        now: UnixMillis,
    ) {
        self.counters.accepted += 1;
        self.ledger.accept(number, submit);
        if fate.delivered && self.phones.is_off(number) {
            return self.hold(number, submit, msg_id, fate, now);
        }
        self.end(number, submit, msg_id, fate, now, now);
    }

    /// What was accepted at `submitted_at` comes to its end: on the phone if it is to be delivered, then the receipts,
    /// then the reply.
    pub(super) fn end(
        &mut self,
        number: Msisdn,
        submit: &Submit,
        msg_id: MsgId,
        fate: Fate,
        submitted_at: UnixMillis,
        now: UnixMillis,
    ) {
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
                    submitted_at,
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

    pub(super) fn put(&mut self, due: UnixMillis, thing: Due) -> bool {
        let room = self.schedule.push(due, thing);
        self.counters.dropped += u64::from(!room);
        room
    }

    /// Puts the parts of a message from a phone into the schedule; false when it cannot be written, or nothing fits.
    pub(super) fn write(&mut self, writing: Writing<'_>, due: UnixMillis) -> bool {
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
        if written {
            let (to, text) = (writing.to, writing.text.to_owned());
            self.phones.wrote(writing.from, Written { to, text, at: due });
        }
        written
    }

    pub(super) fn cancel(&mut self, session: &mut Session, sequence_id: u32, msg_id: MsgId, now: UnixMillis) {
        let is_its = |due: &Due| matches!(due, Due::Note(Note::Receipt(receipt)) if receipt.msg_id == msg_id);
        let recalled = match self.schedule.remove(is_its) {
            Some(Due::Note(Note::Receipt(receipt))) => Some(receipt),
            Some(Due::Note(Note::Inbound(_)) | Due::Over { .. } | Due::Chatter) | None => {
                self.take_held(msg_id, now)
            }
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
    pub(super) fn answer(&mut self, session: &mut Session, now: UnixMillis) {
        let Some(line) = self.lines.get_mut(&session.line()) else { return };
        while let Some(first) = line.answers.first_entry().filter(|entry| *entry.key() <= now.0) {
            for (pending, verdict) in first.remove() {
                session.handle(&mut self.accounts, Input::Answer { pending, verdict }, now);
            }
        }
    }

    /// Hands over what is due while the peer's window has room; what is left goes over the account's other lines.
    pub(super) fn hand_over(&mut self, session: &mut Session, now: UnixMillis) {
        self.hand_over_here(session, now);
        let full = session.room() == 0;
        if let Some(line) = self.lines.get_mut(&session.line()) {
            line.full = full;
        }
        let left = self.schedule.next_due().is_some_and(|due| due <= now);
        self.ring |= full && left && self.lines.values().any(|line| !line.full);
    }

    fn hand_over_here(&mut self, session: &mut Session, now: UnixMillis) {
        while session.room() > 0 {
            let Some(note) = self.next_note(session.line(), now) else { return };
            let ticket = match &note {
                Note::Receipt(_) => RECEIPT,
                Note::Inbound(_) => INBOUND,
            };
            session.handle(&mut self.accounts, Input::Deliver(Delivery { ticket, note }), now);
        }
    }

    pub(super) fn next_note(&mut self, here: LineNo, now: UnixMillis) -> Option<Note> {
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

    pub(super) fn wake_at(&self, session: &Session) -> Option<UnixMillis> {
        let line = self.lines.get(&session.line())?;
        let answer = line.answers.first_key_value().map(|(due, _)| UnixMillis(*due));
        let note = if session.room() > 0 { self.schedule.next_due() } else { None };
        answer.into_iter().chain(note).min()
    }

    pub(super) fn start_chatter(&mut self, now: UnixMillis) {
        if self.config.reply.spontaneous_per_minute > 0 && !self.chatter_runs {
            self.next_chatter(now);
        }
    }

    pub(super) fn next_chatter(&mut self, now: UnixMillis) {
        let mean_ms = 60_000 / self.config.reply.spontaneous_per_minute.max(1);
        let after_ms = self.chatter.span_ms([1, mean_ms.saturating_mul(3).max(1)]);
        self.chatter_runs = self.put(now + millis(after_ms), Due::Chatter);
    }

    /// Somebody who has a message writes something; before anybody has one, nobody does.
    pub(super) fn chat(&mut self, now: UnixMillis) {
        let nth = self.chatter.throw();
        let Some(from) = self.phones.nth_number(nth) else { return };
        let Some(received) = self.phones.newest(from) else { return };
        let (to, service_id) = (received.from, received.service_id);
        let Some(text) = self.chatter.pick(&self.config.reply.texts).cloned() else { return };
        self.write(Writing { from, to, service_id, text: &text, parts: PartsFate::InOrder }, now);
    }
}

pub(super) fn digits(number: Msisdn) -> Text<32> {
    Text::from_octets(number.reveal().as_bytes())
}

pub(super) fn millis(span: u32) -> Duration {
    Duration::from_millis(u64::from(span))
}
