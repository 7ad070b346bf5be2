//! The address book, groups, fields, duplicates, lists of those who get nothing.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod world;

use std::fmt::Write as _;

use serde_json::{Value, json};
use world::{World, mistakes, texts};

fn person(person: Value, number: &str, name: &str, fields: Value, groups: &[&Value]) -> Value {
    json!({ "person": person, "number": number, "name": name, "fields": fields, "groups": groups })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_person_is_added_changed_and_never_overwritten() {
    let world = World::new().await;
    let one = world.ask("make_group", json!({ "name": "甲组" })).await["group"].clone();
    let two = world.ask("make_group", json!({ "name": "乙组" })).await["group"].clone();
    let field = json!({ "field": null, "name": "余额", "kind": "money" });
    world.ask("save_field", field).await;

    let bad =
        person(Value::Null, "123", &"长".repeat(10_000), json!({ "余额": "x", "外": "1" }), &[&json!("77")]);
    let refused = world.refused("save_person", bad).await;
    assert_eq!(&*refused.code, "form_invalid");
    let found: Vec<String> =
        mistakes(&refused).into_iter().map(|(code, at)| format!("{code} {at}")).collect();
    assert_eq!(
        found,
        [
            "bad_number number",
            "too_long name",
            "wrong_type fields.余额",
            "unknown_field fields.外",
            "unknown_group groups[0]"
        ]
    );
    assert!(world.people(None, "").await.is_empty(), "nothing was stored");

    let add =
        person(Value::Null, "+86 138-0013-8000", "<b>王芳</b>", json!({ "余额": "12.50" }), &[&one, &two]);
    let saved = world.ask("save_person", add).await;
    let row = world.people(Some(&one), "").await;
    assert_eq!(
        (row[0]["name"].as_str(), row[0]["person"].as_str()),
        (Some("<b>王芳</b>"), saved["person"].as_str())
    );
    assert!(!saved["person"].as_str().unwrap().contains("8000"), "an id says nothing about the number");
    world.ask("save_person", person(Value::Null, "13900139000", "李明", json!({}), &[])).await;

    // Somebody has the number: told, with what is there, and nothing changes.
    let clash = person(saved["person"].clone(), "13900139000", "王芳", json!({}), &[]);
    let conflict = world.ask("save_person", clash).await["conflict"].clone();
    assert_eq!((conflict["name"].as_str(), conflict["number"].as_str()), (Some("李明"), Some("139****9000")));
    assert_eq!(world.people(None, "王芳").await[0]["number"], "13800138000");

    // A masked number stays as it is; fields and groups are what was given.
    let change = person(saved["person"].clone(), "138****8000", "王方", json!({}), &[&two]);
    let kept = world.ask("save_person", change).await;
    assert_eq!(kept, json!({ "person": saved["person"], "conflict": null }));
    assert!(world.people(Some(&one), "").await.is_empty());
    let member = &world.people(Some(&two), "").await[0];
    assert_eq!((member["name"].as_str(), &member["fields"]), (Some("王方"), &json!({})));

    // A new number moves the person everywhere.
    let moved = person(saved["person"].clone(), "13700137000", "王方", json!({}), &[&two]);
    let moved = world.ask("save_person", moved).await;
    assert_ne!(moved["person"], saved["person"]);
    assert_eq!(texts(&world.people(Some(&two), "").await, "number"), ["13700137000"]);
    let gone = world
        .refused("save_person", person(saved["person"].clone(), "13600136000", "x", json!({}), &[]))
        .await;
    assert_eq!(&*gone.code, "not_found");

    let removed = json!({ "group": null, "people": [moved["person"]] });
    assert_eq!(world.ask("remove_people", removed).await["count"], 1);
    assert!(world.people(Some(&two), "").await.is_empty());
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn groups_have_names_of_their_own_and_people_come_and_go() {
    let world = World::new().await;
    let file = world.write("l.csv", "姓名,手机\n王芳,13800138000\n李明,13800138001\n赵强,13900139000\n");
    let done = world.import(&file, Some("全部")).await;
    let other = world.ask("make_group", json!({ "name": " 部分 " })).await;
    assert_eq!(other["name"], "部分");
    assert_eq!(&*world.refused("make_group", json!({ "name": "部分" })).await.code, "name_taken");
    assert_eq!(
        &*world.refused("make_group", json!({ "name": "x".repeat(101) })).await.code,
        "group_name_invalid"
    );
    let taken = json!({ "group": done["group"], "name": "部分" });
    assert_eq!(&*world.refused("rename_group", taken).await.code, "name_taken");
    let renamed = world.ask("rename_group", json!({ "group": done["group"], "name": "大家" })).await;
    assert_eq!((renamed["name"].as_str(), renamed["people"].as_u64()), (Some("大家"), Some(3)));
    let people: Vec<Value> =
        world.people(None, "138001380").await.iter().map(|row| row["person"].clone()).collect();
    let add = json!({ "group": other["group"], "people": people });
    assert_eq!(world.ask("add_to_group", add.clone()).await["count"], 2);
    assert_eq!(world.ask("add_to_group", add).await["count"], 0);
    let out = json!({ "group": other["group"], "people": [people[0]] });
    assert_eq!(world.ask("remove_people", out).await["count"], 1);
    assert_eq!(world.people(None, "").await.len(), 3, "the address book keeps them");
    let groups = world.ask("groups", json!({})).await["groups"].as_array().unwrap().clone();
    let sizes: Vec<_> =
        groups.iter().map(|group| (group["name"].as_str(), group["people"].as_u64())).collect();
    assert_eq!(sizes, [(Some("大家"), Some(3)), (Some("部分"), Some(1))]);
    world.ask("remove_group", json!({ "group": other["group"] })).await;
    assert_eq!(&*world.refused("remove_group", json!({ "group": other["group"] })).await.code, "not_found");
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_table_jumps_to_any_place_and_pages_on() {
    let world = World::new().await;
    let mut text = "姓名,手机\n".to_owned();
    for no in 0..2_500_u64 {
        writeln!(text, "客户{no},{}", 13_000_000_000 + no * 7).unwrap();
    }
    let done = world.import(&world.write("l.csv", text), Some("g")).await;
    for group in [Value::Null, done["group"].clone()] {
        for place in [0_u64, 1, 999, 1_000, 1_001, 2_499, 2_500, 9_999] {
            let request = json!({
                "group": group, "search": "", "after": null, "offset": place, "limit": 2, "whole": true,
            });
            let page = world.ask("people", request).await;
            let expected: Vec<String> = (place..place + 2)
                .filter(|no| *no < 2_500)
                .map(|no| (13_000_000_000 + no * 7).to_string())
                .collect();
            assert_eq!(texts(page["people"].as_array().unwrap(), "number"), expected, "{place}");
            assert_eq!((page["total"].as_u64(), page["next"].is_null()), (Some(2_500), place + 2 >= 2_500));
        }
        // A search is paged in the same ways.
        let ask = |after: Value, offset: Value| json!({ "group": group, "search": "客户24", "after": after, "offset": offset, "limit": 50, "whole": false });
        let first = world.ask("people", ask(Value::Null, Value::Null)).await;
        assert_eq!(
            (first["total"].as_u64(), first["people"][0]["carrier"].as_str()),
            (Some(111), Some("CUCC"))
        );
        let next = world.ask("people", ask(first["next"].clone(), Value::Null)).await;
        let jumped = world.ask("people", ask(Value::Null, json!(50))).await;
        assert_eq!(next, jumped);
        assert_ne!(first["people"][0], next["people"][0]);
    }
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn duplicates_are_told_and_merged_field_by_field() {
    let world = World::new().await;
    let list = "姓名,手机,城市\n王芳,13800138000,北京\n王芳,13800138001,上海\n李明,13900139000,\n";
    let done = world.import(&world.write("l.csv", list), Some("g")).await;
    let pairs = world.ask("duplicates", json!({})).await["pairs"].clone();
    assert_eq!((pairs.as_array().unwrap().len(), pairs[0]["why"].as_str()), (1, Some("one_digit")));
    let (keep, gone) = (&pairs[0]["people"][0], &pairs[0]["people"][1]);
    let merge = json!({ "keep": keep["person"], "drop": gone["person"], "name": "王芳", "fields": { "城市": "上海" } });
    let merged = world.ask("merge_people", merge.clone()).await;
    assert_eq!(
        (merged["person"].as_str(), &merged["fields"]),
        (keep["person"].as_str(), &json!({ "城市": "上海" }))
    );
    assert_eq!(&*world.refused("merge_people", merge).await.code, "not_found");
    assert_eq!(
        texts(&world.people(Some(&done["group"]), "").await, "number"),
        ["13800138000", "13900139000"]
    );
    assert!(world.ask("duplicates", json!({})).await["pairs"].as_array().unwrap().is_empty());
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_field_takes_its_values_along() {
    let world = World::new().await;
    let list = "姓名,手机,金额\n王芳,13800138000,10\n";
    let done = world.import(&world.write("l.csv", list), Some("g")).await;
    let fields = world.ask("contact_fields", json!({})).await["fields"].clone();
    assert_eq!(fields, json!([{ "field": "1", "name": "金额", "kind": "text" }]));
    for name in ["", "{a}", "a|b", &"x".repeat(33)] {
        let refused =
            world.refused("save_field", json!({ "field": "1", "name": name, "kind": "text" })).await;
        assert_eq!(&*refused.code, "form_invalid", "{name}");
    }
    world.ask("save_field", json!({ "field": null, "name": "城市", "kind": "text" })).await;
    let taken = world.refused("save_field", json!({ "field": "1", "name": "城市", "kind": "text" })).await;
    assert_eq!(&*taken.code, "name_taken");
    world.ask("save_field", json!({ "field": "1", "name": "余额", "kind": "money" })).await;
    for group in [None, Some(&done["group"])] {
        assert_eq!(world.people(group, "").await[0]["fields"], json!({ "余额": "10" }));
    }
    world.ask("remove_field", json!({ "field": "1" })).await;
    assert_eq!(world.people(None, "").await[0]["fields"], json!({}));
    assert_eq!(&*world.refused("remove_field", json!({ "field": "1" })).await.code, "not_found");
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_go_out_as_a_file_that_runs_nothing() {
    let world = World::new().await;
    let list = "姓名,手机,备注\n=1+1,13800138000,@x\n李明,13900139000,-y\n";
    world.import(&world.write("l.csv", list), Some("g")).await;
    let out = world.path("out.csv");
    let request = json!({ "group": null, "search": "8000", "format": "csv", "to": out });
    let job = world.ended(world.ask("export_people", request).await).await;
    assert_eq!(
        (job["state"].as_str(), job["file"]["kind"].as_str()),
        (Some("done"), Some("export")),
        "{job}"
    );
    let text = std::fs::read_to_string(&out).unwrap();
    assert!(text.contains("13800138000,'=1+1") && text.contains("'@x") && !text.contains("李明"), "{text}");
    let kept = json!({ "group": null, "search": "", "format": "xlsx", "to": null });
    let job = world.ended(world.ask("export_people", kept).await).await;
    assert_eq!(job["file"]["name"], "contacts.xlsx");
    let missing = json!({ "group": "99", "search": "", "format": "csv", "to": null });
    assert_eq!(&*world.refused("export_people", missing).await.code, "not_found");
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_lists_are_pasted_into_searched_and_taken_from() {
    let world = World::new().await;
    let block =
        |numbers: &str, kind: &str, note: &str| json!({ "numbers": numbers, "kind": kind, "note": note });
    let done =
        world.ask("block", block("13800138000；13900139000\n13800138000 1380013", "blacklist", "投诉")).await;
    assert_eq!(done, json!({ "added": 2, "known": 0, "bad": ["***0013"] }));
    let again = world.ask("block", block("13800138000", "blacklist", "")).await;
    assert_eq!((again["added"].as_u64(), again["known"].as_u64()), (Some(0), Some(1)));
    world.ask("block", block("13800138000", "opt_out", "")).await;
    let none = world.refused("block", block("谁", "blacklist", "")).await;
    assert_eq!(mistakes(&none), [("empty_list".to_owned(), "numbers".to_owned())]);
    let page = |kind: Value, search: &str, after: Value| json!({ "kind": kind, "search": search, "after": after, "limit": 2, "whole": false });
    let first = world.ask("blocks", page(Value::Null, "", Value::Null)).await;
    assert_eq!((first["total"].as_u64(), first["blocks"][0]["kind"].as_str()), (Some(3), Some("opt_out")));
    assert_eq!(first["blocks"][0]["number"], "138****8000");
    let rest = world.ask("blocks", page(Value::Null, "", first["next"].clone())).await;
    assert_eq!((rest["blocks"].as_array().unwrap().len(), rest["next"].is_null()), (1, true));
    let found = world.ask("blocks", page(json!("blacklist"), "9000", Value::Null)).await;
    assert_eq!((found["total"].as_u64(), found["blocks"][0]["note"].as_str()), (Some(1), Some("投诉")));
    assert_eq!(world.ask("blocks", page(Value::Null, "诉", Value::Null)).await["total"], 2);
    let ids: Vec<Value> =
        first["blocks"].as_array().unwrap().iter().map(|row| row["block"].clone()).collect();
    assert_eq!(world.ask("unblock", json!({ "blocks": ids })).await["count"], 2);
    assert_eq!(world.ask("unblock", json!({ "blocks": ids })).await["count"], 0);
    world.host.close().await;
}
