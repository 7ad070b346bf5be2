//! The codings that we send, and the choice among them.

use super::{charset, gsm7};

/// How the octets of an outgoing text are to be read (`sms-encoding.md` §1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Coding {
    /// ASCII, one octet per character, format 0.
    Ascii,
    /// Octets that are no text, format 4.
    Binary,
    /// UTF-16 big-endian without byte order mark, format 8.
    Ucs2,
    /// GB18030, format 15.
    Gb18030,
    /// GSM 7-bit, unpacked, class 0 (shown at once, not stored), format 16.
    FlashGsm,
    /// UTF-16 big-endian, class 0, format 24.
    FlashUcs2,
    /// GSM 7-bit, unpacked, `data_coding` 0; for SMPP, where 0 means the centre's default alphabet.
    Gsm7,
}

impl Coding {
    /// All codings.
    pub const ALL: [Self; 7] =
        [Self::Ascii, Self::Binary, Self::Ucs2, Self::Gb18030, Self::FlashGsm, Self::FlashUcs2, Self::Gsm7];

    /// The wire value: CMPP `Msg_Fmt`, SMGP `MsgFormat`, SGIP `MessageCoding`, SMPP `data_coding`.
    #[must_use]
    pub const fn msg_fmt(self) -> u8 {
        match self {
            Self::Ascii | Self::Gsm7 => 0,
            Self::Binary => 4,
            Self::Ucs2 => 8,
            Self::Gb18030 => 15,
            Self::FlashGsm => 16,
            Self::FlashUcs2 => 24,
        }
    }

    /// True when the receiver shows the text at once and does not store it.
    #[must_use]
    pub const fn is_flash(self) -> bool {
        matches!(self, Self::FlashGsm | Self::FlashUcs2)
    }
}

/// An account's wishes about codings; the default is the practice on CMPP, SGIP and CNGP.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct CodingPolicy {
    /// Send plain English as UCS2 too, for gateways that mangle format 0.
    pub ascii_as_ucs2: bool,
    /// Send other text as GB18030 when one or two octets per character suffice (SMGP's wish).
    pub prefer_gb18030: bool,
    /// Send as a flash message (class 0).
    pub flash: bool,
}

impl CodingPolicy {
    /// The practice on CMPP, SGIP and CNGP: format 0 for plain English, UCS2 for everything else.
    pub const CMPP: Self = Self { ascii_as_ucs2: false, prefer_gb18030: false, flash: false };

    /// The practice on SMGP: format 15 where its common two-octet forms suffice.
    pub const SMGP: Self = Self { ascii_as_ucs2: false, prefer_gb18030: true, flash: false };
}

/// Picks the coding of a text (`sms-encoding.md` §1, "Policy for the console").
///
/// Format 0 is taken only when every character has the same code in ASCII and in GSM 7-bit, because
/// gateways disagree on which of the two it means.
#[must_use]
pub fn choose(text: &str, policy: &CodingPolicy) -> Coding {
    let plain = !policy.ascii_as_ucs2 && text.chars().all(gsm7::gsm_equals_ascii);
    match (policy.flash, plain) {
        (true, true) => Coding::FlashGsm,
        (true, false) => Coding::FlashUcs2,
        (false, true) => Coding::Ascii,
        (false, false) if policy.prefer_gb18030 && fits_two_octets(text) => Coding::Gb18030,
        (false, false) => Coding::Ucs2,
    }
}

/// Old handsets and gateways know only GBK, the one- and two-octet forms of GB18030.
fn fits_two_octets(text: &str) -> bool {
    text.chars().all(|character| charset::gb18030_octets(character).is_some_and(|octets| octets <= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, policy: CodingPolicy, expected: Coding) {
        assert_eq!(choose(text, &policy), expected, "{text}");
    }

    #[test]
    fn plain_english_goes_as_format_0() {
        check("Your code is 246810.", CodingPolicy::CMPP, Coding::Ascii);
    }

    #[test]
    fn characters_on_which_ascii_and_gsm_differ_go_as_ucs2() {
        for text in ["a@b.cn", "a_b", "$5", "[x]", "{x}", "a\\b", "^", "~", "|", "`"] {
            check(text, CodingPolicy::CMPP, Coding::Ucs2);
        }
    }

    #[test]
    fn a_knob_sends_english_as_ucs2() {
        let policy = CodingPolicy { ascii_as_ucs2: true, ..CodingPolicy::CMPP };
        check("hello", policy, Coding::Ucs2);
    }

    #[test]
    fn smgp_takes_gb_only_for_its_two_octet_forms() {
        check("镕€【】", CodingPolicy::SMGP, Coding::Gb18030);
        for text in ["㐀", "😀", "𠮷", "¥", "\u{E000}"] {
            check(text, CodingPolicy::SMGP, Coding::Ucs2);
        }
    }

    #[test]
    fn flash_keeps_its_class_in_both_forms() {
        let policy = CodingPolicy { flash: true, ..CodingPolicy::SMGP };
        check("hello", policy, Coding::FlashGsm);
        check("你好", policy, Coding::FlashUcs2);
        assert!(Coding::FlashGsm.is_flash() && Coding::FlashUcs2.is_flash() && !Coding::Ucs2.is_flash());
    }

    #[test]
    fn wire_values_are_those_of_the_sheet() {
        assert_eq!(Coding::ALL.map(Coding::msg_fmt), [0, 4, 8, 15, 16, 24, 0]);
    }
}
