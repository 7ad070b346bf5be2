//! Lists in and out, blocks, facts, backups.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use common::Place;

const LIST: &str = "姓名,手机号码\n王芳,13800138000\n李明,139-0013-9000\n赵强,1390013\n";

#[test]
fn a_list_comes_in_and_goes_out_with_numbers_masked_on_the_way() {
    let place = Place::new();
    place.write("list.csv", LIST);
    let dry = place.json(&["import", "list.csv", "--group", "客户", "--dry-run"]);
    assert_eq!((dry["people"].as_u64(), dry["import"].is_null()), (Some(2), true));
    assert!(place.json(&["groups", "list"]).as_array().unwrap().is_empty());
    let done = place.json(&["import", "list.csv", "--group", "客户", "--repaired", "fixed.xlsx"]);
    assert_eq!(
        (done["people"].as_u64(), done["rows_repaired"].as_u64(), done["rows_failed"].as_u64()),
        (Some(2), Some(1), Some(1))
    );
    assert_eq!(done["findings"][0]["cell"], "B4");
    assert!(place.path("fixed.xlsx").is_file());
    let again = place.json(&["import", "list.csv", "--group", "客户"]);
    assert_eq!(again["imported_before"]["group"], "客户");
    let group = place.json(&["groups", "show", "客户"]);
    assert_eq!(group["people"][0]["number"], "138****8000");
    assert_eq!(place.json(&["groups", "show", "客户", "--reveal"])["people"][0]["number"], "13800138000");
    assert_eq!(place.json(&["contacts"])["total"], 2);
    assert_eq!(place.json(&["groups", "export", "客户", "out.csv"])["people"], 2);
    assert!(std::fs::read_to_string(place.path("out.csv")).unwrap().contains("13800138000"));
    assert_eq!(place.refused(&["groups", "export", "客户", "out.pdf"])["code"], "format_unknown");
    let shown = place.run(&["groups", "list"]);
    assert!(shown.out.contains("客户"), "{}", shown.out);
}

#[test]
fn a_blocked_number_is_left_out_and_facts_change_the_way() {
    let place = Place::new();
    place.with_channel("主通道");
    let task = place.write(
        "task.toml",
        "name = \"n\"\nbusiness = \"notice\"\nsignature = \"邮政\"\ntext = \"今日休息。\"\n[recipients]\nnumbers = [\"13800138000\", \"13900139000\", \"18900189000\"]\n",
    );
    let task = task.to_str().unwrap();
    assert_eq!(place.json(&["blocklist", "add", "13800138000", "--note", "投诉"])["added"], 1);
    assert_eq!(place.json(&["blocklist", "add", "13800138000"])["added"], 0);
    assert_eq!(place.json(&["blocklist", "list"])[0]["number"], "138****8000");
    place.write("facts.csv", "13900139000,dead\n18900189000,CMCC\n");
    let learned = place.json(&["numbers", "facts.csv"]);
    assert_eq!((learned["ported"].as_u64(), learned["dead"].as_u64()), (Some(1), Some(1)));
    let checked = place.json(&["task", "check", task]);
    assert_eq!(
        (&checked["excluded"]["blacklisted"], &checked["excluded"]["dead_number"]),
        (&1.into(), &1.into())
    );
    assert_eq!(checked["carriers"][0]["carrier"], "CMCC");
    assert_eq!(place.json(&["blocklist", "remove", "13800138000"])["removed"], 1);
    place.write("bad.csv", "1390,dead\n18900189000,moon\n");
    assert_eq!(place.refused(&["numbers", "bad.csv"])["mistakes"].as_array().unwrap().len(), 2);
    assert_eq!(place.refused(&["blocklist", "add", "123"])["code"], "number_invalid");
}

#[test]
fn a_backup_comes_back_by_its_passphrase() {
    let place = Place::new();
    place.write("list.csv", LIST);
    place.json(&["import", "list.csv", "--group", "客户"]);
    let ran = place.fed("a passphrase of mine\n", &["--json", "backup", "backup", "--passphrase"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(place.refused(&["backup", "backup"])["code"], "backup_exists");
    std::fs::remove_dir_all(place.data()).unwrap();
    assert_eq!(place.refused(&["restore", "backup"])["code"], "backup_key_needed");
    let wrong = place.fed("another one\n", &["--json", "restore", "backup", "--passphrase"]);
    assert!(wrong.status == 1 && wrong.err.contains("passphrase_wrong"), "{}", wrong.err);
    let ran = place.fed("a passphrase of mine\n", &["restore", "backup", "--passphrase"]);
    assert_eq!(ran.status, 0, "{}", ran.err);
    assert_eq!(place.json(&["contacts"])["total"], 2);
}
