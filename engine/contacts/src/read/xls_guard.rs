//! What an xls says about itself, before the workbook reader believes it.
//!
//! That reader follows chains of sectors without counting, lays out every sheet from its first to its last cell, and
//! makes room for as many characters as a text announces. This reads the same records and refuses what would take
//! more memory than any real sheet. Sources: [MS-CFB] §2.2–2.6, [MS-XLS] §2.4.

use std::io::{Read, Seek, SeekFrom};

use super::error::ReadError;

/// What the cells of all sheets may take in memory, in bytes: the largest sheet of the format, 65,536 rows × 256
/// columns, laid out with a tenth of its cells filled, or 65,536 × 140 filled throughout.
const CELLS_BYTES_MAX: u64 = 640 * 1_024 * 1_024;
/// One cell as it is read: its place and its value, in bytes.
const CELL_BYTES: u64 = 40;
/// One place of a sheet that is laid out, in bytes: for a value, for a formula.
const VALUE_BYTES: u64 = 32;
const FORMULA_BYTES: u64 = 24;
/// Sheets of a workbook.
const SHEETS_MAX: usize = 1_024;
/// Bytes of records that are looked at, in lengths of the file: sheets that begin at the same place are read again.
const PASSES_MAX: u64 = 8;

const SECTOR_MINI: usize = 64;
/// A stream that is shorter lies in the small sectors, in bytes ([MS-CFB] §2.2).
const MINI_STREAM_BYTES: u64 = 4_096;
/// Sector numbers from here on are marks ([MS-CFB] §2.1).
const SECTOR_MARKS: u32 = 0xFFFF_FFFA;
const END_OF_CHAIN: u32 = 0xFFFF_FFFE;
/// Where the header's own list of table sectors stands, in bytes.
const HEADER_TABLE: std::ops::Range<usize> = 76..512;

const BOF: u16 = 0x0809;
const EOF: u16 = 0x000A;
const CONTINUE: u16 = 0x003C;
const BOUND_SHEET: u16 = 0x0085;
const SST: u16 = 0x00FC;
const DIMENSIONS: u16 = 0x0200;
const STRING: u16 = 0x0207;
const LABEL: u16 = 0x0204;
const RSTRING: u16 = 0x00D6;
const LABEL_SST: u16 = 0x00FD;
const MUL_RK: u16 = 0x00BD;
const FORMULA: u16 = 0x0006;
/// Number, boolean or error, RK: records that begin with row and column and hold one cell.
const ONE_CELL: [u16; 3] = [0x0203, 0x0205, 0x027E];

/// Checks a file that begins as a compound file.
///
/// # Errors
/// [`ReadError::Damaged`] for chains that go in circles, [`ReadError::Bomb`] for sheets that take more than
/// any real one.
pub(crate) fn check(file: &mut (impl Read + Seek), length: u64) -> Result<(), ReadError> {
    file.seek(SeekFrom::Start(0))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    let book = Compound::read(&bytes)?.workbook()?;
    Sheets::of(&book)?.check()
}

fn damaged(detail: &str) -> ReadError {
    ReadError::damaged("compound file", detail)
}

/// A compound file: sectors chained by a table.
struct Compound<'b> {
    bytes: &'b [u8],
    sector: usize,
    table: Vec<u32>,
}

impl<'b> Compound<'b> {
    fn read(bytes: &'b [u8]) -> Result<Self, ReadError> {
        let sector = match u16_at(bytes, 30) {
            Some(9) => 512,
            Some(12) => 4_096,
            _ => return Err(damaged("sectors of an unknown size")),
        };
        let mut compound = Self { bytes, sector, table: Vec::new() };
        let mut tables: Vec<u32> = numbers(bytes.get(HEADER_TABLE).unwrap_or(&[])).collect();
        let mut next = u32_at(bytes, 68).unwrap_or(END_OF_CHAIN);
        for _ in 0..=compound.sectors() {
            if next >= SECTOR_MARKS {
                break;
            }
            tables.extend(numbers(compound.at(next)?));
            next = tables.pop().unwrap_or(END_OF_CHAIN);
        }
        if next < SECTOR_MARKS {
            return Err(damaged("the list of tables has no end"));
        }
        for number in tables.into_iter().filter(|number| *number < SECTOR_MARKS) {
            if compound.table.len() > compound.sectors().saturating_add(sector) {
                return Err(damaged("more table than file"));
            }
            let sector = compound.at(number)?;
            compound.table.extend(numbers(sector));
        }
        Ok(compound)
    }

    /// How many sectors the file can have.
    fn sectors(&self) -> usize {
        self.bytes.len() / self.sector
    }

    fn at(&self, number: u32) -> Result<&'b [u8], ReadError> {
        let start = usize::try_from(number).ok().and_then(|number| number.checked_add(1));
        let start = start.and_then(|number| number.checked_mul(self.sector));
        let rest = start.and_then(|start| self.bytes.get(start..));
        let rest = rest.ok_or_else(|| damaged("a sector beyond the end"))?;
        Ok(rest.get(..self.sector.min(rest.len())).unwrap_or(rest))
    }

    /// The contents of a chain, which has so many bytes or ends within the sectors that there are.
    fn chain(&self, first: u32, wanted: u64) -> Result<Vec<u8>, ReadError> {
        let wanted = usize::try_from(wanted).unwrap_or(usize::MAX);
        let mut contents = Vec::new();
        let mut number = first;
        for _ in 0..=self.sectors() {
            if number == END_OF_CHAIN || contents.len() >= wanted {
                contents.truncate(wanted);
                return Ok(contents);
            }
            contents.extend_from_slice(self.at(number)?);
            let at = usize::try_from(number).unwrap_or(usize::MAX);
            number = *self.table.get(at).ok_or_else(|| damaged("a sector without a successor"))?;
        }
        Err(damaged("a chain that goes in a circle"))
    }

    /// The stream with the records of the workbook.
    fn workbook(&self) -> Result<Vec<u8>, ReadError> {
        let directory = self.chain(u32_at(self.bytes, 48).unwrap_or(END_OF_CHAIN), u64::MAX)?;
        let large = self.sector > 512;
        let entries: Vec<Entry> =
            directory.chunks_exact(128).filter_map(|bytes| Entry::read(bytes, large)).collect();
        let named = |name: &str| entries.iter().find(|entry| entry.name.eq_ignore_ascii_case(name));
        let root = entries.first().ok_or_else(|| damaged("no directory"))?;
        let mini_tables = u64::from(u32_at(self.bytes, 64).unwrap_or(0));
        let (mini, mini_table) = if mini_tables == 0 {
            (Vec::new(), Vec::new())
        } else {
            let wanted = mini_tables.saturating_mul(u64::try_from(self.sector).unwrap_or(u64::MAX));
            let table = self.chain(u32_at(self.bytes, 60).unwrap_or(END_OF_CHAIN), wanted)?;
            (self.chain(root.start, root.length)?, numbers(&table).collect())
        };
        let entry = named("Workbook").or_else(|| named("Book")).ok_or_else(|| damaged("no workbook"))?;
        if entry.length < MINI_STREAM_BYTES {
            mini_chain(&mini, &mini_table, entry)
        } else {
            self.chain(entry.start, entry.length)
        }
    }
}

fn mini_chain(mini: &[u8], table: &[u32], entry: &Entry) -> Result<Vec<u8>, ReadError> {
    let wanted = usize::try_from(entry.length).unwrap_or(usize::MAX);
    let mut contents = Vec::new();
    let mut number = entry.start;
    for _ in 0..=table.len() {
        if number == END_OF_CHAIN || contents.len() >= wanted {
            contents.truncate(wanted);
            return Ok(contents);
        }
        let at = usize::try_from(number).unwrap_or(usize::MAX);
        let rest = at.checked_mul(SECTOR_MINI).and_then(|start| mini.get(start..));
        let rest = rest.ok_or_else(|| damaged("a small sector beyond the end"))?;
        contents.extend_from_slice(rest.get(..SECTOR_MINI.min(rest.len())).unwrap_or(rest));
        number = *table.get(at).ok_or_else(|| damaged("a small sector without a successor"))?;
    }
    Err(damaged("a chain that goes in a circle"))
}

/// An entry of the directory.
struct Entry {
    name: String,
    start: u32,
    length: u64,
}

impl Entry {
    fn read(bytes: &[u8], large: bool) -> Option<Self> {
        let units = bytes.get(..64)?.chunks_exact(2).filter_map(|pair| u16_at(pair, 0));
        let units: Vec<u16> = units.take_while(|unit| *unit != 0).collect();
        // In files with small sectors the upper half of the length may hold anything ([MS-CFB] §2.6.1).
        let upper = if large { u64::from(u32_at(bytes, 124)?) << 32 } else { 0 };
        let length = u64::from(u32_at(bytes, 120)?) | upper;
        Some(Self { name: String::from_utf16_lossy(&units), start: u32_at(bytes, 116)?, length })
    }
}

/// One record with the records that continue it.
struct Record<'b> {
    kind: u16,
    /// Its own bytes, then those of each continuation.
    pieces: Vec<&'b [u8]>,
}

impl<'b> Record<'b> {
    fn data(&self) -> &'b [u8] {
        self.pieces.first().copied().unwrap_or(&[])
    }
}

/// The records from a place on, up to the first that is cut off.
fn records(mut stream: &[u8]) -> impl Iterator<Item = Record<'_>> {
    std::iter::from_fn(move || {
        let (kind, data) = take_record(&mut stream)?;
        let mut pieces = vec![data];
        while u16_at(stream, 0) == Some(CONTINUE) {
            let Some((_, more)) = take_record(&mut stream) else { break };
            pieces.push(more);
        }
        Some(Record { kind, pieces })
    })
}

fn take_record<'b>(stream: &mut &'b [u8]) -> Option<(u16, &'b [u8])> {
    let (kind, length) = (u16_at(stream, 0)?, usize::from(u16_at(stream, 2)?));
    let data = stream.get(4..)?.get(..length)?;
    *stream = stream.get(4 + length..).unwrap_or(&[]);
    Some((kind, data))
}

/// The sheets of a workbook and the lengths of their shared texts.
struct Sheets<'b> {
    stream: &'b [u8],
    starts: Vec<usize>,
    texts: Vec<u32>,
}

impl<'b> Sheets<'b> {
    fn of(stream: &'b [u8]) -> Result<Self, ReadError> {
        let (mut starts, mut texts) = (Vec::new(), Vec::new());
        for record in records(stream).take_while(|record| record.kind != EOF) {
            match record.kind {
                BOUND_SHEET => starts
                    .extend(u32_at(record.data(), 0).map(|at| usize::try_from(at).unwrap_or(usize::MAX))),
                SST => texts = text_lengths(&record),
                _ => {}
            }
        }
        if starts.len() > SHEETS_MAX {
            return Err(ReadError::damaged("workbook", format!("{} sheets", starts.len())));
        }
        Ok(Self { stream, starts, texts })
    }

    fn check(&self) -> Result<(), ReadError> {
        let mut taken = 0_u64;
        let mut looked_at = 0_u64;
        let look_max = u64::try_from(self.stream.len()).unwrap_or(u64::MAX).saturating_mul(PASSES_MAX);
        for start in &self.starts {
            let mut space = Space::default();
            // A chart inside a sheet has its own start and end, and cells that are not the sheet's.
            let (mut begun, mut inside) = (false, 0_u32);
            for record in records(self.stream.get(*start..).unwrap_or(&[])) {
                let bytes = record.pieces.iter().map(|piece| piece.len() + 4).sum::<usize>();
                looked_at = looked_at.saturating_add(u64::try_from(bytes).unwrap_or(u64::MAX));
                if looked_at > look_max {
                    return Err(ReadError::damaged("workbook", "sheets that overlap"));
                }
                match (record.kind, inside) {
                    (BOF, _) if begun => inside = inside.saturating_add(1),
                    (BOF, _) => begun = true,
                    (EOF, 0) => break,
                    (EOF, _) => inside -= 1,
                    (_, 0) => space.take(&record, &self.texts),
                    _ => {}
                }
                let all = taken.saturating_add(space.bytes());
                if all > CELLS_BYTES_MAX {
                    let part = "workbook".to_owned();
                    return Err(ReadError::Bomb { part, bytes: all, limit: CELLS_BYTES_MAX });
                }
            }
            taken = taken.saturating_add(space.bytes());
        }
        Ok(())
    }
}

/// What a sheet takes; each figure is at least what the workbook reader takes.
#[derive(Default)]
struct Space {
    /// Cells that are announced.
    announced: u64,
    /// Cells one by one, and their texts in bytes.
    cells: u64,
    text: u64,
    /// Where values stand, and where formulas do.
    values: Area,
    formulas: Area,
}

/// First row, last row, first column, last column.
#[derive(Default)]
struct Area(Option<[u16; 4]>);

impl Area {
    fn include(&mut self, row: u16, column: u16) {
        let [top, bottom, left, right] = self.0.unwrap_or([row, row, column, column]);
        self.0 = Some([top.min(row), bottom.max(row), left.min(column), right.max(column)]);
    }

    fn places(&self) -> u64 {
        self.0.map_or(0, |[top, bottom, left, right]| {
            (u64::from(bottom - top) + 1).saturating_mul(u64::from(right - left) + 1)
        })
    }
}

impl Space {
    fn take(&mut self, record: &Record<'_>, texts: &[u32]) {
        let data = record.data();
        let (Some(row), Some(column)) = (u16_at(data, 0), u16_at(data, 2)) else { return };
        match record.kind {
            DIMENSIONS => self.announced = self.announced.saturating_add(dimensions(data)),
            // The text of the formula before it; its cell is that one's.
            STRING => self.text = self.text.saturating_add(u64::from(row)),
            LABEL | RSTRING => {
                self.cell(row, column);
                self.text = self.text.saturating_add(u64::from(u16_at(data, 6).unwrap_or(0)));
            }
            LABEL_SST => {
                self.cell(row, column);
                let at = u32_at(data, 6).and_then(|at| usize::try_from(at).ok());
                let length = at.and_then(|at| texts.get(at)).copied().unwrap_or(0);
                self.text = self.text.saturating_add(u64::from(length));
            }
            MUL_RK => {
                let last = data.len().checked_sub(2).and_then(|at| u16_at(data, at)).unwrap_or(column);
                self.cell(row, column);
                self.cell(row, last);
                self.cells = self.cells.saturating_add(u64::from(last.saturating_sub(column)));
            }
            FORMULA => {
                self.cell(row, column);
                self.formulas.include(row, column);
            }
            kind if ONE_CELL.contains(&kind) => self.cell(row, column),
            _ => {}
        }
    }

    fn cell(&mut self, row: u16, column: u16) {
        self.values.include(row, column);
        self.cells = self.cells.saturating_add(1);
    }

    fn bytes(&self) -> u64 {
        let read = self.announced.max(self.cells).saturating_mul(CELL_BYTES);
        let laid_out = self.values.places().saturating_mul(VALUE_BYTES);
        let formulas = self.formulas.places().saturating_mul(FORMULA_BYTES);
        read.saturating_add(laid_out).saturating_add(formulas).saturating_add(self.text)
    }
}

/// How many cells a sheet announces ([MS-XLS] §2.4.90; ten bytes before Excel 97).
fn dimensions(data: &[u8]) -> u64 {
    let field = |at: usize| u64::from(u16_at(data, at).unwrap_or(0));
    let long = |at: usize| u64::from(u32_at(data, at).unwrap_or(0));
    let (top, bottom, left, right) = if data.len() == 10 {
        (field(0), field(2), field(4), field(6))
    } else {
        (long(0), long(4), field(8), field(10))
    };
    // The reader starts from column 0 when the first one cannot be.
    let left = if left > 0xFF || right < left { 0 } else { left };
    bottom.saturating_sub(top).saturating_mul(right.saturating_sub(left))
}

/// The lengths of the shared texts in bytes, as far as they can be read ([MS-XLS] §2.4.265, §2.5.293).
fn text_lengths(record: &Record<'_>) -> Vec<u32> {
    let mut pieces = Pieces { rest: record.pieces.iter().copied().collect() };
    let mut lengths = Vec::new();
    if pieces.skip(8).is_none() {
        return lengths;
    }
    while pieces.more() {
        let Some(length) = pieces.text() else { break };
        lengths.push(length);
    }
    lengths
}

/// What is left of a record with continuations.
struct Pieces<'b> {
    rest: std::collections::VecDeque<&'b [u8]>,
}

impl Pieces<'_> {
    fn more(&mut self) -> bool {
        while self.rest.front().is_some_and(|piece| piece.is_empty()) {
            self.rest.pop_front();
        }
        !self.rest.is_empty()
    }

    fn take(&mut self, count: usize) -> Option<&[u8]> {
        let (taken, rest) = self.rest.front()?.split_at_checked(count)?;
        *self.rest.front_mut()? = rest;
        Some(taken)
    }

    fn skip(&mut self, mut count: usize) -> Option<()> {
        while count > 0 {
            if !self.more() {
                return None;
            }
            let now = count.min(self.rest.front()?.len());
            self.take(now)?;
            count -= now;
        }
        Some(())
    }

    /// Skips one text and tells how many bytes it takes when it is kept: three for each unit at most.
    fn text(&mut self) -> Option<u32> {
        let head = self.take(3)?;
        let (units, flags) = (u16_at(head, 0)?, *head.get(2)?);
        let runs = if flags & 0x08 != 0 { usize::from(u16_at(self.take(2)?, 0)?) } else { 0 };
        let extra = if flags & 0x04 != 0 { u32_at(self.take(4)?, 0)? } else { 0 };
        let (mut left, mut wide) = (usize::from(units), flags & 0x01 != 0);
        while left > 0 {
            let width = if wide { 2 } else { 1 };
            let now = left.min(self.rest.front()?.len() / width);
            self.take(now * width)?;
            left -= now;
            if left > 0 {
                // The text goes on in the next record, which says anew how wide its units are.
                self.rest.pop_front();
                wide = self.take(1)?.first()? & 0x01 != 0;
            }
        }
        self.skip(runs * 4)?;
        self.skip(usize::try_from(extra).ok()?)?;
        Some(u32::from(units) * 3)
    }
}

fn numbers(bytes: &[u8]) -> impl Iterator<Item = u32> + '_ {
    bytes.chunks_exact(4).filter_map(|bytes| u32_at(bytes, 0))
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}
