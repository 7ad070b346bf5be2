//! The desktop face: one native window around the user interface in `ui/`, with the engine in the same process.
//!
//! It translates a window's manners (dialogs, tray, notifications, closing) into calls of the engine and knows no rule
//! of the trade, no SQL and no protocol. The page reaches the engine by one command, [`commands::call`], which takes
//! the names of the table in `console::api`; the other commands are about the window itself.
//!
//! Start reading at [`run`], then [`desk`], which opens the engine and ends it in order.

mod commands;
mod desk;
mod page;
mod tray;

use std::sync::Arc;

use tauri::{Manager as _, RunEvent, WindowEvent};

use desk::Desk;

/// Why the window did not open, or closed by itself.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no screen to open a window on.
    #[error(
        "no display: this program opens a window, and neither DISPLAY nor WAYLAND_DISPLAY leads to a screen \
         (nothing was changed; start it in a desktop session, or use the command line: hongyan serve)"
    )]
    NoDisplay,
    /// The window system or the web view refused.
    #[error("the window could not be opened: {0}")]
    Window(#[from] tauri::Error),
    /// Nobody says where the data is to live.
    #[error("{0}")]
    Folder(#[from] hongyan_console::ConsoleError),
}

/// The name of the one window.
pub(crate) const WINDOW: &str = "main";

/// Opens the window and stays until the program is quit.
///
/// # Errors
/// [`StartError`] when there is no display, no data folder, or the web view cannot start.
pub fn run() -> Result<(), StartError> {
    // Tauri panics inside its event loop where GTK cannot start, so GTK is asked first.
    #[cfg(target_os = "linux")]
    gtk::init().map_err(|_| StartError::NoDisplay)?;
    let desk = Arc::new(Desk::new(hongyan_console::data_folder()?));
    let app = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| page::show(app)))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .manage(Arc::clone(&desk))
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::listen,
            commands::unlock,
            commands::pick_file,
            commands::bring_file,
            commands::save_target,
            commands::reveal_file,
            commands::tell,
            commands::quit,
        ])
        .setup(move |app| {
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move { desk.open(None).await });
            tauri::async_runtime::spawn(async move {
                asked_to_end().await;
                handle.exit(0);
            });
            Ok(())
        })
        .on_window_event(|window, event| {
            if let WindowEvent::CloseRequested { api, .. } = event {
                api.prevent_close();
                page::close(window.app_handle());
            }
        })
        .build(tauri::generate_context!())?;
    app.run(|app, event| {
        if let RunEvent::ExitRequested { api, .. } = event {
            let desk = app.state::<Arc<Desk>>();
            if desk.begin_closing() {
                api.prevent_exit();
                let (desk, app) = (Arc::clone(&desk), app.clone());
                tauri::async_runtime::spawn(async move {
                    desk.close().await;
                    app.exit(0);
                });
            } else if !desk.is_closed() {
                api.prevent_exit();
            }
        }
    });
    Ok(())
}

/// Returns when the system asks the program to end.
async fn asked_to_end() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let (Ok(mut term), Ok(mut int)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
        else {
            return std::future::pending().await;
        };
        tokio::select! {
            _ = term.recv() => {}
            _ = int.recv() => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}
