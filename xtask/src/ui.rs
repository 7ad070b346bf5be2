//! The user interface: its packages and its built page, each made again only when its sources changed.

use std::fs;
use std::path::{Path, PathBuf};

use crate::setup::on_path;
use crate::step::{Failure, output, program, root, run};

/// The oldest Node that Vite runs on.
const NODE_MIN: (u32, u32) = (20, 19);

/// What is in npm's cache is taken from there; without a network it gives up after seconds, not minutes.
const NPM_PATIENCE: &[&str] = &[
    "--no-progress",
    "--prefer-offline",
    "--fetch-retries=2",
    "--fetch-retry-mintimeout=2000",
    "--fetch-retry-maxtimeout=8000",
];

/// Sources of the built page, files and folders, from the root.
const SOURCES: &[&str] = &[
    "ui/src",
    "ui/index.html",
    "ui/vite.config.ts",
    "ui/tsconfig.json",
    "ui/package-lock.json",
    "assets/brand",
];

/// Words of the page that a build of the window puts where the real one is missing.
const STAND_IN: &str = "stand-in page";

/// Installs the packages of `ui/package-lock.json` unless exactly these are there.
///
/// # Errors
/// One line when Node is missing or too old, or the packages cannot be had.
pub(crate) fn packages(offline: bool) -> Result<(), Failure> {
    let node = node()?;
    let lock = read("ui/package-lock.json")?;
    let stamp = root().join("ui/node_modules/.hongyan-installed");
    let wanted = [node.as_bytes(), &lock].concat();
    if fs::read(&stamp).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    let missing = "missing: the npm packages of ui/package-lock.json";
    if offline {
        return Err(Failure(format!("{missing} (--offline installs nothing); run: npm --prefix ui ci")));
    }
    output(npm().arg("ci").args(NPM_PATIENCE)).map_err(|Failure(why)| {
        Failure(format!("{missing}; they need a network once: npm --prefix ui ci ({why})"))
    })?;
    fs::write(&stamp, wanted).map_err(|error| cannot_write(&stamp, &error))
}

/// Builds `ui/dist` unless it was built from these very sources.
///
/// # Errors
/// When the build fails; its own output says why.
pub(crate) fn build() -> Result<(), Failure> {
    let stamp = root().join("ui/node_modules/.hongyan-built");
    let page = root().join("ui/dist/index.html");
    let wanted = fingerprint(SOURCES)?;
    let real = fs::read_to_string(page).is_ok_and(|text| !text.contains(STAND_IN));
    if real && fs::read_to_string(&stamp).is_ok_and(|built| built == wanted) {
        return Ok(());
    }
    script("build")?;
    fs::write(&stamp, wanted).map_err(|error| cannot_write(&stamp, &error))
}

/// Runs one script of `ui/package.json`.
///
/// # Errors
/// When the script fails.
pub(crate) fn script(name: &str) -> Result<(), Failure> {
    run(npm().args(["run", "--silent", name]))
}

fn npm() -> std::process::Command {
    let mut npm = program(if cfg!(windows) { "npm.cmd" } else { "npm" });
    npm.current_dir(root().join("ui"));
    npm
}

/// The version of Node, which must be new enough.
fn node() -> Result<String, Failure> {
    let (major, minor) = NODE_MIN;
    if !on_path("node") || !on_path("npm") {
        return Err(Failure(format!(
            "missing: Node.js {major}.{minor} or newer with npm; get it from https://nodejs.org"
        )));
    }
    let version = output(program("node").arg("--version"))?;
    let version = version.trim();
    let mut numbers = version.trim_start_matches('v').split('.').map(|part| part.parse::<u32>().unwrap_or(0));
    let found = (numbers.next().unwrap_or(0), numbers.next().unwrap_or(0));
    if found < NODE_MIN {
        return Err(Failure(format!(
            "missing: Node.js {major}.{minor} or newer (found {version}); get it from https://nodejs.org"
        )));
    }
    Ok(version.to_owned())
}

/// Every source file with its length and a checksum of its contents, sorted by name.
fn fingerprint(sources: &[&str]) -> Result<String, Failure> {
    let mut files = Vec::new();
    for source in sources {
        collect(&root().join(source), &mut files)?;
    }
    files.sort();
    let mut lines = String::new();
    for file in files {
        let content = fs::read(&file).map_err(|error| cannot_read(&file, &error))?;
        lines.push_str(&format!("{} {} {:016x}\n", file.display(), content.len(), fnv1a(&content)));
    }
    Ok(lines)
}

fn collect(path: &Path, files: &mut Vec<PathBuf>) -> Result<(), Failure> {
    if path.is_dir() {
        for entry in fs::read_dir(path).map_err(|error| cannot_read(path, &error))? {
            collect(&entry.map_err(|error| cannot_read(path, &error))?.path(), files)?;
        }
    } else {
        files.push(path.to_owned());
    }
    Ok(())
}

/// FNV-1a, 64 bit: tells changed sources from unchanged ones, nothing more.
fn fnv1a(bytes: &[u8]) -> u64 {
    bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3))
}

fn read(path: &str) -> Result<Vec<u8>, Failure> {
    let path = root().join(path);
    fs::read(&path).map_err(|error| cannot_read(&path, &error))
}

fn cannot_read(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("{} cannot be read: {error}", path.display()))
}

fn cannot_write(path: &Path, error: &std::io::Error) -> Failure {
    Failure(format!("{} cannot be written: {error}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_fnv1a() {
        assert_eq!(fnv1a(b""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a(b"foobar"), 0x8594_4171_f739_67e8); // the authors' published value
    }

    #[test]
    fn every_source_of_the_page_exists_and_counts() {
        let Ok(lines) = fingerprint(SOURCES) else { panic!("a source of the page is missing") };
        for name in ["main.tsx", "index.html", "hongyan.svg", "package-lock.json"] {
            assert!(lines.contains(name), "{name}");
        }
    }
}
