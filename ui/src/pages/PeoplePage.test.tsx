import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { Conversation, GroupRow, PersonRow } from "../api/generated";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { personView } from "../testing/samples";
import { PeoplePage } from "./PeoplePage";

const person = userEvent.setup();
const open = (address = "/people") => renderAt(<PeoplePage />, { address, path: "/people" });

const GROUPS: GroupRow[] = [
  { group: "g1", name: "三月客户", people: 1_204, created_at: "2026-03-01 09:00:00", updated_at: "2026-03-01 09:00:00" },
  { group: "g2", name: "老客户", people: 8, created_at: "2026-02-01 09:00:00", updated_at: "2026-02-01 09:00:00" },
];
const row = (change: Partial<PersonRow> = {}): PersonRow => ({
  person: "p1",
  number: "138****5678",
  name: "张芳",
  fields: { 支局: "城东支局" },
  blocked: [],
  updated_at: "2026-03-01 09:30:00",
  carrier: "CMCC",
  ...change,
});
const TALK: Conversation = { person: "p1", number: "13812345678", name: "张芳", items: [], next: null, opted_out: false, blacklisted: false, contact: true, sandbox: false };

function engineOf(people: readonly PersonRow[] = [row(), row({ person: "p2", name: "<b>李</b>", number: "139****0000", blocked: ["opt_out"] })]) {
  return fakeEngine({
    groups: () => ({ groups: GROUPS }),
    contact_fields: () => ({ fields: [{ field: "1", name: "支局", kind: "text" }] }),
    people: ({ search, offset, limit }) => {
      const found = people.filter((each) => each.name.includes(search));
      return { people: found.slice(offset ?? 0, (offset ?? 0) + limit), total: found.length, next: null };
    },
    conversation: () => TALK,
    person: () => personView({ number: "13812345678", shown: "138****5678", name: "张芳", groups: ["三月客户"], fields: { 支局: "城东支局" } }),
    settings: () => ({ undo_seconds: 60, type_count_from: 1_000, test_number: "", keep_files_days: 30, close_to_tray: false, notify: true, organisation: "" }),
    save_person: () => ({ person: "p9", conflict: null }),
    remove_people: ({ people: gone }) => ({ count: gone.length }),
    remove_group: () => GROUPS[0] ?? refuse(),
    rename_group: ({ name }) => ({ ...(GROUPS[0] ?? refuse()), name }),
    merge_people: () => row(),
    duplicates: () => ({ pairs: [] }),
    export_people: () => ({ job: "j1" }),
  });
}

function refuse(): never {
  throw refusal("not_found", { what: "group" });
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("people show masked, and what looks like a page stays text", async () => {
  engineOf();
  await open();
  await screen.findByText("138****5678");
  const text = screen.getByText("<b>李</b>");
  expect(text.querySelector("b")).toBeNull();
  expect(text.getAttribute("title")).toBe("<b>李</b>");
  expect(screen.getByText("退订")).toBeTruthy();
});

test("an empty book teaches the next step; a search that finds nobody and an error are other things", async () => {
  const engine = engineOf([]);
  const first = await open();
  await screen.findByText("通讯录里还没有人");
  first.unmount();
  const second = await open("/people?search=zzz");
  await screen.findByText("没有符合的联系人");
  second.unmount();
  engine.answer({
    people: () => {
      throw refusal("store_io");
    },
  });
  await open();
  expect((await screen.findAllByRole("alert"))[0]?.textContent).toContain("0198-trace");
});

test("mistakes stand at their fields, and nothing typed is lost", async () => {
  const engine = engineOf();
  engine.answer({
    save_person: () => {
      throw { ...refusal("form_invalid", { count: "1" }), mistakes: [{ code: "bad_number", field: "number", line: null, column: null, params: { value: "123" } }] };
    },
  });
  await open("/people?person=new");
  const drawer = await screen.findByRole("dialog", { name: "新增联系人" });
  await person.type(within(drawer).getByRole("textbox", { name: /手机号码/ }), "123");
  await person.type(within(drawer).getByRole("textbox", { name: "姓名" }), "王强");
  await person.click(within(drawer).getByRole("button", { name: "保存" }));
  await within(drawer).findByText("不是手机号码：123");
  expect(within(drawer).getByRole<HTMLInputElement>("textbox", { name: "姓名" }).value).toBe("王强");
  await person.click(within(drawer).getByRole("button", { name: "关闭" }));
  const asking = await screen.findByRole("alertdialog", { name: /没有保存的改动/ });
  await person.click(within(asking).getByRole("button", { name: "放弃改动" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
});

test("a number that is there overwrites nobody: field by field, with the groups of both", async () => {
  const engine = engineOf();
  engine.answer({ save_person: ({ person: id }) => ({ person: "p1", conflict: id === null ? row() : null }) });
  await open("/people?person=new&group=g2");
  const drawer = await screen.findByRole("dialog", { name: "新增联系人" });
  await person.type(within(drawer).getByRole("textbox", { name: /手机号码/ }), "13812345678");
  await person.type(within(drawer).getByRole("textbox", { name: "姓名" }), "张方");
  await person.click(within(drawer).getByRole("button", { name: "保存" }));
  const dialog = await screen.findByRole("dialog", { name: "这个号码已经在通讯录里" });
  await person.click(within(dialog).getByRole("radio", { name: /张方/ }));
  await person.click(within(dialog).getByRole("button", { name: "按所选合并" }));
  await waitFor(() => expect(engine.asked("save_person")).toHaveLength(2));
  expect(engine.asked("save_person")[1]).toEqual({ person: "p1", number: "138****5678", name: "张方", fields: { 支局: "城东支局" }, groups: ["g1", "g2"] });
});

test("a person opens by the address, and the masked number is left as it is", async () => {
  const engine = engineOf();
  await open("/people?person=p1");
  const drawer = await screen.findByRole("dialog", { name: "张芳" });
  expect(within(drawer).getByRole<HTMLInputElement>("checkbox", { name: "三月客户" }).checked).toBe(true);
  const name = within(drawer).getByRole("textbox", { name: "姓名" });
  await person.clear(name);
  await person.type(name, "张芳芳");
  await person.click(within(drawer).getByRole("button", { name: "保存" }));
  await waitFor(() => expect(engine.asked("save_person")).toEqual([{ person: "p1", number: "138****5678", name: "张芳芳", fields: { 支局: "城东支局" }, groups: ["g1"] }]));
});

test("a group goes after a question that names its people; F2 renames", async () => {
  const engine = engineOf();
  await open();
  const group = await screen.findByRole("button", { name: /^三月客户/ });
  act(() => group.focus());
  await person.keyboard("{F2}");
  const naming = await screen.findByRole("dialog", { name: "重命名" });
  const field = within(naming).getByRole("textbox", { name: /分组名称/ });
  await person.clear(field);
  await person.type(field, "四月客户{Enter}");
  await waitFor(() => expect(engine.asked("rename_group")).toEqual([{ group: "g1", name: "四月客户" }]));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  act(() => group.focus());
  await person.keyboard("{Delete}");
  const asking = await screen.findByRole("alertdialog", { name: "删除分组“三月客户”（1,204 人）？" });
  await person.click(within(asking).getByRole("button", { name: "删除分组（1,204 人）" }));
  await waitFor(() => expect(engine.asked("remove_group")).toEqual([{ group: "g1" }]));
});

test("chosen people are removed by their count, all of them by asking for every page", async () => {
  const engine = engineOf();
  await open("/people?group=g1");
  await screen.findByText("138****5678");
  await person.click(screen.getByRole("checkbox", { name: "选择第 1 行" }));
  await person.click(screen.getByRole("button", { name: "移出" }));
  const one = await screen.findByRole("alertdialog", { name: "把 1 人移出“三月客户”？" });
  await person.click(within(one).getByRole("button", { name: "移出 1 人" }));
  await waitFor(() => expect(engine.asked("remove_people")).toEqual([{ group: "g1", people: ["p1"] }]));
  await waitFor(() => expect(screen.queryByRole("alertdialog")).toBeNull());
  act(() => screen.getByRole("grid").focus());
  await person.keyboard("{Control>}a{/Control}");
  await person.click(screen.getByRole("button", { name: "移出" }));
  await person.click(await screen.findByRole("button", { name: "移出 2 人" }));
  await waitFor(() => expect(engine.asked("remove_people")[1]).toEqual({ group: "g1", people: ["p1", "p2"] }));
});

test("likely duplicates are merged as a person says", async () => {
  const engine = engineOf();
  engine.answer({ duplicates: () => ({ pairs: [{ why: "one_digit", people: [row(), row({ person: "p3", number: "138****5679", fields: { 支局: "城西支局" } })] }] }) });
  await open();
  await person.click(await screen.findByRole("button", { name: "更多" }));
  await person.click(await screen.findByRole("menuitem", { name: /查找重复/ }));
  const dialog = await screen.findByRole("dialog", { name: "可能重复的联系人" });
  await person.click((await within(dialog).findAllByRole("radio"))[1] ?? dialog);
  await person.click(within(dialog).getByRole("radio", { name: /城西支局/ }));
  await person.click(within(dialog).getByRole("button", { name: "合并为一人" }));
  await waitFor(() => expect(engine.asked("merge_people")).toEqual([{ keep: "p3", drop: "p1", name: "张芳", fields: { 支局: "城西支局" } }]));
});

test("the export holds what the filter shows", async () => {
  const engine = engineOf();
  await open("/people?group=g1&search=张");
  await person.click(await screen.findByRole("button", { name: "导出" }));
  await person.click(await screen.findByRole("button", { name: "导出 1 人" }));
  await waitFor(() => expect(engine.asked("export_people")).toEqual([{ group: "g1", search: "张", format: "xlsx", to: null }]));
});
