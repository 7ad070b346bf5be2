//! English.

use super::ListWords;
use crate::clean::{Fault, Repair, Suggestion};

pub(super) const WORDS: ListWords = ListWords {
    list_sheet: "list",
    failures_sheet: "not readable",
    number_heading: "phone",
    name_heading: "name",
    reason_heading: "remarks",
    fault,
    repair,
    suggestion,
};

fn fault(fault: Fault) -> &'static str {
    match fault {
        Fault::Empty => "the number is empty",
        Fault::PrecisionLost => "scientific notation has lost the last digits",
        Fault::NotDigits => "it holds something else than digits",
        Fault::TooShort => "fewer than 11 digits",
        Fault::TooLong => "more than 11 digits",
        Fault::Landline => "a fixed line or service number",
        Fault::Foreign => "a number of another country",
        Fault::NotMobile => "no mobile number begins so",
        Fault::TooMany => "too many numbers in one cell",
        Fault::ErrorCell => "an error value",
        Fault::FormulaWithoutValue => "a formula saved without its result",
        Fault::Date => "a date, not a number",
        Fault::Duplicate => "the same as before",
        Fault::ValueCut => "too long, was cut",
        Fault::ColumnsIgnored => "columns further right were not read",
        Fault::QuoteNotClosed => "a quotation mark is not closed",
    }
}

fn repair(repair: Repair) -> &'static str {
    match repair {
        Repair::Blanks => "blanks removed",
        Repair::Punctuation => "dashes, dots or brackets removed",
        Repair::FullWidth => "full-width digits made plain",
        Repair::Quotes => "quotation marks removed",
        Repair::Invisible => "invisible characters removed",
        Repair::CountryCode => "86 removed",
        Repair::LeadingZero => "leading 0 removed",
        Repair::Decimal => ".0 removed",
        Repair::Scientific => "scientific notation undone",
        Repair::Several => "several numbers taken apart",
    }
}

fn suggestion(suggestion: Suggestion) -> &'static str {
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
