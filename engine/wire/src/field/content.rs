//! Octets that are not text: message content behind its length octet, and digests.

use thiserror::Error;

use super::{Field, Form, Role};
use crate::body::Source;
use crate::fault::{ReadError, WriteError};
use crate::reader::{Reader, Writer};

/// The longest content that a length octet can announce, in octets.
pub const CONTENT_MAX: usize = 255;

/// The longest content that samples have: what every protocol allows for every charset.
const SAMPLE_MAX: u8 = 140;

/// Message content of at most [`CONTENT_MAX`] octets.
///
/// Held in place, not on the heap: a body is then one flat value, and neither reading, cloning nor dropping
/// it asks the allocator. Real content fills 140 of the 256 octets this takes.
///
/// Invariant: octets behind the length are zero.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Content {
    length: u8,
    octets: [u8; CONTENT_MAX],
}

/// Content has more octets than a length octet can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{octets} octets of content do not fit {CONTENT_MAX}")]
pub struct ContentTooLong {
    /// Octets offered.
    pub octets: usize,
}

impl Content {
    /// Content of these octets.
    ///
    /// # Errors
    /// When there are more than [`CONTENT_MAX`].
    pub fn new(octets: &[u8]) -> Result<Self, ContentTooLong> {
        let too_long = ContentTooLong { octets: octets.len() };
        let length = u8::try_from(octets.len()).map_err(|_| too_long)?;
        let mut content = Self { length, ..Self::default() };
        content.octets.get_mut(..octets.len()).ok_or(too_long)?.copy_from_slice(octets);
        Ok(content)
    }

    /// The octets of the content.
    #[inline]
    pub fn octets(&self) -> &[u8] {
        self.octets.get(..usize::from(self.length)).unwrap_or(&self.octets)
    }

    /// How many octets there are.
    pub const fn len(&self) -> usize {
        self.length as usize
    }

    /// Whether there are none.
    pub const fn is_empty(&self) -> bool {
        self.length == 0
    }
}

impl Default for Content {
    fn default() -> Self {
        Self { length: 0, octets: [0; CONTENT_MAX] }
    }
}

impl TryFrom<&[u8]> for Content {
    type Error = ContentTooLong;

    fn try_from(octets: &[u8]) -> Result<Self, Self::Error> {
        Self::new(octets)
    }
}

impl AsRef<[u8]> for Content {
    fn as_ref(&self) -> &[u8] {
        self.octets()
    }
}

/// Shows the length only: content may name people.
impl core::fmt::Debug for Content {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{} octets", self.length)
    }
}

impl Field for Content {
    const WIDTH: usize = 1;
    const ROLE: Role = Role::Content;

    #[inline]
    fn read(reader: &mut Reader<'_>, name: &'static str, _: Form) -> Result<Self, ReadError> {
        let [length] = reader.array(name)?;
        let taken = reader.take(name, usize::from(length))?;
        let mut content = Self { length, ..Self::default() };
        if let Some(start) = content.octets.get_mut(..taken.len()) {
            start.copy_from_slice(taken);
        }
        Ok(content)
    }

    #[inline]
    fn write(&self, writer: &mut Writer<'_>, _: &'static str, _: Form) -> Result<(), WriteError> {
        writer.put(&[self.length]);
        writer.put(self.octets());
        Ok(())
    }

    fn octets(&self, _: Form) -> usize {
        1 + self.len()
    }

    fn show(&self, _: Role) -> String {
        format!("{} octets", self.length)
    }

    fn sample(source: &mut Source<'_>, _: Form) -> Self {
        let length = source.octet() % (SAMPLE_MAX + 1);
        let mut content = Self { length, ..Self::default() };
        content.octets.iter_mut().take(usize::from(length)).for_each(|octet| *octet = source.octet());
        content
    }
}

/// Sixteen octets of an MD5 digest made with a shared secret; `Debug` does not show them.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct Digest(pub [u8; 16]);

impl core::fmt::Debug for Digest {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.masked())
    }
}

impl Digest {
    /// All zeros, as gateways send it with a refusal.
    pub const ZERO: Self = Self([0; 16]);

    fn masked(self) -> &'static str {
        if self == Self::ZERO { "zeros" } else { "****" }
    }
}

impl Field for Digest {
    const WIDTH: usize = 16;
    const ROLE: Role = Role::Secret;

    fn read(reader: &mut Reader<'_>, name: &'static str, _: Form) -> Result<Self, ReadError> {
        reader.array(name).map(Self)
    }

    fn write(&self, writer: &mut Writer<'_>, _: &'static str, _: Form) -> Result<(), WriteError> {
        writer.put(&self.0);
        Ok(())
    }

    fn octets(&self, _: Form) -> usize {
        self.0.len()
    }

    fn show(&self, _: Role) -> String {
        self.masked().to_owned()
    }

    fn sample(source: &mut Source<'_>, _: Form) -> Self {
        Self(source.array())
    }
}
