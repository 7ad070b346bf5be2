//! The words of corrected lists and exports, and of what is wrong with a cell. One struct, filled once per language: a
//! word that is missing does not compile.

mod en;
mod zh;

use crate::clean::{Fault, Problem, Repair, Suggestion};
use crate::wording::Wording;

/// Words of one language.
#[derive(Debug)]
pub struct ListWords {
    /// The name of the sheet with the corrected list.
    pub list_sheet: &'static str,
    /// The name of the sheet with the rows that could not be corrected.
    pub failures_sheet: &'static str,
    /// The header of a number's column that has none.
    pub number_heading: &'static str,
    /// The header of a name's column.
    pub name_heading: &'static str,
    /// The header of the column that says what was done.
    pub reason_heading: &'static str,
    /// What is wrong with a cell.
    pub fault: fn(Fault) -> &'static str,
    /// What was mended.
    pub repair: fn(Repair) -> &'static str,
    /// What a person can do.
    pub suggestion: fn(Suggestion) -> &'static str,
}

/// Simplified Chinese.
pub const CHINESE: &ListWords = &zh::WORDS;
/// English.
pub const ENGLISH: &ListWords = &en::WORDS;

impl Wording for &'static ListWords {
    fn list_sheet(&self) -> String {
        self.list_sheet.to_owned()
    }

    fn failures_sheet(&self) -> String {
        self.failures_sheet.to_owned()
    }

    fn number_heading(&self) -> String {
        self.number_heading.to_owned()
    }

    fn name_heading(&self) -> String {
        self.name_heading.to_owned()
    }

    fn reason_heading(&self) -> String {
        self.reason_heading.to_owned()
    }

    fn repair(&self, repair: Repair) -> String {
        (self.repair)(repair).to_owned()
    }

    fn problem(&self, problem: &Problem) -> String {
        let mut text = format!("{}; {}", (self.fault)(problem.fault), (self.suggestion)(problem.suggestion));
        if let Some(number) = problem.fixed {
            text.push_str(": ");
            text.push_str(&number.reveal());
        }
        text
    }
}
