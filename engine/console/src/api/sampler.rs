//! Looks at the running tasks once a second: how fast they go, and whether screens have something new to show.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::task::JoinHandle;

use super::events::{Events, Tag};
use crate::open::Console;

/// The pause between two looks.
const EVERY: Duration = Duration::from_secs(1);

/// Begins looking. It ends with the console, or when it is aborted.
pub(super) fn begin(console: &Arc<Console>, events: &Arc<Events>) -> JoinHandle<()> {
    tokio::spawn(look(Arc::downgrade(console), Arc::clone(events)))
}

async fn look(console: Weak<Console>, events: Arc<Events>) {
    let mut clock = tokio::time::interval(EVERY);
    clock.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        let Some(console) = console.upgrade() else { return };
        match console.sample_speeds().await {
            Ok(true) => events.changed(&[Tag::Tasks, Tag::Messages, Tag::Figures]),
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "speeds wait until the store can be read"),
        }
    }
}
