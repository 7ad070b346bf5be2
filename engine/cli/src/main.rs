//! `hongyan`, the command line: translates between people at a terminal, scripts, and the door of the engine.
//!
//! It knows words and columns, no rules: every command is one call of `hongyan-console`.
//!
//! Start with `args` (what may be typed), then `command` (what is done) and `i18n` (what is said).

mod app;
mod args;
mod command;
mod help;
mod i18n;
mod out;
mod usage;

use std::process::ExitCode;

use clap::FromArgMatches as _;
use hongyan_console::{ConsoleError, ErrorCode, Language};
use tracing_subscriber::EnvFilter;

use crate::app::App;
use crate::args::{Cli, Lang};
use crate::i18n::Words;
use crate::out::Out;
use crate::usage::{Misuse, WRONG_USE, spelled};

/// The exit status of a command that could not do it.
const COULD_NOT: u8 = 1;

fn main() -> ExitCode {
    let words = Words::of(language());
    let args = spelled(std::env::args_os());
    let json = args.iter().any(|arg| arg == "--json");
    let parsed = help::command(words).try_get_matches_from(args);
    let cli = match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => {
            let Some(misuse) = Misuse::of(&error, words) else { error.exit() };
            Out { json, words }.misuse(&misuse);
            return ExitCode::from(WRONG_USE);
        }
    };
    let words = cli.lang.map_or(words, |lang| Words::of(of(lang)));
    log();
    let ended = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(|error| ConsoleError::new(ErrorCode::Internal, error))
        .and_then(|runtime| {
            let app = App::new(&cli, words)?;
            runtime.block_on(command::run(&app, cli.command))
        });
    match ended {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(COULD_NOT),
        Err(error) => {
            Out { json, words }.error(&error);
            ExitCode::from(COULD_NOT)
        }
    }
}

const fn of(lang: Lang) -> Language {
    match lang {
        Lang::Zh => Language::Chinese,
        Lang::En => Language::English,
    }
}

/// The language before the arguments are read, for their help: `--lang`, else `HONGYAN_LANG`; Chinese by default.
fn language() -> Language {
    let args: Vec<String> = std::env::args().collect();
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--lang=").map(str::to_owned));
    let spaced = args.windows(2).find(|pair| pair[0] == "--lang").map(|pair| pair[1].clone());
    let named = joined.or(spaced).or_else(|| std::env::var("HONGYAN_LANG").ok());
    if named.is_some_and(|name| name.eq_ignore_ascii_case("en")) {
        Language::English
    } else {
        Language::Chinese
    }
}

/// Logs go to standard error, and only what `HONGYAN_LOG` asks for.
fn log() {
    let filter = EnvFilter::try_from_env("HONGYAN_LOG").unwrap_or_else(|_| EnvFilter::new("off"));
    tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).init();
}
