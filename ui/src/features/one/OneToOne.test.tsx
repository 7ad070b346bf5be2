import { cleanup, configure, fireEvent, screen, waitFor } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { setTransport } from "../../api/call";
import type { PersonRow } from "../../api/generated";
import { type FakeEngine, fakeEngine, refusal } from "../../testing/engine";
import { renderAt } from "../../testing/render";
import { OneToOne } from "./OneToOne";
import { filled, unfilled } from "./useOne";

configure({ asyncUtilTimeout: 8_000 }); // a loaded machine is slow, not wrong

const WANG: PersonRow = { person: "1", number: "13800138000", name: "王芳", fields: { 姓名: "王芳" }, blocked: [], updated_at: null, carrier: "CMCC" };
const TEMPLATE = {
  template: "3",
  version: 1,
  name: "取件",
  business: "notice" as const,
  signature: "",
  text: "{姓名|客户}您好，取件码{取件码}。",
  note: "",
  used_at: null,
  updated_at: "2026-03-01 09:00:00",
  variables: ["姓名", "取件码"],
  segments: 1,
};
let engine: FakeEngine;
let user: UserEvent;

beforeEach(() => {
  localStorage.clear();
  user = userEvent.setup({ delay: null });
  engine = fakeEngine({
    templates: () => ({ templates: [TEMPLATE] }),
    signatures: () => ({ signatures: [{ signature: "1", name: "邮政", note: "", preferred: true, version: 1 }] }),
    people: ({ search }) => ({ people: WANG.name.startsWith(search) ? [WANG] : [], total: 1, next: null }),
    compose: ({ text, signature }) => ({ text: `【${signature}】${text}`, units: text.length, segments: 1, seams: [], variables: [], opt_out_words: null, mistakes: [], encoding: "ucs2" }),
    send_one: () => ({ task: "13", release_at: "", expires_at: "", undo_left_ms: 0 }),
  });
});
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

async function show(number = "") {
  const onClose = vi.fn();
  await renderAt(<OneToOne isOpen number={number} onClose={onClose} />);
  await screen.findByRole("dialog");
  return onClose;
}

const text = () => screen.getByRole("textbox", { name: "短信内容" });

test("a number, a text, Ctrl+Enter: one message, practice as practice", async () => {
  const onClose = await show();
  await user.type(screen.getByRole("combobox", { name: /收件人/ }), "138 0013 8000");
  await user.type(text(), "请带身份证");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(engine.asked("send_one")).toMatchObject([{ to: "13800138000", text: "请带身份证", signature: "邮政", business: "notice", channel: null, sandbox: true }]);
});

test("a person is found by name, shown masked, and the template gets their values", async () => {
  await show();
  await user.type(screen.getByRole("combobox", { name: /收件人/ }), "王");
  await user.click(await screen.findByRole("option", { name: /王芳 138\*\*\*\*8000/ }));
  expect(screen.queryByText(/13800138000/)).toBeNull();
  await user.click(screen.getByRole("button", { name: /模板/ }));
  await user.click(await screen.findByRole("option", { name: "取件" }));
  expect(text()).toHaveProperty("value", "王芳您好，取件码{取件码}。");
  await user.click(screen.getByRole("button", { name: "演练发送给 1 人" }));
  await screen.findByText("把 取件码 换成实际的内容");
  expect(engine.asked("send_one")).toHaveLength(0);
  await user.clear(text());
  await user.type(text(), "取件码 8-2");
  await user.click(screen.getByRole("button", { name: "演练发送给 1 人" }));
  await waitFor(() => expect(engine.asked("send_one")).toMatchObject([{ to: "13800138000", text: "取件码 8-2" }]));
});

test("for real it reads and looks like sending", async () => {
  localStorage.setItem("hongyan.mode", "real");
  await show("13800138000");
  const button = screen.getByRole("button", { name: "发送给 1 人" });
  expect(button.className).toContain("is-primary");
  await user.type(text(), "您好");
  await user.click(button);
  await waitFor(() => expect(engine.asked("send_one")[0]?.sandbox).toBe(false));
});

test("what is no number is said in words and nothing is sent", async () => {
  await show("2380013800");
  await user.type(text(), "您好");
  await user.click(screen.getByRole("button", { name: "演练发送给 1 人" }));
  await screen.findByText(/应为 1 开头的 11 位号码/);
  expect(engine.asked("send_one")).toHaveLength(0);
});

test("pressed twice it is one message; after a failure the same key goes again and the words stay", async () => {
  engine.answer({
    send_one: () => {
      throw refusal("no_channel");
    },
  });
  await show("13800138000");
  await user.type(text(), "您好");
  fireEvent.click(screen.getByRole("button", { name: "演练发送给 1 人" }));
  fireEvent.click(screen.getByRole("button", { name: "演练发送给 1 人" }));
  await user.click(await screen.findByRole("button", { name: "重试" }));
  await waitFor(() => expect(engine.asked("send_one")).toHaveLength(2));
  expect(new Set(engine.asked("send_one").map((asked) => asked.client_key)).size).toBe(1);
  expect(text()).toHaveProperty("value", "您好");
});

test("braces that a person writes are braces for the engine's counter", async () => {
  await show("13800138000");
  fireEvent.change(text(), { target: { value: "优惠{}" } });
  await waitFor(() => expect(engine.asked("compose").at(-1)?.text).toBe("优惠{{}}"));
});

describe("a template for one", () => {
  test("takes values, then defaults, and leaves the rest for the hand", () => {
    expect(filled("{a}{b|乙}{c}{{d}}", { a: "甲", b: " " })).toBe("甲乙{c}{d}");
    expect(unfilled("甲{c}{c}")).toEqual(["c"]);
  });
});
