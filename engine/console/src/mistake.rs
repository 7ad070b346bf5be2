//! A mistake in something that a person wrote: what, where, and values for the words.

use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;

use crate::error::codes;

codes! {
    /// What is wrong at one place. Faces have words for each.
    MistakeCode {
        /// The file cannot be read as what its ending says.
        Syntax = "syntax",
        /// A field that the schema does not have.
        UnknownField = "unknown_field",
        /// A value of the wrong kind.
        WrongType = "wrong_type",
        /// A value that must be there is not.
        Missing = "missing",
        /// A number out of its range.
        OutOfRange = "out_of_range",
        /// None of the values that are allowed.
        NotOneOf = "not_one_of",
        /// Too many characters.
        TooLong = "too_long",
        /// Something else than ASCII.
        NotAscii = "not_ascii",
        /// Something else than digits.
        NotDigits = "not_digits",
        /// The text is empty.
        TemplateEmpty = "template_empty",
        /// The text is far too long.
        TemplateTooLong = "template_too_long",
        /// A `{` without `}`.
        TemplateUnclosedBrace = "template_unclosed_brace",
        /// A `}` without `{`.
        TemplateStrayBrace = "template_stray_brace",
        /// A variable without name.
        TemplateEmptyName = "template_empty_name",
        /// A control character in a variable's name.
        TemplateControlInName = "template_control_in_name",
        /// A variable's name is too long.
        TemplateNameTooLong = "template_name_too_long",
        /// A default is too long.
        TemplateDefaultTooLong = "template_default_too_long",
        /// The signature stands in the text.
        TemplateSignatureInBody = "template_signature_in_body",
        /// The signature is too short.
        SignatureTooShort = "signature_too_short",
        /// The signature is too long.
        SignatureTooLong = "signature_too_long",
        /// The signature has a symbol.
        SignatureSymbol = "signature_symbol",
        /// The signature is digits only.
        SignatureOnlyDigits = "signature_only_digits",
        /// The opt-out words stand inside the text.
        OptOutNotLast = "opt_out_not_last",
        /// The finished message is over the limit for everybody.
        MessageTooLong = "message_too_long",
        /// A variable that the list does not have.
        UnknownVariable = "unknown_variable",
        /// No recipients are named.
        NoRecipients = "no_recipients",
        /// More than one kind of recipients is named.
        SeveralSources = "several_sources",
        /// No group of that name.
        UnknownGroup = "unknown_group",
        /// No channel of that name or number.
        UnknownChannel = "unknown_channel",
        /// A practice task names what belongs to real sending, or the other way round.
        OtherWorld = "other_world",
        /// No task of that number.
        UnknownTask = "unknown_task",
        /// The list cannot be read.
        ListUnreadable = "list_unreadable",
        /// Not a number that can receive.
        BadNumber = "bad_number",
        /// Not a time.
        BadTime = "bad_time",
        /// The time is over.
        PastTime = "past_time",
        /// The list has nobody in it.
        EmptyList = "empty_list",
        /// Everybody is excluded.
        NobodyLeft = "nobody_left",
        /// Another finding of the check stands in the way.
        Blocked = "blocked",
        /// A login has other characters than letters, digits, `.`, `_` and `-`.
        LoginCharacters = "login_characters",
        /// The password is too short.
        PasswordShort = "password_short",
        /// The password holds the login or the name.
        PasswordHoldsLogin = "password_holds_login",
        /// Everybody tries this password first.
        PasswordCommon = "password_common",
        /// The password is short and of few kinds of characters.
        PasswordSimple = "password_simple",
        /// The new password is the old one.
        PasswordSame = "password_same",
    }
}

/// One mistake.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct Mistake {
    /// What is wrong.
    pub code: MistakeCode,
    /// The field, such as `recipients.numbers[2]`; empty for the file as a whole.
    pub field: String,
    /// The line in the file, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The character in the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// Values for the words.
    pub params: BTreeMap<&'static str, String>,
}

impl Mistake {
    /// A mistake in a field.
    #[must_use]
    pub fn at(code: MistakeCode, field: impl Into<String>) -> Self {
        Self { code, field: field.into(), line: None, column: None, params: BTreeMap::new() }
    }

    /// The same with a value for its words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.field, self.code)?;
        if let (Some(line), Some(column)) = (self.line, self.column) {
            write!(f, " (line {line}, character {column})")?;
        }
        self.params.iter().try_for_each(|(name, value)| write!(f, " {name}={value}"))
    }
}
