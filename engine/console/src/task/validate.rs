//! What is wrong with a task beside its form: everything that can be told without reading a list.

use hongyan_content::Template;
use hongyan_domain::{BusinessType, ChannelNo, Msisdn, UnixMillis};
use hongyan_store::channel::StoredChannel;

use super::spec::{
    INLINE_NUMBERS_MAX, NAME_CHARS_MAX, SPEED_FIELD, SPEED_MAX, TaskSpec, UNDO_SECONDS_MAX,
    VALIDITY_HOURS_MAX,
};
use super::text;
use crate::mistake::{Mistake, MistakeCode};

/// Characters of a key that a program gives a task.
const KEY_CHARS_MAX: usize = 100;

/// A task as far as it is right.
pub(super) struct Valid {
    pub(super) business: Option<BusinessType>,
    pub(super) template: Option<Template>,
    pub(super) channel: Option<ChannelNo>,
    /// Practice, or not.
    pub(super) sandbox: bool,
    /// The template it was taken from.
    pub(super) source: Option<i64>,
    pub(super) start_at: Option<UnixMillis>,
    pub(super) mistakes: Vec<Mistake>,
}

pub(super) fn validate(spec: &TaskSpec, channels: &[StoredChannel], now: UnixMillis) -> Valid {
    let mut mistakes = Vec::new();
    let name_chars = spec.name.trim().chars().count();
    if name_chars == 0 {
        mistakes.push(Mistake::at(MistakeCode::Missing, "name"));
    } else if name_chars > NAME_CHARS_MAX {
        let mistake = Mistake::at(MistakeCode::TooLong, "name");
        mistakes.push(mistake.with("length", name_chars).with("max", NAME_CHARS_MAX));
    }
    let business = BusinessType::from_code(&spec.business);
    if business.is_none() {
        let mistake = Mistake::at(MistakeCode::NotOneOf, "business").with("value", &spec.business);
        mistakes.push(mistake.with("allowed", BusinessType::ALL.map(BusinessType::code).join(", ")));
    }
    let template = text::check(&spec.text, &spec.signature, business, &mut mistakes);
    let named =
        spec.channel.as_deref().and_then(|which| channel_of(which, spec.by_number, channels, &mut mistakes));
    let sandbox = world_of(spec, named, channels, &mut mistakes);
    let channel = named.map(|channel| channel.no);
    let source = spec.template.as_deref().and_then(|no| no.trim().parse().ok());
    if spec.template.is_some() && source.is_none() {
        let mistake = Mistake::at(MistakeCode::WrongType, "template").with("wanted", "number");
        mistakes.push(mistake.with("found", "text"));
    }
    key(spec.client_key.as_deref(), &mut mistakes);
    let start_at = spec.start_at.as_deref().and_then(|at| time_of(at, now, &mut mistakes));
    range(spec.validity_hours, "validity_hours", 1, VALIDITY_HOURS_MAX, &mut mistakes);
    range(Some(spec.undo_seconds), "undo_seconds", 0, UNDO_SECONDS_MAX, &mut mistakes);
    range(spec.speed_per_second, SPEED_FIELD, 1, SPEED_MAX, &mut mistakes);
    sources(spec, &mut mistakes);
    Valid { business, template, channel, sandbox, source, start_at, mistakes }
}

fn range(value: Option<u32>, field: &str, min: u32, max: u32, mistakes: &mut Vec<Mistake>) {
    if let Some(value) = value
        && !(min..=max).contains(&value)
    {
        let mistake = Mistake::at(MistakeCode::OutOfRange, field);
        mistakes.push(mistake.with("value", value).with("min", min).with("max", max));
    }
}

/// Whether the task is practice; a mistake when it names a channel of the other kind.
fn world_of(
    spec: &TaskSpec,
    named: Option<&StoredChannel>,
    channels: &[StoredChannel],
    mistakes: &mut Vec<Mistake>,
) -> bool {
    let wished = spec.sandbox.or_else(|| named.map(|channel| channel.draft.sandbox));
    let sandbox = wished.unwrap_or_else(|| channels.iter().all(|channel| channel.draft.sandbox));
    if let Some(channel) = named.filter(|channel| channel.draft.sandbox != sandbox) {
        mistakes.push(Mistake::at(MistakeCode::OtherWorld, "channel").with("value", &channel.draft.name));
    }
    sandbox
}

fn key(key: Option<&str>, mistakes: &mut Vec<Mistake>) {
    let length = key.map_or(1, |key| key.chars().count());
    if length == 0 {
        mistakes.push(Mistake::at(MistakeCode::Missing, "client_key"));
    } else if length > KEY_CHARS_MAX {
        let mistake = Mistake::at(MistakeCode::TooLong, "client_key").with("length", length);
        mistakes.push(mistake.with("max", KEY_CHARS_MAX));
    }
}

fn channel_of<'c>(
    which: &str,
    by_number: bool,
    channels: &'c [StoredChannel],
    mistakes: &mut Vec<Mistake>,
) -> Option<&'c StoredChannel> {
    let which = which.trim();
    let named = channels.iter().find(|channel| !by_number && channel.draft.name == which);
    let found = named.or_else(|| channels.iter().find(|channel| channel.no.to_string() == which));
    if found.is_none() {
        let names: Vec<&str> = channels.iter().map(|channel| channel.draft.name.as_str()).collect();
        let mistake = Mistake::at(MistakeCode::UnknownChannel, "channel");
        mistakes.push(mistake.with("value", which).with("allowed", names.join(", ")));
    }
    found
}

fn time_of(text: &str, now: UnixMillis, mistakes: &mut Vec<Mistake>) -> Option<UnixMillis> {
    match UnixMillis::parse_china(text) {
        None => {
            mistakes.push(Mistake::at(MistakeCode::BadTime, "start_at").with("value", text));
            None
        }
        Some(at) if at < now => {
            let mistake = Mistake::at(MistakeCode::PastTime, "start_at").with("value", text);
            mistakes.push(mistake.with("now", now.display_china()));
            None
        }
        Some(at) => Some(at),
    }
}

fn sources(spec: &TaskSpec, mistakes: &mut Vec<Mistake>) {
    let to = &spec.recipients;
    let named: Vec<&str> = [
        to.group.is_some().then_some("group"),
        to.file.is_some().then_some("file"),
        to.numbers.is_some().then_some("numbers"),
        to.failed_of.is_some().then_some("failed_of"),
    ]
    .into_iter()
    .flatten()
    .collect();
    match named.len() {
        0 => mistakes.push(Mistake::at(MistakeCode::NoRecipients, "recipients")),
        1 => {}
        _ => {
            let mistake = Mistake::at(MistakeCode::SeveralSources, "recipients");
            mistakes.push(mistake.with("named", named.join(", ")));
        }
    }
    let Some(numbers) = &to.numbers else { return };
    if numbers.is_empty() {
        mistakes.push(Mistake::at(MistakeCode::EmptyList, "recipients.numbers"));
    }
    if numbers.len() > INLINE_NUMBERS_MAX {
        let mistake = Mistake::at(MistakeCode::OutOfRange, "recipients.numbers").with("value", numbers.len());
        mistakes.push(mistake.with("min", 1).with("max", INLINE_NUMBERS_MAX));
    }
    for (index, entry) in numbers.iter().enumerate() {
        if Msisdn::parse_mainland(&entry.number).is_err() {
            let mistake = Mistake::at(MistakeCode::BadNumber, format!("recipients.numbers[{index}]"));
            mistakes.push(mistake.with("value", hongyan_contacts::clean::mask(&entry.number)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::task::spec::{NumberEntry, RecipientsSpec};

    const NOW: UnixMillis = UnixMillis(1_772_328_600_000);

    fn spec() -> TaskSpec {
        let number = NumberEntry { number: "13800138000".to_owned(), ..NumberEntry::default() };
        TaskSpec {
            name: "April".to_owned(),
            business: "notice".to_owned(),
            signature: "邮政".to_owned(),
            text: "今日休息。".to_owned(),
            recipients: RecipientsSpec { numbers: Some(vec![number]), ..RecipientsSpec::default() },
            ..TaskSpec::default()
        }
    }

    fn codes(spec: &TaskSpec) -> Vec<(MistakeCode, String)> {
        let mistakes = validate(spec, &[], NOW).mistakes;
        mistakes.into_iter().map(|mistake| (mistake.code, mistake.field)).collect()
    }

    fn check(change: impl FnOnce(&mut TaskSpec), code: MistakeCode, field: &str) {
        let mut changed = spec();
        change(&mut changed);
        assert_eq!(codes(&changed), [(code, field.to_owned())]);
    }

    #[test]
    fn a_good_task_has_no_mistakes() {
        assert_eq!(codes(&spec()), []);
    }

    #[test]
    fn each_mistake_names_its_field() {
        check(|spec| spec.text.clear(), MistakeCode::TemplateEmpty, "text");
        check(|spec| spec.text = "{姓名您好".to_owned(), MistakeCode::TemplateUnclosedBrace, "text");
        check(|spec| spec.text = "长".repeat(600), MistakeCode::MessageTooLong, "text");
        check(|spec| spec.signature = "a".to_owned(), MistakeCode::SignatureTooShort, "signature");
        check(|spec| spec.business = "spam".to_owned(), MistakeCode::NotOneOf, "business");
        check(|spec| spec.channel = Some("9".to_owned()), MistakeCode::UnknownChannel, "channel");
        check(|spec| spec.start_at = Some("tomorrow".to_owned()), MistakeCode::BadTime, "start_at");
        check(|spec| spec.start_at = Some("2026-02-28 09:00".to_owned()), MistakeCode::PastTime, "start_at");
        check(|spec| spec.speed_per_second = Some(0), MistakeCode::OutOfRange, "speed_per_second");
        check(|spec| spec.validity_hours = Some(73), MistakeCode::OutOfRange, "validity_hours");
        check(|spec| spec.recipients = RecipientsSpec::default(), MistakeCode::NoRecipients, "recipients");
        check(|spec| spec.recipients.group = Some("a".to_owned()), MistakeCode::SeveralSources, "recipients");
        let bad = vec![NumberEntry { number: "1380013800".to_owned(), ..NumberEntry::default() }];
        check(|spec| spec.recipients.numbers = Some(bad), MistakeCode::BadNumber, "recipients.numbers[0]");
    }

    #[test]
    fn several_mistakes_are_told_at_once() {
        let mut bad = spec();
        bad.name.clear();
        bad.text = "{您好，} {".to_owned();
        bad.signature.clear();
        bad.speed_per_second = Some(0);
        assert!(codes(&bad).len() >= 4, "{:?}", codes(&bad));
    }
}
