//! The whole job, by the real program.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use common::Place;
use serde_json::Value;

fn sum(counts: &Value) -> u64 {
    counts.as_object().unwrap().values().filter_map(Value::as_u64).sum()
}

#[test]
fn three_hundred_people_come_to_their_ends() {
    let place = Place::new();
    let done = place.json(&["demo", "--people", "300", "--seed", "7", "--out", "out"]);
    let number = |key: &str| done[key].as_u64().unwrap_or_else(|| panic!("{key} is missing: {done}"));
    assert_eq!(
        number("submitted"),
        number("delivered") + sum(&done["failed"]) + number("no_receipt") + number("in_doubt")
    );
    assert_eq!(number("people"), number("messages") + sum(&done["excluded"]));
    assert_eq!((number("messages"), number("seed")), (number("submitted"), 7));
    assert!(number("people") >= 300 && number("delivered") > 200, "{done}");
    for key in ["segments", "duration_ms", "messages_per_second", "replies", "opt_outs"] {
        number(key);
    }
    assert!(place.path("out/report.xlsx").is_file());
    assert_eq!(done["report"], "out/report.xlsx");
    assert!(place.path("out/contacts.xlsx").is_file() && place.path("out/contacts-repaired.xlsx").is_file());

    // What the demo left is a data folder like any other.
    let task = place.json(&["task", "show", "1"]);
    assert_eq!(
        (task["state"].as_str(), task["figures"]["delivered"].as_u64()),
        (Some("done"), done["delivered"].as_u64())
    );
    let failed = place.json(&["task", "messages", "1", "--state", "excluded", "--limit", "5"]);
    assert!(
        failed.as_array().unwrap().iter().all(|message| message["number"].as_str().unwrap().contains("****"))
    );
    let written = place.json(&["report", "--task", "1", "--out", "again.csv"]);
    assert_eq!(written["people"], task["figures"]["people"]);
    assert_eq!(place.refused(&["demo", "--people", "10", "--out", "out"])["code"], "demo_folder");
}

#[test]
fn a_list_of_ones_own_is_sent_to() {
    let place = Place::new();
    place.write("mine.csv", "姓名,手机号码\n王芳,13812345678\n李明,18912345678\n");
    let ran = place.run(&["demo", "--contacts", "mine.csv", "--seed", "3", "--out", "out"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    let last = ran.out.lines().last().unwrap_or_default();
    assert_eq!(last, "报告：out/report.xlsx", "{}", ran.out);
}
