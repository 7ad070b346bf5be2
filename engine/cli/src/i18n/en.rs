//! English.

use hongyan_console::{CellFault, CellRepair, ErrorCode, Language, MistakeCode, Suggestion};
use hongyan_domain::{BusinessType, Carrier, Exclusion, FailureClass, MessageState, TaskState};

use super::{DemoTexts, ErrorWords, Labels, LineWords, Words};

const NOTHING_CHANGED: &str = "nothing was changed";
const STORED_STAYS: &str = "everything that was stored is kept; nothing unrecorded leaves";

pub(super) const WORDS: Words = Words {
    language: Language::English,
    label: LABELS,
    error,
    mistake,
    state,
    task_state,
    business,
    exclusion,
    class,
    carrier,
    fault,
    repair,
    suggestion,
    finding,
    why,
    line,
    line_state,
    doctor,
    event,
    value,
    help: &[],
    demo: DemoTexts {
        group: "demo list",
        task: "Demo: a payment has arrived",
        // Sent to simulated phones in China, so Chinese in both languages.
        signature: super::zh::WORDS.demo.signature,
        text: super::zh::WORDS.demo.text,
        plain_text: super::zh::WORDS.demo.plain_text,
        channel: |carrier| match carrier {
            Carrier::Mobile => "simulated Mobile",
            Carrier::Unicom => "simulated Unicom",
            Carrier::Telecom => "simulated Telecom",
            Carrier::Broadnet => "simulated Broadnet",
            Carrier::Other => "simulated other",
        },
    },
};

const LABELS: Labels = Labels {
    error: "error",
    kept: "kept",
    next: "next",
    detail: "detail",
    place: "line {line}, character {column}",
    field: "field {field}",
    yes: "yes",
    no: "no",
    none: "none",
    more: "there are more: use --limit or --after",
    group: "group",
    name: "name",
    people: "people",
    created: "created",
    updated: "updated",
    number: "number",
    fields: "fields",
    total: "total",
    rows: "rows",
    added: "added",
    merged: "joined the group that was there",
    repaired: "rows repaired",
    failed_rows: "rows without a readable number",
    duplicates: "duplicates",
    columns: "columns",
    findings: "findings (the first ones)",
    imported_before: "the same contents were imported at {at} (import {import}, {file})",
    dry_run: "dry run: nothing was stored",
    open_elsewhere: "another program seems to have the file open; unsaved changes were not read",
    nothing_imported: "not one usable number; nothing was stored",
    channel: "channel",
    carrier: "carrier",
    account: "account",
    address: "address",
    version: "version",
    price: "price (yuan)",
    state: "state",
    line: "line",
    sandbox: "simulated",
    everything: "all",
    secret_prompt: "Channel secret (not shown): ",
    channel_removed: "removed",
    window: "window",
    speed: "speed (per second)",
    connections: "connections",
    sender: "sender",
    trial_ok: "logged in and out",
    took: "took",
    task: "task",
    business: "business type",
    text: "text",
    signature: "signature",
    cost: "cost (yuan)",
    segments: "segments billed",
    messages: "to send",
    excluded: "left out",
    starts_at: "first message",
    sample: "sample",
    share: "by carrier",
    may_start: "may be sent",
    may_not_start: "cannot be sent yet: mend what is marked as blocking first",
    no_effect: "the check created nothing",
    task_created: "created task {task} (draft)",
    next_start: "to send it: hongyan task start {task}",
    started: "task {task} started: leaves from {release_at}, valid until {expires_at}",
    started_detached: "the task is marked as started",
    no_engine: "no engine is running; it is sent when hongyan run runs",
    continues: "stopped watching. The task has not ended; go on with hongyan task start {task} or hongyan run",
    submitted: "submitted",
    delivered: "delivered",
    failed: "failed",
    no_receipt: "no receipt",
    in_doubt: "in doubt",
    queued: "queued",
    waiting: "awaiting receipt",
    recalled: "recalled",
    stopped: "stopped unsent",
    replies: "replies",
    opt_outs: "opt-outs",
    events: "timeline",
    ended: "ended",
    release: "leaves from",
    expires: "valid until",
    time: "time",
    cause: "cause",
    action: "action",
    code: "code",
    tries: "tries",
    why: "route",
    no_tasks: "no tasks yet",
    no_messages: "no such messages",
    no_replies: "no replies yet",
    no_groups: "no groups yet. Import a list: hongyan import LIST.xlsx --group NAME",
    no_channels: "no channels yet. Add one: hongyan channel add --help; try first: hongyan demo --out DIR",
    no_people: "no contacts",
    no_blocks: "the list is empty",
    resent: "{count} messages queued again, marked as resent by a person",
    interrupted: "interrupted",
    report_written: "the report is written",
    report_path: "report: {report}",
    running: "the engine runs; Ctrl+C stops it in order",
    running_idle: "no task is under way",
    engine_stopped: "the engine stopped in order; nothing is lost",
    secret: "secret",
    ledger_written: "ledger: {path}",
    carriers_up: "the simulated carriers run; Ctrl+C stops them",
    logins: "logins",
    refused: "refused",
    receipts: "receipts",
    healthy: "all is well",
    unhealthy: "something needs to be seen to",
    fine: "fine",
    warning: "warning",
    broken: "broken",
    backup_done: "backup complete",
    portable: "its passphrase restores it on any machine",
    not_portable: "restoring needs the key of this data folder; add --passphrase to restore elsewhere",
    restore_done: "restored",
    replaced: "what was there before is kept in {path}",
    passphrase_prompt: "Passphrase (not shown): ",
    passphrase_again: "Once more: ",
    passphrase_differs: "the two passphrases differ",
    passphrase_backup_prompt: "Passphrase of the backup (not shown): ",
    kind: "kind",
    scope: "scope",
    since: "since",
    source: "source",
    note: "note",
    opt_out: "opt-out",
    blacklist: "blacklist",
    blocked: "{count} numbers added",
    unblocked: "{count} entries removed",
    learned: "learned: {ported} ported numbers, {dead} dead numbers",
    exported: "{count} people written to {path}",
    sheet_list: "list",
    sheet_failures: "not readable",
    heading_number: "phone",
    heading_name: "name",
    heading_reason: "remarks",
    demo_title: "Demo: simulated carriers all the way, no real message leaves",
    demo_list: "list: {path} ({rows} rows, with the mistakes of real lists)",
    demo_note: "the demo waits {seconds} s for receipts; real channels get 72 h",
    importing: "import",
    sending: "sending",
    reporting: "writing the report",
    awaiting_replies: "awaiting replies",
    data_folder: "data folder",
    per_second: "per second",
    opt_out_yes: "opt-out",
    opt_out_ask: "perhaps an opt-out",
    incomplete: "(parts are missing)",
    beside_engine: "the engine of process {pid} is running and sends it",
    block: "block",
    hint: "note",
    help_usage: "Usage",
    help_commands: "Commands",
    help_options: "Options",
    help_arguments: "Arguments",
    group_removed: "group removed",
};

fn error(code: ErrorCode) -> ErrorWords {
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
        E::FactsInvalid => {
            words("the table has {count} mistakes", "nothing was stored", "mend each one below")
        }
        E::ChannelInvalid => {
            words("the settings have {count} mistakes", "nothing was saved", "mend each one below")
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
    }
}

fn mistake(code: MistakeCode) -> &'static str {
    use MistakeCode as M;
    match code {
        M::Syntax => "cannot be read: {message}",
        M::UnknownField => "there is no such field; there are {allowed}",
        M::WrongType => "must be {wanted}, is {found}",
        M::Missing => "must be given",
        M::OutOfRange => "is {value}, must be {min} to {max}",
        M::NotOneOf => "is \"{value}\", must be one of: {allowed}",
        M::TooLong => "has {length} characters, at most {max} fit",
        M::NotAscii => "character {character} is not ASCII",
        M::NotDigits => "must be digits only",
        M::TemplateEmpty => "the text is empty",
        M::TemplateTooLong => "the text has {chars} characters, far too many",
        M::TemplateUnclosedBrace => {
            "{ without } in line {text_line}, character {text_character} of the text; write {{ for the brace itself"
        }
        M::TemplateStrayBrace => {
            "} without { in line {text_line}, character {text_character} of the text; write }} for the brace itself"
        }
        M::TemplateEmptyName => {
            "a variable without name in line {text_line}, character {text_character} of the text"
        }
        M::TemplateControlInName => {
            "a control character in the variable's name in line {text_line}, character {text_character} of the text"
        }
        M::TemplateNameTooLong => {
            "the variable's name in line {text_line}, character {text_character} of the text has {chars} characters"
        }
        M::TemplateDefaultTooLong => {
            "the default in line {text_line}, character {text_character} of the text has {chars} characters"
        }
        M::TemplateSignatureInBody => {
            "a signature's bracket in line {text_line}, character {text_character} of the text; the signature is added by itself"
        }
        M::SignatureTooShort => "the signature has {chars} characters, 2 are needed",
        M::SignatureTooLong => "the signature has {chars} characters, too many",
        M::SignatureSymbol => {
            "character {text_character} of the signature is \"{character}\"; only letters and digits are allowed"
        }
        M::SignatureOnlyDigits => "the signature holds only digits",
        M::OptOutNotLast => {
            "the opt-out words stand inside the text (line {text_line}, character {text_character}); remove them, they are added at the end"
        }
        M::MessageTooLong => "has at least {units} characters with its signature, the limit is {units_max}",
        M::UnknownVariable => {
            "variable \"{variable}\" in line {text_line}, character {text_character} of the text is not in the list; its columns: {columns}"
        }
        M::NoRecipients => "no recipients: give one of group, file, numbers",
        M::SeveralSources => "only one kind of recipients may be given, there are {named}",
        M::UnknownGroup => "there is no group \"{value}\"; there are: {allowed}",
        M::UnknownChannel => "there is no channel \"{value}\"; there are: {allowed}",
        M::ListUnreadable => "the list cannot be read ({code}): {detail}",
        M::BadNumber => "not a mobile number: {value}",
        M::BadTime => "\"{value}\" is no time; write it as 2026-03-01 09:30",
        M::PastTime => "{value} is over (now {now})",
        M::EmptyList => "nobody is in the list",
        M::NobodyLeft => "nobody of the list can be sent to; hongyan task check says why",
        M::Blocked => "the check did not pass: {finding}",
    }
}

fn state(state: MessageState) -> &'static str {
    match state {
        MessageState::Excluded => "left out",
        MessageState::Queued => "queued",
        MessageState::Claimed => "being submitted",
        MessageState::Submitted => "submitted",
        MessageState::Delivered => "delivered",
        MessageState::Failed => "failed",
        MessageState::Expired => "expired",
        MessageState::NoReceipt => "no receipt",
        MessageState::Recalled => "recalled",
        MessageState::Rejected => "rejected",
        MessageState::InDoubt => "in doubt",
        MessageState::Stopped => "stopped",
    }
}

fn task_state(state: TaskState) -> &'static str {
    match state {
        TaskState::Draft => "draft",
        TaskState::Scheduled => "scheduled",
        TaskState::Running => "sending",
        TaskState::Paused => "paused",
        TaskState::Stopped => "stopped",
        TaskState::Done => "done",
        TaskState::Faulted => "faulted",
    }
}

fn business(business: BusinessType) -> &'static str {
    match business {
        BusinessType::Verification => "verification code",
        BusinessType::Emergency => "emergency",
        BusinessType::Notice => "notice",
        BusinessType::Marketing => "marketing",
    }
}

fn exclusion(reason: Exclusion) -> &'static str {
    match reason {
        Exclusion::Duplicate => "duplicate",
        Exclusion::BadNumber => "bad number",
        Exclusion::UnreachableKind => "number of things or emergency services",
        Exclusion::Blacklisted => "blacklisted",
        Exclusion::OptedOut => "opted out",
        Exclusion::DeadNumber => "dead number",
        Exclusion::MissingVariable => "missing variable",
        Exclusion::UnfitValue => "a value that cannot be sent",
        Exclusion::TextTooLong => "text too long",
        Exclusion::NoRoute => "no channel",
        Exclusion::OverCap => "over the frequency cap",
    }
}

fn class(class: FailureClass) -> &'static str {
    match class {
        FailureClass::Num => "number",
        FailureClass::Term => "phone",
        FailureClass::Block => "refused or blacklisted",
        FailureClass::Text => "text and filing",
        FailureClass::Rate => "too often or wrong hour",
        FailureClass::Route => "gateway",
        FailureClass::Unk => "unknown",
    }
}

fn carrier(carrier: Carrier) -> &'static str {
    match carrier {
        Carrier::Mobile => "China Mobile",
        Carrier::Unicom => "China Unicom",
        Carrier::Telecom => "China Telecom",
        Carrier::Broadnet => "China Broadnet",
        Carrier::Other => "other",
    }
}

fn fault(fault: CellFault) -> &'static str {
    match fault {
        CellFault::Empty => "the number is empty",
        CellFault::PrecisionLost => "scientific notation has lost the last digits",
        CellFault::NotDigits => "it holds something else than digits",
        CellFault::TooShort => "fewer than 11 digits",
        CellFault::TooLong => "more than 11 digits",
        CellFault::Landline => "a fixed line or service number",
        CellFault::Foreign => "a number of another country",
        CellFault::NotMobile => "no mobile number begins so",
        CellFault::TooMany => "too many numbers in one cell",
        CellFault::ErrorCell => "an error value",
        CellFault::FormulaWithoutValue => "a formula saved without its result",
        CellFault::Date => "a date, not a number",
        CellFault::Duplicate => "the same as before",
        CellFault::ValueCut => "too long, was cut",
        CellFault::ColumnsIgnored => "columns further right were not read",
        CellFault::QuoteNotClosed => "a quotation mark is not closed",
    }
}

fn repair(repair: CellRepair) -> &'static str {
    match repair {
        CellRepair::Blanks => "blanks removed",
        CellRepair::Punctuation => "dashes, dots or brackets removed",
        CellRepair::FullWidth => "full-width digits made plain",
        CellRepair::Quotes => "quotation marks removed",
        CellRepair::Invisible => "invisible characters removed",
        CellRepair::CountryCode => "86 removed",
        CellRepair::LeadingZero => "leading 0 removed",
        CellRepair::Decimal => ".0 removed",
        CellRepair::Scientific => "scientific notation undone",
        CellRepair::Several => "several numbers taken apart",
    }
}

fn suggestion(suggestion: Suggestion) -> &'static str {
    match suggestion {
        Suggestion::FillIn => "fill in a number",
        Suggestion::ExportAsText => "format the column as text where it comes from and export again",
        Suggestion::AddLeadingOne => "the 1 at the start may be missing",
        Suggestion::TakeFoundNumber => "it may be the number found in it",
        Suggestion::CheckDigits => "count the digits",
        Suggestion::UseMobileNumber => "find the mobile number",
        Suggestion::RecalculateAndSave => "let the spreadsheet program calculate and save",
        Suggestion::LeftOut => "left out; nothing to do",
        Suggestion::Shorten => "shorten the text",
        Suggestion::CheckQuotes => "look at the quotation marks of this row",
    }
}

fn finding(code: &str) -> Option<&'static str> {
    Some(match code {
        "empty_list" => "nobody is in the list",
        "nobody_left" => "nobody can be sent to",
        "empty_text" => "the text is empty",
        "signature_missing" => "no signature: carriers refuse it",
        "signature_invalid" => "the signature is not allowed ({fault})",
        "brackets_in_body" => "brackets in the text are read as a second signature",
        "verification_word_missing" => "a verification text without the usual word may be blocked",
        "opt_out_appended" => "\"{words}\" is added at the end and counts",
        "quiet_hours" => "marketing rests at night; it leaves at {until}",
        "validity_ends_first" => "the validity ends before the quiet hours do ({until}): nothing would leave",
        "text_too_long" => "{people} texts are over {units_max} characters (longest {units}); left out",
        "missing_variables" => "{people} people lack a variable's value; left out",
        "no_route" => "no channel reaches {carrier}; {people} left out",
        "channel_not_ready" => "channel \"{channel}\" is {line}; {people} wait for it",
        "sandbox_used" => "{people} go by simulated channels: no phone gets them",
        "sandbox_beside_real" => {
            "simulated and real channels are set up; automatic routing takes the real ones"
        }
        "unlisted_prefix" => "{people} numbers are of blocks not in use yet",
        "satellite" => "{people} satellite phones: dear and slow",
        "link" => "the link {text} must be filed first",
        "phone_number" => "the phone number {text} must be filed first",
        "private_contact" => "the private contact \"{text}\" is mostly blocked",
        "unliked_characters" => "characters that gateways or phones mangle: {characters}",
        "parts_differ" => "{parts} parts are sent, {billed} billed",
        _ => return None,
    })
}

fn why(code: &str) -> Option<&'static str> {
    Some(match code {
        "ported_to" => "ported to {carrier}",
        "learned" => "{carrier} by earlier receipts",
        "prefix" => "block {prefix} is of {carrier}",
        "unlisted" => "the block is in no table",
        "ported_away" => "{carrier} says it has left",
        "guess" => "guessed {carrier}",
        "chosen" => "the task names \"{channel}\"",
        "no_such_channel" => "the task names channel {channel}, which is not there",
        "unfit" => "not \"{channel}\": {lack}",
        "only" => "only \"{channel}\" can",
        "better" => "\"{channel}\" before \"{than}\": {ahead}",
        "waits" => "\"{channel}\" is {line}; waits for it",
        "sandbox" => "\"{channel}\" is simulated",
        "no_route" => "no channel reaches {carrier}",
        "quiet_until" => "rests until {until}",
        _ => return None,
    })
}

fn line(code: &str) -> Option<LineWords> {
    let words = |cause, next| Some(LineWords { cause, next });
    match code {
        "line.ok" => words("logged in", ""),
        "line.unknown_host" => words("the host's name leads nowhere", "check the address"),
        "line.unreachable" => {
            words("the gateway cannot be reached", "check address and port, network and allow-list")
        }
        "line.connect_timeout" => words("no connection in time", "check network, firewall and allow-list"),
        "line.refused_structure" => {
            words("the gateway says that the login is malformed (1)", "check the CMPP version")
        }
        "line.refused_account" => words(
            "the gateway refused the source (2): wrong account, or this address is not allowed",
            "check the account; ask the carrier to allow this machine's address",
        ),
        "line.refused_password" => words(
            "authentication failed (3): the password is wrong",
            "check the password; add the channel again",
        ),
        "line.refused_version" => {
            words("the gateway says the version is too high (4)", "set version 2.0, or allow lower versions")
        }
        "line.refused_other" => {
            words("the gateway refused the login, mostly too many connections", "try later; ask the carrier")
        }
        "line.other_version" => {
            words("the gateway speaks another version than is set", "set that version, or allow lower ones")
        }
        "line.unproven" => words(
            "the gateway did not prove that it knows the password",
            "make sure the address is right, or do not require the proof",
        ),
        "line.login_unanswered" => words(
            "connected, but the login stayed without an answer",
            "make sure the port speaks CMPP; a firewall may swallow it",
        ),
        "line.not_a_login_answer" => {
            words("the answer is none to a login: this port speaks no CMPP", "check the port")
        }
        "line.garbage" => words("what came is no CMPP", "check port and protocol"),
        "line.malformed" => {
            words("the gateway sends messages that cannot be read", "check the CMPP version; ask the carrier")
        }
        "line.unanswered" => {
            words("no answer to several sends; the line may be dead", "it reconnects by itself")
        }
        "line.peer_terminated" => {
            words("the gateway logged us out", "it reconnects by itself; ask the carrier if it happens often")
        }
        "line.peer_closed" => words(
            "the gateway closed the connection",
            "it reconnects by itself; before a login it is mostly the allow-list",
        ),
        "line.broken" => words("the connection broke", "check the network; it reconnects by itself"),
        "line.unwritable" => {
            words("the login cannot be written: a setting is wrong", "check the account's settings")
        }
        "line.terminated" => words("logged out", ""),
        "channel_invalid" => words("the settings cannot be used", "remove the channel and add it again"),
        _ => None,
    }
}

fn line_state(code: &str) -> Option<&'static str> {
    Some(match code {
        "idle" => "not running",
        "connecting" => "connecting",
        "online" => "online",
        "back_off" => "waiting to reconnect",
        "refused" => "refused",
        "paused" => "paused",
        "stopped" => "stopped",
        "active" => "active",
        "removed" => "removed",
        _ => return None,
    })
}

fn doctor(code: &str) -> Option<LineWords> {
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

fn event(code: &str) -> Option<&'static str> {
    Some(match code {
        "created" => "created",
        "started" => "started",
        "paused" => "paused",
        "resumed" => "resumed",
        "scheduled" => "scheduled",
        "running" => "sending began",
        "stopped" => "stopped",
        "done" => "done",
        "faulted" => "faulted",
        "recovered" => "tidied up after a crash: {detail} in doubt",
        _ => return None,
    })
}

fn value(name: &str, value: &str) -> Option<&'static str> {
    Some(match (name, value) {
        ("line", "backing_off") => "waiting to reconnect",
        ("line", code) => line_state(code)?,
        ("lack", "carrier") => "it does not reach the carrier",
        ("lack", "business") => "not for this business type",
        ("lack", "kind") => "cannot send this kind of message",
        ("lack", "org") => "of another organisation",
        ("lack", "sandbox") => "it is simulated",
        ("ahead", "fresh") => "the other one has just failed",
        ("ahead", "reach") => "reaches more carriers",
        ("ahead", "health") => "its line is better",
        ("ahead", "rank") => "preferred",
        ("ahead", "price") => "cheaper",
        ("ahead", "weight") => "its turn by weight",
        ("days", "-") => "never",
        ("source", "file") => "key file",
        ("cause", code) => line(code)?.cause,
        ("finding", code) => finding(code)?,
        _ => return None,
    })
}
