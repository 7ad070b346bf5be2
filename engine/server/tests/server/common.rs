//! A browser, as far as these tests need one: it writes every octet of its requests itself.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a helper of tests may stop the test, too")]

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use hongyan_console::api::Host;
use hongyan_console::{ConsoleOptions, Role};
use hongyan_server::{Server, ServerOptions};
use serde_json::Value;
use tempfile::TempDir;
use tokio::io::{
    AsyncBufReadExt as _, AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _, BufReader,
};
use tokio::net::TcpStream;

/// Nothing here takes longer unless it hangs.
pub(crate) const LONG: Duration = Duration::from_secs(30);
/// A password that passes.
pub(crate) const PASSWORD: &str = "Tr0ut-lantern";

/// An engine with its server.
pub(crate) struct World {
    pub(crate) host: Arc<Host>,
    pub(crate) server: Server,
}

impl World {
    /// Over the data in `folder`.
    pub(crate) async fn start(folder: &TempDir) -> Self {
        let options = ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine);
        let host = Arc::new(Host::open(options).await.unwrap());
        let server = Server::start(Arc::clone(&host), ServerOptions::local(0)).await.unwrap();
        Self { host, server }
    }

    pub(crate) fn browser(&self) -> Browser {
        Browser::at(self.server.address())
    }

    /// Ends in order, and proves that nobody holds the host any more.
    pub(crate) async fn stop(self) {
        self.server.stop().await;
        Arc::into_inner(self.host).expect("the server lets go of the host").close().await;
    }
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|_| panic!("no JSON: {self:?}"))
    }

    /// The code of an error.
    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }
}

/// A browser with its cookies.
#[derive(Clone, Debug)]
pub(crate) struct Browser {
    pub(crate) address: SocketAddr,
    pub(crate) cookies: BTreeMap<String, String>,
}

impl Browser {
    pub(crate) fn at(address: SocketAddr) -> Self {
        Self { address, cookies: BTreeMap::new() }
    }

    fn cookie(&self) -> String {
        self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect::<Vec<_>>().join("; ")
    }

    /// Headers of a page of ours.
    pub(crate) fn ours(&self) -> Vec<(String, String)> {
        vec![
            ("host".to_owned(), self.address.to_string()),
            ("origin".to_owned(), format!("http://{}", self.address)),
            ("sec-fetch-site".to_owned(), "same-origin".to_owned()),
            ("x-hongyan-csrf".to_owned(), self.cookies.get("hy_csrf").cloned().unwrap_or_default()),
            ("cookie".to_owned(), self.cookie()),
        ]
    }

    /// A command of the table.
    pub(crate) async fn rpc(&mut self, name: &str, request: Value) -> Answer {
        let mut headers = self.ours();
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
        self.send("POST", &format!("/rpc/{name}"), &headers, request.to_string().as_bytes()).await
    }

    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        let headers = self.ours();
        self.send("GET", path, &headers, b"").await
    }

    /// A request with these headers and no others; takes the cookies that come back.
    pub(crate) async fn send(
        &mut self,
        method: &str,
        path: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Answer {
        let stream = TcpStream::connect(self.address).await.unwrap();
        let asked = tokio::time::timeout(LONG, ask(stream, method, path, headers, body)).await;
        let answer = asked.expect("an answer in time");
        for (_, cookie) in answer.headers.iter().filter(|(name, _)| name == "set-cookie") {
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            match cookie.contains("Max-Age=0") {
                true => _ = self.cookies.remove(name),
                false => _ = self.cookies.insert(name.to_owned(), value.to_owned()),
            }
        }
        answer
    }

    /// Becomes the administrator of a new installation.
    pub(crate) async fn set_up(&mut self) {
        let request = serde_json::json!({ "login": "lisi", "name": "Li Si", "password": PASSWORD });
        let answer = self.rpc("create_administrator", request).await;
        assert_eq!((answer.status, &answer.json()["state"]), (200, &"open".into()), "{answer:?}");
    }

    pub(crate) async fn log_in(&mut self, password: &str) -> Answer {
        self.rpc("log_in", serde_json::json!({ "login": "lisi", "password": password })).await
    }
}

/// One request over one connection.
pub(crate) async fn ask<S: AsyncRead + AsyncWrite + Unpin>(
    mut stream: S,
    method: &str,
    path: &str,
    headers: &[(String, String)],
    body: &[u8],
) -> Answer {
    let mut head = format!("{method} {path} HTTP/1.1\r\n");
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if !headers.iter().any(|(name, _)| name == "content-length") {
        head.push_str(&format!("content-length: {}\r\n", body.len()));
    }
    head.push_str("connection: close\r\n\r\n");
    stream.write_all(head.as_bytes()).await.unwrap();
    // The server may answer and hang up before it has read everything.
    _ = stream.write_all(body).await;
    let mut reader = BufReader::new(stream);
    let (status, headers) = read_head(&mut reader).await;
    let mut answer = Answer { status, headers, body: Vec::new() };
    match answer.header("content-length").map(|length| length.parse().unwrap()) {
        Some(length) => {
            answer.body = vec![0; length];
            reader.read_exact(&mut answer.body).await.unwrap();
        }
        None => _ = reader.read_to_end(&mut answer.body).await,
    }
    answer
}

async fn read_head<R: AsyncRead + Unpin>(reader: &mut BufReader<R>) -> (u16, Vec<(String, String)>) {
    let mut line = String::new();
    reader.read_line(&mut line).await.unwrap();
    let status = line.split(' ').nth(1).unwrap_or_else(|| panic!("no status: {line:?}")).parse().unwrap();
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).await.unwrap();
        let Some((name, value)) = line.trim_end().split_once(": ") else { return (status, headers) };
        headers.push((name.to_lowercase(), value.to_owned()));
    }
}

/// An open stream of events.
pub(crate) struct Heard {
    reader: BufReader<TcpStream>,
}

impl Heard {
    pub(crate) async fn open(browser: &Browser) -> Self {
        let mut stream = TcpStream::connect(browser.address).await.unwrap();
        let mut head = "GET /events HTTP/1.1\r\n".to_owned();
        for (name, value) in browser.ours() {
            head.push_str(&format!("{name}: {value}\r\n"));
        }
        head.push_str("\r\n");
        stream.write_all(head.as_bytes()).await.unwrap();
        let mut reader = BufReader::new(stream);
        let (status, headers) = read_head(&mut reader).await;
        assert_eq!(status, 200, "{headers:?}");
        Self { reader }
    }

    /// The name and the data of the next event; `None` when the stream ended.
    pub(crate) async fn next(&mut self) -> Option<(String, String)> {
        let (mut name, mut data) = ("message".to_owned(), String::new());
        loop {
            let mut line = String::new();
            let read =
                tokio::time::timeout(LONG, self.reader.read_line(&mut line)).await.expect("a beat in time");
            if read.unwrap_or(0) == 0 {
                return None;
            }
            let line = line.trim_end();
            if let Some(value) = line.strip_prefix("event: ") {
                value.clone_into(&mut name);
            } else if let Some(value) = line.strip_prefix("data: ") {
                value.clone_into(&mut data);
            } else if line.is_empty() && !data.is_empty() {
                return Some((name, data));
            }
        }
    }

    /// Waits until something with this tag is stale; answers all tags until then.
    pub(crate) async fn until(&mut self, tag: &str) -> Vec<String> {
        let mut heard = Vec::new();
        loop {
            let (name, data) = self.next().await.expect("the stream goes on");
            if name == "message" {
                let change: Value = serde_json::from_str(&data).unwrap();
                let tags =
                    change["tags"].as_array().unwrap().iter().map(|tag| tag.as_str().unwrap().to_owned());
                heard.extend(tags);
            }
            if heard.iter().any(|found| found == tag) {
                return heard;
            }
        }
    }
}
