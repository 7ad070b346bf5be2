//! What a message says: templates with variables, signatures, opt-out words, and the finished text.
//!
//! Values in, text out. This crate must never know a channel, a protocol or a store: which coding a text
//! gets and what it costs is decided below and beside it.
//!
//! Start at [`Template::parse`] and [`Composer`]; the rules are those of `protocols/sms-encoding.md` §5–§7.

mod compose;
mod place;
mod signature;
mod template;

pub use compose::{
    ComposeError, Composer, Limits, MESSAGE_UNITS_MAX, OPT_OUT_WORDS, OptOut, Rendered, SetupError, compose,
};
pub use place::Place;
pub use signature::{SIGNATURE_CHARS_MAX, SIGNATURE_CHARS_MIN, Signature, SignatureError};
pub use template::{
    DEFAULT_CHARS_MAX, Fault, Mistake, NAME_CHARS_MAX, Piece, RenderError, TEMPLATE_CHARS_MAX, Template,
    TemplateError, Variable,
};
