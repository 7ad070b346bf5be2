import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { BlockRow, PersonView } from "../api/generated";
import { plainNumber } from "../features/person/number";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { messageRow, personView } from "../testing/samples";
import { PersonPage } from "./PersonPage";

const person = userEvent.setup();
const open = (number = "13812345678") => renderAt(<PersonPage />, { address: `/person/${number}`, path: "/person/$number" });
const BLOCK: BlockRow = { block: "b1", number: "138****5678", kind: "blacklist", scope: "all", source: "person", note: "投诉", at: "2026-02-01 10:00:00", by: "张芳" };

function engineOf(view: Partial<PersonView> = {}) {
  return fakeEngine({ person: () => personView(view), block: () => ({ added: 1, known: 0, bad: [] }), unblock: () => ({ count: 1 }), templates: () => ({ templates: [] }), signatures: () => ({ signatures: [] }) });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test.each([
  ["138 1234 5678", "13812345678"],
  ["+86 138-1234-5678", "13812345678"],
  ["0086（138）12345678", "13812345678"],
  ["１３８１２３４５６７８", "13812345678"],
  ["013812345678", "13812345678"],
  ["12", "12"],
])("the number %s is looked up as %s", (typed, plain) => expect(plainNumber(typed)).toBe(plain));

test("any spelling of a number leads to the person", async () => {
  const engine = engineOf();
  const { address } = await open("-");
  await screen.findByText("输入一个手机号码");
  expect(engine.asked("person")).toEqual([]);
  await person.type(screen.getByRole("textbox", { name: "手机号码" }), "+86 138 1234 5678{Enter}");
  await waitFor(() => expect(address()).toBe("/person/13812345678"));
  expect(engine.asked("person")[0]).toEqual({ number: "13812345678", language: "zh-CN" });
});

test("the answer to 'did they get it' comes first, in plain words", async () => {
  engineOf({ ported: true, replies: [{ reply: "r1", at: "2026-03-01 10:00:00", number: "138****5678", text: "R", task: "12", opt_out: "yes", complete: true }] });
  await open();
  await screen.findByText("最近一条没有送达：空号或号码不存在");
  expect(screen.getByText("已携号转网")).toBeTruthy();
  expect(screen.getByText("三月客户")).toBeTruthy();
  expect(screen.getByText("城东支局")).toBeTruthy();
  expect(screen.getByText("共发 4 条，送达 3 条")).toBeTruthy();
  expect(screen.getByText("R")).toBeTruthy();
});

test.each([
  ["delivered", /最近一条已送达（2026-03-01 09:31）/],
  ["submitted", /最近一条在途/],
  ["in_doubt", /不确定对方是否收到/],
] as const)("a last message that is %s is told as such", async (state, words) => {
  engineOf({ messages: [messageRow({ state, cause: "" })] });
  await open();
  expect(await screen.findByText(words)).toBeTruthy();
});

test("a number that is none is said at the field", async () => {
  const engine = engineOf();
  engine.answer({
    person: () => {
      throw refusal("number_invalid", { number: "12" });
    },
  });
  await open("12");
  await screen.findByText("这不像手机号码：12。请输入 11 位号码。");
});

test("somebody goes on the blacklist after a question that counts them", async () => {
  const engine = engineOf();
  await open();
  await person.click(await screen.findByRole("button", { name: "加入黑名单" }));
  const dialog = await screen.findByRole("alertdialog", { name: "把 138****5678 加入黑名单？" });
  await person.type(within(dialog).getByRole("textbox", { name: "备注（可不填）" }), "投诉");
  await person.click(within(dialog).getByRole("button", { name: "把 1 人加入黑名单" }));
  await waitFor(() => expect(engine.asked("block")).toEqual([{ numbers: "13812345678", kind: "blacklist", note: "投诉" }]));
});

test("whoever is on the blacklist gets nothing more, and can be taken off; an opt-out stays", async () => {
  const engine = engineOf({ blocks: [BLOCK, { ...BLOCK, block: "b2", kind: "opt_out" }] });
  await open();
  await screen.findByText("此人已退订或在黑名单里，不能再发。");
  expect((await screen.findByRole("button", { name: "再发一条" })).hasAttribute("disabled")).toBe(true);
  await person.click(screen.getByRole("button", { name: "移出黑名单" }));
  const dialog = await screen.findByRole("alertdialog", { name: "把 138****5678 移出黑名单？" });
  expect(within(dialog).getByText(/退订不会因此取消/)).toBeTruthy();
  await person.click(within(dialog).getByRole("button", { name: "移出 1 人" }));
  await waitFor(() => expect(engine.asked("unblock")).toEqual([{ blocks: ["b1"] }]));
});

test("one more message is written from here", async () => {
  engineOf({ messages: [], sent: 0, delivered: 0 });
  await open();
  await screen.findByText("没有给这个号码发过短信");
  await person.click(screen.getByRole("button", { name: "再发一条" }));
  expect(await screen.findByRole("dialog")).toBeTruthy();
});
