//! The messages that a carrier took last, so that their receipts find them without asking the store.
//!
//! Nothing depends on it: what is not here, or has moved on meanwhile, is looked up in the store.

use std::collections::{HashMap, VecDeque};

use hongyan_domain::{MessageState, UnixMillis};
use hongyan_store::message::Standing;

use crate::lane::Held;

/// So many messages per lane, about 3 MB: the receipts of some seconds at full speed, of some minutes at a usual one.
const KEPT_MAX: usize = 16_384;

/// A message of one part that the carrier took, by the carrier's id.
#[derive(Default)]
pub(crate) struct Recent {
    by_id: HashMap<u64, Taken>,
    /// The ids as they came; some may have been taken out.
    order: VecDeque<u64>,
}

/// A message as it stands after its carrier took it.
#[derive(Clone)]
pub(crate) struct Taken {
    pub(crate) message: Standing,
    pub(crate) answered_at: UnixMillis,
}

impl Taken {
    pub(crate) fn of(held: &Held, answered_at: UnixMillis) -> Self {
        let message = Standing { state: MessageState::Submitted, ..held.message.clone() };
        Self { message, answered_at }
    }
}

impl Recent {
    /// Keeps what the store has recorded as submitted.
    pub(crate) fn keep(&mut self, taken: &[(u64, Taken)]) {
        for (id, taken) in taken {
            self.by_id.insert(*id, taken.clone());
            self.order.push_back(*id);
        }
        while self.order.len() > KEPT_MAX {
            if let Some(oldest) = self.order.pop_front() {
                self.by_id.remove(&oldest);
            }
        }
    }

    /// Takes a message out; its receipt ends it, and a repeat asks the store.
    pub(crate) fn take(&mut self, carrier_id: u64) -> Option<Taken> {
        self.by_id.remove(&carrier_id)
    }
}
