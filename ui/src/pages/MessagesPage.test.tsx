import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { MessagePage } from "../api/generated";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { messageDetail, messageRow, taskDetail } from "../testing/samples";
import { MessagesPage } from "./MessagesPage";

const person = userEvent.setup();
const open = (address = "/messages") => renderAt(<MessagesPage />, { address, path: "/messages" });

function engineOf() {
  return fakeEngine({
    messages: ({ whole }) => ({ messages: [messageRow(whole ? { number: "13812345678" } : {})], next: null }),
    message: ({ whole }) => messageDetail({ number: whole ? "13812345678" : "138****5678", seams: [10] }),
    channels: () => ({ channels: [] }),
    task: () => taskDetail(),
    report_messages: () => ({ job: "j1" }),
  });
}

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("numbers are masked until somebody says yes, which is asked once per visit", async () => {
  const engine = engineOf();
  await open();
  await screen.findByText("138****5678");
  await person.click(screen.getByRole("switch", { name: "显示完整号码" }));
  const dialog = await screen.findByRole("alertdialog", { name: "显示完整号码？" });
  expect(engine.asked("messages").every((request) => !request.whole)).toBe(true);
  await person.click(within(dialog).getByRole("button", { name: "显示完整号码" }));
  await screen.findByText("138 1234 5678");
  await person.click(screen.getByRole("switch", { name: "显示完整号码" }));
  await screen.findByText("138****5678");
  await person.click(screen.getByRole("switch", { name: "显示完整号码" }));
  await screen.findByText("138 1234 5678");
  expect(screen.queryByRole("alertdialog")).toBeNull();
});

test("saying no keeps them masked", async () => {
  engineOf();
  await open();
  await person.click(await screen.findByRole("switch", { name: "显示完整号码" }));
  await person.click(await screen.findByRole("button", { name: "取消" }));
  expect(screen.getByText("138****5678")).toBeTruthy();
  expect(screen.getByRole<HTMLInputElement>("switch", { name: "显示完整号码" }).checked).toBe(false);
});

test("the address is the filter, and the export holds exactly that", async () => {
  const engine = engineOf();
  await open("/messages?task=12&state=failed&class=NUM&code=MK%3A0001&carrier=CMCC&from=2026-03-01&to=2026-03-01");
  await screen.findByText("任务：三月到账通知");
  const shown = engine.asked("messages")[0];
  expect(shown).toMatchObject({ task: "12", states: ["failed"], classes: ["NUM"], code: "MK:0001", carrier: "CMCC", from: "2026-03-01 00:00:00", to: "2026-03-02 00:00:00" });
  await person.click(screen.getByRole("button", { name: "导出筛选结果" }));
  await person.click(await screen.findByRole("button", { name: "开始导出" }));
  await waitFor(() => expect(engine.asked("report_messages")).toEqual([{ of: shown, format: "xlsx", masked: true, to: null, language: "zh-CN" }]));
});

test("a filter that came with a link can be taken off", async () => {
  const engine = engineOf();
  const { address } = await open("/messages?task=12&code=MK%3A0001");
  await person.click(await screen.findByRole("button", { name: "去掉筛选：MK:0001" }));
  await waitFor(() => expect(address()).toBe("/messages?task=12"));
  await waitFor(() => expect(engine.asked("messages").at(-1)?.code).toBeNull());
});

test("a number is looked for when Enter is pressed, not letter by letter", async () => {
  const engine = engineOf();
  const { address } = await open();
  await person.type(await screen.findByRole("searchbox", { name: "手机号码" }), "13812345678");
  expect(engine.asked("messages").every((request) => request.number === null)).toBe(true);
  await person.keyboard("{Enter}");
  await waitFor(() => expect(address()).toBe("/messages?number=13812345678"));
  await waitFor(() => expect(engine.asked("messages").at(-1)?.number).toBe("13812345678"));
});

test("a row opens with its attempts, its cause and the reasons for its way in words", async () => {
  const engine = engineOf();
  const { address } = await open();
  await person.click(await screen.findByText("空号或号码不存在"));
  const detail = await screen.findByRole("dialog", { name: "这条短信" });
  await within(detail).findByText("号段 138 属于中国移动");
  expect(within(detail).getByText("“移动专线”优于“三网通道”：更便宜")).toBeTruthy();
  expect(within(detail).getByText("建议：移出名单")).toBeTruthy();
  expect(within(detail).getByText(/第 1 次 · 运营商已接收/)).toBeTruthy();
  expect(within(detail).getByText("第 2 段，共 2 段")).toBeTruthy();
  expect(address()).toBe("/messages?message=901");
  await person.click(within(detail).getByRole("button", { name: "查此人的全部记录" }));
  await waitFor(() => expect(address()).toBe("/person/13812345678"));
  expect(engine.asked("message").filter((request) => request.whole)).toHaveLength(1);
});

test("what looks like a formula or a page stays text", async () => {
  const engine = engineOf();
  const text = "=cmd|' /C calc'!A0 <img src=x onerror=alert(1)>";
  engine.answer({ message: () => messageDetail({ text, cause: "<b>空号</b>" }) });
  await open("/messages?message=901");
  const detail = await screen.findByRole("dialog", { name: "这条短信" });
  expect(await within(detail).findByText(text)).toBeTruthy();
  expect(within(detail).getByText("<b>空号</b>")).toBeTruthy();
  expect(detail.querySelector("img, b")).toBeNull();
});

test("a search that paused says so and goes on", async () => {
  const engine = engineOf();
  const pages: Record<string, MessagePage> = { start: { messages: [], next: "500" }, "500": { messages: [], next: "400" }, "400": { messages: [messageRow()], next: "300" }, "300": { messages: [], next: "200" }, "200": { messages: [messageRow({ message: "1", number: "139****0000" })], next: null } };
  engine.answer({ messages: ({ before }) => pages[before ?? "start"] ?? { messages: [], next: null } });
  await open("/messages?code=XX");
  await person.click(await screen.findByRole("button", { name: "继续查找" }));
  await screen.findByText("138****5678");
  await person.click(await screen.findByRole("button", { name: "继续查找" }));
  await screen.findByText("139****0000");
  expect(screen.queryByRole("button", { name: "继续查找" })).toBeNull();
});

test("nothing sent yet, nothing found, and an error are three different things", async () => {
  const engine = engineOf();
  engine.answer({ messages: () => ({ messages: [], next: null }) });
  const first = await open();
  await screen.findByText("还没有发送记录");
  first.unmount();
  const second = await open("/messages?state=recalled");
  await screen.findByText("没有符合条件的记录");
  second.unmount();
  engine.answer({
    messages: () => {
      throw refusal("number_invalid", { number: "12" });
    },
  });
  await open("/messages?number=12");
  expect((await screen.findByRole("alert")).textContent).toContain("0198-trace");
});
