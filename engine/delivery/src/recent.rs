//! The messages that a carrier took last, so that their receipts find them without asking the store.
//!
//! Nothing depends on it: what is not here, or has moved on meanwhile, is looked up in the store.

use std::collections::{HashMap, VecDeque};

use hongyan_domain::{MessageState, Msisdn, UnixMillis};
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

    /// Takes a message out; its receipt ends it, and a repeat asks the store. So does a receipt that names somebody
    /// else: a sloppy gateway has used the id again.
    pub(crate) fn take(&mut self, carrier_id: u64, number: Option<Msisdn>) -> Option<Taken> {
        let taken = self.by_id.get(&carrier_id)?;
        if number.is_some_and(|number| number != taken.message.number) {
            return None;
        }
        self.by_id.remove(&carrier_id)
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use hongyan_domain::{Carrier, ChannelNo, MessageId, TaskNo};
    use hongyan_store::message::Place;

    use super::*;

    fn number(text: &str) -> Msisdn {
        Msisdn::parse(text).unwrap()
    }

    fn taken(text: &str) -> Taken {
        let place = Place {
            id: MessageId(1),
            task: TaskNo(1),
            channel: ChannelNo(1),
            carrier: Carrier::Mobile,
            billed: 1,
            price: 40,
        };
        let message = Standing {
            place,
            number: number(text),
            state: MessageState::Submitted,
            class: Arc::from(""),
            parts: 1,
            tries: 1,
            throttled: 0,
        };
        Taken { message, answered_at: UnixMillis(0) }
    }

    #[test]
    fn a_receipt_for_somebody_else_asks_the_store() {
        let mut recent = Recent::default();
        recent.keep(&[(7, taken("13800138000"))]);
        assert!(recent.take(7, Some(number("13900139000"))).is_none());
        assert!(recent.take(7, Some(number("13800138000"))).is_some());
        assert!(recent.take(7, None).is_none(), "a repeat");
    }

    #[test]
    fn it_holds_a_limited_number() {
        let mut recent = Recent::default();
        let many: Vec<_> = (0..20_000).map(|id| (id, taken("13800138000"))).collect();
        recent.keep(&many);
        assert_eq!(recent.by_id.len(), KEPT_MAX);
        assert!(recent.take(0, None).is_none());
        assert!(recent.take(19_999, None).is_some());
    }
}
