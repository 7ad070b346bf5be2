//! What an error says: cause, what was kept, what to do.

use hongyan_console::ErrorCode;

use crate::i18n::ErrorWords;

const NOTHING_CHANGED: &str = "nothing was changed";
const STORED_STAYS: &str = "everything that was stored is kept; nothing unrecorded leaves";

pub(super) fn error(code: ErrorCode) -> ErrorWords {
    use ErrorCode as E;
    let words = |cause, kept, next| ErrorWords { cause, kept, next };
    match code {
        E::Internal => words("a mistake in the program", STORED_STAYS, "send the line \"detail\" to support"),
        E::StoreInUse => words(
            "another engine (process {pid}) uses {folder}",
            NOTHING_CHANGED,
            "use that program, or end it first",
        ),
        E::StoreMissing => {
            words("{folder} holds no data", NOTHING_CHANGED, "check the folder given with --data")
        }
        E::StoreFolder => words(
            "the data folder cannot be read or written: {path}",
            NOTHING_CHANGED,
            "check permissions and disk",
        ),
        E::StoreNewer => words(
            "a newer program wrote the data (schema {file}, known up to {program})",
            NOTHING_CHANGED,
            "install the newer version, or restore a backup made by this one",
        ),
        E::StoreWrongKey => words(
            "the key does not belong to this data",
            NOTHING_CHANGED,
            "put the right key file back, or restore a backup whose key is known",
        ),
        E::StoreDamaged => words(
            "the database is damaged: {path}",
            "the damaged file is left as it is",
            "restore a backup with hongyan restore; the damaged file is set aside",
        ),
        E::StoreVanished => words(
            "the database is gone, only its key files are left: {path}",
            NOTHING_CHANGED,
            "put the database back, or restore a backup",
        ),
        E::RestoreUnfinished => words(
            "the last restore was not finished: {folder}",
            "what was there is in a folder named replaced-…",
            "run hongyan restore again",
        ),
        E::StoreFull => {
            words("the disk is full", STORED_STAYS, "make room and run again: it goes on where it stopped")
        }
        E::StoreReadOnly => {
            words("the data file or its folder is read-only", STORED_STAYS, "make it writable and run again")
        }
        E::StoreCorrupt => {
            words("the data file is damaged", STORED_STAYS, "run hongyan doctor, then restore a backup")
        }
        E::StoreLocked => words(
            "another program holds the data file",
            STORED_STAYS,
            "close it (virus scanner, sync tool) and try again",
        ),
        E::StoreIo => {
            words("the disk or network share reported an error", STORED_STAYS, "check the disk and run again")
        }
        E::StoreMemory => {
            words("the machine is out of memory", STORED_STAYS, "close other programs and try again")
        }
        E::StoreConflict => {
            words("it conflicts with what is there", NOTHING_CHANGED, "look at what is there and try again")
        }
        E::StoreUnreadable => words(
            "a stored value is not known to this program",
            NOTHING_CHANGED,
            "open it with the version that wrote it, or restore a backup",
        ),
        E::StoreClosed => words("the data was closed", STORED_STAYS, "run again"),
        E::NotFound => {
            words("there is no {what} {id}", NOTHING_CHANGED, "see what there is with the list command")
        }
        E::Stale => words("it was changed elsewhere just now", NOTHING_CHANGED, "look again and retry"),
        E::NameTaken => words("the name is taken: {name}", NOTHING_CHANGED, "choose another name"),
        E::PassphraseNeeded => words(
            "the data is behind a passphrase",
            NOTHING_CHANGED,
            "run in a terminal and type it, or give it on standard input with --passphrase-stdin",
        ),
        E::PassphraseWrong => words("the passphrase is wrong", NOTHING_CHANGED, "type it again"),
        E::KeychainUnavailable => words(
            "the system's keychain gave no answer",
            NOTHING_CHANGED,
            "unlock it, or log in to the desktop session that made the data",
        ),
        E::KeychainNoKey => words(
            "the keychain has no key for this data ({name})",
            NOTHING_CHANGED,
            "log in as the person who made it, or restore a backup with its passphrase",
        ),
        E::KeyFileMissing => words(
            "the key file is gone: {path}",
            NOTHING_CHANGED,
            "put a copy back, or restore a backup made with a passphrase",
        ),
        E::KeyUnreadable => {
            words("the key file is not what it should be: {path}", NOTHING_CHANGED, "put a copy back")
        }
        E::KeyHeaderMissing => words(
            "the description of the key is gone: {path}",
            NOTHING_CHANGED,
            "put store.key.toml back from a copy",
        ),
        E::BackupExists => {
            words("the backup's folder exists: {path}", NOTHING_CHANGED, "choose another name")
        }
        E::BackupIo => words(
            "a file of the backup cannot be read or written: {path}",
            NOTHING_CHANGED,
            "check room, permissions and the stick",
        ),
        E::BackupUnreadable => {
            words("this is not a backup of Hongyan: {path}", NOTHING_CHANGED, "check the folder")
        }
        E::BackupAltered => words(
            "the backup does not agree with its manifest: {path}",
            NOTHING_CHANGED,
            "use another backup",
        ),
        E::BackupDamaged => {
            words("the database in the backup is damaged: {path}", NOTHING_CHANGED, "use another backup")
        }
        E::BackupPlaintext => words(
            "the backup came out unencrypted and was removed: {path}",
            NOTHING_CHANGED,
            "send the line \"detail\" to support",
        ),
        E::BackupNewer => words(
            "a newer program made the backup (schema {file}, known up to {program})",
            NOTHING_CHANGED,
            "install that version first",
        ),
        E::BackupKeyNeeded => words(
            "the key of the backup is needed (fingerprint {fingerprint})",
            NOTHING_CHANGED,
            "add --passphrase and type the backup's, or name the old store.key with --key",
        ),
        E::FileNotFound => words("no such file: {file}", NOTHING_CHANGED, "check name and path"),
        E::FileNotReadable => {
            words("the file cannot be read: {file}", NOTHING_CHANGED, "check its permissions")
        }
        E::FileLocked => {
            words("another program holds the file: {file}", NOTHING_CHANGED, "close it there and try again")
        }
        E::FileLockMark => words(
            "this is the mark of an open workbook, not a list: {file}",
            NOTHING_CHANGED,
            "choose the list itself",
        ),
        E::FileEmpty => words("the file holds no rows: {file}", NOTHING_CHANGED, "check file and sheet"),
        E::FileNotAList => {
            words("the file is not a list: {file}", NOTHING_CHANGED, "use xlsx, xls, xlsb, ods, csv or txt")
        }
        E::FileEncrypted => {
            words("the workbook has a password: {file}", NOTHING_CHANGED, "save it without one")
        }
        E::FileTruncated => {
            words("the file is cut off: {file}", NOTHING_CHANGED, "copy or download it again")
        }
        E::FileDamaged => words(
            "the file is damaged: {file}",
            NOTHING_CHANGED,
            "open and save it in a spreadsheet program, or download it again",
        ),
        E::FileUnpacksTooLarge => words(
            "the file unpacks to more than any list: {file}",
            NOTHING_CHANGED,
            "check where it comes from; save it as csv",
        ),
        E::FileTooLarge => {
            words("the file is too large: {file}", NOTHING_CHANGED, "split it, or save it as xlsx or csv")
        }
        E::FileTooManyColumns => words(
            "the list has too many columns: {file}",
            NOTHING_CHANGED,
            "remove columns that are not needed",
        ),
        E::FileRowTooLong => words(
            "a row never ends, mostly a quotation mark left open: {file}",
            NOTHING_CHANGED,
            "look at the row named in \"detail\"",
        ),
        E::FileIo => {
            words("reading failed: {file}", NOTHING_CHANGED, "check the disk or share and try again")
        }
        E::FileChanged => words(
            "the file {file} was changed after the import",
            NOTHING_CHANGED,
            "put the file of that time back, or import the present one",
        ),
        E::ImportNoSuchSheet => words(
            "there is no such sheet",
            NOTHING_CHANGED,
            "\"detail\" names those there are; choose with --sheet",
        ),
        E::ImportNoSuchRow => words(
            "there is no such header row",
            NOTHING_CHANGED,
            "give the row with --header; 0 says that there is none",
        ),
        E::ImportNoSuchColumn => words(
            "there is no such column",
            NOTHING_CHANGED,
            "\"detail\" names those there are; correct --map",
        ),
        E::ImportTwoNumberColumns => {
            words("two columns were given as the number", NOTHING_CHANGED, "give one column as phone")
        }
        E::ImportNoNumberColumn => {
            words("no column looks like mobile numbers", NOTHING_CHANGED, "name it with --map COLUMN=phone")
        }
        E::ImportTooLarge => words("the list is larger than one import takes", NOTHING_CHANGED, "split it"),
        E::ImportCancelled => words(
            "the import was cancelled",
            "nothing half-imported was kept",
            "import it again when you like",
        ),
        E::GroupNameInvalid => {
            words("a group's name has 1 to 100 characters", NOTHING_CHANGED, "choose another name")
        }
        E::OutputNotWritable => words(
            "the file cannot be written: {path}",
            "a file that was there is as it was",
            "check folder and permissions; close it in other programs",
        ),
        E::FormatUnknown => {
            words("the name must end in .xlsx or .csv: {path}", NOTHING_CHANGED, "choose another name")
        }
        E::Cancelled => words("cancelled", "no half file was left", "run it again when you like"),
        E::ReportFolder => {
            words("the folder takes no files: {path}", "all figures are kept", "choose another folder")
        }
        E::ReportDiskFull => words(
            "the disk is full: {path}",
            "the unfinished report was removed, all figures are kept",
            "make room and write it again",
        ),
        E::ReportFileBusy => words(
            "another program has the report open: {path}",
            "all figures are kept",
            "close it there and write it again",
        ),
        E::ReportWrite => words(
            "the report cannot be written: {path}",
            "the unfinished report was removed, all figures are kept",
            "check the disk and write it again",
        ),
        E::TaskTransition => words(
            "the task is {state}: this cannot be done now",
            NOTHING_CHANGED,
            "look at it with hongyan task show",
        ),
        E::TaskInvalid => words(
            "the task has {count} mistakes",
            "nothing was created",
            "mend each one below; the schema: hongyan task schema",
        ),
        E::FormInvalid => {
            words("what was filled in has {count} mistakes", "nothing was saved", "mend them one by one")
        }
        E::FactsInvalid => {
            words("the table has {count} mistakes", "nothing was stored", "mend each one below")
        }
        E::ChannelInvalid => {
            words("the settings have {count} mistakes", "nothing was saved", "mend each one below")
        }
        E::ChannelBusy => words(
            "{count} messages wait for the channel {name}",
            "the channel was not removed",
            "stop their tasks, or let them end first",
        ),
        E::EngineElsewhere => words(
            "the engine does not run in this program",
            NOTHING_CHANGED,
            "use the window in which the engine runs",
        ),
        E::PracticeOff => words("the simulated carriers do not run", NOTHING_CHANGED, "start them first"),
        E::HandsetRefused => words(
            "the phone did not do it: it may be off, or the text empty or too long",
            NOTHING_CHANGED,
            "switch it on, or shorten the text",
        ),
        E::PeriodInvalid => {
            words("the period has {count} mistakes", NOTHING_CHANGED, "correct the dates and try again")
        }
        E::NoChannel => {
            words("no channel is set up", "nothing was created", "add one first: hongyan channel add --help")
        }
        E::NumberInvalid => words(
            "not a mobile number: {number}",
            NOTHING_CHANGED,
            "it should have 11 digits and begin with 1",
        ),
        E::CarrierConfig => words(
            "the settings of the simulated carriers are wrong",
            "nothing was started",
            "mend what \"detail\" names; the default: hongyan carrier --print-config",
        ),
        E::CarrierListen => words(
            "a simulated carrier cannot listen",
            "nothing was started",
            "choose another port, or end the program that has it",
        ),
        E::DemoFolder => words(
            "the data folder for the demo holds data already: {path}",
            NOTHING_CHANGED,
            "choose an empty folder",
        ),
        E::WaitTimeout => words(
            "the time is up and task {task} is {state}",
            "the task goes on",
            "wait again, or look at it with hongyan task show",
        ),
        E::NoDataFolder => words("no data folder is known", NOTHING_CHANGED, "name one with --data"),
        E::UnknownCommand => words(
            "program and screen are of different versions",
            NOTHING_CHANGED,
            "reload the page, or install both from one version",
        ),
        E::BadRequest => words(
            "program and screen are of different versions",
            NOTHING_CHANGED,
            "reload the page, or install both from one version",
        ),
        E::NotSignedIn => words("nobody is logged in", NOTHING_CHANGED, "log in"),
        E::LoginWrong => {
            words("login or password is wrong", NOTHING_CHANGED, "check capitals and input method, try again")
        }
        E::LoginLocked => words(
            "too many wrong passwords: the account is locked for a while",
            NOTHING_CHANGED,
            "try again after {until}; if it was not you, tell the administrator",
        ),
        E::SetupDone => {
            words("there is an administrator already", NOTHING_CHANGED, "log in with that account")
        }
        E::SetupElsewhere => words(
            "the first setup is done on the computer that runs Hongyan",
            NOTHING_CHANGED,
            "open this page there",
        ),
        E::AccountInvalid => {
            words("the account needs {count} corrections", "nothing was stored", "mend what is listed below")
        }
        E::TooManyRequests => words("too many requests", NOTHING_CHANGED, "try again in {seconds} s"),
        E::RequestRefused => words(
            "the request did not come from a page of this program and was refused",
            NOTHING_CHANGED,
            "open the page anew under the address that the program told",
        ),
        E::TooManyJobs => words(
            "{count} jobs have not ended yet",
            NOTHING_CHANGED,
            "wait for some to end, or cancel those that are not needed",
        ),
        E::SettingsInvalid => {
            words("the settings have {count} mistakes", "nothing was stored", "mend what is listed below")
        }
        E::TlsNeeded => words(
            "{address} is open to other computers and must be encrypted",
            "nothing was started",
            "name certificate and key with --tls-cert and --tls-key, or serve this computer only",
        ),
        E::TlsUnusable => words(
            "the certificate or its key cannot be used: {path}",
            "nothing was started",
            "check that the files are PEM and belong together",
        ),
        E::ListenFailed => words(
            "{address} cannot be listened on",
            "nothing was started",
            "choose another port, or end the program that has it",
        ),
    }
}
