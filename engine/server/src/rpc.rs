//! `POST /rpc/NAME`: one command of the table.

use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{ConnectInfo, Path, State as Extract};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::Response;
use hongyan_console::api::{ErrorView, dispatch};
use hongyan_console::{ConsoleError, ErrorCode};
use serde_json::Value;

use crate::login;
use crate::reply::{failed, json, refused};
use crate::server::{From, Shared, State};

/// The longest request, octets: a pasted list of 50,000 lines with room to spare.
pub(crate) const OCTETS_MAX: usize = 16 << 20;

pub(crate) async fn rpc(
    Extract(state): Shared,
    ConnectInfo(peer): From,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let worker = Arc::clone(&state);
    // A task of its own: a browser that goes away stops no command half way, and a panic ends this command alone.
    let work = state.work.spawn(async move {
        let request = match read(&name, &headers, body) {
            Ok(request) => request,
            Err(error) => return refused(&worker.host, &error),
        };
        answer(&worker, peer.0, &name, &headers, request).await
    });
    match work.await {
        Ok(response) => response,
        Err(error) => {
            let error = ConsoleError::new(ErrorCode::Internal, format!("a command panicked: {error}"));
            refused(&state.host, &error)
        }
    }
}

async fn answer(
    state: &Arc<State>,
    from: std::net::IpAddr,
    name: &str,
    headers: &HeaderMap,
    request: Value,
) -> Response {
    let known = match login::proven(&state.host, headers).await {
        Ok(known) => known,
        Err(error) => return refused(&state.host, &error),
    };
    if login::is_ours(name) {
        let answered = login::answer(state, known, from, name, request).await;
        return answered.unwrap_or_else(|error| refused(&state.host, &error));
    }
    let answered: Result<Value, ErrorView> = dispatch(&state.host, &known.caller, name, request).await;
    match answered {
        Ok(reply) => json(StatusCode::OK, &reply),
        Err(view) => failed(&view),
    }
}

fn read(name: &str, headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Value, ConsoleError> {
    let bad = |why: String| ConsoleError::new(ErrorCode::BadRequest, why).with("command", name);
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        return Err(bad(format!("a request of the kind {kind:?}")));
    }
    let body = body.map_err(|error| match error.status() {
        StatusCode::PAYLOAD_TOO_LARGE => {
            ConsoleError::new(ErrorCode::FileTooLarge, "a request is too long").with("file", name)
        }
        _ => bad(error.body_text()),
    })?;
    // Without the error's own words: they may hold what was typed.
    serde_json::from_slice(&body)
        .map_err(|error| bad(format!("no JSON at {}:{}", error.line(), error.column())))
}
