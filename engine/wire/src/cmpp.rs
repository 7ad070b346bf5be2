//! CMPP 2.0, 2.1 and 3.0: the protocol between a service provider and China Mobile's gateways.
//!
//! Everything here turns octets into values and back; it knows no socket, clock or account. The source is
//! `protocols/cmpp.md`, named by section at each item.
//!
//! Begin with [`split_frame`], [`decode`] and [`encode`]; [`Pdu`] lists the messages.

mod codes;
mod connect;
mod deliver;
mod frame;
pub mod fuzz;
mod fwd;
mod gns;
mod msg_id;
mod pdu;
mod query;
mod report;
mod submit;
mod times;

pub use crate::body::{Body, Layout};
pub use crate::fault::{Forgiven, Leniency, ReadError, ReadFault, WriteError as EncodeError, WriteFault};
pub use crate::field::{Content, ContentTooLong, Destinations, Digest, FieldView, Role, Text, TextError};
pub use codes::{
    CancelResult, ConnectStatus, DeliverResult, FeeUserType, FwdResult, FwdType, GnsResult, MsgFmt,
    QueryType, SpAccessType, SubmitResult, TerminalType, TpUdhi, UpdateType, UserType,
};
pub use connect::{
    AuthenticatorForm, Connect, ConnectResp, authenticator_ismg, authenticator_source, timestamp_digits,
};
pub use deliver::{Deliver, DeliverResp};
pub use frame::{FRAME_MAX, FrameError, HEADER_OCTETS, Header, RawFrame, split_frame};
pub use fwd::{Fwd, FwdResp};
pub use gns::{
    GetMoRoute, GetMoRouteResp, GetMtRoute, GetMtRouteResp, MoRoute, MoRouteResp, MoRouteUpdate,
    MoRouteUpdateResp, MtRoute, MtRouteResp, MtRouteUpdate, MtRouteUpdateResp, PushMoRouteUpdate,
    PushMoRouteUpdateResp, PushMtRouteUpdate, PushMtRouteUpdateResp, Route,
};
pub use msg_id::{MsgId, MsgIdError, MsgIdParts};
pub use pdu::{Command, DecodeError, Decoded, Frame, Pdu, Version, decode, decode_body, encode, encode_body};
pub use query::{ActiveTestResp, Cancel, CancelResp, Query, QueryResp};
pub use report::{MoReport, Report, Stat, StatClass};
pub use submit::{DESTINATIONS_MAX, Submit, SubmitResp, encode_submit};
pub use times::{ReportTime, TimeError, ValidTime};
