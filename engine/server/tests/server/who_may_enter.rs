//! First setup, login and lock-out, and every request that a strange page could send.

use crate::common::{PASSWORD, World};
use serde_json::json;

#[tokio::test]
async fn the_first_browser_sets_up_and_everybody_else_logs_in() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut first = world.browser();
    assert_eq!(first.rpc("session", json!({})).await.json()["state"], "setup");
    assert_eq!(first.rpc("jobs", json!({})).await.code(), "not_signed_in");

    let weak = json!({ "login": "lisi", "name": "Li Si", "password": "123" });
    let refused = first.rpc("create_administrator", weak).await;
    assert_eq!((refused.status, refused.code().as_str()), (422, "account_invalid"));
    assert!(refused.json()["mistakes"].as_array().unwrap().len() >= 2);
    assert!(first.cookies.is_empty());

    first.set_up().await;
    let session = first.rpc("session", json!({})).await.json();
    assert_eq!(session["user"], json!({ "login": "lisi", "name": "Li Si", "role": "administrator" }));
    assert_eq!((&session["state"], &session["face"]), (&"open".into(), &"browser".into()));
    assert_eq!(first.rpc("jobs", json!({})).await.json(), json!({ "jobs": [] }));

    let mut second = world.browser();
    assert_eq!(second.rpc("session", json!({})).await.json()["state"], "locked");
    let late = json!({ "login": "other", "name": "Other", "password": PASSWORD });
    assert_eq!(second.rpc("create_administrator", late).await.code(), "setup_done");
    assert_eq!(second.log_in("wrong").await.code(), "login_wrong");
    assert_eq!(second.log_in(PASSWORD).await.status, 200);
    assert_eq!(second.rpc("settings", json!({})).await.status, 200);

    // Out again: the token is worth nothing, whoever kept it.
    let kept = second.clone();
    assert_eq!(second.rpc("log_out", json!({})).await.json()["state"], "locked");
    assert!(second.cookies.is_empty());
    assert_eq!(kept.clone().rpc("settings", json!({})).await.code(), "not_signed_in");
    assert_eq!(first.rpc("settings", json!({})).await.status, 200, "the other browser stays");
    world.stop().await;
}

#[tokio::test]
async fn cookies_are_out_of_reach_of_scripts_and_strange_pages() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    let request = json!({ "login": "lisi", "name": "Li Si", "password": PASSWORD });
    let answer = browser.rpc("create_administrator", request).await;
    let cookies: Vec<&str> = answer
        .headers
        .iter()
        .filter(|(name, _)| name == "set-cookie")
        .map(|(_, value)| value.as_str())
        .collect();
    let [token, mark] = cookies[..] else { panic!("{cookies:?}") };
    assert!(
        token.starts_with("hy_session=") && token.contains("HttpOnly") && token.contains("SameSite=Strict")
    );
    assert!(mark.starts_with("hy_csrf=") && !mark.contains("HttpOnly") && mark.contains("SameSite=Strict"));
    assert!(!answer.body.windows(64).any(|part| part == browser.cookies["hy_session"].as_bytes()));

    // A token that somebody else chose is not taken over.
    let before = browser.cookies["hy_session"].clone();
    assert_eq!(browser.log_in(PASSWORD).await.status, 200);
    assert_ne!(browser.cookies["hy_session"], before);
    let mut old = browser.clone();
    old.cookies.insert("hy_session".to_owned(), before);
    assert_eq!(old.rpc("settings", json!({})).await.code(), "not_signed_in");
    world.stop().await;
}

#[tokio::test]
async fn wrong_passwords_lock_the_account_and_say_until_when() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut owner = world.browser();
    owner.set_up().await;
    let mut guesser = world.browser();
    for _ in 0..4 {
        assert_eq!(guesser.log_in("wrong").await.code(), "login_wrong");
    }
    let locked = guesser.log_in("wrong").await;
    assert_eq!((locked.status, locked.code().as_str()), (429, "login_locked"));
    assert_eq!(locked.json()["params"]["seconds"], "60");
    assert_eq!(
        guesser.log_in(PASSWORD).await.code(),
        "login_locked",
        "the right one is not looked at either"
    );
    assert_eq!(owner.rpc("settings", json!({})).await.status, 200, "who is in stays in");

    // Guessing over many names is held back by address.
    let mut codes = Vec::new();
    for number in 0..20 {
        let request = json!({ "login": format!("user{number}"), "password": "wrong" });
        codes.push(guesser.rpc("log_in", request).await.code());
    }
    assert_eq!(codes.last().map(String::as_str), Some("too_many_requests"), "{codes:?}");
    world.stop().await;
}

#[tokio::test]
async fn a_changed_password_throws_the_other_browsers_out() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let (mut mine, mut other) = (world.browser(), world.browser());
    mine.set_up().await;
    assert_eq!(other.log_in(PASSWORD).await.status, 200);
    let change = json!({ "old": PASSWORD, "new": "Br00k-lantern" });
    assert_eq!(mine.rpc("change_password", change).await.json()["state"], "open");
    assert_eq!(mine.rpc("settings", json!({})).await.status, 200);
    assert_eq!(other.rpc("settings", json!({})).await.code(), "not_signed_in");
    world.stop().await;
}

#[tokio::test]
async fn strange_pages_and_names_are_refused_at_every_door() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    browser.set_up().await;
    let port = world.server.address().port();
    let changed = |name: &str, value: Option<String>| {
        let mut headers = browser.ours();
        headers.push(("content-type".to_owned(), "application/json".to_owned()));
        headers.retain(|(found, _)| found != name);
        headers.extend(value.map(|value| (name.to_owned(), value)));
        headers
    };
    let hostile = [
        changed("x-hongyan-csrf", None),
        changed("x-hongyan-csrf", Some(String::new())),
        changed("x-hongyan-csrf", Some("0".repeat(64))),
        changed("origin", Some("http://evil.example".to_owned())),
        changed("origin", Some(format!("http://localhost:{}", port ^ 1))),
        changed("origin", Some("null".to_owned())),
        changed("sec-fetch-site", Some("cross-site".to_owned())),
        changed("sec-fetch-site", Some("same-site".to_owned())),
        changed("host", Some(format!("evil.example:{port}"))),
        changed("host", Some("localhost.evil.example".to_owned())),
    ];
    for headers in hostile {
        let request = b"{\"undo_seconds\":1}";
        for door in ["/rpc/save_settings", "/rpc/log_out", "/upload?name=a.csv"] {
            let answer = browser.clone().send("POST", door, &headers, request).await;
            assert_eq!(
                (answer.status, answer.code().as_str()),
                (403, "request_refused"),
                "{door} {headers:?}"
            );
        }
    }
    for door in ["/events", "/files/1", "/", "/index.html"] {
        let answer =
            browser.clone().send("GET", door, &changed("host", Some("evil.example".to_owned())), b"").await;
        assert_eq!(answer.code(), "request_refused", "{door}");
    }
    for door in ["/events", "/files/1"] {
        let headers = changed("sec-fetch-site", Some("cross-site".to_owned()));
        let answer = browser.clone().send("GET", door, &headers, b"").await;
        assert_eq!(answer.code(), "request_refused", "{door}");
    }
    // The kind of a simple form's request is not taken for JSON.
    let form = changed("content-type", Some("text/plain".to_owned()));
    assert_eq!(browser.clone().send("POST", "/rpc/settings", &form, b"{}").await.code(), "bad_request");
    assert_eq!(browser.rpc("session", json!({})).await.json()["state"], "open", "nothing of it was obeyed");
    world.stop().await;
}

#[tokio::test]
async fn requests_that_are_wrong_or_too_long_are_told_so() {
    let folder = tempfile::tempdir().unwrap();
    let world = World::start(&folder).await;
    let mut browser = world.browser();
    browser.set_up().await;
    assert_eq!(browser.rpc("no_such_command", json!({})).await.code(), "unknown_command");
    assert_eq!(browser.rpc("job", json!({ "job": 1 })).await.code(), "bad_request");
    assert_eq!(browser.rpc("job", json!({ "job": "1", "more": 2 })).await.code(), "bad_request");
    assert_eq!(browser.rpc("job", json!({ "job": "1" })).await.code(), "not_found");
    let mut headers = browser.ours();
    headers.push(("content-type".to_owned(), "application/json".to_owned()));
    for (body, code) in [
        (b"".to_vec(), "bad_request"),
        (b"{".to_vec(), "bad_request"),
        (vec![b' '; 17 << 20], "file_too_large"),
    ] {
        assert_eq!(browser.send("POST", "/rpc/job", &headers, &body).await.code(), code);
    }
    // What was typed into a request of another shape is repeated nowhere.
    let answer =
        browser.rpc("log_in", json!({ "login": "lisi", "password": "s3cret", "more": "s3cret" })).await;
    assert_eq!(answer.code(), "bad_request");
    assert!(!String::from_utf8_lossy(&answer.body).contains("s3cret"));
    world.stop().await;
}
