//! The window: shown, hidden while messages are on their way, or closed with the program.

use std::sync::Arc;

use serde_json::json;
use tauri::{AppHandle, Manager as _};

use crate::WINDOW;
use crate::desk::Desk;
use crate::tray;

/// Brings the window to the front.
pub(crate) fn show(app: &AppHandle) {
    let Some(window) = app.get_webview_window(WINDOW) else { return };
    for done in [window.show(), window.unminimize(), window.set_focus()] {
        if let Err(error) = done {
            tracing::warn!(%error, "the window does not come to the front");
        }
    }
}

/// What closing the window means: while messages are on their way it only hides, if there is a tray to come back from
/// and the settings say so; else the program ends.
pub(crate) fn close(app: &AppHandle) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move {
        let desk = Arc::clone(&app.state::<Arc<Desk>>());
        if tray::is_there(&app) && stays(&desk).await {
            if let Some(window) = app.get_webview_window(WINDOW)
                && let Err(error) = window.hide()
            {
                tracing::warn!(%error, "the window does not hide");
            }
        } else {
            app.exit(0);
        }
    });
}

/// Whether something is under way that the settings want to go on behind a closed window.
async fn stays(desk: &Desk) -> bool {
    let running = json!({ "states": ["running", "scheduled"], "search": "", "sandbox": null, "before": null, "limit": 1 });
    let (settings, tasks, jobs) = (
        desk.call("settings", json!({})).await,
        desk.call("tasks", running).await,
        desk.call("jobs", json!({})).await,
    );
    let wanted = settings.is_ok_and(|settings| settings["close_to_tray"] == true);
    let sending = tasks.is_ok_and(|page| page["tasks"].as_array().is_some_and(|tasks| !tasks.is_empty()));
    let working = jobs.is_ok_and(|jobs| {
        jobs["jobs"].as_array().is_some_and(|jobs| jobs.iter().any(|job| job["state"] == "running"))
    });
    wanted && (sending || working)
}
