import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { Alarm, AlarmCode, Home } from "../api/generated";
import { alarmWords } from "../features/home/alarm";
import { differenceOf } from "../features/home/delta";
import { setLanguage } from "../i18n";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { home, taskRow } from "../testing/samples";
import { HomePage } from "./HomePage";

const person = userEvent.setup();

async function open(change: Partial<Home> = {}) {
  const engine = fakeEngine({ home: () => home(change) });
  return { engine, ...(await renderAt(<HomePage />)) };
}

beforeEach(() => localStorage.clear());
afterEach(async () => {
  cleanup();
  setTransport(undefined);
  await setLanguage("zh-CN");
});

test("today stands against the mean of the days before", async () => {
  const { engine } = await open();
  const today = await screen.findByRole("region", { name: "今天" });
  expect(within(today).getByText("1,574")).toBeTruthy();
  expect(within(today).getByText("¥62.96")).toBeTruthy();
  expect(today.textContent).toContain("送达率 88.9%");
  expect(today.textContent).toContain("前 7 天的日均");
  expect(today.textContent).toContain("57%");
  expect(engine.asked("home")[0]).toEqual({ sandbox: true }); // practice comes first
});

test("figures without days before are compared with nothing", () => {
  expect(differenceOf(5, 0)).toBeUndefined();
  expect(differenceOf(5, Number("x"))).toBeUndefined();
  expect(differenceOf(90, 100)).toEqual({ direction: "down", share: 0.1 });
  expect(differenceOf(100.2, 100)?.direction).toBe("same");
});

test("what is being sent shows progress, speed and time left", async () => {
  await open();
  const card = await screen.findByRole("region", { name: "正在发送" });
  expect(within(card).getByRole("link", { name: "三月到账通知" }).getAttribute("href")).toContain("/tasks/12");
  expect(within(card).getByRole("progressbar").getAttribute("aria-valuetext")).toBe("1,574 / 9,788 人");
  expect(card.textContent).toContain("120 条/秒 · 还需 1分钟8秒");
});

test("what waits for a person leads there", async () => {
  await open({
    scheduled: [taskRow({ task: "14", name: "明早通知", state: "scheduled", release_at: "2099-03-02 08:00:00" })],
    todo: [
      { kind: "ask", count: 3 },
      { kind: "in_doubt", count: 14 },
      { kind: "draft", count: 0 },
    ],
  });
  const todo = await screen.findByRole("region", { name: "待办" });
  expect(within(todo).getByRole("link", { name: "3 条回复可能是退订，待确认" }).getAttribute("href")).toContain("/inbox?filter=ask");
  expect(within(todo).getByRole("link", { name: "14 人结果不明，待决定是否补发" }).getAttribute("href")).toContain("/messages?state=in_doubt");
  expect(within(todo).getAllByRole("link")).toHaveLength(2);
  expect((await screen.findByRole("region", { name: "等待发送" })).textContent).toContain("2099-03-02 08:00 发出");
});

test("a first day teaches how to begin", async () => {
  const { address } = await open({ running: [], empty: true, days: 0 });
  await screen.findByText("今天还没有任务");
  expect(screen.getByRole("link", { name: "从模板开始" }).getAttribute("href")).toContain("/templates");
  expect(screen.getByRole("link", { name: "导入名单" }).getAttribute("href")).toContain("/imports");
  await person.click(screen.getByRole("button", { name: "新建发送" }));
  await waitFor(() => expect(address()).toBe("/send"));
});

test("channels show their lights with words, and a silent one is not green", async () => {
  const line = (state: "online" | "refused" | "idle") => ({ state, cause: "", detail: "" });
  await open({
    channels: [
      { channel: "1", name: "移动专线", sandbox: false, carriers: ["CMCC"], line: line("online") },
      { channel: "2", name: "三网通道", sandbox: true, carriers: [], line: line("idle") },
    ],
  });
  const card = await screen.findByRole("region", { name: "通道" });
  expect(within(card).getByText("在线").parentElement?.className).toContain("is-good");
  expect(within(card).getByText("未运行").parentElement?.className).toContain("is-idle");
});

test.each(["zh-CN", "en"] as const)("every alarm has words in %s", async (language) => {
  await setLanguage(language);
  const all: Record<AlarmCode, Record<string, string>> = {
    channel_down: { name: "移动专线", cause: "line.refused_password", detail: "" },
    task_faulted: { name: "到账", reason: "template_empty" },
    store_not_writable: { fault: "store_full" },
    disk_low: { octets: "73400320" },
    backup_old: { days: "9" },
    never_backed_up: {},
    failures_many: { name: "到账", class: "NUM", count: "20", share: "12" },
    practice_down: { detail: "bind" },
  };
  const said = Object.entries(all).map(([code, params]) => alarmWords({ code: code as Alarm["code"], params }));
  for (const sentence of said) expect(sentence).not.toMatch(/\{\{|alarms\.|line\.|store_full|\bNUM\b|undefined/);
  expect(said[3]).toContain("70");
  expect(alarmWords({ code: "channel_down", params: { name: "甲", cause: "" } })).not.toMatch(/：$|: $/);
});

test("without the engine the figures stay and say how old they are; without figures the error says what to do", async () => {
  const { engine, client } = await open();
  await screen.findByText("数据截至 09:41");
  engine.connection("down");
  await client.refetchQueries();
  await screen.findByText("连接不上，数据截至 09:41", undefined, { timeout: 5_000 });
  expect(screen.getByText("1,574")).toBeTruthy();
  cleanup();
  fakeEngine({
    home: () => {
      throw refusal("store_io");
    },
  });
  await renderAt(<HomePage />);
  expect((await screen.findByRole("alert")).textContent).toContain("磁盘或网络盘报错");
});
