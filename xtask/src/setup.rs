//! Finds what the machine lacks and installs it with apt-get.

use std::path::Path;

use crate::step::{Failure, output, program, succeeds};

/// Seconds that apt-get waits for another installation to end.
const APT_LOCK_S: u32 = 300;

/// How to see that something is there, whatever the distribution calls its package.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Probe {
    /// A program on the search path.
    Program(&'static str),
    /// A library with its headers, as pkg-config names it.
    Library(&'static str),
    /// A font that has this language.
    Font(&'static str),
}

/// One thing the project needs from the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Need {
    probe: Probe,
    /// The Debian package that brings it.
    package: &'static str,
}

const fn need(probe: Probe, package: &'static str) -> Need {
    Need { probe, package }
}

/// The engine: SQLCipher is compiled from source and takes libcrypto from the system.
pub(crate) const ENGINE: &[Need] =
    &[need(Probe::Program("pkg-config"), "pkg-config"), need(Probe::Library("openssl"), "libssl-dev")];

/// The desktop window.
pub(crate) const WINDOW: &[Need] = &[
    need(Probe::Library("webkit2gtk-4.1"), "libwebkit2gtk-4.1-dev"),
    need(Probe::Library("librsvg-2.0"), "librsvg2-dev"),
    need(Probe::Library("ayatana-appindicator3-0.1"), "libayatana-appindicator3-dev"),
];

/// Whole-system tests: Wireshark reads our captures, LibreOffice opens our reports.
pub(crate) const TESTS: &[Need] =
    &[need(Probe::Program("tshark"), "tshark"), need(Probe::Program("soffice"), "libreoffice-calc-nogui")];

/// The console in a real browser.
pub(crate) const BROWSER_TEST: &[Need] =
    &[need(Probe::Program("chromium"), "chromium"), need(Probe::Font("zh"), "fonts-wqy-microhei")];

/// The test of the real window on a screen of its own.
pub(crate) const WINDOW_TEST: &[Need] = &[
    need(Probe::Program("Xvfb"), "xvfb"),
    need(Probe::Program("xvfb-run"), "xvfb"),
    need(Probe::Program("xauth"), "xauth"),
    need(Probe::Program("dbus-run-session"), "dbus-x11"),
    need(Probe::Program("WebKitWebDriver"), "webkit2gtk-driver"),
    need(Probe::Font("zh"), "fonts-wqy-microhei"),
];

/// Makes sure that all these are there; installs what is not.
///
/// # Errors
/// One line that names what is missing and the command that brings it.
pub(crate) fn system(needs: &[&[Need]], offline: bool) -> Result<(), Failure> {
    let missing = missing(needs);
    if missing.is_empty() {
        return Ok(());
    }
    let install = format!("apt-get install {}", missing.join(" "));
    let cannot =
        |why: &str| Failure(format!("missing: {} ({why}); run as root: {install}", missing.join(", ")));
    if offline {
        return Err(cannot("--offline installs nothing"));
    }
    if !on_path("apt-get") {
        return Err(Failure(format!(
            "missing: {} (Debian's names; there is no apt-get here): install what your system calls them",
            missing.join(", ")
        )));
    }
    let sudo = !is_root();
    if sudo && !succeeds(program("sudo").args(["-n", "true"])) {
        return Err(cannot("not root, and sudo asks for a password"));
    }
    println!("    installing {}", missing.join(" "));
    let apt = |args: &[&str]| {
        let mut command = program(if sudo { "sudo" } else { "env" });
        if sudo {
            command.args(["-n", "env"]);
        }
        command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "-y"]);
        command.arg(format!("-oDPkg::Lock::Timeout={APT_LOCK_S}"));
        output(command.args(args))
    };
    // A source that cannot be reached may be one that nobody needs here, so only the installation decides; when
    // it fails after all, the unreachable source is the better reason.
    let update = apt(&["-oAPT::Update::Error-Mode=any", "update"]);
    let install_now = apt(&[&["install", "--no-install-recommends"], missing.as_slice()].concat());
    install_now.map_err(|failure| {
        let Failure(why) = update.err().unwrap_or(failure);
        cannot(&why)
    })?;
    match self::missing(needs).as_slice() {
        [] => Ok(()),
        left => Err(Failure(format!(
            "{} was installed, but what it should bring is still not found",
            left.join(", ")
        ))),
    }
}

/// Brings the crates that the lock file names.
///
/// # Errors
/// One line with cargo's own reason.
pub(crate) fn crates(offline: bool) -> Result<(), Failure> {
    let version = output(program("rustc").arg("-vV"))?;
    let host = version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned();
    let mut fetch = crate::step::cargo(offline, "fetch");
    fetch.args(["--locked", "--quiet", "--target", &host]);
    output(&mut fetch).map(drop).map_err(|Failure(why)| {
        Failure(format!(
            "missing: crates named in Cargo.lock; they need a network once: cargo fetch --locked ({why})"
        ))
    })
}

/// The Debian packages whose contents are not there, each once.
fn missing(needs: &[&[Need]]) -> Vec<&'static str> {
    let mut packages: Vec<&str> = Vec::new();
    for need in needs.iter().copied().flatten() {
        if !packages.contains(&need.package) && !is_there(need.probe) {
            packages.push(need.package);
        }
    }
    packages
}

fn is_there(probe: Probe) -> bool {
    match probe {
        Probe::Program(name) => on_path(name),
        Probe::Library(name) => succeeds(program("pkg-config").args(["--exists", name])),
        Probe::Font(language) => output(program("fc-list").arg(format!(":lang={language}")))
            .is_ok_and(|fonts| !fonts.trim().is_empty()),
    }
}

/// True when a program of this name stands on the search path (or where Debian keeps the system's own).
pub(crate) fn on_path(name: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let system = ["/usr/sbin", "/sbin"].map(|folder| Path::new(folder).to_path_buf());
    std::env::split_paths(&path).chain(system).any(|folder| folder.join(name).is_file())
}

fn is_root() -> bool {
    output(program("id").arg("-u")).is_ok_and(|id| id.trim() == "0")
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOWHERE: &[Need] = &[
        need(Probe::Program("hongyan-no-such-program"), "one"),
        need(Probe::Library("hongyan-no-such-library"), "two"),
        need(Probe::Program("hongyan-no-such-other"), "one"),
    ];

    #[test]
    fn what_is_missing_is_named_once_with_the_command_that_brings_it() {
        let Err(Failure(why)) = system(&[NOWHERE], true) else { panic!("two packages are missing") };
        assert_eq!(
            why,
            "missing: one, two (--offline installs nothing); run as root: apt-get install one two"
        );
    }

    #[test]
    fn what_is_there_is_not_missing() {
        assert_eq!(missing(&[&[need(Probe::Program("sh"), "dash")]]), Vec::<&str>::new());
    }
}
