//! One message to one person.

use crate::error::ConsoleError;
use crate::open::Console;
use crate::task::{NumberEntry, RecipientsSpec, StartedView, TaskSpec};

/// What to send to whom.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SendRequest {
    /// The number.
    pub to: String,
    /// The text as it is; a signature in 【】 at its begin is taken as such.
    pub text: String,
    /// The signature, when it does not stand in the text.
    pub signature: Option<String>,
    /// What it is for, as a business type's code.
    pub business: String,
    /// A channel by name or number.
    pub channel: Option<String>,
}

impl Console {
    /// Makes a task with one recipient and starts it at once.
    ///
    /// # Errors
    /// [`ErrorCode::TaskInvalid`](crate::ErrorCode::TaskInvalid) with every mistake; nothing is created then.
    pub async fn send(&self, request: &SendRequest) -> Result<StartedView, ConsoleError> {
        let spec = spec_of(request);
        let created = self.create_task(&spec).await?;
        let no = hongyan_domain::TaskNo(created.task.as_deref().and_then(|no| no.parse().ok()).unwrap_or(0));
        self.start_task(no).await
    }
}

pub(crate) fn spec_of(request: &SendRequest) -> TaskSpec {
    let (found, text) = split_signature(&request.text);
    let signature = request.signature.clone().or_else(|| found.map(str::to_owned)).unwrap_or_default();
    let number = NumberEntry { number: request.to.clone(), ..NumberEntry::default() };
    TaskSpec {
        name: hongyan_contacts::clean::mask(&request.to),
        business: request.business.clone(),
        signature,
        // What a person types to one person is no template.
        text: text.replace('{', "{{").replace('}', "}}"),
        recipients: RecipientsSpec { numbers: Some(vec![number]), ..RecipientsSpec::default() },
        channel: request.channel.clone(),
        ..TaskSpec::default()
    }
}

fn split_signature(text: &str) -> (Option<&str>, &str) {
    let text = text.trim();
    match text.strip_prefix('\u{3010}').and_then(|rest| rest.split_once('\u{3011}')) {
        Some((signature, rest)) => (Some(signature), rest),
        None => (None, text),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_signature_in_the_text_is_found_and_braces_stay_braces() {
        let request = SendRequest {
            to: "13800138000".to_owned(),
            text: "【邮政】您的{余额}不足".to_owned(),
            signature: None,
            business: "notice".to_owned(),
            channel: None,
        };
        let spec = spec_of(&request);
        assert_eq!((spec.signature.as_str(), spec.text.as_str()), ("邮政", "您的{{余额}}不足"));
        assert_eq!(spec.name, "138****8000");
    }
}
