//! Running the real program in a folder of its own.

#![allow(dead_code, reason = "each test file uses its part")]

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use serde_json::Value;

/// A folder with data and files of one test.
pub(crate) struct Place {
    folder: tempfile::TempDir,
}

/// What a run ended with.
pub(crate) struct Ran {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn data(&self) -> PathBuf {
        self.path("data")
    }

    pub(crate) fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, text).expect("a file");
        path
    }

    pub(crate) fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hongyan"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("PATH", std::env::var_os("PATH").unwrap_or_default())
            .current_dir(self.folder.path())
            .args(["--data", "data", "--key-in-file"]);
        command
    }

    /// Runs with this on standard input.
    pub(crate) fn fed(&self, input: &str, args: &[&str]) -> Ran {
        let mut child = self
            .command()
            .args(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        // A program that reads nothing closes it early.
        _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
        Ran::of(&child.wait_with_output().expect("the program ends"))
    }

    pub(crate) fn run(&self, args: &[&str]) -> Ran {
        self.fed("", args)
    }

    /// Runs with `--json` and reads the reply.
    pub(crate) fn json(&self, args: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(args);
        let ran = self.run(&all);
        assert_eq!(ran.status, 0, "{args:?}: {}", ran.err);
        serde_json::from_str(&ran.out).unwrap_or_else(|error| panic!("{args:?}: {error}: {}", ran.out))
    }

    /// Runs with `--json` and reads the error.
    pub(crate) fn refused(&self, args: &[&str]) -> Value {
        let mut all = vec!["--json"];
        all.extend(args);
        let ran = self.run(&all);
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{args:?}: {}", ran.err);
        serde_json::from_str::<Value>(&ran.err).unwrap_or_else(|error| panic!("{error}: {}", ran.err))["error"].take()
    }

    /// Adds a channel that leads nowhere.
    pub(crate) fn with_channel(&self, name: &str) {
        let ran = self.fed(
            "topsecret1\n",
            &[
                "channel",
                "add",
                "--name",
                name,
                "--host",
                "127.0.0.1",
                "--port",
                "1",
                "--account",
                "901234",
                "--service-code",
                "1069012345",
                "--extension-digits",
                "4",
                "--price",
                "0.045",
            ],
        );
        assert_eq!(ran.status, 0, "{}", ran.err);
    }
}

impl Ran {
    pub(crate) fn of(output: &Output) -> Self {
        Self {
            status: output.status.code().expect("it was not killed"),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Every octet of every file below a folder that holds this text.
pub(crate) fn holds(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).expect("a folder").flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return holds(&path, text);
        }
        let octets = std::fs::read(&path).unwrap_or_default();
        octets.windows(text.len()).any(|window| window == text.as_bytes())
    })
}
