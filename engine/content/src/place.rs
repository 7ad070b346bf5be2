//! Where in a text something stands, in the counting of people.

use std::fmt;

/// A place in a text, so that a person finds it: line and column from 1, and characters from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Place {
    /// Characters in front of it, line ends included.
    pub index: usize,
    /// Line, from 1.
    pub line: usize,
    /// Character in its line, from 1.
    pub column: usize,
}

impl Place {
    /// The first character.
    pub(crate) const START: Self = Self { index: 0, line: 1, column: 1 };

    /// The place behind a whole text that begins a source.
    pub(crate) fn behind(text: &str) -> Self {
        text.chars().fold(Self::START, Self::after)
    }

    /// The place behind a character that stands here.
    pub(crate) const fn after(self, character: char) -> Self {
        if character == '\n' {
            Self { index: self.index + 1, line: self.line + 1, column: 1 }
        } else {
            Self { index: self.index + 1, line: self.line, column: self.column + 1 }
        }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}, character {}", self.line, self.column)
    }
}
