//! A look at a file before anything is imported: what it is, how it would be read, its first rows.
//!
//! A look is bounded: it reads the begin of a text file, never all of it.

use std::path::Path;

use super::scan::file_facts;
use super::{ImportError, blocking};
use crate::layout::{self, Layout, LayoutError, LayoutOverrides, SampleRow};
use crate::read::{
    Book, DelimiterGuess, EncodingGuess, Format, ReadError, SheetInfo, TextEncoding, TextOverrides,
};

/// Rows that an inspection carries.
pub const ROWS_SHOWN: usize = 20;
/// Bytes of a text file by which its encoding is told while looking at it; an import reads all of it.
const LOOK_BYTES: u64 = 8 * 1_024 * 1_024;
/// Files up to this size, in bytes, are known again by their contents, larger ones by name and size.
const DIGEST_BYTES_MAX: u64 = 64 * 1_024 * 1_024;

/// What a look at a file says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Inspection {
    /// What the file is.
    pub format: Format,
    /// Its size in bytes.
    pub bytes: u64,
    /// Encoding and delimiter of a text file.
    pub text: Option<(EncodingGuess, DelimiterGuess)>,
    /// Whether a spreadsheet program seems to have it open.
    pub open_elsewhere: bool,
    /// Its sheets.
    pub sheets: Vec<SheetInfo>,
    /// How it would be read; without a number's column when none looks like one: then a person must say which it is.
    pub layout: Layout,
    /// The first rows as they stand there, header included.
    pub rows: Vec<SampleRow>,
    /// The same rows in each encoding that may be meant, when that is not sure.
    pub encodings: Vec<EncodedRows>,
}

/// The first rows in one encoding.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct EncodedRows {
    /// The encoding.
    pub encoding: TextEncoding,
    /// The rows.
    pub rows: Vec<SampleRow>,
}

/// Looks at a file: what it is, how it would be read, and its first rows. Stores nothing.
///
/// # Errors
/// As [`ImportError`] says.
pub async fn inspect(
    path: &Path,
    layout: &LayoutOverrides,
    text: TextOverrides,
) -> Result<Inspection, ImportError> {
    let (path, overrides) = (path.to_owned(), layout.clone());
    blocking(move || seen(&path, &overrides, text, layout::find)).await
}

/// The same for a person who is asked how to read it: a list without a column of numbers is shown as it is.
///
/// # Errors
/// As [`inspect`], save for that.
pub async fn look(
    path: &Path,
    layout: &LayoutOverrides,
    text: TextOverrides,
) -> Result<Inspection, ImportError> {
    let (path, overrides) = (path.to_owned(), layout.clone());
    blocking(move || seen(&path, &overrides, text, layout::look)).await
}

type Find = fn(&mut Book, &LayoutOverrides) -> Result<(Layout, Vec<SampleRow>), LayoutError>;

fn seen(
    path: &Path,
    overrides: &LayoutOverrides,
    text: TextOverrides,
    find: Find,
) -> Result<Inspection, ImportError> {
    let text = TextOverrides { look_bytes: Some(LOOK_BYTES), ..text };
    let mut book = Book::open(path, text)?;
    let (layout, mut rows) = find(&mut book, overrides)?;
    rows.truncate(ROWS_SHOWN);
    let doubtful = match book.text() {
        Some((guess, _)) if text.encoding.is_none() && guess.confidence < 100 => {
            vec![guess.encoding, TextEncoding::Utf8, TextEncoding::Gb18030]
        }
        Some(_) | None => Vec::new(),
    };
    let mut encodings: Vec<EncodedRows> = Vec::new();
    for encoding in doubtful {
        if encodings.iter().any(|shown| shown.encoding == encoding) {
            continue;
        }
        let mut book = Book::open(path, TextOverrides { encoding: Some(encoding), ..text })?;
        let mut rows = layout::sample(&mut book, "")?;
        rows.truncate(ROWS_SHOWN);
        encodings.push(EncodedRows { encoding, rows });
    }
    Ok(Inspection {
        format: book.format(),
        bytes: std::fs::metadata(path).map_err(ReadError::from).map_err(LayoutError::from)?.len(),
        text: book.text(),
        open_elsewhere: book.is_open_elsewhere(),
        sheets: book.sheets(),
        layout,
        rows,
        encodings,
    })
}

/// By what a file is known again.
pub(super) enum KnownBy {
    Contents([u8; 32]),
    Name(String, u64),
}

pub(super) fn known_by(path: &Path) -> Result<KnownBy, ImportError> {
    let about = std::fs::metadata(path)
        .map_err(|cause| ReadError::Open { path: path.to_owned(), cause })
        .map_err(LayoutError::from)?;
    if about.len() <= DIGEST_BYTES_MAX {
        return Ok(KnownBy::Contents(file_facts(path).map_err(LayoutError::from)?.sha256));
    }
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    Ok(KnownBy::Name(name, about.len()))
}
