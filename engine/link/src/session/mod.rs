//! The client end of one CMPP connection as a value: inputs in, octets and events out. It reads no clock and knows no
//! socket, so equal inputs give equal outputs, to the byte.
//!
//! | state ＼ input | `Connected` | `Octets` | `Order` | `Acknowledge` | `Timeout` | `Lost` | `Terminate` |
//! |---|---|---|---|---|---|---|---|
//! | Connecting | CONNECT; → Binding | ignored | `NotSent` | ignored | ignored | → Closed | → Closed |
//! | Binding | ignored | yes → Online; no, garbage or anything else → Closed | `NotSent` | ignored | too late → Closed | → Closed | → Closed |
//! | Online | ignored | answers, receipts, messages, pulse; TERMINATE or garbage → Closed | SUBMIT, or `NotSent` without room | DELIVER_RESP | repeat, pulse; used up → Closed | → Closed | → Closing |
//! | Closing | ignored | as Online; TERMINATE_RESP → Closed | `NotSent` | DELIVER_RESP | as Online; grace over → Closed | → Closed | a shorter grace counts |
//! | Closed | ignored | ignored | `NotSent` | ignored | ignored | ignored | ignored |
//!
//! Closing waits until every order is answered and every receipt acknowledged, then sends TERMINATE. Whatever has no
//! answer on the way to Closed becomes [`Event::InDoubt`].
//!
//! Invariant: each order ends in exactly one of `Answered`, `InDoubt`, `NotSent`, `Unsendable`.
//! Invariant: never more orders under way than the window, never more sends in a second than the pace.

mod config;
mod counts;
mod event;
mod login;
mod online;

use std::sync::Arc;

use hongyan_wire::cmpp::{Command, EncodeError, Frame, Pdu, RawFrame, encode, encode_body, split_frame};

use crate::brake::Brake;
use crate::cause::Cause;
use crate::pace::Pacer;
use crate::tick::Tick;

pub use config::{
    IDLE, LOGIN_TIMEOUT, ProofCheck, RESPONSE_TIMEOUT, SENDS_MAX, SessionConfig, UNACKNOWLEDGED_MAX,
    VersionPolicy, WINDOW, WINDOW_MAX,
};
pub use counts::Counts;
pub use event::{DeliverKey, Event, Input, NotSent, Order, OrderFault, Proof, Ticket};
use login::Binding;
use online::Online;

/// The client end of one connection; the module's head has its table.
#[derive(Debug)]
pub struct Session {
    config: Arc<SessionConfig>,
    state: State,
    effects: Effects,
    /// The beginning of a frame whose rest has not come, or whole frames behind a full house.
    inbox: Vec<u8>,
}

#[derive(Debug)]
enum State {
    Connecting,
    Binding(Binding),
    Online(Box<Online>),
    Closing(Box<Online>, Leaving),
    Closed,
}

/// How far the farewell has come.
#[derive(Debug)]
struct Leaving {
    /// When patience ends.
    until: Tick,
    /// The sequence number of TERMINATE, once it is out.
    terminate: Option<u32>,
}

/// How fast orders may leave. It outlives a connection: the gateway counts per second, however often we log in.
#[derive(Debug, Clone)]
pub struct Tempo {
    pacer: Pacer,
    brake: Brake,
}

impl Tempo {
    /// A tempo of this many messages per second; `None` for as fast as the window allows.
    #[must_use]
    pub fn new(per_second: Option<u32>) -> Self {
        Self { pacer: Pacer::new(per_second), brake: Brake::default() }
    }

    fn ready_at(&self, count: usize) -> Tick {
        self.pacer.ready_at(count).max(self.brake.until())
    }
}

/// What a session does to the world, collected until it is polled.
#[derive(Debug)]
struct Effects {
    out: Vec<u8>,
    events: Vec<Event>,
    counts: Counts,
    tempo: Tempo,
    next_sequence: u32,
}

impl Effects {
    /// The next sequence number; they run upwards by one and wrap around (`cmpp.md` §1).
    fn sequence(&mut self) -> u32 {
        let sequence = self.next_sequence;
        self.next_sequence = sequence.wrapping_add(1);
        sequence
    }

    fn send<B: Command>(
        &mut self,
        config: &SessionConfig,
        sequence: u32,
        body: &B,
    ) -> Result<(), EncodeError> {
        encode_body(config.version, sequence, body, &mut self.out)
    }

    fn send_bare(&mut self, config: &SessionConfig, sequence_id: u32, pdu: Pdu) -> Result<(), EncodeError> {
        encode(config.version, &Frame { sequence_id, pdu }, &mut self.out)
    }
}

impl Session {
    /// A session that waits for its socket. `tempo` comes from the connection before, if there was one.
    #[must_use]
    pub fn new(config: Arc<SessionConfig>, tempo: Tempo) -> Self {
        let effects = Effects {
            out: Vec::new(),
            events: Vec::new(),
            counts: Counts::default(),
            tempo,
            next_sequence: 1,
        };
        Self { config, state: State::Connecting, effects, inbox: Vec::new() }
    }

    /// Takes one input; what it causes is then found in [`Session::octets`] and [`Session::events`].
    pub fn handle(&mut self, input: Input<'_>, now: Tick) {
        match input {
            Input::Connected { timestamp } => self.connected(timestamp, now),
            Input::Octets(octets) => self.received(octets, now),
            Input::Order(order) => self.order(order, now),
            Input::Acknowledge(key) => self.acknowledge(key, now),
            Input::Timeout => self.timeout(now),
            Input::Lost(cause) => self.close(cause),
            Input::Terminate { grace } => self.terminate(now.after(grace), now),
        }
    }

    /// Octets to be written, in order; whoever takes them must write them all or say [`Input::Lost`].
    pub const fn octets(&mut self) -> &mut Vec<u8> {
        &mut self.effects.out
    }

    /// Events to be taken, in order.
    pub const fn events(&mut self) -> &mut Vec<Event> {
        &mut self.effects.events
    }

    /// The events to be taken, beside the counts that they have changed.
    pub(crate) const fn events_and_counts(&mut self) -> (&mut Vec<Event>, &Counts) {
        (&mut self.effects.events, &self.effects.counts)
    }

    /// How many single orders may be handed over now.
    #[must_use]
    pub fn room(&self, now: Tick) -> usize {
        match &self.state {
            State::Online(online) if self.effects.tempo.brake.until() <= now => {
                self.effects.tempo.pacer.room(now, online.room())
            }
            State::Online(_) | State::Connecting | State::Binding(_) | State::Closing(..) | State::Closed => {
                0
            }
        }
    }

    /// When there will be room by time alone; `None` when only an answer makes room.
    #[must_use]
    pub fn room_at(&self) -> Option<Tick> {
        match &self.state {
            State::Online(online) => (online.room() > 0).then(|| self.effects.tempo.ready_at(1)),
            State::Connecting | State::Binding(_) | State::Closing(..) | State::Closed => None,
        }
    }

    /// When [`Input::Timeout`] is due; `None` when nothing is waited for.
    #[must_use]
    pub fn next_timeout(&self) -> Option<Tick> {
        match &self.state {
            State::Connecting | State::Closed => None,
            State::Binding(binding) => Some(binding.until),
            State::Online(online) => online.next_timeout(&self.config),
            // Behind TERMINATE nothing leaves but answers, so only the farewell itself is waited for.
            State::Closing(online, leaving) => match leaving.terminate {
                Some(_) => Some(leaving.until),
                None => online.next_timeout(&self.config).into_iter().chain([leaving.until]).min(),
            },
        }
    }

    /// Whether octets are welcome. When not, the owner has too many receipts unacknowledged: leave them in the socket,
    /// so that the gateway waits.
    #[must_use]
    pub fn reads(&self) -> bool {
        match &self.state {
            State::Online(online) | State::Closing(online, _) => online.reads(),
            State::Connecting | State::Binding(_) => true,
            State::Closed => false,
        }
    }

    /// How many orders are under way.
    #[must_use]
    pub fn in_flight(&self) -> usize {
        match &self.state {
            State::Online(online) | State::Closing(online, _) => online.in_flight(),
            State::Connecting | State::Binding(_) | State::Closed => 0,
        }
    }

    /// Whether it is logged in and takes orders.
    #[must_use]
    pub const fn is_online(&self) -> bool {
        matches!(self.state, State::Online(_))
    }

    /// Whether it has ended. Octets may still be there to be written: a farewell.
    #[must_use]
    pub const fn is_closed(&self) -> bool {
        matches!(self.state, State::Closed)
    }

    /// What it has seen so far.
    #[must_use]
    pub const fn counts(&self) -> &Counts {
        &self.effects.counts
    }

    /// The tempo, for the next connection of the same account.
    #[must_use]
    pub fn into_tempo(self) -> Tempo {
        self.effects.tempo
    }

    fn connected(&mut self, timestamp: u32, now: Tick) {
        if matches!(self.state, State::Connecting) {
            match Binding::begin(&self.config, timestamp, now, &mut self.effects) {
                Ok(binding) => self.state = State::Binding(binding),
                Err(error) => self.close(Cause::Unwritable(error)),
            }
        }
    }

    fn received(&mut self, octets: &[u8], now: Tick) {
        if self.inbox.is_empty() {
            let used = self.read_frames(octets, now);
            if !self.is_closed() {
                self.inbox.extend_from_slice(octets.get(used..).unwrap_or(&[]));
            }
        } else {
            self.inbox.extend_from_slice(octets);
            self.read_inbox(now);
        }
    }

    fn read_inbox(&mut self, now: Tick) {
        let mut inbox = std::mem::take(&mut self.inbox);
        let used = self.read_frames(&inbox, now);
        inbox.drain(..used);
        self.inbox = inbox;
    }

    /// Handles the whole frames at the front; answers how many octets they took.
    fn read_frames(&mut self, octets: &[u8], now: Tick) -> usize {
        let mut used = 0;
        while self.reads() {
            match split_frame(octets.get(used..).unwrap_or(&[])) {
                Ok(Some((raw, length))) => {
                    used += length;
                    self.frame(&raw, now);
                }
                Ok(None) => break,
                Err(error) => self.close(Cause::Garbage(error)),
            }
        }
        used
    }

    fn frame(&mut self, raw: &RawFrame<'_>, now: Tick) {
        match &mut self.state {
            State::Connecting | State::Closed => {}
            State::Binding(binding) => match binding.answer(&self.config, raw, &mut self.effects) {
                Ok(online) => {
                    self.effects.events.push(online);
                    self.state = State::Online(Box::new(Online::new(&self.config, now)));
                }
                Err(cause) => self.close(cause),
            },
            State::Online(online) => {
                if let Err(cause) = online.frame(&self.config, raw, now, &mut self.effects) {
                    self.close(cause);
                }
            }
            State::Closing(online, leaving) => {
                let farewell = leaving.terminate == Some(raw.header.sequence_id)
                    && raw.header.command_id == Pdu::TerminateResp.command_id();
                let next = if farewell {
                    Err(Cause::Terminated)
                } else {
                    online.frame(&self.config, raw, now, &mut self.effects)
                };
                match next {
                    Ok(()) => self.leave_when_done(),
                    Err(cause) => self.close(cause),
                }
            }
        }
    }

    fn order(&mut self, order: Order, now: Tick) {
        match &mut self.state {
            State::Online(online) => online.order(&self.config, order, now, &mut self.effects),
            State::Connecting | State::Binding(_) => self.effects.not_sent(order.ticket, NotSent::LineDown),
            State::Closing(..) => self.effects.not_sent(order.ticket, NotSent::Stopped),
            State::Closed => self.effects.not_sent(order.ticket, NotSent::LineDown),
        }
    }

    fn acknowledge(&mut self, key: DeliverKey, now: Tick) {
        let (State::Online(online) | State::Closing(online, _)) = &mut self.state else { return };
        match online.acknowledge(&self.config, key, now, &mut self.effects) {
            Ok(()) => {
                if !self.inbox.is_empty() {
                    self.read_inbox(now);
                }
                self.leave_when_done();
            }
            Err(cause) => self.close(cause),
        }
    }

    fn timeout(&mut self, now: Tick) {
        match &mut self.state {
            State::Connecting | State::Closed => {}
            State::Binding(binding) => {
                if binding.until <= now {
                    self.close(Cause::LoginUnanswered { after: self.config.login_timeout });
                }
            }
            State::Online(online) => {
                if let Err(cause) = online.timeout(&self.config, now, &mut self.effects) {
                    self.close(cause);
                }
            }
            State::Closing(online, leaving) => {
                if leaving.until <= now {
                    // The peer may still learn that we leave in order, if it listens at all.
                    if leaving.terminate.is_none() {
                        let sequence = self.effects.sequence();
                        // A header alone always fits; without it the peer sees the end of the stream.
                        let _ = self.effects.send_bare(&self.config, sequence, Pdu::Terminate);
                    }
                    self.close(Cause::Terminated);
                } else if leaving.terminate.is_none()
                    && let Err(cause) = online.timeout(&self.config, now, &mut self.effects)
                {
                    self.close(cause);
                }
            }
        }
    }

    fn terminate(&mut self, until: Tick, now: Tick) {
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Connecting | State::Binding(_) => {
                self.state = State::Connecting; // so that `close` reports it
                self.close(Cause::Terminated);
            }
            State::Online(online) => {
                self.state = State::Closing(online, Leaving { until, terminate: None });
                self.leave_when_done();
                if until <= now {
                    self.timeout(now);
                }
            }
            State::Closing(online, mut leaving) => {
                leaving.until = leaving.until.min(until);
                self.state = State::Closing(online, leaving);
            }
            State::Closed => {}
        }
    }

    /// Sends TERMINATE once nothing is open any more.
    fn leave_when_done(&mut self) {
        let State::Closing(online, leaving) = &mut self.state else { return };
        if leaving.terminate.is_none() && online.is_idle() {
            let sequence = self.effects.sequence();
            leaving.terminate = Some(sequence);
            if let Err(error) = self.effects.send_bare(&self.config, sequence, Pdu::Terminate) {
                self.close(Cause::Unwritable(error));
            }
        }
    }

    fn close(&mut self, cause: Cause) {
        match std::mem::replace(&mut self.state, State::Closed) {
            State::Closed => return,
            State::Connecting | State::Binding(_) => {}
            State::Online(online) | State::Closing(online, _) => online.abandon(&mut self.effects),
        }
        self.inbox = Vec::new();
        self.effects.events.push(Event::Closed(cause));
    }
}

impl Effects {
    fn not_sent(&mut self, ticket: Ticket, why: NotSent) {
        self.events.push(Event::NotSent { ticket, why });
    }
}
