//! Whose number it is, by its first digits (operator guide §10; data: `assets/number-segments.csv`).

use std::collections::BTreeSet;
use std::sync::LazyLock;

use hongyan_domain::{Carrier, Msisdn, NumberKind};
use thiserror::Error;

/// The longest file we read, in rows (house: the shipped table has 87).
pub const ROWS_MAX: usize = 16_384;
/// The shortest prefix, in digits.
pub const PREFIX_DIGITS_MIN: usize = 3;
/// The longest prefix, in digits (the carriers' HLR blocks are 7 digits).
pub const PREFIX_DIGITS_MAX: usize = 7;

/// The table in `assets/`.
const SHIPPED: &str = include_str!("../../../assets/number-segments.csv");
/// The first line of every table.
const HEADER: [&str; 3] = ["prefix", "carrier", "kind"];
/// Blocks of five digits, 10000 to 19999.
const BLOCKS: usize = 10_000;
/// Blocks of seven digits inside one of five.
const FINE_BLOCKS: usize = 100;
/// Marks a block that has a finer table of its own.
const FINE: u16 = 0x8000;
/// An 11-digit number without its last six digits is its block.
const AFTER_BLOCK: u64 = 1_000_000;
/// Numbers of things have 13 digits (10646 …).
const THING_DIGITS_MIN: u64 = 1_000_000_000_000;
/// One more than the longest number of a thing.
const THING_DIGITS_END: u64 = 2_000_000_000_000;

/// What the first digits say about a number.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Segment {
    /// Who got the block; people may have moved since (operator guide C12).
    pub carrier: Carrier,
    /// What the block is for.
    pub kind: NumberKind,
    /// The digits that matched; 0 when none did.
    pub prefix: u32,
}

impl Segment {
    /// What we know of a block that no row names.
    pub const UNLISTED: Self = Self { carrier: Carrier::Other, kind: NumberKind::Unlisted, prefix: 0 };
}

/// What is wrong in one line of a table.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum SegmentProblem {
    /// The first line is not `prefix,carrier,kind`.
    #[error("the first line must be prefix,carrier,kind")]
    Header,
    /// Not three columns.
    #[error("{found} columns where 3 belong")]
    Columns {
        /// How many there are.
        found: usize,
    },
    /// The prefix is not 3 to 7 digits that begin with 1.
    #[error("{text:?} is not a prefix: 3 to 7 digits that begin with 1")]
    Prefix {
        /// What stands there.
        text: String,
    },
    /// The same prefix stood in an earlier line.
    #[error("prefix {prefix} stands in an earlier line, too")]
    Twice {
        /// The prefix.
        prefix: u32,
    },
    /// Not a carrier's code.
    #[error("{text:?} is not a carrier: CMCC, CUCC, CTCC, CBN, MCN, MIIT or OTHER")]
    Carrier {
        /// What stands there.
        text: String,
    },
    /// Not a kind.
    #[error("{text:?} is not a kind: mobile, data, mvno, satellite, emergency or iot")]
    Kind {
        /// What stands there.
        text: String,
    },
    /// The file is too long.
    #[error("more than {ROWS_MAX} rows")]
    TooMany,
    /// The file has no rows.
    #[error("no row follows the first line")]
    Empty,
}

/// A table that cannot be used. The table in use before stays in use.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("number segments, line {line}, column {column}: {problem}")]
pub struct SegmentFault {
    /// Which line, from 1.
    pub line: usize,
    /// Which column, from 1.
    pub column: usize,
    /// What is wrong.
    pub problem: SegmentProblem,
}

impl SegmentFault {
    /// The stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        "number_segments_invalid"
    }
}

/// The number blocks, ready to be asked for every person of a list: one or two array reads per number.
#[derive(Clone, Debug)]
pub struct SegmentTable {
    rows: Vec<Segment>,
    blocks: Vec<u16>,
    fine: Vec<[u16; FINE_BLOCKS]>,
}

impl SegmentTable {
    /// The table that came with the program.
    #[must_use]
    pub fn shipped() -> &'static Self {
        static TABLE: LazyLock<SegmentTable> =
            LazyLock::new(|| SegmentTable::parse(SHIPPED).expect("the shipped table is read by a test"));
        &TABLE
    }

    /// Reads a table: `prefix,carrier,kind`, one row a line, in any order; blank lines and `#` lines are skipped.
    ///
    /// # Errors
    /// [`SegmentFault`] names line and column of the first mistake; a table with a mistake is not used at all.
    pub fn parse(text: &str) -> Result<Self, SegmentFault> {
        let mut lines = text
            .trim_start_matches('\u{feff}')
            .lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim()))
            .filter(|(_, line)| !line.is_empty() && !line.starts_with('#'));
        let fault = |line, column, problem| SegmentFault { line, column, problem };
        match lines.next() {
            Some((_, line)) if line.split(',').map(str::trim).eq(HEADER) => {}
            Some((line, _)) => return Err(fault(line, 1, SegmentProblem::Header)),
            None => return Err(fault(1, 1, SegmentProblem::Header)),
        }
        let mut rows = Vec::new();
        let mut seen = BTreeSet::new();
        for (line, text) in lines {
            if rows.len() == ROWS_MAX {
                return Err(fault(line, 1, SegmentProblem::TooMany));
            }
            let row = parse_row(text).map_err(|(column, problem)| fault(line, column, problem))?;
            if !seen.insert(row.prefix) {
                return Err(fault(line, 1, SegmentProblem::Twice { prefix: row.prefix }));
            }
            rows.push(row);
        }
        if rows.is_empty() {
            return Err(fault(2, 1, SegmentProblem::Empty));
        }
        Ok(Self::build(rows))
    }

    /// What the first digits of `number` say; the longest prefix wins.
    #[must_use]
    #[inline]
    pub fn find(&self, number: Msisdn) -> Segment {
        let digits = number.digits();
        let (block, fine) = if number.is_mainland() {
            (digits / AFTER_BLOCK, digits / (AFTER_BLOCK / 100) % 100)
        } else if (THING_DIGITS_MIN..THING_DIGITS_END).contains(&digits) {
            (digits / (AFTER_BLOCK * 100), digits / AFTER_BLOCK % 100)
        } else {
            return Segment::UNLISTED;
        };
        let at = |index: u64| usize::try_from(index).unwrap_or(usize::MAX);
        let slot = self.blocks.get(at(block).wrapping_sub(BLOCKS)).copied().unwrap_or(0);
        let row = if slot & FINE == 0 {
            slot
        } else {
            let table = self.fine.get(usize::from(slot & !FINE));
            table.and_then(|table| table.get(at(fine))).copied().unwrap_or(0)
        };
        match row {
            0 => Segment::UNLISTED,
            row => self.rows.get(usize::from(row) - 1).copied().unwrap_or(Segment::UNLISTED),
        }
    }

    /// Every row, by prefix length, then prefix.
    #[must_use]
    pub fn rows(&self) -> &[Segment] {
        &self.rows
    }

    /// Fills short prefixes first, so that longer ones overwrite them.
    fn build(mut rows: Vec<Segment>) -> Self {
        rows.sort_by_key(|row| (row.prefix.ilog10(), row.prefix));
        let mut blocks = vec![0_u16; BLOCKS];
        let mut fine: Vec<[u16; FINE_BLOCKS]> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let mark = u16::try_from(index + 1).unwrap_or(0); // ROWS_MAX is far below u16::MAX
            let digits = row.prefix.ilog10() + 1;
            if digits <= 5 {
                let span = 10_u32.pow(5 - digits);
                let first = usize::try_from(row.prefix * span).unwrap_or(0).wrapping_sub(BLOCKS);
                for slot in blocks.iter_mut().skip(first).take(usize::try_from(span).unwrap_or(0)) {
                    *slot = mark;
                }
            } else {
                let span = 10_u32.pow(7 - digits);
                let first = row.prefix * span;
                let block = usize::try_from(first / 100).unwrap_or(0).wrapping_sub(BLOCKS);
                let Some(slot) = blocks.get_mut(block) else { continue };
                if *slot & FINE == 0 {
                    fine.push([*slot; FINE_BLOCKS]);
                    *slot = FINE | u16::try_from(fine.len() - 1).unwrap_or(0);
                }
                let Some(table) = fine.get_mut(usize::from(*slot & !FINE)) else { continue };
                let from = usize::try_from(first % 100).unwrap_or(0);
                for slot in table.iter_mut().skip(from).take(usize::try_from(span).unwrap_or(0)) {
                    *slot = mark;
                }
            }
        }
        Self { rows, blocks, fine }
    }
}

fn parse_row(text: &str) -> Result<Segment, (usize, SegmentProblem)> {
    let cells: Vec<&str> = text.split(',').map(str::trim).collect();
    let &[prefix, carrier, kind] = cells.as_slice() else {
        return Err((cells.len().min(HEADER.len()), SegmentProblem::Columns { found: cells.len() }));
    };
    let fits = (PREFIX_DIGITS_MIN..=PREFIX_DIGITS_MAX).contains(&prefix.len())
        && prefix.starts_with('1')
        && prefix.bytes().all(|digit| digit.is_ascii_digit());
    let prefix = match prefix.parse() {
        Ok(value) if fits => value,
        Ok(_) | Err(_) => return Err((1, SegmentProblem::Prefix { text: prefix.to_owned() })),
    };
    let carrier = Carrier::from_code(carrier)
        .ok_or_else(|| (2, SegmentProblem::Carrier { text: carrier.to_owned() }))?;
    let kind =
        NumberKind::from_code(kind).ok_or_else(|| (3, SegmentProblem::Kind { text: kind.to_owned() }))?;
    Ok(Segment { carrier, kind, prefix })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(table: &SegmentTable, digits: u64) -> Segment {
        table.find(Msisdn::from_digits(digits).unwrap())
    }

    /// Says the guide's table again, by hand: (carrier, kind, prefixes).
    const GUIDE: &[(Carrier, NumberKind, &[u64])] = &[
        (
            Carrier::Mobile,
            NumberKind::Mobile,
            &[
                1340, 1341, 1342, 1343, 1344, 1345, 1346, 1347, 1348, 135, 136, 137, 138, 139, 150, 151, 152,
                157, 158, 159, 172, 178, 182, 183, 184, 187, 188, 195, 197, 198,
            ],
        ),
        (Carrier::Mobile, NumberKind::Data, &[147]),
        (Carrier::Mobile, NumberKind::Mvno, &[165, 1703, 1705, 1706]),
        (Carrier::Mobile, NumberKind::Iot, &[148, 1440, 1441, 10647, 10648]),
        (Carrier::Unicom, NumberKind::Mobile, &[130, 131, 132, 155, 156, 166, 175, 176, 185, 186, 196]),
        (Carrier::Unicom, NumberKind::Data, &[145]),
        (Carrier::Unicom, NumberKind::Mvno, &[167, 1704, 1707, 1708, 1709, 171]),
        (Carrier::Unicom, NumberKind::Iot, &[146, 10646]),
        (Carrier::Telecom, NumberKind::Mobile, &[133, 153, 173, 177, 180, 181, 189, 190, 191, 193, 199]),
        (Carrier::Telecom, NumberKind::Data, &[149]),
        (Carrier::Telecom, NumberKind::Mvno, &[162, 1700, 1701, 1702]),
        (Carrier::Telecom, NumberKind::Satellite, &[1349, 17400, 17401, 17402, 17403, 17404, 17405]),
        (Carrier::Telecom, NumberKind::Iot, &[1410, 10649]),
        (Carrier::Broadnet, NumberKind::Mobile, &[192, 1610]),
        (Carrier::Other, NumberKind::Satellite, &[1749]),
        (Carrier::Other, NumberKind::Emergency, &[17406, 17407, 17408, 17409, 17410, 17411, 17412]),
    ];

    #[test]
    fn every_row_of_the_guide_is_in_the_shipped_table_and_no_other() {
        let table = SegmentTable::shipped();
        let mut listed = BTreeSet::new();
        for &(carrier, kind, prefixes) in GUIDE {
            for &prefix in prefixes {
                let span = 10_u64.pow(11 - (prefix.ilog10() + 1));
                for number in [prefix * span, prefix * span + span / 2, prefix * span + span - 1] {
                    // 134 and 174 hold narrower blocks: the guide names them apart.
                    let segment = find(table, number);
                    assert_eq!((segment.carrier, segment.kind), (carrier, kind), "{number}");
                }
                listed.extend(prefix * span / AFTER_BLOCK..(prefix * span + span) / AFTER_BLOCK);
            }
        }
        for block in 10_000..20_000 {
            let segment = find(table, block * AFTER_BLOCK);
            assert_eq!(segment == Segment::UNLISTED, !listed.contains(&block), "{block}");
        }
    }

    #[test]
    fn blocks_not_yet_opened_are_unlisted_and_may_receive() {
        let table = SegmentTable::shipped();
        for prefix in [140, 142, 143, 154, 160, 163, 164, 168, 169, 179, 194] {
            let segment = find(table, prefix * 100_000_000 + 12_345_678);
            assert_eq!(segment, Segment::UNLISTED, "{prefix}");
            assert!(segment.kind.may_receive());
        }
        assert_eq!(find(table, 14_112_345_678), Segment::UNLISTED); // 1410 is Telecom's, the rest of 141 is nobody's
        assert_eq!(find(table, 16_112_345_678), Segment::UNLISTED); // so with 1610 and 161
    }

    #[test]
    fn numbers_of_things_and_foreign_numbers_are_told_apart() {
        let table = SegmentTable::shipped();
        assert_eq!(find(table, 1_064_812_345_678).kind, NumberKind::Iot);
        assert_eq!(find(table, 85_298_765_432), Segment::UNLISTED);
    }

    #[test]
    fn a_users_table_may_reach_seven_digits_in_any_order() {
        let table = SegmentTable::parse(
            "\u{feff}prefix,carrier,kind\r\n1380013,CUCC,data\r\n138,CMCC,mobile\r\n# note\r\n138002,CTCC,mobile\r\n",
        )
        .unwrap();
        assert_eq!(find(&table, 13_800_138_000).carrier, Carrier::Unicom);
        assert_eq!(find(&table, 13_800_148_000).carrier, Carrier::Mobile);
        assert_eq!(find(&table, 13_800_298_000).carrier, Carrier::Telecom);
        assert_eq!(find(&table, 13_800_298_000).prefix, 138_002);
        assert_eq!(find(&table, 13_900_298_000), Segment::UNLISTED);
    }

    #[test]
    fn a_mistake_is_named_with_line_and_column() {
        let fault = |text: &str| {
            let fault = SegmentTable::parse(text).unwrap_err();
            (fault.line, fault.column, fault.problem)
        };
        let owned = str::to_owned;
        assert_eq!(fault(""), (1, 1, SegmentProblem::Header));
        assert_eq!(fault("a,b,c\n"), (1, 1, SegmentProblem::Header));
        assert_eq!(fault("prefix,carrier,kind\n"), (2, 1, SegmentProblem::Empty));
        let head = "prefix,carrier,kind\n\n138,CMCC,mobile\n";
        assert_eq!(fault(&format!("{head}138,CMCC\n")), (4, 2, SegmentProblem::Columns { found: 2 }));
        assert_eq!(
            fault(&format!("{head}238,CMCC,mobile")),
            (4, 1, SegmentProblem::Prefix { text: owned("238") })
        );
        assert_eq!(fault(&format!("{head}138,CMCC,mobile")), (4, 1, SegmentProblem::Twice { prefix: 138 }));
        assert_eq!(
            fault(&format!("{head}139,CMC,mobile")),
            (4, 2, SegmentProblem::Carrier { text: owned("CMC") })
        );
        assert_eq!(
            fault(&format!("{head}139,CMCC,phone")),
            (4, 3, SegmentProblem::Kind { text: owned("phone") })
        );
    }
}
