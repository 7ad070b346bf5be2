//! Characters to octets and back, by format number.
//!
//! Writing is strict: a character that a coding lacks is an error. Reading never fails: what was
//! forgiven is recorded, and the octets stay beside the text.

use encoding_rs::{EncoderResult, GB18030};
use thiserror::Error;

use super::{Coding, gsm7};

/// Why a text cannot be written in a coding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum EncodeError {
    /// The coding lacks a character; send the text as UCS2 instead.
    #[error("character {character:?} at position {index} does not exist in {coding:?}; send as UCS2")]
    Unmappable {
        /// The coding that was asked for.
        coding: Coding,
        /// The first character that it lacks.
        character: char,
        /// Its place, counted in characters from 0.
        index: usize,
    },
    /// Binary content is no text.
    #[error("binary content has no characters; give the octets instead of a text")]
    NotText,
}

impl EncodeError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Unmappable { .. } => "text_unmappable",
            Self::NotText => "text_not_text",
        }
    }
}

/// Writes a text in a coding; no header, no length limit.
///
/// # Errors
/// [`EncodeError::Unmappable`] names the first character the coding lacks; [`EncodeError::NotText`] for
/// [`Coding::Binary`].
pub fn encode(text: &str, coding: Coding) -> Result<Vec<u8>, EncodeError> {
    let mut octets = Vec::new();
    encode_onto(&mut octets, text, coding)?;
    Ok(octets)
}

/// Appends a text in a coding to `octets`; on an error `octets` is as before.
pub(super) fn encode_onto(octets: &mut Vec<u8>, text: &str, coding: Coding) -> Result<(), EncodeError> {
    let lacks = |(character, index)| EncodeError::Unmappable { coding, character, index };
    match coding {
        Coding::Ascii => {
            if let Some(found) = text.chars().enumerate().find(|(_, character)| !character.is_ascii()) {
                return Err(lacks((found.1, found.0)));
            }
            octets.extend_from_slice(text.as_bytes());
        }
        Coding::Binary => return Err(EncodeError::NotText),
        Coding::Ucs2 | Coding::FlashUcs2 => {
            octets.reserve(text.len() * 2);
            for unit in text.encode_utf16() {
                octets.extend_from_slice(&unit.to_be_bytes());
            }
        }
        Coding::Gb18030 => {
            let found = text.chars().enumerate().find(|(_, character)| gb18030_octets(*character).is_none());
            if let Some((index, character)) = found {
                return Err(lacks((character, index)));
            }
            octets.extend_from_slice(&GB18030.encode(text).0);
        }
        Coding::FlashGsm | Coding::Gsm7 => octets.extend(gsm7::encode(text).map_err(lacks)?),
    }
    Ok(())
}

/// Octets (1, 2 or 4) that GB18030 takes for a character; `None` when it would not read back the same.
///
/// Private-use characters are refused: some share a code with the standard character that replaced them
/// in the 2022 edition, so the receiver would see another one.
pub(super) fn gb18030_octets(character: char) -> Option<u32> {
    match character {
        '\0'..='\x7F' => return Some(1),
        '\u{E000}'..='\u{F8FF}' => return None,
        '\u{4E00}'..='\u{9FA5}' => return Some(2), // the whole block of GBK; saves the look-up
        '\u{10000}'.. => return Some(4),
        _ => {}
    }
    let (mut utf8, mut octets) = ([0; 4], [0; 8]);
    let source = character.encode_utf8(&mut utf8);
    let (result, _, written) =
        GB18030.new_encoder().encode_from_utf8_without_replacement(source, &mut octets, true);
    match result {
        EncoderResult::InputEmpty => u32::try_from(written).ok(),
        EncoderResult::OutputFull | EncoderResult::Unmappable(_) => None,
    }
}

/// The character set that a received format number stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Alphabet {
    /// ASCII.
    Ascii,
    /// GSM 7-bit default alphabet, unpacked.
    Gsm7,
    /// Octets that are no text.
    EightBit,
    /// UTF-16 big-endian.
    Ucs2,
    /// GB18030, which contains GBK and GB2312.
    Gb18030,
}

/// Where the receiver's phone is to keep a text (3GPP TS 23.038 §4).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MessageClass {
    /// Shown at once, not stored.
    Flash,
    /// The phone's memory.
    Phone,
    /// The SIM card.
    Sim,
    /// Terminal equipment beside the phone.
    Terminal,
}

/// What a received format number says about the octets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Scheme {
    /// The character set.
    pub alphabet: Alphabet,
    /// The class, if the number gives one.
    pub class: Option<MessageClass>,
    /// The octets are compressed; they cannot be read as text.
    pub compressed: bool,
}

impl Scheme {
    /// Reads a format number: the sheet's values first, all others by the bits of the data coding scheme.
    ///
    /// Reserved values count as GSM 7-bit, as 3GPP TS 23.038 §4 asks of a receiver.
    #[must_use]
    pub const fn of(msg_fmt: u8) -> Self {
        let group = match msg_fmt {
            0 => return Self::plain(Alphabet::Ascii),
            3 | 4 => return Self::plain(Alphabet::EightBit),
            15 => return Self::plain(Alphabet::Gb18030), // no coding scheme: its bits would be reserved
            other => other >> 4,
        };
        match group {
            0x0..=0x7 => Self {
                alphabet: alphabet_of_bits(msg_fmt),
                class: if group & 1 == 0 { None } else { Some(class_of_bits(msg_fmt)) },
                compressed: group & 2 != 0,
            },
            0xE => Self::plain(Alphabet::Ucs2),
            0xF => Self {
                alphabet: if msg_fmt & 0x04 == 0 { Alphabet::Gsm7 } else { Alphabet::EightBit },
                class: Some(class_of_bits(msg_fmt)),
                compressed: false,
            },
            _ => Self::plain(Alphabet::Gsm7),
        }
    }

    const fn plain(alphabet: Alphabet) -> Self {
        Self { alphabet, class: None, compressed: false }
    }
}

const fn alphabet_of_bits(msg_fmt: u8) -> Alphabet {
    match msg_fmt & 0x0C {
        0x04 => Alphabet::EightBit,
        0x08 => Alphabet::Ucs2,
        _ => Alphabet::Gsm7,
    }
}

const fn class_of_bits(msg_fmt: u8) -> MessageClass {
    match msg_fmt & 0x03 {
        0 => MessageClass::Flash,
        1 => MessageClass::Phone,
        2 => MessageClass::Sim,
        _ => MessageClass::Terminal,
    }
}

/// Something in received octets that was not as the format promises, and how it was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Forgiven {
    /// A byte order mark stood in front and was dropped; U+FFFE was read as little-endian.
    ByteOrderMark,
    /// An odd octet stood at the end of UTF-16 and was dropped.
    OddOctet,
    /// Half a surrogate pair became U+FFFD.
    LoneSurrogate,
    /// ASCII had octets above 0x7F that form valid GB18030 and were read as that.
    HighOctetsAsGb18030,
    /// Octets without meaning in the alphabet became U+FFFD, or the base character after an escape.
    Malformed,
    /// Compressed octets were left unread.
    Compressed,
}

/// A received text with the octets it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The characters; empty for [`Alphabet::EightBit`] and compressed content.
    pub text: String,
    /// What the format number said.
    pub scheme: Scheme,
    /// What was forgiven, each kind once.
    pub forgiven: Vec<Forgiven>,
    /// The octets as received, without data header.
    pub octets: Vec<u8>,
}

impl Decoded {
    /// True when the characters are exactly those that the sender wrote.
    #[must_use]
    pub fn is_exact(&self) -> bool {
        self.forgiven.is_empty()
    }
}

/// Reads received octets (without data header) by their format number; total, never fails.
#[must_use]
pub fn decode(octets: &[u8], msg_fmt: u8) -> Decoded {
    let scheme = Scheme::of(msg_fmt);
    let mut forgiven = Vec::new();
    let text = if scheme.compressed {
        forgiven.push(Forgiven::Compressed);
        String::new()
    } else {
        match scheme.alphabet {
            Alphabet::Ascii => ascii(octets, &mut forgiven),
            Alphabet::Gsm7 => {
                let (text, clean) = gsm7::decode(octets);
                forgiven.extend((!clean).then_some(Forgiven::Malformed));
                text
            }
            Alphabet::EightBit => String::new(),
            Alphabet::Ucs2 => utf16(octets, &mut forgiven),
            Alphabet::Gb18030 => gb18030(octets, &mut forgiven),
        }
    };
    Decoded { text, scheme, forgiven, octets: octets.to_vec() }
}

fn ascii(octets: &[u8], forgiven: &mut Vec<Forgiven>) -> String {
    if octets.is_ascii() {
        return octets.iter().copied().map(char::from).collect();
    }
    let (text, malformed) = GB18030.decode_without_bom_handling(octets);
    if !malformed {
        forgiven.push(Forgiven::HighOctetsAsGb18030);
        return text.into_owned();
    }
    forgiven.push(Forgiven::Malformed);
    let show = |octet: &u8| if octet.is_ascii() { char::from(*octet) } else { char::REPLACEMENT_CHARACTER };
    octets.iter().map(show).collect()
}

fn gb18030(octets: &[u8], forgiven: &mut Vec<Forgiven>) -> String {
    let (text, malformed) = GB18030.decode_without_bom_handling(octets);
    forgiven.extend(malformed.then_some(Forgiven::Malformed));
    text.into_owned()
}

fn utf16(octets: &[u8], forgiven: &mut Vec<Forgiven>) -> String {
    let (body, little_endian) = match octets {
        [0xFE, 0xFF, body @ ..] => (body, false),
        [0xFF, 0xFE, body @ ..] => (body, true),
        body => (body, false),
    };
    let unit =
        |pair: [u8; 2]| if little_endian { u16::from_le_bytes(pair) } else { u16::from_be_bytes(pair) };
    forgiven.extend((body.len() != octets.len()).then_some(Forgiven::ByteOrderMark));
    let (pairs, odd) = body.as_chunks::<2>();
    forgiven.extend((!odd.is_empty()).then_some(Forgiven::OddOctet));
    let mut text = String::with_capacity(body.len() * 3 / 2);
    let mut lone = false;
    for character in char::decode_utf16(pairs.iter().map(|pair| unit(*pair))) {
        text.push(character.unwrap_or_else(|_| {
            lone = true;
            char::REPLACEMENT_CHARACTER
        }));
    }
    forgiven.extend(lone.then_some(Forgiven::LoneSurrogate));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gb18030_lengths_and_texts_agree_for_every_character() {
        for character in (0..=0x10_FFFF_u32).filter_map(char::from_u32) {
            let text = character.to_string();
            let Some(octets) = gb18030_octets(character) else {
                assert!(matches!(character, '\u{E000}'..='\u{F8FF}'), "{character:?} must be writable");
                continue;
            };
            let (written, _, failed) = GB18030.encode(&text);
            assert!(!failed);
            assert_eq!(u32::try_from(written.len()), Ok(octets), "{character:?}");
            assert_eq!(GB18030.decode_without_bom_handling(&written).0, text, "{character:?}");
        }
    }

    #[test]
    fn formats_beyond_the_sheet_are_read_by_their_bits() {
        let class = |msg_fmt| Scheme::of(msg_fmt).class;
        let alphabet = |msg_fmt| Scheme::of(msg_fmt).alphabet;
        assert_eq!((alphabet(16), class(16)), (Alphabet::Gsm7, Some(MessageClass::Flash)));
        assert_eq!((alphabet(24), class(24)), (Alphabet::Ucs2, Some(MessageClass::Flash)));
        assert_eq!((alphabet(0x11), class(0x11)), (Alphabet::Gsm7, Some(MessageClass::Phone)));
        assert_eq!((alphabet(0x19), class(0x19)), (Alphabet::Ucs2, Some(MessageClass::Phone)));
        assert_eq!((alphabet(21), class(21)), (Alphabet::EightBit, Some(MessageClass::Phone)));
        assert_eq!((alphabet(0xF2), class(0xF2)), (Alphabet::Gsm7, Some(MessageClass::Sim)));
        assert_eq!((alphabet(0xF7), class(0xF7)), (Alphabet::EightBit, Some(MessageClass::Terminal)));
        assert_eq!((alphabet(0xE8), class(0xE8)), (Alphabet::Ucs2, None));
        assert_eq!(alphabet(0xC8), Alphabet::Gsm7);
        assert_eq!(alphabet(15), Alphabet::Gb18030);
        assert_eq!((alphabet(3), alphabet(4)), (Alphabet::EightBit, Alphabet::EightBit));
        assert!(Scheme::of(0x28).compressed && !Scheme::of(0x18).compressed);
    }

    fn check(octets: &[u8], msg_fmt: u8, text: &str, forgiven: &[Forgiven]) {
        let decoded = decode(octets, msg_fmt);
        assert_eq!((decoded.text.as_str(), decoded.forgiven.as_slice()), (text, forgiven));
        assert_eq!(decoded.octets, octets, "raw octets are kept");
    }

    #[test]
    fn what_gateways_get_wrong_is_read_and_recorded() {
        check(&[0xFE, 0xFF, 0x4E, 0x2D], 8, "中", &[Forgiven::ByteOrderMark]);
        check(&[0xFF, 0xFE, 0x2D, 0x4E], 8, "中", &[Forgiven::ByteOrderMark]);
        check(&[0x4E, 0x2D, 0x00], 8, "中", &[Forgiven::OddOctet]);
        check(&[0xD8, 0x3D], 8, "\u{FFFD}", &[Forgiven::LoneSurrogate]);
        check(&[0xD6, 0xD0], 0, "中", &[Forgiven::HighOctetsAsGb18030]);
        check(&[0x41, 0xFF], 0, "A\u{FFFD}", &[Forgiven::Malformed]);
        check(&[0xD6], 15, "\u{FFFD}", &[Forgiven::Malformed]);
        check(&[0x00, 0x41], 0x28, "", &[Forgiven::Compressed]);
        check(&[1, 2, 3], 4, "", &[]);
    }

    #[test]
    fn an_error_names_the_character_and_its_place() {
        let error = encode("价格¥5", Coding::Ascii).unwrap_err();
        assert_eq!(error, EncodeError::Unmappable { coding: Coding::Ascii, character: '价', index: 0 });
        assert_eq!(encode("ab\u{E7C7}", Coding::Gb18030).unwrap_err().code(), "text_unmappable");
        assert_eq!(encode("a", Coding::Binary), Err(EncodeError::NotText));
    }
}
