//! What one cell gives.
#![allow(clippy::unwrap_used, missing_docs)]

use hongyan_contacts::clean::{Fault, Repair, Suggestion, clean, mask};
use proptest::prelude::*;

/// The numbers of a cell and the repairs they took.
fn gives(text: &str, numbers: &[u64], repairs: &[Repair]) {
    let cleaned = clean(text);
    let found: Vec<u64> = cleaned.numbers.iter().map(|number| number.digits()).collect();
    assert_eq!(found, numbers, "{text:?}");
    assert_eq!(cleaned.repairs.iter().collect::<Vec<_>>(), repairs, "{text:?}");
    assert_eq!(cleaned.problem, None, "{text:?}");
}

fn fails(text: &str, fault: Fault, suggestion: Suggestion, fixed: Option<u64>) {
    let cleaned = clean(text);
    assert_eq!(cleaned.numbers, [], "{text:?}");
    let problem = cleaned.problem.unwrap();
    assert_eq!((problem.fault, problem.suggestion), (fault, suggestion), "{text:?}");
    assert_eq!(problem.fixed.map(|number| number.digits()), fixed, "{text:?}");
}

const N: u64 = 13_800_138_000;
const M: u64 = 13_900_139_000;

#[test]
fn a_plain_number_needs_no_repair() {
    gives("13800138000", &[N], &[]);
}

#[test]
fn blanks_and_signs_go() {
    gives(" 13800138000 ", &[N], &[Repair::Blanks]);
    gives("138 0013 8000", &[N], &[Repair::Blanks]);
    gives("138\u{a0}0013\u{3000}8000", &[N], &[Repair::Blanks]);
    gives("138-0013-8000", &[N], &[Repair::Punctuation]);
    gives("138—0013–8000", &[N], &[Repair::Punctuation]);
    gives("(138)0013.8000", &[N], &[Repair::Punctuation]);
}

#[test]
fn full_width_digits_become_plain() {
    gives("１３８００１３８０００", &[N], &[Repair::FullWidth]);
    gives("＋８６１３８００１３８０００", &[N], &[Repair::FullWidth, Repair::CountryCode]);
}

#[test]
fn the_country_code_goes() {
    gives("+8613800138000", &[N], &[Repair::CountryCode]);
    gives("008613800138000", &[N], &[Repair::CountryCode]);
    gives("8613800138000", &[N], &[Repair::CountryCode]);
    gives("86-138 0013 8000", &[N], &[Repair::Blanks, Repair::Punctuation, Repair::CountryCode]);
    gives("(+86)13800138000", &[N], &[Repair::Punctuation, Repair::CountryCode]);
}

#[test]
fn a_zero_in_front_goes() {
    gives("013800138000", &[N], &[Repair::LeadingZero]);
}

#[test]
fn what_excel_adds_goes() {
    gives("'13800138000", &[N], &[Repair::Quotes]);
    gives("“13800138000”", &[N], &[Repair::Quotes]);
    gives("\u{feff}13800138000\u{200b}", &[N], &[Repair::Invisible]);
    gives("\u{202d}13800138000\u{202c}", &[N], &[Repair::Invisible]);
    gives("13800138000.0", &[N], &[Repair::Decimal]);
    gives("8613800138000.00", &[N], &[Repair::CountryCode, Repair::Decimal]);
}

#[test]
fn scientific_notation_is_believed_only_with_all_digits() {
    gives("1.3800138E+10", &[N], &[Repair::Scientific]);
    gives("1.3912345678e10", &[13_912_345_678], &[Repair::Scientific]);
    gives("8.613800138E+12", &[N], &[Repair::Scientific]);
    fails("1.38E+10", Fault::PrecisionLost, Suggestion::ExportAsText, None);
    fails("1.38001E+10", Fault::PrecisionLost, Suggestion::ExportAsText, None);
    fails("1.38001380001E+10", Fault::NotDigits, Suggestion::CheckDigits, None);
}

#[test]
fn several_numbers_come_apart() {
    for between in ["、", "，", ",", ";", "；", "/", "|", "\n", "\r\n", " ", "  ", " / "] {
        let cleaned = clean(&format!("13800138000{between}13900139000"));
        assert_eq!(cleaned.numbers.iter().map(|n| n.digits()).collect::<Vec<_>>(), [N, M], "{between:?}");
        assert!(cleaned.repairs.has(Repair::Several) && cleaned.problem.is_none(), "{between:?}");
    }
}

#[test]
fn good_numbers_survive_a_bad_neighbour() {
    let cleaned = clean("13800138000、1390013");
    assert_eq!(cleaned.numbers.len(), 1);
    assert_eq!(cleaned.problem.unwrap().fault, Fault::TooShort);
}

#[test]
fn faults_say_what_to_do() {
    fails("", Fault::Empty, Suggestion::FillIn, None);
    fails(" \u{200b}、 ", Fault::Empty, Suggestion::FillIn, None);
    fails("3800138000", Fault::TooShort, Suggestion::AddLeadingOne, Some(N));
    fails("1380013800", Fault::TooShort, Suggestion::CheckDigits, None);
    fails("138001380001", Fault::TooLong, Suggestion::CheckDigits, None);
    fails("010-62345678", Fault::Landline, Suggestion::UseMobileNumber, None);
    fails("62345678", Fault::Landline, Suggestion::UseMobileNumber, None);
    fails("4001234567", Fault::Landline, Suggestion::UseMobileNumber, None);
    fails("+85298765432", Fault::Foreign, Suggestion::UseMobileNumber, None);
    fails("23800138000", Fault::NotMobile, Suggestion::CheckDigits, None);
    fails("12345678901", Fault::NotMobile, Suggestion::CheckDigits, None);
    fails("无", Fault::NotDigits, Suggestion::CheckDigits, None);
    fails("1380013800O", Fault::NotDigits, Suggestion::CheckDigits, None);
    fails("张三13800138000", Fault::NotDigits, Suggestion::TakeFoundNumber, Some(N));
    fails(&"9".repeat(3_000), Fault::TooLong, Suggestion::CheckDigits, None);
}

#[test]
fn a_cell_full_of_numbers_is_bounded() {
    let cleaned = clean(&["13800138000"; 150].join(","));
    assert_eq!(cleaned.numbers.len(), 100);
    assert_eq!(cleaned.problem.unwrap().fault, Fault::TooMany);
}

#[test]
fn values_are_masked() {
    assert_eq!(mask("13812345678"), "138****5678");
    assert_eq!(mask("1381234567"), "13****4567");
    assert_eq!(mask("１３８１２３４５６７８"), "１３８****５６７８");
    assert_eq!(mask("备注 12"), "备注 12");
    assert_eq!(mask(&"长".repeat(60)).chars().count(), 41);
}

/// The texts that a number can be written as without losing it.
fn written() -> impl Strategy<Value = (u64, String)> {
    let noise = prop::sample::select(vec!["", " ", "-", "\u{a0}", "\u{200b}", "'"]);
    (
        13_000_000_000_u64..20_000_000_000,
        prop::sample::select(vec!["", "+86", "0086", "86", "0", "+86 "]),
        noise,
    )
        .prop_map(|(number, front, noise)| {
            let digits = number.to_string();
            (number, format!("{front}{}{noise}{}{noise}{}", &digits[..3], &digits[3..7], &digits[7..]))
        })
}

proptest! {
    #[test]
    fn no_cell_panics(text in any::<String>()) {
        hongyan_contacts::fuzz::cell(text.as_bytes());
    }

    #[test]
    fn no_cell_of_likely_signs_panics(text in "[0-9+\\-.,eE 　０-９、/;|'\u{feff}\u{200b}\\n()]{0,40}") {
        hongyan_contacts::fuzz::cell(text.as_bytes());
    }

    #[test]
    fn a_number_is_read_however_it_is_written((number, text) in written()) {
        let cleaned = clean(&text);
        prop_assert_eq!(cleaned.numbers.iter().map(|n| n.digits()).collect::<Vec<_>>(), vec![number]);
        prop_assert!(cleaned.problem.is_none());
    }

    #[test]
    fn no_shown_value_holds_a_number(number in 13_000_000_000_u64..20_000_000_000, around in "[a-z ]{0,8}") {
        let shown = mask(&format!("{around}{number}{around}"));
        prop_assert!(!shown.contains(&number.to_string()));
        prop_assert!(shown.contains("****"));
    }
}
