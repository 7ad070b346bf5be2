//! The desktop program: starts the window and says in one line why it could not.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")] // no console window beside ours on Windows

use std::process::ExitCode;

fn main() -> ExitCode {
    match hongyan_desktop_lib::run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("hongyan-desktop: {error}");
            ExitCode::FAILURE
        }
    }
}
