// The engine's commands and their types. Made from the table in engine/console/src/api: change it there.

export type Carrier = "CMCC" | "CUCC" | "CTCC" | "CBN" | "OTHER";
export type Business = "verification" | "emergency" | "notice" | "marketing";
export type TaskState = "draft" | "scheduled" | "running" | "paused" | "stopped" | "done" | "faulted";
export type MessageState = "excluded" | "queued" | "claimed" | "submitted" | "delivered" | "failed" | "expired" | "no_receipt" | "recalled" | "rejected" | "in_doubt" | "stopped";
export type FailureClass = "NUM" | "TERM" | "BLOCK" | "TEXT" | "RATE" | "ROUTE" | "UNK";
export type Exclusion = "duplicate" | "bad_number" | "unreachable_kind" | "blacklisted" | "opted_out" | "dead_number" | "missing_variable" | "unfit_value" | "text_too_long" | "no_route" | "over_cap";
/** Which screens are stale after a change. */
export type Tag = "session" | "tasks" | "messages" | "drafts" | "people" | "groups" | "lists" | "inbox" | "content" | "channels" | "numbers" | "practice" | "jobs" | "files" | "settings" | "alarms" | "figures";

// --- who ---
export interface Session { state: "setup" | "locked" | "open"; face: "desktop" | "browser"; user: UserView | null; version: string; }
export interface UserView { login: string; name: string; role: "administrator"; }
export interface CreateAdministrator { login: string; name: string; password: string; }
export interface LogIn { login: string; password: string; }
export interface ChangePassword { old: string; new: string; }
export interface Nothing {}

// --- shared ---
export interface Mistake { code: string; field: string; line: number | null; column: number | null; params: Record<string, string>; }
export interface ErrorView { code: string; params: Record<string, string>; mistakes: Mistake[]; trace: string; }
export interface TaskFigures {
  people: number; excluded: Partial<Record<Exclusion, number>>; queued: number; submitted: number; waiting: number; delivered: number;
  failed: Partial<Record<FailureClass, number>>; no_receipt: number; in_doubt: number; recalled: number; stopped: number; segments: number;
  /** Yuan, such as "391.520". */ cost: string; carriers: Partial<Record<Carrier, CarrierFigures>>; replied: number;
}
export interface CarrierFigures { submitted: number; delivered: number; failed: number; }
export interface Reason { code: string; params: Record<string, string>; }

// --- tasks ---
export interface TasksOf { states: TaskState[]; /** In name, text or signature. */ search: string; sandbox: boolean | null; before: string | null; limit: number; }
export interface TaskPage { tasks: TaskRow[]; more: boolean; }
export interface TaskRow {
  task: string; name: string; business: Business; state: TaskState; reason: string; sandbox: boolean; signature: string; text: string;
  created_at: string; release_at: string | null; ended_at: string | null; created_by: string; figures: TaskFigures;
  /** Messages per second over the last seconds, while it runs. */ speed: number | null; seconds_left: number | null; /** While a start can be taken back, in milliseconds. */ undo_left_ms: number | null;
}
export interface OneTask { task: string; }
/** Causes come in words of this language. */
export interface OneTaskIn { task: string; language: "zh-CN" | "en"; }
export interface TaskDetail extends TaskRow {
  uid: string; flash: boolean; channel: string | null; speed_per_second: number | null; expires_at: string | null; start_at: string | null;
  group: string; group_name: string; replies: number; opt_outs: number; resend_of: string | null; sample: string | null;
  /** What each button may do now. */ may: TaskAction[];
  channels: { channel: string; name: string; figures: CarrierFigures }[];
}
export type TaskAction = "start" | "pause" | "resume" | "stop" | "undo" | "resend" | "resend_doubtful" | "copy" | "report";
export interface TaskEvent { at: string; kind: string; detail: string; by: string; }
export interface TaskTimeline { events: TaskEvent[]; }
export interface SpeedPoint { at_ms: number; submitted: number; delivered: number; failed: number; }
/** One point a second for what was seen since the program runs; else one a minute from the rows. */
export interface TaskSpeed { step_ms: number; points: SpeedPoint[]; }
export interface FailureGroup {
  class: string; code: string; state: MessageState; carrier: Carrier; cause: string; action: string; people: number; may_resend: boolean; low_confidence: boolean;
}
export interface TaskFailures { groups: FailureGroup[]; may_resend: number; may_not_resend: number; }
export interface Recipients {
  group: string | null; file: ListFile | null; numbers: { number: string; values: Record<string, string> }[] | null;
  /** People of another task who may get it again. */ failed_of: { task: string; classes: string[] } | null;
}
export interface ListFile { path: string; layout: ListLayout; }
export interface ListLayout { sheet: string | null; header_row: number | null; columns: [string, string][]; encoding: string | null; delimiter: string | null; }
export interface TaskSpec {
  name: string; business: string; signature: string; text: string; flash: boolean; recipients: Recipients; channel: string | null; start_at: string | null;
  validity_hours: number | null; undo_seconds: number; speed_per_second: number | null; sandbox: boolean | null; template: string | null; client_key: string | null;
}
export interface CheckTask { spec: TaskSpec; routes_of: string[]; }
export interface CheckFinding { code: string; severity: "block" | "warn" | "note"; params: Record<string, string>; }
export interface Route { number: string; carrier: Carrier | null; channel: string | null; channel_name: string | null; excluded: Exclusion | null; why: Reason[]; }
export interface TaskCheck {
  task: string | null; people: number; excluded: Partial<Record<Exclusion, number>>; messages: number; segments: number; parts: number; cost: string;
  carriers: { carrier: Carrier; people: number; segments: number; cost: string; channels: { channel: string; name: string; people: number }[] }[];
  starts_at: string; may_start: boolean; findings: CheckFinding[]; sample: string | null; routes: Route[]; sandbox: boolean; /** At the account's speeds. */ seconds: number | null;
}
export interface Started { task: string; release_at: string; expires_at: string; undo_left_ms: number; }
/** Creates and starts; the same client_key answers with the same task. */
export interface CreateTask { spec: TaskSpec; start: boolean; }
export interface Resend { task: string; /** Failure classes; empty: all that may. */ classes: string[]; }
export interface SendOne { to: string; text: string; signature: string | null; business: Business; channel: string | null; sandbox: boolean; client_key: string; }
export interface Undone { task: string; sent: number; spared: number; }

// --- text ---
export interface Compose { text: string; signature: string; business: string; values: Record<string, string>; }
export interface Composed {
  /** What a phone shows, with signature and opt-out words. */ text: string; units: number; segments: number; /** Where segments part, in UTF-16 units of text. */ seams: number[];
  variables: { name: string; default: string | null }[]; opt_out_words: string | null; mistakes: Mistake[]; encoding: string;
}
/** The text for the first, the longest and the shortest of a group's people. */
export interface SamplesOf { group: string; text: string; signature: string; business: string; }
export interface Samples { samples: { kind: "first" | "longest" | "shortest"; number: string; name: string; text: string; segments: number; seams: number[] }[]; segments: number; people: number; }

// --- messages ---
export interface MessagesOf {
  task: string | null; number: string | null; states: MessageState[]; classes: string[]; code: string | null; carrier: Carrier | null; channel: string | null;
  from: string | null; to: string | null; sandbox: boolean | null; before: string | null; limit: number; whole: boolean; language: "zh-CN" | "en";
}
export interface MessageRow {
  message: string; task: string; task_name: string; number: string; state: MessageState; carrier: Carrier; channel: string; segments: number; price: string; tries: number;
  mark: "none" | "policy" | "person"; submitted_at: string | null; ended_at: string | null; class: string; code: string; cause: string; action: string; sandbox: boolean; replied: boolean;
}
/** The next page begins before `next`; `scanned` says that the search went on for a while without finding more. */
export interface MessagePage { messages: MessageRow[]; next: string | null; }
export interface OneMessage { message: string; whole: boolean; language: "zh-CN" | "en"; }
export interface MessageDetail extends MessageRow {
  text: string; seams: number[]; why: Reason[];
  attempts: { try_no: number; part: number; carrier_id: string | null; answered_at: string; result: number; receipt: string | null; receipt_at: string | null }[];
}
export interface PersonOf { number: string; language: "zh-CN" | "en"; }
/** Everything about one number. */
export interface PersonView {
  number: string; shown: string; carrier: Carrier | null; ported: boolean; dead_since: string | null; segment: string; name: string; fields: Record<string, string>;
  contact: boolean; groups: string[]; blocks: BlockRow[]; messages: MessageRow[]; replies: ReplyRow[]; sent: number; delivered: number;
}

// --- drafts ---
export interface DraftRow { draft: string; title: string; version: number; updated_at: string; }
export interface Draft extends DraftRow { body: unknown; }
/** `version` is what was read last; another one in the store is `stale`. null makes a new draft. */
export interface SaveDraft { draft: string | null; version: number | null; title: string; body: unknown; }
export interface OneDraft { draft: string; }

// --- lists and people ---
/** `upload:ID` in the browser, a path in the window. */
export interface InspectList { file: string; layout: ListLayout; }
export interface ListColumn { column: string; header: string; role: "number" | "name" | "field" | "ignored"; field: string; confidence: number; why: string; samples: string[]; }
export interface InspectedList {
  file_name: string; octets: number; format: string; sheets: { name: string; rows: number | null; chosen: boolean }[]; header_row: number | null; columns: ListColumn[];
  /** The first rows as read. */ rows: string[][]; encoding: string | null; /** The first rows in each encoding that may be meant. */ encodings: { encoding: string; rows: string[][] }[];
  open_elsewhere: boolean; imported_before: { at: string; file: string; group: string | null } | null;
}
/** Numbers with rubbish between; one person a line, or parted by anything that is no digit. */
export interface PasteList { text: string; }
export interface Pasted { /** The list as a file for the other commands. */ file: string; numbers: number; lines: number; }
export interface ImportList { file: string; layout: ListLayout; group: string | null; /** A list of one task instead of a group. */ for_task: boolean; }
export interface ImportDone {
  import: string; group: string; group_name: string; merged: boolean; rows: number; people: number; added: number; duplicates: number; rows_failed: number; rows_repaired: number;
  repairs: Record<string, number>; faults: Record<string, number>; carriers: Partial<Record<Carrier, number>>; /** Who would get nothing: by blacklist, opt-out, dead number. */ blocked: Partial<Record<Exclusion, number>>;
}
export interface FindingsOf { import: string; reason: string | null; after: number; limit: number; }
export interface Finding { seq: number; cell: string; row: number; value: string; reason: string; suggestion: string; fixed: string | null; }
export interface FindingPage { findings: Finding[]; more: boolean; rest: number; }
/** Takes suggested numbers over into the group. */
export interface MendFindings { import: string; seqs: number[]; }
export interface Mended { people: number; }
export interface ImportRow { import: string; at: string; file: string; octets: number; group: string; group_name: string; rows: number; people: number; added: number; duplicates: number; rows_failed: number; by: string; }
export interface ImportsOf { before: string | null; limit: number; }
export interface ImportPage { imports: ImportRow[]; more: boolean; }
export interface GroupRow { group: string; name: string; people: number; created_at: string; updated_at: string; }
export interface MakeGroup { name: string; }
export interface RenameGroup { group: string; name: string; }
export interface OneGroup { group: string; }
/** Of a group, or of the address book. `offset` for jumping about, `after` for the next page. */
export interface PeopleOf { group: string | null; search: string; after: string | null; offset: number | null; limit: number; whole: boolean; }
export interface PersonRow { person: string; number: string; name: string; fields: Record<string, string>; blocked: ("blacklist" | "opt_out")[]; updated_at: string | null; carrier: Carrier | null; }
export interface PeoplePage { people: PersonRow[]; total: number; next: string | null; }
/** `person` is the id of a row; null adds. */
export interface SavePerson { person: string | null; number: string; name: string; fields: Record<string, string>; groups: string[]; }
export interface SavedPerson { person: string; /** The number was there already: what is there, to decide field by field. */ conflict: PersonRow | null; }
export interface RemovePeople { group: string | null; people: string[]; }
export interface AddToGroup { group: string; people: string[]; }
export interface Count { count: number; }
/** People who are probably one: the same name with numbers that differ in one digit, or the same in two spellings. */
export interface Duplicates { pairs: { why: string; people: PersonRow[] }[]; }
export interface MergePeople { keep: string; drop: string; name: string; fields: Record<string, string>; }
export interface ContactField { field: string; name: string; kind: "text" | "number" | "date" | "money"; }
export interface SaveField { field: string | null; name: string; kind: "text" | "number" | "date" | "money"; }
export interface OneField { field: string; }
/** What to write into a file; null as `to` keeps it in the data folder. */
export interface ExportPeople { group: string | null; search: string; format: "xlsx" | "csv"; to: string | null; }

// --- lists of those who get nothing ---
export interface BlocksOf { kind: "blacklist" | "opt_out" | null; search: string; after: string | null; limit: number; whole: boolean; }
export interface BlockRow { block: string; number: string; kind: "blacklist" | "opt_out"; scope: string; source: string; note: string; at: string; by: string; }
export interface BlockPage { blocks: BlockRow[]; next: string | null; total: number; }
export interface Block { numbers: string; kind: "blacklist" | "opt_out"; note: string; }
export interface Blocked { added: number; known: number; bad: string[]; }
export interface Unblock { blocks: string[]; }

// --- inbox ---
export interface ConversationsOf { filter: "all" | "unread" | "ask" | "opt_out"; search: string; before: string | null; limit: number; whole: boolean; }
export interface ConversationRow { number: string; /** The id to open it. */ person: string; name: string; last_text: string; last_at: string; unread: number; ask: boolean; opted_out: boolean; done: boolean; task: string | null; task_name: string | null; }
export interface ConversationPage { conversations: ConversationRow[]; next: string | null; unread: number; ask: number; }
export interface OneConversation { person: string; before: string | null; whole: boolean; }
export interface ConversationItem { kind: "sent" | "reply"; id: string; at: string; text: string; state: MessageState | null; task: string | null; task_name: string | null; opt_out: "yes" | "no" | "ask" | null; complete: boolean; sandbox: boolean; }
export interface Conversation { person: string; number: string; name: string; items: ConversationItem[]; next: string | null; opted_out: boolean; blacklisted: boolean; contact: boolean; sandbox: boolean; }
export interface MarkConversation { person: string; mark: "read" | "unread" | "done" | "open"; }
export interface DecideOptOut { reply: string; opt_out: boolean; }
export interface Answer { person: string; text: string; signature: string; client_key: string; }
export interface ReplyRow { reply: string; at: string; number: string; text: string; task: string | null; opt_out: "yes" | "no" | "ask"; complete: boolean; }

// --- content ---
export interface TemplatesOf { search: string; business: Business | null; }
export interface Template { template: string; version: number; name: string; business: Business; signature: string; text: string; note: string; used_at: string | null; updated_at: string; variables: string[]; segments: number; }
export interface SaveTemplate { template: string | null; version: number | null; name: string; business: Business; signature: string; text: string; note: string; }
export interface OneTemplate { template: string; }
export interface TemplateVersions { versions: { version: number; name: string; business: Business; signature: string; text: string; at: string; by: string }[]; }
export interface SignatureRow { signature: string; name: string; note: string; preferred: boolean; version: number; }
export interface SaveSignature { signature: string | null; version: number | null; name: string; note: string; preferred: boolean; }
export interface OneSignature { signature: string; }

// --- channels ---
export interface CmppForm {
  host: string; port: number; account: string; version: string; allow_lower_version: boolean; service_code: string; extension_digits: number; service_id: string; fee_user_type: number;
  fee_terminal: string; fee_type: string; fee_code: string; msg_src: string | null; window: number; speed_per_second: number | null; connections: number; receipts: boolean; ascii_as_ucs2: boolean;
  prefer_gb18030: boolean; wide_header: boolean; heartbeat_seconds: number; response_seconds: number; login_seconds: number; sends_max: number; require_proof: boolean;
}
export interface ChannelForm { name: string; sandbox: boolean; carriers: Carrier[]; business_types: Business[]; price: string; rank: number; weight: number; cmpp: CmppForm; }
export interface LineView { state: "connecting" | "online" | "back_off" | "refused" | "paused" | "stopped" | "idle"; cause: string; detail: string; }
export interface ChannelRow { channel: string; version: number; state: "active" | "paused" | "removed"; created_at: string; line: LineView; form: ChannelForm; /** Of today. */ today: CarrierFigures; queued: number; }
export interface OneChannel { channel: string; }
/** `secret` null keeps the one that is stored. */
export interface SaveChannel { channel: string | null; version: number | null; form: ChannelForm; secret: string | null; }
/** Logs in and out with settings that are not stored yet; `secret` null: the stored one. */
export interface TryChannel { channel: string | null; form: ChannelForm; secret: string | null; }
/** `channel` is empty for settings that are not stored yet. */
export interface Trial { channel: string; name: string; ok: boolean; code: string; version: string | null; took_ms: number; address: string; detail: string; }

// --- numbers ---
export interface NumberOf { number: string; }
export interface NumberView { shown: string; prefix: string; carrier: Carrier | null; kind: string; ported_to: Carrier | null; dead_since: string | null; source: string; }
export interface SegmentRow { prefix: string; carrier: Carrier; kind: string; }
export interface FactsOf { kind: "ported" | "dead"; after: string | null; limit: number; whole: boolean; }
export interface FactRow { number: string; person: string; ported_to: Carrier | null; dead_since: string | null; source: string; at: string; }
export interface FactPage { facts: FactRow[]; next: string | null; total: number; }
/** Lines of `number,word`: a carrier or `dead`. */
export interface LearnFacts { table: string; }
export interface FactsLearned { ported: number; dead: number; }
export interface ForgetFacts { people: string[]; }

// --- practice ---
export interface Practice { running: boolean; gateways: GatewayRow[]; channels: number; trouble: boolean; handsets: number; }
export interface GatewayRow { carrier: Carrier; address: string; account: string; service_code: string; versions: string[]; logins: number; submits: number; accepted: number; refused: number; receipts: number; replies: number; }
/** Names for the channels, by carrier; the engine has no words of its own. */
export interface SampleWords { /** Also the name of the list's file. */ group: string; template: string; signature: string; text: string; }
/** Starts the simulated carriers with their channels; again while they run: changes `trouble`. `sample` also makes the sample list, template and signature, once. */
export interface StartPractice { sample: boolean; trouble: boolean; names: Partial<Record<Carrier, string>>; sample_words: SampleWords; }
/** `sample_file` is what `inspect_list` and `import_list` take; `group` is there once the list was imported under its name; `people` are the list's rows. */
export interface PracticeStarted { group: string | null; template: string | null; people: number; sample_file: string | null; }
export interface HandsetsOf { search: string; limit: number; }
export interface Handset { number: string; shown: string; carrier: Carrier; off: boolean; messages: number; last_at: string | null; last_text: string; }
export interface Handsets { handsets: Handset[]; total: number; }
export interface OneHandset { number: string; }
/** `sent_by`: the sender's number; for what the person wrote, the number it was written to. */
export interface HandsetView extends Handset { items: { at: string; from: "platform" | "person"; text: string; flash: boolean; sent_by: string }[]; }
export interface HandsetReply { number: string; text: string; }
/** A handset that is off shows nothing until it is on again. */
export interface HandsetPower { number: string; off: boolean; }

// --- figures ---
/** `sandbox`: figures of practice instead of real ones. */
export interface HomeOf { sandbox?: boolean; }
/** Figures are of tasks, each on the day of its release; `mean` is over the last `days` days before today, at most 7, those before the first task left out. */
export interface Home {
  as_of: string; today: DayFigures; mean: DayFigures; days: number; running: TaskRow[]; scheduled: TaskRow[]; todo: { kind: "ask" | "unread" | "draft" | "in_doubt" | "scheduled" | "faulted" | "jobs_failed"; count: number }[];
  channels: { channel: string; name: string; sandbox: boolean; carriers: Carrier[]; line: LineView }[]; alarms: Alarm[]; empty: boolean;
}
export interface DayFigures { sent: number; delivered: number; failed: number; replies: number; cost: string; }
/** What stands in the way of work now; worked out when asked for, stored nowhere. */
export interface Alarm { alarm: string; code: AlarmCode; severity: "warn" | "bad"; since: string | null; params: Record<string, string>; channel: string | null; task: string | null; sandbox: boolean; }
/** channel_down {name, cause, detail}; task_faulted {name, reason}; store_not_writable {fault}; disk_low {octets}; backup_old {days}; never_backed_up; failures_many {name, class, count, share: percent}; practice_down {detail}. */
export type AlarmCode = "channel_down" | "task_faulted" | "store_not_writable" | "disk_low" | "backup_old" | "never_backed_up" | "failures_many" | "practice_down";
export type Dimension = "day" | "carrier" | "channel" | "template" | "operator" | "business" | "signature" | "task";
/** `from` and `to` are China's days, such as 2026-03-01, both included. A task counts, with everything that became of it, on the day of its release (before that: of its creation). */
export interface StatisticsOf { from: string; to: string; by: Dimension; sandbox: boolean; carrier: Carrier | null; channel: string | null; business: Business | null; }
/** `key` is the day, a code, a number or the signature; empty for none. By task the largest 500 stand alone and the rest under `other`. */
export interface StatisticsRow { key: string; name: string; people: number; submitted: number; delivered: number; failed: number; no_receipt: number; in_doubt: number; excluded: number; segments: number; cost: string; replies: number; }
export interface Statistics { rows: StatisticsRow[]; total: StatisticsRow; before: StatisticsRow; as_of: string; }

// --- files and work in the background ---
export interface ReportTask { task: string; format: "xlsx" | "csv"; masked: boolean; with_text: boolean; to: string | null; language: "zh-CN" | "en"; }
export interface ReportMessages { of: MessagesOf; format: "xlsx" | "csv"; masked: boolean; to: string | null; language: "zh-CN" | "en"; }
export interface ReportStatistics { of: StatisticsOf; format: "xlsx" | "csv"; to: string | null; language: "zh-CN" | "en"; }
export interface CorrectedList { import: string; to: string | null; language: "zh-CN" | "en"; }
export type JobKind = "import" | "check_up" | "export" | "report" | "backup" | "mend";
export interface Job {
  job: string; kind: JobKind; title: string; state: "running" | "done" | "failed" | "cancelled" | "broken_off"; done: number; total: number | null; per_second: number | null; seconds_left: number | null;
  started_at: string; ended_at: string | null; error: ErrorView | null; imported: ImportDone | null; file: KeptFile | null;
}
export interface JobStarted { job: string; }
export interface OneJob { job: string; }
export interface Jobs { jobs: Job[]; }
export interface KeptFile { file: string; name: string; kind: string; octets: number; at: string; task: string | null; by: string; /** Where the window finds it; null in the browser, which downloads. */ path: string | null; }
export interface FilesOf { kind: string | null; before: string | null; limit: number; }
export interface FilePage { files: KeptFile[]; more: boolean; }
export interface OneFile { file: string; }

// --- system ---
export interface Settings { undo_seconds: number; type_count_from: number; test_number: string; keep_files_days: number; close_to_tray: boolean; notify: boolean; organisation: string; }
export interface SystemView { version: string; data_folder: string; store_octets: number; free_octets: number; key: string; schema: number; engine: boolean; uptime_seconds: number; findings: { code: string; weight: "fine" | "warning" | "broken"; params: Record<string, string> }[]; }
export interface Backup { to: string | null; passphrase: string | null; }
export interface Licences { parts: { name: string; version: string; licence: string; }[]; }

/** Every command: what it takes, what it answers. */
export interface Commands {
  session: { kind: "query"; request: Nothing; reply: Session };
  create_administrator: { kind: "mutation"; request: CreateAdministrator; reply: Session };
  log_in: { kind: "mutation"; request: LogIn; reply: Session };
  log_out: { kind: "mutation"; request: Nothing; reply: Session };
  change_password: { kind: "mutation"; request: ChangePassword; reply: Session };
  home: { kind: "query"; request: HomeOf; reply: Home };
  alarms: { kind: "query"; request: Nothing; reply: { alarms: Alarm[] } };
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
  messages: { kind: "query"; request: MessagesOf; reply: MessagePage };
  message: { kind: "query"; request: OneMessage; reply: MessageDetail };
  person: { kind: "query"; request: PersonOf; reply: PersonView };
  drafts: { kind: "query"; request: Nothing; reply: { drafts: DraftRow[] } };
  draft: { kind: "query"; request: OneDraft; reply: Draft };
  save_draft: { kind: "mutation"; request: SaveDraft; reply: DraftRow };
  remove_draft: { kind: "mutation"; request: OneDraft; reply: Nothing };
  inspect_list: { kind: "query"; request: InspectList; reply: InspectedList };
  paste_list: { kind: "mutation"; request: PasteList; reply: Pasted };
  import_list: { kind: "mutation"; request: ImportList; reply: JobStarted };
  imports: { kind: "query"; request: ImportsOf; reply: ImportPage };
  import_findings: { kind: "query"; request: FindingsOf; reply: FindingPage };
  mend_findings: { kind: "mutation"; request: MendFindings; reply: Mended };
  corrected_list: { kind: "mutation"; request: CorrectedList; reply: JobStarted };
  groups: { kind: "query"; request: Nothing; reply: { groups: GroupRow[] } };
  make_group: { kind: "mutation"; request: MakeGroup; reply: GroupRow };
  rename_group: { kind: "mutation"; request: RenameGroup; reply: GroupRow };
  remove_group: { kind: "mutation"; request: OneGroup; reply: GroupRow };
  people: { kind: "query"; request: PeopleOf; reply: PeoplePage };
  save_person: { kind: "mutation"; request: SavePerson; reply: SavedPerson };
  remove_people: { kind: "mutation"; request: RemovePeople; reply: Count };
  add_to_group: { kind: "mutation"; request: AddToGroup; reply: Count };
  duplicates: { kind: "query"; request: Nothing; reply: Duplicates };
  merge_people: { kind: "mutation"; request: MergePeople; reply: PersonRow };
  contact_fields: { kind: "query"; request: Nothing; reply: { fields: ContactField[] } };
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
  templates: { kind: "query"; request: TemplatesOf; reply: { templates: Template[] } };
  template_versions: { kind: "query"; request: OneTemplate; reply: TemplateVersions };
  save_template: { kind: "mutation"; request: SaveTemplate; reply: Template };
  remove_template: { kind: "mutation"; request: OneTemplate; reply: Nothing };
  signatures: { kind: "query"; request: Nothing; reply: { signatures: SignatureRow[] } };
  save_signature: { kind: "mutation"; request: SaveSignature; reply: SignatureRow };
  remove_signature: { kind: "mutation"; request: OneSignature; reply: Nothing };
  channels: { kind: "query"; request: Nothing; reply: { channels: ChannelRow[] } };
  channel: { kind: "query"; request: OneChannel; reply: ChannelRow };
  channel_defaults: { kind: "query"; request: Nothing; reply: ChannelForm };
  save_channel: { kind: "mutation"; request: SaveChannel; reply: ChannelRow };
  try_channel: { kind: "query"; request: TryChannel; reply: Trial };
  pause_channel: { kind: "mutation"; request: OneChannel; reply: ChannelRow };
  resume_channel: { kind: "mutation"; request: OneChannel; reply: ChannelRow };
  remove_channel: { kind: "mutation"; request: OneChannel; reply: Nothing };
  number: { kind: "query"; request: NumberOf; reply: NumberView };
  segments: { kind: "query"; request: Nothing; reply: { segments: SegmentRow[] } };
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
