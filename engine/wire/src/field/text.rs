//! Text in a field of fixed width, padded with NUL.

use thiserror::Error;

use super::{Field, Form, Role};
use crate::body::Source;
use crate::fault::{Leniency, ReadError, WriteError, WriteFault};
use crate::reader::{Reader, Writer};

/// Digits in a row from which on `Debug` masks text: a mobile number has eleven.
const MASKED_DIGITS_MIN: usize = 11;

/// At most `N` octets of text, held in place.
///
/// Text made here is ASCII without NUL. Text that was read may hold any octets but NUL: carriers send some
/// that are not ASCII, and they are kept as they came.
///
/// Invariant: octets behind the length are zero, so that comparing and writing need not cut them off.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Text<const N: usize> {
    length: u8,
    octets: [u8; N],
}

/// Why a string is no [`Text`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TextError {
    /// It has too many octets.
    #[error("{octets} octets do not fit {max}")]
    TooLong {
        /// Octets of the string.
        octets: usize,
        /// Octets that fit.
        max: usize,
    },
    /// It holds a character outside ASCII, or a NUL, which would end it.
    #[error("character {position} is not printable in this field, which takes ASCII")]
    NotAscii {
        /// The octet's place in the string, from 0.
        position: usize,
    },
}

impl TextError {
    /// A stable name of the fault for logs and screens.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::TooLong { .. } => "wire.text.too_long",
            Self::NotAscii { .. } => "wire.text.not_ascii",
        }
    }
}

impl<const N: usize> Text<N> {
    const FITS_LENGTH: () = assert!(N <= 255, "a Text's length is one octet");

    /// Text without characters.
    pub const EMPTY: Self = Self { length: 0, octets: [0; N] };

    /// The text of `value`.
    ///
    /// # Errors
    /// When `value` has more than `N` octets, or one that is not ASCII or NUL.
    pub fn new(value: &str) -> Result<Self, TextError> {
        let octets = value.as_bytes();
        if let Some(position) = octets.iter().position(|octet| *octet == 0 || !octet.is_ascii()) {
            return Err(TextError::NotAscii { position });
        }
        if octets.len() > N {
            return Err(TextError::TooLong { octets: octets.len(), max: N });
        }
        Ok(Self::from_octets(octets))
    }

    /// The text in a field as it came: what stands before the first NUL, at most `N` octets.
    #[inline]
    pub fn from_octets(field: &[u8]) -> Self {
        const { Self::FITS_LENGTH }
        let shown = field.get(..N).unwrap_or(field);
        let shown = shown.split(|octet| *octet == 0).next().unwrap_or_default();
        let mut octets = [0; N];
        if let Some(start) = octets.get_mut(..shown.len()) {
            start.copy_from_slice(shown);
        }
        let length = u8::try_from(shown.len()).unwrap_or(u8::MAX); // N is at most 255
        Self { length, octets }
    }

    /// The octets of the text, without padding.
    #[inline]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..usize::from(self.length)).unwrap_or(&self.octets)
    }

    /// The text, if it is UTF-8 (ASCII always is). Numbers are **not** masked.
    pub fn as_str(&self) -> Option<&str> {
        str::from_utf8(self.octets()).ok()
    }

    /// How many octets the text has.
    pub const fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether the text has no octets.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }

    /// The text with every octet outside printable ASCII escaped. Numbers are **not** masked.
    pub fn escaped(&self) -> String {
        self.octets().escape_ascii().to_string()
    }

    /// The same text with room for `M` octets.
    ///
    /// # Errors
    /// When it has more than `M` octets.
    pub fn resized<const M: usize>(&self) -> Result<Text<M>, TextError> {
        if self.len() > M {
            return Err(TextError::TooLong { octets: self.len(), max: M });
        }
        Ok(Text::from_octets(self.octets()))
    }
}

impl<const N: usize> Default for Text<N> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<const N: usize> TryFrom<&str> for Text<N> {
    type Error = TextError;

    fn try_from(value: &str) -> Result<Self, Self::Error> {
        Self::new(value)
    }
}

impl<const N: usize> core::str::FromStr for Text<N> {
    type Err = TextError;

    fn from_str(value: &str) -> Result<Self, Self::Err> {
        Self::new(value)
    }
}

/// Shows the text, but not a whole subscriber's number.
impl<const N: usize> core::fmt::Debug for Text<N> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let digits = |run: &[u8]| run.iter().all(u8::is_ascii_digit);
        if self.octets().windows(MASKED_DIGITS_MIN).any(digits) {
            write!(f, "\"{}\"", mask(self.octets()))
        } else {
            write!(f, "\"{}\"", self.octets().escape_ascii())
        }
    }
}

/// A number as people may see it: `138****5678`; nothing of it when it is shorter than eight octets.
pub fn mask(number: &[u8]) -> String {
    match (number.first_chunk::<3>(), number.last_chunk::<4>()) {
        (Some(head), Some(tail)) if number.len() > 7 => {
            format!("{}****{}", head.escape_ascii(), tail.escape_ascii())
        }
        _ if number.is_empty() => String::new(),
        _ => "****".to_owned(),
    }
}

impl<const N: usize> Field for Text<N> {
    const WIDTH: usize = N;

    #[inline]
    fn read(reader: &mut Reader<'_>, name: &'static str, form: Form) -> Result<Self, ReadError> {
        let offset = reader.offset();
        let field = match form.role {
            Role::Tail => reader.take_tail(name, form.width),
            Role::Plain | Role::Number | Role::Secret | Role::Content => reader.take(name, form.width)?,
        };
        let text = Self::from_octets(field);
        if !text.octets.is_ascii() {
            reader.forgive(name, offset, Leniency::NotAscii);
        }
        if field.get(text.len()..).is_some_and(|padding| padding.iter().any(|octet| *octet != 0)) {
            reader.forgive(name, offset, Leniency::AfterNul);
        }
        Ok(text)
    }

    #[inline]
    fn write(&self, writer: &mut Writer<'_>, name: &'static str, form: Form) -> Result<(), WriteError> {
        if self.len() > form.width {
            return Err(writer.error(name, WriteFault::TooLong { octets: self.len(), max: form.width }));
        }
        if !self.octets.is_ascii() {
            return Err(writer.error(name, WriteFault::NotAscii));
        }
        match self.octets.get(..form.width) {
            Some(padded) => writer.put(padded),
            None => {
                writer.put(&self.octets);
                writer.put_zeros(form.width - N);
            }
        }
        Ok(())
    }

    fn octets(&self, form: Form) -> usize {
        form.width
    }

    fn show(&self, role: Role) -> String {
        match role {
            Role::Plain | Role::Tail => self.escaped(),
            Role::Number => mask(Self::octets(self)),
            Role::Secret => "****".to_owned(),
            Role::Content => format!("{} octets", self.len()),
        }
    }

    fn sample(source: &mut Source<'_>, form: Form) -> Self {
        let length = source.at_most(form.width.min(N));
        let mut octets = [0; N];
        for octet in octets.iter_mut().take(length) {
            *octet = (source.octet() & 0x7F).max(1);
        }
        Self::from_octets(&octets)
    }
}
