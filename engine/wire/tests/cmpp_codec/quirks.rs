//! What peers do differently (`protocols/cmpp.md §12`) and where codecs go wrong (§13).

use hongyan_wire::cmpp::{
    ActiveTestResp, ConnectResp, ConnectStatus, Content, Deliver, Forgiven, Leniency, MsgFmt, MsgId, Pdu,
    ReadFault, Report, ReportTime, Stat, StatClass, Submit, SubmitResp, SubmitResult, Text, TpUdhi,
    ValidTime, Version, split_frame,
};

use super::golden::{mo, submit};
use super::vectors::*;
use super::{MT, read, text, write};

fn forgiven(pdu: &'static str, field: &'static str, offset: usize, what: Leniency) -> Forgiven {
    Forgiven { pdu, field, offset, what }
}

/// A frame of other octets behind the header, its length put right.
fn with_body(frame: &[u8], body: &[u8]) -> Vec<u8> {
    let total = u32::try_from(body.len() + 12).unwrap();
    [&total.to_be_bytes(), &frame[4..12], body].concat()
}

#[test]
fn a_report_has_the_form_of_its_length_whatever_the_links_version() {
    for (version, other) in [(Version::V30, REPORT_BODY_V20), (Version::V20, REPORT_BODY_V30)] {
        let content = Content::new(&octets(other)).unwrap();
        let deliver = Deliver { registered_delivery: 1, msg_fmt: MsgFmt::ASCII, content, ..mo() };
        let frame = write(version, 9, deliver).unwrap();
        let Pdu::Deliver(deliver) = read(version, &frame).unwrap().frame.pdu else { panic!("no DELIVER") };
        let (report, forgiven) = deliver.report().unwrap().unwrap();
        assert_eq!(report.msg_id, MsgId(MT));
        assert_eq!(report.smsc_sequence, 0x1234_5678, "read from the right place");
        assert_eq!(report.dest_terminal_id, text("13900000001"));
        assert_eq!(forgiven, []);
    }
}

#[test]
fn a_report_names_its_message_inside() {
    let Pdu::Deliver(deliver) = read(Version::V30, &octets(REPORT_V30)).unwrap().frame.pdu else {
        panic!("no DELIVER")
    };
    let (report, _) = deliver.report().unwrap().unwrap();
    assert_eq!(report.msg_id, MsgId(MT));
    assert_ne!(report.msg_id, deliver.msg_id);
}

#[test]
fn a_report_of_another_length_is_told_apart() {
    for length in [0, 59, 61, 70, 72, 140] {
        let error = Report::from_content(&vec![b'0'; length]).unwrap_err();
        assert_eq!(error.fault, ReadFault::Length { octets: length });
        assert_eq!(error.pdu, "Report");
    }
}

#[test]
fn a_deliver_may_end_inside_its_last_field() {
    for (version, frame, width) in [(Version::V30, REPORT_V30, 20), (Version::V20, REPORT_V20, 8)] {
        let frame = octets(frame);
        for missing in 1..=width {
            let body = &frame[12..frame.len() - missing];
            let decoded = read(version, &with_body(&frame, body)).unwrap();
            let offset = frame.len() - 12 - width;
            let wanted = forgiven("Deliver", "link_id", offset, Leniency::EndsEarly { missing });
            assert_eq!(decoded.forgiven, [wanted]);
            let Pdu::Deliver(deliver) = decoded.frame.pdu else { panic!("no DELIVER") };
            assert!(deliver.report().unwrap().is_ok());
        }
        let too_short = with_body(&frame, &frame[12..frame.len() - width - 1]);
        assert!(read(version, &too_short).is_err(), "the content itself may not be cut");
    }
}

#[test]
fn what_is_left_of_a_link_id_is_kept() {
    let frame = write(Version::V30, 9, Deliver { link_id: text("ABCDEFGHIJKLMNOPQRST"), ..mo() }).unwrap();
    let cut = with_body(&frame, &frame[12..frame.len() - 11]);
    let Pdu::Deliver(deliver) = read(Version::V30, &cut).unwrap().frame.pdu else { panic!("no DELIVER") };
    assert_eq!(deliver.link_id, text("ABCDEFGHI"));
}

#[test]
fn active_test_resp_may_lack_its_octet() {
    for version in Version::ALL {
        let decoded = read(version, &octets("0000000c800000080000000a")).unwrap();
        assert_eq!(decoded.frame.pdu, Pdu::ActiveTestResp(ActiveTestResp { reserved: 0 }));
        let lack = forgiven("ActiveTestResp", "reserved", 0, Leniency::EndsEarly { missing: 1 });
        assert_eq!(decoded.forgiven, [lack]);
    }
    assert!(read(Version::V30, &octets("0000000e800000080000000a0000")).is_err(), "14 octets are too many");
}

#[test]
fn a_header_is_announced_by_bit_0_or_bit_6() {
    let check = |octet: u8, header: bool, bit_6: bool| {
        let frame = write(Version::V30, 9, Deliver { tp_udhi: TpUdhi(octet), ..mo() }).unwrap();
        let decoded = read(Version::V30, &frame).unwrap();
        let Pdu::Deliver(deliver) = decoded.frame.pdu else { panic!("no DELIVER") };
        assert_eq!(deliver.tp_udhi.has_header(), header);
        let recorded = forgiven("Deliver", "tp_udhi", 40, Leniency::HeaderIndicatorBit6);
        assert_eq!(decoded.forgiven, if bit_6 { vec![recorded] } else { Vec::new() });
    };
    check(0x00, false, false);
    check(0x01, true, false);
    check(0x40, true, true);
    check(0x41, true, false);
    check(0x02, false, false);
}

#[test]
fn connect_resp_is_read_by_its_length() {
    let check = |version, hex, status, layout_of_link: bool| {
        let decoded = read(version, &octets(hex)).unwrap();
        let Pdu::ConnectResp(ConnectResp { status: read, .. }) = decoded.frame.pdu else {
            panic!("no CONNECT_RESP")
        };
        assert_eq!(read, status);
        let other = forgiven("ConnectResp", "status", 0, Leniency::OtherVersion);
        assert_eq!(decoded.forgiven, if layout_of_link { Vec::new() } else { vec![other] });
    };
    let refused = ConnectStatus::NOT_AUTHENTICATED;
    check(Version::V30, CONNECT_RESP_REFUSED_V30, refused, true);
    check(Version::V20, CONNECT_RESP_REFUSED_V30, refused, false);
    let short = "0000001e8000000100000001030000000000000000000000000000000020";
    check(Version::V20, short, refused, true);
    check(Version::V21, short, refused, true);
    check(Version::V30, short, refused, false);
    assert!(
        read(Version::V30, &octets("0000001f800000010000000103000000000000000000000000000000002000"))
            .is_err()
    );
}

#[test]
fn a_private_version_octet_survives() {
    let mut frame = octets(CONNECT_V30);
    frame[34] = 0x7F;
    let Pdu::Connect(login) = read(Version::V30, &frame).unwrap().frame.pdu else { panic!("no CONNECT") };
    assert_eq!((login.version, Version::from_byte(login.version)), (0x7F, None));
    for version in Version::ALL {
        assert_eq!(Version::from_byte(version.to_byte()), Some(version));
    }
}

#[test]
fn two_frames_in_one_read_and_one_frame_in_two() {
    let [first, second] = [octets(SUBMIT_RESP_V30), octets(REPORT_V30)];
    let stream = [first.as_slice(), &second].concat();
    let (raw, taken) = split_frame(&stream).unwrap().unwrap();
    assert_eq!((taken, raw.header.command_id, raw.header.total_length), (24, 0x8000_0004, 24));
    let (raw, taken) = split_frame(&stream[24..]).unwrap().unwrap();
    assert_eq!((taken, raw.header.sequence_id, raw.body), (180, 9, &second[12..]));
    for end in 0..24 {
        assert_eq!(split_frame(&stream[..end]), Ok(None), "{end} octets are no whole frame");
    }
}

#[test]
fn length_octets_are_not_signed() {
    for length in [127, 128, 140] {
        let content = Content::new(&vec![0x4E; length]).unwrap();
        let frame = write(Version::V20, 1, Submit { content: content.clone(), ..submit() }).unwrap();
        let Pdu::Submit(submit) = read(Version::V20, &frame).unwrap().frame.pdu else { panic!("no SUBMIT") };
        assert_eq!(submit.content, content);
    }
}

#[test]
fn text_ends_at_its_first_nul_and_need_not_be_ascii() {
    let mut frame = octets(SUBMIT_V30);
    frame[24..34].copy_from_slice(b"YZ\0junk\0\0\0");
    frame[71..77].copy_from_slice(&[0xD1, 0xE9, 0xD6, 0xA4, 0, 0]);
    let decoded = read(Version::V30, &frame).unwrap();
    let Pdu::Submit(submit) = decoded.frame.pdu else { panic!("no SUBMIT") };
    assert_eq!(submit.service_id, text("YZ"));
    assert_eq!(submit.msg_src.octets(), [0xD1, 0xE9, 0xD6, 0xA4]);
    assert_eq!(submit.msg_src.as_str(), None);
    let wanted = [
        forgiven("Submit", "service_id", 12, Leniency::AfterNul),
        forgiven("Submit", "msg_src", 59, Leniency::NotAscii),
    ];
    assert_eq!(decoded.forgiven, wanted);
    assert_eq!(wanted[0].to_string(), "Submit.service_id at octet 12: octets behind the terminator");
    assert!(write(Version::V30, 1, submit).is_err(), "what is not ASCII is not written");
}

#[test]
fn a_value_may_fill_its_field_without_terminator() {
    let full: Text<10> = text("ABCDEFGHIJ");
    let frame = write(Version::V20, 1, Submit { service_id: full, ..submit() }).unwrap();
    let Pdu::Submit(submit) = read(Version::V20, &frame).unwrap().frame.pdu else { panic!("no SUBMIT") };
    assert_eq!(submit.service_id, full);
}

#[test]
fn the_type_of_numbers_stands_once_behind_the_list() {
    let frame = octets(SUBMIT_GROUP_V30);
    let Pdu::Submit(submit) = read(Version::V30, &frame).unwrap().frame.pdu else { panic!("no SUBMIT") };
    let numbers: Vec<_> = submit.dest_terminal_ids.iter().filter_map(Text::as_str).collect();
    assert_eq!(numbers, ["13900000001", "13900000002"]);
    assert_eq!(submit.content.len(), 48);
}

#[test]
fn content_that_is_too_long_is_read_but_not_written() {
    for (msg_fmt, max) in [(MsgFmt::ASCII, 159), (MsgFmt::UCS2, 140), (MsgFmt::GB, 140)] {
        let of = |length| Submit { msg_fmt, content: Content::new(&vec![b'a'; length]).unwrap(), ..submit() };
        let frame = write(Version::V30, 1, of(max)).unwrap();
        let error = write(Version::V30, 1, of(max + 1)).unwrap_err();
        let place = 162; // 8 + 4 + 10 + 1 + 32 + 1 + 3 + 6 + 2 + 6 + 17 + 17 + 21 + 1 + 32 + 1
        assert_eq!(
            error.to_string(),
            format!("Submit.content at octet {place}: {} octets do not fit {max}", max + 1)
        );

        let mut body = frame[12..].to_vec();
        body[place] += 1;
        body.insert(place + 1, b'a');
        let decoded = read(Version::V30, &with_body(&frame, &body)).unwrap();
        let too_long = Leniency::TooLong { octets: max + 1, max };
        assert_eq!(decoded.forgiven, [forgiven("Submit", "content", place, too_long)]);
        assert_eq!(decoded.frame.pdu, Pdu::Submit(of(max + 1)));
    }
}

#[test]
fn results_outside_the_documents_survive() {
    for (result, meaning) in [(13, true), (14, false), (155, false), (0x00AB_CDEF, false), (u32::MAX, false)]
    {
        let answer = SubmitResp { msg_id: MsgId(MT), result: SubmitResult(result) };
        let frame = write(Version::V30, 1, answer.clone()).unwrap();
        assert_eq!(read(Version::V30, &frame).unwrap().frame.pdu, Pdu::SubmitResp(answer));
        assert_eq!(SubmitResult(result).meaning().is_some(), meaning);
    }
    assert_eq!(SubmitResult::FLOW_CONTROL.to_string(), "8 (flow control)");
    assert_eq!(SubmitResult(155).to_string(), "155");
}

#[test]
fn states_are_kept_verbatim_and_classed_leniently() {
    let check = |text: &str, class, trimmed: &str| {
        let stat = Stat::new(text).unwrap();
        assert_eq!((stat.class(), stat.trimmed().as_str()), (class, trimmed), "{text:?}");
        assert_eq!(stat.0.as_str(), Some(text), "kept as it came");
    };
    check("DELIVRD", StatClass::Delivered, "DELIVRD");
    check("delivrd", StatClass::Delivered, "delivrd");
    check("ACCEPTD", StatClass::Pending, "ACCEPTD");
    check("ENROUTE", StatClass::Pending, "ENROUTE");
    for failed in
        ["EXPIRED", "DELETED", "UNDELIV", "UNKNOWN", "REJECTD", "MA:0001", "HD:31", "CJ:0005", "id:0"]
    {
        check(failed, StatClass::Failed, failed);
    }
    check("MK:1   ", StatClass::Failed, "MK:1");
    check("", StatClass::Failed, "");
    assert!(Stat::new("DELIVRD").unwrap().is_final() && Stat::new("EXPIRED").unwrap().is_final());
    assert!(!Stat::new("ACCEPTD").unwrap().is_final());
    assert!(Stat::new("DELIVERED").is_err(), "seven octets");
}

#[test]
fn a_reports_times_are_minutes_or_nothing() {
    let check = |text: &str, is_time: bool| {
        assert_eq!(ReportTime::from_octets(text.as_bytes()).is_ok(), is_time, "{text}");
    };
    let time = ReportTime { year: 26, month: 9, day: 25, hour: 10, minute: 15 };
    assert_eq!(ReportTime::from_octets(b"2609251015"), Ok(time));
    assert_eq!(time.to_text(), Ok(text("2609251015")));
    assert!(ReportTime { month: 13, ..time }.to_text().is_err());
    check("2802292359", true);
    check("2602292359", false);
    check("2604310000", false);
    check("2609252400", false);
    check("2609251060", false);
    check("0000000000", false);
    check("260925101", false);
    check("26092510155", false);
    check("26O9251015", false);
    check("", false);
    let (mut report, _) = Report::from_content(&octets(REPORT_BODY_V20)).unwrap();
    assert_eq!((report.submitted_at(), report.done_at().map(|time| time.minute)), (Some(time), Some(16)));
    report.done_time = text("");
    assert_eq!(report.done_at(), None, "some gateways leave it empty");
}

#[test]
fn validity_is_a_moment_or_a_span() {
    let moment = ValidTime::Absolute {
        year: 26,
        month: 9,
        day: 25,
        hour: 18,
        minute: 30,
        second: 0,
        tenth: 0,
        ahead_quarters: ValidTime::CHINA_QUARTERS,
    };
    let day = ValidTime::Relative { years: 0, months: 0, days: 1, hours: 0, minutes: 0, seconds: 0 };
    let check = |field: &str, time| {
        assert_eq!(ValidTime::from_text(&text(field)), Ok(Some(time)));
        assert_eq!(time.to_text(), Ok(text(field)));
    };
    check("260925183000032+", moment);
    check("000001000000000R", day);
    assert_eq!(ValidTime::from_text(&text("")), Ok(None));
    for wrong in [
        "260925183000032",
        "2609251830000320+",
        "260925183000032*",
        "261325183000032+",
        "260931183000032+",
        "260925243000032+",
        "260925186000032+",
        "260925183060032+",
        "260925183000049+",
        "26092518300003A+",
    ] {
        assert!(ValidTime::from_text(&text(wrong)).is_err(), "{wrong}");
    }
    let too_long = ValidTime::Relative { years: 0, months: 0, days: 100, hours: 0, minutes: 0, seconds: 0 };
    assert!(too_long.to_text().is_err(), "two digits hold no hundred");
}
