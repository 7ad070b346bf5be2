//! What the documents name is there: files by their paths, tests by file and name.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// Where the protocols' conformance is told.
const PROTOCOLS: &str = "docs/protocols.md";

#[test]
fn the_protocol_list_names_files_and_tests_that_exist() {
    let root = root();
    let text = std::fs::read_to_string(root.join(PROTOCOLS)).expect("the list is there");
    let labels = labels(&text);
    let mut named = 0;
    let mut faults = Vec::new();
    for mark in marks(&text) {
        if let Some((label, test)) =
            mark.split_once("::").filter(|(label, _)| !label.starts_with(char::is_uppercase))
        {
            named += 1;
            faults.extend(missing_test(&root, &labels, label, test));
        } else if mark.contains('/') && !root.join(mark).exists() {
            faults.push(format!("there is no {mark}"));
        }
    }
    let unused = labels.keys().filter(|label| !text.contains(&format!("`{label}::")));
    faults.extend(unused.map(|label| format!("the label {label} is not used")));
    assert!(named > 100, "only {named} tests are named");
    assert!(faults.is_empty(), "{PROTOCOLS}:\n{}", faults.join("\n"));
}

/// The folder of the repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// What stands in backticks.
fn marks(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

/// The files that labels stand for, from lines like "- `label`: `path`".
fn labels(text: &str) -> BTreeMap<&str, &str> {
    text.lines()
        .filter_map(|line| {
            let (label, rest) = line.strip_prefix("- `")?.split_once("`: `")?;
            Some((label, rest.split('`').next()?))
        })
        .collect()
}

fn missing_test(root: &Path, labels: &BTreeMap<&str, &str>, label: &str, test: &str) -> Option<String> {
    // The example in the introduction.
    if (label, test) == ("label", "test") {
        return None;
    }
    let Some(file) = labels.get(label) else { return Some(format!("{label} stands for no file")) };
    let source = std::fs::read_to_string(root.join(file)).unwrap_or_default();
    (!source.contains(&format!("fn {test}("))).then(|| format!("{file} has no test {test}"))
}

mod the_check_itself {
    use super::*;

    #[test]
    fn sees_what_is_not_there() {
        let root = root();
        let text = "- `here`: `tests/tests/documents.rs`, with words\n| `here::sees_what_is_not_there` | `here::gone` |";
        let labels = labels(text);
        assert_eq!(labels, BTreeMap::from([("here", "tests/tests/documents.rs")]));
        let tests: Vec<_> = marks(text).filter_map(|mark| mark.split_once("::")).collect();
        let missing: Vec<_> =
            tests.iter().filter_map(|(label, test)| missing_test(&root, &labels, label, test)).collect();
        assert_eq!(missing, ["tests/tests/documents.rs has no test gone"]);
        assert!(missing_test(&root, &labels, "there", "any").is_some());
    }
}
