//! What each button of a task may do now: one pure function.

use hongyan_domain::{TaskEvent, TaskState};
use serde::Serialize;
use ts_rs::TS;

/// What a person may do with a task.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TaskAction {
    /// Start it.
    Start,
    /// Pause it.
    Pause,
    /// Let it go on.
    Resume,
    /// Stop it for good.
    Stop,
    /// Take its start back: nobody was sent to.
    Undo,
    /// Send again to those who may get it again.
    Resend,
    /// Send again what may have come through.
    ResendDoubtful,
    /// Make another one like it.
    Copy,
    /// Write its report.
    Report,
}

/// What decides.
#[derive(Clone, Copy, Debug)]
pub(super) struct Facts {
    pub(super) state: TaskState,
    /// No message of it may be on its way yet.
    pub(super) untouched: bool,
    /// It has message rows.
    pub(super) has_people: bool,
    /// Some of its failures may be sent again.
    pub(super) retryable: bool,
    /// Some of its messages are in doubt.
    pub(super) doubtful: bool,
}

/// What may be done, in the order in which buttons stand.
pub(super) fn may(facts: &Facts) -> Vec<TaskAction> {
    let allows = |event| facts.state.after(event).is_ok();
    let undo = facts.state == TaskState::Scheduled && facts.untouched;
    [
        (TaskAction::Start, allows(TaskEvent::Start)),
        (TaskAction::Pause, allows(TaskEvent::Pause)),
        (TaskAction::Resume, allows(TaskEvent::Resume)),
        (TaskAction::Stop, allows(TaskEvent::Stop)),
        (TaskAction::Undo, undo),
        (TaskAction::Resend, facts.retryable && facts.state != TaskState::Draft),
        (TaskAction::ResendDoubtful, facts.doubtful && allows(TaskEvent::Resend)),
        (TaskAction::Copy, true),
        (TaskAction::Report, facts.has_people),
    ]
    .into_iter()
    .filter_map(|(action, allowed)| allowed.then_some(action))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::TaskAction as A;
    use super::*;

    fn check(state: TaskState, change: impl FnOnce(&mut Facts), expected: &[TaskAction]) {
        let mut facts =
            Facts { state, untouched: false, has_people: true, retryable: false, doubtful: false };
        change(&mut facts);
        assert_eq!(may(&facts), expected, "{facts:?}");
    }

    #[test]
    fn every_state_has_its_buttons() {
        use TaskState as S;
        let new = |facts: &mut Facts| (facts.untouched, facts.has_people) = (true, false);
        let failed = |facts: &mut Facts| (facts.retryable, facts.doubtful) = (true, true);
        check(S::Draft, new, &[A::Start, A::Stop, A::Copy]);
        check(S::Scheduled, new, &[A::Pause, A::Stop, A::Undo, A::Copy]);
        check(S::Scheduled, |_| (), &[A::Pause, A::Stop, A::Copy, A::Report]);
        check(S::Running, |_| (), &[A::Pause, A::Stop, A::Copy, A::Report]);
        check(S::Running, failed, &[A::Pause, A::Stop, A::Resend, A::ResendDoubtful, A::Copy, A::Report]);
        check(S::Paused, |_| (), &[A::Resume, A::Stop, A::Copy, A::Report]);
        check(S::Faulted, failed, &[A::Resume, A::Stop, A::Resend, A::Copy, A::Report]);
        check(S::Done, |_| (), &[A::Copy, A::Report]);
        check(S::Done, failed, &[A::Resend, A::ResendDoubtful, A::Copy, A::Report]);
        check(S::Stopped, failed, &[A::Resend, A::Copy, A::Report]);
    }
}
