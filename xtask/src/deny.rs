//! Licences and banned crates: holds `deny.toml` over every package of both lock files.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use crate::spdx;
use crate::step::{Failure, cargo, output, root};

/// Crates of which the program may hold one version only: two would not know each other's types.
const SINGLE: &[&str] = &["libsqlite3-sys", "ring", "rustls", "sqlx", "time", "tokio"];

/// One package that ends up in the program or helps to build it.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Package {
    pub(crate) name: String,
    pub(crate) version: String,
    pub(crate) licence: String,
    /// Only helps to build or to test.
    pub(crate) dev: bool,
}

/// Checks all Rust and npm packages, on every platform.
///
/// # Errors
/// All packages that break the rules, each with its rule.
pub(crate) fn check(offline: bool) -> Result<(), Failure> {
    let rules = fs::read_to_string(root().join("deny.toml"))
        .map_err(|error| Failure(format!("deny.toml cannot be read: {error}")))?;
    let allowed = list(&rules, "licenses", "allow")?;
    let banned = list(&rules, "bans", "deny")?;
    let mut tree = cargo(offline, "tree");
    tree.args([
        "--locked",
        "--workspace",
        "--target",
        "all",
        "--edges",
        "normal,build,dev",
        "--prefix",
        "none",
    ]);
    let crates = crates(&output(tree.args(["--format", "{p}\t{l}"]))?);
    let lock = fs::read_to_string(root().join("ui/package-lock.json"))
        .map_err(|error| Failure(format!("ui/package-lock.json cannot be read: {error}")))?;
    let npm = npm_packages(&lock);
    if crates.is_empty() || npm.is_empty() {
        return Err(Failure::new("the list of packages is empty, so nothing was checked"));
    }
    let faults = [faults(&crates, &allowed, &banned), faults(&npm, &allowed, &banned)].concat();
    if faults.is_empty() {
        println!("    {} crates and {} npm packages keep deny.toml", crates.len(), npm.len());
        return Ok(());
    }
    faults.iter().for_each(|fault| println!("    {fault}"));
    Err(Failure(format!("{} packages break deny.toml; the first: {}", faults.len(), faults[0])))
}

fn faults(packages: &BTreeSet<Package>, allowed: &[String], banned: &[String]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut versions: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for Package { name, version, licence, dev: _ } in packages {
        if !spdx::allows(licence, allowed) {
            faults
                .push(format!("{name} {version} has the licence `{licence}`, which the list does not allow"));
        }
        if banned.contains(name) {
            faults.push(format!("{name} {version} is banned; see deny.toml for what is used instead"));
        }
        versions.entry(name).or_default().push(version);
    }
    for (name, versions) in versions {
        if SINGLE.contains(&name) && versions.len() > 1 {
            faults.push(format!("{name} is there in {} versions: {}", versions.len(), versions.join(", ")));
        }
    }
    faults
}

/// Reads lines of `name vVERSION (where)<tab>licence`.
pub(crate) fn crates(tree: &str) -> BTreeSet<Package> {
    let package = |line: &str| {
        let (package, licence) = line.split_once('\t')?;
        let mut words = package.split_whitespace();
        let name = words.next()?.to_owned();
        let version = words.next()?.trim_start_matches('v').to_owned();
        Some(Package {
            name,
            version,
            licence: licence.trim_end_matches("(*)").trim().to_owned(),
            dev: false,
        })
    };
    tree.lines().filter_map(package).collect()
}

/// Reads npm's lock file, which npm writes with one value a line.
pub(crate) fn npm_packages(lock: &str) -> BTreeSet<Package> {
    let mut packages = BTreeSet::new();
    let mut open: Option<Package> = None;
    for line in lock.lines() {
        let Some((key, value)) = line.trim().split_once(": ") else { continue };
        let text = value.trim_end_matches(',').trim_matches('"');
        match (key.trim_matches('"'), &mut open) {
            (path, _) if path.contains("node_modules/") && value == "{" => {
                packages.extend(open.take());
                let name = path.rsplit("node_modules/").next().unwrap_or(path);
                let (version, licence) = (String::new(), String::new());
                open = Some(Package { name: name.to_owned(), version, licence, dev: false });
            }
            ("version", Some(package)) => text.clone_into(&mut package.version),
            ("license", Some(package)) => text.clone_into(&mut package.licence),
            ("dev", Some(package)) => package.dev = text == "true",
            _ => {}
        }
    }
    packages.extend(open);
    packages
}

/// Reads one list of texts from the part of TOML that `deny.toml` is written in.
fn list(toml: &str, section: &str, key: &str) -> Result<Vec<String>, Failure> {
    let header = format!("[{section}]");
    let opening = format!("{key} = [");
    let mut lines = toml.lines().map(|line| line.split('#').next().unwrap_or_default().trim());
    let found = lines.by_ref().any(|line| line == header)
        && lines.by_ref().take_while(|line| !line.starts_with('[')).any(|line| line == opening);
    if !found {
        return Err(Failure(format!("deny.toml has no list `{key}` in [{section}]")));
    }
    let mut texts = Vec::new();
    for line in lines.filter(|line| !line.is_empty()) {
        if line == "]" {
            return Ok(texts);
        }
        match line.strip_prefix('"').and_then(|rest| rest.strip_suffix("\",")) {
            Some(text) => texts.push(text.to_owned()),
            None => {
                return Err(Failure(format!("deny.toml, list `{key}`: one \"text\", a line, not `{line}`")));
            }
        }
    }
    Err(Failure(format!("deny.toml, list `{key}`: the closing bracket is missing")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn each_broken_rule_is_named() {
        let packages = crates(
            "good v1.0.0\tMIT\nbad v2.0.0 (proc-macro)\tGPL-3.0\nnone v3.0.0\t\nchrono v0.4.1\tMIT (*)\n\
             tokio v1.0.0\tMIT\ntokio v2.0.0\tMIT\nxtask v0.1.0 (/x)\tMIT\n",
        );
        assert_eq!(packages.len(), 7);
        let found = faults(&packages, &texts(&["MIT"]), &texts(&["chrono"]));
        assert_eq!(
            found,
            [
                "bad 2.0.0 has the licence `GPL-3.0`, which the list does not allow",
                "chrono 0.4.1 is banned; see deny.toml for what is used instead",
                "none 3.0.0 has the licence ``, which the list does not allow",
                "tokio is there in 2 versions: 1.0.0, 2.0.0",
            ]
        );
    }

    #[test]
    fn npm_packages_are_read_with_name_version_and_licence() {
        let lock = r#"{
  "packages": {
    "": { "license": "Apache-2.0" },
    "node_modules/@a/b": {
      "version": "1.2.3",
      "license": "MIT",
      "dependencies": {
        "c": "^1.0.0"
      }
    },
    "node_modules/@a/b/node_modules/c": {
      "version": "4.0.0",
      "license": "GPL-3.0"
    },
    "node_modules/d": {
      "version": "5.0.0"
    }
  }
}"#;
        let found = npm_packages(lock);
        let shown: Vec<_> = found.iter().map(|p| format!("{} {} {}", p.name, p.version, p.licence)).collect();
        assert_eq!(shown, ["@a/b 1.2.3 MIT", "c 4.0.0 GPL-3.0", "d 5.0.0 "]);
        assert_eq!(faults(&found, &texts(&["MIT"]), &[]).len(), 2);
    }

    #[test]
    fn a_list_is_read_from_its_own_section_and_nothing_is_guessed() {
        let toml = "[a]\nx = 1\n[licenses]\n# why\nallow = [\n  \"MIT\", # ok\n  \"Zlib\",\n]\n[bans]\nallow = [\n]\n";
        assert_eq!(list(toml, "licenses", "allow").ok(), Some(texts(&["MIT", "Zlib"])));
        assert_eq!(list(toml, "bans", "allow").ok(), Some(vec![]));
        assert!(list(toml, "a", "allow").is_err());
        assert!(list("[a]\nallow = [\n  { name = \"x\" },\n]\n", "a", "allow").is_err());
        assert!(list("[a]\nallow = [\n  \"x\",\n", "a", "allow").is_err());
    }
}
