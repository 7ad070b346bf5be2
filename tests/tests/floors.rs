//! The house stands: every crate is on its floor, arrows point down only, and pure code stays pure.
//!
//! The rule is told in `ARCHITECTURE.md`; the tables here are what it means.

mod rust_text;

use std::collections::BTreeMap;
use std::process::Command;

use rust_text::RustText;
use serde_json::Value;

/// The floors from the top down; a crate may depend on crates of lower floors only.
const FLOORS: &[&[&str]] = &[
    &["hongyan-desktop", "hongyan-cli"],
    &["hongyan-server"],
    &["hongyan-console"],
    &["hongyan-contacts", "hongyan-content", "hongyan-delivery", "hongyan-insight"],
    &["hongyan-store", "hongyan-channels", "hongyan-carrier"],
    &["hongyan-link"],
    &["hongyan-wire", "hongyan-policy"],
    &["hongyan-domain"],
];

/// Crates that stand beside the house: nothing in it may depend on them.
const BESIDE: &[&str] = &["hongyan-tests", "xtask"];

/// Faces know the door and the words, nothing else.
const FACES: &[&str] = &["hongyan-desktop", "hongyan-cli", "hongyan-server"];
/// The server is a face that another one starts: `hongyan serve`.
const FACES_MAY_USE: &[&str] = &["hongyan-console", "hongyan-domain", "hongyan-server"];

/// Arrows within one floor, each with its reason: who, whom, why.
const WITHIN_A_FLOOR: &[(&str, &str, &str)] = &[
    (
        "hongyan-policy",
        "hongyan-wire",
        "both are pure; a price is a count of segments, and wire owns how a text is cut into them",
    ),
    (
        "hongyan-delivery",
        "hongyan-content",
        "content is pure; each message's text is rendered at the moment of its submit, from template and variables",
    ),
];

/// Crates and files that know no socket, clock, SQL or runtime; a file name may be the start of several.
const PURE: &[&str] = &[
    "engine/domain/src/",
    "engine/wire/src/",
    "engine/policy/src/",
    "engine/content/src/",
    "engine/link/src/session",
    "engine/delivery/src/plan",
];

/// What pure code must not name.
const IMPURE: &[&str] = &[
    "tokio",
    "sqlx",
    "std::net",
    "TcpStream",
    "TcpListener",
    "UdpSocket",
    "Instant::now",
    "SystemTime::now",
];

/// What pure code names all the same: file, name, why.
const PURE_EXCEPT: &[(&str, &str, &str)] = &[(
    "engine/domain/src/clock.rs",
    "SystemTime::now",
    "the one clock of the program, behind the trait that everything else takes",
)];

/// Crates that must not even have these in their dependencies.
const PURE_CRATES: &[&str] = &["hongyan-domain", "hongyan-wire", "hongyan-policy", "hongyan-content"];
const IMPURE_CRATES: &[&str] = &["tokio", "tokio-util", "sqlx", "libsqlite3-sys", "axum", "reqwest", "hyper"];

/// Names of SQL, which only the store may use.
const SQL_CRATES: &[&str] = &["sqlx", "libsqlite3-sys", "rusqlite"];
const SQL_OWNER: &str = "hongyan-store";

#[test]
fn every_arrow_points_down() {
    let faults = arrows(&workspace());
    assert!(faults.is_empty(), "the floors do not hold:\n{}", faults.join("\n"));
}

#[test]
fn pure_code_stays_pure() {
    let mut read = 0;
    let mut faults = Vec::new();
    for path in rust_text::files(&rust_text::root().join("engine")) {
        let name = rust_text::name(&path);
        let source = std::fs::read_to_string(&path).expect("a source file is readable");
        if PURE.iter().any(|pure| name.starts_with(pure)) {
            read += 1;
            faults.extend(impurities(&name, &source));
        }
        faults.extend(foreign_sql(&name, &source));
    }
    assert!(read > PURE.len(), "only {read} pure files were found");
    assert!(faults.is_empty(), "pure code is not pure:\n{}", faults.join("\n"));
}

/// A crate of the workspace and the names of all it depends on, for whatever purpose.
type Crates = BTreeMap<String, Vec<String>>;

fn workspace() -> Crates {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let told = Command::new(cargo)
        .args(["metadata", "--no-deps", "--format-version", "1", "--offline"])
        .current_dir(rust_text::root())
        .output()
        .expect("cargo runs");
    assert!(told.status.success(), "cargo metadata: {}", String::from_utf8_lossy(&told.stderr));
    let told: Value = serde_json::from_slice(&told.stdout).expect("cargo metadata is JSON");
    let text = |value: &Value| value.as_str().expect("a name is a text").to_owned();
    let list = |value: &Value| value.as_array().expect("a list").clone();
    let depends =
        |package: &Value| list(&package["dependencies"]).iter().map(|one| text(&one["name"])).collect();
    list(&told["packages"]).iter().map(|package| (text(&package["name"]), depends(package))).collect()
}

/// Every broken rule of the dependency graph, in words.
fn arrows(crates: &Crates) -> Vec<String> {
    let floor = |name: &str| FLOORS.iter().position(|floor| floor.contains(&name));
    let mut faults = Vec::new();
    for (from, uses) in crates {
        let ours = uses.iter().map(String::as_str).filter(|to| crates.contains_key(*to));
        let mut fault = |why: String| faults.push(why);
        if BESIDE.contains(&from.as_str()) {
            continue;
        }
        let Some(own) = floor(from) else {
            fault(format!("{from} is on no floor: say in FLOORS where it stands"));
            continue;
        };
        for to in ours {
            let excused = WITHIN_A_FLOOR.iter().any(|(who, whom, _)| (*who, *whom) == (from.as_str(), to));
            match floor(to) {
                None => fault(format!("{from} uses {to}, which is not part of the house")),
                Some(other) if other < own => fault(format!("{from} uses {to}, which stands above it")),
                Some(other) if other == own && !excused => {
                    fault(format!(
                        "{from} uses {to} on its own floor: go through the floor below or through console"
                    ));
                }
                Some(_) if FACES.contains(&from.as_str()) && !FACES_MAY_USE.contains(&to) => {
                    fault(format!(
                        "{from} is a face and uses {to}: faces know {} only",
                        FACES_MAY_USE.join(" and ")
                    ));
                }
                Some(_) => {}
            }
        }
        for to in uses.iter().map(String::as_str) {
            if PURE_CRATES.contains(&from.as_str()) && IMPURE_CRATES.contains(&to) {
                fault(format!("{from} is pure and depends on {to}"));
            }
            if SQL_CRATES.contains(&to) && from != SQL_OWNER {
                fault(format!("{from} depends on {to}: only {SQL_OWNER} knows SQL"));
            }
        }
    }
    faults.extend(
        FLOORS
            .iter()
            .copied()
            .flatten()
            .chain(BESIDE)
            .filter(|name| !crates.contains_key(**name))
            .map(|name| format!("{name} is in the tables of this test but not in the workspace")),
    );
    faults
}

/// Every impure name in the shipped part of a pure file.
fn impurities(name: &str, source: &str) -> Vec<String> {
    let text = RustText::shipped(source);
    let excused = |impure: &str| PURE_EXCEPT.iter().any(|(file, what, _)| *file == name && *what == impure);
    let mut faults = Vec::new();
    for impure in IMPURE.iter().filter(|impure| !excused(impure)) {
        faults.extend(text.lines_naming(impure).iter().map(|line| format!("{name}:{line} names {impure}")));
    }
    faults
}

/// Every place outside the store that names its database layer, tests included.
fn foreign_sql(name: &str, source: &str) -> Vec<String> {
    if name.starts_with("engine/store/") {
        return Vec::new();
    }
    let lines = RustText::of(source).lines_naming("sqlx");
    lines
        .iter()
        .map(|line| format!("{name}:{line} names sqlx: callers of store hold its own handles"))
        .collect()
}

mod the_check_itself {
    use super::*;

    /// The real workspace with one more arrow.
    fn with(from: &str, to: &str) -> Vec<String> {
        let mut crates = workspace();
        crates.entry(from.to_owned()).or_default().push(to.to_owned());
        arrows(&crates)
    }

    #[test]
    fn sees_an_arrow_that_points_up_or_sideways() {
        assert_eq!(
            with("hongyan-domain", "hongyan-wire"),
            ["hongyan-domain uses hongyan-wire, which stands above it"]
        );
        assert_eq!(with("hongyan-wire", "hongyan-policy").len(), 1);
        assert_eq!(with("hongyan-contacts", "hongyan-insight").len(), 1);
        assert_eq!(with("hongyan-store", "hongyan-console").len(), 1);
    }

    #[test]
    fn sees_a_face_that_reaches_past_the_door() {
        assert_eq!(with("hongyan-cli", "hongyan-store").len(), 1);
        assert_eq!(with("hongyan-desktop", "hongyan-wire").len(), 1);
        assert_eq!(with("hongyan-desktop", "hongyan-cli").len(), 1);
    }

    #[test]
    fn sees_sql_outside_the_store_and_a_runtime_in_pure_crates() {
        assert_eq!(with("hongyan-console", "sqlx").len(), 1);
        assert_eq!(with("hongyan-policy", "tokio"), ["hongyan-policy is pure and depends on tokio"]);
        assert_eq!(foreign_sql("engine/insight/src/x.rs", "use sqlx::Row; // sqlx").len(), 1);
        assert_eq!(foreign_sql("engine/store/src/x.rs", "use sqlx::Row;").len(), 0);
    }

    #[test]
    fn sees_a_crate_without_a_floor_and_one_that_uses_the_tests() {
        assert_eq!(with("hongyan-new", "hongyan-domain").len(), 1);
        assert_eq!(with("hongyan-store", "hongyan-tests").len(), 1);
    }

    #[test]
    fn sees_a_clock_or_a_socket_in_pure_code_but_not_in_its_tests_and_comments() {
        let source = "//! Knows no tokio.\nfn f() { let t = std::time::Instant::now(); }\nuse std::net::IpAddr;\n\
                      #[cfg(test)]\nmod tests { fn g() { tokio::spawn(x); } }\n";
        assert_eq!(
            impurities("engine/wire/src/x.rs", source),
            ["engine/wire/src/x.rs:3 names std::net", "engine/wire/src/x.rs:2 names Instant::now"]
        );
        let clock = "fn now() { SystemTime::now() }";
        assert_eq!(impurities("engine/domain/src/clock.rs", clock), Vec::<String>::new());
        assert_eq!(impurities("engine/domain/src/number.rs", clock).len(), 1);
    }
}
