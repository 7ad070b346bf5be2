import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { Conversation, ConversationItem, ConversationRow } from "../api/generated";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { InboxPage } from "./InboxPage";

const person = userEvent.setup();
const open = (address = "/inbox") => renderAt(<InboxPage />, { address, path: "/inbox" });
const row = (change: Partial<ConversationRow> = {}): ConversationRow => ({
  number: "138****5678",
  person: "p1",
  name: "张芳",
  last_text: "别发了吧",
  last_at: "2026-03-01 09:30:00",
  unread: 1,
  ask: true,
  opted_out: false,
  done: false,
  task: "12",
  task_name: "三月到账通知",
  ...change,
});
const item = (change: Partial<ConversationItem> = {}): ConversationItem => ({
  kind: "reply",
  id: "r1",
  at: "2026-03-01 09:30:00",
  text: "别发了吧 <img src=x>",
  state: null,
  task: null,
  task_name: null,
  opt_out: "ask",
  complete: true,
  sandbox: false,
  ...change,
});
const SENT = item({ kind: "sent", id: "m1", text: "您有到账", state: "delivered", task: "12", task_name: "三月到账通知", opt_out: null });
const talk = (change: Partial<Conversation> = {}): Conversation => ({ person: "p1", number: "138****5678", name: "张芳", items: [SENT, item()], next: null, opted_out: false, blacklisted: false, contact: true, sandbox: false, ...change });

function engineOf(change: Partial<Conversation> = {}) {
  return fakeEngine({
    conversations: ({ filter }) => ({ conversations: filter === "unread" ? [] : [row(), row({ person: "p2", name: "", number: "139****0000", unread: 0, ask: false })], next: null, unread: 1, ask: 1 }),
    conversation: ({ whole }) => talk({ ...change, ...(whole && { number: "13812345678" }) }),
    mark_conversation: () => ({}),
    decide_opt_out: () => ({}),
    signatures: () => ({ signatures: [{ signature: "1", name: "邮政", note: "", preferred: true, version: 1 }] }),
    templates: () => ({ templates: [] }),
    compose: ({ text }) => ({ text: `【邮政】${text}`, units: 20, segments: 2, seams: [], variables: [], opt_out_words: null, mistakes: [], encoding: "ucs2" }),
    answer: () => ({ task: "13", release_at: "", expires_at: "", undo_left_ms: 0 }),
  });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("the list is walked by keys and opened by Enter; the address tells which one, and it is marked as read", async () => {
  const engine = engineOf();
  const { address } = await open();
  const first = await screen.findByRole("button", { name: /张芳/ });
  first.focus();
  await person.keyboard("{ArrowDown}{ArrowUp}{Enter}");
  await waitFor(() => expect(address()).toBe("/inbox?person=p1"));
  await waitFor(() => expect(engine.asked("mark_conversation")).toEqual([{ person: "p1", mark: "read" }]));
});

test("a conversation shows both sides with task and state; whatever it looks like, it is text", async () => {
  engineOf();
  await open("/inbox?person=p1");
  const thread = await screen.findByRole("region", { name: "张芳" });
  expect(await within(thread).findByText("已送达")).toBeTruthy();
  expect(within(thread).getByRole("link", { name: "任务：三月到账通知" }).getAttribute("href")).toBe("/tasks/12");
  expect(within(thread).getByText("别发了吧 <img src=x>").querySelector("img")).toBeNull();
});

test.each([
  ["算退订", true],
  ["不是退订", false],
] as const)("a doubtful opt-out is decided by a person: %s", async (button, isOptOut) => {
  const engine = engineOf();
  await open("/inbox?person=p1");
  const asking = await screen.findByRole("group", { name: "这是不是退订？" });
  expect(within(asking).getByText(/拿不准时，建议算退订/)).toBeTruthy();
  await person.click(within(asking).getByRole("button", { name: button }));
  await waitFor(() => expect(engine.asked("decide_opt_out")).toEqual([{ reply: "r1", opt_out: isOptOut }]));
});

test("an answer goes out with the preferred signature and says what it costs", async () => {
  const engine = engineOf();
  await open("/inbox?person=p1");
  await person.type(await screen.findByRole("textbox", { name: "短信内容" }), "好的{{}");
  await screen.findByText("20 字，分 2 条计费");
  expect(engine.asked("compose").at(-1)).toMatchObject({ text: "好的{{}}", signature: "邮政" });
  await person.click(screen.getByRole("button", { name: "发送（2 条）" }));
  await waitFor(() => expect(engine.asked("answer")).toHaveLength(1));
  expect(engine.asked("answer")[0]).toMatchObject({ person: "p1", text: "好的{}", signature: "邮政" });
  await waitFor(() => expect(screen.getByRole<HTMLTextAreaElement>("textbox", { name: "短信内容" }).value).toBe(""));
});

test.each([
  [{ opted_out: true }, "对方已退订，不能再发送。"],
  [{ blacklisted: true }, "这个号码在黑名单里，不能发送。"],
] as const)("nobody who wants nothing is answered: %j", async (change, words) => {
  engineOf(change);
  await open("/inbox?person=p1");
  await screen.findByText(words);
  expect(screen.queryByRole("textbox", { name: "短信内容" })).toBeNull();
  expect(screen.getByRole("link", { name: "去看黑名单与退订" })).toBeTruthy();
});

test("done, unread, and the way to everything about the number", async () => {
  const engine = engineOf();
  const { address } = await open("/inbox?person=p1");
  await person.click(await screen.findByRole("button", { name: "标为已处理" }));
  await waitFor(() => expect(engine.asked("mark_conversation").at(-1)).toEqual({ person: "p1", mark: "done" }));
  await person.click(screen.getByRole("link", { name: "查此人的全部记录" }));
  await waitFor(() => expect(address()).toBe("/person/13812345678"));
});

test("no unread replies is good news, and an error is told", async () => {
  const engine = engineOf();
  const first = await open("/inbox?filter=unread");
  await screen.findByText("没有未读的回复");
  first.unmount();
  engine.answer({
    conversations: () => {
      throw refusal("store_io");
    },
  });
  await open();
  expect((await screen.findByRole("alert")).textContent).toContain("0198-trace");
});
