//! Bodies declared once: the struct, both directions and the monitor's list come from one text.

use crate::fault::{Forgiven, Leniency, ReadError, ReadFault, WriteError, WriteFault};
use crate::field::{Field, FieldView, Form};
use crate::reader::{Reader, Writer};

/// Which of a protocol's two field tables is meant; a protocol that never changed has them equal.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Layout {
    /// The table before the fields grew.
    Older,
    /// The table after they grew.
    Newer,
}

impl Layout {
    /// The value of this layout.
    pub const fn pick(self, older: usize, newer: usize) -> usize {
        match self {
            Self::Older => older,
            Self::Newer => newer,
        }
    }
}

/// What a body's own rule found too long; an error when written, forgiven when read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Excess {
    /// The field's name.
    pub field: &'static str,
    /// Octets it has.
    pub octets: usize,
    /// Octets it may have.
    pub max: usize,
}

/// The body of a protocol data unit; made by the macro `body!` of this module.
pub trait Body: Sized + Default {
    /// The type's name in errors and the monitor.
    const NAME: &'static str;

    /// Takes all fields off the front of `reader`.
    ///
    /// # Errors
    /// Names the first field that cannot be read.
    fn read_fields(layout: Layout, reader: &mut Reader<'_>) -> Result<Self, ReadError>;

    /// Appends all fields to `writer`.
    ///
    /// # Errors
    /// Names the first field whose value does not fit.
    fn write_fields(&self, layout: Layout, writer: &mut Writer<'_>) -> Result<(), WriteError>;

    /// Octets that the body takes.
    fn octets(&self, layout: Layout) -> usize;

    /// Appends a view of each field; the first begins at `offset`.
    fn views(&self, layout: Layout, offset: usize, views: &mut Vec<FieldView>);

    /// A body that can be written, made from arbitrary octets; tests and fuzzers use it.
    fn sample(layout: Layout, source: &mut Source<'_>) -> Self;

    /// What breaks a rule between fields.
    fn excess(&self) -> Option<Excess>;

    /// Reads a body that must end with its last field; known quirks are forgiven and handed back.
    ///
    /// # Errors
    /// Names the field that cannot be read, or what is left over.
    #[inline]
    fn read(layout: Layout, body: &[u8]) -> Result<(Self, Vec<Forgiven>), ReadError> {
        let mut reader = Reader::new(Self::NAME, body);
        let this = Self::read_fields(layout, &mut reader)?;
        if let Some(Excess { field, octets, max }) = this.excess() {
            reader.forgive(field, this.offset_of(layout, field), Leniency::TooLong { octets, max });
        }
        Ok((this, reader.finish()?))
    }

    /// Appends the body to `out`.
    ///
    /// # Errors
    /// Names the field whose value does not fit; `out` is as before then.
    #[inline]
    fn write(&self, layout: Layout, out: &mut Vec<u8>) -> Result<(), WriteError> {
        if let Some(Excess { field, octets, max }) = self.excess() {
            let offset = self.offset_of(layout, field);
            return Err(WriteError {
                pdu: Self::NAME,
                field,
                offset,
                fault: WriteFault::TooLong { octets, max },
            });
        }
        let before = out.len();
        let written = self.write_fields(layout, &mut Writer::new(Self::NAME, out));
        if written.is_err() {
            out.truncate(before);
        }
        written
    }

    /// The fields in wire order, for the protocol monitor; numbers and secrets are masked.
    fn fields(&self, layout: Layout) -> Vec<FieldView> {
        let mut views = Vec::new();
        self.views(layout, 0, &mut views);
        views
    }

    /// Where `field` begins, in octets from the start of the body; the end if there is no such field.
    fn offset_of(&self, layout: Layout, field: &str) -> usize {
        let views = self.fields(layout);
        views.iter().find(|view| view.name == field).map_or(self.octets(layout), |view| view.offset)
    }

    /// The error of a body whose length fits none of its forms.
    fn wrong_length(octets: usize) -> ReadError {
        ReadError {
            pdu: Self::NAME,
            field: crate::fault::END,
            offset: octets,
            fault: ReadFault::Length { octets },
        }
    }
}

/// Arbitrary octets as a stream of choices; when they run out it yields zeros.
#[derive(Debug, Clone)]
pub struct Source<'a> {
    octets: core::slice::Iter<'a, u8>,
}

impl<'a> Source<'a> {
    /// A source of these octets.
    pub fn new(octets: &'a [u8]) -> Self {
        Self { octets: octets.iter() }
    }

    /// The next octet.
    pub fn octet(&mut self) -> u8 {
        self.octets.next().copied().unwrap_or_default()
    }

    /// The next `N` octets.
    pub fn array<const N: usize>(&mut self) -> [u8; N] {
        core::array::from_fn(|_| self.octet())
    }

    /// A number from 0 to `max`, which is below 256.
    pub fn at_most(&mut self, max: usize) -> usize {
        usize::from(self.octet()) % (max + 1)
    }
}

/// Declares a body: its fields in wire order, each with a type, and where the versions differ
/// `[octets in the older table, octets in the newer]` (0: not there), and where it matters `as` a role
/// (`number`, `secret`, `tail`).
///
/// Yields the struct and its [`Body`]. `checked by` names a function that finds what
/// breaks a rule between fields.
macro_rules! body {
    (
        $(#[$doc:meta])*
        pub struct $name:ident $(checked by $rule:path)? {
            $(
                $(#[$field_doc:meta])*
                pub $field:ident: $ty:ty $([$older:literal, $newer:literal])? $(as $role:ident)?,
            )*
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Default)]
        pub struct $name {
            $($(#[$field_doc])* pub $field: $ty,)*
        }

        impl $crate::body::Body for $name {
            const NAME: &'static str = stringify!($name);

            #[inline]
            fn read_fields(
                layout: $crate::body::Layout,
                reader: &mut $crate::reader::Reader<'_>,
            ) -> Result<Self, $crate::fault::ReadError> {
                Ok(Self {
                    $($field: $crate::body::read_field(
                        reader,
                        stringify!($field),
                        $crate::body::form!(layout, $ty $(, [$older, $newer])? $(, as $role)?),
                    )?,)*
                })
            }

            #[inline]
            fn write_fields(
                &self,
                layout: $crate::body::Layout,
                writer: &mut $crate::reader::Writer<'_>,
            ) -> Result<(), $crate::fault::WriteError> {
                $($crate::body::write_field(
                    &self.$field,
                    writer,
                    stringify!($field),
                    $crate::body::form!(layout, $ty $(, [$older, $newer])? $(, as $role)?),
                )?;)*
                Ok(())
            }

            #[inline]
            fn octets(&self, layout: $crate::body::Layout) -> usize {
                0 $(+ $crate::body::field_octets(
                    &self.$field,
                    $crate::body::form!(layout, $ty $(, [$older, $newer])? $(, as $role)?),
                ))*
            }

            fn views(
                &self,
                layout: $crate::body::Layout,
                mut offset: usize,
                views: &mut Vec<$crate::field::FieldView>,
            ) {
                $(
                    let form = $crate::body::form!(layout, $ty $(, [$older, $newer])? $(, as $role)?);
                    if form.width > 0 {
                        $crate::field::Field::view(&self.$field, stringify!($field), form, offset, views);
                        offset += $crate::field::Field::octets(&self.$field, form);
                    }
                )*
                let _ = offset;
            }

            fn sample(layout: $crate::body::Layout, source: &mut $crate::body::Source<'_>) -> Self {
                Self {
                    $($field: $crate::body::sample_field(
                        source,
                        $crate::body::form!(layout, $ty $(, [$older, $newer])? $(, as $role)?),
                    ),)*
                }
            }

            #[inline]
            fn excess(&self) -> Option<$crate::body::Excess> {
                $crate::body::form!(@rule self $(, $rule)?)
            }
        }

        /// Shows the fields as the protocol monitor does: numbers and secrets masked.
        impl core::fmt::Debug for $name {
            fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
                let mut shown = f.debug_struct(stringify!($name));
                for view in $crate::body::Body::fields(self, $crate::body::Layout::Newer) {
                    shown.field(view.name, &format_args!("{}", view.value));
                }
                shown.finish()
            }
        }
    };
}

/// The form of a declared field in a layout.
macro_rules! form {
    ($layout:ident, $ty:ty $(, [$older:literal, $newer:literal])? $(, as $role:ident)?) => {
        $crate::field::Form {
            width: $crate::body::form!(@width $layout, $ty $(, $older, $newer)?),
            role: $crate::body::form!(@role $ty $(, $role)?),
        }
    };
    (@width $layout:ident, $ty:ty) => {
        $layout.pick(<$ty as $crate::field::Field>::WIDTH, <$ty as $crate::field::Field>::WIDTH)
    };
    (@width $layout:ident, $ty:ty, $older:literal, $newer:literal) => { $layout.pick($older, $newer) };
    (@rule $this:ident) => { None };
    (@rule $this:ident, $rule:path) => { $rule($this) };
    (@role $ty:ty) => { <$ty as $crate::field::Field>::ROLE };
    (@role $ty:ty, number) => { $crate::field::Role::Number };
    (@role $ty:ty, tail) => { $crate::field::Role::Tail };
}

/// Makes a declared body usable as a group of fields inside another body.
macro_rules! group {
    ($($name:ident),* $(,)?) => {$(
        impl $crate::field::Field for $name {
            const WIDTH: usize = 1; // not used: the fields inside have their own

            fn read(
                reader: &mut $crate::reader::Reader<'_>,
                _: &'static str,
                _: $crate::field::Form,
            ) -> Result<Self, $crate::fault::ReadError> {
                $crate::body::Body::read_fields($crate::body::Layout::Newer, reader)
            }

            fn write(
                &self,
                writer: &mut $crate::reader::Writer<'_>,
                _: &'static str,
                _: $crate::field::Form,
            ) -> Result<(), $crate::fault::WriteError> {
                $crate::body::Body::write_fields(self, $crate::body::Layout::Newer, writer)
            }

            fn octets(&self, _: $crate::field::Form) -> usize {
                $crate::body::Body::octets(self, $crate::body::Layout::Newer)
            }

            fn show(&self, _: $crate::field::Role) -> String {
                format!("{self:?}")
            }

            fn sample(source: &mut $crate::body::Source<'_>, _: $crate::field::Form) -> Self {
                $crate::body::Body::sample($crate::body::Layout::Newer, source)
            }

            fn view(
                &self,
                _: &'static str,
                _: $crate::field::Form,
                offset: usize,
                views: &mut Vec<$crate::field::FieldView>,
            ) {
                $crate::body::Body::views(self, $crate::body::Layout::Newer, offset, views);
            }
        }
    )*};
}

pub(crate) use {body, form, group};

/// Reads a field, or yields its empty value where the layout has none.
#[inline]
pub(crate) fn read_field<F: Field>(
    reader: &mut Reader<'_>,
    name: &'static str,
    form: Form,
) -> Result<F, ReadError> {
    if form.width == 0 { Ok(F::default()) } else { F::read(reader, name, form) }
}

/// Writes a field; where the layout has none its value must be empty, for it would be lost.
#[inline]
pub(crate) fn write_field<F: Field>(
    field: &F,
    writer: &mut Writer<'_>,
    name: &'static str,
    form: Form,
) -> Result<(), WriteError> {
    if form.width > 0 {
        field.write(writer, name, form)
    } else if *field == F::default() {
        Ok(())
    } else {
        Err(writer.error(name, WriteFault::NotInVersion))
    }
}

/// Octets of a field, 0 where the layout has none.
#[inline]
pub(crate) fn field_octets<F: Field>(field: &F, form: Form) -> usize {
    if form.width == 0 { 0 } else { field.octets(form) }
}

/// A sample of a field, its empty value where the layout has none.
pub(crate) fn sample_field<F: Field>(source: &mut Source<'_>, form: Form) -> F {
    if form.width == 0 { F::default() } else { F::sample(source, form) }
}
