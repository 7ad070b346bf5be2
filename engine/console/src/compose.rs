//! The finished text while somebody writes it: what a phone shows, how long it is, where its segments part.

use std::collections::BTreeMap;

use hongyan_content::{ComposeError, Composer, Limits, OptOut, Piece, RenderError, Signature, Template};
use hongyan_domain::BusinessType;
use hongyan_policy::limits::Limits as Rules;
use hongyan_wire::text::{self as air, Coding, CodingPolicy, UdhForm};
use serde::Serialize;
use ts_rs::TS;

use crate::api::MistakeView;
use crate::mistake::{Mistake, MistakeCode};
use crate::task::text;

/// A text that somebody is writing.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Composing {
    /// The text with its variables.
    pub text: String,
    /// The signature, with or without 【】; empty while nobody has chosen one.
    pub signature: String,
    /// What it is for, as a business type's code.
    pub business: String,
    /// Values for the variables.
    pub values: BTreeMap<String, String>,
}

/// A variable of a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct VariableView {
    /// Its name.
    pub name: String,
    /// What to say without a value; none makes the value required.
    pub default: Option<String>,
}

/// What came of a text.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Composed {
    /// What a phone shows, with signature and opt-out words; a variable without value stands as it is written.
    pub text: String,
    /// Its length in UTF-16 units.
    pub units: u32,
    /// Segments as billed.
    pub segments: u32,
    /// Where segments part, in UTF-16 units of the text.
    pub seams: Vec<u32>,
    /// Its variables, each once.
    pub variables: Vec<VariableView>,
    /// The words that are added at its end.
    pub opt_out_words: Option<String>,
    /// What is wrong with it.
    pub mistakes: Vec<MistakeView>,
    /// How it goes over the air: `ascii` or `ucs2`.
    pub encoding: String,
}

/// Puts a text together as far as it goes. Pure: it knows no store and no person.
#[must_use]
pub fn compose(composing: &Composing) -> Composed {
    let mut mistakes = Vec::new();
    let business = BusinessType::from_code(&composing.business);
    if business.is_none() {
        let mistake = Mistake::at(MistakeCode::NotOneOf, "business").with("value", &composing.business);
        mistakes.push(mistake.with("allowed", BusinessType::ALL.map(BusinessType::code).join(", ")));
    }
    let template = text::check(&composing.text, &composing.signature, business, &mut mistakes);
    let rules = Rules::shipped();
    let words =
        business.filter(|business| business.needs_opt_out_words()).map(|_| rules.opt_out_suffix.as_str());
    let finished = template.as_ref().and_then(|template| correct(composing, template, words, &mut mistakes));
    let finished = finished.unwrap_or_else(|| rough(composing, template.as_ref(), words));
    let segments = air::segments(&finished);
    let mut variables: Vec<VariableView> = Vec::new();
    for variable in template.iter().flat_map(Template::variables) {
        if !variables.iter().any(|known| known.name == variable.name) {
            let (name, default) = (variable.name.clone(), variable.default.clone());
            variables.push(VariableView { name, default });
        }
    }
    Composed {
        units: segments.units,
        segments: segments.billed,
        seams: seams(&finished),
        variables,
        opt_out_words: words.map(str::to_owned),
        mistakes: mistakes.iter().map(MistakeView::from).collect(),
        encoding: encoding(&finished).to_owned(),
        text: finished,
    }
}

/// The text as it is sent, with `{name}` for values that are missing; `None` when it cannot be sent.
fn correct(
    composing: &Composing,
    template: &Template,
    words: Option<&str>,
    mistakes: &mut Vec<Mistake>,
) -> Option<String> {
    let signature = Signature::new(&composing.signature).ok()?;
    let limits = Limits { units_max: Rules::shipped().text_units_max };
    let opt_out = words.map_or(OptOut::Omit, OptOut::Append);
    let composer = Composer::new(template.clone(), Some(&signature), opt_out, limits).ok()?;
    let marks: BTreeMap<&str, String> = template
        .variables()
        .filter(|variable| variable.default.is_none())
        .map(|variable| (variable.name.as_str(), format!("{{{}}}", variable.name)))
        .collect();
    let value = |name: &str| {
        let given = composing.values.get(name).filter(|value| !value.trim().is_empty());
        given.or_else(|| marks.get(name)).map(String::as_str)
    };
    match composer.compose(value) {
        Ok(done) => Some(done.text),
        Err(error) => {
            mistakes.push(value_mistake(&error));
            None
        }
    }
}

/// What is wrong with the values.
fn value_mistake(error: &ComposeError) -> Mistake {
    let in_text = |code| Mistake::at(code, "values").with("text_line", 1).with("text_character", 1);
    match error {
        ComposeError::TooLong { units, units_max } => {
            Mistake::at(MistakeCode::MessageTooLong, "text").with("units", units).with("units_max", units_max)
        }
        ComposeError::OptOutInValue => in_text(MistakeCode::OptOutNotLast),
        ComposeError::Render(RenderError::SignatureInValue { .. }) => {
            in_text(MistakeCode::TemplateSignatureInBody)
        }
        ComposeError::Render(RenderError::Missing { .. }) | ComposeError::Empty => {
            Mistake::at(MistakeCode::TemplateEmpty, "text")
        }
    }
}

/// The text as far as it can be guessed while it has mistakes: somebody is still writing it.
fn rough(composing: &Composing, template: Option<&Template>, words: Option<&str>) -> String {
    let name = composing.signature.trim();
    let mut whole = match Signature::new(name) {
        Ok(signature) => signature.to_string(),
        Err(_) => name.to_owned(),
    };
    match template {
        None => whole.push_str(&composing.text),
        Some(template) => {
            for piece in template.pieces() {
                match piece {
                    Piece::Literal(text) => whole.push_str(text),
                    Piece::Variable(variable) => {
                        let given = composing.values.get(&variable.name);
                        match given.filter(|value| !value.trim().is_empty()).or(variable.default.as_ref()) {
                            Some(value) => whole.push_str(value),
                            None => whole.extend(["{", variable.name.as_str(), "}"]),
                        }
                    }
                }
            }
        }
    }
    if let Some(words) = words.filter(|words| !composing.text.contains(words)) {
        whole.push_str(words);
    }
    whole
}

/// Where a text's segments part on the air, in UTF-16 units.
#[must_use]
pub(crate) fn seams(text: &str) -> Vec<u32> {
    // Counted as UCS2, as it is billed; a text over every limit has no parts yet.
    let parts = air::split(text, Coding::Ucs2, UdhForm::EightBit, 0).unwrap_or_default();
    let mut at = 0;
    let mut seams: Vec<u32> = parts
        .iter()
        .map(|part| {
            at += part.units;
            at
        })
        .collect();
    seams.pop();
    seams
}

fn encoding(text: &str) -> &'static str {
    match air::choose(text, &CodingPolicy::CMPP) {
        Coding::Ascii | Coding::FlashGsm | Coding::Gsm7 => "ascii",
        Coding::Binary | Coding::Ucs2 | Coding::Gb18030 | Coding::FlashUcs2 => "ucs2",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str, business: &str) -> Composed {
        let values = BTreeMap::from([("姓名".to_owned(), "王芳".to_owned())]);
        let (text, business) = (text.to_owned(), business.to_owned());
        compose(&Composing { text, signature: "邮政".to_owned(), business, values })
    }

    #[test]
    fn a_correct_text_is_what_a_phone_shows() {
        let done = of("{姓名}您好，{金额|若干}元。", "marketing");
        assert_eq!(done.text, "【邮政】王芳您好，若干元。拒收请回复R");
        assert_eq!((done.units, done.segments, done.seams.len()), (19, 1, 0));
        assert_eq!(done.opt_out_words.as_deref(), Some("拒收请回复R"));
        assert_eq!(done.encoding, "ucs2");
        let names: Vec<_> = done
            .variables
            .iter()
            .map(|variable| (variable.name.as_str(), variable.default.as_deref()))
            .collect();
        assert_eq!(names, [("姓名", None), ("金额", Some("若干"))]);
        assert!(done.mistakes.is_empty());
    }

    #[test]
    fn a_missing_value_stands_as_it_is_written() {
        let done = of("{称呼}您好", "notice");
        assert_eq!((done.text.as_str(), done.mistakes.len()), ("【邮政】{称呼}您好", 0));
    }

    #[test]
    fn segments_part_where_the_phone_parts_them() {
        let done = of(&"字".repeat(140), "notice");
        assert_eq!((done.units, done.segments), (144, 3));
        assert_eq!(done.seams, [67, 134]);
        assert!(of(&"字".repeat(66), "notice").seams.is_empty());
        // No seam falls into a sign of two units.
        let signs = of(&"😀".repeat(40), "notice");
        assert_eq!(signs.seams, [66]);
    }

    #[test]
    fn what_is_unfinished_is_shown_with_its_mistakes() {
        let done = of("{姓名您好", "notice");
        assert_eq!(done.text, "【邮政】{姓名您好");
        assert_eq!(done.mistakes[0].code, "template_unclosed_brace");
        let nobody = compose(&Composing { text: "您好".to_owned(), ..Composing::default() });
        assert_eq!(nobody.text, "您好");
        let codes: Vec<_> = nobody.mistakes.iter().map(|mistake| mistake.code.as_ref()).collect();
        assert_eq!(codes, ["not_one_of", "signature_too_short"]);
        let long = of(&"长".repeat(600), "notice");
        assert_eq!(long.mistakes[0].code, "message_too_long");
        assert_eq!(long.units, 604);
    }

    #[test]
    fn values_may_not_bring_a_signature_or_opt_out_words() {
        for (value, code) in
            [("【银行】", "template_signature_in_body"), ("拒收请回复R吗", "opt_out_not_last")]
        {
            let values = BTreeMap::from([("a".to_owned(), value.to_owned())]);
            let text = "{a}好".to_owned();
            let (signature, business) = ("邮政".to_owned(), "marketing".to_owned());
            let done = compose(&Composing { text, signature, business, values });
            assert_eq!(done.mistakes[0].code, code);
        }
    }
}
