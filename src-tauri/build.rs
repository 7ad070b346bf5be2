//! Prepares the window: Tauri's resources, and a stand-in page where the real one was not built yet.

use std::fs;
use std::path::Path;

/// The stand-in names the command that builds the real page.
///
/// Tauri embeds `ui/dist` while it compiles, so the folder must exist before any check or test of the
/// workspace. `cargo xtask test` builds the user interface first; a bare `cargo check --workspace` on a
/// fresh clone gets this page. The words `stand-in page` are how xtask knows that it is not the real one.
const STAND_IN: &str = "<!doctype html>\n<html lang=\"zh-CN\">\n<meta charset=\"utf-8\">\n\
    <title>stand-in page</title>\n<p>The user interface is not built: npm --prefix ui ci &amp;&amp; npm --prefix ui run build</p>\n";

fn main() {
    // Without these two a new file in the folder would not be embedded.
    println!("cargo:rerun-if-changed=ui/dist");
    println!("cargo:rerun-if-changed=src-tauri/capabilities");

    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("ui/dist").expect("the folder ui/dist can be made");
        fs::write(page, STAND_IN).expect("ui/dist/index.html can be written");
    }

    let attributes =
        tauri_build::Attributes::new().capabilities_path_pattern("./src-tauri/capabilities/**/*");
    tauri_build::try_build(attributes).expect("tauri.conf.json and src-tauri/capabilities are valid");
}
