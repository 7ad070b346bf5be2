//! Logging in and out: what a browser is known by, and the commands that change it.

use std::net::IpAddr;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use hongyan_console::account::request_mark;
use hongyan_console::api::{
    Caller, ChangePassword, CreateAdministrator, Host, LogIn, Nothing, Session, Tag, User,
};
use hongyan_console::{ConsoleError, ErrorCode};
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::guard::MARK;
use crate::reply::json;
use crate::server::State;

/// The cookie with the token; no script can read it.
const TOKEN: &str = "hy_session";
/// The cookie that our pages read to fill [`MARK`].
const MARK_COOKIE: &str = "hy_csrf";
/// Characters of a token; others are none of ours.
const TOKEN_LENGTH: usize = 64;

/// Who sent a request, and by which token.
pub(crate) struct Known {
    pub(crate) caller: Caller,
    pub(crate) token: Option<String>,
}

/// Who sends these headers.
///
/// # Errors
/// As any read.
pub(crate) async fn known(host: &Host, headers: &HeaderMap) -> Result<Known, ConsoleError> {
    let token = cookie(headers, TOKEN).filter(|token| token.len() == TOKEN_LENGTH);
    let caller = host.browser_caller(token.as_deref()).await?;
    Ok(Known { caller, token })
}

/// As [`known`], and a person who is logged in must show the mark of their login.
///
/// # Errors
/// [`ErrorCode::RequestRefused`] without it.
pub(crate) async fn proven(host: &Host, headers: &HeaderMap) -> Result<Known, ConsoleError> {
    let known = known(host, headers).await?;
    if let (Some(_), Some(token)) = (&known.caller.user, &known.token) {
        let shown = headers.get(MARK).map(HeaderValue::as_bytes).unwrap_or_default();
        if !same(shown, request_mark(token).as_bytes()) {
            return Err(ConsoleError::new(ErrorCode::RequestRefused, "the mark of another login"));
        }
    }
    Ok(known)
}

/// Compares in a time that does not depend on where they differ.
fn same(left: &[u8], right: &[u8]) -> bool {
    left.len() == right.len() && left.iter().zip(right).fold(0, |differ, (a, b)| differ | (a ^ b)) == 0
}

/// Whether `command` changes the login, so that it is answered here.
pub(crate) fn is_ours(command: &str) -> bool {
    matches!(command, "create_administrator" | "log_in" | "log_out" | "change_password")
}

/// Answers one of the commands that change the login.
///
/// # Errors
/// As the command of that name.
pub(crate) async fn answer(
    state: &Arc<State>,
    known: Known,
    from: IpAddr,
    command: &str,
    request: Value,
) -> Result<Response, ConsoleError> {
    let host = &state.host;
    let console = host.console();
    match command {
        "create_administrator" => {
            // Whoever comes first is the administrator: that must be somebody at this computer.
            if !from.to_canonical().is_loopback() {
                return Err(ConsoleError::new(ErrorCode::SetupElsewhere, format!("setup from {from}")));
            }
            let CreateAdministrator { login, name, password } = read(command, request)?;
            let user = console.create_administrator(&login, &name, password.expose()).await?;
            logged_in(state, &known, user).await
        }
        "log_in" => {
            let request: LogIn = read(command, request)?;
            admitted(state, from)?;
            let user = console.authenticate(&request.login, request.password.expose()).await?;
            state.limiter.forgive(from);
            logged_in(state, &known, user).await
        }
        "change_password" => {
            let nobody = || ConsoleError::new(ErrorCode::NotSignedIn, "nobody is logged in");
            let who = known.caller.user.clone().ok_or_else(nobody)?;
            let ChangePassword { old, new } = read(command, request)?;
            admitted(state, from)?;
            console.change_password(&who, old.expose(), new.expose(), known.token.as_deref()).await?;
            state.limiter.forgive(from);
            host.events().changed(&[Tag::Session]);
            Ok(json(axum::http::StatusCode::OK, &Session::of(host, &known.caller).await?))
        }
        _ => {
            let Nothing {} = read(command, request)?;
            if let Some(token) = &known.token {
                console.end_login(token).await?;
            }
            host.events().changed(&[Tag::Session]);
            let caller = Caller { user: None, ..known.caller };
            let session = Session::of(host, &caller).await?;
            Ok(with_cookies(state, &session, "", "; Max-Age=0"))
        }
    }
}

fn admitted(state: &State, from: IpAddr) -> Result<(), ConsoleError> {
    state.limiter.admit(from).map_err(|wait| {
        ConsoleError::new(ErrorCode::TooManyRequests, format!("too many tries of {from}"))
            .with("seconds", wait.as_secs().max(1))
    })
}

/// Gives the browser a new token, never the one that it came with: that one may be somebody else's work.
async fn logged_in(state: &State, known: &Known, user: User) -> Result<Response, ConsoleError> {
    let (host, console) = (&state.host, state.host.console());
    let token = console.begin_login(&user).await?;
    if let Some(old) = &known.token {
        console.end_login(old).await?;
    }
    host.events().changed(&[Tag::Session]);
    let caller = Caller { user: Some(user), face: known.caller.face };
    let session = Session::of(host, &caller).await?;
    Ok(with_cookies(state, &session, &token, ""))
}

fn with_cookies(state: &State, session: &Session, token: &str, ends: &str) -> Response {
    let mut response = json(axum::http::StatusCode::OK, session).into_response();
    let secure = if state.secure { "; Secure" } else { "" };
    let mark = if token.is_empty() { String::new() } else { request_mark(token) };
    let cookies = [
        format!("{TOKEN}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{ends}"),
        format!("{MARK_COOKIE}={mark}; Path=/; SameSite=Strict{secure}{ends}"),
    ];
    for cookie in cookies {
        match HeaderValue::from_str(&cookie) {
            Ok(cookie) => _ = response.headers_mut().append(header::SET_COOKIE, cookie),
            Err(error) => tracing::error!(%error, "a cookie cannot be written"),
        }
    }
    response
}

fn read<T: DeserializeOwned>(command: &str, request: Value) -> Result<T, ConsoleError> {
    // Without the error's own words: they may hold what was typed.
    serde_json::from_value(request).map_err(|_| {
        ConsoleError::new(ErrorCode::BadRequest, format!("a request for {command} of another shape"))
            .with("command", command)
    })
}

fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|cookies| cookies.to_str().ok())
        .flat_map(|cookies| cookies.split(';'))
        .filter_map(|cookie| cookie.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value.to_owned())
}
