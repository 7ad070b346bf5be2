//! Templates: what they parse to, what they refuse, what they render.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a failed helper fails its test")]

use hongyan_content::{
    DEFAULT_CHARS_MAX, Fault, NAME_CHARS_MAX, Piece, Place, RenderError, TEMPLATE_CHARS_MAX, Template,
};
use proptest::prelude::*;

fn parse(source: &str) -> Template {
    Template::parse(source).unwrap()
}

/// Renders with `姓名` = 张三, `空` = blank, nothing else.
fn render(source: &str) -> Result<String, RenderError> {
    let values = |name: &str| match name {
        "姓名" => Some("张三"),
        "空" => Some("  "),
        "签" => Some("【甲】"),
        _ => None,
    };
    let mut out = String::from("前");
    let result = parse(source).render(values, &mut out);
    if result.is_err() {
        assert_eq!(out, "前", "nothing half-made is left");
    }
    result.map(|()| out.split_off("前".len()))
}

fn mistakes(source: &str) -> Vec<(Fault, usize, usize)> {
    let error = match Template::parse(source) {
        Ok(template) => panic!("{source:?} parsed to {template:?}"),
        Err(error) => error,
    };
    assert_eq!(error.code(), "template_invalid");
    error.mistakes.iter().map(|mistake| (mistake.fault, mistake.place.line, mistake.place.column)).collect()
}

#[test]
fn values_and_defaults_are_filled_in() {
    assert_eq!(render("您好{姓名}，余额{金额|0}元").unwrap(), "您好张三，余额0元");
    assert_eq!(render("{ 姓名 }{称谓|}").unwrap(), "张三", "blanks around a name do not count");
    assert_eq!(render("{空|客户}").unwrap(), "客户", "a blank value counts as missing");
    assert_eq!(render("{甲|a|b}").unwrap(), "a|b", "only the first bar separates");
}

#[test]
fn doubled_braces_are_braces() {
    assert_eq!(render("{{{姓名}}}").unwrap(), "{张三}");
    assert_eq!(render("{{姓名}}").unwrap(), "{姓名}");
    assert_eq!(parse("a{{b}}").pieces(), [Piece::Literal("a{b}".into())]);
}

#[test]
fn a_variable_without_value_and_default_is_named() {
    let missing = RenderError::Missing { name: "金额".into() };
    assert_eq!(render("{姓名}欠{金额}元"), Err(missing.clone()));
    assert_eq!(missing.code(), "variable_missing");
    assert_eq!(render("{空}"), Err(RenderError::Missing { name: "空".into() }));
}

#[test]
fn a_value_cannot_bring_a_second_signature() {
    assert_eq!(render("{签}"), Err(RenderError::SignatureInValue { name: "签".into() }));
}

#[test]
fn variables_know_their_names_defaults_and_places() {
    let template = parse("您好\n{姓名|客户}和{姓名}");
    let found: Vec<_> = template
        .variables()
        .map(|variable| (variable.name.as_str(), variable.default.as_deref(), variable.place))
        .collect();
    assert_eq!(
        found,
        [
            ("姓名", Some("客户"), Place { index: 3, line: 2, column: 1 }),
            ("姓名", None, Place { index: 11, line: 2, column: 9 }),
        ]
    );
}

#[test]
fn unknown_variables_are_those_without_column_and_default() {
    let template = parse("{姓名}{金额}{称谓|先生}");
    let unknown: Vec<_> =
        template.unknown_variables(|name| name == "姓名").map(|variable| variable.name.as_str()).collect();
    assert_eq!(unknown, ["金额"]);
}

#[test]
fn every_mistake_is_listed_with_its_place() {
    let source = "【示例】您好{，\n{}和{|甲}\n}止";
    assert_eq!(
        mistakes(source),
        [
            (Fault::SignatureInBody, 1, 1),
            (Fault::SignatureInBody, 1, 4),
            (Fault::Unclosed, 1, 7),
            (Fault::EmptyName, 2, 1),
            (Fault::EmptyName, 2, 4),
            (Fault::StrayBrace, 3, 1),
        ]
    );
    let shown = Template::parse(source).unwrap_err().to_string();
    assert!(shown.starts_with("the text has 6 mistake(s); line 1, character 1: "), "{shown}");
}

#[test]
fn each_mistake_has_its_own_case() {
    assert_eq!(mistakes("您好{姓名"), [(Fault::Unclosed, 1, 3)]);
    assert_eq!(mistakes("{甲{姓名}"), [(Fault::Unclosed, 1, 1)]);
    assert_eq!(mistakes("{姓名}}"), [(Fault::StrayBrace, 1, 5)]);
    assert_eq!(mistakes("{姓\n名}"), [(Fault::ControlInName, 1, 1)]);
    assert_eq!(mistakes("{甲|【乙】}"), [(Fault::SignatureInBody, 1, 4), (Fault::SignatureInBody, 1, 6)]);
    assert_eq!(mistakes(" \n"), [(Fault::Empty, 1, 1)]);
    assert_eq!(mistakes(""), [(Fault::Empty, 1, 1)]);
}

#[test]
fn lengths_are_bounded() {
    let name = "名".repeat(NAME_CHARS_MAX);
    let default = "值".repeat(DEFAULT_CHARS_MAX);
    assert_eq!(render(&format!("{{{name}|{default}}}")).unwrap(), default);
    let chars = NAME_CHARS_MAX + 1;
    assert_eq!(mistakes(&format!("{{{name}名}}")), [(Fault::NameTooLong { chars }, 1, 1)]);
    let chars = DEFAULT_CHARS_MAX + 1;
    assert_eq!(mistakes(&format!("{{甲|{default}值}}")), [(Fault::DefaultTooLong { chars }, 1, 1)]);
    let chars = TEMPLATE_CHARS_MAX + 1;
    assert_eq!(mistakes(&"中".repeat(chars)), [(Fault::TooLong { chars }, 1, 1)]);
}

proptest! {
    #[test]
    fn no_source_panics_and_faults_point_into_it(source in "[a{}|【】中\n ]{0,60}") {
        let lines: Vec<&str> = source.split('\n').collect();
        match Template::parse(&source) {
            Ok(template) => prop_assert_eq!(template.source(), source),
            Err(error) => {
                prop_assert!(!error.mistakes.is_empty());
                prop_assert!(error.mistakes.is_sorted_by_key(|mistake| mistake.place));
                for mistake in error.mistakes.iter().filter(|mistake| mistake.fault != Fault::Empty) {
                    let line = lines[mistake.place.line - 1];
                    let at = line.chars().nth(mistake.place.column - 1);
                    prop_assert!(matches!(at, Some('{' | '}' | '【' | '】')), "no such sign at the place");
                    prop_assert_eq!(source.chars().nth(mistake.place.index), at);
                }
            }
        }
    }

    #[test]
    fn text_with_its_braces_doubled_renders_as_itself(text in "[a{}|中\n ]{0,40}中") {
        let source = text.replace('{', "{{").replace('}', "}}");
        prop_assert_eq!(render(&source).unwrap(), text);
    }
}
