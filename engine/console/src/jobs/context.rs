//! What a job has in hand.

use std::sync::Arc;

use hongyan_domain::UnixMillis;
use tokio_util::sync::CancellationToken;

use super::Shared;
use super::live::Live;
use crate::api::{Caller, Events, Tag};
use crate::error::{ConsoleError, ErrorCode};
use crate::files::Files;
use crate::open::Console;

/// What a job has in hand. Cheap to clone.
#[derive(Clone, Debug)]
pub struct JobContext {
    /// Says that the work is to break off: by [`ErrorCode::Cancelled`], with nothing half done left.
    pub cancel: CancellationToken,
    shared: Arc<Shared>,
    live: Arc<Live>,
    caller: Caller,
}

impl JobContext {
    pub(super) fn new(shared: Arc<Shared>, live: Arc<Live>, caller: Caller) -> Self {
        Self { cancel: live.cancel().clone(), shared, live, caller }
    }

    /// The use cases.
    #[must_use]
    pub fn console(&self) -> &Console {
        &self.shared.console
    }

    /// Uploads and kept files.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.shared.files
    }

    /// What screens hear.
    #[must_use]
    pub fn events(&self) -> &Events {
        &self.shared.events
    }

    /// Who asked for the work.
    #[must_use]
    pub fn caller(&self) -> &Caller {
        &self.caller
    }

    /// Tells how far the work is. Cheap: call it as often as there is something to tell.
    pub fn progress(&self, done: u64, total: Option<u64>) {
        let now: UnixMillis = self.shared.console.now();
        if self.live.progress(done, total, now) {
            self.shared.events.changed(&[Tag::Jobs]);
        }
    }

    /// An error once the work is to break off, for loops that can say `?`.
    ///
    /// # Errors
    /// [`ErrorCode::Cancelled`].
    pub fn go_on(&self) -> Result<(), ConsoleError> {
        match self.cancel.is_cancelled() {
            true => Err(ConsoleError::new(ErrorCode::Cancelled, "broken off")),
            false => Ok(()),
        }
    }
}
