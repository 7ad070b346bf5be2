//! Replays what fuzzers found worth keeping.

use std::collections::BTreeSet;
use std::path::Path;

use hongyan_wire::cmpp::fuzz::TARGETS;

#[test]
fn every_corpus_file_passes() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    for (name, target) in TARGETS {
        let files: Vec<_> = std::fs::read_dir(corpus.join(name)).unwrap().map(Result::unwrap).collect();
        assert!(files.len() > 2, "{name} has no corpus worth the name");
        for file in files {
            target(&std::fs::read(file.path()).unwrap());
        }
    }
}

#[test]
fn every_corpus_folder_has_its_target() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/corpus");
    let folders = std::fs::read_dir(corpus).unwrap().map(|entry| entry.unwrap().file_name());
    let ours: BTreeSet<String> =
        folders.filter_map(|name| name.into_string().ok()).filter(|name| name.starts_with("cmpp_")).collect();
    let targets: BTreeSet<String> = TARGETS.iter().map(|(name, _)| (*name).to_owned()).collect();
    assert_eq!(ours, targets);
}
