//! What carriers dislike in a text (operator guide C3, C4, C8; sms-encoding §6 and §7).

use hongyan_domain::{BusinessType, UnixMillis};

use super::{Finding, SignatureFault};
use crate::limits::Limits;

/// Ends of domain names that make `word.end` a link without `http` (the usual ones in Chinese texts).
const DOMAIN_ENDS: [&str; 16] = [
    "cn", "com", "net", "org", "gov", "edu", "top", "vip", "cc", "xyz", "me", "tv", "info", "shop", "site",
    "club",
];
/// Words beside which five digits are a service number.
const CALLING_WORDS: [&str; 6] = ["电话", "热线", "客服", "致电", "拨打", "咨询"];
/// Words that invite to a private contact.
const PRIVATE_WORDS: [&str; 8] = ["微信", "加微", "威信", "V信", "薇信", "QQ", "扣扣", "二维码"];

/// The task's text and time, before anybody's variables are put in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Draft<'a> {
    /// What it is for.
    pub business: BusinessType,
    /// The signature without its brackets.
    pub signature: Option<&'a str>,
    /// The text with `{variables}`, without signature and opt-out words.
    pub body: &'a str,
    /// When it should leave.
    pub wanted_at: UnixMillis,
    /// The end of its validity.
    pub not_after: UnixMillis,
}

/// What is wrong with a signature, given without its brackets.
///
/// # Errors
/// [`SignatureFault`] names the first thing that is wrong.
pub fn check_signature(signature: &str, limits: &Limits) -> Result<(), SignatureFault> {
    let chars = u32::try_from(signature.chars().count()).unwrap_or(u32::MAX);
    if chars < limits.signature_chars_min {
        return Err(SignatureFault::TooShort { chars, chars_min: limits.signature_chars_min });
    }
    if chars > limits.signature_chars_max {
        return Err(SignatureFault::TooLong { chars, chars_max: limits.signature_chars_max });
    }
    if let Some(character) = signature.chars().find(|character| !character.is_alphanumeric()) {
        return Err(SignatureFault::Symbol { character });
    }
    if signature.chars().all(char::is_numeric) {
        return Err(SignatureFault::OnlyDigits);
    }
    Ok(())
}

/// Examines a task's text, before anybody's variables are put in.
#[must_use]
pub fn examine(draft: &Draft<'_>, limits: &Limits) -> Vec<Finding> {
    let mut found = Vec::new();
    if draft.body.trim().is_empty() {
        found.push(Finding::EmptyText);
    }
    match draft.signature.map(|signature| check_signature(signature, limits)) {
        None => found.push(Finding::SignatureMissing),
        Some(Err(fault)) => found.push(Finding::SignatureInvalid(fault)),
        Some(Ok(())) => {}
    }
    if draft.body.contains(['【', '】']) {
        found.push(Finding::BracketsInBody);
    }
    let says_code = || limits.verification_words.iter().any(|word| draft.body.contains(word.as_str()));
    if draft.business == BusinessType::Verification && !says_code() {
        found.push(Finding::VerificationWordMissing);
    }
    if draft.business.needs_opt_out_words() && !draft.body.trim_end().ends_with(&limits.opt_out_suffix) {
        found.push(Finding::OptOutAppended { words: limits.opt_out_suffix.clone() });
    }
    let fixed = without_variables(draft.body);
    let speaks_of_calling = CALLING_WORDS.iter().any(|word| fixed.contains(word));
    for run in fixed.split(|character: char| !is_link_character(character)) {
        let run = run.trim_matches(|character: char| !character.is_ascii_alphanumeric() && character != '+');
        if is_link(run) {
            found.push(Finding::Link { text: run.to_owned() });
        } else if let Some(number) = phone_number(run, speaks_of_calling) {
            found.push(Finding::PhoneNumber { text: number.to_owned() });
        }
    }
    let upper = fixed.to_uppercase();
    if let Some(word) = PRIVATE_WORDS.into_iter().find(|word| upper.contains(word)) {
        found.push(Finding::PrivateContact { text: word.to_owned() });
    }
    let mut characters: Vec<char> = draft.body.chars().filter(|character| is_unliked(*character)).collect();
    characters.sort_unstable();
    characters.dedup();
    if !characters.is_empty() {
        found.push(Finding::UnlikedCharacters { characters });
    }
    found
}

/// The text with a blank for each `{variable}`.
fn without_variables(body: &str) -> String {
    let mut depth = 0_u32;
    body.chars()
        .map(|character| match character {
            '{' => {
                depth += 1;
                ' '
            }
            '}' => {
                depth = depth.saturating_sub(1);
                ' '
            }
            _ if depth > 0 => ' ',
            other => other,
        })
        .collect()
}

const fn is_link_character(character: char) -> bool {
    character.is_ascii_graphic() && !matches!(character, ',' | ';' | '!' | '(' | ')' | '"' | '\'' | '<' | '>')
}

fn is_link(run: &str) -> bool {
    let lower = run.to_ascii_lowercase();
    let rest = lower.split_once("://").map(|(_, rest)| rest);
    let host = rest.unwrap_or(&lower).split(['/', ':', '?', '#']).next().unwrap_or("");
    let labels: Vec<&str> = host.split('.').collect();
    let [.., _, end] = labels.as_slice() else { return rest.is_some_and(|rest| !rest.is_empty()) };
    let plain = |label: &&str| {
        !label.is_empty() && label.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-')
    };
    let address = labels.len() == 4 && labels.iter().all(|label| label.parse::<u8>().is_ok());
    rest.is_some() || address || (labels.iter().all(plain) && DOMAIN_ENDS.contains(end))
}

/// The run, when it is a number that people call: mobile, landline with its area code, 400/800, or a 5-digit service.
///
/// Five digits may be an amount as well, so they count only where the text speaks of calling.
fn phone_number(run: &str, speaks_of_calling: bool) -> Option<&str> {
    if !run.bytes().all(|octet| octet.is_ascii_digit() || octet == b'-' || octet == b'+') {
        return None;
    }
    let digits: String = run.chars().filter(char::is_ascii_digit).collect();
    let digits = digits.strip_prefix("86").filter(|rest| rest.len() == 11).unwrap_or(&digits);
    let starts = |heads: &[&str]| heads.iter().any(|head| digits.starts_with(head));
    let fits = match digits.len() {
        5 => speaks_of_calling && starts(&["95", "96", "100", "123", "121"]),
        10 => starts(&["400", "800", "0"]),
        11 => digits.starts_with('0') || (digits.starts_with('1') && !starts(&["10", "11", "12"])),
        12 => digits.starts_with('0'),
        _ => false,
    };
    fits.then_some(run)
}

/// Emoji, invisible and private characters: gateways drop them, phones show boxes, filters see evasion.
const fn is_unliked(character: char) -> bool {
    let code = character as u32;
    match code {
        0x0A | 0x0D => false,
        0x00..=0x1F | 0x7F..=0x9F => true,         // controls
        0x200B..=0x200F | 0x202A..=0x202E => true, // zero width, direction
        0x2060..=0x206F | 0xFEFF => true,          // invisible
        0x2600..=0x27BF => true,                   // symbols and dingbats
        0xE000..=0xF8FF => true,                   // private use
        0xFE00..=0xFE0F => true,                   // variation selectors
        _ => code > 0xFFFF,                        // emoji and rare ideographs: two units each
    }
}
