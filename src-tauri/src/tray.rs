//! The tray: what runs, and the way back to the window. Its words come from the page, which knows the language.

use serde::Deserialize;
use tauri::menu::{MenuBuilder, MenuItemBuilder};
use tauri::tray::{TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Wry};

use crate::page;

const TRAY: &str = "main";
const OPEN: &str = "open";
const QUIT: &str = "quit";

/// What the tray says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TrayWords {
    /// What runs, a line each; the first is the tooltip.
    running: Vec<String>,
    /// Opens the window.
    open: String,
    /// Ends the program.
    quit: String,
}

/// Whether there is a tray to come back from.
pub(crate) fn is_there(app: &AppHandle) -> bool {
    app.tray_by_id(TRAY).is_some()
}

/// Shows the tray, or says new words in it.
///
/// # Errors
/// [`tauri::Error`] when the desktop takes no tray.
pub(crate) fn tell(app: &AppHandle, words: &TrayWords) -> tauri::Result<()> {
    if !can_show() {
        return Ok(());
    }
    let mut menu = MenuBuilder::<Wry, AppHandle>::new(app);
    for line in &words.running {
        menu = menu.item(&MenuItemBuilder::new(line).enabled(false).build(app)?);
    }
    if !words.running.is_empty() {
        menu = menu.separator();
    }
    let menu = menu.text(OPEN, &words.open).text(QUIT, &words.quit).build()?;
    if let Some(tray) = app.tray_by_id(TRAY) {
        tray.set_menu(Some(menu))?;
        return tray.set_tooltip(words.running.first());
    }
    let mut tray = TrayIconBuilder::with_id(TRAY)
        .menu(&menu)
        .on_menu_event(|app, event| match event.id().as_ref() {
            OPEN => page::show(app),
            QUIT => app.exit(0),
            _ => {}
        })
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::DoubleClick { .. } = event {
                page::show(tray.app_handle());
            }
        });
    if let Some(icon) = app.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(app)?;
    Ok(())
}

/// Building a tray ends the program where this library is missing, so its file is looked for first.
#[cfg(target_os = "linux")]
fn can_show() -> bool {
    const NAMES: [&str; 2] = ["libayatana-appindicator3.so.1", "libappindicator3.so.1"];
    let arch = std::env::consts::ARCH;
    let folders = [
        format!("/usr/lib/{arch}-linux-gnu"),
        format!("/lib/{arch}-linux-gnu"),
        "/usr/lib64".to_owned(),
        "/usr/lib".to_owned(),
        "/usr/local/lib".to_owned(),
    ];
    folders.iter().any(|folder| NAMES.iter().any(|name| std::path::Path::new(folder).join(name).exists()))
}

#[cfg(not(target_os = "linux"))]
fn can_show() -> bool {
    true
}
