//! Looks at the running tasks once a second, to know how fast they go.

use std::sync::{Arc, Weak};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio::time::MissedTickBehavior;

use crate::open::Console;

/// The pause between two looks.
const EVERY: Duration = Duration::from_secs(1);

/// Begins looking. It ends with the console, or when it is aborted.
pub(super) fn begin(console: &Arc<Console>) -> JoinHandle<()> {
    tokio::spawn(look(Arc::downgrade(console)))
}

async fn look(console: Weak<Console>) {
    let mut clock = tokio::time::interval(EVERY);
    clock.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        clock.tick().await;
        let Some(console) = console.upgrade() else { return };
        if let Err(error) = console.sample_speeds().await {
            tracing::warn!(%error, "speeds wait until the store can be read");
        }
    }
}
