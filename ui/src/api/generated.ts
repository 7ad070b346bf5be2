// The engine's commands and their types. Made from the table in engine/console/src/api.rs: change it there, then
// run `cargo xtask bindings`.

export type Business = "verification" | "emergency" | "notice" | "marketing";

export type Carrier = "CMCC" | "CUCC" | "CTCC" | "CBN" | "OTHER";

export type Exclusion = "duplicate" | "bad_number" | "unreachable_kind" | "blacklisted" | "opted_out" | "dead_number" | "missing_variable" | "unfit_value" | "text_too_long" | "no_route" | "over_cap";

export type FailureClass = "NUM" | "TERM" | "BLOCK" | "TEXT" | "RATE" | "ROUTE" | "UNK";

export type MessageState = "excluded" | "queued" | "claimed" | "submitted" | "delivered" | "failed" | "expired" | "no_receipt" | "recalled" | "rejected" | "in_doubt" | "stopped";

export type TaskState = "draft" | "scheduled" | "running" | "paused" | "stopped" | "done" | "faulted";

export type ErrorCode = "internal" | "store_in_use" | "store_missing" | "store_folder" | "store_newer" | "store_wrong_key" | "store_damaged" | "store_vanished" | "restore_unfinished" | "store_full" | "store_read_only" | "store_corrupt" | "store_locked" | "store_io" | "store_memory" | "store_conflict" | "store_unreadable" | "store_closed" | "not_found" | "stale" | "name_taken" | "passphrase_needed" | "passphrase_wrong" | "keychain_unavailable" | "keychain_no_key" | "key_file_missing" | "key_unreadable" | "key_header_missing" | "backup_exists" | "backup_io" | "backup_unreadable" | "backup_altered" | "backup_damaged" | "backup_plaintext" | "backup_newer" | "backup_key_needed" | "file_not_found" | "file_not_readable" | "file_locked" | "file_lock_mark" | "file_empty" | "file_not_a_list" | "file_encrypted" | "file_truncated" | "file_damaged" | "file_unpacks_too_large" | "file_too_large" | "file_too_many_columns" | "file_row_too_long" | "file_io" | "file_changed" | "import_no_such_sheet" | "import_no_such_row" | "import_no_such_column" | "import_two_number_columns" | "import_no_number_column" | "import_too_large" | "import_cancelled" | "group_name_invalid" | "output_not_writable" | "format_unknown" | "cancelled" | "report_folder" | "report_disk_full" | "report_file_busy" | "report_write" | "task_transition" | "task_invalid" | "form_invalid" | "facts_invalid" | "channel_invalid" | "channel_busy" | "engine_elsewhere" | "practice_off" | "handset_refused" | "period_invalid" | "no_channel" | "number_invalid" | "carrier_config" | "carrier_listen" | "demo_folder" | "wait_timeout" | "no_data_folder" | "unknown_command" | "bad_request" | "not_signed_in" | "login_wrong" | "login_locked" | "setup_done" | "setup_elsewhere" | "account_invalid" | "too_many_requests" | "request_refused" | "too_many_jobs" | "settings_invalid" | "tls_needed" | "tls_unusable" | "listen_failed";
export const ERROR_CODES: readonly ErrorCode[] = [
  "internal",
  "store_in_use",
  "store_missing",
  "store_folder",
  "store_newer",
  "store_wrong_key",
  "store_damaged",
  "store_vanished",
  "restore_unfinished",
  "store_full",
  "store_read_only",
  "store_corrupt",
  "store_locked",
  "store_io",
  "store_memory",
  "store_conflict",
  "store_unreadable",
  "store_closed",
  "not_found",
  "stale",
  "name_taken",
  "passphrase_needed",
  "passphrase_wrong",
  "keychain_unavailable",
  "keychain_no_key",
  "key_file_missing",
  "key_unreadable",
  "key_header_missing",
  "backup_exists",
  "backup_io",
  "backup_unreadable",
  "backup_altered",
  "backup_damaged",
  "backup_plaintext",
  "backup_newer",
  "backup_key_needed",
  "file_not_found",
  "file_not_readable",
  "file_locked",
  "file_lock_mark",
  "file_empty",
  "file_not_a_list",
  "file_encrypted",
  "file_truncated",
  "file_damaged",
  "file_unpacks_too_large",
  "file_too_large",
  "file_too_many_columns",
  "file_row_too_long",
  "file_io",
  "file_changed",
  "import_no_such_sheet",
  "import_no_such_row",
  "import_no_such_column",
  "import_two_number_columns",
  "import_no_number_column",
  "import_too_large",
  "import_cancelled",
  "group_name_invalid",
  "output_not_writable",
  "format_unknown",
  "cancelled",
  "report_folder",
  "report_disk_full",
  "report_file_busy",
  "report_write",
  "task_transition",
  "task_invalid",
  "form_invalid",
  "facts_invalid",
  "channel_invalid",
  "channel_busy",
  "engine_elsewhere",
  "practice_off",
  "handset_refused",
  "period_invalid",
  "no_channel",
  "number_invalid",
  "carrier_config",
  "carrier_listen",
  "demo_folder",
  "wait_timeout",
  "no_data_folder",
  "unknown_command",
  "bad_request",
  "not_signed_in",
  "login_wrong",
  "login_locked",
  "setup_done",
  "setup_elsewhere",
  "account_invalid",
  "too_many_requests",
  "request_refused",
  "too_many_jobs",
  "settings_invalid",
  "tls_needed",
  "tls_unusable",
  "listen_failed",
];

export type MistakeCode = "syntax" | "unknown_field" | "wrong_type" | "missing" | "out_of_range" | "not_one_of" | "too_long" | "not_ascii" | "not_digits" | "template_empty" | "template_too_long" | "template_unclosed_brace" | "template_stray_brace" | "template_empty_name" | "template_control_in_name" | "template_name_too_long" | "template_default_too_long" | "template_signature_in_body" | "signature_too_short" | "signature_too_long" | "signature_symbol" | "signature_only_digits" | "opt_out_not_last" | "message_too_long" | "unknown_variable" | "no_recipients" | "several_sources" | "unknown_group" | "unknown_channel" | "other_world" | "unknown_task" | "list_unreadable" | "bad_number" | "bad_time" | "past_time" | "empty_list" | "nobody_left" | "blocked" | "login_characters" | "password_short" | "password_holds_login" | "password_common" | "password_simple" | "password_same";
export const MISTAKE_CODES: readonly MistakeCode[] = [
  "syntax",
  "unknown_field",
  "wrong_type",
  "missing",
  "out_of_range",
  "not_one_of",
  "too_long",
  "not_ascii",
  "not_digits",
  "template_empty",
  "template_too_long",
  "template_unclosed_brace",
  "template_stray_brace",
  "template_empty_name",
  "template_control_in_name",
  "template_name_too_long",
  "template_default_too_long",
  "template_signature_in_body",
  "signature_too_short",
  "signature_too_long",
  "signature_symbol",
  "signature_only_digits",
  "opt_out_not_last",
  "message_too_long",
  "unknown_variable",
  "no_recipients",
  "several_sources",
  "unknown_group",
  "unknown_channel",
  "other_world",
  "unknown_task",
  "list_unreadable",
  "bad_number",
  "bad_time",
  "past_time",
  "empty_list",
  "nobody_left",
  "blocked",
  "login_characters",
  "password_short",
  "password_holds_login",
  "password_common",
  "password_simple",
  "password_same",
];

/**
 * People of the address book for a group.
 */
export type AddToGroup = { 
/**
 * The group.
 */
group: string, 
/**
 * Who.
 */
people: Array<string>, };

/**
 * Something that stands in the way of work.
 */
export type Alarm = { 
/**
 * What tells it from others, and stays while it lasts.
 */
alarm: string, 
/**
 * What it is about.
 */
code: AlarmCode, 
/**
 * How much it matters.
 */
severity: Severity, 
/**
 * Since when.
 */
since: string | null, 
/**
 * Values for its words.
 */
params: Record<string, string>, 
/**
 * The channel that it is about.
 */
channel: string | null, 
/**
 * The task that it is about.
 */
task: string | null, 
/**
 * Whether it is about practice.
 */
sandbox: boolean, };

/**
 * What an alarm is about.
 */
export type AlarmCode = "channel_down" | "task_faulted" | "store_not_writable" | "disk_low" | "backup_old" | "never_backed_up" | "failures_many" | "practice_down";

/**
 * Alarms.
 */
export type Alarms = { 
/**
 * Everything that stands in the way of work now, the worst first.
 */
alarms: Array<Alarm>, };

/**
 * An answer; the same `client_key` sends it once.
 */
export type Answer = { 
/**
 * To whom.
 */
person: string, 
/**
 * The text.
 */
text: string, 
/**
 * The signature.
 */
signature: string, 
/**
 * The key.
 */
client_key: string, };

/**
 * One part of one try.
 */
export type AttemptView = { 
/**
 * Which try, from 1.
 */
try_no: number, 
/**
 * Which part, from 1.
 */
part: number, 
/**
 * The carrier's id.
 */
carrier_id: string | null, 
/**
 * When the answer came.
 */
answered_at: string, 
/**
 * 0 accepted; else the carrier's result.
 */
result: number, 
/**
 * The receipt's words.
 */
receipt: string | null, 
/**
 * When the receipt came.
 */
receipt_at: string | null, };

/**
 * A backup to be made.
 */
export type Backup = { 
/**
 * The new folder, from the window; null for one in the data folder.
 */
to: string | null, 
/**
 * With a passphrase it can be restored on any machine.
 */
passphrase: string | null, };

/**
 * Pasted numbers for a list.
 */
export type Block = { 
/**
 * Numbers with anything between them, at most 50,000.
 */
numbers: string, 
/**
 * Which list.
 */
kind: ListKind, 
/**
 * What to write beside them.
 */
note: string, };

/**
 * Some entries.
 */
export type BlockPage = { 
/**
 * Those of this page.
 */
blocks: Array<BlockRow>, 
/**
 * Where the next page begins.
 */
next: string | null, 
/**
 * How many there are in all.
 */
total: number, };

/**
 * An entry of the lists of those who get nothing.
 */
export type BlockRow = { 
/**
 * Its id.
 */
block: string, 
/**
 * The number, masked.
 */
number: string, 
/**
 * Why.
 */
kind: "blacklist" | "opt_out", 
/**
 * What it holds for: empty is everything, else a business type or a signature.
 */
scope: string, 
/**
 * Where it came from.
 */
source: string, 
/**
 * What a person wrote beside it.
 */
note: string, 
/**
 * Since when.
 */
at: string, 
/**
 * Who made it.
 */
by: string, };

/**
 * What became of pasted numbers.
 */
export type Blocked = { 
/**
 * Entries that are new.
 */
added: number, 
/**
 * Numbers that were there already.
 */
known: number, 
/**
 * The first hundred things that look like numbers and are none.
 */
bad: Array<string>, };

/**
 * Which entries: the newest first; what digits find in number order.
 */
export type BlocksOf = { 
/**
 * One of the lists; null for both.
 */
kind: ListKind | null, 
/**
 * A part of the number, or of the note.
 */
search: string, 
/**
 * Behind this cursor.
 */
after: string | null, 
/**
 * At most so many.
 */
limit: number, 
/**
 * Whether numbers are shown whole.
 */
whole: boolean, };

/**
 * Figures of one carrier.
 */
export type CarrierFigures = { 
/**
 * What it took, refused or may have taken.
 */
submitted: number, 
/**
 * On the phone.
 */
delivered: number, 
/**
 * Failed, refused or expired.
 */
failed: number, };

/**
 * What goes to one carrier.
 */
export type CarrierShare = { 
/**
 * `CMCC`, `CUCC`, `CTCC`, `CBN`, `OTHER`.
 */
carrier: Carrier, 
/**
 * People.
 */
people: number, 
/**
 * Segments billed.
 */
segments: number, 
/**
 * Their price in yuan.
 */
cost: string, 
/**
 * By channel.
 */
channels: Array<ChannelShare>, };

/**
 * What a screen hears.
 */
export type Change = { 
/**
 * What is stale.
 */
tags: Array<Tag>, };

/**
 * Another password.
 */
export type ChangePassword = { 
/**
 * The one so far.
 */
old: string, 
/**
 * The one from now on.
 */
new: string, };

/**
 * A channel as people write it down, without its secret.
 */
export type ChannelForm = { 
/**
 * Its name.
 */
name: string, 
/**
 * Whether it leads to a simulated carrier: never used beside real ones.
 */
sandbox: boolean, 
/**
 * Whose numbers it takes, as `CMCC`, `CUCC`, `CTCC`, `CBN`; empty: everybody's.
 */
carriers: Carrier[], 
/**
 * What it may be used for, as `verification`, `emergency`, `notice`, `marketing`; empty: everything.
 */
business_types: Business[], 
/**
 * Price of one billed segment, in yuan, such as `0.045`.
 */
price: string, 
/**
 * Smaller is preferred among equals.
 */
rank: number, 
/**
 * Its share among channels that are equal otherwise.
 */
weight: number, 
/**
 * The account.
 */
cmpp: CmppForm, };

/**
 * A channel's light.
 */
export type ChannelLight = { 
/**
 * Its number.
 */
channel: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether it leads to a simulated carrier.
 */
sandbox: boolean, 
/**
 * Whose numbers it takes; empty: everybody's.
 */
carriers: Carrier[], 
/**
 * What its line is doing.
 */
line: LineView, };

/**
 * A channel with what it has done today and has before it.
 */
export type ChannelRow = { 
/**
 * Its number.
 */
channel: string, 
/**
 * Counts every change: a change names the version that it read.
 */
version: number, 
/**
 * Whether it is used.
 */
state: "active" | "paused" | "removed", 
/**
 * When it was made.
 */
created_at: string, 
/**
 * What its line is doing.
 */
line: LineView, 
/**
 * What a person decided.
 */
form: ChannelForm, 
/**
 * What it did in the tasks released today.
 */
today: CarrierFigures, 
/**
 * Messages that wait for it or are with it.
 */
queued: number, };

/**
 * What goes by one channel.
 */
export type ChannelShare = { 
/**
 * Its number.
 */
channel: string, 
/**
 * Its name.
 */
name: string, 
/**
 * People.
 */
people: number, };

/**
 * Channels.
 */
export type Channels = { 
/**
 * Every one that was not removed, in the order in which they were made.
 */
channels: Array<ChannelRow>, };

/**
 * One thing to mend, look at or know.
 */
export type CheckFinding = { 
/**
 * What, as a code.
 */
code: string, 
/**
 * `block`, `warn` or `note`.
 */
severity: "block" | "warn" | "note", 
/**
 * Values for its words.
 */
params: Record<string, string>, };

/**
 * A task to be checked.
 */
export type CheckTask = { 
/**
 * The task.
 */
spec: TaskSpec, 
/**
 * Numbers whose way is to be explained.
 */
routes_of: Array<string>, };

/**
 * A CMPP account as people write it down, without its secret.
 */
export type CmppForm = { 
/**
 * Name or address of the gateway.
 */
host: string, 
/**
 * Its TCP port.
 */
port: number, 
/**
 * The login (`SP_Id`), at most 6 characters.
 */
account: string, 
/**
 * `2.0`, `2.1` or `3.0`.
 */
version: string, 
/**
 * Whether to log in with a lower version when the gateway offers one.
 */
allow_lower_version: boolean, 
/**
 * The sender's number.
 */
service_code: string, 
/**
 * Digits that may follow it, by which replies find back to their task.
 */
extension_digits: number, 
/**
 * The service's code, given by the carrier, often empty.
 */
service_id: string, 
/**
 * Who pays: 0 receiver, 1 sender, 2 we, 3 `fee_terminal`.
 */
fee_user_type: number, 
/**
 * The paying number, for `fee_user_type` 3.
 */
fee_terminal: string, 
/**
 * `01` free, `02` per message, `03` monthly.
 */
fee_type: string, 
/**
 * Price in fen, up to six digits.
 */
fee_code: string, 
/**
 * `Msg_src`, if the carrier wants another than the account.
 */
msg_src: string | null, 
/**
 * Unanswered parts on the way per connection.
 */
window: number, 
/**
 * Parts per second of the whole account; none for no limit.
 */
speed_per_second: number | null, 
/**
 * Connections.
 */
connections: number, 
/**
 * Whether receipts are asked for.
 */
receipts: boolean, 
/**
 * Send plain English as UCS2 too.
 */
ascii_as_ucs2: boolean, 
/**
 * Send Chinese as GB18030 where that fits.
 */
prefer_gb18030: boolean, 
/**
 * Give long messages the header of 7 octets instead of 6.
 */
wide_header: boolean, 
/**
 * Silence before the line's pulse is felt, in seconds.
 */
heartbeat_seconds: number, 
/**
 * Wait for an answer before the same is sent again, in seconds.
 */
response_seconds: number, 
/**
 * Wait for the answer to a login, in seconds.
 */
login_seconds: number, 
/**
 * Sends of the same in all.
 */
sends_max: number, 
/**
 * Whether the gateway must prove that it knows the secret.
 */
require_proof: boolean, };

/**
 * A text to be put together.
 */
export type Compose = { 
/**
 * The text with its variables.
 */
text: string, 
/**
 * The signature; empty while nobody has chosen one.
 */
signature: string, 
/**
 * What it is for.
 */
business: string, 
/**
 * Values for the variables.
 */
values: Record<string, string>, };

/**
 * What came of a text.
 */
export type Composed = { 
/**
 * What a phone shows, with signature and opt-out words; a variable without value stands as it is written.
 */
text: string, 
/**
 * Its length in UTF-16 units.
 */
units: number, 
/**
 * Segments as billed.
 */
segments: number, 
/**
 * Where segments part, in UTF-16 units of the text.
 */
seams: Array<number>, 
/**
 * Its variables, each once.
 */
variables: Array<VariableView>, 
/**
 * The words that are added at its end.
 */
opt_out_words: string | null, 
/**
 * What is wrong with it.
 */
mistakes: Array<MistakeView>, 
/**
 * How it goes over the air: `ascii` or `ucs2`.
 */
encoding: string, };

/**
 * A column of the address book.
 */
export type ContactField = { 
/**
 * The id.
 */
field: string, 
/**
 * Its name: also the variable in texts.
 */
name: string, 
/**
 * What its values are.
 */
kind: "text" | "number" | "date" | "money", };

/**
 * The columns of the address book.
 */
export type ContactFields = { 
/**
 * In the order in which people see them.
 */
fields: Array<ContactField>, };

/**
 * A conversation.
 */
export type Conversation = { 
/**
 * The id.
 */
person: string, 
/**
 * The number.
 */
number: string, 
/**
 * The name in the address book.
 */
name: string, 
/**
 * What was said, oldest first.
 */
items: Array<ConversationItem>, 
/**
 * Where older entries begin.
 */
next: string | null, 
/**
 * Whether the person opted out of anything.
 */
opted_out: boolean, 
/**
 * Whether the number is on the blacklist.
 */
blacklisted: boolean, 
/**
 * Whether the address book has the number.
 */
contact: boolean, 
/**
 * Whether an answer goes by simulated carriers, as what was said last.
 */
sandbox: boolean, };

/**
 * Which conversations.
 */
export type ConversationFilter = "all" | "unread" | "ask" | "opt_out";

/**
 * One entry of a conversation.
 */
export type ConversationItem = { 
/**
 * Who said it.
 */
kind: "sent" | "reply", 
/**
 * The id of the message or reply.
 */
id: string, 
/**
 * When.
 */
at: string, 
/**
 * The text as it was on the phone.
 */
text: string, 
/**
 * Where a message stands.
 */
state: MessageState | null, 
/**
 * The task.
 */
task: string | null, 
/**
 * Its name.
 */
task_name: string | null, 
/**
 * Whether a reply refuses further messages.
 */
opt_out: "yes" | "no" | "ask" | null, 
/**
 * Whether all parts of a reply have come.
 */
complete: boolean, 
/**
 * Whether it went by simulated carriers.
 */
sandbox: boolean, };

/**
 * A mark on a conversation.
 */
export type ConversationMark = "read" | "unread" | "done" | "open";

/**
 * Some conversations. A page may be short or empty and still have a next one: the search went on for a while.
 */
export type ConversationPage = { 
/**
 * Newest first.
 */
conversations: Array<ConversationRow>, 
/**
 * Where the next page begins.
 */
next: string | null, 
/**
 * Conversations with unread replies, at most 1,000 are counted.
 */
unread: number, 
/**
 * Replies that may be opt-outs.
 */
ask: number, };

/**
 * A conversation in the list.
 */
export type ConversationRow = { 
/**
 * The number.
 */
number: string, 
/**
 * The id to open it.
 */
person: string, 
/**
 * The name in the address book.
 */
name: string, 
/**
 * The begin of the last reply.
 */
last_text: string, 
/**
 * When it came.
 */
last_at: string, 
/**
 * Replies that nobody has read.
 */
unread: number, 
/**
 * Whether a person must decide about an opt-out.
 */
ask: boolean, 
/**
 * Whether the person opted out of anything.
 */
opted_out: boolean, 
/**
 * Whether somebody has dealt with it.
 */
done: boolean, 
/**
 * The task that the last reply answers.
 */
task: string | null, 
/**
 * Its name.
 */
task_name: string | null, };

/**
 * Which conversations, newest first.
 */
export type ConversationsOf = { 
/**
 * Which kind.
 */
filter: ConversationFilter, 
/**
 * A part of the number, or of the name or a reply.
 */
search: string, 
/**
 * Older than this cursor.
 */
before: string | null, 
/**
 * At most so many.
 */
limit: number, 
/**
 * Whether numbers are shown whole.
 */
whole: boolean, };

/**
 * The list of an import with corrected numbers and reasons.
 */
export type CorrectedList = { 
/**
 * The import.
 */
import: string, 
/**
 * Where to; null keeps it in the data folder.
 */
to: string | null, 
/**
 * The language of its words.
 */
language: ListLanguage, };

/**
 * How many.
 */
export type Count = { 
/**
 * How many.
 */
count: number, };

/**
 * The administrator of a new installation.
 */
export type CreateAdministrator = { 
/**
 * The name to log in with.
 */
login: string, 
/**
 * The name to show.
 */
name: string, 
/**
 * The password.
 */
password: string, };

/**
 * Creates a task and starts it; the same client key answers with the same task.
 */
export type CreateTask = { 
/**
 * The task.
 */
spec: TaskSpec, 
/**
 * Whether to start it at once.
 */
start: boolean, };

/**
 * Figures of a day, or of a mean day.
 */
export type DayFigures = { 
/**
 * What carriers took, refused or may have taken.
 */
sent: number, 
/**
 * Of these, on the phone.
 */
delivered: number, 
/**
 * Of these, failed, refused or expired.
 */
failed: number, 
/**
 * Replies.
 */
replies: number, 
/**
 * Cost in yuan.
 */
cost: string, };

/**
 * What a person says about a reply that may be an opt-out.
 */
export type DecideOptOut = { 
/**
 * The reply.
 */
reply: string, 
/**
 * Whether it is one.
 */
opt_out: boolean, };

/**
 * What figures are told apart by.
 */
export type Dimension = "day" | "carrier" | "channel" | "template" | "operator" | "business" | "signature" | "task";

/**
 * A draft with what was written.
 */
export type Draft = { 
/**
 * What was written, as the screen gave it.
 */
body: unknown, 
/**
 * Its id.
 */
draft: string, 
/**
 * What lists call it.
 */
title: string, 
/**
 * Counts every change.
 */
version: number, 
/**
 * When it last changed.
 */
updated_at: string, };

/**
 * A draft in a list.
 */
export type DraftRow = { 
/**
 * Its id.
 */
draft: string, 
/**
 * What lists call it.
 */
title: string, 
/**
 * Counts every change.
 */
version: number, 
/**
 * When it last changed.
 */
updated_at: string, };

/**
 * Drafts, those that changed last first.
 */
export type Drafts = { 
/**
 * The drafts.
 */
drafts: Array<DraftRow>, };

/**
 * Two rows that are probably one person.
 */
export type DuplicatePair = { 
/**
 * `one_digit`: the same name, numbers that differ in one digit; `spelling`: the name is written in another way, too.
 */
why: "one_digit" | "spelling", 
/**
 * The two.
 */
people: Array<PersonRow>, };

/**
 * People who are probably one, at most 200 pairs.
 */
export type Duplicates = { 
/**
 * The pairs.
 */
pairs: Array<DuplicatePair>, };

/**
 * An earlier import of the same file.
 */
export type EarlierImport = { 
/**
 * When.
 */
at: string, 
/**
 * The file's name then.
 */
file: string, 
/**
 * The group that got its people, while it is there.
 */
group: string | null, };

/**
 * The first rows in one encoding.
 */
export type EncodedList = { 
/**
 * The encoding.
 */
encoding: string, 
/**
 * The rows.
 */
rows: Array<Array<string>>, };

/**
 * Why a command did not do what it was asked. The words live in the user interface.
 *
 * Also what a job that failed is kept with, which is why it can be read back.
 */
export type ErrorView = { 
/**
 * The key of the words.
 */
code: ErrorCode, 
/**
 * Values for the words.
 */
params: Record<string, string>, 
/**
 * Everything that is wrong with what was given.
 */
mistakes: Array<MistakeView>, 
/**
 * The number that the log has the details under.
 */
trace: string, };

/**
 * What to write into a file; null as `to` keeps it in the data folder.
 */
export type ExportPeople = { 
/**
 * A group; null for the address book.
 */
group: string | null, 
/**
 * Only those that this search finds; empty for all.
 */
search: string, 
/**
 * The kind of file.
 */
format: PeopleFormat, 
/**
 * Where to.
 */
to: string | null, };

/**
 * A page of facts.
 */
export type FactPage = { 
/**
 * In number order.
 */
facts: Array<FactRow>, 
/**
 * Where the next page goes on; `None` at the end.
 */
next: string | null, 
/**
 * How many there are.
 */
total: number, };

/**
 * A fact about a number.
 */
export type FactRow = { 
/**
 * The number, masked unless asked for.
 */
number: string, 
/**
 * Whose fact it is, to name it by.
 */
person: string, 
/**
 * Who carries it.
 */
ported_to: Carrier | null, 
/**
 * Since when it is known not to exist.
 */
dead_since: string | null, 
/**
 * Where this comes from.
 */
source: string, 
/**
 * When it was learned.
 */
at: string, };

/**
 * Which facts.
 */
export type FactsKind = "ported" | "dead";

/**
 * What a table of facts brought.
 */
export type FactsLearned = { 
/**
 * Numbers now known as ported.
 */
ported: number, 
/**
 * Numbers now known as dead.
 */
dead: number, };

/**
 * Which facts to list.
 */
export type FactsOf = { 
/**
 * The kind.
 */
kind: FactsKind, 
/**
 * `next` of the page before.
 */
after: string | null, 
/**
 * How many at most.
 */
limit: number, 
/**
 * Numbers whole.
 */
whole: boolean, };

/**
 * People of a task who did not get it and may get it again.
 */
export type FailedOf = { 
/**
 * The task's number.
 */
task: string, 
/**
 * Only of these failure classes; empty: of all.
 */
classes: Array<string>, };

/**
 * Messages that ended in the same way without having come through.
 */
export type FailureGroup = { 
/**
 * The failure class; empty where nobody failed: no receipt, in doubt.
 */
class: string, 
/**
 * The carrier's own words.
 */
code: string, 
/**
 * How they ended.
 */
state: MessageState, 
/**
 * The carrier.
 */
carrier: Carrier, 
/**
 * What the code means.
 */
cause: string, 
/**
 * What to do.
 */
action: string, 
/**
 * How many people.
 */
people: number, 
/**
 * Whether they may get it again, as far as the cause goes.
 */
may_resend: boolean, 
/**
 * Whether providers mean different things by the code.
 */
low_confidence: boolean, };

/**
 * What the values of a field are.
 */
export type FieldOf = "text" | "number" | "date" | "money";

/**
 * The kind of file.
 */
export type FileFormat = "xlsx" | "csv";

/**
 * Some files.
 */
export type FilePage = { 
/**
 * Newest first.
 */
files: Array<KeptFile>, 
/**
 * Whether there are older ones.
 */
more: boolean, };

/**
 * Which files; newest first.
 */
export type FilesOf = { 
/**
 * Of one kind; null for all.
 */
kind: string | null, 
/**
 * Older than this file.
 */
before: string | null, 
/**
 * At most so many.
 */
limit: number, };

/**
 * A bad cell.
 */
export type Finding = { 
/**
 * Its place in the file's order.
 */
seq: number, 
/**
 * The cell, such as `B18`.
 */
cell: string, 
/**
 * Its row.
 */
row: number, 
/**
 * What stands there, long digits masked.
 */
value: string, 
/**
 * What is wrong, as a code.
 */
reason: string, 
/**
 * What to do, as a code.
 */
suggestion: string, 
/**
 * The number that is probably meant, masked.
 */
fixed: string | null, };

/**
 * One thing that was looked at.
 */
export type FindingOfSystem = { 
/**
 * What, as a code.
 */
code: string, 
/**
 * How much it matters.
 */
weight: "fine" | "warning" | "broken", 
/**
 * Values for its words.
 */
params: Record<string, string>, };

/**
 * Some findings.
 */
export type FindingPage = { 
/**
 * Those of this page.
 */
findings: Array<Finding>, 
/**
 * Whether there are more.
 */
more: boolean, 
/**
 * Findings that were counted only.
 */
rest: number, };

/**
 * Which findings of an import, in the order of the file; those that were mended are left out.
 */
export type FindingsOf = { 
/**
 * The import.
 */
import: string, 
/**
 * Only those found for this reason.
 */
reason: string | null, 
/**
 * Behind the finding with this `seq`; 0 from the begin.
 */
after: number, 
/**
 * At most so many.
 */
limit: number, };

/**
 * Numbers whose facts are to be forgotten.
 */
export type ForgetFacts = { 
/**
 * `person` of their rows.
 */
people: Array<string>, };

/**
 * A simulated carrier, and what it has counted since it was started.
 */
export type GatewayRow = { 
/**
 * Whose.
 */
carrier: Carrier, 
/**
 * Where it listens.
 */
address: string, 
/**
 * The login.
 */
account: string, 
/**
 * The sender's number.
 */
service_code: string, 
/**
 * The versions that it speaks.
 */
versions: Array<string>, 
/**
 * Connections that logged in.
 */
logins: number, 
/**
 * Messages that came.
 */
submits: number, 
/**
 * Messages that were taken.
 */
accepted: number, 
/**
 * Messages that were refused.
 */
refused: number, 
/**
 * Receipts that were handed over.
 */
receipts: number, 
/**
 * Messages from phones that were handed over.
 */
replies: number, };

/**
 * A group.
 */
export type GroupRow = { 
/**
 * The id.
 */
group: string, 
/**
 * The name.
 */
name: string, 
/**
 * How many people it has.
 */
people: number, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * When it last changed.
 */
updated_at: string, };

/**
 * Every group.
 */
export type Groups = { 
/**
 * By name.
 */
groups: Array<GroupRow>, };

/**
 * A virtual phone.
 */
export type Handset = { 
/**
 * Its number, to name it by.
 */
number: string, 
/**
 * Its number as shown.
 */
shown: string, 
/**
 * The carrier that brought it the newest message.
 */
carrier: Carrier, 
/**
 * Whether it is off.
 */
off: boolean, 
/**
 * What it received and its person wrote.
 */
messages: number, 
/**
 * When the newest of that came or left.
 */
last_at: string | null, 
/**
 * What it says.
 */
last_text: string, };

/**
 * One message of a phone's conversation.
 */
export type HandsetItem = { 
/**
 * When it came or left.
 */
at: string, 
/**
 * Who sent it.
 */
from: HandsetSide, 
/**
 * What it says.
 */
text: string, 
/**
 * Whether it was shown at once and not kept by the phone.
 */
flash: boolean, 
/**
 * The sender's number; for what the person wrote, the number that it was written to.
 */
sent_by: string, };

/**
 * Switches a phone off or on. Off, it shows nothing new and its messages get no receipt; on again, it gets them all.
 */
export type HandsetPower = { 
/**
 * Its number.
 */
number: string, 
/**
 * Whether it is to be off.
 */
off: boolean, };

/**
 * What a phone's person writes back.
 */
export type HandsetReply = { 
/**
 * Its number.
 */
number: string, 
/**
 * The text.
 */
text: string, };

/**
 * Who sent a message.
 */
export type HandsetSide = "platform" | "person";

/**
 * A virtual phone with its conversation.
 */
export type HandsetView = { 
/**
 * Its conversation, oldest first.
 */
items: Array<HandsetItem>, 
/**
 * Its number, to name it by.
 */
number: string, 
/**
 * Its number as shown.
 */
shown: string, 
/**
 * The carrier that brought it the newest message.
 */
carrier: Carrier, 
/**
 * Whether it is off.
 */
off: boolean, 
/**
 * What it received and its person wrote.
 */
messages: number, 
/**
 * When the newest of that came or left.
 */
last_at: string | null, 
/**
 * What it says.
 */
last_text: string, };

/**
 * Virtual phones.
 */
export type Handsets = { 
/**
 * The one that heard something last first.
 */
handsets: Array<Handset>, 
/**
 * How many there are.
 */
total: number, };

/**
 * Which phones.
 */
export type HandsetsOf = { 
/**
 * Digits of the number; empty: all.
 */
search: string, 
/**
 * How many at most.
 */
limit: number, };

/**
 * What the first screen shows.
 */
export type Home = { 
/**
 * When this was so.
 */
as_of: string, 
/**
 * Figures of today.
 */
today: DayFigures, 
/**
 * A mean day of the last `days` days before today.
 */
mean: DayFigures, 
/**
 * How many days: 7, fewer when the first task was later, 0 when it is of today.
 */
days: number, 
/**
 * Tasks under way or paused, newest first.
 */
running: Array<TaskRow>, 
/**
 * Tasks that wait for their time, newest first.
 */
scheduled: Array<TaskRow>, 
/**
 * What waits for a person; kinds without anything are left out.
 */
todo: Array<TodoCount>, 
/**
 * Channels and their lines.
 */
channels: Array<ChannelLight>, 
/**
 * What stands in the way of work.
 */
alarms: Array<Alarm>, 
/**
 * Whether nothing was ever sent in this world.
 */
empty: boolean, };

/**
 * Which world.
 */
export type HomeOf = { 
/**
 * Practice instead of real sending.
 */
sandbox?: boolean, };

/**
 * What an import brought. Kept with the job that did it.
 */
export type ImportDone = { 
/**
 * The import; empty when there was nobody in the list, and nothing was stored.
 */
import: string, 
/**
 * The group that its people are in; empty likewise.
 */
group: string, 
/**
 * The group's name.
 */
group_name: string, 
/**
 * Whether the group was there before.
 */
merged: boolean, 
/**
 * Rows that are not blank.
 */
rows: number, 
/**
 * Different numbers.
 */
people: number, 
/**
 * People that are new to the group.
 */
added: number, 
/**
 * Numbers that the list holds again.
 */
duplicates: number, 
/**
 * Rows without a number that can be read.
 */
rows_failed: number, 
/**
 * Rows whose number was repaired.
 */
rows_repaired: number, 
/**
 * Repairs by kind.
 */
repairs: Record<string, number>, 
/**
 * Findings by reason.
 */
faults: Record<string, number>, 
/**
 * People by carrier, as their first digits say.
 */
carriers: Partial<Record<Carrier, number>>, 
/**
 * Who would get nothing: by blacklist, opt-out, dead number.
 */
blocked: Partial<Record<Exclusion, number>>, };

/**
 * A list to bring in.
 */
export type ImportList = { 
/**
 * The file.
 */
file: string, 
/**
 * How to read it, where the guess is wrong.
 */
layout: ListLayout, 
/**
 * The group that gets the people: the id of one, or the name of a new one; null for a list of one task.
 */
group: string | null, 
/**
 * A list of one task instead of a group.
 */
for_task: boolean, };

/**
 * Some imports.
 */
export type ImportPage = { 
/**
 * Latest first.
 */
imports: Array<ImportRow>, 
/**
 * Whether there are more.
 */
more: boolean, };

/**
 * An import.
 */
export type ImportRow = { 
/**
 * The id.
 */
import: string, 
/**
 * When.
 */
at: string, 
/**
 * The file's name.
 */
file: string, 
/**
 * Its size.
 */
octets: number, 
/**
 * The group that got its people.
 */
group: string, 
/**
 * Its name; empty when it is gone.
 */
group_name: string, 
/**
 * Rows that are not blank.
 */
rows: number, 
/**
 * Different numbers.
 */
people: number, 
/**
 * People that were new to the group.
 */
added: number, 
/**
 * Numbers that the list held again.
 */
duplicates: number, 
/**
 * Rows without a number that can be read.
 */
rows_failed: number, 
/**
 * Who imported.
 */
by: string, };

/**
 * Which imports, latest first.
 */
export type ImportsOf = { 
/**
 * Before this one.
 */
before: string | null, 
/**
 * At most so many.
 */
limit: number, };

/**
 * A list to look at: `upload:ID` in the browser, a path in the window.
 */
export type InspectList = { 
/**
 * The file.
 */
file: string, 
/**
 * How to read it, where the guess is wrong.
 */
layout: ListLayout, };

/**
 * What a look at a list says.
 */
export type InspectedList = { 
/**
 * The file's name.
 */
file_name: string, 
/**
 * Its size.
 */
octets: number, 
/**
 * What it is: `xlsx`, `xls`, `xlsb`, `ods` or `text`.
 */
format: string, 
/**
 * Its sheets.
 */
sheets: Array<ListSheet>, 
/**
 * The header's row, from 1.
 */
header_row: number | null, 
/**
 * The columns.
 */
columns: Array<ListColumn>, 
/**
 * The first rows as read.
 */
rows: Array<Array<string>>, 
/**
 * The encoding of a text file.
 */
encoding: string | null, 
/**
 * The first rows in each encoding that may be meant; empty when it is sure.
 */
encodings: Array<EncodedList>, 
/**
 * Whether another program seems to have it open: what was not saved there is not read.
 */
open_elsewhere: boolean, 
/**
 * When the same file came in before.
 */
imported_before: EarlierImport | null, };

/**
 * How far work is.
 */
export type Job = { 
/**
 * Its id.
 */
job: string, 
/**
 * What kind of work.
 */
kind: JobKind, 
/**
 * What people know it by, such as a file's name.
 */
title: string, 
/**
 * How far it is.
 */
state: "running" | "done" | "failed" | "cancelled" | "broken_off", 
/**
 * Rows, people or octets so far.
 */
done: number, 
/**
 * Of so many, when that is known.
 */
total: number | null, 
/**
 * Speed over the last seconds, while it runs.
 */
per_second: number | null, 
/**
 * Time left at that speed.
 */
seconds_left: number | null, 
/**
 * When it began.
 */
started_at: string, 
/**
 * When it ended.
 */
ended_at: string | null, 
/**
 * Why it failed.
 */
error: ErrorView | null, 
/**
 * What an import brought.
 */
imported: ImportDone | null, 
/**
 * The file that was made, while it is kept.
 */
file: KeptFile | null, };

/**
 * What kind of work.
 */
export type JobKind = "import" | "check_up" | "export" | "report" | "backup" | "mend";

/**
 * Work began; its job tells the rest.
 */
export type JobStarted = { 
/**
 * The job.
 */
job: string, };

/**
 * Jobs.
 */
export type Jobs = { 
/**
 * The newest hundred, newest first.
 */
jobs: Array<Job>, };

/**
 * A file that the data folder keeps.
 */
export type KeptFile = { 
/**
 * Its id.
 */
file: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is: `report`, `export`, `corrected_list`, `sample` and their like.
 */
kind: string, 
/**
 * Its size.
 */
octets: number, 
/**
 * When it was made.
 */
at: string, 
/**
 * The task that it tells about.
 */
task: string | null, 
/**
 * Who had it made.
 */
by: string, 
/**
 * Where the window finds it; null in the browser, which downloads.
 */
path: string | null, };

/**
 * A table of facts.
 */
export type LearnFacts = { 
/**
 * Lines of `number,word`: a carrier (`CMCC`, `CUCC`, `CTCC`, `CBN`) or `dead`.
 */
table: string, };

/**
 * What the program is made of.
 */
export type Licences = { 
/**
 * By name.
 */
parts: Array<Part>, };

/**
 * What a channel's line is doing.
 */
export type LineView = { 
/**
 * `connecting`, `online`, `back_off`, `refused`, `paused` or `stopped`; `idle` when no engine runs or it leads to
 * a simulated carrier that does not.
 */
state: "connecting" | "online" | "back_off" | "refused" | "paused" | "stopped" | "idle", 
/**
 * The code of the cause when it is down.
 */
cause: string, 
/**
 * The cause in English, for logs and support.
 */
detail: string, };

/**
 * A column and what it is taken for.
 */
export type ListColumn = { 
/**
 * Its letters.
 */
column: string, 
/**
 * Its header.
 */
header: string, 
/**
 * What it is. In a list without a column that looks like numbers none is the number: a person must say.
 */
role: "number" | "name" | "field" | "ignored", 
/**
 * The field's name.
 */
field: string, 
/**
 * How sure that is, in percent.
 */
confidence: number, 
/**
 * Why, as a code: `header_and_values`, `header`, `values`, `remaining`, `given`.
 */
why: string, 
/**
 * Its first values.
 */
samples: Array<string>, };

/**
 * A list as a file.
 */
export type ListFile = { 
/**
 * The file; in a task file its path starts from that file's folder.
 */
path: string, 
/**
 * How to read it, where the guess is wrong.
 */
layout: ListLayout, };

/**
 * Which of the two lists.
 */
export type ListKind = "opt_out" | "blacklist";

/**
 * Words of a file.
 */
export type ListLanguage = "zh-CN" | "en";

/**
 * How a list is to be read, where the guess is wrong.
 */
export type ListLayout = { 
/**
 * The sheet, by place (from 1) or name.
 */
sheet: string | null, 
/**
 * The header's row, from 1; 0 says that there is none.
 */
header_row: number | null, 
/**
 * Column (letters, number or header) to field (`phone`, `name`, `-`, or a name for it).
 */
columns: Array<[string, string]>, 
/**
 * `utf-8`, `utf-16le`, `utf-16be` or `gb18030`, for a text file.
 */
encoding: string | null, 
/**
 * One ASCII character, for a text file.
 */
delimiter: string | null, };

/**
 * A sheet of a workbook; a text file has one without a name.
 */
export type ListSheet = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its rows; null when only reading it would tell.
 */
rows: number | null, 
/**
 * Whether it is the one that would be read.
 */
chosen: boolean, };

/**
 * Login and password.
 */
export type LogIn = { 
/**
 * The name to log in with.
 */
login: string, 
/**
 * The password.
 */
password: string, };

/**
 * A new group.
 */
export type MakeGroup = { 
/**
 * The name.
 */
name: string, };

/**
 * Marks a conversation.
 */
export type MarkConversation = { 
/**
 * With whom.
 */
person: string, 
/**
 * How.
 */
mark: ConversationMark, };

/**
 * Takes suggested numbers over into the group.
 */
export type MendFindings = { 
/**
 * The import.
 */
import: string, 
/**
 * Which findings; empty for all with a suggestion, 10,000 at a time.
 */
seqs: Array<number>, };

/**
 * What mending brought.
 */
export type Mended = { 
/**
 * People that are new in the group.
 */
people: number, };

/**
 * Makes one person of two.
 */
export type MergePeople = { 
/**
 * Whose number stays.
 */
keep: string, 
/**
 * Whose number goes.
 */
drop: string, 
/**
 * The name afterwards.
 */
name: string, 
/**
 * Everything else afterwards.
 */
fields: Record<string, string>, };

/**
 * All about a message.
 */
export type MessageDetail = { 
/**
 * What it says.
 */
text: string, 
/**
 * Where its segments part, in UTF-16 units of the text.
 */
seams: Array<number>, 
/**
 * Why this carrier and channel.
 */
why: Array<Reason>, 
/**
 * Its tries, part by part.
 */
attempts: Array<AttemptView>, 
/**
 * Its id.
 */
message: string, 
/**
 * Its task.
 */
task: string, 
/**
 * The task's name.
 */
task_name: string, 
/**
 * The person, masked unless asked for.
 */
number: string, 
/**
 * Where it stands.
 */
state: MessageState, 
/**
 * The carrier.
 */
carrier: Carrier, 
/**
 * The channel's name; empty when it has none.
 */
channel: string, 
/**
 * Segments billed.
 */
segments: number, 
/**
 * Their price in yuan.
 */
price: string, 
/**
 * How often it was handed to a channel.
 */
tries: number, 
/**
 * Who allowed a second copy.
 */
mark: "none" | "policy" | "person", 
/**
 * When the carrier took it.
 */
submitted_at: string | null, 
/**
 * When it ended.
 */
ended_at: string | null, 
/**
 * Failure class or exclusion.
 */
class: string, 
/**
 * The carrier's own words.
 */
code: string, 
/**
 * What they mean.
 */
cause: string, 
/**
 * What to do.
 */
action: string, 
/**
 * Whether it is practice.
 */
sandbox: boolean, 
/**
 * Whether the person replied to it.
 */
replied: boolean, };

/**
 * Messages, newest first. `next` is where the next page begins; with fewer messages than were asked for, the search
 * paused there and goes on from it.
 */
export type MessagePage = { 
/**
 * The messages.
 */
messages: Array<MessageRow>, 
/**
 * What to give as `before` for the next page; none when there is nothing more.
 */
next: string | null, };

/**
 * A message in a list.
 */
export type MessageRow = { 
/**
 * Its id.
 */
message: string, 
/**
 * Its task.
 */
task: string, 
/**
 * The task's name.
 */
task_name: string, 
/**
 * The person, masked unless asked for.
 */
number: string, 
/**
 * Where it stands.
 */
state: MessageState, 
/**
 * The carrier.
 */
carrier: Carrier, 
/**
 * The channel's name; empty when it has none.
 */
channel: string, 
/**
 * Segments billed.
 */
segments: number, 
/**
 * Their price in yuan.
 */
price: string, 
/**
 * How often it was handed to a channel.
 */
tries: number, 
/**
 * Who allowed a second copy.
 */
mark: "none" | "policy" | "person", 
/**
 * When the carrier took it.
 */
submitted_at: string | null, 
/**
 * When it ended.
 */
ended_at: string | null, 
/**
 * Failure class or exclusion.
 */
class: string, 
/**
 * The carrier's own words.
 */
code: string, 
/**
 * What they mean.
 */
cause: string, 
/**
 * What to do.
 */
action: string, 
/**
 * Whether it is practice.
 */
sandbox: boolean, 
/**
 * Whether the person replied to it.
 */
replied: boolean, };

/**
 * Which messages; what is empty or none narrows nothing.
 */
export type MessagesOf = { 
/**
 * Of this task.
 */
task: string | null, 
/**
 * To this number, in any spelling.
 */
number: string | null, 
/**
 * In one of these states.
 */
states: MessageState[], 
/**
 * Of one of these failure classes or exclusions.
 */
classes: Array<string>, 
/**
 * With this code of the carrier's.
 */
code: string | null, 
/**
 * To this carrier.
 */
carrier: Carrier | null, 
/**
 * By this channel.
 */
channel: string | null, 
/**
 * Taken by a carrier, or due, from this time or day on.
 */
from: string | null, 
/**
 * And before this one.
 */
to: string | null, 
/**
 * Of practice, or not; none: both.
 */
sandbox: boolean | null, 
/**
 * Only messages before this one: what the last page gave as `next`.
 */
before: string | null, 
/**
 * How many at most.
 */
limit: number, 
/**
 * Whether a person asked to see whole numbers.
 */
whole: boolean, 
/**
 * The language of causes.
 */
language: WordsIn, };

/**
 * What is wrong at one place of what was given.
 */
export type MistakeView = { 
/**
 * The key of the words.
 */
code: MistakeCode, 
/**
 * The field, such as `recipients.numbers[2]`; empty for the whole.
 */
field: string, 
/**
 * The line, from 1.
 */
line: number | null, 
/**
 * The character in the line, from 1.
 */
column: number | null, 
/**
 * Values for the words.
 */
params: Record<string, string>, };

/**
 * A request without parameters, or a reply without content.
 */
export type Nothing = Record<symbol, never>;

/**
 * One person.
 */
export type NumberEntry = { 
/**
 * The number.
 */
number: string, 
/**
 * Values for the variables.
 */
values: { [key in string]: string }, };

/**
 * One number.
 */
export type NumberOf = { 
/**
 * Its digits.
 */
number: string, };

/**
 * What is known about one number.
 */
export type NumberView = { 
/**
 * The number, masked.
 */
shown: string, 
/**
 * The first digits that say whose block it is from; empty for a block that no table names.
 */
prefix: string, 
/**
 * Who got the block; `None` when nobody knows.
 */
carrier: Carrier | null, 
/**
 * What the block is for: `mobile`, `data`, `mvno`, `satellite`, `emergency`, `iot` or `unlisted`.
 */
kind: string, 
/**
 * Who carries the number, when it was taken along to somebody else.
 */
ported_to: Carrier | null, 
/**
 * Since when it is known not to exist.
 */
dead_since: string | null, 
/**
 * Where that comes from; empty when nothing is known beyond the first digits.
 */
source: string, };

/**
 * One channel.
 */
export type OneChannel = { 
/**
 * Its number.
 */
channel: string, };

/**
 * One conversation; without `before` its newest entries.
 */
export type OneConversation = { 
/**
 * With whom.
 */
person: string, 
/**
 * Older than this cursor.
 */
before: string | null, 
/**
 * Whether the number is shown whole.
 */
whole: boolean, };

/**
 * One draft.
 */
export type OneDraft = { 
/**
 * Its id.
 */
draft: string, };

/**
 * One field.
 */
export type OneField = { 
/**
 * Its id.
 */
field: string, };

/**
 * One file.
 */
export type OneFile = { 
/**
 * Its id.
 */
file: string, };

/**
 * One group.
 */
export type OneGroup = { 
/**
 * Its id.
 */
group: string, };

/**
 * One virtual phone.
 */
export type OneHandset = { 
/**
 * Its number.
 */
number: string, };

/**
 * One job.
 */
export type OneJob = { 
/**
 * Its id.
 */
job: string, };

/**
 * One message.
 */
export type OneMessage = { 
/**
 * Its id.
 */
message: string, 
/**
 * Whether a person asked to see the whole number.
 */
whole: boolean, 
/**
 * The language of causes.
 */
language: WordsIn, };

/**
 * One signature.
 */
export type OneSignature = { 
/**
 * Its id.
 */
signature: string, };

/**
 * One task.
 */
export type OneTask = { 
/**
 * Its number.
 */
task: string, };

/**
 * One task; causes come in words of this language.
 */
export type OneTaskIn = { 
/**
 * Its number.
 */
task: string, 
/**
 * The language.
 */
language: WordsIn, };

/**
 * One template.
 */
export type OneTemplate = { 
/**
 * Its id.
 */
template: string, };

/**
 * A part that others wrote.
 */
export type Part = { 
/**
 * Its name.
 */
name: string, 
/**
 * Its version.
 */
version: string, 
/**
 * Its licence, an SPDX expression.
 */
licence: string, };

/**
 * Numbers with rubbish between: one person a line, or parted by anything that is no digit. At most 50,000.
 */
export type PasteList = { 
/**
 * The text.
 */
text: string, };

/**
 * What was pasted.
 */
export type Pasted = { 
/**
 * The list as a file for the other commands.
 */
file: string, 
/**
 * Numbers that can be read.
 */
numbers: number, 
/**
 * Lines with anything on them.
 */
lines: number, };

/**
 * The kind of a file that people are written into.
 */
export type PeopleFormat = "xlsx" | "csv";

/**
 * Of a group, or of the address book. `offset` for jumping about, `after` for the next page.
 */
export type PeopleOf = { 
/**
 * A group; null for the address book.
 */
group: string | null, 
/**
 * A part of the number or the name.
 */
search: string, 
/**
 * Behind this person.
 */
after: string | null, 
/**
 * From this place on, from 0.
 */
offset: number | null, 
/**
 * At most so many.
 */
limit: number, 
/**
 * Whether numbers are shown whole.
 */
whole: boolean, };

/**
 * Some people.
 */
export type PeoplePage = { 
/**
 * Those of this page: in number order; a search by name in name order, names that begin with it first.
 */
people: Array<PersonRow>, 
/**
 * How many there are; a search finds 10,000 at most.
 */
total: number, 
/**
 * Where the next page begins.
 */
next: string | null, };

/**
 * One person.
 */
export type PersonOf = { 
/**
 * The number, in any spelling.
 */
number: string, 
/**
 * The language of causes.
 */
language: WordsIn, };

/**
 * A person.
 */
export type PersonRow = { 
/**
 * The id.
 */
person: string, 
/**
 * The number.
 */
number: string, 
/**
 * The name; empty when nobody gave one.
 */
name: string, 
/**
 * What else is known.
 */
fields: Record<string, string>, 
/**
 * The lists that the number stands on.
 */
blocked: ("blacklist" | "opt_out")[], 
/**
 * When the address book last learned something; null for somebody it does not have.
 */
updated_at: string | null, 
/**
 * Who carries the number, as far as we know.
 */
carrier: Carrier | null, };

/**
 * Everything about one number.
 */
export type PersonView = { 
/**
 * The number in digits: whoever asks has it.
 */
number: string, 
/**
 * The number as it is shown.
 */
shown: string, 
/**
 * Who carries it, as well as we know.
 */
carrier: Carrier | null, 
/**
 * Whether it is with another carrier than its first digits say.
 */
ported: boolean, 
/**
 * Since when it is known not to exist.
 */
dead_since: string | null, 
/**
 * The first digits that tell the carrier; empty when no table names them.
 */
segment: string, 
/**
 * The person's name in the address book.
 */
name: string, 
/**
 * What else the address book says.
 */
fields: { [key in string]: string }, 
/**
 * Whether the person is in the address book.
 */
contact: boolean, 
/**
 * The groups that the person is in.
 */
groups: Array<string>, 
/**
 * Entries in the lists of those who get nothing.
 */
blocks: Array<BlockRow>, 
/**
 * The last messages, newest first.
 */
messages: Array<MessageRow>, 
/**
 * The last replies, newest first.
 */
replies: Array<ReplyRow>, 
/**
 * Messages that a carrier took or may have taken, in all.
 */
sent: number, 
/**
 * Of these, on the phone.
 */
delivered: number, };

/**
 * How practice stands.
 */
export type Practice = { 
/**
 * Whether the simulated carriers run.
 */
running: boolean, 
/**
 * The carriers, while they run.
 */
gateways: Array<GatewayRow>, 
/**
 * Channels that lead to them.
 */
channels: number, 
/**
 * Whether they make trouble: late receipts, refusals, lines that break.
 */
trouble: boolean, 
/**
 * Phones that have received something.
 */
handsets: number, };

/**
 * What a start brought about.
 */
export type PracticeStarted = { 
/**
 * The group of the sample's name, once somebody has imported the list into it.
 */
group: string | null, 
/**
 * The sample template.
 */
template: string | null, 
/**
 * Rows of the sample list.
 */
people: number, 
/**
 * The sample list as a file for the other commands.
 */
sample_file: string | null, };

/**
 * One reason of a decision.
 */
export type Reason = { 
/**
 * What, as a code.
 */
code: string, 
/**
 * Values for its words.
 */
params: Record<string, string>, };

/**
 * Who gets it: exactly one of group, file, numbers and the people of another task.
 */
export type Recipients = { 
/**
 * A group by name or number.
 */
group: string | null, 
/**
 * A list as a file.
 */
file: ListFile | null, 
/**
 * Numbers right here.
 */
numbers: Array<NumberEntry> | null, 
/**
 * People of another task who may get it again.
 */
failed_of: FailedOf | null, };

/**
 * Who is to be removed: from a group, or with null from the address book and all groups.
 */
export type RemovePeople = { 
/**
 * The group.
 */
group: string | null, 
/**
 * Who.
 */
people: Array<string>, };

/**
 * A group's new name.
 */
export type RenameGroup = { 
/**
 * Which.
 */
group: string, 
/**
 * The name.
 */
name: string, };

/**
 * A reply.
 */
export type ReplyRow = { 
/**
 * Its id.
 */
reply: string, 
/**
 * When it came.
 */
at: string, 
/**
 * The number, masked.
 */
number: string, 
/**
 * What it says.
 */
text: string, 
/**
 * The task that it answers.
 */
task: string | null, 
/**
 * Whether it refuses further messages.
 */
opt_out: "yes" | "no" | "ask", 
/**
 * Whether all of its parts came.
 */
complete: boolean, };

/**
 * The messages that a search finds.
 */
export type ReportMessages = { 
/**
 * The search; its page and its `whole` do not count.
 */
of: MessagesOf, 
/**
 * The kind of file.
 */
format: FileFormat, 
/**
 * Numbers as `138****5678`.
 */
masked: boolean, 
/**
 * Where to write it; null keeps it in the data folder.
 */
to: string | null, 
/**
 * Its language.
 */
language: WordsIn, };

/**
 * The figures of a period.
 */
export type ReportStatistics = { 
/**
 * Which.
 */
of: StatisticsOf, 
/**
 * The kind of file.
 */
format: FileFormat, 
/**
 * Where to write it; null keeps it in the data folder.
 */
to: string | null, 
/**
 * Its language.
 */
language: WordsIn, };

/**
 * The report of a task.
 */
export type ReportTask = { 
/**
 * Its number.
 */
task: string, 
/**
 * The kind of file.
 */
format: FileFormat, 
/**
 * Numbers as `138****5678`.
 */
masked: boolean, 
/**
 * With each person's finished text.
 */
with_text: boolean, 
/**
 * Where to write it; null keeps it in the data folder.
 */
to: string | null, 
/**
 * Its language.
 */
language: WordsIn, };

/**
 * Sends again to those who may get it again.
 */
export type Resend = { 
/**
 * The task.
 */
task: string, 
/**
 * Failure classes; empty: all that may.
 */
classes: Array<string>, };

/**
 * The way of one number.
 */
export type Route = { 
/**
 * The number, masked unless asked for.
 */
number: string, 
/**
 * The carrier.
 */
carrier: Carrier | null, 
/**
 * The channel's number.
 */
channel: string | null, 
/**
 * The channel's name.
 */
channel_name: string | null, 
/**
 * Why the person gets nothing.
 */
excluded: Exclusion | null, 
/**
 * Why this way.
 */
why: Array<Reason>, };

/**
 * One person's text.
 */
export type Sample = { 
/**
 * Why it is shown.
 */
kind: "first" | "longest" | "shortest", 
/**
 * The person, masked.
 */
number: string, 
/**
 * The person's name.
 */
name: string, 
/**
 * What their phone shows.
 */
text: string, 
/**
 * Segments as billed.
 */
segments: number, 
/**
 * Where segments part, in UTF-16 units of the text.
 */
seams: Array<number>, };

/**
 * Words of the samples; the engine has none of its own.
 */
export type SampleWords = { 
/**
 * The name of the group that the list is meant for, and of the list's file.
 */
group: string, 
/**
 * The name of the template.
 */
template: string, 
/**
 * The signature, without 【】.
 */
signature: string, 
/**
 * The text, with the list's columns as variables.
 */
text: string, };

/**
 * Texts of a group's people.
 */
export type Samples = { 
/**
 * The first person's, the longest and the shortest; none of people whose text cannot be filled in.
 */
samples: Array<Sample>, 
/**
 * Segments of everybody's together, as billed.
 */
segments: number, 
/**
 * People whose text can be filled in.
 */
people: number, };

/**
 * A text to be shown as people of a group get it.
 */
export type SamplesOf = { 
/**
 * The group or list.
 */
group: string, 
/**
 * The text with its variables.
 */
text: string, 
/**
 * The signature.
 */
signature: string, 
/**
 * What it is for.
 */
business: string, };

/**
 * What a channel is to be.
 */
export type SaveChannel = { 
/**
 * Its number; null makes a new one.
 */
channel: string | null, 
/**
 * The version that was read last; another one in the store is `stale`.
 */
version: number | null, 
/**
 * What it is to be.
 */
form: ChannelForm, 
/**
 * Its secret; null keeps the stored one.
 */
secret: string | null, };

/**
 * What somebody wrote. `version` is the one that was read last; when there is another one in the store, the error is
 * `stale` and carries it. Without a draft a new one is made.
 */
export type SaveDraft = { 
/**
 * The draft; none makes a new one.
 */
draft: string | null, 
/**
 * The version that was read last.
 */
version: number | null, 
/**
 * What lists call it.
 */
title: string, 
/**
 * What was written.
 */
body: unknown, };

/**
 * `field` is the id of one; null adds.
 */
export type SaveField = { 
/**
 * Which.
 */
field: string | null, 
/**
 * Its name.
 */
name: string, 
/**
 * What its values are.
 */
kind: FieldOf, };

/**
 * `person` is the id of a row; null adds.
 */
export type SavePerson = { 
/**
 * Who is changed.
 */
person: string | null, 
/**
 * The number; the masked form of the person's own leaves it as it is.
 */
number: string, 
/**
 * The name.
 */
name: string, 
/**
 * Everything else; what is missing is taken away.
 */
fields: Record<string, string>, 
/**
 * The groups that shall have the person; the others shall not.
 */
groups: Array<string>, };

/**
 * As for a template. As long as there is a signature, exactly one is preferred.
 */
export type SaveSignature = { 
/**
 * Which.
 */
signature: string | null, 
/**
 * The version that was read.
 */
version: number | null, 
/**
 * Its name.
 */
name: string, 
/**
 * What to write beside it.
 */
note: string, 
/**
 * Whether new tasks begin with it.
 */
preferred: boolean, };

/**
 * `version` is what was read last; another one in the store is `stale`, with what is there. null makes a new one.
 */
export type SaveTemplate = { 
/**
 * Which.
 */
template: string | null, 
/**
 * The version that was read.
 */
version: number | null, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is for.
 */
business: Business, 
/**
 * The signature; empty: chosen when sending.
 */
signature: string, 
/**
 * The text.
 */
text: string, 
/**
 * What to write beside it.
 */
note: string, };

/**
 * A person that was saved, or not.
 */
export type SavedPerson = { 
/**
 * The id; the number may have changed and the id with it.
 */
person: string, 
/**
 * The number was there already, and nothing was saved: what is there, to decide field by field.
 */
conflict: PersonRow | null, };

/**
 * A number block.
 */
export type SegmentRow = { 
/**
 * Its first digits.
 */
prefix: string, 
/**
 * Who got it.
 */
carrier: Carrier, 
/**
 * What it is for.
 */
kind: string, };

/**
 * Number blocks.
 */
export type Segments = { 
/**
 * Every one that is known, short prefixes first.
 */
segments: Array<SegmentRow>, };

/**
 * One message to one person.
 */
export type SendOne = { 
/**
 * The number.
 */
to: string, 
/**
 * The text as it is; a signature in 【】 at its begin is taken as such.
 */
text: string, 
/**
 * The signature, when it does not stand in the text.
 */
signature: string | null, 
/**
 * What it is for.
 */
business: Business, 
/**
 * A channel, by number.
 */
channel: string | null, 
/**
 * Whether it is practice.
 */
sandbox: boolean, 
/**
 * The same key never sends twice.
 */
client_key: string, };

/**
 * Who is here.
 */
export type Session = { 
/**
 * Before the first setup, before the login, or open for work.
 */
state: "setup" | "locked" | "open", 
/**
 * Window or browser.
 */
face: "desktop" | "browser", 
/**
 * Who is logged in.
 */
user: UserView | null, 
/**
 * The program's version.
 */
version: string, };

/**
 * Settings of the installation.
 */
export type Settings = { 
/**
 * For so long a start can be taken back.
 */
undo_seconds: number, 
/**
 * From so many people on, the number is typed before the start.
 */
type_count_from: number, 
/**
 * Where "try it on me" sends to; empty: asked every time.
 */
test_number: string, 
/**
 * For so long finished files are kept.
 */
keep_files_days: number, 
/**
 * Whether closing the window lets it go on in the tray while tasks run.
 */
close_to_tray: boolean, 
/**
 * Whether the system's notifications tell of finished tasks and alarms.
 */
notify: boolean, 
/**
 * The organisation's name, as reports show it.
 */
organisation: string, };

/**
 * How much an alarm matters.
 */
export type Severity = "bad" | "warn";

/**
 * A signature.
 */
export type SignatureRow = { 
/**
 * The id.
 */
signature: string, 
/**
 * Its name without 【】.
 */
name: string, 
/**
 * What a person wrote beside it.
 */
note: string, 
/**
 * Whether new tasks begin with it.
 */
preferred: boolean, 
/**
 * Counts every change.
 */
version: number, };

/**
 * Every signature.
 */
export type Signatures = { 
/**
 * The preferred one first.
 */
signatures: Array<SignatureRow>, };

/**
 * What happened in one step.
 */
export type SpeedPoint = { 
/**
 * When the step ended, of points read from the rows when it began; Unix milliseconds.
 */
at_ms: number, 
/**
 * Messages that a carrier took or refused.
 */
submitted: number, 
/**
 * Messages that came to their phone.
 */
delivered: number, 
/**
 * Messages that failed, expired or were refused.
 */
failed: number, };

/**
 * Starts the simulated carriers with their channels; while they run, changes their manners.
 */
export type StartPractice = { 
/**
 * Whether to make the sample list, template and signature, too.
 */
sample: boolean, 
/**
 * Whether the carriers make trouble.
 */
trouble: boolean, 
/**
 * Names for the channels, by carrier.
 */
names: Partial<Record<Carrier, string>>, 
/**
 * Words of the samples.
 */
sample_words: SampleWords, };

/**
 * What a start brought about.
 */
export type Started = { 
/**
 * The task's number.
 */
task: string, 
/**
 * Nothing leaves before; of a task that was not started: if it was started now.
 */
release_at: string, 
/**
 * What was not sent by then is not sent any more; likewise.
 */
expires_at: string, 
/**
 * How long the start can still be taken back, in milliseconds.
 */
undo_left_ms: number, };

/**
 * Figures of a period.
 */
export type Statistics = { 
/**
 * By value: every day in order; everything else by how much was submitted.
 */
rows: Array<StatisticsRow>, 
/**
 * All rows together.
 */
total: StatisticsRow, 
/**
 * The period of the same length right before.
 */
before: StatisticsRow, 
/**
 * When this was so.
 */
as_of: string, };

/**
 * Which tasks and messages, and how they are told apart. A task counts, with everything that became of it, on the day
 * of its release, before that on the day of its creation.
 */
export type StatisticsOf = { 
/**
 * The first day on China's calendar, such as `2026-03-01`.
 */
from: string, 
/**
 * The last day.
 */
to: string, 
/**
 * What is told apart.
 */
by: Dimension, 
/**
 * Practice instead of real sending.
 */
sandbox: boolean, 
/**
 * Only people of this carrier.
 */
carrier: Carrier | null, 
/**
 * Only what went by this channel.
 */
channel: string | null, 
/**
 * Only tasks of this kind.
 */
business: Business | null, };

/**
 * Figures of one value.
 */
export type StatisticsRow = { 
/**
 * The value: a day, a code, a number, a signature; empty for none, `*` for all those beyond the largest 500.
 */
key: string, 
/**
 * Its name, where it has one that is no code.
 */
name: string, 
/**
 * Everybody on the tasks' lists.
 */
people: number, 
/**
 * What carriers took, refused or may have taken.
 */
submitted: number, 
/**
 * Of these, on the phone.
 */
delivered: number, 
/**
 * Of these, failed, refused or expired.
 */
failed: number, 
/**
 * Of these, without a receipt in time.
 */
no_receipt: number, 
/**
 * Of these, known to nobody.
 */
in_doubt: number, 
/**
 * Those who get nothing.
 */
excluded: number, 
/**
 * Billed segments.
 */
segments: number, 
/**
 * Their price in yuan.
 */
cost: string, 
/**
 * Replies to the tasks.
 */
replies: number, };

/**
 * How the installation is.
 */
export type SystemView = { 
/**
 * The program's version.
 */
version: string, 
/**
 * The data folder.
 */
data_folder: string, 
/**
 * The size of the database with its log.
 */
store_octets: number, 
/**
 * What files may still take of the disk; 0 where the system does not tell.
 */
free_octets: number, 
/**
 * Where the key is kept, as a code; empty when that cannot be read.
 */
key: string, 
/**
 * The schema's version.
 */
schema: number, 
/**
 * Whether this program sends.
 */
engine: boolean, 
/**
 * For how long this program runs.
 */
uptime_seconds: number, 
/**
 * What was looked at.
 */
findings: Array<FindingOfSystem>, };

/**
 * Something that screens show.
 */
export type Tag = "session" | "tasks" | "messages" | "drafts" | "people" | "groups" | "lists" | "inbox" | "content" | "channels" | "numbers" | "practice" | "jobs" | "files" | "settings" | "alarms" | "figures";

/**
 * What a person may do with a task.
 */
export type TaskAction = "start" | "pause" | "resume" | "stop" | "undo" | "resend" | "resend_doubtful" | "copy" | "report";

/**
 * What one channel did for a task.
 */
export type TaskChannel = { 
/**
 * Its number.
 */
channel: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Its figures.
 */
figures: CarrierFigures, };

/**
 * What the check found.
 */
export type TaskCheck = { 
/**
 * The task's number, once it was created.
 */
task: string | null, 
/**
 * Everybody who stands in the list.
 */
people: number, 
/**
 * Those who get nothing, by reason.
 */
excluded: Partial<Record<Exclusion, number>>, 
/**
 * Messages that will be sent.
 */
messages: number, 
/**
 * Segments billed.
 */
segments: number, 
/**
 * Parts that go over the air.
 */
parts: number, 
/**
 * What they cost, in yuan.
 */
cost: string, 
/**
 * By carrier.
 */
carriers: Array<CarrierShare>, 
/**
 * When the first message leaves.
 */
starts_at: string, 
/**
 * Whether nothing stands in the way.
 */
may_start: boolean, 
/**
 * What to mend, look at or know.
 */
findings: Array<CheckFinding>, 
/**
 * A finished text.
 */
sample: string | null, 
/**
 * The ways of the numbers that were asked for.
 */
routes: Array<Route>, 
/**
 * Whether it goes by simulated channels.
 */
sandbox: boolean, 
/**
 * How long sending takes at the accounts' speeds, in seconds; none where there is no limit.
 */
seconds: number | null, };

/**
 * All about a task.
 */
export type TaskDetail = { 
/**
 * Its id everywhere.
 */
uid: string, 
/**
 * Whether phones show it at once and do not keep it.
 */
flash: boolean, 
/**
 * The channel's name, when a person chose one.
 */
channel: string | null, 
/**
 * Messages per second, when a person set a limit.
 */
speed_per_second: number | null, 
/**
 * When its messages lose their validity.
 */
expires_at: string | null, 
/**
 * When a person wants it to begin.
 */
start_at: string | null, 
/**
 * Its list, by number.
 */
group: string, 
/**
 * Its list's name; empty when it is gone.
 */
group_name: string, 
/**
 * Replies.
 */
replies: number, 
/**
 * Of these, opt-outs.
 */
opt_outs: number, 
/**
 * The task whose people get it again.
 */
resend_of: string | null, 
/**
 * The text as the first person of the list gets it.
 */
sample: string | null, 
/**
 * What each button may do now.
 */
may: Array<TaskAction>, 
/**
 * What each channel did.
 */
channels: Array<TaskChannel>, 
/**
 * Its number.
 */
task: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is for.
 */
business: Business, 
/**
 * Where it stands.
 */
state: TaskState, 
/**
 * Why, as a code; empty when a person asked and needs no reason.
 */
reason: string, 
/**
 * Whether it is practice.
 */
sandbox: boolean, 
/**
 * The signature.
 */
signature: string, 
/**
 * The text with its variables.
 */
text: string, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * When the first message may leave.
 */
release_at: string | null, 
/**
 * When it ended.
 */
ended_at: string | null, 
/**
 * Who made it.
 */
created_by: string, 
/**
 * How many people stand where.
 */
figures: TaskFigures, 
/**
 * Messages per second over the last seconds, while it runs.
 */
speed: number | null, 
/**
 * How long it still takes at this speed.
 */
seconds_left: number | null, 
/**
 * How long its start can still be taken back, in milliseconds.
 */
undo_left_ms: number | null, };

/**
 * One line of a task's timeline.
 */
export type TaskEvent = { 
/**
 * When.
 */
at: string, 
/**
 * What, as a code.
 */
kind: string, 
/**
 * Values for its words.
 */
detail: string, 
/**
 * Who.
 */
by: string, };

/**
 * Whom a task did not reach, by cause.
 */
export type TaskFailures = { 
/**
 * The most frequent first.
 */
groups: Array<FailureGroup>, 
/**
 * People who may get it again now.
 */
may_resend: number, 
/**
 * People who may not: by cause, because they refused meanwhile, or because they are with a follow-up already.
 */
may_not_resend: number, };

/**
 * How many people of a task stand where. At the end `submitted` is `delivered`, all of `failed`, `no_receipt`,
 * `in_doubt` and `recalled`.
 */
export type TaskFigures = { 
/**
 * Everybody who has a row so far.
 */
people: number, 
/**
 * Those who get nothing, by reason.
 */
excluded: Partial<Record<Exclusion, number>>, 
/**
 * Waiting for their turn, or with a channel.
 */
queued: number, 
/**
 * What carriers took, refused or may have taken.
 */
submitted: number, 
/**
 * Of these, waiting for a receipt.
 */
waiting: number, 
/**
 * Of these, on the phone.
 */
delivered: number, 
/**
 * Of these, failed, refused or expired, by class.
 */
failed: Partial<Record<FailureClass, number>>, 
/**
 * Of these, without a receipt in time.
 */
no_receipt: number, 
/**
 * Of these, known to nobody.
 */
in_doubt: number, 
/**
 * Of these, called back.
 */
recalled: number, 
/**
 * Not sent because the task was stopped.
 */
stopped: number, 
/**
 * Billed segments of what carriers took or may have taken.
 */
segments: number, 
/**
 * Their price in yuan.
 */
cost: string, 
/**
 * By carrier.
 */
carriers: Partial<Record<Carrier, CarrierFigures>>, 
/**
 * People who replied.
 */
replied: number, };

/**
 * Tasks, newest first.
 */
export type TaskPage = { 
/**
 * The tasks.
 */
tasks: Array<TaskRow>, 
/**
 * Whether there are older ones.
 */
more: boolean, };

/**
 * A task in a list.
 */
export type TaskRow = { 
/**
 * Its number.
 */
task: string, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is for.
 */
business: Business, 
/**
 * Where it stands.
 */
state: TaskState, 
/**
 * Why, as a code; empty when a person asked and needs no reason.
 */
reason: string, 
/**
 * Whether it is practice.
 */
sandbox: boolean, 
/**
 * The signature.
 */
signature: string, 
/**
 * The text with its variables.
 */
text: string, 
/**
 * When it was made.
 */
created_at: string, 
/**
 * When the first message may leave.
 */
release_at: string | null, 
/**
 * When it ended.
 */
ended_at: string | null, 
/**
 * Who made it.
 */
created_by: string, 
/**
 * How many people stand where.
 */
figures: TaskFigures, 
/**
 * Messages per second over the last seconds, while it runs.
 */
speed: number | null, 
/**
 * How long it still takes at this speed.
 */
seconds_left: number | null, 
/**
 * How long its start can still be taken back, in milliseconds.
 */
undo_left_ms: number | null, };

/**
 * A task as people write it down.
 */
export type TaskSpec = { 
/**
 * Its name.
 */
name: string, 
/**
 * `verification`, `emergency`, `notice` or `marketing`: decides priority, hours and opt-out words.
 */
business: string, 
/**
 * The signature, with or without 【】.
 */
signature: string, 
/**
 * The text with `{variable}` and `{variable|default}`; `{{` and `}}` are the braces themselves.
 */
text: string, 
/**
 * Shown at once and not kept by the phone.
 */
flash: boolean, 
/**
 * Who gets it.
 */
recipients: Recipients, 
/**
 * A channel by name or number; without it the channel is chosen for each number.
 */
channel: string | null, 
/**
 * When it may begin, `2026-03-01 09:30` in China's time; without it at once.
 */
start_at: string | null, 
/**
 * How long after its begin messages may still be sent and delivered; without it as the business type says.
 */
validity_hours: number | null, 
/**
 * How long the start can be taken back before the first message leaves.
 */
undo_seconds: number, 
/**
 * Messages per second over all channels.
 */
speed_per_second: number | null, 
/**
 * Practice, by simulated channels only, or not, by real ones only; without it as the channel it names, else
 * practice only where all channels are simulated.
 */
sandbox: boolean | null, 
/**
 * The template that the text was taken from, by number.
 */
template: string | null, 
/**
 * A name that its maker gives it: the same one never makes two tasks.
 */
client_key: string | null, };

/**
 * How fast a task went: one point a second for what was seen since the program runs, else one a minute from the rows.
 */
export type TaskSpeed = { 
/**
 * Milliseconds between two points.
 */
step_ms: number, 
/**
 * The points, oldest first.
 */
points: Array<SpeedPoint>, };

/**
 * What happened to a task.
 */
export type TaskTimeline = { 
/**
 * Oldest first.
 */
events: Array<TaskEvent>, };

/**
 * Which tasks.
 */
export type TasksOf = { 
/**
 * In one of these states; empty: in any.
 */
states: TaskState[], 
/**
 * In name, text or signature.
 */
search: string, 
/**
 * Practice, or not; none: both.
 */
sandbox: boolean | null, 
/**
 * Only older ones than this task.
 */
before: string | null, 
/**
 * How many at most.
 */
limit: number, };

/**
 * A template.
 */
export type Template = { 
/**
 * The id.
 */
template: string, 
/**
 * Counts every change.
 */
version: number, 
/**
 * Its name.
 */
name: string, 
/**
 * What it is for.
 */
business: Business, 
/**
 * The signature without 【】; empty: chosen when sending.
 */
signature: string, 
/**
 * The text with `{variables}`.
 */
text: string, 
/**
 * What a person wrote beside it.
 */
note: string, 
/**
 * When a task last used it.
 */
used_at: string | null, 
/**
 * When it last changed.
 */
updated_at: string, 
/**
 * Its variables, each once.
 */
variables: Array<string>, 
/**
 * Segments billed when each variable says its default, or else its own name.
 */
segments: number, };

/**
 * A template as it was saved once.
 */
export type TemplateVersion = { 
/**
 * Which version.
 */
version: number, 
/**
 * Its name.
 */
name: string, 
/**
 * What it was for.
 */
business: Business, 
/**
 * The signature.
 */
signature: string, 
/**
 * The text.
 */
text: string, 
/**
 * When it was saved.
 */
at: string, 
/**
 * Who saved it.
 */
by: string, };

/**
 * The versions of a template.
 */
export type TemplateVersions = { 
/**
 * Newest first, the present one included.
 */
versions: Array<TemplateVersion>, };

/**
 * The templates.
 */
export type Templates = { 
/**
 * Those found.
 */
templates: Array<Template>, };

/**
 * Which templates: those used last first, then by name.
 */
export type TemplatesOf = { 
/**
 * In name, text or note.
 */
search: string, 
/**
 * For one kind of message; null for all.
 */
business: Business | null, };

/**
 * How much of a kind waits.
 */
export type TodoCount = { 
/**
 * What.
 */
kind: TodoKind, 
/**
 * How much.
 */
count: number, };

/**
 * A kind of thing that waits for a person.
 */
export type TodoKind = "ask" | "unread" | "draft" | "in_doubt" | "scheduled" | "faulted" | "jobs_failed";

/**
 * How a trial of a login went.
 */
export type Trial = { 
/**
 * The channel's number; empty for one that is not stored yet.
 */
channel: string, 
/**
 * Its name.
 */
name: string, 
/**
 * Whether the gateway let us in.
 */
ok: boolean, 
/**
 * `line.ok`, or the code of the cause.
 */
code: string, 
/**
 * The version spoken.
 */
version: string | null, 
/**
 * How long it took, in milliseconds.
 */
took_ms: number, 
/**
 * The gateway's address.
 */
address: string, 
/**
 * The cause in English, for logs and support.
 */
detail: string, };

/**
 * Settings that are not stored yet, to log in and out with.
 */
export type TryChannel = { 
/**
 * The channel whose secret is meant when none is given.
 */
channel: string | null, 
/**
 * The settings.
 */
form: ChannelForm, 
/**
 * The secret; null: the stored one.
 */
secret: string | null, };

/**
 * Entries to take off.
 */
export type Unblock = { 
/**
 * Their ids.
 */
blocks: Array<string>, };

/**
 * What taking a start back came to.
 */
export type Undone = { 
/**
 * The task's number.
 */
task: string, 
/**
 * People who had been sent to: nobody, or it would not have been taken back.
 */
sent: number, 
/**
 * People who are not sent to.
 */
spared: number, };

/**
 * A person.
 */
export type UserView = { 
/**
 * The name to log in with.
 */
login: string, 
/**
 * The name to show.
 */
name: string, 
/**
 * What they may do.
 */
role: "administrator", };

/**
 * A variable of a text.
 */
export type VariableView = { 
/**
 * Its name.
 */
name: string, 
/**
 * What to say without a value; none makes the value required.
 */
default: string | null, };

/**
 * The language of words that a reply holds.
 */
export type WordsIn = "zh-CN" | "en";

/** Every command: what it takes and what it answers. */
export interface Commands {
  session: { kind: "query"; request: Nothing; reply: Session };
  create_administrator: { kind: "mutation"; request: CreateAdministrator; reply: Session };
  log_in: { kind: "mutation"; request: LogIn; reply: Session };
  log_out: { kind: "mutation"; request: Nothing; reply: Session };
  change_password: { kind: "mutation"; request: ChangePassword; reply: Session };
  tasks: { kind: "query"; request: TasksOf; reply: TaskPage };
  task: { kind: "query"; request: OneTask; reply: TaskDetail };
  task_timeline: { kind: "query"; request: OneTask; reply: TaskTimeline };
  task_speed: { kind: "query"; request: OneTask; reply: TaskSpeed };
  task_failures: { kind: "query"; request: OneTaskIn; reply: TaskFailures };
  task_spec: { kind: "query"; request: OneTask; reply: TaskSpec };
  check_task: { kind: "query"; request: CheckTask; reply: TaskCheck };
  create_task: { kind: "mutation"; request: CreateTask; reply: Started };
  start_task: { kind: "mutation"; request: OneTask; reply: Started };
  pause_task: { kind: "mutation"; request: OneTask; reply: TaskDetail };
  resume_task: { kind: "mutation"; request: OneTask; reply: TaskDetail };
  stop_task: { kind: "mutation"; request: OneTask; reply: TaskDetail };
  undo_task: { kind: "mutation"; request: OneTask; reply: Undone };
  resend_doubtful: { kind: "mutation"; request: OneTask; reply: Count };
  resend_failed: { kind: "mutation"; request: Resend; reply: Started };
  send_one: { kind: "mutation"; request: SendOne; reply: Started };
  compose: { kind: "query"; request: Compose; reply: Composed };
  samples: { kind: "query"; request: SamplesOf; reply: Samples };
  drafts: { kind: "query"; request: Nothing; reply: Drafts };
  draft: { kind: "query"; request: OneDraft; reply: Draft };
  save_draft: { kind: "mutation"; request: SaveDraft; reply: DraftRow };
  remove_draft: { kind: "mutation"; request: OneDraft; reply: Nothing };
  messages: { kind: "query"; request: MessagesOf; reply: MessagePage };
  message: { kind: "query"; request: OneMessage; reply: MessageDetail };
  person: { kind: "query"; request: PersonOf; reply: PersonView };
  inspect_list: { kind: "query"; request: InspectList; reply: InspectedList };
  paste_list: { kind: "mutation"; request: PasteList; reply: Pasted };
  import_list: { kind: "mutation"; request: ImportList; reply: JobStarted };
  imports: { kind: "query"; request: ImportsOf; reply: ImportPage };
  import_findings: { kind: "query"; request: FindingsOf; reply: FindingPage };
  mend_findings: { kind: "mutation"; request: MendFindings; reply: Mended };
  corrected_list: { kind: "mutation"; request: CorrectedList; reply: JobStarted };
  groups: { kind: "query"; request: Nothing; reply: Groups };
  make_group: { kind: "mutation"; request: MakeGroup; reply: GroupRow };
  rename_group: { kind: "mutation"; request: RenameGroup; reply: GroupRow };
  remove_group: { kind: "mutation"; request: OneGroup; reply: GroupRow };
  people: { kind: "query"; request: PeopleOf; reply: PeoplePage };
  save_person: { kind: "mutation"; request: SavePerson; reply: SavedPerson };
  remove_people: { kind: "mutation"; request: RemovePeople; reply: Count };
  add_to_group: { kind: "mutation"; request: AddToGroup; reply: Count };
  duplicates: { kind: "query"; request: Nothing; reply: Duplicates };
  merge_people: { kind: "mutation"; request: MergePeople; reply: PersonRow };
  contact_fields: { kind: "query"; request: Nothing; reply: ContactFields };
  save_field: { kind: "mutation"; request: SaveField; reply: ContactField };
  remove_field: { kind: "mutation"; request: OneField; reply: Nothing };
  export_people: { kind: "mutation"; request: ExportPeople; reply: JobStarted };
  blocks: { kind: "query"; request: BlocksOf; reply: BlockPage };
  block: { kind: "mutation"; request: Block; reply: Blocked };
  unblock: { kind: "mutation"; request: Unblock; reply: Count };
  conversations: { kind: "query"; request: ConversationsOf; reply: ConversationPage };
  conversation: { kind: "query"; request: OneConversation; reply: Conversation };
  mark_conversation: { kind: "mutation"; request: MarkConversation; reply: Nothing };
  decide_opt_out: { kind: "mutation"; request: DecideOptOut; reply: Nothing };
  answer: { kind: "mutation"; request: Answer; reply: Started };
  templates: { kind: "query"; request: TemplatesOf; reply: Templates };
  template_versions: { kind: "query"; request: OneTemplate; reply: TemplateVersions };
  save_template: { kind: "mutation"; request: SaveTemplate; reply: Template };
  remove_template: { kind: "mutation"; request: OneTemplate; reply: Nothing };
  signatures: { kind: "query"; request: Nothing; reply: Signatures };
  save_signature: { kind: "mutation"; request: SaveSignature; reply: SignatureRow };
  remove_signature: { kind: "mutation"; request: OneSignature; reply: Nothing };
  channels: { kind: "query"; request: Nothing; reply: Channels };
  channel: { kind: "query"; request: OneChannel; reply: ChannelRow };
  channel_defaults: { kind: "query"; request: Nothing; reply: ChannelForm };
  save_channel: { kind: "mutation"; request: SaveChannel; reply: ChannelRow };
  try_channel: { kind: "query"; request: TryChannel; reply: Trial };
  pause_channel: { kind: "mutation"; request: OneChannel; reply: ChannelRow };
  resume_channel: { kind: "mutation"; request: OneChannel; reply: ChannelRow };
  remove_channel: { kind: "mutation"; request: OneChannel; reply: Nothing };
  number: { kind: "query"; request: NumberOf; reply: NumberView };
  segments: { kind: "query"; request: Nothing; reply: Segments };
  facts: { kind: "query"; request: FactsOf; reply: FactPage };
  learn_facts: { kind: "mutation"; request: LearnFacts; reply: FactsLearned };
  forget_facts: { kind: "mutation"; request: ForgetFacts; reply: Count };
  practice: { kind: "query"; request: Nothing; reply: Practice };
  start_practice: { kind: "mutation"; request: StartPractice; reply: PracticeStarted };
  stop_practice: { kind: "mutation"; request: Nothing; reply: Practice };
  handsets: { kind: "query"; request: HandsetsOf; reply: Handsets };
  handset: { kind: "query"; request: OneHandset; reply: HandsetView };
  handset_reply: { kind: "mutation"; request: HandsetReply; reply: Nothing };
  handset_power: { kind: "mutation"; request: HandsetPower; reply: Handset };
  home: { kind: "query"; request: HomeOf; reply: Home };
  alarms: { kind: "query"; request: Nothing; reply: Alarms };
  statistics: { kind: "query"; request: StatisticsOf; reply: Statistics };
  report_task: { kind: "mutation"; request: ReportTask; reply: JobStarted };
  report_messages: { kind: "mutation"; request: ReportMessages; reply: JobStarted };
  report_statistics: { kind: "mutation"; request: ReportStatistics; reply: JobStarted };
  jobs: { kind: "query"; request: Nothing; reply: Jobs };
  job: { kind: "query"; request: OneJob; reply: Job };
  cancel_job: { kind: "mutation"; request: OneJob; reply: Job };
  files: { kind: "query"; request: FilesOf; reply: FilePage };
  remove_file: { kind: "mutation"; request: OneFile; reply: Nothing };
  settings: { kind: "query"; request: Nothing; reply: Settings };
  save_settings: { kind: "mutation"; request: Settings; reply: Settings };
  system: { kind: "query"; request: Nothing; reply: SystemView };
  backup: { kind: "mutation"; request: Backup; reply: JobStarted };
  licences: { kind: "query"; request: Nothing; reply: Licences };
}

/** For a query: what it shows. For a mutation: what is stale afterwards. */
export const TAGS: { [command in keyof Commands]: readonly Tag[] } = {
  session: ["session"],
  create_administrator: ["session"],
  log_in: ["session"],
  log_out: ["session"],
  change_password: ["session"],
  tasks: ["tasks"],
  task: ["tasks"],
  task_timeline: ["tasks"],
  task_speed: ["tasks"],
  task_failures: ["tasks", "messages", "lists"],
  task_spec: ["tasks"],
  check_task: ["groups", "lists", "channels", "numbers"],
  create_task: ["tasks", "messages", "drafts", "figures"],
  start_task: ["tasks", "messages", "figures"],
  pause_task: ["tasks", "figures"],
  resume_task: ["tasks", "figures"],
  stop_task: ["tasks", "messages", "figures"],
  undo_task: ["tasks", "messages", "figures"],
  resend_doubtful: ["tasks", "messages", "figures"],
  resend_failed: ["tasks", "messages", "figures"],
  send_one: ["tasks", "messages", "figures", "inbox"],
  compose: [],
  samples: ["groups", "people"],
  drafts: ["drafts"],
  draft: ["drafts"],
  save_draft: ["drafts"],
  remove_draft: ["drafts"],
  messages: ["messages"],
  message: ["messages"],
  person: ["messages", "people", "lists", "inbox", "numbers"],
  inspect_list: ["lists"],
  paste_list: [],
  import_list: ["jobs"],
  imports: ["lists", "groups"],
  import_findings: ["lists"],
  mend_findings: ["lists", "groups", "people"],
  corrected_list: ["jobs"],
  groups: ["groups"],
  make_group: ["groups"],
  rename_group: ["groups", "lists"],
  remove_group: ["groups", "lists"],
  people: ["people", "groups", "lists"],
  save_person: ["people", "groups"],
  remove_people: ["people", "groups"],
  add_to_group: ["people", "groups"],
  duplicates: ["people"],
  merge_people: ["people", "groups"],
  contact_fields: ["people"],
  save_field: ["people", "groups"],
  remove_field: ["people"],
  export_people: ["jobs"],
  blocks: ["lists"],
  block: ["lists", "people", "inbox", "tasks", "messages"],
  unblock: ["lists", "people", "inbox"],
  conversations: ["inbox"],
  conversation: ["inbox", "messages"],
  mark_conversation: ["inbox"],
  decide_opt_out: ["inbox", "lists", "people", "tasks", "messages"],
  answer: ["inbox", "tasks", "messages", "figures"],
  templates: ["content"],
  template_versions: ["content"],
  save_template: ["content"],
  remove_template: ["content"],
  signatures: ["content"],
  save_signature: ["content"],
  remove_signature: ["content"],
  channels: ["channels"],
  channel: ["channels"],
  channel_defaults: ["channels"],
  save_channel: ["channels", "alarms", "figures"],
  try_channel: ["channels"],
  pause_channel: ["channels", "alarms"],
  resume_channel: ["channels", "alarms"],
  remove_channel: ["channels", "alarms"],
  number: ["numbers"],
  segments: ["numbers"],
  facts: ["numbers"],
  learn_facts: ["numbers"],
  forget_facts: ["numbers"],
  practice: ["practice"],
  start_practice: ["practice", "channels", "content", "alarms"],
  stop_practice: ["practice", "channels", "tasks", "alarms"],
  handsets: ["practice"],
  handset: ["practice"],
  handset_reply: ["practice", "inbox"],
  handset_power: ["practice"],
  home: ["figures", "tasks", "channels", "alarms", "inbox", "drafts", "jobs"],
  alarms: ["alarms"],
  statistics: ["figures"],
  report_task: ["jobs"],
  report_messages: ["jobs"],
  report_statistics: ["jobs"],
  jobs: ["jobs"],
  job: ["jobs"],
  cancel_job: ["jobs"],
  files: ["files"],
  remove_file: ["files", "jobs"],
  settings: ["settings"],
  save_settings: ["settings"],
  system: ["settings", "channels"],
  backup: ["jobs"],
  licences: [],
};
