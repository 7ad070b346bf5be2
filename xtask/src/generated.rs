//! Files of the repository that are made from others: `cargo xtask bindings`, `cargo xtask licences`.

use std::fs;
use std::path::PathBuf;

use crate::deny::{self, Package};
use crate::step::{Failure, cargo, output, root, run};

/// Writes the user interface's view of the table of commands. The test that holds it up to date also writes it.
///
/// # Errors
/// [`Failure`] when the engine does not build.
pub(crate) fn bindings(offline: bool) -> Result<(), Failure> {
    let mut test = cargo(offline, "test");
    test.args(["--locked", "--package", "hongyan-console", "--test", "contract", "--", "bindings"]);
    run(test.env("HONGYAN_WRITE_BINDINGS", "1"))
}

/// Writes the list of parts that the program shows.
///
/// # Errors
/// [`Failure`] when the lock files cannot be read or the list not be written.
pub(crate) fn licences(offline: bool) -> Result<(), Failure> {
    let text = listed(offline)?;
    fs::write(shown(), text)
        .map_err(|error| Failure(format!("{} cannot be written: {error}", shown().display())))
}

/// Holds the list that the program shows against the lock files.
///
/// # Errors
/// [`Failure`] with the command that mends it.
pub(crate) fn check_licences(offline: bool) -> Result<(), Failure> {
    let there = fs::read_to_string(shown()).unwrap_or_default();
    match listed(offline)? == there {
        true => Ok(()),
        false => {
            Err(Failure::new("engine/console/assets/licences.json is out of date: cargo xtask licences"))
        }
    }
}

fn shown() -> PathBuf {
    root().join("engine/console/assets/licences.json")
}

/// What ends up in the program on any platform; what only builds or tests it is left out.
fn listed(offline: bool) -> Result<String, Failure> {
    let mut tree = cargo(offline, "tree");
    tree.args(["--locked", "--workspace", "--target", "all", "--edges", "normal", "--prefix", "none"]);
    let crates = deny::crates(&output(tree.args(["--format", "{p}\t{l}"]))?);
    let lock = fs::read_to_string(root().join("ui/package-lock.json"))
        .map_err(|error| Failure(format!("ui/package-lock.json cannot be read: {error}")))?;
    let npm = deny::npm_packages(&lock);
    let ours = |name: &str| name.starts_with("hongyan-") || name == "xtask";
    let mut parts: Vec<&Package> =
        crates.iter().chain(&npm).filter(|part| !part.dev && !ours(&part.name)).collect();
    parts.sort_by_key(|part| (part.name.to_lowercase(), &part.version));
    parts.dedup();
    if parts.is_empty() {
        return Err(Failure::new("the list of parts is empty"));
    }
    let line = |part: &Package| {
        let [name, version, licence] = [&part.name, &part.version, &part.licence].map(|text| quoted(text));
        format!("  {{\"name\": {name}, \"version\": {version}, \"licence\": {licence}}}")
    };
    Ok(format!("[\n{}\n]\n", parts.into_iter().map(line).collect::<Vec<_>>().join(",\n")))
}

/// A JSON text. Names, versions and licences have no control characters.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_quoted() {
        assert_eq!(quoted("MIT OR \"x\\\""), "\"MIT OR \\\"x\\\\\\\"\"");
    }
}
