//! The project's own commands: `cargo xtask run | test | check | bench | package | setup`.
//!
//! It must build in seconds on a machine that has nothing but Rust and a C compiler, so it depends on no crate.
//! Whatever is missing it installs itself; what it cannot install it names in one line.
//!
//! Start reading at [`Command`], then in the module of the command; `setup` knows what each of them needs.

mod bench;
mod check;
mod deny;
mod package;
mod run;
mod setup;
mod spdx;
mod step;
mod test;
mod tracked;
mod ui;

use std::process::ExitCode;

use step::{Failure, Steps};

const HELP: &str = "\
The commands of the project. Missing Debian and npm packages are installed on the way.

Use: cargo xtask COMMAND [OPTIONS]

  run [ARGS]       build the release program and open its window; without a display serve it for the
                   browser and print the address (ARGS go to the program)
  run demo [ARGS]  the main job on simulated carriers without a face, up to its report;
                   ARGS go to `hongyan demo`, for example --people 1000
  test             every test: user interface, engine, whole system, the real window
  check            format, clippy with warnings denied, types, floors, licences, tracked files
  bench [ARGS]     the figures; ARGS go to the bench program: --json, names of single figures
  package          the installer for this system: a .deb (--debug packs the debug build)
  setup            install and build what `test` needs, and stop there

Options of run, test, check and setup, before ARGS:
  --offline        install and download nothing; name what is missing instead
Options of test:
  --no-window      leave out the test of the real window

Exit status: 0 ok, 1 could not do it (the last line says why), 2 wrong use.
";

/// How a command may behave.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
struct Options {
    /// Nothing may be installed or downloaded.
    offline: bool,
    /// The real window is not tested.
    no_window: bool,
}

/// One command line, understood.
#[derive(Debug, PartialEq, Eq)]
enum Command {
    Help,
    Run(Options, Vec<String>),
    Test(Options),
    Check(Options),
    Bench(Vec<String>),
    Package(Options, bool),
    Setup(Options),
}

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let command = match parse(&args) {
        Ok(command) => command,
        Err(wrong) => {
            eprintln!("xtask: {wrong}; cargo xtask --help lists the commands");
            return ExitCode::from(2);
        }
    };
    match obey(command) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure(why)) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn obey(command: Command) -> Result<(), Failure> {
    match command {
        Command::Help => {
            print!("{HELP}");
            Ok(())
        }
        Command::Run(options, args) => run::run(&mut Steps::new(options.offline), &args),
        Command::Test(options) => test::test(&mut Steps::new(options.offline), !options.no_window),
        Command::Check(options) => check::check(&mut Steps::new(options.offline)),
        Command::Bench(args) => bench::bench(&mut Steps::new(false), &args),
        Command::Package(options, debug) => {
            package::package(&mut Steps::new(options.offline), debug).map(|_| ())
        }
        Command::Setup(options) => {
            let mut steps = Steps::new(options.offline);
            test::prepare(&mut steps, !options.no_window)?;
            steps.summary();
            Ok(())
        }
    }
}

fn parse(args: &[String]) -> Result<Command, String> {
    let Some((name, rest)) = args.split_first() else { return Ok(Command::Help) };
    if matches!(name.as_str(), "--help" | "-h" | "help") || matches!(first(rest), Some("--help" | "-h")) {
        return Ok(Command::Help);
    }
    let (options, rest) = options(rest);
    let nothing_left = |command| match rest.first() {
        None => Ok(command),
        Some(left) => Err(format!("`{name}` does not know `{left}`")),
    };
    if options.no_window && !matches!(name.as_str(), "test" | "setup") {
        return Err(format!("`{name}` opens no window, so --no-window means nothing"));
    }
    match name.as_str() {
        "run" => Ok(Command::Run(options, passed_on(rest))),
        "test" => nothing_left(Command::Test(options)),
        "check" => nothing_left(Command::Check(options)),
        "setup" => nothing_left(Command::Setup(options)),
        "package" if rest == ["--debug"] => Ok(Command::Package(options, true)),
        "package" => nothing_left(Command::Package(options, false)),
        "bench" if options == Options::default() => Ok(Command::Bench(passed_on(rest))),
        "bench" => Err("`bench` takes the arguments of the bench program only".into()),
        _ => Err(format!("there is no command `{name}`")),
    }
}

fn first(args: &[String]) -> Option<&str> {
    args.first().map(String::as_str)
}

/// The options of xtask itself, which stand before everything else.
fn options(mut args: &[String]) -> (Options, &[String]) {
    let mut options = Options::default();
    while let Some((head, tail)) = args.split_first() {
        match head.as_str() {
            "--offline" => options.offline = true,
            "--no-window" => options.no_window = true,
            _ => break,
        }
        args = tail;
    }
    (options, args)
}

fn passed_on(args: &[String]) -> Vec<String> {
    args.iter().skip(usize::from(first(args) == Some("--"))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command, String> {
        parse(&line.split_whitespace().map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn our_options_stand_first_and_the_rest_is_passed_on() {
        let offline = Options { offline: true, no_window: false };
        assert_eq!(
            parsed("run --offline --people 100"),
            Ok(Command::Run(offline, vec!["--people".into(), "100".into()]))
        );
        assert_eq!(parsed("bench -- --json cmpp"), Ok(Command::Bench(vec!["--json".into(), "cmpp".into()])));
        assert_eq!(
            parsed("test --no-window"),
            Ok(Command::Test(Options { offline: false, no_window: true }))
        );
        assert_eq!(parsed(""), Ok(Command::Help));
        assert_eq!(parsed("test --help"), Ok(Command::Help));
    }

    #[test]
    fn wrong_use_is_told() {
        for wrong in ["fly", "test --fast", "check --no-window", "setup now", "bench --offline"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }
}
