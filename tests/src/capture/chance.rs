//! Sessions made up from a seed: valid, and with values from the whole range that is.

use hongyan_wire::body::Source;
use hongyan_wire::cmpp::{
    Connect, ConnectResp, ConnectStatus, Content, Deliver, DeliverResp, DeliverResult, Destinations, Digest,
    FeeUserType, Frame, MsgFmt, MsgId, MsgIdParts, Pdu, Report, Stat, Submit, SubmitResp, SubmitResult,
    TerminalType, Text, TpUdhi, Version, authenticator_source,
};
use rand::Rng;
use rand_chacha::ChaCha8Rng;

use super::pcap::{Capture, SEGMENT_MAX, Side};
use super::talk::{Heard, Talk};

/// Octets of a header; see [`cuts`].
const HEADER: usize = hongyan_wire::cmpp::HEADER_OCTETS;
/// Destinations of one message at most; 163 + 32 × 21 + 159 octets are under the dissector's limit of 1000.
const DESTINATIONS_MAX: usize = 21;
/// Windows of requests in one session at most, besides login and end.
const WINDOWS_MAX: usize = 12;
/// Requests in one window at most.
const WINDOW_MAX: usize = 8;
/// Characters of text fields, those among them that XML escapes.
const CHARACTERS: &[u8] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-+*#<>&\"' ";
/// Content codings, the flash ones included.
const FORMATS: &[MsgFmt] = &[
    MsgFmt::ASCII,
    MsgFmt::SIM_WRITE,
    MsgFmt::BINARY,
    MsgFmt::UCS2,
    MsgFmt::GB,
    MsgFmt::FLASH_7BIT,
    MsgFmt::FLASH_UCS2,
];
/// End states of reports.
const STATES: &[&str] =
    &["DELIVRD", "EXPIRED", "DELETED", "UNDELIV", "UNKNOWN", "REJECTD", "MA:0001", "CA:9999", "HD:19", "ID"];

/// A session of 3.0 from login to end, over the connection from `port`.
pub fn session(chance: &mut ChaCha8Rng, capture: &mut Capture, port: u16) -> Heard {
    let talk = Talk::open(capture, port, Version::V30);
    let numbers = Numbers { client: chance.random(), server: chance.random() };
    let mut session = Session { talk, capture, numbers };
    let login = (connect(chance), accepted(chance));
    session.exchange(chance, Side::Client, vec![login]);
    for _ in 0..chance.random_range(1..=WINDOWS_MAX) {
        let from = if chance.random() { Side::Client } else { Side::Server };
        let window = chance.random_range(1..=WINDOW_MAX);
        let pairs = (0..window).map(|_| pair(chance, from)).collect();
        session.exchange(chance, from, pairs);
    }
    session.exchange(chance, Side::Client, vec![(Pdu::Terminate, Pdu::TerminateResp)]);
    let Session { talk, capture, .. } = session;
    talk.close(capture)
}

/// The next number of each direction's requests; they wrap.
struct Numbers {
    client: u32,
    server: u32,
}

struct Session<'a> {
    talk: Talk,
    capture: &'a mut Capture,
    numbers: Numbers,
}

impl Session<'_> {
    /// Requests of one side in as many segments as chance wants, then their answers in another order.
    fn exchange(&mut self, chance: &mut ChaCha8Rng, from: Side, pairs: Vec<(Pdu, Pdu)>) {
        let (next, to) = match from {
            Side::Client => (&mut self.numbers.client, Side::Server),
            Side::Server => (&mut self.numbers.server, Side::Client),
        };
        let mut requests = Vec::new();
        let mut answers = Vec::new();
        for (request, answer) in pairs {
            *next = next.wrapping_add(1);
            requests.push(Frame { sequence_id: *next, pdu: request });
            let place = chance.random_range(0..=answers.len());
            answers.insert(place, Frame { sequence_id: *next, pdu: answer });
        }
        for (side, frames) in [(from, requests), (to, answers)] {
            let cuts = cuts(chance, &self.talk, &frames);
            self.talk.say_cut(self.capture, side, &frames, &cuts);
        }
    }
}

/// Where the messages' octets are cut into segments: anywhere but within a header.
///
/// The dissector gives up on a segment that begins a message and does not hold its whole header.
fn cuts(chance: &mut ChaCha8Rng, talk: &Talk, frames: &[Frame]) -> Vec<usize> {
    let mut free = Vec::new();
    let mut begin = 0;
    for frame in frames {
        let end = begin + talk.octets(std::slice::from_ref(frame)).len();
        free.extend((begin..end).filter(|at| *at == begin || *at >= begin + HEADER));
        begin = end;
    }
    let mut cuts = Vec::new();
    let mut last = 0;
    loop {
        // Now whole windows in one segment, now messages in crumbs.
        let longest = if chance.random() { SEGMENT_MAX } else { 200 };
        let wanted = last + chance.random_range(1..=longest);
        if wanted >= begin {
            return cuts;
        }
        let within = free.iter().copied().filter(|at| (last + 1..=wanted).contains(at)).max();
        // Where a header stands in the way the cut comes behind it.
        let Some(cut) = within.or_else(|| free.iter().copied().find(|at| *at > wanted)) else { return cuts };
        cuts.push(cut);
        last = cut;
    }
}

/// A request that this side may send, and an answer to it.
fn pair(chance: &mut ChaCha8Rng, from: Side) -> (Pdu, Pdu) {
    match (chance.random_range(0..10), from) {
        (0..7, Side::Client) => (submit(chance), submitted(chance)),
        (0..7, Side::Server) => {
            let deliver = deliver(chance);
            let result = DeliverResult(chance.random_range(0..=9));
            let answer = DeliverResp { msg_id: deliver.msg_id, result };
            (deliver.into(), answer.into())
        }
        (7, _) => (Pdu::ActiveTest, sample(chance, 0x8000_0008)),
        _ => {
            // The messages whose names alone the dissector knows.
            let others: [u32; 12] = [0x06, 0x07, 0x08, 0x09, 0x10, 0x11, 0x12, 0x13, 0x14, 0x15, 0x16, 0x17];
            let command = others[chance.random_range(0..others.len())];
            (sample(chance, command), sample(chance, command | 0x8000_0000))
        }
    }
}

fn sample(chance: &mut ChaCha8Rng, command_id: u32) -> Pdu {
    let octets: [u8; 512] = std::array::from_fn(|_| chance.random());
    Pdu::sample(Version::V30, command_id, &mut Source::new(&octets)).expect("the command exists")
}

fn connect(chance: &mut ChaCha8Rng) -> Pdu {
    let source_addr = text(chance, 1);
    let timestamp = timestamp(chance);
    let authenticator_source = authenticator_source(source_addr.octets(), b"secret", timestamp);
    Connect { source_addr, authenticator_source, version: Version::V30.to_byte(), timestamp }.into()
}

fn accepted(chance: &mut ChaCha8Rng) -> Pdu {
    let status = ConnectStatus(chance.random_range(0..=5));
    let authenticator_ismg = Digest(chance.random());
    ConnectResp { status, authenticator_ismg, version: Version::V30.to_byte() }.into()
}

fn timestamp(chance: &mut ChaCha8Rng) -> u32 {
    [(1, 12), (1, 31), (0, 23), (0, 59), (0, 59)]
        .into_iter()
        .fold(0, |number, (least, most)| number * 100 + chance.random_range(least..=most))
}

fn submit(chance: &mut ChaCha8Rng) -> Pdu {
    let (msg_fmt, tp_udhi, content) = content(chance);
    let pk_total = chance.random_range(1..=10);
    let most = if chance.random_range(0..4) == 0 { DESTINATIONS_MAX } else { 1 };
    let numbers: Vec<_> = (0..chance.random_range(1..=most)).map(|_| number(chance)).collect();
    Submit {
        msg_id: MsgId(0),
        pk_total,
        pk_number: chance.random_range(1..=pk_total),
        registered_delivery: chance.random_range(0..=1),
        msg_level: chance.random(),
        service_id: text(chance, 0),
        fee_user_type: FeeUserType(chance.random_range(0..=3)),
        fee_terminal_id: number(chance),
        fee_terminal_type: TerminalType(chance.random_range(0..=1)),
        tp_pid: chance.random(),
        tp_udhi,
        msg_fmt,
        msg_src: text(chance, 0),
        fee_type: text(chance, 0),
        fee_code: text(chance, 0),
        valid_time: text(chance, 0),
        at_time: text(chance, 0),
        src_id: text(chance, 0),
        dest_terminal_ids: Destinations::try_from(numbers.as_slice()).expect("the list is not full"),
        dest_terminal_type: TerminalType(chance.random_range(0..=1)),
        content,
        link_id: text(chance, 0),
    }
    .into()
}

fn submitted(chance: &mut ChaCha8Rng) -> Pdu {
    let result = match chance.random_range(0..4) {
        0 => SubmitResult(chance.random()), // vendors' own
        1 => SubmitResult(chance.random_range(0..=13)),
        _ => SubmitResult::OK,
    };
    SubmitResp { msg_id: msg_id(chance), result }.into()
}

fn deliver(chance: &mut ChaCha8Rng) -> Deliver {
    let is_report = chance.random();
    let (msg_fmt, tp_udhi, content) =
        if is_report { (MsgFmt::ASCII, TpUdhi::NONE, report(chance)) } else { content(chance) };
    Deliver {
        msg_id: msg_id(chance),
        dest_id: text(chance, 0),
        service_id: text(chance, 0),
        tp_pid: chance.random(),
        tp_udhi,
        msg_fmt,
        src_terminal_id: number(chance),
        src_terminal_type: TerminalType(chance.random_range(0..=1)),
        registered_delivery: u8::from(is_report),
        content,
        link_id: text(chance, 0),
    }
}

fn report(chance: &mut ChaCha8Rng) -> Content {
    let minute = |chance: &mut ChaCha8Rng| {
        Text::new(&format!("{:02}{:08}", chance.random_range(0..100), timestamp(chance) / 100))
            .expect("a minute has ten digits")
    };
    let report = Report {
        msg_id: msg_id(chance),
        stat: Stat::new(STATES[chance.random_range(0..STATES.len())]).expect("a state fits"),
        submit_time: minute(chance),
        done_time: minute(chance),
        dest_terminal_id: number(chance),
        smsc_sequence: chance.random(),
    };
    report.to_content(Version::V30).expect("a report can be written")
}

/// A coding and content that fits it, sometimes with a header of six octets.
fn content(chance: &mut ChaCha8Rng) -> (MsgFmt, TpUdhi, Content) {
    let msg_fmt = FORMATS[chance.random_range(0..FORMATS.len())];
    let length = chance.random_range(0..=msg_fmt.content_max());
    let mut octets: Vec<u8> = (0..length).map(|_| chance.random()).collect();
    let header = [5, 0, 3, chance.random(), 2, 1];
    let tp_udhi = match octets.first_chunk_mut::<6>() {
        Some(start) if chance.random() => {
            *start = header;
            TpUdhi::HEADER
        }
        Some(_) | None => TpUdhi::NONE,
    };
    (msg_fmt, tp_udhi, Content::new(&octets).expect("the content is short"))
}

fn msg_id(chance: &mut ChaCha8Rng) -> MsgId {
    MsgId::from_parts(&MsgIdParts {
        month: chance.random_range(1..=12),
        day: chance.random_range(1..=31),
        hour: chance.random_range(0..=23),
        minute: chance.random_range(0..=59),
        second: chance.random_range(0..=59),
        gateway: chance.random_range(0..=0x3F_FFFF),
        sequence: chance.random(),
    })
    .expect("the parts are in their ranges")
}

/// A number, or an alias that fills the field.
fn number(chance: &mut ChaCha8Rng) -> Text<32> {
    match chance.random_range(0..4) {
        0 => text(chance, 0),
        1 => Text::new(&format!("86139{:08}", chance.random_range(0..100_000_000))).expect("it fits"),
        _ => Text::new(&format!("139{:08}", chance.random_range(0..100_000_000))).expect("it fits"),
    }
}

/// Text of at least `least` characters; as often as not it fills the field, which then has no terminator.
fn text<const N: usize>(chance: &mut ChaCha8Rng, least: usize) -> Text<N> {
    let length = if chance.random() { N } else { chance.random_range(least..=N) };
    let octets: Vec<u8> = (0..length).map(|_| CHARACTERS[chance.random_range(0..CHARACTERS.len())]).collect();
    Text::new(&String::from_utf8(octets).expect("the characters are ASCII")).expect("it fits")
}
