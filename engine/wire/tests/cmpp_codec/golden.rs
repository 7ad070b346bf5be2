//! The vectors of `protocols/cmpp.md §14`, both ways.

use hongyan_wire::cmpp::{
    ActiveTestResp, AuthenticatorForm, Cancel, CancelResp, CancelResult, Connect, ConnectResp, ConnectStatus,
    Content, Deliver, DeliverResp, DeliverResult, Destinations, Digest, FeeUserType, Fwd, FwdResp, FwdResult,
    FwdType, MsgFmt, MsgId, Pdu, Query, QueryResp, QueryType, Report, Stat, Submit, SubmitResp, SubmitResult,
    TpUdhi, Version, authenticator_ismg, authenticator_source, encode_submit, timestamp_digits,
};

use super::vectors::*;
use super::{MT, check, read, text, write};

const V2: &[Version] = &[Version::V20, Version::V21];
const V3: &[Version] = &[Version::V30];
const ACCOUNT: &str = "901234";
const SECRET: &[u8] = b"Secret01";
const TIMESTAMP: u32 = 102_030_405;
const MO: MsgId = MsgId(0x9CA9_0080_03E9_0008);

fn digest(hex: &str) -> Digest {
    Digest(octets(hex).try_into().unwrap())
}

fn source() -> Digest {
    digest("1f94d0cf7593fcfe6747aec3cb004b01")
}

fn login(version: u8) -> Connect {
    Connect { source_addr: text(ACCOUNT), authenticator_source: source(), version, timestamp: TIMESTAMP }
}

/// 【示例】您的验证码是246810，5分钟内有效。 in UCS2.
fn verification_text() -> Content {
    let text = "【示例】您的验证码是246810，5分钟内有效。";
    let octets: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    Content::new(&octets).unwrap()
}

pub(crate) fn submit() -> Submit {
    Submit {
        pk_total: 1,
        pk_number: 1,
        registered_delivery: 1,
        service_id: text("YZM01"),
        fee_user_type: FeeUserType::SERVICE_PROVIDER,
        msg_fmt: MsgFmt::UCS2,
        msg_src: text(ACCOUNT),
        fee_type: text("01"),
        fee_code: text("000000"),
        src_id: text("1069012345"),
        dest_terminal_ids: Destinations::one(text("13900000001")),
        content: verification_text(),
        ..Submit::default()
    }
}

pub(crate) fn mo() -> Deliver {
    Deliver {
        msg_id: MO,
        dest_id: text("1069012345"),
        msg_fmt: MsgFmt::GB,
        src_terminal_id: text("13900000001"),
        content: Content::new(&octets("cdcbb6a952")).unwrap(),
        ..Deliver::default()
    }
}

fn report() -> Report {
    Report {
        msg_id: MsgId(MT),
        stat: Stat::new("DELIVRD").unwrap(),
        submit_time: text("2609251015"),
        done_time: text("2609251016"),
        dest_terminal_id: text("13900000001"),
        smsc_sequence: 0x1234_5678,
    }
}

fn report_deliver(version: Version) -> Deliver {
    Deliver {
        service_id: text("YZM01"),
        msg_fmt: MsgFmt::ASCII,
        registered_delivery: 1,
        content: report().to_content(version).unwrap(),
        ..mo()
    }
}

fn forwarded() -> Fwd {
    Fwd {
        source_id: text("001001"),
        destination_id: text("002001"),
        nodes_count: 1,
        msg_fwd_type: FwdType::MT,
        msg_id: MsgId(MT),
        pk_total: 1,
        pk_number: 1,
        registered_delivery: 1,
        service_id: text("YZM01"),
        fee_user_type: FeeUserType::SERVICE_PROVIDER,
        msg_src: text(ACCOUNT),
        fee_type: text("01"),
        fee_code: text("000000"),
        src_id: text("1069012345"),
        dest_ids: Destinations::one(text("13900000001")),
        content: Content::new(b"hello").unwrap(),
        ..Fwd::default()
    }
}

#[test]
fn the_timestamp_is_hashed_with_its_leading_zero() {
    assert_eq!(&timestamp_digits(TIMESTAMP), b"0102030405");
    assert_eq!(&timestamp_digits(0), b"0000000000");
    assert_eq!(&timestamp_digits(u32::MAX), b"4294967295");
    assert_eq!(authenticator_source(ACCOUNT.as_bytes(), SECRET, TIMESTAMP), source());
}

#[test]
fn gocmpps_login_is_ours() {
    let ours = authenticator_source(b"900001", b"888888", 1_021_080_510);
    assert_eq!(ours, digest("90d00c1d517abd0b4f65f6bcf8535d16"));
    let status = ConnectStatus::OK;
    let one = authenticator_ismg(AuthenticatorForm::OneOctet, status, &ours, b"888888");
    assert_eq!(one, Some(digest("6c0b846e25bab6daa4ed1c466e0f4bd8")));
    let four = authenticator_ismg(AuthenticatorForm::FourOctets, status, &ours, b"888888");
    assert_eq!(four, Some(digest("7942977274098cf210ab0c16c367bc8d")));

    let login = Connect {
        source_addr: text("900001"),
        authenticator_source: ours,
        version: 0x21,
        timestamp: 1_021_080_510,
    };
    assert!(login.proves(b"888888") && !login.proves(b"888889"));
    check(&Version::ALL, 0x17, login, CONNECT_GOCMPP);
    let answer = |authenticator_ismg, version| ConnectResp { status, authenticator_ismg, version };
    check(V2, 0x17, answer(one.unwrap(), 0x21), CONNECT_RESP_GOCMPP_V2);
    check(V3, 0x17, answer(four.unwrap(), 0x30), CONNECT_RESP_GOCMPP_V3);
}

#[test]
fn a_short_account_is_hashed_bare() {
    let bare = authenticator_source(b"9012", SECRET, TIMESTAMP);
    assert_ne!(bare, authenticator_source(b"9012\0\0", SECRET, TIMESTAMP));
    let login = Connect { source_addr: text("9012"), authenticator_source: bare, ..login(0x30) };
    assert!(login.proves(SECRET), "the zeros of the field are no part of the account");
}

#[test]
fn a_gateway_may_prove_the_secret_in_three_forms() {
    let status = ConnectStatus::OK;
    let check = |form, hex| {
        let made = authenticator_ismg(form, status, &source(), SECRET).unwrap();
        assert_eq!(made, digest(hex));
        let answer = ConnectResp { status, authenticator_ismg: made, version: 0x30 };
        assert_eq!(answer.proof(&source(), SECRET), Some(form));
        assert_eq!(answer.proof(&source(), b"Secret02"), None);
    };
    check(AuthenticatorForm::OneOctet, "c0843bfaf2c318387251592762a66893");
    check(AuthenticatorForm::FourOctets, "bb129c077f927042fd26c83c02f46837");
    check(AuthenticatorForm::AsciiDigits, "cd9db62b606ea41a6fd448ba98c667c2");
    assert_eq!(ConnectResp::default().proof(&source(), SECRET), None, "zeros prove nothing");
    let large = ConnectStatus(256);
    assert_eq!(authenticator_ismg(AuthenticatorForm::OneOctet, large, &source(), SECRET), None);
}

#[test]
fn connect_in_both_versions() {
    check(V3, 1, login(0x30), CONNECT_V30);
    check(V2, 1, login(0x20), CONNECT_V20);
    assert!(login(0x20).proves(SECRET));
}

#[test]
fn connect_resp() {
    let answer =
        |status, hex: &str, version| ConnectResp { status, authenticator_ismg: digest(hex), version };
    let ok = ConnectStatus::OK;
    check(V2, 1, answer(ok, "c0843bfaf2c318387251592762a66893", 0x20), CONNECT_RESP_V20);
    check(V3, 1, answer(ok, "bb129c077f927042fd26c83c02f46837", 0x30), CONNECT_RESP_V30);
    let refused = ConnectResp {
        status: ConnectStatus::NOT_AUTHENTICATED,
        authenticator_ismg: Digest::ZERO,
        version: 0x30,
    };
    check(V3, 1, refused, CONNECT_RESP_REFUSED_V30);
}

#[test]
fn submit_in_both_versions_and_to_a_group() {
    check(V3, 2, submit(), SUBMIT_V30);
    check(V2, 2, submit(), SUBMIT_V20);
    let numbers = [text("13900000001"), text("13900000002")];
    let dest_terminal_ids = Destinations::try_from(numbers.as_slice()).unwrap();
    check(V3, 2, Submit { dest_terminal_ids, ..submit() }, SUBMIT_GROUP_V30);
}

#[test]
fn a_borrowed_submit_is_written_behind_what_is_there() {
    let mut out = b"before".to_vec();
    encode_submit(Version::V30, 2, &submit(), &mut out).unwrap();
    assert_eq!(out.strip_prefix(b"before"), Some(octets(SUBMIT_V30).as_slice()));
}

#[test]
fn a_submit_has_the_length_of_the_sheets_formula() {
    for destinations in [1, 2, 50, 99] {
        for content in [0, 1, 48, 140, 159] {
            let numbers = vec![text("13900000001"); destinations];
            let pdu = Submit {
                msg_fmt: MsgFmt::ASCII,
                dest_terminal_ids: Destinations::try_from(numbers.as_slice()).unwrap(),
                content: Content::new(&vec![b'a'; content]).unwrap(),
                ..submit()
            };
            let length = |version| write(version, 1, pdu.clone()).unwrap().len();
            assert_eq!(length(Version::V20), 138 + 21 * destinations + content);
            assert_eq!(length(Version::V21), 138 + 21 * destinations + content);
            assert_eq!(length(Version::V30), 163 + 32 * destinations + content);
        }
    }
}

#[test]
fn a_long_message_has_the_sheets_lengths() {
    let part = |number: u8, characters: usize| {
        let mut content = vec![0x05, 0x00, 0x03, 0xA7, 0x02, number];
        content.extend([0x95, 0x7F].repeat(characters));
        let (pk_total, pk_number, tp_udhi) = (2, number, TpUdhi::HEADER);
        Submit { pk_total, pk_number, tp_udhi, content: Content::new(&content).unwrap(), ..submit() }
    };
    for (number, characters, content, frame) in [(1, 67, 140, 335), (2, 33, 72, 267)] {
        let part = part(number, characters);
        assert_eq!(part.content.len(), content);
        let octets = write(Version::V30, 7, part.clone()).unwrap();
        assert_eq!(octets.len(), frame);
        assert_eq!(read(Version::V30, &octets).unwrap().frame.pdu, Pdu::Submit(part));
    }
}

#[test]
fn submit_resp() {
    let ok = SubmitResp { msg_id: MsgId(MT), result: SubmitResult::OK };
    check(V2, 2, ok.clone(), SUBMIT_RESP_V20);
    check(V3, 2, ok, SUBMIT_RESP_V30);
    let slow_down = SubmitResp { msg_id: MsgId(0), result: SubmitResult::FLOW_CONTROL };
    check(V3, 2, slow_down, SUBMIT_RESP_FLOW_V30);
}

#[test]
fn deliver_of_a_message() {
    check(V3, 9, mo(), MO_V30);
    check(V2, 9, mo(), MO_V20);
}

#[test]
fn deliver_of_a_report() {
    check(V3, 9, report_deliver(Version::V30), REPORT_V30);
    check(V2, 9, report_deliver(Version::V20), REPORT_V20);
    assert_eq!(report().to_content(Version::V20).unwrap().octets(), octets(REPORT_BODY_V20));
    assert_eq!(report().to_content(Version::V30).unwrap().octets(), octets(REPORT_BODY_V30));
    for version in Version::ALL {
        assert_eq!(report_deliver(version).report(), Some(Ok((report(), Vec::new()))));
    }
    assert_eq!(mo().report(), None, "a message is no report");
}

#[test]
fn deliver_has_the_length_of_the_sheets_formula() {
    for content in [0, 5, 60, 71, 140] {
        let pdu = Deliver { content: Content::new(&vec![b'a'; content]).unwrap(), ..mo() };
        let length = |version| write(version, 1, pdu.clone()).unwrap().len();
        assert_eq!((length(Version::V20), length(Version::V30)), (85 + content, 109 + content));
    }
}

#[test]
fn deliver_resp() {
    let ok = DeliverResp { msg_id: MO, result: DeliverResult::OK };
    check(V2, 9, ok.clone(), DELIVER_RESP_V20);
    check(V3, 9, ok, DELIVER_RESP_V30);
}

#[test]
fn the_small_ones() {
    let all = &Version::ALL;
    check(all, 10, Pdu::ActiveTest, ACTIVE_TEST);
    check(all, 10, ActiveTestResp { reserved: 0 }, ACTIVE_TEST_RESP);
    check(all, 11, Pdu::Terminate, TERMINATE);
    check(all, 11, Pdu::TerminateResp, TERMINATE_RESP);
    check(all, 13, Cancel { msg_id: MsgId(MT) }, CANCEL);
    check(V2, 13, CancelResp { success_id: CancelResult::OK }, CANCEL_RESP_V20);
    check(V3, 13, CancelResp { success_id: CancelResult::OK }, CANCEL_RESP_V30);
}

#[test]
fn query() {
    let (time, query_type, query_code) = (text("20260925"), QueryType::BY_SERVICE, text("YZM01"));
    check(&Version::ALL, 12, Query { time, query_type, query_code, reserve: text("") }, QUERY);
    let counts = QueryResp {
        time,
        query_type,
        query_code,
        mt_tl_msg: 100,
        mt_tl_usr: 120,
        mt_scs: 118,
        mt_wt: 1,
        mt_fl: 1,
        mo_scs: 7,
        mo_wt: 0,
        mo_fl: 0,
    };
    check(&Version::ALL, 12, counts, QUERY_RESP);
}

#[test]
fn fwd_and_its_answer() {
    check(V2, 30, forwarded(), FWD_V20);
    check(V3, 30, forwarded(), FWD_V30);
    let not_ours =
        FwdResp { msg_id: MsgId(MT), pk_total: 1, pk_number: 1, result: FwdResult::WRONGLY_FORWARDED };
    check(V2, 30, not_ours.clone(), FWD_RESP_V20);
    check(V3, 30, not_ours, FWD_RESP_V30);
}

#[test]
fn fwd_has_the_length_of_the_sheets_formula() {
    for content in [0, 60, 140] {
        let pdu = Fwd { content: Content::new(&vec![b'a'; content]).unwrap(), ..forwarded() };
        let length = |version| write(version, 1, pdu.clone()).unwrap().len();
        assert_eq!((length(Version::V20), length(Version::V30)), (152 + 21 + content, 264 + 21 + content));
    }
}
