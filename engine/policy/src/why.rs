//! Why a decision came out as it did: typed, compact, stored by code with parameters; words live in the faces.

use std::fmt;

use hongyan_domain::{Carrier, ChannelNo, UnixMillis};

/// A decision with its reasons, in the order in which they counted.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Decision<T> {
    /// What was decided.
    pub choice: T,
    /// Why.
    pub why: Vec<Why>,
}

/// Takes reasons as they arise. The unit `()` takes none, so the fast way builds none.
pub trait Sink {
    /// Notes one reason; `reason` is called only by sinks that keep it.
    fn note(&mut self, reason: impl FnOnce() -> Why);
}

impl Sink for () {
    #[inline]
    fn note(&mut self, _: impl FnOnce() -> Why) {}
}

impl Sink for Vec<Why> {
    fn note(&mut self, reason: impl FnOnce() -> Why) {
        self.push(reason());
    }
}

/// What a channel lacks for a message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Lack {
    /// It does not reach the carrier.
    Carrier,
    /// It is not bound to the business type.
    Business,
    /// It cannot send this kind of message.
    Kind,
    /// It belongs to another organisation.
    Org,
    /// It is simulated, and the task is not practice.
    Sandbox,
    /// It is real, and the task is practice.
    Real,
}

/// In what the chosen channel was ahead of the next best.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Ahead {
    /// The other one had just failed for this message.
    Fresh,
    /// It reaches more carriers, where the carrier is a guess.
    Reach,
    /// Its line is in better health.
    Health,
    /// It has the smaller rank.
    Rank,
    /// It is cheaper.
    Price,
    /// They are equal; the number's place in the shares by weight decided.
    Weight,
}

/// How a channel's line is, without details.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Line {
    /// Logged in.
    Online,
    /// Not started, or logging in.
    Connecting,
    /// Lost; it tries again by itself.
    BackingOff,
    /// A person paused it.
    Paused,
    /// The carrier refused the login: a person must act.
    Refused,
}

/// One reason.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Why {
    /// The table of ported numbers says so.
    PortedTo(Carrier),
    /// Receipts have shown it.
    Learned(Carrier),
    /// The first digits say so.
    Prefix {
        /// The digits that matched.
        prefix: u32,
        /// Whose block it is.
        carrier: Carrier,
    },
    /// No row names the first digits.
    Unlisted,
    /// This carrier has answered that the number is no longer its own.
    PortedAway(Carrier),
    /// The carrier is a guess.
    Guess(Carrier),
    /// The task names this channel.
    Chosen(ChannelNo),
    /// The task names a channel that does not exist.
    NoSuchChannel(ChannelNo),
    /// Passed over: it cannot carry the message.
    Unfit {
        /// Which channel.
        channel: ChannelNo,
        /// What it lacks.
        lack: Lack,
    },
    /// It was the only one that can.
    Only(ChannelNo),
    /// It was ahead of the next best.
    Better {
        /// The one that was taken.
        channel: ChannelNo,
        /// The next best.
        than: ChannelNo,
        /// In what.
        ahead: Ahead,
    },
    /// It was taken though its line is not up: the message waits for it.
    Waits {
        /// Which channel.
        channel: ChannelNo,
        /// How its line is.
        line: Line,
    },
    /// The channel is simulated: nobody's phone gets the message.
    Sandbox(ChannelNo),
    /// No channel can carry it.
    NoRoute(Carrier),
    /// Marketing rests until then.
    QuietUntil(UnixMillis),
}

impl Line {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Online, "online"),
        (Self::Connecting, "connecting"),
        (Self::BackingOff, "backing_off"),
        (Self::Paused, "paused"),
        (Self::Refused, "refused"),
    ];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

impl Lack {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Carrier, "carrier"),
        (Self::Business, "business"),
        (Self::Kind, "kind"),
        (Self::Org, "org"),
        (Self::Sandbox, "sandbox"),
        (Self::Real, "real"),
    ];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

impl Ahead {
    const ALL: [(Self, &'static str); 6] = [
        (Self::Fresh, "fresh"),
        (Self::Reach, "reach"),
        (Self::Health, "health"),
        (Self::Rank, "rank"),
        (Self::Price, "price"),
        (Self::Weight, "weight"),
    ];

    /// The stable word.
    #[must_use]
    pub fn code(self) -> &'static str {
        word(&Self::ALL, self)
    }
}

impl Why {
    /// The stable code, without parameters: the key of its translation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::PortedTo(_) => "ported_to",
            Self::Learned(_) => "learned",
            Self::Prefix { .. } => "prefix",
            Self::Unlisted => "unlisted",
            Self::PortedAway(_) => "ported_away",
            Self::Guess(_) => "guess",
            Self::Chosen(_) => "chosen",
            Self::NoSuchChannel(_) => "no_such_channel",
            Self::Unfit { .. } => "unfit",
            Self::Only(_) => "only",
            Self::Better { .. } => "better",
            Self::Waits { .. } => "waits",
            Self::Sandbox(_) => "sandbox",
            Self::NoRoute(_) => "no_route",
            Self::QuietUntil(_) => "quiet_until",
        }
    }

    /// Reads one reason as [`Why`]'s `Display` writes it; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let mut parts = text.split(':');
        let code = parts.next()?;
        let mut next = || parts.next();
        let reason = match code {
            "ported_to" => Self::PortedTo(Carrier::from_code(next()?)?),
            "learned" => Self::Learned(Carrier::from_code(next()?)?),
            "prefix" => Self::Prefix { prefix: next()?.parse().ok()?, carrier: Carrier::from_code(next()?)? },
            "unlisted" => Self::Unlisted,
            "ported_away" => Self::PortedAway(Carrier::from_code(next()?)?),
            "guess" => Self::Guess(Carrier::from_code(next()?)?),
            "chosen" => Self::Chosen(channel(next()?)?),
            "no_such_channel" => Self::NoSuchChannel(channel(next()?)?),
            "unfit" => Self::Unfit { channel: channel(next()?)?, lack: meaning(&Lack::ALL, next()?)? },
            "only" => Self::Only(channel(next()?)?),
            "better" => Self::Better {
                channel: channel(next()?)?,
                than: channel(next()?)?,
                ahead: meaning(&Ahead::ALL, next()?)?,
            },
            "waits" => Self::Waits { channel: channel(next()?)?, line: meaning(&Line::ALL, next()?)? },
            "sandbox" => Self::Sandbox(channel(next()?)?),
            "no_route" => Self::NoRoute(Carrier::from_code(next()?)?),
            "quiet_until" => Self::QuietUntil(UnixMillis(next()?.parse().ok()?)),
            _ => return None,
        };
        next().is_none().then_some(reason)
    }

    /// All reasons of a decision as the store keeps them: separated by blanks.
    #[must_use]
    pub fn join(reasons: &[Self]) -> String {
        reasons.iter().map(Self::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Reads what [`Why::join`] wrote; reasons that this program does not know are left out.
    #[must_use]
    pub fn split(text: &str) -> Vec<Self> {
        text.split_ascii_whitespace().filter_map(Self::parse).collect()
    }
}

/// The stored form: the code, then its parameters, separated by colons, as in `better:2:1:price`.
impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())?;
        match self {
            Self::PortedTo(carrier)
            | Self::Learned(carrier)
            | Self::PortedAway(carrier)
            | Self::Guess(carrier)
            | Self::NoRoute(carrier) => write!(f, ":{carrier}"),
            Self::Prefix { prefix, carrier } => write!(f, ":{prefix}:{carrier}"),
            Self::Unlisted => Ok(()),
            Self::Chosen(channel)
            | Self::NoSuchChannel(channel)
            | Self::Only(channel)
            | Self::Sandbox(channel) => write!(f, ":{channel}"),
            Self::Unfit { channel, lack } => write!(f, ":{channel}:{}", lack.code()),
            Self::Better { channel, than, ahead } => write!(f, ":{channel}:{than}:{}", ahead.code()),
            Self::Waits { channel, line } => write!(f, ":{channel}:{}", line.code()),
            Self::QuietUntil(moment) => write!(f, ":{}", moment.0),
        }
    }
}

fn word<T: PartialEq>(table: &[(T, &'static str)], value: T) -> &'static str {
    table.iter().find(|(known, _)| *known == value).map_or("", |(_, word)| word)
}

fn meaning<T: Copy>(table: &[(T, &'static str)], text: &str) -> Option<T> {
    table.iter().find(|(_, word)| *word == text).map(|(known, _)| *known)
}

fn channel(text: &str) -> Option<ChannelNo> {
    text.parse().ok().map(ChannelNo)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_reason_reads_back() {
        let one = ChannelNo(1);
        let mut reasons = vec![
            Why::Prefix { prefix: 1_349, carrier: Carrier::Telecom },
            Why::Unlisted,
            Why::Chosen(one),
            Why::NoSuchChannel(one),
            Why::Only(one),
            Why::Sandbox(one),
            Why::QuietUntil(UnixMillis(-5)),
        ];
        for carrier in Carrier::ALL {
            reasons.extend([Why::PortedTo(carrier), Why::Learned(carrier), Why::PortedAway(carrier)]);
            reasons.extend([Why::Guess(carrier), Why::NoRoute(carrier)]);
        }
        reasons.extend(Lack::ALL.map(|(lack, _)| Why::Unfit { channel: one, lack }));
        reasons.extend(Line::ALL.map(|(line, _)| Why::Waits { channel: one, line }));
        reasons.extend(Ahead::ALL.map(|(ahead, _)| Why::Better { channel: one, than: ChannelNo(2), ahead }));
        assert_eq!(Why::split(&Why::join(&reasons)), reasons);
        assert_eq!(Why::Unfit { channel: one, lack: Lack::Sandbox }.to_string(), "unfit:1:sandbox");
    }

    #[test]
    fn what_we_do_not_know_is_left_out() {
        assert_eq!(
            Why::split("only:1 moon_phase:3 only:x only:1:2 unlisted"),
            [Why::Only(ChannelNo(1)), Why::Unlisted]
        );
    }
}
