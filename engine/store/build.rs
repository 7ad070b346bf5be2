//! Lists the migration files, so that adding a file to `migrations/sqlite` is all that a new table needs.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").expect("cargo sets it"));
    let folder = root.join("../../migrations/sqlite");
    println!("cargo:rerun-if-changed={}", folder.display());
    let mut files: Vec<String> = fs::read_dir(&folder)
        .expect("migrations/sqlite is part of the source")
        .map(|entry| entry.expect("a readable folder").file_name().into_string().expect("an ASCII file name"))
        .filter(|name| name.ends_with(".sql"))
        .collect();
    files.sort();

    let mut list = String::from("&[\n");
    for (position, name) in files.iter().enumerate() {
        let (number, subject) =
            name.trim_end_matches(".sql").split_once('_').expect("a migration is named NNNN_subject.sql");
        let number: usize = number.parse().expect("a migration is named NNNN_subject.sql");
        assert_eq!(number, position + 1, "migrations are numbered from 0001 without gaps: {name}");
        let path = path_text(&folder.join(name));
        writeln!(
            list,
            "    Migration {{ number: {number}, subject: {subject:?}, sql: include_str!({path:?}) }},"
        )
        .expect("writing to a string");
        println!("cargo:rerun-if-changed={path}");
    }
    list.push(']');
    let out = PathBuf::from(env::var_os("OUT_DIR").expect("cargo sets it")).join("migrations.rs");
    fs::write(out, list).expect("OUT_DIR is writable");
}

fn path_text(path: &Path) -> String {
    path.canonicalize().expect("the file was just listed").to_str().expect("a UTF-8 path").to_owned()
}
