//! How many decisions a second: `cargo run --release -p hongyan-policy --example figures`.

#![expect(clippy::disallowed_methods, reason = "a stop-watch, not a decision")]

use std::hint::black_box;
use std::time::Instant;

use hongyan_domain::{BusinessType, Carrier, ChannelNo, Money, Msisdn, Segments};
use hongyan_policy::codes::{CodeTable, Protocol, Source};
use hongyan_policy::limits::Limits;
use hongyan_policy::preflight::{Person, Rendered, Rules, Tally};
use hongyan_policy::route::{
    BusinessSet, CarrierSet, ChannelView, Health, Intelligence, KindSet, MessageKind, NumberFacts, Request,
    choose, route,
};
use hongyan_policy::segments::SegmentTable;

/// Decisions in each round.
const COUNT: u32 = 4_000_000;
/// Rounds; the median counts.
const ROUNDS: usize = 5;

fn main() {
    let segments = SegmentTable::shipped();
    let channels = channels();
    let request = Request {
        business: BusinessType::Notice,
        kind: MessageKind::Text,
        org: "local",
        channel: None,
        avoid: None,
        sandbox: false,
    };
    let intelligence = Intelligence { segments, facts: NumberFacts::default() };
    let rules = Rules { segments, channels: &channels, limits: Limits::shipped(), request };
    let codes = CodeTable::shipped();
    let stats = ["DELIVRD", "UNDELIV", "MK:0001", "MB:0069", "ZZ:0000", "delivrd ", "CA:0051", "EXPIRED"];

    measure("segments.find", |index| {
        black_box(segments.find(number(index)));
    });
    measure("route.choose", |index| {
        black_box(choose(number(index), &intelligence, &channels, &request));
    });
    measure("route.route (with reasons)", |index| {
        black_box(route(number(index), &intelligence, &channels, &request));
    });
    let mut tally = Tally::new();
    measure("preflight: consider and count", |index| {
        let person = Person {
            number: Some(number(index)),
            facts: NumberFacts::default(),
            duplicate: false,
            blacklisted: false,
            opted_out: false,
            over_cap: false,
            text: Rendered::Ready(Segments { parts: 1, billed: 1, units: 60 }),
        };
        tally.add(&rules.consider(&person));
    });
    measure("codes.verdict", |index| {
        let stat = stats.get(usize::try_from(index % 8).unwrap_or(0)).copied().unwrap_or_default();
        black_box(codes.verdict("", Protocol::Cmpp30, Source::Stat(stat)));
    });
}

fn measure(name: &str, mut decide: impl FnMut(u32)) {
    let mut rounds: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            (0..COUNT).for_each(&mut decide);
            f64::from(COUNT) / start.elapsed().as_secs_f64() / 1e6
        })
        .collect();
    rounds.sort_by(f64::total_cmp);
    println!("{name:32} {:8.1} million/s", rounds.get(ROUNDS / 2).copied().unwrap_or_default());
}

/// Numbers all over the blocks 130 to 199.
fn number(index: u32) -> Msisdn {
    let spread = u64::from(index).wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 20;
    Msisdn::from_digits(13_000_000_000 + spread % 7_000_000_000).expect("11 digits are a number")
}

fn channels() -> Vec<ChannelView> {
    let carriers = [Carrier::Mobile, Carrier::Mobile, Carrier::Unicom, Carrier::Telecom, Carrier::Broadnet];
    carriers
        .into_iter()
        .zip(1..)
        .map(|(carrier, no)| ChannelView {
            no: ChannelNo(no),
            carriers: CarrierSet::NONE.with(carrier),
            business: BusinessSet::ALL,
            kinds: KindSet::ALL,
            org: Some("local".into()),
            health: Health::Online,
            price: Money(40),
            rank: 0,
            weight: 1,
            sandbox: false,
        })
        .collect()
}
