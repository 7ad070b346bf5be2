//! Long texts to parts, each with its data header.
//!
//! Parts are as few as the hard rules allow: no cut inside a surrogate pair, an escape sequence or a
//! GB18030 character. Among cuts of equal number those that keep visible signs whole are preferred.
//! Source: `protocols/sms-encoding.md` §3, §4.

use thiserror::Error;

use super::charset::{self, EncodeError};
use super::{Coding, Concat, UdhForm, cluster, count, gsm7};

/// Most parts of one long message: the header counts them in one octet.
pub const PARTS_MAX: u8 = u8::MAX;

/// Octets of user data in one short message (3GPP TS 23.040 §9.2.3.24.1).
const USER_DATA_OCTETS: u16 = 140;

/// Most octets that the content field of a protocol takes (`sms-encoding.md` §3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Ceiling {
    /// For format 0, where 160 septets would fit the air.
    pub ascii_octets: u16,
}

impl Ceiling {
    /// CMPP: fewer than 160 octets in format 0.
    pub const CMPP: Self = Self { ascii_octets: 159 };
    /// SMGP, SGIP and CNGP: 140 octets in every format.
    pub const OCTETS_140: Self = Self { ascii_octets: USER_DATA_OCTETS };
    /// SMPP: 160 octets of unpacked septets.
    pub const SMPP: Self = Self { ascii_octets: 160 };
}

/// One part of a message, ready for one submit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// Content octets, data header included.
    pub content: Vec<u8>,
    /// True when the content begins with a data header.
    pub udhi: bool,
    /// Number of parts, from 1.
    pub total: u8,
    /// This part, from 1.
    pub number: u8,
    /// Length of the text in it: UTF-16 units for UCS2 and GB18030, septets or octets otherwise.
    pub units: u32,
}

/// Why a text cannot be sent as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum SplitError {
    /// The coding lacks a character.
    #[error(transparent)]
    Encode(#[from] EncodeError),
    /// More parts than a header can count; shorten the text.
    #[error("{units} units make {parts} parts; a long message has at most {PARTS_MAX}, shorten the text")]
    TooLong {
        /// Length of the text: UTF-16 units, or octets of binary content.
        units: u32,
        /// Parts that it would need.
        parts: u32,
    },
}

impl SplitError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Encode(error) => error.code(),
            Self::TooLong { .. } => "text_too_long",
        }
    }
}

/// Cuts a text into parts under CMPP's ceilings; a text that fits one message gets no header.
///
/// `reference` ties the parts together and must differ between consecutive long messages to one number;
/// of it only the low octet travels in [`UdhForm::EightBit`].
///
/// # Errors
/// [`SplitError::Encode`] when the coding lacks a character or is [`Coding::Binary`];
/// [`SplitError::TooLong`] above [`PARTS_MAX`] parts.
pub fn split(text: &str, coding: Coding, form: UdhForm, reference: u16) -> Result<Vec<Part>, SplitError> {
    split_within(text, coding, form, reference, Ceiling::CMPP)
}

/// [`split()`] under the ceilings of another protocol.
///
/// # Errors
/// As [`split()`].
pub fn split_within(
    text: &str,
    coding: Coding,
    form: UdhForm,
    reference: u16,
    ceiling: Ceiling,
) -> Result<Vec<Part>, SplitError> {
    let measure = Measure::of(text, coding)?;
    if Cap::single(coding, ceiling).holds(measure) {
        let content = charset::encode(text, coding)?;
        return Ok(vec![Part { content, udhi: false, total: 1, number: 1, units: measure.units }]);
    }
    let cap = Cap::part(coding, form, ceiling);
    let parts = Walk::new(text, coding, cap).parts();
    let total = u8::try_from(parts).map_err(|_| SplitError::TooLong { units: count::units(text), parts })?;
    let mut made = Vec::with_capacity(usize::from(total));
    let mut rest = text;
    for number in 1..=total {
        let (piece, after) = pleasant_cut(rest, coding, cap, total - number);
        rest = after;
        let units = Measure::of(piece, coding)?.units;
        let mut content = Vec::with_capacity(usize::from(USER_DATA_OCTETS));
        Concat { form, reference, total, number }.write(&mut content);
        charset::encode_onto(&mut content, piece, coding)?;
        made.push(Part { content, udhi: true, total, number, units });
    }
    Ok(made)
}

/// Cuts octets that are no text into parts of 140, or 134 and 133 with a header.
///
/// # Errors
/// [`SplitError::TooLong`] above [`PARTS_MAX`] parts.
pub fn split_octets(octets: &[u8], form: UdhForm, reference: u16) -> Result<Vec<Part>, SplitError> {
    let counted = |octets: usize| u32::try_from(octets).unwrap_or(u32::MAX);
    if octets.len() <= usize::from(USER_DATA_OCTETS) {
        let units = counted(octets.len());
        return Ok(vec![Part { content: octets.to_vec(), udhi: false, total: 1, number: 1, units }]);
    }
    let pieces = octets.chunks(usize::from(USER_DATA_OCTETS - form.octets()));
    let parts = counted(pieces.len());
    let total =
        u8::try_from(parts).map_err(|_| SplitError::TooLong { units: counted(octets.len()), parts })?;
    let make = |(number, piece): (u8, &[u8])| {
        let mut content = Vec::with_capacity(usize::from(USER_DATA_OCTETS));
        Concat { form, reference, total, number }.write(&mut content);
        content.extend_from_slice(piece);
        Part { content, udhi: true, total, number, units: counted(piece.len()) }
    };
    Ok((1..=total).zip(pieces).map(make).collect())
}

/// Size of a text in a coding, without its header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Measure {
    /// UTF-16 units for UCS2 and GB18030, septets or octets otherwise.
    pub(super) units: u32,
    /// Octets on the wire.
    pub(super) octets: u32,
}

impl Measure {
    /// Sizes a whole text; the error is the one that writing it would give.
    pub(super) fn of(text: &str, coding: Coding) -> Result<Self, EncodeError> {
        match coding {
            Coding::Ucs2 | Coding::FlashUcs2 => {
                let units = count::units(text);
                return Ok(Self { units, octets: units.saturating_mul(2) });
            }
            Coding::Binary => return Err(EncodeError::NotText),
            Coding::Ascii | Coding::Gb18030 | Coding::FlashGsm | Coding::Gsm7 => {}
        }
        let mut sum = Self::default();
        for (index, character) in text.chars().enumerate() {
            let one = Self::of_char(character, coding).ok_or(EncodeError::Unmappable {
                coding,
                character,
                index,
            })?;
            sum = sum.plus(one);
        }
        Ok(sum)
    }

    fn of_char(character: char, coding: Coding) -> Option<Self> {
        let utf16 = if character > '\u{FFFF}' { 2 } else { 1 };
        let same = |count: u32| Self { units: count, octets: count };
        match coding {
            Coding::Ascii => character.is_ascii().then(|| same(1)),
            Coding::Binary => None,
            Coding::Ucs2 | Coding::FlashUcs2 => Some(Self { units: utf16, octets: utf16 * 2 }),
            Coding::Gb18030 => charset::gb18030_octets(character).map(|octets| Self { units: utf16, octets }),
            Coding::FlashGsm | Coding::Gsm7 => {
                gsm7::septets_of(character).map(|septets| same(septets.count()))
            }
        }
    }

    const fn plus(self, other: Self) -> Self {
        Self {
            units: self.units.saturating_add(other.units),
            octets: self.octets.saturating_add(other.octets),
        }
    }
}

/// What one message, or one part, can hold.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cap(Measure);

impl Cap {
    /// Without a header.
    pub(super) fn single(coding: Coding, ceiling: Ceiling) -> Self {
        let (units, octets) = match coding {
            Coding::Ascii => (ceiling.ascii_octets, ceiling.ascii_octets),
            Coding::Gsm7 => (160, 160),
            Coding::Binary | Coding::FlashGsm => (USER_DATA_OCTETS, USER_DATA_OCTETS),
            // GB18030 too: the network turns it into UCS2, so the units bind as well as the octets.
            Coding::Ucs2 | Coding::FlashUcs2 | Coding::Gb18030 => (70, USER_DATA_OCTETS),
        };
        Self(Measure { units: u32::from(units), octets: u32::from(octets) })
    }

    /// Beside a header.
    pub(super) fn part(coding: Coding, form: UdhForm, ceiling: Ceiling) -> Self {
        let header = form.octets();
        let octets = USER_DATA_OCTETS - header;
        // Septets beside the header: the 140 octets less the header, in whole septets (153 or 152).
        let septets = octets * 8 / 7;
        let (units, octets) = match coding {
            Coding::Ascii => {
                let room = septets.min(ceiling.ascii_octets.saturating_sub(header)).max(1);
                (room, room)
            }
            Coding::Gsm7 => (septets, septets),
            Coding::Binary | Coding::FlashGsm => (octets, octets),
            Coding::Ucs2 | Coding::FlashUcs2 | Coding::Gb18030 => (octets / 2, octets),
        };
        Self(Measure { units: u32::from(units), octets: u32::from(octets) })
    }

    pub(super) const fn holds(self, measure: Measure) -> bool {
        measure.units <= self.0.units && measure.octets <= self.0.octets
    }
}

/// The parts of a text by the hard rules alone, which are the fewest possible.
///
/// Each part takes as many whole characters as fit, one at least. Invariant: every character of the text
/// exists in the coding.
pub(super) struct Walk<'a> {
    rest: &'a str,
    coding: Coding,
    cap: Cap,
}

impl<'a> Walk<'a> {
    pub(super) const fn new(text: &'a str, coding: Coding, cap: Cap) -> Self {
        Self { rest: text, coding, cap }
    }

    pub(super) fn parts(self) -> u32 {
        u32::try_from(self.count()).unwrap_or(u32::MAX)
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        if self.rest.is_empty() {
            return None;
        }
        let mut sum = Measure::default();
        let fits = |(at, character): &(usize, char)| {
            sum = sum.plus(Measure::of_char(*character, self.coding).unwrap_or_default());
            *at == 0 || self.cap.holds(sum)
        };
        let taken = self.rest.char_indices().take_while(fits).last();
        let end = taken.map_or(0, |(at, character)| at + character.len_utf8());
        let (piece, rest) = self.rest.split_at_checked(end)?;
        self.rest = rest;
        Some(piece)
    }
}

/// The next part and the rest, cut between visible signs if `parts_after` parts still hold the rest.
fn pleasant_cut(text: &str, coding: Coding, cap: Cap, parts_after: u8) -> (&str, &str) {
    let hard = Walk::new(text, coding, cap).next().map_or(0, str::len);
    let soft = (1..=hard).rev().find(|at| cluster::may_cut(text, *at)).unwrap_or(hard);
    let fits = |at: &usize| {
        let rest = text.get(*at..).unwrap_or_default();
        Walk::new(rest, coding, cap).take(usize::from(parts_after) + 1).count() <= usize::from(parts_after)
    };
    let end = if soft < hard && fits(&soft) { soft } else { hard };
    text.split_at_checked(end).unwrap_or((text, ""))
}
