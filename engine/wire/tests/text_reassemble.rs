//! Reassembly: order, repeats, reuse of references, time and bounds.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed helper fails its test")]

use hongyan_domain::{ChannelNo, UnixMillis};
use hongyan_wire::text::reassemble::{Limits, REPEAT_MS, WAIT_MS};
use hongyan_wire::text::{
    Accepted, Coding, Concat, Forgiven, InboundPart, Merged, PartKey, Reassembler, UdhForm, WhyIncomplete,
    encode, merge, merge_mixed, split, udh,
};

const PERSON: &str = "13800138000";
const SERVICE: &str = "10690000123";

fn key(reference: u16, total: u8) -> PartKey {
    let concat = Concat { form: UdhForm::EightBit, reference, total, number: 1 };
    PartKey::new(ChannelNo(1), PERSON, SERVICE, &concat)
}

fn at(ms: i64) -> UnixMillis {
    UnixMillis(ms)
}

fn part(number: u8, text: &str) -> InboundPart {
    InboundPart { number, msg_fmt: 8, octets: encode(text, Coding::Ucs2).unwrap() }
}

fn complete(accepted: Accepted) -> Merged {
    match accepted {
        Accepted::Complete(merged) => merged,
        other @ (Accepted::Waiting { .. } | Accepted::Repeated | Accepted::Refused) => panic!("{other:?}"),
    }
}

#[test]
fn a_long_message_comes_back_from_any_order() {
    let text = "短信😀".repeat(60);
    let parts = split(&text, Coding::Ucs2, UdhForm::EightBit, 0x2A).unwrap();
    let mut reassembler = Reassembler::default();
    let mut last = Accepted::Refused;
    for part in parts.iter().rev() {
        let content = udh::read(&part.content, part.udhi);
        let concat = content.concat.unwrap();
        let inbound = InboundPart { number: concat.number, msg_fmt: 8, octets: content.text.to_vec() };
        last =
            reassembler.accept(PartKey::new(ChannelNo(1), PERSON, SERVICE, &concat), inbound, at(0)).accepted;
    }
    assert_eq!(complete(last).text, text);
    assert_eq!(reassembler.waiting(), 0);
}

#[test]
fn repeats_change_nothing_before_and_after_the_end() {
    let mut reassembler = Reassembler::default();
    let waiting = Accepted::Waiting { have: 1, total: 2 };
    assert_eq!(reassembler.accept(key(1, 2), part(2, "乙"), at(0)).accepted, waiting);
    assert_eq!(reassembler.accept(key(1, 2), part(2, "乙"), at(5)).accepted, Accepted::Repeated);
    assert_eq!(complete(reassembler.accept(key(1, 2), part(1, "甲"), at(9)).accepted).text, "甲乙");
    assert_eq!(reassembler.accept(key(1, 2), part(1, "甲"), at(10)).accepted, Accepted::Repeated);
    // Once forgotten, the same octets are a new message.
    assert_eq!(reassembler.expire(at(9 + REPEAT_MS)), []);
    assert_eq!(reassembler.accept(key(1, 2), part(1, "甲"), at(10 + REPEAT_MS)).accepted, waiting);
}

#[test]
fn accounts_widths_totals_and_numbers_do_not_mix() {
    let mut reassembler = Reassembler::default();
    let base = key(1, 2);
    let others = [
        PartKey { account: ChannelNo(2), ..base.clone() },
        PartKey { source: "13900139000".into(), ..base.clone() },
        PartKey { dest: "10690000999".into(), ..base.clone() },
        PartKey { form: UdhForm::SixteenBit, ..base.clone() },
        PartKey { reference: 2, ..base.clone() },
        PartKey { total: 3, ..base.clone() },
    ];
    reassembler.accept(base, part(1, "甲"), at(0));
    for other in others {
        let accepted = reassembler.accept(other, part(2, "乙"), at(0)).accepted;
        assert!(matches!(accepted, Accepted::Waiting { have: 1, .. }), "{accepted:?}");
    }
    assert_eq!(reassembler.waiting(), 7);
}

#[test]
fn after_72_hours_the_operator_sees_what_arrived() {
    let mut reassembler = Reassembler::default();
    reassembler.accept(key(1, 4), part(2, "乙"), at(1_000));
    assert_eq!(reassembler.next_timeout(), Some(at(1_000 + WAIT_MS)));
    assert_eq!(reassembler.expire(at(999 + WAIT_MS)), []);
    let given_up = reassembler.expire(at(1_000 + WAIT_MS));
    assert_eq!(given_up.len(), 1);
    assert_eq!(given_up[0].merged.text, "[…]乙[…]");
    assert_eq!(given_up[0].merged.missing, [1, 3, 4]);
    assert_eq!((given_up[0].since, given_up[0].why), (at(1_000), WhyIncomplete::TimedOut));
    assert_eq!((reassembler.waiting(), reassembler.next_timeout()), (0, None));
}

#[test]
fn a_reused_reference_starts_a_new_message() {
    let mut reassembler = Reassembler::default();
    reassembler.accept(key(1, 2), part(1, "旧"), at(0));
    let step = reassembler.accept(key(1, 2), part(1, "新"), at(1));
    assert_eq!(step.accepted, Accepted::Waiting { have: 1, total: 2 });
    assert_eq!(step.given_up.len(), 1);
    assert_eq!(
        (step.given_up[0].merged.text.as_str(), step.given_up[0].why),
        ("旧[…]", WhyIncomplete::ReferenceReused)
    );
    assert_eq!(complete(reassembler.accept(key(1, 2), part(2, "文"), at(2)).accepted).text, "新文");
}

#[test]
fn bounds_give_up_the_oldest_and_say_so() {
    let limits = Limits { messages_max: 2, ..Limits::default() };
    let mut reassembler = Reassembler::new(limits);
    for (reference, now_ms) in [(1, 0), (2, 1)] {
        assert_eq!(reassembler.accept(key(reference, 2), part(1, "甲"), at(now_ms)).given_up, []);
    }
    let step = reassembler.accept(key(3, 2), part(1, "甲"), at(2));
    assert_eq!(step.given_up.len(), 1);
    assert_eq!((step.given_up[0].key.reference, step.given_up[0].why), (1, WhyIncomplete::Crowded));

    let limits = Limits { octets_max: 8, ..Limits::default() };
    let mut reassembler = Reassembler::new(limits);
    reassembler.accept(key(1, 2), part(1, "一二三"), at(0));
    let step = reassembler.accept(key(2, 2), part(1, "四五"), at(1));
    assert_eq!(step.given_up.len(), 1, "six octets and four exceed eight");
    assert_eq!(reassembler.waiting(), 1);
}

#[test]
fn impossible_parts_are_refused() {
    let mut reassembler = Reassembler::default();
    for number in [0, 3] {
        assert_eq!(reassembler.accept(key(1, 2), part(number, "甲"), at(0)).accepted, Accepted::Refused);
    }
    let huge = InboundPart { number: 1, msg_fmt: 8, octets: vec![0; 256] };
    assert_eq!(reassembler.accept(key(1, 2), huge, at(0)).accepted, Accepted::Refused);
    assert_eq!(reassembler.snapshot(), []);
}

#[test]
fn a_snapshot_rebuilds_the_same_state() {
    let mut before = Reassembler::default();
    before.accept(key(1, 3), part(3, "丙"), at(10));
    before.accept(key(2, 2), part(1, "甲"), at(20));
    before.accept(key(1, 3), part(1, "甲"), at(30));
    let mut after = Reassembler::restore(Limits::default(), before.snapshot());
    assert_eq!(after.snapshot(), before.snapshot());
    assert_eq!(after.next_timeout(), Some(at(10 + WAIT_MS)));
    assert_eq!(complete(after.accept(key(1, 3), part(2, "乙"), at(40)).accepted).text, "甲乙丙");
}

#[test]
fn blind_cuts_of_other_senders_heal() {
    let ucs2 = encode("中😀文", Coding::Ucs2).unwrap();
    for at in 0..=ucs2.len() {
        let merged = merge(&[(1, &ucs2[..at]), (2, &ucs2[at..])], 2, 8);
        assert_eq!((merged.text.as_str(), merged.forgiven.len()), ("中😀文", 0), "cut at octet {at}");
    }
    let gb = encode("中😀文", Coding::Gb18030).unwrap();
    for at in 0..=gb.len() {
        assert_eq!(merge(&[(2, &gb[at..]), (1, &gb[..at])], 2, 15).text, "中😀文");
    }
}

#[test]
fn an_octet_lost_in_one_part_leaves_the_others_readable() {
    let merged = merge(&[(1, &[0x4E, 0x2D, 0x65]), (2, &[0x65, 0x87])], 2, 8);
    assert_eq!((merged.text.as_str(), merged.forgiven.as_slice()), ("中文", &[Forgiven::OddOctet][..]));
}

#[test]
fn parts_in_different_formats_are_each_read_by_their_own() {
    let merged = merge_mixed(
        &[
            InboundPart { number: 3, msg_fmt: 15, octets: encode("文", Coding::Gb18030).unwrap() },
            InboundPart { number: 1, msg_fmt: 0, octets: b"abc".to_vec() },
            part(2, "中"),
        ],
        3,
    );
    assert_eq!((merged.text.as_str(), merged.is_complete()), ("abc中文", true));
    assert_eq!(merged.octets, [0x61, 0x62, 0x63, 0x4E, 0x2D, 0xCE, 0xC4]);
}

#[test]
fn numbers_are_masked_in_debug_output() {
    let shown = format!("{:?}", key(1, 2));
    assert!(shown.contains("138****8000") && !shown.contains(PERSON), "{shown}");
    let short = format!("{:?}", PartKey { source: "10086".into(), ..key(1, 2) });
    assert!(!short.contains("10086"), "{short}");
}
