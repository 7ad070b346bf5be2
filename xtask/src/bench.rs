//! `cargo xtask bench`: the figures, from a release build.

use crate::setup;
use crate::step::{Failure, Steps, cargo, run};

/// Builds and runs the bench program; all arguments are its own.
///
/// Its output is the only thing on standard output, so that `--json` stays one document.
///
/// # Errors
/// When something is missing, does not build, or a figure cannot be measured.
pub(crate) fn bench(steps: &mut Steps, args: &[String]) -> Result<(), Failure> {
    setup::system(&[setup::ENGINE], steps.offline)?;
    let mut bench = cargo(steps.offline, "run");
    bench.args(["--quiet", "--release", "--locked", "--package", "hongyan-tests", "--bin", "bench", "--"]);
    run(bench.args(args))
}
