//! Entries of the address book that are probably one person.

use std::sync::Arc;

use hongyan_domain::Msisdn;
use hongyan_store::audience::search;

use super::look::Person;
use crate::error::ConsoleError;
use crate::open::Console;

/// Pairs that are told at once.
const PAIRS_MAX: usize = 200;
/// People that one search looks at, in name order.
const LOOKED_AT: usize = 1_000_000;
/// People read at once.
const PAGE: u32 = 20_000;
/// Digits of a mobile number.
const DIGITS: u32 = 11;
/// Above the bits of every number of 15 digits.
const KIND_SHIFT: u32 = 50;

/// Why two entries may be one person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Likeness {
    /// The same name, and numbers that differ in one digit or in two neighbours that changed places.
    OneDigit,
    /// The same, with the name written in another way: blanks, full width, capital letters.
    Spelling,
}

impl Likeness {
    /// The stable word for JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::OneDigit => "one_digit",
            Self::Spelling => "spelling",
        }
    }
}

/// Two numbers that probably belong to one person.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Duplicate {
    /// Why.
    pub why: Likeness,
    /// The one and the other.
    pub numbers: [Msisdn; 2],
}

impl Console {
    /// Pairs of people who are probably one, at most 200.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn duplicates(&self) -> Result<Vec<(Likeness, Vec<Person>)>, ConsoleError> {
        let now = self.now();
        let found = match self.people.duplicates(now) {
            Some(found) => found,
            None => {
                let found = Arc::new(self.look_for_duplicates().await?);
                self.people.remember_duplicates(now, &found);
                found
            }
        };
        let mut pairs = Vec::with_capacity(found.len());
        for pair in found.iter() {
            let people = self.persons(&pair.numbers).await?;
            if people.len() == pair.numbers.len() {
                pairs.push((pair.why, people));
            }
        }
        Ok(pairs)
    }

    async fn look_for_duplicates(&self) -> Result<Vec<Duplicate>, ConsoleError> {
        let mut people: Vec<Named> = Vec::new();
        let mut after: Option<(String, Msisdn)> = None;
        loop {
            let mut reader = self.db.read().await?;
            let page = search::by_name(&mut reader, after.as_ref(), PAGE).await?;
            drop(reader);
            people.extend(page.iter().map(|(name, number)| Named::of(name, *number)));
            after = page.last().cloned();
            if after.is_none() || people.len() >= LOOKED_AT {
                break;
            }
        }
        let found = tokio::task::spawn_blocking(move || pairs(people)).await;
        Ok(found.unwrap_or_default())
    }
}

/// A person by the prints of the name: as it is written, and as it is meant.
#[derive(Clone, Copy)]
struct Named {
    meant: u64,
    written: u64,
    number: Msisdn,
}

impl Named {
    fn of(name: &str, number: Msisdn) -> Self {
        let meant: String = name
            .chars()
            .filter(|sign| !sign.is_whitespace())
            .map(|sign| match sign {
                '\u{ff01}'..='\u{ff5e}' => {
                    u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign)
                }
                other => other,
            })
            .flat_map(char::to_lowercase)
            .collect();
        Self { meant: print(&meant), written: print(name), number }
    }
}

/// 64 bits of a name (FNV-1a): a million names share one by accident once in tens of millions of address books, and
/// then a person sees a pair that is none.
fn print(text: &str) -> u64 {
    text.bytes()
        .fold(0xcbf2_9ce4_8422_2325, |bits, octet| (bits ^ u64::from(octet)).wrapping_mul(0x0100_0000_01b3))
}

fn pairs(mut people: Vec<Named>) -> Vec<Duplicate> {
    people.sort_unstable_by_key(|person| (person.meant, person.number));
    let (mut near, mut found) = (Vec::new(), Vec::new());
    for same in people.chunk_by(|one, other| one.meant == other.meant) {
        if same.len() > 1 {
            among(same, &mut near, &mut found);
        }
        if found.len() >= PAIRS_MAX {
            break;
        }
    }
    found.sort_unstable();
    found.truncate(PAIRS_MAX);
    found
}

/// Pairs among people of one name. Numbers that are the same when one digit is left out, or when two neighbours are put
/// in order, stand side by side once they are sorted so: two entries a digit, however many people share the name.
fn among(same: &[Named], near: &mut Vec<(u64, u32)>, found: &mut Vec<Duplicate>) {
    near.clear();
    for (index, person) in (0_u32..).zip(same) {
        for place in 0..DIGITS {
            let kind = u64::from(place) * 2;
            near.push((kind << KIND_SHIFT | without(person.number, place), index));
            near.push(((kind + 1) << KIND_SHIFT | settled(person.number, place), index));
        }
    }
    near.sort_unstable();
    let person = |entry: &(u64, u32)| usize::try_from(entry.1).ok().and_then(|index| same.get(index));
    for group in near.chunk_by(|one, other| one.0 == other.0) {
        for (index, one) in group.iter().enumerate() {
            for other in group.iter().skip(index + 1) {
                let (Some(one), Some(other)) = (person(one), person(other)) else { continue };
                let pair = Duplicate {
                    why: if one.written == other.written { Likeness::OneDigit } else { Likeness::Spelling },
                    numbers: [one.number.min(other.number), one.number.max(other.number)],
                };
                if one.number != other.number && alike(one.number, other.number) && !found.contains(&pair) {
                    found.push(pair);
                }
                if found.len() >= PAIRS_MAX {
                    return;
                }
            }
        }
    }
}

/// The number without the digit at a place, counted from the right.
fn without(number: Msisdn, place: u32) -> u64 {
    let power = 10_u64.pow(place);
    number.digits() / (power * 10) * power + number.digits() % power
}

/// The number with the digit at a place and its neighbour to the left in order.
fn settled(number: Msisdn, place: u32) -> u64 {
    let power = 10_u64.pow(place);
    let (rest, digit) = (number.digits() / power, number.digits() % power);
    let (left, right) = (rest / 10 % 10, rest % 10);
    (rest / 100 * 100 + left.min(right) * 10 + left.max(right)) * power + digit
}

/// Whether two numbers differ in one digit, or in two neighbours that changed places.
fn alike(one: Msisdn, other: Msisdn) -> bool {
    let (one, other) = (one.reveal().into_bytes(), other.reveal().into_bytes());
    if one.len() != other.len() {
        return false;
    }
    let differ: Vec<usize> = (0..one.len()).filter(|at| one.get(*at) != other.get(*at)).collect();
    match differ.as_slice() {
        [_] => true,
        [first, second] => {
            second - first == 1
                && one.get(*first) == other.get(*second)
                && one.get(*second) == other.get(*first)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str, number: u64) -> Named {
        Named::of(name, Msisdn::from_digits(number).unwrap())
    }

    #[test]
    fn near_numbers_of_one_name_are_pairs() {
        let people = vec![
            named("王芳", 13_800_138_000),
            named("王芳", 13_800_138_001),
            named("王芳", 13_900_138_077),
            named("王 芳", 13_900_138_070),
            named("李明", 13_800_138_002),
            named("Ann", 13_700_137_012),
            named("ＡＮＮ", 13_700_137_021),
            named("王芳", 13_811_138_011),
        ];
        let found: Vec<(Likeness, u64, u64)> = pairs(people)
            .into_iter()
            .map(|p| (p.why, p.numbers[0].digits(), p.numbers[1].digits()))
            .collect();
        assert_eq!(
            found,
            [
                (Likeness::OneDigit, 13_800_138_000, 13_800_138_001),
                (Likeness::Spelling, 13_700_137_012, 13_700_137_021),
                (Likeness::Spelling, 13_900_138_070, 13_900_138_077),
            ]
        );
    }

    #[test]
    fn a_name_that_thousands_share_ends_at_the_bound() {
        let people: Vec<Named> = (0..5_000).map(|step| named("王芳", 13_800_100_000 + step)).collect();
        assert_eq!(pairs(people).len(), PAIRS_MAX);
        let far: Vec<Named> =
            (0..5_000).map(|step| named("王芳", 13_000_000_000 + step * 1_111_111)).collect();
        assert!(pairs(far).len() <= PAIRS_MAX);
    }
}
