import type { ChannelForm, ChannelRow, Composed, InspectedList, Job, Samples, Settings, TaskCheck, Template } from "../../api/generated";
import { type FakeEngine, fakeEngine } from "../../testing/engine";

/** An engine with one template, one signature, one list and practice carriers: enough for a whole journey. */
export function journeyEngine(): FakeEngine {
  let version = 0;
  return fakeEngine({
    settings: () => SETTINGS,
    save_settings: (settings) => settings,
    channels: () => ({ channels: [channel("1", "模拟移动", true), channel("2", "移动主通道", false)] }),
    templates: ({ search }) => ({ templates: TEMPLATE.name.includes(search) ? [TEMPLATE] : [] }),
    signatures: () => ({ signatures: [{ signature: "1", name: "邮政", note: "", preferred: true, version: 1 }] }),
    compose: ({ text, signature }) => composed(`【${signature}】${text}`),
    groups: () => ({ groups: [{ group: "7", name: "三月客户", people: 9_788, created_at: "2026-03-01 09:00:00", updated_at: "2026-03-01 09:00:00" }] }),
    imports: () => ({ imports: [], more: false }),
    people: () => ({ people: [person()], total: 9_788, next: null }),
    inspect_list: () => LIST,
    paste_list: () => ({ file: "paste:1", numbers: 2, lines: 2 }),
    import_list: () => ({ job: "41" }),
    job: () => DONE,
    import_findings: () => ({ findings: [FINDING], more: false, rest: 0 }),
    mend_findings: () => ({ people: 1 }),
    samples: () => SAMPLES,
    check_task: () => CHECK,
    create_task: () => ({ task: "12", release_at: "2026-03-01 09:31:00", expires_at: "2026-03-02 09:31:00", undo_left_ms: 60_000 }),
    undo_task: () => ({ task: "12", sent: 0, spared: 9_788 }),
    send_one: () => ({ task: "13", release_at: "2026-03-01 09:31:00", expires_at: "2026-03-02 09:31:00", undo_left_ms: 0 }),
    save_draft: ({ draft, title }) => {
      version += 1;
      return { draft: draft ?? "5", title, version, updated_at: "2026-03-01 09:41:00" };
    },
    remove_draft: () => ({}),
  });
}

export const SETTINGS: Settings = {
  undo_seconds: 60,
  type_count_from: 100_000,
  test_number: "13800138000",
  keep_files_days: 90,
  close_to_tray: true,
  notify: true,
  organisation: "网点",
};

export const TEMPLATE: Template = {
  template: "3",
  version: 1,
  name: "到账通知",
  business: "notice",
  signature: "邮政",
  text: "{姓名|客户}您好，您有{金额}元已到账。",
  note: "",
  used_at: null,
  updated_at: "2026-03-01 09:00:00",
  variables: ["姓名", "金额"],
  segments: 1,
};

export const LIST: InspectedList = {
  file_name: "名单.xlsx",
  octets: 480_000,
  format: "xlsx",
  sheets: [{ name: "Sheet1", rows: 10_000, chosen: true }],
  header_row: 1,
  columns: [
    { column: "A", header: "姓名", role: "name", field: "", confidence: 95, why: "header_and_values", samples: ["王芳"] },
    { column: "B", header: "手机", role: "number", field: "", confidence: 98, why: "header_and_values", samples: ["138****8000"] },
    { column: "C", header: "金额", role: "field", field: "金额", confidence: 60, why: "header", samples: ["=1+1"] },
  ],
  rows: [["王芳", "138****8000", "<b>12.50</b>"]],
  encoding: null,
  encodings: [],
  open_elsewhere: false,
  imported_before: null,
};

export const DONE: Job = {
  job: "41",
  kind: "import",
  title: "名单.xlsx",
  state: "done",
  done: 10_000,
  total: 10_000,
  per_second: null,
  seconds_left: null,
  started_at: "2026-03-01 09:30:00",
  ended_at: "2026-03-01 09:30:02",
  error: null,
  imported: {
    import: "9",
    group: "21",
    group_name: "名单.xlsx",
    merged: false,
    rows: 10_000,
    people: 9_800,
    added: 9_800,
    duplicates: 150,
    rows_failed: 50,
    rows_repaired: 320,
    repairs: { blanks: 320 },
    faults: { duplicate: 150, too_short: 50 },
    carriers: { CMCC: 6_000, CUCC: 2_000, CTCC: 1_800 },
    blocked: { blacklisted: 10, opted_out: 2 },
  },
  file: null,
};

export const FINDING = { seq: 1, cell: "B18", row: 18, value: "3800138000", reason: "too_short", suggestion: "add_leading_one", fixed: "13800138000" };

export const SAMPLES: Samples = {
  samples: [
    { kind: "first", number: "138****8000", name: "王芳", text: "【邮政】王芳您好，您有12.50元已到账。", segments: 1, seams: [] },
    { kind: "longest", number: "139****9000", name: "欧阳某某", text: "【邮政】欧阳某某您好，您有1234567.89元已到账。", segments: 1, seams: [] },
    { kind: "shortest", number: "137****7000", name: "", text: "【邮政】客户您好，您有1元已到账。", segments: 1, seams: [] },
  ],
  segments: 9_788,
  people: 9_788,
};

export const CHECK: TaskCheck = {
  task: null,
  people: 9_800,
  excluded: { blacklisted: 10, opted_out: 2 },
  messages: 9_788,
  segments: 9_788,
  parts: 9_788,
  cost: "391.520",
  carriers: [{ carrier: "CMCC", people: 9_788, segments: 9_788, cost: "391.520", channels: [{ channel: "1", name: "模拟移动", people: 9_788 }] }],
  starts_at: "2026-03-01 09:31:00",
  may_start: true,
  findings: [{ code: "link", severity: "warn", params: { text: "post.example.cn" } }],
  sample: "【邮政】王芳您好，您有12.50元已到账。",
  routes: [],
  sandbox: true,
  seconds: 120,
};

export function composed(text: string): Composed {
  return { text, units: text.length, segments: 1, seams: [], variables: [], opt_out_words: null, mistakes: [], encoding: "ucs2" };
}

function person() {
  return { person: "1", number: "138****8000", name: "王芳", fields: { 姓名: "王芳", 金额: "12.50" }, blocked: [], updated_at: null, carrier: "CMCC" as const };
}

function channel(id: string, name: string, sandbox: boolean): ChannelRow {
  const form: ChannelForm = {
    name,
    sandbox,
    carriers: ["CMCC"],
    business_types: ["notice"],
    price: "0.040",
    rank: 1,
    weight: 1,
    cmpp: {
      host: "127.0.0.1",
      port: 7890,
      account: "901234",
      version: "2.0",
      allow_lower_version: false,
      service_code: "10690000",
      extension_digits: 4,
      service_id: "",
      fee_user_type: 0,
      fee_terminal: "",
      fee_type: "01",
      fee_code: "0",
      msg_src: null,
      window: 16,
      speed_per_second: null,
      connections: 1,
      receipts: true,
      ascii_as_ucs2: false,
      prefer_gb18030: false,
      wide_header: false,
      heartbeat_seconds: 60,
      response_seconds: 60,
      login_seconds: 10,
      sends_max: 3,
      require_proof: false,
    },
  };
  return { channel: id, version: 1, state: "active", created_at: "2026-03-01 09:00:00", line: { state: "online", cause: "line.ok", detail: "" }, form, today: { submitted: 0, delivered: 0, failed: 0 }, queued: 0 };
}
