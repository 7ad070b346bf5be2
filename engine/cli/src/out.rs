//! What is printed: replies on standard output, progress and errors on standard error.

use std::collections::BTreeMap;
use std::io::{self, IsTerminal as _, Write as _};

use hongyan_console::{ConsoleError, Mistake};
use indicatif::{ProgressBar, ProgressStyle};
use serde::Serialize;

use crate::i18n::Words;
use crate::usage::Misuse;

/// Where and how to print.
pub(crate) struct Out {
    pub(crate) json: bool,
    pub(crate) words: &'static Words,
}

impl Out {
    /// The reply of a command: as one JSON document, or for people.
    pub(crate) fn reply<T: Serialize>(&self, value: &T, human: impl FnOnce(&Self)) {
        if self.json {
            match serde_json::to_string_pretty(value) {
                Ok(text) => self.line(&text),
                Err(error) => tracing::error!(%error, "a reply has no JSON form"),
            }
        } else {
            human(self);
        }
    }

    /// One line on standard output. Whoever closes it early (`head`) has seen enough.
    pub(crate) fn line(&self, text: &str) {
        _ = writeln!(io::stdout(), "{text}");
    }

    /// One line for people only; machines get it with the reply.
    pub(crate) fn say(&self, text: &str) {
        if !self.json {
            self.line(text);
        }
    }

    /// A line with values.
    pub(crate) fn filled<K: AsRef<str> + Ord>(&self, text: &str, params: &BTreeMap<K, String>) -> String {
        self.words.fill(text, params)
    }

    /// Labels with values, aligned.
    pub(crate) fn facts(&self, facts: &[(&str, String)]) {
        let widest = facts.iter().map(|(label, _)| width(label)).max().unwrap_or(0);
        for (label, value) in facts.iter().filter(|(_, value)| !value.is_empty()) {
            self.line(&format!("{}  {value}", padded(label, widest)));
        }
    }

    /// A table with columns as wide as their cells.
    pub(crate) fn table(&self, headers: &[&str], rows: &[Vec<String>]) {
        let mut widths: Vec<usize> = headers.iter().map(|header| width(header)).collect();
        for row in rows {
            for (widest, cell) in widths.iter_mut().zip(row) {
                *widest = (*widest).max(width(cell));
            }
        }
        let line = |cells: &mut dyn Iterator<Item = &str>| {
            let padded: Vec<String> =
                cells.zip(&widths).map(|(cell, widest)| padded(cell, *widest)).collect();
            padded.join("  ").trim_end().to_owned()
        };
        self.line(&line(&mut headers.iter().copied()));
        self.line(&widths.iter().map(|widest| "-".repeat(*widest)).collect::<Vec<_>>().join("  "));
        for row in rows {
            self.line(&line(&mut row.iter().map(String::as_str)));
        }
    }

    /// A bar on a terminal; nothing elsewhere, so that logs stay readable.
    pub(crate) fn bar(&self, label: &str) -> ProgressBar {
        if self.json || !io::stderr().is_terminal() {
            return ProgressBar::hidden();
        }
        let bar = ProgressBar::new(0);
        let style = ProgressStyle::with_template("{prefix} {bar:30} {pos}/{len} {msg}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        bar.set_prefix(label.to_owned());
        bar
    }

    /// An error with its cause, what was kept, and the next step.
    pub(crate) fn error(&self, error: &ConsoleError) {
        let words = (self.words.error)(error.code);
        let label = &self.words.label;
        let cause = self.filled(words.cause, &error.params);
        let kept = self.filled(words.kept, &error.params);
        let next = self.filled(words.next, &error.params);
        let mut text = String::new();
        if self.json {
            let mistakes: Vec<serde_json::Value> = error
                .mistakes
                .iter()
                .map(|mistake| {
                    let mut value = serde_json::to_value(mistake).unwrap_or_default();
                    if let Some(object) = value.as_object_mut() {
                        object.insert("message".to_owned(), self.mistake(mistake).into());
                    }
                    value
                })
                .collect();
            let error = serde_json::json!({ "error": {
                "code": error.code, "cause": cause, "kept": kept, "next": next, "detail": error.detail,
                "params": error.params, "mistakes": mistakes,
            }});
            text = serde_json::to_string_pretty(&error).unwrap_or(text);
        } else {
            text.push_str(&format!("{} [{}]: {cause}", label.error, error.code));
            for mistake in &error.mistakes {
                text.push_str(&format!("\n  - {}", self.mistake(mistake)));
            }
            text.push_str(&format!("\n{}: {kept}\n{}: {next}", label.kept, label.next));
            if error.mistakes.is_empty() {
                text.push_str(&format!("\n{}: {}", label.detail, error.detail));
            }
        }
        _ = writeln!(io::stderr(), "{text}");
    }

    /// Wrong use, in the form of any other error.
    pub(crate) fn misuse(&self, misuse: &Misuse) {
        let (label, code) = (&self.words.label, "wrong_use");
        let Misuse { cause, next, detail } = misuse;
        let text = if self.json {
            let error = serde_json::json!({ "error": {
                "code": code, "cause": cause, "kept": label.use_kept, "next": next, "detail": detail,
                "params": {}, "mistakes": [],
            }});
            serde_json::to_string_pretty(&error).unwrap_or_default()
        } else {
            format!(
                "{} [{code}]: {cause}\n{}: {}\n{}: {next}",
                label.error, label.kept, label.use_kept, label.next
            )
        };
        _ = writeln!(io::stderr(), "{text}");
    }

    fn mistake(&self, mistake: &Mistake) -> String {
        let label = &self.words.label;
        let mut text = String::new();
        if let (Some(line), Some(column)) = (mistake.line, mistake.column) {
            let place = BTreeMap::from([("line", line.to_string()), ("column", column.to_string())]);
            // Not through `fill`, where a "line" is that of a channel.
            let shown = place.iter().fold(label.place.to_owned(), |text, (name, value)| {
                text.replace(&format!("{{{name}}}"), value)
            });
            text.push_str(&shown);
            text.push_str(", ");
        }
        if !mistake.field.is_empty() {
            text.push_str(&label.field.replace("{field}", &mistake.field));
            text.push_str(": ");
        }
        text.push_str(&self.filled((self.words.mistake)(mistake.code), &mistake.params));
        text
    }
}

/// Columns that a text takes on a terminal: Chinese characters and full-width signs take two.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(|character| if is_wide(character) { 2 } else { 1 }).sum()
}

fn is_wide(character: char) -> bool {
    matches!(character,
        '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{a000}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}'
        | '\u{fe30}'..='\u{fe6f}' | '\u{ff00}'..='\u{ff60}' | '\u{ffe0}'..='\u{ffe6}' | '\u{1f300}'..='\u{1f64f}'
        | '\u{1f900}'..='\u{1f9ff}' | '\u{20000}'..='\u{3fffd}')
}

fn padded(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_takes_two_columns() {
        assert_eq!(width("通道A"), 5);
        assert_eq!(padded("通道", 6), "通道  ");
        assert_eq!(width("【1】"), 5);
    }
}
