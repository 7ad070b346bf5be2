//! The gateway's end of one connection, as a value: no socket, no clock, no task.
//!
//! | state | CONNECT | SUBMIT, QUERY, CANCEL | answers | TERMINATE | time-out |
//! |---|---|---|---|---|---|
//! | greeting | online, or refused and closed | closed: out of turn | closed | answered, closed | closed: no login |
//! | online | closed: out of turn | answered | taken | answered, closed | repeat, probe, at last closed |
//! | leaving (we said TERMINATE) | closed: out of turn | answered | taken | answered, closed | closed |
//! | silent | nothing is read or written any more | | | | |
//!
//! Times are [`UnixMillis`] and not a monotonic tick, since a gateway writes the hour into every id and receipt. A
//! clock that is set back stands still here until it has caught up.

mod online;

use std::collections::VecDeque;
use std::time::Duration;

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::{
    ActiveTestResp, Cancel, CancelResp, Command, Connect, ConnectResp, ConnectStatus, DeliverResp, Frame,
    MsgId, Pdu, Query, RawFrame, Submit, SubmitResp, SubmitResult, Version, decode, decode_body, encode,
    encode_body, split_frame,
};
use hongyan_wire::fault::{Forgiven, ReadFault};
use hongyan_wire::field::{Digest, Text};

use super::account::{AccountNo, Accounts};
use super::event::{Arrived, Cause, Delivery, Event, Input, LineNo, Pending, Verdict};

/// How long a new connection may take to send its CONNECT.
const LOGIN_WAIT: Duration = Duration::from_secs(30);

/// The gateway's end of one connection.
///
/// The owner feeds it with [`Session::handle`], then takes everything that [`Session::poll`] and
/// [`Session::take_output`] have, and comes back at [`Session::next_timeout`] at the latest.
#[derive(Debug)]
pub struct Session {
    line: LineNo,
    state: State,
    /// The beginning of a message whose end has not arrived.
    partial: Vec<u8>,
    output: Vec<u8>,
    /// SUBMIT answers inside `output`: the peer cannot know them yet, so they still fill its window.
    answers_in_output: u32,
    events: VecDeque<Event>,
    latest: UnixMillis,
}

#[derive(Debug)]
enum State {
    Greeting { until: UnixMillis },
    Online(Box<Online>),
    Leaving { until: UnixMillis, online: Box<Online> },
    Silent { in_flight: VecDeque<InFlight> },
    Closed,
}

/// What is valid between login and goodbye.
#[derive(Debug)]
struct Online {
    account: AccountNo,
    version: Version,
    rules: Rules,
    next_sequence: u32,
    /// SUBMITs without an answer.
    unanswered: Vec<u32>,
    in_flight: VecDeque<InFlight>,
    heard_at: UnixMillis,
    probe: Option<Probe>,
    minute: MinuteText,
}

/// The account's settings that every message needs.
#[derive(Debug, Clone, Copy)]
struct Rules {
    window: u32,
    deliver_window: usize,
    idle: Duration,
    answer_wait: Duration,
    sends_max: u8,
}

/// A DELIVER without an answer.
#[derive(Debug)]
struct InFlight {
    sequence_id: u32,
    msg_id: MsgId,
    delivery: Delivery,
    sent_at: UnixMillis,
    sends: u8,
}

/// An ACTIVE_TEST without an answer.
#[derive(Debug, Clone, Copy)]
struct Probe {
    sent_at: UnixMillis,
    sends: u8,
}

impl Session {
    /// A session on a connection that was just accepted.
    #[must_use]
    pub fn new(line: LineNo, now: UnixMillis) -> Self {
        Self {
            line,
            state: State::Greeting { until: now + LOGIN_WAIT },
            partial: Vec::new(),
            output: Vec::new(),
            answers_in_output: 0,
            events: VecDeque::new(),
            latest: now,
        }
    }

    /// Which connection this is.
    #[must_use]
    pub const fn line(&self) -> LineNo {
        self.line
    }

    /// The account that is logged in and able to take DELIVERs.
    #[must_use]
    pub fn account(&self) -> Option<AccountNo> {
        match &self.state {
            State::Online(online) => Some(online.account),
            State::Greeting { .. } | State::Leaving { .. } | State::Silent { .. } | State::Closed => None,
        }
    }

    /// How many more DELIVERs the window takes now.
    #[must_use]
    pub fn room(&self) -> usize {
        match &self.state {
            State::Online(online) => online.rules.deliver_window.saturating_sub(online.in_flight.len()),
            State::Greeting { .. } | State::Leaving { .. } | State::Silent { .. } | State::Closed => 0,
        }
    }

    /// How many DELIVERs wait for the peer's answer.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        match &self.state {
            State::Online(online) | State::Leaving { online, .. } => online.in_flight.len(),
            State::Silent { in_flight } => in_flight.len(),
            State::Greeting { .. } | State::Closed => 0,
        }
    }

    /// Whether the session is over; what [`Session::take_output`] still has should be written first.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed)
    }

    /// The next thing to tell the owner.
    pub fn poll(&mut self) -> Option<Event> {
        self.events.pop_front()
    }

    /// Moves the octets to be written to the end of `out`; true when there were some.
    ///
    /// Answers count against the peer's window until they are taken here.
    pub fn take_output(&mut self, out: &mut Vec<u8>) -> bool {
        self.answers_in_output = 0;
        if self.output.is_empty() {
            return false;
        }
        if out.is_empty() {
            std::mem::swap(out, &mut self.output);
        } else {
            out.append(&mut self.output);
        }
        true
    }

    /// When [`Input::Timeout`] is due.
    #[must_use]
    pub fn next_timeout(&self) -> Option<UnixMillis> {
        match &self.state {
            State::Greeting { until } => Some(*until),
            State::Online(online) => Some(online.next_timeout()),
            State::Leaving { until, .. } => Some(*until),
            State::Silent { .. } | State::Closed => None,
        }
    }

    /// Takes one input. `accounts` are those of the gateway, shared by all its sessions.
    pub fn handle(&mut self, accounts: &mut Accounts, input: Input<'_>, now: UnixMillis) {
        self.latest = self.latest.max(now);
        let now = self.latest;
        match input {
            Input::Bytes(bytes) => self.read(accounts, bytes, now),
            Input::Answer { pending, verdict } => self.answer(accounts, &pending, verdict, now),
            Input::AnswerCancel { sequence_id, result } => {
                let answer = CancelResp { success_id: result };
                self.send(sequence_id, &answer);
            }
            Input::Deliver(delivery) => self.deliver(accounts, delivery, now),
            Input::FallSilent => self.fall_silent(accounts),
            Input::Cut => self.close(accounts, Cause::Cut),
            Input::Terminate => self.terminate(accounts, now),
            Input::Timeout => self.time_out(accounts, now),
            Input::Lost => self.close(accounts, Cause::Lost),
        }
    }

    fn read(&mut self, accounts: &mut Accounts, bytes: &[u8], now: UnixMillis) {
        if let State::Online(online) | State::Leaving { online, .. } = &mut self.state {
            online.heard_at = now;
            online.probe = None;
        }
        // Whole messages are read where they are; only a torn one is copied.
        let joined = if self.partial.is_empty() {
            None
        } else {
            self.partial.extend_from_slice(bytes);
            Some(std::mem::take(&mut self.partial))
        };
        let mut rest = joined.as_deref().unwrap_or(bytes);
        while self.is_listening() {
            match split_frame(rest) {
                Ok(Some((frame, octets))) => {
                    self.take(accounts, &frame, now);
                    rest = rest.get(octets..).unwrap_or_default();
                }
                Ok(None) => {
                    self.partial.extend_from_slice(rest);
                    return;
                }
                Err(error) => return self.close(accounts, Cause::Garbage(error)),
            }
        }
    }

    const fn is_listening(&self) -> bool {
        matches!(self.state, State::Greeting { .. } | State::Online(_) | State::Leaving { .. })
    }

    fn take(&mut self, accounts: &mut Accounts, frame: &RawFrame<'_>, now: UnixMillis) {
        match &mut self.state {
            State::Greeting { .. } => self.greet(accounts, frame, now),
            State::Online(online) | State::Leaving { online, .. } => {
                // The two that make up a busy line are read without the detour over `Pdu`.
                match frame.header.command_id {
                    Submit::COMMAND_ID => match decode_body::<Submit>(online.version, frame.body) {
                        Ok((submit, forgiven)) => {
                            self.forgive(forgiven);
                            self.arrive(accounts, frame.header.sequence_id, submit, now);
                        }
                        Err(error) => {
                            let result = match error.fault {
                                ReadFault::Count { .. } => SubmitResult::BAD_STRUCTURE,
                                ReadFault::Short { .. }
                                | ReadFault::LeftOver { .. }
                                | ReadFault::Length { .. } => SubmitResult::BAD_LENGTH,
                            };
                            self.turn_away(frame.header.sequence_id, result, false);
                        }
                    },
                    DeliverResp::COMMAND_ID => match decode_body::<DeliverResp>(online.version, frame.body) {
                        Ok((answer, forgiven)) => {
                            self.forgive(forgiven);
                            self.taken(accounts, frame.header.sequence_id, &answer, now);
                        }
                        Err(error) => self.events.push_back(Event::Ignored {
                            command_id: frame.header.command_id,
                            fault: Some(error.into()),
                        }),
                    },
                    _ => self.take_rare(accounts, frame, now),
                }
            }
            State::Silent { .. } | State::Closed => {}
        }
    }

    fn greet(&mut self, accounts: &mut Accounts, frame: &RawFrame<'_>, now: UnixMillis) {
        let sequence_id = frame.header.sequence_id;
        let command_id = frame.header.command_id;
        // CONNECT and TERMINATE have one form in all versions.
        match decode(Version::V30, frame).map(|decoded| decoded.frame.pdu) {
            Ok(Pdu::Connect(connect)) => self.log_in(accounts, sequence_id, &connect, now),
            Ok(Pdu::Terminate) => {
                self.send_as(Version::V30, sequence_id, Pdu::TerminateResp);
                self.close(accounts, Cause::PeerTerminated);
            }
            Err(_) if command_id == Connect::COMMAND_ID => {
                let status = ConnectStatus::BAD_STRUCTURE;
                let version = Version::V30;
                let answer =
                    ConnectResp { status, authenticator_ismg: Digest::ZERO, version: version.to_byte() };
                self.send_as(version, sequence_id, answer.into());
                self.close(accounts, Cause::Refused(status));
            }
            Ok(_) | Err(_) => self.close(accounts, Cause::OutOfTurn { command_id }),
        }
    }

    fn log_in(&mut self, accounts: &mut Accounts, sequence_id: u32, connect: &Connect, now: UnixMillis) {
        let entered = accounts.enter(connect, now);
        match entered {
            Ok(entry) => {
                let Some(rules) = accounts.account(entry.account).map(Rules::of) else { return };
                self.send_as(entry.version, sequence_id, entry.answer.into());
                self.events.push_back(Event::Online { account: entry.account, version: entry.version });
                self.state = State::Online(Box::new(Online {
                    account: entry.account,
                    version: entry.version,
                    rules,
                    next_sequence: 1,
                    unanswered: Vec::new(),
                    in_flight: VecDeque::new(),
                    heard_at: now,
                    probe: None,
                    minute: MinuteText::default(),
                }));
            }
            Err(refusal) => {
                let status = refusal.answer.status;
                self.events.push_back(Event::Refused { name: connect.source_addr, status });
                self.send_as(refusal.version, sequence_id, refusal.answer.into());
                self.close(accounts, Cause::Refused(status));
            }
        }
    }

    fn arrive(&mut self, accounts: &mut Accounts, sequence_id: u32, submit: Submit, now: UnixMillis) {
        let (State::Online(online) | State::Leaving { online, .. }) = &mut self.state else { return };
        if online.unanswered.contains(&sequence_id) {
            return self.events.push_back(Event::Repeated);
        }
        let open = u32::try_from(online.unanswered.len()).unwrap_or(u32::MAX);
        if open.saturating_add(self.answers_in_output) >= online.rules.window {
            return self.turn_away(sequence_id, SubmitResult::FLOW_CONTROL, true);
        }
        match accounts.arrive(online.account, &submit, now) {
            Ok(msg_id) => {
                online.unanswered.push(sequence_id);
                let pending = Pending {
                    sequence_id,
                    msg_id,
                    service_id: submit.service_id,
                    receivers: u8::try_from(submit.dest_terminal_ids.len()).unwrap_or(u8::MAX),
                };
                self.events.push_back(Event::Arrived(Arrived { pending, submit }));
            }
            Err(result) => self.turn_away(sequence_id, result, false),
        }
    }

    fn turn_away(&mut self, sequence_id: u32, result: SubmitResult, window: bool) {
        self.send_submit_resp(sequence_id, MsgId(0), result);
        self.events.push_back(Event::Turned { result, window });
    }

    fn answer(&mut self, accounts: &mut Accounts, pending: &Pending, verdict: Verdict, now: UnixMillis) {
        let (State::Online(online) | State::Leaving { online, .. }) = &mut self.state else { return };
        let Some(index) = online.unanswered.iter().position(|open| *open == pending.sequence_id) else {
            return;
        };
        online.unanswered.swap_remove(index);
        let (msg_id, result) = match verdict {
            Verdict::Accept => (pending.msg_id, SubmitResult::OK),
            Verdict::Refuse(result) => (MsgId(0), result),
        };
        let ok = result == SubmitResult::OK;
        accounts.answered(online.account, pending.service_id, pending.receivers, ok, now);
        self.send_submit_resp(pending.sequence_id, msg_id, result);
    }

    fn send_submit_resp(&mut self, sequence_id: u32, msg_id: MsgId, result: SubmitResult) {
        self.answers_in_output += 1;
        self.send(sequence_id, &SubmitResp { msg_id, result });
    }

    /// The messages that are seldom: everything but SUBMIT and DELIVER_RESP.
    fn take_rare(&mut self, accounts: &mut Accounts, frame: &RawFrame<'_>, now: UnixMillis) {
        let (State::Online(online) | State::Leaving { online, .. }) = &mut self.state else { return };
        let (command_id, sequence_id) = (frame.header.command_id, frame.header.sequence_id);
        let decoded = match decode(online.version, frame) {
            Ok(decoded) => decoded,
            Err(fault) => {
                return self.events.push_back(Event::Ignored { command_id, fault: Some(fault) });
            }
        };
        let in_flight = online.in_flight.len();
        let account = online.account;
        self.forgive(decoded.forgiven);
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "whatever else the protocol has is nothing a client sends"
        )]
        match decoded.frame.pdu {
            Pdu::ActiveTest => self.send(sequence_id, &ActiveTestResp::default()),
            Pdu::ActiveTestResp(_) => {}
            Pdu::Query(query) => self.answer_query(accounts, account, sequence_id, &query, in_flight, now),
            Pdu::Cancel(Cancel { msg_id }) => self.events.push_back(Event::Cancel { sequence_id, msg_id }),
            Pdu::Terminate => {
                self.send_as(Version::V30, sequence_id, Pdu::TerminateResp);
                self.close(accounts, Cause::PeerTerminated);
            }
            Pdu::TerminateResp if matches!(self.state, State::Leaving { .. }) => {
                self.close(accounts, Cause::Terminated);
            }
            Pdu::Connect(_) => self.close(accounts, Cause::OutOfTurn { command_id }),
            _ => self.events.push_back(Event::Ignored { command_id, fault: None }),
        }
    }

    fn answer_query(
        &mut self,
        accounts: &Accounts,
        account: AccountNo,
        sequence_id: u32,
        query: &Query,
        in_flight: usize,
        now: UnixMillis,
    ) {
        let answer = accounts.query(account, query, in_flight, now);
        self.send(sequence_id, &answer);
    }

    fn deliver(&mut self, accounts: &mut Accounts, delivery: Delivery, now: UnixMillis) {
        if self.room() == 0 {
            return self.events.push_back(Event::GivenBack(delivery));
        }
        let State::Online(online) = &mut self.state else { return };
        let msg_id = accounts.next_id(now);
        let sequence_id = online.take_sequence();
        let flight = InFlight { sequence_id, msg_id, delivery, sent_at: now, sends: 1 };
        match online.write_deliver(&flight, &mut self.output) {
            Ok(()) => online.in_flight.push_back(flight),
            Err(error) => {
                self.events.push_back(Event::Unsendable { ticket: flight.delivery.ticket, error });
            }
        }
    }

    fn taken(&mut self, accounts: &mut Accounts, sequence_id: u32, answer: &DeliverResp, now: UnixMillis) {
        let (State::Online(online) | State::Leaving { online, .. }) = &mut self.state else { return };
        let Some(index) = online.in_flight.iter().position(|flight| flight.sequence_id == sequence_id) else {
            // A second answer to a repeated DELIVER.
            return self
                .events
                .push_back(Event::Ignored { command_id: DeliverResp::COMMAND_ID, fault: None });
        };
        if let Some(flight) = online.in_flight.remove(index) {
            accounts.delivered(online.account, answer.result.0 == 0, now);
            self.events.push_back(Event::Taken { ticket: flight.delivery.ticket, result: answer.result });
        }
    }

    fn fall_silent(&mut self, accounts: &mut Accounts) {
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Online(online) | State::Leaving { online, .. } => {
                // A carrier would hold the place until it notices; a client that reconnects shall find it free.
                accounts.leave(online.account);
                self.state = State::Silent { in_flight: online.in_flight };
            }
            State::Greeting { .. } => self.state = State::Silent { in_flight: VecDeque::new() },
            state @ (State::Silent { .. } | State::Closed) => self.state = state,
        }
        self.partial.clear();
    }

    fn terminate(&mut self, accounts: &mut Accounts, now: UnixMillis) {
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Online(mut online) => {
                let sequence_id = online.take_sequence();
                let until = now + online.rules.answer_wait;
                self.state = State::Leaving { until, online };
                self.send_as(Version::V30, sequence_id, Pdu::Terminate);
            }
            state @ (State::Leaving { .. } | State::Closed) => self.state = state,
            state @ (State::Greeting { .. } | State::Silent { .. }) => {
                self.state = state;
                self.close(accounts, Cause::Terminated);
            }
        }
    }

    fn time_out(&mut self, accounts: &mut Accounts, now: UnixMillis) {
        match &mut self.state {
            State::Greeting { until } if *until <= now => self.close(accounts, Cause::NoLogin),
            State::Leaving { until, .. } if *until <= now => self.close(accounts, Cause::TerminateUnanswered),
            State::Online(online) => {
                if online.repeat(now, &mut self.output) == Patience::Ended {
                    self.close(accounts, Cause::Unanswered);
                }
            }
            State::Greeting { .. } | State::Leaving { .. } | State::Silent { .. } | State::Closed => {}
        }
    }

    fn close(&mut self, accounts: &mut Accounts, cause: Cause) {
        let in_flight = match std::mem::replace(&mut self.state, State::Closed) {
            State::Online(online) | State::Leaving { online, .. } => {
                accounts.leave(online.account);
                online.in_flight
            }
            State::Silent { in_flight } => in_flight,
            State::Greeting { .. } => VecDeque::new(),
            State::Closed => return,
        };
        self.partial = Vec::new();
        self.events.extend(in_flight.into_iter().map(|flight| Event::GivenBack(flight.delivery)));
        self.events.push_back(Event::Closed(cause));
    }

    fn forgive(&mut self, forgiven: Vec<Forgiven>) {
        self.events.extend(forgiven.into_iter().map(Event::Forgiven));
    }

    /// Sends a body in the line's version; before login and after the end nothing leaves.
    fn send<B: Command>(&mut self, sequence_id: u32, body: &B) {
        if let State::Online(online) | State::Leaving { online, .. } = &self.state {
            // Own answers fit every version: their fields hold our numbers or come from the request.
            let _ = encode_body(online.version, sequence_id, body, &mut self.output);
        }
    }

    fn send_as(&mut self, version: Version, sequence_id: u32, pdu: Pdu) {
        let _ = encode(version, &Frame { sequence_id, pdu }, &mut self.output);
    }
}

/// Whether the peer may be waited for any longer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Patience {
    Left,
    Ended,
}

/// `YYMMDDHHMM`, written once a minute: formatting a date costs more than the rest of a receipt.
#[derive(Debug, Clone, Copy, Default)]
struct MinuteText {
    minute: Option<i64>,
    text: Text<10>,
}
