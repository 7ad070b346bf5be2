//! Sources hold nothing unfinished, and no words for people outside the files that translators get.

mod rust_text;

use std::path::Path;

use rust_text::RustText;

/// Folders with our own sources.
const SOURCES: &[&str] = &["engine", "src-tauri", "tests", "xtask"];

/// Marks of unfinished work, wherever they stand. Put together here, so that this file does not hold them.
const UNFINISHED_ANYWHERE: &[&str] = &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("XX", "X:")];

/// Marks of unfinished work in code: macros that stop the program or speak to its author, tests that do not run.
const UNFINISHED_CODE: &[&str] =
    &[concat!("to", "do!"), concat!("unimple", "mented!"), concat!("d", "bg!"), concat!("#[ig", "nore")];

/// Marks of tests that do not run in the user interface.
const UNFINISHED_UI: &[&str] = &[".only(", ".skip(", ".todo(", "@ts-ignore", "@ts-nocheck"];

/// Where the engine may hold Chinese text, with the reason: a folder, or the start of a file's name.
///
/// Two kinds only: files that are translated, and words that are compared with what people wrote or sent to them
/// word for word. A message for the operator belongs to neither: it is a code, and its words are the faces'.
const CHINESE: &[(&str, &str)] = &[
    ("engine/cli/src/i18n", "translated: the words of the command line"),
    ("engine/insight/src/words", "translated: headings and causes in report files"),
    ("engine/contacts/src/words", "translated: headings and reasons in corrected lists and exports"),
    ("engine/contacts/src/layout", "compared: headers of lists that people bring"),
    (
        "engine/delivery/src/text.rs",
        "compared: variables that every person has, whatever the list calls its columns",
    ),
    ("engine/policy/src/preflight/text.rs", "compared: wordings that carriers hold back"),
    ("engine/policy/src/optout", "compared: words by which people opt out"),
    ("engine/content/src/compose.rs", "sent: the opt-out words that a marketing text must carry"),
    ("engine/carrier/src/", "sent: what simulated people write back"),
];

#[test]
fn nothing_is_unfinished() {
    let root = rust_text::root();
    let mut faults = Vec::new();
    let mut read = 0;
    for folder in SOURCES {
        for path in rust_text::files(&root.join(folder)) {
            let source = std::fs::read_to_string(&path).expect("a source file is readable");
            faults.extend(unfinished(&rust_text::name(&path), &source));
            read += 1;
        }
    }
    for path in ui_files(&root.join("ui/src")) {
        let source = std::fs::read_to_string(&path).expect("a source file is readable");
        let marks = UNFINISHED_ANYWHERE.iter().chain(UNFINISHED_UI);
        faults.extend(marked(&rust_text::name(&path), &source, marks));
        read += 1;
    }
    assert!(read > 50, "only {read} sources were found");
    assert!(faults.is_empty(), "unfinished:\n{}", faults.join("\n"));
}

#[test]
fn words_for_people_stand_in_translation_files() {
    let root = rust_text::root();
    let mut faults = Vec::new();
    for folder in ["engine", "src-tauri"] {
        for path in rust_text::files(&root.join(folder)) {
            let source = std::fs::read_to_string(&path).expect("a source file is readable");
            faults.extend(chinese(&rust_text::name(&path), &source));
        }
    }
    assert!(faults.is_empty(), "Chinese text outside the translation files:\n{}", faults.join("\n"));
}

fn unfinished(name: &str, source: &str) -> Vec<String> {
    let text = RustText::of(source);
    let mut faults = marked(name, source, UNFINISHED_ANYWHERE.iter());
    for mark in UNFINISHED_CODE {
        faults.extend(text.lines_naming(mark).iter().map(|line| format!("{name}:{line} has {mark}")));
    }
    faults
}

fn marked<'a>(name: &str, source: &str, marks: impl Iterator<Item = &'a &'a str>) -> Vec<String> {
    let lines = || source.lines().zip(1_usize..);
    marks
        .flat_map(|mark| {
            lines()
                .filter(|(line, _)| line.contains(*mark))
                .map(move |(_, at)| format!("{name}:{at} has {mark}"))
        })
        .collect()
}

/// Text literals with Chinese in the shipped part of a file.
fn chinese(name: &str, source: &str) -> Vec<String> {
    if is_test(name) || CHINESE.iter().any(|(place, _)| name.starts_with(place)) {
        return Vec::new();
    }
    let literals = RustText::shipped(source).literals;
    literals
        .iter()
        .filter(|(_, literal)| literal.contains(is_han))
        .map(|(line, literal)| format!("{name}:{line} holds {literal}"))
        .collect()
}

/// True for files that only tests compile: a crate's own tests folder, or a module of tests.
fn is_test(name: &str) -> bool {
    name.split('/').any(|part| matches!(part, "tests" | "tests.rs" | "benches" | "examples"))
        || name.ends_with("_tests.rs")
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

fn ui_files(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).expect("ui/src is there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(ui_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "ts" || extension == "tsx") {
            found.push(path);
        }
    }
    found
}

mod the_check_itself {
    use super::*;

    #[test]
    fn sees_unfinished_work() {
        let bad = [
            format!("// {} later", UNFINISHED_ANYWHERE[0]),
            format!("/* {} */", UNFINISHED_ANYWHERE[1]),
            format!("fn f() {{ {}() }}", UNFINISHED_CODE[0]),
            format!("fn f() {{ {}() }}", UNFINISHED_CODE[1]),
            format!("fn f() {{ {}(x) }}", UNFINISHED_CODE[2]),
            format!("{}]\nfn f() {{}}", UNFINISHED_CODE[3]),
        ];
        for source in bad {
            assert_eq!(unfinished("x.rs", &source).len(), 1, "{source}");
        }
        assert_eq!(
            unfinished("x.rs", "// do it now\nfn todo_list() { ignore(\"#[x]\") }"),
            Vec::<String>::new()
        );
        let skipped = marked("x.test.ts", "test.only(\"x\")\ntest(\"y\")", UNFINISHED_UI.iter());
        assert_eq!(skipped, ["x.test.ts:1 has .only("]);
    }

    #[test]
    fn sees_chinese_text_but_not_in_comments_tests_and_translation_files() {
        let source =
            "// 注释\nfn f() { print(\"已停止\") }\n#[cfg(test)]\nmod tests { const T: &str = \"测试\"; }\n";
        assert_eq!(
            chinese("engine/delivery/src/act.rs", source),
            ["engine/delivery/src/act.rs:2 holds \"已停止\""]
        );
        for exempt in
            ["engine/cli/src/i18n/zh.rs", "engine/wire/tests/text.rs", "engine/wire/src/text/tests.rs"]
        {
            assert_eq!(chinese(exempt, source), Vec::<String>::new(), "{exempt}");
        }
    }
}
