//! What a file is, by its contents: names lie, above all in lists that other programs exported.

use std::fmt;
use std::io::{Read, Seek, SeekFrom};

use super::error::ReadError;
use super::zip_guard::{self, Entry};
use super::{part_guard, xls_guard};

/// Bytes looked at to tell text from everything else.
const HEAD_BYTES: u64 = 64 * 1_024;
/// Bytes of an OLE file searched for the names of its streams; the directory of small and of 2 GB files is among them.
const OLE_SEARCH_BYTES: u64 = 8 * 1_024 * 1_024;

/// A workbook of a streaming part (sheets): the most that it may unpack to, in bytes. 1,048,576 rows × 50 columns.
const SHEET_BYTES_MAX: u64 = 4 * 1_024 * 1_024 * 1_024;
/// Parts that are held in memory as a whole (shared strings), in bytes: 6 million different texts.
const STRINGS_BYTES_MAX: u64 = 256 * 1_024 * 1_024;
/// Every other part that is read: styles, relations, the list of sheets, in bytes.
const PART_BYTES_MAX: u64 = 64 * 1_024 * 1_024;
/// The text of an ods is read as a whole, in bytes.
const ODS_BYTES_MAX: u64 = 256 * 1_024 * 1_024;
/// An xls is held in memory as a whole, in bytes: 65,536 rows × 256 columns at most by its format.
const XLS_BYTES_MAX: u64 = 128 * 1_024 * 1_024;

/// A format that is read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Format {
    /// xlsx, xlsm, xltx: streamed.
    Xlsx,
    /// xlsb: streamed.
    Xlsb,
    /// xls of Excel 5 to 2003: held in memory.
    Xls,
    /// OpenDocument: held in memory.
    Ods,
    /// csv, tsv, txt: streamed.
    Text,
}

impl Format {
    /// The usual ending of its files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Text => "text",
        }
    }
}

/// What a file turned out to be when it is no list.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Found {
    /// A zip file that holds no workbook.
    Zip,
    /// A text document (docx, odt, doc).
    Document,
    /// A presentation.
    Presentation,
    /// A PDF.
    Pdf,
    /// A web page, often named `.xls` by the program that made it: open it and save it as xlsx.
    WebPage,
    /// XML, such as a spreadsheet of 2003 in XML.
    Xml,
    /// A picture.
    Picture,
    /// Compressed by a program other than zip.
    Archive,
    /// Binary data of no kind that we know.
    Binary,
}

impl Found {
    /// The stable name that faces translate.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Zip => "zip",
            Self::Document => "document",
            Self::Presentation => "presentation",
            Self::Pdf => "pdf",
            Self::WebPage => "web_page",
            Self::Xml => "xml",
            Self::Picture => "picture",
            Self::Archive => "archive",
            Self::Binary => "binary",
        }
    }
}

impl fmt::Display for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Tells what a file is and refuses what must not reach a reader.
///
/// # Errors
/// As [`ReadError`] says; in particular [`ReadError::Bomb`], [`ReadError::Encrypted`] and [`ReadError::NotAList`].
pub(crate) fn recognise(file: &mut (impl Read + Seek)) -> Result<Format, ReadError> {
    let length = file.seek(SeekFrom::End(0))?;
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    let format = if head.is_empty() {
        return Err(ReadError::Empty);
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        of_zip(file)?
    } else if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        of_ole(file, length)?
    } else if let Some(found) = foreign(&head) {
        return Err(ReadError::NotAList { found });
    } else {
        Format::Text
    };
    file.seek(SeekFrom::Start(0))?;
    Ok(format)
}

/// Whether a file begins as zip files do.
pub(crate) fn is_zip(file: &mut (impl Read + Seek)) -> Result<bool, ReadError> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.by_ref().take(4).read_to_end(&mut head)?;
    Ok(head == b"PK\x03\x04")
}

fn of_zip(file: &mut (impl Read + Seek)) -> Result<Format, ReadError> {
    zip_guard::entries(file)?; // bounds what the next step takes
    let says_ods = file_starts_as_ods(file)?;
    let mut archive = part_guard::open(file)?;
    let entries = part_guard::entries(&mut archive)?;
    let has = |name: &str| entries.iter().any(|entry| entry.name.eq_ignore_ascii_case(name));
    let inside = |folder: &str| entries.iter().any(|entry| entry.name.starts_with(folder));
    if has("xl/workbook.bin") {
        check_parts(&entries).map(|()| Format::Xlsb)
    } else if inside("xl/") || has("workbook.xml") {
        check_parts(&entries)?;
        part_guard::check_strings(&mut archive).map(|()| Format::Xlsx)
    } else if has("content.xml") && has("mimetype") {
        zip_guard::check(&entries, |_| ODS_BYTES_MAX)?;
        if !says_ods {
            return Err(ReadError::NotAList { found: Found::Document });
        }
        part_guard::check_tables(&mut archive).map(|()| Format::Ods)
    } else if inside("word/") {
        Err(ReadError::NotAList { found: Found::Document })
    } else if inside("ppt/") {
        Err(ReadError::NotAList { found: Found::Presentation })
    } else {
        Err(ReadError::NotAList { found: Found::Zip })
    }
}

fn check_parts(entries: &[Entry]) -> Result<(), ReadError> {
    zip_guard::check(entries, |name| {
        let name = name.to_ascii_lowercase();
        if name.contains("sharedstrings") {
            STRINGS_BYTES_MAX
        } else if name.contains("/worksheets/") && !name.contains("/_rels/") {
            SHEET_BYTES_MAX
        } else if name.contains("/media/") || name.contains("/embeddings/") {
            u64::MAX // never unpacked
        } else {
            PART_BYTES_MAX
        }
    })
}

/// An OpenDocument file says what it is in its first entry, which is not packed.
fn file_starts_as_ods(file: &mut (impl Read + Seek)) -> Result<bool, ReadError> {
    file.seek(SeekFrom::Start(0))?;
    let mut head = Vec::new();
    file.take(256).read_to_end(&mut head)?;
    let marker = b"application/vnd.oasis.opendocument.spreadsheet";
    Ok(head.windows(marker.len()).any(|window| window == marker))
}

/// The old container of Microsoft: names of streams stand in it in UTF-16.
fn of_ole(file: &mut (impl Read + Seek), length: u64) -> Result<Format, ReadError> {
    if length < 1_536 {
        return Err(ReadError::Truncated { part: "workbook" }); // a header and one sector are missing
    }
    let mut names = OleNames::default();
    file.seek(SeekFrom::Start(0))?;
    names.look(file)?;
    if length > OLE_SEARCH_BYTES {
        file.seek(SeekFrom::Start(length - OLE_SEARCH_BYTES))?;
        names.look(file)?;
    }
    if names.encrypted {
        Err(ReadError::Encrypted)
    } else if names.workbook {
        if length > XLS_BYTES_MAX {
            return Err(ReadError::TooLarge { bytes: length, limit: XLS_BYTES_MAX });
        }
        xls_guard::check(file, length).map(|()| Format::Xls)
    } else if names.document {
        Err(ReadError::NotAList { found: Found::Document })
    } else {
        Err(ReadError::NotAList { found: Found::Binary })
    }
}

#[derive(Default)]
struct OleNames {
    encrypted: bool,
    workbook: bool,
    document: bool,
}

impl OleNames {
    /// Directory entries are 128 bytes at multiples of 128 and begin with the name.
    fn look(&mut self, file: &mut impl Read) -> Result<(), ReadError> {
        let mut bytes = Vec::new();
        file.take(OLE_SEARCH_BYTES).read_to_end(&mut bytes)?;
        let named = |name: &str| {
            let mut wanted: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
            wanted.extend([0, 0]);
            bytes.chunks(128).any(|entry| entry.starts_with(&wanted))
        };
        self.encrypted |= named("EncryptedPackage") || named("EncryptionInfo");
        self.workbook |= named("Workbook") || named("Book") || named("WORKBOOK") || named("BOOK");
        self.document |= named("WordDocument") || named("PowerPoint Document");
        Ok(())
    }
}

/// What is surely not a text list.
fn foreign(head: &[u8]) -> Option<Found> {
    const MARKS: [(&[u8], Found); 10] = [
        (b"%PDF", Found::Pdf),
        (b"{\\rtf", Found::Document),
        (b"\x89PNG", Found::Picture),
        (b"\xFF\xD8\xFF", Found::Picture),
        (b"GIF8", Found::Picture),
        (b"\x1F\x8B", Found::Archive),
        (b"Rar!", Found::Archive),
        (b"7z\xBC\xAF", Found::Archive),
        (b"BZh9", Found::Archive),
        (b"\x7FELF", Found::Binary),
    ];
    if let Some((_, found)) = MARKS.iter().find(|(mark, _)| head.starts_with(mark)) {
        return Some(*found);
    }
    let text = String::from_utf8_lossy(head.get(..head.len().min(1_024)).unwrap_or(&[])).to_ascii_lowercase();
    let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if text.starts_with("<!doctype html")
        || text.starts_with("<html")
        || text.starts_with("<table")
        || text.starts_with("<meta")
    {
        return Some(Found::WebPage);
    }
    if text.starts_with("<?xml") || text.starts_with("<workbook") {
        return Some(if text.contains("<html") { Found::WebPage } else { Found::Xml });
    }
    let wide = super::encoding::looks_like_utf16(head);
    (head.contains(&0) && !wide).then_some(Found::Binary)
}
