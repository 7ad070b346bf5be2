//! What lives as long as the program: the console, what screens hear, and the work in the background.

use std::sync::Arc;

use tokio::task::JoinHandle;

use super::events::Events;
use crate::error::ConsoleError;
use crate::open::{Console, ConsoleOptions};

/// The program behind a window or a server.
#[derive(Debug)]
pub struct Host {
    console: Arc<Console>,
    events: Arc<Events>,
    teller: JoinHandle<()>,
}

impl Host {
    /// Opens the data folder and everything that works in the background.
    ///
    /// # Errors
    /// As [`Console::open`].
    pub async fn open(options: ConsoleOptions) -> Result<Self, ConsoleError> {
        let console = Arc::new(Console::open(options).await?);
        let events = Arc::new(Events::default());
        let teller = tokio::spawn({
            let events = Arc::clone(&events);
            async move { events.tell().await }
        });
        Ok(Self { console, events, teller })
    }

    /// The use cases.
    #[must_use]
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// What screens hear.
    #[must_use]
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// A new number for an error, by which the log tells more.
    pub(super) fn trace(&self) -> String {
        self.console.uid().to_string()
    }

    /// Ends in order: background work first, then the lines, then the store.
    pub async fn close(self) {
        self.teller.abort();
        match Arc::into_inner(self.console) {
            Some(console) => console.close().await,
            None => tracing::error!("the console is still held elsewhere and was not ended in order"),
        }
    }
}
