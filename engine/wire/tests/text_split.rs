//! Splitting: ceilings of the protocols, pleasant cuts, and the promises for arbitrary text.

#![expect(clippy::unwrap_used, reason = "a failed helper fails its test")]

use hongyan_wire::text::{
    Ceiling, Coding, UdhForm, decode, fuzz, merge, plan_within, split, split_octets, split_within, udh,
};
use proptest::prelude::*;

fn texts(text: &str) -> Vec<String> {
    let parts = split(text, Coding::Ucs2, UdhForm::EightBit, 7).unwrap();
    parts.iter().map(|part| decode(udh::read(&part.content, part.udhi).text, 8).text).collect()
}

#[test]
fn format_0_honours_the_ceiling_of_each_protocol() {
    let check = |ceiling, fits: usize, parts: &[u32]| {
        let one = split_within(&"a".repeat(fits), Coding::Ascii, UdhForm::EightBit, 1, ceiling).unwrap();
        assert_eq!((one.len(), one[0].content.len()), (1, fits));
        let two = split_within(&"a".repeat(fits + 1), Coding::Ascii, UdhForm::EightBit, 1, ceiling).unwrap();
        assert_eq!(two.iter().map(|part| part.units).collect::<Vec<_>>(), parts);
    };
    check(Ceiling::CMPP, 159, &[153, 7]);
    check(Ceiling::OCTETS_140, 140, &[134, 7]);
    check(Ceiling::SMPP, 160, &[153, 8]);
}

#[test]
fn flash_text_stays_within_140_octets() {
    let parts = split(&"a".repeat(141), Coding::FlashGsm, UdhForm::EightBit, 1).unwrap();
    assert_eq!(parts.iter().map(|part| part.content.len()).collect::<Vec<_>>(), [140, 13]);
}

#[test]
fn an_emoji_family_moves_to_the_next_part_when_that_is_free() {
    let text = "中".repeat(64) + "👨‍👩‍👧" + "文文";
    assert_eq!(texts(&text), ["中".repeat(64), "👨‍👩‍👧文文".to_owned()]);
}

#[test]
fn flags_and_line_ends_stay_whole_when_that_is_free() {
    let flags = "中".repeat(65) + "🇨🇳" + &"文".repeat(5);
    assert_eq!(texts(&flags)[0], "中".repeat(65));
    let lines = "中".repeat(66) + "\r\n" + &"文".repeat(5);
    assert_eq!(texts(&lines)[0], "中".repeat(66));
}

#[test]
fn no_part_is_spent_on_a_pleasant_cut() {
    // 134 units fill two parts to the last place; keeping the line end whole would take a third.
    let full = "中".repeat(66) + "\r\n" + &"文".repeat(66);
    assert_eq!(texts(&full), ["中".repeat(66) + "\r", "\n".to_owned() + &"文".repeat(66)]);
}

#[test]
fn a_sign_longer_than_a_part_is_cut_all_the_same() {
    let accents = "e".to_owned() + &"\u{301}".repeat(100);
    assert_eq!(texts(&accents).concat(), accents);
    assert_eq!(texts(&accents).len(), 2);
}

#[test]
fn an_empty_text_is_one_empty_part() {
    let parts = split("", Coding::Ucs2, UdhForm::EightBit, 1).unwrap();
    assert_eq!((parts.len(), parts[0].content.len(), parts[0].udhi), (1, 0, false));
}

#[test]
fn octets_that_are_no_text_are_cut_at_140_and_134() {
    let sizes = |count: usize, form| -> Vec<usize> {
        split_octets(&vec![7; count], form, 1).unwrap().iter().map(|part| part.content.len()).collect()
    };
    assert_eq!(sizes(140, UdhForm::EightBit), [140]);
    assert_eq!(sizes(141, UdhForm::EightBit), [140, 13]);
    assert_eq!(sizes(141, UdhForm::SixteenBit), [140, 15]);
    assert_eq!(sizes(255 * 134, UdhForm::EightBit).len(), 255);
    assert!(split_octets(&vec![7; 255 * 134 + 1], UdhForm::EightBit, 1).is_err());
}

/// Text as people write it, rich in what is hard to cut.
fn message() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "[a-zA-Z0-9 .,]{0,30}",
        "[中文短信测试，。]{0,40}",
        Just("😀".to_owned()),
        Just("👨‍👩‍👧‍👦".to_owned()),
        Just("👍🏽".to_owned()),
        Just("🇨🇳🇫🇷".to_owned()),
        Just("1️⃣".to_owned()),
        Just("\r\n".to_owned()),
        Just("[{€}]".to_owned()),
        Just("㐀𠮷¥".to_owned()),
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn what_is_split_merges_back(text in message()) {
        fuzz::splitting(text.as_bytes());
    }

    #[test]
    fn no_text_and_no_octets_break_the_promises(octets in prop::collection::vec(any::<u8>(), 0..600)) {
        fuzz::splitting(&octets);
        fuzz::decoding(&octets);
        fuzz::header(&octets);
        fuzz::packing(&octets);
        fuzz::reassembling(&octets);
    }

    #[test]
    fn ucs2_parts_hold_67_or_66_units_and_no_half_character(text in message(), wide: bool) {
        let form = if wide { UdhForm::SixteenBit } else { UdhForm::EightBit };
        let parts = split(&text, Coding::Ucs2, form, 9).unwrap();
        for part in parts.iter().filter(|part| part.udhi) {
            prop_assert!(part.units <= 67 - u32::from(wide));
            let content = udh::read(&part.content, true);
            let read: Result<String, _> = char::decode_utf16(
                content.text.as_chunks::<2>().0.iter().map(|pair| u16::from_be_bytes(*pair)),
            ).collect();
            prop_assert!(read.is_ok());
        }
    }

    #[test]
    fn escapes_are_never_separated(text in "[a\\[€]{150,400}") {
        for part in split(&text, Coding::Gsm7, UdhForm::EightBit, 9).unwrap() {
            let content = udh::read(&part.content, part.udhi);
            prop_assert!(content.text.last() != Some(&0x1B));
        }
    }

    #[test]
    fn fewest_parts_are_made(text in message()) {
        // No cut can do better than the units allow, and one unit per part is the most a pair can waste.
        let planned = plan_within(&text, Coding::Ucs2, UdhForm::EightBit, Ceiling::CMPP).unwrap();
        if planned.units > 70 {
            prop_assert!(planned.parts >= planned.units.div_ceil(67));
            prop_assert!(planned.parts <= planned.units.div_ceil(66));
        }
    }

    #[test]
    fn parts_merge_in_any_order_with_repeats(text in "[中文😀a]{71,400}", seed: u64) {
        let parts = split(&text, Coding::Ucs2, UdhForm::EightBit, 9).unwrap();
        let mut stored: Vec<(u8, &[u8])> =
            parts.iter().map(|part| (part.number, udh::read(&part.content, true).text)).collect();
        stored.extend(stored.clone());
        stored.sort_by_key(|(number, _)| (u64::from(*number).wrapping_mul(seed | 1)) >> 3);
        let merged = merge(&stored, parts[0].total, 8);
        prop_assert!(merged.is_complete());
        prop_assert_eq!(merged.text, text);
    }
}
