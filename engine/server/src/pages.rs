//! The pages: files of the user interface, taken in when the program was built.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse as _, Response};

include!(concat!(env!("OUT_DIR"), "/files.rs"));

/// Where the page itself lies.
const PAGE: &str = "index.html";
/// Files below this have their fingerprint in their name: they never change.
const NEVER_CHANGES: &str = "assets/";

pub(crate) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    if !matches!(method, Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = uri.path().trim_start_matches('/');
    let named = if path.is_empty() { PAGE } else { path };
    // A path without an ending is a place in the page, which finds the way itself; everything else is there or not.
    let is_place = !path.contains(['.', '%']) && !path.starts_with(NEVER_CHANGES);
    let found = file(named).or_else(|| if is_place { file(PAGE) } else { None });
    let Some((name, contents, mark)) = found else { return StatusCode::NOT_FOUND.into_response() };

    let tag = format!("\"{mark}\"");
    let known = headers.get(header::IF_NONE_MATCH).and_then(|tags| tags.to_str().ok());
    let unchanged = known.is_some_and(|tags| tags.split(',').any(|one| one.trim() == tag));
    let mut response = match unchanged {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => Response::new(Body::from(*contents)),
    };
    let lasts = match name.starts_with(NEVER_CHANGES) {
        true => "public, max-age=31536000, immutable",
        false => "no-cache",
    };
    let told = response.headers_mut();
    told.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind(name)));
    told.insert(header::CACHE_CONTROL, HeaderValue::from_static(lasts));
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        told.insert(header::ETAG, tag);
    }
    response
}

type File = (&'static str, &'static [u8], &'static str);

fn file(name: &str) -> Option<&'static File> {
    FILES.iter().find(|(path, ..)| *path == name)
}

/// What a file is, by its ending.
fn kind(name: &str) -> &'static str {
    match name.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "woff" => "font/woff",
        "txt" => "text/plain; charset=utf-8",
        "wasm" => "application/wasm",
        _ => "application/octet-stream",
    }
}
