//! The CMPP channel over loopback sockets, against a peer that follows a script.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests fail by panicking; what a script does not expect, it ignores"
)]

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use hongyan_channels::sms::{CmppChannel, CmppSettings, CmppSpec, probe};
use hongyan_channels::{
    Answer, Cause, Channel, ChannelClosed, ChannelEvent, Extension, LineState, NotSent, Secret, Submission,
    Ticket, Unsendable,
};
use hongyan_domain::{Msisdn, SystemClock};
use hongyan_link::Unanswered;
use hongyan_link::session::VersionPolicy;
use hongyan_wire::cmpp::{
    ActiveTestResp, ConnectResp, ConnectStatus, Content, Deliver, Frame, FrameError, MsgFmt, MsgId, Pdu,
    Report, Stat, SubmitResp, SubmitResult, Text, Version, decode, encode, split_frame,
};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::Notify;
use tokio::task::JoinHandle;

/// Longer than anything here takes; a test that waits so long has failed.
const PATIENCE: Duration = Duration::from_secs(30);
const SECOND: Duration = Duration::from_secs(1);

/// The gateway's side of one connection.
struct Peer {
    socket: TcpStream,
    inbox: Vec<u8>,
    version: Version,
}

impl Peer {
    /// The next message; `None` when the client has gone.
    async fn hears(&mut self) -> Option<Frame> {
        loop {
            if let Some((raw, used)) = split_frame(&self.inbox).unwrap() {
                let frame = decode(self.version, &raw).unwrap().frame;
                self.inbox.drain(..used);
                return Some(frame);
            }
            let read = self.socket.read_buf(&mut self.inbox).await.unwrap_or(0);
            if read == 0 {
                return None;
            }
        }
    }

    async fn says(&mut self, sequence_id: u32, pdu: impl Into<Pdu>) {
        let mut octets = Vec::new();
        encode(self.version, &Frame { sequence_id, pdu: pdu.into() }, &mut octets).unwrap();
        self.says_octets(&octets).await;
    }

    async fn says_octets(&mut self, octets: &[u8]) {
        self.socket.write_all(octets).await.unwrap();
    }

    /// Hears the login and answers it.
    async fn answers_login(&mut self, status: u32, version: u8) {
        let frame = self.hears().await.expect("a login");
        assert!(matches!(frame.pdu, Pdu::Connect(_)), "{frame:?}");
        let response = ConnectResp { status: ConnectStatus(status), version, ..ConnectResp::default() };
        self.says(frame.sequence_id, response).await;
    }

    async fn lets_in(&mut self) {
        self.answers_login(0, self.version.to_byte()).await;
    }

    /// Takes everything until the client leaves; yields the SUBMITs' sequence numbers.
    async fn takes_all(&mut self) -> Vec<u32> {
        let mut submits = Vec::new();
        while let Some(frame) = self.hears().await {
            let sequence = frame.sequence_id;
            match frame.pdu {
                Pdu::Submit(_) => {
                    submits.push(sequence);
                    let taken = SubmitResp { msg_id: MsgId(u64::from(sequence)), result: SubmitResult::OK };
                    self.says(sequence, taken).await;
                }
                Pdu::ActiveTest => self.says(sequence, ActiveTestResp::default()).await,
                Pdu::Terminate => self.says(sequence, Pdu::TerminateResp).await,
                _ => {}
            }
        }
        submits
    }
}

/// A port where `script` plays the gateway for each connection, the first being 0, up to `connections` of them.
async fn gateway<F, T>(
    connections: usize,
    script: impl Fn(usize, Peer) -> F + Send + 'static,
) -> (u16, JoinHandle<Vec<T>>)
where
    F: Future<Output = T> + Send + 'static,
    T: Send + 'static,
{
    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let playing = tokio::spawn(async move {
        let mut plays = Vec::new();
        for number in 0..connections {
            let (socket, _) = listener.accept().await.unwrap();
            plays.push(tokio::spawn(script(
                number,
                Peer { socket, inbox: Vec::new(), version: Version::V30 },
            )));
        }
        let mut ends = Vec::new();
        for play in plays {
            ends.push(play.await.unwrap());
        }
        ends
    });
    (port, playing)
}

fn spec(port: u16) -> CmppSpec {
    CmppSpec {
        host: "127.0.0.1".to_owned(),
        port,
        account: "901234".to_owned(),
        secret: Secret::new("Secret01"),
        service_code: "1069012345".to_owned(),
        extension_digits: 4,
        login_timeout: SECOND,
        ..CmppSpec::default()
    }
}

fn settings(spec: CmppSpec) -> CmppSettings {
    CmppSettings::new(spec).unwrap()
}

/// A channel and what it has told.
struct Owner {
    channel: Arc<CmppChannel>,
    told: Vec<ChannelEvent>,
}

impl Owner {
    fn of(spec: CmppSpec) -> Self {
        let channel = CmppChannel::start(&settings(spec), Arc::new(SystemClock), 7);
        Self { channel: Arc::new(channel), told: Vec::new() }
    }

    async fn online(spec: CmppSpec) -> Self {
        let mut owner = Self::of(spec);
        owner
            .until(|event| matches!(event, ChannelEvent::State { state: LineState::Online { .. }, .. }))
            .await;
        owner
    }

    /// Takes events until one of them is the wanted one.
    async fn until(&mut self, mut wanted: impl FnMut(&ChannelEvent) -> bool) -> ChannelEvent {
        let waiting = async {
            loop {
                if let Some(index) = self.told.iter().position(&mut wanted) {
                    return self.told.remove(index);
                }
                self.told.extend(self.channel.events().await.expect("the channel has ended"));
            }
        };
        let found = tokio::time::timeout(PATIENCE, waiting).await;
        found.unwrap_or_else(|_| panic!("did not come; the channel is {:?}", self.channel.state()))
    }

    async fn until_down(&mut self) -> LineState {
        let event = self
            .until(|event| matches!(event, ChannelEvent::State { state, .. } if state.cause().is_some()))
            .await;
        let ChannelEvent::State { state, .. } = event else { panic!("{event:?}") };
        state
    }

    async fn submit(&self, tickets: std::ops::RangeInclusive<u64>, text: &str) {
        let batch = tickets.map(|ticket| submission(ticket, text)).collect();
        tokio::time::timeout(PATIENCE, self.channel.submit(batch)).await.unwrap().unwrap();
    }

    /// Stops, and takes what is told meanwhile.
    async fn stop(mut self, grace: Duration) -> Vec<ChannelEvent> {
        let channel = Arc::clone(&self.channel);
        let taking = async {
            while let Some(events) = self.channel.events().await {
                self.told.extend(events);
            }
            self.told
        };
        let ((), told) = tokio::time::timeout(PATIENCE, async { tokio::join!(channel.stop(grace), taking) })
            .await
            .expect("the stop has an end");
        assert_eq!(channel.state(), LineState::Stopped);
        told
    }
}

fn submission(ticket: u64, text: &str) -> Submission {
    Submission {
        ticket: Ticket(ticket),
        number: Msisdn::parse("13900000001").unwrap(),
        text: Arc::from(text),
        flash: false,
        extension: Extension::new("42").unwrap(),
        not_after: None,
        wants_receipt: true,
    }
}

async fn probed(spec: CmppSpec) -> Result<Version, Cause> {
    let report = tokio::time::timeout(PATIENCE, probe(&settings(spec), &SystemClock)).await.unwrap();
    report.login.map(|facts| facts.version)
}

#[tokio::test]
async fn a_trial_logs_in_and_out() {
    let (port, playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        let terminate = peer.hears().await.unwrap();
        assert_eq!(terminate.pdu, Pdu::Terminate);
        peer.says(terminate.sequence_id, Pdu::TerminateResp).await;
        peer.hears().await
    })
    .await;
    assert_eq!(probed(spec(port)).await, Ok(Version::V30));
    assert_eq!(playing.await.unwrap(), [None]);
}

#[tokio::test]
async fn a_trial_says_which_setting_the_gateway_refused() {
    for (status, code) in [
        (2, "line.refused_account"),
        (3, "line.refused_password"),
        (4, "line.refused_version"),
        (9, "line.refused_other"),
    ] {
        let (port, playing) = gateway(1, move |_, mut peer| async move {
            peer.answers_login(status, 0x30).await;
            peer.hears().await
        })
        .await;
        let cause = probed(spec(port)).await.unwrap_err();
        assert_eq!(cause.code(), code);
        assert_eq!(playing.await.unwrap(), [None]);
    }
}

#[tokio::test]
async fn a_trial_of_a_silent_port_a_web_server_and_nobody_at_all() {
    let (silent, _playing) =
        gateway(1, |_, mut peer| async move { while peer.hears().await.is_some() {} }).await;
    assert_eq!(probed(spec(silent)).await, Err(Cause::LoginUnanswered { after: SECOND }));

    let (web, _playing) = gateway(1, |_, mut peer| async move {
        peer.says_octets(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        peer.hears().await
    })
    .await;
    let garbage = Cause::Garbage(FrameError::TooLong { total_length: 0x4854_5450 });
    assert_eq!(probed(spec(web)).await, Err(garbage));

    let (huge, _playing) = gateway(1, |_, mut peer| async move {
        peer.says_octets(&[0xFF, 0xFF, 0xFF, 0xFF, 0x80, 0, 0, 1, 0, 0, 0, 1]).await;
        peer.hears().await
    })
    .await;
    let four_gigabytes = Cause::Garbage(FrameError::TooLong { total_length: u32::MAX });
    assert_eq!(probed(spec(huge)).await, Err(four_gigabytes));

    let listener = TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
    let nobody = listener.local_addr().unwrap().port();
    drop(listener);
    assert_eq!(probed(spec(nobody)).await, Err(Cause::Unreachable(std::io::ErrorKind::ConnectionRefused)));
}

#[tokio::test]
async fn messages_are_answered_part_by_part_and_the_stop_waits_for_them() {
    let (port, playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        peer.takes_all().await
    })
    .await;
    let owner = Owner::online(spec(port)).await;
    owner.submit(1..=100, "你好").await;
    owner.submit(101..=101, &"长".repeat(100)).await;
    let told = owner.stop(10 * SECOND).await;
    let mut answered: Vec<_> = told
        .iter()
        .filter_map(|event| match event {
            ChannelEvent::Answered {
                ticket, part, parts, answer: Answer::Accepted { .. }, sends: 1, ..
            } => Some((ticket.0, *part, *parts)),
            _ => None,
        })
        .collect();
    answered.sort_unstable();
    let not_sent = told.iter().filter(|event| matches!(event, ChannelEvent::NotSent { .. })).count();
    let submits = playing.await.unwrap().concat();
    assert_eq!(answered.len(), submits.len());
    // What had not begun when the stop came goes back; nothing is lost, nothing ends twice.
    let whole = answered.iter().filter(|(_, part, _)| *part == 1).count();
    assert_eq!(whole + not_sent, 101, "{told:?}");
    answered.dedup();
    assert_eq!(answered.len(), submits.len());
}

#[tokio::test]
async fn refusals_are_data_and_a_long_text_that_cannot_be_sent_is_told() {
    let (port, _playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        while let Some(frame) = peer.hears().await {
            if let Pdu::Submit(_) = frame.pdu {
                let refused = SubmitResp { msg_id: MsgId(0), result: SubmitResult::FLOW_CONTROL };
                peer.says(frame.sequence_id, refused).await;
            }
        }
    })
    .await;
    let mut owner = Owner::online(spec(port)).await;
    owner.submit(1..=1, "你好").await;
    owner.submit(2..=2, &"长".repeat(20_000)).await;
    let refused = owner.until(|event| matches!(event, ChannelEvent::Answered { .. })).await;
    let ChannelEvent::Answered { ticket: Ticket(1), answer: Answer::Refused { code: 8 }, .. } = refused
    else {
        panic!("{refused:?}");
    };
    let fault = owner.until(|event| matches!(event, ChannelEvent::Unsendable { .. })).await;
    let ChannelEvent::Unsendable { ticket: Ticket(2), cause: Unsendable::Text(_), .. } = fault else {
        panic!("{fault:?}");
    };
}

#[tokio::test]
async fn receipts_and_replies_are_answered_after_the_acknowledgement() {
    let pulse_answered = Arc::new(Notify::new());
    let tells = Arc::clone(&pulse_answered);
    let (port, playing) = gateway(1, move |_, peer| receipt_and_reply(peer, Arc::clone(&tells))).await;
    let mut owner = Owner::online(spec(port)).await;
    let receipt = owner.until(|event| matches!(event, ChannelEvent::Receipt { .. })).await;
    let ChannelEvent::Receipt { ack, carrier_id: 77, number, stat, done_at_text, .. } = receipt else {
        panic!("{receipt:?}");
    };
    assert_eq!(number, Msisdn::parse("13900000001").ok());
    assert_eq!((stat.as_str(), done_at_text.as_str()), ("MK:0001", "2609251016"));
    let inbound = owner.until(|event| matches!(event, ChannelEvent::Inbound(_))).await;
    let ChannelEvent::Inbound(inbound) = inbound else { panic!("{inbound:?}") };
    assert_eq!((inbound.to.as_str(), inbound.msg_fmt, inbound.udhi), ("106901234542", 15, false));
    assert_eq!((inbound.raw_number.reveal(), inbound.content.len()), ("13900000001", 4));
    tokio::time::timeout(PATIENCE, pulse_answered.notified()).await.unwrap();
    owner.channel.acknowledge(vec![inbound.ack, ack]);
    assert_eq!(playing.await.unwrap(), [[(501, "CMPP_DELIVER_RESP"), (500, "CMPP_DELIVER_RESP")]]);
}

/// Sends a receipt and a reply and feels the pulse: its answer, first of all, shows that both were read before anyone
/// acknowledged them. Yields what is heard then.
async fn receipt_and_reply(mut peer: Peer, pulse_answered: Arc<Notify>) -> [(u32, &'static str); 2] {
    peer.lets_in().await;
    let report = Report {
        msg_id: MsgId(77),
        stat: Stat::new("MK:0001").unwrap(),
        done_time: Text::new("2609251016").unwrap(),
        dest_terminal_id: Text::new("8613900000001").unwrap(),
        ..Report::default()
    };
    let content = report.to_content(Version::V30).unwrap();
    let receipt = Deliver { msg_id: MsgId(5), registered_delivery: 1, content, ..Deliver::default() };
    peer.says(500, receipt).await;
    let reply = Deliver {
        msg_id: MsgId(6),
        dest_id: Text::new("106901234542").unwrap(),
        src_terminal_id: Text::new("13900000001").unwrap(),
        msg_fmt: MsgFmt::GB,
        content: Content::new(&[0xCD, 0xCB, 0xB6, 0xA9]).unwrap(),
        ..Deliver::default()
    };
    peer.says(501, reply).await;
    peer.says(900, Pdu::ActiveTest).await;
    assert_eq!(peer.hears().await.unwrap().sequence_id, 900);
    pulse_answered.notify_one();
    let (first, second) = (peer.hears().await.unwrap(), peer.hears().await.unwrap());
    [first, second].map(|frame| (frame.sequence_id, frame.pdu.name()))
}

#[tokio::test]
async fn a_cut_line_leaves_doubt_and_is_back_within_a_second() {
    let (port, _playing) = gateway(2, |number, mut peer| async move {
        peer.lets_in().await;
        if number == 0 {
            // Three are heard, one is answered, and the line is cut.
            let first = peer.hears().await.unwrap();
            peer.hears().await.unwrap();
            peer.hears().await.unwrap();
            peer.says(first.sequence_id, SubmitResp { msg_id: MsgId(1), result: SubmitResult::OK }).await;
            return Vec::new();
        }
        peer.takes_all().await
    })
    .await;
    let mut owner = Owner::online(spec(port)).await;
    owner.submit(1..=3, "你好").await;
    for ticket in 2..=3 {
        owner
            .until(|event| matches!(event, ChannelEvent::InDoubt { ticket: Ticket(t), .. } if *t == ticket))
            .await;
    }
    let state = owner.until_down().await;
    assert_eq!(state.cause(), Some(&Cause::PeerClosed));
    let LineState::BackOff { until, .. } = state else { panic!("{state:?}") };
    let now = hongyan_domain::Clock::now(&SystemClock);
    assert!(until.since(now) <= SECOND, "the first try comes within a second");
    owner.until(|event| matches!(event, ChannelEvent::State { state: LineState::Online { .. }, .. })).await;
    owner.submit(4..=4, "你好").await;
    owner.until(|event| matches!(event, ChannelEvent::Answered { ticket: Ticket(4), .. })).await;
}

#[tokio::test]
async fn a_half_open_line_is_noticed_by_its_pulse() {
    let (port, _playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        while peer.hears().await.is_some() {}
    })
    .await;
    let spec = CmppSpec { idle: SECOND, response_timeout: SECOND, sends_max: 1, ..spec(port) };
    let mut owner = Owner::online(spec).await;
    let state = owner.until_down().await;
    assert_eq!(state.cause(), Some(&Cause::Unanswered { what: Unanswered::ActiveTest, sends: 1 }));
}

#[tokio::test]
async fn a_refused_account_waits_long_keeps_its_reason_and_takes_nothing() {
    let (port, _playing) = gateway(2, |number, mut peer| async move {
        if number == 0 {
            peer.answers_login(3, 0x30).await;
            return Vec::new();
        }
        peer.lets_in().await;
        peer.takes_all().await
    })
    .await;
    let mut owner = Owner::of(spec(port));
    let state = owner.until_down().await;
    assert_eq!((state.code(), state.cause().map(Cause::code)), ("refused", Some("line.refused_password")));
    owner.submit(1..=2, &"长".repeat(100)).await;
    for ticket in 1..=2 {
        let back = owner
            .until(|event| matches!(event, ChannelEvent::NotSent { ticket: Ticket(t), .. } if *t == ticket))
            .await;
        assert!(matches!(back, ChannelEvent::NotSent { cause: NotSent::LineDown, .. }), "{back:?}");
    }
    let more = owner.told.iter().any(|event| matches!(event, ChannelEvent::PartNotSent { .. }));
    assert!(!more, "a message that never began goes back once, not part by part");
    // A person has mended the account and says so: it is tried at once.
    owner.channel.resume();
    owner.until(|event| matches!(event, ChannelEvent::State { state: LineState::Online { .. }, .. })).await;
}

#[tokio::test]
async fn a_lower_version_is_spoken_only_where_the_account_allows_it() {
    let script = |number: usize, mut peer: Peer| async move {
        if number == 0 {
            peer.answers_login(4, 0x20).await;
            return;
        }
        peer.version = Version::V20;
        peer.lets_in().await;
        peer.takes_all().await;
    };
    let (port, _playing) = gateway(1, script).await;
    let mut owner = Owner::of(spec(port));
    let state = owner.until_down().await;
    let other = Cause::OtherVersion { asked: Version::V30, offered: Version::V20 };
    assert_eq!((state.code(), state.cause()), ("refused", Some(&other)));

    let (port, _playing) = gateway(2, script).await;
    let mut owner = Owner::of(CmppSpec { version_policy: VersionPolicy::AllowLower, ..spec(port) });
    let online =
        owner.until(|event| matches!(event, ChannelEvent::State { state: LineState::Online { .. }, .. }));
    let ChannelEvent::State { state, .. } = online.await else { panic!("not a state") };
    assert_eq!(state, LineState::Online { version: Version::V20, connections: 1 });
    owner.submit(1..=1, "你好").await;
    owner.until(|event| matches!(event, ChannelEvent::Answered { .. })).await;
}

#[tokio::test]
async fn a_paused_channel_sends_nothing_and_goes_on_later() {
    let (port, playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        peer.takes_all().await
    })
    .await;
    let mut owner = Owner::online(spec(port)).await;
    owner.channel.pause();
    assert_eq!(owner.channel.state(), LineState::Paused { connections: 1 });
    owner.submit(1..=1, "你好").await;
    let back = owner.until(|event| matches!(event, ChannelEvent::NotSent { .. })).await;
    assert!(matches!(back, ChannelEvent::NotSent { cause: NotSent::Paused, .. }), "{back:?}");
    owner.channel.resume();
    owner.submit(2..=2, "你好").await;
    owner.until(|event| matches!(event, ChannelEvent::Answered { ticket: Ticket(2), .. })).await;
    let channel = Arc::clone(&owner.channel);
    owner.stop(SECOND).await;
    assert_eq!(playing.await.unwrap().concat().len(), 1);
    assert_eq!(channel.submit(vec![submission(3, "你好")]).await, Err(ChannelClosed));
}

#[tokio::test]
async fn what_the_gateway_leaves_hanging_goes_back_or_into_doubt() {
    let (port, _playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        while peer.hears().await.is_some() {}
    })
    .await;
    let mut owner = Owner::online(CmppSpec { window: 2, ..spec(port) }).await;
    owner.submit(1..=4, "你好").await;
    // Two fill the window; the others wait a second for room and go back.
    for ticket in 3..=4 {
        let back = owner
            .until(|event| matches!(event, ChannelEvent::NotSent { ticket: Ticket(t), .. } if *t == ticket))
            .await;
        assert!(matches!(back, ChannelEvent::NotSent { cause: NotSent::Waited, .. }), "{back:?}");
    }
    let told = owner.stop(Duration::from_millis(100)).await;
    let doubts = told.iter().filter(|event| matches!(event, ChannelEvent::InDoubt { .. })).count();
    assert_eq!(doubts, 2, "{told:?}");
}

#[tokio::test]
async fn several_connections_share_the_work() {
    let (port, playing) = gateway(3, |_, mut peer| async move {
        peer.lets_in().await;
        peer.takes_all().await.len()
    })
    .await;
    let mut owner = Owner::of(CmppSpec { connections: 3, window: 4, ..spec(port) });
    owner
        .until(|event| {
            matches!(event, ChannelEvent::State { state: LineState::Online { connections: 3, .. }, .. })
        })
        .await;
    let channel = Arc::clone(&owner.channel);
    let submitting = tokio::spawn(async move {
        for first in (1..=600).step_by(20) {
            let batch = (first..first + 20).map(|ticket| submission(ticket, "你好")).collect();
            channel.submit(batch).await.unwrap();
        }
    });
    for _ in 0..600 {
        owner.until(|event| matches!(event, ChannelEvent::Answered { .. })).await;
    }
    submitting.await.unwrap();
    owner.stop(SECOND).await;
    let shares = playing.await.unwrap();
    assert_eq!(shares.iter().sum::<usize>(), 600);
    assert!(shares.iter().all(|share| *share > 0), "{shares:?}");
}

#[tokio::test]
async fn other_channels_go_on_when_one_is_broken() {
    let (good, _playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        peer.takes_all().await
    })
    .await;
    let (bad, _bad) = gateway(1, |_, mut peer| async move {
        peer.says_octets(&[0xFF; 64]).await;
        peer.hears().await
    })
    .await;
    let (mut broken, mut working) = (Owner::of(spec(bad)), Owner::online(spec(good)).await);
    let state = broken.until_down().await;
    assert_eq!((state.code(), state.cause().map(Cause::code)), ("back_off", Some("line.garbage")));
    working.submit(1..=1, "你好").await;
    working.until(|event| matches!(event, ChannelEvent::Answered { .. })).await;
}

#[tokio::test]
async fn a_stop_does_not_wait_for_the_next_try() {
    let (port, _playing) = gateway(1, |_, mut peer| async move { peer.answers_login(3, 0x30).await }).await;
    let mut owner = Owner::of(spec(port));
    owner.until_down().await;
    let told = owner.stop(20 * SECOND).await;
    assert!(matches!(told.as_slice(), [ChannelEvent::State { state: LineState::Stopped, .. }]), "{told:?}");
}

#[tokio::test]
async fn a_dropped_channel_leaves_no_connection_behind() {
    let (port, playing) = gateway(1, |_, mut peer| async move {
        peer.lets_in().await;
        peer.hears().await
    })
    .await;
    drop(Owner::online(spec(port)).await);
    assert_eq!(tokio::time::timeout(PATIENCE, playing).await.unwrap().unwrap(), [None]);
}
