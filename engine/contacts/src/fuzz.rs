//! Bodies of fuzz targets: each takes any bytes and must neither panic nor take unbounded memory.
//!
//! The tests replay the corpus in `tests/data/fuzz`; a fuzzer can explore from there.

use std::io::Cursor;
use std::ops::ControlFlow;

use crate::clean;
use crate::read::{Format, encoding, kind, text, zip_guard};

/// One cell. Cleaning what came out must give the same number and repair nothing.
pub fn cell(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let cleaned = clean::clean(&text);
    for number in &cleaned.numbers {
        let again = clean::clean(&number.reveal());
        assert_eq!(again.numbers, [*number], "cleaning twice gives another number");
        assert!(again.repairs.is_empty() && again.problem.is_none(), "a clean number was repaired");
    }
    assert!(!cleaned.numbers.is_empty() || cleaned.problem.is_some(), "a cell gives a number or a reason");
    let shown = clean::mask(&text);
    assert!(shown.chars().count() <= 41, "a shown value is short");
}

/// A text file: encoding, delimiter, rows.
pub fn separated(bytes: &[u8]) {
    let Ok(guess) = encoding::guess(&mut Cursor::new(bytes), true) else { return };
    let mut decoded = String::new();
    let mut reader = encoding::Transcoder::new(Cursor::new(bytes), guess.encoding);
    if std::io::Read::read_to_string(&mut reader, &mut decoded).is_err() {
        return;
    }
    let delimiter = text::guess_delimiter(&decoded).delimiter.unwrap_or(b',');
    let mut last = 0;
    let read = text::read_separated(decoded.as_bytes(), delimiter, &mut |batch| {
        for row in batch.rows() {
            assert!(row.no > last, "rows come in order");
            last = row.no;
            assert!(row.cells().all(|cell| !cell.text.trim().is_empty()), "empty cells are left out");
        }
        ControlFlow::Continue(())
    });
    if let Err(error) = read {
        assert!(!error.code().is_empty());
    }
}

/// A file's contents on their way to a workbook reader.
pub fn contents(bytes: &[u8]) {
    let mut file = Cursor::new(bytes);
    if let Ok(entries) = zip_guard::entries(&mut file) {
        assert!(entries.iter().all(|entry| entry.packed <= bytes.len() as u64), "an entry fits its file");
    }
    match kind::recognise(&mut file) {
        Ok(Format::Xlsx | Format::Xlsb | Format::Ods) => assert!(bytes.starts_with(b"PK")),
        Ok(Format::Xls) => assert!(bytes.starts_with(&[0xD0, 0xCF])),
        Ok(Format::Text) => {}
        Err(error) => assert!(!error.code().is_empty()),
    }
}
