//! Virtual handsets: phones that keep what they received and wrote, so that a test or a person can look, and reply.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use hongyan_domain::{ChannelNo, Msisdn, UnixMillis};
use hongyan_wire::cmpp::{MsgId, Submit};
use hongyan_wire::field::Text;
use hongyan_wire::text::charset::MessageClass;
use hongyan_wire::text::reassemble::Limits;
use hongyan_wire::text::{Accepted, InboundPart, PartKey, Reassembler, Scheme, decode, udh};

use crate::config::Handsets;

/// Phones that may be off at the same time.
const OFF_MAX: usize = 10_000;

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

/// A message that the person wrote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The sender number that it went to.
    pub to: Text<21>,
    /// What it says.
    pub text: String,
    /// When it left the phone; one that is still ahead has not been written yet.
    pub at: UnixMillis,
}

/// One entry of a phone's conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Item {
    /// What came.
    Received(Received),
    /// What the person wrote.
    Written(Written),
}

impl Item {
    /// When it came or left.
    #[must_use]
    pub const fn at(&self) -> UnixMillis {
        match self {
            Self::Received(received) => received.at,
            Self::Written(written) => written.at,
        }
    }

    /// What it says.
    #[must_use]
    pub fn text(&self) -> &str {
        match self {
            Self::Received(received) => &received.text,
            Self::Written(written) => &written.text,
        }
    }

    const fn received(&self) -> Option<&Received> {
        match self {
            Self::Received(received) => Some(received),
            Self::Written(_) => None,
        }
    }
}

/// A phone among others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Glance {
    /// Whose.
    pub number: Msisdn,
    /// Whether it is off.
    pub off: bool,
    /// Entries of its conversation.
    pub messages: usize,
    /// The newest entry.
    pub last: Option<Item>,
}

/// All phones of a carrier.
#[derive(Debug)]
pub struct Phones {
    limits: Handsets,
    phones: HashMap<Msisdn, VecDeque<(u64, Item)>>,
    /// Every entry held, oldest first.
    order: BTreeMap<u64, Msisdn>,
    serial: u64,
    parts: Reassembler,
    off: HashSet<Msisdn>,
}

impl Phones {
    /// No phones yet.
    #[must_use]
    pub fn new(limits: Handsets) -> Self {
        Self {
            limits,
            phones: HashMap::new(),
            order: BTreeMap::new(),
            serial: 0,
            parts: Reassembler::new(Limits::default()),
            off: HashSet::new(),
        }
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
        let received = Received { from, service_id, text, parts, flash, at: now, msg_id };
        self.keep(number, Item::Received(received));
        true
    }

    /// Notes what a person writes, on a phone that has received something.
    pub fn wrote(&mut self, number: Msisdn, written: Written) {
        if self.phones.contains_key(&number) {
            self.keep(number, Item::Written(written));
        }
    }

    /// What a phone received, oldest first.
    #[must_use]
    pub fn inbox(&self, number: Msisdn) -> Vec<Received> {
        let held = self.phones.get(&number).into_iter().flatten();
        held.filter_map(|(_, item)| item.received().cloned()).collect()
    }

    /// What a phone received and wrote until `now`, oldest first.
    #[must_use]
    pub fn thread(&self, number: Msisdn, now: UnixMillis) -> Vec<Item> {
        let held = self.phones.get(&number).into_iter().flatten();
        let mut items: Vec<Item> =
            held.map(|(_, item)| item.clone()).filter(|item| item.at() <= now).collect();
        items.sort_by_key(Item::at); // a reply is noted before it leaves
        items
    }

    /// The newest message on a phone, which a reply answers.
    #[must_use]
    pub fn newest(&self, number: Msisdn) -> Option<&Received> {
        self.phones.get(&number)?.iter().rev().find_map(|(_, item)| item.received())
    }

    /// Phones whose number has these digits, the one that heard something last first, at most `page_max`.
    #[must_use]
    pub fn wall(&self, digits: &str, page_max: usize, now: UnixMillis) -> Vec<Glance> {
        let mut seen = HashSet::new();
        self.order
            .values()
            .rev()
            .filter(|number| has(**number, digits) && seen.insert(**number))
            .take(page_max)
            .filter_map(|number| self.glance(*number, now))
            .collect()
    }

    /// The numbers of all phones that hold something and have these digits.
    pub fn numbers<'p>(&'p self, digits: &'p str) -> impl Iterator<Item = Msisdn> + 'p {
        self.phones.keys().copied().filter(move |number| has(*number, digits))
    }

    /// One phone; `None` when it holds nothing and is on.
    #[must_use]
    pub fn glance(&self, number: Msisdn, now: UnixMillis) -> Option<Glance> {
        let off = self.is_off(number);
        let held = self.phones.get(&number);
        if held.is_none() && !off {
            return None;
        }
        let until_now = || held.into_iter().flatten().map(|(_, item)| item).filter(|item| item.at() <= now);
        let last = until_now().max_by_key(|item| item.at()).cloned();
        Some(Glance { number, off, messages: until_now().count(), last })
    }

    /// Whether a phone is off.
    #[must_use]
    pub fn is_off(&self, number: Msisdn) -> bool {
        self.off.contains(&number)
    }

    /// Switches a phone off or on; false when too many are off already.
    pub fn set_off(&mut self, number: Msisdn, off: bool) -> bool {
        if !off {
            self.off.remove(&number);
            return true;
        }
        let room = self.off.len() < OFF_MAX || self.is_off(number);
        if room {
            self.off.insert(number);
        }
        room
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
        let is_it = |item: &Item| item.received().is_some_and(|received| received.msg_id == msg_id);
        if let Some(index) = held.iter().position(|(_, item)| is_it(item))
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

    fn keep(&mut self, number: Msisdn, item: Item) {
        self.serial += 1;
        let phone = self.phones.entry(number).or_default();
        phone.push_back((self.serial, item));
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

/// Whether a number has these digits in it; no digits are in every number.
fn has(number: Msisdn, digits: &str) -> bool {
    digits.is_empty() || number.reveal().contains(digits)
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

    fn wrote(text: &str, at: i64) -> Written {
        Written { to: Text::new("10690001").unwrap(), text: text.to_owned(), at: UnixMillis(at) }
    }

    #[test]
    fn a_conversation_goes_both_ways_and_nothing_is_written_before_its_time() {
        let mut phones = Phones::new(Handsets { per_handset: 5, in_all: 10 });
        phones.wrote(number(1), wrote("nobody asked", 1));
        assert!(phones.glance(number(1), UnixMillis(9)).is_none(), "a phone begins with a message to it");
        phones.receive(number(1), &submits("one", Coding::Ascii)[0], MsgId(1), UnixMillis(5));
        phones.wrote(number(1), wrote("later", 20));
        phones.receive(number(1), &submits("two", Coding::Ascii)[0], MsgId(2), UnixMillis(10));
        let texts = |now| -> Vec<String> {
            phones.thread(number(1), UnixMillis(now)).iter().map(|item| item.text().to_owned()).collect()
        };
        assert_eq!(texts(15), ["one", "two"]);
        assert_eq!(texts(20), ["one", "two", "later"]);
        let glance = phones.glance(number(1), UnixMillis(15)).unwrap();
        assert_eq!((glance.messages, glance.last.unwrap().text()), (2, "two"));
        assert_eq!(phones.newest(number(1)).unwrap().text, "two", "a reply answers what came");
        assert_eq!(phones.inbox(number(1)).len(), 2);
    }

    #[test]
    fn the_wall_shows_who_heard_something_last_and_finds_digits() {
        let mut phones = Phones::new(Handsets { per_handset: 5, in_all: 100 });
        for (last, at) in [(1, 1), (2, 2), (12, 3), (1, 4)] {
            phones.receive(number(last), &submits("x", Coding::Ascii)[0], MsgId(1), UnixMillis(at));
        }
        let wall = |digits: &str, page_max| -> Vec<u64> {
            let glances = phones.wall(digits, page_max, UnixMillis(9));
            glances.iter().map(|glance| glance.number.digits() - 13_800_000_000).collect()
        };
        assert_eq!(wall("", 10), [1, 12, 2]);
        assert_eq!(wall("", 2), [1, 12]);
        assert_eq!(wall("0002", 10), [2]);
        assert_eq!(wall("99", 10), [0_u64; 0]);
        assert_eq!(phones.numbers("2").count(), 2);
    }
}
