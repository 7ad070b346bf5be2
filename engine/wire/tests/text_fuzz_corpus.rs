//! Replays the corpus of the text fuzz targets; each file once broke something or covers a branch.

#![expect(clippy::unwrap_used, reason = "a failed helper fails its test")]

use std::fs;
use std::path::Path;

use hongyan_wire::text::fuzz;

fn replay(target: &str, body: fn(&[u8])) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus").join(target);
    let mut replayed = 0;
    for entry in fs::read_dir(&folder).unwrap() {
        body(&fs::read(entry.unwrap().path()).unwrap());
        replayed += 1;
    }
    assert!(replayed > 0, "no corpus in {}", folder.display());
}

#[test]
fn decoding() {
    replay("text_decoding", fuzz::decoding);
}

#[test]
fn header() {
    replay("text_header", fuzz::header);
}

#[test]
fn packing() {
    replay("text_packing", fuzz::packing);
}

#[test]
fn splitting() {
    replay("text_splitting", fuzz::splitting);
}

#[test]
fn reassembling() {
    replay("text_reassembling", fuzz::reassembling);
}
