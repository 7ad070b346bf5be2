//! `cargo xtask run`: the program itself, in its window where there is a screen, else in the browser; and
//! `cargo xtask run demo`: the main job on simulated carriers, from an empty folder to the report.

use std::fs;
use std::path::{Path, PathBuf};

use crate::step::{Failure, Steps, built, cargo, program, run as start, target};
use crate::{setup, ui};

/// Builds the release program and starts it; stays until it is closed.
///
/// # Errors
/// When something is missing, does not build, or the program ends with an error.
pub(crate) fn run(steps: &mut Steps, args: &[String]) -> Result<(), Failure> {
    match args.split_first() {
        Some((name, args)) if name == "demo" => demo(steps, args),
        _ if has_display() => window(steps, args),
        _ => browser(steps, args),
    }
}

/// Whether there is a screen for a window.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn window(steps: &mut Steps, args: &[String]) -> Result<(), Failure> {
    steps.step("system packages", |offline| setup::system(&[setup::ENGINE, setup::WINDOW], offline))?;
    build(steps, "hongyan-desktop")?;
    println!("==> the window is open; this command ends with it");
    start(program(built("release", "hongyan-desktop")).args(args))
}

fn browser(steps: &mut Steps, args: &[String]) -> Result<(), Failure> {
    steps.step("system packages", |offline| setup::system(&[setup::ENGINE], offline))?;
    build(steps, "hongyan-cli")?;
    println!("==> no display: open the address below in a browser on this computer; Ctrl+C ends it");
    start(program(built("release", "hongyan")).arg("serve").args(args))
}

/// Builds the page and the program that carries it.
fn build(steps: &mut Steps, package: &str) -> Result<(), Failure> {
    steps.step("npm packages", ui::packages)?;
    steps.step("user interface: build", |_| ui::build())?;
    steps.step("crates", setup::crates)?;
    steps.step("build the program", |offline| {
        start(cargo(offline, "build").args(["--release", "--locked", "--package", package]))
    })
}

/// Builds the release program, runs `hongyan demo` in a folder of its own and names the report.
fn demo(steps: &mut Steps, args: &[String]) -> Result<(), Failure> {
    steps.step("system packages", |offline| setup::system(&[setup::ENGINE], offline))?;
    build(steps, "hongyan-cli")?;
    let folder = fresh(&target().join("demo"))?;
    let out = chosen_out(args).unwrap_or_else(|| folder.join("out"));
    steps.step("hongyan demo", |_| {
        let mut hongyan = program(built("release", "hongyan"));
        hongyan.arg("--data").arg(folder.join("data")).arg("demo");
        if chosen_out(args).is_none() {
            hongyan.arg("--out").arg(&out);
        }
        start(hongyan.args(args))
    })?;
    let report = out.join("report.xlsx");
    if !report.is_file() {
        return Err(Failure(format!("the demo ended well but left no {}", report.display())));
    }
    println!("report: {}", report.display());
    Ok(())
}

/// Makes the next numbered folder, so that every run starts with no data and no run destroys another's report.
fn fresh(parent: &Path) -> Result<PathBuf, Failure> {
    fs::create_dir_all(parent).map_err(|error| cannot_make(parent, &error))?;
    let mut number = 1_u32;
    loop {
        let folder = parent.join(number.to_string());
        match fs::create_dir(&folder) {
            Ok(()) => return Ok(folder),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(cannot_make(&folder, &error)),
        }
    }
}

/// The folder that the arguments themselves name with `--out`.
fn chosen_out(args: &[String]) -> Option<PathBuf> {
    let joined = args.iter().find_map(|arg| arg.strip_prefix("--out="));
    let spaced = args.windows(2).find_map(|pair| match pair {
        [name, value] if name == "--out" => Some(value.as_str()),
        _ => None,
    });
    joined.or(spaced).map(|folder| crate::step::root().join(folder))
}

fn cannot_make(folder: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("the folder {} cannot be made: {error}", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_run_gets_a_folder_of_its_own() {
        let parent = target().join("xtask-test-fresh");
        let _ = fs::remove_dir_all(&parent);
        let folders: Vec<_> = (0..3).filter_map(|_| fresh(&parent).ok()).collect();
        assert_eq!(folders, ["1", "2", "3"].map(|number| parent.join(number)));
        assert!(fs::remove_dir_all(&parent).is_ok());
    }

    #[test]
    fn an_out_folder_in_the_arguments_wins() {
        let args = |line: &str| line.split(' ').map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(chosen_out(&args("--people 5")), None);
        for line in ["--people 5 --out /x", "--out=/x --seed 1"] {
            assert_eq!(chosen_out(&args(line)), Some(PathBuf::from("/x")));
        }
    }
}
