//! What the page may ask of the window. Everything of the trade goes through [`call`].

use std::borrow::Cow;
use std::sync::Arc;

use hongyan_console::api::{Change, ErrorView};
use hongyan_console::{ConsoleError, ErrorCode};
use serde::Deserialize;
use serde_json::Value;
use tauri::ipc::{Channel, InvokeBody, Request};
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt as _;
use tauri_plugin_notification::NotificationExt as _;
use tokio::sync::broadcast::error::RecvError;

use crate::desk::Desk;
use crate::tray::{self, TrayWords};

/// The header that names a file whose contents the page has in hand.
const NAME_HEADER: &str = "x-hongyan-name";

/// Answers one command of the table.
#[tauri::command]
pub(crate) async fn call(
    desk: State<'_, Arc<Desk>>,
    name: String,
    request: Value,
) -> Result<Value, ErrorView> {
    if name == "session" {
        desk.open_again().await;
    }
    desk.call(&name, request).await
}

/// Tells the page what is stale, for as long as it listens.
#[tauri::command]
pub(crate) async fn listen(desk: State<'_, Arc<Desk>>, events: Channel<Change>) -> Result<(), ErrorView> {
    let mut heard = desk.listen().await?;
    tauri::async_runtime::spawn(async move {
        loop {
            let change = match heard.recv().await {
                Ok(change) => change,
                Err(RecvError::Lagged(_)) => Change::everything(),
                Err(RecvError::Closed) => break,
            };
            if events.send(change).is_err() {
                break; // the page is gone
            }
        }
    });
    Ok(())
}

/// Opens a store that is behind a passphrase.
#[tauri::command]
pub(crate) async fn unlock(desk: State<'_, Arc<Desk>>, passphrase: String) -> Result<Value, ErrorView> {
    desk.open(Some(passphrase)).await;
    desk.call("session", serde_json::json!({})).await
}

/// Asks for a file; `None` when the person chose none.
#[tauri::command]
pub(crate) async fn pick_file(app: AppHandle, endings: Vec<String>) -> Option<String> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    let endings: Vec<&str> = endings.iter().map(String::as_str).collect();
    app.dialog().file().add_filter(endings.join(" "), &endings).pick_file(move |file| {
        let _ = chosen.send(file); // the page may have gone meanwhile
    });
    path_text(choice.await.ok().flatten())
}

/// Asks where to write a file; `None` when the person stepped back.
#[tauri::command]
pub(crate) async fn save_target(app: AppHandle, name: String) -> Option<String> {
    let (chosen, choice) = tokio::sync::oneshot::channel();
    app.dialog().file().set_file_name(name).save_file(move |file| {
        let _ = chosen.send(file); // the page may have gone meanwhile
    });
    path_text(choice.await.ok().flatten())
}

fn path_text(file: Option<tauri_plugin_dialog::FilePath>) -> Option<String> {
    Some(file?.into_path().ok()?.to_string_lossy().into_owned())
}

/// Takes a file whose contents the page has, such as one that was pasted; answers the reference for commands.
#[tauri::command]
pub(crate) async fn bring_file(
    desk: State<'_, Arc<Desk>>,
    request: Request<'_>,
) -> Result<String, ErrorView> {
    let bad = |what: &str| ErrorView::of(&ConsoleError::new(ErrorCode::BadRequest, what), String::new());
    let InvokeBody::Raw(contents) = request.body() else { return Err(bad("a file without contents")) };
    let name = request.headers().get(NAME_HEADER).and_then(|name| name.to_str().ok());
    let name = name.map(|name| percent_encoding::percent_decode_str(name).decode_utf8_lossy());
    let name = name.unwrap_or(Cow::Borrowed("list"));
    desk.with(async |host, _| host.files().put(&name, contents).await).await
}

/// Shows a kept file in its folder.
#[tauri::command]
pub(crate) async fn reveal_file(desk: State<'_, Arc<Desk>>, file: String) -> Result<(), ErrorView> {
    let (_, path) = desk.with(async |host, caller| host.files().find(caller, &file).await).await?;
    tauri_plugin_opener::reveal_item_in_dir(&path).map_err(|error| {
        let error = ConsoleError::new(ErrorCode::FileNotReadable, error).with("file", path.display());
        ErrorView::of(&error, String::new())
    })
}

/// Something that the page wants said outside itself, in its language.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub(crate) enum Outside {
    /// A notification of the system.
    Notification {
        /// Its title.
        title: String,
        /// Its text.
        body: String,
    },
    /// The tray.
    Tray(TrayWords),
}

/// Says something outside the page. A desktop without notifications or tray is no fault.
#[tauri::command]
pub(crate) fn tell(app: AppHandle, words: Outside) {
    let said = match &words {
        Outside::Notification { title, body } => {
            app.notification().builder().title(title).body(body).show().map_err(|error| error.to_string())
        }
        Outside::Tray(words) => tray::tell(&app, words).map_err(|error| error.to_string()),
    };
    if let Err(error) = said {
        tracing::warn!(%error, "the desktop does not take it");
    }
}

/// Ends the program in order.
#[tauri::command]
pub(crate) fn quit(app: AppHandle) {
    app.exit(0);
}
