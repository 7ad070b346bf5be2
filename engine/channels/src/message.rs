//! What is handed to a channel.

use std::fmt;
use std::sync::Arc;

use hongyan_domain::{Msisdn, UnixMillis};
use thiserror::Error;

/// The most digits that can be appended to a sender's number (`cmpp.md` §2: a code of at least one digit, 21 in all).
pub const EXTENSION_DIGITS_MAX: usize = 20;

/// Names one try to send one message; chosen by the caller and never used twice while under way.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Ticket(pub u64);

/// One message for one person, all its parts.
#[derive(Clone, PartialEq, Eq)]
pub struct Submission {
    /// Comes back with everything that becomes of it.
    pub ticket: Ticket,
    /// The receiver.
    pub number: Msisdn,
    /// The whole text, signature included.
    pub text: Arc<str>,
    /// Shown at once and not stored by the phone (class 0).
    pub flash: bool,
    /// Appended to the channel's sender number, so that a reply finds its task.
    pub extension: Extension,
    /// When it is of no use any more; `None` leaves it to the carrier.
    pub not_after: Option<UnixMillis>,
    /// Whether the carrier shall report what became of it; a channel set to no receipts asks for none.
    pub wants_receipt: bool,
}

/// Shows no text: it may name people.
impl fmt::Debug for Submission {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Submission")
            .field("ticket", &self.ticket)
            .field("number", &self.number)
            .field("text", &format_args!("{} octets", self.text.len()))
            .field("extension", &self.extension)
            .finish_non_exhaustive()
    }
}

/// Digits appended to a channel's sender number; may be empty.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Extension {
    length: u8,
    digits: [u8; EXTENSION_DIGITS_MAX],
}

/// Why a text is no [`Extension`].
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum ExtensionFault {
    /// It holds something else than digits.
    #[error("character {at} is not a digit")]
    NotDigits {
        /// Which character, from 1.
        at: usize,
    },
    /// It is longer than any channel allows.
    #[error("{digits} digits are more than {EXTENSION_DIGITS_MAX}")]
    TooLong {
        /// How many there are.
        digits: usize,
    },
}

impl Extension {
    /// None.
    pub const EMPTY: Self = Self { length: 0, digits: [0; EXTENSION_DIGITS_MAX] };

    /// The extension of these digits.
    ///
    /// # Errors
    /// When they are not digits, or too many.
    pub fn new(text: &str) -> Result<Self, ExtensionFault> {
        if let Some(index) = text.bytes().position(|octet| !octet.is_ascii_digit()) {
            return Err(ExtensionFault::NotDigits { at: index + 1 });
        }
        let too_long = ExtensionFault::TooLong { digits: text.len() };
        let mut extension = Self::EMPTY;
        extension.digits.get_mut(..text.len()).ok_or(too_long)?.copy_from_slice(text.as_bytes());
        extension.length = u8::try_from(text.len()).map_err(|_| too_long)?;
        Ok(extension)
    }

    /// The digits.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.digits
            .get(..usize::from(self.length))
            .and_then(|digits| str::from_utf8(digits).ok())
            .unwrap_or("")
    }

    /// How many digits there are.
    #[must_use]
    pub fn len(&self) -> usize {
        usize::from(self.length)
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl fmt::Display for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for Extension {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_extension_holds_digits_only() {
        assert_eq!(Extension::new("0042").unwrap().as_str(), "0042");
        assert_eq!(Extension::new("").unwrap(), Extension::EMPTY);
        assert_eq!(Extension::new("12a"), Err(ExtensionFault::NotDigits { at: 3 }));
        assert_eq!(Extension::new("123456789012345678901"), Err(ExtensionFault::TooLong { digits: 21 }));
    }

    #[test]
    fn a_submission_shows_neither_text_nor_number() {
        let submission = Submission {
            ticket: Ticket(1),
            number: Msisdn::parse("13812345678").unwrap(),
            text: Arc::from("secret code 4711"),
            flash: false,
            extension: Extension::EMPTY,
            not_after: None,
            wants_receipt: true,
        };
        let shown = format!("{submission:?}");
        assert!(!shown.contains("4711") && !shown.contains("13812345678"), "{shown}");
    }
}
