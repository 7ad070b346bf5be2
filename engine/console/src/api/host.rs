//! What lives as long as the program: the console, what screens hear, and the work in the background.

use std::sync::Arc;
use std::time::Duration;

use hongyan_link::Monotonic;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;

use super::caller::{Caller, Face};
use super::events::Events;
use super::live;
use super::sampler;
use crate::error::ConsoleError;
use crate::files::Files;
use crate::jobs::Jobs;
use crate::open::{Console, ConsoleOptions};

/// The program behind a window or a server.
#[derive(Debug)]
pub struct Host {
    console: Arc<Console>,
    events: Arc<Events>,
    files: Arc<Files>,
    jobs: Jobs,
    teller: JoinHandle<()>,
    sampler: JoinHandle<()>,
    watcher: JoinHandle<()>,
    stop: CancellationToken,
    started: Monotonic,
}

impl Host {
    /// Opens the data folder and everything that works in the background.
    ///
    /// # Errors
    /// As [`Console::open`].
    pub async fn open(options: ConsoleOptions) -> Result<Self, ConsoleError> {
        let console = Arc::new(Console::open(options).await?);
        let events = Arc::new(Events::default());
        let files = Arc::new(Files::new(Arc::clone(&console), Arc::clone(&events)));
        let jobs = match Jobs::open(Arc::clone(&console), Arc::clone(&files), Arc::clone(&events)).await {
            Ok(jobs) => jobs,
            Err(error) => {
                drop(files);
                close(console).await;
                return Err(error);
            }
        };
        let teller = tokio::spawn({
            let events = Arc::clone(&events);
            async move { events.tell().await }
        });
        let stop = CancellationToken::new();
        let watching =
            live::watch(Arc::clone(&console), Arc::clone(&events), Arc::clone(&files), stop.clone());
        let watcher = tokio::spawn(watching);
        let sampler = sampler::begin(&console);
        Ok(Self { console, events, files, jobs, teller, sampler, watcher, stop, started: Monotonic::start() })
    }

    /// The use cases.
    #[must_use]
    pub fn console(&self) -> &Console {
        &self.console
    }

    /// The use cases, for work that outlives the call.
    #[must_use]
    pub fn console_arc(&self) -> Arc<Console> {
        Arc::clone(&self.console)
    }

    /// Uploads and kept files.
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// Work in the background.
    #[must_use]
    pub fn jobs(&self) -> &Jobs {
        &self.jobs
    }

    /// What screens hear.
    #[must_use]
    pub fn events(&self) -> &Events {
        &self.events
    }

    /// Who calls from the window: whoever is logged in to the computer is the administrator, once there is one.
    ///
    /// # Errors
    /// As any read.
    pub async fn window_caller(&self) -> Result<Caller, ConsoleError> {
        Ok(Caller { face: Face::Desktop, user: self.console.administrator().await? })
    }

    /// Who calls from a browser that shows this token.
    ///
    /// # Errors
    /// As any read.
    pub async fn browser_caller(&self, token: Option<&str>) -> Result<Caller, ConsoleError> {
        let user = match token {
            Some(token) => self.console.logged_in(token).await?,
            None => None,
        };
        Ok(Caller { face: Face::Browser, user })
    }

    /// For how long this program runs, whatever has been done to the clock.
    #[must_use]
    pub fn uptime(&self) -> Duration {
        Duration::from_micros(self.started.now().micros())
    }

    /// A new number for an error, by which the log tells more.
    #[must_use]
    pub fn trace(&self) -> String {
        self.console.uid().to_string()
    }

    /// Ends in order: background work first, then the lines, then the store.
    pub async fn close(self) {
        let Self { console, events, files, jobs, teller, sampler, watcher, stop, started: _ } = self;
        jobs.close().await;
        stop.cancel();
        if let Err(error) = watcher.await {
            tracing::error!(%error, "what watches for changes broke off");
        }
        teller.abort();
        sampler.abort();
        // It may be looking just now: the console is given up when it has ended.
        _ = sampler.await;
        drop((files, events));
        close(console).await;
    }
}

async fn close(console: Arc<Console>) {
    match Arc::into_inner(console) {
        Some(console) => console.close().await,
        None => tracing::error!("the console is still held elsewhere and was not ended in order"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::Tag;
    use crate::channel::{ChannelForm, CmppForm};
    use crate::open::Role;

    #[tokio::test]
    async fn what_the_engine_does_by_itself_reaches_the_screens() {
        let folder = tempfile::tempdir().unwrap();
        let options = ConsoleOptions::new(folder.path()).key_in_file().role(Role::Engine);
        let host = Host::open(options).await.unwrap();
        let mut heard = host.events().listen();
        // Nobody listens there: its line is begun, fails, and says so.
        let cmpp = CmppForm {
            host: "127.0.0.1".to_owned(),
            port: 1,
            account: "901234".to_owned(),
            service_code: "10690001".to_owned(),
            ..CmppForm::default()
        };
        let form = ChannelForm {
            name: "nobody".to_owned(),
            sandbox: true,
            carriers: Vec::new(),
            business_types: Vec::new(),
            price: "0.05".to_owned(),
            rank: 1,
            weight: 1,
            cmpp,
        };
        host.console().add_channel(&form, "secret".to_owned()).await.unwrap();
        // By the console itself, so no command told anybody; the line's state does.
        loop {
            let change = tokio::time::timeout(Duration::from_secs(20), heard.recv()).await;
            if change.expect("a line's state is told").unwrap().tags.contains(&Tag::Channels) {
                break;
            }
        }
        host.close().await;
    }
}
