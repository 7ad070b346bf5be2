//! Which carrier a number is with, and which channel takes the message (architecture §2, step 4).
//!
//! Carrier: ported table → learned from receipts → longest prefix. Channel: only those that can carry the message;
//! among them, in this order: not the one that has just failed, reach (where the carrier is a guess), health, rank,
//! price, share by weight, number. A line that is down never makes a message impossible: the message waits.
//! Simulated and real channels never stand in for each other.

use std::cmp::Ordering;
use std::sync::Arc;

use hongyan_domain::{BusinessType, Carrier, ChannelNo, Money, Msisdn, NumberKind, UnixMillis};

use crate::segments::{Segment, SegmentTable};
use crate::why::{Ahead, Decision, Lack, Line, Sink, Why};

/// A set of small enum values, one bit each.
macro_rules! bit_set {
    ($(#[$doc:meta])* $name:ident of $item:ty) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
        pub struct $name(u8);

        impl $name {
            /// Nothing.
            pub const NONE: Self = Self(0);

            /// Whether `item` is in the set.
            #[must_use]
            pub const fn has(self, item: $item) -> bool {
                self.0 & (1 << item as u8) != 0
            }

            /// The set and `item`.
            #[must_use]
            pub const fn with(self, item: $item) -> Self {
                Self(self.0 | (1 << item as u8))
            }

            /// How many are in the set.
            #[must_use]
            pub const fn count(self) -> u32 {
                self.0.count_ones()
            }
        }

        impl FromIterator<$item> for $name {
            fn from_iter<I: IntoIterator<Item = $item>>(items: I) -> Self {
                items.into_iter().fold(Self::NONE, Self::with)
            }
        }
    };
}

/// What a message is made of.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MessageKind {
    /// 短信.
    Text,
    /// 闪信: shown at once, not stored.
    Flash,
}

bit_set! {
    /// Which carriers a channel reaches.
    CarrierSet of Carrier
}
bit_set! {
    /// Which business types a channel is bound to.
    BusinessSet of BusinessType
}
bit_set! {
    /// Which kinds of message a channel can send.
    KindSet of MessageKind
}

impl CarrierSet {
    /// Every carrier.
    pub const ALL: Self = Self::NONE
        .with(Carrier::Mobile)
        .with(Carrier::Unicom)
        .with(Carrier::Telecom)
        .with(Carrier::Broadnet)
        .with(Carrier::Other);
}

impl BusinessSet {
    /// Every business type.
    pub const ALL: Self = Self::NONE
        .with(BusinessType::Verification)
        .with(BusinessType::Emergency)
        .with(BusinessType::Notice)
        .with(BusinessType::Marketing);
}

impl KindSet {
    /// Every kind.
    pub const ALL: Self = Self::NONE.with(MessageKind::Text).with(MessageKind::Flash);
}

/// What is known about one number beside its digits.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct NumberFacts {
    /// The table of ported numbers.
    pub ported_to: Option<Carrier>,
    /// The carrier that has delivered to it.
    pub learned: Option<Carrier>,
    /// Since when it is known to be dead.
    pub dead_since: Option<UnixMillis>,
    /// Carriers that have answered "ported away" for it.
    pub not_with: CarrierSet,
}

/// Everything that tells a number's carrier.
#[derive(Clone, Copy, Debug)]
pub struct Intelligence<'a> {
    /// The number blocks.
    pub segments: &'a SegmentTable,
    /// What is known about this number.
    pub facts: NumberFacts,
}

/// How a channel's line is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Health {
    /// Logged in.
    Online,
    /// Not started, or logging in.
    Connecting,
    /// Lost; it tries again at this moment.
    BackingOff {
        /// When.
        until: UnixMillis,
    },
    /// A person paused it.
    Paused,
    /// The carrier refused the login: a person must act.
    Refused,
}

impl Health {
    /// The same without details.
    #[must_use]
    pub const fn line(self) -> Line {
        match self {
            Self::Online => Line::Online,
            Self::Connecting => Line::Connecting,
            Self::BackingOff { .. } => Line::BackingOff,
            Self::Paused => Line::Paused,
            Self::Refused => Line::Refused,
        }
    }
}

/// A channel as decisions see it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChannelView {
    /// Its number.
    pub no: ChannelNo,
    /// The carriers that it reaches.
    pub carriers: CarrierSet,
    /// The business types that it is bound to.
    pub business: BusinessSet,
    /// The kinds of message that it can send.
    pub kinds: KindSet,
    /// The one organisation that it belongs to; `None`: everybody's.
    pub org: Option<Arc<str>>,
    /// How its line is.
    pub health: Health,
    /// Price of one billed segment.
    pub price: Money,
    /// A person's order among channels: smaller goes first.
    pub rank: u32,
    /// Its share among channels that are equal otherwise; 0 counts as 1.
    pub weight: u32,
    /// Whether it is simulated: nobody's phone gets the message.
    pub sandbox: bool,
}

/// What is asked of a channel.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Request<'a> {
    /// What the message is for.
    pub business: BusinessType,
    /// What it is made of.
    pub kind: MessageKind,
    /// Whose it is.
    pub org: &'a str,
    /// The channel that the task names; `None`: any that fits.
    pub channel: Option<ChannelNo>,
    /// The channel that has just failed for this message: taken only if no other fits.
    pub avoid: Option<ChannelNo>,
    /// Whether the task is practice: it goes by simulated channels only, any other task by real ones only, also when it
    /// names a channel and after a failure.
    pub sandbox: bool,
}

/// The channel that takes a message.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Pick {
    /// Its place in the list that was given.
    pub index: usize,
    /// Its number.
    pub no: ChannelNo,
    /// Price of one billed segment.
    pub price: Money,
    /// Whether it is simulated.
    pub sandbox: bool,
}

/// Where a message goes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Choice {
    /// The carrier, as well as we know.
    pub carrier: Carrier,
    /// What the number's block is for.
    pub kind: NumberKind,
    /// The channel; `None` when none can carry the message.
    pub pick: Option<Pick>,
}

/// Decides and says why.
#[must_use]
pub fn route(
    number: Msisdn,
    intelligence: &Intelligence<'_>,
    channels: &[ChannelView],
    request: &Request<'_>,
) -> Decision<Choice> {
    let mut why = Vec::new();
    let choice = decide(number, intelligence, channels, request, &mut why);
    Decision { choice, why }
}

/// Decides the same as [`route`] without reasons and without allocating.
#[must_use]
pub fn choose(
    number: Msisdn,
    intelligence: &Intelligence<'_>,
    channels: &[ChannelView],
    request: &Request<'_>,
) -> Choice {
    decide(number, intelligence, channels, request, &mut ())
}

/// The one decision behind [`route`] and [`choose`].
pub fn decide(
    number: Msisdn,
    intelligence: &Intelligence<'_>,
    channels: &[ChannelView],
    request: &Request<'_>,
    why: &mut impl Sink,
) -> Choice {
    let segment = intelligence.segments.find(number);
    let carrier = carrier_of(segment, &intelligence.facts, why);
    let pick = pick(number, carrier, channels, request, why);
    Choice { carrier, kind: segment.kind, pick }
}

/// The order in which carriers are tried when a number has left the one that we thought of.
const GUESSES: [Carrier; 4] = [Carrier::Mobile, Carrier::Telecom, Carrier::Unicom, Carrier::Broadnet];

fn carrier_of(segment: Segment, facts: &NumberFacts, why: &mut impl Sink) -> Carrier {
    let carrier = if let Some(carrier) = facts.ported_to {
        why.note(|| Why::PortedTo(carrier));
        carrier
    } else if let Some(carrier) = facts.learned {
        why.note(|| Why::Learned(carrier));
        carrier
    } else if segment.kind == NumberKind::Unlisted {
        why.note(|| Why::Unlisted);
        Carrier::Other
    } else {
        why.note(|| Why::Prefix { prefix: segment.prefix, carrier: segment.carrier });
        segment.carrier
    };
    if !facts.not_with.has(carrier) {
        return carrier;
    }
    why.note(|| Why::PortedAway(carrier));
    let guess = GUESSES.into_iter().find(|guess| !facts.not_with.has(*guess)).unwrap_or(Carrier::Other);
    why.note(|| Why::Guess(guess));
    guess
}

/// What counts between channels that can carry a message, weight apart: smaller is better.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Standing {
    failed_before: bool,
    unreached: u32,
    line: Line,
    rank: u32,
    price: Money,
}

impl Standing {
    fn of(channel: &ChannelView, carrier: Carrier, request: &Request<'_>) -> Self {
        // A number of nobody we know goes to the channel that reaches most.
        let unreached = match carrier {
            Carrier::Other if !channel.carriers.has(carrier) => {
                CarrierSet::ALL.count() - channel.carriers.count()
            }
            Carrier::Other | Carrier::Mobile | Carrier::Unicom | Carrier::Telecom | Carrier::Broadnet => 0,
        };
        Self {
            failed_before: request.avoid == Some(channel.no),
            unreached,
            line: channel.health.line(),
            rank: channel.rank,
            price: channel.price,
        }
    }

    /// How this stands to `other`, and what decided it.
    fn against(&self, other: &Self) -> (Ordering, Ahead) {
        let steps = [
            (self.failed_before.cmp(&other.failed_before), Ahead::Fresh),
            (self.unreached.cmp(&other.unreached), Ahead::Reach),
            (self.line.cmp(&other.line), Ahead::Health),
            (self.rank.cmp(&other.rank), Ahead::Rank),
            (self.price.cmp(&other.price), Ahead::Price),
        ];
        steps.into_iter().find(|(order, _)| order.is_ne()).unwrap_or((Ordering::Equal, Ahead::Weight))
    }
}

fn pick(
    number: Msisdn,
    carrier: Carrier,
    channels: &[ChannelView],
    request: &Request<'_>,
    why: &mut impl Sink,
) -> Option<Pick> {
    if let Some(named) = request.channel {
        why.note(|| match channels.iter().any(|channel| channel.no == named) {
            true => Why::Chosen(named),
            false => Why::NoSuchChannel(named),
        });
    }
    // First pass: the best standing, and how much weight its holders have together.
    let mut best: Option<(Standing, u64)> = None;
    for channel in channels.iter().filter(|channel| request.channel.is_none_or(|named| named == channel.no)) {
        if let Some(lack) = lack(channel, carrier, request) {
            why.note(|| Why::Unfit { channel: channel.no, lack });
            continue;
        }
        let standing = Standing::of(channel, carrier, request);
        let weight = u64::from(channel.weight.max(1));
        best = match best {
            Some((top, total)) => match standing.against(&top).0 {
                Ordering::Less => Some((standing, weight)),
                Ordering::Equal => Some((top, total + weight)),
                Ordering::Greater => Some((top, total)),
            },
            None => Some((standing, weight)),
        };
    }
    let Some((top, total)) = best else {
        why.note(|| Why::NoRoute(carrier));
        return None;
    };
    // Second pass: the number's place among the equals. The same number goes the same way as long as they stay.
    let mut place = spread(number) % total;
    let mut fitting = channels.iter().enumerate().filter(|(_, channel)| {
        request.channel.is_none_or(|named| named == channel.no)
            && lack(channel, carrier, request).is_none()
            && Standing::of(channel, carrier, request) == top
    });
    let (index, taken) = fitting.find(|(_, channel)| {
        let weight = u64::from(channel.weight.max(1));
        let here = place < weight;
        place = place.saturating_sub(weight);
        here
    })?;
    why.note(|| compare(index, &top, carrier, channels, request));
    if taken.health != Health::Online {
        why.note(|| Why::Waits { channel: taken.no, line: taken.health.line() });
    }
    if taken.sandbox {
        why.note(|| Why::Sandbox(taken.no));
    }
    Some(Pick { index, no: taken.no, price: taken.price, sandbox: taken.sandbox })
}

/// What a channel lacks for this message, if anything.
#[inline]
fn lack(channel: &ChannelView, carrier: Carrier, request: &Request<'_>) -> Option<Lack> {
    if channel.sandbox != request.sandbox {
        return Some(if channel.sandbox { Lack::Sandbox } else { Lack::Real });
    }
    if channel.org.as_deref().is_some_and(|org| org != request.org) {
        return Some(Lack::Org);
    }
    // New blocks appear (operator guide §10): a number of nobody we know may go anywhere.
    if carrier != Carrier::Other && !channel.carriers.has(carrier) {
        return Some(Lack::Carrier);
    }
    if !channel.business.has(request.business) {
        return Some(Lack::Business);
    }
    if !channel.kinds.has(request.kind) {
        return Some(Lack::Kind);
    }
    None
}

/// Why the channel at `index` was taken rather than the next best.
fn compare(
    index: usize,
    top: &Standing,
    carrier: Carrier,
    channels: &[ChannelView],
    request: &Request<'_>,
) -> Why {
    let no = channels.get(index).map_or(ChannelNo(0), |channel| channel.no);
    let others = channels.iter().filter(|channel| {
        channel.no != no
            && request.channel.is_none_or(|named| named == channel.no)
            && lack(channel, carrier, request).is_none()
    });
    let next = others.map(|channel| (Standing::of(channel, carrier, request), channel.no)).min_by(|a, b| {
        let (order, _) = a.0.against(&b.0);
        order.then(a.1.cmp(&b.1))
    });
    match next {
        Some((standing, than)) => Why::Better { channel: no, than, ahead: top.against(&standing).1 },
        None => Why::Only(no),
    }
}

/// Spreads numbers evenly (the finaliser of SplitMix64), so that neighbours of one block share the channels.
const fn spread(number: Msisdn) -> u64 {
    let mixed = number.digits().wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}
