//! Virtual handsets: phones that keep what they received, so that a test or a person can look, and reply.

use std::collections::{BTreeMap, HashMap, VecDeque};

use hongyan_domain::{ChannelNo, Msisdn, UnixMillis};
use hongyan_wire::cmpp::{MsgId, Submit};
use hongyan_wire::field::Text;
use hongyan_wire::text::charset::MessageClass;
use hongyan_wire::text::reassemble::Limits;
use hongyan_wire::text::{Accepted, InboundPart, PartKey, Reassembler, Scheme, decode, udh};

use crate::config::Handsets;

/// A message on a phone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Received {
    /// Who sent it: the SUBMIT's `Src_Id`, extension digits included. Replies go there.
    pub from: Text<21>,
    /// The service that it came from.
    pub service_id: Text<10>,
    /// What it says, put together from all parts.
    pub text: String,
    /// How many parts it had.
    pub parts: u8,
    /// Whether it was shown at once and not meant to be kept.
    pub flash: bool,
    /// When the last part was accepted.
    pub at: UnixMillis,
    /// The id of the part that came last.
    pub msg_id: MsgId,
}

/// All phones of a carrier.
#[derive(Debug)]
pub struct Phones {
    limits: Handsets,
    phones: HashMap<Msisdn, VecDeque<(u64, Received)>>,
    /// Every message held, oldest first.
    order: BTreeMap<u64, Msisdn>,
    serial: u64,
    parts: Reassembler,
}

impl Phones {
    /// No phones yet.
    #[must_use]
    pub fn new(limits: Handsets) -> Self {
        let parts = Reassembler::new(Limits::default());
        Self { limits, phones: HashMap::new(), order: BTreeMap::new(), serial: 0, parts }
    }

    /// Puts a message, or a part of one, on a phone; true when a whole message appeared.
    pub fn receive(&mut self, number: Msisdn, submit: &Submit, msg_id: MsgId, now: UnixMillis) -> bool {
        if self.limits.per_handset == 0 || self.limits.in_all == 0 {
            return false;
        }
        let msg_fmt = submit.msg_fmt.0;
        let content = udh::read(submit.content.octets(), submit.tp_udhi.has_header());
        let (text, parts) = match content.concat {
            None => (decode(content.text, msg_fmt).text, 1),
            Some(concat) => {
                let source = submit.src_id.octets().escape_ascii().to_string();
                let key = PartKey::new(ChannelNo(0), &source, &number.reveal(), &concat);
                let part = InboundPart { number: concat.number, msg_fmt, octets: content.text.to_vec() };
                match self.parts.accept(key, part, now).accepted {
                    Accepted::Complete(merged) => (merged.text, concat.total),
                    Accepted::Waiting { .. } | Accepted::Repeated | Accepted::Refused => return false,
                }
            }
        };
        let flash = Scheme::of(msg_fmt).class == Some(MessageClass::Flash);
        let (from, service_id) = (submit.src_id, submit.service_id);
        self.keep(number, Received { from, service_id, text, parts, flash, at: now, msg_id });
        true
    }

    /// What a phone holds, oldest first.
    #[must_use]
    pub fn inbox(&self, number: Msisdn) -> Vec<Received> {
        let held = self.phones.get(&number).into_iter().flatten();
        held.map(|(_, received)| received.clone()).collect()
    }

    /// The newest message on a phone, which a reply answers.
    #[must_use]
    pub fn newest(&self, number: Msisdn) -> Option<&Received> {
        self.phones.get(&number)?.back().map(|(_, received)| received)
    }

    /// The number whose message is `nth` among those held, counted round; `None` when nothing is held.
    #[must_use]
    pub fn nth_number(&self, nth: u64) -> Option<Msisdn> {
        let (first, last) = (*self.order.first_key_value()?.0, *self.order.last_key_value()?.0);
        let from = first + nth % (last - first + 1);
        self.order.range(from..).next().map(|(_, number)| *number)
    }

    /// Takes a recalled message back.
    pub fn recall(&mut self, number: Msisdn, msg_id: MsgId) {
        let Some(held) = self.phones.get_mut(&number) else { return };
        if let Some(index) = held.iter().position(|(_, received)| received.msg_id == msg_id)
            && let Some((serial, _)) = held.remove(index)
        {
            self.order.remove(&serial);
        }
    }

    /// How many messages all phones hold.
    #[must_use]
    pub fn held(&self) -> usize {
        self.order.len()
    }

    fn keep(&mut self, number: Msisdn, received: Received) {
        self.serial += 1;
        let phone = self.phones.entry(number).or_default();
        phone.push_back((self.serial, received));
        self.order.insert(self.serial, number);
        if phone.len() > self.limits.per_handset
            && let Some((serial, _)) = phone.pop_front()
        {
            self.order.remove(&serial);
        }
        if self.order.len() > self.limits.in_all
            && let Some((_, oldest)) = self.order.pop_first()
            && let Some(phone) = self.phones.get_mut(&oldest)
        {
            phone.pop_front();
            if phone.is_empty() {
                self.phones.remove(&oldest);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use hongyan_wire::cmpp::{MsgFmt, TpUdhi};
    use hongyan_wire::field::Content;
    use hongyan_wire::text::{Coding, UdhForm, split};

    use super::*;

    fn number(last: u64) -> Msisdn {
        Msisdn::from_digits(13_800_000_000 + last).unwrap()
    }

    fn submits(text: &str, coding: Coding) -> Vec<Submit> {
        let parts = split(text, coding, UdhForm::EightBit, 7).unwrap();
        let submit = |part: &hongyan_wire::text::Part| Submit {
            src_id: Text::new("10690001").unwrap(),
            msg_fmt: MsgFmt(coding.msg_fmt()),
            tp_udhi: if part.udhi { TpUdhi::HEADER } else { TpUdhi::NONE },
            content: Content::new(&part.content).unwrap(),
            ..Submit::default()
        };
        parts.iter().map(submit).collect()
    }

    #[test]
    fn parts_in_any_order_become_one_text() {
        let text = "您的社保卡已制好，请带身份证到网点领取。".repeat(8);
        let mut phones = Phones::new(Handsets { per_handset: 5, in_all: 5 });
        let mut parts = submits(&text, Coding::Ucs2);
        assert!(parts.len() > 2);
        parts.reverse();
        let shown: Vec<bool> =
            parts.iter().map(|submit| phones.receive(number(1), submit, MsgId(1), UnixMillis(5))).collect();
        assert_eq!(shown.iter().filter(|shown| **shown).count(), 1);
        let inbox = phones.inbox(number(1));
        assert_eq!((inbox.len(), inbox[0].text.as_str(), inbox[0].flash), (1, text.as_str(), false));
        assert_eq!(usize::from(inbox[0].parts), parts.len());
    }

    #[test]
    fn a_flash_message_says_so() {
        let mut phones = Phones::new(Handsets { per_handset: 5, in_all: 5 });
        phones.receive(number(1), &submits("闪", Coding::FlashUcs2)[0], MsgId(1), UnixMillis(5));
        assert!(phones.newest(number(1)).unwrap().flash);
    }

    #[test]
    fn phones_are_bounded_each_and_in_all() {
        let mut phones = Phones::new(Handsets { per_handset: 3, in_all: 10 });
        for round in 0..100 {
            let submit = &submits(&round.to_string(), Coding::Ascii)[0];
            phones.receive(number(round % 7), submit, MsgId(round), UnixMillis(5));
            assert!(phones.held() <= 10 && phones.inbox(number(round % 7)).len() <= 3);
        }
        assert_eq!(phones.newest(number(99 % 7)).unwrap().text, "99");
        let kept: usize = (0..7).map(|last| phones.inbox(number(last)).len()).sum();
        assert_eq!(kept, phones.held());
        phones.recall(number(99 % 7), MsgId(99));
        assert_eq!(phones.held(), kept - 1);
        assert!((0..50).all(|nth| phones.nth_number(nth).is_some()));
    }
}
