//! The channel over CMPP: messages to orders, a line's events to a channel's.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use hongyan_domain::{Clock, Msisdn, UnixMillis};
use hongyan_link::session::{Counts, Event, Proof, Ticket as PartTicket};
use hongyan_link::supervise::Line;
use hongyan_link::{ConnectionId, ConnectionState, EVENTS_MAX, LineEvent, LineState};
use hongyan_wire::cmpp::{Deliver, Report, SubmitResult};
use hongyan_wire::text::PARTS_MAX;
use tokio::sync::Notify;
use tracing::{debug, warn};

use super::parts::PartMaker;
use super::settings::CmppSettings;
use crate::channel::{BoxFuture, Capabilities, Channel, ChannelClosed, MessageKind};
use crate::event::{AckToken, Answer, ChannelEvent, Inbound, NotSent, RawNumber, Word};
use crate::message::{Submission, Ticket};

/// An SMS channel over an account's CMPP line.
#[derive(Debug)]
pub struct CmppChannel {
    line: Line,
    maker: PartMaker,
    capabilities: Capabilities,
    stopped: AtomicBool,
    faults: Faults,
    clock: SharedClock,
}

/// Messages that never became orders.
#[derive(Debug, Default)]
struct Faults {
    waiting: Mutex<Vec<ChannelEvent>>,
    came: Notify,
    went: Notify,
}

struct SharedClock(Arc<dyn Clock>);

impl std::fmt::Debug for SharedClock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Clock")
    }
}

impl CmppChannel {
    /// Starts connecting; must be called inside a tokio runtime. `seed` makes waits and references repeatable.
    #[must_use]
    pub fn start(settings: &CmppSettings, clock: Arc<dyn Clock>, seed: u64) -> Self {
        let spec = settings.spec();
        Self {
            line: Line::start(settings.line(seed), Arc::clone(&clock)),
            maker: PartMaker::new(settings, seed),
            capabilities: Capabilities {
                kinds: &[MessageKind::Text, MessageKind::Flash],
                extension_digits: spec.extension_digits,
                window: spec.window.saturating_mul(spec.connections),
                per_second: spec.speed_per_second,
                receipts: spec.receipts,
                parts_max: PARTS_MAX,
            },
            stopped: AtomicBool::new(false),
            faults: Faults::default(),
            clock: SharedClock(clock),
        }
    }

    /// What each connection is doing, and what it has seen since its last login.
    #[must_use]
    pub fn connections(&self) -> Vec<(ConnectionState, Counts)> {
        self.line.connections()
    }

    async fn take(&self, batch: Vec<Submission>) -> Result<(), ChannelClosed> {
        if self.stopped.load(Ordering::Acquire) {
            return Err(ChannelClosed);
        }
        let mut orders = Vec::with_capacity(batch.len());
        let mut faults = Vec::new();
        for submission in &batch {
            if let Err(cause) = self.maker.make(submission, &mut orders) {
                let (ticket, at) = (submission.ticket, self.clock.0.now());
                faults.push(ChannelEvent::Unsendable { ticket, cause, at });
            }
        }
        self.faults.put(faults).await;
        self.line.submit(orders).await;
        Ok(())
    }

    async fn next_events(&self) -> Option<Vec<ChannelEvent>> {
        loop {
            let mut events = self.faults.drain();
            if !events.is_empty() {
                return Some(events);
            }
            tokio::select! {
                biased;
                () = self.faults.came.notified() => {}
                batch = self.line.events() => {
                    let Some(batch) = batch else {
                        events = self.faults.drain();
                        return (!events.is_empty()).then_some(events);
                    };
                    Translator::default().translate(batch, &mut events);
                    if !events.is_empty() {
                        return Some(events);
                    }
                }
            }
        }
    }
}

impl Channel for CmppChannel {
    fn capabilities(&self) -> Capabilities {
        self.capabilities
    }

    fn submit(&self, batch: Vec<Submission>) -> BoxFuture<'_, Result<(), ChannelClosed>> {
        Box::pin(self.take(batch))
    }

    fn events(&self) -> BoxFuture<'_, Option<Vec<ChannelEvent>>> {
        Box::pin(self.next_events())
    }

    fn acknowledge(&self, tokens: Vec<AckToken>) {
        self.line.acknowledge(tokens.into_iter().map(|token| (token.from, token.key)));
    }

    fn pause(&self) {
        self.line.pause();
    }

    fn resume(&self) {
        self.line.resume();
    }

    fn stop(&self, grace: Duration) -> BoxFuture<'_, ()> {
        self.stopped.store(true, Ordering::Release);
        Box::pin(self.line.stop(grace))
    }

    fn state(&self) -> LineState {
        self.line.state()
    }
}

impl Faults {
    /// Adds faults, waiting while nobody takes those before.
    async fn put(&self, faults: Vec<ChannelEvent>) {
        if faults.is_empty() {
            return;
        }
        while self.lock().len() >= EVENTS_MAX {
            self.went.notified().await;
        }
        self.lock().extend(faults);
        self.came.notify_one();
    }

    fn drain(&self) -> Vec<ChannelEvent> {
        let faults = std::mem::take(&mut *self.lock());
        if !faults.is_empty() {
            self.went.notify_one();
        }
        faults
    }

    fn lock(&self) -> MutexGuard<'_, Vec<ChannelEvent>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Turns a line's events into a channel's.
#[derive(Debug, Default)]
struct Translator {
    /// The message whose first part came back unsent just now: its other parts follow and say nothing new.
    returned: Option<u64>,
}

impl Translator {
    fn translate(&mut self, batch: Vec<LineEvent>, events: &mut Vec<ChannelEvent>) {
        events.reserve(batch.len());
        for event in batch {
            match event {
                LineEvent::State { state, at } => events.push(ChannelEvent::State { state, at }),
                LineEvent::Returned { ticket, why, at } => events.extend(self.returned(ticket, why, at)),
                LineEvent::Connection { from, event, at } => events.extend(self.happened(from, event, at)),
            }
        }
    }

    fn returned(&mut self, part: PartTicket, cause: NotSent, at: UnixMillis) -> Option<ChannelEvent> {
        let PartTicket { message, part, parts } = part;
        let ticket = Ticket(message);
        if part <= 1 {
            self.returned = Some(message);
            return Some(ChannelEvent::NotSent { ticket, cause, at });
        }
        (self.returned != Some(message)).then_some(ChannelEvent::PartNotSent {
            ticket,
            part,
            parts,
            cause,
            at,
        })
    }

    fn happened(&mut self, from: ConnectionId, event: Event, at: UnixMillis) -> Option<ChannelEvent> {
        match event {
            Event::Answered { ticket, msg_id, result, sends } => {
                let PartTicket { message, part, parts } = ticket;
                let answer = if result == SubmitResult::OK {
                    Answer::Accepted { carrier_id: msg_id.0 }
                } else {
                    Answer::Refused { code: result.0 }
                };
                Some(ChannelEvent::Answered { ticket: Ticket(message), part, parts, answer, sends, at })
            }
            Event::InDoubt { ticket: PartTicket { message, part, parts } } => {
                Some(ChannelEvent::InDoubt { ticket: Ticket(message), part, parts, at })
            }
            Event::NotSent { ticket, why } => self.returned(ticket, why, at),
            Event::Unsendable { ticket, fault } => {
                let (ticket, cause) = (Ticket(ticket.message), fault.into());
                Some(ChannelEvent::Unsendable { ticket, cause, at })
            }
            Event::Report { key, report } => Some(receipt(AckToken { from, key }, &report, at)),
            Event::Inbound { key, deliver } => Some(inbound(AckToken { from, key }, &deliver, at)),
            Event::Online { version, peer_version, proof } => {
                if proof == Proof::Missing {
                    warn!(?from, "the gateway did not prove the password in any known form");
                }
                debug!(?from, ?version, peer_version, "logged in");
                None
            }
            Event::Closed(cause) => {
                debug!(?from, code = cause.code(), "connection closed");
                None
            }
        }
    }
}

fn receipt(ack: AckToken, report: &Report, at: UnixMillis) -> ChannelEvent {
    ChannelEvent::Receipt {
        ack,
        carrier_id: report.msg_id.0,
        number: report.dest_terminal_id.as_str().and_then(|text| Msisdn::parse(text).ok()),
        stat: Word::new(report.stat.0.octets()),
        done_at_text: Word::new(report.done_time.octets()),
        at,
    }
}

fn inbound(ack: AckToken, deliver: &Deliver, at: UnixMillis) -> ChannelEvent {
    ChannelEvent::Inbound(Box::new(Inbound {
        ack,
        carrier_id: deliver.msg_id.0,
        number: deliver.src_terminal_id.as_str().and_then(|text| Msisdn::parse(text).ok()),
        raw_number: RawNumber::new(deliver.src_terminal_id.escaped()),
        to: deliver.dest_id.escaped(),
        msg_fmt: deliver.msg_fmt.0,
        udhi: deliver.tp_udhi.has_header(),
        content: deliver.content.octets().to_vec(),
        link_id: deliver.link_id.escaped(),
        at,
    }))
}
