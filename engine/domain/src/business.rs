//! Business types: what a message is for decides its priority, hours and caution.

use std::fmt;
use std::time::Duration;

/// What a message is for (operator guide §9: C4, C6, C7).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum BusinessType {
    /// 验证码: one person waits for it now.
    Verification,
    /// 应急: warnings that may not wait.
    Emergency,
    /// 通知: notices to people who expect them.
    Notice,
    /// 营销: needs consent, an opt-out line and daytime.
    Marketing,
}

/// What happens to a message of which nobody knows whether the carrier has it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DoubtPolicy {
    /// Sent again after this time without a receipt, marked, once.
    ResendOnce {
        /// How long a late receipt is awaited first.
        after: Duration,
    },
    /// Left in doubt until a receipt comes or a person decides.
    LeaveToPerson,
}

impl BusinessType {
    /// Every type, most urgent first.
    pub const ALL: [Self; 4] = [Self::Verification, Self::Emergency, Self::Notice, Self::Marketing];

    /// The stable word for files, JSON and translation keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Verification => "verification",
            Self::Emergency => "emergency",
            Self::Notice => "notice",
            Self::Marketing => "marketing",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Rank in the queue: smaller goes first.
    #[must_use]
    pub const fn priority(self) -> u8 {
        match self {
            Self::Verification => 0,
            Self::Emergency => 1,
            Self::Notice => 2,
            Self::Marketing => 3,
        }
    }

    /// What to do about a message in doubt: a second code does no harm, a second advertisement does.
    #[must_use]
    pub const fn doubt_policy(self) -> DoubtPolicy {
        match self {
            Self::Verification | Self::Emergency => {
                DoubtPolicy::ResendOnce { after: Duration::from_secs(30) }
            }
            Self::Notice | Self::Marketing => DoubtPolicy::LeaveToPerson,
        }
    }

    /// Whether the opt-out words must stand at the end (operator guide C4).
    #[must_use]
    pub const fn needs_opt_out_words(self) -> bool {
        match self {
            Self::Marketing => true,
            Self::Verification | Self::Emergency | Self::Notice => false,
        }
    }

    /// Whether the quiet hours 21:00–08:00 hold it back (operator guide C6).
    #[must_use]
    pub const fn keeps_quiet_hours(self) -> bool {
        self.needs_opt_out_words()
    }
}

impl fmt::Display for BusinessType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
