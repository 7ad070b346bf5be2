//! What the check before sending found, typed; words live in the faces.

use hongyan_domain::{Carrier, ChannelNo, UnixMillis};

use crate::why::Line;

/// How much a finding weighs.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// The task cannot start until it is mended.
    Block,
    /// A person should look before starting.
    Warn,
    /// Good to know.
    Note,
}

impl Severity {
    /// The stable word for JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Block => "block",
            Self::Warn => "warn",
            Self::Note => "note",
        }
    }
}

/// What is wrong with a signature (sms-encoding §6).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum SignatureFault {
    /// Too few characters.
    TooShort {
        /// How many there are.
        chars: u32,
        /// How many there must be.
        chars_min: u32,
    },
    /// Too many characters.
    TooLong {
        /// How many there are.
        chars: u32,
        /// How many there may be.
        chars_max: u32,
    },
    /// A blank, bracket or other symbol.
    Symbol {
        /// Which.
        character: char,
    },
    /// Nothing but digits.
    OnlyDigits,
}

impl SignatureFault {
    /// The stable word for JSON and translation keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::TooShort { .. } => "too_short",
            Self::TooLong { .. } => "too_long",
            Self::Symbol { .. } => "symbol",
            Self::OnlyDigits => "only_digits",
        }
    }
}

/// One finding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Finding {
    /// The list has nobody in it.
    EmptyList,
    /// Everybody is excluded.
    NobodyLeft,
    /// The text is empty.
    EmptyText,
    /// No signature is given: carriers refuse texts without one.
    SignatureMissing,
    /// The signature is not of the right form.
    SignatureInvalid(SignatureFault),
    /// The body has brackets of its own, which gateways read as a second signature (operator guide C8).
    BracketsInBody,
    /// A verification text has none of the words that gateways look for (sms-encoding §7).
    VerificationWordMissing,
    /// The opt-out words are put at the end (operator guide C4).
    OptOutAppended {
        /// The words.
        words: String,
    },
    /// Marketing rests; it leaves at this moment.
    QuietHours {
        /// When it leaves.
        until: UnixMillis,
    },
    /// The validity ends before the quiet hours do: nothing would leave.
    ValidityEndsFirst {
        /// When the quiet hours end.
        until: UnixMillis,
    },
    /// Texts over the limit.
    TextTooLong {
        /// Of how many people.
        people: u64,
        /// The longest, in UTF-16 units.
        units: u32,
        /// The limit, in UTF-16 units.
        units_max: u32,
    },
    /// Rows without a value for a variable that has no default.
    MissingVariables {
        /// How many people.
        people: u64,
    },
    /// No channel carries messages to this carrier.
    NoRoute {
        /// Which carrier.
        carrier: Carrier,
        /// How many people.
        people: u64,
    },
    /// A channel that the messages need is not up; they wait for it.
    ChannelNotReady {
        /// Which channel.
        channel: ChannelNo,
        /// How its line is.
        line: Line,
        /// How many people wait.
        people: u64,
    },
    /// Some messages go to simulated channels: nobody's phone gets them.
    SandboxUsed {
        /// How many people.
        people: u64,
    },
    /// Real and simulated channels are both set up; automatic routing leaves the simulated ones out.
    SandboxBesideReal,
    /// Numbers of blocks that no table names.
    Unlisted {
        /// How many people.
        people: u64,
    },
    /// Satellite phones: dear and slow.
    Satellite {
        /// How many people.
        people: u64,
    },
    /// A link in the text, to be filed with the carriers first (引流信息, operator guide C3).
    Link {
        /// The link.
        text: String,
    },
    /// A phone number in the text, to be filed with the carriers first (引流信息, operator guide C3).
    PhoneNumber {
        /// The number.
        text: String,
    },
    /// An invitation to a private contact, such as 微信 (operator guide C3, C8).
    PrivateContact {
        /// The words.
        text: String,
    },
    /// Characters that gateways or phones mangle: emoji, invisible ones, private use.
    UnlikedCharacters {
        /// Which, without repeats.
        characters: Vec<char>,
    },
    /// More parts go over the air than are billed, or fewer: an exact cut differs from the price rule.
    PartsDiffer {
        /// SUBMITs that will be sent.
        parts: u64,
        /// Segments that will be billed.
        billed: u64,
    },
}

impl Finding {
    /// How much it weighs.
    #[must_use]
    pub const fn severity(&self) -> Severity {
        match self {
            Self::EmptyList
            | Self::NobodyLeft
            | Self::EmptyText
            | Self::SignatureMissing
            | Self::SignatureInvalid(_)
            | Self::BracketsInBody
            | Self::ValidityEndsFirst { .. } => Severity::Block,
            Self::VerificationWordMissing
            | Self::QuietHours { .. }
            | Self::TextTooLong { .. }
            | Self::MissingVariables { .. }
            | Self::NoRoute { .. }
            | Self::ChannelNotReady { .. }
            | Self::SandboxUsed { .. }
            | Self::Unlisted { .. }
            | Self::Satellite { .. }
            | Self::Link { .. }
            | Self::PhoneNumber { .. }
            | Self::PrivateContact { .. }
            | Self::UnlikedCharacters { .. } => Severity::Warn,
            Self::OptOutAppended { .. } | Self::SandboxBesideReal | Self::PartsDiffer { .. } => {
                Severity::Note
            }
        }
    }

    /// The stable code, the key of its translation.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::EmptyList => "empty_list",
            Self::NobodyLeft => "nobody_left",
            Self::EmptyText => "empty_text",
            Self::SignatureMissing => "signature_missing",
            Self::SignatureInvalid(_) => "signature_invalid",
            Self::BracketsInBody => "brackets_in_body",
            Self::VerificationWordMissing => "verification_word_missing",
            Self::OptOutAppended { .. } => "opt_out_appended",
            Self::QuietHours { .. } => "quiet_hours",
            Self::ValidityEndsFirst { .. } => "validity_ends_first",
            Self::TextTooLong { .. } => "text_too_long",
            Self::MissingVariables { .. } => "missing_variables",
            Self::NoRoute { .. } => "no_route",
            Self::ChannelNotReady { .. } => "channel_not_ready",
            Self::SandboxUsed { .. } => "sandbox_used",
            Self::SandboxBesideReal => "sandbox_beside_real",
            Self::Unlisted { .. } => "unlisted_prefix",
            Self::Satellite { .. } => "satellite",
            Self::Link { .. } => "link",
            Self::PhoneNumber { .. } => "phone_number",
            Self::PrivateContact { .. } => "private_contact",
            Self::UnlikedCharacters { .. } => "unliked_characters",
            Self::PartsDiffer { .. } => "parts_differ",
        }
    }
}
