//! Lists in text files: csv, tsv and txt in any of the encodings, with any of the usual delimiters.

use std::fs::File;
use std::io::{self, BufReader, Read, Seek, SeekFrom};
use std::ops::ControlFlow;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use super::TextOverrides;
use super::encoding::{self, EncodingGuess, Transcoder};
use super::error::ReadError;
use super::row::{CellKind, RowBuilder, Sink};
use crate::clean;

/// Text looked at to find the delimiter, in bytes of UTF-8.
const SAMPLE_BYTES: u64 = 64 * 1_024;
/// Lines looked at to find the delimiter.
const SAMPLE_LINES: usize = 100;
/// Delimiters that are tried; the first of equals wins.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// The longest row of a text file, in bytes of UTF-8: 1,024 columns of 1,000 bytes.
const ROW_BYTES_MAX: u64 = 1_024 * 1_024;
/// Text buffered by the csv reader ahead of the row, in bytes.
const BUFFER_BYTES: usize = 64 * 1_024;
/// The largest text file, in bytes: some 20 million rows; more are a mistake.
const FILE_BYTES_MAX: u64 = 2 * 1_024 * 1_024 * 1_024;

/// How the columns of a text file are told apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct DelimiterGuess {
    /// The delimiter; `None`: each line is one cell.
    pub delimiter: Option<u8>,
    /// How sure that is, in percent.
    pub confidence: u8,
}

/// An opened text file with what was found out about it.
pub(super) struct TextFile {
    file: File,
    pub(super) encoding: EncodingGuess,
    pub(super) delimiter: DelimiterGuess,
}

impl TextFile {
    pub(super) fn open(mut file: File, overrides: TextOverrides) -> Result<Self, ReadError> {
        let bytes = file.seek(SeekFrom::End(0))?;
        if bytes > FILE_BYTES_MAX {
            return Err(ReadError::TooLarge { bytes, limit: FILE_BYTES_MAX });
        }
        file.seek(SeekFrom::Start(0))?;
        let encoding = match overrides.encoding {
            Some(encoding) => EncodingGuess { encoding, confidence: 100, malformed: 0 },
            None => match overrides.look_bytes {
                Some(look) if look < bytes => encoding::guess(&mut file.by_ref().take(look), false)?,
                Some(_) | None => encoding::guess(&mut file, true)?,
            },
        };
        let delimiter = match overrides.delimiter {
            Some(delimiter) => DelimiterGuess { delimiter: Some(delimiter), confidence: 100 },
            None => {
                file.seek(SeekFrom::Start(0))?;
                let mut sample = Vec::new();
                Transcoder::new(&mut file, encoding.encoding).take(SAMPLE_BYTES).read_to_end(&mut sample)?;
                guess_delimiter(&String::from_utf8_lossy(&sample))
            }
        };
        Ok(Self { file, encoding, delimiter })
    }

    pub(super) fn read(&mut self, sink: &mut Sink<'_>) -> Result<(), ReadError> {
        self.file.seek(SeekFrom::Start(0))?;
        let text = Transcoder::new(&mut self.file, self.encoding.encoding);
        match self.delimiter.delimiter {
            Some(delimiter) => read_separated(text, delimiter, sink),
            None => read_lines(text, sink),
        }
    }
}

/// Reads separated values. Rows may have different lengths; quotation marks follow RFC 4180.
///
/// # Errors
/// [`ReadError::RowTooLong`] and as reading.
pub(crate) fn read_separated(text: impl Read, delimiter: u8, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    let done = Arc::new(AtomicU64::new(0));
    let guarded = Guarded { text: Newlines::new(text), done: Arc::clone(&done), given: 0 };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(BUFFER_BYTES)
        .from_reader(guarded);
    let mut record = csv::ByteRecord::new();
    let mut builder = RowBuilder::new(sink);
    let mut row = 0_u32;
    let mut line = 1; // where the next row begins, if no empty line comes first
    loop {
        let more = reader.read_byte_record(&mut record).map_err(|error| csv_fault(error, line))?;
        if !more {
            break;
        }
        done.store(reader.position().byte(), Ordering::Relaxed);
        // A row is where a spreadsheet program shows it: empty lines are rows, lines inside a cell are not.
        let inside: usize =
            record.iter().map(|field| field.iter().filter(|byte| **byte == b'\n').count()).sum();
        let inside = u64::try_from(inside).unwrap_or(0);
        let after = reader.position().line();
        let empty = after.saturating_sub(1 + inside).saturating_sub(line);
        line = after;
        row = row.saturating_add(1).saturating_add(u32::try_from(empty).unwrap_or(u32::MAX));
        if builder.row(row).is_break() {
            return Ok(());
        }
        builder.lines(u32::try_from(inside + 1).unwrap_or(u32::MAX));
        for (col, field) in (1_u32..).zip(record.iter()) {
            match str::from_utf8(field) {
                Ok(text) => builder.cell(col, CellKind::Text, text),
                Err(_) => builder.cell(col, CellKind::Text, &String::from_utf8_lossy(field)),
            }
        }
    }
    builder.end();
    Ok(())
}

fn csv_fault(error: csv::Error, line: u64) -> ReadError {
    let detail = error.to_string();
    if let csv::ErrorKind::Io(cause) = error.into_kind() {
        if cause.kind() == io::ErrorKind::FileTooLarge {
            return ReadError::RowTooLong { line, limit: ROW_BYTES_MAX }; // said by `Guarded`
        }
        return ReadError::Io { cause };
    }
    ReadError::damaged(format!("line {line}"), detail)
}

/// Reads a file without a delimiter: a line is a cell, quotation marks mean nothing.
fn read_lines(text: impl Read, sink: &mut Sink<'_>) -> Result<(), ReadError> {
    use std::io::BufRead as _;
    let mut text = BufReader::with_capacity(BUFFER_BYTES, Newlines::new(text));
    let mut builder = RowBuilder::new(sink);
    let mut line = Vec::new();
    for no in 1_u32.. {
        line.clear();
        if text.by_ref().take(ROW_BYTES_MAX).read_until(b'\n', &mut line)? == 0 {
            break;
        }
        if u64::try_from(line.len()).unwrap_or(u64::MAX) >= ROW_BYTES_MAX {
            return Err(ReadError::RowTooLong { line: u64::from(no), limit: ROW_BYTES_MAX });
        }
        if builder.row(no) == ControlFlow::Break(()) {
            return Ok(());
        }
        builder.cell(1, CellKind::Text, String::from_utf8_lossy(&line).trim_end_matches('\n'));
    }
    builder.end();
    Ok(())
}

/// Ends every line with `\n`, whether the file has `\r\n`, `\r` or nothing at its very end, so that lines can be counted.
struct Newlines<R> {
    text: R,
    after_return: bool,
    after_newline: bool,
    at_end: bool,
}

impl<R: Read> Newlines<R> {
    fn new(text: R) -> Self {
        Self { text, after_return: false, after_newline: true, at_end: false }
    }
}

impl<R: Read> Read for Newlines<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        if self.at_end || into.is_empty() {
            return Ok(0);
        }
        loop {
            let read = self.text.read(into)?;
            if read == 0 {
                self.at_end = true;
                if self.after_newline {
                    return Ok(0);
                }
                if let Some(first) = into.first_mut() {
                    *first = b'\n';
                }
                return Ok(1);
            }
            let mut kept = 0;
            for index in 0..read {
                let Some(mut byte) = into.get(index).copied() else { break };
                let second_half = byte == b'\n' && self.after_return;
                self.after_return = byte == b'\r';
                if second_half {
                    continue;
                }
                if byte == b'\r' {
                    byte = b'\n';
                }
                if let Some(place) = into.get_mut(kept) {
                    *place = byte;
                }
                kept += 1;
                self.after_newline = byte == b'\n';
            }
            if kept > 0 {
                return Ok(kept);
            }
        }
    }
}

/// Stops a row that never ends: the csv reader would take the rest of the file into memory.
struct Guarded<R> {
    text: R,
    done: Arc<AtomicU64>,
    given: u64,
}

impl<R: Read> Read for Guarded<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let open = self.given.saturating_sub(self.done.load(Ordering::Relaxed));
        if open > ROW_BYTES_MAX + u64::try_from(BUFFER_BYTES).unwrap_or(0) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let count = self.text.read(into)?;
        self.given = self.given.saturating_add(u64::try_from(count).unwrap_or(0));
        Ok(count)
    }
}

/// Finds the delimiter that cuts most lines into the same number of pieces.
///
/// A file of numbers only, however they are separated, has no columns: then there is no delimiter, and each line is a
/// cell with several numbers.
pub(crate) fn guess_delimiter(sample: &str) -> DelimiterGuess {
    let lines: Vec<&str> = sample.lines().filter(|line| !line.trim().is_empty()).take(SAMPLE_LINES).collect();
    let best = DELIMITERS.into_iter().map(|delimiter| (delimiter, steadiness(&lines, delimiter))).max_by_key(
        |(delimiter, steady)| {
            (*steady, std::cmp::Reverse(DELIMITERS.iter().position(|other| other == delimiter)))
        },
    );
    match best {
        Some((delimiter, steady)) if steady > 0 => {
            if only_numbers(&lines, delimiter) {
                return DelimiterGuess { delimiter: None, confidence: 90 };
            }
            DelimiterGuess { delimiter: Some(delimiter), confidence: steady }
        }
        _ => DelimiterGuess { delimiter: None, confidence: 90 },
    }
}

/// Percent of lines that have the commonest number of pieces, if that is two or more.
fn steadiness(lines: &[&str], delimiter: u8) -> u8 {
    let counts: Vec<usize> = lines.iter().map(|line| pieces(line, delimiter)).collect();
    let mut commonest = (0, 0);
    for count in &counts {
        let same = counts.iter().filter(|other| *other == count).count();
        if *count > 1 && (same, *count) > commonest {
            commonest = (same, *count);
        }
    }
    u8::try_from(commonest.0 * 100 / counts.len().max(1)).unwrap_or(100)
}

/// Pieces of a line, not counting delimiters between quotation marks.
fn pieces(line: &str, delimiter: u8) -> usize {
    let mut quoted = false;
    let mut count = 1;
    for byte in line.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            byte if byte == delimiter && !quoted => count += 1,
            _ => {}
        }
    }
    count
}

fn only_numbers(lines: &[&str], delimiter: u8) -> bool {
    let mut seen = 0_usize;
    let all = lines.iter().flat_map(|line| line.split(char::from(delimiter))).map(str::trim);
    for piece in all.filter(|piece| !piece.is_empty()) {
        if clean::clean(piece).numbers.is_empty() {
            return false;
        }
        seen += 1;
    }
    seen > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_cuts_evenly() {
        let check = |sample: &str, expected: Option<u8>| {
            assert_eq!(guess_delimiter(sample).delimiter, expected, "{sample}");
        };
        check("姓名,手机\n张三,13800138000\n", Some(b','));
        check("姓名\t手机\t备注\n张三\t13800138000\ta,b\n", Some(b'\t'));
        check("姓名;手机\n张三;13800138000\n", Some(b';'));
        check("a|b\n\"x|y\"|z\n", Some(b'|'));
        check("13800138000\n13900139000\n", None);
        check("13800138000,13900139000\n13700137000\n", None);
        check("", None);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_shows_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = ["a,b", "", "c,\"d", "e\"", "f,g"].join(end);
            for text in [text.clone(), format!("{text}{end}")] {
                let mut rows = Vec::new();
                read_separated(text.as_bytes(), b',', &mut |batch| {
                    rows.extend(batch.rows().map(|row| (row.no, row.lines)));
                    ControlFlow::Continue(())
                })
                .unwrap();
                assert_eq!(rows, [(1, 1), (3, 2), (4, 1)], "{text:?}");
            }
        }
    }

    #[test]
    fn a_row_without_end_is_refused_before_it_fills_the_memory() {
        let endless =
            io::Cursor::new(b"name,phone\n\"open,").chain(io::repeat(b'x').take(64 * 1_024 * 1_024));
        let error = read_separated(endless, b',', &mut |_| ControlFlow::Continue(())).unwrap_err();
        assert!(matches!(error, ReadError::RowTooLong { line: 2, .. }), "{error}");
    }
}
