//! A look at a list before it comes in, and lists that people paste.

use std::collections::BTreeMap;
use std::path::Path;

use hongyan_contacts::import::{self, Inspection, PreviousImport};
use hongyan_contacts::layout::SampleRow;
use hongyan_contacts::paste::{self, Pasted};

use super::ListLayout;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// Numbers that may be pasted at once.
pub const PASTED_MAX: usize = 50_000;
/// Characters that may be pasted at once.
const PASTED_CHARS_MAX: usize = 8 * 1_024 * 1_024;
/// Columns of a row that a look shows.
const COLUMNS_SHOWN: u32 = 200;

/// What a look at a list says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Look {
    /// The file.
    pub seen: Inspection,
    /// When the same file came in before.
    pub before: Option<PreviousImport>,
}

impl Console {
    /// Looks at a list: what it is, how it would be read, its first rows, and whether it came in before.
    ///
    /// # Errors
    /// [`ConsoleError`] names the file and why it cannot be read.
    pub async fn inspect_list(&self, path: &Path, layout: &ListLayout) -> Result<Look, ConsoleError> {
        let named = |error: import::ImportError| {
            let name = path.file_name().map_or_else(Default::default, |name| name.to_string_lossy());
            ConsoleError::from(error).with("file", name)
        };
        let (overrides, text) = layout.overrides()?;
        let seen = import::look(path, &overrides, text).await.map_err(named)?;
        let before = import::imported_before(&self.db, path).await.map_err(named)?;
        Ok(Look { seen, before })
    }
}

/// Rows as a table: each with as many cells as the widest, empty ones included.
#[must_use]
pub fn table(rows: &[SampleRow]) -> Vec<Vec<String>> {
    let last = |row: &SampleRow| row.cells.keys().next_back().copied().unwrap_or(0);
    let width = rows.iter().map(last).max().unwrap_or(0).min(COLUMNS_SHOWN);
    let cell = |row: &SampleRow, col| row.cells.get(&col).map_or_else(String::new, |cell| cell.text.clone());
    rows.iter().map(|row| (1..=width).map(|col| cell(row, col)).collect()).collect()
}

/// The first values of a column below its header, without empty ones.
#[must_use]
pub fn samples(rows: &[SampleRow], header_row: Option<u32>, col: u32, count: usize) -> Vec<String> {
    rows.iter()
        .filter(|row| header_row.is_none_or(|header| row.no > header))
        .filter_map(|row| row.cells.get(&col))
        .map(|cell| cell.text.clone())
        .take(count)
        .collect()
}

/// Reads what a person pasted.
///
/// # Errors
/// [`ErrorCode::FormInvalid`] when there is no number in it, or too much of everything.
pub fn read_pasted(text: &str, field: &str) -> Result<Pasted, ConsoleError> {
    let refused = |mistake: Mistake| Err(ConsoleError::mistakes(ErrorCode::FormInvalid, vec![mistake]));
    if text.len() > PASTED_CHARS_MAX {
        let mistake = Mistake::at(MistakeCode::TooLong, field).with("length", text.len());
        return refused(mistake.with("max", PASTED_CHARS_MAX));
    }
    let pasted = paste::read(text, PASTED_MAX);
    if pasted.too_many {
        let mistake = Mistake::at(MistakeCode::OutOfRange, field).with("value", format!("> {PASTED_MAX}"));
        return refused(mistake.with("min", 1).with("max", PASTED_MAX));
    }
    if pasted.entries.is_empty() {
        return refused(Mistake::at(MistakeCode::EmptyList, field));
    }
    Ok(pasted)
}

/// Counts by name as replies carry them.
pub(crate) fn counted<K: Ord>(
    counts: &BTreeMap<K, u64>,
    code: impl Fn(&K) -> &'static str,
) -> BTreeMap<String, u64> {
    counts.iter().map(|(key, count)| (code(key).to_owned(), *count)).collect()
}
