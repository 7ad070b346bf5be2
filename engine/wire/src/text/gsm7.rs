//! The GSM 7-bit default alphabet with its extension table, and its packing into octets.
//!
//! Source: `protocols/sms-encoding.md` §2 (3GPP TS 23.038 §6.2.1).

/// Marks the next septet as one of the extension table.
pub const ESC: u8 = 0x1B;

/// Most septets that fit the 140 octets of one short message (140 × 8 / 7).
pub const SEPTETS_MAX: usize = 160;

/// The base table, by septet. The place of [`ESC`] holds a blank, which is how a lone escape is shown.
const BASE: [char; 128] = [
    '@', '£', '$', '¥', 'è', 'é', 'ù', 'ì', 'ò', 'Ç', '\n', 'Ø', 'ø', '\r', 'Å', 'å', // 0_
    'Δ', '_', 'Φ', 'Γ', 'Λ', 'Ω', 'Π', 'Ψ', 'Σ', 'Θ', 'Ξ', ' ', 'Æ', 'æ', 'ß', 'É', // 1_
    ' ', '!', '"', '#', '¤', '%', '&', '\'', '(', ')', '*', '+', ',', '-', '.', '/', // 2_
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', ':', ';', '<', '=', '>', '?', // 3_
    '¡', 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I', 'J', 'K', 'L', 'M', 'N', 'O', // 4_
    'P', 'Q', 'R', 'S', 'T', 'U', 'V', 'W', 'X', 'Y', 'Z', 'Ä', 'Ö', 'Ñ', 'Ü', '§', // 5_
    '¿', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', // 6_
    'p', 'q', 'r', 's', 't', 'u', 'v', 'w', 'x', 'y', 'z', 'ä', 'ö', 'ñ', 'ü', 'à', // 7_
];

/// The extension table: septet after [`ESC`], character.
const EXTENSION: [(u8, char); 10] = [
    (0x0A, '\u{000C}'),
    (0x14, '^'),
    (0x28, '{'),
    (0x29, '}'),
    (0x2F, '\\'),
    (0x3C, '['),
    (0x3D, '~'),
    (0x3E, ']'),
    (0x40, '|'),
    (0x65, '€'),
];

/// How one character is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Septets {
    /// One septet of the base table.
    Base(u8),
    /// [`ESC`] and this septet of the extension table.
    Extended(u8),
}

impl Septets {
    /// Septets used on the air, 1 or 2.
    #[must_use]
    pub const fn count(self) -> u32 {
        match self {
            Self::Base(_) => 1,
            Self::Extended(_) => 2,
        }
    }
}

/// True for the characters whose GSM code equals their ASCII code (`sms-encoding.md` §2.1).
///
/// Only these read the same whether a gateway takes format 0 for ASCII or for GSM 7-bit.
#[must_use]
pub const fn gsm_equals_ascii(character: char) -> bool {
    matches!(character, '\n' | '\r' | ' '..='#' | '%'..='?' | 'A'..='Z' | 'a'..='z')
}

/// Looks a character up; `None` when the alphabet lacks it.
#[must_use]
pub fn septets_of(character: char) -> Option<Septets> {
    if gsm_equals_ascii(character) {
        return u8::try_from(character).ok().map(Septets::Base);
    }
    if let Some((septet, _)) = EXTENSION.iter().find(|(_, extended)| *extended == character) {
        return Some(Septets::Extended(*septet));
    }
    BASE.iter().position(|base| *base == character).and_then(|at| u8::try_from(at).ok()).map(Septets::Base)
}

/// Number of septets a text takes; `None` when the alphabet lacks one of its characters.
#[must_use]
pub fn count(text: &str) -> Option<u32> {
    text.chars().try_fold(0_u32, |sum, character| {
        septets_of(character).map(|septets| sum.saturating_add(septets.count()))
    })
}

/// Text as unpacked septets, one per octet; the error is the first character that the alphabet lacks.
///
/// # Errors
/// `(character, index)`: the character and its place, counted in characters from 0.
pub fn encode(text: &str) -> Result<Vec<u8>, (char, usize)> {
    let mut octets = Vec::with_capacity(text.len());
    for (index, character) in text.chars().enumerate() {
        match septets_of(character).ok_or((character, index))? {
            Septets::Base(septet) => octets.push(septet),
            Septets::Extended(septet) => octets.extend([ESC, septet]),
        }
    }
    Ok(octets)
}

/// Unpacked septets as text, and whether every octet had a meaning.
///
/// An unknown extension shows the base-table character, as receivers do; an escape at the end shows a
/// blank; octets above 0x7F become U+FFFD.
#[must_use]
pub fn decode(octets: &[u8]) -> (String, bool) {
    let mut text = String::with_capacity(octets.len());
    let mut clean = true;
    let mut rest = octets.iter().copied();
    while let Some(octet) = rest.next() {
        if octet != ESC {
            text.push(base(octet, &mut clean));
            continue;
        }
        let Some(next) = rest.next() else {
            clean = false;
            text.push(' ');
            break;
        };
        match EXTENSION.iter().find(|(septet, _)| *septet == next) {
            Some((_, character)) => text.push(*character),
            None => {
                clean = false;
                text.push(base(next, &mut true));
            }
        }
    }
    (text, clean)
}

fn base(octet: u8, clean: &mut bool) -> char {
    BASE.get(usize::from(octet)).copied().unwrap_or_else(|| {
        *clean = false;
        char::REPLACEMENT_CHARACTER
    })
}

/// Fill bits (0–6) between a data header of this many octets and the first septet.
#[must_use]
pub const fn fill_bits(udh_octets: usize) -> u8 {
    // A septet boundary is the next multiple of seven bits after the header.
    match udh_octets % 7 {
        0 => 0,
        1 => 6,
        2 => 5,
        3 => 4,
        4 => 3,
        5 => 2,
        _ => 1,
    }
}

/// Packs septets into octets, least significant bit first, after `fill` empty bits (0–6).
///
/// Only for paths that carry packed text (a modem, some SMPP centres); the Chinese gateways do not.
/// The highest bit of each septet octet is dropped; `fill` is taken modulo 7.
#[must_use]
pub fn pack(septets: &[u8], fill: u8) -> Vec<u8> {
    let mut octets = Vec::with_capacity((septets.len() * 7).div_ceil(8) + 1);
    let mut held: u32 = 0;
    let mut held_bits = u32::from(fill % 7);
    for septet in septets {
        held |= u32::from(septet & 0x7F) << held_bits;
        held_bits += 7;
        if held_bits >= 8 {
            octets.push(low_octet(held));
            held >>= 8;
            held_bits -= 8;
        }
    }
    if held_bits > 0 && !septets.is_empty() {
        octets.push(low_octet(held));
    }
    octets
}

/// Takes up to `count` septets out of packed octets, skipping `fill` bits (0–6) first.
///
/// Fewer come back when the octets end early, so `count` never asks for memory that is not there.
#[must_use]
pub fn unpack(octets: &[u8], count: usize, fill: u8) -> Vec<u8> {
    let fill = u32::from(fill % 7);
    let present = octets.len().saturating_mul(8) / 7;
    let mut septets = Vec::with_capacity(count.min(present));
    let (mut held, mut held_bits, mut skip) = (0_u32, 0_u32, fill);
    for octet in octets {
        held |= u32::from(*octet) << held_bits;
        held_bits += 8;
        if skip > 0 {
            held >>= skip;
            held_bits -= skip;
            skip = 0;
        }
        while held_bits >= 7 && septets.len() < count {
            septets.push(low_octet(held & 0x7F));
            held >>= 7;
            held_bits -= 7;
        }
        if septets.len() == count {
            break;
        }
    }
    septets
}

const fn low_octet(bits: u32) -> u8 {
    bits.to_le_bytes()[0]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_septet_reads_back() {
        for septet in (0..128_u8).filter(|septet| *septet != ESC) {
            let (text, clean) = decode(&[septet]);
            assert!(clean);
            assert_eq!(encode(&text), Ok(vec![septet]), "septet {septet:#04x}");
        }
        for (septet, character) in EXTENSION {
            assert_eq!(encode(&character.to_string()), Ok(vec![ESC, septet]));
            assert_eq!(decode(&[ESC, septet]), (character.to_string(), true));
        }
    }

    #[test]
    fn the_set_shared_with_ascii_is_exactly_where_both_codes_agree() {
        for octet in 0..128_u8 {
            let character = char::from(octet);
            let agrees = septets_of(character) == Some(Septets::Base(octet));
            assert_eq!(gsm_equals_ascii(character), agrees, "{character:?}");
        }
    }

    #[test]
    fn the_backtick_small_cedilla_and_hanzi_are_missing() {
        for character in ['`', 'ç', '中', '，', '😀'] {
            assert_eq!(septets_of(character), None, "{character}");
        }
        assert_eq!(encode("ab`"), Err(('`', 2)));
    }

    #[test]
    fn odd_input_is_shown_and_reported() {
        assert_eq!(
            decode(&[ESC, 0x41]),
            ("A".to_owned(), false),
            "unknown extension shows the base character"
        );
        assert_eq!(decode(&[0x41, ESC]), ("A ".to_owned(), false), "escape at the end");
        assert_eq!(decode(&[0xC3]), ("\u{FFFD}".to_owned(), false));
    }

    #[test]
    fn fill_bits_reach_the_next_septet() {
        for header in 0..=140_usize {
            assert_eq!((header * 8 + usize::from(fill_bits(header))) % 7, 0, "{header}");
            assert!(fill_bits(header) < 7);
        }
    }
}
