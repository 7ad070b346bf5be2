//! What a fuzzer may throw at the codec, as plain functions; each panics only if a promise is broken.
//!
//! `cargo test` replays the corpus in `fuzz/corpus/`; `fuzz/README.md` says how to explore.

use super::{
    ActiveTestResp, Cancel, CancelResp, Command, Connect, ConnectResp, Deliver, DeliverResp, FRAME_MAX, Fwd,
    FwdResp, GetMoRoute, GetMoRouteResp, GetMtRoute, GetMtRouteResp, HEADER_OCTETS, Leniency, MoReport,
    MoRoute, MoRouteResp, MoRouteUpdate, MoRouteUpdateResp, MtRoute, MtRouteResp, MtRouteUpdate,
    MtRouteUpdateResp, Pdu, PushMoRouteUpdate, PushMoRouteUpdateResp, PushMtRouteUpdate,
    PushMtRouteUpdateResp, Query, QueryResp, Report, Submit, SubmitResp, ValidTime, Version, decode,
    decode_body, encode, encode_body, split_frame,
};
use crate::body::Source;
use crate::field::Text;

/// A function that a fuzzer calls with arbitrary octets.
pub type Target = fn(&[u8]);

/// A stream splits into frames that lie within it, and each of them decodes or names its error.
pub fn stream(data: &[u8]) {
    let mut rest = data;
    while let Ok(Some((raw, octets))) = split_frame(rest) {
        assert!((HEADER_OCTETS..=FRAME_MAX).contains(&octets), "a frame of {octets} octets came through");
        assert_eq!(raw.body.len() + HEADER_OCTETS, octets, "the body is the frame without its header");
        for version in Version::ALL {
            if let Ok(decoded) = decode(version, &raw) {
                assert_eq!(decoded.frame.pdu.command_id(), raw.header.command_id);
                let _ = decoded.frame.pdu.fields(version);
            }
        }
        let Some((_, behind)) = rest.split_at_checked(octets) else { break };
        rest = behind;
    }
}

/// Every message made from the octets is written, split off and read as the same message.
pub fn round_trip(data: &[u8]) {
    let mut frame_octets = Vec::new();
    for version in Version::ALL {
        for command_id in Pdu::COMMAND_IDS {
            let Some(pdu) = Pdu::sample(version, *command_id, &mut Source::new(data)) else { continue };
            frame_octets.clear();
            let frame = super::Frame { sequence_id: *command_id, pdu };
            assert_eq!(encode(version, &frame, &mut frame_octets), Ok(()), "{frame:?}");
            let Ok(Some((raw, octets))) = split_frame(&frame_octets) else { continue };
            assert_eq!(octets, frame_octets.len());
            assert_eq!(decode(version, &raw).map(|decoded| decoded.frame), Ok(frame));
        }
    }
}

/// A report reads in the form that its length says, and is written as it was read.
pub fn report(data: &[u8]) {
    if let Ok((report, forgiven)) = Report::from_content(data) {
        let version = if data.len() == 60 { Version::V20 } else { Version::V30 };
        if forgiven.is_empty() {
            assert_eq!(report.to_content(version).as_ref().map(AsRef::as_ref), Ok(data));
        }
        let _ = (report.submitted_at(), report.done_at(), report.stat.class(), report.stat.trimmed());
    }
    if let Ok((report, forgiven)) = MoReport::from_content(data)
        && forgiven.is_empty()
    {
        assert_eq!(report.to_content().as_ref().map(AsRef::as_ref), Ok(data));
    }
}

/// A time that reads is written with the same octets.
pub fn valid_time(data: &[u8]) {
    let field = Text::from_octets(data);
    if let Ok(Some(time)) = ValidTime::from_text(&field) {
        let again = time.to_text().and_then(|text| ValidTime::from_text(&text));
        assert_eq!(again, Ok(Some(time)));
    }
}

/// A body that reads is written with the same octets, unless something in it was forgiven.
fn body<B: Command + PartialEq + core::fmt::Debug>(data: &[u8]) {
    for version in Version::ALL {
        let Ok((body, forgiven)) = decode_body::<B>(version, data) else { continue };
        let _ = body.fields(version.layout());
        let mut out = Vec::new();
        let written = encode_body(version, 0, &body, &mut out);
        // Bit 6 is written as it came; everything else that was forgiven is not.
        if forgiven.iter().all(|one| one.what == Leniency::HeaderIndicatorBit6) {
            assert_eq!(written, Ok(()), "{body:?}");
            assert_eq!(out.get(HEADER_OCTETS..), Some(data), "{body:?}");
        }
    }
}

/// One function for each kind of body, and the table of all functions by the name of their corpus.
macro_rules! targets {
    ($($name:ident $corpus:literal $body:ty,)*) => {
        $(
            #[doc = concat!("Reads arbitrary octets as the body of [`", stringify!($body), "`].")]
            pub fn $name(data: &[u8]) {
                body::<$body>(data);
            }
        )*

        /// All functions, by the name of the folder that holds their corpus.
        pub const TARGETS: &[(&str, Target)] = &[
            ("cmpp_stream", stream),
            ("cmpp_round_trip", round_trip),
            ("cmpp_report", report),
            ("cmpp_valid_time", valid_time),
            $(($corpus, $name),)*
        ];
    };
}

targets! {
    connect "cmpp_connect" Connect,
    connect_resp "cmpp_connect_resp" ConnectResp,
    submit "cmpp_submit" Submit,
    submit_resp "cmpp_submit_resp" SubmitResp,
    deliver "cmpp_deliver" Deliver,
    deliver_resp "cmpp_deliver_resp" DeliverResp,
    query "cmpp_query" Query,
    query_resp "cmpp_query_resp" QueryResp,
    cancel "cmpp_cancel" Cancel,
    cancel_resp "cmpp_cancel_resp" CancelResp,
    active_test_resp "cmpp_active_test_resp" ActiveTestResp,
    fwd "cmpp_fwd" Fwd,
    fwd_resp "cmpp_fwd_resp" FwdResp,
    mt_route "cmpp_mt_route" MtRoute,
    mt_route_resp "cmpp_mt_route_resp" MtRouteResp,
    mo_route "cmpp_mo_route" MoRoute,
    mo_route_resp "cmpp_mo_route_resp" MoRouteResp,
    get_mt_route "cmpp_get_mt_route" GetMtRoute,
    get_mt_route_resp "cmpp_get_mt_route_resp" GetMtRouteResp,
    get_mo_route "cmpp_get_mo_route" GetMoRoute,
    get_mo_route_resp "cmpp_get_mo_route_resp" GetMoRouteResp,
    mt_route_update "cmpp_mt_route_update" MtRouteUpdate,
    mt_route_update_resp "cmpp_mt_route_update_resp" MtRouteUpdateResp,
    mo_route_update "cmpp_mo_route_update" MoRouteUpdate,
    mo_route_update_resp "cmpp_mo_route_update_resp" MoRouteUpdateResp,
    push_mt_route_update "cmpp_push_mt_route_update" PushMtRouteUpdate,
    push_mt_route_update_resp "cmpp_push_mt_route_update_resp" PushMtRouteUpdateResp,
    push_mo_route_update "cmpp_push_mo_route_update" PushMoRouteUpdate,
    push_mo_route_update_resp "cmpp_push_mo_route_update_resp" PushMoRouteUpdateResp,
}
