//! Who decides what becomes of messages at a gateway.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use hongyan_domain::UnixMillis;
use hongyan_wire::cmpp::{CancelResult, Stat};
use hongyan_wire::field::Text;
use tokio::sync::watch;

use super::account::Accounts;
use super::event::{Delivery, Event, Input, Note, Receipt, Verdict};
use super::session::Session;

/// Receipts that wait for a peer's window in an [`OpenDesk`]; later ones are dropped and counted.
const RECEIPTS_MAX: usize = 1_000_000;

/// The owner of a gateway's sessions: hands them their input, answers what comes of it, and has messages for them.
pub trait Desk: Send + Sync + 'static {
    /// One turn of one session: handles `input`, takes all events, answers, and hands over DELIVERs while the session
    /// has room for them. Yields when the next turn is due even if nothing arrives.
    ///
    /// A turn covers everything that arrived in one read, so a lock taken here is taken once for all of it.
    fn turn(&self, session: &mut Session, input: Input<'_>, now: UnixMillis) -> Option<UnixMillis>;

    /// Changes whenever lines should take a turn although nothing arrived for them.
    fn bell(&self) -> watch::Receiver<()>;
}

/// What an [`OpenDesk`] has seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct OpenCounts {
    /// Receivers that were accepted.
    pub accepted: u64,
    /// SUBMITs that were refused.
    pub refused: u64,
    /// Receipts that were answered.
    pub receipts: u64,
    /// Receipts that were dropped because too many waited.
    pub dropped: u64,
}

/// A desk that accepts everything at once, and delivers it at once if it is asked for receipts.
///
/// For figures and for tests of clients, where a carrier's moods would be in the way.
#[derive(Debug)]
pub struct OpenDesk {
    shared: Mutex<Shared>,
    bell: watch::Sender<()>,
}

#[derive(Debug)]
struct Shared {
    accounts: Accounts,
    due: VecDeque<Receipt>,
    counts: OpenCounts,
}

impl OpenDesk {
    /// A desk for these accounts.
    #[must_use]
    pub fn new(accounts: Accounts) -> Self {
        let shared = Shared { accounts, due: VecDeque::new(), counts: OpenCounts::default() };
        Self { shared: Mutex::new(shared), bell: watch::Sender::new(()) }
    }

    /// What it has seen until now.
    #[must_use]
    pub fn counts(&self) -> OpenCounts {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner).counts
    }
}

impl Desk for OpenDesk {
    fn turn(&self, session: &mut Session, input: Input<'_>, now: UnixMillis) -> Option<UnixMillis> {
        let mut shared = self.shared.lock().unwrap_or_else(PoisonError::into_inner);
        session.handle(&mut shared.accounts, input, now);
        while let Some(event) = session.poll() {
            shared.take(session, event, now);
        }
        while session.room() > 0 {
            let Some(receipt) = shared.due.pop_front() else { break };
            let delivery = Delivery { ticket: 0, note: Note::Receipt(receipt) };
            session.handle(&mut shared.accounts, Input::Deliver(delivery), now);
        }
        None
    }

    fn bell(&self) -> watch::Receiver<()> {
        self.bell.subscribe()
    }
}

impl Shared {
    fn take(&mut self, session: &mut Session, event: Event, now: UnixMillis) {
        match event {
            Event::Arrived(arrived) => {
                let (pending, submit) = (arrived.pending, arrived.submit);
                session.handle(&mut self.accounts, Input::Answer { pending, verdict: Verdict::Accept }, now);
                self.counts.accepted += u64::from(pending.receivers);
                if submit.registered_delivery != 1 {
                    return;
                }
                for (nth, number) in (0..).zip(submit.dest_terminal_ids.iter()) {
                    if self.due.len() >= RECEIPTS_MAX {
                        self.counts.dropped += 1;
                        continue;
                    }
                    self.due.push_back(Receipt {
                        msg_id: pending.msg_id.nth(nth),
                        stat: Stat(Text::from_octets(Stat::DELIVERED.as_bytes())),
                        submitted_at: now,
                        done_at: now,
                        number: *number,
                        src_id: submit.src_id,
                    });
                }
            }
            Event::Cancel { sequence_id, .. } => {
                let answer = Input::AnswerCancel { sequence_id, result: CancelResult::FAILED };
                session.handle(&mut self.accounts, answer, now);
            }
            Event::GivenBack(Delivery { note: Note::Receipt(receipt), .. }) => self.due.push_front(receipt),
            Event::Taken { .. } => self.counts.receipts += 1,
            Event::Turned { .. } => self.counts.refused += 1,
            Event::GivenBack(_)
            | Event::Online { .. }
            | Event::Refused { .. }
            | Event::Repeated
            | Event::Unsendable { .. }
            | Event::Ignored { .. }
            | Event::Forgiven(_)
            | Event::Closed(_) => {}
        }
    }
}
