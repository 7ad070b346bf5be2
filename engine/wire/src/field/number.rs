//! Numbers, big-endian and of fixed width.

use super::{Field, Form, Role};
use crate::body::Source;
use crate::fault::{ReadError, WriteError, WriteFault};
use crate::reader::{Reader, Writer};

impl Field for u8 {
    const WIDTH: usize = 1;

    #[inline]
    fn read(reader: &mut Reader<'_>, name: &'static str, form: Form) -> Result<Self, ReadError> {
        if form.role == Role::Tail {
            return Ok(reader.take_tail(name, 1).first().copied().unwrap_or_default());
        }
        let [octet] = reader.array(name)?;
        Ok(octet)
    }

    #[inline]
    fn write(&self, writer: &mut Writer<'_>, _: &'static str, _: Form) -> Result<(), WriteError> {
        writer.put(&[*self]);
        Ok(())
    }

    fn octets(&self, _: Form) -> usize {
        1
    }

    fn show(&self, _: Role) -> String {
        self.to_string()
    }

    fn sample(source: &mut Source<'_>, _: Form) -> Self {
        source.octet()
    }
}

/// A `u32` has one octet or four, as the protocol version says.
impl Field for u32 {
    const WIDTH: usize = 4;

    #[inline]
    fn read(reader: &mut Reader<'_>, name: &'static str, form: Form) -> Result<Self, ReadError> {
        if form.width == 1 {
            let [octet] = reader.array(name)?;
            return Ok(Self::from(octet));
        }
        reader.array(name).map(Self::from_be_bytes)
    }

    #[inline]
    fn write(&self, writer: &mut Writer<'_>, name: &'static str, form: Form) -> Result<(), WriteError> {
        if form.width == 1 {
            let Ok(octet) = u8::try_from(*self) else {
                return Err(writer.error(name, WriteFault::TooLarge { value: *self, width: 1 }));
            };
            writer.put(&[octet]);
        } else {
            writer.put(&self.to_be_bytes());
        }
        Ok(())
    }

    fn octets(&self, form: Form) -> usize {
        if form.width == 1 { 1 } else { 4 }
    }

    fn show(&self, _: Role) -> String {
        self.to_string()
    }

    fn sample(source: &mut Source<'_>, form: Form) -> Self {
        if form.width == 1 { Self::from(source.octet()) } else { Self::from_be_bytes(source.array()) }
    }
}

/// Numbers that have one width in all protocol versions.
macro_rules! fixed_number {
    ($($number:ty),*) => {$(
        impl Field for $number {
            const WIDTH: usize = size_of::<$number>();

            #[inline]
            fn read(reader: &mut Reader<'_>, name: &'static str, _: Form) -> Result<Self, ReadError> {
                reader.array(name).map(Self::from_be_bytes)
            }

            #[inline]
            fn write(&self, writer: &mut Writer<'_>, _: &'static str, _: Form) -> Result<(), WriteError> {
                writer.put(&self.to_be_bytes());
                Ok(())
            }

            fn octets(&self, _: Form) -> usize {
                size_of::<$number>()
            }

            fn show(&self, _: Role) -> String {
                self.to_string()
            }

            fn sample(source: &mut Source<'_>, _: Form) -> Self {
                Self::from_be_bytes(source.array())
            }
        }
    )*};
}
fixed_number!(u16, i32, u64);

/// Declares an open number: a newtype whose unknown values survive, with named constants.
macro_rules! open_number {
    ($(#[$doc:meta])* pub struct $name:ident($inner:ty) { $($(#[$constant_doc:meta])* $constant:ident = $value:literal $words:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
        pub struct $name(pub $inner);

        impl $name {
            $(
                $(#[$constant_doc])*
                #[doc = $words]
                pub const $constant: Self = Self($value);
            )*

            /// What the protocol calls this value, if it names it.
            pub const fn meaning(self) -> Option<&'static str> {
                match self.0 {
                    $($value => Some($words),)*
                    _ => None,
                }
            }
        }

        impl From<$inner> for $name {
            fn from(number: $inner) -> Self {
                Self(number)
            }
        }

        impl core::fmt::Display for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                match self.meaning() {
                    Some(words) => write!(f, "{} ({words})", self.0),
                    None => write!(f, "{}", self.0),
                }
            }
        }

        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                write!(f, concat!(stringify!($name), "({})"), self)
            }
        }

        $crate::field::transparent_field!($name($inner));
    };
}

/// Makes a newtype a field of the same form as what it wraps.
macro_rules! transparent_field {
    ($name:ident($inner:ty)) => {
        impl $crate::field::Field for $name {
            const WIDTH: usize = <$inner as $crate::field::Field>::WIDTH;

            #[inline]
            fn read(
                reader: &mut $crate::reader::Reader<'_>,
                name: &'static str,
                form: $crate::field::Form,
            ) -> Result<Self, $crate::fault::ReadError> {
                <$inner as $crate::field::Field>::read(reader, name, form).map(Self)
            }

            #[inline]
            fn write(
                &self,
                writer: &mut $crate::reader::Writer<'_>,
                name: &'static str,
                form: $crate::field::Form,
            ) -> Result<(), $crate::fault::WriteError> {
                $crate::field::Field::write(&self.0, writer, name, form)
            }

            fn octets(&self, form: $crate::field::Form) -> usize {
                $crate::field::Field::octets(&self.0, form)
            }

            fn show(&self, _: $crate::field::Role) -> String {
                self.to_string()
            }

            fn sample(source: &mut $crate::body::Source<'_>, form: $crate::field::Form) -> Self {
                Self(<$inner as $crate::field::Field>::sample(source, form))
            }
        }
    };
}

pub(crate) use {open_number, transparent_field};
