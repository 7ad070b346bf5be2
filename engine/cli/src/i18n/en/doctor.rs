//! What the doctor found, and what to do.

use crate::i18n::LineWords;

pub(super) fn doctor(code: &str) -> Option<LineWords> {
    let words = |cause, next| Some(LineWords { cause, next });
    match code {
        "folder_writable" => words("the data folder takes files: {path}", ""),
        "folder_closed" => {
            words("the data folder takes no files: {path} ({message})", "check permissions and disk")
        }
        "no_store" => words("no data yet: {path}", ""),
        "store_in_use" => words("an engine is running (process {pid})", ""),
        "restore_unfinished" => words("the last restore was not finished", "run hongyan restore again"),
        "loose_file" => words(
            "others can read {path} (mode {mode})",
            "it is closed when the data is opened; else set it to 600",
        ),
        "key_found" => words("the key is in the {source} and fits", ""),
        "key_locked" => words(
            "the key is behind a passphrase; the contents were not looked at",
            "look again with --passphrase-stdin",
        ),
        "key_lost" => words(
            "the key cannot be had ({code}): {message}",
            "put the key file back, or restore a backup with its passphrase",
        ),
        "unopenable" => {
            words("the database cannot be opened: {message}", "restore a backup: hongyan restore")
        }
        "schema" => words("schema {file}, the program has {program}", ""),
        "database_whole" => words("the database is whole, {megabytes} MB", ""),
        "store_damaged" => words("the database is damaged: {message}", "restore a backup: hongyan restore"),
        "disk_room" => words("{megabytes} MB of disk left", "clean up when it is short"),
        "log_size" => words("the log has {megabytes} MB", ""),
        "backup_age" => words("days since the last backup: {days}", "run hongyan backup FOLDER regularly"),
        "no_channels" => words("no channels yet", "add one: hongyan channel add --help"),
        "channels" => words("{count} channels", ""),
        "channel_down" => {
            words("channel \"{channel}\" is down: {cause} ({detail})", "hongyan channel test says why")
        }
        _ => None,
    }
}
