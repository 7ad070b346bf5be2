//! A phone number that a message can be sent to.

use std::fmt;

use thiserror::Error;

/// The shortest number we accept, in digits (an 8-digit foreign number with its country code).
const DIGITS_MIN: u32 = 8;
/// The longest number, in digits (E.164).
const DIGITS_MAX: u32 = 15;

/// A receiver's number: digits only, mainland numbers without the country code 86.
///
/// `Debug` and `Display` mask the middle (`138****5678`), so that logs and errors never show a person's number;
/// [`Msisdn::reveal`] is the one way out.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Msisdn(u64);

/// Why a text is not a number.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
pub enum NumberFault {
    /// Nothing is there.
    #[error("the number is empty")]
    Empty,
    /// A character that no number has.
    #[error("character {at} is not a digit")]
    NotDigits {
        /// Which character, from 1.
        at: usize,
    },
    /// Fewer digits than any number has.
    #[error("{digits} digits are too few")]
    TooShort {
        /// How many there are.
        digits: u32,
    },
    /// More digits than any number has.
    #[error("{digits} digits are too many")]
    TooLong {
        /// How many there are.
        digits: u32,
    },
    /// A mainland number has 11 digits and starts with 1.
    #[error("not a mainland mobile number")]
    NotMobile,
}

impl Msisdn {
    /// Reads digits as people and carriers write them: blanks and dashes ignored, `+86`, `0086` and `86` removed.
    ///
    /// # Errors
    /// [`NumberFault`] says what is wrong; nothing is guessed.
    pub fn parse(text: &str) -> Result<Self, NumberFault> {
        let mut digits = String::with_capacity(text.len());
        for (index, character) in text.trim().chars().enumerate() {
            match character {
                '0'..='9' => digits.push(character),
                '+' if index == 0 => {}
                ' ' | '-' => {}
                _ => return Err(NumberFault::NotDigits { at: index + 1 }),
            }
        }
        if digits.is_empty() {
            return Err(NumberFault::Empty);
        }
        let bare = digits.strip_prefix("00").unwrap_or(&digits);
        let national = match bare.strip_prefix("86") {
            Some(rest) if rest.len() == 11 && rest.starts_with('1') => rest,
            _ => bare,
        };
        let count = u32::try_from(national.len()).unwrap_or(u32::MAX);
        if count < DIGITS_MIN {
            return Err(NumberFault::TooShort { digits: count });
        }
        if count > DIGITS_MAX {
            return Err(NumberFault::TooLong { digits: count });
        }
        if national.starts_with('0') {
            return Err(NumberFault::NotMobile);
        }
        national.parse().map(Self).map_err(|_| NumberFault::NotMobile)
    }

    /// Reads a mainland mobile number: 11 digits that start with 1 (after removing the country code).
    ///
    /// # Errors
    /// As [`Msisdn::parse`], and [`NumberFault::NotMobile`] for any other number.
    pub fn parse_mainland(text: &str) -> Result<Self, NumberFault> {
        let number = Self::parse(text)?;
        if number.is_mainland() { Ok(number) } else { Err(NumberFault::NotMobile) }
    }

    /// The number that these digits write; `None` when they are too few or too many.
    #[must_use]
    pub fn from_digits(digits: u64) -> Option<Self> {
        let count = digits.checked_ilog10().map_or(0, |log| log + 1);
        (DIGITS_MIN..=DIGITS_MAX).contains(&count).then_some(Self(digits))
    }

    /// The digits as a number, for keys and the store.
    #[must_use]
    pub const fn digits(self) -> u64 {
        self.0
    }

    /// The digits as the store keeps them (a number has 15 digits at most, so this never overflows).
    #[must_use]
    #[expect(clippy::cast_possible_wrap, reason = "15 digits fit 50 bits")]
    pub const fn to_db(self) -> i64 {
        self.0 as i64
    }

    /// What the store's number means.
    #[must_use]
    pub fn from_db(value: i64) -> Option<Self> {
        u64::try_from(value).ok().and_then(Self::from_digits)
    }

    /// Whether this is an 11-digit mainland mobile number.
    #[must_use]
    pub const fn is_mainland(self) -> bool {
        self.0 >= 10_000_000_000 && self.0 < 20_000_000_000
    }

    /// The whole number in digits: for the wire, and for files that a person asked for.
    #[must_use]
    pub fn reveal(self) -> String {
        self.0.to_string()
    }
}

impl fmt::Display for Msisdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let digits = self.0.to_string();
        let tail = digits.len().saturating_sub(4);
        let head = tail.saturating_sub(4).min(3);
        write!(f, "{}****{}", digits.get(..head).unwrap_or(""), digits.get(tail..).unwrap_or(""))
    }
}

impl fmt::Debug for Msisdn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn country_codes_blanks_and_dashes_go() {
        for text in
            ["13800138000", "+8613800138000", "008613800138000", "86 138-0013-8000", " 138 0013 8000 "]
        {
            assert_eq!(Msisdn::parse_mainland(text).unwrap().reveal(), "13800138000", "{text}");
        }
    }

    #[test]
    fn a_fault_says_what_is_wrong() {
        assert_eq!(Msisdn::parse("  "), Err(NumberFault::Empty));
        assert_eq!(Msisdn::parse("1380013800X"), Err(NumberFault::NotDigits { at: 11 }));
        assert_eq!(Msisdn::parse("138001"), Err(NumberFault::TooShort { digits: 6 }));
        assert_eq!(Msisdn::parse("1380013800013800"), Err(NumberFault::TooLong { digits: 16 }));
        assert_eq!(Msisdn::parse_mainland("85298765432"), Err(NumberFault::NotMobile));
    }

    #[test]
    fn nothing_shows_the_middle() {
        let number = Msisdn::parse("13812345678").unwrap();
        assert_eq!(format!("{number} {number:?}"), "138****5678 138****5678");
    }
}
