//! Settings of the installation: one row, every value within its bounds.

use std::time::Duration;

use hongyan_domain::Msisdn;
use hongyan_store::setting::{self, Key};
use serde_json::Value;

use crate::api::Settings;
use crate::error::{ConsoleError, ErrorCode};
use crate::mistake::{Mistake, MistakeCode};
use crate::open::Console;

/// As JSON, so that a version that has more settings reads what one with fewer wrote.
const SETTINGS: Key<Value> = Key::new("console.settings");
/// The longest time in which a start can be taken back, seconds.
const UNDO_MAX: u32 = 600;
/// From more people on nobody would be asked to type the number at all.
const TYPE_COUNT_MAX: u64 = 10_000_000;
/// The longest time that finished files are kept, days.
const KEEP_DAYS_MAX: u32 = 3_650;
/// Characters of the organisation's name.
const ORGANISATION_MAX: usize = 64;

impl Default for Settings {
    fn default() -> Self {
        Self {
            undo_seconds: 30,
            type_count_from: 1_000,
            test_number: String::new(),
            keep_files_days: 90,
            close_to_tray: true,
            notify: true,
            organisation: String::new(),
        }
    }
}

impl Console {
    /// The settings; what was never set is as shipped.
    ///
    /// # Errors
    /// As any read.
    pub async fn settings(&self) -> Result<Settings, ConsoleError> {
        let stored = setting::read(&mut *self.db.read().await?, &SETTINGS).await?;
        Ok(stored.map_or_else(Settings::default, |stored| over_shipped(&stored)))
    }

    /// Changes the settings.
    ///
    /// # Errors
    /// [`ErrorCode::SettingsInvalid`] with every mistake; nothing was stored then.
    pub async fn save_settings(&self, mut settings: Settings) -> Result<Settings, ConsoleError> {
        settings.test_number = settings.test_number.trim().to_owned();
        settings.organisation = settings.organisation.trim().to_owned();
        let mistakes = mistakes(&settings);
        if !mistakes.is_empty() {
            return Err(ConsoleError::mistakes(ErrorCode::SettingsInvalid, mistakes));
        }
        let value =
            serde_json::to_value(&settings).map_err(|error| ConsoleError::new(ErrorCode::Internal, error))?;
        let now = self.now();
        self.db
            .write(move |tx| Box::pin(async move { setting::write(tx, &SETTINGS, &value, now).await }))
            .await?;
        Ok(settings)
    }

    /// How long finished files are kept; as shipped while the store cannot be read.
    pub(crate) async fn keep_files(&self) -> Duration {
        let days = self.settings().await.unwrap_or_default().keep_files_days;
        Duration::from_secs(u64::from(days) * 24 * 3600)
    }
}

fn over_shipped(stored: &Value) -> Settings {
    let shipped = Settings::default();
    let Ok(mut whole) = serde_json::to_value(&shipped) else { return shipped };
    if let (Some(whole), Some(stored)) = (whole.as_object_mut(), stored.as_object()) {
        for (name, value) in whole.iter_mut() {
            if let Some(known) = stored.get(name) {
                *value = known.clone();
            }
        }
    }
    serde_json::from_value(whole).unwrap_or_else(|error| {
        tracing::warn!(%error, "settings that cannot be read are as shipped");
        shipped
    })
}

fn mistakes(settings: &Settings) -> Vec<Mistake> {
    let mut mistakes = Vec::new();
    let mut within = |field: &str, value: u64, min: u64, max: u64| {
        if !(min..=max).contains(&value) {
            let mistake = Mistake::at(MistakeCode::OutOfRange, field);
            mistakes.push(mistake.with("value", value).with("min", min).with("max", max));
        }
    };
    within("undo_seconds", settings.undo_seconds.into(), 0, UNDO_MAX.into());
    within("type_count_from", settings.type_count_from, 1, TYPE_COUNT_MAX);
    within("keep_files_days", settings.keep_files_days.into(), 1, KEEP_DAYS_MAX.into());
    if !settings.test_number.is_empty() && Msisdn::parse(&settings.test_number).is_err() {
        let mistake = Mistake::at(MistakeCode::BadNumber, "test_number");
        mistakes.push(mistake.with("value", &settings.test_number));
    }
    let length = settings.organisation.chars().count();
    if length > ORGANISATION_MAX {
        let mistake = Mistake::at(MistakeCode::TooLong, "organisation");
        mistakes.push(mistake.with("length", length).with("max", ORGANISATION_MAX));
    }
    mistakes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::open::ConsoleOptions;

    #[tokio::test]
    async fn settings_are_as_shipped_until_somebody_changes_them_within_bounds() {
        let folder = tempfile::tempdir().unwrap();
        let console = Console::open(ConsoleOptions::new(folder.path()).key_in_file()).await.unwrap();
        assert_eq!(console.settings().await.unwrap(), Settings::default());
        let wanted =
            Settings { undo_seconds: 5, test_number: " 13812345678 ".to_owned(), ..Settings::default() };
        let saved = console.save_settings(wanted).await.unwrap();
        assert_eq!(saved.test_number, "13812345678");
        assert_eq!(console.settings().await.unwrap(), saved);

        let wrong = Settings {
            undo_seconds: 601,
            type_count_from: 0,
            keep_files_days: 0,
            test_number: "12345".to_owned(),
            organisation: "x".repeat(10_000),
            ..Settings::default()
        };
        let error = console.save_settings(wrong).await.unwrap_err();
        let fields: Vec<&str> = error.mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!(
            fields,
            ["undo_seconds", "type_count_from", "keep_files_days", "test_number", "organisation"]
        );
        assert_eq!(console.settings().await.unwrap(), saved);
        console.close().await;
    }

    #[test]
    fn settings_of_another_version_keep_what_is_known() {
        let stored = serde_json::json!({ "undo_seconds": 7, "not_known_here": true });
        assert_eq!(over_shipped(&stored), Settings { undo_seconds: 7, ..Settings::default() });
        assert_eq!(over_shipped(&serde_json::json!({ "undo_seconds": "?" })), Settings::default());
    }
}
