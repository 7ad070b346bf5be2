//! The commands of channels, numbers, practice, figures and reports, as a face calls them.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on shall say where")]

use std::time::Duration;

use hongyan_console::api::{Caller, ErrorView, Face, Host, User, dispatch};
use hongyan_console::{ConsoleOptions, Role};
use serde_json::{Value, json};

/// Far more than any of this takes; whoever waits as long has lost.
const PATIENCE: Duration = Duration::from_secs(30);

struct Seat {
    host: Host,
    caller: Caller,
    _folder: tempfile::TempDir,
}

impl Seat {
    async fn open(face: Face) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine).seed(7);
        let user = User { uid: "local".to_owned(), login: "admin".to_owned(), name: "Admin".to_owned() };
        let host = Host::open(options).await.unwrap();
        Self { host, caller: Caller { face, user: Some(user) }, _folder: folder }
    }

    async fn try_ask(&self, name: &str, request: Value) -> Result<Value, ErrorView> {
        dispatch(&self.host, &self.caller, name, request).await
    }

    async fn ask(&self, name: &str, request: Value) -> Value {
        self.try_ask(name, request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    async fn refused(&self, name: &str, request: Value) -> ErrorView {
        self.try_ask(name, request).await.expect_err(name)
    }

    /// Waits for a job and answers the file that it made.
    async fn file_of(&self, started: &Value) -> Value {
        let mut heard = self.host.events().listen();
        loop {
            let job = self.ask("job", json!({ "job": started["job"] })).await;
            match job["state"].as_str().unwrap() {
                "done" => return job["file"].clone(),
                "running" => {}
                _ => panic!("{job}"),
            }
            let told = tokio::time::timeout(PATIENCE, heard.recv()).await;
            assert!(told.is_ok(), "the end of a job is told: {job}");
        }
    }
}

fn keys(value: &Value) -> Vec<&str> {
    value.as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn a_channel_is_tried_made_changed_paused_and_removed() {
    let face = Seat::open(Face::Browser).await;
    assert_eq!(face.ask("channels", json!({})).await, json!({ "channels": [] }));
    let mut form = face.ask("channel_defaults", json!({})).await;
    form["name"] = json!("main");
    form["price"] = json!("0.045");
    form["cmpp"]["host"] = json!("127.0.0.1");
    form["cmpp"]["port"] = json!(1);
    form["cmpp"]["account"] = json!("901234");
    form["cmpp"]["service_code"] = json!("1069012345");
    let trial = face.ask("try_channel", json!({ "channel": null, "form": form, "secret": "x" })).await;
    assert_eq!((&trial["ok"], &trial["code"]), (&json!(false), &json!("line.unreachable")));
    let save = |channel: &Value, version: &Value, form: &Value, secret: Value| json!({ "channel": channel, "version": version, "form": form, "secret": secret });
    let made = face.ask("save_channel", save(&Value::Null, &Value::Null, &form, json!("s3cret"))).await;
    assert_eq!(keys(&made), ["channel", "created_at", "form", "line", "queued", "state", "today", "version"],);
    assert_eq!(keys(&made["line"]), ["cause", "detail", "state"]);
    assert_eq!(made["today"], json!({ "submitted": 0, "delivered": 0, "failed": 0 }));
    assert!(!made.to_string().contains("s3cret"));
    form["weight"] = json!(3);
    let changed =
        face.ask("save_channel", save(&made["channel"], &made["version"], &form, Value::Null)).await;
    assert_eq!((&changed["version"], &changed["form"]["weight"]), (&json!(2), &json!(3)));
    let stale = save(&made["channel"], &made["version"], &form, Value::Null);
    assert_eq!(face.refused("save_channel", stale).await.code, "stale");
    form["sandbox"] = json!(true);
    let crossed = save(&made["channel"], &changed["version"], &form, Value::Null);
    let error = face.refused("save_channel", crossed).await;
    assert_eq!((&*error.code, error.mistakes[0].field.as_str()), ("channel_invalid", "sandbox"));
    let one = json!({ "channel": made["channel"] });
    assert_eq!(face.ask("pause_channel", one.clone()).await["state"], "paused");
    assert_eq!(face.ask("resume_channel", one.clone()).await["state"], "active");
    assert_eq!(face.ask("channel", one.clone()).await["form"]["name"], "main");
    let named = json!({ "channel": "main" });
    assert_eq!(face.refused("channel", named).await.code, "not_found", "names are no ids");
    face.ask("remove_channel", one.clone()).await;
    assert_eq!(face.refused("channel", one).await.code, "not_found");
    face.host.close().await;
}

#[tokio::test]
async fn numbers_and_facts() {
    let face = Seat::open(Face::Browser).await;
    let told = face.ask("number", json!({ "number": "13800138000" })).await;
    assert_eq!(
        told,
        json!({ "shown": "138****8000", "prefix": "138", "carrier": "CMCC", "kind": "mobile", "ported_to": null,
                "dead_since": null, "source": "" })
    );
    assert!(face.ask("segments", json!({})).await["segments"].as_array().unwrap().len() > 50);
    let learned = face.ask("learn_facts", json!({ "table": "13800138000,CTCC\n13800138001,dead\n" })).await;
    assert_eq!(learned, json!({ "ported": 1, "dead": 1 }));
    let error = face.refused("learn_facts", json!({ "table": "13800138000,XYZ" })).await;
    assert_eq!((&*error.code, error.mistakes[0].line), ("facts_invalid", Some(1)));
    let of = json!({ "kind": "dead", "after": null, "limit": 9, "whole": false });
    let page = face.ask("facts", of.clone()).await;
    assert_eq!((&page["total"], &page["facts"][0]["number"]), (&json!(1), &json!("138****8001")));
    let forgotten = face.ask("forget_facts", json!({ "people": [page["facts"][0]["person"]] })).await;
    assert_eq!(forgotten, json!({ "count": 1 }));
    assert_eq!(face.ask("facts", of).await["total"], 0);
    face.host.close().await;
}

#[tokio::test]
async fn practice_begins_with_a_sample_and_ends() {
    let face = Seat::open(Face::Browser).await;
    assert_eq!(face.ask("practice", json!({})).await["running"], false);
    assert_eq!(face.refused("handsets", json!({ "search": "", "limit": 9 })).await.code, "practice_off");
    let words =
        json!({ "group": "样例名单", "template": "到账通知", "signature": "鸿雁", "text": "{姓名}您好" });
    let start = json!({
        "sample": true, "trouble": false, "names": { "CMCC": "练习移动" }, "sample_words": words,
    });
    let started = face.ask("start_practice", start.clone()).await;
    assert_eq!((&started["people"], &started["group"]), (&json!(200), &Value::Null));
    assert!(started["template"].is_string());
    let reference = started["sample_file"].as_str().unwrap();
    let path = face.host.files().resolve(&face.caller, reference).unwrap();
    assert_eq!(path.file_name().unwrap().to_str(), Some("样例名单.xlsx"));
    let again = face.ask("start_practice", start).await;
    assert_eq!(again["template"], started["template"], "made once");
    let practice = face.ask("practice", json!({})).await;
    assert_eq!((&practice["channels"], practice["gateways"].as_array().unwrap().len()), (&json!(4), 4));
    assert_eq!(face.ask("channels", json!({})).await["channels"][0]["form"]["name"], "练习移动");
    let wall = face.ask("handsets", json!({ "search": "", "limit": 9 })).await;
    assert_eq!(wall, json!({ "handsets": [], "total": 0 }));
    let power = json!({ "number": "13800138000", "off": true });
    assert_eq!(face.refused("handset_power", power).await.code, "not_found");
    assert_eq!(face.ask("stop_practice", json!({})).await["running"], false);
    face.host.close().await;
}

#[tokio::test]
async fn figures_of_an_empty_installation() {
    let face = Seat::open(Face::Browser).await;
    let home = face.ask("home", json!({})).await;
    assert_eq!(
        keys(&home),
        ["alarms", "as_of", "channels", "days", "empty", "mean", "running", "scheduled", "today", "todo"],
    );
    let none = json!({ "sent": 0, "delivered": 0, "failed": 0, "replies": 0, "cost": "0.000" });
    assert_eq!((&home["empty"], &home["today"]), (&json!(true), &none));
    assert_eq!(face.ask("home", json!({ "sandbox": true })).await["empty"], true);
    assert!(face.ask("alarms", json!({})).await["alarms"].is_array());
    let mut of = json!({ "from": "2026-03-01", "to": "2026-03-07", "by": "day", "sandbox": false, "carrier": null,
                         "channel": null, "business": null });
    let told = face.ask("statistics", of.clone()).await;
    assert_eq!(keys(&told), ["as_of", "before", "rows", "total"]);
    assert_eq!(told["rows"].as_array().unwrap().len(), 7);
    of["to"] = json!("2026-02-01");
    assert_eq!(face.refused("statistics", of).await.code, "period_invalid");
    face.host.close().await;
}

#[tokio::test]
async fn reports_are_made_in_the_background_and_kept() {
    let face = Seat::open(Face::Desktop).await;
    let of = json!({ "from": "2026-03-01", "to": "2026-03-07", "by": "carrier", "sandbox": false,
                     "carrier": null, "channel": null, "business": null });
    let report = |of: &Value, to: Value| json!({ "of": of, "format": "xlsx", "to": to, "language": "zh-CN" });
    let started = face.ask("report_statistics", report(&of, Value::Null)).await;
    let file = face.file_of(&started).await;
    assert_eq!((&file["name"], &file["kind"]), (&json!("2026-03-01_2026-03-07.xlsx"), &json!("report")));
    let path = std::path::PathBuf::from(file["path"].as_str().unwrap());
    assert!(path.is_file() && path.starts_with(face.host.console().folder()));

    let chosen = tempfile::tempdir().unwrap();
    let to = chosen.path().join("mine.xlsx");
    let file = face.file_of(&face.ask("report_statistics", report(&of, json!(to))).await).await;
    assert_eq!(file["path"], json!(to));
    assert!(to.is_file());

    let search = json!({ "task": null, "number": null, "states": [], "classes": [], "code": null, "carrier": null,
                         "channel": null, "from": null, "to": null, "sandbox": null, "before": null, "limit": 1,
                         "whole": false, "language": "zh-CN" });
    let messages = json!({ "of": search, "format": "csv", "masked": true, "to": null, "language": "en" });
    let file = face.file_of(&face.ask("report_messages", messages).await).await;
    let text = std::fs::read_to_string(file["path"].as_str().unwrap()).unwrap();
    assert_eq!(text.lines().count(), 1, "the header of a table without rows");

    let mut wrong = of.clone();
    wrong["from"] = json!("soon");
    let error = face.refused("report_statistics", report(&wrong, Value::Null)).await;
    assert_eq!(error.code, "period_invalid", "told at once, not by a job");
    let task = json!({ "task": "7", "format": "csv", "masked": true, "with_text": false, "to": null,
                       "language": "en" });
    assert_eq!(face.refused("report_task", task).await.code, "not_found");
    face.host.close().await;
}
