//! Tasks through the table of commands: pressed twice, taken back, sent again, practised.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::sync::Arc;
use std::time::Duration;

use common::{MORNING, Stage, all_messages, changed, spec};
use hongyan_domain::{Carrier, ChannelNo, GroupNo, MessageState, Msisdn, TaskNo, TaskState, Uid, UnixMillis};
use hongyan_store::audience::blocklist::{self, Block, BlockKind};
use hongyan_store::audience::group;
use hongyan_store::message::{self, NewMessage, Step, To};
use hongyan_store::task::{self, TaskChange};
use hongyan_store::{Db, StoreError, Tx};
use serde_json::{Value, json};

const PEOPLE: [&str; 6] =
    ["13800001001", "13800001002", "13800001003", "13800001004", "13800001005", "13800001006"];

fn create(spec: Value) -> Value {
    json!({"spec": spec, "start": true})
}

fn tasks() -> Value {
    json!({"states": [], "search": "", "sandbox": null, "before": null, "limit": 50})
}

/// The lists that nobody has removed.
async fn lists(db: &Db) -> Vec<GroupNo> {
    let mut reader = db.read().await.unwrap();
    let mut found = Vec::new();
    for no in (1..50).map(GroupNo) {
        if group::by_no(&mut reader, no).await.unwrap().is_some() {
            found.push(no);
        }
    }
    found
}

fn number_of(started: &Value) -> TaskNo {
    TaskNo(started["task"].as_str().unwrap().parse().unwrap())
}

#[tokio::test]
async fn pressing_twice_makes_one_task() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let request = create(spec("key-1", &PEOPLE));
    let first = stage.told("create_task", request.clone()).await;
    assert_eq!(stage.told("create_task", request).await, first);
    assert_eq!(first["undo_left_ms"], 60_000);

    // At the same moment: both look before either has made it.
    let request = create(spec("key-2", &PEOPLE[..2]));
    let (one, other) =
        tokio::join!(stage.ask("create_task", request.clone()), stage.ask("create_task", request));
    assert_eq!(one.unwrap()["task"], other.unwrap()["task"]);
    let page = stage.told("tasks", tasks()).await;
    assert_eq!(page["tasks"].as_array().unwrap().len(), 2);
    let db = stage.store().await;
    assert_eq!(lists(&db).await.len(), 2, "the list that lost is gone");
    db.close().await;

    // The same for one message to one person.
    let one = json!({
        "to": PEOPLE[0], "text": "您好{}", "signature": "邮政", "business": "notice", "channel": null,
        "sandbox": true, "client_key": "key-3",
    });
    let sent = stage.told("send_one", one.clone()).await;
    assert_eq!(stage.told("send_one", one).await["task"], sent["task"]);
    stage.end().await;
}

#[tokio::test]
async fn a_start_is_taken_back_only_while_nobody_was_sent_to() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let started = stage.told("create_task", create(spec("a", &PEOPLE))).await;
    let one = json!({"task": started["task"]});
    let detail = stage.told("task", one.clone()).await;
    assert_eq!(detail["may"], json!(["pause", "stop", "undo", "copy"]));
    assert_eq!(detail["undo_left_ms"], 60_000);
    assert_eq!(detail["sample"], "【邮政】您有12.50元到账。");
    assert_eq!(detail["sandbox"], true);
    stage.clock.advance(Duration::from_secs(59));
    let undone = stage.told("undo_task", one.clone()).await;
    assert_eq!(undone, json!({"task": started["task"], "sent": 0, "spared": 6}));
    let row = stage.told("task", one.clone()).await;
    assert_eq!((&row["state"], &row["reason"]), (&json!("stopped"), &json!("undone")));
    assert_eq!(stage.refused("undo_task", one.clone()).await.code, "task_transition");
    let kinds: Vec<Value> = stage.told("task_timeline", one).await["events"]
        .as_array()
        .unwrap()
        .iter()
        .map(|event| event["kind"].clone())
        .collect();
    assert_eq!(kinds, ["created", "started", "undone"]);

    // Once the engine has released it, it can only be stopped.
    let late = stage.told("create_task", create(spec("b", &PEOPLE))).await;
    let no = number_of(&late);
    let db = stage.store().await;
    db.write(move |tx| Box::pin(run(tx, no))).await.unwrap();
    let refused = stage.refused("undo_task", json!({"task": late["task"]})).await;
    assert_eq!((refused.code.as_ref(), refused.params["state"].as_str()), ("task_transition", "running"));
    assert_eq!(stage.told("task", json!({"task": late["task"]})).await["state"], "running");
    db.close().await;
    stage.end().await;
}

async fn run(tx: &mut Tx, no: TaskNo) -> Result<(), StoreError> {
    let change = TaskChange {
        from: TaskState::Scheduled,
        to: TaskState::Running,
        reason: String::new(),
        release_at: None,
        expires_at: None,
    };
    task::change(tx, no, &change, MORNING).await
}

/// What carriers made of the six: reached; off; nobody there; refused for speed; in doubt; off, and opted out since.
async fn end(tx: &mut Tx, no: TaskNo) -> Result<(), StoreError> {
    run(tx, no).await?;
    let rows: Vec<NewMessage> = PEOPLE
        .iter()
        .map(|number| NewMessage {
            task: no,
            number: Msisdn::parse(number).unwrap(),
            state: MessageState::Queued,
            carrier: Carrier::Mobile,
            channel: Some(ChannelNo(1)),
            parts: 1,
            billed: 1,
            price: 40,
            due_at: MORNING,
            class: "",
            why: Arc::from("prefix:138:CMCC only:1"),
            vars: Some(r#"["12.50"]"#.to_owned()),
        })
        .collect();
    message::insert(tx, &rows).await?;
    let claimed = message::claim(tx, no, ChannelNo(1), MORNING, 100).await?;
    let ends = [
        (MessageState::Delivered, "", "DELIVRD"),
        (MessageState::Failed, "NUM", "UNDELIV"),
        (MessageState::Failed, "NUM", "MK:0001"),
        (MessageState::Rejected, "RATE", "CMPP 8"),
        (MessageState::InDoubt, "", "CRASH"),
        (MessageState::Failed, "NUM", "UNDELIV"),
    ];
    let steps: Vec<Step> = claimed
        .iter()
        .map(|message| {
            let place = PEOPLE.iter().position(|number| **number == message.number.reveal()).unwrap();
            let (state, class, code) = ends[place];
            let to = To { class: Arc::from(class), code: Arc::from(code), ..To::plain(state, MORNING) };
            Step {
                place: message.standing().place,
                from: MessageState::Claimed,
                from_class: Arc::from(""),
                to,
            }
        })
        .collect();
    message::apply(tx, &steps).await?;
    task::set_cursor(tx, no, Some(Msisdn::parse(PEOPLE[5]).unwrap()), true).await?;
    let block = Block {
        number: Msisdn::parse(PEOPLE[5]).unwrap(),
        kind: BlockKind::OptOut,
        scope: String::new(),
        source: "reply".to_owned(),
        note: String::new(),
        created_at: MORNING,
    };
    blocklist::add(tx, Uid::new(MORNING, [3; 10]), &block, "local").await?;
    let done = TaskChange {
        from: TaskState::Running,
        to: TaskState::Done,
        reason: String::new(),
        release_at: None,
        expires_at: None,
    };
    task::change(tx, no, &done, UnixMillis(MORNING.0 + 60_000)).await
}

async fn ended(stage: &Stage) -> (Value, Db) {
    let started = stage.told("create_task", create(spec("first", &PEOPLE))).await;
    let no = number_of(&started);
    let db = stage.store().await;
    db.write(move |tx| Box::pin(end(tx, no))).await.unwrap();
    (started["task"].clone(), db)
}

async fn people_of(stage: &Stage, task: &Value) -> Value {
    let spec = stage.told("task_spec", json!({"task": task})).await;
    let check = json!({"spec": changed(spec, json!({"client_key": null})), "routes_of": []});
    stage.told("check_task", check).await["people"].clone()
}

#[tokio::test]
async fn only_those_who_may_get_it_again_get_it_again_and_only_once() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let (task, db) = ended(&stage).await;
    let of = json!({"task": task, "language": "en"});
    let failures = stage.told("task_failures", of.clone()).await;
    assert_eq!((&failures["may_resend"], &failures["may_not_resend"]), (&json!(2), &json!(3)));
    let told: Vec<(&str, u64, bool)> = failures["groups"]
        .as_array()
        .unwrap()
        .iter()
        .map(|group| {
            let code = group["code"].as_str().unwrap();
            (code, group["people"].as_u64().unwrap(), group["may_resend"].as_bool().unwrap())
        })
        .collect();
    assert_eq!(told[0], ("UNDELIV", 2, true));
    assert!(told.contains(&("MK:0001", 1, false)) && told.contains(&("CMPP 8", 1, true)));
    assert!(told.contains(&("CRASH", 1, false)));
    let detail = stage.told("task", json!({"task": task})).await;
    assert_eq!(detail["may"], json!(["resend", "resend_doubtful", "copy", "report"]));
    assert_eq!(detail["channels"][0]["figures"]["submitted"], 6);

    let before = lists(&db).await.len();
    let failed_of = json!({"group": null, "file": null, "numbers": null,
                           "failed_of": {"task": task, "classes": ["NUM"]}});
    let some = changed(spec("wizard", &[]), json!({"recipients": failed_of}));
    let checked = stage.told("check_task", json!({"spec": some, "routes_of": []})).await;
    assert_eq!((&checked["people"], &checked["may_start"]), (&json!(1), &json!(true)));
    assert_eq!(checked["sample"], "【邮政】您有12.50元到账。");
    assert_eq!(lists(&db).await.len(), before, "a check leaves no list behind");

    let again = json!({"task": task, "classes": []});
    let (one, other) =
        tokio::join!(stage.ask("resend_failed", again.clone()), stage.ask("resend_failed", again.clone()));
    let follow_up = one.unwrap()["task"].clone();
    assert_eq!(other.unwrap()["task"], follow_up);
    assert_ne!(follow_up, task);
    let detail = stage.told("task", json!({"task": follow_up})).await;
    assert_eq!((&detail["resend_of"], &detail["state"]), (&task, &json!("scheduled")));
    assert_eq!((&detail["text"], &detail["sandbox"]), (&json!("您有{sum}元到账。"), &json!(true)));
    assert_eq!(people_of(&stage, &follow_up).await, 2);
    assert_eq!(stage.told("task_failures", of.clone()).await["may_resend"], 0);

    // Taken back, they may get it again.
    stage.told("undo_task", json!({"task": follow_up})).await;
    assert_eq!(stage.told("task_failures", of).await["may_resend"], 2);
    let rate = stage.told("resend_failed", json!({"task": task, "classes": ["RATE"]})).await;
    assert_eq!(people_of(&stage, &rate["task"]).await, 1);
    let refused = stage.refused("resend_failed", json!({"task": task, "classes": ["TEXT"]})).await;
    assert_eq!((refused.code.as_ref(), refused.mistakes[0].code.as_ref()), ("task_invalid", "empty_list"));
    db.close().await;
    stage.end().await;
}

#[tokio::test]
async fn doubts_are_sent_again_only_because_a_person_says_so() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let (task, db) = ended(&stage).await;
    let one = json!({"task": task});
    assert_eq!(stage.told("resend_doubtful", one.clone()).await["count"], 1);
    assert_eq!(stage.told("resend_doubtful", one.clone()).await["count"], 0);
    assert_eq!(stage.told("task", one).await["state"], "running");
    let marked = changed(all_messages(), json!({"states": ["queued"]}));
    let messages = stage.told("messages", marked).await;
    assert_eq!(messages["messages"][0]["mark"], "person");
    db.close().await;
    stage.end().await;
}

#[tokio::test]
async fn messages_and_people_are_found() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let (task, db) = ended(&stage).await;
    let found = |fields| {
        let request = changed(all_messages(), fields);
        async { stage.told("messages", request).await["messages"].as_array().unwrap().clone() }
    };
    assert_eq!(found(json!({})).await.len(), 6);
    assert_eq!(found(json!({"task": task, "states": ["failed"], "limit": 2})).await.len(), 2);
    assert_eq!(found(json!({"classes": ["RATE"], "carrier": "CMCC", "channel": "1"})).await.len(), 1);
    assert_eq!(found(json!({"code": "UNDELIV"})).await.len(), 2);
    assert_eq!(found(json!({"code": "DELIVRD"})).await.len(), 1);
    assert_eq!(found(json!({"sandbox": false})).await.len(), 0);
    assert_eq!(found(json!({"from": "2026-03-01", "to": "2026-03-02"})).await.len(), 6);
    assert_eq!(found(json!({"to": "2026-03-01"})).await.len(), 0);
    let one = found(json!({"number": "138 0000-1003", "whole": true})).await;
    assert_eq!((one.len(), &one[0]["number"]), (1, &json!("13800001003")));
    assert_eq!(one[0]["task_name"], "April");
    let detail = stage
        .told("message", json!({"message": one[0]["message"], "whole": false, "language": "zh-CN"}))
        .await;
    assert_eq!(detail["number"], "138****1003");
    assert_eq!(detail["text"], "【邮政】您有12.50元到账。");
    assert!(detail["cause"].as_str().unwrap().contains("空号"));
    assert_eq!(detail["why"][0]["code"], "prefix");

    let person = stage.told("person", json!({"number": "+86 13800001006", "language": "en"})).await;
    assert_eq!((&person["carrier"], &person["segment"]), (&json!("CMCC"), &json!("138")));
    assert_eq!((&person["sent"], &person["delivered"]), (&json!(1), &json!(0)));
    assert_eq!(person["blocks"][0]["kind"], "opt_out");
    assert_eq!(person["messages"][0]["task_name"], "April");
    let bad = stage.refused("person", json!({"number": "1380000", "language": "en"})).await;
    assert_eq!(bad.code, "number_invalid");
    let odd = changed(all_messages(), json!({"states": ["gone"]}));
    assert_eq!(stage.refused("messages", odd).await.code, "bad_request");
    db.close().await;
    stage.end().await;
}

#[tokio::test]
async fn practice_and_real_sending_never_mix() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let request = |fields| json!({"spec": changed(spec("x", &PEOPLE), fields), "routes_of": [PEOPLE[0]]});
    // Nothing but simulated channels: what says nothing is practice, real sending has no way.
    let checked = stage.told("check_task", request(json!({}))).await;
    assert_eq!((&checked["sandbox"], &checked["routes"][0]["channel"]), (&json!(true), &json!("1")));
    assert_eq!(checked["seconds"], 3, "six people at two a second");
    assert_eq!(stage.refused("check_task", request(json!({"sandbox": false}))).await.code, "no_channel");

    let stage = stage.with_channel("real", false).await;
    for (wish, sandbox, channel) in
        [(json!(null), false, "2"), (json!(true), true, "1"), (json!(false), false, "2")]
    {
        let checked = stage.told("check_task", request(json!({"sandbox": wish}))).await;
        assert_eq!(checked["sandbox"], sandbox);
        assert_eq!(checked["routes"][0]["channel"], channel);
        for share in checked["carriers"].as_array().unwrap() {
            for used in share["channels"].as_array().unwrap() {
                assert_eq!(used["channel"], channel);
            }
        }
        let codes: Vec<&str> = checked["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|finding| finding["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes.contains(&"sandbox_used"), sandbox, "{codes:?}");
        assert_eq!(codes.contains(&"sandbox_beside_real"), !sandbox, "{codes:?}");
    }
    // A channel of the other kind by name is a mistake; without a wish the named channel decides.
    for (wish, channel) in [(true, "2"), (false, "1")] {
        let error = stage.refused("check_task", request(json!({"sandbox": wish, "channel": channel}))).await;
        assert_eq!(
            (error.mistakes[0].code.as_ref(), error.mistakes[0].field.as_str()),
            ("other_world", "channel")
        );
    }
    let named = stage.told("check_task", request(json!({"channel": "1"}))).await;
    assert_eq!(named["sandbox"], true);

    let (task, db) = ended(&stage).await;
    let practised =
        stage.told("create_task", create(changed(spec("p", &PEOPLE), json!({"sandbox": true})))).await;
    let mixed = changed(
        spec("mixed", &[]),
        json!({"sandbox": true, "recipients": {"group": null, "file": null, "numbers": null,
               "failed_of": {"task": task, "classes": []}}}),
    );
    let error = stage.refused("create_task", create(mixed)).await;
    assert_eq!(error.mistakes[0].code, "other_world");
    for (sandbox, expected) in [(true, &practised["task"]), (false, &task)] {
        let page = stage.told("tasks", changed(tasks(), json!({"sandbox": sandbox}))).await;
        let found: Vec<&Value> = page["tasks"].as_array().unwrap().iter().map(|row| &row["task"]).collect();
        assert_eq!(found, [expected]);
    }
    db.close().await;
    stage.end().await;
}

#[tokio::test]
async fn tasks_are_listed_and_found() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let (task, db) = ended(&stage).await;
    for (key, name) in [("m", "May 50%"), ("n", "June")] {
        let named = changed(spec(key, &PEOPLE[..1]), json!({"name": name}));
        stage.told("create_task", json!({"spec": named, "start": false})).await;
    }
    let found = |fields| {
        let request = changed(tasks(), fields);
        async {
            let page = stage.told("tasks", request).await;
            let names: Vec<String> = page["tasks"]
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["name"].as_str().unwrap().to_owned())
                .collect();
            (names, page["more"].as_bool().unwrap())
        }
    };
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    assert_eq!(found(json!({})).await, (names(&["June", "May 50%", "April"]), false));
    assert_eq!(found(json!({"limit": 2})).await, (names(&["June", "May 50%"]), true));
    assert_eq!(found(json!({"before": "2"})).await.0, names(&["April"]));
    assert_eq!(found(json!({"states": ["draft"]})).await.0.len(), 2);
    assert_eq!(found(json!({"search": "50%"})).await.0, names(&["May 50%"]));
    assert_eq!(found(json!({"search": "到账"})).await.0.len(), 3);
    assert_eq!(found(json!({"search": "_"})).await.0.len(), 0);
    let page = stage.told("tasks", tasks()).await;
    let row = &page["tasks"][2];
    assert_eq!(row["task"], task);
    let figures = &row["figures"];
    assert_eq!(
        (&figures["people"], &figures["delivered"], &figures["failed"]["NUM"], &figures["in_doubt"]),
        (&json!(6), &json!(1), &json!(3), &json!(1))
    );
    assert_eq!((&figures["replied"], &row["speed"]), (&json!(0), &json!(null)));
    let speed = stage.told("task_speed", json!({"task": task})).await;
    assert_eq!((&speed["step_ms"], &speed["points"][0]["failed"]), (&json!(60_000), &json!(4)));
    db.close().await;
    stage.end().await;
}

#[tokio::test]
async fn a_draft_of_two_windows_is_never_overwritten_silently() {
    let stage = Stage::set().await;
    let save = |draft: Value, version: Value, step: u32| json!({"draft": draft, "version": version, "title": "四月通知", "body": {"step": step}});
    let made = stage.told("save_draft", save(json!(null), json!(null), 1)).await;
    let second = stage.told("save_draft", save(made["draft"].clone(), made["version"].clone(), 2)).await;
    assert_eq!(second["version"], 2);
    let stale = stage.refused("save_draft", save(made["draft"].clone(), made["version"].clone(), 9)).await;
    assert_eq!((stale.code.as_ref(), stale.params["version"].as_str()), ("stale", "2"));
    let one = json!({"draft": made["draft"]});
    assert_eq!(stage.told("draft", one.clone()).await["body"], json!({"step": 2}));
    assert_eq!(stage.told("drafts", json!({})).await["drafts"].as_array().unwrap().len(), 1);
    let big = json!({"draft": null, "version": null, "title": "", "body": "x".repeat(2_000_000)});
    assert_eq!(stage.refused("save_draft", big).await.mistakes[0].code, "too_long");
    stage.told("remove_draft", one.clone()).await;
    stage.told("remove_draft", one.clone()).await;
    assert_eq!(stage.refused("draft", one).await.code, "not_found");
    stage.end().await;
}

#[tokio::test]
async fn texts_are_shown_as_people_get_them() {
    let stage = Stage::set().await.with_channel("practice", true).await;
    let composed = stage
        .told(
            "compose",
            json!({"text": "您有{sum}元", "signature": "邮政", "business": "notice", "values": {"sum": "3"}}),
        )
        .await;
    assert_eq!((&composed["text"], &composed["segments"]), (&json!("【邮政】您有3元"), &json!(1)));
    let started = stage.told("create_task", create(spec("s", &PEOPLE))).await;
    let detail = stage.told("task", json!({"task": started["task"]})).await;
    let request = json!({
        "group": detail["group"], "text": "您有{sum}元", "signature": "邮政", "business": "notice",
    });
    let samples = stage.told("samples", request.clone()).await;
    assert_eq!((&samples["people"], &samples["segments"]), (&json!(6), &json!(6)));
    assert_eq!(samples["samples"][0]["number"], "138****1001");
    let fixed = stage.told("samples", changed(request.clone(), json!({"text": "今日休息。"}))).await;
    assert_eq!((&fixed["people"], &fixed["segments"]), (&json!(6), &json!(6)));
    assert_eq!(fixed["samples"][2]["text"], "【邮政】今日休息。");
    let bad = stage.refused("samples", changed(request, json!({"text": "{"}))).await;
    assert_eq!(bad.code, "task_invalid");
    stage.end().await;
}

#[tokio::test]
async fn nobody_gets_in_without_a_login_and_a_browser_names_no_path() {
    let mut stage = Stage::set().await.with_channel("practice", true).await;
    let of_file = json!({"group": null, "numbers": null, "failed_of": null, "file": {"path": "/etc/passwd",
        "layout": {"sheet": null, "header_row": null, "columns": [], "encoding": null, "delimiter": null}}});
    stage.caller.face = hongyan_console::api::Face::Browser;
    let request = json!({"spec": changed(spec("f", &[]), json!({"recipients": of_file})), "routes_of": []});
    assert_eq!(stage.refused("check_task", request).await.code, "file_not_found");
    stage.caller.user = None;
    assert_eq!(stage.refused("tasks", tasks()).await.code, "not_signed_in");
    stage.end().await;
}
