//! What a use case can end with: a code that faces have words for, values for those words, and what is wrong where.

use std::collections::BTreeMap;
use std::fmt;

use hongyan_carrier::{ConfigError, StartError};
use hongyan_channels::sms::{SettingProblem, SettingsFaults};
use hongyan_contacts::export::ExportError;
use hongyan_contacts::import::ImportError;
use hongyan_delivery::{CheckError, EngineError, TextError};
use hongyan_insight::report::ReportError;
use hongyan_store::{BackupError, KeyError, OpenError, StoreError};
use serde::Serialize;
use thiserror::Error;

use crate::mistake::{Mistake, MistakeCode};

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $code:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// The stable name in JSON and logs.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$variant => $code),* }
            }

            /// Reads the stable name.
            #[must_use]
            pub fn from_code(code: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|known| known.code() == code)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.code())
            }
        }

        impl Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.code())
            }
        }
    };
}
pub(crate) use codes;

codes! {
    /// Why a use case did not do what it was asked. Faces have words for each: a missing one does not compile there.
    ErrorCode {
        /// A mistake in the program.
        Internal = "internal",
        /// Another engine works in the data folder.
        StoreInUse = "store_in_use",
        /// The folder has no store.
        StoreMissing = "store_missing",
        /// The folder cannot be read or written.
        StoreFolder = "store_folder",
        /// A newer program wrote the store.
        StoreNewer = "store_newer",
        /// The key does not belong to the store.
        StoreWrongKey = "store_wrong_key",
        /// The database is damaged.
        StoreDamaged = "store_damaged",
        /// The database is gone, its key files are left.
        StoreVanished = "store_vanished",
        /// A restore was cut short.
        RestoreUnfinished = "restore_unfinished",
        /// The disk is full.
        StoreFull = "store_full",
        /// The file or folder is read-only.
        StoreReadOnly = "store_read_only",
        /// The file's contents are damaged.
        StoreCorrupt = "store_corrupt",
        /// Another program holds the file.
        StoreLocked = "store_locked",
        /// The disk reported an error.
        StoreIo = "store_io",
        /// The machine is out of memory.
        StoreMemory = "store_memory",
        /// Rows break a rule of the schema.
        StoreConflict = "store_conflict",
        /// A stored value is not known to this program.
        StoreUnreadable = "store_unreadable",
        /// The store was closed.
        StoreClosed = "store_closed",
        /// There is no such thing.
        NotFound = "not_found",
        /// It was changed meanwhile.
        Stale = "stale",
        /// The name is taken.
        NameTaken = "name_taken",
        /// The store is behind a passphrase.
        PassphraseNeeded = "passphrase_needed",
        /// The passphrase is wrong.
        PassphraseWrong = "passphrase_wrong",
        /// The keychain gave no answer.
        KeychainUnavailable = "keychain_unavailable",
        /// The keychain has no key for this store.
        KeychainNoKey = "keychain_no_key",
        /// The key file is gone.
        KeyFileMissing = "key_file_missing",
        /// A key file is not what it should be.
        KeyUnreadable = "key_unreadable",
        /// The header of the key is gone.
        KeyHeaderMissing = "key_header_missing",
        /// The backup's folder exists already.
        BackupExists = "backup_exists",
        /// A file of the backup cannot be read or written.
        BackupIo = "backup_io",
        /// It is not a backup of ours.
        BackupUnreadable = "backup_unreadable",
        /// The backup was altered.
        BackupAltered = "backup_altered",
        /// The backup is damaged.
        BackupDamaged = "backup_damaged",
        /// The backup came out unencrypted and was removed.
        BackupPlaintext = "backup_plaintext",
        /// A newer program made the backup.
        BackupNewer = "backup_newer",
        /// The backup's key is needed.
        BackupKeyNeeded = "backup_key_needed",
        /// The file is not there.
        FileNotFound = "file_not_found",
        /// The file may not be read.
        FileNotReadable = "file_not_readable",
        /// Another program holds the file.
        FileLocked = "file_locked",
        /// It is the mark of an open workbook.
        FileLockMark = "file_lock_mark",
        /// The file has no rows.
        FileEmpty = "file_empty",
        /// The file is something else than a list.
        FileNotAList = "file_not_a_list",
        /// The workbook is encrypted.
        FileEncrypted = "file_encrypted",
        /// The file is cut off.
        FileTruncated = "file_truncated",
        /// The file is damaged.
        FileDamaged = "file_damaged",
        /// The file unpacks to more than any list.
        FileUnpacksTooLarge = "file_unpacks_too_large",
        /// The file is too large for its format.
        FileTooLarge = "file_too_large",
        /// The list has too many columns.
        FileTooManyColumns = "file_too_many_columns",
        /// A row never ends.
        FileRowTooLong = "file_row_too_long",
        /// Reading failed.
        FileIo = "file_io",
        /// Another file lies there now.
        FileChanged = "file_changed",
        /// There is no such sheet.
        ImportNoSuchSheet = "import_no_such_sheet",
        /// There is no such row.
        ImportNoSuchRow = "import_no_such_row",
        /// There is no such column.
        ImportNoSuchColumn = "import_no_such_column",
        /// Two columns were given as the number.
        ImportTwoNumberColumns = "import_two_number_columns",
        /// No column looks like numbers.
        ImportNoNumberColumn = "import_no_number_column",
        /// The list is larger than one import takes.
        ImportTooLarge = "import_too_large",
        /// The import was broken off.
        ImportCancelled = "import_cancelled",
        /// The group's name is empty or too long.
        GroupNameInvalid = "group_name_invalid",
        /// A file cannot be written.
        OutputNotWritable = "output_not_writable",
        /// A file's ending says neither xlsx nor csv.
        FormatUnknown = "format_unknown",
        /// It was broken off.
        Cancelled = "cancelled",
        /// The report's folder takes no files.
        ReportFolder = "report_folder",
        /// The disk is full.
        ReportDiskFull = "report_disk_full",
        /// Another program has the old report open.
        ReportFileBusy = "report_file_busy",
        /// The report cannot be written.
        ReportWrite = "report_write",
        /// The task is not in a state for it.
        TaskTransition = "task_transition",
        /// The task has mistakes.
        TaskInvalid = "task_invalid",
        /// What was filled in has mistakes.
        FormInvalid = "form_invalid",
        /// The table of facts has mistakes.
        FactsInvalid = "facts_invalid",
        /// The settings of a channel have mistakes.
        ChannelInvalid = "channel_invalid",
        /// Messages wait for the channel.
        ChannelBusy = "channel_busy",
        /// The engine runs in another process, or in none.
        EngineElsewhere = "engine_elsewhere",
        /// The simulated carriers do not run.
        PracticeOff = "practice_off",
        /// A virtual phone did not do it.
        HandsetRefused = "handset_refused",
        /// The period has mistakes.
        PeriodInvalid = "period_invalid",
        /// No channel is there to send by.
        NoChannel = "no_channel",
        /// It is no number that can receive.
        NumberInvalid = "number_invalid",
        /// The settings of the simulated carriers cannot be read.
        CarrierConfig = "carrier_config",
        /// A simulated carrier could not listen.
        CarrierListen = "carrier_listen",
        /// The folder for the demonstration is in use.
        DemoFolder = "demo_folder",
        /// The time was up before the task ended.
        WaitTimeout = "wait_timeout",
        /// No data folder is known.
        NoDataFolder = "no_data_folder",
        /// A face and the engine are of different versions: no such command.
        UnknownCommand = "unknown_command",
        /// A face and the engine are of different versions: the request has another shape.
        BadRequest = "bad_request",
        /// Nobody is logged in.
        NotSignedIn = "not_signed_in",
        /// The login or the password is wrong.
        LoginWrong = "login_wrong",
        /// Too many wrong passwords: none is looked at for a while.
        LoginLocked = "login_locked",
        /// There is an administrator already.
        SetupDone = "setup_done",
        /// The first administrator is made on the computer itself.
        SetupElsewhere = "setup_elsewhere",
        /// Login, name or password have mistakes.
        AccountInvalid = "account_invalid",
        /// Too many requests of one address.
        TooManyRequests = "too_many_requests",
        /// The request came from another page, or under another name of this computer.
        RequestRefused = "request_refused",
        /// Too many jobs have not ended.
        TooManyJobs = "too_many_jobs",
        /// Settings have mistakes.
        SettingsInvalid = "settings_invalid",
        /// Other computers are served under TLS only.
        TlsNeeded = "tls_needed",
        /// The certificate or its key cannot be used.
        TlsUnusable = "tls_unusable",
        /// The address cannot be listened on.
        ListenFailed = "listen_failed",
    }
}

/// Why a use case did not do what it was asked.
#[derive(Clone, Debug, Error, Serialize)]
#[error("{detail}")]
pub struct ConsoleError {
    /// The key of the words.
    pub code: ErrorCode,
    /// Values for the words.
    pub params: BTreeMap<&'static str, String>,
    /// Everything that is wrong with what was given, when that is the cause.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub mistakes: Vec<Mistake>,
    /// What happened, in English, for logs and support.
    pub detail: String,
}

impl ConsoleError {
    /// An error with its detail.
    #[must_use]
    pub fn new(code: ErrorCode, detail: impl ToString) -> Self {
        Self { code, params: BTreeMap::new(), mistakes: Vec::new(), detail: detail.to_string() }
    }

    /// The same with a value for its words.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.insert(name, value.to_string());
        self
    }

    /// What was given has these mistakes.
    #[must_use]
    pub fn mistakes(code: ErrorCode, mistakes: Vec<Mistake>) -> Self {
        let detail = mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Self { code, params: BTreeMap::from([("count", mistakes.len().to_string())]), mistakes, detail }
    }

    /// A file that a person named cannot be read.
    #[must_use]
    pub fn unreadable_file(path: &std::path::Path, error: &std::io::Error) -> Self {
        let missing = error.kind() == std::io::ErrorKind::NotFound;
        let code = if missing { ErrorCode::FileNotFound } else { ErrorCode::FileNotReadable };
        Self::new(code, format!("{}: {error}", path.display())).with("file", path.display())
    }

    /// There is no such thing.
    #[must_use]
    pub fn not_found(what: &'static str, id: impl ToString) -> Self {
        let id = id.to_string();
        Self::new(ErrorCode::NotFound, format!("there is no {what} {id}")).with("what", what).with("id", id)
    }

    /// From a code of a crate below; a code without words here is a mistake in the program.
    fn of(code: &str, error: &dyn std::error::Error) -> Self {
        let mut detail = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            let words = cause.to_string();
            if !detail.contains(&words) {
                detail.push_str(": ");
                detail.push_str(&words);
            }
            source = cause.source();
        }
        Self::new(ErrorCode::from_code(code).unwrap_or(ErrorCode::Internal), detail)
    }
}

impl From<StoreError> for ConsoleError {
    fn from(error: StoreError) -> Self {
        match &error {
            StoreError::NotFound { what, id } => Self::not_found(what, id),
            StoreError::Faulty { .. }
            | StoreError::NotWritable { .. }
            | StoreError::Conflict { .. }
            | StoreError::Stale { .. }
            | StoreError::Unreadable { .. }
            | StoreError::Statement { .. }
            | StoreError::Panicked { .. }
            | StoreError::Closed => Self::of(error.code(), &error),
        }
    }
}

impl From<OpenError> for ConsoleError {
    fn from(error: OpenError) -> Self {
        let made = Self::of(error.code(), &error);
        match error {
            OpenError::InUse { folder, pid } => made
                .with("folder", folder.display())
                .with("pid", pid.map_or_else(|| "?".to_owned(), |pid| pid.to_string())),
            OpenError::Missing { folder } | OpenError::RestoreUnfinished { folder } => {
                made.with("folder", folder.display())
            }
            OpenError::Folder { path, .. }
            | OpenError::Damaged { path, .. }
            | OpenError::Vanished { path } => made.with("path", path.display()),
            OpenError::WrongKey { path, expected, found } => {
                made.with("path", path.display()).with("expected", expected).with("found", found)
            }
            OpenError::NewerFile { file, program } => made.with("file", file).with("program", program),
            OpenError::Key(error) => error.into(),
            OpenError::Store(error) => error.into(),
        }
    }
}

impl From<KeyError> for ConsoleError {
    fn from(error: KeyError) -> Self {
        let made = Self::of(error.code(), &error);
        match error {
            KeyError::FileMissing { path }
            | KeyError::Malformed { path, .. }
            | KeyError::HeaderMissing { path }
            | KeyError::Io { path, .. } => made.with("path", path.display()),
            KeyError::NotInKeychain { name } => made.with("name", name),
            KeyError::Other { expected, found } => made.with("expected", expected).with("found", found),
            KeyError::PassphraseNeeded | KeyError::WrongPassphrase | KeyError::Keychain(_) => made,
        }
    }
}

impl From<BackupError> for ConsoleError {
    fn from(error: BackupError) -> Self {
        let made = Self::of(error.code(), &error);
        match error {
            BackupError::Io { path, source } if source.kind() == std::io::ErrorKind::NotFound => {
                Self::unreadable_file(&path, &source)
            }
            BackupError::Exists { path }
            | BackupError::Io { path, .. }
            | BackupError::Unreadable { path, .. }
            | BackupError::Altered { path, .. }
            | BackupError::Damaged { path, .. }
            | BackupError::Plaintext { path } => made.with("path", path.display()),
            BackupError::Newer { file, program } => made.with("file", file).with("program", program),
            BackupError::KeyNeeded { fingerprint, .. } => made.with("fingerprint", fingerprint),
            BackupError::WrongPassphrase => made,
            BackupError::Key(error) => error.into(),
            BackupError::Open(error) => error.into(),
            BackupError::Store(error) => error.into(),
        }
    }
}

impl From<ImportError> for ConsoleError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => error.into(),
            ImportError::Output { ref path, .. } => {
                Self::of(error.code(), &error).with("path", path.display())
            }
            ImportError::Layout(_)
            | ImportError::Cancelled { .. }
            | ImportError::TooMuch { .. }
            | ImportError::GroupName { .. } => Self::of(error.code(), &error),
        }
    }
}

impl From<ExportError> for ConsoleError {
    fn from(error: ExportError) -> Self {
        match error {
            ExportError::Store(error) => error.into(),
            ExportError::NoSuchGroup { no } => Self::not_found("group", no),
            ExportError::Cancelled => Self::new(ErrorCode::Cancelled, error),
            ExportError::Output { ref path, .. } => {
                Self::of(error.code(), &error).with("path", path.display())
            }
        }
    }
}

impl From<TextError> for ConsoleError {
    fn from(error: TextError) -> Self {
        Self::mistakes(ErrorCode::TaskInvalid, crate::task::text::mistakes_of(&error))
    }
}

impl From<CheckError> for ConsoleError {
    fn from(error: CheckError) -> Self {
        match error {
            CheckError::Text(error) => error.into(),
            CheckError::Store(error) => error.into(),
        }
    }
}

impl From<EngineError> for ConsoleError {
    fn from(error: EngineError) -> Self {
        match error {
            EngineError::Text(error) => error.into(),
            EngineError::Store(error) => error.into(),
            EngineError::Transition(ref refused) => {
                Self::of(error.code(), &error).with("state", refused.from.code())
            }
        }
    }
}

impl From<ReportError> for ConsoleError {
    fn from(error: ReportError) -> Self {
        let made = Self::of(error.code(), &error);
        match error {
            ReportError::Store(error) => error.into(),
            ReportError::Folder { folder, .. } | ReportError::Full { folder, .. } => {
                made.with("path", folder.display())
            }
            ReportError::Busy { path, .. } | ReportError::Write { path, .. } => {
                made.with("path", path.display())
            }
            ReportError::Cancelled | ReportError::Workbook(_) => made,
        }
    }
}

impl From<ConfigError> for ConsoleError {
    fn from(error: ConfigError) -> Self {
        Self::new(ErrorCode::CarrierConfig, error)
    }
}

impl From<StartError> for ConsoleError {
    fn from(error: StartError) -> Self {
        Self { code: ErrorCode::CarrierListen, ..Self::of("carrier_listen", &error) }
    }
}

impl From<SettingsFaults> for ConsoleError {
    fn from(faults: SettingsFaults) -> Self {
        let mistake = |field: &str, problem: SettingProblem| {
            let at = |code| Mistake::at(code, field);
            match problem {
                SettingProblem::Empty => at(MistakeCode::Missing),
                SettingProblem::TooLong { length, max } => {
                    at(MistakeCode::TooLong).with("length", length).with("max", max)
                }
                SettingProblem::NotAscii { at: character } => {
                    at(MistakeCode::NotAscii).with("character", character)
                }
                SettingProblem::NotDigits => at(MistakeCode::NotDigits),
                SettingProblem::OutOfRange { value, min, max } => {
                    at(MistakeCode::OutOfRange).with("value", value).with("min", min).with("max", max)
                }
                SettingProblem::NotOneOf { value, allowed } => {
                    at(MistakeCode::NotOneOf).with("value", value).with("allowed", allowed)
                }
            }
        };
        let mistakes = faults.0.into_iter().map(|fault| mistake(fault.field, fault.problem)).collect();
        Self::mistakes(ErrorCode::ChannelInvalid, mistakes)
    }
}
