//! A program in a folder that goes away, asked as a face asks it.
#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used, clippy::panic)]

use std::path::PathBuf;
use std::time::Duration;

use hongyan_console::api::{Caller, ErrorView, Face, Host, User, dispatch};
use hongyan_console::{ConsoleOptions, Role};
use serde_json::{Value, json};
use tempfile::TempDir;

pub struct World {
    pub folder: TempDir,
    pub host: Host,
    pub caller: Caller,
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let options = ConsoleOptions::new(folder.path().join("data")).key_in_file().role(Role::Engine);
        let host = Host::open(options).await.unwrap();
        let user = User { uid: "local".to_owned(), login: "wang".to_owned(), name: "王芳".to_owned() };
        Self { folder, host, caller: Caller { face: Face::Desktop, user: Some(user) } }
    }

    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, contents).unwrap();
        path.display().to_string()
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub async fn ask(&self, name: &str, request: Value) -> Value {
        match dispatch(&self.host, &self.caller, name, request).await {
            Ok(reply) => reply,
            Err(error) => panic!("{name}: {error:?}"),
        }
    }

    pub async fn refused(&self, name: &str, request: Value) -> ErrorView {
        match dispatch(&self.host, &self.caller, name, request).await {
            Ok(reply) => panic!("{name}: {reply}"),
            Err(error) => error,
        }
    }

    /// Waits for background work; answers its job.
    pub async fn ended(&self, started: Value) -> Value {
        let mut heard = self.host.events().listen();
        loop {
            let job = self.ask("job", json!({ "job": started["job"] })).await;
            if job["state"] != "running" {
                return job;
            }
            let change = tokio::time::timeout(Duration::from_secs(30), heard.recv()).await;
            assert!(change.is_ok(), "the end of a job is told: {job}");
        }
    }

    /// Brings a list in; answers what the import brought.
    pub async fn import(&self, file: &str, group: Option<&str>) -> Value {
        let request =
            json!({ "file": file, "layout": layout(), "group": group, "for_task": group.is_none() });
        let job = self.ended(self.ask("import_list", request).await).await;
        assert_eq!(job["state"], "done", "{job}");
        job["imported"].clone()
    }

    pub async fn people(&self, group: Option<&Value>, search: &str) -> Vec<Value> {
        let request = json!({
            "group": group, "search": search, "after": null, "offset": null, "limit": 100, "whole": true,
        });
        self.ask("people", request).await["people"].as_array().unwrap().clone()
    }
}

pub fn layout() -> Value {
    json!({ "sheet": null, "header_row": null, "columns": [], "encoding": null, "delimiter": null })
}

/// What was wrong, and where.
pub fn mistakes(error: &ErrorView) -> Vec<(String, String)> {
    error.mistakes.iter().map(|mistake| (mistake.code.to_string(), mistake.field.clone())).collect()
}

pub fn texts(rows: &[Value], key: &str) -> Vec<String> {
    rows.iter().map(|row| row[key].as_str().unwrap_or_default().to_owned()).collect()
}
