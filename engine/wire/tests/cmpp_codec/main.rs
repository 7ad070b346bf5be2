//! The CMPP codec against the sheet's vectors, the quirks of real peers, and arbitrary octets.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on says so by panicking")]

mod corpus;
mod errors;
mod golden;
mod properties;
mod quirks;
mod routes;
mod vectors;

use hongyan_wire::cmpp::{
    DecodeError, Decoded, EncodeError, Frame, Pdu, Text, Version, decode, encode, split_frame,
};

/// The number that the sheet's SUBMIT is answered with.
const MT: u64 = 0x9CA8_F780_03E9_0007;

/// Reads one whole frame.
fn read(version: Version, octets: &[u8]) -> Result<Decoded, DecodeError> {
    let (raw, taken) = split_frame(octets).unwrap().unwrap();
    assert_eq!(taken, octets.len(), "the frame is the whole input");
    decode(version, &raw)
}

/// Writes one frame.
fn write(version: Version, sequence_id: u32, pdu: impl Into<Pdu>) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    encode(version, &Frame { sequence_id, pdu: pdu.into() }, &mut out).map(|()| out)
}

/// The message is written as these octets and these octets read as the message, with nothing forgiven.
fn check(versions: &[Version], sequence_id: u32, pdu: impl Into<Pdu>, hex: &str) {
    let pdu = pdu.into();
    let octets = vectors::octets(hex);
    for version in versions {
        assert_eq!(write(*version, sequence_id, pdu.clone()), Ok(octets.clone()), "{version:?} {pdu:?}");
        let frame = Frame { sequence_id, pdu: pdu.clone() };
        let decoded = read(*version, &octets).unwrap();
        assert_eq!(decoded.forgiven.capacity(), 0, "a proper frame costs no allocation for pardons");
        assert_eq!(decoded, Decoded { frame, forgiven: Vec::new() }, "{version:?}");
    }
}

/// A text field.
fn text<const N: usize>(value: &str) -> Text<N> {
    Text::new(value).unwrap()
}
