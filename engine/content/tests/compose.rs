//! Whole messages: signature, body, opt-out words, limits.

#![expect(clippy::unwrap_used, reason = "a failed helper fails its test")]

use hongyan_content::{
    ComposeError, Composer, Limits, MESSAGE_UNITS_MAX, OPT_OUT_WORDS, OptOut, Place, RenderError, SetupError,
    Signature, Template, compose,
};
use proptest::prelude::*;

fn composer(source: &str, opt_out: OptOut<'_>) -> Result<Composer, SetupError> {
    let signature = Signature::new("示例").unwrap();
    Composer::new(Template::parse(source).unwrap(), Some(&signature), opt_out, Limits::default())
}

fn value<'v>(text: &'v str) -> impl Fn(&str) -> Option<&'v str> {
    move |_| Some(text)
}

#[test]
fn the_verification_text_of_the_sheet() {
    let composer = composer("您的验证码是{码}，{分|5}分钟内有效。", OptOut::Omit).unwrap();
    let values = |name: &str| (name == "码").then_some("246810");
    let rendered = composer.compose(values).unwrap();
    assert_eq!(rendered.text, "【示例】您的验证码是246810，5分钟内有效。");
    assert_eq!((rendered.segments.units, rendered.segments.parts, rendered.segments.billed), (24, 1, 1));
    assert_eq!(composer.fixed(), None);
}

#[test]
fn the_marketing_text_of_the_sheet_is_made_once() {
    let composer = composer("双11会员日全场满200减50，详情见门店。", OptOut::MARKETING).unwrap();
    let fixed = composer.fixed().unwrap();
    assert_eq!(fixed.text, "【示例】双11会员日全场满200减50，详情见门店。拒收请回复R");
    assert_eq!((fixed.segments.units, fixed.segments.billed), (32, 1));
    assert_eq!(composer.compose(|_| None).as_ref(), Ok(fixed));
    let mut reused = String::from("older text");
    assert_eq!(composer.compose_into(|_| None, &mut reused), Ok(fixed.segments));
    assert_eq!(reused, fixed.text);
}

#[test]
fn opt_out_words_that_end_the_text_are_not_doubled() {
    for source in ["满减。拒收请回复R", "满减。拒收请回复R \n"] {
        let composer = composer(source, OptOut::MARKETING).unwrap();
        assert_eq!(composer.fixed().unwrap().text, "【示例】满减。拒收请回复R");
    }
    let whole = composer("{全文}", OptOut::MARKETING).unwrap();
    assert_eq!(whole.compose(value("满减。拒收请回复R")).unwrap().text, "【示例】满减。拒收请回复R");
}

#[test]
fn opt_out_words_inside_the_text_are_refused() {
    let error = composer("满减\n拒收请回复R，详情见门店", OptOut::MARKETING).unwrap_err();
    assert_eq!(error, SetupError::OptOutNotLast { place: Place { index: 3, line: 2, column: 1 } });
    assert_eq!(error.code(), "opt_out_not_last");
    assert!(composer("{甲|拒收请回复R}", OptOut::MARKETING).is_err(), "a default is part of the text");
    assert!(composer("满减拒收请回复R，详情见门店", OptOut::Omit).is_ok(), "a notice may speak of it");
    let twice = composer("拒收请回复R，拒收请回复R", OptOut::MARKETING).unwrap_err();
    assert_eq!(twice, SetupError::OptOutNotLast { place: Place { index: 0, line: 1, column: 1 } });
}

#[test]
fn a_value_with_opt_out_words_excludes_its_person() {
    let composer = composer("您好{姓名}，满减。", OptOut::MARKETING).unwrap();
    let error = composer.compose(value("拒收请回复R")).unwrap_err();
    assert_eq!((&error, error.code()), (&ComposeError::OptOutInValue, "opt_out_in_value"));
}

#[test]
fn other_words_can_be_set_and_blank_words_add_nothing() {
    assert_eq!(
        composer("满减", OptOut::Append("退订回T")).unwrap().fixed().unwrap().text,
        "【示例】满减退订回T"
    );
    assert_eq!(composer("满减", OptOut::Append(" ")).unwrap().fixed().unwrap().text, "【示例】满减");
}

#[test]
fn the_whole_message_is_limited() {
    let signature_units = 4;
    let words_units = 6;
    let fits = usize::try_from(MESSAGE_UNITS_MAX).unwrap() - signature_units - words_units - 1;
    assert!(composer(&"满".repeat(fits + 1), OptOut::MARKETING).is_ok());
    let error = composer(&"满".repeat(fits + 2), OptOut::MARKETING).unwrap_err();
    assert_eq!(error, SetupError::TooLong { units: 501, units_max: 500 });

    let composer = composer(&("{甲}".to_owned() + &"满".repeat(fits)), OptOut::MARKETING).unwrap();
    assert_eq!(composer.compose(value("一")).unwrap().segments.units, 500);
    let error = composer.compose(value("😀")).unwrap_err();
    assert_eq!(
        (&error, error.code()),
        (&ComposeError::TooLong { units: 501, units_max: 500 }, "message_too_long")
    );
}

#[test]
fn the_limit_can_be_set() {
    let template = Template::parse("您好{姓名}").unwrap();
    let composer = Composer::new(template, None, OptOut::Omit, Limits { units_max: 4 }).unwrap();
    assert_eq!(
        composer.compose(value("张三")).unwrap().text,
        "您好张三",
        "without a signature nothing is added"
    );
    assert!(composer.compose(value("欧阳三")).is_err());
}

#[test]
fn a_missing_value_and_an_empty_text_exclude_their_person() {
    let composer = composer("{称谓|}{姓名}", OptOut::Omit).unwrap();
    let missing = ComposeError::Render(RenderError::Missing { name: "姓名".into() });
    assert_eq!(composer.compose(|_| None), Err(missing));
    let optional = Template::parse("{甲|}").unwrap();
    assert_eq!(compose(&optional, None, OptOut::MARKETING, |_| None), Err(ComposeError::Empty));
}

proptest! {
    #[test]
    fn a_message_begins_with_its_signature_and_ends_with_one_opt_out(
        body in "[中a，。{}]{1,60}", name in "[中a0]{0,20}", marketing: bool,
    ) {
        let source = body.replace('{', "{{").replace('}', "}}") + "{姓名|客户}";
        let template = Template::parse(&source).unwrap();
        let signature = Signature::new("示例").unwrap();
        let opt_out = if marketing { OptOut::MARKETING } else { OptOut::Omit };
        let once = compose(&template, Some(&signature), opt_out, value(&name)).unwrap();
        let many = Composer::new(template, Some(&signature), opt_out, Limits::default()).unwrap();
        prop_assert_eq!(&many.compose(value(&name)).unwrap(), &once);
        let shown = if name.is_empty() { "客户" } else { &name };
        let words = if marketing { OPT_OUT_WORDS } else { "" };
        prop_assert_eq!(&once.text, &format!("【示例】{body}{shown}{words}"));
        prop_assert_eq!(once.text.encode_utf16().count(), usize::try_from(once.segments.units).unwrap());
    }
}
