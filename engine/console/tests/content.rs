//! Templates with versions, signatures.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod world;

use serde_json::{Value, json};
use world::{World, mistakes, texts};

fn template(id: &Value, version: &Value, name: &str, text: &str) -> Value {
    json!({
        "template": id, "version": version, "name": name, "business": "marketing", "signature": "",
        "text": text, "note": "<i>注</i>",
    })
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_template_keeps_every_version_and_overwrites_nobody() {
    let world = World::new().await;
    let new = |name: &str, text: &str| template(&Value::Null, &Value::Null, name, text);
    let bad = json!({
        "template": null, "version": null, "name": "长".repeat(10_000), "business": "spam", "signature": "a",
        "text": "{您好，} {", "note": "",
    });
    let refused = world.refused("save_template", bad).await;
    let found: Vec<String> =
        mistakes(&refused).into_iter().map(|(code, at)| format!("{code} {at}")).collect();
    assert_eq!(&*refused.code, "form_invalid");
    assert_eq!(
        found,
        [
            "too_long name",
            "not_one_of business",
            "template_unclosed_brace text",
            "signature_too_short signature"
        ]
    );
    let middle = world.refused("save_template", new("促销", "拒收请回复R，请看。")).await;
    assert_eq!(mistakes(&middle), [("opt_out_not_last".to_owned(), "text".to_owned())]);

    let text = "{姓名}您好，{金额|若干}元已到，{姓名}。<script>alert(1)</script>";
    let one = world.ask("save_template", new("促销", text)).await;
    assert_eq!((one["text"].as_str(), &one["variables"]), (Some(text), &json!(["姓名", "金额"])));
    assert_eq!((one["version"].as_u64(), one["segments"].as_u64()), (Some(1), Some(1)));
    assert_eq!(&*world.refused("save_template", new("促销", "x")).await.code, "name_taken");
    let long = world.ask("save_template", new("长文", &"字".repeat(100))).await;
    assert_eq!(long["segments"], 2);

    let two = world.ask("save_template", template(&one["template"], &json!(1), "促销二", "二")).await;
    assert_eq!((two["version"].as_u64(), two["template"].as_str()), (Some(2), one["template"].as_str()));
    let stale = world.refused("save_template", template(&one["template"], &json!(1), "促销三", "三")).await;
    assert_eq!(&*stale.code, "stale");
    let there = [("version", "2"), ("name", "促销二"), ("text", "二")];
    assert!(
        there.iter().all(|(key, value)| stale.params.get(*key).is_some_and(|found| found == value)),
        "{stale:?}"
    );
    let versions = world.ask("template_versions", json!({ "template": one["template"] })).await;
    assert_eq!(texts(versions["versions"].as_array().unwrap(), "text"), ["二", text]);

    let find = |search: &str, business: Value| json!({ "search": search, "business": business });
    let found = world.ask("templates", find("促销", Value::Null)).await["templates"].clone();
    assert_eq!(texts(found.as_array().unwrap(), "name"), ["促销二"]);
    let none = world.ask("templates", find("", json!("notice"))).await["templates"].clone();
    assert!(none.as_array().unwrap().is_empty());
    world.ask("remove_template", json!({ "template": one["template"] })).await;
    let gone = world.refused("remove_template", json!({ "template": one["template"] })).await;
    assert_eq!(&*gone.code, "not_found");
    world.ask("save_template", new("促销二", "名字又可用")).await;
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn exactly_one_signature_is_preferred() {
    let world = World::new().await;
    let save = |id: Value, version: Value, name: &str, preferred: bool| json!({ "signature": id, "version": version, "name": name, "note": "", "preferred": preferred });
    let refused = world.refused("save_signature", save(Value::Null, Value::Null, "A&B", false)).await;
    assert_eq!(mistakes(&refused), [("signature_symbol".to_owned(), "name".to_owned())]);
    let one = world.ask("save_signature", save(Value::Null, Value::Null, "【鸿雁邮政】", false)).await;
    assert_eq!((one["name"].as_str(), one["preferred"].as_bool()), (Some("鸿雁邮政"), Some(true)));
    let two = world.ask("save_signature", save(Value::Null, Value::Null, "鸿雁银行", true)).await;
    let all = world.ask("signatures", json!({})).await["signatures"].clone();
    let shown: Vec<_> = all
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (row["name"].as_str(), row["preferred"].as_bool()))
        .collect();
    assert_eq!(shown, [(Some("鸿雁银行"), Some(true)), (Some("鸿雁邮政"), Some(false))]);
    assert_eq!(
        &*world.refused("save_signature", save(Value::Null, Value::Null, "鸿雁银行", false)).await.code,
        "name_taken"
    );
    let stale =
        world.refused("save_signature", save(two["signature"].clone(), json!(9), "鸿雁", false)).await;
    assert_eq!((&*stale.code, stale.params.get("name").map(String::as_str)), ("stale", Some("鸿雁银行")));
    world.ask("remove_signature", json!({ "signature": two["signature"] })).await;
    assert_eq!(world.ask("signatures", json!({})).await["signatures"][0]["preferred"], true);
    world.host.close().await;
}
