//! A bare installation behind the table of commands, with channels and whatever a test writes into its store.

use std::path::Path;
use std::sync::Arc;

use hongyan_console::ConsoleOptions;
use hongyan_console::api::{Caller, ErrorView, Face, Host, User, dispatch};
use hongyan_console::channel::{ChannelForm, CmppForm};
use hongyan_domain::{ManualClock, UnixMillis};
use hongyan_store::{Db, OpenOptions};
use serde_json::{Value, json};

/// A Sunday morning.
pub const MORNING: UnixMillis = UnixMillis(1_772_328_600_000);

pub struct Stage {
    pub host: Host,
    pub clock: Arc<ManualClock>,
    pub caller: Caller,
    folder: tempfile::TempDir,
}

impl Stage {
    pub async fn set() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::at(MORNING));
        let options = ConsoleOptions::new(folder.path()).key_in_file().clock(Arc::clone(&clock) as _).seed(7);
        let host = Host::open(options).await.unwrap();
        let user = User { uid: "local".to_owned(), login: "admin".to_owned(), name: "Admin".to_owned() };
        Self { host, clock, caller: Caller { face: Face::Desktop, user: Some(user) }, folder }
    }

    pub async fn with_channel(self, name: &str, sandbox: bool) -> Self {
        let cmpp = CmppForm {
            host: "127.0.0.1".to_owned(),
            account: "901234".to_owned(),
            service_code: "1069012345".to_owned(),
            speed_per_second: Some(2),
            ..CmppForm::default()
        };
        let form = ChannelForm {
            name: name.to_owned(),
            sandbox,
            carriers: Vec::new(),
            business_types: Vec::new(),
            price: "0.040".to_owned(),
            rank: 0,
            weight: 1,
            cmpp,
        };
        self.host.console().add_channel(&form, "secret".to_owned()).await.unwrap();
        self
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The store itself, for what only carriers bring about.
    pub async fn store(&self) -> Db {
        Db::open(OpenOptions::new(self.folder()).beside(true)).await.unwrap()
    }

    pub async fn ask(&self, name: &str, request: Value) -> Result<Value, ErrorView> {
        dispatch(&self.host, &self.caller, name, request).await
    }

    pub async fn told(&self, name: &str, request: Value) -> Value {
        self.ask(name, request).await.unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    pub async fn refused(&self, name: &str, request: Value) -> ErrorView {
        match self.ask(name, request).await {
            Ok(reply) => panic!("{name} was not refused: {reply}"),
            Err(error) => error,
        }
    }

    pub async fn end(self) {
        self.host.close().await;
    }
}

/// A task as the wizard sends it.
pub fn spec(key: &str, numbers: &[&str]) -> Value {
    let numbers: Vec<Value> =
        numbers.iter().map(|number| json!({"number": number, "values": {"sum": "12.50"}})).collect();
    json!({
        "name": "April", "business": "notice", "signature": "邮政", "text": "您有{sum}元到账。", "flash": false,
        "recipients": {"group": null, "file": null, "numbers": numbers, "failed_of": null},
        "channel": null, "start_at": null, "validity_hours": null, "undo_seconds": 60, "speed_per_second": null,
        "sandbox": null, "template": null, "client_key": key,
    })
}

/// The same with some fields changed.
pub fn changed(mut spec: Value, fields: Value) -> Value {
    for (name, value) in fields.as_object().unwrap() {
        spec[name] = value.clone();
    }
    spec
}

pub fn all_messages() -> Value {
    json!({
        "task": null, "number": null, "states": [], "classes": [], "code": null, "carrier": null, "channel": null,
        "from": null, "to": null, "sandbox": null, "before": null, "limit": 50, "whole": false, "language": "en",
    })
}
