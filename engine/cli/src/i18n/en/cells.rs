//! What is wrong with a cell of a list, and what was mended.

use hongyan_console::{CellFault, CellRepair, Suggestion};

pub(super) fn fault(fault: CellFault) -> &'static str {
    match fault {
        CellFault::Empty => "the number is empty",
        CellFault::PrecisionLost => "scientific notation has lost the last digits",
        CellFault::NotDigits => "it holds something else than digits",
        CellFault::TooShort => "fewer than 11 digits",
        CellFault::TooLong => "more than 11 digits",
        CellFault::Landline => "a fixed line or service number",
        CellFault::Foreign => "a number of another country",
        CellFault::NotMobile => "no mobile number begins so",
        CellFault::TooMany => "too many numbers in one cell",
        CellFault::ErrorCell => "an error value",
        CellFault::FormulaWithoutValue => "a formula saved without its result",
        CellFault::Date => "a date, not a number",
        CellFault::Duplicate => "the same as before",
        CellFault::ValueCut => "too long, was cut",
        CellFault::ColumnsIgnored => "columns further right were not read",
        CellFault::QuoteNotClosed => "a quotation mark is not closed",
    }
}

pub(super) fn repair(repair: CellRepair) -> &'static str {
    match repair {
        CellRepair::Blanks => "blanks removed",
        CellRepair::Punctuation => "dashes, dots or brackets removed",
        CellRepair::FullWidth => "full-width digits made plain",
        CellRepair::Quotes => "quotation marks removed",
        CellRepair::Invisible => "invisible characters removed",
        CellRepair::CountryCode => "86 removed",
        CellRepair::LeadingZero => "leading 0 removed",
        CellRepair::Decimal => ".0 removed",
        CellRepair::Scientific => "scientific notation undone",
        CellRepair::Several => "several numbers taken apart",
    }
}

pub(super) fn suggestion(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::FillIn => "fill in a number",
        Suggestion::ExportAsText => "format the column as text where it comes from and export again",
        Suggestion::AddLeadingOne => "the 1 at the start may be missing",
        Suggestion::TakeFoundNumber => "it may be the number found in it",
        Suggestion::CheckDigits => "count the digits",
        Suggestion::UseMobileNumber => "find the mobile number",
        Suggestion::RecalculateAndSave => "let the spreadsheet program calculate and save",
        Suggestion::LeftOut => "left out; nothing to do",
        Suggestion::Shorten => "shorten the text",
        Suggestion::CheckQuotes => "look at the quotation marks of this row",
    }
}
