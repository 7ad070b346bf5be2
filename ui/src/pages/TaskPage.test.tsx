import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { FailureGroup, TaskDetail, TaskFailures } from "../api/generated";
import { setLanguage } from "../i18n";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { figures, messageDetail, messageRow, taskDetail } from "../testing/samples";
import { TaskPage } from "./TaskPage";

const person = userEvent.setup();

function group(change: Partial<FailureGroup> = {}): FailureGroup {
  return { class: "TERM", code: "MK:0010", state: "failed", carrier: "CMCC", cause: "关机或不在服务区", action: "换时段补发", people: 300, may_resend: true, low_confidence: false, ...change };
}

const FAILURES: TaskFailures = {
  groups: [group(), group({ class: "ROUTE", code: "MA:0051", cause: "网关之间没接通", people: 12 }), group({ class: "NUM", code: "MK:0001", cause: "空号", may_resend: false, people: 1_105 })],
  may_resend: 312,
  may_not_resend: 1_105,
};

const STARTED = { task: "13", release_at: "2026-03-01 10:00:00", expires_at: "2026-03-04 10:00:00", undo_left_ms: 0 };

function engineOf(task: Partial<TaskDetail> = {}) {
  const detail = taskDetail(task);
  return fakeEngine({
    task: () => detail,
    task_speed: () => ({ step_ms: 1_000, points: [] }),
    task_timeline: () => ({ events: [] }),
    task_failures: () => FAILURES,
    messages: () => ({ messages: [messageRow()], next: null }),
    message: ({ whole }) => messageDetail(whole ? { number: "13812345678" } : {}),
    stop_task: () => ({ ...detail, state: "stopped", figures: figures({ queued: 0, stopped: 8_214 }) }),
    pause_task: () => ({ ...detail, state: "paused" }),
    undo_task: ({ task: no }) => ({ task: no, sent: 0, spared: 9_788 }),
    resend_failed: () => STARTED,
    resend_doubtful: () => ({ count: 14 }),
  });
}

const open = (address = "/tasks/12") => renderAt(<TaskPage />, { address, path: "/tasks/$task" });
const button = (name: string | RegExp) => screen.findByRole("button", { name });

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(async () => {
  cleanup();
  setTransport(undefined);
  await setLanguage("zh-CN");
});

test("a stage of the funnel lists its people, and says so in the address", async () => {
  const engine = engineOf();
  const { address } = await open();
  await person.click(await button(/^失败\s*60/));
  await waitFor(() => expect(address()).toBe("/tasks/12?tab=messages&stage=failed"));
  await screen.findByText("138****5678");
  expect(engine.asked("messages").at(-1)).toMatchObject({ task: "12", states: ["failed", "rejected", "expired"], sandbox: null, whole: false });
  await person.click(await button(/^失败\s*60/));
  await waitFor(() => expect(address()).toBe("/tasks/12?tab=messages"));
  await waitFor(() => expect(engine.asked("messages").at(-1)?.states).toEqual([]));
});

test("an address brings back stage, cause and open row", async () => {
  const engine = engineOf();
  await open("/tasks/12?tab=messages&stage=failed&class=NUM&code=MK%3A0001&carrier=CMCC&message=901");
  await screen.findByRole("dialog", { name: "这条短信" });
  expect(engine.asked("messages")[0]).toMatchObject({ states: ["failed", "rejected", "expired"], classes: ["NUM"], code: "MK:0001", carrier: "CMCC" });
  expect(engine.asked("message")[0]).toMatchObject({ message: "901", whole: false });
});

test("only what may be pressed is there", async () => {
  engineOf({ may: ["resume", "stop"], state: "paused" });
  await open();
  await button("继续");
  await button("停止");
  for (const name of ["暂停", "补发", "报表", "更多"]) expect(screen.queryByRole("button", { name })).toBeNull();
});

test("stopping names who gets nothing, and does nothing before it is confirmed", async () => {
  const engine = engineOf();
  await open();
  await person.click(await button("停止"));
  const dialog = await screen.findByRole("alertdialog", { name: "停止发送？还有 8,214 人未发" });
  expect(within(dialog).getByText(/已经提交给运营商的 100 人仍会收到/)).toBeTruthy();
  expect(engine.asked("stop_task")).toEqual([]);
  await person.click(within(dialog).getByRole("button", { name: "停止，8,214 人不再发送" }));
  await waitFor(() => expect(engine.asked("stop_task")).toEqual([{ task: "12" }]));
});

test("sending again counts only those who may get it, and follows the chosen causes", async () => {
  const engine = engineOf({ state: "done", may: ["resend", "copy", "report"] });
  const { address } = await open();
  await person.click(await button("补发"));
  const dialog = await screen.findByRole("alertdialog", { name: "补发失败的人" });
  await within(dialog).findByRole("button", { name: "补发给 312 人" });
  expect(within(dialog).getByText(/1,105 人不可重试/)).toBeTruthy();
  await person.click(within(dialog).getByRole("checkbox", { name: /网关/ }));
  await person.click(await within(dialog).findByRole("button", { name: "补发给 300 人" }));
  await waitFor(() => expect(engine.asked("resend_failed")).toEqual([{ task: "12", classes: ["TERM"] }]));
  await waitFor(() => expect(address()).toBe("/tasks/13"));
});

test("failures stand by cause with what helps, and a cause leads to its people", async () => {
  engineOf({ state: "done", may: ["resend", "copy"] });
  const { address } = await open("/tasks/12?tab=failures");
  await screen.findByText("可重试 312 人 / 不可重试 1,105 人");
  const dead = screen.getAllByRole("listitem").find((item) => item.textContent?.includes("1,105 人 空号"));
  if (!dead) throw new Error("no line for the dead numbers");
  expect(within(dead).getByRole("button", { name: "记为空号" })).toBeTruthy();
  expect(within(dead).queryByRole("button", { name: /重发/ })).toBeNull();
  await person.click(within(dead).getByRole("button", { name: "查看名单" }));
  await waitFor(() => expect(address()).toBe("/tasks/12?tab=messages&stage=failed&class=NUM&code=MK%3A0001&carrier=CMCC"));
});

test("dead numbers of a cause are gathered whole, page after page, and remembered", async () => {
  const engine = engineOf({ state: "done", may: ["resend"] });
  engine.answer({
    messages: ({ before }) => (before === null ? { messages: [messageRow({ number: "13812345678" })], next: "900" } : { messages: [messageRow({ number: "13987654321" })], next: null }),
    learn_facts: () => ({ ported: 0, dead: 2 }),
  });
  await open("/tasks/12?tab=failures");
  await person.click(await button("记为空号"));
  await person.click(await button("把 1,105 个号码记为空号"));
  await waitFor(() => expect(engine.asked("learn_facts")).toEqual([{ table: "13812345678,dead\n13987654321,dead" }]));
  const pages = engine.asked("messages").filter((request) => request.whole);
  expect(pages.map((request) => request.before)).toEqual([null, "900"]);
  expect(pages[0]).toMatchObject({ task: "12", states: ["failed"], classes: ["NUM"], code: "MK:0001", carrier: "CMCC" });
});

test("doubts are sent again only after their number was typed", async () => {
  const engine = engineOf({ state: "done", may: ["resend_doubtful"] });
  await open("/tasks/12?tab=failures");
  await screen.findByText(/可能收到两条/);
  await person.click(await button("补发结果不明的 14 人"));
  const dialog = await screen.findByRole("alertdialog", { name: /补发给 14 人？/ });
  const confirm = within(dialog).getByRole("button", { name: "补发给 14 人" });
  expect(confirm.hasAttribute("disabled")).toBe(true);
  await person.type(within(dialog).getByRole("textbox"), "14");
  await person.click(confirm);
  await waitFor(() => expect(engine.asked("resend_doubtful")).toEqual([{ task: "12" }]));
});

test("while a start can be taken back, the time that is left stands there", async () => {
  const engine = engineOf({ state: "scheduled", undo_left_ms: 58_000, may: ["undo", "pause", "stop"], speed: null, seconds_left: null });
  await open();
  await screen.findByText(/任务将在 5[78] 秒后开始发送，此前可以撤销，9,788 人一条也不会收到/);
  await person.click(await button("撤销发送"));
  await waitFor(() => expect(engine.asked("undo_task")).toEqual([{ task: "12" }]));
});

test("a copy goes on in the wizard", async () => {
  engineOf({ state: "done", may: ["copy"] });
  const { address } = await open();
  await person.click(await button("更多"));
  await person.click(await screen.findByRole("menuitem", { name: "复制为新任务" }));
  await waitFor(() => expect(address()).toBe("/send?copy=12"));
});

test.each(["zh-CN", "en"] as const)("everything that can happen to a task has words in %s", async (language) => {
  await setLanguage(language);
  const engine = engineOf();
  const kinds = ["created", "started", "scheduled", "running", "paused", "resumed", "stopped", "done", "recovered", "resent", "undone"];
  const event = (kind: string, detail = "") => ({ at: "2026-03-01 09:30:00", kind, detail, by: "local" });
  engine.answer({ task_timeline: () => ({ events: [...kinds.map((kind) => event(kind, kind === "recovered" || kind === "resent" ? "14" : "")), event("created", "9"), event("faulted", "template_empty"), event("abducted")] }) });
  await open("/tasks/12?tab=timeline");
  const list = await screen.findByRole("list", { name: language === "en" ? "Timeline" : "经过" });
  const said = within(list).getAllByRole("listitem").map((item) => item.textContent ?? "");
  expect(said).toHaveLength(kinds.length + 3);
  for (const sentence of said) expect(sentence).not.toMatch(/event\.|\{\{|fault\.|undefined/);
  expect(new Set(said).size).toBe(said.length);
  expect(said[0]).toContain("abducted"); // the newest first, and a kind from a newer engine is not left out
  expect(said[1]).toContain("template_empty");
  expect(said[2]).toContain("9");
});

test("a task that is not there says so, with the number to tell", async () => {
  const engine = engineOf();
  engine.answer({
    task: () => {
      throw refusal("not_found", { what: "task", id: "12" });
    },
  });
  await open();
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("没有这个任务");
  expect(alert.textContent).toContain("0198-trace");
});

test("when the engine falls silent, the figures stay and say how old they are", async () => {
  const engine = engineOf();
  const { client } = await open();
  await screen.findByRole("heading", { name: "三月到账通知" });
  engine.connection("down");
  await client.refetchQueries();
  await screen.findByText(/连接不上，数据截至 \d\d:\d\d/, undefined, { timeout: 5_000 });
  expect(screen.getByRole("button", { name: /^送达\s*1,400/ })).toBeTruthy();
});
