//! Replays the corpus of every fuzz target: files that once were trouble, and one of each kind.
#![allow(clippy::unwrap_used, missing_docs)]

use std::fs;
use std::path::PathBuf;

use hongyan_contacts::fuzz;
use proptest::prelude::*;

fn replay(folder: &str, target: fn(&[u8])) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/fuzz").join(folder);
    let mut count = 0;
    for entry in fs::read_dir(folder).unwrap() {
        target(&fs::read(entry.unwrap().path()).unwrap());
        count += 1;
    }
    assert!(count > 0, "the corpus is empty");
}

#[test]
fn cells() {
    replay("cell", fuzz::cell);
}

#[test]
fn text_files() {
    replay("separated", fuzz::separated);
}

#[test]
fn contents() {
    replay("contents", fuzz::contents);
}

proptest! {
    #[test]
    fn no_text_file_panics(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        fuzz::separated(&bytes);
    }

    #[test]
    fn no_likely_text_file_panics(text in "([0-9a-z姓名手机\",;\t|\n\r]{0,30}\n){0,20}") {
        fuzz::separated(text.as_bytes());
    }

    #[test]
    fn no_contents_panic(head in prop::sample::select(vec![&b"PK\x03\x04"[..], b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", b"%PDF", b"<html", b""]),
                         body in prop::collection::vec(any::<u8>(), 0..3_000), tail in prop::collection::vec(any::<u8>(), 18)) {
        let mut bytes = [head, &body].concat();
        fuzz::contents(&bytes);
        bytes.extend(b"PK\x05\x06");
        bytes.extend(&tail);
        fuzz::contents(&bytes);
    }
}
