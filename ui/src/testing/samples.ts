import type { Home, MessageDetail, MessageRow, PersonView, StatisticsRow, TaskDetail, TaskFigures, TaskRow } from "../api/generated";

/** Figures of a task of 10,000 people that is half done. */
export function figures(change: Partial<TaskFigures> = {}): TaskFigures {
  return {
    people: 10_000,
    excluded: { duplicate: 200, blacklisted: 12 },
    queued: 8_214,
    submitted: 1_574,
    waiting: 100,
    delivered: 1_400,
    failed: { NUM: 40, TERM: 20 },
    no_receipt: 0,
    in_doubt: 14,
    recalled: 0,
    stopped: 0,
    segments: 1_574,
    cost: "62.960",
    carriers: { CMCC: { submitted: 1_000, delivered: 900, failed: 40 }, CTCC: { submitted: 574, delivered: 500, failed: 20 } },
    replied: 7,
    ...change,
  };
}

export function taskRow(change: Partial<TaskRow> = {}): TaskRow {
  return {
    task: "12",
    name: "三月到账通知",
    business: "notice",
    state: "running",
    reason: "",
    sandbox: false,
    signature: "【邮政】",
    text: "{姓名}您好，您有{金额}元已到账。",
    created_at: "2026-03-01 09:30:00",
    release_at: "2026-03-01 09:31:00",
    ended_at: null,
    created_by: "张芳",
    figures: figures(),
    speed: 120,
    seconds_left: 68,
    undo_left_ms: null,
    ...change,
  };
}

export function taskDetail(change: Partial<TaskDetail> = {}): TaskDetail {
  return {
    ...taskRow(),
    uid: "0198-task",
    flash: false,
    channel: null,
    speed_per_second: null,
    expires_at: "2026-03-04 09:31:00",
    start_at: null,
    group: "3",
    group_name: "三月客户",
    replies: 9,
    opt_outs: 2,
    resend_of: null,
    sample: null,
    may: ["pause", "stop", "copy", "report"],
    channels: [{ channel: "1", name: "移动专线", figures: { submitted: 1_000, delivered: 900, failed: 40 } }],
    ...change,
  };
}

export function messageRow(change: Partial<MessageRow> = {}): MessageRow {
  return {
    message: "901",
    task: "12",
    task_name: "三月到账通知",
    number: "138****5678",
    state: "failed",
    carrier: "CMCC",
    channel: "移动专线",
    segments: 1,
    price: "0.040",
    tries: 1,
    mark: "none",
    submitted_at: "2026-03-01 09:31:05",
    ended_at: "2026-03-01 09:31:09",
    class: "NUM",
    code: "MK:0001",
    cause: "空号或号码不存在",
    action: "移出名单",
    sandbox: false,
    replied: false,
    ...change,
  };
}

export function messageDetail(change: Partial<MessageDetail> = {}): MessageDetail {
  return {
    ...messageRow(),
    text: "【邮政】王芳您好，您有12.50元已到账。",
    seams: [],
    why: [
      { code: "prefix", params: { prefix: "138", carrier: "CMCC" } },
      { code: "better", params: { channel: "移动专线", than: "三网通道", ahead: "price" } },
    ],
    attempts: [{ try_no: 1, part: 1, carrier_id: "A1", answered_at: "2026-03-01 09:31:05", result: 0, receipt: "MK:0001", receipt_at: "2026-03-01 09:31:09" }],
    ...change,
  };
}

export function personView(change: Partial<PersonView> = {}): PersonView {
  return {
    number: "13812345678",
    shown: "138****5678",
    carrier: "CMCC",
    ported: false,
    dead_since: null,
    segment: "138",
    name: "王芳",
    fields: { 网点: "城东支局" },
    contact: true,
    groups: ["三月客户"],
    blocks: [],
    messages: [messageRow()],
    replies: [],
    sent: 4,
    delivered: 3,
    ...change,
  };
}

export function home(change: Partial<Home> = {}): Home {
  const day = { sent: 1_574, delivered: 1_400, failed: 60, replies: 9, cost: "62.960" };
  return {
    as_of: "2026-03-01 09:41:00",
    today: day,
    mean: { sent: 1_000, delivered: 950, failed: 30, replies: 9, cost: "40.000" },
    days: 7,
    running: [taskRow()],
    scheduled: [],
    todo: [],
    channels: [],
    alarms: [],
    empty: false,
    ...change,
  };
}

export function statisticsRow(change: Partial<StatisticsRow> = {}): StatisticsRow {
  return { key: "CMCC", name: "", people: 1_000, submitted: 900, delivered: 800, failed: 60, no_receipt: 30, in_doubt: 10, excluded: 100, segments: 900, cost: "36.000", replies: 8, ...change };
}
