//! Which carrier, which channel, and why.

use std::sync::Arc;

use hongyan_domain::{BusinessType, Carrier, ChannelNo, Money, Msisdn, NumberKind, UnixMillis};
use hongyan_policy::route::{
    BusinessSet, CarrierSet, ChannelView, Health, Intelligence, KindSet, MessageKind, NumberFacts, Request,
    choose, route,
};
use hongyan_policy::segments::SegmentTable;
use hongyan_policy::why::{Ahead, Lack, Line};
use hongyan_policy::{Decision, Why};
use proptest::collection::vec;
use proptest::prelude::*;

fn number(digits: u64) -> Msisdn {
    Msisdn::from_digits(digits).expect("tests write whole numbers")
}

fn channel(no: i64, carriers: &[Carrier]) -> ChannelView {
    ChannelView {
        no: ChannelNo(no),
        carriers: carriers.iter().copied().collect(),
        business: BusinessSet::ALL,
        kinds: KindSet::NONE.with(MessageKind::Text),
        org: None,
        health: Health::Online,
        price: Money(40),
        rank: 0,
        weight: 1,
        sandbox: false,
    }
}

fn notice() -> Request<'static> {
    Request {
        business: BusinessType::Notice,
        kind: MessageKind::Text,
        org: "local",
        channel: None,
        avoid: None,
        sandbox: false,
    }
}

fn known(facts: NumberFacts) -> Intelligence<'static> {
    Intelligence { segments: SegmentTable::shipped(), facts }
}

/// (carrier, channel, reasons as stored) for a number of Mobile's unless facts say otherwise.
fn ask(
    facts: NumberFacts,
    channels: &[ChannelView],
    request: &Request<'_>,
) -> (Carrier, Option<i64>, String) {
    let Decision { choice, why } = route(number(13_800_138_000), &known(facts), channels, request);
    (choice.carrier, choice.pick.map(|pick| pick.no.0), Why::join(&why))
}

const NOTHING: NumberFacts =
    NumberFacts { ported_to: None, learned: None, dead_since: None, not_with: CarrierSet::NONE };

fn one_each() -> Vec<ChannelView> {
    vec![
        channel(1, &[Carrier::Mobile]),
        channel(2, &[Carrier::Unicom]),
        channel(3, &[Carrier::Telecom]),
        channel(4, &[Carrier::Broadnet]),
    ]
}

#[test]
fn ported_beats_learned_beats_prefix() {
    let channels = one_each();
    let unfit = |others: [i64; 3]| others.map(|no| format!("unfit:{no}:carrier")).join(" ");
    let (carrier, no, why) = ask(NOTHING, &channels, &notice());
    assert_eq!((carrier, no), (Carrier::Mobile, Some(1)));
    assert_eq!(why, format!("prefix:138:CMCC {} only:1", unfit([2, 3, 4])));
    let learned = NumberFacts { learned: Some(Carrier::Unicom), ..NOTHING };
    let (carrier, no, why) = ask(learned, &channels, &notice());
    assert_eq!((carrier, no), (Carrier::Unicom, Some(2)));
    assert_eq!(why, format!("learned:CUCC {} only:2", unfit([1, 3, 4])));
    let ported = NumberFacts { ported_to: Some(Carrier::Telecom), ..learned };
    let (carrier, no, why) = ask(ported, &channels, &notice());
    assert_eq!((carrier, no), (Carrier::Telecom, Some(3)));
    assert_eq!(why, format!("ported_to:CTCC {} only:3", unfit([1, 2, 4])));
}

#[test]
fn a_number_that_left_is_looked_for_elsewhere() {
    let left = |carriers: &[Carrier]| NumberFacts { not_with: carriers.iter().copied().collect(), ..NOTHING };
    let found = |carriers: &[Carrier]| ask(left(carriers), &one_each(), &notice()).1;
    assert_eq!(found(&[Carrier::Mobile]), Some(3));
    assert_eq!(found(&[Carrier::Mobile, Carrier::Telecom]), Some(2));
    assert_eq!(found(&[Carrier::Mobile, Carrier::Telecom, Carrier::Unicom]), Some(4));
    assert_eq!(found(&[Carrier::Unicom]), Some(1));
    let why = ask(left(&[Carrier::Mobile]), &one_each(), &notice()).2;
    assert!(why.starts_with("prefix:138:CMCC ported_away:CMCC guess:CTCC "), "{why}");
}

#[test]
fn a_number_of_nobody_we_know_goes_where_most_are_reached() {
    let channels = [channel(1, &[Carrier::Mobile]), channel(2, &[Carrier::Mobile, Carrier::Unicom])];
    let decision = route(number(15_412_345_678), &known(NOTHING), &channels, &notice());
    assert_eq!((decision.choice.carrier, decision.choice.kind), (Carrier::Other, NumberKind::Unlisted));
    assert_eq!(Why::join(&decision.why), "unlisted better:2:1:reach");
    let named =
        [channel(1, &[Carrier::Mobile]), channel(2, &[Carrier::Other]), channel(3, &Carrier::ALL[..4])];
    assert_eq!(
        choose(number(15_412_345_678), &known(NOTHING), &named, &notice()).pick.unwrap().no,
        ChannelNo(2)
    );
}

#[test]
fn each_lack_is_told() {
    let fit = channel(1, &[Carrier::Mobile]);
    let lacking = [
        ChannelView { carriers: CarrierSet::NONE.with(Carrier::Unicom), ..fit.clone() },
        ChannelView { business: BusinessSet::NONE.with(BusinessType::Marketing), ..fit.clone() },
        ChannelView { kinds: KindSet::NONE.with(MessageKind::Flash), ..fit.clone() },
        ChannelView { org: Some(Arc::from("branch")), ..fit.clone() },
    ];
    for (channel, word) in lacking.into_iter().zip(["carrier", "business", "kind", "org"]) {
        let (_, no, why) = ask(NOTHING, &[channel], &notice());
        assert_eq!((no, why), (None, format!("prefix:138:CMCC unfit:1:{word} no_route:CMCC")));
    }
    let own = ChannelView { org: Some(Arc::from("local")), ..fit };
    assert_eq!(ask(NOTHING, &[own], &notice()).1, Some(1));
}

#[test]
fn simulated_and_real_channels_never_stand_in_for_each_other() {
    let sandbox = ChannelView { sandbox: true, price: Money(1), ..channel(1, &Carrier::ALL) };
    let real = channel(2, &[Carrier::Mobile]);
    let both = [sandbox.clone(), real.clone()];
    let practice = Request { sandbox: true, ..notice() };
    assert_eq!(ask(NOTHING, &both, &notice()).2, "prefix:138:CMCC unfit:1:sandbox only:2");
    assert_eq!(ask(NOTHING, &both, &practice).2, "prefix:138:CMCC unfit:2:real only:1 sandbox:1");
    // Neither when there is nothing else, nor when the other one has failed, nor by name.
    assert_eq!(ask(NOTHING, &[sandbox], &notice()).1, None);
    assert_eq!(ask(NOTHING, &[real], &practice).1, None);
    for (request, own, other) in [(notice(), 2, 1), (practice, 1, 2)] {
        let again = Request { avoid: Some(ChannelNo(own)), ..request };
        assert_eq!(ask(NOTHING, &both, &again).1, Some(own));
        let named = Request { channel: Some(ChannelNo(other)), ..request };
        assert_eq!(ask(NOTHING, &both, &named).1, None);
    }
}

#[test]
fn a_named_channel_is_the_only_one_and_must_fit() {
    let channels =
        [channel(1, &[Carrier::Mobile]), channel(2, &[Carrier::Mobile]), channel(3, &[Carrier::Unicom])];
    let named = |no| Request { channel: Some(ChannelNo(no)), ..notice() };
    assert_eq!(ask(NOTHING, &channels, &named(2)).2, "prefix:138:CMCC chosen:2 only:2");
    assert_eq!(
        ask(NOTHING, &channels, &named(3)).2,
        "prefix:138:CMCC chosen:3 unfit:3:carrier no_route:CMCC"
    );
    assert_eq!(ask(NOTHING, &channels, &named(9)).2, "prefix:138:CMCC no_such_channel:9 no_route:CMCC");
}

#[test]
fn health_then_rank_then_price_decide() {
    let base = channel(1, &[Carrier::Mobile]);
    let other = ChannelView { no: ChannelNo(2), ..base.clone() };
    let pair = |first: ChannelView, second: ChannelView| ask(NOTHING, &[first, second], &notice()).2;
    let until = UnixMillis(5);
    let health = [
        (Health::Online, Health::Connecting),
        (Health::Connecting, Health::BackingOff { until }),
        (Health::BackingOff { until }, Health::Paused),
        (Health::Paused, Health::Refused),
    ];
    for (better, worse) in health {
        let up = ChannelView { health: better, rank: 9, price: Money(900), ..other.clone() };
        let down = ChannelView { health: worse, ..base.clone() };
        assert!(pair(down, up).contains("better:2:1:health"), "{better:?}");
    }
    let ranked = ChannelView { rank: 1, price: Money(10), ..base.clone() };
    assert_eq!(pair(ranked, other.clone()), "prefix:138:CMCC better:2:1:rank");
    let cheap = ChannelView { price: Money(39), ..other };
    assert_eq!(pair(base, cheap), "prefix:138:CMCC better:2:1:price");
}

#[test]
fn a_line_that_is_down_lets_messages_wait() {
    for (health, line) in [
        (Health::Connecting, Line::Connecting),
        (Health::BackingOff { until: UnixMillis(5) }, Line::BackingOff),
        (Health::Paused, Line::Paused),
        (Health::Refused, Line::Refused),
    ] {
        let only = ChannelView { health, ..channel(1, &[Carrier::Mobile]) };
        let (_, no, why) = ask(NOTHING, &[only], &notice());
        assert_eq!(no, Some(1));
        assert!(why.ends_with(&Why::Waits { channel: ChannelNo(1), line }.to_string()), "{why}");
    }
}

#[test]
fn the_channel_that_failed_is_avoided_unless_it_is_the_only_one() {
    let pair = [channel(1, &[Carrier::Mobile]), ChannelView { rank: 7, ..channel(2, &[Carrier::Mobile]) }];
    let again = Request { avoid: Some(ChannelNo(1)), ..notice() };
    assert_eq!(ask(NOTHING, &pair, &again).2, "prefix:138:CMCC better:2:1:fresh");
    assert_eq!(ask(NOTHING, &pair[..1], &again).1, Some(1));
}

#[test]
fn equals_share_by_weight() {
    let channels = [
        ChannelView { weight: 3, ..channel(1, &[Carrier::Mobile]) },
        ChannelView { weight: 1, ..channel(2, &[Carrier::Mobile]) },
    ];
    let taken = (0..40_000).filter(|offset| {
        let choice = choose(number(13_800_000_000 + offset), &known(NOTHING), &channels, &notice());
        choice.pick.unwrap().no == ChannelNo(1)
    });
    let share = taken.count();
    assert!((29_400..30_600).contains(&share), "{share} of 40000 where 30000 belong");
    assert!(ask(NOTHING, &channels, &notice()).2.ends_with(":weight"));
}

fn views() -> impl Strategy<Value = Vec<ChannelView>> {
    let carriers = vec(prop::sample::select(Carrier::ALL.to_vec()), 0..5);
    let business = vec(prop::sample::select(BusinessType::ALL.to_vec()), 0..5);
    let health = prop::sample::select(vec![
        Health::Online,
        Health::Connecting,
        Health::BackingOff { until: UnixMillis(1) },
        Health::Paused,
        Health::Refused,
    ]);
    let view = (carriers, business, health, 0_i64..3, 0_u32..3, 0_u32..4, prop::bool::weighted(0.3));
    vec(view, 0..6).prop_map(|list| {
        let made = list.into_iter().zip(1..);
        made.map(|((carriers, business, health, price, rank, weight, sandbox), no)| ChannelView {
            business: business.into_iter().collect(),
            health,
            price: Money(price),
            rank,
            weight,
            sandbox,
            ..channel(no, &carriers)
        })
        .collect()
    })
}

proptest! {
    #[test]
    fn the_fast_way_and_the_explaining_way_agree(
        digits in 13_000_000_000_u64..20_000_000_000,
        channels in views(),
        named in prop::option::of(0_i64..6),
        avoid in prop::option::of(0_i64..6),
        ported in prop::option::of(prop::sample::select(Carrier::ALL.to_vec())),
        not_with in vec(prop::sample::select(Carrier::ALL.to_vec()), 0..5),
        sandbox in prop::bool::ANY,
    ) {
        let facts = NumberFacts { ported_to: ported, not_with: not_with.into_iter().collect(), ..NOTHING };
        let (channel, avoid) = (named.map(ChannelNo), avoid.map(ChannelNo));
        let request = Request { channel, avoid, sandbox, ..notice() };
        let explained = route(number(digits), &known(facts), &channels, &request);
        prop_assert_eq!(explained.choice, choose(number(digits), &known(facts), &channels, &request));
        prop_assert_eq!(Why::split(&Why::join(&explained.why)), explained.why.clone());
        let fits = |view: &&ChannelView| {
            let carrier = explained.choice.carrier;
            (carrier == Carrier::Other || view.carriers.has(carrier))
                && view.business.has(BusinessType::Notice)
                && named.is_none_or(|no| no == view.no.0)
                && view.sandbox == sandbox
        };
        match explained.choice.pick {
            Some(pick) => {
                let taken = &channels[pick.index];
                prop_assert_eq!((taken.no, taken.price, taken.sandbox), (pick.no, pick.price, pick.sandbox));
                prop_assert!(fits(&taken));
            }
            None => {
                prop_assert_eq!(channels.iter().find(fits), None);
                prop_assert_eq!(explained.why.last(), Some(&Why::NoRoute(explained.choice.carrier)));
            }
        }
    }

    #[test]
    fn the_order_of_the_list_does_not_matter_for_who_is_best(
        digits in 13_000_000_000_u64..20_000_000_000, channels in views(),
    ) {
        let standing = |list: &[ChannelView]| {
            let pick = choose(number(digits), &known(NOTHING), list, &notice()).pick?;
            let taken = &list[pick.index];
            Some((taken.health.line(), taken.rank, taken.price))
        };
        let mut turned = channels.clone();
        turned.reverse();
        prop_assert_eq!(standing(&channels), standing(&turned));
    }
}

#[test]
fn reasons_name_what_they_mean() {
    assert_eq!(Lack::Business.code(), "business");
    assert_eq!(Ahead::Price.code(), "price");
}
