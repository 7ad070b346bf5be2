//! What became of an import, as it is told.

use std::collections::BTreeMap;

use hongyan_contacts::import::ImportSummary;
use hongyan_contacts::layout::{Layout, Role};
use hongyan_contacts::read::column_letters;
use serde::Serialize;

use crate::view;

/// A column of a list and what it was taken for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ColumnView {
    /// Its letters.
    pub column: String,
    /// Its header.
    pub header: String,
    /// `phone`, `name`, `field` or `ignored`.
    pub role: &'static str,
    /// The field's name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// Why, as a code.
    pub why: &'static str,
}

/// A bad cell.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct FindingView {
    /// The sheet; empty for a text file.
    pub sheet: String,
    /// The cell, such as `B18`.
    pub cell: String,
    /// What stands there, long digits masked.
    pub value: String,
    /// What is wrong, as a code.
    pub reason: String,
    /// What to do, as a code.
    pub suggestion: String,
    /// The number that is probably meant.
    pub fixed: Option<String>,
}

/// What became of an import.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct ImportReport {
    /// The import's number; none when nothing was stored.
    pub import: Option<String>,
    /// The group's name.
    pub group: String,
    /// Whether the group was there before.
    pub merged: bool,
    /// What the file is: `xlsx`, `xls`, `xlsb`, `ods` or `text`.
    pub format: String,
    /// The sheet that was read.
    pub sheet: String,
    /// The header's row.
    pub header_row: Option<u32>,
    /// The columns.
    pub columns: Vec<ColumnView>,
    /// Rows that are not blank.
    pub rows: u64,
    /// Different numbers.
    pub people: u64,
    /// People that are new to the group.
    pub added: u64,
    /// Numbers that the list holds again.
    pub duplicates: u64,
    /// Rows without a number that can be read.
    pub rows_failed: u64,
    /// Rows whose number was repaired.
    pub rows_repaired: u64,
    /// Repairs by kind.
    pub repairs: BTreeMap<&'static str, u64>,
    /// Findings by reason.
    pub faults: BTreeMap<&'static str, u64>,
    /// People by carrier, as their first digits say.
    pub carriers: BTreeMap<&'static str, u64>,
    /// The first findings.
    pub findings: Vec<FindingView>,
    /// When the same contents were imported before.
    pub imported_before: Option<PreviousView>,
    /// Whether another program seems to have the file open.
    pub open_elsewhere: bool,
}

/// An earlier import of the same contents.
#[derive(Clone, PartialEq, Eq, Debug, Serialize)]
pub struct PreviousView {
    /// Its number.
    pub import: String,
    /// When.
    pub at: String,
    /// The file's name then.
    pub file: String,
    /// The group that got the people.
    pub group: Option<String>,
}

pub(crate) fn columns_of(layout: &Layout) -> Vec<ColumnView> {
    let view = |column: &hongyan_contacts::layout::Column| {
        let (role, field) = match &column.role {
            Role::Number => ("phone", String::new()),
            Role::Name => ("name", column.header.clone()),
            Role::Field(name) => ("field", name.clone()),
            Role::Ignored => ("ignored", String::new()),
        };
        ColumnView {
            column: column_letters(column.col),
            header: column.header.clone(),
            role,
            field,
            confidence: column.confidence,
            why: column.why.code(),
        }
    };
    layout.columns.iter().map(view).collect()
}

pub(crate) fn report_of(group: &str, done: &ImportSummary) -> ImportReport {
    let tally = &done.tally;
    let cell = |row: u32, col: u32| format!("{}{row}", column_letters(col));
    ImportReport {
        import: done.import_no.map(|no| no.to_string()),
        group: group.trim().to_owned(),
        merged: done.merged,
        format: done.format.code().to_owned(),
        sheet: done.layout.sheet.clone(),
        header_row: done.layout.header_row,
        columns: columns_of(&done.layout),
        rows: tally.rows,
        people: tally.people,
        added: done.added,
        duplicates: tally.duplicates,
        rows_failed: tally.rows_failed,
        rows_repaired: tally.rows_repaired,
        repairs: view::counts(&tally.repairs, |repair| repair.code()),
        faults: view::counts(&tally.faults, |fault| fault.code()),
        carriers: view::counts(&tally.carriers, |carrier| carrier.code()),
        findings: done
            .findings
            .iter()
            .map(|finding| FindingView {
                sheet: done.layout.sheet.clone(),
                cell: cell(finding.row, finding.col),
                value: finding.value.clone(),
                reason: finding.reason.clone(),
                suggestion: finding.suggestion.clone(),
                fixed: finding.fixed.map(|number| number.to_string()),
            })
            .collect(),
        imported_before: done.previous.as_ref().map(|previous| PreviousView {
            import: previous.no.to_string(),
            at: view::time(previous.at),
            file: previous.file_name.clone(),
            group: previous.group.clone(),
        }),
        open_elsewhere: done.open_elsewhere,
    }
}
