//! Turns what happens by itself into what screens hear: the engine's work, its lines, and other processes' writes.

use std::sync::Arc;
use std::time::Duration;

use hongyan_delivery::Pulse;
use tokio_util::sync::CancellationToken;

use super::events::{Events, Tag};
use crate::files::Files;
use crate::open::Console;

/// How often the engine is asked whether anything has changed; an event follows at once.
const ASK_EVERY: Duration = Duration::from_millis(100);
/// Every so many of these it is also asked whether another process has written.
const OTHERS_EVERY: u32 = 5;
/// Every so many it is looked at what nobody needs any more: once an hour.
const SWEEP_EVERY: u32 = 36_000;

/// Watches until `stop`.
pub(super) async fn watch(
    console: Arc<Console>,
    events: Arc<Events>,
    files: Arc<Files>,
    stop: CancellationToken,
) {
    let mut watched = Watched::of(&console).await;
    let mut turn: u32 = 0;
    loop {
        if turn.is_multiple_of(SWEEP_EVERY) {
            let keep = console.keep_files().await;
            files.sweep(keep).await;
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(ASK_EVERY) => {}
        }
        turn = turn.wrapping_add(1);
        let others = match turn.is_multiple_of(OTHERS_EVERY) {
            true => others(&console).await,
            false => watched.others,
        };
        let now = Watched { others, ..Watched::of_engine(&console) };
        events.changed(&watched.stale(&now));
        watched = now;
    }
}

/// What was seen last.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Watched {
    engine: Pulse,
    lines: u64,
    /// `None` while the store could not be asked.
    others: Option<i64>,
}

impl Watched {
    async fn of(console: &Console) -> Self {
        Self { others: others(console).await, ..Self::of_engine(console) }
    }

    fn of_engine(console: &Console) -> Self {
        let lines = console.lines.as_ref().map_or(0, crate::lines::Lines::told);
        Self { engine: console.engine.pulse(), lines, others: None }
    }

    /// What screens show that is stale now.
    fn stale(&self, now: &Self) -> Vec<Tag> {
        let mut tags = Vec::new();
        let mut add = |changed: bool, more: &[Tag]| {
            if changed {
                tags.extend(more.iter().filter(|tag| !tags.contains(*tag)).copied().collect::<Vec<_>>());
            }
        };
        let (before, after) = (self.engine, now.engine);
        add(before.messages != after.messages, &[Tag::Messages, Tag::Tasks, Tag::Figures]);
        add(before.tasks != after.tasks, &[Tag::Tasks, Tag::Figures, Tag::Alarms]);
        add(before.replies != after.replies, &[Tag::Inbox, Tag::Lists, Tag::Figures]);
        add(self.lines != now.lines, &[Tag::Channels, Tag::Alarms, Tag::Figures]);
        let others = self.others.is_some() && now.others.is_some() && self.others != now.others;
        add(others, &Tag::ALL);
        tags
    }
}

/// Changes when another process has written.
async fn others(console: &Console) -> Option<i64> {
    console.db.others_writes().await.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_subject_tells_its_own_screens() {
        let quiet = Watched { others: Some(7), ..Watched::default() };
        assert_eq!(quiet.stale(&quiet), []);
        let sent = Watched { engine: Pulse { messages: 1, ..Pulse::default() }, ..quiet };
        assert_eq!(quiet.stale(&sent), [Tag::Messages, Tag::Tasks, Tag::Figures]);
        let paused = Watched { engine: Pulse { tasks: 1, replies: 1, ..sent.engine }, ..quiet };
        assert_eq!(sent.stale(&paused), [Tag::Tasks, Tag::Figures, Tag::Alarms, Tag::Inbox, Tag::Lists]);
        assert_eq!(quiet.stale(&Watched { lines: 1, ..quiet }), [Tag::Channels, Tag::Alarms, Tag::Figures]);
    }

    #[test]
    fn another_process_makes_everything_stale_but_a_store_that_gives_no_answer_does_not() {
        let seen = |others| Watched { others, ..Watched::default() };
        assert_eq!(seen(Some(7)).stale(&seen(Some(8))), Tag::ALL);
        assert_eq!(seen(Some(7)).stale(&seen(None)), []);
        assert_eq!(seen(None).stale(&seen(Some(7))), []);
    }
}
