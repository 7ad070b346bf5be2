//! Logged in: orders under way, receipts waiting for their acknowledgement, and the line's pulse.

use std::time::Duration;

use hongyan_wire::cmpp::{
    ActiveTestResp, Command, DecodeError, Deliver, DeliverResp, DeliverResult, EncodeError, MsgId, Pdu,
    RawFrame, ReadError, Submit, SubmitResp, SubmitResult, decode_body, encode_submit,
};

use super::event::{DeliverKey, Event, NotSent, Order, OrderFault, Ticket};
use super::{Effects, SessionConfig};
use crate::cause::{Cause, Unanswered};
use crate::tick::Tick;
use crate::window::Window;

/// Unreadable frames in a row after which the stream counts as lost. One alone is one bad message: ending the line for
/// it would only bring the same message again.
const MALFORMED_MAX: u32 = 8;

/// What exists only while logged in.
#[derive(Debug)]
pub(super) struct Online {
    flights: Window<Flight>,
    /// Not later than the first moment at which a flight needs looking at.
    earliest: Tick,
    delivers: Window<MsgId>,
    heard_at: Tick,
    pulse: Option<Pulse>,
    malformed_in_a_row: u32,
}

/// An order that is written and not answered. The whole order is kept: its repeat is the same PDU again.
#[derive(Debug)]
struct Flight {
    ticket: Ticket,
    submit: Submit,
    sends: u8,
    until: Tick,
}

/// An ACTIVE_TEST without an answer.
#[derive(Debug)]
struct Pulse {
    sequence: u32,
    sends: u8,
    until: Tick,
}

impl Online {
    pub(super) fn new(config: &SessionConfig, now: Tick) -> Self {
        Self {
            flights: Window::new(config.window),
            earliest: NEVER,
            delivers: Window::new(config.unacknowledged_max),
            heard_at: now,
            pulse: None,
            malformed_in_a_row: 0,
        }
    }

    pub(super) const fn room(&self) -> usize {
        self.flights.room()
    }

    pub(super) const fn in_flight(&self) -> usize {
        self.flights.len()
    }

    pub(super) const fn reads(&self) -> bool {
        self.delivers.room() > 0
    }

    /// Whether nothing is open on either side.
    pub(super) const fn is_idle(&self) -> bool {
        self.flights.is_empty() && self.delivers.is_empty()
    }

    pub(super) fn next_timeout(&self, config: &SessionConfig) -> Option<Tick> {
        // As long as we do not read, silence says nothing about the peer.
        self.reads().then(|| self.earliest.min(self.pulse_at(config)))
    }

    fn pulse_at(&self, config: &SessionConfig) -> Tick {
        self.pulse.as_ref().map_or_else(|| self.heard_at.after(config.idle), |pulse| pulse.until)
    }

    pub(super) fn order(&mut self, config: &SessionConfig, order: Order, now: Tick, effects: &mut Effects) {
        let Order { ticket, submit } = order;
        let people = submit.dest_terminal_ids.len();
        if let Some(per_second) = effects.tempo.pacer.group_max().filter(|most| people > *most) {
            let fault = OrderFault::OverPace { people, per_second };
            effects.events.push(Event::Unsendable { ticket, fault });
            return;
        }
        if self.flights.room() == 0 || effects.tempo.ready_at(people) > now {
            return effects.not_sent(ticket, NotSent::NoRoom);
        }
        let sequence = effects.next_sequence;
        let until = now.after(config.response_timeout);
        let Ok(flight) = self.flights.insert(sequence, Flight { ticket, submit, sends: 1, until }) else {
            return effects.not_sent(ticket, NotSent::NoRoom);
        };
        match encode_submit(config.version, sequence, &flight.submit, &mut effects.out) {
            Ok(()) => {
                effects.next_sequence = sequence.wrapping_add(1);
                effects.counts.submits += 1;
                effects.tempo.pacer.depart(now, people);
                self.earliest = self.earliest.min(until);
            }
            Err(error) => {
                self.flights.remove(sequence);
                effects.events.push(Event::Unsendable { ticket, fault: error.into() });
            }
        }
    }

    pub(super) fn frame(
        &mut self,
        config: &SessionConfig,
        raw: &RawFrame<'_>,
        now: Tick,
        effects: &mut Effects,
    ) -> Result<(), Cause> {
        self.heard_at = now;
        self.pulse = None;
        let sequence = raw.header.sequence_id;
        let read = match raw.header.command_id {
            SubmitResp::COMMAND_ID => self.answered(config, raw, now, effects),
            Deliver::COMMAND_ID => self.deliver(config, raw, effects)?,
            ACTIVE_TEST => {
                effects.send(config, sequence, &ActiveTestResp::default())?;
                Ok(())
            }
            ActiveTestResp::COMMAND_ID => Ok(()),
            TERMINATE => {
                effects.send_bare(config, sequence, Pdu::TerminateResp)?;
                return Err(Cause::PeerTerminated);
            }
            known if Pdu::name_of(known).is_some() => {
                effects.counts.unexpected += 1;
                Ok(())
            }
            _ => {
                effects.counts.unknown_commands += 1;
                Ok(())
            }
        };
        match read {
            Ok(()) => self.malformed_in_a_row = 0,
            Err(error) => {
                let last = DecodeError::from(error);
                effects.counts.malformed += 1;
                effects.counts.last_malformed = Some(last);
                self.malformed_in_a_row += 1;
                if self.malformed_in_a_row >= MALFORMED_MAX {
                    return Err(Cause::Malformed { in_a_row: self.malformed_in_a_row, last });
                }
            }
        }
        Ok(())
    }

    fn answered(
        &mut self,
        config: &SessionConfig,
        raw: &RawFrame<'_>,
        now: Tick,
        effects: &mut Effects,
    ) -> Result<(), ReadError> {
        let (response, forgiven) = decode_body::<SubmitResp>(config.version, raw.body)?;
        effects.counts.forgive(&forgiven);
        let Some(flight) = self.flights.remove(raw.header.sequence_id) else {
            effects.counts.unmatched_answers += 1;
            return Ok(());
        };
        if self.flights.is_empty() {
            self.earliest = NEVER;
        }
        effects.counts.answers += 1;
        if response.result == SubmitResult::FLOW_CONTROL {
            effects.counts.flow_controls += 1;
            effects.tempo.brake.press(now);
        }
        let Flight { ticket, sends, .. } = flight;
        let SubmitResp { msg_id, result } = response;
        effects.events.push(Event::Answered { ticket, msg_id, result, sends });
        Ok(())
    }

    /// The outer error ends the line, the inner one is about this frame alone.
    fn deliver(
        &mut self,
        config: &SessionConfig,
        raw: &RawFrame<'_>,
        effects: &mut Effects,
    ) -> Result<Result<(), ReadError>, EncodeError> {
        let sequence = raw.header.sequence_id;
        let (deliver, forgiven) = match decode_body::<Deliver>(config.version, raw.body) {
            Ok(read) => read,
            Err(error) => {
                let msg_id = raw.body.first_chunk().map_or(0, |octets| u64::from_be_bytes(*octets));
                let refusal = DeliverResp { msg_id: MsgId(msg_id), result: DeliverResult::BAD_STRUCTURE };
                effects.send(config, sequence, &refusal)?;
                return Ok(Err(error));
            }
        };
        effects.counts.forgive(&forgiven);
        let key = DeliverKey(sequence);
        let event = match deliver.report() {
            Some(Ok((report, forgiven))) => {
                effects.counts.forgive(&forgiven);
                Event::Report { key, report }
            }
            Some(Err(error)) => {
                let refusal = DeliverResp { msg_id: deliver.msg_id, result: DeliverResult::BAD_LENGTH };
                effects.send(config, sequence, &refusal)?;
                return Ok(Err(error));
            }
            None => {
                let msg_id = deliver.msg_id;
                let event = Event::Inbound { key, deliver: Box::new(deliver) };
                self.hand_over(sequence, msg_id, event, effects);
                return Ok(Ok(()));
            }
        };
        self.hand_over(sequence, deliver.msg_id, event, effects);
        Ok(Ok(()))
    }

    fn hand_over(&mut self, sequence: u32, msg_id: MsgId, event: Event, effects: &mut Effects) {
        // A number that waits for its acknowledgement already is a repeat: answered once, with the first.
        if self.delivers.insert(sequence, msg_id).is_err() {
            effects.counts.repeated_delivers += 1;
            return;
        }
        match event {
            Event::Report { .. } => effects.counts.reports += 1,
            Event::Inbound { .. } => effects.counts.inbound += 1,
            Event::Online { .. }
            | Event::Answered { .. }
            | Event::InDoubt { .. }
            | Event::NotSent { .. }
            | Event::Unsendable { .. }
            | Event::Closed(_) => {}
        }
        effects.events.push(event);
    }

    pub(super) fn acknowledge(
        &mut self,
        config: &SessionConfig,
        key: DeliverKey,
        now: Tick,
        effects: &mut Effects,
    ) -> Result<(), Cause> {
        let was_reading = self.reads();
        let Some(msg_id) = self.delivers.remove(key.0) else { return Ok(()) };
        effects.send(config, key.0, &DeliverResp { msg_id, result: DeliverResult::OK })?;
        if !was_reading {
            self.listen_again(config.response_timeout, now);
        }
        Ok(())
    }

    /// While we did not read, answers may have been waiting for us: everyone gets a fresh wait.
    fn listen_again(&mut self, response_timeout: Duration, now: Tick) {
        let until = now.after(response_timeout);
        self.heard_at = now;
        if let Some(pulse) = &mut self.pulse {
            pulse.until = until;
        }
        self.flights.iter_mut().for_each(|(_, flight)| flight.until = until);
        self.earliest = if self.flights.is_empty() { NEVER } else { until };
    }

    pub(super) fn timeout(
        &mut self,
        config: &SessionConfig,
        now: Tick,
        effects: &mut Effects,
    ) -> Result<(), Cause> {
        if !self.reads() {
            return Ok(());
        }
        if self.earliest <= now {
            self.repeat(config, now, effects)?;
        }
        if self.pulse_at(config) <= now {
            self.feel_pulse(config, now, effects)?;
        }
        Ok(())
    }

    /// Sends again, under the same sequence number, what has waited too long for its answer.
    fn repeat(&mut self, config: &SessionConfig, now: Tick, effects: &mut Effects) -> Result<(), Cause> {
        self.earliest = NEVER;
        let mut late: Vec<(u32, &mut Flight)> = Vec::new();
        for (sequence, flight) in self.flights.iter_mut() {
            if flight.until <= now {
                late.push((sequence, flight));
            } else {
                self.earliest = self.earliest.min(flight.until);
            }
        }
        // In the order in which they left first, though numbers may have wrapped around.
        late.sort_unstable_by_key(|(sequence, _)| sequence.wrapping_sub(effects.next_sequence));
        for (sequence, flight) in late {
            if flight.sends >= config.sends_max {
                return Err(Cause::Unanswered { what: Unanswered::Submit, sends: flight.sends });
            }
            let people = flight.submit.dest_terminal_ids.len();
            let ready_at = effects.tempo.ready_at(people);
            if ready_at > now {
                flight.until = ready_at;
            } else {
                encode_submit(config.version, sequence, &flight.submit, &mut effects.out)?;
                effects.tempo.pacer.depart(now, people);
                effects.counts.repeats += 1;
                flight.sends += 1;
                flight.until = now.after(config.response_timeout);
            }
            self.earliest = self.earliest.min(flight.until);
        }
        Ok(())
    }

    fn feel_pulse(&mut self, config: &SessionConfig, now: Tick, effects: &mut Effects) -> Result<(), Cause> {
        let until = now.after(config.response_timeout);
        let pulse = match &mut self.pulse {
            Some(pulse) if pulse.sends >= config.sends_max => {
                return Err(Cause::Unanswered { what: Unanswered::ActiveTest, sends: pulse.sends });
            }
            Some(pulse) => {
                pulse.sends += 1;
                pulse.until = until;
                pulse
            }
            None => self.pulse.insert(Pulse { sequence: effects.sequence(), sends: 1, until }),
        };
        let sequence = pulse.sequence;
        effects.send_bare(config, sequence, Pdu::ActiveTest)?;
        Ok(())
    }

    /// The end: whatever has no answer is in doubt.
    pub(super) fn abandon(mut self, effects: &mut Effects) {
        let flights = self.flights.drain();
        effects.events.extend(flights.into_iter().map(|flight| Event::InDoubt { ticket: flight.ticket }));
    }
}

/// A moment that does not come.
const NEVER: Tick = Tick::from_micros(u64::MAX);
const ACTIVE_TEST: u32 = Pdu::ActiveTest.command_id();
const TERMINATE: u32 = Pdu::Terminate.command_id();
