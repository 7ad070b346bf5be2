//! The desktop face: one native window around the user interface in `ui/`, with the engine in the same process.
//!
//! It translates a window's manners into calls of the engine and knows no rule of the trade, no SQL and no
//! protocol; everything passes the one command [`call`].
//!
//! Start reading at [`run`], then [`answer`].

use hongyan_domain::VERSION;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// Why the window did not open, or closed by itself.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// There is no screen to open a window on.
    #[error(
        "no display: this program opens a window, and neither DISPLAY nor WAYLAND_DISPLAY leads to a screen \
         (nothing was changed; start it in a desktop session, or use the command line program hongyan)"
    )]
    NoDisplay,
    /// The window system or the web view refused.
    #[error("the window could not be opened: {0}")]
    Window(#[from] tauri::Error),
}

/// What a call that failed tells the user interface, which has the words for every code.
#[derive(Debug, Serialize, PartialEq, Eq)]
pub struct CallError {
    /// Stable name of what went wrong.
    pub code: ErrorCode,
    /// The command that was called.
    pub command: String,
}

/// Every code that the user interface can meet here.
#[derive(Debug, Clone, Copy, Serialize, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub enum ErrorCode {
    /// No command has this name.
    UnknownCommand,
    /// The payload does not have the shape that the command asks for.
    BadPayload,
}

/// Asks which engine is running; has no parameters.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct About {}

/// Answers one call of the user interface.
///
/// # Errors
/// [`CallError`] when the name is unknown or the payload has another shape.
pub fn answer(name: &str, payload: Value) -> Result<Value, CallError> {
    let fail = |code| CallError { code, command: name.to_owned() };
    match name {
        "about" => serde_json::from_value::<About>(payload)
            .map(|About {}| serde_json::json!({ "version": VERSION }))
            .map_err(|_| fail(ErrorCode::BadPayload)),
        _ => Err(fail(ErrorCode::UnknownCommand)),
    }
}

#[tauri::command]
fn call(name: String, payload: Value) -> Result<Value, CallError> {
    answer(&name, payload)
}

/// Opens the window and stays until it is closed.
///
/// # Errors
/// [`StartError`] when there is no display or the web view cannot start.
pub fn run() -> Result<(), StartError> {
    // Tauri panics inside its event loop where GTK cannot start, so GTK is asked first.
    #[cfg(target_os = "linux")]
    gtk::init().map_err(|_| StartError::NoDisplay)?;
    tauri::Builder::default()
        .invoke_handler(tauri::generate_handler![call])
        .run(tauri::generate_context!())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn about_names_the_version_of_the_engine() {
        assert_eq!(answer("about", json!({})), Ok(json!({ "version": VERSION })));
    }

    #[test]
    fn an_unknown_command_and_a_wrong_payload_are_told_apart() {
        assert_eq!(answer("nothing", json!({})).map_err(|e| e.code), Err(ErrorCode::UnknownCommand));
        assert_eq!(answer("about", json!({ "x": 1 })).map_err(|e| e.code), Err(ErrorCode::BadPayload));
        assert_eq!(
            serde_json::to_value(CallError { code: ErrorCode::UnknownCommand, command: "x".into() }).ok(),
            Some(json!({ "code": "unknown_command", "command": "x" }))
        );
    }
}
