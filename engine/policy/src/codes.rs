//! What a carrier's code means and what happens next (operator guide §8; data: `assets/carrier-codes.csv`).
//!
//! The same code means different things to different providers, in different protocols, and in the answer to a submit
//! or in a status report. Search order: (provider, protocol, code) → (protocol, code) → longest prefix → unknown.
//! Whatever no row names has failed.

mod table;

use std::time::Duration;

use hongyan_domain::{FailureClass, Retry};

pub use table::{CodeProblem, CodeTable, CodesFault};

/// The protocol over which a code came.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Protocol {
    /// CMPP 2.0.
    Cmpp20,
    /// CMPP 2.1: reads the rows of [`Protocol::Cmpp20`], too.
    Cmpp21,
    /// CMPP 3.0.
    Cmpp30,
    /// SGIP (Unicom).
    Sgip,
    /// SMGP (Telecom).
    Smgp,
    /// CNGP.
    Cngp,
    /// SMPP.
    Smpp,
    /// 5G messages over MaaP.
    Maap,
}

/// Where a code stood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source<'a> {
    /// The number in the answer to a submit; 0 is no refusal and is not asked about.
    SubmitResult(u32),
    /// The text in a status report, as it came: trailing blanks and NULs, lower case and full width are forgiven.
    Stat(&'a str),
}

/// How a message ended.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum End {
    /// It is on the phone.
    Delivered,
    /// It is not.
    Failed,
}

/// What a code settles.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Outcome {
    /// Nothing more will come.
    Final(End),
    /// Keep waiting.
    Intermediate,
}

/// How far the meaning can be trusted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Confidence {
    /// All sources agree.
    Sure,
    /// 含义因通道而异: providers mean different things.
    Varies,
}

/// What we do beside settling the message.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Effect {
    /// The number does not exist: remember it.
    LearnDead,
    /// The number has left this carrier: remember it.
    LearnPorted,
    /// The person refused at the carrier: put them on the local blacklist.
    Blacklist,
    /// Send more slowly through this channel.
    Throttle,
    /// The next try prefers another channel.
    OtherChannel,
    /// The next try waits for the end of the quiet hours.
    NextOpening,
    /// Many of these are an alarm.
    Alert,
    /// The carrier has delivered it as a simpler kind of message.
    FellBack,
    /// The next rung of the fallback ladder is due.
    FallBack,
}

impl Effect {
    /// Every effect.
    pub const ALL: [Self; 9] = [
        Self::LearnDead,
        Self::LearnPorted,
        Self::Blacklist,
        Self::Throttle,
        Self::OtherChannel,
        Self::NextOpening,
        Self::Alert,
        Self::FellBack,
        Self::FallBack,
    ];

    /// The word in the table.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::LearnDead => "learn_dead",
            Self::LearnPorted => "learn_ported",
            Self::Blacklist => "blacklist",
            Self::Throttle => "throttle",
            Self::OtherChannel => "other_channel",
            Self::NextOpening => "next_opening",
            Self::Alert => "alert",
            Self::FellBack => "fell_back",
            Self::FallBack => "fall_back",
        }
    }
}

/// The effects of one code.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Effects(u16);

impl Effects {
    /// Whether `effect` is among them.
    #[must_use]
    pub const fn has(self, effect: Effect) -> bool {
        self.0 & (1 << effect as u16) != 0
    }

    /// These and `effect`.
    #[must_use]
    pub const fn with(self, effect: Effect) -> Self {
        Self(self.0 | (1 << effect as u16))
    }
}

/// A text in both languages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Words {
    /// Chinese.
    pub zh: Box<str>,
    /// English.
    pub en: Box<str>,
}

/// What a code means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Verdict {
    /// What a clerk can do about it; `None` when nothing has failed.
    pub class: Option<FailureClass>,
    /// What it settles.
    pub outcome: Outcome,
    /// The stable word for the cause, for grouping and translation.
    pub cause_key: Box<str>,
    /// The cause, for people.
    pub cause: Words,
    /// What to do, for people; empty when nothing is to be done.
    pub action: Words,
    /// Whether and when it is sent again by itself.
    pub retry: Retry,
    /// How far the meaning can be trusted.
    pub confidence: Confidence,
    /// What we do beside.
    pub effects: Effects,
}

impl Verdict {
    /// Whether the message has failed.
    #[must_use]
    pub const fn has_failed(&self) -> bool {
        match self.outcome {
            Outcome::Final(End::Failed) => true,
            Outcome::Final(End::Delivered) | Outcome::Intermediate => false,
        }
    }

    /// Further tries by itself: how many at most, and the pause before each.
    #[must_use]
    pub const fn tries(&self) -> Option<(u32, Duration)> {
        match self.retry {
            Retry::Never => None,
            Retry::After { pause, times_max } => Some((times_max, pause)),
        }
    }
}
