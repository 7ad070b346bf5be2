//! Steps: one child program after the other, each with its name and its time.

use std::ffi::OsStr;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Why a command stopped, in one line that says what to do next.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

impl Failure {
    pub(crate) fn new(why: impl Into<String>) -> Self {
        Self(why.into())
    }
}

/// The steps of one command so far.
pub(crate) struct Steps {
    /// Nothing may be downloaded.
    pub(crate) offline: bool,
    done: Vec<(&'static str, Duration)>,
}

impl Steps {
    pub(crate) fn new(offline: bool) -> Self {
        Self { offline, done: Vec::new() }
    }

    /// Runs one named step and prints how long it took; the first failure ends the command.
    pub(crate) fn step<T>(
        &mut self,
        name: &'static str,
        body: impl FnOnce(bool) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        println!("==> {name}");
        let start = now();
        let result = body(self.offline);
        let took = start.elapsed();
        let how = if result.is_ok() { "done" } else { "FAILED" };
        println!("    {how}: {name}, {:.1} s", took.as_secs_f64());
        self.done.push((name, took));
        result
    }

    /// Lists all steps with their times.
    pub(crate) fn summary(&self) {
        println!("\nall steps passed:");
        for (name, took) in &self.done {
            println!("{:>8.1} s  {name}", took.as_secs_f64());
        }
        let sum: Duration = self.done.iter().map(|(_, took)| *took).sum();
        println!("{:>8.1} s  together", sum.as_secs_f64());
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the time of a build step is for the reader, nothing replays it"
)]
fn now() -> Instant {
    Instant::now()
}

/// The folder that holds the workspace.
///
/// Cargo says where this package lies when it runs it; what it said when it compiled may be another checkout
/// that shares the target folder.
pub(crate) fn root() -> PathBuf {
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    let here = PathBuf::from(here);
    here.parent().map_or(here.clone(), PathBuf::from)
}

/// The folder that cargo builds into: this program runs from it.
pub(crate) fn target() -> PathBuf {
    let own = std::env::current_exe().ok();
    let folder = own.as_deref().and_then(|exe| exe.parent()?.parent());
    folder.map_or_else(|| root().join("target"), PathBuf::from)
}

/// A program that was built into `profile` (`debug` or `release`).
pub(crate) fn built(profile: &str, name: &str) -> PathBuf {
    target().join(profile).join(format!("{name}{}", std::env::consts::EXE_SUFFIX))
}

/// A child program that starts in the root of the workspace.
pub(crate) fn program(name: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(name);
    command.current_dir(root());
    command
}

/// Cargo itself, the one that started us.
pub(crate) fn cargo(offline: bool, subcommand: &str) -> Command {
    let mut command = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.arg(subcommand);
    if offline {
        command.arg("--offline");
    }
    if std::env::var_os("CI").is_some() {
        command.env("CARGO_INCREMENTAL", "0"); // a fresh machine never builds a second time
    }
    command
}

/// Runs a child to its end; its output is ours.
pub(crate) fn run(command: &mut Command) -> Result<(), Failure> {
    let status = command.status().map_err(|error| cannot_start(command, &error))?;
    if status.success() { Ok(()) } else { Err(Failure(format!("`{}` failed ({status})", shown(command)))) }
}

/// Runs a child to its end and returns what it printed.
pub(crate) fn output(command: &mut Command) -> Result<String, Failure> {
    let done = command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .output()
        .map_err(|error| cannot_start(command, &error))?;
    if done.status.success() {
        return Ok(String::from_utf8_lossy(&done.stdout).into_owned());
    }
    let said = String::from_utf8_lossy(&done.stderr);
    Err(Failure(format!("`{}` failed: {}", shown(command), cause(&said))))
}

/// True when the child ends well; what it prints is dropped.
pub(crate) fn succeeds(command: &mut Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// What a failed program said, in one line: its first line that names an error and the last of its causes.
fn cause(said: &str) -> String {
    let lines: Vec<&str> = said.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let names_error = |line: &&&str| {
        let line = line.to_lowercase();
        line.contains("error") || line.starts_with("e:") || line.starts_with("w: failed")
    };
    // After these words programs advise; before them stands what happened.
    let advice = |line: &&&str| {
        let line = line.to_lowercase();
        line.starts_with("help:") || line.contains("a complete log of this run")
    };
    let first = lines.iter().find(names_error).or(lines.first());
    let last = lines.iter().rev().find(|line| !advice(line));
    match (first, last) {
        (Some(first), Some(last)) if first != last => format!("{first} … {last}"),
        (Some(one), _) | (None, Some(one)) => (*one).to_owned(),
        (None, None) => "it said nothing".to_owned(),
    }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure(format!("`{}` cannot be started: {error}", command.get_program().to_string_lossy()))
}

fn shown(command: &Command) -> String {
    let name = std::path::Path::new(command.get_program()).file_stem().unwrap_or_default().to_string_lossy();
    let args = command.get_args().map(OsStr::to_string_lossy);
    std::iter::once(name).chain(args).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_program_its_arguments_and_its_last_words() {
        let Err(Failure(why)) = output(program("sh").args(["-c", "echo first >&2; echo last >&2; exit 3"]))
        else {
            panic!("exit status 3 is a failure");
        };
        assert!(why.starts_with("`sh -c") && why.ends_with(": first … last"), "{why}");
        let Err(Failure(why)) = run(&mut program("no-such-program-anywhere")) else {
            panic!("a missing program is a failure");
        };
        assert!(why.contains("no-such-program-anywhere"), "{why}");
    }

    #[test]
    fn the_cause_is_the_error_and_its_last_reason_without_advice() {
        let cargo = "   Updating index\nerror: failed to get `x`\n\nCaused by:\n  Could not resolve host\n";
        assert_eq!(cause(cargo), "error: failed to get `x` … Could not resolve host");
        assert_eq!(cause("error: old lock file\nhelp: do this\n"), "error: old lock file");
        assert_eq!(
            cause("npm error code EAI_AGAIN\nnpm error A complete log of this run is in x\n"),
            "npm error code EAI_AGAIN"
        );
        assert_eq!(cause("\n"), "it said nothing");
    }

    #[test]
    fn the_root_holds_the_lock_file() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
