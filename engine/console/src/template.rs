//! Templates: texts that people use again, checked as the text of a task is.

use std::collections::BTreeSet;

use hongyan_content::{Composer, Limits, OptOut, Signature, Template};
use hongyan_domain::{BusinessType, UnixMillis};
use hongyan_policy::limits::Limits as Rules;
use hongyan_store::StoreError;
use hongyan_store::template::{self, StoredTemplate, TemplateDraft, Version};

use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;
use crate::people::taken;
use crate::task::text;
use crate::view;

/// Characters of a name.
const NAME_CHARS_MAX: usize = 100;
/// Characters of a note.
const NOTE_CHARS_MAX: usize = 500;
/// Templates that are listed.
const LISTED_MAX: u32 = 2_000;
/// Stands for a signature that is chosen when sending.
const ANY_SIGNATURE: &str = "abcd";

/// A template as somebody filled it in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateForm {
    /// Which, with the version that was read; `None` makes a new one.
    pub changes: Option<(i64, u32)>,
    /// Its name.
    pub name: String,
    /// What it is for, as a business type's code.
    pub business: String,
    /// The signature with or without 【】; empty: chosen when sending.
    pub signature: String,
    /// The text with `{variables}`.
    pub text: String,
    /// What a person wrote beside it.
    pub note: String,
}

/// A template as it is shown.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct TemplateView {
    /// What is stored.
    pub stored: StoredTemplate,
    /// Its variables, each once, in the order of the text.
    pub variables: Vec<String>,
    /// Segments billed when each variable says its default, or else its own name.
    pub segments: u32,
}

impl Console {
    /// Templates whose name, text or note holds `search`: those used last first, then by name.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn templates(
        &self,
        search: &str,
        business: Option<BusinessType>,
    ) -> Result<Vec<TemplateView>, ConsoleError> {
        let rows = template::list(&mut *self.db.read().await?, business, LISTED_MAX).await?;
        let wanted = search.trim().to_lowercase();
        let holds = |row: &StoredTemplate| {
            let draft = &row.draft;
            [&draft.name, &draft.text, &draft.note].iter().any(|text| text.to_lowercase().contains(&wanted))
        };
        Ok(rows.into_iter().filter(|row| wanted.is_empty() || holds(row)).map(view_of).collect())
    }

    /// One template.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn template(&self, no: i64) -> Result<TemplateView, ConsoleError> {
        Ok(view_of(template::find(&mut *self.db.read().await?, no).await?))
    }

    /// The versions of a template, newest first.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn template_versions(&self, no: i64) -> Result<Vec<Version>, ConsoleError> {
        let mut reader = self.db.read().await?;
        template::find(&mut reader, no).await?;
        Ok(template::versions(&mut reader, no).await?)
    }

    /// Stores a template; every version is kept.
    ///
    /// # Errors
    /// [`ErrorCode::FormInvalid`] with every mistake, [`ErrorCode::NameTaken`], [`ErrorCode::NotFound`];
    /// [`ErrorCode::Stale`] with what is there by now.
    pub async fn save_template(&self, form: &TemplateForm, by: &str) -> Result<TemplateView, ConsoleError> {
        let draft = valid(form)?;
        let (uid, at, by) = (self.uid(), self.now(), by.to_owned());
        let (changes, name) = (form.changes, draft.name.clone());
        let saved = self.db.write(move |tx| {
            Box::pin(async move {
                match changes {
                    None => template::insert(tx, uid, &draft, &by, at).await,
                    Some((no, version)) => {
                        template::update(tx, no, version, &draft, &by, at).await.map(|_| no)
                    }
                }
            })
        });
        match saved.await {
            Ok(no) => self.template(no).await,
            Err(error @ StoreError::Stale { .. }) => {
                let no = form.changes.map_or(0, |(no, _)| no);
                Err(self.stale_template(no, error).await)
            }
            Err(error) => Err(taken(error, &name)),
        }
    }

    /// Takes a template away; tasks made from it stay.
    ///
    /// # Errors
    /// [`ErrorCode::NotFound`].
    pub async fn remove_template(&self, no: i64) -> Result<(), ConsoleError> {
        let at: UnixMillis = self.now();
        Ok(self.db.write(move |tx| Box::pin(async move { template::remove(tx, no, at).await })).await?)
    }

    async fn stale_template(&self, no: i64, error: StoreError) -> ConsoleError {
        let stale = ConsoleError::from(error);
        let versions = self.template_versions(no).await.unwrap_or_default();
        match versions.into_iter().next() {
            Some(now) => stale
                .with("version", now.version)
                .with("name", now.draft.name)
                .with("text", now.draft.text)
                .with("by", now.by)
                .with("at", view::time(now.at)),
            None => stale,
        }
    }
}

fn valid(form: &TemplateForm) -> Result<TemplateDraft, ConsoleError> {
    let mut mistakes = Vec::new();
    let name = line(&form.name, "name", NAME_CHARS_MAX, &mut mistakes);
    if form.name.trim().is_empty() {
        mistakes.push(Mistake::at(MistakeCode::Missing, "name"));
    }
    let business = BusinessType::from_code(&form.business);
    if business.is_none() {
        let mistake = Mistake::at(MistakeCode::NotOneOf, "business").with("value", &form.business);
        mistakes.push(mistake.with("allowed", BusinessType::ALL.map(BusinessType::code).join(", ")));
    }
    let signature = form.signature.trim();
    let checked = if signature.is_empty() { ANY_SIGNATURE } else { signature };
    text::check(&form.text, checked, business, &mut mistakes);
    let note = line(&form.note, "note", NOTE_CHARS_MAX, &mut mistakes);
    match business {
        Some(business) if mistakes.is_empty() => Ok(TemplateDraft {
            name,
            business,
            signature: Signature::new(signature).map(|done| done.name().to_owned()).unwrap_or_default(),
            text: form.text.clone(),
            note,
        }),
        _ => Err(ConsoleError::mistakes(ErrorCode::FormInvalid, mistakes)),
    }
}

/// One line, no longer than it may be.
pub(crate) fn line(text: &str, field: &str, chars_max: usize, mistakes: &mut Vec<Mistake>) -> String {
    let length = text.trim().chars().count();
    if length > chars_max {
        mistakes.push(Mistake::at(MistakeCode::TooLong, field).with("length", length).with("max", chars_max));
    }
    text.trim().chars().filter(|sign| !sign.is_control()).collect()
}

fn view_of(stored: StoredTemplate) -> TemplateView {
    let Ok(parsed) = Template::parse(&stored.draft.text) else {
        return TemplateView { stored, variables: Vec::new(), segments: 0 };
    };
    let mut seen = BTreeSet::new();
    let variables: Vec<String> = parsed
        .variables()
        .map(|variable| variable.name.clone())
        .filter(|name| seen.insert(name.clone()))
        .collect();
    let required: BTreeSet<String> = parsed
        .variables()
        .filter(|variable| variable.default.is_none())
        .map(|variable| variable.name.clone())
        .collect();
    let rules = Rules::shipped();
    let words = match stored.draft.business.needs_opt_out_words() {
        true => OptOut::Append(&rules.opt_out_suffix),
        false => OptOut::Omit,
    };
    let name = if stored.draft.signature.is_empty() { ANY_SIGNATURE } else { &stored.draft.signature };
    let limits = Limits { units_max: rules.text_units_max };
    let composed = Signature::new(name)
        .ok()
        .and_then(|signature| Composer::new(parsed, Some(&signature), words, limits).ok())
        .and_then(|composer| composer.compose(|name| required.get(name).map(String::as_str)).ok());
    TemplateView { stored, variables, segments: composed.map_or(0, |done| done.segments.billed) }
}
