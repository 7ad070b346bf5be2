//! Phones that are off: what is for them waits at the carrier, without a receipt, until they are on again.

use std::collections::VecDeque;

use hongyan_domain::{Msisdn, UnixMillis};
use hongyan_link::gateway::Receipt;
use hongyan_wire::cmpp::{MsgId, Stat, Submit};
use hongyan_wire::field::Text;

use super::State;
use super::turn::digits;
use crate::fate::{Fate, ReceiptFate};

/// Parts that may wait for phones at one carrier; for later ones it gives up at once, as it does when a message's
/// validity ends.
const HELD_MAX: usize = 10_000;
/// From a phone's coming on to the first receipt, at most, in milliseconds: what made it late before is over.
const AFTER_ON_MS_MAX: u32 = 1_000;

/// One part that waits for its phone.
#[derive(Debug)]
pub(super) struct Held {
    number: Msisdn,
    submit: Submit,
    msg_id: MsgId,
    fate: Fate,
    submitted_at: UnixMillis,
}

impl State {
    /// Keeps what was accepted for a phone that is off.
    pub(super) fn hold(
        &mut self,
        number: Msisdn,
        submit: &Submit,
        msg_id: MsgId,
        fate: Fate,
        now: UnixMillis,
    ) {
        if self.held.len() >= HELD_MAX {
            let stat = Stat(Text::from_octets(b"EXPIRED"));
            let receipts = [Some(ReceiptFate { stat, after_ms: 0 }), None];
            let given_up = Fate { receipts, delivered: false, reply: None, ..fate };
            return self.end(number, submit, msg_id, given_up, now, now);
        }
        self.held.push_back(Held { number, submit: submit.clone(), msg_id, fate, submitted_at: now });
    }

    /// Switches a phone off or on; on again it gets what waited, in order. False when too many phones are off.
    pub(super) fn power(&mut self, number: Msisdn, off: bool, now: UnixMillis) -> bool {
        if !self.phones.set_off(number, off) {
            return false;
        }
        if !off {
            let (waited, rest): (VecDeque<Held>, VecDeque<Held>) =
                self.held.drain(..).partition(|held| held.number == number);
            self.held = rest;
            for Held { number, submit, msg_id, mut fate, submitted_at } in waited {
                for receipt in fate.receipts.iter_mut().flatten() {
                    receipt.after_ms = receipt.after_ms.min(AFTER_ON_MS_MAX);
                }
                self.end(number, &submit, msg_id, fate, submitted_at, now);
            }
        }
        true
    }

    /// Takes out a part that is recalled before its phone is on: the receipt that it would have got.
    pub(super) fn take_held(&mut self, msg_id: MsgId, now: UnixMillis) -> Option<Receipt> {
        let index = self.held.iter().position(|held| held.msg_id == msg_id)?;
        let held = self.held.remove(index)?;
        let [Some(receipt), _] = held.fate.receipts else { return None };
        *self.receipts.entry(receipt.stat).or_insert(0) += 1;
        Some(Receipt {
            msg_id,
            stat: receipt.stat,
            submitted_at: held.submitted_at,
            done_at: now,
            number: digits(held.number),
            src_id: held.submit.src_id,
        })
    }
}
