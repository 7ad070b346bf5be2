import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { BlockRow } from "../api/generated";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { BlocksPage } from "./BlocksPage";

const person = userEvent.setup();
const open = (address = "/blocks") => renderAt(<BlocksPage />, { address, path: "/blocks" });
const row = (change: Partial<BlockRow> = {}): BlockRow => ({ block: "b1", number: "138****5678", kind: "blacklist", scope: "", source: "reply", note: "=1+1", at: "2026-03-01 09:30:00", by: "", ...change });

function engineOf(rows: readonly BlockRow[] = [row()]) {
  return fakeEngine({
    blocks: ({ kind }) => ({ blocks: rows.filter((each) => each.kind === kind), next: null, total: rows.length }),
    block: () => ({ added: 2, known: 1, bad: ["1381234", "<img>"] }),
    unblock: ({ blocks }) => ({ count: blocks.length }),
  });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("each entry says where it came from and since when; a formula is text", async () => {
  engineOf();
  await open();
  await screen.findByText("138****5678");
  expect(screen.getByText("本人回复")).toBeTruthy();
  expect(screen.getByText("2026-03-01 09:30")).toBeTruthy();
  expect(screen.getByText("=1+1").getAttribute("title")).toBe("=1+1");
});

test("pasted rubbish is told one by one, the numbers between it are taken", async () => {
  const engine = engineOf();
  await open();
  await person.click(await screen.findByRole("button", { name: "加入黑名单" }));
  const dialog = await screen.findByRole("dialog", { name: "加入黑名单" });
  await person.click(within(dialog).getByRole("button", { name: "加入名单" }));
  await within(dialog).findByText("请粘贴或输入号码");
  expect(engine.asked("block")).toEqual([]);
  await person.click(within(dialog).getByRole("textbox", { name: /手机号码/ }));
  await person.paste("13800000001，张三 1381234\n13900000002 <img>");
  await person.type(within(dialog).getByRole("textbox", { name: "备注" }), "来电投诉");
  await person.click(within(dialog).getByRole("button", { name: "加入名单" }));
  await within(dialog).findByText("已加入 2 个，1 个原来就在");
  expect(engine.asked("block")).toEqual([{ numbers: "13800000001，张三 1381234\n13900000002 <img>", kind: "blacklist", note: "来电投诉" }]);
  expect(within(dialog).getByText("1381234")).toBeTruthy();
  expect(within(dialog).getByText("<img>").querySelector("img")).toBeNull();
  expect(within(dialog).getAllByText("不是 1 开头的 11 位手机号码")).toHaveLength(2);
});

test("an opt-out is cancelled only when somebody says that they agreed anew", async () => {
  const engine = engineOf([row({ kind: "opt_out" })]);
  await open("/blocks?tab=opt_out");
  await person.click(await screen.findByRole("checkbox", { name: "选择第 1 行" }));
  await person.click(screen.getByRole("button", { name: "移出名单" }));
  const dialog = await screen.findByRole("alertdialog", { name: "撤销 1 个号码的退订？" });
  await person.click(within(dialog).getByRole("button", { name: "撤销 1 个退订" }));
  expect(engine.asked("unblock")).toEqual([]);
  await person.click(within(dialog).getByRole("checkbox", { name: "本人已重新同意接收" }));
  await person.click(within(dialog).getByRole("button", { name: "撤销 1 个退订" }));
  await waitFor(() => expect(engine.asked("unblock")).toEqual([{ blocks: ["b1"] }]));
});

test("an empty list teaches, another tab is another address, and an error says what to do", async () => {
  const engine = engineOf([]);
  const { address, unmount } = await open();
  await screen.findByText("黑名单是空的");
  await person.click(screen.getByRole("tab", { name: "退订" }));
  await screen.findByText("还没有人退订");
  expect(address()).toBe("/blocks?tab=opt_out");
  unmount();
  engine.answer({
    blocks: () => {
      throw refusal("store_io");
    },
  });
  await open();
  expect((await screen.findByRole("alert")).textContent).toContain("0198-trace");
});
