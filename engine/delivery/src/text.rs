//! A task's text: parsed once, filled in for each person.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use hongyan_content::{
    ComposeError, Composer, Limits, OptOut, SetupError, Signature, SignatureError, Template, TemplateError,
};
use hongyan_domain::Segments;
use hongyan_policy::limits::Limits as Rules;
use hongyan_store::audience::member::Member;
use hongyan_store::task::TaskDraft;
use thiserror::Error;

/// Names by which a template asks for the person's name; the list's own column goes first.
const NAME_WORDS: [&str; 2] = ["姓名", "name"];
/// Names by which a template asks for the person's number.
const NUMBER_WORDS: [&str; 3] = ["手机号码", "手机号", "number"];

/// Why a task has no text that could be sent.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum TextError {
    /// The template has mistakes; all of them are listed.
    #[error(transparent)]
    Template(#[from] TemplateError),
    /// The signature cannot be one.
    #[error(transparent)]
    Signature(#[from] SignatureError),
    /// They do not go together.
    #[error(transparent)]
    Setup(#[from] SetupError),
}

impl TextError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Template(error) => error.code(),
            Self::Signature(error) => error.code(),
            Self::Setup(error) => error.code(),
        }
    }
}

/// A task's text, ready to be filled in.
#[derive(Debug)]
pub struct TaskText {
    composer: Composer,
    /// The variables in the order in which a message row keeps their values.
    names: Vec<String>,
    /// The finished text of a template without variables, shared by every message.
    fixed: Option<(Arc<str>, Segments)>,
}

impl TaskText {
    /// Puts the text of a task together: 【signature】, the template, and the opt-out words where the business type
    /// needs them.
    ///
    /// # Errors
    /// [`TextError`] says what a person must mend.
    pub fn of(draft: &TaskDraft, rules: &Rules) -> Result<Self, TextError> {
        Self::new(&draft.template, &draft.signature, draft.business.needs_opt_out_words(), rules)
    }

    /// The same from its parts.
    ///
    /// # Errors
    /// As [`TaskText::of`].
    pub fn new(template: &str, signature: &str, opt_out: bool, rules: &Rules) -> Result<Self, TextError> {
        let template = Template::parse(template)?;
        let signature = Signature::new(signature)?;
        let words = if opt_out { OptOut::Append(&rules.opt_out_suffix) } else { OptOut::Omit };
        let mut names: Vec<String> = Vec::new();
        for variable in template.variables() {
            if !names.contains(&variable.name) {
                names.push(variable.name.clone());
            }
        }
        let limits = Limits { units_max: rules.text_units_max };
        let composer = Composer::new(template, Some(&signature), words, limits)?;
        let fixed = match names.is_empty() {
            true => composer.compose(|_| None).ok().map(|done| (Arc::from(done.text), done.segments)),
            false => None,
        };
        Ok(Self { composer, names, fixed })
    }

    /// The variables, in the order of their values in a message row.
    #[must_use]
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Reads a person's values from the list's row, in the order of [`TaskText::names`].
    #[must_use]
    pub fn values(&self, member: &Member) -> Vec<Option<String>> {
        if self.names.is_empty() {
            return Vec::new();
        }
        let fields: BTreeMap<Cow<'_, str>, Cow<'_, str>> =
            serde_json::from_str(&member.fields).unwrap_or_default();
        self.names
            .iter()
            .map(|name| match fields.get(name.as_str()) {
                Some(value) => Some(value.clone().into_owned()),
                None if NAME_WORDS.contains(&name.as_str()) && !member.name.is_empty() => {
                    Some(member.name.clone())
                }
                None if NUMBER_WORDS.contains(&name.as_str()) => Some(member.number.reveal()),
                None => None,
            })
            .collect()
    }

    /// Fills in the values; `out` is used again and again. Answers how long the text is on the air.
    ///
    /// # Errors
    /// [`ComposeError`] when this person can get no correct message.
    pub fn fill(&self, values: &[Option<String>], out: &mut String) -> Result<Segments, ComposeError> {
        if let Some((_, segments)) = &self.fixed {
            return Ok(*segments);
        }
        self.composer.compose_into(|name| self.value(values, name), out)
    }

    /// The finished text for one person of the list.
    ///
    /// # Errors
    /// As [`TaskText::fill`].
    pub fn finished_for(&self, member: &Member) -> Result<Arc<str>, ComposeError> {
        if let Some((text, _)) = &self.fixed {
            return Ok(Arc::clone(text));
        }
        let mut text = String::new();
        self.fill(&self.values(member), &mut text)?;
        Ok(Arc::from(text))
    }

    /// The finished text of a stored message.
    ///
    /// # Errors
    /// [`ComposeError`] when the stored values do not fit the template any more.
    pub fn finished(&self, vars: Option<&str>) -> Result<Arc<str>, ComposeError> {
        if let Some((text, _)) = &self.fixed {
            return Ok(Arc::clone(text));
        }
        let values: Vec<Option<String>> =
            vars.and_then(|vars| serde_json::from_str(vars).ok()).unwrap_or_default();
        let mut text = String::new();
        self.composer.compose_into(|name| self.value(&values, name), &mut text)?;
        Ok(Arc::from(text))
    }

    fn value<'v>(&self, values: &'v [Option<String>], name: &str) -> Option<&'v str> {
        let index = self.names.iter().position(|known| known == name)?;
        values.get(index)?.as_deref()
    }
}

/// The values as a message row keeps them; `None` for a text without variables.
#[must_use]
pub(crate) fn pack(values: &[Option<String>]) -> Option<String> {
    if values.is_empty() { None } else { serde_json::to_string(values).ok() }
}

#[cfg(test)]
mod tests {
    use hongyan_domain::Msisdn;

    use super::*;

    fn member(fields: &str) -> Member {
        let number = Msisdn::parse("13800138000").unwrap();
        Member { number, name: "王芳".to_owned(), fields: fields.to_owned() }
    }

    fn text(template: &str) -> TaskText {
        TaskText::new(template, "邮政", false, Rules::shipped()).unwrap()
    }

    #[test]
    fn what_is_kept_gives_the_same_text_again() {
        let text = text("{姓名}您好，{金额|若干}元已到账，{金额|若干}元。");
        assert_eq!(text.names(), ["姓名", "金额"]);
        let values = text.values(&member(r#"{"金额":"12.50"}"#));
        let mut filled = String::new();
        let segments = text.fill(&values, &mut filled).unwrap();
        assert_eq!(filled, "【邮政】王芳您好，12.50元已到账，12.50元。");
        assert_eq!(segments.billed, 1);
        assert_eq!(&*text.finished(pack(&values).as_deref()).unwrap(), filled);
    }

    #[test]
    fn a_variable_without_value_and_default_stops_this_person() {
        let text = text("{姓名}您好，{金额}元已到账。");
        let values = text.values(&member("{}"));
        assert!(text.fill(&values, &mut String::new()).is_err());
    }

    #[test]
    fn a_text_without_variables_is_shared() {
        let text = text("今日休息。");
        assert_eq!(pack(&text.values(&member("{}"))), None);
        let (first, second) = (text.finished(None).unwrap(), text.finished(None).unwrap());
        assert!(Arc::ptr_eq(&first, &second));
    }
}
