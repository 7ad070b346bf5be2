//! Task files: every mistake with its place and nothing created; checks; states across processes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use common::Place;
use serde_json::Value;

const GOOD: &str = r#"name = "三月到账"
business = "notice"
signature = "邮政"
text = "{姓名|客户}您好，您有{金额}元已到账。"

[recipients]
numbers = [
  { number = "13800138000", "姓名" = "王芳", "金额" = "12.50" },
  { number = "13900139000", "金额" = "3" },
  "18900189000",
]
"#;

fn mistakes(place: &Place, text: &str) -> Vec<(String, String, Option<u64>)> {
    let file = place.write("task.toml", text);
    let error = place.refused(&["task", "create", file.to_str().unwrap()]);
    assert_eq!(error["code"], "task_invalid", "{error}");
    assert!(place.json(&["task", "list"]).as_array().unwrap().is_empty(), "something was created");
    let of = |mistake: &Value| {
        let word = |key: &str| mistake[key].as_str().unwrap_or_default().to_owned();
        (word("code"), word("field"), mistake["line"].as_u64())
    };
    error["mistakes"].as_array().unwrap().iter().map(of).collect()
}

fn one(code: &str, field: &str, line: u64) -> Vec<(String, String, Option<u64>)> {
    vec![(code.to_owned(), field.to_owned(), Some(line))]
}

#[test]
fn each_mistake_has_its_place_and_creates_nothing() {
    let place = Place::new();
    place.with_channel("主通道");
    let with = |from: &str, to: &str| GOOD.replace(from, to);
    let text = "{姓名|客户}您好，您有{金额}元已到账。";
    assert_eq!(mistakes(&place, &with("{金额}", "{金鹅}")), one("unknown_variable", "text", 4));
    assert_eq!(mistakes(&place, &with(text, "")), one("template_empty", "text", 4));
    assert_eq!(mistakes(&place, &with(text, &"长".repeat(600))), one("message_too_long", "text", 4));
    assert_eq!(mistakes(&place, &with("{金额}", "{金额")), one("template_unclosed_brace", "text", 4));
    let past = with("[recipients]", "start_at = \"2020-01-01 09:00\"\n[recipients]");
    assert_eq!(mistakes(&place, &past), one("past_time", "start_at", 6));
    let slow = with("[recipients]", "speed_per_second = 0\n[recipients]");
    assert_eq!(mistakes(&place, &slow), one("out_of_range", "speed_per_second", 6));
    let field = with("[recipients]", "sender = \"x\"\n[recipients]");
    assert_eq!(mistakes(&place, &field), one("unknown_field", "sender", 6));
    let channel = with("[recipients]", "channel = \"副通道\"\n[recipients]");
    assert_eq!(mistakes(&place, &channel), one("unknown_channel", "channel", 6));
    assert_eq!(
        mistakes(&place, &with("18900189000", "1890018900")),
        one("bad_number", "recipients.numbers[2]", 10)
    );
    let both = with("numbers = [", "group = \"客户\"\nnumbers = [");
    assert_eq!(mistakes(&place, &both), one("several_sources", "recipients", 6));
    assert_eq!(mistakes(&place, &with("邮政", "邮")), one("signature_too_short", "signature", 3));
    assert_eq!(mistakes(&place, &with("\"notice\"", "notice")), one("syntax", "", 2));
    let group = GOOD.split("numbers").next().unwrap().to_owned() + "group = \"没有\"\n";
    assert_eq!(mistakes(&place, &group), one("unknown_group", "recipients.group", 7));
    let list = GOOD.split("numbers").next().unwrap().to_owned() + "file = \"no.xlsx\"\n";
    assert_eq!(mistakes(&place, &list), one("list_unreadable", "recipients.file", 7));
}

#[test]
fn all_mistakes_are_told_at_once_in_words() {
    let place = Place::new();
    place.with_channel("主通道");
    let file = place.write(
        "task.toml",
        "name = \"\"\nbusiness = \"spam\"\nsignature = \"邮政\"\ntext = \"{a 您好 {b}\"\nfoo = 1\n[recipients]\nnumbers = [\"12\"]\n",
    );
    let ran = place.run(&["task", "check", file.to_str().unwrap()]);
    assert_eq!(ran.status, 1);
    for words in [
        "第 1 行",
        "必须填写",
        "第 2 行",
        "应为其中之一",
        "第 4 行",
        "没有对应的 }",
        "第 5 行",
        "没有这个字段",
        "不是手机号码",
    ] {
        assert!(ran.err.contains(words), "{words}: {}", ran.err);
    }
    let english = place.run(&["--lang", "en", "task", "check", file.to_str().unwrap()]);
    assert!(
        english.err.contains("line 5, character 1, field foo: there is no such field"),
        "{}",
        english.err
    );
}

#[test]
fn the_check_counts_explains_and_creates_nothing() {
    let place = Place::new();
    place.with_channel("主通道");
    let file = place.write("task.toml", GOOD);
    let file = file.to_str().unwrap();
    let checked = place.json(&["task", "check", file, "--explain", "13800138000"]);
    assert_eq!((checked["people"].as_u64(), checked["messages"].as_u64()), (Some(3), Some(2)));
    assert_eq!(checked["excluded"]["missing_variable"], 1);
    assert_eq!(checked["cost"], "0.090");
    assert_eq!(checked["sample"], "【邮政】王芳您好，您有12.50元已到账。");
    let as_before = place.json(&["task", "check", file, "--number", "13800138000"]);
    assert_eq!(as_before["routes"], checked["routes"], "the name that the option had");
    let route = &checked["routes"][0];
    assert_eq!(
        (route["number"].as_str(), route["channel_name"].as_str()),
        (Some("138****8000"), Some("主通道"))
    );
    assert!(route["why"].as_array().unwrap().iter().any(|why| why["code"] == "prefix"));
    assert!(place.json(&["task", "list"]).as_array().unwrap().is_empty());
    let json = place.write(
        "task.json",
        r#"{"name":"n","business":"notice","signature":"邮政","text":"今日休息。","recipients":{"numbers":["13800138000"]}}"#,
    );
    assert_eq!(place.json(&["task", "check", json.to_str().unwrap()])["messages"], 1);
}

#[test]
fn a_list_file_gives_people_and_its_columns() {
    let place = Place::new();
    place.with_channel("主通道");
    place.write("list.csv", "姓名,手机号码,金额\n王芳,13800138000,1\n李明,138 0013 8000,2\n赵强,1390013900,3\n孙丽,+8618900189000,4\n");
    let text = GOOD.split("numbers").next().unwrap().to_owned() + "file = \"list.csv\"\n";
    let file = place.write("task.toml", &text);
    let created = place.json(&["task", "create", file.to_str().unwrap()]);
    assert_eq!((created["task"].as_str(), created["people"].as_u64()), (Some("1"), Some(4)));
    assert_eq!((created["messages"].as_u64(), &created["excluded"]["duplicate"]), (Some(2), &Value::from(1)));
    assert_eq!(created["excluded"]["bad_number"], 1);
    let unknown = place.write("bad.toml", &text.replace("{金额}", "{余额}"));
    let error = place.refused(&["task", "create", unknown.to_str().unwrap()]);
    assert_eq!(error["mistakes"][0]["params"]["variable"], "余额");
}

#[test]
fn a_task_goes_through_its_states_without_an_engine() {
    let place = Place::new();
    place.with_channel("主通道");
    let file = place.write("task.toml", GOOD);
    place.json(&["task", "create", file.to_str().unwrap()]);
    assert_eq!(place.json(&["task", "show", "1"])["state"], "draft");
    assert_eq!(place.refused(&["task", "pause", "1"])["code"], "task_transition");
    let started = place.json(&["task", "start", "1", "--detach"]);
    assert_eq!(started["served"], false);
    assert_eq!(place.json(&["task", "pause", "1"])["state"], "paused");
    assert_eq!(place.json(&["task", "resume", "1"])["state"], "scheduled");
    let stopped = place.json(&["task", "stop", "1"]);
    assert_eq!(stopped["state"], "stopped");
    let kinds: Vec<&str> =
        stopped["events"].as_array().unwrap().iter().filter_map(|event| event["kind"].as_str()).collect();
    assert_eq!(kinds, ["created", "started", "paused", "resumed", "stopped"]);
    let error = place.refused(&["task", "wait", "99"]);
    assert_eq!(error["code"], "not_found");
}

#[test]
fn without_a_channel_no_task_is_made() {
    let place = Place::new();
    let file = place.write("task.toml", GOOD);
    assert_eq!(place.refused(&["task", "create", file.to_str().unwrap()])["code"], "no_channel");
}

#[test]
fn the_example_is_a_task_file() {
    let place = Place::new();
    place.with_channel("主通道");
    place.write("list.csv", "姓名,手机号码,金额,name,amount\n王芳,13800138000,1,Wang,1\n");
    assert_eq!(place.run(&["import", "list.csv", "--group", "客户"]).status, 0);
    assert_eq!(place.run(&["import", "list.csv", "--group", "customers"]).status, 0);
    for lang in ["zh", "en"] {
        let example = place.run(&["--lang", lang, "task", "schema"]);
        let file = place.write("example.toml", &example.out);
        assert_eq!(place.json(&["task", "check", file.to_str().unwrap()])["messages"], 1, "{lang}");
    }
}
