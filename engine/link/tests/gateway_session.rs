//! The gateway's end of a connection, tried as a value: no socket, no clock.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on shall say where")]
#![allow(
    clippy::wildcard_enum_match_arm,
    reason = "whatever else comes than what is waited for is a failure"
)]

use std::time::Duration;

use hongyan_domain::UnixMillis;
use hongyan_link::gateway::{
    Account, Accounts, Cause, Delivery, Event, Inbound, Input, LineNo, Note, OtherVersion, Receipt, Session,
    Verdict,
};
use hongyan_wire::cmpp::{
    Cancel, CancelResult, Connect, ConnectStatus, Content, DeliverResp, DeliverResult, Destinations, Digest,
    Frame, HEADER_OCTETS, MsgFmt, MsgId, Pdu, Query, QueryType, Stat, Submit, SubmitResult, Text, TpUdhi,
    Version, authenticator_source, decode, encode, split_frame,
};

const SECRET: &str = "Secret01";
const TIMESTAMP: u32 = 301_093_000;

fn start() -> UnixMillis {
    UnixMillis::parse_china("2026-03-01 09:30").unwrap()
}

fn account() -> Account {
    Account::new("901234", SECRET, &[Version::V20, Version::V21, Version::V30]).unwrap()
}

/// A session, the gateway's accounts, and the time, which moves only when told to.
struct Bench {
    accounts: Accounts,
    session: Session,
    now: UnixMillis,
    version: Version,
    /// Octets of the last answer to a login.
    login_octets: usize,
}

impl Bench {
    fn with(account: Account) -> Self {
        let accounts = Accounts::new(1_001, [account]).unwrap();
        let session = Session::new(LineNo(1), start());
        Self { accounts, session, now: start(), version: Version::V30, login_octets: 0 }
    }

    fn online(account: Account, version: Version) -> Self {
        let mut bench = Self::with(account);
        bench.version = version;
        assert_eq!(bench.log_in(connect("901234", SECRET, version.to_byte())), ConnectStatus::OK);
        bench
    }

    fn handle(&mut self, input: Input<'_>) {
        self.session.handle(&mut self.accounts, input, self.now);
    }

    fn octets(&mut self) -> Vec<u8> {
        let mut out = Vec::new();
        self.session.take_output(&mut out);
        out
    }

    fn frames(&mut self) -> Vec<Frame> {
        let (octets, mut frames) = (self.octets(), Vec::new());
        let mut rest = octets.as_slice();
        while let Some((raw, taken)) = split_frame(rest).unwrap() {
            frames.push(decode(self.version, &raw).unwrap().frame);
            rest = &rest[taken..];
        }
        assert!(rest.is_empty(), "nothing torn is written");
        frames
    }

    fn events(&mut self) -> Vec<Event> {
        std::iter::from_fn(|| self.session.poll()).collect()
    }

    fn send(&mut self, sequence_id: u32, pdu: impl Into<Pdu>) {
        let octets = self.bytes_of(sequence_id, pdu);
        self.handle(Input::Bytes(&octets));
    }

    fn bytes_of(&self, sequence_id: u32, pdu: impl Into<Pdu>) -> Vec<u8> {
        let mut octets = Vec::new();
        encode(self.version, &Frame { sequence_id, pdu: pdu.into() }, &mut octets).unwrap();
        octets
    }

    fn log_in(&mut self, connect: Connect) -> ConnectStatus {
        self.send(1, connect);
        let octets = self.octets();
        let (raw, taken) = split_frame(&octets).unwrap().unwrap();
        self.login_octets = taken;
        match decode(self.version, &raw).unwrap().frame.pdu {
            Pdu::ConnectResp(answer) => answer.status,
            other => panic!("{} is no answer to a login", other.name()),
        }
    }

    /// Accepts everything that arrived; yields the ids.
    fn accept_all(&mut self) -> Vec<MsgId> {
        let mut ids = Vec::new();
        for event in self.events() {
            if let Event::Arrived(arrived) = event {
                ids.push(arrived.pending.msg_id);
                self.handle(Input::Answer { pending: arrived.pending, verdict: Verdict::Accept });
            }
        }
        ids
    }

    fn results(&mut self) -> Vec<(u32, SubmitResult)> {
        let answers = self.frames().into_iter().filter_map(|frame| match frame.pdu {
            Pdu::SubmitResp(answer) => Some((frame.sequence_id, answer.result)),
            _ => None,
        });
        answers.collect()
    }
}

fn connect(name: &str, secret: &str, version: u8) -> Connect {
    Connect {
        source_addr: Text::new(name).unwrap(),
        authenticator_source: authenticator_source(name.as_bytes(), secret.as_bytes(), TIMESTAMP),
        version,
        timestamp: TIMESTAMP,
    }
}

fn submit(number: &str) -> Submit {
    Submit {
        pk_total: 1,
        pk_number: 1,
        registered_delivery: 1,
        service_id: Text::new("YZM01").unwrap(),
        msg_fmt: MsgFmt::ASCII,
        msg_src: Text::new("901234").unwrap(),
        src_id: Text::new("1069012345").unwrap(),
        dest_terminal_ids: Destinations::one(Text::new(number).unwrap()),
        content: Content::new(b"hello").unwrap(),
        ..Submit::default()
    }
}

fn receipt(ticket: u64) -> Delivery {
    let receipt = Receipt {
        msg_id: MsgId(7),
        stat: Stat::new("DELIVRD").unwrap(),
        submitted_at: start(),
        done_at: start() + Duration::from_secs(65),
        number: Text::new("13900000001").unwrap(),
        src_id: Text::new("1069012345").unwrap(),
    };
    Delivery { ticket, note: Note::Receipt(receipt) }
}

/// Every way of logging in, and what the gateway says to it: status, octets of the answer, online or not.
#[test]
fn login_matrix() {
    let only = |versions: &[Version]| Account::new("901234", SECRET, versions).unwrap();
    let check =
        |account: &Account, connect: Connect, speaks: Version, status: ConnectStatus, octets: usize| {
            let mut bench = Bench::with(account.clone());
            bench.version = speaks;
            assert_eq!(bench.log_in(connect), status);
            assert_eq!(bench.login_octets, octets);
            let events = bench.events();
            let refused = events
                .iter()
                .any(|event| matches!(event, Event::Closed(Cause::Refused(with)) if *with == status));
            assert_eq!(refused, status != ConnectStatus::OK);
            assert_eq!(bench.session.account().is_some(), status == ConnectStatus::OK);
            assert_eq!(bench.session.is_closed(), status != ConnectStatus::OK);
        };
    let all = account();
    check(&all, connect("901234", SECRET, 0x30), Version::V30, ConnectStatus::OK, 33);
    check(&all, connect("901234", SECRET, 0x20), Version::V20, ConnectStatus::OK, 30);
    check(&all, connect("901234", SECRET, 0x21), Version::V21, ConnectStatus::OK, 30);
    check(&all, connect("901234", "wrong", 0x30), Version::V30, ConnectStatus::NOT_AUTHENTICATED, 33);
    check(&all, connect("901234", "wrong", 0x20), Version::V20, ConnectStatus::NOT_AUTHENTICATED, 30);
    check(&all, connect("900000", SECRET, 0x30), Version::V30, ConnectStatus::BAD_SOURCE, 33);
    check(&all, connect("900000", SECRET, 0x20), Version::V20, ConnectStatus::BAD_SOURCE, 30);
    // A 2.0 gateway answers a 3.0 client in the only form that it knows, and names what it speaks.
    let old = only(&[Version::V20]);
    check(&old, connect("901234", SECRET, 0x30), Version::V30, ConnectStatus::VERSION_TOO_HIGH, 30);
    check(&old, connect("901234", SECRET, 0x7F), Version::V30, ConnectStatus::VERSION_TOO_HIGH, 30);
    let new = only(&[Version::V30]);
    check(&new, connect("901234", SECRET, 0x20), Version::V20, ConnectStatus::OTHER, 30);
    let speaks_own = Account { other_version: OtherVersion::SpeakOwn, ..only(&[Version::V20]) };
    check(&speaks_own, connect("901234", SECRET, 0x30), Version::V20, ConnectStatus::OK, 30);
    let punctual = Account { clock_skew_max: Some(Duration::from_secs(300)), ..account() };
    check(&punctual, connect("901234", SECRET, 0x30), Version::V30, ConnectStatus::OK, 33);
    let mut late = connect("901234", SECRET, 0x30);
    late.timestamp = 301_092_459;
    late.authenticator_source = authenticator_source(b"901234", SECRET.as_bytes(), late.timestamp);
    check(&punctual, late, Version::V30, ConnectStatus::NOT_AUTHENTICATED, 33);
}

#[test]
fn a_refusal_names_the_highest_version_and_proves_nothing() {
    let mut bench = Bench::with(Account::new("901234", SECRET, &[Version::V20, Version::V21]).unwrap());
    bench.send(9, connect("901234", SECRET, 0x30));
    bench.version = Version::V20;
    let frames = bench.frames();
    let [Frame { sequence_id: 9, pdu: Pdu::ConnectResp(answer) }] = frames.as_slice() else {
        panic!("{frames:?}")
    };
    assert_eq!((answer.version, answer.authenticator_ismg), (0x21, Digest::ZERO));
}

#[test]
fn more_connections_than_agreed_are_refused_until_one_leaves() {
    let mut bench = Bench::online(Account { connections_max: 1, ..account() }, Version::V30);
    let mut second = Session::new(LineNo(2), start());
    let bytes = bench.bytes_of(1, connect("901234", SECRET, 0x30));
    second.handle(&mut bench.accounts, Input::Bytes(&bytes), start());
    assert!(matches!(second.poll(), Some(Event::Refused { status: ConnectStatus::OTHER, .. })));
    bench.handle(Input::Lost);
    let mut third = Session::new(LineNo(3), start());
    third.handle(&mut bench.accounts, Input::Bytes(&bytes), start());
    assert!(matches!(third.poll(), Some(Event::Online { .. })));
}

#[test]
fn nothing_but_connect_may_come_first_and_silence_ends() {
    let mut bench = Bench::with(account());
    bench.send(1, submit("13900000001"));
    assert!(matches!(bench.events().as_slice(), [Event::Closed(Cause::OutOfTurn { command_id: 4 })]));
    let mut bench = Bench::with(account());
    bench.now = bench.session.next_timeout().unwrap();
    bench.handle(Input::Timeout);
    assert!(matches!(bench.events().as_slice(), [Event::Closed(Cause::NoLogin)]));
    let mut bench = Bench::with(account());
    bench.handle(Input::Bytes(&[0xFF, 0xFF, 0xFF, 0xFF]));
    assert!(matches!(bench.events().as_slice(), [Event::Closed(Cause::Garbage(_))]));
}

#[test]
fn messages_torn_anywhere_are_put_together() {
    let mut bench = Bench::online(account(), Version::V20);
    let mut octets = bench.bytes_of(1, submit("13900000001"));
    octets.extend(bench.bytes_of(2, submit("13900000002")));
    for octet in &octets {
        bench.handle(Input::Bytes(&[*octet]));
    }
    bench.events(); // the login
    assert_eq!(bench.results(), []);
    let mut bench = Bench::online(account(), Version::V20);
    for half in octets.chunks(octets.len() / 3) {
        bench.handle(Input::Bytes(half));
    }
    assert_eq!(bench.accept_all().len(), 2);
    assert_eq!(bench.results(), [(1, SubmitResult::OK), (2, SubmitResult::OK)]);
}

#[test]
fn the_rate_is_exact_and_a_group_counts_every_receiver() {
    let mut bench =
        Bench::online(Account { rate_per_second: Some(10), window: 100, ..account() }, Version::V30);
    let mut group = submit("13900000001");
    for number in ["13900000002", "13900000003", "13900000004"] {
        group.dest_terminal_ids.push(Text::new(number).unwrap()).unwrap();
    }
    bench.send(1, group.clone());
    bench.send(2, group.clone());
    bench.send(3, group); // twelve
    bench.send(4, submit("13900000005"));
    bench.send(5, submit("13900000006"));
    bench.send(6, submit("13900000007")); // eleven
    let ids = bench.accept_all();
    assert_eq!(ids[1], ids[0].nth(4), "four ids belong to the first group");
    let refused = SubmitResult::FLOW_CONTROL;
    let mut results = bench.results();
    results.sort_by_key(|(sequence_id, _)| *sequence_id);
    let ok = SubmitResult::OK;
    assert_eq!(results, [(1, ok), (2, ok), (3, refused), (4, ok), (5, ok), (6, refused)]);
    bench.now = start() + Duration::from_millis(999);
    bench.send(7, submit("13900000008"));
    bench.accept_all();
    assert_eq!(bench.results(), [(7, refused)]);
    bench.now = start() + Duration::from_secs(1);
    bench.send(8, submit("13900000009"));
    bench.accept_all();
    assert_eq!(bench.results(), [(8, ok)]);
}

#[test]
fn the_window_is_held_until_answers_have_left() {
    let mut bench = Bench::online(Account { window: 2, ..account() }, Version::V30);
    bench.events();
    let mut burst = Vec::new();
    for sequence_id in 1..=3 {
        burst.extend(bench.bytes_of(sequence_id, submit("13900000001")));
    }
    bench.handle(Input::Bytes(&burst));
    // Answered, but not yet on the wire: the peer still has two open, so a fourth is one too many as well.
    bench.accept_all();
    bench.send(4, submit("13900000001"));
    assert!(matches!(bench.events().as_slice(), [Event::Turned { window: true, .. }]));
    let mut results = bench.results();
    results.sort_by_key(|(sequence_id, _)| *sequence_id);
    let full = SubmitResult::FLOW_CONTROL;
    assert_eq!(results, [(1, SubmitResult::OK), (2, SubmitResult::OK), (3, full), (4, full)]);
    bench.send(5, submit("13900000001"));
    assert_eq!(bench.accept_all().len(), 1, "room again");
}

#[test]
fn a_repeat_of_an_open_submit_is_answered_once() {
    let mut bench = Bench::online(account(), Version::V30);
    bench.events();
    bench.send(1, submit("13900000001"));
    let arrived = bench.events();
    bench.send(1, submit("13900000001"));
    assert!(matches!(bench.events().as_slice(), [Event::Repeated]));
    let [Event::Arrived(arrived)] = arrived.as_slice() else { panic!("{arrived:?}") };
    bench.handle(Input::Answer { pending: arrived.pending, verdict: Verdict::Refuse(SubmitResult(103)) });
    bench.handle(Input::Answer { pending: arrived.pending, verdict: Verdict::Accept });
    assert_eq!(bench.results(), [(1, SubmitResult(103))]);
}

#[test]
fn senders_that_are_not_the_accounts_are_refused() {
    let strict = Account { service_codes: vec!["10690".to_owned()], checks_msg_src: true, ..account() };
    let mut bench = Bench::online(strict, Version::V30);
    let source = |src_id: &str| Submit { src_id: Text::new(src_id).unwrap(), ..submit("13900000001") };
    bench.send(1, source("1069012345"));
    bench.send(2, source("10655"));
    bench.send(3, source("SP1"));
    bench.send(4, source(""));
    bench.send(5, Submit { msg_src: Text::new("OTHER").unwrap(), ..submit("13900000001") });
    bench.accept_all();
    let mut results = bench.results();
    results.sort_by_key(|(sequence_id, _)| *sequence_id);
    let codes: Vec<u32> = results.iter().map(|(_, result)| result.0).collect();
    assert_eq!(codes, [0, 10, 10, 10, 11]);
}

#[test]
fn a_broken_submit_is_answered_and_the_line_goes_on() {
    let mut bench = Bench::online(account(), Version::V30);
    bench.handle(Input::Bytes(&[0, 0, 0, 14, 0, 0, 0, 4, 0, 0, 0, 5, 1, 2]));
    // Command 0x99 is nothing at all.
    bench.handle(Input::Bytes(&[0, 0, 0, 12, 0, 0, 0, 0x99, 0, 0, 0, 6]));
    bench.send(7, submit("13900000001"));
    assert_eq!(bench.accept_all().len(), 1);
    assert_eq!(bench.results(), [(5, SubmitResult::BAD_LENGTH), (7, SubmitResult::OK)]);
}

#[test]
fn delivers_keep_their_window_and_come_again_until_they_are_answered() {
    let account = Account { deliver_window: 2, sends_max: 3, idle: Duration::from_secs(10_000), ..account() };
    let mut bench = Bench::online(account, Version::V30);
    bench.events();
    for ticket in 1..=3 {
        bench.handle(Input::Deliver(receipt(ticket)));
    }
    assert!(matches!(bench.events().as_slice(), [Event::GivenBack(Delivery { ticket: 3, .. })]));
    let first = bench.frames();
    let delivers: Vec<_> = first
        .iter()
        .map(|frame| match &frame.pdu {
            Pdu::Deliver(deliver) => (frame.sequence_id, deliver.clone()),
            other => panic!("{}", other.name()),
        })
        .collect();
    let report = delivers[0].1.report().unwrap().unwrap().0;
    assert_eq!((report.msg_id, report.stat.to_string().as_str()), (MsgId(7), "DELIVRD"));
    assert_eq!(
        (report.submit_time.as_str(), report.done_time.as_str()),
        (Some("2603010930"), Some("2603010931"))
    );
    assert_ne!(delivers[0].1.msg_id, delivers[1].1.msg_id, "each DELIVER has an id of its own");

    let answer =
        |deliver: usize| DeliverResp { msg_id: delivers[deliver].1.msg_id, result: DeliverResult::OK };
    bench.send(delivers[1].0, answer(1));
    assert!(matches!(bench.events().as_slice(), [Event::Taken { ticket: 2, result: DeliverResult::OK }]));
    bench.send(delivers[1].0, answer(1));
    assert!(matches!(bench.events().as_slice(), [Event::Ignored { .. }]), "a second answer means nothing");

    for _ in 0..2 {
        bench.now = bench.session.next_timeout().unwrap();
        bench.handle(Input::Timeout);
        assert_eq!(bench.frames(), first[..1], "the same PDU with the same number");
    }
    bench.now = bench.session.next_timeout().unwrap();
    bench.handle(Input::Timeout);
    let events = bench.events();
    let [Event::GivenBack(Delivery { ticket: 1, .. }), Event::Closed(Cause::Unanswered)] = events.as_slice()
    else {
        panic!("{events:?}")
    };
}

#[test]
fn a_quiet_peer_is_asked_three_times() {
    let mut bench = Bench::online(account(), Version::V20);
    bench.events();
    for _ in 0..3 {
        bench.now = bench.session.next_timeout().unwrap();
        bench.handle(Input::Timeout);
        assert!(matches!(bench.frames().as_slice(), [Frame { pdu: Pdu::ActiveTest, .. }]));
    }
    bench.now = bench.session.next_timeout().unwrap();
    bench.handle(Input::Timeout);
    assert!(matches!(bench.events().as_slice(), [Event::Closed(Cause::Unanswered)]));
}

#[test]
fn any_word_of_the_peer_ends_the_asking() {
    let mut bench = Bench::online(account(), Version::V30);
    bench.now = bench.session.next_timeout().unwrap();
    bench.handle(Input::Timeout);
    bench.frames();
    // The 12-octet form that some gateways and clients send.
    bench.handle(Input::Bytes(&[0, 0, 0, 12, 0x80, 0, 0, 8, 0, 0, 0, 1]));
    assert_eq!(bench.session.next_timeout(), Some(bench.now + Duration::from_secs(180)));
    bench.send(4, Pdu::ActiveTest);
    assert!(matches!(bench.frames().as_slice(), [Frame { sequence_id: 4, pdu: Pdu::ActiveTestResp(_) }]));
}

#[test]
fn both_sides_can_say_goodbye() {
    let mut bench = Bench::online(account(), Version::V30);
    bench.events();
    bench.send(5, Pdu::Terminate);
    assert!(matches!(bench.frames().as_slice(), [Frame { sequence_id: 5, pdu: Pdu::TerminateResp }]));
    assert!(matches!(bench.events().as_slice(), [Event::Closed(Cause::PeerTerminated)]));

    let mut bench = Bench::online(account(), Version::V30);
    bench.handle(Input::Deliver(receipt(1)));
    bench.handle(Input::Terminate);
    assert_eq!(bench.session.room(), 0, "nothing new leaves");
    let frames = bench.frames();
    let [Frame { pdu: Pdu::Deliver(_), .. }, Frame { sequence_id, pdu: Pdu::Terminate }] = frames.as_slice()
    else {
        panic!("{frames:?}")
    };
    bench.events();
    bench.send(*sequence_id, Pdu::TerminateResp);
    let events = bench.events();
    assert!(
        matches!(events.as_slice(), [Event::GivenBack(_), Event::Closed(Cause::Terminated)]),
        "{events:?}"
    );
    assert_eq!(bench.accounts.connections(bench.accounts.find("901234").unwrap()), 0);
}

#[test]
fn a_silent_line_says_nothing_and_keeps_what_it_had() {
    let mut bench = Bench::online(account(), Version::V30);
    bench.handle(Input::Deliver(receipt(1)));
    bench.octets();
    bench.send(1, submit("13900000001"));
    bench.handle(Input::FallSilent);
    bench.events();
    bench.send(2, submit("13900000001"));
    bench.send(3, Pdu::ActiveTest);
    bench.now = bench.now + Duration::from_secs(3_600);
    bench.handle(Input::Timeout);
    assert!(bench.octets().is_empty() && bench.events().is_empty() && !bench.session.is_closed());
    assert_eq!(bench.session.next_timeout(), None);
    bench.handle(Input::Lost);
    assert!(matches!(bench.events().as_slice(), [Event::GivenBack(_), Event::Closed(Cause::Lost)]));
}

#[test]
fn a_query_is_answered_with_what_was_counted() {
    let mut bench = Bench::online(account(), Version::V20);
    bench.send(1, submit("13900000001"));
    bench.send(2, Submit { src_id: Text::EMPTY, ..submit("13900000002") });
    bench.accept_all();
    bench.send(3, submit("13900000003")); // stays open
    bench.handle(Input::Deliver(receipt(1)));
    bench.handle(Input::Deliver(receipt(2)));
    let account = bench.accounts.find("901234").unwrap();
    bench.accounts.set_waiting(account, 40);
    let frames = bench.frames();
    let delivered = frames.iter().find_map(|frame| match &frame.pdu {
        Pdu::Deliver(deliver) => Some((frame.sequence_id, deliver.msg_id)),
        _ => None,
    });
    let (sequence_id, msg_id) = delivered.unwrap();
    bench.send(sequence_id, DeliverResp { msg_id, result: DeliverResult::OK });
    let query =
        Query { time: Text::new("20260301").unwrap(), query_type: QueryType::TOTALS, ..Query::default() };
    bench.send(9, query);
    let frames = bench.frames();
    let [Frame { sequence_id: 9, pdu: Pdu::QueryResp(counts) }] = frames.as_slice() else {
        panic!("{frames:?}")
    };
    assert_eq!((counts.mt_tl_msg, counts.mt_scs, counts.mt_fl, counts.mt_wt), (3, 1, 1, 1));
    assert_eq!((counts.mo_scs, counts.mo_wt, counts.mo_fl), (1, 41, 0));
}

#[test]
fn a_cancel_is_answered_as_the_owner_says() {
    let mut bench = Bench::online(account(), Version::V30);
    bench.events();
    bench.send(3, Cancel { msg_id: MsgId(77) });
    let events = bench.events();
    let [Event::Cancel { sequence_id: 3, msg_id: MsgId(77) }] = events.as_slice() else {
        panic!("{events:?}")
    };
    bench.handle(Input::AnswerCancel { sequence_id: 3, result: CancelResult::OK });
    let octets = bench.octets();
    assert_eq!(octets.len(), HEADER_OCTETS + 4);
}

#[test]
fn what_does_not_fit_the_version_is_told_not_lost() {
    let mut bench = Bench::online(account(), Version::V20);
    bench.events();
    let inbound = Inbound {
        from: Text::new("13900000001").unwrap(),
        to: Text::new("1069012345").unwrap(),
        service_id: Text::EMPTY,
        msg_fmt: MsgFmt::UCS2,
        tp_udhi: TpUdhi::NONE,
        content: Content::new(&[0; 200]).unwrap(),
        link_id: Text::EMPTY,
    };
    bench.handle(Input::Deliver(Delivery { ticket: 5, note: Note::Inbound(Box::new(inbound)) }));
    assert!(matches!(bench.events().as_slice(), [Event::Unsendable { ticket: 5, .. }]));
    assert!(bench.octets().is_empty() && bench.session.in_flight() == 0);
}
