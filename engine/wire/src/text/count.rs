//! How long a text is, how many parts it makes and how many messages are billed, without making them.

use hongyan_domain::Segments;

use super::split::{Cap, Ceiling, Measure, PARTS_MAX, SplitError, Walk};
use super::{Coding, UdhForm};

/// Length of a text as networks and price lists count it: UTF-16 units.
///
/// Every character counts one, those outside the basic plane (emoji) two.
#[must_use]
pub fn units(text: &str) -> u32 {
    // Each character has one octet that is no continuation; the four-octet forms need a second unit.
    let units: usize =
        text.bytes().map(|octet| usize::from(octet & 0xC0 != 0x80) + usize::from(octet >= 0xF0)).sum();
    u32::try_from(units).unwrap_or(u32::MAX)
}

/// A price list's rule: up to `single` units are one message, more are counted by `part` units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceRule {
    /// Longest text billed as one message, in units.
    pub single: u32,
    /// Units per message of a longer text; zero counts as one.
    pub part: u32,
}

/// What Chinese providers bill: 70 units, then 67 each (`sms-encoding.md` §5, four vendors).
pub const BILLED_70_67: PriceRule = PriceRule { single: 70, part: 67 };

impl PriceRule {
    /// Pure-English text at some providers: 140 characters, then 134 each.
    pub const ENGLISH_140_134: Self = Self { single: 140, part: 134 };

    /// Pure-English text at some providers: 160 characters, then 153 each.
    pub const ENGLISH_160_153: Self = Self { single: 160, part: 153 };

    /// Messages billed for a text of so many units; at least one.
    #[must_use]
    pub const fn billed(self, units: u32) -> u32 {
        if units <= self.single {
            return 1;
        }
        units.div_ceil(if self.part == 0 { 1 } else { self.part })
    }
}

/// Sizes a text sent as UCS2 with six-octet headers, the usual case; never fails.
///
/// `parts` may exceed [`PARTS_MAX`], which [`split`](super::split()) would refuse.
#[must_use]
pub fn segments(text: &str) -> Segments {
    let units = units(text);
    let parts = if units <= BILLED_70_67.single {
        1
    } else {
        Walk::new(text, Coding::Ucs2, Cap::part(Coding::Ucs2, UdhForm::EightBit, Ceiling::CMPP)).parts()
    };
    Segments { parts, billed: BILLED_70_67.billed(units), units }
}

/// Sizes a text for a coding and a header form under CMPP's ceilings, without making the parts.
///
/// # Errors
/// As [`split`](super::split()).
pub fn plan(text: &str, coding: Coding, form: UdhForm) -> Result<Segments, SplitError> {
    plan_within(text, coding, form, Ceiling::CMPP)
}

/// [`plan`] under the ceilings of another protocol.
///
/// # Errors
/// As [`split`](super::split()).
pub fn plan_within(
    text: &str,
    coding: Coding,
    form: UdhForm,
    ceiling: Ceiling,
) -> Result<Segments, SplitError> {
    let units = units(text);
    let measure = Measure::of(text, coding)?;
    let parts = if Cap::single(coding, ceiling).holds(measure) {
        1
    } else {
        Walk::new(text, coding, Cap::part(coding, form, ceiling)).parts()
    };
    if parts > u32::from(PARTS_MAX) {
        return Err(SplitError::TooLong { units, parts });
    }
    Ok(Segments { parts, billed: BILLED_70_67.billed(units), units })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn units_are_those_of_utf16() {
        for text in ["", "a", "中", "é", "😀", "𠮷中a", "👨‍👩‍👧", "🇨🇳"] {
            assert_eq!(units(text), u32::try_from(text.encode_utf16().count()).unwrap(), "{text}");
        }
    }

    #[test]
    fn other_price_rules_count_english_by_their_own_sizes() {
        let billed = |rule: PriceRule| [70, 140, 141, 160, 161, 306, 307].map(|units| rule.billed(units));
        assert_eq!(billed(PriceRule::ENGLISH_140_134), [1, 1, 2, 2, 2, 3, 3]);
        assert_eq!(billed(PriceRule::ENGLISH_160_153), [1, 1, 1, 1, 2, 2, 3]);
        assert_eq!(PriceRule { single: 0, part: 0 }.billed(5), 5, "a damaged rule divides by nothing");
    }
}
