//! Rust sources as text: what is code, what is a comment, what is a literal, and what only tests compile.
//!
//! Small on purpose: it knows as much of the language as it takes to tell these four apart.

use std::path::{Path, PathBuf};

/// One file, taken apart. Everything keeps its place, so line numbers stay right.
#[derive(Debug, Default)]
pub(crate) struct RustText {
    /// The code alone; comments and the insides of literals are blanks.
    pub(crate) code: String,
    /// Text literals with their lines, counted from 1.
    pub(crate) literals: Vec<(usize, String)>,
    /// Comments with their lines, counted from 1.
    pub(crate) comments: Vec<(usize, String)>,
}

impl RustText {
    /// Takes a whole file apart.
    pub(crate) fn of(source: &str) -> Self {
        let mut text = Self::default();
        let mut rest = source;
        let mut line = 1;
        while let Some(first) = rest.chars().next() {
            let piece = Piece::at(rest, &text.code);
            let length = match &piece {
                Piece::Code => {
                    let skipped = first.len_utf8();
                    skipped + rest[skipped..].find(['/', '"', '\'']).unwrap_or(rest.len() - skipped)
                }
                Piece::Comment(length) | Piece::Literal(length) | Piece::Character(length) => *length,
            };
            let (here, after) = rest.split_at(length);
            match piece {
                Piece::Code => text.code.push_str(here),
                Piece::Comment(_) => text.comments.push((line, here.to_owned())),
                Piece::Literal(_) => text.literals.push((line, here.to_owned())),
                Piece::Character(_) => {}
            }
            if !matches!(piece, Piece::Code) {
                text.code.push_str(&blanks(here));
            }
            line += here.bytes().filter(|byte| *byte == b'\n').count();
            rest = after;
        }
        text
    }

    /// Takes a file apart as it is shipped: items that only tests compile are left out.
    pub(crate) fn shipped(source: &str) -> Self {
        let code = Self::of(source).code;
        if code.contains("#![cfg(test)]") {
            return Self::default();
        }
        let mut kept = source.to_owned();
        let mut from = 0;
        while let Some(start) = find_test_item(&code, from) {
            let end = item_end(&code, start);
            kept.replace_range(start..end, &blanks(&source[start..end]));
            from = end;
        }
        Self::of(&kept)
    }

    /// Lines of code in which `name` begins a word.
    pub(crate) fn lines_naming(&self, name: &str) -> Vec<usize> {
        let begins = |at: usize| !self.code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let places = self.code.match_indices(name).filter(|(at, _)| begins(*at));
        places.map(|(at, _)| 1 + self.code[..at].matches('\n').count()).collect()
    }
}

/// All Rust files below a folder, sorted; none when the folder is not there.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The folder that holds the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ lies in the workspace").to_owned()
}

/// A path from the root of the workspace, with forward slashes.
pub(crate) fn name(path: &Path) -> String {
    path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/")
}

/// What stands at a place, with its length in bytes.
enum Piece {
    Code,
    Comment(usize),
    Literal(usize),
    Character(usize),
}

impl Piece {
    fn at(rest: &str, before: &str) -> Self {
        if rest.starts_with("//") {
            return Self::Comment(rest.find('\n').unwrap_or(rest.len()));
        }
        if rest.starts_with("/*") {
            return Self::Comment(block_comment(rest));
        }
        if rest.starts_with('"') {
            return Self::Literal(match raw_hashes(before) {
                Some(hashes) => raw_literal(rest, hashes),
                None => literal(rest),
            });
        }
        if rest.starts_with('\'') { character(rest).map_or(Self::Code, Self::Character) } else { Self::Code }
    }
}

fn block_comment(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while at < rest.len() {
        if rest[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if rest[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
    }
    rest.len()
}

/// The number of `#` before this quote when `r`, `br` or `cr` stands before them.
fn raw_hashes(before: &str) -> Option<usize> {
    let prefix = before.trim_end_matches('#');
    let word_start = prefix
        .rfind(|c: char| !c.is_alphanumeric() && c != '_')
        .map_or(0, |at| at + prefix[at..].chars().next().map_or(1, char::len_utf8));
    matches!(&prefix[word_start..], "r" | "br" | "cr").then(|| before.len() - prefix.len())
}

fn raw_literal(rest: &str, hashes: usize) -> usize {
    let end = format!("\"{}", "#".repeat(hashes));
    rest[1..].find(&end).map_or(rest.len(), |at| 1 + at + end.len())
}

fn literal(rest: &str) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    rest.len()
}

/// The length of a character literal; none for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices().skip(1);
    let (_, first) = chars.next()?;
    if first == '\\' {
        chars.next();
        return chars.find(|(_, c)| *c == '\'').map(|(at, _)| at + 1);
    }
    chars.next().filter(|(_, c)| *c == '\'').map(|(at, _)| at + 1)
}

fn find_test_item(code: &str, from: usize) -> Option<usize> {
    ["#[cfg(test)]", "#[cfg(all(test"]
        .iter()
        .filter_map(|mark| code[from..].find(mark))
        .min()
        .map(|at| from + at)
}

/// The end of the item that begins at `start`: its closing brace, or its semicolon.
fn item_end(code: &str, start: usize) -> usize {
    let mut depth = 0_i32;
    let mut in_body = false;
    for (at, c) in code[start..].char_indices() {
        match c {
            '{' => {
                in_body |= depth == 0;
                depth += 1;
            }
            '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            ';' if depth == 0 => return start + at + 1,
            _ => {}
        }
        if c == '}' && depth == 0 && in_body {
            return start + at + 1;
        }
    }
    code.len()
}

/// As many bytes of blanks, with the line ends kept.
fn blanks(piece: &str) -> String {
    piece.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_comments_and_literals_are_told_apart() {
        let text = RustText::of(
            "let a = \"in // text\"; // note \"one\"\n/* two /* nested */ */ let b = r#\"raw \" 字\"#;\nlet c = b\"\\\"x\";",
        );
        assert_eq!(
            text.literals,
            [(1, "\"in // text\"".to_owned()), (2, "\"raw \" 字\"#".to_owned()), (3, "\"\\\"x\"".to_owned())]
        );
        assert_eq!(
            text.comments,
            [(1, "// note \"one\"".to_owned()), (2, "/* two /* nested */ */".to_owned())]
        );
        assert!(!text.code.contains("text") && text.code.contains("let c = b"));
        assert_eq!(text.code.lines().count(), 3);
    }

    #[test]
    fn lifetimes_and_characters_do_not_open_literals() {
        let text = RustText::of("fn f<'a>(x: &'a str) -> char { let q = '\"'; let e = '\\''; '字' } // end");
        assert!(text.literals.is_empty(), "{:?}", text.literals);
        assert_eq!(text.comments.len(), 1);
        assert!(text.code.contains("fn f<'a>(x: &'a str)"));
    }

    #[test]
    fn what_only_tests_compile_is_not_shipped() {
        let source = "use a;\n#[cfg(test)]\nuse tokio::x;\nfn f() {}\n#[cfg(test)]\nconst N: [u8; 2] = [1, 2];\n\
                      #[cfg(test)]\nmod tests {\n    fn g() { let s = \"}\"; tokio::y(); }\n}\nfn h() { tokio::z(); }\n";
        let text = RustText::shipped(source);
        assert_eq!(text.lines_naming("tokio"), [11]);
        assert!(
            text.code.contains("fn f()") && text.code.contains("fn h()") && !text.code.contains("const N")
        );
        assert_eq!(RustText::shipped("#![cfg(test)]\nfn f() { tokio::x(); }").code, "");
    }

    #[test]
    fn a_name_counts_at_the_start_of_a_word() {
        let text = RustText::of("use tokio_util::x;\nlet my_tokio = 1;\n// tokio\nlet s = \"tokio\";");
        assert_eq!(text.lines_naming("tokio"), [1]);
    }
}
