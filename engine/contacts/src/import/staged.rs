//! People found so far, in memory: nothing is in the store before the whole file is read.
//!
//! A row's texts stand once in an arena, each number is 16 bytes beside it; a million rows of six columns take about
//! 80 MB. Sorted by number they go into the store several times faster than in file order, and a cancel leaves
//! nothing to undo.

use hongyan_domain::Msisdn;
use hongyan_store::audience::member::Member;

/// People of one import. Above this the list is to be split (operator guide §1: a province has 1 to 3 million).
pub const PEOPLE_MAX: usize = 5_000_000;
/// Texts of one import, in bytes.
pub const TEXT_BYTES_MAX: usize = 1_024 * 1_024 * 1_024;
/// Texts of one row, in bytes.
pub(super) const ROW_BYTES_MAX: usize = 64 * 1_024;
/// One piece of the arena, in bytes. Pieces do not move, so that growing costs no second copy.
const PIECE_BYTES: usize = 1_024 * 1_024;
/// Stands between the texts of a row; the texts themselves hold no control characters.
pub(super) const BETWEEN: u8 = 0x1F;
/// Marks an empty place in the table of numbers.
const FREE: u32 = u32::MAX;

#[derive(Clone, Copy)]
struct Entry {
    number: u64,
    at: u64,
}

/// The bound that was met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Full;

/// Distinct numbers with the texts of the row that each came from first.
#[derive(Default)]
pub(super) struct Staged {
    entries: Vec<Entry>,
    table: Vec<u32>,
    pieces: Vec<Vec<u8>>,
}

impl Staged {
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Keeps a row's texts; answers where.
    pub(super) fn keep_row(&mut self, texts: &[u8]) -> Result<u64, Full> {
        let length = u32::try_from(texts.len()).map_err(|_| Full)?;
        let needed = texts.len() + 4;
        if self.pieces.last().is_none_or(|piece| piece.len() + needed > PIECE_BYTES) {
            if (self.pieces.len() + 1) * PIECE_BYTES > TEXT_BYTES_MAX {
                return Err(Full);
            }
            self.pieces.push(Vec::with_capacity(PIECE_BYTES.max(needed)));
        }
        let index = self.pieces.len().saturating_sub(1);
        let piece = self.pieces.last_mut().ok_or(Full)?;
        let at = index * PIECE_BYTES + piece.len();
        piece.extend_from_slice(&length.to_le_bytes());
        piece.extend_from_slice(texts);
        u64::try_from(at).map_err(|_| Full)
    }

    /// Whether a number is there.
    pub(super) fn has(&self, number: Msisdn) -> bool {
        self.place(number.digits()).is_some_and(|(_, found)| found)
    }

    /// Adds a number with the texts at `at`; it must be new.
    pub(super) fn add(&mut self, number: Msisdn, at: u64) -> Result<(), Full> {
        if self.entries.len() >= PEOPLE_MAX {
            return Err(Full);
        }
        let index = u32::try_from(self.entries.len()).map_err(|_| Full)?;
        self.entries.push(Entry { number: number.digits(), at });
        if self.entries.len() * 2 > self.table.len() {
            self.grow();
        } else if let Some((place, false)) = self.place(number.digits())
            && let Some(slot) = self.table.get_mut(place)
        {
            *slot = index;
        }
        Ok(())
    }

    /// The place of a number in the table, and whether it is there; `None` while the table is empty.
    fn place(&self, number: u64) -> Option<(usize, bool)> {
        let mask = self.table.len().checked_sub(1)?;
        let spread = number.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32;
        let mut place = usize::try_from(spread).unwrap_or(0) & mask;
        loop {
            match self.table.get(place).copied() {
                None | Some(FREE) => return Some((place, false)),
                Some(index) => {
                    let index = usize::try_from(index).unwrap_or(usize::MAX);
                    if self.entries.get(index).is_some_and(|entry| entry.number == number) {
                        return Some((place, true));
                    }
                }
            }
            place = (place + 1) & mask; // at most half of the places are taken, so this ends
        }
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(1_024);
        self.table.clear();
        self.table.resize(size, FREE);
        for index in 0..self.entries.len() {
            let Some(number) = self.entries.get(index).map(|entry| entry.number) else { break };
            if let (Some((place, false)), Ok(index)) = (self.place(number), u32::try_from(index))
                && let Some(slot) = self.table.get_mut(place)
            {
                *slot = index;
            }
        }
    }

    /// Puts the people into number order; numbers are no longer looked up or added after this.
    pub(super) fn sort(&mut self) {
        self.table = Vec::new();
        self.entries.sort_unstable_by_key(|entry| entry.number);
    }

    /// People number `from` and on, at most `count`, as the store takes them.
    pub(super) fn members(&self, from: usize, count: usize, fields: &Fields) -> Vec<Member> {
        self.entries
            .iter()
            .skip(from)
            .take(count)
            .filter_map(|entry| {
                let number = Msisdn::from_digits(entry.number)?;
                Some(fields.member(number, self.texts(entry.at)))
            })
            .collect()
    }

    fn texts(&self, at: u64) -> &[u8] {
        let at = usize::try_from(at).unwrap_or(usize::MAX);
        let record = self.pieces.get(at / PIECE_BYTES).and_then(|piece| piece.get(at % PIECE_BYTES..));
        record
            .and_then(<[u8]>::split_first_chunk::<4>)
            .and_then(|(length, rest)| rest.get(..usize::try_from(u32::from_le_bytes(*length)).ok()?))
            .unwrap_or(&[])
    }
}

/// How a row's texts become a name and a JSON object: worked out once per list.
pub(super) struct Fields {
    /// `"列名":` for each text, in the order they are kept.
    keys: Vec<Vec<u8>>,
    /// Which text is the name, too.
    name: Option<usize>,
}

impl Fields {
    pub(super) fn new<'k>(keys: impl Iterator<Item = &'k str>, name: Option<usize>) -> Self {
        let keys = keys
            .map(|key| {
                let mut text = Vec::new();
                put_json(key, &mut text);
                text.push(b':');
                text
            })
            .collect();
        Self { keys, name }
    }

    pub(super) fn member(&self, number: Msisdn, texts: &[u8]) -> Member {
        let mut name = String::new();
        let mut json =
            Vec::with_capacity(texts.len() + self.keys.iter().map(|key| key.len() + 3).sum::<usize>() + 2);
        json.push(b'{');
        for (index, (key, text)) in self.keys.iter().zip(texts.split(|byte| *byte == BETWEEN)).enumerate() {
            let Ok(text) = str::from_utf8(text) else { continue };
            if self.name == Some(index) {
                text.clone_into(&mut name);
            }
            if text.is_empty() {
                continue; // an absent field and an empty one are the same to a template
            }
            if json.len() > 1 {
                json.push(b',');
            }
            json.extend_from_slice(key);
            put_json(text, &mut json);
        }
        json.push(b'}');
        Member { number, name, fields: String::from_utf8(json).unwrap_or_else(|_| "{}".to_owned()) }
    }
}

/// Writes a text as a JSON string.
fn put_json(text: &str, into: &mut Vec<u8>) {
    let plain = !text.bytes().any(|byte| byte < 0x20 || byte == b'"' || byte == b'\\');
    if plain {
        into.push(b'"');
        into.extend_from_slice(text.as_bytes());
        into.push(b'"');
    } else if serde_json::to_writer(&mut *into, text).is_err() {
        into.extend_from_slice(b"\"\""); // unreachable: writing to memory does not fail
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_come_back_in_number_order_with_their_row() {
        let mut staged = Staged::default();
        let count = 5_000_u64;
        for step in 0..count {
            let number = Msisdn::from_digits(13_000_000_000 + step * 7_919 % count).unwrap();
            assert!(!staged.has(number));
            let at = staged.keep_row(format!("name{step}\u{1f}a \"b\"\u{1f}").as_bytes()).unwrap();
            staged.add(number, at).unwrap();
            assert!(staged.has(number));
        }
        staged.sort();
        let fields = Fields::new(["姓名", "备注", "空"].into_iter(), Some(0));
        let members = staged.members(0, usize::MAX, &fields);
        assert_eq!(members.len(), 5_000);
        assert!(members.windows(2).all(|pair| pair[0].number < pair[1].number));
        assert_eq!(members[0].name, "name0");
        assert_eq!(members[0].fields, r#"{"姓名":"name0","备注":"a \"b\""}"#);
        assert_eq!(staged.members(4_999, 10, &fields).len(), 1);
    }
}
