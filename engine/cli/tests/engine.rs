//! Several processes on one data folder: one runs the engine, others steer it; and it may be killed.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use common::Place;
use serde_json::Value;

/// Ends when the test does.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

impl Place {
    fn begin(&self, args: &[&str]) -> Running {
        let mut command = self.command();
        Running(
            command
                .args(args)
                .stdin(Stdio::null())
                .stdout(Stdio::piped())
                .spawn()
                .expect("the program starts"),
        )
    }

    /// A simulated carrier and a channel to it.
    fn with_carrier(&self) -> Running {
        let config = self.write("carriers.toml", "steering = true\n[unicom]\nenabled = false\n[telecom]\nenabled = false\n[broadnet]\nenabled = false\n");
        let mut carriers = self.begin(&["--json", "carrier", "--config", config.to_str().unwrap()]);
        let mut text = String::new();
        for line in BufReader::new(carriers.0.stdout.take().expect("its output")).lines() {
            let line = line.expect("text");
            text.push_str(&line);
            if line == "}" {
                break;
            }
        }
        let gateway = serde_json::from_str::<Value>(&text).expect("one document")["gateways"][0].take();
        let word = |key: &str| gateway[key].as_str().unwrap().to_owned();
        let (address, account, code) = (word("address"), word("account"), word("service_code"));
        let (host, port) = address.rsplit_once(':').unwrap();
        let args = [
            "channel",
            "add",
            "--name",
            "模拟",
            "--host",
            host,
            "--port",
            port,
            "--account",
            &account,
            "--service-code",
            &code,
            "--extension-digits",
            "4",
            "--sandbox",
        ];
        let ran = self.fed(&format!("{}\n", word("secret")), &args);
        assert_eq!(ran.status, 0, "{}", ran.err);
        carriers
    }

    /// A task for so many people whose messages are delivered at once.
    fn with_task(&self, people: u32, speed: u32) {
        let numbers: Vec<String> = (0..people).map(|person| format!("\"138{person:04}0001\"")).collect();
        let text = format!(
            "name = \"n\"\nbusiness = \"notice\"\nsignature = \"邮政\"\ntext = \"今日休息。\"\nspeed_per_second = {speed}\n[recipients]\nnumbers = [{}]\n",
            numbers.join(", ")
        );
        let file = self.write("task.toml", &text);
        self.json(&["task", "create", file.to_str().unwrap()]);
    }

    /// Looks at the first task until it is so.
    fn until(&self, what: &str, holds: impl Fn(&Value) -> bool) -> Value {
        for _ in 0..600 {
            let task = self.json(&["task", "show", "1"]);
            if holds(&task) {
                return task;
            }
            std::thread::sleep(Duration::from_millis(50)); // between looks; what counts is the state
        }
        panic!("never {what}: {}", self.json(&["task", "show", "1"]));
    }

    /// Looks at the first channel until its line is shown as logged in: the engine tells this twice a second.
    fn until_online(&self) {
        let show = || self.json(&["channel", "show", "1"]);
        for _ in 0..600 {
            if show()["line"]["state"] == "online" {
                return;
            }
            std::thread::sleep(Duration::from_millis(50)); // between looks; what counts is the state
        }
        panic!("never online: {}", show());
    }
}

fn submitted(task: &Value) -> u64 {
    task["figures"]["submitted"].as_u64().unwrap()
}

#[test]
fn another_process_steers_the_running_engine() {
    let place = Place::new();
    let _carriers = place.with_carrier();
    place.with_task(2_000, 100);
    let _engine = place.begin(&["run"]);
    place.json(&["task", "start", "1", "--detach"]);
    place.until("sending", |task| submitted(task) > 20);
    place.until_online();
    assert_eq!(place.refused(&["run"])["code"], "store_in_use");
    place.json(&["task", "pause", "1"]);
    std::thread::sleep(Duration::from_secs(2)); // what promise P8 gives: from then on nothing leaves
    let paused = place.json(&["task", "show", "1"]);
    std::thread::sleep(Duration::from_secs(1)); // as much as a hundred messages would take
    assert_eq!(submitted(&place.json(&["task", "show", "1"])), submitted(&paused));
    assert!(submitted(&paused) < 1_000, "{paused}");
    place.json(&["task", "resume", "1"]);
    place.until("sending again", |task| submitted(task) > submitted(&paused));
    place.json(&["task", "stop", "1"]);
    let stopped = place.until("stopped", |task| task["figures"]["queued"] == 0);
    assert!(stopped["figures"]["stopped"].as_u64().unwrap() > 500, "{stopped}");
}

#[test]
fn a_killed_engine_is_followed_by_another_that_goes_on() {
    let place = Place::new();
    let _carriers = place.with_carrier();
    place.with_task(300, 100);
    let mut engine = place.begin(&["task", "start", "1"]);
    place.until("sending", |task| submitted(task) > 50);
    engine.0.kill().expect("it is ours");
    engine.0.wait().expect("it ends");
    let task = place.json(&["task", "start", "1"]);
    let figures = &task["figures"];
    assert_eq!(task["state"], "done");
    assert_eq!(figures["people"], 300);
    let in_doubt = figures["in_doubt"].as_u64().unwrap();
    assert_eq!(figures["delivered"].as_u64().unwrap() + in_doubt, 300, "{task}");
}

#[test]
fn one_message_to_one_person_arrives() {
    let place = Place::new();
    let _carriers = place.with_carrier();
    let sent = place.json(&["send", "--to", "13800000001", "--text", "【邮政】您的{余额}不足"]);
    assert_eq!(
        (sent[0]["state"].as_str(), sent[0]["number"].as_str()),
        (Some("delivered"), Some("138****0001"))
    );
    let task = place.json(&["task", "show", "1"]);
    assert_eq!((task["signature"].as_str(), task["text"].as_str()), (Some("邮政"), Some("您的{{余额}}不足")));
    let refused = place.refused(&["send", "--to", "1380000", "--text", "没有签名"]);
    let fields: Vec<&str> = refused["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|mistake| mistake["field"].as_str())
        .collect();
    assert_eq!(fields, ["signature", "recipients.numbers[0]"]);
}
