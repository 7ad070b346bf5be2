//! What the parts of a zipped workbook say about themselves, before the workbook reader believes it.
//!
//! That reader reserves memory for as many texts as a count announces, and writes out cells and blanks as often as a
//! repeat says, so a file of some hundred bytes could ask for gigabytes, which ends the process. These checks read
//! with the libraries and in the way of that reader, so that both see the same.

use std::io::{BufReader, Read, Seek};

use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::{BytesStart, Event};
use zip::{CompressionMethod, ZipArchive};

use super::error::ReadError;
use super::zip_guard::Entry;

/// Where the count of the shared strings stands, in bytes from the start of their part; it is the first element.
const STRINGS_HEAD_BYTES: u64 = 64 * 1_024;
/// The shortest shared string that holds anything, `<si><t>1</t></si>`, in bytes.
const STRING_BYTES_MIN: u64 = 18;
/// Strings that may be announced whatever the part holds: some programs count cells there. 24 bytes each.
const STRINGS_ANNOUNCED_MIN: u64 = 4 * 1_024 * 1_024;

/// What the tables of an ods may take in memory with every repeat written out, in bytes: 4 million cells.
const TABLES_BYTES_MAX: u64 = 256 * 1_024 * 1_024;
/// One cell there: its value and its formula, in bytes.
const CELL_BYTES: u64 = 56;
/// The reader counts no more rows of a table, and no more columns of a row.
const ROWS_MAX: u64 = 1_048_576;
const COLUMNS_MAX: u64 = 16_384;

/// Opens the archive as the workbook reader will.
///
/// # Errors
/// [`ReadError::Damaged`].
pub(super) fn open<R: Read + Seek>(file: R) -> Result<ZipArchive<R>, ReadError> {
    ZipArchive::new(file).map_err(|error| ReadError::damaged("zip directory", error))
}

/// The entries as the workbook reader sees them, which is not what every reader sees in a crafted file.
///
/// # Errors
/// [`ReadError::Damaged`].
pub(super) fn entries<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<Vec<Entry>, ReadError> {
    (0..archive.len())
        .map(|at| {
            let fault = |error| ReadError::damaged("zip directory", error);
            let data = archive.by_index_data(at).map_err(fault)?;
            let name = data.name().map_err(fault)?.into_owned();
            let method = if data.compression() == CompressionMethod::Stored {
                0
            } else if data.compression() == CompressionMethod::Deflated {
                8
            } else {
                u16::MAX
            };
            Ok(Entry {
                name,
                packed: data.compressed_size(),
                unpacked: data.size(),
                encrypted: data.encrypted(),
                method,
            })
        })
        .collect()
}

/// Holds the announced number of shared strings of an xlsx against what their part can hold.
///
/// # Errors
/// [`ReadError::Damaged`] when it lies, or says nothing at the place where it must.
pub(super) fn check_strings<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(), ReadError> {
    for at in 0..archive.len() {
        let fault = |error| ReadError::damaged("zip entry", error);
        let name = archive.by_index_data(at).and_then(|data| Ok(data.name()?.into_owned())).map_err(fault)?;
        if !name.to_ascii_lowercase().ends_with("sharedstrings.xml") {
            continue;
        }
        let part = archive.by_index(at).map_err(fault)?;
        let most = (part.size() / STRING_BYTES_MIN).max(STRINGS_ANNOUNCED_MIN);
        let announced = announced_strings(part.take(STRINGS_HEAD_BYTES), &name)?;
        if announced > most {
            let detail = format!("it announces {announced} texts and has room for {most}");
            return Err(ReadError::damaged(name, detail));
        }
    }
    Ok(())
}

fn announced_strings(part: impl Read, name: &str) -> Result<u64, ReadError> {
    let fault = |error: quick_xml::Error| ReadError::damaged(name, error);
    let mut xml = reader(part);
    xml.config_mut().check_end_names = false;
    let mut scratch = Vec::new();
    loop {
        scratch.clear();
        let event = xml.read_event_into(&mut scratch).map_err(fault)?;
        if matches!(event, Event::Eof) {
            return Err(ReadError::damaged(name, "the list of texts does not begin"));
        }
        let Event::Start(start) = event else { continue };
        if start.local_name().as_ref() == "sst" {
            // A count that is no number is left out by the workbook reader as well; one that is too large is not.
            let text = attribute(&start, "uniqueCount", name)?.unwrap_or_default();
            let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
            return Ok(if digits { text.parse().unwrap_or(u64::MAX) } else { 0 });
        }
    }
}

/// Counts what the tables of an ods take with every repeat written out, and that each element has its end: the
/// workbook reader waits for that for ever.
///
/// # Errors
/// [`ReadError::Bomb`], [`ReadError::Truncated`], [`ReadError::Damaged`].
pub(super) fn check_tables<R: Read + Seek>(archive: &mut ZipArchive<R>) -> Result<(), ReadError> {
    const PART: &str = "content.xml";
    let part = archive.by_name(PART).map_err(|error| ReadError::damaged(PART, error))?;
    let mut xml = reader(part);
    let mut scratch = Vec::new();
    let (mut depth, mut space) = (0_u64, TableSpace::default());
    loop {
        scratch.clear();
        match xml.read_event_into(&mut scratch).map_err(|error| ReadError::damaged(PART, error))? {
            Event::Start(start) => {
                depth += 1;
                space.open(&start, PART)?;
            }
            Event::End(end) => {
                depth = depth.saturating_sub(1);
                space.close(end.name().as_ref());
            }
            Event::Text(text) => space.text(u64::try_from(text.len()).unwrap_or(u64::MAX)),
            Event::CData(text) => space.text(u64::try_from(text.len()).unwrap_or(u64::MAX)),
            Event::GeneralRef(_) => space.text(4), // one character at most
            Event::Eof if depth > 0 => return Err(ReadError::Truncated { part: PART }),
            Event::Eof => return Ok(()),
            Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
        if space.bytes() > TABLES_BYTES_MAX {
            let (bytes, limit) = (space.bytes(), TABLES_BYTES_MAX);
            return Err(ReadError::Bomb { part: PART.to_owned(), bytes, limit });
        }
    }
}

/// What has been counted; each figure is at least what the workbook reader takes.
#[derive(Default)]
struct TableSpace {
    /// Bytes of the tables before this one, and of this one's cells and texts.
    kept: u64,
    /// The table's rows up to the last with anything in it, repeats included; the empty ones since; its widest row.
    rows: u64,
    empty_rows: u64,
    columns: u64,
    /// This row: how often it stands there, its cells, its blanks that no cell has followed yet, its texts in bytes,
    /// whether it has anything.
    row_repeats: u64,
    row_cells: u64,
    blanks: u64,
    row_text: u64,
    row_filled: bool,
    /// This cell: how often it stands there, its text in bytes, whether it has anything.
    cell: Option<(u64, u64, bool)>,
}

impl TableSpace {
    fn open(&mut self, start: &BytesStart<'_>, part: &str) -> Result<(), ReadError> {
        match start.name().as_ref() {
            "table:table" => self.end_table(),
            "table:table-row" => {
                let repeats = repeats(start, "table:number-rows-repeated", part)?;
                self.row_repeats = repeats.min(ROWS_MAX);
                (self.row_cells, self.blanks, self.row_text, self.row_filled) = (0, 0, 0, false);
            }
            "table:table-cell" | "table:covered-table-cell" => {
                self.end_cell();
                let repeats = repeats(start, "table:number-columns-repeated", part)?.min(COLUMNS_MAX);
                let raw = start.attributes_raw();
                let filled = raw.contains("office:") || raw.contains("table:formula");
                self.cell = Some((repeats, u64::try_from(raw.len()).unwrap_or(u64::MAX), filled));
            }
            "text:s" => self.text(repeats(start, "text:c", part)?),
            _ => {}
        }
        Ok(())
    }

    fn text(&mut self, bytes: u64) {
        if let Some((_, text, _)) = &mut self.cell {
            *text = text.saturating_add(bytes);
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table:table-cell" | "table:covered-table-cell" => self.end_cell(),
            "table:table-row" => self.end_row(),
            "table:table" => self.end_table(),
            _ => {}
        }
    }

    fn end_cell(&mut self) {
        let Some((repeats, text, filled)) = self.cell.take() else { return };
        // Blanks are written out when another cell follows them.
        let cells = self.row_cells.saturating_add(std::mem::take(&mut self.blanks));
        if filled {
            self.row_cells = cells.saturating_add(repeats).min(COLUMNS_MAX);
            self.row_text = self.row_text.saturating_add(text.saturating_mul(repeats));
            self.row_filled = true;
        } else {
            self.row_cells = cells.min(COLUMNS_MAX);
            self.blanks = repeats;
        }
    }

    fn end_row(&mut self) {
        self.end_cell();
        if self.row_filled {
            let rows = self.rows.saturating_add(std::mem::take(&mut self.empty_rows));
            self.rows = rows.saturating_add(self.row_repeats).min(ROWS_MAX);
            self.columns = self.columns.max(self.row_cells);
        } else {
            self.empty_rows = self.empty_rows.saturating_add(self.row_repeats);
        }
        // A row is kept once as it is read; its texts once more as often as it repeats.
        let once = self.row_cells.saturating_mul(CELL_BYTES).saturating_add(self.row_text);
        let texts = self.row_text.saturating_mul(self.row_repeats);
        self.kept = self.kept.saturating_add(once).saturating_add(texts);
        (self.row_cells, self.blanks, self.row_text) = (0, 0, 0);
    }

    fn end_table(&mut self) {
        self.kept = self.bytes();
        (self.rows, self.empty_rows, self.columns) = (0, 0, 0);
    }

    /// Everything so far, with the table under way as if it ended here.
    fn bytes(&self) -> u64 {
        let written_out = self.rows.saturating_mul(self.columns).saturating_mul(CELL_BYTES);
        self.kept.saturating_add(written_out).saturating_add(self.row_text)
    }
}

fn repeats(start: &BytesStart<'_>, name: &str, part: &str) -> Result<u64, ReadError> {
    match attribute(start, name, part)? {
        None => Ok(1),
        Some(text) => text.parse().map_err(|_| ReadError::damaged(part, format!("{name} is {text}"))),
    }
}

fn attribute(start: &BytesStart<'_>, name: &str, part: &str) -> Result<Option<String>, ReadError> {
    let found = start.try_get_attribute(name).map_err(|error| ReadError::damaged(part, error))?;
    let Some(found) = found else { return Ok(None) };
    let text = unescape(&found.value).map_err(|error| ReadError::damaged(part, error))?;
    Ok(Some(text.into_owned()))
}

fn reader<R: Read>(part: R) -> Reader<BufReader<R>> {
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().expand_empty_elements = true;
    xml
}
