import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { taskDetail, taskRow } from "../testing/samples";
import { TasksPage } from "./TasksPage";

const person = userEvent.setup();
const open = (address = "/tasks") => renderAt(<TasksPage />, { address, path: "/tasks" });

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("tasks show with state, figures and a way in", async () => {
  fakeEngine({ tasks: () => ({ tasks: [taskRow(), taskRow({ task: "11", name: "=SUM(A1)", state: "faulted" })], more: false }) });
  const { address } = await open();
  const grid = await screen.findByRole("grid", { name: "发送任务" });
  await within(grid).findByText("发送中");
  expect(within(grid).getByText("异常")).toBeTruthy();
  expect(within(grid).getAllByText("1,400 / 9,788")).toHaveLength(2);
  expect(within(grid).getAllByText("¥62.96")).toHaveLength(2);
  expect(within(grid).getByRole("link", { name: "=SUM(A1)" }).getAttribute("href")).toContain("/tasks/11");
  grid.focus();
  await person.keyboard("{Enter}");
  await waitFor(() => expect(address()).toBe("/tasks/12"));
});

test("filters stand in the address, and the address asks the engine", async () => {
  const engine = fakeEngine({ tasks: () => ({ tasks: [taskRow()], more: false }) });
  const { address } = await open("/tasks?search=%E5%88%B0%E8%B4%A6&state=open&world=all");
  await screen.findByText("三月到账通知");
  expect(engine.asked("tasks")[0]).toMatchObject({ search: "到账", states: ["scheduled", "running", "paused", "faulted"], sandbox: null });
  await person.type(screen.getByRole("searchbox", { name: "搜索名称、内容或签名" }), "通知");
  await waitFor(() => expect(new URLSearchParams(address().split("?")[1]).get("search")).toBe("到账通知"));
  await waitFor(() => expect(engine.asked("tasks").at(-1)?.search).toBe("到账通知"));
});

test("the next page begins behind the last task", async () => {
  const engine = fakeEngine({ tasks: ({ before }) => ({ tasks: [taskRow(before === null ? {} : { task: "7", name: "较早的任务" })], more: before === null }) });
  await open();
  await screen.findByText("较早的任务");
  expect(engine.asked("tasks").map((request) => request.before)).toContain("12");
});

test("without any task the screen teaches how to begin", async () => {
  fakeEngine({ tasks: () => ({ tasks: [], more: false }) });
  const { address } = await open();
  await screen.findByText("还没有任务");
  const buttons = screen.getAllByRole("button", { name: "新建发送" });
  await person.click(buttons.at(-1) as HTMLElement);
  await waitFor(() => expect(address()).toBe("/send"));
});

test("when nothing fits, one press clears the filters", async () => {
  fakeEngine({ tasks: ({ states }) => ({ tasks: states.length > 0 ? [] : [taskRow()], more: false }) });
  const { address } = await open("/tasks?state=faulted");
  await screen.findByText("没有符合条件的任务");
  await person.click(screen.getAllByRole("button", { name: "清除筛选" }).at(-1) as HTMLElement);
  await screen.findByText("三月到账通知");
  expect(address()).toBe("/tasks");
});

test("an error says cause, what was kept and its number, and can be tried again", async () => {
  const engine = fakeEngine({
    tasks: () => {
      throw refusal("store_io");
    },
  });
  await open();
  const alert = await screen.findByRole("alert");
  expect(alert.textContent).toContain("磁盘或网络盘报错");
  expect(alert.textContent).toContain("0198-trace");
  engine.answer({ tasks: () => ({ tasks: [taskRow()], more: false }) });
  await person.click(within(alert).getByRole("button", { name: "重试" }));
  await screen.findByText("三月到账通知");
});

test("a row can be paused and stopped from its menu", async () => {
  const engine = fakeEngine({ tasks: () => ({ tasks: [taskRow()], more: false }), pause_task: () => taskDetail({ state: "paused" }), stop_task: () => taskDetail({ state: "stopped" }) });
  const { address } = await open();
  await person.click(await screen.findByRole("button", { name: "更多操作：三月到账通知" }));
  await person.click(await screen.findByRole("menuitem", { name: "暂停" }));
  await waitFor(() => expect(engine.asked("pause_task")).toEqual([{ task: "12" }]));
  await person.click(await screen.findByRole("button", { name: "更多操作：三月到账通知" }));
  await person.click(await screen.findByRole("menuitem", { name: "停止" }));
  const dialog = await screen.findByRole("alertdialog", { name: "停止发送？还有 8,214 人未发" });
  await person.click(within(dialog).getByText(/停止后不能继续/)); // no press of the row behind
  expect(address()).toBe("/tasks");
  await person.click(within(dialog).getByRole("button", { name: "停止，8,214 人不再发送" }));
  await waitFor(() => expect(engine.asked("stop_task")).toEqual([{ task: "12" }]));
});
