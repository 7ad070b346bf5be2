//! Which sheet, which header row and what each column means: found by itself, with a confidence, and overridable.

use std::collections::BTreeMap;
use std::ops::ControlFlow;

use thiserror::Error;

use crate::read::{Book, COLUMNS_MAX, CellKind, ReadError, RowBatch, column_letters, column_number};

mod guess;
mod words;

pub use words::is_name as is_name_header;

/// Rows of a sheet that a guess looks at.
pub const SAMPLE_ROWS: usize = 200;
/// Sheets of a workbook that are looked at.
const SHEETS_MAX: usize = 20;
/// Text that the role of a column can be given as, for the number.
const NUMBER_WORDS: [&str; 5] = ["number", "phone", "mobile", "手机", "手机号码"];
/// … and for the name.
const NAME_WORDS: [&str; 2] = ["name", "姓名"];
/// … and to leave the column out.
const IGNORE_WORDS: [&str; 3] = ["-", "ignore", "忽略"];

/// What a person says instead of the guess.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct LayoutOverrides {
    /// The sheet.
    pub sheet: Option<SheetChoice>,
    /// The header's row, from 1; 0 says that there is none.
    pub header: Option<u32>,
    /// Column (letters, number from 1, or header text) to field (`phone`, `name`, `-`, or the field's name).
    pub maps: Vec<(String, String)>,
}

/// A sheet by place or by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum SheetChoice {
    /// Its place, from 1, hidden ones included.
    Number(u32),
    /// Its name.
    Name(String),
}

impl SheetChoice {
    /// A number if the text is one, else a name.
    #[must_use]
    pub fn from_text(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Name(text.to_owned()), Self::Number)
    }
}

/// What a column means.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Role {
    /// The mobile number.
    Number,
    /// The person's name; it is a field under its header, too.
    Name,
    /// A field of this name, for templates.
    Field(String),
    /// Left out.
    Ignored,
}

/// Why a column means what it means.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MappingReason {
    /// Header and values agree.
    HeaderAndValues,
    /// The header says so.
    Header,
    /// The values look like it.
    Values,
    /// Nothing speaks for anything else.
    Remaining,
    /// A person said so.
    Given,
}

impl MappingReason {
    /// The stable name that faces translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::HeaderAndValues => "header_and_values",
            Self::Header => "header",
            Self::Values => "values",
            Self::Remaining => "remaining",
            Self::Given => "given",
        }
    }
}

/// One column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its place, from 1.
    pub col: u32,
    /// Its header; its letters when there is none. No two columns have the same.
    pub header: String,
    /// What it means.
    pub role: Role,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// Why.
    pub why: MappingReason,
}

/// How a sheet is to be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// The sheet's name; empty for text files.
    pub sheet: String,
    /// The header's row, from 1; `None` when the list has none.
    pub header_row: Option<u32>,
    /// How sure that is, in percent.
    pub header_confidence: u8,
    /// Whether cells of the header were joined over two rows.
    pub header_merged: bool,
    /// The columns, left to right; exactly one is the number.
    pub columns: Vec<Column>,
}

impl Layout {
    /// The column of the number, from 1.
    #[must_use]
    pub fn number_col(&self) -> u32 {
        self.columns.iter().find(|column| column.role == Role::Number).map_or(1, |column| column.col)
    }

    /// Whether a row is above the list's first.
    #[must_use]
    pub fn is_header(&self, row: u32) -> bool {
        self.header_row.is_some_and(|header| row <= header)
    }
}

/// Why a list's layout cannot be told. Nothing was stored.
#[derive(Debug, Error)]
pub enum LayoutError {
    /// Reading failed.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// The sheet that a person named is not there.
    #[error("there is no sheet {wanted:?}; there are: {}", .sheets.join(", "))]
    NoSuchSheet {
        /// What was asked for.
        wanted: String,
        /// The sheets there are.
        sheets: Vec<String>,
    },
    /// The header row that a person named is not among the first rows.
    #[error("there is no row {row} among the first rows of the sheet")]
    NoSuchRow {
        /// The row asked for, from 1.
        row: u32,
    },
    /// A column that a person named is not there.
    #[error("there is no column {wanted:?}; there are: {}", .columns.join(", "))]
    NoSuchColumn {
        /// What was asked for.
        wanted: String,
        /// The headers there are.
        columns: Vec<String>,
    },
    /// Two columns were given as the number.
    #[error("columns {first} and {second} cannot both be the number")]
    TwoNumbers {
        /// The one, in letters.
        first: String,
        /// The other, in letters.
        second: String,
    },
    /// No column looks like mobile numbers: say which one it is.
    #[error("no column of the list looks like mobile numbers; its columns: {}", .columns.join(", "))]
    NoNumberColumn {
        /// The headers of the sheet that came nearest.
        columns: Vec<String>,
    },
}

impl LayoutError {
    /// The stable name that faces translate.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Read(error) => error.code(),
            Self::NoSuchSheet { .. } => "import_no_such_sheet",
            Self::NoSuchRow { .. } => "import_no_such_row",
            Self::NoSuchColumn { .. } => "import_no_such_column",
            Self::TwoNumbers { .. } => "import_two_number_columns",
            Self::NoNumberColumn { .. } => "import_no_number_column",
        }
    }
}

/// A row looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleRow {
    /// The row in the sheet, from 1.
    pub no: u32,
    /// Its cells by column, from 1.
    pub cells: BTreeMap<u32, SampleCell>,
}

/// A cell looked at.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SampleCell {
    /// What it was.
    pub kind: CellKind,
    /// Its text.
    pub text: String,
}

/// Finds the layout of a list.
///
/// # Errors
/// As [`LayoutError`] says.
pub fn find(book: &mut Book, overrides: &LayoutOverrides) -> Result<(Layout, Vec<SampleRow>), LayoutError> {
    match search(book, overrides)? {
        (Some(best), _) => Ok(best),
        (None, Some((layout, _))) => Err(LayoutError::NoNumberColumn { columns: headers(&layout) }),
        (None, None) => Err(ReadError::Empty.into()),
    }
}

/// Looks at a list: as [`find`], but a list without a column of numbers is shown as it is, for a person to say which
/// column it is.
///
/// # Errors
/// As [`find`], save [`LayoutError::NoNumberColumn`].
pub fn look(book: &mut Book, overrides: &LayoutOverrides) -> Result<(Layout, Vec<SampleRow>), LayoutError> {
    let (best, nearest) = search(book, overrides)?;
    best.or(nearest).ok_or_else(|| ReadError::Empty.into())
}

type Sampled = (Layout, Vec<SampleRow>);

/// The sheet with the surest column of numbers, and the first sheet without one.
fn search(
    book: &mut Book,
    overrides: &LayoutOverrides,
) -> Result<(Option<Sampled>, Option<Sampled>), LayoutError> {
    let mut best: Option<(u8, Sampled)> = None;
    let mut nearest = None;
    for sheet in candidates(book, overrides)? {
        let rows = sample(book, &sheet)?;
        if rows.is_empty() {
            continue;
        }
        let guess = guess::layout(&sheet, &rows, overrides.header)?;
        let layout = match apply(guess, &overrides.maps) {
            Ok(layout) => layout,
            // A column that only another sheet has is no mistake yet.
            Err(error @ LayoutError::NoSuchColumn { .. }) if best.is_some() => {
                tracing::debug!(%error, "sheet passed over");
                continue;
            }
            Err(error) => return Err(error),
        };
        let number = layout.columns.iter().find(|column| column.role == Role::Number);
        match number.map(|number| number.confidence) {
            None => nearest = nearest.or(Some((layout, rows))),
            Some(confidence) if best.as_ref().is_none_or(|(other, _)| confidence > *other) => {
                best = Some((confidence, (layout, rows)));
            }
            Some(_) => {}
        }
    }
    Ok((best.map(|(_, sampled)| sampled), nearest))
}

/// The sheets to look at: the one named, else those that are shown, else all.
fn candidates(book: &Book, overrides: &LayoutOverrides) -> Result<Vec<String>, LayoutError> {
    let sheets = book.sheets();
    let all = || sheets.iter().map(|sheet| sheet.name.clone()).collect::<Vec<_>>();
    if let Some(choice) = &overrides.sheet {
        let found = match choice {
            SheetChoice::Number(number) => usize::try_from(*number)
                .ok()
                .and_then(|number| number.checked_sub(1))
                .and_then(|index| sheets.get(index)),
            SheetChoice::Name(name) => sheets.iter().find(|sheet| sheet.name == *name),
        };
        let wanted = || match choice {
            SheetChoice::Number(number) => number.to_string(),
            SheetChoice::Name(name) => name.clone(),
        };
        return match found {
            Some(sheet) => Ok(vec![sheet.name.clone()]),
            None => Err(LayoutError::NoSuchSheet { wanted: wanted(), sheets: all() }),
        };
    }
    let shown: Vec<String> = sheets
        .iter()
        .filter(|sheet| sheet.visible)
        .map(|sheet| sheet.name.clone())
        .take(SHEETS_MAX)
        .collect();
    Ok(if shown.is_empty() { all().into_iter().take(SHEETS_MAX).collect() } else { shown })
}

/// The first rows of a sheet.
pub(crate) fn sample(book: &mut Book, sheet: &str) -> Result<Vec<SampleRow>, LayoutError> {
    let mut rows = Vec::new();
    let mut too_wide = None;
    book.read(sheet, &mut |batch: &mut RowBatch| {
        for row in batch.rows() {
            if row.beyond && rows.len() < guess::HEADER_SEARCH_ROWS && row.cells().count() > WIDE_CELLS {
                too_wide = Some(row.no);
                return ControlFlow::Break(());
            }
            let cells = row
                .cells()
                .map(|cell| (cell.col, SampleCell { kind: cell.kind, text: cell.text.to_owned() }))
                .collect();
            rows.push(SampleRow { no: row.no, cells });
            if rows.len() >= SAMPLE_ROWS {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    })?;
    match too_wide {
        Some(row) => {
            Err(ReadError::TooManyColumns { row, columns: COLUMNS_MAX + 1, limit: COLUMNS_MAX }.into())
        }
        None => Ok(rows),
    }
}

/// Cells from which a row that goes beyond the last column is a list that is too wide, not a stray cell.
const WIDE_CELLS: usize = 512;

/// Puts what a person said over the guess.
fn apply(mut layout: Layout, maps: &[(String, String)]) -> Result<Layout, LayoutError> {
    let mut given_number: Option<u32> = None;
    for (wanted, field) in maps {
        let col = column_of(&layout, wanted)
            .ok_or_else(|| LayoutError::NoSuchColumn { wanted: wanted.clone(), columns: headers(&layout) })?;
        let role = role_of(field);
        if role == Role::Number {
            if let Some(first) = given_number.filter(|first| *first != col) {
                return Err(LayoutError::TwoNumbers {
                    first: column_letters(first),
                    second: column_letters(col),
                });
            }
            given_number = Some(col);
        }
        for column in &mut layout.columns {
            if column.col == col {
                column.role = role.clone();
                column.confidence = 100;
                column.why = MappingReason::Given;
            } else if column.role == role && matches!(role, Role::Number | Role::Name) {
                column.role = Role::Field(column.header.clone()); // there is one number and one name
            }
        }
    }
    Ok(layout)
}

fn headers(layout: &Layout) -> Vec<String> {
    layout.columns.iter().map(|column| column.header.clone()).collect()
}

/// A column by its header, else by its letters, else by its number.
fn column_of(layout: &Layout, wanted: &str) -> Option<u32> {
    let there = |col: u32| layout.columns.iter().any(|column| column.col == col).then_some(col);
    layout
        .columns
        .iter()
        .find(|column| column.header == wanted)
        .map(|column| column.col)
        .or_else(|| column_number(wanted).and_then(there))
        .or_else(|| wanted.parse().ok().and_then(there))
}

fn role_of(field: &str) -> Role {
    let field = field.trim();
    let among = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(field));
    if among(&NUMBER_WORDS) {
        Role::Number
    } else if among(&NAME_WORDS) {
        Role::Name
    } else if among(&IGNORE_WORDS) || field.is_empty() {
        Role::Ignored
    } else {
        Role::Field(field.to_owned())
    }
}
