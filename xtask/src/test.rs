//! `cargo xtask test`: everything that CI runs, from an empty machine to the real window.

use crate::step::{Failure, Steps, built, cargo, output, program, run, target};
use crate::{setup, ui};

/// Installs and builds what the tests need.
///
/// # Errors
/// One line that names what is missing.
pub(crate) fn prepare(steps: &mut Steps, window: bool) -> Result<(), Failure> {
    let window_test = if window { setup::WINDOW_TEST } else { &[] };
    let needs = [setup::ENGINE, setup::WINDOW, setup::TESTS, setup::BROWSER_TEST, window_test];
    steps.step("system packages", |offline| setup::system(&needs, offline))?;
    steps.step("npm packages", ui::packages)?;
    steps.step("crates", setup::crates)?;
    steps.step("user interface: build", |_| ui::build()) // before any cargo command: the window embeds it
}

/// Runs every test.
///
/// # Errors
/// The first step that fails ends the run.
pub(crate) fn test(steps: &mut Steps, window: bool) -> Result<(), Failure> {
    prepare(steps, window)?;
    steps.step("user interface: types", |_| ui::script("typecheck"))?;
    steps.step("user interface: tests", |_| ui::script("test"))?;
    // One selection for both: another one would unify features anew and build the dependencies twice. The
    // programs are built too, because whole-system tests start them.
    steps.step("engine: build", |offline| {
        run(cargo(offline, "build").args(["--locked", "--workspace", "--all-targets"]))
    })?;
    steps.step("engine: tests", |offline| run(cargo(offline, "test").args(["--locked", "--workspace"])))?;
    steps.step("console in the browser", |_| console())?;
    if window {
        steps.step("window", |_| real_window())?;
    }
    steps.summary();
    Ok(())
}

/// The journeys in a real browser against the engine that was just built, with pictures of every screen.
fn console() -> Result<(), Failure> {
    run(program("node")
        .arg("tests/e2e/console.mjs")
        .arg(built("debug", "hongyan"))
        .arg(target().join("pictures")))
}

/// Opens the window that was just built, on a screen and a message bus of its own.
fn real_window() -> Result<(), Failure> {
    let mut test = program("xvfb-run");
    test.args(["--auto-servernum", "--server-args=-screen 0 1366x768x24", "dbus-run-session", "--"]);
    test.args(["node", "tests/e2e/window.mjs"]);
    test.arg(built("debug", "hongyan-desktop")).arg(env!("CARGO_PKG_VERSION")).arg(target().join("pictures"));
    run(&mut test)?;
    without_display()
}

/// Without a screen the program must say so in one line instead of panicking.
fn without_display() -> Result<(), Failure> {
    let mut blind = program(built("debug", "hongyan-desktop"));
    blind.env_remove("DISPLAY").env_remove("WAYLAND_DISPLAY");
    match output(&mut blind) {
        Err(Failure(why)) if why.contains("no display") => {
            println!("ok without a display the window says so in one line");
            Ok(())
        }
        Err(Failure(why)) => Err(Failure(format!("without a display the window should say so, but: {why}"))),
        Ok(_) => Err(Failure::new("without a display the window should fail, but it ended well")),
    }
}
