//! Templates and signatures.

use hongyan_domain::BusinessType;
use hongyan_store::signature::StoredSignature;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use super::reply::Nothing;
use crate::error::ConsoleError;
use crate::signature::SignatureForm;
use crate::template::{TemplateForm, TemplateView};
use crate::view;

/// Which templates: those used last first, then by name.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TemplatesOf {
    /// In name, text or note.
    pub search: String,
    /// For one kind of message; null for all.
    #[ts(type = "Business | null")]
    pub business: Option<String>,
}

/// A template.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Template {
    /// The id.
    pub template: String,
    /// Counts every change.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[ts(type = "Business")]
    pub business: &'static str,
    /// The signature without 【】; empty: chosen when sending.
    pub signature: String,
    /// The text with `{variables}`.
    pub text: String,
    /// What a person wrote beside it.
    pub note: String,
    /// When a task last used it.
    pub used_at: Option<String>,
    /// When it last changed.
    pub updated_at: String,
    /// Its variables, each once.
    pub variables: Vec<String>,
    /// Segments billed when each variable says its default, or else its own name.
    pub segments: u32,
}

/// The templates.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Templates {
    /// Those found.
    pub templates: Vec<Template>,
}

/// `version` is what was read last; another one in the store is `stale`, with what is there. null makes a new one.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveTemplate {
    /// Which.
    pub template: Option<String>,
    /// The version that was read.
    pub version: Option<u32>,
    /// Its name.
    pub name: String,
    /// What it is for.
    #[ts(type = "Business")]
    pub business: String,
    /// The signature; empty: chosen when sending.
    pub signature: String,
    /// The text.
    pub text: String,
    /// What to write beside it.
    pub note: String,
}

/// One template.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneTemplate {
    /// Its id.
    pub template: String,
}

/// A template as it was saved once.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TemplateVersion {
    /// Which version.
    pub version: u32,
    /// Its name.
    pub name: String,
    /// What it was for.
    #[ts(type = "Business")]
    pub business: &'static str,
    /// The signature.
    pub signature: String,
    /// The text.
    pub text: String,
    /// When it was saved.
    pub at: String,
    /// Who saved it.
    pub by: String,
}

/// The versions of a template.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct TemplateVersions {
    /// Newest first, the present one included.
    pub versions: Vec<TemplateVersion>,
}

/// A signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct SignatureRow {
    /// The id.
    pub signature: String,
    /// Its name without 【】.
    pub name: String,
    /// What a person wrote beside it.
    pub note: String,
    /// Whether new tasks begin with it.
    pub preferred: bool,
    /// Counts every change.
    pub version: u32,
}

/// Every signature.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Signatures {
    /// The preferred one first.
    pub signatures: Vec<SignatureRow>,
}

/// As for a template. As long as there is a signature, exactly one is preferred.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct SaveSignature {
    /// Which.
    pub signature: Option<String>,
    /// The version that was read.
    pub version: Option<u32>,
    /// Its name.
    pub name: String,
    /// What to write beside it.
    pub note: String,
    /// Whether new tasks begin with it.
    pub preferred: bool,
}

/// One signature.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OneSignature {
    /// Its id.
    pub signature: String,
}

pub(super) async fn templates(
    host: &Host,
    _caller: &Caller,
    request: TemplatesOf,
) -> Result<Templates, ConsoleError> {
    let business = match &request.business {
        Some(code) => {
            Some(BusinessType::from_code(code).ok_or_else(|| ConsoleError::not_found("business", code))?)
        }
        None => None,
    };
    let found = host.console().templates(&request.search, business).await?;
    Ok(Templates { templates: found.into_iter().map(template).collect() })
}

pub(super) async fn template_versions(
    host: &Host,
    _caller: &Caller,
    request: OneTemplate,
) -> Result<TemplateVersions, ConsoleError> {
    let versions = host.console().template_versions(no_of(&request.template, "template")?).await?;
    let row = |version: hongyan_store::template::Version| TemplateVersion {
        version: version.version,
        name: version.draft.name,
        business: version.draft.business.code(),
        signature: version.draft.signature,
        text: version.draft.text,
        at: view::time(version.at),
        by: version.by,
    };
    Ok(TemplateVersions { versions: versions.into_iter().map(row).collect() })
}

pub(super) async fn save_template(
    host: &Host,
    caller: &Caller,
    request: SaveTemplate,
) -> Result<Template, ConsoleError> {
    let form = TemplateForm {
        changes: changes(request.template.as_deref(), request.version, "template")?,
        name: request.name,
        business: request.business,
        signature: request.signature,
        text: request.text,
        note: request.note,
    };
    host.console().save_template(&form, caller.uid()).await.map(template)
}

pub(super) async fn remove_template(
    host: &Host,
    _caller: &Caller,
    request: OneTemplate,
) -> Result<Nothing, ConsoleError> {
    host.console().remove_template(no_of(&request.template, "template")?).await?;
    Ok(Nothing {})
}

pub(super) async fn signatures(
    host: &Host,
    _caller: &Caller,
    _request: Nothing,
) -> Result<Signatures, ConsoleError> {
    let found = host.console().signatures().await?;
    Ok(Signatures { signatures: found.into_iter().map(signature).collect() })
}

pub(super) async fn save_signature(
    host: &Host,
    caller: &Caller,
    request: SaveSignature,
) -> Result<SignatureRow, ConsoleError> {
    let form = SignatureForm {
        changes: changes(request.signature.as_deref(), request.version, "signature")?,
        name: request.name,
        note: request.note,
        preferred: request.preferred,
    };
    host.console().save_signature(&form, caller.uid()).await.map(signature)
}

pub(super) async fn remove_signature(
    host: &Host,
    _caller: &Caller,
    request: OneSignature,
) -> Result<Nothing, ConsoleError> {
    host.console().remove_signature(no_of(&request.signature, "signature")?).await?;
    Ok(Nothing {})
}

/// What is changed, with the version that was read; a change without one is as old as can be.
fn changes(
    id: Option<&str>,
    version: Option<u32>,
    what: &'static str,
) -> Result<Option<(i64, u32)>, ConsoleError> {
    id.map(|id| Ok((no_of(id, what)?, version.unwrap_or(0)))).transpose()
}

fn no_of(id: &str, what: &'static str) -> Result<i64, ConsoleError> {
    id.parse().map_err(|_| ConsoleError::not_found(what, id))
}

fn template(view: TemplateView) -> Template {
    let TemplateView { stored, variables, segments } = view;
    Template {
        template: stored.no.to_string(),
        version: stored.version,
        name: stored.draft.name,
        business: stored.draft.business.code(),
        signature: stored.draft.signature,
        text: stored.draft.text,
        note: stored.draft.note,
        used_at: stored.used_at.map(crate::view::time),
        updated_at: crate::view::time(stored.updated_at),
        variables,
        segments,
    }
}

fn signature(stored: StoredSignature) -> SignatureRow {
    SignatureRow {
        signature: stored.no.to_string(),
        name: stored.draft.name,
        note: stored.draft.note,
        preferred: stored.draft.preferred,
        version: stored.version,
    }
}
