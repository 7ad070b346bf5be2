//! Pages, files in and out, events, and what an open page goes through when the engine ends and comes back.

use std::sync::Arc;

use crate::common::{Browser, Heard, LONG, World, ask};
use hongyan_console::api::{Caller, Face, Host};
use hongyan_console::{ConsoleOptions, ErrorCode, Role};
use hongyan_server::{Server, ServerOptions, TlsFiles};
use serde_json::json;
use tokio::net::TcpStream;

#[tokio::test]
async fn pages_come_with_their_guards_and_are_asked_for_once() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    let page = browser.get("/").await;
    assert_eq!((page.status, page.header("content-type")), (200, Some("text/html; charset=utf-8")));
    assert_eq!(page.header("cache-control"), Some("no-cache"));
    let policy = page.header("content-security-policy").unwrap();
    assert!(
        policy.starts_with("default-src 'none'; script-src 'self';") && !policy.contains("unsafe"),
        "{policy}"
    );
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
    ] {
        assert_eq!(page.header(name), Some(value), "{name}");
    }
    assert!(page.header("permissions-policy").is_some());

    let mut headers = browser.ours();
    headers.push(("if-none-match".to_owned(), page.header("etag").unwrap().to_owned()));
    let again = browser.send("GET", "/index.html", &headers, b"").await;
    assert_eq!((again.status, again.body.len()), (304, 0));
    assert_eq!(browser.get("/tasks/12").await.body, page.body, "a place in the page");

    for path in [
        "/../Cargo.toml",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/..%2fhongyan.db",
        "/assets/none.js",
        "/store.key.toml",
    ] {
        assert_eq!(browser.get(path).await.status, 404, "{path}");
    }
    let answer = browser.rpc("session", json!({})).await;
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let headers = browser.ours();
    assert_eq!(browser.send("DELETE", "/", &headers, b"").await.status, 405);
    world.stop().await;
}

#[tokio::test]
async fn files_come_in_and_go_out_whole_and_only_for_who_is_logged_in() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    let upload = "/upload?name=%E5%AE%A2%E6%88%B7%2F..%2F%E5%90%8D%E5%8D%95.csv";
    let contents = vec![b'7'; 300_000];
    let headers = browser.ours();
    assert_eq!(browser.send("POST", upload, &headers, &contents).await.code(), "not_signed_in");
    browser.set_up().await;
    let headers = browser.ours();
    let answer = browser.send("POST", upload, &headers, &contents).await;
    let reference = answer.json()["file"].as_str().unwrap().to_owned();
    let caller = world.host.browser_caller(Some(&browser.cookies["hy_session"])).await.unwrap();
    let path = world.host.files().resolve(&caller, &reference).unwrap();
    assert_eq!(path.file_name().unwrap().to_str().unwrap(), "名单.csv");
    assert_eq!(std::fs::read(path).unwrap(), contents);

    // More than an upload may have: refused before a single octet is read.
    let mut headers = browser.ours();
    headers.push(("content-length".to_owned(), (513_u64 << 20).to_string()));
    let answer = browser.send("POST", "/upload?name=big.csv", &headers, b"").await;
    assert_eq!((answer.status, answer.code().as_str()), (413, "file_too_large"));
    let headers = browser.ours();
    assert_eq!(browser.send("POST", "/upload", &headers, b"1").await.status, 400, "without a name");

    let new = world.host.files().new_file("七月 \"1\".xlsx").unwrap();
    std::fs::write(&new.path, &contents).unwrap();
    let kept = world.host.files().keep(&caller, "report", new, None).await.unwrap();
    assert_eq!(kept.path, None, "a browser learns no path");
    let answer = browser.get(&format!("/files/{}", kept.file)).await;
    assert_eq!((answer.status, answer.body.len()), (200, contents.len()));
    assert_eq!(answer.body, contents);
    let disposition = answer.header("content-disposition").unwrap();
    assert!(
        disposition.starts_with("attachment; ") && disposition.contains("UTF-8''%E4%B8%83"),
        "{disposition}"
    );
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    for hostile in ["/files/..%2f..%2fhongyan.db", "/files/%2fetc%2fpasswd", "/files/none"] {
        assert_eq!(browser.get(hostile).await.code(), "not_found", "{hostile}");
    }
    assert_eq!(world.browser().get(&format!("/files/{}", kept.file)).await.code(), "not_signed_in");
    let listed = browser.rpc("files", json!({ "kind": "report", "before": null, "limit": 10 })).await.json();
    assert_eq!(listed["files"][0]["file"], kept.file.as_str());
    assert_eq!(browser.rpc("remove_file", json!({ "file": kept.file })).await.status, 200);
    assert_eq!(browser.get(&format!("/files/{}", kept.file)).await.code(), "not_found");
    world.stop().await;
}

#[tokio::test]
async fn a_change_is_heard_by_who_is_logged_in_and_the_engine_beats() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    let mut stranger = Heard::open(&browser).await;
    assert_eq!(stranger.next().await.unwrap().0, "beat");
    browser.set_up().await;
    assert_eq!(stranger.until("session").await, ["session"], "that somebody logged in, and nothing else");

    let mut heard = Heard::open(&browser).await;
    let mut settings = browser.rpc("settings", json!({})).await.json();
    settings["undo_seconds"] = 7.into();
    assert_eq!(browser.rpc("save_settings", settings).await.status, 200);
    heard.until("settings").await;
    let mut beats = 0;
    while beats < 2 {
        let (name, _) = heard.next().await.unwrap();
        beats += usize::from(name == "beat");
    }
    assert_eq!(browser.rpc("log_out", json!({})).await.status, 200);
    heard.until("session").await;
    world.stop().await;
    while let Some((name, data)) = heard.next().await {
        assert!(name == "beat" || data.contains("session"), "{name} {data}");
    }
}

#[tokio::test]
async fn what_another_process_writes_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    browser.set_up().await;
    let mut heard = Heard::open(&browser).await;
    let beside = ConsoleOptions::new(folder.path()).key_in_file();
    let beside = hongyan_console::Console::open(beside).await.unwrap();
    let settings = beside.settings().await.unwrap();
    beside.save_settings(settings).await.unwrap();
    beside.close().await;
    heard.until("numbers").await;
    world.stop().await;
}

#[tokio::test]
async fn an_open_page_goes_on_after_the_engine_came_back() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    browser.set_up().await;
    let mut heard = Heard::open(&browser).await;
    let port = world.server.address().port();
    world.stop().await;
    while heard.next().await.is_some() {}

    let options = ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine);
    let host = Arc::new(Host::open(options).await.unwrap());
    let server = Server::start(Arc::clone(&host), ServerOptions::local(port)).await.unwrap();
    assert_eq!(browser.rpc("session", json!({})).await.json()["state"], "open");
    assert_eq!(browser.rpc("settings", json!({})).await.status, 200);
    World { host, server }.stop().await;
}

#[tokio::test]
async fn a_command_goes_on_when_its_browser_goes_away_and_before_the_server_ends() {
    use tokio::io::AsyncWriteExt as _;
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    browser.set_up().await;
    let settings = json!({
        "undo_seconds": 9, "type_count_from": 1, "test_number": "", "keep_files_days": 1,
        "close_to_tray": true, "notify": true, "organisation": "",
    });
    let mut heard = world.host.events().listen();
    let body = settings.to_string();
    let mut head = "POST /rpc/save_settings HTTP/1.1\r\ncontent-type: application/json\r\n".to_owned();
    for (name, value) in browser.ours() {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    let mut stream = TcpStream::connect(browser.address).await.unwrap();
    let request = format!("{head}content-length: {}\r\n\r\n{body}", body.len());
    stream.write_all(request.as_bytes()).await.unwrap();
    drop(stream);
    loop {
        let change = tokio::time::timeout(LONG, heard.recv()).await.expect("the command is obeyed").unwrap();
        if change.tags.contains(&hongyan_console::api::Tag::Settings) {
            break;
        }
    }
    assert_eq!(world.host.console().settings().await.unwrap().undo_seconds, 9);
    world.stop().await;
}

#[tokio::test]
async fn others_are_served_under_tls_only_and_set_up_by_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let options = ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine);
    let host = Arc::new(Host::open(options).await.unwrap());
    let open = ServerOptions { address: "0.0.0.0:0".parse().unwrap(), ..ServerOptions::local(0) };
    let error = Server::start(Arc::clone(&host), open.clone()).await.unwrap_err();
    assert_eq!(error.code, ErrorCode::TlsNeeded);
    let (certificate, key) = (folder.path().join("cert.pem"), folder.path().join("key.pem"));
    let files = TlsFiles { certificate: certificate.clone(), key: key.clone() };
    let tls = ServerOptions { tls: Some(files), names: vec!["branch.example".to_owned()], ..open };
    let error = Server::start(Arc::clone(&host), tls.clone()).await.unwrap_err();
    assert_eq!(
        (error.code, error.params["path"].clone()),
        (ErrorCode::TlsUnusable, certificate.display().to_string())
    );

    let made = rcgen::generate_simple_self_signed(vec!["branch.example".to_owned()]).unwrap();
    std::fs::write(&certificate, made.cert.pem()).unwrap();
    std::fs::write(&key, made.signing_key.serialize_pem()).unwrap();
    let server = Server::start(Arc::clone(&host), tls).await.unwrap();
    assert!(server.url().starts_with("https://localhost:"), "{}", server.url());

    let mut roots = tokio_rustls::rustls::RootCertStore::empty();
    roots.add(made.cert.der().clone()).unwrap();
    let provider = Arc::new(tokio_rustls::rustls::crypto::ring::default_provider());
    let config = tokio_rustls::rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth();
    let connector = tokio_rustls::TlsConnector::from(Arc::new(config));
    let port = server.address().port();
    let mut asked = Vec::new();
    for name in [format!("branch.example:{port}"), format!("other.example:{port}")] {
        let stream = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
        let stream = connector.connect("branch.example".try_into().unwrap(), stream).await.unwrap();
        let headers = [
            ("origin".to_owned(), format!("https://{name}")),
            ("host".to_owned(), name),
            ("content-type".to_owned(), "application/json".to_owned()),
            ("x-hongyan-csrf".to_owned(), String::new()),
        ];
        let request =
            json!({ "login": "lisi", "name": "Li Si", "password": crate::common::PASSWORD }).to_string();
        asked.push(ask(stream, "POST", "/rpc/create_administrator", &headers, request.as_bytes()).await);
    }
    assert_eq!(asked[0].status, 200, "{asked:?}");
    let secure =
        asked[0].headers.iter().filter(|(name, value)| name == "set-cookie" && value.contains("; Secure"));
    assert_eq!(secure.count(), 2);
    assert_eq!(asked[1].code(), "request_refused");

    // Plain requests get no answer that could be mistaken for one.
    let plain = TcpStream::connect(("127.0.0.1", port)).await.unwrap();
    let mut plain = plain;
    tokio::io::AsyncWriteExt::write_all(&mut plain, b"GET / HTTP/1.1\r\nhost: localhost\r\n\r\n")
        .await
        .unwrap();
    let mut answer = Vec::new();
    _ = tokio::io::AsyncReadExt::read_to_end(&mut plain, &mut answer).await;
    assert!(!answer.starts_with(b"HTTP/"), "{answer:?}");
    World { host, server }.stop().await;
}

#[tokio::test]
async fn a_window_needs_no_login_once_there_is_an_administrator() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let window = Caller { face: Face::Desktop, user: None };
    assert_eq!(world.host.window_caller().await.unwrap(), window);
    let mut browser: Browser = world.browser();
    browser.set_up().await;
    assert_eq!(world.host.window_caller().await.unwrap().user.unwrap().login, "lisi");
    world.stop().await;
}
