//! A counted list of numbers.

use thiserror::Error;

use super::{Field, Form, Role, Text, text::mask};
use crate::body::Source;
use crate::fault::{ReadError, ReadFault, WriteError, WriteFault};
use crate::reader::{Reader, Writer};

/// One to `MAX` numbers of at most `N` octets, behind a count octet.
///
/// The first number is held in place, since nearly every message has one: no allocation then.
///
/// Invariant: `rest` is empty while `first` is none.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Destinations<const N: usize, const MAX: usize> {
    first: Option<Text<N>>,
    rest: Vec<Text<N>>,
}

/// A list of numbers is full.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("a message takes at most {max} numbers")]
pub struct TooManyDestinations {
    /// The most that one message takes.
    pub max: usize,
}

impl<const N: usize, const MAX: usize> Destinations<N, MAX> {
    const FITS_COUNT: () = assert!(MAX <= 255, "the count is one octet");

    /// A list of one number.
    pub const fn one(number: Text<N>) -> Self {
        const { Self::FITS_COUNT }
        Self { first: Some(number), rest: Vec::new() }
    }

    /// Adds a number at the end.
    ///
    /// # Errors
    /// When there are `MAX` already; the list stays as it was.
    pub fn push(&mut self, number: Text<N>) -> Result<(), TooManyDestinations> {
        if self.len() >= MAX {
            return Err(TooManyDestinations { max: MAX });
        }
        if self.first.is_none() {
            self.first = Some(number);
        } else {
            self.rest.push(number);
        }
        Ok(())
    }

    /// The first number.
    pub const fn first(&self) -> Option<&Text<N>> {
        self.first.as_ref()
    }

    /// The numbers in the order of the list.
    pub fn iter(&self) -> impl Iterator<Item = &Text<N>> {
        self.first.iter().chain(&self.rest)
    }

    /// How many numbers there are.
    pub fn len(&self) -> usize {
        usize::from(self.first.is_some()) + self.rest.len()
    }

    /// Whether there are none; such a list cannot be written.
    pub const fn is_empty(&self) -> bool {
        self.first.is_none()
    }
}

impl<const N: usize, const MAX: usize> TryFrom<&[Text<N>]> for Destinations<N, MAX> {
    type Error = TooManyDestinations;

    fn try_from(numbers: &[Text<N>]) -> Result<Self, Self::Error> {
        let mut list = Self::default();
        for number in numbers {
            list.push(*number)?;
        }
        Ok(list)
    }
}

/// Shows the numbers masked.
impl<const N: usize, const MAX: usize> core::fmt::Debug for Destinations<N, MAX> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "[{}]", self.show(Role::Number))
    }
}

impl<const N: usize, const MAX: usize> Field for Destinations<N, MAX> {
    const WIDTH: usize = N;
    const ROLE: Role = Role::Number;

    #[inline]
    fn read(reader: &mut Reader<'_>, name: &'static str, form: Form) -> Result<Self, ReadError> {
        const { Self::FITS_COUNT }
        let wrong_count = |reader: &Reader<'_>, count| {
            let ReadError { pdu, field, offset, fault } =
                reader.error(name, ReadFault::Count { count, max: MAX });
            ReadError { pdu, field, offset: offset.saturating_sub(1), fault }
        };
        let count = usize::from(u8::read(reader, name, form)?);
        if count == 0 || count > MAX {
            return Err(wrong_count(reader, count));
        }
        // Before room is made for them: the octets must be there.
        let wanted = count * form.width;
        if reader.left() < wanted {
            return Err(reader.error(name, ReadFault::Short { wanted, left: reader.left() }));
        }
        let mut list = Self { first: Some(Text::read(reader, name, form)?), rest: Vec::new() };
        list.rest.reserve_exact(count - 1);
        for _ in 1..count {
            list.rest.push(Text::read(reader, name, form)?);
        }
        Ok(list)
    }

    #[inline]
    fn write(&self, writer: &mut Writer<'_>, name: &'static str, form: Form) -> Result<(), WriteError> {
        let wrong_count = WriteFault::Count { count: self.len(), max: MAX };
        match u8::try_from(self.len()) {
            Ok(count) if count > 0 && self.len() <= MAX => writer.put(&[count]),
            Ok(_) | Err(_) => return Err(writer.error(name, wrong_count)),
        }
        self.iter().try_for_each(|number| number.write(writer, name, form))
    }

    fn octets(&self, form: Form) -> usize {
        1 + self.len() * form.width
    }

    fn show(&self, _: Role) -> String {
        self.iter().map(|number| mask(number.octets())).collect::<Vec<_>>().join(", ")
    }

    fn sample(source: &mut Source<'_>, form: Form) -> Self {
        let more = source.at_most(MAX.saturating_sub(1));
        let mut list = Self::one(Text::sample(source, form));
        list.rest.extend((0..more).map(|_| Text::sample(source, form)));
        list
    }
}
