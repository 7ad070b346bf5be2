//! What is stale: the engine and the commands say it, the screens listen.

use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde::Serialize;
use tokio::sync::broadcast;
use ts_rs::TS;

/// Pause between two events: at most four a second reach a screen.
const PAUSE: Duration = Duration::from_millis(250);
/// Events that a slow listener may be behind; what it misses it hears of as [`Change::everything`].
const BEHIND_MAX: usize = 64;

/// Something that screens show.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Tag {
    /// Who is logged in.
    Session,
    /// Tasks and their figures.
    Tasks,
    /// Messages.
    Messages,
    /// Drafts.
    Drafts,
    /// People.
    People,
    /// Groups and imports.
    Groups,
    /// Blacklist and opt-outs.
    Lists,
    /// Replies.
    Inbox,
    /// Templates and signatures.
    Content,
    /// Channels and their lines.
    Channels,
    /// Number segments and what is known about numbers.
    Numbers,
    /// Simulated carriers and handsets.
    Practice,
    /// Background work.
    Jobs,
    /// Files that were made.
    Files,
    /// Settings.
    Settings,
    /// Alarms.
    Alarms,
    /// Figures of the home page and of the statistics.
    Figures,
}

impl Tag {
    /// Every one.
    pub const ALL: [Self; 17] = [
        Self::Session,
        Self::Tasks,
        Self::Messages,
        Self::Drafts,
        Self::People,
        Self::Groups,
        Self::Lists,
        Self::Inbox,
        Self::Content,
        Self::Channels,
        Self::Numbers,
        Self::Practice,
        Self::Jobs,
        Self::Files,
        Self::Settings,
        Self::Alarms,
        Self::Figures,
    ];
}

/// What a screen hears.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Change {
    /// What is stale.
    pub tags: Vec<Tag>,
}

impl Change {
    /// Everything: for a listener that missed something.
    #[must_use]
    pub fn everything() -> Self {
        Self { tags: Tag::ALL.to_vec() }
    }
}

/// Collects what is stale and tells it, at most four times a second.
#[derive(Debug)]
pub struct Events {
    stale: Mutex<Vec<Tag>>,
    stir: tokio::sync::Notify,
    out: broadcast::Sender<Change>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            stale: Mutex::default(),
            stir: tokio::sync::Notify::new(),
            out: broadcast::Sender::new(BEHIND_MAX),
        }
    }
}

impl Events {
    /// Notes that `tags` are stale. Never waits.
    pub fn changed(&self, tags: &[Tag]) {
        if tags.is_empty() {
            return;
        }
        let mut stale = self.stale.lock().unwrap_or_else(PoisonError::into_inner);
        for tag in tags {
            if !stale.contains(tag) {
                stale.push(*tag);
            }
        }
        drop(stale);
        self.stir.notify_one();
    }

    /// Listens from now on. A listener that is told it lagged behind takes [`Change::everything`] instead.
    #[must_use]
    pub fn listen(&self) -> broadcast::Receiver<Change> {
        self.out.subscribe()
    }

    /// Tells what was noted, for as long as it is polled.
    pub(super) async fn tell(&self) {
        loop {
            self.stir.notified().await;
            let tags = std::mem::take(&mut *self.stale.lock().unwrap_or_else(PoisonError::into_inner));
            if tags.is_empty() {
                continue;
            }
            // Nobody listening is no fault: the next screen asks for everything anyway.
            let _ = self.out.send(Change { tags });
            tokio::time::sleep(PAUSE).await;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn what_happens_within_a_pause_is_told_at_once_and_once() {
        let events = std::sync::Arc::new(Events::default());
        let mut heard = events.listen();
        let teller = tokio::spawn({
            let events = std::sync::Arc::clone(&events);
            async move { events.tell().await }
        });
        events.changed(&[Tag::Tasks]);
        assert_eq!(heard.recv().await.unwrap().tags, [Tag::Tasks]);
        events.changed(&[Tag::Jobs]);
        events.changed(&[Tag::Jobs, Tag::Tasks]);
        let soon = tokio::time::timeout(PAUSE * 2, heard.recv()).await;
        assert_eq!(soon.unwrap().unwrap().tags, [Tag::Jobs, Tag::Tasks]);
        assert!(heard.try_recv().is_err());
        teller.abort();
    }
}
