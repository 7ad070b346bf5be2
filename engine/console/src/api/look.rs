//! Lists before they come in: a look at a file, and pasted numbers.

use hongyan_contacts::read::TextEncoding;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::caller::Caller;
use super::host::Host;
use crate::contact::inspect::{self, Look};
use crate::contact::{ListLayout, columns_of};
use crate::error::{ConsoleError, ErrorCode};
use crate::view;

/// Values of each column that a look shows.
const SAMPLES: usize = 5;
/// The name of a list that was pasted.
const PASTED_NAME: &str = "pasted.csv";

/// A list to look at: `upload:ID` in the browser, a path in the window.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct InspectList {
    /// The file.
    pub file: String,
    /// How to read it, where the guess is wrong.
    pub layout: ListLayout,
}

/// A sheet of a workbook; a text file has one without a name.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ListSheet {
    /// Its name.
    pub name: String,
    /// Its rows; null when only reading it would tell.
    pub rows: Option<u64>,
    /// Whether it is the one that would be read.
    pub chosen: bool,
}

/// A column and what it is taken for.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct ListColumn {
    /// Its letters.
    pub column: String,
    /// Its header.
    pub header: String,
    /// What it is. In a list without a column that looks like numbers none is the number: a person must say.
    #[ts(type = "\"number\" | \"name\" | \"field\" | \"ignored\"")]
    pub role: &'static str,
    /// The field's name.
    pub field: String,
    /// How sure that is, in percent.
    pub confidence: u8,
    /// Why, as a code: `header_and_values`, `header`, `values`, `remaining`, `given`.
    pub why: String,
    /// Its first values.
    pub samples: Vec<String>,
}

/// The first rows in one encoding.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct EncodedList {
    /// The encoding.
    pub encoding: String,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

/// An earlier import of the same file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct EarlierImport {
    /// When.
    pub at: String,
    /// The file's name then.
    pub file: String,
    /// The group that got its people, while it is there.
    pub group: Option<String>,
}

/// What a look at a list says.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct InspectedList {
    /// The file's name.
    pub file_name: String,
    /// Its size.
    pub octets: u64,
    /// What it is: `xlsx`, `xls`, `xlsb`, `ods` or `text`.
    pub format: String,
    /// Its sheets.
    pub sheets: Vec<ListSheet>,
    /// The header's row, from 1.
    pub header_row: Option<u32>,
    /// The columns.
    pub columns: Vec<ListColumn>,
    /// The first rows as read.
    pub rows: Vec<Vec<String>>,
    /// The encoding of a text file.
    pub encoding: Option<String>,
    /// The first rows in each encoding that may be meant; empty when it is sure.
    pub encodings: Vec<EncodedList>,
    /// Whether another program seems to have it open: what was not saved there is not read.
    pub open_elsewhere: bool,
    /// When the same file came in before.
    pub imported_before: Option<EarlierImport>,
}

/// Numbers with rubbish between: one person a line, or parted by anything that is no digit. At most 50,000.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PasteList {
    /// The text.
    pub text: String,
}

/// What was pasted.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, TS)]
pub struct Pasted {
    /// The list as a file for the other commands.
    pub file: String,
    /// Numbers that can be read.
    pub numbers: u64,
    /// Lines with anything on them.
    pub lines: u64,
}

pub(super) async fn inspect_list(
    host: &Host,
    caller: &Caller,
    request: InspectList,
) -> Result<InspectedList, ConsoleError> {
    let path = host.files().resolve(caller, &request.file)?;
    let look = host.console().inspect_list(&path, &request.layout).await?;
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(inspected(name, look))
}

pub(super) async fn paste_list(
    host: &Host,
    _caller: &Caller,
    request: PasteList,
) -> Result<Pasted, ConsoleError> {
    let pasted = inspect::read_pasted(&request.text, "text")?;
    let csv = hongyan_contacts::paste::to_csv(&pasted.entries)
        .map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
    let file = host.files().put(PASTED_NAME, &csv).await?;
    Ok(Pasted { file, numbers: u64::try_from(pasted.numbers()).unwrap_or(u64::MAX), lines: pasted.lines })
}

fn inspected(file_name: String, look: Look) -> InspectedList {
    let Look { seen, before } = look;
    let header = seen.layout.header_row;
    let columns = columns_of(&seen.layout)
        .into_iter()
        .zip(&seen.layout.columns)
        .map(|(shown, column)| ListColumn {
            column: shown.column,
            header: shown.header,
            role: if shown.role == "phone" { "number" } else { shown.role },
            field: shown.field,
            confidence: shown.confidence,
            why: shown.why.to_owned(),
            samples: inspect::samples(&seen.rows, header, column.col, SAMPLES),
        })
        .collect();
    let chosen = seen.layout.sheet;
    InspectedList {
        file_name,
        octets: seen.bytes,
        format: seen.format.code().to_owned(),
        sheets: seen
            .sheets
            .into_iter()
            .map(|sheet| ListSheet { chosen: sheet.name == chosen, name: sheet.name, rows: None })
            .collect(),
        header_row: header,
        columns,
        rows: inspect::table(&seen.rows),
        encoding: seen.text.map(|(guess, _)| encoding_code(guess.encoding)),
        encodings: seen
            .encodings
            .iter()
            .map(|one| EncodedList { encoding: encoding_code(one.encoding), rows: inspect::table(&one.rows) })
            .collect(),
        open_elsewhere: seen.open_elsewhere,
        imported_before: before.map(|before| EarlierImport {
            at: view::time(before.at),
            file: before.file_name,
            group: before.group,
        }),
    }
}

fn encoding_code(encoding: TextEncoding) -> String {
    encoding.code().to_owned()
}
