import { createMemoryHistory } from "@tanstack/react-router";
import { act, cleanup, fireEvent, render, screen, waitFor, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { App } from "../App";
import { setTransport } from "../api/call";
import type { Session } from "../api/generated";
import { makeQueryClient, refresh, restQueries } from "../api/query";
import { tour } from "../features/tour";
import { setLanguage } from "../i18n";
import { type FakeEngine, fakeEngine, refusal } from "../testing/engine";
import { makeRouter } from "./router";

/** A screen that is cheap to draw. */
vi.mock("../pages/GalleryPage", () => ({ GalleryPage: () => <input aria-label="field" /> }));

const user = { login: "wang.fang", name: "王芳", role: "administrator" } as const;
const open: Session = { state: "open", face: "browser", user, version: "1.0.0" };
const locked: Session = { ...open, state: "locked", user: null };
const setup: Session = { ...open, state: "setup", user: null };

let engine: FakeEngine;
let session: Session;

beforeEach(() => {
  localStorage.clear();
  session = open;
  engine = fakeEngine({
    session: () => session,
    settings: () => ({ undo_seconds: 60, type_count_from: 1_000, test_number: "", keep_files_days: 30, close_to_tray: true, notify: true, organisation: "城关邮政支局" }),
    jobs: () => ({ jobs: [] }),
    tasks: () => ({ tasks: [], more: false }),
    drafts: () => ({ drafts: [{ draft: "d", title: "", version: 1, updated_at: "" }] }),
    conversations: () => ({ conversations: [], next: null, unread: 3, ask: 0 }),
    alarms: () => ({ alarms: [{ alarm: "a", code: "disk_low", severity: "bad", since: null, params: { megabytes: "80" }, channel: null, task: null }] }),
    practice: () => ({ running: true, gateways: [], channels: 0, trouble: false, handsets: 0 }),
    templates: () => ({ templates: [] }),
  });
});

afterEach(async () => {
  cleanup();
  setTransport(undefined);
  restQueries(false);
  tour.end();
  vi.useRealTimers();
  await setLanguage("zh-CN");
});

function start(address = "/gallery") {
  const router = makeRouter(createMemoryHistory({ initialEntries: [address] }));
  const client = makeQueryClient();
  render(<App client={client} router={router} />);
  return { router, client, person: userEvent.setup() };
}

const field = (name: string) => screen.getByLabelText(new RegExp(`^${name}`));
const write = (name: string, value: string) => fireEvent.change(field(name), { target: { value } });

test("the first start makes the administrator, then offers two ways to begin", async () => {
  session = setup;
  engine.answer({
    create_administrator: () => {
      session = open;
      return open;
    },
    start_practice: () => ({ group: "1", template: null, people: 20, sample_file: null }),
  });
  const { router, person } = start("/");
  const create = await screen.findByRole("button", { name: "创建账号" });
  write("姓名", "王芳");
  write("登录名", "wang.fang");
  write("密码", "wang.fang1");
  expect(screen.getAllByLabelText("已满足")).toHaveLength(2);
  expect(create.hasAttribute("disabled")).toBe(true);
  write("密码", "Juhua-9-tai");
  expect(screen.getAllByLabelText("已满足")).toHaveLength(3);
  write("再输一遍密码", "Juhua-9-ta");
  expect(screen.getByText("两遍不一样")).toBeTruthy();
  write("再输一遍密码", "Juhua-9-tai");
  await person.click(create);
  expect(engine.asked("create_administrator")).toEqual([{ login: "wang.fang", name: "王芳", password: "Juhua-9-tai" }]);
  expect(await screen.findByText("您好，王芳")).toBeTruthy();
  expect(router.history.location.pathname).toBe("/welcome");
  await person.click(screen.getByRole("button", { name: "开始体验" }));
  await waitFor(() => expect(router.history.location.pathname).toBe("/send"));
  expect(engine.asked("start_practice")).toEqual([{ sample: true, trouble: false }]);
  expect(await screen.findByText("第 1 步，共 8 步")).toBeTruthy();
});

test("what the engine does not take stands beside its field, and what was typed stays", async () => {
  session = setup;
  engine.answer({
    create_administrator: () =>
      Promise.reject({ ...refusal("account_invalid", { count: "1" }), mistakes: [{ code: "password_common", field: "password", line: null, column: null, params: {} }] }),
  });
  const { person } = start();
  await screen.findByRole("button", { name: "创建账号" });
  write("姓名", "王芳");
  write("登录名", "wf");
  write("密码", "Passwort1234");
  write("再输一遍密码", "Passwort1234");
  await person.click(screen.getByRole("button", { name: "创建账号" }));
  expect(await screen.findByText("这个密码太常见，别人会先试它")).toBeTruthy();
  expect(screen.getByText("账号有 1 处要改")).toBeTruthy();
  expect(screen.getByDisplayValue("王芳")).toBeTruthy();
});

test("a wrong password is said, the right one opens the screen that was asked for", async () => {
  session = locked;
  engine.answer({ log_in: () => Promise.reject(refusal("login_wrong")) });
  const { person } = start("/gallery");
  await screen.findByRole("heading", { name: "登录" });
  write("登录名", "wang.fang");
  write("密码", "wrong");
  await person.click(screen.getByRole("button", { name: "登录" }));
  expect(await screen.findByText("登录名或密码不对")).toBeTruthy();
  expect((field("密码") as HTMLInputElement).value).toBe("");
  engine.answer({
    log_in: () => {
      session = open;
      return open;
    },
  });
  write("密码", "right");
  await person.click(screen.getByRole("button", { name: "登录" }));
  expect(await screen.findByRole("navigation", { name: "主导航" })).toBeTruthy();
  expect(engine.asked("log_in")).toHaveLength(2);
});

test("a locked account counts down and then lets one try again", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  session = locked;
  engine.answer({ log_in: () => Promise.reject(refusal("login_locked", { seconds: "60", until: "2026-03-01 09:31:00" })) });
  start();
  const login = await screen.findByLabelText(/^登录名/);
  fireEvent.change(login, { target: { value: "wang.fang" } });
  fireEvent.change(field("密码"), { target: { value: "wrong" } });
  fireEvent.click(screen.getByRole("button", { name: "登录" }));
  expect(await screen.findByText("密码连续输错，账号暂时锁定")).toBeTruthy();
  expect(field("密码").hasAttribute("disabled")).toBe(true);
  await act(() => vi.advanceTimersByTimeAsync(30_000));
  expect(screen.getByText(/^(29|30)秒 后可以再试$/)).toBeTruthy();
  await act(() => vi.advanceTimersByTimeAsync(31_000));
  expect(screen.queryByText(/后可以再试/)).toBeNull();
  expect(field("密码").hasAttribute("disabled")).toBe(false);
});

test("an engine that does not answer is said, tried again by itself, and then used", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  engine.connection("down");
  start();
  expect(await screen.findByRole("heading", { name: "引擎没有应答" })).toBeTruthy();
  engine.connection("up");
  await act(() => vi.advanceTimersByTimeAsync(2_100));
  expect(await screen.findByRole("navigation", { name: "主导航" })).toBeTruthy();
});

test("an expired login asks again over the screens and leaves them as they are", async () => {
  const { client, person } = start("/gallery");
  const nav = await screen.findByRole("navigation", { name: "主导航" });
  session = locked;
  await act(async () => refresh(client, ["session"]));
  expect(await screen.findByText("登录已过期，请重新登录")).toBeTruthy();
  expect(document.contains(nav)).toBe(true);
  const asked = engine.calls.length;
  await act(async () => refresh(client, ["jobs", "tasks", "alarms"]));
  expect(engine.calls.slice(asked).filter((call) => call.command !== "session")).toEqual([]);
  engine.answer({
    log_in: () => {
      session = open;
      return open;
    },
  });
  write("登录名", "wang.fang");
  write("密码", "right");
  await person.click(screen.getByRole("button", { name: "登录" }));
  await waitFor(() => expect(screen.queryByText("登录已过期，请重新登录")).toBeNull());
  expect(document.contains(nav)).toBe(true);
});

test("logging out leaves nothing on the screen", async () => {
  const { person } = start("/gallery");
  engine.answer({
    log_out: () => {
      session = locked;
      return locked;
    },
  });
  await person.click(await screen.findByRole("button", { name: /王芳/ }));
  await person.click(await screen.findByRole("menuitem", { name: "退出登录" }));
  expect(await screen.findByRole("heading", { name: "登录" })).toBeTruthy();
  expect(screen.queryByRole("navigation", { hidden: true })).toBeNull();
});

test("the frame says who, where, what is pending and which world it is", async () => {
  const { person } = start("/gallery");
  expect(await screen.findByText("城关邮政支局")).toBeTruthy();
  expect(screen.getByText("演练：只发给虚拟手机，不会发给真人")).toBeTruthy();
  expect(await screen.findByRole("button", { name: "通知，1 条" })).toBeTruthy();
  expect(await screen.findByRole("button", { name: "引擎正常" })).toBeTruthy();
  expect(document.title).toBe("控件一览 · 鸿雁");
  await person.click(screen.getByRole("radio", { name: "真实" }));
  expect(screen.queryByText("演练：只发给虚拟手机，不会发给真人")).toBeNull();
  expect(await screen.findByText("已切换到真实环境")).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "通知，1 条" }));
  expect(await screen.findByText("磁盘只剩 80 MB")).toBeTruthy();
});

test("without the engine the work goes on, and the bar says what cannot be done", async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  start("/gallery");
  await screen.findByRole("button", { name: "引擎正常" });
  act(() => engine.connection("down"));
  await act(() => vi.advanceTimersByTimeAsync(7_000));
  expect(screen.getByText("离线中：可编辑、可排队，暂不能发送")).toBeTruthy();
  expect(screen.getByRole("navigation", { name: "主导航" })).toBeTruthy();
});

test("an address that leads nowhere says so inside the frame", async () => {
  const { person, router } = start("/nowhere/at/all");
  expect(await screen.findByRole("heading", { name: "没有这个页面" })).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "回到工作台" }));
  expect(router.history.location.pathname).toBe("/");
});

test("keys open the palette, the sheet and the places", async () => {
  const { person, router } = start("/gallery");
  await screen.findByRole("navigation", { name: "主导航" });
  await person.keyboard("{Control>}k{/Control}");
  const palette = await screen.findByRole("dialog", { name: "搜索与跳转" });
  await person.type(within(palette).getByRole("searchbox"), "gaoduibi");
  await within(palette).findByRole("option", { name: "主题：高对比" });
  await person.keyboard("{Enter}");
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("contrast"));
  await person.keyboard("?");
  expect(await screen.findByRole("dialog", { name: "快捷键" })).toBeTruthy();
  await person.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  await person.keyboard("{Control>}n{/Control}");
  expect(router.history.location.pathname).toBe("/send");
});

test("keys are silent while a word is composed and while a letter is only a letter", async () => {
  const { router } = start("/gallery");
  await screen.findByRole("navigation", { name: "主导航" });
  fireEvent.keyDown(document.body, { key: "k", code: "KeyK", ctrlKey: true, isComposing: true });
  fireEvent.keyDown(document.body, { key: "Process", code: "KeyN", keyCode: 229, ctrlKey: true });
  const box = document.createElement("textarea");
  document.body.append(box);
  fireEvent.keyDown(box, { key: "?", code: "Slash", shiftKey: true });
  box.remove();
  expect(screen.queryByRole("dialog")).toBeNull();
  expect(router.history.location.pathname).toBe("/gallery");
});

test("another program behind the page asks for a reload", async () => {
  const { client } = start("/gallery");
  await screen.findByRole("navigation", { name: "主导航" });
  session = { ...open, version: "1.0.1" };
  await act(async () => refresh(client, ["session"]));
  expect(await screen.findByText("程序已更新，请刷新页面")).toBeTruthy();
});

test("English is a whole language", async () => {
  const { person } = start("/gallery");
  await person.click(await screen.findByRole("button", { name: "外观与语言" }));
  await person.click(await screen.findByRole("menuitem", { name: "English" }));
  expect(await screen.findByRole("navigation", { name: "Main navigation" })).toBeTruthy();
  expect(document.documentElement.lang).toBe("en");
  expect(document.title).toBe("Gallery · Hongyan");
});
