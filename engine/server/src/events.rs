//! `GET /events`: what is stale, as server-sent events; a beat every two seconds says that the engine lives.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::State as Extract;
use axum::http::HeaderMap;
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use futures_util::stream;
use hongyan_console::api::{Change, Tag};
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;
use tokio::time::{Interval, MissedTickBehavior};

use crate::login;
use crate::reply::refused;
use crate::server::{Shared, State};

/// Pause between two beats.
const BEAT: Duration = Duration::from_secs(2);

pub(crate) async fn events(Extract(state): Shared, headers: HeaderMap) -> Response {
    // Before anything is looked at: what changes meanwhile must not be missed.
    let heard = state.host.events().listen();
    let signed_in = match login::known(&state.host, &headers).await {
        Ok(known) => known.caller.user.is_some(),
        Err(error) => return refused(&state.host, &error),
    };
    let mut beat = tokio::time::interval(BEAT);
    beat.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let listener = Listener { state, headers, heard, beat, signed_in };
    Sse::new(stream::unfold(listener, |mut listener| async move {
        let event = listener.next().await?;
        Some((Ok::<Event, Infallible>(event), listener))
    }))
    .into_response()
}

struct Listener {
    state: Arc<State>,
    headers: HeaderMap,
    heard: Receiver<Change>,
    beat: Interval,
    signed_in: bool,
}

impl Listener {
    /// The next thing to tell; `None` when the server ends.
    async fn next(&mut self) -> Option<Event> {
        loop {
            let change = tokio::select! {
                () = self.state.stop.cancelled() => return None,
                _ = self.beat.tick() => return Some(Event::default().event("beat").data("1")),
                change = self.heard.recv() => match change {
                    Ok(change) => change,
                    Err(RecvError::Lagged(_)) => Change::everything(),
                    Err(RecvError::Closed) => return None,
                },
            };
            if let Some(event) = self.told(change).await {
                return Some(event);
            }
        }
    }

    /// Whoever is not logged in hears of logins only.
    async fn told(&mut self, mut change: Change) -> Option<Event> {
        if change.tags.contains(&Tag::Session) {
            let known = login::known(&self.state.host, &self.headers).await;
            self.signed_in = known.is_ok_and(|known| known.caller.user.is_some());
        }
        if !self.signed_in {
            change.tags.retain(|tag| *tag == Tag::Session);
        }
        if change.tags.is_empty() {
            return None;
        }
        Some(Event::default().data(serde_json::to_string(&change).ok()?))
    }
}
