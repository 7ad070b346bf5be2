//! One seed is one world: the client session, a scripted gateway that misbehaves, and a network that delays, cuts and
//! loses. The promises of `session` are checked on every step, and a seed replays to the byte.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    reason = "helpers of tests fail by panicking; what a script does not expect, it ignores"
)]

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use hongyan_link::session::{
    DeliverKey, Event, Input, NotSent, Order, Session, SessionConfig, Tempo, Ticket,
};
use hongyan_link::{Cause, Secret, Tick};
use hongyan_wire::cmpp::{
    ActiveTestResp, ConnectResp, ConnectStatus, Content, Deliver, Destinations, Frame, MsgFmt, MsgId, Pdu,
    Report, Stat, Submit, SubmitResp, SubmitResult, Text, Version, decode, encode, split_frame,
};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

const ORDERS: u64 = 40;
const CONNECTIONS_MAX: u32 = 12;
const SECOND_MICROS: u64 = 1_000_000;

/// How a world is: all drawn from its seed.
struct Nature {
    version: Version,
    window: usize,
    per_second: Option<u32>,
    /// Chances in 1,000, each tried once per occasion.
    lose_answer: u32,
    repeat_answer: u32,
    flow_control: u32,
    hang_up: u32,
    garbage: u32,
    terminate: u32,
    quirk: u32,
    refuse_login: u32,
    repeat_receipt: u32,
    delay_max: u64,
}

impl Nature {
    fn draw(rng: &mut ChaCha8Rng) -> Self {
        let mut chance = |most: u32| if rng.random_bool(0.5) { rng.random_range(0..=most) } else { 0 };
        let (lose_answer, repeat_answer, flow_control) = (chance(60), chance(100), chance(200));
        let (hang_up, garbage, terminate, quirk) = (chance(20), chance(10), chance(10), chance(100));
        let (refuse_login, repeat_receipt) = (chance(300), chance(300));
        Self {
            version: Version::ALL[rng.random_range(0..3)],
            window: rng.random_range(1..=20),
            per_second: rng.random_bool(0.5).then(|| rng.random_range(1..=50)),
            lose_answer,
            repeat_answer,
            flow_control,
            hang_up,
            garbage,
            terminate,
            quirk,
            refuse_login,
            repeat_receipt,
            delay_max: [1_000, 50_000, 3_000_000][rng.random_range(0..3)],
        }
    }
}

/// Something that will happen.
enum Act {
    /// Octets reach the gateway.
    AtGateway(Vec<u8>),
    /// Octets reach the session.
    AtSession(Vec<u8>),
    /// The session learns that the socket is gone.
    Gone,
    /// The owner has a receipt safe.
    Safe(DeliverKey),
    /// The owner wants to go.
    Leave,
}

/// How each order ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum End {
    Answered,
    InDoubt,
    NotSent,
}

struct World {
    rng: ChaCha8Rng,
    nature: Nature,
    config: Arc<SessionConfig>,
    now: Tick,
    acts: BTreeMap<(Tick, u64), (u32, Act)>,
    acts_made: u64,
    session: Session,
    /// Counts connections; acts of earlier ones come to nothing.
    connection: u32,
    /// The two directions keep their order: when the last octets arrive.
    last_arrival: [Tick; 2],
    gateway_inbox: Vec<u8>,
    /// What has left the session on this connection, cut to frames.
    outbox: Vec<u8>,
    orders: VecDeque<u64>,
    under_way: BTreeSet<u64>,
    ends: BTreeMap<u64, End>,
    /// SUBMITs of this connection by sequence number, byte for byte.
    submits: BTreeMap<u32, Vec<u8>>,
    /// Departures of SUBMITs, repeats included, over all connections.
    departures: VecDeque<Tick>,
    next_sequence: u32,
    /// Receipts handed to the owner and not acknowledged, on this connection.
    unacknowledged: BTreeSet<u32>,
    /// Acknowledged and not yet answered.
    owed: BTreeSet<u32>,
    terminate_seen: bool,
    leaving: bool,
    deliver_sequence: u32,
    /// Codes of ends and causes that came up.
    seen: BTreeSet<&'static str>,
    /// Everything that the session did, if it is wanted.
    trace: Option<Vec<u8>>,
}

impl World {
    fn new(seed: u64) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(seed);
        let nature = Nature::draw(&mut rng);
        let mut config =
            SessionConfig::new(Text::new("901234").unwrap(), Secret::new("Secret01"), nature.version);
        config.window = nature.window;
        config.idle = Duration::from_secs(rng.random_range(2..30));
        config.response_timeout = Duration::from_secs(rng.random_range(2..10));
        config.unacknowledged_max = rng.random_range(1..40);
        let config = Arc::new(config);
        let tempo = Tempo::new(nature.per_second);
        let mut world = Self {
            session: Session::new(Arc::clone(&config), tempo),
            rng,
            nature,
            config,
            now: Tick::ZERO,
            acts: BTreeMap::new(),
            acts_made: 0,
            connection: 0,
            last_arrival: [Tick::ZERO; 2],
            gateway_inbox: Vec::new(),
            outbox: Vec::new(),
            orders: (1..=ORDERS).collect(),
            under_way: BTreeSet::new(),
            ends: BTreeMap::new(),
            submits: BTreeMap::new(),
            departures: VecDeque::new(),
            next_sequence: 1,
            unacknowledged: BTreeSet::new(),
            owed: BTreeSet::new(),
            terminate_seen: false,
            leaving: false,
            deliver_sequence: 1,
            seen: BTreeSet::new(),
            trace: None,
        };
        world.connect();
        world
    }

    fn chance(&mut self, of_1000: u32) -> bool {
        self.rng.random_range(0..1_000) < of_1000
    }

    fn later(&mut self, wait: u64, act: Act) {
        let at = Tick::from_micros(self.now.micros() + wait);
        self.plan(at, act);
    }

    fn plan(&mut self, at: Tick, act: Act) {
        self.acts_made += 1;
        self.acts.insert((at, self.acts_made), (self.connection, act));
    }

    /// Puts octets on their way, cut anywhere, each direction in order.
    fn carry(&mut self, mut octets: Vec<u8>, to_gateway: bool) {
        while !octets.is_empty() {
            let cut = if self.rng.random_bool(0.3) {
                self.rng.random_range(1..=octets.len())
            } else {
                octets.len()
            };
            let rest = octets.split_off(cut);
            let wait = self.rng.random_range(0..=self.nature.delay_max);
            let arrival =
                self.last_arrival[usize::from(to_gateway)].max(self.now.after(Duration::from_micros(wait)));
            self.last_arrival[usize::from(to_gateway)] = arrival;
            self.plan(arrival, if to_gateway { Act::AtGateway(octets) } else { Act::AtSession(octets) });
            octets = rest;
        }
    }

    fn connect(&mut self) {
        self.connection += 1;
        self.last_arrival = [self.now; 2];
        self.gateway_inbox.clear();
        self.outbox.clear();
        self.submits.clear();
        self.unacknowledged.clear();
        self.owed.clear();
        self.next_sequence = 1;
        self.terminate_seen = false;
        self.leaving = false;
        self.session.handle(Input::Connected { timestamp: 102_030_405 }, self.now);
        let leave_after = self.rng.random_range(0..120 * SECOND_MICROS);
        self.later(leave_after, Act::Leave);
    }

    /// Runs until everything has ended.
    fn run(&mut self) {
        let mut steps = 0;
        while self.ends.len() < usize::try_from(ORDERS).unwrap() || !self.session.is_closed() {
            steps += 1;
            assert!(steps < 200_000, "the world does not end");
            self.observe();
            if self.session.is_closed() {
                if self.connection >= CONNECTIONS_MAX {
                    self.give_up();
                    break;
                }
                let wait = self.rng.random_range(0..SECOND_MICROS);
                self.now = self.now.after(Duration::from_micros(wait));
                let done = Session::new(Arc::clone(&self.config), Tempo::new(None));
                let tempo = std::mem::replace(&mut self.session, done).into_tempo();
                self.session = Session::new(Arc::clone(&self.config), tempo);
                self.connect();
                continue;
            }
            self.hand_over();
            self.observe();
            self.advance();
        }
        self.observe();
        assert!(self.under_way.is_empty(), "lost: {:?}", self.under_way);
        assert_eq!(self.ends.len(), usize::try_from(ORDERS).unwrap());
    }

    /// The owner hands over what there is room for; now and then more, which must come back.
    fn hand_over(&mut self) {
        let room = self.session.room(self.now);
        let excess = usize::from(self.rng.random_bool(0.01));
        let in_flight = self.session.in_flight();
        assert!(room + in_flight <= self.nature.window, "room for {room} beside {in_flight}");
        for _ in 0..room + excess {
            let Some(message) = self.orders.pop_front() else { return };
            self.under_way.insert(message);
            self.session.handle(Input::Order(order(message)), self.now);
        }
    }

    /// Goes to the next moment at which anything happens.
    fn advance(&mut self) {
        let act_at = self.acts.keys().next().map(|(at, _)| *at);
        let room_at = (!self.orders.is_empty()).then(|| self.session.room_at()).flatten();
        let waits = [act_at, self.session.next_timeout(), room_at];
        let next = waits.into_iter().flatten().min().expect("something is always awaited");
        self.now = self.now.max(next);
        if act_at.is_some_and(|at| at <= self.now) {
            let (_, (connection, act)) = self.acts.pop_first().unwrap();
            if connection == self.connection {
                self.act(act);
            }
        }
        // Early or late, a time-out does no harm.
        if self.rng.random_bool(0.5) || self.session.next_timeout().is_some_and(|due| due <= self.now) {
            self.session.handle(Input::Timeout, self.now);
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::AtGateway(octets) => self.gateway_reads(&octets),
            Act::AtSession(octets) if self.session.reads() => {
                self.session.handle(Input::Octets(&octets), self.now);
            }
            // They stay in the socket until the session reads again; what comes behind them waits as well.
            Act::AtSession(octets) => {
                let again = self.now.after(Duration::from_millis(100));
                let behind: Vec<_> = self
                    .acts
                    .iter()
                    .filter(|(_, (connection, act))| {
                        *connection == self.connection && matches!(act, Act::AtSession(_))
                    })
                    .map(|(key, _)| *key)
                    .collect();
                self.plan(again, Act::AtSession(octets));
                for key in behind {
                    let (_, act) = self.acts.remove(&key).unwrap();
                    self.plan(again.max(key.0), act);
                }
                self.last_arrival[0] = self.last_arrival[0].max(again);
            }
            Act::Gone => self.session.handle(Input::Lost(Cause::PeerClosed), self.now),
            Act::Safe(key) => {
                if self.unacknowledged.remove(&key.0) && !self.session.is_closed() {
                    self.owed.insert(key.0);
                }
                self.session.handle(Input::Acknowledge(key), self.now);
            }
            Act::Leave => {
                let grace = Duration::from_micros(self.rng.random_range(0..20 * SECOND_MICROS));
                self.session.handle(Input::Terminate { grace }, self.now);
                self.leaving = true;
            }
        }
    }

    /// Checks and takes what the session has done.
    fn observe(&mut self) {
        assert!(self.session.in_flight() <= self.nature.window);
        for event in std::mem::take(self.session.events()) {
            if let Some(trace) = &mut self.trace {
                trace.extend(format!("{:?} {event:?}\n", self.now).bytes());
            }
            match event {
                Event::Answered { ticket, sends, .. } => {
                    assert!((1..=3).contains(&sends));
                    self.end(ticket, End::Answered);
                }
                Event::InDoubt { ticket } => self.end(ticket, End::InDoubt),
                Event::NotSent { ticket, why } => {
                    assert_ne!(why, NotSent::Waited);
                    self.end(ticket, End::NotSent);
                }
                Event::Unsendable { ticket, fault } => panic!("{ticket:?}: {fault}"),
                Event::Report { key, .. } | Event::Inbound { key, .. } => {
                    assert!(self.unacknowledged.insert(key.0), "handed over twice at once");
                    assert!(self.unacknowledged.len() <= self.config.unacknowledged_max);
                    let wait = self.rng.random_range(0..2 * SECOND_MICROS);
                    self.later(wait, Act::Safe(key));
                }
                Event::Online { version, .. } => assert_eq!(version, self.nature.version),
                Event::Closed(cause) => {
                    self.seen.insert(cause.code());
                    assert!(self.session.is_closed());
                    assert!(self.under_way.is_empty(), "{:?} have no end", self.under_way);
                }
            }
        }
        let octets = std::mem::take(self.session.octets());
        if octets.is_empty() {
            return;
        }
        if let Some(trace) = &mut self.trace {
            trace.extend(format!("{:?} out ", self.now).bytes());
            trace.extend(&octets);
        }
        self.outbox.extend(&octets);
        let outbox = std::mem::take(&mut self.outbox);
        let mut rest = outbox.as_slice();
        while let Some((raw, used)) = split_frame(rest).expect("only frames leave") {
            let frame = decode(self.nature.version, &raw).expect("only messages leave").frame;
            self.check_sent(&frame, &rest[..used]);
            rest = &rest[used..];
        }
        assert!(rest.is_empty(), "half a frame has left");
        self.carry(octets, true);
    }

    fn check_sent(&mut self, frame: &Frame, octets: &[u8]) {
        assert!(!self.terminate_seen || frame.pdu.is_response(), "{} after TERMINATE", frame.pdu.name());
        let sequence = frame.sequence_id;
        if let Pdu::Submit(_) = &frame.pdu {
            self.check_pace();
            if let Some(first) = self.submits.get(&sequence) {
                assert_eq!(first, octets, "a repeat is the same PDU");
                return;
            }
            assert!(!self.leaving, "a new SUBMIT while leaving");
            self.submits.insert(sequence, octets.to_vec());
        }
        if let Pdu::DeliverResp(response) = &frame.pdu
            && response.result.0 == 0
        {
            assert!(self.owed.remove(&sequence), "answered before it was safe, or twice");
        }
        self.terminate_seen |= frame.pdu == Pdu::Terminate;
        if !frame.pdu.is_response() && sequence >= self.next_sequence {
            assert_eq!(sequence, self.next_sequence, "numbers run upwards by one");
            self.next_sequence += 1;
        }
    }

    fn check_pace(&mut self) {
        self.departures.push_back(self.now);
        while self.departures.front().is_some_and(|first| self.now.since(*first) >= Duration::from_secs(1)) {
            self.departures.pop_front();
        }
        if let Some(per_second) = self.nature.per_second {
            let count = self.departures.len();
            assert!(
                count <= usize::try_from(per_second).unwrap(),
                "{count} in a second, agreed are {per_second}"
            );
        }
    }

    fn end(&mut self, ticket: Ticket, end: End) {
        self.seen.insert(match end {
            End::Answered => "answered",
            End::InDoubt => "in_doubt",
            End::NotSent => "not_sent",
        });
        assert!(self.under_way.remove(&ticket.message), "{} was not under way, yet {end:?}", ticket.message);
        assert_eq!(self.ends.insert(ticket.message, end), None, "{} ended twice", ticket.message);
    }

    /// The carrier is hopeless: what is left ends unsent, at a session that is closed.
    fn give_up(&mut self) {
        while let Some(message) = self.orders.pop_front() {
            self.under_way.insert(message);
            self.session.handle(Input::Order(order(message)), self.now);
        }
    }

    fn gateway_says(&mut self, sequence_id: u32, pdu: impl Into<Pdu>) {
        let mut octets = Vec::new();
        encode(self.nature.version, &Frame { sequence_id, pdu: pdu.into() }, &mut octets).unwrap();
        self.carry(octets, false);
    }

    fn gateway_reads(&mut self, octets: &[u8]) {
        self.gateway_inbox.extend(octets);
        while let Some((frame, used)) = {
            let version = self.nature.version;
            split_frame(&self.gateway_inbox)
                .unwrap()
                .map(|(raw, used)| (decode(version, &raw).unwrap().frame, used))
        } {
            self.gateway_inbox.drain(..used);
            self.gateway_acts(frame);
        }
    }

    fn gateway_acts(&mut self, frame: Frame) {
        let sequence = frame.sequence_id;
        if self.chance(self.nature.hang_up) {
            self.later(0, Act::Gone);
        }
        if self.chance(self.nature.garbage) {
            let octets = (0..self.rng.random_range(1..60)).map(|_| self.rng.random()).collect();
            self.carry(octets, false);
        }
        if self.chance(self.nature.terminate) {
            self.gateway_says(7_000_000, Pdu::Terminate);
        }
        if self.chance(self.nature.quirk) {
            self.misbehave();
        }
        match frame.pdu {
            Pdu::Connect(connect) => {
                let refuses = self.chance(self.nature.refuse_login);
                let status = if refuses { ConnectStatus::NOT_AUTHENTICATED } else { ConnectStatus::OK };
                if !self.chance(self.nature.lose_answer) {
                    let response = ConnectResp { status, version: connect.version, ..ConnectResp::default() };
                    self.gateway_says(sequence, response);
                }
            }
            Pdu::Submit(submit) => self.gateway_takes(sequence, &submit),
            Pdu::ActiveTest if !self.chance(self.nature.lose_answer) => {
                self.gateway_says(sequence, ActiveTestResp::default());
            }
            Pdu::Terminate => self.gateway_says(sequence, Pdu::TerminateResp),
            _ => {}
        }
    }

    fn gateway_takes(&mut self, sequence: u32, submit: &Submit) {
        let msg_id = submit.content.octets().first_chunk().map_or(0, |octets| u64::from_be_bytes(*octets));
        let msg_id = MsgId(msg_id);
        let refuses = self.chance(self.nature.flow_control);
        let result = if refuses { SubmitResult::FLOW_CONTROL } else { SubmitResult::OK };
        // A receipt may overtake the answer, and come again and again.
        let early = self.rng.random_bool(0.2);
        if early && !refuses {
            self.gateway_reports(msg_id);
        }
        if !self.chance(self.nature.lose_answer) {
            self.gateway_says(sequence, SubmitResp { msg_id, result });
            while self.chance(self.nature.repeat_answer) {
                self.gateway_says(sequence, SubmitResp { msg_id, result });
            }
        }
        if !early && !refuses {
            self.gateway_reports(msg_id);
        }
    }

    fn gateway_reports(&mut self, msg_id: MsgId) {
        let stat = Stat::new("DELIVRD").unwrap();
        let content = Report { msg_id, stat, ..Report::default() }.to_content(self.nature.version).unwrap();
        let deliver = Deliver { msg_id, registered_delivery: 1, content, ..Deliver::default() };
        let sequence = self.deliver_sequence;
        self.deliver_sequence += 1;
        self.gateway_says(sequence, deliver.clone());
        while self.chance(self.nature.repeat_receipt) {
            self.gateway_says(sequence, deliver.clone());
        }
    }

    /// Frames that are frames, and nothing that helps.
    fn misbehave(&mut self) {
        let sequence = self.rng.random();
        match self.rng.random_range(0..4) {
            0 => self.gateway_says(sequence, Pdu::ActiveTest),
            1 => self.gateway_says(sequence, SubmitResp::default()),
            2 => {
                let unknown = [0, 0, 0, 16, 0, 0, 0, 0x7F, 0, 0, 0, 1, 9, 9, 9, 9];
                self.carry(unknown.to_vec(), false);
            }
            _ => {
                let broken = [0, 0, 0, 16, 0, 0, 0, 5, 0, 0, 0, 1, 9, 9, 9, 9];
                self.carry(broken.to_vec(), false);
            }
        }
    }
}

fn order(message: u64) -> Order {
    let submit = Submit {
        pk_total: 1,
        pk_number: 1,
        msg_fmt: MsgFmt::UCS2,
        dest_terminal_ids: Destinations::one(Text::new("13900000001").unwrap()),
        content: Content::new(&message.to_be_bytes()).unwrap(),
        ..Submit::default()
    };
    Order { ticket: Ticket { message, part: 1, parts: 1 }, submit }
}

/// Names the seed when a world fails.
struct Named(u64);

impl Drop for Named {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the world of seed {} failed", self.0);
        }
    }
}

/// Lives one world; the codes of what came up in it.
fn world(seed: u64) -> BTreeSet<&'static str> {
    let _named = Named(seed);
    let mut world = World::new(seed);
    world.run();
    world.seen
}

#[test]
fn every_order_ends_exactly_once_whatever_the_gateway_does() {
    let seen: BTreeSet<_> = (1..=2_000).flat_map(world).collect();
    let expected = [
        "answered",
        "in_doubt",
        "not_sent",
        "line.garbage",
        "line.login_unanswered",
        "line.peer_closed",
        "line.peer_terminated",
        "line.refused_password",
        "line.terminated",
        "line.unanswered",
    ];
    let missing: Vec<_> = expected.iter().filter(|code| !seen.contains(*code)).collect();
    assert!(missing.is_empty(), "the worlds are too tame for {missing:?}; they had {seen:?}");
}

#[test]
fn a_seed_replays_to_the_byte() {
    let trace = |seed| {
        let mut world = World { trace: Some(Vec::new()), ..World::new(seed) };
        world.run();
        world.trace
    };
    for seed in [42, 4_711, 1_234_567] {
        assert!(trace(seed) == trace(seed), "seed {seed}");
    }
}
