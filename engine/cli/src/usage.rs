//! Wrong use: what the parser found, in the person's language, and as JSON for machines.

use std::ffi::OsString;

use clap::Error;
use clap::error::{ContextKind, ErrorKind};

use crate::i18n::Words;

/// The exit status of wrong use.
pub(crate) const WRONG_USE: u8 = 2;

/// What is wrong with what was typed.
#[derive(PartialEq, Eq, Debug)]
pub(crate) struct Misuse {
    pub(crate) cause: String,
    pub(crate) next: String,
    /// What the parser said.
    pub(crate) detail: String,
}

impl Misuse {
    /// What the parser found; `None` when it found nothing wrong but was asked for help or the version.
    pub(crate) fn of(error: &Error, words: &Words) -> Option<Self> {
        let kind = error.kind();
        if !error.use_stderr() || kind == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
            return None;
        }
        let label = &words.label;
        let named = |kind| error.get(kind).map(ToString::to_string).filter(|text| !text.is_empty());
        let option = named(ContextKind::InvalidArg).unwrap_or_default();
        let value = named(ContextKind::InvalidValue);
        #[expect(
            clippy::wildcard_enum_match_arm,
            reason = "the parser's kinds grow; the rest share one sentence"
        )]
        let text = match kind {
            ErrorKind::InvalidSubcommand => label.use_command,
            ErrorKind::UnknownArgument => label.use_option,
            ErrorKind::MissingRequiredArgument => label.use_missing,
            ErrorKind::ArgumentConflict => label.use_conflict,
            ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_some() => label.use_value,
            ErrorKind::InvalidValue => label.use_no_value,
            _ => label.use_other,
        };
        let command = named(ContextKind::InvalidSubcommand).unwrap_or_default();
        let mut cause = text
            .replace("{command}", &command)
            .replace("{option}", &option)
            .replace("{value}", value.as_deref().unwrap_or_default());
        if let Some(allowed) = named(ContextKind::ValidValue) {
            cause.push_str(&label.use_allowed.replace("{allowed}", &allowed));
        }
        let similar =
            [ContextKind::SuggestedSubcommand, ContextKind::SuggestedArg, ContextKind::SuggestedValue];
        if let Some(similar) = similar.into_iter().find_map(named) {
            cause.push_str(&label.use_similar.replace("{similar}", &similar));
        }
        let next = label.use_next.replace("{command}", &path(error));
        Some(Self { cause, next, detail: error.to_string().trim_end().to_owned() })
    }
}

/// The command whose help tells more, as the parser's own usage line names it.
fn path(error: &Error) -> String {
    let usage = error.get(ContextKind::Usage).map(ToString::to_string).unwrap_or_default();
    let words = usage.split_whitespace().skip_while(|word| *word != "hongyan").skip(1);
    let plain = words.take_while(|word| word.chars().all(|letter| letter.is_ascii_lowercase()));
    std::iter::once("hongyan").chain(plain).collect::<Vec<_>>().join(" ")
}

/// What was typed, with `hongyan help task` as `hongyan task --help`.
pub(crate) fn spelled(args: impl Iterator<Item = OsString>) -> Vec<OsString> {
    let mut args: Vec<OsString> = args.collect();
    let mut at = 1;
    while let Some(arg) = args.get(at).and_then(|arg| arg.to_str()) {
        match arg {
            "--data" | "--lang" => at += 2,
            "help" => {
                args.remove(at);
                args.push("--help".into());
                break;
            }
            option if option.starts_with('-') => at += 1,
            _ => break,
        }
    }
    args
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help;
    use hongyan_console::Language;

    fn misuse(language: Language, line: &str) -> Option<Misuse> {
        let words = Words::of(language);
        let args = spelled(line.split(' ').map(OsString::from));
        let error = help::command(words).try_get_matches_from(args).err()?;
        Misuse::of(&error, words)
    }

    #[test]
    fn each_kind_of_misuse_has_its_words() {
        for (line, zh, en, next) in [
            ("hongyan fly", "没有“fly”这个命令", "there is no command fly", "hongyan --help"),
            (
                "hongyan task list --opne",
                "没有 --opne 这个选项；是不是要用 --open？",
                "--open",
                "hongyan task list --help",
            ),
            (
                "hongyan import a.csv",
                "还缺：--group <NAME>",
                "missing: --group <NAME>",
                "hongyan import --help",
            ),
            ("hongyan task start x", "“x”不能用于 <TASK>", "x does not fit <TASK>", "--help"),
            (
                "hongyan --lang fr task list",
                "“fr”不能用于 --lang <LANG>；可用的有 zh, en",
                "allowed: zh, en",
                "--help",
            ),
            (
                "hongyan task list --limit",
                "--limit <LIMIT> 后面要有值",
                "--limit <LIMIT> needs a value",
                "--help",
            ),
        ] {
            let chinese = misuse(Language::Chinese, line).expect("wrong use");
            assert!(chinese.cause.starts_with(zh), "{line}: {chinese:?}");
            assert!(chinese.next.contains(next), "{line}: {chinese:?}");
            let english = misuse(Language::English, line).expect("wrong use");
            assert!(english.cause.contains(en), "{line}: {english:?}");
        }
        assert_eq!(misuse(Language::Chinese, "hongyan task --help"), None);
    }

    #[test]
    fn help_is_a_word_too() {
        let spelled = |line: &str| spelled(line.split(' ').map(OsString::from)).join(&OsString::from(" "));
        assert_eq!(spelled("hongyan help task check"), "hongyan task check --help");
        assert_eq!(spelled("hongyan --lang en --json help"), "hongyan --lang en --json --help");
        assert_eq!(spelled("hongyan groups show help"), "hongyan groups show help");
    }
}
