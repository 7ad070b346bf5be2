import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { Job, KeptFile } from "../api/generated";
import { plainName } from "../features/reports/exports";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { taskRow } from "../testing/samples";
import { ReportsPage } from "./ReportsPage";

const person = userEvent.setup();
const open = () => renderAt(<ReportsPage />, { address: "/reports", path: "/reports" });
const FILE: KeptFile = { file: "f1", name: "任务报表-三月.xlsx", kind: "report", octets: 20_480, at: "2026-03-01 10:00:00", task: "12", by: "张芳", path: null };
const JOB: Job = { job: "j1", kind: "report", title: "任务报表-四月", state: "running", done: 300, total: 1_000, per_second: 100, seconds_left: 7, started_at: "2026-03-01 10:00:00", ended_at: null, error: null, imported: null, file: null };

function engineOf(files: KeptFile[] = [FILE], jobs: Job[] = []) {
  return fakeEngine({ files: () => ({ files, more: false }), jobs: () => ({ jobs }), tasks: () => ({ tasks: [taskRow()], more: false }), report_task: () => ({ job: "j2" }), remove_file: () => ({}), cancel_job: () => ({ ...JOB, state: "cancelled" }) });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("files can be fetched again, and deleted after a question", async () => {
  const engine = engineOf();
  await open();
  const grid = await screen.findByRole("grid", { name: "报表中心" });
  await within(grid).findByText("报表");
  await person.click(within(grid).getByRole("button", { name: "下载" }));
  await waitFor(() => expect(engine.opened).toEqual([FILE]));
  await person.click(within(grid).getByRole("button", { name: "删除" }));
  const dialog = await screen.findByRole("alertdialog", { name: "删除 1 个文件？" });
  expect(engine.asked("remove_file")).toEqual([]);
  await person.click(within(dialog).getByRole("button", { name: "删除 1 个文件" }));
  await waitFor(() => expect(engine.asked("remove_file")).toEqual([{ file: "f1" }]));
});

test("what is being made shows how far it is and can be cancelled; what failed says why", async () => {
  const failed: Job = { ...JOB, job: "j0", title: "任务报表-二月", state: "failed", error: refusal("report_disk_full") };
  const engine = engineOf([], [JOB, failed, { ...JOB, job: "j9", kind: "import", title: "导入" }]);
  await open();
  const card = await screen.findByRole("region", { name: "正在生成" });
  expect(within(card).getByRole("progressbar").getAttribute("aria-valuetext")).toBe("300 / 1,000 · 还需 7秒");
  expect(within(card).getByRole("alert").textContent).toContain("0198-trace");
  expect(within(card).queryByText("导入")).toBeNull();
  await person.click(within(card).getByRole("button", { name: "取消" }));
  await waitFor(() => expect(engine.asked("cancel_job")).toEqual([{ job: "j1" }]));
});

test("a task report is masked unless somebody wants it otherwise", async () => {
  const engine = engineOf([]);
  await open();
  await screen.findByText("还没有报表");
  await person.click(screen.getByRole("button", { name: "做任务报表" }));
  await person.click(await screen.findByRole("combobox", { name: "任务" }));
  await person.click(await screen.findByRole("option", { name: /三月到账通知/ }));
  await person.click(screen.getByRole("button", { name: "生成报表" }));
  await screen.findByText("任务“三月到账通知”，10,000 人");
  await person.click(screen.getByRole("checkbox", { name: /包含短信内容/ }));
  await person.click(screen.getByRole("button", { name: "生成报表" }));
  await waitFor(() => expect(engine.asked("report_task")).toEqual([{ task: "12", format: "xlsx", masked: true, with_text: true, to: null, language: "zh-CN" }]));
});

test("an error keeps the question open", async () => {
  const engine = engineOf();
  engine.answer({
    files: () => {
      throw refusal("store_io");
    },
  });
  await open();
  expect((await screen.findByRole("alert")).textContent).toContain("磁盘或网络盘报错");
});

test("names of files hold nothing that a system refuses", () => {
  expect(plainName('任务报表-a/b\\c:d*e?"<f>|\n g')).toBe("任务报表-a b c d e f g");
});
