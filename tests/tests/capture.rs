//! Wireshark reads our CMPP 3.0 as we do.
//!
//! Sessions are written as captures; tshark dissects them, and every field that it knows is compared with what
//! our decoder reads from the same octets: its place, its octets and its meaning.

#![expect(clippy::panic, reason = "a test that cannot go on says so by panicking")]

use std::collections::BTreeSet;

use hongyan_tests::capture::agreement::{QUIRKS, as_dissected, compare, expected};
use hongyan_tests::capture::chance;
use hongyan_tests::capture::pcap::{Capture, Side};
use hongyan_tests::capture::talk::{Heard, Read, Talk};
use hongyan_tests::capture::tshark::{self, Packet, dissect};
use hongyan_wire::cmpp::{
    ActiveTestResp, Cancel, CancelResp, CancelResult, Connect, ConnectResp, ConnectStatus, Content, Deliver,
    DeliverResp, DeliverResult, Destinations, Digest, FeeUserType, Frame, Fwd, FwdResp, FwdResult, MsgFmt,
    MsgId, Pdu, Query, QueryResp, QueryType, Report, Stat, Submit, SubmitResp, SubmitResult, TerminalType,
    Text, TpUdhi, Version, authenticator_source,
};
use rand::SeedableRng;
use rand_chacha::ChaCha8Rng;

/// Port of the service provider's end.
const PORT: u16 = 40_000;
const ACCOUNT: &str = "901234";
const TIMESTAMP: u32 = 102_030_405;
/// 25 September 10:15:30, gateway 1001, sequence 7.
const MT: MsgId = MsgId(0x9CA8_F780_03E9_0007);
const MO: MsgId = MsgId(0x9CA9_0080_03E9_0008);

/// Sessions made up by chance, all in one capture.
const SESSIONS: u16 = 24;
/// What they are made from, unless `HONGYAN_TEST_SEED` says otherwise.
const SEED: u64 = 20_260_925;

#[test]
fn wireshark_reads_a_session_as_we_do() {
    let (capture, heard) = session();
    let (messages, differences) = compare(&dissected(&capture), &heard);
    assert!(differences.is_empty(), "{}\n{}", tshark_version(), differences.join("\n"));
    assert_eq!(messages, 48, "the session has all its messages");
}

#[test]
fn every_field_that_wireshark_knows_is_in_the_session() {
    let (_, heard) = session();
    let compared: BTreeSet<String> =
        reads(&heard).flat_map(|read| as_dissected(expected(read)).fields).map(|field| field.name).collect();
    let known: BTreeSet<String> =
        tshark::field_names().unwrap_or_else(|error| panic!("{error}")).into_iter().collect();
    assert_eq!(compared, known);
}

#[test]
fn every_quirk_of_wireshark_is_in_the_session() {
    let (_, heard) = session();
    for quirk in QUIRKS {
        let shows_it = reads(&heard).any(|read| {
            let right = expected(read);
            let pinned = as_dissected(expected(read));
            let mut pairs = right.fields.iter().zip(&pinned.fields);
            pairs.any(|(right, pinned)| right.name == quirk.field && right.show != pinned.show)
        });
        assert!(shows_it, "no message shows that Wireshark's {} {}", quirk.field, quirk.why);
    }
}

#[test]
fn sessions_by_chance_are_read_as_we_do() {
    let seed = std::env::var("HONGYAN_TEST_SEED").ok();
    let seed: u64 = seed.map_or(SEED, |seed| seed.parse().expect("HONGYAN_TEST_SEED is a number"));
    println!("HONGYAN_TEST_SEED={seed}");
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let mut capture = Capture::new();
    let heard: Vec<Heard> =
        (0..SESSIONS).map(|one| chance::session(&mut chance, &mut capture, PORT + one)).collect();
    let (messages, differences) = compare(&dissected(&capture), &heard);
    assert!(differences.is_empty(), "HONGYAN_TEST_SEED={seed}\n{}", differences.join("\n"));
    assert!(messages > usize::from(SESSIONS) * 20, "only {messages} messages in {SESSIONS} sessions");
    let kinds: BTreeSet<&str> = reads(&heard).map(|read| read.frame.pdu.name()).collect();
    assert_eq!(kinds.len(), Pdu::COMMAND_IDS.len(), "every kind of message was there: {kinds:?}");
}

fn reads(heard: &[Heard]) -> impl Iterator<Item = &Read> {
    heard.iter().flat_map(|talk| talk.from_client.iter().chain(&talk.from_server))
}

fn dissected(capture: &Capture) -> Vec<Packet> {
    let packets = dissect(capture.octets()).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(packets.len(), capture.packets(), "tshark sees every packet");
    packets
}

fn tshark_version() -> String {
    tshark::version().unwrap_or_else(|error| panic!("{error}"))
}

fn text<const N: usize>(value: &str) -> Text<N> {
    Text::new(value).expect("the text fits")
}

fn content(octets: &[u8]) -> Content {
    Content::new(octets).expect("the content fits")
}

fn ucs2(value: &str) -> Vec<u8> {
    value.encode_utf16().flat_map(u16::to_be_bytes).collect()
}

fn frame(sequence_id: u32, pdu: impl Into<Pdu>) -> Frame {
    Frame { sequence_id, pdu: pdu.into() }
}

/// A refused login, and a session with everything that a service provider and a gateway say to each other.
fn session() -> (Capture, Vec<Heard>) {
    let mut capture = Capture::new();
    let refused = refused(&mut capture);
    let mut talk = Talk::open(&mut capture, PORT + 1, Version::V30);
    talk.say(&mut capture, Side::Client, &[login(1)]);
    let accepted =
        ConnectResp { status: ConnectStatus::OK, authenticator_ismg: Digest([0xA5; 16]), version: 0x30 };
    talk.say(&mut capture, Side::Server, &[frame(1, accepted)]);
    submits(&mut talk, &mut capture);
    delivers(&mut talk, &mut capture);
    the_rest(&mut talk, &mut capture);
    talk.say(&mut capture, Side::Client, &[frame(900, Pdu::Terminate)]);
    talk.say(&mut capture, Side::Server, &[frame(900, Pdu::TerminateResp)]);
    let heard = talk.close(&mut capture);
    (capture, vec![refused, heard])
}

fn refused(capture: &mut Capture) -> Heard {
    let mut talk = Talk::open(capture, PORT, Version::V30);
    talk.say(capture, Side::Client, &[login(u32::MAX)]);
    let no = ConnectResp {
        status: ConnectStatus::NOT_AUTHENTICATED,
        authenticator_ismg: Digest::ZERO,
        version: 0x30,
    };
    talk.say(capture, Side::Server, &[frame(u32::MAX, no)]);
    talk.close(capture)
}

fn login(sequence_id: u32) -> Frame {
    let authenticator_source = authenticator_source(ACCOUNT.as_bytes(), b"Secret01", TIMESTAMP);
    let source_addr = text(ACCOUNT);
    frame(sequence_id, Connect { source_addr, authenticator_source, version: 0x30, timestamp: TIMESTAMP })
}

fn submit() -> Submit {
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
        content: content(&ucs2("【示例】您的验证码是246810，5分钟内有效。")),
        ..Submit::default()
    }
}

/// Kinds of submits, windows of several in a segment, and one over several segments.
fn submits(talk: &mut Talk, capture: &mut Capture) {
    let two = [text("13900000001"), text("13900000002")];
    let two = Submit { dest_terminal_ids: Destinations::try_from(two.as_slice()).expect("two"), ..submit() };
    let part = |pk_number: u8, characters: usize| {
        let text = ucs2(&"长".repeat(characters));
        let content = content(&[&[5, 0, 3, 0xA7, 2, pk_number][..], &text].concat());
        Submit { pk_total: 2, pk_number, tp_udhi: TpUdhi::HEADER, content, ..submit() }
    };
    // 退订R
    let gb = Submit { msg_fmt: MsgFmt::GB, content: content(&[0xCD, 0xCB, 0xB6, 0xA9, 0x52]), ..submit() };
    let flash = Submit { msg_fmt: MsgFmt::FLASH_UCS2, ..submit() };
    let flash_7bit = Submit { msg_fmt: MsgFmt::FLASH_7BIT, content: content(b"now"), ..submit() };
    let ascii = Submit { msg_fmt: MsgFmt::ASCII, content: content(&[b'a'; 159]), ..submit() };
    let binary = Submit { msg_fmt: MsgFmt::BINARY, content: content(&[0xFF; 140]), ..submit() };
    let sim =
        Submit { msg_fmt: MsgFmt::SIM_WRITE, content: content(&[]), registered_delivery: 0, ..submit() };
    // Every field full: none has a terminator then.
    let full = Submit {
        msg_level: 255,
        service_id: text("ABCDEFGHIJ"),
        fee_user_type: FeeUserType::NAMED,
        fee_terminal_id: text("PSEUDO-PSEUDO-PSEUDO-PSEUDO-0001"),
        fee_terminal_type: TerminalType::PSEUDO,
        tp_pid: 64,
        fee_type: text("02"),
        fee_code: text("000010"),
        valid_time: text("260925183000032+"),
        at_time: text("000001000000000R"),
        src_id: text("106901234567890123456"),
        dest_terminal_ids: Destinations::one(text("<&\"'>PSEUDO-PSEUDO-PSEUDO-PS-002")),
        dest_terminal_type: TerminalType::PSEUDO,
        link_id: text("LINK-LINK-LINK-LINK0"),
        ..submit()
    };
    let answers = [0, 8, 13, 199, u32::MAX].map(SubmitResult);

    // One frame in one segment, several in one, one over two, and several cut where it pleases.
    let singles = [frame(2, submit()), frame(3, two)];
    singles.iter().for_each(|one| talk.say(capture, Side::Client, std::slice::from_ref(one)));
    talk.say(capture, Side::Client, &[frame(4, part(1, 67)), frame(5, part(2, 33)), frame(6, gb)]);
    talk.say_cut(capture, Side::Client, &[frame(7, flash)], &[100]);
    talk.say_cut(capture, Side::Client, &[frame(8, flash_7bit)], &[12, 13, 14, 150]);
    let rest = [frame(9, ascii), frame(10, binary), frame(11, sim), frame(12, full)];
    // 354 ends the first message; 360 leaves six octets of the second one's header behind it in the segment.
    talk.say_cut(capture, Side::Client, &rest, &[360, 700]);

    let answer = |(sequence_id, result)| {
        let msg_id = if result == SubmitResult::OK { MT } else { MsgId(0) };
        frame(sequence_id, SubmitResp { msg_id, result })
    };
    let results = answers.into_iter().chain([SubmitResult::OK; 6]);
    let answers: Vec<Frame> = (2..=12).zip(results).map(answer).collect();
    talk.say_cut(capture, Side::Server, &answers, &[24, 60, 100]);
}

fn delivers(talk: &mut Talk, capture: &mut Capture) {
    // 退订R
    let mo = Deliver {
        msg_id: MO,
        dest_id: text("1069012345"),
        msg_fmt: MsgFmt::GB,
        src_terminal_id: text("13900000001"),
        content: content(&[0xCD, 0xCB, 0xB6, 0xA9, 0x52]),
        ..Deliver::default()
    };
    let part = Deliver {
        tp_udhi: TpUdhi(0x40), // where some gateways put it
        msg_fmt: MsgFmt::UCS2,
        src_terminal_id: text("PSEUDO-PSEUDO-PSEUDO-PSEUDO-0003"),
        src_terminal_type: TerminalType::PSEUDO,
        content: content(&[&[6, 8, 4, 1, 2, 2, 1][..], &ucs2(&"长".repeat(66))].concat()),
        link_id: text("LINK-LINK-LINK-LINK0"),
        ..mo.clone()
    };
    let report = |stat: &str, number: &str, link: &str| {
        let report = Report {
            msg_id: MT,
            stat: Stat::new(stat).expect("a state has seven octets"),
            submit_time: text("2609251015"),
            done_time: text("2609251016"),
            dest_terminal_id: text(number),
            smsc_sequence: 0x1234_5678,
        };
        Deliver {
            service_id: text("YZM01"),
            msg_fmt: MsgFmt::ASCII,
            registered_delivery: 1,
            content: report.to_content(Version::V30).expect("the report can be written"),
            link_id: text(link),
            ..mo.clone()
        }
    };
    let all = [
        mo.clone(),
        part,
        report("DELIVRD", "13900000001", ""),
        report("MA:0001", "PSEUDO-PSEUDO-PSEUDO-PSEUDO-0004", "LINK-LINK-LINK-LINK0"),
        report("ID", "13900000002", ""),
    ];
    let frames: Vec<Frame> =
        (u32::MAX - 1..=u32::MAX).chain(0..=2).zip(all).map(|(n, pdu)| frame(n, pdu)).collect();
    talk.say_cut(capture, Side::Server, &frames, &[500]);
    let answers: Vec<Frame> = frames
        .iter()
        .zip([0, 0, 0, 8, 9])
        .map(|(asked, result)| {
            frame(asked.sequence_id, DeliverResp { msg_id: MO, result: DeliverResult(result) })
        })
        .collect();
    talk.say(capture, Side::Client, &answers);
}

/// Messages whose names alone the dissector knows.
fn the_rest(talk: &mut Talk, capture: &mut Capture) {
    let query = Query {
        time: text("20260925"),
        query_type: QueryType::BY_SERVICE,
        query_code: text("YZM01"),
        reserve: text(""),
    };
    let counts =
        QueryResp { time: text("20260925"), mt_tl_msg: 100, mo_fl: u32::MAX, ..QueryResp::default() };
    let forward = Fwd {
        source_id: text("001001"),
        destination_id: text("002001"),
        msg_id: MT,
        dest_ids: Destinations::one(text("13900000001")),
        content: content(b"hello"),
        ..Fwd::default()
    };
    let forwarded = FwdResp { msg_id: MT, pk_total: 1, pk_number: 1, result: FwdResult::WRONGLY_FORWARDED };
    let pairs: [(Pdu, Pdu); 4] = [
        (Pdu::ActiveTest, ActiveTestResp::default().into()),
        (query.into(), counts.into()),
        (Cancel { msg_id: MT }.into(), CancelResp { success_id: CancelResult::FAILED }.into()),
        (forward.into(), forwarded.into()),
    ];
    let frames = |answers: bool| -> Vec<Frame> {
        let one = |(request, answer): &(Pdu, Pdu)| if answers { answer.clone() } else { request.clone() };
        pairs.iter().map(one).zip(100..).map(|(pdu, number)| frame(number, pdu)).collect()
    };
    talk.say(capture, Side::Client, &frames(false));
    talk.say_cut(capture, Side::Server, &frames(true), &[13, 40]);
    talk.say(capture, Side::Server, &[frame(3, Pdu::ActiveTest)]);
    talk.say(capture, Side::Client, &[frame(3, ActiveTestResp::default())]);
}

// What follows pins where Wireshark 4.0.17 goes astray on whole messages; the differences in single fields
// stand in `agreement::QUIRKS`. A later Wireshark that fails here may simply have got better.

#[test]
fn wireshark_does_not_take_a_segment_that_begins_with_a_long_message() {
    // "Probably way too big" begins at 1001 octets there; 27 destinations need 163 + 27 × 32 + 48 = 1075.
    let numbers = [text("13900000001"); 27];
    let group = Submit { dest_terminal_ids: Destinations::try_from(&numbers[..]).expect("27"), ..submit() };
    let mut capture = Capture::new();
    let mut talk = Talk::open(&mut capture, PORT, Version::V30);
    let both = [frame(2, Pdu::ActiveTest), frame(3, group.clone())];
    talk.say(&mut capture, Side::Client, &[frame(1, group)]);
    talk.say(&mut capture, Side::Client, &both);
    let heard = [talk.close(&mut capture)];
    let (messages, differences) = compare_from_second(&dissected(&capture), heard);
    assert_eq!((messages, differences), (2, vec![]), "behind a short message it reads the long one as we do");
}

#[test]
fn wireshark_does_not_take_a_segment_that_ends_within_its_first_header() {
    let mut capture = Capture::new();
    let mut talk = Talk::open(&mut capture, PORT, Version::V30);
    talk.say_cut(&mut capture, Side::Client, &[frame(1, submit())], &[11]);
    talk.say_cut(&mut capture, Side::Client, &[frame(2, submit()), frame(3, submit())], &[243 + 11]);
    let heard = [talk.close(&mut capture)];
    let (messages, differences) = compare_from_second(&dissected(&capture), heard);
    assert_eq!((messages, differences), (2, vec![]), "a header cut behind a whole message is put together");
}

#[test]
fn wireshark_takes_every_report_for_one_of_71_octets() {
    let report = Report {
        msg_id: MT,
        stat: Stat::new("DELIVRD").expect("seven octets"),
        submit_time: text("2609251015"),
        done_time: text("2609251016"),
        dest_terminal_id: text("13900000001"),
        smsc_sequence: 0x1234_5678,
    };
    let deliver = Deliver {
        registered_delivery: 1,
        content: report.to_content(Version::V20).expect("the report can be written"),
        link_id: text("LINK"),
        ..Deliver::default()
    };
    let (packets, heard) = said_by_gateway(Version::V30, &frame(1, deliver));
    let Pdu::Deliver(ours) = &heard.from_server[0].frame.pdu else { panic!("it is a DELIVER") };
    assert_eq!(ours.report(), Some(Ok((report, vec![]))), "we go by the length");
    let theirs = packets.iter().flat_map(|packet| &packet.messages).next().expect("it is dissected");
    let show = |name: &str| theirs.fields.iter().find(|field| field.name == name).map(|field| &*field.show);
    assert_eq!(show("cmpp.Msg_Length"), Some("60"));
    assert_eq!(show("cmpp.deliver.Report.Status"), Some("DELIVRD"));
    // What it takes for the sequence stands eleven octets further on, within the link's field.
    assert_eq!(show("cmpp.Report.SMSC_sequence"), Some("0"));
    assert_eq!(show("cmpp.LinkID"), Some("LINK"), "the next field is in its place");
}

#[test]
fn wireshark_does_not_know_2_0() {
    let answer = frame(1, SubmitResp { msg_id: MT, result: SubmitResult::OK });
    let (packets, heard) = said_by_gateway(Version::V20, &answer);
    assert_eq!(heard.from_server[0].octets, 21);
    let faults: Vec<&String> = packets.iter().flat_map(|packet| &packet.faults).collect();
    assert!(faults.iter().any(|fault| fault.contains("malformed")), "{faults:?}");
}

#[test]
fn damage_is_noticed() {
    let mut capture = Capture::new();
    let mut talk = Talk::open(&mut capture, PORT, Version::V30);
    talk.say(&mut capture, Side::Client, &[frame(1, submit())]);
    let heard = [talk.close(&mut capture)];
    let good = capture.octets();
    assert_eq!(compare(&dissected(&capture), &heard), (1, vec![]));

    let service = good.windows(5).position(|octets| octets == b"YZM01").expect("the service is there");
    let mut damaged = good.to_vec();
    damaged[service] = b'y';
    let (_, differences) = compare(&dissect(&damaged).unwrap_or_else(|error| panic!("{error}")), &heard);
    let told = differences.join("\n");
    assert!(told.contains("yZM01") && told.contains("checksum"), "value and checksum are wrong: {told}");

    let (_, differences) = compare(&[], &heard);
    assert_eq!(differences, [format!("{PORT} to 7890, CMPP_SUBMIT 1: not dissected")]);
}

/// Compares all but the client's first message, which Wireshark must not have seen.
fn compare_from_second(packets: &[Packet], mut heard: [Heard; 1]) -> (usize, Vec<String>) {
    let passed_over = heard[0].from_client.remove(0);
    let number = passed_over.frame.sequence_id.to_string();
    let is_it = |field: &tshark::Shown| field.name == "cmpp.Sequence_Id" && field.show == number;
    let mut fields = packets.iter().flat_map(|packet| &packet.messages).flat_map(|message| &message.fields);
    assert!(!fields.any(is_it), "Wireshark saw the message that it used to pass over");
    compare(packets, &heard)
}

fn said_by_gateway(version: Version, frame: &Frame) -> (Vec<Packet>, Heard) {
    let mut capture = Capture::new();
    let mut talk = Talk::open(&mut capture, PORT, version);
    talk.say(&mut capture, Side::Server, std::slice::from_ref(frame));
    let heard = talk.close(&mut capture);
    (dissected(&capture), heard)
}
