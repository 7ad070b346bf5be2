//! SMS text: how characters become octets, how long texts become parts, and the way back.
//!
//! This module knows characters, octets and data headers. It must never know a PDU of any protocol, a
//! price, or the wording rules of a business type: those belong to the codecs, `policy` and `content`.
//!
//! Start at [`choose`] (which coding a text needs) and [`split()`] (its parts); for received text at
//! [`udh::read`], [`Reassembler`] and [`decode`]. Facts and vectors: `protocols/sms-encoding.md`.

pub mod charset;
pub mod fuzz;
pub mod gsm7;
pub mod reassemble;
pub mod split;
pub mod udh;

mod cluster;
mod coding;
mod count;

pub use charset::{Alphabet, Decoded, EncodeError, Forgiven, MessageClass, Scheme, decode, encode};
pub use coding::{Coding, CodingPolicy, choose};
pub use count::{BILLED_70_67, PriceRule, plan, plan_within, segments, units};
pub use reassemble::{
    Accepted, InboundPart, Incomplete, Merged, PartKey, Reassembler, Step, StoredPart, WhyIncomplete, merge,
    merge_mixed,
};
pub use split::{Ceiling, PARTS_MAX, Part, SplitError, split, split_octets, split_within};
pub use udh::{Concat, UdhForm};
