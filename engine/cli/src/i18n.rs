//! Words, in two languages. One struct is filled once per language: a word that is missing does not compile.

mod en;
mod labels;
mod zh;

use std::collections::BTreeMap;

use hongyan_console::list_words::ListWords;
use hongyan_console::{ErrorCode, Language, MistakeCode};
use hongyan_domain::{BusinessType, Carrier, Exclusion, FailureClass, MessageState, TaskState};

pub(crate) use labels::Labels;

/// What an error says.
pub(crate) struct ErrorWords {
    /// What happened, with `{names}` for values.
    pub(crate) cause: &'static str,
    /// What was kept.
    pub(crate) kept: &'static str,
    /// What to do.
    pub(crate) next: &'static str,
}

/// Why a line is down, or that it is well.
pub(crate) struct LineWords {
    /// What happened.
    pub(crate) cause: &'static str,
    /// What to do; empty when nothing.
    pub(crate) next: &'static str,
}

/// All words of one language.
pub(crate) struct Words {
    pub(crate) language: Language,
    pub(crate) label: Labels,
    pub(crate) error: fn(ErrorCode) -> ErrorWords,
    pub(crate) mistake: fn(MistakeCode) -> &'static str,
    pub(crate) state: fn(MessageState) -> &'static str,
    pub(crate) task_state: fn(TaskState) -> &'static str,
    pub(crate) business: fn(BusinessType) -> &'static str,
    pub(crate) exclusion: fn(Exclusion) -> &'static str,
    pub(crate) class: fn(FailureClass) -> &'static str,
    pub(crate) carrier: fn(Carrier) -> &'static str,
    pub(crate) list: &'static ListWords,
    /// A finding of the check, by code.
    pub(crate) finding: fn(&str) -> Option<&'static str>,
    /// A reason of a decision, by code.
    pub(crate) why: fn(&str) -> Option<&'static str>,
    /// A line's cause, by code.
    pub(crate) line: fn(&str) -> Option<LineWords>,
    /// A line's state, by code.
    pub(crate) line_state: fn(&str) -> Option<&'static str>,
    /// A finding of the doctor, by code, with what to do.
    pub(crate) doctor: fn(&str) -> Option<LineWords>,
    /// What happened to a task, by code.
    pub(crate) event: fn(&str) -> Option<&'static str>,
    /// What a parameter's value means, where it is a code.
    pub(crate) value: fn(&str, &str) -> Option<&'static str>,
    /// Help texts by path; none: as the program's own.
    pub(crate) help: &'static [(&'static str, &'static str)],
    /// The words of the demonstration.
    pub(crate) demo: DemoTexts,
}

/// The words of the demonstration.
pub(crate) struct DemoTexts {
    pub(crate) group: &'static str,
    pub(crate) task: &'static str,
    pub(crate) signature: &'static str,
    pub(crate) text: &'static str,
    pub(crate) plain_text: &'static str,
    pub(crate) channel: fn(Carrier) -> &'static str,
}

impl Words {
    /// The words of a language.
    pub(crate) const fn of(language: Language) -> &'static Self {
        match language {
            Language::Chinese => &zh::WORDS,
            Language::English => &en::WORDS,
        }
    }

    /// The word for a carrier's code.
    pub(crate) fn carrier_code(&self, code: &str) -> String {
        Carrier::from_code(code).map_or_else(|| code.to_owned(), |carrier| (self.carrier)(carrier).to_owned())
    }

    /// The word for a reason not to send.
    pub(crate) fn exclusion_code(&self, code: &str) -> String {
        Exclusion::from_code(code)
            .map_or_else(|| code.to_owned(), |reason| (self.exclusion)(reason).to_owned())
    }

    /// The word for a failure class.
    pub(crate) fn class_code(&self, code: &str) -> String {
        FailureClass::from_code(code).map_or_else(|| code.to_owned(), |class| (self.class)(class).to_owned())
    }

    /// The word for a message's state.
    pub(crate) fn state_code(&self, code: &str) -> String {
        let found = MessageState::ALL.into_iter().find(|state| state.code() == code);
        found.map_or_else(|| code.to_owned(), |state| (self.state)(state).to_owned())
    }

    /// The word for a task's state.
    pub(crate) fn task_state_code(&self, code: &str) -> String {
        TaskState::from_code(code)
            .map_or_else(|| code.to_owned(), |state| (self.task_state)(state).to_owned())
    }

    /// The word for a business type.
    pub(crate) fn business_code(&self, code: &str) -> String {
        BusinessType::from_code(code).map_or_else(|| code.to_owned(), |kind| (self.business)(kind).to_owned())
    }

    /// A text with its values; values that are codes are translated.
    pub(crate) fn fill<K: AsRef<str> + Ord>(&self, text: &str, params: &BTreeMap<K, String>) -> String {
        let mut filled = text.to_owned();
        for (name, value) in params {
            let name = name.as_ref();
            let shown = match name {
                "carrier" => self.carrier_code(value),
                "state" => self.task_state_code(value),
                _ => (self.value)(name, value).map_or_else(|| value.clone(), str::to_owned),
            };
            filled = filled.replace(&format!("{{{name}}}"), &shown);
        }
        filled
    }
}

/// A commented example of a task file.
pub(crate) const fn task_example(words: &Words) -> &'static str {
    match words.language {
        Language::Chinese => include_str!("i18n/task.zh.toml"),
        Language::English => include_str!("i18n/task.en.toml"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FINDINGS: [&str; 23] = [
        "empty_list",
        "nobody_left",
        "empty_text",
        "signature_missing",
        "signature_invalid",
        "brackets_in_body",
        "verification_word_missing",
        "opt_out_appended",
        "quiet_hours",
        "validity_ends_first",
        "text_too_long",
        "missing_variables",
        "no_route",
        "channel_not_ready",
        "sandbox_used",
        "sandbox_beside_real",
        "unlisted_prefix",
        "satellite",
        "link",
        "phone_number",
        "private_contact",
        "unliked_characters",
        "parts_differ",
    ];
    const WHY: [&str; 15] = [
        "ported_to",
        "learned",
        "prefix",
        "unlisted",
        "ported_away",
        "guess",
        "chosen",
        "no_such_channel",
        "unfit",
        "only",
        "better",
        "waits",
        "sandbox",
        "no_route",
        "quiet_until",
    ];
    const LINES: [&str; 21] = [
        "line.ok",
        "line.unknown_host",
        "line.unreachable",
        "line.connect_timeout",
        "line.refused_structure",
        "line.refused_account",
        "line.refused_password",
        "line.refused_version",
        "line.refused_other",
        "line.other_version",
        "line.unproven",
        "line.login_unanswered",
        "line.not_a_login_answer",
        "line.garbage",
        "line.malformed",
        "line.unanswered",
        "line.peer_terminated",
        "line.peer_closed",
        "line.broken",
        "line.unwritable",
        "line.terminated",
    ];
    const DOCTOR: [&str; 19] = [
        "folder_writable",
        "folder_closed",
        "no_store",
        "store_in_use",
        "restore_unfinished",
        "loose_file",
        "key_found",
        "key_locked",
        "key_lost",
        "unopenable",
        "schema",
        "database_whole",
        "store_damaged",
        "disk_room",
        "log_size",
        "backup_age",
        "no_channels",
        "channels",
        "channel_down",
    ];

    /// What the engine writes into a task's history.
    const EVENTS: [&str; 11] = [
        "created",
        "started",
        "paused",
        "resumed",
        "scheduled",
        "running",
        "stopped",
        "done",
        "faulted",
        "recovered",
        "resent",
    ];

    #[test]
    fn every_code_has_words_in_both_languages() {
        for language in [Language::Chinese, Language::English] {
            let words = Words::of(language);
            for code in FINDINGS {
                assert!((words.finding)(code).is_some(), "finding {code}");
            }
            for code in WHY {
                assert!((words.why)(code).is_some(), "why {code}");
            }
            for code in LINES {
                assert!((words.line)(code).is_some(), "line {code}");
            }
            for code in EVENTS {
                assert!((words.event)(code).is_some(), "event {code}");
            }
            for code in DOCTOR {
                assert!((words.doctor)(code).is_some(), "doctor {code}");
            }
            for code in ErrorCode::ALL {
                let error = (words.error)(*code);
                assert!(
                    !error.cause.is_empty() && !error.kept.is_empty() && !error.next.is_empty(),
                    "{code}"
                );
            }
            for code in MistakeCode::ALL {
                assert!(!(words.mistake)(*code).is_empty(), "{code}");
            }
        }
    }

    #[test]
    fn values_go_into_their_places() {
        let params = BTreeMap::from([("carrier", "CMCC".to_owned()), ("people", "12".to_owned())]);
        let filled = Words::of(Language::English).fill("{people} of {carrier}", &params);
        assert_eq!(filled, "12 of China Mobile");
    }
}
