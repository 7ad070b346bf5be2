//! The life of a task.
//!
//! | state \ event | Start | UndoEnds | Pause | Resume | Stop | AllEnded | Fault | Resend |
//! |---|---|---|---|---|---|---|---|---|
//! | Draft | Scheduled | | | | Stopped | | | |
//! | Scheduled | | Running | Paused | | Stopped | | Faulted | Scheduled |
//! | Running | | | Paused | | Stopped | Done | Faulted | Running |
//! | Paused | | | | Scheduled | Stopped | Done | | Paused |
//! | Faulted | | | | Scheduled | Stopped | | | |
//! | Done | | | | | | | | Running |
//! | Stopped | | | | | | | | |
//!
//! A resumed task is `Scheduled` first: its time may lie ahead still. A task that is done runs again when a person
//! sends its messages in doubt once more; a stopped one never does.

use std::fmt;

use thiserror::Error;

/// Where a task stands (operator guide §7).
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum TaskState {
    /// 草稿: made, not started.
    Draft,
    /// 待发送: started; its time or its undo window lies ahead. Nothing has been sent.
    Scheduled,
    /// 发送中.
    Running,
    /// 已暂停.
    Paused,
    /// 已停止: by a person; what was queued is not sent.
    Stopped,
    /// 已完成: every message has ended.
    Done,
    /// 异常: the engine cannot go on with it until a person acts.
    Faulted,
}

/// What happens to a task.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TaskEvent {
    /// A person starts it.
    Start,
    /// Its time has come and the undo window is over.
    UndoEnds,
    /// A person pauses it.
    Pause,
    /// A person lets it go on.
    Resume,
    /// A person stops it.
    Stop,
    /// Its last message has ended.
    AllEnded,
    /// The engine cannot go on with it.
    Fault,
    /// A person sends its messages in doubt again.
    Resend,
}

/// The event does not fit the state.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Error)]
#[error("a task that is {from} cannot {event:?}")]
pub struct TaskTransitionError {
    /// Where the task stands.
    pub from: TaskState,
    /// What was asked.
    pub event: TaskEvent,
}

impl TaskState {
    /// Every state.
    pub const ALL: [Self; 7] =
        [Self::Draft, Self::Scheduled, Self::Running, Self::Paused, Self::Stopped, Self::Done, Self::Faulted];

    /// The stable word for the store, JSON and translation keys.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Scheduled => "scheduled",
            Self::Running => "running",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
            Self::Done => "done",
            Self::Faulted => "faulted",
        }
    }

    /// Reads the stable word.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.code() == code)
    }

    /// Whether the task has ended.
    #[must_use]
    pub const fn is_over(self) -> bool {
        match self {
            Self::Stopped | Self::Done => true,
            Self::Draft | Self::Scheduled | Self::Running | Self::Paused | Self::Faulted => false,
        }
    }

    /// The state after `event`.
    ///
    /// # Errors
    /// [`TaskTransitionError`] when the table above has no such step; nothing changes.
    pub fn after(self, event: TaskEvent) -> Result<Self, TaskTransitionError> {
        use TaskEvent as E;
        let refused = Err(TaskTransitionError { from: self, event });
        match (self, event) {
            (Self::Draft, E::Start) | (Self::Paused | Self::Faulted, E::Resume) => Ok(Self::Scheduled),
            (Self::Scheduled, E::UndoEnds) => Ok(Self::Running),
            (Self::Scheduled | Self::Running, E::Pause) => Ok(Self::Paused),
            (Self::Scheduled | Self::Running, E::Fault) => Ok(Self::Faulted),
            (Self::Running | Self::Paused, E::AllEnded) => Ok(Self::Done),
            (Self::Scheduled | Self::Running | Self::Paused, E::Resend) => Ok(self),
            (Self::Done, E::Resend) => Ok(Self::Running),
            (Self::Stopped | Self::Done, _) => refused,
            (_, E::Stop) => Ok(Self::Stopped),
            (_, E::Start | E::UndoEnds | E::Pause | E::Resume | E::AllEnded | E::Fault | E::Resend) => {
                refused
            }
        }
    }
}

impl fmt::Display for TaskState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ended_task_stays_ended() {
        for state in [TaskState::Stopped, TaskState::Done] {
            for event in [TaskEvent::Start, TaskEvent::Resume, TaskEvent::Stop, TaskEvent::AllEnded] {
                assert!(state.after(event).is_err());
            }
        }
    }

    #[test]
    fn doubts_wake_a_task_that_is_done_but_none_that_was_stopped() {
        assert_eq!(TaskState::Done.after(TaskEvent::Resend), Ok(TaskState::Running));
        assert_eq!(TaskState::Paused.after(TaskEvent::Resend), Ok(TaskState::Paused));
        for state in [TaskState::Stopped, TaskState::Draft, TaskState::Faulted] {
            assert!(state.after(TaskEvent::Resend).is_err());
        }
    }

    #[test]
    fn the_straight_way_leads_to_done() {
        let end = [TaskEvent::Start, TaskEvent::UndoEnds, TaskEvent::AllEnded]
            .into_iter()
            .try_fold(TaskState::Draft, TaskState::after);
        assert_eq!(end, Ok(TaskState::Done));
    }
}
