//! Words of reports. One struct, filled once per language: a word that is missing does not compile.

mod en;
mod zh;

use hongyan_domain::{BusinessType, Carrier, Exclusion, FailureClass, MessageState, ResendMark, TaskState};
use hongyan_policy::codes;
use hongyan_store::inbound::OptOutMark;
use hongyan_store::tally::slice::By;

/// The language of a report.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    Chinese,
    /// English.
    English,
}

impl Language {
    /// The stable word for settings and JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// Its words.
    #[must_use]
    pub const fn words(self) -> &'static Words {
        match self {
            Self::Chinese => &zh::WORDS,
            Self::English => &en::WORDS,
        }
    }

    /// The text of a carrier's code in this language.
    #[must_use]
    pub fn of(self, words: &codes::Words) -> &str {
        match self {
            Self::Chinese => &words.zh,
            Self::English => &words.en,
        }
    }
}

/// Every word that a report or a look-up shows.
#[derive(Debug)]
pub struct Words {
    /// A font that Windows has for the language; LibreOffice puts its own in its place.
    pub font: &'static str,
    /// Names of sheets.
    pub sheet: SheetWords,
    /// Headers of tables.
    pub column: ColumnWords,
    /// Words of the summary sheet.
    pub summary: SummaryWords,
    /// Words of statistics.
    pub statistics: StatisticsWords,
    /// The states of a message (operator guide §7).
    pub state: fn(MessageState) -> &'static str,
    /// Why a message stands in its state, where no carrier's code says it.
    pub state_cause: fn(MessageState) -> &'static str,
    /// What to do about a message in this state.
    pub state_action: fn(MessageState) -> &'static str,
    /// Why a person is excluded.
    pub exclusion: fn(Exclusion) -> &'static str,
    /// What to do about it.
    pub exclusion_action: fn(Exclusion) -> &'static str,
    /// The classes of failures.
    pub class: fn(FailureClass) -> &'static str,
    /// Carriers.
    pub carrier: fn(Carrier) -> &'static str,
    /// Who allowed a second copy; empty for one copy.
    pub mark: fn(ResendMark) -> &'static str,
    /// States of a task.
    pub task_state: fn(TaskState) -> &'static str,
    /// Business types.
    pub business: fn(BusinessType) -> &'static str,
    /// Whether a reply is an opt-out.
    pub opt_out: fn(OptOutMark) -> &'static str,
    /// Behind a cause that means different things at different carriers (operator guide §8).
    pub varies: &'static str,
}

/// Names of sheets: at most 28 characters, so that a number fits behind.
#[derive(Debug)]
pub struct SheetWords {
    /// Key figures and charts.
    pub summary: &'static str,
    /// One row per person.
    pub people: &'static str,
    /// One row per failure.
    pub failures: &'static str,
    /// What people wrote back.
    pub replies: &'static str,
    /// The numbers behind the line over time.
    pub timeline: &'static str,
}

/// Headers of tables.
#[derive(Debug)]
pub struct ColumnWords {
    /// The person's number.
    pub number: &'static str,
    /// The person's name.
    pub name: &'static str,
    /// Who carries the number.
    pub carrier: &'static str,
    /// The channel.
    pub channel: &'static str,
    /// The state.
    pub state: &'static str,
    /// The carrier's code.
    pub code: &'static str,
    /// What it means.
    pub cause: &'static str,
    /// What to do.
    pub action: &'static str,
    /// When the carrier took it.
    pub submitted_at: &'static str,
    /// When it ended.
    pub ended_at: &'static str,
    /// Billed segments.
    pub segments: &'static str,
    /// Price in yuan.
    pub price: &'static str,
    /// How often it was handed over.
    pub tries: &'static str,
    /// Who allowed a second copy.
    pub mark: &'static str,
    /// The finished text.
    pub text: &'static str,
    /// How many people.
    pub people: &'static str,
    /// Share of all.
    pub share: &'static str,
    /// The class of a failure.
    pub class: &'static str,
    /// What the person wrote.
    pub reply: &'static str,
    /// When the reply came.
    pub received_at: &'static str,
    /// Whether it is an opt-out.
    pub opt_out: &'static str,
    /// A span of time.
    pub time: &'static str,
    /// How many were submitted.
    pub submitted: &'static str,
    /// How many were delivered.
    pub delivered: &'static str,
    /// How many failed.
    pub failed: &'static str,
    /// How many have no end yet, no receipt or are in doubt.
    pub open: &'static str,
    /// Delivered of submitted.
    pub delivered_share: &'static str,
}

/// Words of the summary sheet.
#[derive(Debug)]
pub struct SummaryWords {
    /// The file's title.
    pub title: &'static str,
    /// Before the task's number.
    pub task: &'static str,
    /// Before the business type.
    pub business: &'static str,
    /// Before the task's state.
    pub state: &'static str,
    /// Before the time of sending.
    pub period: &'static str,
    /// Between two times.
    pub until: &'static str,
    /// For a task that has not begun.
    pub not_begun: &'static str,
    /// Before the time of writing.
    pub written_at: &'static str,
    /// The list's people.
    pub people: &'static str,
    /// Not sent by rule.
    pub excluded: &'static str,
    /// Queued still.
    pub queued: &'static str,
    /// Taken by carriers.
    pub submitted: &'static str,
    /// On the phone.
    pub delivered: &'static str,
    /// Delivered of submitted.
    pub delivered_share: &'static str,
    /// Failed.
    pub failed: &'static str,
    /// No receipt, in doubt, waiting.
    pub open: &'static str,
    /// Sent never: the task ended.
    pub stopped: &'static str,
    /// Everybody who may be written to.
    pub sendable: &'static str,
    /// Billed segments.
    pub segments: &'static str,
    /// Cost.
    pub cost: &'static str,
    /// Number of replies.
    pub replies: &'static str,
    /// Format of money cells.
    pub money_format: &'static str,
    /// The funnel.
    pub funnel: &'static str,
    /// By carrier.
    pub by_carrier: &'static str,
    /// By channel.
    pub by_channel: &'static str,
    /// Over time, before the width of a span in brackets.
    pub over_time: &'static str,
    /// Causes of failures.
    pub causes: &'static str,
    /// Excluded by reason.
    pub exclusions: &'static str,
    /// The task's text.
    pub text: &'static str,
    /// All other causes.
    pub other: &'static str,
    /// In the place of a table or chart without rows.
    pub none: &'static str,
    /// How long a span of the line is; seconds, minutes, hours, days.
    pub span: fn(i64) -> String,
    /// What the line leaves out at its end.
    pub later: &'static str,
    /// At the foot of the page.
    pub note: &'static str,
}

/// Words of statistics.
#[derive(Debug)]
pub struct StatisticsWords {
    /// The file's title.
    pub title: &'static str,
    /// What figures are told apart by.
    pub by: fn(By) -> &'static str,
    /// Before the days.
    pub period: &'static str,
    /// In place of a value that is none: no channel, no template.
    pub without: &'static str,
    /// All those that do not stand alone.
    pub rest: &'static str,
    /// All rows together.
    pub total: &'static str,
    /// The period of the same length right before.
    pub before: &'static str,
    /// Behind the title, when the figures are of practice.
    pub practice: &'static str,
    /// At the foot of the table.
    pub note: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_short_and_differ() {
        for language in [Language::Chinese, Language::English] {
            let sheet = &language.words().sheet;
            let names = [sheet.summary, sheet.people, sheet.failures, sheet.replies, sheet.timeline];
            for (index, name) in names.iter().enumerate() {
                assert!((1..=28).contains(&name.chars().count()), "{name}");
                assert!(!names.iter().take(index).any(|other| other.eq_ignore_ascii_case(name)), "{name}");
            }
        }
    }

    #[test]
    fn every_end_without_a_code_says_why() {
        for language in [Language::Chinese, Language::English] {
            let words = language.words();
            for state in MessageState::ALL {
                assert!(!(words.state)(state).is_empty());
                let explained = !matches!(
                    state,
                    MessageState::Delivered
                        | MessageState::Failed
                        | MessageState::Excluded
                        | MessageState::Queued
                );
                assert_eq!(!(words.state_cause)(state).is_empty(), explained, "{state}");
            }
        }
    }
}
