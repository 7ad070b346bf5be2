//! The gateway's number of a message.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;

use crate::field::transparent_field;

/// The 64-bit number that a gateway gives to a message. `protocols/cmpp.md §7`.
///
/// It holds no year, so it repeats; match reports by account, number and time as well. It exceeds `i64` from
/// August on.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct MsgId(pub u64);

/// What a [`MsgId`] is made of; the fields are what the bits say, which need not be a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MsgIdParts {
    /// 1 to 12; 4 bits.
    pub month: u8,
    /// 1 to 31; 5 bits.
    pub day: u8,
    /// 0 to 23; 5 bits.
    pub hour: u8,
    /// 0 to 59; 6 bits.
    pub minute: u8,
    /// 0 to 59; 6 bits.
    pub second: u8,
    /// The gateway's code as a number; 22 bits.
    pub gateway: u32,
    /// Counts messages; wraps.
    pub sequence: u16,
}

/// Why parts or a text are no [`MsgId`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MsgIdError {
    /// A part needs more bits than it has.
    #[error("{part} {value} is above {max}")]
    TooLarge {
        /// The part's name.
        part: &'static str,
        /// Its value.
        value: u32,
        /// The highest value that its bits hold.
        max: u32,
    },
    /// The text is not the 22 digits MMDDHHMMSS, gateway (7) and sequence (5).
    #[error("not {MSG_ID_DIGITS} digits")]
    NotDigits,
}

/// Digits of the usual text form.
const MSG_ID_DIGITS: usize = 22;

const MONTH: Bits = Bits { name: "month", shift: 60, mask: 0xF };
const DAY: Bits = Bits { name: "day", shift: 55, mask: 0x1F };
const HOUR: Bits = Bits { name: "hour", shift: 50, mask: 0x1F };
const MINUTE: Bits = Bits { name: "minute", shift: 44, mask: 0x3F };
const SECOND: Bits = Bits { name: "second", shift: 38, mask: 0x3F };
const GATEWAY: Bits = Bits { name: "gateway", shift: 16, mask: 0x3F_FFFF };
const SEQUENCE: u64 = 0xFFFF;

/// Where a part stands in the number.
struct Bits {
    name: &'static str,
    shift: u32,
    mask: u32,
}

impl Bits {
    fn put(&self, value: u32) -> Result<u64, MsgIdError> {
        if value > self.mask {
            return Err(MsgIdError::TooLarge { part: self.name, value, max: self.mask });
        }
        Ok(u64::from(value) << self.shift)
    }

    /// The part of `number`; at most 22 bits, so the loss is none.
    fn of(&self, number: u64) -> u32 {
        u32::try_from((number >> self.shift) & u64::from(self.mask)).unwrap_or(self.mask)
    }

    /// A part of at most eight bits.
    fn octet_of(&self, number: u64) -> u8 {
        u8::try_from(self.of(number)).unwrap_or(u8::MAX)
    }
}

impl MsgId {
    /// Puts the parts together.
    ///
    /// # Errors
    /// When a part needs more bits than it has; whether the parts are a date is not asked.
    pub fn from_parts(parts: &MsgIdParts) -> Result<Self, MsgIdError> {
        Ok(Self(
            MONTH.put(parts.month.into())?
                | DAY.put(parts.day.into())?
                | HOUR.put(parts.hour.into())?
                | MINUTE.put(parts.minute.into())?
                | SECOND.put(parts.second.into())?
                | GATEWAY.put(parts.gateway)?
                | u64::from(parts.sequence),
        ))
    }

    /// Takes the number apart.
    pub fn parts(self) -> MsgIdParts {
        MsgIdParts {
            month: MONTH.octet_of(self.0),
            day: DAY.octet_of(self.0),
            hour: HOUR.octet_of(self.0),
            minute: MINUTE.octet_of(self.0),
            second: SECOND.octet_of(self.0),
            gateway: GATEWAY.of(self.0),
            sequence: self.sequence(),
        }
    }

    /// The number of the `nth` destination, from 0, of a group message that was answered with this one.
    ///
    /// Only the sequence counts on, and wraps within itself. `protocols/cmpp.md §5.5`.
    pub fn nth(self, nth: u16) -> Self {
        Self((self.0 & !SEQUENCE) | u64::from(self.sequence().wrapping_add(nth)))
    }

    fn sequence(self) -> u16 {
        let [.., high, low] = self.0.to_be_bytes();
        u16::from_be_bytes([high, low])
    }
}

/// MMDDHHMMSS, gateway in seven digits, sequence in five.
impl fmt::Display for MsgId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let MsgIdParts { month, day, hour, minute, second, gateway, sequence } = self.parts();
        write!(f, "{month:02}{day:02}{hour:02}{minute:02}{second:02}{gateway:07}{sequence:05}")
    }
}

impl fmt::Debug for MsgId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "MsgId({self})")
    }
}

impl FromStr for MsgId {
    type Err = MsgIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.len() != MSG_ID_DIGITS || !text.bytes().all(|octet| octet.is_ascii_digit()) {
            return Err(MsgIdError::NotDigits);
        }
        let number = |from: usize, to: usize| -> Result<u32, MsgIdError> {
            text.get(from..to).and_then(|digits| digits.parse().ok()).ok_or(MsgIdError::NotDigits)
        };
        let octet = |from: usize| Ok(u8::try_from(number(from, from + 2)?).unwrap_or(u8::MAX));
        let sequence = number(17, 22)?;
        Self::from_parts(&MsgIdParts {
            month: octet(0)?,
            day: octet(2)?,
            hour: octet(4)?,
            minute: octet(6)?,
            second: octet(8)?,
            gateway: number(10, 17)?,
            sequence: u16::try_from(sequence).map_err(|_| MsgIdError::TooLarge {
                part: "sequence",
                value: sequence,
                max: u16::MAX.into(),
            })?,
        })
    }
}

impl From<u64> for MsgId {
    fn from(number: u64) -> Self {
        Self(number)
    }
}

transparent_field!(MsgId(u64));

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheets_numbers_come_apart_and_together() {
        let check = |number: u64, date: [u8; 5], gateway, sequence, text: &str| {
            let [month, day, hour, minute, second] = date;
            let parts = MsgIdParts { month, day, hour, minute, second, gateway, sequence };
            assert_eq!(MsgId(number).parts(), parts);
            assert_eq!(MsgId::from_parts(&parts), Ok(MsgId(number)));
            assert_eq!(MsgId(number).to_string(), text);
            assert_eq!(text.parse(), Ok(MsgId(number)));
        };
        assert_eq!(0x9CA8_F780_03E9_0007_u64, 11_288_544_595_197_624_327);
        check(0x9CA8_F780_03E9_0007, [9, 25, 10, 15, 30], 1001, 7, "0925101530000100100007");
        assert_eq!(0xCFDF_BE80_03E9_FFFF_u64, 14_978_900_342_688_317_439);
        check(0xCFDF_BE80_03E9_FFFF, [12, 31, 23, 59, 58], 1001, 65_535, "1231235958000100165535");
        assert_eq!(0xB2B9_DA80_0001_0000_u64, 12_878_564_852_733_378_560);
        check(0xB2B9_DA80_0001_0000, [11, 5, 14, 29, 42], 1, 0, "1105142942000000100000");
    }

    #[test]
    fn a_groups_numbers_wrap_within_the_sequence() {
        let last = MsgId(0xCFDF_BE80_03E9_FFFF);
        assert_eq!(last.nth(0), last);
        assert_eq!(last.nth(1), MsgId(0xCFDF_BE80_03E9_0000));
        assert_eq!(last.nth(98), MsgId(0xCFDF_BE80_03E9_0061));
    }

    #[test]
    fn parts_that_need_more_bits_are_refused() {
        let fits =
            MsgIdParts { month: 1, day: 1, hour: 0, minute: 0, second: 0, gateway: 0x3F_FFFF, sequence: 0 };
        assert!(MsgId::from_parts(&fits).is_ok());
        let too_large = |part, value, max| Err(MsgIdError::TooLarge { part, value, max });
        let gateway = MsgIdParts { gateway: 0x40_0000, ..fits };
        assert_eq!(MsgId::from_parts(&gateway), too_large("gateway", 0x40_0000, 0x3F_FFFF));
        assert_eq!(MsgId::from_parts(&MsgIdParts { month: 16, ..fits }), too_large("month", 16, 15));
        assert_eq!(
            "0925101530000100165536".parse::<MsgId>(),
            too_large("sequence", 65_536, 65_535),
            "a sequence has sixteen bits"
        );
        assert_eq!("092510153000010010000".parse::<MsgId>(), Err(MsgIdError::NotDigits));
        assert_eq!("+925101530000100100007".parse::<MsgId>(), Err(MsgIdError::NotDigits));
    }
}
