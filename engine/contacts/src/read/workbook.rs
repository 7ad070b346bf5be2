//! Workbooks, through calamine: xlsx and xlsb cell by cell, xls and ods held in memory.

use std::fmt::Write as _;
use std::fs::File;
use std::io::BufReader;
use std::ops::ControlFlow;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, Sheet, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use super::error::ReadError;
use super::row::{CellKind, RowBuilder, Sink};

type Source = BufReader<File>;

/// Cells from which a value is too large to be a date; phone numbers in a column formatted as dates are.
const DATE_SERIAL_MAX: f64 = 2_958_466.0; // 9999-12-31

/// An opened workbook.
pub(super) enum Workbook {
    Xlsx(Box<Xlsx<Source>>),
    Xlsb(Box<Xlsb<Source>>),
    Xls(Box<Xls<Source>>),
    Ods(Box<Ods<Source>>),
}

impl Workbook {
    pub(super) fn xlsx(file: File) -> Result<Self, ReadError> {
        Xlsx::new(BufReader::new(file)).map(|book| Self::Xlsx(Box::new(book))).map_err(workbook_fault)
    }

    pub(super) fn xlsb(file: File) -> Result<Self, ReadError> {
        Xlsb::new(BufReader::new(file)).map(|book| Self::Xlsb(Box::new(book))).map_err(workbook_fault)
    }

    pub(super) fn xls(file: File) -> Result<Self, ReadError> {
        Xls::new(BufReader::new(file)).map(|book| Self::Xls(Box::new(book))).map_err(workbook_fault)
    }

    pub(super) fn ods(file: File) -> Result<Self, ReadError> {
        Ods::new(BufReader::new(file)).map(|book| Self::Ods(Box::new(book))).map_err(workbook_fault)
    }

    /// The sheets with cells, and whether each is shown.
    pub(super) fn sheets(&self) -> Vec<(String, bool)> {
        let sheets: &[Sheet] = match self {
            Self::Xlsx(book) => book.sheets_metadata(),
            Self::Xlsb(book) => book.sheets_metadata(),
            Self::Xls(book) => book.sheets_metadata(),
            Self::Ods(book) => book.sheets_metadata(),
        };
        sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
            .collect()
    }

    pub(super) fn read(&mut self, sheet: &str, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        match self {
            Self::Xlsx(book) => read_xlsx(book, sheet, sink),
            Self::Xlsb(book) => read_xlsb(book, sheet, sink),
            Self::Xls(book) => read_range(book.worksheet_range(sheet), sheet, sink),
            Self::Ods(book) => read_range(book.worksheet_range(sheet), sheet, sink),
        }
    }
}

fn read_xlsx(book: &mut Xlsx<Source>, sheet: &str, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let fault = |error| ReadError::damaged(sheet, format!("{error}"));
    let mut cells = book.worksheet_cells_reader(sheet).map_err(fault)?;
    let mut builder = RowBuilder::new(sink);
    let mut scratch = String::new();
    let at = |builder: &RowBuilder<'_, '_>| format!("{sheet}, after row {}", builder.row_no());
    loop {
        let next = cells.next_cell_with_formula_metadata();
        let Some(cell) = next.map_err(|error| ReadError::damaged(at(&builder), error))? else { break };
        let (row, col) = (cell.pos.0.saturating_add(1), cell.pos.1.saturating_add(1));
        if row != builder.row_no() && builder.row(row).is_break() {
            return Ok(());
        }
        if cell.value == DataRef::Empty && cell.formula.is_some() {
            builder.cell(col, CellKind::Uncalculated, "=");
        } else {
            put(&mut builder, col, &cell.value, &mut scratch);
        }
    }
    builder.end();
    Ok(())
}

fn read_xlsb(book: &mut Xlsb<Source>, sheet: &str, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let fault = |error| ReadError::damaged(sheet, format!("{error}"));
    let mut cells = book.worksheet_cells_reader(sheet).map_err(fault)?;
    let mut builder = RowBuilder::new(sink);
    let mut scratch = String::new();
    while let Some(cell) = cells.next_cell().map_err(fault)? {
        let (row, col) = cell.get_position();
        let row = row.saturating_add(1);
        if row != builder.row_no() && builder.row(row).is_break() {
            return Ok(());
        }
        put(&mut builder, col.saturating_add(1), cell.get_value(), &mut scratch);
    }
    builder.end();
    Ok(())
}

fn read_range<E: std::fmt::Display>(
    range: Result<calamine::Range<Data>, E>,
    sheet: &str,
    sink: &mut Sink<'_>,
) -> Result<(), ReadError> {
    let range = range.map_err(|error| ReadError::damaged(sheet, error))?;
    let mut builder = RowBuilder::new(sink);
    let mut scratch = String::new();
    let Some((first_row, first_col)) = range.start() else { return Ok(()) };
    for (row, cells) in (first_row.saturating_add(1)..).zip(range.rows()) {
        if builder.row(row) == ControlFlow::Break(()) {
            return Ok(());
        }
        for (col, value) in (first_col.saturating_add(1)..).zip(cells) {
            put_owned(&mut builder, col, value, &mut scratch);
        }
    }
    builder.end();
    Ok(())
}

fn put(builder: &mut RowBuilder<'_, '_>, col: u32, value: &DataRef<'_>, scratch: &mut String) {
    match value {
        DataRef::Empty => {}
        DataRef::SharedString(text) => builder.cell(col, CellKind::Text, text),
        DataRef::String(text) | DataRef::DurationIso(text) => builder.cell(col, CellKind::Text, text),
        DataRef::Int(number) => {
            put_written(builder, col, CellKind::Number, scratch, |text| write!(text, "{number}"))
        }
        DataRef::Float(number) => put_number(builder, col, *number, scratch),
        DataRef::Bool(yes) => builder.cell(col, CellKind::Text, if *yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(moment) => put_moment(builder, col, moment, scratch),
        DataRef::DateTimeIso(text) => builder.cell(col, CellKind::Date, &text.replacen('T', " ", 1)),
        DataRef::Error(error) => {
            put_written(builder, col, CellKind::Error, scratch, |text| write!(text, "{error}"))
        }
    }
}

fn put_owned(builder: &mut RowBuilder<'_, '_>, col: u32, value: &Data, scratch: &mut String) {
    match value {
        Data::Empty => {}
        Data::String(text) | Data::DurationIso(text) => builder.cell(col, CellKind::Text, text),
        Data::Int(number) => {
            put_written(builder, col, CellKind::Number, scratch, |text| write!(text, "{number}"))
        }
        Data::Float(number) => put_number(builder, col, *number, scratch),
        Data::Bool(yes) => builder.cell(col, CellKind::Text, if *yes { "TRUE" } else { "FALSE" }),
        Data::DateTime(moment) => put_moment(builder, col, moment, scratch),
        Data::DateTimeIso(text) => builder.cell(col, CellKind::Date, &text.replacen('T', " ", 1)),
        Data::Error(error) => {
            put_written(builder, col, CellKind::Error, scratch, |text| write!(text, "{error}"))
        }
    }
}

fn put_written(
    builder: &mut RowBuilder<'_, '_>,
    col: u32,
    kind: CellKind,
    scratch: &mut String,
    write: impl FnOnce(&mut String) -> std::fmt::Result,
) {
    scratch.clear();
    if write(scratch).is_ok() {
        builder.cell(col, kind, scratch);
    }
}

/// Numbers as a person sees them: no exponent, and no more than the 15 digits that a spreadsheet keeps.
fn put_number(builder: &mut RowBuilder<'_, '_>, col: u32, number: f64, scratch: &mut String) {
    const EXACT: f64 = 9_007_199_254_740_992.0; // 2^53
    put_written(builder, col, CellKind::Number, scratch, |text| {
        if number.fract() == 0.0 && number.abs() < EXACT {
            write!(text, "{number:.0}")
        } else {
            let rounded: f64 = format!("{number:.14e}").parse().unwrap_or(number);
            write!(text, "{rounded}")
        }
    });
}

fn put_moment(builder: &mut RowBuilder<'_, '_>, col: u32, moment: &ExcelDateTime, scratch: &mut String) {
    let serial = moment.as_f64();
    if !(0.0..DATE_SERIAL_MAX).contains(&serial) {
        return put_number(builder, col, serial, scratch); // no date: a number in a column formatted as dates
    }
    let (year, month, day, hour, minute, second, _) = moment.to_ymd_hms_milli();
    let midnight = hour == 0 && minute == 0 && second == 0;
    let (kind, date) = (CellKind::Date, serial >= 1.0 && !moment.is_duration());
    put_written(builder, col, kind, scratch, |text| match (date, midnight) {
        (true, true) => write!(text, "{year:04}-{month:02}-{day:02}"),
        (true, false) => write!(text, "{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}"),
        (false, _) => write!(text, "{hour:02}:{minute:02}:{second:02}"),
    });
}

fn workbook_fault(error: impl std::fmt::Display) -> ReadError {
    ReadError::damaged("workbook", error)
}
