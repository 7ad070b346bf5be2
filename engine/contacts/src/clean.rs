//! One cell of a list: which numbers stand in it, what had to be repaired, and what cannot be.

use std::fmt;

use hongyan_domain::Msisdn;

mod normal;
mod shape;

use normal::Normal;
pub(crate) use shape::digit_of;

/// Numbers in one cell beyond this are one fault: nobody writes so many on purpose.
const NUMBERS_PER_CELL_MAX: usize = 100;
/// Cells longer than this, in characters, are not looked into: they are texts, not numbers.
const CELL_CHARS_MAX: usize = 2_000;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one, in the order that tables show them.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name that faces translate.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }
    };
}

codes! {
    /// A mistake in a cell that was put right without a doubt.
    Repair {
        /// Blanks between or around the digits.
        Blanks = "blanks",
        /// Dashes, dots or brackets between the digits.
        Punctuation = "punctuation",
        /// Full-width digits or signs.
        FullWidth = "full_width",
        /// Apostrophes or quotation marks.
        Quotes = "quotes",
        /// Characters nobody sees: byte order marks, zero-width and control characters.
        Invisible = "invisible",
        /// `+86`, `0086` or `86` in front.
        CountryCode = "country_code",
        /// A 0 before a mobile number.
        LeadingZero = "leading_zero",
        /// `13800138000.0`.
        Decimal = "decimal",
        /// `1.3800138E+10`, with enough digits to know the number.
        Scientific = "scientific",
        /// Several numbers in one cell.
        Several = "several",
    }
}

codes! {
    /// Why a cell gives no number.
    Fault {
        /// Nothing is there.
        Empty = "empty",
        /// `1.38E+10`: the last digits were lost before the file was written; nobody can recover them.
        PrecisionLost = "precision_lost",
        /// Letters or signs that no number has.
        NotDigits = "not_digits",
        /// Fewer than 11 digits.
        TooShort = "too_short",
        /// More than 11 digits.
        TooLong = "too_long",
        /// A fixed line, a service number (400, 800) or a short code.
        Landline = "landline",
        /// A number of another country.
        Foreign = "foreign",
        /// 11 digits that no mobile number starts with.
        NotMobile = "not_mobile",
        /// More numbers than one cell may hold.
        TooMany = "too_many_numbers",
        /// An error value of the spreadsheet, such as `#N/A`.
        ErrorCell = "error_cell",
        /// A formula that was saved without its result.
        FormulaWithoutValue = "formula_without_value",
        /// A date stands where a number should.
        Date = "date",
        /// The number was in the list before.
        Duplicate = "duplicate",
        /// The text is too long for a field and was cut.
        ValueCut = "value_cut",
        /// The row goes on beyond the last column that is read.
        ColumnsIgnored = "columns_ignored",
        /// A quotation mark is opened and not closed for many lines.
        QuoteNotClosed = "quote_not_closed",
    }
}

codes! {
    /// What a person can do about a fault.
    Suggestion {
        /// Write a number into the cell.
        FillIn = "fill_in",
        /// Format the column as text in the program it came from and export again.
        ExportAsText = "export_as_text",
        /// The 1 at the start is probably missing; the number that it gives stands in `fixed`.
        AddLeadingOne = "add_leading_one",
        /// The number found among other text stands in `fixed`.
        TakeFoundNumber = "take_found_number",
        /// Count the digits and compare with the source.
        CheckDigits = "check_digits",
        /// Find the person's mobile number.
        UseMobileNumber = "use_mobile_number",
        /// Open the file in the spreadsheet program, let it calculate, and save.
        RecalculateAndSave = "recalculate_and_save",
        /// Nothing to do; this one was left out.
        LeftOut = "left_out",
        /// Shorten the text.
        Shorten = "shorten",
        /// Look at the quotation marks of this row.
        CheckQuotes = "check_quotes",
    }
}

/// What was repaired in one cell.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Repairs(u16);

impl Repairs {
    /// Adds one.
    pub fn add(&mut self, repair: Repair) {
        self.0 |= 1 << (repair as u16);
    }

    /// Whether nothing was repaired.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Whether this one is among them.
    #[must_use]
    pub const fn has(self, repair: Repair) -> bool {
        self.0 & (1 << (repair as u16)) != 0
    }

    /// All of both.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// One after the other, in the order of [`Repair::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Repair> {
        Repair::ALL.iter().copied().filter(move |repair| self.has(*repair))
    }
}

impl fmt::Debug for Repairs {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

/// A fault with what to do about it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Problem {
    /// What is wrong.
    pub fault: Fault,
    /// What a person can do.
    pub suggestion: Suggestion,
    /// The number that is probably meant; never used without a person's word.
    pub fixed: Option<Msisdn>,
}

impl Problem {
    /// A fault with the suggestion that goes with it.
    #[must_use]
    pub const fn of(fault: Fault) -> Self {
        let suggestion = match fault {
            Fault::Empty => Suggestion::FillIn,
            Fault::PrecisionLost | Fault::Date => Suggestion::ExportAsText,
            Fault::NotDigits | Fault::TooShort | Fault::TooLong | Fault::NotMobile | Fault::TooMany => {
                Suggestion::CheckDigits
            }
            Fault::Landline | Fault::Foreign => Suggestion::UseMobileNumber,
            Fault::ErrorCell | Fault::FormulaWithoutValue => Suggestion::RecalculateAndSave,
            Fault::Duplicate | Fault::ColumnsIgnored => Suggestion::LeftOut,
            Fault::ValueCut => Suggestion::Shorten,
            Fault::QuoteNotClosed => Suggestion::CheckQuotes,
        };
        Self { fault, suggestion, fixed: None }
    }
}

/// What one cell gives.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Cleaned {
    /// The numbers, in the order they stand.
    pub numbers: Vec<Msisdn>,
    /// What had to be repaired to read them.
    pub repairs: Repairs,
    /// The first thing that could not be read, if any; the numbers beside it are still good.
    pub problem: Option<Problem>,
}

/// Reads one cell as mainland mobile numbers. Never panics; cleaning a number that came out changes nothing.
#[must_use]
pub fn clean(text: &str) -> Cleaned {
    if let Some(number) = shape::plain(text) {
        return Cleaned { numbers: vec![number], ..Cleaned::default() };
    }
    if text.chars().nth(CELL_CHARS_MAX).is_some() {
        return Cleaned { problem: Some(Problem::of(Fault::TooLong)), ..Cleaned::default() };
    }
    let normal = Normal::of(text);
    let mut cleaned = Cleaned { repairs: normal.repairs, ..Cleaned::default() };
    let mut pieces = 0_usize;
    for piece in normal.pieces() {
        pieces += 1;
        if cleaned.numbers.len() >= NUMBERS_PER_CELL_MAX {
            cleaned.problem.get_or_insert(Problem::of(Fault::TooMany));
            break;
        }
        shape::read_piece(piece, &mut cleaned);
    }
    if pieces == 0 {
        cleaned.problem = Some(Problem::of(Fault::Empty));
    }
    if cleaned.numbers.len() > 1 || (pieces > 1 && !cleaned.numbers.is_empty()) {
        cleaned.repairs.add(Repair::Several);
    }
    if cleaned.numbers.is_empty() {
        cleaned.repairs = Repairs::default(); // nothing was repaired if nothing came out
    }
    cleaned
}

/// Digits from which a text counts as a number that must not be shown.
const MASK_FROM_DIGITS: usize = 7;
/// Characters of a value that a finding keeps.
const SHOWN_CHARS_MAX: usize = 40;

/// The text as findings show it: shortened, and the middle of long digit strings replaced by `*`.
#[must_use]
pub fn mask(text: &str) -> String {
    let shown: Vec<char> = text.chars().take(SHOWN_CHARS_MAX).collect();
    let digits = shown.iter().filter(|c| shape::digit_of(**c).is_some()).count();
    let mut seen = 0_usize;
    let hide = digits >= MASK_FROM_DIGITS;
    let head = digits.saturating_sub(8).min(3);
    let mut masked: String = shown
        .iter()
        .map(|&character| {
            if shape::digit_of(character).is_none() {
                return character;
            }
            seen += 1;
            if hide && seen > head && seen + 4 <= digits { '*' } else { character }
        })
        .collect();
    if text.chars().nth(SHOWN_CHARS_MAX).is_some() {
        masked.push('…');
    }
    masked
}
