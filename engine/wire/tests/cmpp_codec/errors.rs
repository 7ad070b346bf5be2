//! Errors name the message, the field and the place; nothing half-written stays behind.

use hongyan_wire::cmpp::{
    CancelResp, CancelResult, Connect, DecodeError, Deliver, Destinations, EncodeError, FRAME_MAX,
    FrameError, Pdu, Submit, SubmitResp, SubmitResult, TerminalType, Text, TextError, Version, encode_submit,
    split_frame,
};

use super::golden::{mo, submit};
use super::vectors::*;
use super::{read, text, write};

fn refused(error: EncodeError, words: &str, code: &str) {
    assert_eq!((error.to_string().as_str(), error.code()), (words, code));
}

fn unreadable(version: Version, frame: &[u8], words: &str, code: &str) {
    let error = read(version, frame).unwrap_err();
    assert_eq!((error.to_string().as_str(), error.code()), (words, code));
}

#[test]
fn a_wrong_length_is_told_as_soon_as_it_is_there() {
    assert_eq!(split_frame(&[]), Ok(None));
    assert_eq!(split_frame(&[0, 0, 0]), Ok(None));
    for total_length in [0, 11] {
        let announced = u32::to_be_bytes(total_length);
        assert_eq!(split_frame(&announced), Err(FrameError::TooShort { total_length }));
    }
    for total_length in [4097, 0x8000_0000, u32::MAX] {
        let announced = total_length.to_be_bytes();
        assert_eq!(split_frame(&announced), Err(FrameError::TooLong { total_length }));
    }
    let mut longest = vec![0; FRAME_MAX];
    longest[..4].copy_from_slice(&4096_u32.to_be_bytes());
    assert_eq!(split_frame(&longest).unwrap().map(|(_, taken)| taken), Some(FRAME_MAX));
    assert_eq!(split_frame(&longest[..FRAME_MAX - 1]), Ok(None));
}

#[test]
fn an_error_names_the_field() {
    let frame = octets(SUBMIT_V30);
    let cut = |end: usize| {
        let mut frame = frame[..end].to_vec();
        frame[..4].copy_from_slice(&u32::try_from(end).unwrap().to_be_bytes());
        frame
    };
    let short = "wire.read.short";
    unreadable(Version::V30, &cut(12), "Submit.msg_id at octet 0: 8 octets wanted, 0 left", short);
    unreadable(Version::V30, &cut(30), "Submit.service_id at octet 12: 10 octets wanted, 6 left", short);
    let list = "Submit.dest_terminal_ids at octet 129: 32 octets wanted, 31 left";
    unreadable(Version::V30, &cut(172), list, short);
    unreadable(Version::V30, &cut(200), "Submit.content at octet 163: 48 octets wanted, 25 left", short);
    unreadable(Version::V30, &cut(242), "Submit.link_id at octet 211: 20 octets wanted, 19 left", short);
}

#[test]
fn what_is_left_over_is_an_error() {
    let check = |version, hex, words: &str| {
        let mut frame = octets(hex);
        frame.push(0);
        let total = u32::try_from(frame.len()).unwrap();
        frame[..4].copy_from_slice(&total.to_be_bytes());
        unreadable(version, &frame, words, "wire.read.left_over");
    };
    check(Version::V30, SUBMIT_V30, "Submit.(end) at octet 231: 1 octets left over");
    check(Version::V20, SUBMIT_RESP_V20, "SubmitResp.(end) at octet 9: 1 octets left over");
    check(Version::V20, ACTIVE_TEST, "ActiveTest.(end) at octet 0: 1 octets left over");
    check(Version::V20, TERMINATE_RESP, "TerminateResp.(end) at octet 0: 1 octets left over");
    check(Version::V30, MO_V30, "Deliver.(end) at octet 102: 1 octets left over");
}

#[test]
fn a_count_is_checked_before_room_is_made() {
    for count in [0, 100, 255] {
        let mut frame = octets(SUBMIT_V20);
        frame[128] = count;
        let words = format!("Submit.dest_terminal_ids at octet 116: count {count} is not within 1 to 99");
        unreadable(Version::V20, &frame, &words, "wire.read.count");
    }
    let mut frame = octets(SUBMIT_V20);
    frame[128] = 99;
    let words = "Submit.dest_terminal_ids at octet 117: 2079 octets wanted, 78 left";
    unreadable(Version::V20, &frame, words, "wire.read.short");
    let mut frame = octets(FWD_V20);
    frame[142] = 2;
    let words = "Fwd.dest_ids at octet 130: count 2 is not within 1 to 1";
    unreadable(Version::V20, &frame, words, "wire.read.count");
}

#[test]
fn an_unknown_command_keeps_the_number_to_answer() {
    let check = |command_id| {
        let frame = [&12_u32.to_be_bytes(), &u32::to_be_bytes(command_id), &[0, 0, 0, 7][..]].concat();
        assert_eq!(
            read(Version::V30, &frame),
            Err(DecodeError::UnknownCommand { command_id, sequence_id: 7 })
        );
        assert_eq!(Pdu::name_of(command_id), None);
    };
    check(0);
    check(3);
    check(0x0A);
    check(0x18);
    check(0x8000_0000);
}

#[test]
fn what_a_version_cannot_carry_is_refused_with_the_fields_name() {
    let refused_by = |version, pdu: Submit| write(version, 1, pdu).unwrap_err();
    let long = text("132123456789012345678901");
    let fee = refused_by(Version::V20, Submit { fee_terminal_id: long, ..submit() });
    refused(fee, "Submit.fee_terminal_id at octet 23: 24 octets do not fit 21", "wire.write.too_long");
    assert!(write(Version::V30, 1, Submit { fee_terminal_id: long, ..submit() }).is_ok());
    let dest_terminal_ids = Destinations::one(long);
    let destination = refused_by(Version::V21, Submit { dest_terminal_ids, ..submit() });
    refused(
        destination,
        "Submit.dest_terminal_ids at octet 117: 24 octets do not fit 21",
        "wire.write.too_long",
    );
    let pseudo = refused_by(Version::V20, Submit { dest_terminal_type: TerminalType::PSEUDO, ..submit() });
    let words = "Submit.dest_terminal_type at octet 138: this protocol version has no such field";
    refused(pseudo, words, "wire.write.not_in_version");
    let link = write(Version::V20, 1, Deliver { link_id: text("123456789"), ..mo() }).unwrap_err();
    refused(link, "Deliver.link_id at octet 70: 9 octets do not fit 8", "wire.write.too_long");
    let none = refused_by(Version::V30, Submit { dest_terminal_ids: Destinations::default(), ..submit() });
    refused(none, "Submit.dest_terminal_ids at octet 128: count 0 is not within 1 to 99", "wire.write.count");
    let result = SubmitResp { result: SubmitResult(256), ..SubmitResp::default() };
    let large = write(Version::V20, 1, result).unwrap_err();
    refused(large, "SubmitResp.result at octet 8: 256 does not fit 1 octets", "wire.write.too_large");
    assert!(write(Version::V20, 1, CancelResp { success_id: CancelResult(255) }).is_ok());
}

#[test]
fn a_refused_frame_leaves_nothing_behind() {
    let mut out = b"earlier frames".to_vec();
    let wrong = Submit { link_id: text("123456789"), ..submit() };
    assert!(encode_submit(Version::V20, 1, &wrong, &mut out).is_err());
    assert_eq!(out, b"earlier frames");
}

#[test]
fn a_list_takes_no_more_than_its_bound() {
    let mut list: Destinations<32, 99> = Destinations::default();
    for _ in 0..99 {
        list.push(text("13900000001")).unwrap();
    }
    assert!(list.push(text("13900000001")).is_err());
    assert_eq!((list.len(), list.iter().count()), (99, 99));
}

#[test]
fn text_is_ascii_without_nul_and_fits() {
    assert_eq!(Text::<6>::new("1234567"), Err(TextError::TooLong { octets: 7, max: 6 }));
    assert_eq!(Text::<6>::new("12\0"), Err(TextError::NotAscii { position: 2 }));
    assert_eq!(Text::<6>::new("a鸿"), Err(TextError::NotAscii { position: 1 }));
    assert!(text::<32>("12345678").resized::<8>().is_ok());
    assert!(text::<32>("123456789").resized::<8>().is_err());
}

#[test]
fn numbers_secrets_and_words_do_not_show() {
    let shown = format!("{:?}", Pdu::from(submit()));
    assert!(shown.contains("139****0001") && !shown.contains("13900000001"), "{shown}");
    let shown = format!("{:?}", mo());
    assert!(shown.contains("139****0001") && !shown.contains("13900000001"), "{shown}");
    assert!(shown.contains("5 octets") && !shown.contains("cdcb"), "{shown}");
    assert_eq!(format!("{:?}", text::<32>("13900000001")), "\"139****0001\"");
    assert_eq!(format!("{:?}", text::<32>("+8613900000001")), "\"+86****0001\"");
    let Pdu::Connect(login) = read(Version::V30, &octets(CONNECT_V30)).unwrap().frame.pdu else {
        panic!("no CONNECT")
    };
    let Connect { authenticator_source, .. } = login;
    assert_eq!(format!("{authenticator_source:?}"), "****");
    assert!(format!("{login:?}").contains("authenticator_source: ****"));
}

#[test]
fn the_monitors_list_covers_every_octet() {
    for (name, hex) in ALL {
        let version = if name.ends_with("V20") || name.ends_with("V2") { Version::V20 } else { Version::V30 };
        let frame = octets(hex);
        let mut end = 0;
        for field in read(version, &frame).unwrap().frame.pdu.fields(version) {
            assert_eq!(field.offset, end, "{name}.{}", field.name);
            end += field.octets;
        }
        assert_eq!(end + 12, frame.len(), "{name}");
    }
}

#[test]
fn the_monitor_shows_the_sheets_submit() {
    let fields = Pdu::from(submit()).fields(Version::V30);
    let shown: Vec<_> =
        fields.iter().map(|field| (field.name, field.offset + 12, field.value.as_str())).collect();
    let wanted = [
        ("msg_id", 12, "0000000000000000000000"),
        ("pk_total", 20, "1"),
        ("pk_number", 21, "1"),
        ("registered_delivery", 22, "1"),
        ("msg_level", 23, "0"),
        ("service_id", 24, "YZM01"),
        ("fee_user_type", 34, "2 (service provider pays)"),
        ("fee_terminal_id", 35, ""),
        ("fee_terminal_type", 67, "0 (real number)"),
        ("tp_pid", 68, "0"),
        ("tp_udhi", 69, "0"),
        ("msg_fmt", 70, "8 (UCS2)"),
        ("msg_src", 71, "901234"),
        ("fee_type", 77, "01"),
        ("fee_code", 79, "000000"),
        ("valid_time", 85, ""),
        ("at_time", 102, ""),
        ("src_id", 119, "1069012345"),
        ("dest_terminal_ids", 140, "139****0001"),
        ("dest_terminal_type", 173, "0 (real number)"),
        ("content", 174, "48 octets"),
        ("link_id", 223, ""),
    ];
    assert_eq!(shown, wanted);
}
