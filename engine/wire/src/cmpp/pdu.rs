//! The table of messages, and whole frames in both directions.

use thiserror::Error;

use super::connect::{Connect, ConnectResp};
use super::deliver::{Deliver, DeliverResp};
use super::frame::{HEADER_OCTETS, Header, RawFrame};
use super::fwd::{Fwd, FwdResp};
use super::gns::{
    GetMoRoute, GetMoRouteResp, GetMtRoute, GetMtRouteResp, MoRoute, MoRouteResp, MoRouteUpdate,
    MoRouteUpdateResp, MtRoute, MtRouteResp, MtRouteUpdate, MtRouteUpdateResp, PushMoRouteUpdate,
    PushMoRouteUpdateResp, PushMtRouteUpdate, PushMtRouteUpdateResp,
};
use super::query::{ActiveTestResp, Cancel, CancelResp, Query, QueryResp};
use super::submit::{Submit, SubmitResp};
use crate::body::{Body, Layout, Source};
use crate::fault::{END, Forgiven, Leniency, ReadError, ReadFault, WriteError};
use crate::field::FieldView;

/// The version of an account; it is a setting, never negotiated. `protocols/cmpp.md §4, §12`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Version {
    /// 2.0.
    V20,
    /// 2.1: 2.0's fields.
    V21,
    /// 3.0.
    V30,
}

impl Version {
    /// All versions.
    pub const ALL: [Self; 3] = [Self::V20, Self::V21, Self::V30];

    /// The version of an octet in CONNECT; `None` for private and older ones.
    pub const fn from_byte(octet: u8) -> Option<Self> {
        match octet {
            0x20 => Some(Self::V20),
            0x21 => Some(Self::V21),
            0x30 => Some(Self::V30),
            _ => None,
        }
    }

    /// The octet that stands for this version in CONNECT.
    pub const fn to_byte(self) -> u8 {
        match self {
            Self::V20 => 0x20,
            Self::V21 => 0x21,
            Self::V30 => 0x30,
        }
    }

    /// Which field table the version uses.
    pub const fn layout(self) -> Layout {
        match self {
            Self::V20 | Self::V21 => Layout::Older,
            Self::V30 => Layout::Newer,
        }
    }
}

/// A message with the number that pairs it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Frame {
    /// Pairs an answer with its request.
    pub sequence_id: u32,
    /// The message.
    pub pdu: Pdu,
}

/// A frame that was read, and what reading let pass.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded {
    /// The frame.
    pub frame: Frame,
    /// Known quirks of peers that were let pass; empty for a proper frame, and then without allocation.
    pub forgiven: Vec<Forgiven>,
}

/// A whole frame is no message; the stream is still in step.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DecodeError {
    /// No message has this command id.
    #[error("no message has command id {command_id:#010x}")]
    UnknownCommand {
        /// The id as sent.
        command_id: u32,
        /// The number that pairs it.
        sequence_id: u32,
    },
    /// The body is not what the command id says.
    #[error(transparent)]
    Body(#[from] ReadError),
}

impl DecodeError {
    /// A stable name of the fault for logs and screens.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownCommand { .. } => "cmpp.unknown_command",
            Self::Body(error) => error.code(),
        }
    }
}

/// A body that is a message of its own.
pub trait Command: Body {
    /// The command id in the header. `protocols/cmpp.md §3`.
    const COMMAND_ID: u32;
}

/// Set in the command ids of answers.
const RESPONSE_BIT: u32 = 0x8000_0000;

/// Writes the table of messages once: the enum, and everything that goes by kind of message.
macro_rules! pdus {
    (
        bodies { $($(#[$doc:meta])* $id:literal $wire:literal $variant:ident,)* }
        header_only { $($(#[$empty_doc:meta])* $empty_id:literal $empty_wire:literal $empty:ident,)* }
    ) => {
        /// A message of the protocol. `protocols/cmpp.md §3`.
        ///
        /// Bodies stand in place, not in boxes: a SUBMIT or DELIVER is every second message of a busy link.
        #[derive(Debug, Clone, PartialEq, Eq)]
        pub enum Pdu {
            $($(#[$doc])* $variant($variant),)*
            $($(#[$empty_doc])* $empty,)*
        }

        $(impl Command for $variant {
            const COMMAND_ID: u32 = $id;
        })*

        $(impl From<$variant> for Pdu {
            fn from(body: $variant) -> Self {
                Self::$variant(body)
            }
        })*

        impl Pdu {
            /// The command ids of all messages.
            pub const COMMAND_IDS: &'static [u32] = &[$($id,)* $($empty_id,)*];

            /// The command id in the header.
            pub const fn command_id(&self) -> u32 {
                match self {
                    $(Self::$variant(_) => $id,)*
                    $(Self::$empty => $empty_id,)*
                }
            }

            /// The message's name in the protocol.
            pub const fn name(&self) -> &'static str {
                match self {
                    $(Self::$variant(_) => $wire,)*
                    $(Self::$empty => $empty_wire,)*
                }
            }

            /// The name of the message that has this command id.
            pub const fn name_of(command_id: u32) -> Option<&'static str> {
                match command_id {
                    $($id => Some($wire),)*
                    $($empty_id => Some($empty_wire),)*
                    _ => None,
                }
            }

            /// The fields in wire order, for the protocol monitor; numbers and secrets are masked.
            pub fn fields(&self, version: Version) -> Vec<FieldView> {
                match self {
                    $(Self::$variant(body) => body.fields(version.layout()),)*
                    $(Self::$empty => Vec::new(),)*
                }
            }

            /// A message of this command id that can be written, made from arbitrary octets.
            ///
            /// For tests and fuzzers; `None` when no message has the id.
            pub fn sample(version: Version, command_id: u32, source: &mut Source<'_>) -> Option<Self> {
                match command_id {
                    $($id => Some(Self::$variant(Body::sample(version.layout(), source))),)*
                    $($empty_id => Some(Self::$empty),)*
                    _ => None,
                }
            }
        }

        /// Reads the body of a whole frame as the message that its command id names.
        ///
        /// `version` is the account's. Known quirks of peers are let pass and recorded.
        ///
        /// # Errors
        /// When no message has the command id, or the body is not what it says; the error names the field.
        #[inline]
        pub fn decode(version: Version, raw: &RawFrame<'_>) -> Result<Decoded, DecodeError> {
            let Header { command_id, sequence_id, .. } = raw.header;
            let (pdu, forgiven) = match command_id {
                $($id => {
                    let (body, forgiven) = decode_body::<$variant>(version, raw.body)?;
                    (Pdu::$variant(body), forgiven)
                })*
                $($empty_id => {
                    no_body(stringify!($empty), raw.body)?;
                    (Pdu::$empty, Vec::new())
                })*
                _ => return Err(DecodeError::UnknownCommand { command_id, sequence_id }),
            };
            Ok(Decoded { frame: Frame { sequence_id, pdu }, forgiven })
        }

        /// Appends a whole frame to `out`.
        ///
        /// # Errors
        /// Names the field whose value the version cannot carry; `out` is as before then.
        pub fn encode(version: Version, frame: &Frame, out: &mut Vec<u8>) -> Result<(), WriteError> {
            match &frame.pdu {
                $(Pdu::$variant(body) => encode_body(version, frame.sequence_id, body, out),)*
                $(Pdu::$empty => {
                    put_header(out, 0, $empty_id, frame.sequence_id);
                    Ok(())
                })*
            }
        }
    };
}

pdus! {
    bodies {
        /// Logs in.
        0x0000_0001 "CMPP_CONNECT" Connect,
        /// Answers a login.
        0x8000_0001 "CMPP_CONNECT_RESP" ConnectResp,
        /// Sends a message.
        0x0000_0004 "CMPP_SUBMIT" Submit,
        /// Takes or refuses a message.
        0x8000_0004 "CMPP_SUBMIT_RESP" SubmitResp,
        /// Hands over a message from a phone or a report.
        0x0000_0005 "CMPP_DELIVER" Deliver,
        /// Takes it.
        0x8000_0005 "CMPP_DELIVER_RESP" DeliverResp,
        /// Asks for a day's counts.
        0x0000_0006 "CMPP_QUERY" Query,
        /// Tells them.
        0x8000_0006 "CMPP_QUERY_RESP" QueryResp,
        /// Recalls a message.
        0x0000_0007 "CMPP_CANCEL" Cancel,
        /// Tells whether it was recalled.
        0x8000_0007 "CMPP_CANCEL_RESP" CancelResp,
        /// Answers the link's pulse.
        0x8000_0008 "CMPP_ACTIVE_TEST_RESP" ActiveTestResp,
        /// Hands a message to another gateway.
        0x0000_0009 "CMPP_FWD" Fwd,
        /// Takes it.
        0x8000_0009 "CMPP_FWD_RESP" FwdResp,
        /// Asks where a phone's messages go.
        0x0000_0010 "CMPP_MT_ROUTE" MtRoute,
        /// Tells it.
        0x8000_0010 "CMPP_MT_ROUTE_RESP" MtRouteResp,
        /// Asks where a service provider's messages go.
        0x0000_0011 "CMPP_MO_ROUTE" MoRoute,
        /// Tells it.
        0x8000_0011 "CMPP_MO_ROUTE_RESP" MoRouteResp,
        /// Asks for the next route of phones.
        0x0000_0012 "CMPP_GET_MT_ROUTE" GetMtRoute,
        /// Tells it.
        0x8000_0012 "CMPP_GET_MT_ROUTE_RESP" GetMtRouteResp,
        /// Changes a route of phones.
        0x0000_0013 "CMPP_MT_ROUTE_UPDATE" MtRouteUpdate,
        /// Answers that.
        0x8000_0013 "CMPP_MT_ROUTE_UPDATE_RESP" MtRouteUpdateResp,
        /// Changes a route of service providers.
        0x0000_0014 "CMPP_MO_ROUTE_UPDATE" MoRouteUpdate,
        /// Answers that.
        0x8000_0014 "CMPP_MO_ROUTE_UPDATE_RESP" MoRouteUpdateResp,
        /// Tells gateways of a changed route of phones.
        0x0000_0015 "CMPP_PUSH_MT_ROUTE_UPDATE" PushMtRouteUpdate,
        /// Answers that.
        0x8000_0015 "CMPP_PUSH_MT_ROUTE_UPDATE_RESP" PushMtRouteUpdateResp,
        /// Tells gateways of a changed route of service providers.
        0x0000_0016 "CMPP_PUSH_MO_ROUTE_UPDATE" PushMoRouteUpdate,
        /// Answers that.
        0x8000_0016 "CMPP_PUSH_MO_ROUTE_UPDATE_RESP" PushMoRouteUpdateResp,
        /// Asks for the next route of service providers.
        0x0000_0017 "CMPP_GET_MO_ROUTE" GetMoRoute,
        /// Tells it.
        0x8000_0017 "CMPP_GET_MO_ROUTE_RESP" GetMoRouteResp,
    }
    header_only {
        /// Ends the link.
        0x0000_0002 "CMPP_TERMINATE" Terminate,
        /// Agrees to the end.
        0x8000_0002 "CMPP_TERMINATE_RESP" TerminateResp,
        /// Feels the link's pulse.
        0x0000_0008 "CMPP_ACTIVE_TEST" ActiveTest,
    }
}

impl Pdu {
    /// Whether this answers a request.
    pub const fn is_response(&self) -> bool {
        self.command_id() & RESPONSE_BIT != 0
    }
}

/// Octets of a CONNECT_RESP's body in 2.0 and 3.0. `protocols/cmpp.md §5.2`.
const CONNECT_RESP_OCTETS: [usize; 2] = [18, 21];

/// Reads a body whose kind is known, without the detour over a [`Pdu`].
///
/// # Errors
/// When the body is not of this kind; the error names the field.
#[inline]
pub fn decode_body<B: Command>(version: Version, body: &[u8]) -> Result<(B, Vec<Forgiven>), ReadError> {
    if B::COMMAND_ID == ConnectResp::COMMAND_ID {
        return decode_connect_resp(version, body);
    }
    B::read(version.layout(), body)
}

/// Reads a CONNECT_RESP by its length: refusals come in the other version's form (`protocols/cmpp.md §12`).
fn decode_connect_resp<B: Command>(version: Version, body: &[u8]) -> Result<(B, Vec<Forgiven>), ReadError> {
    let [older, newer] = CONNECT_RESP_OCTETS;
    let layout = match body.len() {
        octets if octets == older => Layout::Older,
        octets if octets == newer => Layout::Newer,
        _ => version.layout(),
    };
    let (read, mut forgiven) = B::read(layout, body)?;
    if layout != version.layout() {
        forgiven.push(Forgiven { pdu: B::NAME, field: "status", offset: 0, what: Leniency::OtherVersion });
    }
    Ok((read, forgiven))
}

/// Appends a whole frame with this body to `out`, without a copy into a [`Pdu`].
///
/// # Errors
/// Names the field whose value the version cannot carry; `out` is as before then.
#[inline]
pub fn encode_body<B: Command>(
    version: Version,
    sequence_id: u32,
    body: &B,
    out: &mut Vec<u8>,
) -> Result<(), WriteError> {
    let before = out.len();
    put_header(out, body.octets(version.layout()), B::COMMAND_ID, sequence_id);
    let written = body.write(version.layout(), out);
    if written.is_err() {
        out.truncate(before);
    }
    written
}

/// Appends the header of a body of `octets`, and makes room for both.
fn put_header(out: &mut Vec<u8>, octets: usize, command_id: u32, sequence_id: u32) {
    let total = HEADER_OCTETS + octets;
    out.reserve(total);
    // The longest body is bounded by its types and far below 2^32.
    let total = u32::try_from(total).unwrap_or(u32::MAX);
    out.extend_from_slice(&total.to_be_bytes());
    out.extend_from_slice(&command_id.to_be_bytes());
    out.extend_from_slice(&sequence_id.to_be_bytes());
}

fn no_body(pdu: &'static str, body: &[u8]) -> Result<(), ReadError> {
    if body.is_empty() {
        Ok(())
    } else {
        Err(ReadError { pdu, field: END, offset: 0, fault: ReadFault::LeftOver { octets: body.len() } })
    }
}
