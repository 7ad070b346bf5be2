//! The kinds of fields that protocols of this family share, each read, written and shown by itself.

mod content;
mod list;
mod number;
mod text;

pub use content::{CONTENT_MAX, Content, ContentTooLong, Digest};
pub use list::{Destinations, TooManyDestinations};
pub(crate) use number::{open_number, transparent_field};
pub use text::{Text, TextError, mask};

use crate::body::Source;
use crate::fault::{ReadError, WriteError};
use crate::reader::{Reader, Writer};

/// How a field stands on the wire in one protocol version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Form {
    /// Octets of the field, or of one element of a list.
    pub width: usize,
    /// What the field's value may show, and whether it may be cut off.
    pub role: Role,
}

/// What a field is to those who look at it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Anyone may read it.
    Plain,
    /// A subscriber's number: shown masked.
    Number,
    /// A digest made with the shared secret: never shown.
    Secret,
    /// The message itself, which may name people: shown as a length only.
    Content,
    /// The last field of a body that peers are known to cut off.
    Tail,
}

/// One field of a decoded body, for the protocol monitor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldView {
    /// The field's name.
    pub name: &'static str,
    /// Where it begins, in octets from the start of the body (behind the header).
    pub offset: usize,
    /// How many octets it takes; a hex dump hides them unless `role` is plain.
    pub octets: usize,
    /// The value as text, masked as `role` demands.
    pub value: String,
    /// What the field may show.
    pub role: Role,
}

/// A value that knows its form on the wire.
pub trait Field: Default + PartialEq {
    /// Octets on the wire where a declaration names no width.
    const WIDTH: usize;
    /// The role where a declaration names none.
    const ROLE: Role = Role::Plain;

    /// Takes the value off the front of `reader`.
    ///
    /// # Errors
    /// When the octets cannot be this field; they are not taken then.
    fn read(reader: &mut Reader<'_>, name: &'static str, form: Form) -> Result<Self, ReadError>;

    /// Appends the value to `writer`.
    ///
    /// # Errors
    /// When the value does not fit `form`.
    fn write(&self, writer: &mut Writer<'_>, name: &'static str, form: Form) -> Result<(), WriteError>;

    /// Octets that [`Field::write`] appends.
    fn octets(&self, form: Form) -> usize;

    /// The value as text, masked as the role demands.
    fn show(&self, role: Role) -> String;

    /// A value that fits `form`, made from arbitrary octets; tests and fuzzers build bodies with it.
    fn sample(source: &mut Source<'_>, form: Form) -> Self;

    /// Appends the views of this field, which begins at `offset`.
    fn view(&self, name: &'static str, form: Form, offset: usize, views: &mut Vec<FieldView>) {
        let (octets, value) = (self.octets(form), self.show(form.role));
        views.push(FieldView { name, offset, octets, value, role: form.role });
    }
}
