//! The table of codes: reading it, and finding the row for a code.

use std::collections::HashMap;
use std::sync::LazyLock;
use std::time::Duration;

use hongyan_domain::{FailureClass, Retry};
use thiserror::Error;

use super::{Confidence, Effect, Effects, End, Outcome, Protocol, Source, Verdict, Words};

/// The longest table we read, in rows of all files together (house: the shipped one has some 120).
const ROWS_MAX: usize = 20_000;
/// The longest code we compare, in octets; longer ones are cut, so they meet prefixes only.
const CODE_OCTETS_MAX: usize = 48;

/// The table in `assets/`.
const SHIPPED: &str = include_str!("../../../../assets/carrier-codes.csv");
/// The first line of every table.
const HEADER: [&str; 16] = [
    "provider",
    "protocol",
    "source",
    "code",
    "class",
    "outcome",
    "cause",
    "cause_zh",
    "cause_en",
    "action_zh",
    "action_en",
    "retry_max",
    "retry_after_s",
    "confidence",
    "effects",
    "origin",
];

/// What is wrong in one row.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum CodeProblem {
    /// Not CSV.
    #[error("not readable as CSV: {0}")]
    Csv(String),
    /// The first row does not name the columns that belong here.
    #[error("the columns must be {}", HEADER.join(","))]
    Header,
    /// A cell holds something else than its column allows.
    #[error("{found:?} where {wanted} belongs")]
    Cell {
        /// What stands there.
        found: String,
        /// What belongs there.
        wanted: &'static str,
    },
    /// The table is too long.
    #[error("more than {ROWS_MAX} rows")]
    TooMany,
    /// No row `,any,result,*` or none `,any,stat,*` says what an unknown code means.
    #[error("the rows any,result,* and any,stat,* for unknown codes are missing")]
    NoFallback,
}

/// A table that cannot be used. The table in use before stays in use.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("carrier codes, file {file}, line {line}, column {column}: {problem}")]
pub struct CodesFault {
    /// Which of the files that were given, from 1.
    pub file: usize,
    /// Which line, from 1.
    pub line: u64,
    /// Which column, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: CodeProblem,
}

impl CodesFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "carrier_codes_invalid"
    }
}

/// Which protocols a row speaks of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Scope {
    Any,
    Cmpp,
    One(Protocol),
}

impl Scope {
    /// How closely a row fits a protocol: larger is closer; `None`: not at all.
    fn closeness(self, protocol: Protocol) -> Option<u8> {
        use Protocol::{Cmpp20, Cmpp21, Cmpp30, Cngp, Maap, Sgip, Smgp, Smpp};
        match (self, protocol) {
            (Self::One(named), _) if named == protocol => Some(3),
            (Self::One(Cmpp20), Cmpp21) => Some(2),
            (Self::Cmpp, Cmpp20 | Cmpp21 | Cmpp30) => Some(1),
            (Self::Any, _) => Some(0),
            (Self::Cmpp, Sgip | Smgp | Cngp | Smpp | Maap) | (Self::One(_), _) => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Result,
    Stat,
    Both,
}

#[derive(Clone, Debug)]
struct Row {
    provider: Box<str>,
    scope: Scope,
    place: Place,
    verdict: Verdict,
}

impl Row {
    /// How closely the row fits; `None`: not at all. The provider counts most.
    fn closeness(&self, provider: &str, protocol: Protocol, place: Place) -> Option<u8> {
        if self.place != Place::Both && self.place != place {
            return None;
        }
        let own = match &*self.provider {
            "" => 0,
            named if named.eq_ignore_ascii_case(provider) => 4,
            _ => return None,
        };
        self.scope.closeness(protocol).map(|scope| own + scope)
    }
}

/// The codes, ready to be asked for every receipt; looking up allocates nothing.
#[derive(Clone, Debug)]
pub struct CodeTable {
    exact: HashMap<Box<str>, Vec<Row>>,
    /// Longest first.
    prefixes: Vec<(Box<str>, Vec<Row>)>,
    unknown_result: Verdict,
    unknown_stat: Verdict,
}

impl CodeTable {
    /// The table that came with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static TABLE: LazyLock<CodeTable> =
            LazyLock::new(|| CodeTable::parse(&[SHIPPED]).expect("the shipped table is read by a test"));
        &TABLE
    }

    /// The shipped table with a user's rows over it.
    ///
    /// # Errors
    /// [`CodesFault`] names line and column of the first mistake; then the user's file (file 2) is not used at all.
    pub fn with_overrides(own: &str) -> Result<Self, CodesFault> {
        Self::parse(&[SHIPPED, own])
    }

    /// Reads tables; a row of a later one replaces the row with the same provider, protocol, source and code.
    ///
    /// # Errors
    /// [`CodesFault`] names file, line and column of the first mistake; nothing is used then.
    pub fn parse(files: &[&str]) -> Result<Self, CodesFault> {
        let mut exact: HashMap<Box<str>, Vec<Row>> = HashMap::new();
        let mut prefixes: HashMap<Box<str>, Vec<Row>> = HashMap::new();
        let mut count = 0;
        for (index, text) in files.iter().enumerate() {
            let file = index + 1;
            let mut reader = csv::ReaderBuilder::new()
                .has_headers(false)
                .comment(Some(b'#'))
                .trim(csv::Trim::All)
                .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
            let mut headed = false;
            for record in reader.records() {
                let record = record.map_err(|e| {
                    let line = e.position().map_or(1, csv::Position::line);
                    CodesFault { file, line, column: 1, problem: CodeProblem::Csv(e.to_string()) }
                })?;
                let line = record.position().map_or(1, csv::Position::line);
                let fault = |column, problem| CodesFault { file, line, column, problem };
                if !headed {
                    if !record.iter().eq(HEADER) {
                        return Err(fault(1, CodeProblem::Header));
                    }
                    headed = true;
                    continue;
                }
                count += 1;
                if count > ROWS_MAX {
                    return Err(fault(1, CodeProblem::TooMany));
                }
                let (code, row) = parse_row(&record).map_err(|(column, problem)| fault(column, problem))?;
                let rows = match code.strip_suffix('*') {
                    Some(prefix) => prefixes.entry(prefix.into()).or_default(),
                    None => exact.entry(code.as_str().into()).or_default(),
                };
                rows.retain(|old| {
                    old.provider != row.provider || old.scope != row.scope || old.place != row.place
                });
                rows.push(row);
            }
            if !headed {
                return Err(CodesFault { file, line: 1, column: 1, problem: CodeProblem::Header });
            }
        }
        let mut prefixes: Vec<_> = prefixes.into_iter().collect();
        prefixes.sort_by(|(a, _), (b, _)| b.len().cmp(&a.len()).then_with(|| a.cmp(b)));
        let unknown = |place: Place| {
            let rows = prefixes.iter().find(|(prefix, _)| prefix.is_empty()).map(|(_, rows)| rows.as_slice());
            let mut general = rows.unwrap_or_default().iter().filter(|row| {
                row.provider.is_empty()
                    && row.scope == Scope::Any
                    && [place, Place::Both].contains(&row.place)
            });
            general.next().map(|row| row.verdict.clone()).ok_or(CodesFault {
                file: files.len(),
                line: 1,
                column: 1,
                problem: CodeProblem::NoFallback,
            })
        };
        let (unknown_result, unknown_stat) = (unknown(Place::Result)?, unknown(Place::Stat)?);
        Ok(Self { exact, prefixes, unknown_result, unknown_stat })
    }

    /// What a code means. `provider` is the name that the channel's settings give; empty: none.
    #[must_use]
    pub fn verdict<'a>(&'a self, provider: &str, protocol: Protocol, source: Source<'_>) -> &'a Verdict {
        let (code, place) = match source {
            Source::SubmitResult(number) => (Code::of_number(number), Place::Result),
            Source::Stat(text) => (Code::of_text(text), Place::Stat),
        };
        let code = code.as_str();
        let of = |rows: &'a Vec<Row>| closest(rows, provider, protocol, place);
        if let Some(verdict) = self.exact.get(code).and_then(of) {
            return verdict;
        }
        self.prefixes
            .iter()
            .filter(|(prefix, _)| code.starts_with(&**prefix))
            .find_map(|(_, rows)| of(rows))
            .unwrap_or(match place {
                Place::Result => &self.unknown_result,
                Place::Stat | Place::Both => &self.unknown_stat,
            })
    }
}

/// The row that fits most closely; of equals the later one.
fn closest<'a>(rows: &'a [Row], provider: &str, protocol: Protocol, place: Place) -> Option<&'a Verdict> {
    let fitting = rows.iter().filter_map(|row| Some((row.closeness(provider, protocol, place)?, row)));
    fitting.max_by_key(|(closeness, _)| *closeness).map(|(_, row)| &row.verdict)
}

/// A code as the table writes it: upper-case, half-width, without blanks and NULs around it.
struct Code {
    octets: [u8; CODE_OCTETS_MAX],
    length: usize,
}

impl Code {
    const EMPTY: Self = Self { octets: [0; CODE_OCTETS_MAX], length: 0 };

    fn push(&mut self, octet: u8) {
        if let Some(slot) = self.octets.get_mut(self.length) {
            *slot = octet.to_ascii_uppercase();
            self.length += 1;
        }
    }

    fn of_number(number: u32) -> Self {
        let mut code = Self::EMPTY;
        let digits = number.checked_ilog10().unwrap_or(0);
        for place in (0..=digits).rev() {
            let digit = number / 10_u32.pow(place) % 10;
            code.push(b'0' + u8::try_from(digit).unwrap_or(0));
        }
        code
    }

    fn of_text(text: &str) -> Self {
        let mut code = Self::EMPTY;
        let blank = |character: char| character.is_whitespace() || character.is_control();
        for character in text.trim_matches(blank).chars() {
            match u32::from(character) {
                0x2212 => code.push(b'-'), // the minus sign of typeset tables
                wide @ 0xFF01..=0xFF5E => code.push(u8::try_from(wide - 0xFEE0).unwrap_or(b'?')),
                plain => code.push(u8::try_from(plain).ok().filter(u8::is_ascii).unwrap_or(b'?')),
            }
        }
        code
    }

    fn as_str(&self) -> &str {
        self.octets.get(..self.length).and_then(|octets| std::str::from_utf8(octets).ok()).unwrap_or("")
    }
}

fn parse_row(record: &csv::StringRecord) -> Result<(String, Row), (usize, CodeProblem)> {
    let cell = |column: usize| record.get(column - 1).unwrap_or("");
    let fault = |column: usize, wanted: &'static str| {
        (column, CodeProblem::Cell { found: cell(column).to_owned(), wanted })
    };
    let number = |column: usize| cell(column).parse::<u32>().map_err(|_| fault(column, "a whole number"));
    let filled = |column: usize, wanted| match cell(column) {
        "" => Err(fault(column, wanted)),
        text => Ok(Box::<str>::from(text)),
    };
    let scope = match cell(2) {
        "any" => Scope::Any,
        "cmpp" => Scope::Cmpp,
        "cmpp20" => Scope::One(Protocol::Cmpp20),
        "cmpp21" => Scope::One(Protocol::Cmpp21),
        "cmpp30" => Scope::One(Protocol::Cmpp30),
        "sgip" => Scope::One(Protocol::Sgip),
        "smgp" => Scope::One(Protocol::Smgp),
        "cngp" => Scope::One(Protocol::Cngp),
        "smpp" => Scope::One(Protocol::Smpp),
        "maap" => Scope::One(Protocol::Maap),
        _ => return Err(fault(2, "any, cmpp, cmpp20, cmpp21, cmpp30, sgip, smgp, cngp, smpp or maap")),
    };
    let place = match cell(3) {
        "result" => Place::Result,
        "stat" => Place::Stat,
        "both" => Place::Both,
        _ => return Err(fault(3, "result, stat or both")),
    };
    let code = filled(4, "a code, or a prefix and *")?;
    if code.len() > CODE_OCTETS_MAX || !code.is_ascii() || code.trim_end_matches('*').contains('*') {
        return Err(fault(4, "a code of at most 48 ASCII characters, * only at its end"));
    }
    let outcome = match cell(6) {
        "delivered" => Outcome::Final(End::Delivered),
        "failed" => Outcome::Final(End::Failed),
        "waiting" => Outcome::Intermediate,
        _ => return Err(fault(6, "delivered, failed or waiting")),
    };
    let class = match (cell(5), outcome) {
        ("OK", Outcome::Final(End::Delivered) | Outcome::Intermediate) | ("-", Outcome::Intermediate) => None,
        (word, Outcome::Final(End::Failed)) => Some(
            FailureClass::from_code(word)
                .ok_or_else(|| fault(5, "NUM, TERM, BLOCK, TEXT, RATE, ROUTE or UNK for what has failed"))?,
        ),
        (_, Outcome::Final(End::Delivered)) => return Err(fault(5, "OK for what is delivered")),
        (_, Outcome::Intermediate) => return Err(fault(5, "OK or - for what is waiting")),
    };
    let (times_max, pause_s) = (number(12)?, number(13)?);
    let retry = match times_max {
        0 => Retry::Never,
        _ => Retry::After { pause: Duration::from_secs(u64::from(pause_s)), times_max },
    };
    if retry != Retry::Never && outcome != Outcome::Final(End::Failed) {
        return Err(fault(12, "0 for what has not failed"));
    }
    let confidence = match cell(14) {
        "sure" => Confidence::Sure,
        "varies" => Confidence::Varies,
        _ => return Err(fault(14, "sure or varies")),
    };
    let mut effects = Effects::default();
    for word in cell(15).split_ascii_whitespace() {
        let known = Effect::ALL.into_iter().find(|effect| effect.code() == word);
        effects = effects.with(known.ok_or_else(|| fault(15, "effects, separated by blanks"))?);
    }
    let verdict = Verdict {
        class,
        outcome,
        cause_key: filled(7, "a stable word for the cause")?,
        cause: Words { zh: filled(8, "the cause in Chinese")?, en: filled(9, "the cause in English")? },
        action: Words { zh: cell(10).into(), en: cell(11).into() },
        retry,
        confidence,
        effects,
    };
    Ok((code.to_ascii_uppercase(), Row { provider: cell(1).into(), scope, place, verdict }))
}
