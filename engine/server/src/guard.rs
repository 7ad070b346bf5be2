//! Who may knock: pages of this server, under its own names; and what every answer carries.
//!
//! A strange page can make a browser send requests here, even with our cookies. It cannot send them under our name
//! (DNS rebinding shows in `Host`), cannot hide where it is (`Origin`, `Sec-Fetch-Site`), and cannot set our header.

use std::net::IpAddr;

use axum::extract::{Request, State as Extract};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use hongyan_console::{ConsoleError, ErrorCode};

use crate::reply::refused;
use crate::server::State;

/// The header that only our pages send; see [`hongyan_console::account::request_mark`].
pub(crate) const MARK: HeaderName = HeaderName::from_static("x-hongyan-csrf");

const CONTENT_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; \
    connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// What every answer carries.
const ALWAYS: &[(&str, &str)] = &[
    ("content-security-policy", CONTENT_POLICY),
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "DENY"),
    ("referrer-policy", "no-referrer"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-embedder-policy", "require-corp"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"),
];

/// The names of this server.
pub(crate) struct Names {
    /// Whether only this computer is served.
    local: bool,
    named: Vec<String>,
}

impl Names {
    pub(crate) fn new(bound: IpAddr, named: &[String]) -> Self {
        Self {
            local: bound.is_loopback(),
            named: named.iter().map(|name| name.to_ascii_lowercase()).collect(),
        }
    }

    /// Whether a request may come under this name. An address cannot be made to point elsewhere, a name can.
    fn knows(&self, host: &str) -> bool {
        let name = without_port(host).to_ascii_lowercase();
        let bare = name.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(&name);
        match bare.parse::<IpAddr>() {
            Ok(address) => !self.local || address.is_loopback(),
            Err(_) => name == "localhost" || self.named.contains(&name),
        }
    }
}

fn without_port(host: &str) -> &str {
    match host.rsplit_once(':') {
        // Not the colons inside of `[::1]`.
        Some((name, port)) if port.bytes().all(|digit| digit.is_ascii_digit()) && !name.ends_with(':') => {
            name
        }
        Some(_) | None => host,
    }
}

/// Stands before every door.
pub(crate) async fn guard(
    Extract(state): Extract<std::sync::Arc<State>>,
    request: Request,
    next: Next,
) -> Response {
    let strange = stranger(&state.names, state.secure, request.method(), request.uri(), request.headers());
    let mut response = match strange {
        Some(why) => {
            let error = ConsoleError::new(ErrorCode::RequestRefused, why);
            refused(&state.host, &error).into_response()
        }
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Why a request does not come from one of our pages; `None` when it may.
fn stranger(
    names: &Names,
    secure: bool,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
) -> Option<&'static str> {
    let text = |name: &HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let Some(host) = text(&header::HOST).filter(|_| headers.get_all(header::HOST).iter().count() == 1) else {
        return Some("no host is named");
    };
    if !names.knows(host) || uri.host().is_some_and(|named| !names.knows(named)) {
        return Some("another name than this server's");
    }
    let scheme = if secure { "https://" } else { "http://" };
    if let Some(origin) = headers.get(header::ORIGIN) {
        let ours = origin.to_str().ok().and_then(|origin| origin.strip_prefix(scheme)) == Some(host);
        if !ours {
            return Some("another page's request");
        }
    }
    let private = !matches!(*method, Method::GET | Method::HEAD)
        || ["/rpc/", "/upload", "/files/", "/events"].iter().any(|door| uri.path().starts_with(door));
    let site = text(&HeaderName::from_static("sec-fetch-site"));
    if private && site.is_some_and(|site| !matches!(site, "same-origin" | "none")) {
        return Some("another site's request");
    }
    if !matches!(*method, Method::GET | Method::HEAD) && !headers.contains_key(MARK) {
        return Some("a request without our header");
    }
    None
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;

    fn local() -> Names {
        Names::new(Ipv4Addr::LOCALHOST.into(), &[])
    }

    #[test]
    fn on_this_computer_only_its_own_names_are_known() {
        for name in ["localhost:5000", "127.0.0.1", "LOCALHOST", "[::1]:80", "127.0.0.2:1"] {
            assert!(local().knows(name), "{name}");
        }
        for name in ["evil.example", "localhost.evil.example:80", "192.168.1.1", "", "127.0.0.1.evil.example"]
        {
            assert!(!local().knows(name), "{name}");
        }
    }

    #[test]
    fn for_other_computers_addresses_and_given_names_are_known() {
        let names = Names::new(Ipv4Addr::UNSPECIFIED.into(), &["Console.Branch.example".to_owned()]);
        for name in ["console.branch.example:8443", "192.168.1.1:8443", "[fe80::1]:8443", "localhost"] {
            assert!(names.knows(name), "{name}");
        }
        assert!(!names.knows("evil.example"));
    }

    #[test]
    fn strangers_are_told_by_what_they_cannot_hide() {
        let strange = |method: Method, path: &'static str, headers: &[(&'static str, &str)]| {
            let mut map = HeaderMap::new();
            for (name, value) in headers {
                map.append(HeaderName::from_static(name), value.parse().unwrap());
            }
            stranger(&local(), false, &method, &Uri::from_static(path), &map)
        };
        let host = ("host", "localhost:5000");
        let mark = ("x-hongyan-csrf", "");
        let rpc = "/rpc/tasks";
        assert_eq!(strange(Method::POST, rpc, &[host, mark, ("origin", "http://localhost:5000")]), None);
        assert_eq!(strange(Method::POST, rpc, &[host, mark]), None, "no browser, no origin");
        assert_eq!(
            strange(Method::GET, "/", &[host, ("sec-fetch-site", "cross-site")]),
            None,
            "a link leads here"
        );
        assert!(strange(Method::POST, rpc, &[host]).is_some());
        assert!(strange(Method::POST, rpc, &[mark]).is_some());
        assert!(strange(Method::POST, rpc, &[host, host, mark]).is_some());
        for origin in ["http://localhost:5001", "https://localhost:5000", "http://evil.example", "null"] {
            assert!(strange(Method::POST, rpc, &[host, mark, ("origin", origin)]).is_some(), "{origin}");
        }
        assert!(strange(Method::GET, "/events", &[host, ("sec-fetch-site", "cross-site")]).is_some());
        assert!(strange(Method::GET, "/files/1", &[host, ("sec-fetch-site", "same-site")]).is_some());
        assert!(strange(Method::GET, "http://evil.example/", &[host]).is_some());
    }
}
