//! The shapes that a number takes in a list, and the faults that look like one.

use hongyan_domain::Msisdn;

use super::{Cleaned, Fault, Problem, Repair, Repairs, Suggestion};

/// Significant digits from which scientific notation is taken at its word.
///
/// Spreadsheets round to 3 or 6 digits when they show `1.38E+10` or `1.38001E+10`: the rest is lost. Programs that
/// print a number in full (`1.3800138E+10`) drop only zeros, and nobody rounds to exactly 8 digits or more.
const EXACT_DIGITS_MIN: usize = 8;
/// Digits of a mainland mobile number.
const MOBILE_DIGITS: usize = 11;

/// The number, if the text is 11 plain digits: the usual case, without allocation.
pub(super) fn plain(text: &str) -> Option<Msisdn> {
    if text.len() != MOBILE_DIGITS || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    mobile(text)
}

/// The digit that a character writes, also in full width.
pub(crate) fn digit_of(character: char) -> Option<u32> {
    match character {
        '０'..='９' => u32::from(character).checked_sub(u32::from('０')),
        _ => character.to_digit(10),
    }
}

/// Reads what stands between two separators: usually one number, or several with blanks between.
pub(super) fn read_piece(piece: &str, into: &mut Cleaned) {
    match read_one(piece) {
        Ok((number, repairs)) => {
            into.numbers.push(number);
            into.repairs = into.repairs.union(repairs);
        }
        Err(problem) => {
            let parts: Vec<_> = piece.split(' ').filter(|part| !part.is_empty()).map(read_one).collect();
            if parts.len() > 1 && parts.iter().all(Result::is_ok) {
                for (number, repairs) in parts.into_iter().flatten() {
                    into.numbers.push(number);
                    into.repairs = into.repairs.union(repairs);
                }
            } else {
                into.problem.get_or_insert(problem);
            }
        }
    }
}

fn read_one(piece: &str) -> Result<(Msisdn, Repairs), Problem> {
    let mut repairs = Repairs::default();
    if let Some(digits) = without_decimals(piece) {
        repairs.add(Repair::Decimal);
        return national(digits, false, repairs);
    }
    if let Some(number) = scientific(piece) {
        repairs.add(Repair::Scientific);
        return number.map(|number| (number, repairs));
    }
    let mut digits = String::with_capacity(piece.len());
    let mut plus = false;
    for character in piece.chars() {
        match character {
            '0'..='9' => digits.push(character),
            '+' if digits.is_empty() && !plus => plus = true,
            ' ' => repairs.add(Repair::Blanks),
            '-' | '.' | '(' | ')' => repairs.add(Repair::Punctuation),
            _ => return Err(among_other_text(piece)),
        }
    }
    national(&digits, plus, repairs)
}

/// Digits alone, perhaps with a country code or a 0 in front.
fn national(digits: &str, plus: bool, mut repairs: Repairs) -> Result<(Msisdn, Repairs), Problem> {
    if let Some(number) = mobile(digits) {
        if plus {
            repairs.add(Repair::Punctuation);
        }
        return Ok((number, repairs));
    }
    let bare = if plus { Some(digits) } else { digits.strip_prefix("00").or(Some(digits)) };
    if let Some(number) = bare.and_then(|bare| bare.strip_prefix("86")).and_then(without_zero) {
        repairs.add(Repair::CountryCode);
        return Ok((number, repairs));
    }
    if let Some(number) = without_zero(digits) {
        repairs.add(Repair::LeadingZero);
        return Ok((number, repairs));
    }
    Err(why_not(digits, plus))
}

fn why_not(digits: &str, plus: bool) -> Problem {
    let count = digits.len();
    let starts = |prefix: &str| digits.starts_with(prefix);
    match count {
        0 => Problem::of(Fault::NotDigits),
        _ if (plus && !starts("86")) || (starts("00") && !starts("0086") && count > MOBILE_DIGITS) => {
            Problem::of(Fault::Foreign)
        }
        10..=12 if starts("0") => Problem::of(Fault::Landline),
        10 if starts("400") || starts("800") => Problem::of(Fault::Landline),
        10 => match mobile(&format!("1{digits}")) {
            Some(number) => {
                Problem { fault: Fault::TooShort, suggestion: Suggestion::AddLeadingOne, fixed: Some(number) }
            }
            None => Problem::of(Fault::TooShort),
        },
        7..=8 if !starts("0") && !starts("1") => Problem::of(Fault::Landline),
        MOBILE_DIGITS => Problem::of(Fault::NotMobile),
        _ if count < MOBILE_DIGITS => Problem::of(Fault::TooShort),
        _ => Problem::of(Fault::TooLong),
    }
}

/// Letters around digits: a fault, but a number that stands there alone is offered.
fn among_other_text(piece: &str) -> Problem {
    let mut runs = piece
        .split(|character: char| !character.is_ascii_digit())
        .filter(|run| run.len() == MOBILE_DIGITS)
        .filter_map(mobile);
    match (runs.next(), runs.next()) {
        (Some(number), None) => {
            Problem { fault: Fault::NotDigits, suggestion: Suggestion::TakeFoundNumber, fixed: Some(number) }
        }
        _ => Problem::of(Fault::NotDigits),
    }
}

/// `13800138000.0` → `13800138000`.
fn without_decimals(piece: &str) -> Option<&str> {
    let (digits, zeros) = piece.split_once('.')?;
    let whole = digits.len() >= MOBILE_DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit());
    (whole && !zeros.is_empty() && zeros.bytes().all(|byte| byte == b'0')).then_some(digits)
}

/// `1.3800138E+10`; `None` when the text is nothing of the kind.
fn scientific(piece: &str) -> Option<Result<Msisdn, Problem>> {
    let (mantissa, exponent) = piece.split_once(['e', 'E'])?;
    let exponent: usize = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() != 1 || !all_digits(whole) || !all_digits(fraction) {
        return None;
    }
    // A number of 12 digits and more may still be a country code and a mobile number.
    if exponent > 14 || fraction.len() > exponent {
        return Some(Err(Problem::of(Fault::NotDigits)));
    }
    if 1 + fraction.len() < EXACT_DIGITS_MIN {
        return Some(Err(Problem::of(Fault::PrecisionLost)));
    }
    let digits = format!("{whole}{fraction:0<exponent$}");
    Some(national(&digits, false, Repairs::default()).map(|(number, _)| number))
}

/// A mobile number, perhaps with one 0 before it.
fn without_zero(digits: &str) -> Option<Msisdn> {
    mobile(digits.strip_prefix('0').unwrap_or(digits))
}

/// 11 digits that start with 13 to 19 (operator guide §10; 10, 11 and 12 are service numbers).
fn mobile(digits: &str) -> Option<Msisdn> {
    let bytes = digits.as_bytes();
    let shaped = bytes.len() == MOBILE_DIGITS
        && bytes.first() == Some(&b'1')
        && bytes.get(1).is_some_and(|second| (b'3'..=b'9').contains(second));
    if !shaped {
        return None;
    }
    digits.parse().ok().and_then(Msisdn::from_digits)
}
