//! `cargo xtask check`: what a change must pass before anyone reads it.

use crate::step::{Failure, Steps, cargo, output, run, succeeds};
use crate::{deny, generated, setup, tracked, ui};

/// Checks form, lints, types, floors, licences and tracked files, quick ones first.
///
/// # Errors
/// The first check that fails.
pub(crate) fn check(steps: &mut Steps) -> Result<(), Failure> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if !succeeds(cargo(false, tool).arg("--version")) {
            return Err(Failure(format!("missing: cargo {tool}; run: rustup component add {component}")));
        }
    }
    steps.step("format", |_| run(cargo(false, "fmt").args(["--all", "--check"])))?;
    steps.step("tracked files", |_| tracked::check())?;
    let needs = [setup::ENGINE, setup::WINDOW];
    steps.step("system packages", |offline| setup::system(&needs, offline))?;
    steps.step("crates", setup::crates)?;
    steps.step("licences and banned crates", deny::check)?;
    steps.step("parts shown in the program", generated::check_licences)?;
    steps.step("known vulnerabilities", |offline| {
        println!("    {}", advisories(offline)?);
        Ok(())
    })?;
    steps.step("npm packages", ui::packages)?;
    steps.step("user interface: types", |_| ui::script("typecheck"))?;
    steps.step("user interface: build", |_| ui::build())?;
    steps.step("clippy", |offline| {
        run(cargo(offline, "clippy").args([
            "--locked",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]))
    })?;
    steps.step("floors and sources", |offline| {
        let mut floors = cargo(offline, "test");
        run(floors.args(["--locked", "--package", "hongyan-tests", "--test", "floors", "--test", "sources"]))
    })?;
    steps.summary();
    Ok(())
}

/// Asks the advisory database where a tool for it is installed; without one, or without a network, says so.
fn advisories(offline: bool) -> Result<String, Failure> {
    let tools: [(&str, &[&str]); 2] = [("deny", &["check", "advisories"]), ("audit", &[])];
    let installed = tools.into_iter().find(|(tool, _)| succeeds(cargo(false, tool).arg("--version")));
    let Some((tool, args)) = installed else {
        return Ok("not checked: neither cargo-deny nor cargo-audit is installed".into());
    };
    if offline {
        return Ok(format!("not checked: cargo {tool} needs a network"));
    }
    match output(cargo(false, tool).args(args)) {
        Ok(_) => Ok(format!("none (cargo {tool})")),
        Err(Failure(why)) if why.contains("fetch") || why.contains("network") => {
            Ok(format!("not checked: the database is not reachable ({why})"))
        }
        Err(failure) => Err(failure),
    }
}
