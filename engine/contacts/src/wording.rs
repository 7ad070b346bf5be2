//! Words in files that people open: the engine has codes, the face that asks for the file has sentences.

use crate::clean::{Problem, Repair};

/// The words of repaired lists and exports, in a person's language.
pub trait Wording: Send + Sync {
    /// The name of the sheet with the corrected list; at most 31 characters, without `[]:*?/\`.
    fn list_sheet(&self) -> String;
    /// The name of the sheet with the rows that could not be corrected.
    fn failures_sheet(&self) -> String;
    /// The header of a number's column that has none.
    fn number_heading(&self) -> String;
    /// The header of a name's column.
    fn name_heading(&self) -> String;
    /// The header of the column that says what was done.
    fn reason_heading(&self) -> String;
    /// What was corrected.
    fn repair(&self, repair: Repair) -> String;
    /// What is wrong and what to do; a number to suggest stands in [`Problem::fixed`].
    fn problem(&self, problem: &Problem) -> String;
}

/// Codes in place of words, for machines and tests.
#[derive(Clone, Copy, Debug, Default)]
pub struct CodeWords;

impl Wording for CodeWords {
    fn list_sheet(&self) -> String {
        "list".to_owned()
    }

    fn failures_sheet(&self) -> String {
        "failures".to_owned()
    }

    fn number_heading(&self) -> String {
        "phone".to_owned()
    }

    fn name_heading(&self) -> String {
        "name".to_owned()
    }

    fn reason_heading(&self) -> String {
        "reason".to_owned()
    }

    fn repair(&self, repair: Repair) -> String {
        repair.code().to_owned()
    }

    fn problem(&self, problem: &Problem) -> String {
        let mut text = format!("{}: {}", problem.fault, problem.suggestion);
        if let Some(number) = problem.fixed {
            text.push(' ');
            text.push_str(&number.reveal());
        }
        text
    }
}
