//! Lists, archives and a store for tests.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::panic)]

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use hongyan_contacts::import::{self, ImportError, ImportOptions, ImportSummary, Target};
use hongyan_domain::{ManualClock, UnixMillis};
use hongyan_store::Db;
use rust_xlsxwriter::Workbook;
use tempfile::TempDir;
use tokio_util::sync::CancellationToken;

/// A store in a folder that goes away.
pub struct World {
    pub folder: TempDir,
    pub db: Db,
    pub clock: ManualClock,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let db = Db::open_in_folder(folder.path().join("store")).await.unwrap();
        Self { folder, db, clock: ManualClock::at(UnixMillis(1_772_328_600_000)) }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, bytes).unwrap();
        path
    }

    pub async fn import(&self, path: &Path, group: &str) -> Result<ImportSummary, ImportError> {
        self.import_with(path, into(group)).await
    }

    pub async fn import_with(
        &self,
        path: &Path,
        options: ImportOptions,
    ) -> Result<ImportSummary, ImportError> {
        import::run(&self.db, &self.clock, path, options, |_| {}, CancellationToken::new()).await
    }
}

/// Options for a named group; each call gets other ids, as in production.
pub fn into(group: &str) -> ImportOptions {
    static SEED: AtomicU64 = AtomicU64::new(7);
    let seed = SEED.fetch_add(1, Ordering::Relaxed);
    ImportOptions::new(Target::Group { name: group.to_owned() }, "tester", seed)
}

/// An xlsx with texts only.
pub fn xlsx(path: &Path, rows: &[&[&str]]) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    for (line, row) in (0_u32..).zip(rows) {
        for (col, text) in (0_u16..).zip(*row) {
            if !text.is_empty() {
                sheet.write_string(line, col, *text).unwrap();
            }
        }
    }
    workbook.save(path).unwrap();
}

/// One entry of an archive: name, bytes as they stand, declared unpacked size, packing method, flags.
pub struct Part<'p> {
    pub name: &'p str,
    pub bytes: &'p [u8],
    pub unpacked: u64,
    pub method: u16,
    pub flags: u16,
}

impl<'p> Part<'p> {
    pub fn stored(name: &'p str, bytes: &'p [u8]) -> Self {
        Self { name, bytes, unpacked: bytes.len() as u64, method: 0, flags: 0 }
    }
}

/// A zip file of parts, as honest or dishonest as they are.
pub fn zip(parts: &[Part<'_>]) -> Vec<u8> {
    let mut file = Vec::new();
    let mut directory = Vec::new();
    for part in parts {
        let offset = u32::try_from(file.len()).unwrap();
        let mut common = Vec::new();
        common.extend(20_u16.to_le_bytes());
        common.extend(part.flags.to_le_bytes());
        common.extend(part.method.to_le_bytes());
        common.extend([0; 4]); // time and date
        common.extend(crc32(part.bytes).to_le_bytes());
        common.extend(u32::try_from(part.bytes.len()).unwrap().to_le_bytes());
        common.extend(u32::try_from(part.unpacked).unwrap().to_le_bytes());
        common.extend(u16::try_from(part.name.len()).unwrap().to_le_bytes());
        common.extend(0_u16.to_le_bytes());
        file.extend(b"PK\x03\x04");
        file.extend(&common);
        file.extend(part.name.as_bytes());
        file.extend(part.bytes);
        directory.extend(b"PK\x01\x02\x14\x00");
        directory.extend(&common);
        directory.extend([0; 10]); // comment, disk, attributes
        directory.extend(offset.to_le_bytes());
        directory.extend(part.name.as_bytes());
    }
    let start = u32::try_from(file.len()).unwrap();
    let count = u16::try_from(parts.len()).unwrap();
    file.extend(&directory);
    file.extend(b"PK\x05\x06\0\0\0\0");
    file.extend(count.to_le_bytes());
    file.extend(count.to_le_bytes());
    file.extend(u32::try_from(directory.len()).unwrap().to_le_bytes());
    file.extend(start.to_le_bytes());
    file.extend([0, 0]);
    file
}

fn crc32(bytes: &[u8]) -> u32 {
    let mut crc = u32::MAX;
    for byte in bytes {
        crc ^= u32::from(*byte);
        for _ in 0..8 {
            crc = if crc & 1 == 1 { crc >> 1 ^ 0xEDB8_8320 } else { crc >> 1 };
        }
    }
    !crc
}

/// Zeros in deflate's own form, a thousandth of their length. Answers the bytes and what they unpack to.
pub fn deflated_zeros(length: u64) -> (Vec<u8>, u64) {
    let mut bits: Vec<bool> = Vec::new();
    let field = |bits: &mut Vec<bool>, value: u32, width: u32| {
        bits.extend((0..width).map(|bit| value >> bit & 1 == 1))
    };
    let code = |bits: &mut Vec<bool>, text: &str| bits.extend(text.chars().map(|bit| bit == '1'));
    // The last block, with codes of its own: 286 literals and lengths, 1 distance, 18 lengths of code lengths.
    for (value, width) in [(1, 1), (2, 2), (29, 5), (0, 5), (14, 4)] {
        field(&mut bits, value, width);
    }
    // In deflate's order 16, 17, 18, 0, 8, … 2, 14, 1: 18 gets one bit, 2 and 1 two.
    for width in [0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 2] {
        field(&mut bits, width, 3);
    }
    let zeros = |bits: &mut Vec<bool>, count: u32| {
        code(bits, "0");
        field(bits, count - 11, 7);
    };
    code(&mut bits, "11"); // literal 0: two bits
    zeros(&mut bits, 138);
    zeros(&mut bits, 117);
    code(&mut bits, "11"); // end of block: two bits
    zeros(&mut bits, 28);
    code(&mut bits, "10"); // length 258: one bit
    code(&mut bits, "10"); // distance 1: one bit
    code(&mut bits, "10"); // the first zero, then repeats of 258
    let repeats = length.saturating_sub(1) / 258;
    bits.resize(bits.len() + usize::try_from(repeats * 2).unwrap(), false);
    code(&mut bits, "11");
    let packed = bits
        .chunks(8)
        .map(|chunk| chunk.iter().enumerate().fold(0_u8, |byte, (at, bit)| byte | u8::from(*bit) << at))
        .collect();
    (packed, 1 + repeats * 258)
}

/// The parts of a smallest xlsx around one sheet.
pub fn xlsx_parts<'p>(sheet: &'p [u8]) -> Vec<Part<'p>> {
    vec![
        Part::stored("[Content_Types].xml", b"<Types/>"),
        Part::stored(
            "_rels/.rels",
            br#"<Relationships><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
        ),
        Part::stored(
            "xl/workbook.xml",
            br#"<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        Part::stored(
            "xl/_rels/workbook.xml.rels",
            br#"<Relationships><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#,
        ),
        Part::stored("xl/worksheets/sheet1.xml", sheet),
    ]
}

/// A container of the old office formats with one named stream in its directory.
pub fn ole(stream: &str) -> Vec<u8> {
    let mut file = vec![0_u8; 512 * 6];
    file[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    for (entry, name) in ["Root Entry", stream].iter().enumerate() {
        let at = 1_024 + entry * 128;
        for (index, unit) in name.encode_utf16().enumerate() {
            file[at + index * 2..at + index * 2 + 2].copy_from_slice(&unit.to_le_bytes());
        }
    }
    file
}

/// One record of an xlsb: number, length, body.
fn record(into: &mut Vec<u8>, number: u16, body: &[u8]) {
    if number < 0x80 {
        into.push(u8::try_from(number).unwrap());
    } else {
        into.push(u8::try_from(number & 0x7F).unwrap() | 0x80);
        into.push(u8::try_from(number >> 7).unwrap());
    }
    into.push(u8::try_from(body.len()).unwrap());
    into.extend(body);
}

fn wide(text: &str) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u32::try_from(units.len()).unwrap().to_le_bytes();
    length.into_iter().chain(units.into_iter().flat_map(u16::to_le_bytes)).collect()
}

/// A smallest xlsb ([MS-XLSB] §2.4); cells that read as numbers are stored as numbers.
pub fn xlsb(rows: &[&[&str]]) -> Vec<u8> {
    xlsb_saying(rows, &[0; 16], None)
}

/// The same, which says that its sheet reaches so far, and that so many texts are shared, of which there is none.
pub fn xlsb_saying(rows: &[&[&str]], reach: &[u8; 16], texts: Option<u32>) -> Vec<u8> {
    let mut workbook = Vec::new();
    record(&mut workbook, 0x009C, &[vec![0; 4], vec![1, 0, 0, 0], wide("rId1"), wide("S")].concat()); // BrtBundleSh
    record(&mut workbook, 0x0090, &[]); // BrtEndBundleShs
    record(&mut workbook, 0x009D, &[]); // BrtCalcProp
    let mut sheet = Vec::new();
    record(&mut sheet, 0x0094, reach); // BrtWsDim
    record(&mut sheet, 0x0091, &[]); // BrtBeginSheetData
    for (line, row) in (0_u32..).zip(rows) {
        record(&mut sheet, 0x0000, &[&line.to_le_bytes()[..], &[0; 12]].concat()); // BrtRowHdr
        for (col, text) in (0_u32..).zip(*row) {
            let place = [col.to_le_bytes(), [0; 4]].concat();
            match text.parse::<f64>() {
                Ok(number) => record(&mut sheet, 0x0005, &[&place[..], &number.to_le_bytes()].concat()), // BrtCellReal
                Err(_) => record(&mut sheet, 0x0006, &[place, wide(text)].concat()), // BrtCellSt
            }
        }
    }
    record(&mut sheet, 0x0092, &[]); // BrtEndSheetData
    let mut shared = Vec::new();
    if let Some(texts) = texts {
        record(&mut shared, 0x009F, &[texts.to_le_bytes(), texts.to_le_bytes()].concat()); // BrtBeginSst
    }
    let mut parts = vec![
        Part::stored("xl/workbook.bin", &workbook),
        Part::stored(
            "xl/_rels/workbook.bin.rels",
            br#"<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.bin"/></Relationships>"#,
        ),
        Part::stored("xl/worksheets/sheet1.bin", &sheet),
    ];
    if texts.is_some() {
        parts.push(Part::stored("xl/sharedStrings.bin", &shared));
    }
    zip(&parts)
}

/// An ods around the contents of its one table.
pub fn ods(table: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content><office:body><office:spreadsheet><table:table table:name="S">{table}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    ods_of(&content)
}

/// An ods with this in its main part.
pub fn ods_of(content: &str) -> Vec<u8> {
    zip(&[
        Part::stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        Part::stored("META-INF/manifest.xml", b"<manifest:manifest/>"),
        Part::stored("content.xml", content.as_bytes()),
    ])
}
