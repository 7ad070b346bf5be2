//! The guess itself: a header is a row of texts above the first row with a number in it.

use std::collections::{BTreeMap, BTreeSet};

use super::{Column, Layout, LayoutError, MappingReason, Role, SampleRow, words};
use crate::clean::{self, Fault};
use crate::read::{CellKind, column_letters};

/// Rows in which a header is looked for.
pub(super) const HEADER_SEARCH_ROWS: usize = 30;
/// Digits from which a cell is data, not a header.
const DATA_DIGITS_MIN: usize = 5;
/// Characters of a header; more are a note.
const HEADER_CHARS_MAX: usize = 20;
/// Share of values that must look like numbers when the header does not say so, in percent.
const VALUES_PERCENT_MIN: usize = 30;
/// Share of values that must look like names in a list without header, in percent.
const NAMES_PERCENT_MIN: usize = 80;

struct Header {
    at: Option<usize>,
    confidence: u8,
    merged: bool,
}

pub(super) fn layout(sheet: &str, rows: &[SampleRow], given: Option<u32>) -> Result<Layout, LayoutError> {
    let header = match given {
        Some(0) => Header { at: None, confidence: 100, merged: false },
        Some(row) => {
            let at = rows.iter().position(|sample| sample.no == row);
            if at.is_none() {
                return Err(LayoutError::NoSuchRow { row });
            }
            Header { at, confidence: 100, merged: false }
        }
        None => find_header(rows),
    };
    let names = header_names(rows, &header);
    let data = rows.get(header.at.map_or(0, |at| at + 1)..).unwrap_or(&[]);
    let cols: BTreeSet<u32> =
        names.keys().copied().chain(data.iter().flat_map(|row| row.cells.keys().copied())).collect();
    let number = number_column(&cols, &names, data);
    let mut columns = Vec::with_capacity(cols.len());
    let mut taken = BTreeSet::new();
    let mut named = false;
    for col in cols {
        let text = names.get(&col).map_or_else(|| column_letters(col), Clone::clone);
        let text = unique(text, &mut taken);
        let (role, confidence, why) = match number {
            Some((number, confidence, why)) if number == col => (Role::Number, confidence, why),
            _ if !named && names.get(&col).is_some_and(|name| words::is_name(name)) => {
                (Role::Name, 90, MappingReason::Header)
            }
            _ if !named && header.at.is_none() && look_like_names(data, col) => {
                (Role::Name, 60, MappingReason::Values)
            }
            _ if names.contains_key(&col) => (Role::Field(text.clone()), 90, MappingReason::Header),
            _ => (Role::Field(text.clone()), 50, MappingReason::Remaining),
        };
        named |= role == Role::Name;
        columns.push(Column { col, header: text, role, confidence, why });
    }
    Ok(Layout {
        sheet: sheet.to_owned(),
        header_row: header.at.and_then(|at| rows.get(at)).map(|row| row.no),
        header_confidence: header.confidence,
        header_merged: header.merged,
        columns,
    })
}

fn find_header(rows: &[SampleRow]) -> Header {
    let first_number =
        rows.iter().position(|row| row.cells.values().any(|cell| likeness(cell.kind, &cell.text) == 2));
    let above = first_number.unwrap_or(rows.len()).min(HEADER_SEARCH_ROWS);
    let candidates = rows.get(..above).unwrap_or(&[]);
    let by_word = candidates.iter().rposition(|row| {
        row.cells
            .values()
            .any(|cell| cell.text.chars().count() <= HEADER_CHARS_MAX && words::number_points(&cell.text) > 0)
    });
    if let Some(at) = by_word {
        let below = second_header_row(rows, at, above);
        return Header {
            at: Some(below.unwrap_or(at)),
            confidence: 95,
            merged: below.is_some() || continues_row_above(rows, at),
        };
    }
    let width = first_number.and_then(|at| rows.get(at)).map_or(1, |row| row.cells.len());
    let by_shape = candidates.iter().position(|row| row.cells.len() * 2 >= width && is_text_only(row));
    match by_shape {
        Some(at) => Header { at: Some(at), confidence: 70, merged: false },
        None => Header { at: None, confidence: if first_number == Some(0) { 95 } else { 60 }, merged: false },
    }
}

/// A row below the header that fills in under joined cells: the number's cell is empty in it, all others are texts.
fn second_header_row(rows: &[SampleRow], at: usize, above: usize) -> Option<usize> {
    let (header, below) = (rows.get(at)?, rows.get(at + 1).filter(|_| at + 1 < above)?);
    let under_number = header
        .cells
        .iter()
        .filter(|(_, cell)| words::number_points(&cell.text) > 0)
        .any(|(col, _)| below.cells.contains_key(col));
    let fills = below.cells.keys().any(|col| !header.cells.contains_key(col));
    (below.no == header.no + 1 && !under_number && fills && is_text_only(below)).then_some(at + 1)
}

/// Whether the row above holds the headers of columns that have none in this row: cells joined over two rows.
fn continues_row_above(rows: &[SampleRow], at: usize) -> bool {
    let (Some(row), Some(above)) = (rows.get(at), at.checked_sub(1).and_then(|at| rows.get(at))) else {
        return false;
    };
    above.no + 1 == row.no
        && above.cells.len() > 1
        && above.cells.keys().any(|col| !row.cells.contains_key(col))
}

fn is_text_only(row: &SampleRow) -> bool {
    row.cells.values().all(|cell| {
        let digits = cell.text.chars().filter(char::is_ascii_digit).count();
        cell.kind == CellKind::Text
            && digits < DATA_DIGITS_MIN
            && cell.text.chars().count() <= HEADER_CHARS_MAX
    })
}

/// Header texts by column; a cell that is joined with the one above takes its text.
fn header_names(rows: &[SampleRow], header: &Header) -> BTreeMap<u32, String> {
    let Some(at) = header.at else { return BTreeMap::new() };
    let texts = |index: usize| {
        rows.get(index).into_iter().flat_map(|row| &row.cells).map(|(col, cell)| (*col, one_line(&cell.text)))
    };
    let mut names: BTreeMap<u32, String> = BTreeMap::new();
    if header.merged {
        names.extend(at.checked_sub(1).into_iter().flat_map(texts));
    }
    names.extend(texts(at));
    names.retain(|_, name| !name.is_empty());
    names
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(64).collect()
}

fn unique(text: String, taken: &mut BTreeSet<String>) -> String {
    let mut name = text.clone();
    let mut count = 1_u32;
    while !taken.insert(name.clone()) {
        count += 1;
        name = format!("{text}_{count}");
    }
    name
}

/// The column that is most likely the number, with confidence and reason.
fn number_column(
    cols: &BTreeSet<u32>,
    names: &BTreeMap<u32, String>,
    data: &[SampleRow],
) -> Option<(u32, u8, MappingReason)> {
    let mut best: Option<(i32, u32, MappingReason)> = None;
    for col in cols {
        let cells: Vec<usize> = data
            .iter()
            .filter_map(|row| row.cells.get(col))
            .map(|cell| likeness(cell.kind, &cell.text))
            .collect();
        let percent = cells.iter().sum::<usize>() * 50 / cells.len().max(1);
        let points = names.get(col).map_or(0, |name| words::number_points(name));
        let by_values = percent >= VALUES_PERCENT_MIN;
        let why = match (by_values, points > 0) {
            (true, true) => MappingReason::HeaderAndValues,
            (true, false) => MappingReason::Values,
            (false, true) => MappingReason::Header,
            (false, false) => continue,
        };
        let score = i32::try_from(percent).unwrap_or(100) * 65 / 100 + 5 + points;
        if score > 0 && best.is_none_or(|(other, ..)| score > other) {
            best = Some((score, *col, why));
        }
    }
    best.map(|(score, col, why)| (col, u8::try_from(score.clamp(1, 99)).unwrap_or(99), why))
}

/// 2: numbers can be read; 1: a number that lost or misses digits; 0: something else.
fn likeness(kind: CellKind, text: &str) -> usize {
    if !matches!(kind, CellKind::Text | CellKind::Number) {
        return 0;
    }
    let cleaned = clean::clean(text);
    match cleaned.problem {
        _ if !cleaned.numbers.is_empty() => 2,
        Some(problem) if problem.fault == Fault::PrecisionLost || problem.fixed.is_some() => 1,
        _ => 0,
    }
}

/// Whether most values of a column are two to four Han characters.
fn look_like_names(data: &[SampleRow], col: u32) -> bool {
    let cells: Vec<&str> =
        data.iter().filter_map(|row| row.cells.get(&col)).map(|cell| cell.text.trim()).collect();
    let names = cells.iter().filter(|text| {
        let han = text.chars().all(|character| ('\u{4e00}'..='\u{9fff}').contains(&character));
        han && (2..=4).contains(&text.chars().count())
    });
    !cells.is_empty() && names.count() * 100 >= cells.len() * NAMES_PERCENT_MIN
}
