//! `POST /upload` and `GET /files/ID`: files on their way in and out, never whole in memory.

use std::time::Duration;

use axum::body::{Body, Bytes};
use axum::extract::{Path, Query, State as Extract};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use futures_util::{StreamExt as _, stream};
use hongyan_console::files::UPLOAD_OCTETS_MAX;
use hongyan_console::{ConsoleError, ErrorCode};
use serde::Deserialize;
use tokio::fs::File;
use tokio::io::AsyncReadExt as _;

use crate::login::{self, Known};
use crate::reply::{json, refused};
use crate::server::{Shared, State};

/// Octets of a file read at a time.
const PIECE: usize = 64 * 1024;
/// An upload of which nothing comes for so long is given up.
const SILENCE_MAX: Duration = Duration::from_secs(60);

/// The name of an upload.
#[derive(Deserialize)]
pub(crate) struct Named {
    name: String,
}

pub(crate) async fn upload(
    Extract(state): Shared,
    Query(named): Query<Named>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match received(&state, &named.name, &headers, body).await {
        Ok(reference) => json(StatusCode::OK, &serde_json::json!({ "file": reference })),
        Err(error) => refused(&state.host, &error),
    }
}

async fn received(
    state: &State,
    name: &str,
    headers: &HeaderMap,
    body: Body,
) -> Result<String, ConsoleError> {
    signed_in(&login::proven(&state.host, headers).await?)?;
    let told =
        headers.get(header::CONTENT_LENGTH).and_then(|octets| octets.to_str().ok()?.parse::<u64>().ok());
    if told.is_some_and(|octets| octets > UPLOAD_OCTETS_MAX) {
        return Err(ConsoleError::new(ErrorCode::FileTooLarge, "an upload is too large")
            .with("file", name)
            .with("megabytes_max", UPLOAD_OCTETS_MAX >> 20));
    }
    let broken = |why: String| ConsoleError::new(ErrorCode::FileIo, why).with("file", name);
    let mut receiving = state.host.files().receive(name).await?;
    let mut pieces = body.into_data_stream();
    loop {
        let piece = tokio::select! {
            piece = tokio::time::timeout(SILENCE_MAX, pieces.next()) => piece,
            () = state.stop.cancelled() => return Err(broken("the server ends".to_owned())),
        };
        match piece {
            Ok(Some(Ok(piece))) => receiving.write(&piece).await?,
            Ok(None) => return receiving.finish().await,
            Ok(Some(Err(error))) => return Err(broken(error.to_string())),
            Err(_) => return Err(broken("an upload broke off".to_owned())),
        }
    }
}

pub(crate) async fn download(Extract(state): Shared, Path(id): Path<String>, headers: HeaderMap) -> Response {
    sent(&state, &id, &headers).await.unwrap_or_else(|error| refused(&state.host, &error))
}

async fn sent(state: &State, id: &str, headers: &HeaderMap) -> Result<Response, ConsoleError> {
    let known = login::known(&state.host, headers).await?;
    signed_in(&known)?;
    let (kept, path) = state.host.files().find(&known.caller, id).await?;
    let unreadable = |error: std::io::Error| ConsoleError::unreadable_file(&path, &error);
    let file = File::open(&path).await.map_err(unreadable)?;
    let octets = file.metadata().await.map_err(unreadable)?.len();
    let mut response = Body::from_stream(pieces(file, octets)).into_response();
    let told = response.headers_mut();
    told.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    told.insert(header::CONTENT_LENGTH, HeaderValue::from(octets));
    let disposition = HeaderValue::from_str(&attachment(&kept.name))
        .map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
    told.insert(header::CONTENT_DISPOSITION, disposition);
    Ok(response)
}

fn signed_in(known: &Known) -> Result<(), ConsoleError> {
    match known.caller.user {
        Some(_) => Ok(()),
        None => Err(ConsoleError::new(ErrorCode::NotSignedIn, "files without a login")),
    }
}

/// The first `octets` of a file, so that one that grows meanwhile does not break its own length.
fn pieces(file: File, octets: u64) -> impl stream::Stream<Item = std::io::Result<Bytes>> + Send {
    stream::try_unfold(file.take(octets), |mut file| async move {
        let mut piece = Vec::with_capacity(PIECE);
        let count = (&mut file).take(PIECE as u64).read_to_end(&mut piece).await?;
        Ok((count > 0).then(|| (Bytes::from(piece), file)))
    })
}

/// `attachment` with the name: plain for old programs, whole in the form of RFC 5987.
fn attachment(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|letter| if letter.is_ascii_graphic() && !matches!(letter, '"' | '\\') { letter } else { '_' })
        .collect();
    let mut whole = String::new();
    for octet in name.bytes() {
        if octet.is_ascii_alphanumeric() || matches!(octet, b'.' | b'-' | b'_' | b'~') {
            whole.push(char::from(octet));
        } else {
            whole.push_str(&format!("%{octet:02X}"));
        }
    }
    format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_downloads_survive_and_break_nothing() {
        assert_eq!(
            attachment("七月 \"1\".csv"),
            "attachment; filename=\"____1_.csv\"; filename*=UTF-8''%E4%B8%83%E6%9C%88%20%221%22.csv"
        );
        assert!(HeaderValue::from_str(&attachment("a\r\nSet-Cookie: b")).is_ok());
    }
}
