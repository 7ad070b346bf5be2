//! Tracked files hold no secret, no address of a private registry and no path of the machine they were written on.

use std::fs;
use std::path::Path;

use crate::step::{Failure, output, program, root, succeeds};

/// The one registry that the lock file of cargo may name.
const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// Checks every file that git tracks.
///
/// # Errors
/// All places where something stands that must not; the first one in the line.
pub(crate) fn check() -> Result<(), Failure> {
    if !succeeds(program("git").args(["rev-parse", "--is-inside-work-tree"])) {
        println!("    not checked: this is no git checkout");
        return Ok(());
    }
    let names = output(program("git").args(["ls-files", "-z"]))?;
    let places = machine_places();
    let mut found = Vec::new();
    for name in names.split('\0').filter(|name| !name.is_empty()) {
        let Ok(bytes) = fs::read(root().join(name)) else { continue }; // deleted, not yet committed
        let Ok(text) = String::from_utf8(bytes) else { continue }; // a picture or a workbook
        for (number, line) in text.lines().enumerate() {
            if let Some(fault) = fault(line, &places) {
                found.push(format!("{name}:{}: {fault}", number + 1));
            }
        }
    }
    match found.first() {
        None => Ok(()),
        Some(first) => {
            found.iter().for_each(|place| println!("    {place}"));
            Err(Failure(format!("{} tracked lines must not stand there; the first: {first}", found.len())))
        }
    }
}

/// Folders of this very machine: the checkout, the home, cargo's home.
fn machine_places() -> Vec<String> {
    let homes = ["HOME", "USERPROFILE", "CARGO_HOME", "RUSTUP_HOME"].map(std::env::var_os);
    let homes = homes.into_iter().flatten().map(std::path::PathBuf::from);
    let telling = |path: &Path| path.is_absolute() && path.components().count() > 1; // not the bare `/`
    homes.chain([root()]).filter(|path| telling(path)).map(|path| format!("{}/", path.display())).collect()
}

/// What is wrong with a line, if anything. The marks are put together here so that this file does not hold them.
fn fault(line: &str, places: &[String]) -> Option<&'static str> {
    if places.iter().any(|place| starts_a_path(line, place))
        || starts_a_path(line, concat!("/ho", "me/"))
        || starts_a_path(line, concat!("/Us", "ers/"))
    {
        return Some("a path of one machine");
    }
    let registries = [
        concat!("registry.", "npmjs"),
        concat!("npm", "mirror"),
        concat!("index.", "crates.io"),
        concat!("sparse", "+http"),
        concat!("\"resolved\": \"", "http"),
    ];
    let other_index = line.contains(concat!("registry", "+http")) && !line.contains(CRATES_IO);
    if other_index || registries.iter().any(|mark| line.contains(mark)) {
        return Some("the address of a registry");
    }
    let secrets: &[(&str, usize)] = &[
        (concat!("PRIVATE ", "KEY-----"), 0),
        (concat!("_auth", "Token="), 1),
        (concat!("AK", "IA"), 16),
        (concat!("gh", "p_"), 36),
        (concat!("github", "_pat_"), 20),
        (concat!("np", "m_"), 36),
        (concat!("xo", "xb-"), 10),
    ];
    let secret = secrets.iter().any(|(mark, length)| followed_by_key(line, mark, *length));
    (secret || password_in_address(line)).then_some("a secret")
}

/// True when `place` stands in the line as the start of a path, not in the middle of a longer one.
fn starts_a_path(line: &str, place: &str) -> bool {
    line.match_indices(place).any(|(at, _)| {
        let before = line.get(..at).and_then(|head| head.chars().next_back());
        before.is_none_or(|c| !(c.is_alphanumeric() || matches!(c, '.' | '_' | '-' | '}' | '~')))
    })
}

/// True when `mark` is followed by at least `length` characters of a key.
fn followed_by_key(line: &str, mark: &str, length: usize) -> bool {
    line.match_indices(mark).any(|(at, _)| {
        let rest = line.get(at + mark.len()..).unwrap_or_default();
        rest.chars().take_while(char::is_ascii_alphanumeric).count() >= length
    })
}

/// True for an address that has name and password before its host.
fn password_in_address(line: &str) -> bool {
    line.split("://").skip(1).any(|rest| {
        let authority = rest.split(['/', '"', '\'', ' ', '`', '>', ')']).next().unwrap_or_default();
        authority.split_once('@').is_some_and(|(user, _)| {
            user.split_once(':')
                .is_some_and(|(_, password)| !password.is_empty() && !password.starts_with(['$', '{', '<']))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(line: &str) -> Option<&'static str> {
        fault(line, &["/srv/build/".into()])
    }

    #[test]
    fn a_path_of_a_machine_is_found() {
        assert_eq!(found("see /srv/build/x.rs"), Some("a path of one machine"));
        assert_eq!(found(concat!("cd /ho", "me/ann/x")), Some("a path of one machine"));
        assert_eq!(found(concat!("`/Us", "ers/ann`")), Some("a path of one machine"));
        assert_eq!(found("example.com/srv/build/x"), None);
        assert_eq!(found(concat!("$ROOT/ui/ho", "me/page")), None);
    }

    #[test]
    fn the_address_of_a_registry_is_found() {
        assert_eq!(
            found(concat!("\"resolved\": \"", "https://x/y.tgz\"")),
            Some("the address of a registry")
        );
        assert_eq!(
            found(concat!("source = \"registry", "+https://mirror/index\"")),
            Some("the address of a registry")
        );
        assert_eq!(found(&format!("source = \"{CRATES_IO}\"")), None);
    }

    #[test]
    fn a_secret_is_found() {
        assert_eq!(found(concat!("-----BEGIN RSA PRIVATE ", "KEY-----")), Some("a secret"));
        assert_eq!(found(&format!("{}{}", concat!("gh", "p_"), "a1".repeat(18))), Some("a secret"));
        assert_eq!(found(concat!("postgres://u:", "pw@db/x")), Some("a secret"));
        assert_eq!(found("https://user@host/x and a@b.c: d"), None);
        assert_eq!(found("http://127.0.0.1:5173/@vite"), None);
    }
}
