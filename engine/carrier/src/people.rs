//! A list of people as offices really have them: names, numbers of all carriers, amounts, dates, and mistakes.
//!
//! Numbers end in 0100 to 9999, so that the table of [`mod@crate::fate`] steers none of them. Mistakes come at the
//! rates of [`Mistake::per_10_000`]; each row says which one it has, so that an importer can be measured against it.

use std::collections::{HashSet, VecDeque};

use hongyan_domain::{Carrier, Msisdn};

use crate::dice::Dice;

/// The shipped number blocks: `prefix,carrier,kind`.
const SEGMENTS: &str = include_str!("../../../assets/number-segments.csv");
/// How many earlier numbers a duplicate is taken from.
const RECENT_MAX: usize = 500;
/// The last four digits below this steer a fate.
const SUFFIX_MIN: u64 = 100;
/// The salt of the list.
const PEOPLE: u64 = 0x7065_6F70_6C65;

/// The heads of the columns.
pub const HEADERS: [&str; 5] = ["姓名", "手机号码", "金额", "日期", "网点"];

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// The cells in the order of [`HEADERS`], as somebody typed them.
    pub cells: [String; 5],
    /// What is wrong with the number's cell.
    pub mistake: Option<Mistake>,
    /// The numbers that the cell means; empty when nobody can know.
    pub numbers: Vec<Msisdn>,
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mistake {
    /// `1.3812345678E+10`: a number column that was too narrow; nothing is lost.
    Scientific,
    /// `1.38E+10`: the same, saved as text; the number is lost.
    ScientificCut,
    /// `13812345678.0`.
    Decimal,
    /// `138 1234 5678`.
    Blanks,
    /// `138-1234-5678`.
    Dashes,
    /// `１３８１２３４５６７８`.
    FullWidth,
    /// `+86 13812345678`, `008613812345678`, `8613812345678`.
    CountryCode,
    /// `'13812345678`.
    Apostrophe,
    /// The number stands in an earlier row as well.
    Duplicate,
    /// Ten digits.
    TooShort,
    /// Twelve digits.
    TooLong,
    /// `1381234567O`: a letter that looks like a digit, or a word.
    Letters,
    /// `13812345678/13912345678`.
    TwoNumbers,
    /// `0571-87654321`.
    Landline,
    /// A number of things, not people.
    Iot,
    /// Nothing.
    Blank,
}

impl Mistake {
    /// Every mistake.
    pub const ALL: [Self; 16] = [
        Self::Scientific,
        Self::ScientificCut,
        Self::Decimal,
        Self::Blanks,
        Self::Dashes,
        Self::FullWidth,
        Self::CountryCode,
        Self::Apostrophe,
        Self::Duplicate,
        Self::TooShort,
        Self::TooLong,
        Self::Letters,
        Self::TwoNumbers,
        Self::Landline,
        Self::Iot,
        Self::Blank,
    ];

    /// Rows of ten thousand that have it; 920 rows have one at all.
    #[must_use]
    pub const fn per_10_000(self) -> u32 {
        match self {
            Self::Duplicate => 180,
            Self::Blanks | Self::CountryCode => 100,
            Self::Dashes | Self::Decimal => 80,
            Self::Scientific | Self::TooShort | Self::TwoNumbers => 60,
            Self::FullWidth | Self::Apostrophe => 40,
            Self::Blank | Self::Landline => 30,
            Self::TooLong | Self::Letters => 20,
            Self::ScientificCut | Self::Iot => 10,
        }
    }
}

/// The list, row by row; the same seed gives the same rows.
#[derive(Debug)]
pub struct People {
    dice: Dice,
    left: usize,
    blocks: Vec<Block>,
    iot: Vec<&'static str>,
    used: HashSet<u64>,
    recent: VecDeque<Msisdn>,
}

/// The blocks of one carrier.
#[derive(Debug)]
struct Block {
    prefixes: Vec<&'static str>,
    /// Out of a thousand people.
    weight: u32,
}

/// Subscribers of each carrier out of a thousand people; virtual operators count with the carrier whose net they use.
const WEIGHTS: [(Carrier, u32); 4] =
    [(Carrier::Mobile, 520), (Carrier::Unicom, 210), (Carrier::Telecom, 250), (Carrier::Broadnet, 20)];

impl People {
    /// A list of `count` rows.
    #[must_use]
    pub fn new(seed: u64, count: usize) -> Self {
        let rows: Vec<[&'static str; 3]> = SEGMENTS
            .lines()
            .skip(1)
            .filter_map(|line| <[&'static str; 3]>::try_from(line.split(',').collect::<Vec<_>>()).ok())
            .collect();
        let of = |wanted: Carrier| -> Vec<&'static str> {
            rows.iter()
                .filter(|[_, carrier, kind]| {
                    Carrier::from_code(carrier) == Some(wanted) && matches!(*kind, "mobile" | "mvno")
                })
                .map(|[prefix, _, _]| *prefix)
                .collect()
        };
        let blocks =
            WEIGHTS.map(|(carrier, weight)| Block { prefixes: of(carrier), weight }).into_iter().collect();
        let iot = rows.iter().filter(|[_, _, kind]| *kind == "iot").map(|[prefix, _, _]| *prefix).collect();
        Self {
            dice: Dice::of(seed, &[PEOPLE]),
            left: count,
            blocks,
            iot,
            used: HashSet::new(),
            recent: VecDeque::new(),
        }
    }

    /// A number that no row has had, and its carrier's block.
    fn fresh_number(&mut self) -> Msisdn {
        loop {
            let weights: Vec<(usize, u32)> =
                self.blocks.iter().enumerate().map(|(index, block)| (index, block.weight)).collect();
            let block = self.dice.weighted(&weights).and_then(|index| self.blocks.get(*index));
            let prefix = block.and_then(|block| self.dice.pick(&block.prefixes)).copied().unwrap_or("138");
            let suffix = SUFFIX_MIN + self.dice.below(10_000 - SUFFIX_MIN);
            let width = 7_usize.saturating_sub(prefix.len());
            let middle = self.dice.below(10_u64.pow(u32::try_from(width).unwrap_or(0)));
            let digits = format!("{prefix}{middle:0width$}{suffix:04}");
            // 1349 belongs to satellites although 134 does not.
            let strange = digits.starts_with("1349");
            if let Ok(number) = Msisdn::parse_mainland(&digits)
                && !strange
                && self.used.insert(number.digits())
            {
                return number;
            }
        }
    }

    fn drawn_mistake(&mut self) -> Option<Mistake> {
        let mut left = self.dice.below(10_000);
        for mistake in Mistake::ALL {
            match left.checked_sub(u64::from(mistake.per_10_000())) {
                Some(less) => left = less,
                None => return Some(mistake),
            }
        }
        None
    }

    /// The number's cell, with its mistake if one was drawn.
    fn number_cell(&mut self) -> (String, Option<Mistake>, Vec<Msisdn>) {
        let mistake = self.drawn_mistake();
        let number = match mistake {
            Some(Mistake::Duplicate) => {
                let nth = self.dice.below(u64::try_from(self.recent.len()).unwrap_or(0));
                match self.recent.get(usize::try_from(nth).unwrap_or(0)) {
                    Some(number) => return (number.reveal(), mistake, vec![*number]),
                    None => return self.clean_cell(),
                }
            }
            Some(_) => self.fresh_number(),
            None => return self.clean_cell(),
        };
        let digits = number.reveal();
        let (head, tail) = digits.split_at(3);
        let (middle, last) = tail.split_at(4);
        let nobody = Vec::new;
        let (cell, meant) = match mistake {
            Some(Mistake::Scientific) => (format!("1.{}E+10", digits.get(1..).unwrap_or("")), vec![number]),
            Some(Mistake::ScientificCut) => (format!("1.{}E+10", digits.get(1..3).unwrap_or("")), nobody()),
            Some(Mistake::Decimal) => (format!("{digits}.0"), vec![number]),
            Some(Mistake::Blanks) => {
                let cell =
                    *self.dice.pick(&[" {h} {m} {l}", "{h} {m} {l}", "{h}{m}{l} "]).unwrap_or(&"{h} {m} {l}");
                (cell.replace("{h}", head).replace("{m}", middle).replace("{l}", last), vec![number])
            }
            Some(Mistake::Dashes) => (format!("{head}-{middle}-{last}"), vec![number]),
            Some(Mistake::FullWidth) => (full_width(&digits), vec![number]),
            Some(Mistake::CountryCode) => {
                let code = self.dice.pick(&["+86", "+86 ", "0086", "86"]).copied().unwrap_or("+86");
                (format!("{code}{digits}"), vec![number])
            }
            Some(Mistake::Apostrophe) => (format!("'{digits}"), vec![number]),
            Some(Mistake::TooShort) => (digits.get(..10).unwrap_or("").to_owned(), nobody()),
            Some(Mistake::TooLong) => (format!("{digits}{}", self.dice.below(10)), nobody()),
            Some(Mistake::Letters) => {
                let words =
                    [format!("{}O", digits.get(..10).unwrap_or("")), "无".to_owned(), "同上".to_owned()];
                (self.dice.pick(&words).cloned().unwrap_or_default(), nobody())
            }
            Some(Mistake::TwoNumbers) => {
                let other = self.fresh_number();
                let between = self.dice.pick(&["/", "、", ";", " ", "，"]).copied().unwrap_or("/");
                (format!("{digits}{between}{}", other.reveal()), vec![number, other])
            }
            Some(Mistake::Landline) => {
                let area = self.dice.pick(&["010", "021", "0571", "0791", "028"]).copied().unwrap_or("010");
                (format!("{area}-{}", 60_000_000 + self.dice.below(29_999_999)), nobody())
            }
            Some(Mistake::Iot) => {
                let prefix = self.dice.pick(&self.iot).copied().unwrap_or("10647");
                let width = 13_usize.saturating_sub(prefix.len());
                let rest = self.dice.below(10_u64.pow(u32::try_from(width).unwrap_or(0)));
                (format!("{prefix}{rest:0width$}"), nobody())
            }
            Some(Mistake::Blank) => (String::new(), nobody()),
            Some(Mistake::Duplicate) | None => (digits, vec![number]),
        };
        (cell, mistake, meant)
    }

    fn clean_cell(&mut self) -> (String, Option<Mistake>, Vec<Msisdn>) {
        let number = self.fresh_number();
        (number.reveal(), None, vec![number])
    }

    fn name(&mut self) -> String {
        let surname = self.dice.pick(&SURNAMES).copied().unwrap_or("王");
        let mut name = surname.to_owned();
        let given = 1 + usize::from(self.dice.below(100) < 72);
        for _ in 0..given {
            name.extend(self.dice.pick(&GIVEN).copied());
        }
        name
    }
}

impl Iterator for People {
    type Item = Person;

    fn next(&mut self) -> Option<Person> {
        self.left = self.left.checked_sub(1)?;
        let name = self.name();
        let (number, mistake, numbers) = self.number_cell();
        // What a duplicate repeats must stand in an earlier row, and be readable there.
        if mistake.is_none() {
            self.recent.extend(&numbers);
            if self.recent.len() > RECENT_MAX {
                self.recent.pop_front();
            }
        }
        let fen = 100 + self.dice.below(500_000);
        let amount = format!("{}.{:02}", fen / 100, fen % 100);
        let date = format!("2026-{:02}-{:02}", 1 + self.dice.below(12), 1 + self.dice.below(28));
        let branch = self.dice.pick(&BRANCHES).copied().unwrap_or("城关支局").to_owned();
        Some(Person { cells: [name, number, amount, date, branch], mistake, numbers })
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

fn full_width(digits: &str) -> String {
    digits
        .chars()
        .map(|digit| digit.to_digit(10).and_then(|it| char::from_u32(0xFF10 + it)).unwrap_or(digit))
        .collect()
}

/// The most frequent family names, the two-character ones among them.
const SURNAMES: [&str; 60] = [
    "王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何",
    "林", "高", "罗", "郑", "梁", "谢", "宋", "唐", "许", "邓", "冯", "韩", "曹", "曾", "彭", "萧", "蔡",
    "潘", "田", "董", "袁", "于", "余", "叶", "蒋", "杜", "苏", "魏", "程", "吕", "丁", "沈", "任", "姚",
    "卢", "傅", "钟", "姜", "崔", "谭", "廖", "欧阳", "司马",
];
/// Characters that given names are made of.
const GIVEN: [char; 72] = [
    '伟', '芳', '娜', '敏', '静', '丽', '强', '磊', '军', '洋', '勇', '艳', '杰', '娟', '涛', '明', '超',
    '秀', '霞', '平', '刚', '桂', '英', '华', '玉', '兰', '红', '建', '国', '志', '文', '云', '莲', '珍',
    '荣', '梅', '春', '雪', '婷', '浩', '宇', '轩', '梓', '涵', '欣', '怡', '子', '晨', '思', '雨', '佳',
    '琪', '俊', '凯', '鑫', '鹏', '飞', '海', '波', '斌', '辉', '龙', '燕', '玲', '丹', '萍', '颖', '琳',
    '晶', '倩', '媛', '喆',
];
/// Post offices.
const BRANCHES: [&str; 8] = [
    "城关支局",
    "人民路营业所",
    "新区营业所",
    "河西支局",
    "东街邮政所",
    "开发区支局",
    "火车站营业所",
    "青山镇邮政所",
];

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    #[test]
    fn a_list_replays_and_another_seed_gives_another() {
        let list = |seed| -> Vec<Person> { People::new(seed, 500).collect() };
        assert_eq!(list(3), list(3));
        assert_ne!(list(3), list(4));
        assert_eq!(People::new(3, 17).count(), 17);
    }

    #[test]
    fn mistakes_come_at_their_rates() {
        let mut found: HashMap<Mistake, u32> = HashMap::new();
        for person in People::new(11, 40_000) {
            if let Some(mistake) = person.mistake {
                *found.entry(mistake).or_insert(0) += 1;
            }
        }
        for mistake in Mistake::ALL {
            let wanted = mistake.per_10_000() * 4;
            let count = found.get(&mistake).copied().unwrap_or(0);
            assert!((wanted / 2..=wanted * 2).contains(&count), "{mistake:?}: {count} of {wanted}");
        }
        let sum: u32 = Mistake::ALL.into_iter().map(Mistake::per_10_000).sum();
        assert_eq!(sum, 920);
    }

    #[test]
    fn clean_rows_are_people_nobody_steers_and_only_duplicates_repeat() {
        let mut seen = HashSet::new();
        let mut carriers: HashMap<&str, u32> = HashMap::new();
        for person in People::new(5, 20_000) {
            assert!(!person.cells[0].is_empty() && !person.cells[4].is_empty());
            for number in &person.numbers {
                assert!(number.digits() % 10_000 >= SUFFIX_MIN && number.is_mainland());
                let fresh = seen.insert(*number);
                assert_eq!(fresh, person.mistake != Some(Mistake::Duplicate), "{person:?}");
            }
            if person.mistake.is_none() {
                assert_eq!(Msisdn::parse_mainland(&person.cells[1]), Ok(person.numbers[0]));
                let head = &person.cells[1][..3];
                let carrier = match head {
                    "192" | "161" => "CBN",
                    "133" | "153" | "173" | "177" | "180" | "181" | "189" => "CTCC",
                    _ => "other",
                };
                *carriers.entry(carrier).or_insert(0) += 1;
            }
        }
        assert!((200..600).contains(&carriers["CBN"]), "{carriers:?}");
        assert!(carriers["CTCC"] > 1_500, "{carriers:?}");
    }

    #[test]
    fn a_mistake_looks_as_it_is_described() {
        let cell = |wanted: Mistake| {
            People::new(8, 60_000)
                .find(|person| person.mistake == Some(wanted))
                .map(|person| person.cells[1].clone())
        };
        assert!(cell(Mistake::Scientific).unwrap().ends_with("E+10"));
        assert_eq!(cell(Mistake::ScientificCut).unwrap().len(), "1.38E+10".len());
        assert!(cell(Mistake::Decimal).unwrap().ends_with(".0"));
        assert!(cell(Mistake::FullWidth).unwrap().starts_with('１'));
        assert_eq!(cell(Mistake::TooShort).unwrap().len(), 10);
        assert_eq!(cell(Mistake::Iot).unwrap().len(), 13);
        assert_eq!(cell(Mistake::Blank).unwrap(), "");
        assert!(cell(Mistake::Landline).unwrap().starts_with('0'));
    }
}
