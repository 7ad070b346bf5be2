//! `hongyan serve`: one line says where, and it ends in order when it is asked to.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

mod common;

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use common::Place;
use serde_json::Value;

/// Ends when the test does.
struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        _ = self.0.kill();
        _ = self.0.wait();
    }
}

fn page(address: &str, host: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    let request = format!("GET / HTTP/1.1\r\nhost: {host}\r\nconnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    answer
}

#[test]
fn the_pages_are_served_until_somebody_ends_it() {
    let place = Place::new();
    for (json, signal) in [(true, "-INT"), (false, "-TERM")] {
        let mut command = place.command();
        command.args(["serve", "--port", "0"]);
        if json {
            command.arg("--json");
        }
        let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
        let mut serving = Serving(child);
        let mut out = BufReader::new(serving.0.stdout.take().unwrap());
        let mut line = String::new();
        out.read_line(&mut line).unwrap();
        let url = match json {
            true => serde_json::from_str::<Value>(&line).unwrap()["listening"].as_str().unwrap().to_owned(),
            false => line.trim().strip_prefix("listening ").unwrap().to_owned(),
        };
        let address = url.strip_prefix("http://").unwrap();
        assert!(address.starts_with("127.0.0.1:"), "{url}");
        let answer = page(address, address);
        assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
        assert!(page(address, "evil.example").starts_with("HTTP/1.1 403"));
        assert_eq!(place.refused(&["run"])["code"], "store_in_use");

        let pid = serving.0.id().to_string();
        assert!(Command::new("kill").args([signal, &pid]).status().unwrap().success());
        assert!(serving.0.wait().unwrap().success());
        // Everything is closed: the next one opens the folder at once.
    }
}

#[test]
fn others_are_not_served_in_the_clear() {
    let place = Place::new();
    let error = place.refused(&["serve", "--listen", "0.0.0.0"]);
    assert_eq!(error["code"], "tls_needed");
    let ran = place.run(&["serve", "--tls-cert", "a.pem"]);
    assert_eq!(ran.status, 2, "a certificate without its key: {}", ran.err);
    let error = place.refused(&["serve", "--tls-cert", "a.pem", "--tls-key", "b.pem"]);
    assert_eq!(error["code"], "tls_unusable");
}
