//! A cell's text in plain signs: digits, `+`, `.`, `-`, blanks, and `,` between numbers.

use super::{Repair, Repairs};

/// The sign that every separator becomes.
const SEPARATOR: char = ',';

/// A text in plain signs, and what was changed on the way. Unknown characters stay as they are.
pub(super) struct Normal {
    text: String,
    pub(super) repairs: Repairs,
}

impl Normal {
    pub(super) fn of(text: &str) -> Self {
        let mut normal = Self { text: String::with_capacity(text.len()), repairs: Repairs::default() };
        for character in text.trim().chars() {
            normal.take(character);
        }
        if text.trim().len() != text.len() {
            normal.repairs.add(Repair::Blanks);
        }
        normal
    }

    fn take(&mut self, character: char) {
        let (plain, repair) = match character {
            '0'..='9' | '+' | '.' => (character, None),
            ' ' => (' ', None), // told apart from a gap between two numbers later
            '-' | '(' | ')' => (character, None),
            ',' | ';' | '|' | '/' | '\\' | '&' | '\n' | '\r' | '\t' => (SEPARATOR, None),
            '、' | '，' | '；' | '｜' | '／' | '＼' | '＆' | '。' | '·' => (SEPARATOR, None),
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => {
                (' ', Some(Repair::Blanks))
            }
            '\'' | '"' | '`' | '´' | '‘' | '’' | '“' | '”' | '＇' | '＂' => {
                return self.repairs.add(Repair::Quotes);
            }
            '\u{feff}'
            | '\u{200b}'..='\u{200f}'
            | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{ad}'
            | '\u{180e}' => return self.repairs.add(Repair::Invisible),
            '‐' | '‑' | '‒' | '–' | '—' | '―' | '−' | '﹣' => ('-', Some(Repair::Punctuation)),
            '\u{ff01}'..='\u{ff5e}' => (narrow(character), Some(Repair::FullWidth)),
            other if other.is_control() => return self.repairs.add(Repair::Invisible),
            other => (other, None),
        };
        if let Some(repair) = repair {
            self.repairs.add(repair);
        }
        self.text.push(plain);
    }

    /// What stands between separators, without the empty ones.
    pub(super) fn pieces(&self) -> impl Iterator<Item = &str> {
        self.text.split(SEPARATOR).map(str::trim).filter(|piece| !piece.is_empty())
    }
}

/// The ASCII twin of a full-width sign.
fn narrow(wide: char) -> char {
    u32::from(wide).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(wide)
}
