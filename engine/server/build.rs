//! Takes the built user interface into the program, so that one file is all there is to install.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Shown where the user interface was not built before the program; `stand-in page` is how others know it.
const STAND_IN: &str = "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n\
    <title>stand-in page</title>\n<p>The user interface is not built: npm --prefix ui ci &amp;&amp; npm --prefix ui run build</p>\n";

fn main() {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist");
    println!("cargo:rerun-if-changed={}", built.display());
    println!("cargo:rerun-if-changed=build.rs");

    let mut table = String::from(
        "/// Path, contents, fingerprint.\npub(crate) static FILES: &[(&str, &[u8], &str)] = &[\n",
    );
    if built.join("index.html").is_file() {
        let mut files = Vec::new();
        gather(&built, &mut files);
        files.sort();
        for file in files {
            let name = file
                .strip_prefix(&built)
                .expect("a file of the folder")
                .to_str()
                .expect("UTF-8")
                .replace('\\', "/");
            let whole = fs::canonicalize(&file).expect("a file of the folder");
            let mark = fingerprint(&fs::read(&file).expect("a file of the folder can be read"));
            writeln!(table, "    ({name:?}, include_bytes!({whole:?}), \"{mark}\"),")
                .expect("a text can be written");
        }
    } else {
        println!("cargo:warning=ui/dist is not built: the program will show a stand-in page");
        let mark = fingerprint(STAND_IN.as_bytes());
        writeln!(table, "    (\"index.html\", {STAND_IN:?}.as_bytes(), \"{mark}\"),")
            .expect("a text can be written");
    }
    table.push_str("];\n");
    let to = PathBuf::from(env::var_os("OUT_DIR").expect("cargo names the folder")).join("files.rs");
    fs::write(to, table).expect("the table can be written");
}

fn gather(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the folder can be read") {
        let path = entry.expect("the folder can be read").path();
        if path.is_dir() {
            gather(&path, files);
        } else {
            files.push(path);
        }
    }
}

/// FNV-1a of 64 bits and the length: tells one build's file from another's, and has no secret to keep.
fn fingerprint(octets: &[u8]) -> String {
    let hash = octets.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, octet| {
        (hash ^ u64::from(*octet)).wrapping_mul(0x0100_0000_01b3)
    });
    format!("{hash:016x}-{:x}", octets.len())
}
