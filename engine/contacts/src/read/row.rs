//! Rows as every format gives them: texts in one buffer, handed on in batches.

use std::ops::ControlFlow;

/// Columns that are read; a list with more is a mistake, and one stray cell far right must not cost memory.
pub const COLUMNS_MAX: u32 = 1_024;
/// Rows per batch: large enough that hand-over costs nothing, small enough that a cancel is felt at once.
const BATCH_ROWS: usize = 1_024;
/// Text per batch, in bytes.
const BATCH_TEXT_BYTES: usize = 512 * 1_024;
/// Text kept of one cell, in bytes; the longest text that fits an SMS task is far shorter.
pub(crate) const CELL_BYTES_MAX: usize = 4_096;

/// What a cell was before it became text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum CellKind {
    /// A text.
    Text,
    /// A number.
    Number,
    /// A date, written as `2026-03-01` or `2026-03-01 09:30:00`.
    Date,
    /// An error value such as `#N/A`.
    Error,
    /// A formula that was saved without its result.
    Uncalculated,
}

/// One cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct CellRef<'b> {
    /// The column, from 1.
    pub col: u32,
    /// What it was.
    pub kind: CellKind,
    /// Its text.
    pub text: &'b str,
    /// Whether the text was longer and is cut.
    pub cut: bool,
}

/// One row with at least one cell.
#[derive(Clone, Copy, Debug)]
pub struct Row<'b> {
    /// The row in the sheet, from 1.
    pub no: u32,
    /// Whether cells beyond [`COLUMNS_MAX`] were left out.
    pub beyond: bool,
    /// Lines that the row takes in a text file; 1 elsewhere.
    pub lines: u32,
    cells: &'b [Cell],
    text: &'b str,
}

impl<'b> Row<'b> {
    /// The cells that are not empty, left to right.
    pub fn cells(self) -> impl Iterator<Item = CellRef<'b>> {
        self.cells.iter().map(move |cell| cell.show(self.text))
    }

    /// The cell in one column.
    #[must_use]
    pub fn at(self, col: u32) -> Option<CellRef<'b>> {
        let index = self.cells.binary_search_by_key(&col, |cell| cell.col).ok()?;
        self.cells.get(index).map(|cell| cell.show(self.text))
    }
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    col: u32,
    kind: CellKind,
    cut: bool,
    start: u32,
    end: u32,
}

impl Cell {
    fn show(self, text: &str) -> CellRef<'_> {
        let range = usize::try_from(self.start).unwrap_or(0)..usize::try_from(self.end).unwrap_or(0);
        CellRef { col: self.col, kind: self.kind, text: text.get(range).unwrap_or(""), cut: self.cut }
    }
}

#[derive(Clone, Copy, Debug)]
struct RowHead {
    no: u32,
    beyond: bool,
    lines: u32,
    cells_end: usize,
}

/// Some rows, in the order of the sheet.
#[derive(Debug, Default)]
pub struct RowBatch {
    rows: Vec<RowHead>,
    cells: Vec<Cell>,
    text: String,
}

impl RowBatch {
    /// The rows.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let mut start = 0;
        self.rows.iter().map(move |head| {
            let cells = self.cells.get(start..head.cells_end).unwrap_or(&[]);
            start = head.cells_end;
            Row { no: head.no, beyond: head.beyond, lines: head.lines, cells, text: &self.text }
        })
    }

    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    fn clear(&mut self) {
        self.rows.clear();
        self.cells.clear();
        self.text.clear();
    }

    fn is_full(&self) -> bool {
        self.rows.len() >= BATCH_ROWS || self.text.len() >= BATCH_TEXT_BYTES
    }
}

/// Takes batches; may keep one by swapping an empty one in. `Break` ends the reading.
pub type Sink<'s> = dyn FnMut(&mut RowBatch) -> ControlFlow<()> + 's;

/// Builds rows from cells as a reader meets them and hands full batches to the sink.
pub(crate) struct RowBuilder<'s, 'f> {
    batch: RowBatch,
    sink: &'s mut Sink<'f>,
    no: u32,
    lines: u32,
    beyond: bool,
    sorted: bool,
    first_cell: usize,
}

impl<'s, 'f> RowBuilder<'s, 'f> {
    pub(crate) fn new(sink: &'s mut Sink<'f>) -> Self {
        Self { batch: RowBatch::default(), sink, no: 0, lines: 1, beyond: false, sorted: true, first_cell: 0 }
    }

    /// Begins the row `no` (from 1); a row begun before is finished.
    pub(crate) fn row(&mut self, no: u32) -> ControlFlow<()> {
        self.end_row()?;
        self.no = no;
        ControlFlow::Continue(())
    }

    /// The number of the row that is being built; 0 before the first.
    pub(crate) fn row_no(&self) -> u32 {
        self.no
    }

    /// Says how many lines of a text file the row takes.
    pub(crate) fn lines(&mut self, lines: u32) {
        self.lines = lines;
    }

    /// Adds a cell in column `col` (from 1). Blank texts are left out: an empty cell and one with a blank are one.
    pub(crate) fn cell(&mut self, col: u32, kind: CellKind, text: &str) {
        if kind == CellKind::Text && text.trim().is_empty() {
            return;
        }
        if col > COLUMNS_MAX {
            self.beyond = true;
            return;
        }
        let kept = cut_to(text, CELL_BYTES_MAX);
        let start = self.batch.text.len();
        self.batch.text.push_str(kept);
        let span = u32::try_from(start).ok().zip(u32::try_from(self.batch.text.len()).ok());
        let Some((start, end)) = span else { return }; // unreachable: a batch is handed on long before 4 GiB
        let last = self.batch.cells.get(self.first_cell..).and_then(<[Cell]>::last);
        self.sorted &= last.is_none_or(|last| last.col < col);
        self.batch.cells.push(Cell { col, kind, cut: kept.len() < text.len(), start, end });
    }

    fn end_row(&mut self) -> ControlFlow<()> {
        if self.batch.cells.len() > self.first_cell {
            if !self.sorted
                && let Some(cells) = self.batch.cells.get_mut(self.first_cell..)
            {
                cells.sort_by_key(|cell| cell.col); // only a damaged or hostile file has them out of order
            }
            let cells_end = self.batch.cells.len();
            self.batch.rows.push(RowHead { no: self.no, beyond: self.beyond, lines: self.lines, cells_end });
        }
        self.first_cell = self.batch.cells.len();
        self.beyond = false;
        self.sorted = true;
        self.lines = 1;
        if self.batch.is_full() { self.hand_on() } else { ControlFlow::Continue(()) }
    }

    /// Finishes the last row and hands on what is left.
    pub(crate) fn end(mut self) {
        if self.end_row().is_continue() && !self.batch.is_empty() {
            let _ = self.hand_on();
        }
    }

    fn hand_on(&mut self) -> ControlFlow<()> {
        let flow = (self.sink)(&mut self.batch);
        self.batch.clear();
        self.first_cell = 0;
        flow
    }
}

/// The longest prefix of at most `max` bytes that ends between two characters.
pub(crate) fn cut_to(text: &str, max: usize) -> &str {
    if text.len() <= max {
        return text;
    }
    let end = (0..=max).rev().find(|end| text.is_char_boundary(*end)).unwrap_or(0);
    text.get(..end).unwrap_or("")
}

/// `A1` for row 1, column 1.
#[must_use]
pub fn address(row: u32, col: u32) -> String {
    format!("{}{row}", column_letters(col))
}

/// `A` for 1, `AA` for 27.
#[must_use]
pub fn column_letters(col: u32) -> String {
    let mut letters = Vec::new();
    let mut rest = col;
    while rest > 0 {
        let digit = u8::try_from((rest - 1) % 26).unwrap_or(0);
        letters.push(b'A' + digit);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|letter| char::from(*letter)).collect()
}

/// 1 for `A` and `a`, 27 for `AA`; `None` for anything but one to three letters.
#[must_use]
pub fn column_number(letters: &str) -> Option<u32> {
    if letters.is_empty() || letters.len() > 3 || !letters.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return None;
    }
    Some(letters.bytes().fold(0, |sum, byte| sum * 26 + u32::from(byte.to_ascii_uppercase() - b'A') + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_have_letters_and_numbers() {
        for (col, letters) in [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA"), (16_384, "XFD")] {
            assert_eq!(column_letters(col), letters);
            assert_eq!(column_number(letters), Some(col));
        }
        assert_eq!(address(18, 2), "B18");
        assert_eq!(column_number("手机"), None);
        assert_eq!(column_number("ABCD"), None);
    }

    #[test]
    fn rows_come_back_as_they_were_built() {
        let mut seen = Vec::new();
        let mut sink = |batch: &mut RowBatch| {
            for row in batch.rows() {
                seen.push((
                    row.no,
                    row.beyond,
                    row.cells().map(|cell| (cell.col, cell.text.to_owned())).collect::<Vec<_>>(),
                ));
            }
            ControlFlow::Continue(())
        };
        let mut builder = RowBuilder::new(&mut sink);
        let _ = builder.row(1);
        builder.cell(3, CellKind::Text, "c");
        builder.cell(1, CellKind::Text, "a");
        builder.cell(2, CellKind::Text, "  ");
        let _ = builder.row(2);
        let _ = builder.row(7);
        builder.cell(1, CellKind::Number, "1");
        builder.cell(COLUMNS_MAX + 1, CellKind::Text, "far");
        builder.end();
        assert_eq!(
            seen,
            vec![
                (1, false, vec![(1, "a".to_owned()), (3, "c".to_owned())]),
                (7, true, vec![(1, "1".to_owned())])
            ]
        );
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        assert_eq!(cut_to("汉字", 4), "汉");
        assert_eq!(cut_to("汉字", 6), "汉字");
    }
}
