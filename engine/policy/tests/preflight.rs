//! Who gets a message, what it costs, and what the check finds.

use hongyan_domain::{BusinessType, Carrier, ChannelNo, Exclusion, Money, Msisdn, Segments, UnixMillis};
use hongyan_policy::limits::Limits;
use hongyan_policy::preflight::{
    Draft, Finding, Person, Rendered, Rules, Severity, SignatureFault, Tally, check_signature, examine,
};
use hongyan_policy::route::{
    BusinessSet, CarrierSet, ChannelView, Health, KindSet, MessageKind, NumberFacts, Request,
};
use hongyan_policy::segments::SegmentTable;
use hongyan_policy::why::Line;
use proptest::collection::vec;
use proptest::prelude::*;

fn channel(no: i64, carrier: Carrier, price: i64) -> ChannelView {
    ChannelView {
        no: ChannelNo(no),
        carriers: CarrierSet::NONE.with(carrier),
        business: BusinessSet::ALL,
        kinds: KindSet::ALL,
        org: None,
        health: Health::Online,
        price: Money(price),
        rank: 0,
        weight: 1,
        sandbox: false,
    }
}

fn rules(channels: &[ChannelView]) -> Rules<'_> {
    Rules {
        segments: SegmentTable::shipped(),
        channels,
        limits: Limits::shipped(),
        request: Request {
            business: BusinessType::Notice,
            kind: MessageKind::Text,
            org: "local",
            channel: None,
            avoid: None,
            sandbox: false,
        },
    }
}

fn person(digits: u64) -> Person {
    Person {
        number: Msisdn::from_digits(digits),
        facts: NumberFacts::default(),
        duplicate: false,
        blacklisted: false,
        opted_out: false,
        over_cap: false,
        text: Rendered::Ready(Segments { parts: 2, billed: 2, units: 100 }),
    }
}

fn draft() -> Draft<'static> {
    Draft {
        business: BusinessType::Notice,
        signature: Some("鸿雁邮政"),
        body: "您好{姓名|客户}，您的包裹已到。",
        wanted_at: UnixMillis(1_772_330_400_000), // 2026-03-01 10:00 in China
        not_after: UnixMillis(1_772_589_600_000), // three days later
    }
}

#[test]
fn the_first_reason_in_the_documented_order_is_given() {
    let channels = [channel(1, Carrier::Mobile, 40)];
    let rules = rules(&channels);
    let too_long = Rendered::Ready(Segments { parts: 8, billed: 8, units: 501 });
    // Each step adds a reason that stands before those of the steps so far.
    let mut worse = person(13_800_138_000);
    assert!(rules.consider(&worse).is_ok());
    let mut expect = |change: &dyn Fn(&mut Person), reason| {
        change(&mut worse);
        assert_eq!(rules.consider(&worse).unwrap_err().reason, reason);
    };
    expect(&|p| p.over_cap = true, Exclusion::OverCap);
    expect(&|p| p.facts.ported_to = Some(Carrier::Unicom), Exclusion::NoRoute);
    expect(&|p| p.text = too_long, Exclusion::TextTooLong);
    expect(&|p| p.text = Rendered::MissingVariable, Exclusion::MissingVariable);
    expect(&|p| p.facts.dead_since = Some(UnixMillis(1)), Exclusion::DeadNumber);
    expect(&|p| p.opted_out = true, Exclusion::OptedOut);
    expect(&|p| p.blacklisted = true, Exclusion::Blacklisted);
    expect(&|p| p.number = Msisdn::from_digits(17_406_123_456), Exclusion::UnreachableKind);
    expect(&|p| p.number = None, Exclusion::BadNumber);
    expect(&|p| p.duplicate = true, Exclusion::Duplicate);
}

#[test]
fn numbers_that_cannot_receive_are_told_apart() {
    let channels = [channel(1, Carrier::Telecom, 40)];
    let reason = |digits| rules(&channels).consider(&person(digits)).map_err(|refused| refused.reason);
    assert_eq!(reason(14_612_345_678), Err(Exclusion::UnreachableKind)); // things
    assert_eq!(reason(1_064_812_345_678), Err(Exclusion::UnreachableKind)); // things, 13 digits
    assert_eq!(reason(85_298_765_432), Err(Exclusion::BadNumber)); // abroad
    assert_eq!(reason(1_380_013_800_012), Err(Exclusion::BadNumber)); // 13 digits of nobody
    assert!(reason(13_491_234_567).is_ok()); // satellite: warned of, not refused
    assert!(reason(15_412_345_678).is_ok()); // unlisted: warned of, not refused
}

#[test]
fn the_draft_of_these_tests_is_in_daylight() {
    assert_eq!(draft().wanted_at, UnixMillis::parse_china("2026-03-01 10:00").unwrap());
    assert_eq!(draft().not_after, UnixMillis::parse_china("2026-03-04 10:00").unwrap());
}

#[test]
fn the_limit_itself_is_allowed() {
    let channels = [channel(1, Carrier::Mobile, 40)];
    let mut edge = person(13_800_138_000);
    edge.text = Rendered::Ready(Segments { parts: 8, billed: 8, units: 500 });
    assert!(rules(&channels).consider(&edge).is_ok());
}

#[test]
fn figures_add_up_by_carrier_and_channel() {
    let channels = [
        channel(1, Carrier::Mobile, 40),
        ChannelView { health: Health::Paused, ..channel(2, Carrier::Telecom, 50) },
    ];
    let rules = rules(&channels);
    let mut tally = Tally::new();
    for digits in
        [13_800_138_000, 13_900_139_000, 13_300_133_000, 13_491_234_567, 15_412_345_678, 18_600_186_000]
    {
        tally.add(&rules.consider(&person(digits)));
    }
    let mut opted_out = person(13_600_136_000);
    opted_out.opted_out = true;
    tally.add(&rules.consider(&opted_out));
    let mut long = person(13_600_136_001);
    long.text = Rendered::Ready(Segments { parts: 8, billed: 8, units: 531 });
    tally.add(&rules.consider(&long));
    let answer = tally.finish(&draft(), &channels, Limits::shipped());

    assert_eq!((answer.people, answer.messages, answer.segments_billed, answer.parts), (8, 5, 10, 10));
    assert_eq!(
        answer.excluded,
        [(Exclusion::OptedOut, 1), (Exclusion::TextTooLong, 1), (Exclusion::NoRoute, 1)]
    );
    assert_eq!(answer.cost, Money(3 * 2 * 40 + 2 * 2 * 50));
    let lines: Vec<_> = answer
        .by_carrier
        .iter()
        .map(|line| (line.carrier, line.people, line.segments_billed, line.cost, line.channels.clone()))
        .collect();
    assert_eq!(
        lines,
        [
            (Carrier::Mobile, 2, 4, Money(160), vec![(ChannelNo(1), 2)]),
            (Carrier::Telecom, 2, 4, Money(200), vec![(ChannelNo(2), 2)]),
            (Carrier::Other, 1, 2, Money(80), vec![(ChannelNo(1), 1)]),
        ]
    );
    assert_eq!(
        answer.findings,
        [
            Finding::TextTooLong { people: 1, units: 531, units_max: 500 },
            Finding::NoRoute { carrier: Carrier::Unicom, people: 1 },
            Finding::ChannelNotReady { channel: ChannelNo(2), line: Line::Paused, people: 2 },
            Finding::Unlisted { people: 1 },
            Finding::Satellite { people: 1 },
        ]
    );
    assert!(answer.may_start());
}

#[test]
fn an_empty_list_and_a_list_of_refusals_block() {
    let channels = [channel(1, Carrier::Mobile, 40)];
    let empty = Tally::new().finish(&draft(), &channels, Limits::shipped());
    assert_eq!(empty.findings, [Finding::EmptyList]);
    assert!(!empty.may_start());
    let mut tally = Tally::new();
    tally.add(&rules(&channels).consider(&person(18_600_186_000)));
    let nobody = tally.finish(&draft(), &channels, Limits::shipped());
    assert_eq!(nobody.findings[0], Finding::NobodyLeft);
    assert!(!nobody.may_start());
}

#[test]
fn marketing_at_night_waits_or_is_blocked_by_its_validity() {
    let night = UnixMillis::parse_china("2026-03-01 22:00").unwrap();
    let morning = UnixMillis::parse_china("2026-03-02 08:00").unwrap();
    let channels = [channel(1, Carrier::Mobile, 40)];
    let check = |not_after| {
        let mut tally = Tally::new();
        tally.add(&rules(&channels).consider(&person(13_800_138_000)));
        let draft = Draft { business: BusinessType::Marketing, wanted_at: night, not_after, ..draft() };
        tally.finish(&draft, &channels, Limits::shipped())
    };
    let waits = check(UnixMillis::parse_china("2026-03-03 08:00").unwrap());
    assert_eq!(waits.starts_at, morning);
    assert_eq!(
        waits.findings,
        [Finding::QuietHours { until: morning }, Finding::OptOutAppended { words: "拒收请回复R".to_owned() }]
    );
    let never = check(UnixMillis::parse_china("2026-03-02 07:00").unwrap());
    assert_eq!(never.findings[0], Finding::ValidityEndsFirst { until: morning });
    assert!(!never.may_start());
}

#[test]
fn simulation_is_never_unnoticed() {
    let sandbox = [ChannelView { sandbox: true, ..channel(1, Carrier::Mobile, 40) }];
    let mut tally = Tally::new();
    let mut practice = rules(&sandbox);
    practice.request.sandbox = true;
    tally.add(&practice.consider(&person(13_800_138_000)));
    let answer = tally.finish(&draft(), &sandbox, Limits::shipped());
    assert_eq!(answer.findings, [Finding::SandboxUsed { people: 1 }]);
    let both = [sandbox[0].clone(), channel(2, Carrier::Unicom, 40)];
    let mut tally = Tally::new();
    tally.add(&rules(&both).consider(&person(18_600_186_000)));
    let answer = tally.finish(&draft(), &both, Limits::shipped());
    assert_eq!(answer.findings, [Finding::SandboxBesideReal]);
}

fn found(body: &str) -> Vec<Finding> {
    examine(&Draft { body, ..draft() }, Limits::shipped())
}

#[test]
fn links_numbers_and_private_contacts_are_seen() {
    let link = |text: &str| vec![Finding::Link { text: text.to_owned() }];
    assert_eq!(found("点击https://a.example/x?y=1查看"), link("https://a.example/x?y=1"));
    assert_eq!(found("详见www.chinapost.com.cn。"), link("www.chinapost.com.cn"));
    assert_eq!(found("进入 t.cn/AbC 领取"), link("t.cn/AbC"));
    assert_eq!(found("访问10.1.2.3:8080/a"), link("10.1.2.3:8080/a"));
    let phone = |text: &str| vec![Finding::PhoneNumber { text: text.to_owned() }];
    assert_eq!(found("请联系13800138000。"), phone("13800138000"));
    assert_eq!(found("请致电010-12345678"), phone("010-12345678"));
    assert_eq!(found("客服 400-820-8820"), phone("400-820-8820"));
    assert_eq!(found("咨询热线95580"), phone("95580"));
    assert_eq!(found("加v信abc领红包"), [Finding::PrivateContact { text: "V信".to_owned() }]);
}

#[test]
fn ordinary_texts_are_left_alone() {
    for body in [
        "您的取件码是12-3-4567，请于2026-03-01 18:00前到3.5号柜领取。",
        "余额10000元，消费95.80元，编号20260301123456。",
        "您好{链接|http://x.cn}，{电话|13800138000}已登记。",
        "版本1.2.3，第95800号。",
        "第一行\n第二行",
    ] {
        assert_eq!(found(body), [], "{body}");
    }
}

#[test]
fn the_form_of_the_text_is_examined() {
    assert_eq!(found("  "), [Finding::EmptyText]);
    assert_eq!(found("您好【邮政】"), [Finding::BracketsInBody]);
    assert_eq!(
        found("好消息🎉❤\u{FE0F}🎉"),
        [Finding::UnlikedCharacters { characters: vec!['❤', '\u{FE0F}', '🎉'] }]
    );
    let code = |body| {
        let draft = Draft { business: BusinessType::Verification, body, ..draft() };
        examine(&draft, Limits::shipped())
    };
    assert_eq!(code("您的验证码是{码}"), []);
    assert_eq!(code("您的号是{码}"), [Finding::VerificationWordMissing]);
    let advert = |body| {
        let draft = Draft { business: BusinessType::Marketing, body, ..draft() };
        examine(&draft, Limits::shipped())
    };
    assert_eq!(advert("新品上市，拒收请回复R"), []);
    assert_eq!(advert("拒收请回复R新品上市").len(), 1); // not at the end
}

#[test]
fn signatures_have_their_form() {
    let limits = Limits::shipped();
    for good in ["邮政", "鸿雁", "中国邮政集团A1"] {
        assert_eq!(check_signature(good, limits), Ok(()), "{good}");
    }
    assert_eq!(check_signature("邮", limits), Err(SignatureFault::TooShort { chars: 1, chars_min: 2 }));
    let long = "邮".repeat(19);
    assert_eq!(check_signature(&long, limits), Err(SignatureFault::TooLong { chars: 19, chars_max: 18 }));
    assert_eq!(check_signature("中国 邮政", limits), Err(SignatureFault::Symbol { character: ' ' }));
    assert_eq!(check_signature("【邮政】", limits), Err(SignatureFault::Symbol { character: '【' }));
    assert_eq!(check_signature("95580", limits), Err(SignatureFault::OnlyDigits));
    let missing = examine(&Draft { signature: None, ..draft() }, limits);
    assert_eq!(missing, [Finding::SignatureMissing]);
    assert_eq!(missing[0].severity(), Severity::Block);
    let invalid = examine(&Draft { signature: Some("1"), ..draft() }, limits);
    assert_eq!(invalid[0].code(), "signature_invalid");
}

proptest! {
    #[test]
    fn every_person_is_counted_once_and_the_check_agrees_with_the_engine(
        list in vec((13_000_000_000_u64..20_000_000_000, 0_u8..=255, 0_u32..600, 1_u32..9), 0..200),
    ) {
        let channels = [channel(1, Carrier::Mobile, 40), channel(2, Carrier::Unicom, 45), channel(3, Carrier::Mobile, 40)];
        let rules = rules(&channels);
        let (mut tally, mut cost, mut messages) = (Tally::new(), Money::ZERO, 0_u64);
        for (digits, flags, units, billed) in &list {
            let flag = |bit: u8| flags >> bit & 7 == 7;
            let one = Person {
                duplicate: flag(0),
                blacklisted: flag(1),
                opted_out: flag(2),
                over_cap: flag(3),
                text: if flag(4) { Rendered::MissingVariable } else {
                    Rendered::Ready(Segments { parts: *billed, billed: *billed, units: *units })
                },
                ..person(*digits)
            };
            let decided = rules.consider(&one);
            prop_assert_eq!(decided, rules.explain(&one).choice);
            if let Ok(routed) = decided {
                prop_assert!(!one.opted_out && !one.blacklisted && !one.duplicate);
                cost += routed.cost;
                messages += 1;
            }
            tally.add(&decided);
        }
        let answer = tally.finish(&draft(), &channels, Limits::shipped());
        prop_assert_eq!(answer.people, u64::try_from(list.len()).unwrap());
        prop_assert_eq!(answer.messages, messages);
        prop_assert_eq!(answer.messages + answer.excluded.iter().map(|(_, count)| count).sum::<u64>(), answer.people);
        prop_assert_eq!(answer.cost, cost);
        prop_assert_eq!(answer.by_carrier.iter().map(|line| line.cost).sum::<Money>(), cost);
        prop_assert_eq!(answer.by_carrier.iter().map(|line| line.people).sum::<u64>(), messages);
        for line in &answer.by_carrier {
            prop_assert_eq!(line.channels.iter().map(|(_, people)| people).sum::<u64>(), line.people);
        }
    }

    #[test]
    fn no_text_breaks_the_examination(body in any::<String>(), signature in any::<String>()) {
        let _ = examine(&Draft { body: &body, signature: Some(&signature), ..draft() }, Limits::shipped());
    }
}
