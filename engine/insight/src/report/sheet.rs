//! A long table over as many sheets as it takes, written row by row to the disk.

use rust_xlsxwriter::{Format, IgnoreError, Workbook, Worksheet, XlsxError};

use super::person::printable;
use super::place::Broken;

/// The longest text of a cell, in UTF-16 units (the format's limit).
const CELL_UNITS_MAX: usize = 32_767;
/// Moments count from here, in days before 1970 (the format's epoch).
const EPOCH_DAYS: f64 = 25_569.0;
/// China's offset, in milliseconds.
const CHINA_OFFSET_MS: i64 = 8 * 3_600_000;

/// A column of a long table.
pub(super) struct Column {
    pub(super) header: String,
    /// In characters of the default font.
    pub(super) width: f64,
    /// `None`: text.
    pub(super) format: Option<Format>,
}

/// A table that starts a new sheet when one is full.
pub(super) struct LongTable {
    name: &'static str,
    columns: Vec<Column>,
    header: Format,
    rows_max: u32,
    full: Vec<Worksheet>,
    sheet: Worksheet,
    /// The row of the header on this sheet.
    header_row: u32,
    next_row: u32,
}

impl LongTable {
    /// A table that starts at the top of a sheet of its own.
    pub(super) fn new(
        book: &mut Workbook,
        name: &'static str,
        columns: Vec<Column>,
        header: Format,
        rows_max: u32,
    ) -> Result<Self, Broken> {
        let sheet = Self::sheet(book, &columns)?;
        let rows_max = rows_max.clamp(2, super::SHEET_ROWS_MAX);
        Ok(Self { name, columns, header, rows_max, full: Vec::new(), sheet, header_row: 0, next_row: 0 })
    }

    fn sheet(book: &mut Workbook, columns: &[Column]) -> Result<Worksheet, XlsxError> {
        let mut sheet = book.new_worksheet_with_constant_memory()?;
        for (column, at) in columns.iter().zip(0_u16..) {
            sheet.set_column_width(at, column.width)?;
            if let Some(format) = &column.format {
                sheet.set_column_format(at, format)?;
            }
        }
        Ok(sheet)
    }

    /// What stands above the header on the first sheet: `write` gets the sheet and answers the next free row.
    pub(super) fn preface(
        &mut self,
        write: impl FnOnce(&mut Worksheet) -> Result<u32, XlsxError>,
    ) -> Result<(), Broken> {
        self.next_row = write(&mut self.sheet)?;
        Ok(())
    }

    /// Writes the header of this sheet; it stays in view when it is the first row.
    pub(super) fn begin(&mut self) -> Result<(), Broken> {
        self.header_row = self.next_row;
        for (column, at) in self.columns.iter().zip(0_u16..) {
            self.sheet.write_string_with_format(
                self.header_row,
                at,
                &*printable(&column.header, 255),
                &self.header,
            )?;
        }
        self.sheet.set_row_height(self.header_row, 24)?;
        if self.header_row == 0 {
            self.sheet.set_freeze_panes(1, 1)?;
            self.sheet.set_repeat_rows(0, 0)?;
        }
        self.next_row += 1;
        Ok(())
    }

    /// The next row, on a new sheet when this one is full.
    pub(super) fn row(&mut self, book: &mut Workbook) -> Result<Row<'_>, Broken> {
        if self.next_row >= self.rows_max {
            self.finish_sheet()?;
            let fresh = Self::sheet(book, &self.columns)?;
            self.full.push(std::mem::replace(&mut self.sheet, fresh));
            self.next_row = 0;
            self.begin()?;
        }
        let row = self.next_row;
        self.next_row += 1;
        Ok(Row { sheet: &mut self.sheet, row, column: 0 })
    }

    fn finish_sheet(&mut self) -> Result<(), Broken> {
        let last_column = u16::try_from(self.columns.len()).unwrap_or(u16::MAX).saturating_sub(1);
        let last_row = self.next_row.saturating_sub(1);
        self.sheet.autofilter(self.header_row, 0, last_row.max(self.header_row), last_column)?;
        // Numbers are text so that no program shortens them; no green corners for that.
        self.sheet.ignore_error_range(0, 0, last_row, 0, IgnoreError::NumberStoredAsText)?;
        self.sheet.ignore_error_range(0, 5, last_row, 5, IgnoreError::NumberStoredAsText)?;
        self.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        let name = match self.full.len() {
            0 => self.name.to_owned(),
            before => format!("{}{}", self.name, before + 1),
        };
        self.sheet.set_name(name)?;
        Ok(())
    }

    /// Hands over all sheets.
    pub(super) fn finish(&mut self, book: &mut Workbook) -> Result<(), Broken> {
        self.finish_sheet()?;
        for sheet in self.full.drain(..) {
            book.push_worksheet(sheet);
        }
        book.push_worksheet(std::mem::replace(&mut self.sheet, Worksheet::new()));
        Ok(())
    }
}

/// A row being written, from left to right.
pub(super) struct Row<'s> {
    sheet: &'s mut Worksheet,
    row: u32,
    column: u16,
}

impl Row<'_> {
    /// A text; nothing for an empty one.
    pub(super) fn text(&mut self, text: &str) -> Result<(), Broken> {
        if !text.is_empty() {
            self.sheet.write_string(self.row, self.column, &*printable(text, CELL_UNITS_MAX))?;
        }
        self.column += 1;
        Ok(())
    }

    /// A count or an amount.
    pub(super) fn number(&mut self, number: f64) -> Result<(), Broken> {
        self.sheet.write_number(self.row, self.column, number)?;
        self.column += 1;
        Ok(())
    }

    /// A moment on China's clock, to the second.
    pub(super) fn moment(&mut self, at: Option<hongyan_domain::UnixMillis>) -> Result<(), Broken> {
        if let Some(at) = at {
            self.sheet.write_number(self.row, self.column, serial(at))?;
        }
        self.column += 1;
        Ok(())
    }
}

/// A moment as the format counts: days since 1899-12-30 on China's clock, to the second.
pub(super) fn serial(at: hongyan_domain::UnixMillis) -> f64 {
    let seconds = at.0.saturating_add(CHINA_OFFSET_MS).div_euclid(1_000);
    float(seconds) / 86_400.0 + EPOCH_DAYS
}

/// A count as the format keeps numbers; exact up to 2^53.
#[expect(
    clippy::cast_precision_loss,
    reason = "the format has no other numbers, and counts stay far below 2^53"
)]
pub(super) fn float(count: i64) -> f64 {
    count as f64
}

/// A count as the format keeps numbers.
pub(super) fn count(count: u64) -> f64 {
    float(i64::try_from(count).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use hongyan_domain::UnixMillis;

    use super::*;

    #[test]
    fn moments_are_days_on_chinas_clock() {
        let noon = UnixMillis::parse_china("2026-03-01 12:00").unwrap();
        assert!((serial(noon) - 46_082.5).abs() < 1e-9);
    }
}
