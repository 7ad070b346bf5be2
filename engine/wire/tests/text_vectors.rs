//! Every vector of `protocols/sms-encoding.md` §10.

#![expect(clippy::unwrap_used, reason = "a failed helper fails its test")]

use hongyan_wire::text::{
    Coding, Part, SplitError, UdhForm, decode, encode, gsm7, plan, segments, split, units,
};

fn hex(octets: &[u8]) -> String {
    octets.iter().map(|octet| format!("{octet:02x}")).collect()
}

fn sizes(text: &str, coding: Coding, form: UdhForm) -> Vec<u32> {
    let parts = split(text, coding, form, 0x2A).unwrap();
    let planned = plan(text, coding, form).unwrap();
    assert_eq!(planned.parts, u32::try_from(parts.len()).unwrap(), "the plan is the real cut");
    parts.iter().map(|part| part.units).collect()
}

fn packs(text: &str, header_octets: usize, septets: &str, packed: &str) {
    let unpacked = gsm7::encode(text).unwrap();
    assert_eq!(hex(&unpacked), septets, "{text}");
    let fill = gsm7::fill_bits(header_octets);
    let octets = gsm7::pack(&unpacked, fill);
    assert_eq!(hex(&octets), packed, "{text}");
    assert_eq!(gsm7::unpack(&octets, unpacked.len(), fill), unpacked);
    assert_eq!(gsm7::decode(&unpacked), (text.to_owned(), true));
}

#[test]
fn gsm_packing() {
    packs("hellohello", 0, "68656c6c6f68656c6c6f", "e8329bfd4697d9ec37");
    packs("Hello", 0, "48656c6c6f", "c8329bfd06");
    packs("Hello", 6, "48656c6c6f", "906536fb0d");
    packs("A€B", 0, "411b6542", "c14d5908");
    packs("[CMPP]", 0, "1b3c434d50501b3e", "1bdeb009856e7c");
    packs("1234567", 0, "31323334353637", "31d98c56b3dd00");
    packs("12345678", 0, "3132333435363738", "31d98c56b3dd70");
}

#[test]
fn gsm_splitting() {
    let gsm = |text: String| sizes(&text, Coding::Gsm7, UdhForm::EightBit);
    assert_eq!(gsm("a".repeat(160)), [160]);
    assert_eq!(gsm("a".repeat(161)), [153, 8]);
    assert_eq!(gsm("a".repeat(159) + "€"), [153, 8]);
    assert_eq!(gsm("a".repeat(152) + "€" + &"a".repeat(10)), [152, 12]);
    assert_eq!(gsm("a".repeat(306)), [153, 153]);
    assert_eq!(gsm("a".repeat(307)), [153, 153, 1]);
    assert_eq!(sizes(&"a".repeat(161), Coding::Gsm7, UdhForm::SixteenBit), [152, 9]);
}

#[test]
fn ucs2_splitting() {
    let eight = |text: &str| sizes(text, Coding::Ucs2, UdhForm::EightBit);
    let sixteen = |text: &str| sizes(text, Coding::Ucs2, UdhForm::SixteenBit);
    let zhong = |count: usize| "中".repeat(count);
    let check = |text: &str, expected_units: u32, six: &[u32], seven: &[u32]| {
        assert_eq!(units(text), expected_units);
        assert_eq!(eight(text), six);
        assert_eq!(sixteen(text), seven);
    };
    check(&zhong(70), 70, &[70], &[70]);
    check(&zhong(71), 71, &[67, 4], &[66, 5]);
    check(&zhong(134), 134, &[67, 67], &[66, 66, 2]);
    check(&zhong(135), 135, &[67, 67, 1], &[66, 66, 3]);
    check(&(zhong(66) + "😀" + &"文".repeat(10)), 78, &[66, 12], &[66, 12]);
    check(&(zhong(69) + "😀"), 71, &[67, 4], &[66, 5]);
    check(&"😀".repeat(35), 70, &[70], &[70]);
    check(&"😀".repeat(36), 72, &[66, 6], &[66, 6]);
    check(&"😀".repeat(100), 200, &[66, 66, 66, 2], &[66, 66, 66, 2]);
    assert_eq!(eight(&("中".to_owned() + &"😀".repeat(36))), [67, 6]);
    assert_eq!(eight(&"😀".repeat(67)), [66, 66, 2]);

    let longest = zhong(17085);
    assert_eq!(eight(&longest), [67; 255]);
    let too_long = SplitError::TooLong { units: 17085, parts: 259 };
    assert_eq!(split(&longest, Coding::Ucs2, UdhForm::SixteenBit, 1), Err(too_long));
    assert_eq!(plan(&longest, Coding::Ucs2, UdhForm::SixteenBit), Err(too_long));
    assert_eq!(too_long.code(), "text_too_long");
}

#[test]
fn the_parts_of_the_worked_example() {
    let text = "中".repeat(66) + "😀" + &"文".repeat(10);
    let parts = split(&text, Coding::Ucs2, UdhForm::EightBit, 0x2A).unwrap();
    assert_eq!(parts.iter().map(|part| part.content.len()).collect::<Vec<_>>(), [138, 30]);
    assert_eq!(hex(&parts[0].content), format!("0500032a0201{}", "4e2d".repeat(66)));
    assert_eq!(hex(&parts[1].content), format!("0500032a0202d83dde00{}", "6587".repeat(10)));
}

#[test]
fn the_16_bit_header() {
    let parts = split(&"中".repeat(135), Coding::Ucs2, UdhForm::SixteenBit, 0x1234).unwrap();
    assert_eq!(hex(&parts[0].content[..7]), "06080412340301");
}

#[test]
fn encodings() {
    let check = |text: &str, utf16: &str, gb18030: &str| {
        let ucs2 = encode(text, Coding::Ucs2).unwrap();
        let gb = encode(text, Coding::Gb18030).unwrap();
        assert_eq!((hex(&ucs2), hex(&gb)), (utf16.to_owned(), gb18030.to_owned()), "{text}");
        assert_eq!(decode(&ucs2, 8).text, text);
        assert_eq!(decode(&gb, 15).text, text);
        assert_eq!(encode(text, Coding::FlashUcs2), Ok(ucs2));
    };
    check("中", "4e2d", "d6d0");
    check("镕", "9555", "e946");
    check("€", "20ac", "a2e3");
    check("㐀", "3400", "8139ee39");
    check("😀", "d83dde00", "9439fc36");
    check("𠮷", "d842dfb7", "9534b235");
    check("¥", "00a5", "81308436");
    check("…", "2026", "a1ad");
    check("【】", "30103011", "a1bea1bf");
    check("🇨🇳", "d83cdde8d83cddf3", "9439933894399439");
    let family = "👨‍👩‍👧";
    assert_eq!(units(family), 8);
    assert_eq!(encode(family, Coding::Gb18030).unwrap().len(), 20);
}

#[test]
fn the_verification_text() {
    let text = "【示例】您的验证码是246810，5分钟内有效。";
    let ucs2 =
        "3010793a4f8b301160a876849a8c8bc17801662f003200340036003800310030ff0c00355206949f5185670965483002";
    let parts = split(text, Coding::Ucs2, UdhForm::EightBit, 1).unwrap();
    let [Part { content, udhi: false, total: 1, number: 1, units: 24 }] = parts.as_slice() else {
        panic!("{parts:?}")
    };
    assert_eq!((hex(content), content.len()), (ucs2.to_owned(), 48));
    assert_eq!(segments(text).billed, 1);
}

#[test]
fn the_marketing_text() {
    let found = segments("【示例】双11会员日全场满200减50，详情见门店。拒收请回复R");
    assert_eq!((found.units, found.billed, found.parts), (32, 1, 1));
}

#[test]
fn counting() {
    let expected = [(1, 1), (70, 1), (71, 2), (134, 2), (135, 3), (160, 3), (201, 3), (202, 4), (500, 8)];
    for (count, billed) in expected {
        assert_eq!(segments(&"中".repeat(count)).billed, billed, "{count}");
        assert_eq!(segments(&"a".repeat(count)).billed, billed, "{count} in English");
    }
}

#[test]
fn price_and_parts_differ_with_many_emoji() {
    let found = segments(&"😀".repeat(67));
    assert_eq!((found.billed, found.parts, found.units), (2, 3, 134));
}

#[test]
fn gb_is_cut_by_characters() {
    let octets = |text: &str| -> Vec<usize> {
        let parts = split(text, Coding::Gb18030, UdhForm::EightBit, 1).unwrap();
        parts.iter().map(|part| part.content.len() - 6).collect()
    };
    let mixed = "A".to_owned() + &"中".repeat(70);
    assert_eq!(sizes(&mixed, Coding::Gb18030, UdhForm::EightBit), [67, 4]);
    assert_eq!(octets(&mixed), [133, 8]);
    let english = "A".repeat(71);
    assert_eq!(sizes(&english, Coding::Gb18030, UdhForm::EightBit), [67, 4]);
    assert_eq!(octets(&english), [67, 4]);
    // Four octets for one unit: here the octets bind, or the field would overflow.
    assert_eq!(octets(&"㐀".repeat(40)), [132, 28]);
}
