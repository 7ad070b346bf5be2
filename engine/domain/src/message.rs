//! What can become of one message to one person.

use std::fmt;

/// The state of a message (architecture §2). The reason stands beside it: an [`Exclusion`] or a carrier's code.
///
/// ```text
///  excluded
///  queued → claimed → submitted → delivered
///              |          +→ failed · expired · no_receipt · recalled
///              +→ rejected · in_doubt
///  queued → stopped (the task ended before it was sent) · expired (its validity ran out first)
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MessageState {
    /// Never to be sent, with an [`Exclusion`].
    Excluded,
    /// Waiting for its turn.
    Queued,
    /// Handed to a channel; whether the carrier has it is not known yet.
    Claimed,
    /// The carrier took it; a receipt is awaited.
    Submitted,
    /// On the phone.
    Delivered,
    /// The carrier took it and could not deliver it.
    Failed,
    /// Its validity ended before it was sent or delivered.
    Expired,
    /// No receipt came within the waiting time (72 h unless set otherwise).
    NoReceipt,
    /// Called back before delivery.
    Recalled,
    /// The carrier refused to take it.
    Rejected,
    /// A crash or a cut line fell between writing and the answer: nobody knows whether the carrier has it.
    InDoubt,
    /// The task was stopped before this message was sent.
    Stopped,
}

impl MessageState {
    /// Every state, in the order of the life of a message.
    pub const ALL: [Self; 12] = [
        Self::Excluded,
        Self::Queued,
        Self::Claimed,
        Self::Submitted,
        Self::Delivered,
        Self::Failed,
        Self::Expired,
        Self::NoReceipt,
        Self::Recalled,
        Self::Rejected,
        Self::InDoubt,
        Self::Stopped,
    ];

    /// The stable word for files, JSON and translation keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Excluded => "excluded",
            Self::Queued => "queued",
            Self::Claimed => "claimed",
            Self::Submitted => "submitted",
            Self::Delivered => "delivered",
            Self::Failed => "failed",
            Self::Expired => "expired",
            Self::NoReceipt => "no_receipt",
            Self::Recalled => "recalled",
            Self::Rejected => "rejected",
            Self::InDoubt => "in_doubt",
            Self::Stopped => "stopped",
        }
    }

    /// The number that the store keeps; partial indexes and CHECKs in `migrations/` name these.
    #[must_use]
    pub const fn to_db(self) -> i64 {
        match self {
            Self::Queued => 0,
            Self::Claimed => 1,
            Self::Submitted => 2,
            Self::Delivered => 3,
            Self::Failed => 4,
            Self::Expired => 5,
            Self::NoReceipt => 6,
            Self::Recalled => 7,
            Self::Rejected => 8,
            Self::InDoubt => 9,
            Self::Stopped => 10,
            Self::Excluded => 11,
        }
    }

    /// What the store's number means.
    #[must_use]
    pub fn from_db(value: i64) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.to_db() == value)
    }

    /// Whether nothing more is expected. `InDoubt` is an end, too: a late receipt or a decision may still better it.
    #[must_use]
    pub const fn is_terminal(self) -> bool {
        match self {
            Self::Queued | Self::Claimed | Self::Submitted => false,
            Self::Excluded
            | Self::Delivered
            | Self::Failed
            | Self::Expired
            | Self::NoReceipt
            | Self::Recalled
            | Self::Rejected
            | Self::InDoubt
            | Self::Stopped => true,
        }
    }
}

impl fmt::Display for MessageState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Why a person of the list gets no message.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Exclusion {
    /// The number stands in the list more than once.
    Duplicate,
    /// Not a number that can receive.
    BadNumber,
    /// A block for things or emergency services.
    UnreachableKind,
    /// On the blacklist.
    Blacklisted,
    /// The person opted out.
    OptedOut,
    /// A dead number, learned or imported.
    DeadNumber,
    /// A variable has neither a value nor a default.
    MissingVariable,
    /// A variable's value may not stand in a text: a signature's brackets, or opt-out words.
    UnfitValue,
    /// The finished text is longer than the limit.
    TextTooLong,
    /// No channel can carry it.
    NoRoute,
    /// The frequency cap is reached.
    OverCap,
}

impl Exclusion {
    /// Every reason.
    pub const ALL: [Self; 11] = [
        Self::Duplicate,
        Self::BadNumber,
        Self::UnreachableKind,
        Self::Blacklisted,
        Self::OptedOut,
        Self::DeadNumber,
        Self::MissingVariable,
        Self::UnfitValue,
        Self::TextTooLong,
        Self::NoRoute,
        Self::OverCap,
    ];

    /// The stable word for the store, JSON and translation keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::BadNumber => "bad_number",
            Self::UnreachableKind => "unreachable_kind",
            Self::Blacklisted => "blacklisted",
            Self::OptedOut => "opted_out",
            Self::DeadNumber => "dead_number",
            Self::MissingVariable => "missing_variable",
            Self::UnfitValue => "unfit_value",
            Self::TextTooLong => "text_too_long",
            Self::NoRoute => "no_route",
            Self::OverCap => "over_cap",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|reason| reason.code() == code)
    }
}

/// Who said that a message may be sent again, so that a second copy is never unexplained (promise P2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub enum ResendMark {
    /// Sent once only.
    #[default]
    None,
    /// The policy of the business type resent it.
    Policy,
    /// A person resent it.
    Person,
}

impl ResendMark {
    /// The number that the store keeps.
    #[must_use]
    pub const fn to_db(self) -> i64 {
        match self {
            Self::None => 0,
            Self::Policy => 1,
            Self::Person => 2,
        }
    }

    /// The stable word for files and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Policy => "policy",
            Self::Person => "person",
        }
    }

    /// What the store's number means.
    #[must_use]
    pub fn from_db(value: i64) -> Self {
        match value {
            1 => Self::Policy,
            2 => Self::Person,
            _ => Self::None,
        }
    }
}

/// How long a text is on the air.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Segments {
    /// SUBMITs really sent: parts of the safe cut (sms-encoding §4).
    pub parts: u32,
    /// Messages as carriers bill: 70 characters, then 67 each (sms-encoding §5).
    pub billed: u32,
    /// UTF-16 units of the text.
    pub units: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_reads_back_from_the_store() {
        for state in MessageState::ALL {
            assert_eq!(MessageState::from_db(state.to_db()), Some(state));
        }
        for reason in Exclusion::ALL {
            assert_eq!(Exclusion::from_code(reason.code()), Some(reason));
        }
    }
}
