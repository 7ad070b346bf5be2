import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../../api/call";
import type { Job, TaskDetail, TaskRow } from "../../api/generated";
import { refresh } from "../../api/query";
import { type FakeEngine, fakeEngine, refusal } from "../../testing/engine";
import { renderAt } from "../../testing/render";
import { Toasts } from "../../ui";
import { Tray } from "./Tray";

const job = (change: Partial<Job> = {}): Job => ({
  job: "j1",
  kind: "import",
  title: "三月名单.xlsx",
  state: "running",
  done: 3_200,
  total: 10_000,
  per_second: 800,
  seconds_left: 9,
  started_at: "2026-03-01 09:30:00",
  ended_at: null,
  error: null,
  imported: null,
  file: null,
  ...change,
});

const figures = {
  people: 100,
  excluded: { blacklisted: 10 },
  queued: 30,
  submitted: 60,
  waiting: 20,
  delivered: 38,
  failed: { NUM: 2 },
  no_receipt: 0,
  in_doubt: 0,
  recalled: 0,
  stopped: 0,
  segments: 100,
  cost: "4.00",
  carriers: {},
  replied: 0,
};

const row: TaskRow = {
  task: "12",
  name: "缴费通知",
  business: "notice",
  state: "running",
  reason: "",
  sandbox: false,
  signature: "",
  text: "",
  created_at: "2026-03-01 09:30:00",
  release_at: null,
  ended_at: null,
  created_by: "",
  figures,
  speed: 50,
  seconds_left: 1,
  undo_left_ms: null,
};

const detail: TaskDetail = {
  ...row,
  state: "done",
  uid: "u",
  flash: false,
  channel: null,
  speed_per_second: null,
  expires_at: null,
  start_at: null,
  group: "1",
  group_name: "",
  replies: 0,
  opt_outs: 0,
  resend_of: null,
  sample: null,
  may: [],
  channels: [],
};

let engine: FakeEngine;
beforeEach(() => {
  engine = fakeEngine({ jobs: () => ({ jobs: [job()] }), tasks: () => ({ tasks: [row], more: false }), task: () => detail });
});
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

async function draw(isOpen = true) {
  return renderAt(
    <>
      <Tray face="browser" isOpen={isOpen} onToggle={() => undefined} />
      <Toasts />
    </>,
    { path: "$" },
  );
}

test("running work says how far, how fast and how long still", async () => {
  await draw();
  expect(await screen.findByText("3,200 / 10,000 · 每秒 800 · 约剩 9秒")).toBeTruthy();
  // 90 of the 100 get something, and 30 of them still wait.
  expect(await screen.findByText("60 / 90 · 每秒 50 · 约剩 1秒")).toBeTruthy();
  expect(screen.getByText("2 项进行中")).toBeTruthy();
});

test("nothing at work takes no room", async () => {
  engine.answer({ jobs: () => ({ jobs: [job({ state: "done" })] }), tasks: () => ({ tasks: [], more: false }) });
  await draw(false);
  await waitFor(() => expect(engine.asked("jobs")).toHaveLength(1));
  expect(screen.queryByRole("complementary")).toBeNull();
});

test("a job that ends is told once, with the way to what it made", async () => {
  const { client, address } = await draw();
  await screen.findByText(/3,200/);
  const imported = {
    import: "5",
    group: "1",
    group_name: "三月",
    merged: false,
    rows: 10_000,
    people: 9_788,
    added: 9_788,
    duplicates: 0,
    rows_failed: 212,
    rows_repaired: 0,
    repairs: {},
    faults: {},
    carriers: {},
    blocked: {},
  };
  engine.answer({ jobs: () => ({ jobs: [job({ state: "done", imported })] }) });
  await act(async () => refresh(client, ["jobs"]));
  expect(await screen.findByText("导入完成：三月名单.xlsx")).toBeTruthy();
  expect(screen.getByText("导入 9,788 人，212 行有问题")).toBeTruthy();
  await act(async () => refresh(client, ["jobs"]));
  expect(screen.getAllByText("导入完成：三月名单.xlsx")).toHaveLength(1);
  const ways = screen.getAllByRole("button", { name: "查看" });
  fireEvent.click(ways[ways.length - 1] as HTMLElement);
  await waitFor(() => expect(address()).toBe("/imports/5"));
});

test("a job that failed says why and what to do", async () => {
  const { client } = await draw();
  await screen.findByText(/3,200/);
  engine.answer({ jobs: () => ({ jobs: [job({ state: "failed", error: refusal("file_locked", { file: "三月名单.xlsx" }) })] }) });
  await act(async () => refresh(client, ["jobs"]));
  expect(await screen.findByText(/没有完成：三月名单.xlsx/)).toBeTruthy();
  expect(screen.getByText(/在 Excel\/WPS 里关闭/)).toBeTruthy();
});

test("a task that ends says its figures", async () => {
  const { client } = await draw();
  await screen.findByText(/60 \/ 90/);
  engine.answer({ tasks: () => ({ tasks: [], more: false }) });
  await act(async () => refresh(client, ["tasks"]));
  expect(await screen.findByText("任务已完成：缴费通知")).toBeTruthy();
  expect(screen.getByText("送达 38，失败 2，共 100 人")).toBeTruthy();
});

test("cancelling asks once", async () => {
  engine.answer({ cancel_job: () => job({ state: "cancelled" }) });
  await draw();
  const button = await screen.findByRole("button", { name: "取消" });
  fireEvent.click(button);
  fireEvent.click(button);
  await waitFor(() => expect(engine.asked("cancel_job")).toEqual([{ job: "j1" }]));
});
