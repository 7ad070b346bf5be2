//! Reading ids, words and times of requests.

use hongyan_domain::{
    Carrier, ChannelNo, FailureClass, GroupNo, MessageId, MessageState, TaskNo, TaskState, UnixMillis,
};
use hongyan_insight::Language;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{ConsoleError, ErrorCode};

/// The language of words that a reply holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize, TS)]
#[ts(rename = "WordsIn")]
pub enum Tongue {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl From<Tongue> for Language {
    fn from(tongue: Tongue) -> Self {
        match tongue {
            Tongue::Chinese => Self::Chinese,
            Tongue::English => Self::English,
        }
    }
}

fn number(id: &str) -> Option<i64> {
    id.trim().parse().ok().filter(|number| *number > 0)
}

/// A task's number.
pub(super) fn task(id: &str) -> Result<TaskNo, ConsoleError> {
    number(id).map(TaskNo).ok_or_else(|| ConsoleError::not_found("task", id))
}

/// A group's number.
pub(super) fn group(id: &str) -> Result<GroupNo, ConsoleError> {
    number(id).map(GroupNo).ok_or_else(|| ConsoleError::not_found("group", id))
}

/// A channel's number.
pub(super) fn channel(id: &str) -> Result<ChannelNo, ConsoleError> {
    number(id).map(ChannelNo).ok_or_else(|| ConsoleError::not_found("channel", id))
}

/// A message's id.
pub(super) fn message(id: &str) -> Result<MessageId, ConsoleError> {
    number(id).map(MessageId).ok_or_else(|| ConsoleError::not_found("message", id))
}

/// Words of the domain, all of them known.
fn words<T>(codes: &[String], field: &str, read: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, ConsoleError> {
    codes.iter().map(|code| read(code).ok_or_else(|| unknown(field, code))).collect()
}

fn unknown(field: &str, code: &str) -> ConsoleError {
    ConsoleError::new(ErrorCode::BadRequest, format!("{field} knows no {code:?}")).with("command", field)
}

/// States of tasks.
pub(super) fn task_states(codes: &[String]) -> Result<Vec<TaskState>, ConsoleError> {
    words(codes, "states", TaskState::from_code)
}

/// States of messages.
pub(super) fn message_states(codes: &[String]) -> Result<Vec<MessageState>, ConsoleError> {
    words(codes, "states", |code| MessageState::ALL.into_iter().find(|state| state.code() == code))
}

/// Failure classes.
pub(super) fn failure_classes(codes: &[String]) -> Result<Vec<String>, ConsoleError> {
    words(codes, "classes", |code| FailureClass::from_code(code).map(|class| class.code().to_owned()))
}

/// A carrier.
pub(super) fn carrier(code: &str) -> Result<Carrier, ConsoleError> {
    Carrier::from_code(code).ok_or_else(|| unknown("carrier", code))
}

/// A moment: a time, or the begin of a day.
pub(super) fn moment(text: &str) -> Result<UnixMillis, ConsoleError> {
    let day = || UnixMillis::parse_china(&format!("{} 00:00", text.trim()));
    UnixMillis::parse_china(text).or_else(day).ok_or_else(|| unknown("time", text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_are_ids() {
        assert_eq!(task("12").unwrap(), TaskNo(12));
        for id in ["", "0", "-1", "abc", "1;DROP"] {
            assert_eq!(task(id).unwrap_err().code, ErrorCode::NotFound, "{id}");
        }
    }

    #[test]
    fn a_day_begins_at_midnight() {
        assert_eq!(moment("2026-03-01").unwrap(), moment("2026-03-01 00:00:00").unwrap());
        assert!(moment("soon").is_err());
    }

    #[test]
    fn an_unknown_word_is_refused() {
        assert!(message_states(&["delivered".to_owned()]).is_ok());
        assert_eq!(message_states(&["gone".to_owned()]).unwrap_err().code, ErrorCode::BadRequest);
    }
}
