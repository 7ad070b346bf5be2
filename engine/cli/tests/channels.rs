//! Channels: settings are checked, secrets never show, refusals are explained.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use std::io::{BufRead as _, BufReader};
use std::net::TcpListener;
use std::process::Stdio;

use common::{Place, holds};
use serde_json::Value;

#[test]
fn a_secret_never_shows() {
    let place = Place::new();
    place.with_channel("主通道");
    for args in [
        ["--json", "channel", "list"].as_slice(),
        &["channel", "show", "主通道"],
        &["--json", "channel", "show", "1"],
    ] {
        let ran = place.run(args);
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(!ran.out.contains("topsecret1") && !ran.err.contains("topsecret1"), "{}", ran.out);
    }
    assert!(!holds(&place.data(), "topsecret1"), "the secret stands readable in a file");
    assert_eq!(place.run(&["channel", "add", "--secret", "x"]).status, 2, "no argument takes a secret");
}

#[test]
fn every_mistake_of_a_channel_is_listed() {
    let place = Place::new();
    let args = [
        "--json",
        "channel",
        "add",
        "--name",
        "a",
        "--host",
        "h",
        "--account",
        "1234567",
        "--service-code",
        "10690x",
        "--window",
        "0",
        "--carriers",
        "XYZ",
        "--price",
        "much",
        "--cmpp-version",
        "3.0",
    ];
    let ran = place.fed("secret\n", &args);
    assert_eq!(ran.status, 1);
    let error = &serde_json::from_str::<Value>(&ran.err).unwrap()["error"];
    assert_eq!(error["code"], "channel_invalid");
    let fields: Vec<&str> = error["mistakes"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|mistake| mistake["field"].as_str())
        .collect();
    for field in ["carriers", "price", "account", "service_code", "window"] {
        assert!(fields.contains(&field), "{field} in {fields:?}");
    }
    assert!(place.json(&["channel", "list"]).as_array().unwrap().is_empty());
}

#[test]
fn a_name_is_taken_once_and_a_channel_pauses_and_goes() {
    let place = Place::new();
    place.with_channel("主通道");
    let ran = place.fed(
        "x\n",
        &["channel", "add", "--name", "主通道", "--host", "h", "--account", "1", "--service-code", "1069"],
    );
    assert!(ran.status == 1 && ran.err.contains("name_taken"), "{}", ran.err);
    assert_eq!(place.json(&["channel", "pause", "主通道"])["state"], "paused");
    assert_eq!(place.json(&["channel", "resume", "1"])["state"], "active");
    assert_eq!(place.json(&["channel", "remove", "主通道"])["state"], "removed");
    assert!(place.json(&["channel", "list"]).as_array().unwrap().is_empty());
}

#[test]
fn a_trial_explains_why_there_is_no_login() {
    let place = Place::new();
    place.with_channel("主通道"); // nobody listens on its port
    let ran = place.run(&["channel", "test", "主通道"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("连不上网关"), "{}", ran.out);
    let ran = place.run(&["--lang", "en", "channel", "test", "主通道"]);
    assert!(ran.out.contains("cannot be reached"), "{}", ran.out);
}

#[test]
fn a_port_that_speaks_something_else_is_told() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port().to_string();
    let server = std::thread::spawn(move || {
        use std::io::Write as _;
        let (mut socket, _) = listener.accept().unwrap();
        socket.write_all(&[0xFF; 64]).unwrap(); // a frame of 4 GB, it says
        _ = std::io::copy(&mut socket, &mut std::io::sink());
    });
    let place = Place::new();
    let args = [
        "channel",
        "add",
        "--name",
        "a",
        "--host",
        "127.0.0.1",
        "--port",
        &port,
        "--account",
        "901234",
        "--service-code",
        "1069",
    ];
    assert_eq!(place.fed("secret\n", &args).status, 0);
    let ran = place.run(&["--json", "channel", "test", "a"]);
    let trial: Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!((ran.status, trial["code"].as_str()), (1, Some("line.garbage")), "{}", ran.out);
    server.join().unwrap();
}

#[test]
fn simulated_carriers_let_in_who_has_the_secret_and_explain_to_others() {
    let place = Place::new();
    let mut carriers = place
        .command()
        .args(["--json", "carrier"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .expect("carriers start");
    let gateways = reply(carriers.stdout.take().expect("its output"));
    let mobile = &gateways["gateways"][0];
    let (host, port) = mobile["address"].as_str().unwrap().rsplit_once(':').unwrap();
    let text = |key: &str| mobile[key].as_str().unwrap().to_owned();
    let add = |name: &str, account: &str, secret: &str| {
        let args = [
            "channel",
            "add",
            "--name",
            name,
            "--host",
            host,
            "--port",
            port,
            "--account",
            account,
            "--service-code",
            &text("service_code"),
            "--sandbox",
        ];
        assert_eq!(place.fed(&format!("{secret}\n"), &args).status, 0);
        let ran = place.run(&["--json", "channel", "test", name]);
        (ran.status, serde_json::from_str::<Value>(&ran.out).unwrap()["code"].as_str().unwrap().to_owned())
    };
    let right = add("right", &text("account"), &text("secret"));
    let wrong_secret = add("wrong secret", &text("account"), "guess");
    let wrong_account = add("wrong account", "000000", &text("secret"));
    carriers.kill().expect("ours to end");
    carriers.wait().expect("it ends");
    assert_eq!(right, (0, "line.ok".to_owned()));
    assert_eq!(wrong_secret, (1, "line.refused_password".to_owned()));
    assert_eq!(wrong_account, (1, "line.refused_account".to_owned()));
}

/// The one JSON document that a program which goes on running has printed.
fn reply(out: impl std::io::Read) -> Value {
    let mut text = String::new();
    for line in BufReader::new(out).lines() {
        let line = line.expect("its output is text");
        text.push_str(&line);
        if line == "}" {
            break;
        }
    }
    serde_json::from_str(&text).expect("one JSON document")
}
