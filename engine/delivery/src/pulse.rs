//! Says that something changed, by subject, for those who show it: a count that moves, and nothing else.
//!
//! Written where the engine records; a count costs one addition and nobody waits for it. Counts move after the commit,
//! so whoever sees one move and reads the store reads what moved it.

use std::sync::atomic::{AtomicU64, Ordering};

/// How often each subject has changed since the engine started.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Pulse {
    /// Messages and with them the figures of tasks.
    pub messages: u64,
    /// States of tasks.
    pub tasks: u64,
    /// Replies, and with them opt-outs.
    pub replies: u64,
    /// States of lines.
    pub lines: u64,
}

/// The counts.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    messages: AtomicU64,
    tasks: AtomicU64,
    replies: AtomicU64,
    lines: AtomicU64,
}

impl Counts {
    pub(crate) fn messages(&self) {
        self.messages.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn tasks(&self) {
        self.tasks.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn replies(&self) {
        self.replies.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn lines(&self) {
        self.lines.fetch_add(1, Ordering::Relaxed);
    }

    pub(crate) fn read(&self) -> Pulse {
        Pulse {
            messages: self.messages.load(Ordering::Relaxed),
            tasks: self.tasks.load(Ordering::Relaxed),
            replies: self.replies.load(Ordering::Relaxed),
            lines: self.lines.load(Ordering::Relaxed),
        }
    }
}
