//! The engine behind the window: opened while the page loads, ended in order before the program goes.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU8, Ordering};

use hongyan_console::api::{Caller, Change, ErrorView, Face, Host};
use hongyan_console::{ConsoleError, ConsoleOptions, ErrorCode, Role};
use tokio::sync::{Mutex, RwLock, broadcast, watch};

/// Whether the engine may be called, is ending, or has ended.
const AT_WORK: u8 = 0;
const CLOSING: u8 = 1;
const CLOSED: u8 = 2;

/// How the last opening went; `None` while it is under way.
type Opened = Option<Result<(), ErrorView>>;

/// The engine of the one data folder.
pub(crate) struct Desk {
    folder: PathBuf,
    host: RwLock<Option<Host>>,
    opened: watch::Sender<Opened>,
    /// One opening at a time.
    opening: Mutex<()>,
    stage: AtomicU8,
}

impl Desk {
    pub(crate) fn new(folder: PathBuf) -> Self {
        Self {
            folder,
            host: RwLock::const_new(None),
            opened: watch::Sender::new(None),
            opening: Mutex::const_new(()),
            stage: AtomicU8::new(AT_WORK),
        }
    }

    /// Opens the data folder unless it is open. What stands in the way is kept for whoever calls next.
    pub(crate) async fn open(&self, passphrase: Option<String>) {
        let _one = self.opening.lock().await;
        if self.stage.load(Ordering::SeqCst) != AT_WORK || self.host.read().await.is_some() {
            return;
        }
        self.opened.send_replace(None);
        let options = ConsoleOptions::new(&self.folder).role(Role::Engine);
        let options = match passphrase {
            Some(passphrase) => options.passphrase(passphrase),
            None => options,
        };
        let outcome = match Host::open(options).await {
            Ok(host) => {
                *self.host.write().await = Some(host);
                Ok(())
            }
            Err(error) => Err(ErrorView::of(&error, String::new())),
        };
        self.opened.send_replace(Some(outcome));
    }

    /// Tries again where the last opening failed: another program may have let go of the folder meanwhile.
    pub(crate) async fn open_again(&self) {
        if matches!(&*self.opened.borrow(), Some(Err(_))) {
            self.open(None).await;
        }
    }

    /// Answers one call of the page.
    ///
    /// # Errors
    /// [`ErrorView`]: why the engine could not be opened, or what the command itself says.
    pub(crate) async fn call(
        &self,
        name: &str,
        request: serde_json::Value,
    ) -> Result<serde_json::Value, ErrorView> {
        self.ready().await?;
        let host = self.host.read().await;
        let host = host.as_ref().ok_or_else(closed)?;
        let caller = caller(host).await?;
        hongyan_console::api::dispatch(host, &caller, name, request).await
    }

    /// What is stale, from now on.
    pub(crate) async fn listen(&self) -> Result<broadcast::Receiver<Change>, ErrorView> {
        self.ready().await?;
        Ok(self.host.read().await.as_ref().ok_or_else(closed)?.events().listen())
    }

    /// Does something with the open engine.
    pub(crate) async fn with<T>(
        &self,
        work: impl AsyncFnOnce(&Host, &Caller) -> Result<T, ConsoleError>,
    ) -> Result<T, ErrorView> {
        self.ready().await?;
        let host = self.host.read().await;
        let host = host.as_ref().ok_or_else(closed)?;
        let caller = caller(host).await?;
        work(host, &caller).await.map_err(|error| ErrorView::of(&error, String::new()))
    }

    /// Whether the caller is the first that wants the program to end.
    pub(crate) fn begin_closing(&self) -> bool {
        self.stage.compare_exchange(AT_WORK, CLOSING, Ordering::SeqCst, Ordering::SeqCst).is_ok()
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.stage.load(Ordering::SeqCst) == CLOSED
    }

    /// Lets calls end, then the lines answer for what they hold, then the store close.
    pub(crate) async fn close(&self) {
        let _one = self.opening.lock().await;
        let host = self.host.write().await.take();
        if let Some(host) = host {
            host.close().await;
        }
        self.stage.store(CLOSED, Ordering::SeqCst);
    }

    async fn ready(&self) -> Result<(), ErrorView> {
        let mut opened = self.opened.subscribe();
        let outcome = opened.wait_for(Option::is_some).await.map_err(|_| closed())?.clone();
        outcome.unwrap_or(Ok(()))
    }
}

/// Whoever sits at this computer works as its administrator, as soon as there is one.
async fn caller(host: &Host) -> Result<Caller, ErrorView> {
    let user = host.console().administrator().await;
    let user = user.map_err(|error| ErrorView::of(&error, String::new()))?;
    Ok(Caller { face: Face::Desktop, user })
}

fn closed() -> ErrorView {
    ErrorView::of(&ConsoleError::new(ErrorCode::StoreClosed, "the program is ending"), String::new())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[tokio::test]
    async fn calls_wait_for_the_engine_and_end_before_it_does() {
        let folder = tempfile::tempdir().unwrap();
        let desk = std::sync::Arc::new(Desk::new(folder.path().to_owned()));
        let call = tokio::spawn({
            let desk = std::sync::Arc::clone(&desk);
            async move { desk.call("session", json!({})).await }
        });
        desk.open(None).await;
        assert_eq!(call.await.unwrap().unwrap()["state"], "setup");
        assert_eq!(desk.call("nothing", json!({})).await.unwrap_err().code, "unknown_command");
        assert!(desk.begin_closing() && !desk.begin_closing());
        desk.close().await;
        assert!(desk.is_closed());
        assert_eq!(desk.call("session", json!({})).await.unwrap_err().code, "store_closed");
    }

    #[tokio::test]
    async fn a_folder_that_another_program_holds_is_told_and_tried_again() {
        let folder = tempfile::tempdir().unwrap();
        let first = Host::open(ConsoleOptions::new(folder.path()).role(Role::Engine)).await.unwrap();
        let desk = Desk::new(folder.path().to_owned());
        desk.open(None).await;
        assert_eq!(desk.call("session", json!({})).await.unwrap_err().code, "store_in_use");
        first.close().await;
        desk.open_again().await;
        assert!(desk.call("session", json!({})).await.is_ok());
        desk.close().await;
    }
}
