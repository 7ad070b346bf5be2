//! What a carrier's "no" means (operator guide §8).

use std::fmt;
use std::time::Duration;

/// The class of a failure: what a clerk can do about it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FailureClass {
    /// The number: dead, suspended, ported.
    Num,
    /// The phone: off, out of reach.
    Term,
    /// The person refused, or is on a carrier's blacklist.
    Block,
    /// The text, its signature or template.
    Text,
    /// Too fast, too often, or at the wrong hour.
    Rate,
    /// Between gateways, or a setting of the account.
    Route,
    /// Nobody knows.
    Unk,
}

impl FailureClass {
    /// Every class.
    pub const ALL: [Self; 7] =
        [Self::Num, Self::Term, Self::Block, Self::Text, Self::Rate, Self::Route, Self::Unk];

    /// The code in tables, files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Num => "NUM",
            Self::Term => "TERM",
            Self::Block => "BLOCK",
            Self::Text => "TEXT",
            Self::Rate => "RATE",
            Self::Route => "ROUTE",
            Self::Unk => "UNK",
        }
    }

    /// Reads a code.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|class| class.code() == code)
    }
}

impl fmt::Display for FailureClass {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Whether and when a failed message may be sent again.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Retry {
    /// Never by itself.
    Never,
    /// After this time, at most this many times.
    After {
        /// The pause before the next try.
        pause: Duration,
        /// Further tries in all.
        times_max: u32,
    },
}
