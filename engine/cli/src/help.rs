//! Help in the person's language: the program's own English, or the texts of a language by path.

use clap::{Arg, ArgAction, Command, CommandFactory as _};

use crate::args::Cli;
use crate::i18n::Words;

/// The command with its help in this language.
pub(crate) fn command(words: &Words) -> Command {
    let command = Cli::command();
    if words.help.is_empty() {
        return plain(command);
    }
    let help = Arg::new("help").short('h').long("help").action(ArgAction::Help).global(true);
    let command = command.disable_help_flag(true).disable_help_subcommand(true).arg(help);
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version);
    translated(command.disable_version_flag(true).arg(version), "", words)
}

/// Without the command `help`, which is read as `--help`.
fn plain(mut command: Command) -> Command {
    command = command.disable_help_subcommand(true);
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    names.into_iter().fold(command, |command, name| command.mut_subcommand(&name, plain))
}

fn text(words: &Words, path: &str) -> Option<&'static str> {
    words.help.iter().find(|(known, _)| *known == path).map(|(_, text)| *text)
}

fn joined(path: &str, name: &str) -> String {
    format!("{path} {name}").trim().to_owned()
}

fn translated(mut command: Command, path: &str, words: &Words) -> Command {
    if let Some(about) = text(words, path) {
        command = command.about(about);
    }
    let label = &words.label;
    command = command
        .subcommand_help_heading(label.help_commands)
        .disable_help_subcommand(true)
        .help_template(format!("{{about-with-newline}}\n{}: {{usage}}\n\n{{all-args}}", label.help_usage));
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    for id in ids {
        command = command.mut_arg(&id, |arg| {
            let heading = if arg.is_positional() {
                label.help_arguments
            } else if arg.get_help_heading().is_some() {
                label.help_global
            } else {
                label.help_options
            };
            let takes_values = arg.get_action().takes_values();
            let arg = arg.help_heading(heading);
            // The Chinese text names them.
            if takes_values { arg.hide_possible_values(true) } else { arg }
        });
        let own = text(words, &joined(path, &id)).or_else(|| text(words, &format!("* {id}")));
        if let Some(help) = own {
            command = command.mut_arg(&id, |arg| arg.help(help));
        }
    }
    let names: Vec<String> = command.get_subcommands().map(|sub| sub.get_name().to_owned()).collect();
    for name in names {
        command = command.mut_subcommand(&name, |sub| translated(sub, &joined(path, &name), words));
    }
    command
}

#[cfg(test)]
mod tests {
    use super::*;
    use hongyan_console::Language;

    fn missing(command: &Command, path: &str, words: &Words, found: &mut Vec<String>) {
        if text(words, path).is_none() {
            found.push(path.to_owned());
        }
        for arg in command.get_arguments() {
            let id = arg.get_id().as_str();
            if text(words, &joined(path, id)).is_none() && text(words, &format!("* {id}")).is_none() {
                found.push(joined(path, id));
            }
        }
        for sub in command.get_subcommands() {
            missing(sub, &joined(path, sub.get_name()), words, found);
        }
    }

    #[test]
    fn every_command_and_argument_has_chinese_help() {
        let mut found = Vec::new();
        missing(&Cli::command(), "", Words::of(Language::Chinese), &mut found);
        assert_eq!(found, Vec::<String>::new());
    }

    #[test]
    fn the_command_is_well_formed() {
        command(Words::of(Language::Chinese)).debug_assert();
        command(Words::of(Language::English)).debug_assert();
    }
}
