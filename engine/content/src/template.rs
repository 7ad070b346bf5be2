//! Text with variables: `您好{姓名|客户}，…`.
//!
//! `{name}` stands for a person's value, `{name|default}` gives what to say without one, `{{` and `}}` are
//! braces. A template is parsed once; rendering is then a walk over its pieces.

use std::fmt;

use thiserror::Error;

use crate::Place;
use crate::signature::{CLOSE, OPEN};

/// Most characters of a variable's name; longer ones are sentences between stray braces.
pub const NAME_CHARS_MAX: usize = 32;

/// Most characters of a default value: one short message.
pub const DEFAULT_CHARS_MAX: usize = 70;

/// Most characters of a template's source, braces and names included; bounds the work of parsing and
/// leaves ample room for names beside the 500 units that a message may have.
pub const TEMPLATE_CHARS_MAX: usize = 4_000;

/// Separates a variable's name from its default.
const BAR: char = '|';

/// A parsed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    source: String,
    pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Text as it is sent.
    Literal(String),
    /// A person's value.
    Variable(Variable),
}

/// A variable in a template.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Variable {
    /// Its name, blanks around it removed; the name of a list's column.
    pub name: String,
    /// What to say without a value; an empty default says nothing. `None` makes the value required.
    pub default: Option<String>,
    /// Where its brace stands in the source.
    pub place: Place,
}

/// What is wrong at one place of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Fault {
    /// The template has no text.
    Empty,
    /// The source exceeds [`TEMPLATE_CHARS_MAX`].
    TooLong {
        /// Characters it has.
        chars: usize,
    },
    /// A `{` without its `}`; write `{{` for the brace itself.
    Unclosed,
    /// A `}` without its `{`; write `}}` for the brace itself.
    StrayBrace,
    /// `{}` or `{|default}`.
    EmptyName,
    /// A line end, tab or other control character in a name.
    ControlInName,
    /// The name exceeds [`NAME_CHARS_MAX`].
    NameTooLong {
        /// Characters it has.
        chars: usize,
    },
    /// The default exceeds [`DEFAULT_CHARS_MAX`].
    DefaultTooLong {
        /// Characters it has.
        chars: usize,
    },
    /// 【 or 】: the signature is added by itself and must not stand in the text.
    SignatureInBody,
}

impl Fault {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "template_empty",
            Self::TooLong { .. } => "template_too_long",
            Self::Unclosed => "template_unclosed_brace",
            Self::StrayBrace => "template_stray_brace",
            Self::EmptyName => "template_empty_name",
            Self::ControlInName => "template_control_in_name",
            Self::NameTooLong { .. } => "template_name_too_long",
            Self::DefaultTooLong { .. } => "template_default_too_long",
            Self::SignatureInBody => "template_signature_in_body",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "the text is empty"),
            Self::TooLong { chars } => write!(f, "{chars} characters; at most {TEMPLATE_CHARS_MAX}"),
            Self::Unclosed => write!(f, "{{ has no }}; write {{{{ for the brace itself"),
            Self::StrayBrace => write!(f, "}} has no {{; write }}}} for the brace itself"),
            Self::EmptyName => write!(f, "the variable has no name"),
            Self::ControlInName => write!(f, "the variable's name holds a line end or control character"),
            Self::NameTooLong { chars } => {
                write!(f, "the variable's name has {chars} characters; at most {NAME_CHARS_MAX}")
            }
            Self::DefaultTooLong { chars } => {
                write!(f, "the default has {chars} characters; at most {DEFAULT_CHARS_MAX}")
            }
            Self::SignatureInBody => {
                write!(f, "{OPEN}{CLOSE} belong to the signature, which is added by itself")
            }
        }
    }
}

/// A fault and its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Mistake {
    /// What is wrong.
    pub fault: Fault,
    /// Where.
    pub place: Place,
}

/// All mistakes of a template, in the order of the text; never empty.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub struct TemplateError {
    /// The mistakes.
    pub mistakes: Vec<Mistake>,
}

impl TemplateError {
    /// Stable code for faces and logs; each mistake has its own as well.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "template_invalid"
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the text has {} mistake(s)", self.mistakes.len())?;
        self.mistakes.iter().try_for_each(|Mistake { fault, place }| write!(f, "; {place}: {fault}"))
    }
}

/// Why a text cannot be made for one person; leave the person out and say why.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum RenderError {
    /// No value and no default.
    #[error("variable {name:?} has no value and no default")]
    Missing {
        /// The first such variable.
        name: String,
    },
    /// A value holds 【 or 】, which receivers and gateways would take for a second signature.
    #[error("the value of {name:?} holds {OPEN} or {CLOSE}, which only the signature may")]
    SignatureInValue {
        /// The variable.
        name: String,
    },
}

impl RenderError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "variable_missing",
            Self::SignatureInValue { .. } => "variable_signature",
        }
    }
}

impl Template {
    /// Parses a text.
    ///
    /// # Errors
    /// [`TemplateError`] with every mistake and its place, not only the first.
    pub fn parse(source: &str) -> Result<Self, TemplateError> {
        let chars = source.chars().count();
        if chars > TEMPLATE_CHARS_MAX {
            let mistake = Mistake { fault: Fault::TooLong { chars }, place: Place::START };
            return Err(TemplateError { mistakes: vec![mistake] });
        }
        let mut parser = Parser { rest: source, at: Place::START, pieces: Vec::new(), mistakes: Vec::new() };
        parser.run();
        if source.trim().is_empty() {
            parser.mistakes.push(Mistake { fault: Fault::Empty, place: Place::START });
        }
        if parser.mistakes.is_empty() {
            return Ok(Self { source: source.to_owned(), pieces: parser.pieces });
        }
        parser.mistakes.sort_by_key(|mistake| mistake.place);
        Err(TemplateError { mistakes: parser.mistakes })
    }

    /// The text that was parsed.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The pieces, in order; literals are never empty and never stand side by side.
    #[must_use]
    pub fn pieces(&self) -> &[Piece] {
        &self.pieces
    }

    /// The variables in the order of the text; a name used twice comes twice.
    pub fn variables(&self) -> impl Iterator<Item = &Variable> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Literal(_) => None,
            Piece::Variable(variable) => Some(variable),
        })
    }

    /// The variables that no column of a list offers and that have no default: nobody could be sent to.
    pub fn unknown_variables(&self, known: impl Fn(&str) -> bool) -> impl Iterator<Item = &Variable> {
        self.variables().filter(move |variable| variable.default.is_none() && !known(&variable.name))
    }

    /// Appends the text for one person to `out`; on an error `out` is as before.
    ///
    /// A value that is empty or blank counts as missing, and the default takes its place.
    ///
    /// # Errors
    /// [`RenderError`] names the first variable that stands in the way.
    pub fn render<'v>(
        &self,
        values: impl Fn(&str) -> Option<&'v str>,
        out: &mut String,
    ) -> Result<(), RenderError> {
        let before = out.len();
        let done = self.pieces.iter().try_for_each(|piece| match piece {
            Piece::Literal(text) => {
                out.push_str(text);
                Ok(())
            }
            Piece::Variable(variable) => variable.render(&values, out),
        });
        if done.is_err() {
            out.truncate(before);
        }
        done
    }
}

impl Variable {
    fn render<'v>(
        &self,
        values: &impl Fn(&str) -> Option<&'v str>,
        out: &mut String,
    ) -> Result<(), RenderError> {
        let given = values(&self.name).filter(|value| !value.trim().is_empty());
        let Some(value) = given.or(self.default.as_deref()) else {
            return Err(RenderError::Missing { name: self.name.clone() });
        };
        if value.contains([OPEN, CLOSE]) {
            return Err(RenderError::SignatureInValue { name: self.name.clone() });
        }
        out.push_str(value);
        Ok(())
    }
}

struct Parser<'a> {
    rest: &'a str,
    at: Place,
    pieces: Vec<Piece>,
    mistakes: Vec<Mistake>,
}

impl Parser<'_> {
    fn run(&mut self) {
        while let Some(character) = self.rest.chars().next() {
            let place = self.at;
            let doubled = self.rest.chars().nth(1) == Some(character);
            self.step(character);
            match character {
                '{' | '}' if doubled => {
                    self.step(character);
                    self.literal(character);
                }
                '{' => self.variable(place),
                '}' => self.mistake(Fault::StrayBrace, place),
                OPEN | CLOSE => self.mistake(Fault::SignatureInBody, place),
                _ => self.literal(character),
            }
        }
    }

    /// Moves behind the next character, which the caller has seen.
    fn step(&mut self, character: char) {
        self.rest = self.rest.get(character.len_utf8()..).unwrap_or_default();
        self.at = self.at.after(character);
    }

    fn literal(&mut self, character: char) {
        if let Some(Piece::Literal(text)) = self.pieces.last_mut() {
            text.push(character);
        } else {
            self.pieces.push(Piece::Literal(character.into()));
        }
    }

    fn mistake(&mut self, fault: Fault, place: Place) {
        self.mistakes.push(Mistake { fault, place });
    }

    /// Reads a variable whose brace stood at `place`, up to and with its closing brace.
    fn variable(&mut self, place: Place) {
        let Some((inner, '}')) = self
            .rest
            .find(['{', '}'])
            .and_then(|end| Some((self.rest.get(..end)?, self.rest.get(end..)?.chars().next()?)))
        else {
            // Reading goes on behind the brace, so that mistakes further on are found as well.
            self.mistake(Fault::Unclosed, place);
            return;
        };
        let (name, default) = inner.split_once(BAR).map_or((inner, None), |(name, text)| (name, Some(text)));
        let name = name.trim();
        let (name_chars, default_chars) =
            (name.chars().count(), default.map_or(0, |text| text.chars().count()));
        let before = self.mistakes.len();
        if name.is_empty() {
            self.mistake(Fault::EmptyName, place);
        }
        if name.chars().any(char::is_control) {
            self.mistake(Fault::ControlInName, place);
        }
        if name_chars > NAME_CHARS_MAX {
            self.mistake(Fault::NameTooLong { chars: name_chars }, place);
        }
        if default_chars > DEFAULT_CHARS_MAX {
            self.mistake(Fault::DefaultTooLong { chars: default_chars }, place);
        }
        for character in inner.chars() {
            if matches!(character, OPEN | CLOSE) {
                self.mistake(Fault::SignatureInBody, self.at);
            }
            self.step(character);
        }
        self.step('}');
        if self.mistakes.len() == before {
            let default = default.map(str::to_owned);
            self.pieces.push(Piece::Variable(Variable { name: name.to_owned(), default, place }));
        }
    }
}
