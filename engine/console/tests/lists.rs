//! Lists: looked at, pasted, brought in, mended, given back.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod world;

use std::fmt::Write as _;

use serde_json::{Value, json};
use world::{World, layout, mistakes, texts};

const LIST: &str =
    "姓名,手机号码,金额\n王芳,138 0013 8000,10\n李明,3900139000,20\n赵强,13700137000,30\n=1+1,1370013,1\n";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_is_looked_at_before_it_comes_in() {
    let world = World::new().await;
    let file = world.write("名单.csv", LIST);
    let look = world.ask("inspect_list", json!({ "file": file, "layout": layout() })).await;
    assert_eq!((look["file_name"].as_str(), look["header_row"].as_u64()), (Some("名单.csv"), Some(1)));
    let columns = look["columns"].as_array().unwrap();
    assert_eq!(texts(columns, "role"), ["name", "number", "field"]);
    assert_eq!(columns[2]["samples"], json!(["10", "20", "30", "1"]));
    assert_eq!(look["rows"][4], json!(["=1+1", "1370013", "1"]));
    assert!(look["encodings"].as_array().unwrap().is_empty() && look["imported_before"].is_null());
    // A wrong guess is said once and holds.
    let mut given = layout();
    given["columns"] = json!([["金额", "number"]]);
    let look = world.ask("inspect_list", json!({ "file": file, "layout": given })).await;
    assert_eq!(look["columns"][2]["role"], "number");
    world.import(&file, Some("客户")).await;
    let look = world.ask("inspect_list", json!({ "file": file, "layout": layout() })).await;
    assert_eq!(look["imported_before"]["group"], "客户");
    let gone = world.refused("inspect_list", json!({ "file": "/no/such.csv", "layout": layout() })).await;
    assert_eq!(&*gone.code, "file_not_found");
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_list_without_a_column_of_numbers_is_shown_all_the_same() {
    let world = World::new().await;
    let file = world.write("x.csv", "姓名,备注\n王芳,好\n");
    let look = world.ask("inspect_list", json!({ "file": file, "layout": layout() })).await;
    assert_eq!(texts(look["columns"].as_array().unwrap(), "role"), ["name", "field"]);
    let request = json!({ "file": file, "layout": layout(), "group": "g", "for_task": false });
    let job = world.ended(world.ask("import_list", request).await).await;
    assert_eq!(
        (job["state"].as_str(), job["error"]["code"].as_str()),
        (Some("failed"), Some("import_no_number_column"))
    );
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_import_tells_everything_and_mending_brings_people_with_what_is_known() {
    let world = World::new().await;
    let file = world.write("list.csv", LIST);
    let block = json!({ "numbers": "13700137000 abc 123456789", "kind": "blacklist", "note": "投诉" });
    let blocked = world.ask("block", block).await;
    assert_eq!(blocked, json!({ "added": 1, "known": 0, "bad": ["1****6789"] }));

    let done = world.import(&file, Some("客户")).await;
    assert_eq!(
        (done["people"].as_u64(), done["rows_failed"].as_u64(), done["rows_repaired"].as_u64()),
        (Some(2), Some(2), Some(1))
    );
    assert_eq!(done["blocked"], json!({ "blacklisted": 1 }));
    assert_eq!(done["faults"], json!({ "too_short": 2 }));
    let fields = world.ask("contact_fields", json!({})).await;
    assert_eq!(texts(fields["fields"].as_array().unwrap(), "name"), ["金额"]);

    let import = done["import"].clone();
    let findings = |reason: Value| json!({ "import": import, "reason": reason, "after": 0, "limit": 1 });
    let page = world.ask("import_findings", findings(Value::Null)).await;
    assert_eq!(page["findings"][0]["fixed"], "139****9000");
    assert_eq!((page["findings"][0]["cell"].as_str(), page["more"].as_bool()), (Some("B3"), Some(true)));
    let page = world.ask("import_findings", findings("date".into())).await;
    assert!(page["findings"].as_array().unwrap().is_empty());

    let seqs = json!([1, 2, 99]);
    let mended = world.ask("mend_findings", json!({ "import": import, "seqs": seqs })).await;
    assert_eq!(mended["people"], 1);
    let again = world.ask("mend_findings", json!({ "import": import, "seqs": [] })).await;
    assert_eq!(again["people"], 0);
    let people = world.people(Some(&done["group"]), "李明").await;
    assert_eq!(
        (people[0]["number"].as_str(), &people[0]["fields"]),
        (Some("13900139000"), &json!({ "金额": "20" }))
    );
    assert_eq!(world.people(None, "").await.len(), 3);
    let left = world.ask("import_findings", findings(Value::Null)).await;
    assert_eq!((left["findings"][0]["seq"].as_u64(), left["more"].as_bool()), (Some(2), Some(false)));

    // The corrected list is made from the file as it lay there.
    let out = world.path("fixed.xlsx");
    let request = json!({ "import": import, "to": out, "language": "zh-CN" });
    let job = world.ended(world.ask("corrected_list", request.clone()).await).await;
    assert_eq!(
        (job["state"].as_str(), job["file"]["kind"].as_str()),
        (Some("done"), Some("corrected_list")),
        "{job}"
    );
    let fixed = world.ask("inspect_list", json!({ "file": out, "layout": layout() })).await;
    assert_eq!(fixed["rows"][0], json!(["姓名", "手机号码", "金额", "说明"]));
    assert_eq!(fixed["rows"][1], json!(["王芳", "13800138000", "10", "去掉空格"]));
    world.write("list.csv", "another");
    let job = world.ended(world.ask("corrected_list", request.clone()).await).await;
    assert_eq!(job["error"]["code"], "file_changed");
    std::fs::remove_file(world.path("list.csv")).unwrap();
    let job = world.ended(world.ask("corrected_list", request).await).await;
    assert_eq!(job["error"]["code"], "file_not_found");
    let imports = world.ask("imports", json!({ "before": null, "limit": 10 })).await;
    assert_eq!(
        (imports["imports"][0]["group_name"].as_str(), imports["more"].as_bool()),
        (Some("客户"), Some(false))
    );
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_file_dropped_twice_doubles_nothing() {
    let world = World::new().await;
    let mut text = "手机\n".to_owned();
    for no in 0..30_000_u64 {
        writeln!(text, "{}", 13_000_000_000 + no).unwrap();
    }
    let file = world.write("big.csv", &text);
    let request = json!({ "file": file, "layout": layout(), "group": "客户", "for_task": false });
    let (one, other) =
        tokio::join!(world.ask("import_list", request.clone()), world.ask("import_list", request.clone()));
    assert_eq!(one, other, "one import for both");
    let done = world.ended(one).await["imported"].clone();
    assert_eq!((done["people"].as_u64(), done["added"].as_u64()), (Some(30_000), Some(30_000)));
    // Another one at the same time, in another way, meets the first.
    let copy = world.write("copy.csv", &text);
    let other = json!({ "file": copy, "layout": layout(), "group": "客户", "for_task": false });
    let (one, two) = tokio::join!(world.ask("import_list", request), world.ask("import_list", other));
    let (one, two) = (world.ended(one).await, world.ended(two).await);
    assert_eq!((&one["imported"]["added"], &two["imported"]["added"]), (&json!(0), &json!(0)));
    let groups = world.ask("groups", json!({})).await;
    assert_eq!(
        (groups["groups"].as_array().unwrap().len(), &groups["groups"][0]["people"]),
        (1, &json!(30_000))
    );
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fifty_thousand_pasted_numbers_are_a_list_like_any_other() {
    let world = World::new().await;
    let mut text = String::new();
    for no in 0..50_000_u64 {
        match no % 4 {
            0 => writeln!(text, "客户{no} {}", 13_000_000_000 + no).unwrap(),
            1 => write!(text, "tel:{}、", 13_000_000_000 + no).unwrap(),
            2 => write!(text, "+86 {} ; ", 13_000_000_000 + no).unwrap(),
            _ => writeln!(text, "x{}", 13_000_000_000 + no).unwrap(),
        }
    }
    let pasted = world.ask("paste_list", json!({ "text": text })).await;
    assert_eq!(pasted["numbers"], 50_000);
    let done = world.import(pasted["file"].as_str().unwrap(), None).await;
    assert_eq!((done["people"].as_u64(), done["rows_failed"].as_u64()), (Some(50_000), Some(0)));
    // A list of one task is no group, and the address book does not take it.
    assert!(world.ask("groups", json!({})).await["groups"].as_array().unwrap().is_empty());
    assert!(world.people(None, "").await.is_empty());
    assert_eq!(world.people(Some(&done["group"]), "客户0").await.len(), 1);
    let taken = world.refused("remove_group", json!({ "group": done["group"] })).await;
    assert_eq!(&*taken.code, "not_found");

    let over = format!("{text}\n13900139000");
    let refused = world.refused("paste_list", json!({ "text": over })).await;
    assert_eq!(
        (&*refused.code, mistakes(&refused)),
        ("form_invalid", vec![("out_of_range".to_owned(), "text".to_owned())])
    );
    let nothing = world.refused("paste_list", json!({ "text": "<b>您好</b>" })).await;
    assert_eq!(mistakes(&nothing), [("empty_list".to_owned(), "text".to_owned())]);
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_huge_file_is_looked_at_quickly_and_never_as_a_whole() {
    let world = World::new().await;
    let path = world.path("huge.csv");
    std::fs::write(&path, "13800138000,x\n".repeat(700_000)).unwrap();
    let file = std::fs::OpenOptions::new().append(true).open(&path).unwrap();
    file.set_len(300 << 20).unwrap(); // the rest is zeros, which no list has: whoever reads it all says so
    let look = world.ask("inspect_list", json!({ "file": path, "layout": layout() })).await;
    assert_eq!((look["octets"].as_u64(), look["rows"].as_array().unwrap().len()), (Some(300 << 20), 20));
    std::fs::write(world.path("huge.xlsx"), b"PK\x03\x04").unwrap();
    let file = std::fs::OpenOptions::new().append(true).open(world.path("huge.xlsx")).unwrap();
    file.set_len(300 << 20).unwrap();
    let refused =
        world.refused("inspect_list", json!({ "file": world.path("huge.xlsx"), "layout": layout() })).await;
    assert_eq!(&*refused.code, "file_too_large");
    world.host.close().await;
}
