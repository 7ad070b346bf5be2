//! Replies and errors as HTTP carries them.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use hongyan_console::api::{ErrorView, Host};
use hongyan_console::{ConsoleError, ErrorCode};
use serde::Serialize;

/// A reply as JSON.
pub(crate) fn json(status: StatusCode, value: &impl Serialize) -> Response {
    let (status, text) = match serde_json::to_vec(value) {
        Ok(text) => (status, text),
        Err(error) => {
            tracing::error!(%error, "a reply has no JSON form");
            (StatusCode::INTERNAL_SERVER_ERROR, b"{}".to_vec())
        }
    };
    let mut response = Response::new(Body::from(text));
    *response.status_mut() = status;
    let kind = HeaderValue::from_static("application/json");
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}

/// An error, noted in the log under its number.
pub(crate) fn refused(host: &Host, error: &ConsoleError) -> Response {
    failed(&ErrorView::of(error, host.trace()))
}

/// An error that is in the log already.
pub(crate) fn failed(view: &ErrorView) -> Response {
    json(status(&view.code), view)
}

/// For proxies and logs; our pages read the code.
fn status(code: &str) -> StatusCode {
    let is = |known: ErrorCode| known.code() == code;
    match () {
        () if is(ErrorCode::NotSignedIn) => StatusCode::UNAUTHORIZED,
        () if is(ErrorCode::RequestRefused) || is(ErrorCode::SetupElsewhere) => StatusCode::FORBIDDEN,
        () if is(ErrorCode::UnknownCommand) || is(ErrorCode::NotFound) => StatusCode::NOT_FOUND,
        () if is(ErrorCode::BadRequest) => StatusCode::BAD_REQUEST,
        () if is(ErrorCode::FileTooLarge) => StatusCode::PAYLOAD_TOO_LARGE,
        () if is(ErrorCode::TooManyRequests) || is(ErrorCode::LoginLocked) => StatusCode::TOO_MANY_REQUESTS,
        () if is(ErrorCode::Internal) => StatusCode::INTERNAL_SERVER_ERROR,
        () => StatusCode::UNPROCESSABLE_ENTITY,
    }
}
