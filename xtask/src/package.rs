//! `cargo xtask package`: the installer of this system.

use std::path::PathBuf;

use crate::step::{Failure, Steps, cargo, program, root, run, target};
use crate::{setup, ui};

/// Builds the page, the program and the .deb; answers where it lies.
///
/// `debug` packs the debug build, which CI has at hand already.
///
/// # Errors
/// When something is missing or does not build.
pub(crate) fn package(steps: &mut Steps, debug: bool) -> Result<PathBuf, Failure> {
    steps.step("system packages", |offline| setup::system(&[setup::ENGINE, setup::WINDOW], offline))?;
    steps.step("npm packages", ui::packages)?;
    steps.step("user interface: build", |_| ui::build())?;
    steps.step("crates", setup::crates)?;
    if !debug {
        steps.step("build the program", |offline| {
            run(cargo(offline, "build").args(["--release", "--locked", "--package", "hongyan-desktop"]))
        })?;
    }
    let made = steps.step("package", |_| bundle(debug))?;
    println!("package: {}", made.display());
    Ok(made)
}

/// Packs what was built. The bundler looks for it in the target folder of the workspace.
fn bundle(debug: bool) -> Result<PathBuf, Failure> {
    let mut bundler = program(root().join("ui/node_modules/.bin/tauri"));
    bundler.args(["bundle", "--bundles", "deb"]).env("CARGO_TARGET_DIR", target());
    if debug {
        bundler.arg("--debug");
    }
    run(&mut bundler)?;
    let folder = target().join(if debug { "debug" } else { "release" }).join("bundle/deb");
    let entries =
        std::fs::read_dir(&folder).map_err(|error| Failure(format!("{}: {error}", folder.display())))?;
    let packages = entries.flatten().map(|entry| entry.path());
    packages
        .filter(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .max_by_key(|path| path.metadata().and_then(|about| about.modified()).ok())
        .ok_or_else(|| Failure(format!("the bundler left no package in {}", folder.display())))
}
