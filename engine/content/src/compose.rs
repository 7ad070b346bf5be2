//! The finished message: signature in front, body, opt-out words at the very end, within the limit.

use thiserror::Error;

use hongyan_domain::Segments;
use hongyan_wire::text;

use crate::template::{Piece, RenderError, Template};
use crate::{Place, Signature};

/// Longest whole message in UTF-16 units, signature and opt-out words included (`sms-encoding.md` §5,
/// Aliyun and Huawei; `operator-guide` §2).
pub const MESSAGE_UNITS_MAX: u32 = 500;

/// The opt-out words of marketing texts (`sms-encoding.md` §7, Huawei 2023-10-25).
pub const OPT_OUT_WORDS: &str = "拒收请回复R";

/// Bounds of a whole message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most UTF-16 units, everything included.
    pub units_max: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { units_max: MESSAGE_UNITS_MAX }
    }
}

/// What a business type asks for at the end of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum OptOut<'a> {
    /// Nothing: notices and verification codes.
    Omit,
    /// These words, once, at the very end: marketing.
    Append(&'a str),
}

impl OptOut<'static> {
    /// The usual words, [`OPT_OUT_WORDS`].
    pub const MARKETING: Self = Self::Append(OPT_OUT_WORDS);
}

/// A message ready to be coded and sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rendered {
    /// The whole text.
    pub text: String,
    /// Its parts on the air as UCS2, its price in messages, its UTF-16 units.
    pub segments: Segments,
}

/// Why a template, a signature and opt-out words do not go together; the task cannot be made.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum SetupError {
    /// The opt-out words stand inside the text, where rules want them last; remove them there.
    #[error("the opt-out words stand inside the text at {place}; remove them, they are added at the end")]
    OptOutNotLast {
        /// Where, in the template's source.
        place: Place,
    },
    /// Even with every variable empty the message is too long.
    #[error("the message has {units} units before any value; at most {units_max} are allowed")]
    TooLong {
        /// Units of signature, plain text and opt-out words.
        units: u32,
        /// The limit.
        units_max: u32,
    },
}

impl SetupError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::OptOutNotLast { .. } => "opt_out_not_last",
            Self::TooLong { .. } => "message_too_long",
        }
    }
}

/// Why there is no message for one person; leave the person out and say why.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ComposeError {
    /// A variable stands in the way.
    #[error(transparent)]
    Render(#[from] RenderError),
    /// This person's values make the message too long.
    #[error("the message has {units} units; at most {units_max} are allowed, shorten the values")]
    TooLong {
        /// Units of the whole message.
        units: u32,
        /// The limit.
        units_max: u32,
    },
    /// A value brought the opt-out words into the text, where they are not last or would be doubled.
    #[error("a value holds the opt-out words; they may only stand once, at the end")]
    OptOutInValue,
    /// The text is empty once the values are in.
    #[error("the message has no text beside its signature and opt-out words")]
    Empty,
}

impl ComposeError {
    /// Stable code for faces and logs.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Render(error) => error.code(),
            Self::TooLong { .. } => "message_too_long",
            Self::OptOutInValue => "opt_out_in_value",
            Self::Empty => "message_empty",
        }
    }
}

/// A task's text made ready for many people: everything that is the same for all is checked and built once.
#[derive(Debug, Clone)]
pub struct Composer {
    template: Template,
    frame: Frame,
    fixed: Option<Rendered>,
}

/// What stands around every body.
#[derive(Debug, Clone)]
struct Frame {
    /// 【signature】, or nothing when the channel adds it.
    head: String,
    /// Opt-out words; empty for none.
    words: String,
    limits: Limits,
}

impl Composer {
    /// Puts a task's text together. `signature` is `None` only where the channel adds it by itself.
    ///
    /// # Errors
    /// [`SetupError`] when no person at all could get a correct message.
    pub fn new(
        template: Template,
        signature: Option<&Signature>,
        opt_out: OptOut<'_>,
        limits: Limits,
    ) -> Result<Self, SetupError> {
        let frame = Frame::new(signature, opt_out, limits);
        if let Some(place) = frame.misplaced_words(template.source()) {
            return Err(SetupError::OptOutNotLast { place });
        }
        let units = frame.least_units(&template);
        if units > limits.units_max {
            return Err(SetupError::TooLong { units, units_max: limits.units_max });
        }
        let mut composer = Self { template, frame, fixed: None };
        if composer.template.variables().next().is_none() {
            composer.fixed = composer.compose(|_| None).ok();
        }
        Ok(composer)
    }

    /// The template.
    #[must_use]
    pub fn template(&self) -> &Template {
        &self.template
    }

    /// The message, when it is the same for everybody.
    #[must_use]
    pub fn fixed(&self) -> Option<&Rendered> {
        self.fixed.as_ref()
    }

    /// The message for one person.
    ///
    /// # Errors
    /// [`ComposeError`] when this person's values do not make a correct message.
    pub fn compose<'v>(&self, values: impl Fn(&str) -> Option<&'v str>) -> Result<Rendered, ComposeError> {
        let mut text = String::new();
        let segments = self.compose_into(values, &mut text)?;
        Ok(Rendered { text, segments })
    }

    /// [`Composer::compose`] into a string that is used again and again; what it held is replaced.
    ///
    /// # Errors
    /// As [`Composer::compose`]; `out` is then of no use.
    pub fn compose_into<'v>(
        &self,
        values: impl Fn(&str) -> Option<&'v str>,
        out: &mut String,
    ) -> Result<Segments, ComposeError> {
        out.clear();
        if let Some(fixed) = &self.fixed {
            out.push_str(&fixed.text);
            return Ok(fixed.segments);
        }
        self.frame.compose(&self.template, values, out)
    }
}

/// The message for one person, for a single text; [`Composer`] serves many.
///
/// # Errors
/// [`ComposeError`] when the values do not make a correct message within the usual limits.
pub fn compose<'v>(
    template: &Template,
    signature: Option<&Signature>,
    opt_out: OptOut<'_>,
    values: impl Fn(&str) -> Option<&'v str>,
) -> Result<Rendered, ComposeError> {
    let mut text = String::new();
    let segments = Frame::new(signature, opt_out, Limits::default()).compose(template, values, &mut text)?;
    Ok(Rendered { text, segments })
}

impl Frame {
    fn new(signature: Option<&Signature>, opt_out: OptOut<'_>, limits: Limits) -> Self {
        let words = match opt_out {
            OptOut::Omit => "",
            OptOut::Append(words) => words.trim(),
        };
        Self { head: signature.map(ToString::to_string).unwrap_or_default(), words: words.to_owned(), limits }
    }

    fn compose<'v>(
        &self,
        template: &Template,
        values: impl Fn(&str) -> Option<&'v str>,
        out: &mut String,
    ) -> Result<Segments, ComposeError> {
        out.push_str(&self.head);
        template.render(values, out)?;
        let body = out.get(self.head.len()..).unwrap_or_default();
        if body.trim().is_empty() {
            return Err(ComposeError::Empty);
        }
        if !self.words.is_empty() {
            match (self.misplaced_words(body), body.contains(&self.words)) {
                (Some(_), _) => return Err(ComposeError::OptOutInValue),
                (None, true) => out.truncate(out.trim_end().len()),
                (None, false) => out.push_str(&self.words),
            }
        }
        let segments = text::segments(out);
        if segments.units > self.limits.units_max {
            return Err(ComposeError::TooLong { units: segments.units, units_max: self.limits.units_max });
        }
        Ok(segments)
    }

    /// Where the opt-out words stand, unless that is only at the very end.
    fn misplaced_words(&self, body: &str) -> Option<Place> {
        if self.words.is_empty() {
            return None;
        }
        let at = body.find(&self.words)?;
        let last = body.trim_end().len() == at + self.words.len();
        (!last).then(|| Place::behind(body.get(..at).unwrap_or_default()))
    }

    /// Units of the shortest message that the template can make.
    fn least_units(&self, template: &Template) -> u32 {
        let literals = template.pieces().iter().map(|piece| match piece {
            Piece::Literal(text) => text::units(text),
            Piece::Variable(_) => 0,
        });
        let words = if template.source().contains(&self.words) { 0 } else { text::units(&self.words) };
        literals.chain([text::units(&self.head), words]).fold(0, u32::saturating_add)
    }
}
