//! The list given back: corrected rows in one sheet, rows that cannot be corrected in another, each with its reason.

use std::path::{Path, PathBuf};

use hongyan_domain::Msisdn;
use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::error::ImportError;
use crate::clean::{Problem, Repairs};
use crate::layout::{Layout, Role};
use crate::read::{CellKind, Row};
use crate::wording::Wording;

/// Rows of a sheet (Excel and LibreOffice).
pub(crate) const SHEET_ROWS_MAX: u32 = 1_048_576;

/// A workbook being written row by row; it appears under its name only when it is complete.
pub(super) struct Output<'w> {
    path: PathBuf,
    workbook: Workbook,
    corrected: Option<Sheets>,
    failures: Sheets,
    layout: Layout,
    wording: &'w dyn Wording,
}

impl<'w> Output<'w> {
    /// With `corrected`, both sheets; else the failures alone.
    pub(super) fn new(
        path: &Path,
        layout: &Layout,
        corrected: bool,
        wording: &'w dyn Wording,
    ) -> Result<Self, ImportError> {
        let mut workbook = Workbook::new();
        let mut headers: Vec<String> = layout
            .columns
            .iter()
            .map(|column| match column.role {
                Role::Number if layout.header_row.is_none() => wording.number_heading(),
                Role::Name if layout.header_row.is_none() => wording.name_heading(),
                Role::Number | Role::Name | Role::Field(_) | Role::Ignored => column.header.clone(),
            })
            .collect();
        headers.push(wording.reason_heading());
        let fault = |error: XlsxError| fault(path, &error);
        let corrected = corrected
            .then(|| Sheets::new(&mut workbook, wording.list_sheet(), headers.clone()))
            .transpose()
            .map_err(fault)?;
        let failures = Sheets::new(&mut workbook, wording.failures_sheet(), headers).map_err(fault)?;
        Ok(Self { path: path.to_owned(), workbook, corrected, failures, layout: layout.clone(), wording })
    }

    /// A row with a good number.
    pub(super) fn good(&mut self, row: Row<'_>, number: Msisdn, repairs: Repairs) -> Result<(), ImportError> {
        let Some(sheets) = &mut self.corrected else { return Ok(()) };
        let words: Vec<String> = repairs.iter().map(|repair| self.wording.repair(repair)).collect();
        sheets
            .put(&mut self.workbook, &self.layout, row, Some(number), &words.join("; "))
            .map_err(|error| fault(&self.path, &error))
    }

    /// A row, or a part of one, that gives nobody.
    pub(super) fn bad(&mut self, row: Row<'_>, problem: &Problem) -> Result<(), ImportError> {
        self.failures
            .put(&mut self.workbook, &self.layout, row, None, &self.wording.problem(problem))
            .map_err(|error| fault(&self.path, &error))
    }

    /// Writes the file beside its name and then gives it the name.
    pub(super) fn finish(mut self) -> Result<(), ImportError> {
        let part = part_of(&self.path);
        let saved = self.workbook.save(&part).map_err(|error| fault(&self.path, &error));
        let named = saved.and_then(|()| {
            std::fs::rename(&part, &self.path)
                .map_err(|error| ImportError::Output { path: self.path.clone(), detail: error.to_string() })
        });
        if named.is_err() {
            // What is left of a failed write is of no use; if it cannot be removed either, the first error tells why.
            _ = std::fs::remove_file(&part);
        }
        named
    }
}

/// The name under which a file is written until it is complete.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    let mut name = path.file_name().map(std::ffi::OsStr::to_os_string).unwrap_or_default();
    name.push(".part");
    path.with_file_name(name)
}

fn fault(path: &Path, error: &XlsxError) -> ImportError {
    ImportError::Output { path: path.to_owned(), detail: error.to_string() }
}

/// A sheet that goes on in another one when it is full.
struct Sheets {
    name: String,
    headers: Vec<String>,
    index: usize,
    count: u32,
    next_row: u32,
}

impl Sheets {
    fn new(workbook: &mut Workbook, name: String, headers: Vec<String>) -> Result<Self, XlsxError> {
        let mut sheets = Self { name, headers, index: 0, count: 0, next_row: 0 };
        sheets.open(workbook)?;
        Ok(sheets)
    }

    fn open(&mut self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        self.count += 1;
        self.index = workbook.worksheets().len();
        let sheet = workbook.add_worksheet_with_constant_memory()?;
        if self.count == 1 {
            sheet.set_name(self.name.as_str())?;
        } else {
            sheet.set_name(format!("{} {}", self.name, self.count))?;
        }
        for (col, header) in (0_u16..).zip(&self.headers) {
            sheet.write_string(0, col, header)?;
        }
        self.next_row = 1;
        Ok(())
    }

    fn put(
        &mut self,
        workbook: &mut Workbook,
        layout: &Layout,
        row: Row<'_>,
        number: Option<Msisdn>,
        reason: &str,
    ) -> Result<(), XlsxError> {
        if self.next_row >= SHEET_ROWS_MAX {
            self.open(workbook)?;
        }
        let sheet = workbook.worksheet_from_index(self.index)?;
        let line = self.next_row;
        self.next_row += 1;
        let mut last = 0;
        for (col, column) in (0_u16..).zip(&layout.columns) {
            last = col + 1;
            match (number, &column.role, row.at(column.col)) {
                (Some(number), Role::Number, _) => {
                    sheet.write_string(line, col, number.reveal())?;
                }
                (_, _, None) => {}
                (_, _, Some(cell)) => put_cell(sheet, line, col, cell.kind, cell.text)?,
            }
        }
        if !reason.is_empty() {
            sheet.write_string(line, last, reason)?;
        }
        Ok(())
    }
}

/// Numbers stay numbers when a spreadsheet can hold them exactly; long digit strings stay texts.
fn put_cell(sheet: &mut Worksheet, line: u32, col: u16, kind: CellKind, text: &str) -> Result<(), XlsxError> {
    const EXACT_CHARS: usize = 10;
    match text.parse::<f64>() {
        Ok(number) if kind == CellKind::Number && text.len() <= EXACT_CHARS => {
            sheet.write_number(line, col, number)?
        }
        _ => sheet.write_string(line, col, text)?,
    };
    Ok(())
}
