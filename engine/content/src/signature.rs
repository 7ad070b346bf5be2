//! The sender's name in front of a message: 【signature】.

use std::fmt;

use thiserror::Error;

/// Fewest characters of a signature (`sms-encoding.md` §6, all vendors).
pub const SIGNATURE_CHARS_MIN: usize = 2;

/// Most characters of a signature (`sms-encoding.md` §6, Huawei; others take fewer).
pub const SIGNATURE_CHARS_MAX: usize = 32;

/// The bracket in front of a signature, U+3010.
pub(crate) const OPEN: char = '【';
/// The bracket behind a signature, U+3011.
pub(crate) const CLOSE: char = '】';

/// A registered sender's name, without its brackets.
///
/// `Display` shows it with them, as receivers see it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Signature(String);

/// Why a text is no signature.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SignatureError {
    /// Too short.
    #[error("the signature has {chars} characters; at least {SIGNATURE_CHARS_MIN} are needed")]
    TooShort {
        /// Characters it has.
        chars: usize,
    },
    /// Too long.
    #[error("the signature has {chars} characters; at most {SIGNATURE_CHARS_MAX} are allowed")]
    TooLong {
        /// Characters it has.
        chars: usize,
    },
    /// A symbol or a blank.
    #[error(
        "the signature holds {character:?} as its character {column}; only letters and digits are allowed"
    )]
    Symbol {
        /// The first such character.
        character: char,
        /// Its place, from 1, not counting an outer pair of brackets.
        column: usize,
    },
    /// Nothing but digits.
    #[error("the signature holds only digits; add the sender's name")]
    OnlyDigits,
}

impl SignatureError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooShort { .. } => "signature_too_short",
            Self::TooLong { .. } => "signature_too_long",
            Self::Symbol { .. } => "signature_symbol",
            Self::OnlyDigits => "signature_only_digits",
        }
    }
}

impl Signature {
    /// Takes a name, with or without its 【】.
    ///
    /// # Errors
    /// [`SignatureError`] when it is too short or long, has symbols or blanks, or only digits
    /// (`sms-encoding.md` §6).
    pub fn new(name: &str) -> Result<Self, SignatureError> {
        let name = name.strip_prefix(OPEN).and_then(|inner| inner.strip_suffix(CLOSE)).unwrap_or(name);
        let symbol =
            |(_, character): &(usize, char)| !(character.is_alphabetic() || character.is_ascii_digit());
        if let Some((index, character)) = name.chars().enumerate().find(symbol) {
            return Err(SignatureError::Symbol { character, column: index + 1 });
        }
        let chars = name.chars().count();
        if chars < SIGNATURE_CHARS_MIN {
            return Err(SignatureError::TooShort { chars });
        }
        if chars > SIGNATURE_CHARS_MAX {
            return Err(SignatureError::TooLong { chars });
        }
        if name.chars().all(|character| character.is_ascii_digit()) {
            return Err(SignatureError::OnlyDigits);
        }
        Ok(Self(name.to_owned()))
    }

    /// The name without brackets.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{OPEN}{}{CLOSE}", self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(name: &str, error: SignatureError, code: &str) {
        assert_eq!(Signature::new(name), Err(error), "{name}");
        assert_eq!(error.code(), code);
    }

    #[test]
    fn a_name_is_taken_with_or_without_its_brackets() {
        for name in ["示例", "【示例】"] {
            let signature = Signature::new(name).unwrap();
            assert_eq!((signature.name(), signature.to_string().as_str()), ("示例", "【示例】"));
        }
        assert!(Signature::new("中国邮政11185").is_ok());
        assert!(Signature::new(&"名".repeat(32)).is_ok());
    }

    #[test]
    fn bad_names_say_what_is_wrong() {
        refused("", SignatureError::TooShort { chars: 0 }, "signature_too_short");
        refused("邮", SignatureError::TooShort { chars: 1 }, "signature_too_short");
        refused(&"名".repeat(33), SignatureError::TooLong { chars: 33 }, "signature_too_long");
        refused("中国 邮政", SignatureError::Symbol { character: ' ', column: 3 }, "signature_symbol");
        refused("A&B", SignatureError::Symbol { character: '&', column: 2 }, "signature_symbol");
        refused("【示例", SignatureError::Symbol { character: '【', column: 1 }, "signature_symbol");
        refused("示😀", SignatureError::Symbol { character: '😀', column: 2 }, "signature_symbol");
        refused("11185", SignatureError::OnlyDigits, "signature_only_digits");
    }
}
