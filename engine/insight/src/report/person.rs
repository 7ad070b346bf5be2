//! One person as a report shows them: every value in the words of its language.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use hongyan_domain::{MessageState, Msisdn, UnixMillis};
use hongyan_store::message::Reported;

use crate::cause::{Explanation, Standing};
use crate::words::Words;

use super::Frame;

/// Variables that get a column of their own; a template has a few.
pub(super) const VARIABLES_MAX: usize = 40;
/// Explanations kept at hand; a task meets a few dozen codes.
const EXPLANATIONS_MAX: usize = 4_096;

/// The headers of the table of people, in order; variables and the text follow.
pub(super) fn headers(frame: &Frame) -> Vec<String> {
    let column = &frame.words().column;
    let fixed = [
        column.number,
        column.name,
        column.carrier,
        column.channel,
        column.state,
        column.code,
        column.cause,
        column.action,
        column.submitted_at,
        column.ended_at,
        column.segments,
        column.price,
        column.tries,
        column.mark,
    ];
    let variables = frame.variables.iter().take(VARIABLES_MAX).cloned();
    let text = frame.request.with_text.then(|| column.text.to_owned());
    fixed.iter().map(|word| (*word).to_owned()).chain(variables).chain(text).collect()
}

/// The values of one person, in the order of [`headers`].
pub(super) struct Person<'a> {
    pub(super) number: String,
    pub(super) name: &'a str,
    pub(super) carrier: &'static str,
    pub(super) channel: &'a str,
    pub(super) state: &'static str,
    pub(super) code: &'a str,
    pub(super) explanation: Option<Arc<Explanation>>,
    pub(super) submitted_at: Option<UnixMillis>,
    pub(super) ended_at: Option<UnixMillis>,
    pub(super) segments: u32,
    /// In milli-yuan.
    pub(super) price: i64,
    pub(super) tries: u32,
    pub(super) mark: &'static str,
    /// One per variable; `None` for none.
    pub(super) values: Vec<Option<String>>,
    pub(super) text: Option<Arc<str>>,
    pub(super) has_failed: bool,
}

impl Person<'_> {
    pub(super) fn cause(&self) -> &str {
        self.explanation.as_ref().map_or("", |explanation| &explanation.cause)
    }

    pub(super) fn action(&self) -> &str {
        self.explanation.as_ref().map_or("", |explanation| &explanation.action)
    }
}

/// Turns stored rows into people.
pub(super) struct People<'f> {
    frame: &'f Frame,
    words: &'static Words,
    explanations: HashMap<String, Arc<Explanation>>,
    key: String,
}

impl<'f> People<'f> {
    pub(super) fn of(frame: &'f Frame) -> Self {
        Self { frame, words: frame.words(), explanations: HashMap::new(), key: String::new() }
    }

    pub(super) fn person<'a>(&mut self, row: &'a Reported) -> Person<'a>
    where
        'f: 'a,
    {
        let words = self.words;
        Person {
            number: self.frame.number(row.number),
            name: row.name.as_deref().unwrap_or(""),
            carrier: (words.carrier)(row.carrier),
            channel: self.frame.channels.get(&row.channel).map_or("", |name| name),
            state: (words.state)(row.state),
            code: &row.code,
            explanation: self.explanation(row),
            submitted_at: row.submitted_at,
            ended_at: row.done_at,
            segments: row.billed,
            price: row.price,
            tries: row.tries,
            mark: (words.mark)(row.mark),
            values: self.values(row),
            text: match self.frame.request.with_text {
                true => self.frame.texts.text(&self.frame.task, row.vars.as_deref()),
                false => None,
            },
            has_failed: has_failed(row.state),
        }
    }

    fn values(&self, row: &Reported) -> Vec<Option<String>> {
        match &row.vars {
            Some(vars) if !self.frame.variables.is_empty() => {
                let mut values: Vec<Option<String>> = serde_json::from_str(vars).unwrap_or_default();
                values.truncate(self.frame.variables.len().min(VARIABLES_MAX));
                values
            }
            _ => Vec::new(),
        }
    }

    /// The words of a row; the same for every row with the same code, so they are made once.
    fn explanation(&mut self, row: &Reported) -> Option<Arc<Explanation>> {
        if row.state == MessageState::Delivered {
            return None;
        }
        use std::fmt::Write as _;
        self.key.clear();
        _ = write!(self.key, "{} {} {} {}", row.state.to_db(), row.channel.0, row.class, row.code);
        if let Some(known) = self.explanations.get(&self.key) {
            return Some(Arc::clone(known));
        }
        let standing =
            Standing { state: row.state, channel: row.channel, class: &row.class, code: &row.code };
        let made = Arc::new(self.frame.request.causes.explain(&standing));
        if self.explanations.len() < EXPLANATIONS_MAX {
            self.explanations.insert(self.key.clone(), Arc::clone(&made));
        }
        Some(made)
    }
}

impl Frame {
    pub(super) fn words(&self) -> &'static Words {
        self.request.causes.language.words()
    }

    /// A number as this report shows it.
    pub(super) fn number(&self, number: Msisdn) -> String {
        if self.request.masked { number.to_string() } else { number.reveal() }
    }
}

/// Whether a message belongs among the failures.
pub(super) const fn has_failed(state: MessageState) -> bool {
    match state {
        MessageState::Failed | MessageState::Rejected | MessageState::Expired => true,
        MessageState::Excluded
        | MessageState::Queued
        | MessageState::Claimed
        | MessageState::Submitted
        | MessageState::Delivered
        | MessageState::NoReceipt
        | MessageState::Recalled
        | MessageState::InDoubt
        | MessageState::Stopped => false,
    }
}

/// A text without characters that XML has no place for, cut to `units_max` UTF-16 units.
pub(super) fn printable(text: &str, units_max: usize) -> Cow<'_, str> {
    let odd = |character: char| {
        (character.is_control() && !matches!(character, '\n' | '\t'))
            || matches!(character, '\u{FFFE}' | '\u{FFFF}')
    };
    if text.len() <= units_max && !text.chars().any(odd) {
        return Cow::Borrowed(text);
    }
    let mut units = 0;
    let fitting = text.chars().filter(|character| !odd(*character)).take_while(|character| {
        units += character.len_utf16();
        units <= units_max
    });
    Cow::Owned(fitting.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_characters_go_and_long_texts_end_whole() {
        assert_eq!(printable("王芳\u{0}\u{1b}您好\n", 100), "王芳您好\n");
        assert_eq!(printable("一二三四", 3), "一二三");
        assert_eq!(printable("a😀😀", 4), "a😀");
        assert!(matches!(printable("plain", 5), Cow::Borrowed("plain")));
    }
}
