//! The client session by value: each row of the table at the head of `session`, driven by hand.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests fail by panicking; what a script does not expect, it ignores"
)]

use std::sync::Arc;
use std::time::Duration;

use hongyan_link::session::{
    DeliverKey, Event, Input, NotSent, Order, OrderFault, Proof, ProofCheck, Session, SessionConfig, Tempo,
    Ticket, VersionPolicy,
};
use hongyan_link::{Cause, Refusal, Secret, Tick, Unanswered};
use hongyan_wire::cmpp::{
    AuthenticatorForm, ConnectResp, ConnectStatus, Content, Deliver, DeliverResp, DeliverResult,
    Destinations, Digest, Frame, FrameError, MsgFmt, MsgId, Pdu, Report, Stat, Submit, SubmitResp,
    SubmitResult, Text, Version, authenticator_ismg, authenticator_source, decode, encode, split_frame,
};
use proptest::prelude::*;

const TIMESTAMP: u32 = 102_030_405;
const SECOND: Duration = Duration::from_secs(1);

struct Desk {
    session: Session,
    now: Tick,
    version: Version,
}

fn config(version: Version) -> SessionConfig {
    SessionConfig::new(Text::new("901234").unwrap(), Secret::new("Secret01"), version)
}

impl Desk {
    fn new(config: SessionConfig) -> Self {
        Self::paced(config, None)
    }

    fn paced(config: SessionConfig, per_second: Option<u32>) -> Self {
        let version = config.version;
        Self { session: Session::new(Arc::new(config), Tempo::new(per_second)), now: Tick::ZERO, version }
    }

    fn online(config: SessionConfig) -> Self {
        let mut desk = Self::new(config);
        desk.log_in();
        desk
    }

    fn log_in(&mut self) {
        self.connect();
        let version = self.version.to_byte();
        self.peer_says(1, ConnectResp { version, ..ConnectResp::default() });
        assert!(self.session.is_online());
        self.events();
    }

    fn connect(&mut self) -> Vec<u8> {
        self.session.handle(Input::Connected { timestamp: TIMESTAMP }, self.now);
        std::mem::take(self.session.octets())
    }

    fn peer_says(&mut self, sequence_id: u32, pdu: impl Into<Pdu>) {
        let octets = self.encoded(sequence_id, pdu);
        self.session.handle(Input::Octets(&octets), self.now);
    }

    fn encoded(&self, sequence_id: u32, pdu: impl Into<Pdu>) -> Vec<u8> {
        let mut octets = Vec::new();
        encode(self.version, &Frame { sequence_id, pdu: pdu.into() }, &mut octets).unwrap();
        octets
    }

    fn order(&mut self, message: u64) {
        self.session.handle(Input::Order(order(message)), self.now);
    }

    fn wait(&mut self, span: Duration) {
        self.now = self.now.after(span);
        self.session.handle(Input::Timeout, self.now);
    }

    /// The frames that have left.
    fn sent(&mut self) -> Vec<Frame> {
        let octets = std::mem::take(self.session.octets());
        let mut rest = octets.as_slice();
        let mut frames = Vec::new();
        while let Some((raw, used)) = split_frame(rest).unwrap() {
            frames.push(decode(self.version, &raw).unwrap().frame);
            rest = &rest[used..];
        }
        assert!(rest.is_empty(), "half a frame has left");
        frames
    }

    fn sent_names(&mut self) -> Vec<(u32, &'static str)> {
        self.sent().iter().map(|frame| (frame.sequence_id, frame.pdu.name())).collect()
    }

    fn events(&mut self) -> Vec<Event> {
        std::mem::take(self.session.events())
    }

    fn cause(&mut self) -> Cause {
        match self.events().pop() {
            Some(Event::Closed(cause)) => cause,
            other => panic!("the last event is {other:?}"),
        }
    }
}

fn ticket(message: u64) -> Ticket {
    Ticket { message, part: 1, parts: 1 }
}

fn order(message: u64) -> Order {
    let submit = Submit {
        pk_total: 1,
        pk_number: 1,
        registered_delivery: 1,
        msg_fmt: MsgFmt::UCS2,
        msg_src: Text::new("901234").unwrap(),
        src_id: Text::new("1069012345").unwrap(),
        dest_terminal_ids: Destinations::one(Text::new("13900000001").unwrap()),
        content: Content::new(&message.to_be_bytes()).unwrap(),
        ..Submit::default()
    };
    Order { ticket: ticket(message), submit }
}

fn taken(msg_id: u64) -> SubmitResp {
    SubmitResp { msg_id: MsgId(msg_id), result: SubmitResult::OK }
}

fn report(version: Version, msg_id: u64) -> Deliver {
    let report = Report {
        msg_id: MsgId(msg_id),
        stat: Stat::new("DELIVRD").unwrap(),
        dest_terminal_id: Text::new("13900000001").unwrap(),
        ..Report::default()
    };
    let content = report.to_content(version).unwrap();
    Deliver { msg_id: MsgId(!msg_id), registered_delivery: 1, content, ..Deliver::default() }
}

proptest! {
    /// Whatever a gateway sends, before or after the login and cut anywhere, the session neither panics nor loses an
    /// order, and never holds more than a read and a frame.
    #[test]
    fn no_octets_confuse_it(
        logged_in in any::<bool>(),
        chunks in proptest::collection::vec(chunk(), 0..20),
    ) {
        let mut desk = Desk::new(config(Version::V30));
        desk.connect();
        if logged_in {
            desk.peer_says(1, ConnectResp { version: 0x30, ..ConnectResp::default() });
            (1..=16).for_each(|message| desk.order(message));
        }
        for octets in chunks {
            desk.session.handle(Input::Octets(&octets), desk.now);
        }
        desk.session.handle(Input::Lost(Cause::PeerClosed), desk.now);
        let ends = desk.events().iter().filter(|event| {
            matches!(event, Event::Answered { .. } | Event::InDoubt { .. } | Event::NotSent { .. })
        }).count();
        prop_assert_eq!(ends, if logged_in { 16 } else { 0 });
    }
}

/// Noise, or a header that makes sense before noise.
fn chunk() -> impl Strategy<Value = Vec<u8>> {
    let noise = proptest::collection::vec(any::<u8>(), 0..300);
    let command = prop_oneof![0_u32..0x18, 0x8000_0000_u32..0x8000_0018];
    let framed = (command, 0_u32..20, proptest::collection::vec(any::<u8>(), 0..200)).prop_map(
        |(command, sequence, body)| {
            let length = u32::try_from(12 + body.len()).unwrap();
            [&length.to_be_bytes()[..], &command.to_be_bytes(), &sequence.to_be_bytes(), &body].concat()
        },
    );
    prop_oneof![1 => noise, 6 => framed]
}

fn hex(text: &str) -> Vec<u8> {
    text.as_bytes()
        .chunks(2)
        .map(|pair| u8::from_str_radix(str::from_utf8(pair).unwrap(), 16).unwrap())
        .collect()
}

#[test]
fn the_login_is_that_of_the_sheet() {
    // cmpp.md §14: account 901234, secret Secret01, 2 January 03:04:05.
    let tail = "393031323334 1f94d0cf7593fcfe6747aec3cb004b01".replace(' ', "");
    for (version, octet) in [(Version::V30, "30"), (Version::V20, "20")] {
        let expected = format!("000000270000000100000001{tail}{octet}0614dc45");
        assert_eq!(Desk::new(config(version)).connect(), hex(&expected));
    }
}

#[test]
fn both_sizes_of_the_answer_are_read_and_the_proof_is_checked_in_all_its_forms() {
    for (answer, expected) in [
        ("00000021800000010000000100000000bb129c077f927042fd26c83c02f4683730", Proof::Given),
        ("00000021800000010000000100000000c0843bfaf2c318387251592762a6689330", Proof::Given),
        ("00000021800000010000000100000000cd9db62b606ea41a6fd448ba98c667c230", Proof::Given),
        ("000000218000000100000001000000000000000000000000000000000000000030", Proof::Missing),
    ] {
        let mut desk = Desk::new(config(Version::V30));
        desk.connect();
        desk.session.handle(Input::Octets(&hex(answer)), desk.now);
        let online = Event::Online { version: Version::V30, peer_version: 0x30, proof: expected };
        assert_eq!(desk.events(), [online]);
    }
}

#[test]
fn a_proof_that_is_demanded_must_come() {
    let mut strict = config(Version::V30);
    strict.proof_check = ProofCheck::Require;
    let mut desk = Desk::new(strict.clone());
    desk.connect();
    desk.peer_says(1, ConnectResp { version: 0x30, ..ConnectResp::default() });
    assert_eq!(desk.cause(), Cause::Unproven);
    assert_eq!(desk.sent_names(), [(2, "CMPP_TERMINATE")]);

    let mut desk = Desk::new(strict);
    desk.connect();
    let source = authenticator_source(b"901234", b"Secret01", TIMESTAMP);
    let form = AuthenticatorForm::FourOctets;
    let proof = authenticator_ismg(form, ConnectStatus::OK, &source, b"Secret01").unwrap();
    desk.peer_says(1, ConnectResp { version: 0x30, authenticator_ismg: proof, ..ConnectResp::default() });
    assert!(desk.session.is_online());
}

#[test]
fn every_refusal_is_kept_with_its_code() {
    for (status, code) in [
        (1, "line.refused_structure"),
        (2, "line.refused_account"),
        (3, "line.refused_password"),
        (4, "line.refused_version"),
        (5, "line.refused_other"),
        (77, "line.refused_other"),
    ] {
        let mut desk = Desk::new(config(Version::V30));
        desk.connect();
        let status = ConnectStatus(status);
        desk.peer_says(1, ConnectResp { status, authenticator_ismg: Digest::ZERO, version: 0x30 });
        let cause = desk.cause();
        assert_eq!(cause, Cause::Refused(Refusal { status }));
        assert_eq!(cause.code(), code);
        assert_eq!(desk.sent(), []);
    }
}

#[test]
fn a_refusal_in_the_other_versions_size_is_still_a_refusal() {
    let mut desk = Desk::new(config(Version::V30));
    desk.connect();
    let answer = hex("0000001e8000000100000001030000000000000000000000000000000020");
    desk.session.handle(Input::Octets(&answer), desk.now);
    assert_eq!(desk.cause(), Cause::Refused(Refusal { status: ConnectStatus::NOT_AUTHENTICATED }));
    assert_eq!(desk.session.counts().forgiven, 1);
}

/// What becomes of a 3.0 login that is answered with these octets, under both policies.
fn offered(answer: &str) -> [Option<Version>; 2] {
    [VersionPolicy::Exact, VersionPolicy::AllowLower].map(|version_policy| {
        let mut desk = Desk::new(SessionConfig { version_policy, ..config(Version::V30) });
        desk.connect();
        desk.session.handle(Input::Octets(&hex(answer)), desk.now);
        assert!(!desk.session.is_online(), "never silently");
        match desk.cause() {
            Cause::OtherVersion { asked: Version::V30, offered } => Some(offered),
            _ => None,
        }
    })
}

#[test]
fn a_gateway_of_another_version_is_never_spoken_to_silently() {
    let v20 = Some(Version::V20);
    // Let in, in the size of 2.0.
    assert_eq!(offered("0000001e80000001000000010000000000000000000000000000000000000020"), [v20; 2]);
    // Let in, in the size of 3.0, but it knows no more than 2.0.
    assert_eq!(offered("000000218000000100000001000000000000000000000000000000000000000020"), [v20; 2]);
    // Version too high, and it says what it knows: 2.1.
    let v21 = Some(Version::V21);
    assert_eq!(offered("000000218000000100000001000000040000000000000000000000000000000021"), [v21; 2]);
    // Version too high, and it says nothing: only an account that allows it guesses.
    assert_eq!(offered("000000218000000100000001000000040000000000000000000000000000000000"), [None, v20]);
}

#[test]
fn a_login_to_a_newer_gateway_keeps_the_accounts_version() {
    let mut desk = Desk::new(config(Version::V20));
    desk.connect();
    desk.peer_says(1, ConnectResp { version: 0x30, ..ConnectResp::default() });
    assert!(desk.session.is_online());
}

#[test]
fn a_silent_port_is_given_up() {
    let mut desk = Desk::new(config(Version::V30));
    desk.connect();
    desk.wait(Duration::from_secs(9));
    assert!(!desk.session.is_closed());
    desk.wait(SECOND);
    assert_eq!(desk.cause(), Cause::LoginUnanswered { after: Duration::from_secs(10) });
}

#[test]
fn garbage_ends_the_session_with_its_kind() {
    let mut desk = Desk::new(config(Version::V30));
    desk.connect();
    desk.session.handle(Input::Octets(b"HTTP/1.1 400 Bad Request"), desk.now);
    assert_eq!(desk.cause(), Cause::Garbage(FrameError::TooLong { total_length: 0x4854_5450 }));

    let mut desk = Desk::online(config(Version::V30));
    desk.session.handle(Input::Octets(&[0xFF; 4]), desk.now);
    assert_eq!(desk.cause(), Cause::Garbage(FrameError::TooLong { total_length: u32::MAX }));

    let mut desk = Desk::online(config(Version::V30));
    desk.session.handle(Input::Octets(&[0, 0, 0, 11]), desk.now);
    assert_eq!(desk.cause(), Cause::Garbage(FrameError::TooShort { total_length: 11 }));

    let mut desk = Desk::new(config(Version::V30));
    desk.connect();
    desk.peer_says(1, taken(1));
    assert_eq!(desk.cause(), Cause::NotALoginAnswer { command_id: 0x8000_0004 });
}

#[test]
fn answers_find_their_orders_in_any_order_and_cut_anywhere() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(70);
    desk.order(71);
    assert_eq!(desk.sent_names(), [(2, "CMPP_SUBMIT"), (3, "CMPP_SUBMIT")]);
    let mut octets = desk.encoded(3, taken(31));
    octets.extend(desk.encoded(2, SubmitResp { msg_id: MsgId(0), result: SubmitResult(99_999) }));
    for octet in octets {
        desk.session.handle(Input::Octets(&[octet]), desk.now);
    }
    let answered = |message, msg_id, result| Event::Answered {
        ticket: ticket(message),
        msg_id: MsgId(msg_id),
        result,
        sends: 1,
    };
    assert_eq!(desk.events(), [answered(71, 31, SubmitResult::OK), answered(70, 0, SubmitResult(99_999))]);
    desk.peer_says(3, taken(31));
    assert_eq!(desk.events(), []);
    assert_eq!(desk.session.counts().unmatched_answers, 1);
}

#[test]
fn the_window_is_the_limit() {
    let mut desk = Desk::online(SessionConfig { window: 2, ..config(Version::V30) });
    assert_eq!(desk.session.room(desk.now), 2);
    (1..=3).for_each(|message| desk.order(message));
    assert_eq!(desk.sent().len(), 2);
    assert_eq!(desk.events(), [Event::NotSent { ticket: ticket(3), why: NotSent::NoRoom }]);
    assert_eq!((desk.session.room(desk.now), desk.session.room_at()), (0, None));
    desk.peer_says(2, taken(1));
    assert_eq!(desk.session.room(desk.now), 1);
}

#[test]
fn orders_before_the_login_come_back() {
    let mut desk = Desk::new(config(Version::V30));
    desk.order(1);
    desk.connect();
    desk.order(2);
    assert_eq!(desk.sent(), []);
    let not_sent = |message| Event::NotSent { ticket: ticket(message), why: NotSent::LineDown };
    assert_eq!(desk.events(), [not_sent(1), not_sent(2)]);
}

#[test]
fn what_the_version_cannot_carry_is_unsendable_and_uses_no_number() {
    let mut desk = Desk::online(config(Version::V20));
    let mut long = order(1);
    long.submit.dest_terminal_ids = Destinations::one(Text::new("1234567890123456789012").unwrap());
    desk.session.handle(Input::Order(long), desk.now);
    match desk.events().as_slice() {
        [Event::Unsendable { ticket: whose, fault: OrderFault::Encode(error) }] => {
            assert_eq!((*whose, error.field), (ticket(1), "dest_terminal_ids"));
        }
        other => panic!("{other:?}"),
    }
    desk.order(2);
    assert_eq!(desk.sent_names(), [(2, "CMPP_SUBMIT")]);
}

#[test]
fn a_group_counts_as_its_people() {
    let mut desk = Desk::paced(config(Version::V30), Some(10));
    desk.log_in();
    let group = |message, people| {
        let mut group = order(message);
        for _ in 1..people {
            group.submit.dest_terminal_ids.push(Text::new("13900000002").unwrap()).unwrap();
        }
        group
    };
    desk.session.handle(Input::Order(group(1, 11)), desk.now);
    let fault = OrderFault::OverPace { people: 11, per_second: 10 };
    assert_eq!(desk.events(), [Event::Unsendable { ticket: ticket(1), fault }]);
    desk.session.handle(Input::Order(group(2, 10)), desk.now);
    assert_eq!(desk.session.room(desk.now), 0);
    assert_eq!(desk.session.room_at(), Some(desk.now.after(SECOND)));
}

#[test]
fn a_submit_without_an_answer_goes_again_as_the_same_pdu_and_then_all_is_in_doubt() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(1);
    let first = std::mem::take(desk.session.octets());
    desk.wait(30 * SECOND);
    desk.order(2);
    std::mem::take(desk.session.octets());
    desk.wait(30 * SECOND);
    let again = std::mem::take(desk.session.octets());
    assert!(again.starts_with(&first), "same PDU, same number");
    desk.wait(59 * SECOND);
    desk.sent();
    desk.wait(SECOND);
    assert!(desk.sent_names().contains(&(2, "CMPP_SUBMIT")));
    desk.wait(60 * SECOND);
    let in_doubt = |message| Event::InDoubt { ticket: ticket(message) };
    let cause = Cause::Unanswered { what: Unanswered::Submit, sends: 3 };
    assert_eq!(desk.events(), [in_doubt(1), in_doubt(2), Event::Closed(cause)]);
    desk.peer_says(2, taken(1));
    assert_eq!(desk.events(), [], "nothing follows the end");
}

#[test]
fn a_late_answer_to_a_repeat_says_how_often_it_left() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(1);
    desk.wait(60 * SECOND);
    desk.peer_says(2, taken(5));
    let answered =
        Event::Answered { ticket: ticket(1), msg_id: MsgId(5), result: SubmitResult::OK, sends: 2 };
    assert_eq!(desk.events(), [answered]);
}

#[test]
fn a_silent_line_has_its_pulse_felt_and_is_closed_when_there_is_none() {
    let mut desk = Desk::online(config(Version::V30));
    assert_eq!(desk.session.next_timeout(), Some(desk.now.after(30 * SECOND)));
    desk.wait(30 * SECOND);
    assert_eq!(desk.sent_names(), [(2, "CMPP_ACTIVE_TEST")]);
    // Some gateways answer without the reserved octet.
    desk.session.handle(Input::Octets(&hex("0000000c8000000800000002")), desk.now);
    assert_eq!(desk.session.next_timeout(), Some(desk.now.after(30 * SECOND)));
    desk.wait(30 * SECOND);
    desk.wait(60 * SECOND);
    desk.wait(60 * SECOND);
    assert_eq!(desk.sent_names(), [(3, "CMPP_ACTIVE_TEST"); 3]);
    desk.wait(60 * SECOND);
    assert_eq!(desk.cause(), Cause::Unanswered { what: Unanswered::ActiveTest, sends: 3 });
}

#[test]
fn the_peers_pulse_is_answered_and_does_not_fill_the_window() {
    let mut desk = Desk::online(SessionConfig { window: 1, ..config(Version::V30) });
    desk.order(1);
    desk.sent();
    desk.peer_says(900, Pdu::ActiveTest);
    assert_eq!(desk.sent_names(), [(900, "CMPP_ACTIVE_TEST_RESP")]);
    assert_eq!(desk.session.in_flight(), 1);
}

#[test]
fn flow_control_slows_the_line_and_is_told() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(1);
    desk.peer_says(2, SubmitResp { msg_id: MsgId(0), result: SubmitResult::FLOW_CONTROL });
    assert_eq!(desk.session.room(desk.now), 0);
    assert_eq!(desk.session.room_at(), Some(desk.now.after(Duration::from_millis(50))));
    desk.wait(Duration::from_millis(50));
    assert_eq!(desk.session.room(desk.now), 16);
    assert_eq!(desk.session.counts().flow_controls, 1);
}

#[test]
fn receipts_are_answered_only_when_they_are_safe() {
    for (version, other) in [(Version::V30, Version::V20), (Version::V20, Version::V30)] {
        let mut desk = Desk::online(config(version));
        // A body of the other version's size is read by its length.
        desk.peer_says(500, report(other, 7));
        desk.peer_says(500, report(other, 7));
        assert_eq!(desk.sent(), [], "not before the acknowledgement");
        match desk.events().as_slice() {
            [Event::Report { key: DeliverKey(500), report }] => {
                assert_eq!((report.msg_id, report.stat.is_delivered()), (MsgId(7), true));
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(desk.session.counts().repeated_delivers, 1);
        desk.session.handle(Input::Acknowledge(DeliverKey(500)), desk.now);
        desk.session.handle(Input::Acknowledge(DeliverKey(500)), desk.now);
        let answer = DeliverResp { msg_id: MsgId(!7), result: DeliverResult::OK };
        assert_eq!(desk.sent(), [Frame { sequence_id: 500, pdu: answer.into() }]);
        // Later the number may come again: a repeat after a lost answer, or a gateway that has wrapped around.
        desk.peer_says(500, report(version, 7));
        assert_eq!(desk.events().len(), 1);
    }
}

#[test]
fn a_full_house_stops_reading_and_silence_then_proves_nothing() {
    let mut desk = Desk::online(SessionConfig { unacknowledged_max: 2, ..config(Version::V30) });
    desk.order(1);
    desk.sent();
    let mut octets = Vec::new();
    for sequence in 500..503 {
        octets.extend(desk.encoded(sequence, report(Version::V30, 7)));
    }
    octets.extend(desk.encoded(2, taken(1)));
    desk.session.handle(Input::Octets(&octets), desk.now);
    assert_eq!(desk.events().len(), 2);
    assert!(!desk.session.reads());
    assert_eq!(desk.session.next_timeout(), None);
    desk.wait(1_000 * SECOND);
    assert_eq!(desk.sent(), []);
    desk.session.handle(Input::Acknowledge(DeliverKey(500)), desk.now);
    assert!(!desk.session.reads(), "the third has taken the place");
    desk.session.handle(Input::Acknowledge(DeliverKey(501)), desk.now);
    let kinds: Vec<_> = desk.events().iter().map(std::mem::discriminant).collect();
    assert_eq!(kinds.len(), 2, "the third receipt and the answer that stood behind it");
    assert!(desk.session.reads());
}

#[test]
fn an_unreadable_deliver_is_refused_and_many_end_the_line() {
    let mut desk = Desk::online(config(Version::V30));
    let broken = hex("000000140000000500000009deadbeef00000001");
    for _ in 0..7 {
        desk.session.handle(Input::Octets(&broken), desk.now);
    }
    let refusal = DeliverResp { msg_id: MsgId(0xDEAD_BEEF_0000_0001), result: DeliverResult::BAD_STRUCTURE };
    assert_eq!(desk.sent(), vec![Frame { sequence_id: 9, pdu: refusal.into() }; 7]);
    desk.peer_says(900, Pdu::ActiveTest);
    for _ in 0..7 {
        desk.session.handle(Input::Octets(&broken), desk.now);
    }
    assert!(!desk.session.is_closed(), "a good frame between them starts the count again");
    desk.session.handle(Input::Octets(&broken), desk.now);
    assert_eq!(desk.cause().code(), "line.malformed");
    assert_eq!(desk.session.counts().malformed, 15);
}

#[test]
fn a_report_of_no_known_size_is_refused() {
    let mut desk = Desk::online(config(Version::V30));
    let content = Content::new(&[b'x'; 61]).unwrap();
    desk.peer_says(9, Deliver { registered_delivery: 1, content, msg_id: MsgId(4), ..Deliver::default() });
    let refusal = DeliverResp { msg_id: MsgId(4), result: DeliverResult::BAD_LENGTH };
    assert_eq!(desk.sent(), [Frame { sequence_id: 9, pdu: refusal.into() }]);
    assert_eq!(desk.events(), []);
}

#[test]
fn unknown_commands_are_counted_and_nothing_else() {
    let mut desk = Desk::online(config(Version::V30));
    desk.session.handle(Input::Octets(&hex("000000100000007f0000000100000000")), desk.now);
    desk.peer_says(5, Pdu::TerminateResp);
    assert_eq!((desk.sent(), desk.events()), (vec![], vec![]));
    assert_eq!((desk.session.counts().unknown_commands, desk.session.counts().unexpected), (1, 1));
}

#[test]
fn quirks_are_forgiven_and_counted_by_kind() {
    let mut desk = Desk::online(config(Version::V30));
    let deliver = Deliver { content: Content::new(b"hi").unwrap(), ..Deliver::default() };
    let mut octets = desk.encoded(9, deliver);
    octets.truncate(octets.len() - 11); // a vendor cuts LinkID short
    octets[3] -= 11;
    for _ in 0..3 {
        desk.session.handle(Input::Octets(&octets), desk.now);
        desk.session.handle(Input::Acknowledge(DeliverKey(9)), desk.now);
    }
    let counts = desk.session.counts();
    assert_eq!((counts.forgiven, counts.inbound), (3, 3));
    let quirks: Vec<_> = counts.quirks.iter().map(|(quirk, times)| (quirk.field, *times)).collect();
    assert_eq!(quirks, [("link_id", 3)]);
}

#[test]
fn the_peers_terminate_is_answered_and_leaves_doubt() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(1);
    desk.sent();
    desk.peer_says(800, Pdu::Terminate);
    assert_eq!(desk.sent_names(), [(800, "CMPP_TERMINATE_RESP")]);
    assert_eq!(desk.events(), [Event::InDoubt { ticket: ticket(1) }, Event::Closed(Cause::PeerTerminated)]);
}

#[test]
fn terminate_waits_for_answers_and_acknowledgements() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(1);
    desk.peer_says(500, report(Version::V30, 7));
    desk.sent();
    desk.events();
    desk.session.handle(Input::Terminate { grace: 5 * SECOND }, desk.now);
    desk.order(2);
    assert_eq!(desk.events(), [Event::NotSent { ticket: ticket(2), why: NotSent::Stopped }]);
    desk.peer_says(2, taken(1));
    assert_eq!((desk.events().len(), desk.sent()), (1, vec![]));
    desk.session.handle(Input::Acknowledge(DeliverKey(500)), desk.now);
    assert_eq!(desk.sent_names(), [(500, "CMPP_DELIVER_RESP"), (3, "CMPP_TERMINATE")]);
    desk.peer_says(3, Pdu::TerminateResp);
    assert_eq!(desk.cause(), Cause::Terminated);
}

#[test]
fn terminates_grace_ends() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(1);
    desk.sent();
    desk.session.handle(Input::Terminate { grace: 5 * SECOND }, desk.now);
    assert_eq!(desk.session.next_timeout(), Some(desk.now.after(5 * SECOND)));
    desk.wait(5 * SECOND);
    assert_eq!(desk.sent_names(), [(3, "CMPP_TERMINATE")]);
    assert_eq!(desk.events(), [Event::InDoubt { ticket: ticket(1) }, Event::Closed(Cause::Terminated)]);

    let mut binding = Desk::new(config(Version::V30));
    binding.connect();
    binding.session.handle(Input::Terminate { grace: 5 * SECOND }, binding.now);
    assert_eq!(binding.cause(), Cause::Terminated);
}

#[test]
fn a_lost_socket_leaves_doubt() {
    let mut desk = Desk::online(config(Version::V30));
    desk.order(1);
    desk.session.handle(Input::Lost(Cause::PeerClosed), desk.now);
    desk.session.handle(Input::Lost(Cause::PeerClosed), desk.now);
    assert_eq!(desk.events(), [Event::InDoubt { ticket: ticket(1) }, Event::Closed(Cause::PeerClosed)]);
    desk.order(2);
    assert_eq!(desk.events(), [Event::NotSent { ticket: ticket(2), why: NotSent::LineDown }]);
}

#[test]
fn the_tempo_outlives_the_connection() {
    let mut desk = Desk::paced(config(Version::V30), Some(2));
    desk.log_in();
    desk.order(1);
    desk.wait(SECOND / 2);
    desk.order(2);
    let tempo = desk.session.into_tempo();
    let mut next = Desk { session: Session::new(Arc::new(config(Version::V30)), tempo), ..desk };
    next.log_in();
    assert_eq!(next.session.room(next.now), 0);
    assert_eq!(next.session.room_at(), Some(Tick::ZERO.after(SECOND)));
}
