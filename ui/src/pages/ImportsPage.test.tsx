import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { Finding, ImportDone, ImportRow, InspectedList, Job } from "../api/generated";
import { ImportDialog } from "../features/imports";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { ImportPage } from "./ImportPage";
import { ImportsPage } from "./ImportsPage";

const person = userEvent.setup();
const ROW: ImportRow = { import: "7", at: "2026-03-01 09:30:00", file: "三月.xlsx", octets: 20_480, group: "g1", group_name: "三月客户", rows: 10_000, people: 9_800, added: 9_000, duplicates: 150, rows_failed: 50, by: "张芳" };
const finding = (change: Partial<Finding> = {}): Finding => ({ seq: 1, cell: "B18", row: 18, value: "=HYPERLINK(1)", reason: "too_short", suggestion: "add_leading_one", fixed: "138****5678", ...change });
const LIST: InspectedList = {
  file_name: "三月.xlsx",
  octets: 20_480,
  format: "xlsx",
  sheets: [{ name: "Sheet1", rows: 100, chosen: true }],
  header_row: 1,
  columns: [
    { column: "A", header: "电话", role: "number", field: "", confidence: 99, why: "header_and_values", samples: ["13812345678"] },
    { column: "B", header: "支局", role: "field", field: "支局", confidence: 60, why: "remaining", samples: ["<b>城东</b>"] },
  ],
  rows: [["13812345678", "<b>城东</b>"]],
  encoding: null,
  encodings: [],
  open_elsewhere: false,
  imported_before: null,
};
const DONE: ImportDone = { import: "7", group: "g1", group_name: "三月", merged: false, rows: 100, people: 98, added: 90, duplicates: 1, rows_failed: 1, rows_repaired: 3, repairs: {}, faults: { too_short: 1 }, carriers: {}, blocked: { opted_out: 2 } };
const job = (change: Partial<Job> = {}): Job => ({ job: "j1", kind: "import", title: "三月.xlsx", state: "done", done: 100, total: 100, per_second: null, seconds_left: null, started_at: "2026-03-01 09:30:00", ended_at: null, error: null, imported: DONE, file: null, ...change });

function engineOf() {
  return fakeEngine({
    imports: () => ({ imports: [ROW], more: false }),
    import_findings: ({ reason }) => ({ findings: reason === "landline" ? [] : [finding(), finding({ seq: 2, cell: "B20", fixed: null })], more: false, rest: 0 }),
    mend_findings: () => ({ people: 1 }),
    corrected_list: () => ({ job: "j2" }),
    job: ({ job: id }) => (id === "j2" ? job({ job: "j2", kind: "mend", imported: null, file: { file: "f1", name: "三月-修正.xlsx", kind: "mend", octets: 1, at: "", task: null, by: "", path: null } }) : job()),
    groups: () => ({ groups: [{ group: "g1", name: "三月客户", people: 10, created_at: "", updated_at: "" }] }),
    inspect_list: () => LIST,
    import_list: () => ({ job: "j1" }),
  });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("each import tells its counts and leads to its rows", async () => {
  engineOf();
  const { address } = await renderAt(<ImportsPage />, { address: "/imports", path: "/imports" });
  await screen.findByText("9,800");
  await person.click(screen.getByText("三月客户"));
  await waitFor(() => expect(address()).toBe("/imports/7"));
});

test("no imports teach the next step", async () => {
  const engine = engineOf();
  engine.answer({ imports: () => ({ imports: [], more: false }) });
  await renderAt(<ImportsPage />, { address: "/imports", path: "/imports" });
  await screen.findByText("还没有导入过名单");
});

test("rows to check say where and why, and are mended one by one or all at once", async () => {
  const engine = engineOf();
  const { address } = await renderAt(<ImportPage />, { address: "/imports/7", path: "/imports/$import" });
  await screen.findByText("第 18 行 B 列");
  expect(engine.asked("imports")[0]).toEqual({ before: "8", limit: 1 });
  expect(screen.getAllByText("=HYPERLINK(1)")).toHaveLength(2);
  await person.click(screen.getByRole("button", { name: "改为 138****5678" }));
  await waitFor(() => expect(engine.asked("mend_findings")).toEqual([{ import: "7", seqs: [1] }]));
  await person.click(screen.getByRole("button", { name: "全部按建议修复" }));
  await person.click(await screen.findByRole("button", { name: "修复并加入" }));
  await waitFor(() => expect(engine.asked("mend_findings")[1]).toEqual({ import: "7", seqs: [] }));
  expect(address()).toBe("/imports/7");
});

test("the corrected list comes back as a file", async () => {
  const engine = engineOf();
  await renderAt(<ImportPage />, { address: "/imports/7?reason=landline", path: "/imports/$import" });
  await screen.findByText("这一类没有要核对的行");
  await person.click(screen.getByRole("button", { name: "下载修正后的表格" }));
  await waitFor(() => expect(engine.opened.map((file) => file.name)).toEqual(["三月-修正.xlsx"]));
});

test("an import that is gone leads back", async () => {
  const engine = engineOf();
  engine.answer({ imports: () => ({ imports: [], more: false }) });
  await renderAt(<ImportPage />, { address: "/imports/99", path: "/imports/$import" });
  await screen.findByText("找不到这次导入");
});

test("a list goes into a group: look, import, result with the rows to check", async () => {
  const engine = engineOf();
  engine.picks = { file: "upload:1", name: "三月.xlsx" };
  const led: string[] = [];
  await renderAt(<ImportDialog group="" onClose={() => undefined} onGroup={(group) => led.push(group)} />);
  await person.click(await screen.findByRole("button", { name: "选择文件…" }));
  const cell = (await screen.findAllByText("<b>城东</b>"))[0];
  expect(cell?.querySelector("b")).toBeNull();
  const name = screen.getByRole<HTMLInputElement>("textbox", { name: "新分组名称" });
  expect(name.value).toBe("三月");
  await person.clear(name);
  await person.click(screen.getByRole("button", { name: "导入名单" }));
  await screen.findByText("请写分组名称");
  expect(engine.asked("import_list")).toEqual([]);
  await person.type(name, "四月客户");
  await person.click(screen.getByRole("button", { name: "导入名单" }));
  await screen.findByText("导入完成：98 人，其中新增 90 人");
  expect(engine.asked("import_list")[0]).toMatchObject({ file: "upload:1", group: "四月客户", for_task: false });
  const dialog = screen.getByRole("dialog");
  expect(within(dialog).getByText("2 人在黑名单、退订或空号里，不会给他们发送")).toBeTruthy();
  expect(within(dialog).getByRole("link", { name: "看要核对的行" }).getAttribute("href")).toBe("/imports/7");
  await person.click(within(dialog).getByRole("button", { name: "看这个分组" }));
  expect(led).toEqual(["g1"]);
});

test("an import that failed says why and leads back to the columns", async () => {
  const engine = engineOf();
  engine.picks = { file: "upload:1", name: "三月.xlsx" };
  engine.answer({ job: () => job({ state: "failed", imported: null, error: refusal("file_damaged", { file: "三月.xlsx" }) }) });
  await renderAt(<ImportDialog group="g1" onClose={() => undefined} onGroup={() => undefined} />);
  await person.click(await screen.findByRole("button", { name: "选择文件…" }));
  await person.click(await screen.findByRole("button", { name: "导入名单" }));
  expect((await screen.findByRole("alert")).textContent).toContain("文件已损坏");
  expect(engine.asked("import_list")[0]).toMatchObject({ group: "g1" });
});
