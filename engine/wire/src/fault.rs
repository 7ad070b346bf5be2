//! What can be wrong with a field, and where: errors of reading and writing, and what reading forgave.

use thiserror::Error;

/// The name that errors use for the place behind the last field of a body.
pub const END: &str = "(end)";

/// Octets could not be read as the body they claim to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{pdu}.{field} at octet {offset}: {fault}")]
pub struct ReadError {
    /// The body's type, such as `Submit`.
    pub pdu: &'static str,
    /// The field's name, or [`END`].
    pub field: &'static str,
    /// Where the field begins, in octets from the start of the body (behind the header).
    pub offset: usize,
    /// What is wrong there.
    pub fault: ReadFault,
}

/// What was wrong with a field that was read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum ReadFault {
    /// The body ends inside the field.
    #[error("{wanted} octets wanted, {left} left")]
    Short {
        /// Octets that the field takes.
        wanted: usize,
        /// Octets that were left.
        left: usize,
    },
    /// A count lies outside what the type can hold.
    #[error("count {count} is not within 1 to {max}")]
    Count {
        /// The count as sent.
        count: usize,
        /// The highest count allowed.
        max: usize,
    },
    /// The body goes on behind its last field.
    #[error("{octets} octets left over")]
    LeftOver {
        /// How many.
        octets: usize,
    },
    /// The body's length is none of those that its type has.
    #[error("a length of {octets} octets belongs to no known form")]
    Length {
        /// The length found, in octets.
        octets: usize,
    },
}

impl ReadError {
    /// A stable name of the fault for logs and screens.
    pub const fn code(&self) -> &'static str {
        match self.fault {
            ReadFault::Short { .. } => "wire.read.short",
            ReadFault::Count { .. } => "wire.read.count",
            ReadFault::LeftOver { .. } => "wire.read.left_over",
            ReadFault::Length { .. } => "wire.read.length",
        }
    }
}

/// A value does not fit the field that it should be written to; nothing was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("{pdu}.{field} at octet {offset}: {fault}")]
pub struct WriteError {
    /// The body's type, such as `Submit`.
    pub pdu: &'static str,
    /// The field's name.
    pub field: &'static str,
    /// Where the field would begin, in octets from the start of the body (behind the header).
    pub offset: usize,
    /// What is wrong there.
    pub fault: WriteFault,
}

/// What was wrong with a value that should be written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum WriteFault {
    /// The value has more octets than the field of this protocol version holds.
    #[error("{octets} octets do not fit {max}")]
    TooLong {
        /// Octets of the value.
        octets: usize,
        /// Octets of the field.
        max: usize,
    },
    /// The text holds octets outside ASCII.
    #[error("text that is not ASCII")]
    NotAscii,
    /// The number needs more octets than the field of this protocol version has.
    #[error("{value} does not fit {width} octets")]
    TooLarge {
        /// The number.
        value: u32,
        /// Octets of the field.
        width: usize,
    },
    /// A list has no element, or more than its count may say.
    #[error("count {count} is not within 1 to {max}")]
    Count {
        /// Elements of the list.
        count: usize,
        /// The highest count allowed.
        max: usize,
    },
    /// The field does not exist in this protocol version, yet holds a value that would be lost.
    #[error("this protocol version has no such field")]
    NotInVersion,
}

impl WriteError {
    /// A stable name of the fault for logs and screens.
    pub const fn code(&self) -> &'static str {
        match self.fault {
            WriteFault::TooLong { .. } => "wire.write.too_long",
            WriteFault::NotAscii => "wire.write.not_ascii",
            WriteFault::TooLarge { .. } => "wire.write.too_large",
            WriteFault::Count { .. } => "wire.write.count",
            WriteFault::NotInVersion => "wire.write.not_in_version",
        }
    }
}

/// One thing that reading let pass although the protocol does not allow it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forgiven {
    /// The body's type, such as `Deliver`.
    pub pdu: &'static str,
    /// The field's name.
    pub field: &'static str,
    /// Where the field begins, in octets from the start of the body (behind the header).
    pub offset: usize,
    /// What was let pass.
    pub what: Leniency,
}

/// A way in which peers are known to break the protocol without harm.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Leniency {
    /// Text holds octets outside ASCII; they were kept.
    NotAscii,
    /// A text field goes on behind its first NUL; the rest was dropped.
    AfterNul,
    /// The body ends inside its last field; what was there was kept.
    EndsEarly {
        /// Octets that were missing.
        missing: usize,
    },
    /// The header indicator came as bit 6, where SMPP's `esm_class` has it.
    HeaderIndicatorBit6,
    /// The value is longer than the protocol allows; it was kept.
    TooLong {
        /// Octets of the value.
        octets: usize,
        /// Octets allowed.
        max: usize,
    },
    /// The body has the size of another protocol version than the link's.
    OtherVersion,
}

impl core::fmt::Display for Forgiven {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}.{} at octet {}: ", self.pdu, self.field, self.offset)?;
        match self.what {
            Leniency::NotAscii => f.write_str("text that is not ASCII"),
            Leniency::AfterNul => f.write_str("octets behind the terminator"),
            Leniency::EndsEarly { missing } => write!(f, "the body ends {missing} octets early"),
            Leniency::HeaderIndicatorBit6 => f.write_str("header indicator in bit 6"),
            Leniency::TooLong { octets, max } => write!(f, "{octets} octets where {max} are allowed"),
            Leniency::OtherVersion => f.write_str("the size of another protocol version"),
        }
    }
}
