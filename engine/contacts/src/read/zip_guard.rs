//! The table of contents of a zip file, checked before anything is unpacked.
//!
//! The workbook reader refuses to unpack more than an entry declares, so limits on the declared sizes bound what it
//! can ever produce. Entries may overlap or repeat: each is counted for itself.

use std::io::{Read, Seek, SeekFrom};

use super::error::ReadError;

/// Entries of a workbook; real ones have some dozens.
const ENTRIES_MAX: u64 = 10_000;
/// Length of a name, in bytes.
const NAME_BYTES_MAX: usize = 1_024;
/// The whole table of contents, in bytes.
const DIRECTORY_BYTES_MAX: u64 = 16 * 1_024 * 1_024;
/// The fixed part of the record at the end of a zip file, in bytes.
const END_BYTES: usize = 22;
/// Where the end record can begin, counted from the end of the file, in bytes.
const END_SEARCH_BYTES: u64 = 65_535 + 22;
/// The fixed part of an entry, in bytes.
const ENTRY_BYTES: usize = 46;

/// An entry that unpacks to less is never called a bomb for its ratio: small parts compress well.
const RATIO_FROM_BYTES: u64 = 16 * 1_024 * 1_024;
/// Unpacked per packed byte. Deflate reaches 1,032; sheets of equal cells reach about 100.
const RATIO_MAX: u64 = 300;

/// One entry of the table of contents.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct Entry {
    /// Its name, decoded leniently.
    pub(crate) name: String,
    /// Bytes in the file.
    pub(crate) packed: u64,
    /// Bytes that it declares to unpack to.
    pub(crate) unpacked: u64,
    /// Whether it needs a password.
    pub(crate) encrypted: bool,
    /// How it is packed: 0 not at all, 8 deflate.
    pub(crate) method: u16,
}

/// Reads the table of contents. Never panics, allocates for bytes that are present only.
///
/// # Errors
/// [`ReadError::Truncated`] when there is none, [`ReadError::Damaged`] when it contradicts itself.
pub(crate) fn entries(file: &mut (impl Read + Seek)) -> Result<Vec<Entry>, ReadError> {
    let length = file.seek(SeekFrom::End(0))?;
    let (start, size, count) = find_directory(file, length)?;
    if count > ENTRIES_MAX {
        return Err(ReadError::damaged("zip directory", format!("{count} entries")));
    }
    if size > DIRECTORY_BYTES_MAX || start.checked_add(size).is_none_or(|end| end > length) {
        return Err(ReadError::Truncated { part: "zip directory" });
    }
    file.seek(SeekFrom::Start(start))?;
    let mut bytes = Vec::new();
    file.take(size).read_to_end(&mut bytes)?;
    let mut rest = bytes.as_slice();
    let mut found = Vec::new();
    for _ in 0..count {
        let (entry, after) =
            read_entry(rest).ok_or_else(|| ReadError::damaged("zip directory", "broken entry"))?;
        if entry.packed > length {
            return Err(ReadError::Truncated { part: "zip entry" });
        }
        found.push(entry);
        rest = after;
    }
    Ok(found)
}

/// Holds the entries against what the readers can take.
///
/// `limit_of` gives the most that an entry of that name may unpack to, in bytes.
///
/// # Errors
/// [`ReadError::Bomb`], [`ReadError::Encrypted`], or [`ReadError::Damaged`] for a packing that no office program uses.
pub(crate) fn check(entries: &[Entry], limit_of: impl Fn(&str) -> u64) -> Result<(), ReadError> {
    for entry in entries {
        if entry.encrypted {
            return Err(ReadError::Encrypted);
        }
        if entry.method != 0 && entry.method != 8 {
            return Err(ReadError::damaged(entry.name.clone(), format!("packing method {}", entry.method)));
        }
        let by_ratio = entry.packed.saturating_mul(RATIO_MAX).max(RATIO_FROM_BYTES);
        let limit = limit_of(&entry.name).min(by_ratio);
        if entry.unpacked > limit {
            return Err(ReadError::Bomb { part: entry.name.clone(), bytes: entry.unpacked, limit });
        }
    }
    Ok(())
}

/// Start, size and entry count of the table of contents.
fn find_directory(file: &mut (impl Read + Seek), length: u64) -> Result<(u64, u64, u64), ReadError> {
    const TRUNCATED: ReadError = ReadError::Truncated { part: "zip end record" };
    let tail_start = length.saturating_sub(END_SEARCH_BYTES);
    file.seek(SeekFrom::Start(tail_start))?;
    let mut tail = Vec::new();
    file.take(END_SEARCH_BYTES).read_to_end(&mut tail)?;
    let at =
        tail.windows(END_BYTES).rposition(|window| window.starts_with(b"PK\x05\x06")).ok_or(TRUNCATED)?;
    let end = tail.get(at..).ok_or(TRUNCATED)?;
    let count = u64::from(u16_at(end, 10).ok_or(TRUNCATED)?);
    let size = u64::from(u32_at(end, 12).ok_or(TRUNCATED)?);
    let start = u64::from(u32_at(end, 16).ok_or(TRUNCATED)?);
    if count < 0xFFFF && size < 0xFFFF_FFFF && start < 0xFFFF_FFFF {
        return Ok((start, size, count));
    }
    // Zip64: a locator of 20 bytes stands before the end record and says where the long end record is.
    let Some(locator) = at.checked_sub(20).and_then(|from| tail.get(from..at)) else {
        return Ok((start, size, count));
    };
    if !locator.starts_with(b"PK\x06\x07") {
        return Ok((start, size, count));
    }
    file.seek(SeekFrom::Start(u64_at(locator, 8).ok_or(TRUNCATED)?))?;
    let mut long = Vec::new();
    file.take(56).read_to_end(&mut long)?;
    if !long.starts_with(b"PK\x06\x06") {
        return Err(ReadError::damaged("zip directory", "no zip64 end record"));
    }
    match (u64_at(&long, 48), u64_at(&long, 40), u64_at(&long, 32)) {
        (Some(start), Some(size), Some(count)) => Ok((start, size, count)),
        _ => Err(TRUNCATED),
    }
}

fn read_entry(bytes: &[u8]) -> Option<(Entry, &[u8])> {
    let (head, rest) = bytes.split_at_checked(ENTRY_BYTES)?;
    if !head.starts_with(b"PK\x01\x02") {
        return None;
    }
    let (name, rest) = rest.split_at_checked(usize::from(u16_at(head, 28)?))?;
    let (extra, rest) = rest.split_at_checked(usize::from(u16_at(head, 30)?))?;
    let (_, rest) = rest.split_at_checked(usize::from(u16_at(head, 32)?))?;
    let mut packed = u64::from(u32_at(head, 20)?);
    let mut unpacked = u64::from(u32_at(head, 24)?);
    let mut long = zip64_sizes(extra);
    for size in [&mut unpacked, &mut packed] {
        if *size == 0xFFFF_FFFF {
            let (value, after) = long.split_first_chunk::<8>()?;
            *size = u64::from_le_bytes(*value);
            long = after;
        }
    }
    if name.len() > NAME_BYTES_MAX {
        return None;
    }
    let name = String::from_utf8_lossy(name).into_owned();
    let flags = u16_at(head, 8)?;
    Some((Entry { name, packed, unpacked, encrypted: flags & 1 != 0, method: u16_at(head, 10)? }, rest))
}

/// The contents of the extra field 1, or nothing.
fn zip64_sizes(mut extra: &[u8]) -> &[u8] {
    while let (Some(id), Some(size)) = (u16_at(extra, 0), u16_at(extra, 2)) {
        let Some(body) = extra.get(4..4 + usize::from(size)) else { break };
        if id == 1 {
            return body;
        }
        extra = extra.get(4 + usize::from(size)..).unwrap_or(&[]);
    }
    &[]
}

fn u16_at(bytes: &[u8], at: usize) -> Option<u16> {
    bytes.get(at..)?.first_chunk().copied().map(u16::from_le_bytes)
}

fn u32_at(bytes: &[u8], at: usize) -> Option<u32> {
    bytes.get(at..)?.first_chunk().copied().map(u32::from_le_bytes)
}

fn u64_at(bytes: &[u8], at: usize) -> Option<u64> {
    bytes.get(at..)?.first_chunk().copied().map(u64::from_le_bytes)
}
