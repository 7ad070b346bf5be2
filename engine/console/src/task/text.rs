//! What is wrong with a task's text and signature, all of it.

use hongyan_content::{
    Composer, Fault, Limits, OptOut, SetupError, Signature, SignatureError, Template, TemplateError,
};
use hongyan_delivery::TextError;
use hongyan_domain::BusinessType;
use hongyan_policy::limits::Limits as Rules;

use crate::mistake::{Mistake, MistakeCode};

/// Checks text and signature, each for itself and together; answers the template when it can be read.
pub(crate) fn check(
    text: &str,
    signature: &str,
    business: Option<BusinessType>,
    mistakes: &mut Vec<Mistake>,
) -> Option<Template> {
    let template = Template::parse(text).map_err(|error| mistakes.extend(template_mistakes(&error))).ok();
    let signature = Signature::new(signature).map_err(|error| mistakes.push(signature_mistake(&error))).ok();
    if let (Some(template), Some(signature), Some(business)) = (&template, &signature, business) {
        let rules = Rules::shipped();
        let words =
            if business.needs_opt_out_words() { OptOut::Append(&rules.opt_out_suffix) } else { OptOut::Omit };
        let limits = Limits { units_max: rules.text_units_max };
        if let Err(error) = Composer::new(template.clone(), Some(signature), words, limits) {
            mistakes.push(setup_mistake(&error));
        }
    }
    template
}

/// The mistakes that the engine found.
pub(crate) fn mistakes_of(error: &TextError) -> Vec<Mistake> {
    match error {
        TextError::Template(error) => template_mistakes(error),
        TextError::Signature(error) => vec![signature_mistake(error)],
        TextError::Setup(error) => vec![setup_mistake(error)],
    }
}

fn template_mistakes(error: &TemplateError) -> Vec<Mistake> {
    let mistake = |found: &hongyan_content::Mistake| {
        let (code, chars) = match found.fault {
            Fault::Empty => (MistakeCode::TemplateEmpty, None),
            Fault::TooLong { chars } => (MistakeCode::TemplateTooLong, Some(chars)),
            Fault::Unclosed => (MistakeCode::TemplateUnclosedBrace, None),
            Fault::StrayBrace => (MistakeCode::TemplateStrayBrace, None),
            Fault::EmptyName => (MistakeCode::TemplateEmptyName, None),
            Fault::ControlInName => (MistakeCode::TemplateControlInName, None),
            Fault::NameTooLong { chars } => (MistakeCode::TemplateNameTooLong, Some(chars)),
            Fault::DefaultTooLong { chars } => (MistakeCode::TemplateDefaultTooLong, Some(chars)),
            Fault::SignatureInBody => (MistakeCode::TemplateSignatureInBody, None),
        };
        let mistake = in_text(code, found.place);
        match chars {
            Some(chars) => mistake.with("chars", chars),
            None => mistake,
        }
    };
    error.mistakes.iter().map(mistake).collect()
}

/// Its line and character in the text go with the words; those in the file are the field's.
pub(crate) fn in_text(code: MistakeCode, place: hongyan_content::Place) -> Mistake {
    Mistake::at(code, "text").with("text_line", place.line).with("text_character", place.column)
}

pub(crate) fn signature_mistake(error: &SignatureError) -> Mistake {
    match error {
        SignatureError::TooShort { chars } => {
            Mistake::at(MistakeCode::SignatureTooShort, "signature").with("chars", chars)
        }
        SignatureError::TooLong { chars } => {
            Mistake::at(MistakeCode::SignatureTooLong, "signature").with("chars", chars)
        }
        SignatureError::Symbol { character, column } => {
            Mistake::at(MistakeCode::SignatureSymbol, "signature")
                .with("character", character)
                .with("text_character", column)
        }
        SignatureError::OnlyDigits => Mistake::at(MistakeCode::SignatureOnlyDigits, "signature"),
    }
}

fn setup_mistake(error: &SetupError) -> Mistake {
    match error {
        SetupError::OptOutNotLast { place } => in_text(MistakeCode::OptOutNotLast, *place),
        SetupError::TooLong { units, units_max } => {
            Mistake::at(MistakeCode::MessageTooLong, "text").with("units", units).with("units_max", units_max)
        }
    }
}
