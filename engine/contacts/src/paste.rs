//! Numbers that a person pasted, with rubbish between them: from a spreadsheet, a chat, a page.
//!
//! Each line is read for itself. What looks like a number and is none is kept as it stands, so that the check-up can say
//! what is wrong with it; everything else between the numbers is dropped, or is the name when it stands alone with one
//! number.

use hongyan_domain::Msisdn;

use crate::clean;

/// Digits from which a run is meant as a number.
const NUMBER_DIGITS_MIN: usize = 7;
/// Digits of a mobile number.
const MOBILE_DIGITS: usize = 11;
/// Characters of a name.
const NAME_CHARS_MAX: usize = 40;
/// Signs that part what stands beside a number.
const PARTING: &[char] = &[
    ',', ';', '\t', '|', ':', '/', '"', '\'', '<', '>', '(', ')', '[', ']', '\u{3001}', '\u{ff0c}',
    '\u{ff1b}', '\u{ff1a}', '\u{ff5c}', '\u{ff08}', '\u{ff09}', '\u{3010}', '\u{3011}', '\u{3002}',
];

/// One number of a pasted text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The number, or what stands in its place.
    pub number: Result<Msisdn, String>,
    /// The name that stood beside it; empty when there was none.
    pub name: String,
}

/// What a pasted text holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pasted {
    /// The numbers, in the order they stand.
    pub entries: Vec<Entry>,
    /// Lines with anything on them.
    pub lines: u64,
    /// Whether there were more numbers than were asked for; then reading stopped.
    pub too_many: bool,
}

impl Pasted {
    /// How many good numbers there are.
    #[must_use]
    pub fn numbers(&self) -> usize {
        self.entries.iter().filter(|entry| entry.number.is_ok()).count()
    }
}

/// Reads a pasted text; stops behind `numbers_max` numbers. Never fails: what it cannot read it hands on.
#[must_use]
pub fn read(text: &str, numbers_max: usize) -> Pasted {
    let mut pasted = Pasted::default();
    for line in text.split(['\n', '\r', '\u{2028}', '\u{2029}']) {
        if line.trim().is_empty() {
            continue;
        }
        pasted.lines += 1;
        read_line(line, &mut pasted.entries);
        if pasted.entries.len() > numbers_max {
            pasted.entries.truncate(numbers_max);
            pasted.too_many = true;
            break;
        }
    }
    pasted
}

/// The list as a file that every reader of lists takes.
///
/// # Errors
/// When memory runs out.
pub fn to_csv(entries: &[Entry]) -> Result<Vec<u8>, csv::Error> {
    let mut file = csv::Writer::from_writer("\u{feff}".as_bytes().to_vec());
    file.write_record(["phone", "name"])?;
    for entry in entries {
        let number = match &entry.number {
            Ok(number) => number.reveal(),
            Err(text) => text.clone(),
        };
        file.write_record([number.as_str(), entry.name.as_str()])?;
    }
    file.into_inner().map_err(|error| csv::Error::from(error.into_error()))
}

/// A run of digits in a line, in plain digits, and the bytes it takes.
struct Run {
    digits: String,
    start: usize,
    end: usize,
}

fn read_line(line: &str, entries: &mut Vec<Entry>) {
    let runs = runs(line);
    let first = entries.len();
    let (mut begin, mut end) = (line.len(), 0);
    let mut at = 0;
    while let Some(run) = runs.get(at) {
        let (found, taken) = take(line, runs.get(at..).unwrap_or(&[]));
        let last = runs.get(at + taken - 1).unwrap_or(run);
        if !found.is_empty() {
            begin = begin.min(run.start);
            end = end.max(last.end);
        }
        entries.extend(found.into_iter().map(|number| Entry { number, name: String::new() }));
        at += taken;
    }
    if let [only] = entries.get_mut(first..).unwrap_or_default() {
        let sides = [line.get(..begin).unwrap_or(""), line.get(end..).unwrap_or("")];
        only.name = sides.into_iter().find_map(name_in).unwrap_or_default();
    }
}

fn runs(line: &str) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    for (start, sign) in line.char_indices() {
        let Some(digit) = clean::digit_of(sign).and_then(|digit| char::from_digit(digit, 10)) else {
            continue;
        };
        let end = start + sign.len_utf8();
        match runs.last_mut() {
            Some(run) if run.end == start => {
                run.digits.push(digit);
                run.end = end;
            }
            Some(_) | None => runs.push(Run { digits: digit.into(), start, end }),
        }
    }
    runs
}

/// Reads what begins with the first run: the numbers in it, and how many runs they take. At least one is taken.
fn take(line: &str, runs: &[Run]) -> (Vec<Result<Msisdn, String>>, usize) {
    let Some(first) = runs.first() else { return (Vec::new(), 1) };
    // `138 0013 8000`, `86-138-0013-8000`: short runs with one sign between them that together are a number.
    let mut digits = String::new();
    let mut before: Option<&Run> = None;
    for (index, run) in runs.iter().enumerate() {
        if before.is_some_and(|before| !joined(line, before, run)) {
            break;
        }
        before = Some(run);
        digits.push_str(&run.digits);
        if let Some(number) = mobile(&digits) {
            return (vec![Ok(number)], index + 1);
        }
        if digits.len() > MOBILE_DIGITS + 4 {
            break;
        }
    }
    if first.digits.len() < NUMBER_DIGITS_MIN {
        return (Vec::new(), 1); // a house number, a sum, a day
    }
    // Numbers pasted without anything between them.
    let pieces: Vec<Option<Msisdn>> = first
        .digits
        .as_bytes()
        .chunks(MOBILE_DIGITS)
        .map(|piece| str::from_utf8(piece).ok().and_then(mobile))
        .collect();
    if pieces.len() > 1 && pieces.iter().all(Option::is_some) {
        return (pieces.into_iter().flatten().map(Ok).collect(), 1);
    }
    (vec![Err(first.digits.chars().take(NAME_CHARS_MAX).collect())], 1)
}

/// Whether two runs may be parts of one number: one blank or dash between them.
fn joined(line: &str, before: &Run, after: &Run) -> bool {
    let between = line.get(before.end..after.start).unwrap_or("");
    let mut signs = between.chars();
    matches!(
        (signs.next(), signs.next()),
        (Some(' ' | '-' | '\u{3000}' | '\u{a0}' | '\u{2010}'..='\u{2015}'), None)
    )
}

fn mobile(digits: &str) -> Option<Msisdn> {
    if digits.len() < MOBILE_DIGITS || digits.len() > MOBILE_DIGITS + 4 {
        return None;
    }
    let cleaned = clean::clean(digits);
    match cleaned.numbers.as_slice() {
        [number] if cleaned.problem.is_none() => Some(*number),
        _ => None,
    }
}

/// The piece next to the number that has a letter in it.
fn name_in(side: &str) -> Option<String> {
    side.split(PARTING)
        .map(|piece| piece.trim().trim_matches(['-', '+', '.', '\u{3000}', '*', '#', '=']).trim())
        .find(|piece| piece.chars().any(char::is_alphabetic))
        .map(|piece| {
            let plain: String = piece.chars().filter(|sign| !sign.is_control()).collect();
            plain.chars().take(NAME_CHARS_MAX).collect()
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> Vec<(String, String)> {
        let entry = |entry: Entry| {
            let number = match entry.number {
                Ok(number) => number.reveal(),
                Err(text) => format!("!{text}"),
            };
            (number, entry.name)
        };
        read(text, 1_000).entries.into_iter().map(entry).collect()
    }

    fn check(text: &str, expected: &[(&str, &str)]) {
        let expected: Vec<(String, String)> =
            expected.iter().map(|(number, name)| ((*number).to_owned(), (*name).to_owned())).collect();
        assert_eq!(shown(text), expected, "{text}");
    }

    #[test]
    fn numbers_are_found_whatever_stands_between_them() {
        let both = [("13800138000", ""), ("13900139000", "")];
        for text in [
            "13800138000,13900139000",
            "13800138000 13900139000",
            "13800138000\n\n13900139000\r\n",
            "１３８００１３８０００；13900139000",
            "tel13800138000x13900139000",
            "1380013800013900139000",
            "138 0013 8000, +86-139-0013-9000",
            "008613800138000/013900139000",
        ] {
            check(text, &both);
        }
        check("3号楼 5单元 2026-03-01", &[]);
        check("", &[]);
    }

    #[test]
    fn a_line_with_one_number_gives_its_name() {
        for text in [
            "王芳 13800138000",
            "王芳,13800138000,北京市",
            "13800138000\t王芳",
            "王芳（13800138000）",
            "王芳：138-0013-8000",
            "\"王芳\",\"13800138000\"",
        ] {
            check(text, &[("13800138000", "王芳")]);
        }
        check("王芳13800138000李明13900139000", &[("13800138000", ""), ("13900139000", "")]);
        let long = format!("{}13800138000", "名".repeat(10_000));
        assert_eq!(read(&long, 10).entries[0].name.chars().count(), NAME_CHARS_MAX);
        check("=HYPERLINK(\"x\") 13800138000", &[("13800138000", "HYPERLINK")]);
    }

    #[test]
    fn what_is_no_number_stays_for_the_check_up() {
        check("1380013800", &[("!1380013800", "")]);
        check("王芳 1380013800", &[("!1380013800", "王芳")]);
        check("13800138000, 010-62770001", &[("13800138000", ""), ("!62770001", "")]);
        check("9".repeat(100).as_str(), &[(format!("!{}", "9".repeat(40)).as_str(), "")]);
    }

    #[test]
    fn reading_stops_at_the_bound_and_fifty_thousand_are_no_effort() {
        use std::fmt::Write as _;
        let mut text = String::new();
        for no in 0..50_001_u64 {
            write!(text, "客户{no}；{} 、x ", 13_000_000_000 + no).unwrap();
            if no % 3 == 0 {
                text.push('\n');
            }
        }
        let pasted = read(&text, 50_000);
        assert!(pasted.too_many);
        assert_eq!((pasted.entries.len(), pasted.numbers()), (50_000, 50_000));
        let csv = String::from_utf8(to_csv(&pasted.entries[..2]).unwrap()).unwrap();
        assert_eq!(csv, "\u{feff}phone,name\n13000000000,客户0\n13000000001,\n");
    }
}
