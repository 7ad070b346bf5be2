//! Replies: listed, read, marked, decided about, answered; and what a block does to what is queued.
#![allow(clippy::unwrap_used, clippy::panic, missing_docs)]

mod world;

use hongyan_console::channel::{ChannelForm, CmppForm};
use hongyan_console::task::{NumberEntry, RecipientsSpec, TaskSpec};
use hongyan_domain::{ChannelNo, MessageId, Msisdn, TaskNo, UnixMillis};
use hongyan_store::inbound::{self, NewInbound, OptOutMark};
use hongyan_store::{Db, KeyChoice, KeySource, OpenOptions};
use serde_json::{Value, json};
use world::{World, mistakes, texts};

const ONE: &str = "13800138000";
const TWO: &str = "13900139000";

impl World {
    /// A channel that never comes up: what is queued for it stays queued.
    async fn channel(&self) {
        let cmpp = CmppForm {
            host: "127.0.0.1".to_owned(),
            port: 1,
            account: "901234".to_owned(),
            service_code: "1069012345".to_owned(),
            ..CmppForm::default()
        };
        let form = ChannelForm {
            name: "通道".to_owned(),
            sandbox: true,
            carriers: Vec::new(),
            business_types: Vec::new(),
            price: "0.040".to_owned(),
            rank: 0,
            weight: 1,
            cmpp,
        };
        self.host.console().add_channel(&form, "secret".to_owned()).await.unwrap();
    }

    /// A task that is running with its messages queued.
    async fn queued_task(&self, text: &str, numbers: &[&str]) -> TaskNo {
        let numbers = numbers
            .iter()
            .map(|number| NumberEntry { number: (*number).to_owned(), ..NumberEntry::default() })
            .collect();
        let spec = TaskSpec {
            name: "四月通知".to_owned(),
            business: "notice".to_owned(),
            signature: "鸿雁邮政".to_owned(),
            text: text.to_owned(),
            sandbox: Some(true),
            recipients: RecipientsSpec { numbers: Some(numbers), ..RecipientsSpec::default() },
            ..TaskSpec::default()
        };
        let console = self.host.console();
        let task = TaskNo(console.create_task(&spec).await.unwrap().task.unwrap().parse().unwrap());
        console.start_task(task).await.unwrap();
        self.stands(task, |figures| figures["queued"] == numbers_of(&spec)).await;
        task
    }

    async fn stands(&self, task: TaskNo, wanted: impl Fn(&Value) -> bool) {
        let followed = async {
            loop {
                let view = self.host.console().task(task).await.unwrap();
                if wanted(&serde_json::to_value(&view.figures).unwrap()) {
                    return;
                }
                tokio::task::yield_now().await;
            }
        };
        let waited = tokio::time::timeout(std::time::Duration::from_secs(30), followed).await;
        assert!(waited.is_ok(), "{:?}", self.host.console().task(task).await);
    }

    /// A reply, as the engine stores it.
    async fn reply(&self, from: &str, text: &str, opt_out: OptOutMark, task: Option<TaskNo>, at: i64) {
        let options =
            OpenOptions::new(self.path("data")).key(KeyChoice::Exactly(KeySource::File)).beside(true);
        let db = Db::open(options).await.unwrap();
        let reply = NewInbound {
            channel: ChannelNo(1),
            number: Msisdn::parse(from).unwrap(),
            sent_to: "1069012345".to_owned(),
            text: text.to_owned(),
            at: UnixMillis(at),
            task,
            message: task.map(|_| MessageId(1)),
            opt_out,
            complete: true,
        };
        db.write(move |tx| Box::pin(async move { inbound::insert(tx, &reply).await })).await.unwrap();
        db.close().await;
    }

    async fn inbox(&self, filter: &str, search: &str) -> Value {
        let request =
            json!({ "filter": filter, "search": search, "before": null, "limit": 10, "whole": false });
        self.ask("conversations", request).await
    }

    async fn thread(&self, person: &Value, before: Value) -> Value {
        self.ask("conversation", json!({ "person": person, "before": before, "whole": true })).await
    }
}

fn numbers_of(spec: &TaskSpec) -> usize {
    spec.recipients.numbers.as_ref().map_or(0, Vec::len)
}

const LATER: i64 = 4_000_000_000_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_conversation_shows_what_was_sent_and_said_and_is_answered_in_its_world() {
    let world = World::new().await;
    world.channel().await;
    let task = world.queued_task("您好{{}}，有一件到付。", &[ONE, TWO]).await;
    world.import(&world.write("l.csv", format!("姓名,手机\n王芳,{ONE}\n")), Some("g")).await;
    world.reply(ONE, "什么时候？", OptOutMark::No, Some(task), LATER).await;
    world.reply(TWO, "不要再发了吧", OptOutMark::Ask, Some(task), LATER + 1).await;
    let list = world.inbox("all", "").await;
    assert_eq!((list["unread"].as_u64(), list["ask"].as_u64()), (Some(2), Some(1)));
    let rows = list["conversations"].as_array().unwrap();
    assert_eq!(texts(rows, "number"), ["139****9000", "138****8000"]);
    assert_eq!((rows[1]["name"].as_str(), rows[1]["task_name"].as_str()), (Some("王芳"), Some("四月通知")));
    assert_eq!(world.inbox("all", "王芳").await["conversations"], json!([rows[1]]));

    let person = &rows[1]["person"];
    let thread = world.thread(person, Value::Null).await;
    let items = thread["items"].as_array().unwrap();
    assert_eq!(texts(items, "kind"), ["sent", "reply"]);
    assert_eq!(items[0]["text"], "【鸿雁邮政】您好{}，有一件到付。");
    assert_eq!((items[0]["state"].as_str(), items[1]["opt_out"].as_str()), (Some("queued"), Some("no")));
    assert_eq!((thread["number"].as_str(), thread["contact"].as_bool()), (Some(ONE), Some(true)));

    world.ask("mark_conversation", json!({ "person": person, "mark": "done" })).await;
    assert_eq!(world.inbox("unread", "").await["conversations"].as_array().unwrap().len(), 1);
    assert_eq!(world.inbox("all", "").await["conversations"][1]["done"], true);

    let empty = json!({ "person": person, "text": "", "signature": "鸿雁邮政", "client_key": "k0" });
    let refused = world.refused("answer", empty).await;
    assert_eq!((&*refused.code, mistakes(&refused)[0].1.as_str()), ("task_invalid", "text"));
    let answer =
        json!({ "person": person, "text": "明天{上午}。", "signature": "鸿雁邮政", "client_key": "k1" });
    let sent = world.ask("answer", answer.clone()).await;
    let again = world.ask("answer", answer).await;
    assert_eq!(sent["task"], again["task"], "the same key sends once");
    let answered: i64 = sent["task"].as_str().unwrap().parse().unwrap();
    world.stands(TaskNo(answered), |figures| figures["queued"] == 1).await;
    let thread = world.thread(person, Value::Null).await;
    let said = texts(thread["items"].as_array().unwrap(), "text");
    assert!(said.contains(&"【鸿雁邮政】明天{上午}。".to_owned()), "{said:?}");
    assert_eq!(
        &*world.refused("conversation", json!({ "person": "x", "before": null, "whole": false })).await.code,
        "not_found"
    );
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_long_conversation_comes_in_pages_without_gaps() {
    let world = World::new().await;
    world.channel().await;
    let task = world.queued_task("您好。", &[ONE]).await;
    for no in 0..120 {
        world.reply(ONE, &format!("r{no}"), OptOutMark::No, Some(task), LATER + no).await;
    }
    let person = world.inbox("all", "").await["conversations"][0]["person"].clone();
    let (mut seen, mut before) = (Vec::new(), Value::Null);
    loop {
        let page = world.thread(&person, before).await;
        let mut items = page["items"].as_array().unwrap().clone();
        assert!(items.len() <= 50);
        items.append(&mut seen);
        seen = items;
        before = page["next"].clone();
        if before.is_null() {
            break;
        }
    }
    let expected: Vec<String> =
        std::iter::once("【鸿雁邮政】您好。".to_owned()).chain((0..120).map(|no| format!("r{no}"))).collect();
    assert_eq!(texts(&seen, "text"), expected);
    world.host.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_decision_or_a_block_stops_what_is_queued_at_once() {
    let world = World::new().await;
    world.channel().await;
    let task = world.queued_task("您好。", &[ONE, TWO, "13700137000"]).await;
    world.reply(ONE, "别发了吧", OptOutMark::Ask, Some(task), LATER).await;
    world.reply(TWO, "不要什么？", OptOutMark::Ask, Some(task), LATER + 1).await;
    let ask = world.inbox("ask", "").await["conversations"].clone();
    assert_eq!(ask.as_array().unwrap().len(), 2);
    let reply = |thread: &Value| thread["items"][1]["id"].clone();
    let two = world.thread(&ask[0]["person"], Value::Null).await;
    let one = world.thread(&ask[1]["person"], Value::Null).await;
    world.ask("decide_opt_out", json!({ "reply": reply(&two), "opt_out": false })).await;
    world.ask("decide_opt_out", json!({ "reply": reply(&one), "opt_out": true })).await;
    world.stands(task, |figures| figures["queued"] == 2 && figures["excluded"]["opted_out"] == 1).await;
    assert!(world.inbox("ask", "").await["conversations"].as_array().unwrap().is_empty());
    let out = world.inbox("opt_out", "").await["conversations"].clone();
    assert_eq!((out.as_array().unwrap().len(), &out[0]["person"]), (1, &ask[1]["person"]));
    let blocks = json!({ "kind": "opt_out", "search": "", "after": null, "limit": 10, "whole": true });
    let entry = world.ask("blocks", blocks).await["blocks"][0].clone();
    assert_eq!((entry["scope"].as_str(), entry["source"].as_str()), (Some("notice"), Some("reply")));
    let gone = world.refused("decide_opt_out", json!({ "reply": "99", "opt_out": true })).await;
    assert_eq!(&*gone.code, "not_found");

    world.ask("block", json!({ "numbers": TWO, "kind": "blacklist", "note": "" })).await;
    world.stands(task, |figures| figures["queued"] == 1 && figures["excluded"]["blacklisted"] == 1).await;
    world.host.close().await;
}
