//! A client and a carrier by value: one seed is one world, which replays to the octet.

use hongyan_wire::cmpp::{
    Command, Connect, Deliver, DeliverResp, Destinations, Frame, Pdu, SubmitResp, Version,
    authenticator_source, decode, encode, split_frame,
};

use hongyan_domain::{Msisdn, UnixMillis};
use hongyan_link::gateway::{Accounts, Desk, Input, LineNo, Session};
use hongyan_wire::cmpp::{DeliverResult, MsgFmt, Submit};
use hongyan_wire::field::{Content, Text};

use super::CarrierDesk;
use super::turn::{digits, millis};
use crate::config::Config;

/// A client and a carrier by value: nothing runs, time moves in steps of five milliseconds.
struct World {
    desk: CarrierDesk,
    line: Option<Session>,
    lines: u64,
    now: UnixMillis,
    wake_at: Option<UnixMillis>,
    /// Everything that the carrier wrote, with its time and line.
    transcript: Vec<(i64, u64, Vec<u8>)>,
    next: u32,
    sent: u64,
    answers: u64,
    delivers: u64,
}

const SETTINGS: &str = "
    steering = false
    [mobile.answer]
    delay_ms = [0, 20]
    refused = 0.05
    [mobile.receipt]
    delay_ms = [0, 300]
    duplicate = 0.1
    early = 0.1
    intermediate = 0.1
    lost = 0.05
    [mobile.trouble]
    cut_before = 0.02
    cut_after = 0.02
    [mobile.reply]
    opt_out = 0.1
    long = 0.1
    delay_ms = [10, 100]";

impl World {
    fn new(seed: u64) -> Self {
        let config = Config::from_toml(SETTINGS).unwrap();
        let mobile = config.carriers[0].clone();
        let accounts = Accounts::new(mobile.gateway, [mobile.account.clone()]).unwrap();
        Self {
            desk: CarrierDesk::new(&config, mobile, seed, accounts),
            line: None,
            lines: 0,
            now: UnixMillis::parse_china("2026-03-01 09:30").unwrap(),
            wake_at: None,
            transcript: Vec::new(),
            next: 0,
            sent: 0,
            answers: 0,
            delivers: 0,
        }
    }

    fn turn(&mut self, input: Input<'_>) {
        let Some(session) = &mut self.line else { return };
        self.wake_at = self.desk.turn(session, input, self.now);
        let mut octets = Vec::new();
        session.take_output(&mut octets);
        let (closed, line) = (session.is_closed(), session.line().0);
        if closed {
            self.line = None;
        }
        let mut rest = octets.as_slice();
        let mut taken = Vec::new();
        while let Some((raw, length)) = split_frame(rest).unwrap() {
            rest = &rest[length..];
            match raw.header.command_id {
                SubmitResp::COMMAND_ID => self.answers += 1,
                Deliver::COMMAND_ID => {
                    let Pdu::Deliver(deliver) = decode(Version::V30, &raw).unwrap().frame.pdu else {
                        continue;
                    };
                    self.delivers += 1;
                    let answer = DeliverResp { msg_id: deliver.msg_id, result: DeliverResult::OK };
                    let frame = Frame { sequence_id: raw.header.sequence_id, pdu: answer.into() };
                    encode(Version::V30, &frame, &mut taken).unwrap();
                }
                _ => {}
            }
        }
        if !octets.is_empty() {
            self.transcript.push((self.now.0, line, octets));
        }
        if !taken.is_empty() {
            self.turn(Input::Bytes(&taken));
        }
    }

    fn send(&mut self, pdu: impl Into<Pdu>) {
        self.next += 1;
        let mut octets = Vec::new();
        encode(Version::V30, &Frame { sequence_id: self.next, pdu: pdu.into() }, &mut octets).unwrap();
        self.turn(Input::Bytes(&octets));
    }

    fn log_in(&mut self) {
        self.lines += 1;
        self.line = Some(Session::new(LineNo(self.lines), self.now));
        let timestamp = 301_093_000;
        self.send(Connect {
            source_addr: Text::new("901001").unwrap(),
            authenticator_source: authenticator_source(b"901001", b"mobile-secret", timestamp),
            version: 0x30,
            timestamp,
        });
    }

    fn step(&mut self) {
        if self.line.is_none() {
            self.log_in();
        }
        self.now = self.now + millis(5);
        if self.wake_at.is_some_and(|wake_at| wake_at <= self.now) {
            self.turn(Input::Timeout);
        }
    }

    /// Sends to `people`, then waits until nothing is due any more.
    fn run(seed: u64, people: u64) -> Self {
        let mut world = Self::new(seed);
        for person in 0..people {
            world.step();
            if world.line.is_none() {
                continue;
            }
            world.sent += 1;
            world.send(Submit {
                pk_total: 1,
                pk_number: 1,
                registered_delivery: 1,
                msg_fmt: MsgFmt::UCS2,
                src_id: Text::new("10690001107").unwrap(),
                dest_terminal_ids: Destinations::one(digits(
                    Msisdn::from_digits(13_800_000_000 + person * 7_919).unwrap(),
                )),
                content: Content::new(&[0x4E, 0x2D]).unwrap(),
                ..Submit::default()
            });
        }
        for _ in 0..10_000 {
            if world.line.is_some() && world.wake_at.is_none() && world.desk.counters().waiting == 0 {
                break;
            }
            world.step();
        }
        world
    }
}

#[test]
fn a_seed_replays_to_the_octet() {
    let (one, same, other) = (World::run(42, 600), World::run(42, 600), World::run(43, 600));
    assert_eq!(one.transcript, same.transcript);
    assert_ne!(one.transcript, other.transcript);
}

#[test]
fn every_message_is_accounted_for_on_both_sides() {
    for seed in 1..=20 {
        let world = World::run(seed, 400);
        let counters = world.desk.counters();
        assert!(counters.cut > 0 && counters.given_back < 100, "seed {seed} had some trouble: {counters:?}");
        assert_eq!(counters.waiting, 0, "seed {seed}");
        let not_taken = counters.submits - counters.accepted - counters.refused_in_all();
        assert!(not_taken + counters.taken_unanswered <= counters.cut, "seed {seed}: each cost a line");
        let unanswered = counters.taken_unanswered + counters.answers_lost;
        let settled = counters.accepted + counters.refused_in_all();
        assert_eq!(
            world.answers + unanswered,
            settled,
            "seed {seed}: each answer came or went down with its line"
        );
        assert_eq!(world.sent, counters.submits + counters.unprocessed, "seed {seed}");
        assert_eq!(counters.receipts_made(), counters.receipts_taken, "seed {seed}: each was taken once");
        assert_eq!(counters.inbound, counters.inbound_taken, "seed {seed}");
        let taken = counters.receipts_taken + counters.inbound_taken;
        assert_eq!(
            world.delivers,
            taken + counters.given_back,
            "seed {seed}: what was given back came again"
        );
        let ledger: u64 = world.desk.ledger().iter().map(|row| u64::from(row.accepted)).sum();
        assert_eq!(ledger, counters.accepted, "seed {seed}");
    }
}
