import { act, cleanup, configure, fireEvent, screen, waitFor, within } from "@testing-library/react";
import userEvent, { type UserEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { setTransport } from "../../api/call";
import { SendPage } from "../../pages/SendPage";
import { type FakeEngine, refusal } from "../../testing/engine";
import { renderAt } from "../../testing/render";
import { Toasts } from "../../ui";
import { emptyDraft, type SendDraft } from "./model/draft";
import { writeBody } from "./model/reading";
import { remember } from "./saving/backup";
import { CHECK, composed, DONE, journeyEngine, LIST } from "./testing";
import { FINDINGS } from "./words";

configure({ asyncUtilTimeout: 8_000 }); // a loaded machine is slow, not wrong

let engine: FakeEngine;
let user: UserEvent;

beforeEach(() => {
  localStorage.clear();
  engine = journeyEngine();
  user = userEvent.setup({ delay: null });
});
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

const show = (address = "/send") =>
  renderAt(
    <>
      <SendPage />
      <Toasts />
    </>,
    { address, path: "/send" },
  );

const ready: SendDraft = {
  ...emptyDraft("key-of-the-draft"),
  step: "check",
  text: "您好",
  signature: "邮政",
  recipients: { kind: "group", group: "21", name: "名单.xlsx", people: 9_800, columns: ["姓名", "金额"], imported: DONE.imported },
};

/** Opens the wizard on a draft that lacks nothing but the tick. */
async function showReady(change: Partial<SendDraft> = {}) {
  engine.answer({ draft: () => ({ draft: "5", title: "", version: 1, updated_at: "2026-03-01 09:41:00", body: writeBody({ ...ready, ...change }) }) });
  return show("/send?draft=5");
}

const tick = async () => user.click(await screen.findByRole("checkbox", { name: /我看过了/ }));
const confirm = (name: RegExp) => screen.findByRole("button", { name });

describe("the whole way", () => {
  test("by keyboard alone: template, file, import, preview, time, check, send", async () => {
    engine.picks = { file: "upload:1", name: "名单.xlsx" };
    const { address } = await show();
    const nextStep = () => user.keyboard("{Control>}{Enter}{/Control}");
    const reach = async (name: RegExp, role = "button") => {
      for (let presses = 0; presses < 60; presses += 1) {
        const at = document.activeElement;
        if (at?.getAttribute("role") === role || at?.tagName.toLowerCase() === (role === "checkbox" ? "input" : role)) {
          const words = `${at.getAttribute("aria-label") ?? ""}${at.textContent ?? ""}`;
          if (name.test(words)) return;
        }
        await user.tab();
      }
      throw new Error(`Tab never comes to ${name}`);
    };

    await screen.findByRole("button", { name: /到账通知/ });
    await reach(/到账通知/);
    await user.keyboard("{Enter}");
    expect(screen.getByRole("textbox", { name: /短信内容/ })).toHaveProperty("value", "{姓名|客户}您好，您有{金额}元已到账。");

    await nextStep();
    expect(screen.getByRole("heading", { level: 2, name: "名单" })).toBe(document.activeElement);
    await reach(/选择文件/);
    await user.keyboard("{Enter}");
    await screen.findByText("=1+1");
    await reach(/导入 10,000 行/);
    await user.keyboard("{Enter}");
    await screen.findByRole("button", { name: /有效/ });

    await nextStep();
    await screen.findByText("【邮政】欧阳某某您好，您有1234567.89元已到账。");
    await nextStep();
    expect(screen.getByRole("heading", { level: 2, name: "时间与通道" })).toBe(document.activeElement);
    await nextStep();
    await reach(/我看过了/, "checkbox");
    await user.keyboard(" ");
    await waitFor(() => expect(screen.getByRole("button", { name: "演练发送给 9,788 人" })).toHaveProperty("disabled", false));
    await nextStep();

    await screen.findByText("马上开始演练");
    expect(engine.asked("create_task")).toHaveLength(1);
    expect(engine.asked("create_task")[0]).toMatchObject({
      start: true,
      spec: { sandbox: true, signature: "邮政", text: "{姓名|客户}您好，您有{金额}元已到账。", recipients: { group: "21" }, undo_seconds: 60, template: "3" },
    });
    expect(engine.asked("import_list")).toMatchObject([{ file: "upload:1", for_task: true, group: null }]);
    expect(address()).toBe("/send");
  }, 60_000);

  test("needs few presses: ten, with the one that opens the wizard", async () => {
    engine.picks = { file: "upload:1", name: "名单.xlsx" };
    await show();
    let presses = 1;
    const press = async (name: RegExp) => {
      await user.click(await screen.findByRole("button", { name }));
      presses += 1;
    };
    await press(/到账通知/);
    await press(/下一步/);
    await press(/选择文件/);
    await press(/导入 10,000 行/);
    await screen.findByRole("button", { name: /有效/ });
    await press(/下一步/);
    await press(/下一步/);
    await press(/下一步/);
    await tick();
    presses += 1;
    await waitFor(() => expect(screen.getByRole("button", { name: /演练发送给/ })).toHaveProperty("disabled", false));
    await press(/演练发送给/);
    await screen.findByText("马上开始演练");
    expect(presses).toBeLessThanOrEqual(12);
  }, 60_000);
});

describe("the button", () => {
  test("says how many and how much for real, and looks and reads otherwise in practice", async () => {
    localStorage.setItem("hongyan.mode", "real");
    await showReady();
    await tick();
    const real = await confirm(/^发送给 9,788 人 · 预计 ¥391\.52$/);
    expect(real.className).toContain("is-primary");
    expect(screen.queryByText(/只发到模拟手机/)).toBeNull();
    await user.click(real);
    await screen.findByText("马上开始发送");
    expect(engine.asked("create_task")[0]?.spec.sandbox).toBe(false);
    expect(engine.asked("check_task").every((asked) => asked.spec.sandbox === false)).toBe(true);
  });

  test("practice has its own tone and a standing mark", async () => {
    await showReady();
    await tick();
    const practice = await confirm(/^演练发送给 9,788 人$/);
    expect(practice.className).toContain("is-sandbox");
    expect(screen.getByText(/演练：只发到模拟手机/)).toBeTruthy();
  });

  test("stays shut until warnings are read, and when something must be mended", async () => {
    await showReady();
    expect(await confirm(/演练发送给/)).toHaveProperty("disabled", true);
    await tick();
    await waitFor(() => expect(screen.getByRole("button", { name: /演练发送给/ })).toHaveProperty("disabled", false));
    engine.answer({ check_task: () => ({ ...CHECK, may_start: false, findings: [{ code: "nobody_left", severity: "block", params: {} }] }) });
    await user.click(screen.getByRole("button", { name: "重新体检" }));
    await screen.findByText(/没有一个人可以发送/);
    expect(screen.getByRole("button", { name: /演练发送给/ })).toHaveProperty("disabled", true);
    await user.click(screen.getByRole("button", { name: "去看名单" }));
    expect(screen.getByRole("heading", { level: 2, name: "名单" })).toBeTruthy();
  });

  test("pressed twice it sends once", async () => {
    let answer: () => void = () => undefined;
    engine.answer({ create_task: () => new Promise((done) => (answer = () => done({ task: "12", release_at: "", expires_at: "", undo_left_ms: 60_000 }))) });
    await showReady();
    await tick();
    const button = await confirm(/演练发送给/);
    await waitFor(() => expect(button).toHaveProperty("disabled", false));
    fireEvent.click(button);
    fireEvent.click(button);
    fireEvent.keyDown(document.body, { key: "Enter", ctrlKey: true });
    await waitFor(() => expect(engine.asked("create_task")).toHaveLength(1));
    act(() => answer());
    await screen.findByText("马上开始演练");
    expect(engine.asked("create_task")).toHaveLength(1);
  });

  test("after a lost answer it says so, and the next press carries the same key", async () => {
    await showReady();
    await tick();
    engine.answer({
      create_task: () => {
        throw new TypeError("connection refused");
      },
    });
    await user.click(await confirm(/演练发送给/));
    await screen.findByText(/不能确定有没有发出/);
    engine.answer({ create_task: () => ({ task: "12", release_at: "", expires_at: "", undo_left_ms: 60_000 }) });
    await user.click(screen.getByRole("button", { name: "重试" }));
    await screen.findByText("马上开始演练");
    expect(engine.asked("create_task").map((asked) => asked.spec.client_key)).toEqual(["key-of-the-draft", "key-of-the-draft"]);
  });

  test("above the figure of the settings the count is typed", async () => {
    engine.answer({ settings: () => ({ undo_seconds: 60, type_count_from: 1_000, test_number: "", keep_files_days: 1, close_to_tray: true, notify: true, organisation: "" }) });
    await showReady();
    await tick();
    await user.click(await confirm(/演练发送给/));
    const dialog = await screen.findByRole("alertdialog", { name: /请再确认一次/ });
    const send = within(dialog).getByRole("button", { name: /演练发送给/ });
    expect(send).toHaveProperty("disabled", true);
    await user.type(within(dialog).getByRole("textbox"), "978");
    expect(send).toHaveProperty("disabled", true);
    await user.type(within(dialog).getByRole("textbox"), "8{Enter}");
    await screen.findByText("马上开始演练");
    expect(engine.asked("create_task")).toHaveLength(1);
  });

  test("a task that the engine refuses says each mistake, and the draft stays", async () => {
    await showReady();
    await tick();
    engine.answer({
      create_task: () => {
        throw { ...refusal("task_invalid", { count: "1" }), mistakes: [{ code: "past_time", field: "start_at", line: null, column: null, params: { value: "09:30", now: "09:41" } }] };
      },
    });
    await user.click(await confirm(/演练发送给/));
    await screen.findByText("09:30 已经过去（现在 09:41）");
    expect(engine.asked("remove_draft")).toHaveLength(0);
  });
});

describe("after sending", () => {
  test("the draft is gone, and taking back brings everything again under a new key", async () => {
    const { address } = await showReady();
    await tick();
    await user.click(await confirm(/演练发送给/));
    await screen.findByText(/还有 \d+ 秒可以撤销/);
    await waitFor(() => expect(engine.asked("remove_draft")).toEqual([{ draft: "5" }]));
    expect(address()).toBe("/send");
    await user.click(screen.getByRole("button", { name: "撤销" }));
    await screen.findByText("已撤销，一条也没有发出");
    expect(screen.getByRole("heading", { level: 2, name: "发送前体检" })).toBeTruthy();
    await user.click(await confirm(/演练发送给/));
    await screen.findByText("马上开始演练");
    const keys = engine.asked("create_task").map((asked) => asked.spec.client_key);
    expect(new Set(keys).size).toBe(2);
  });

  test("what had already left is said in figures", async () => {
    engine.answer({ undo_task: () => ({ task: "12", sent: 3, spared: 9_785 }) });
    await showReady();
    await tick();
    await user.click(await confirm(/演练发送给/));
    await user.click(await screen.findByRole("button", { name: "撤销" }));
    await screen.findByText("已撤销：3 人已经发出，9,785 人没有发");
  });
});

describe("the text", () => {
  test("mistakes stand below it in words and lead to their place", async () => {
    engine.answer({
      compose: ({ text }) => ({ ...composed(text), mistakes: [{ code: "template_unclosed_brace", field: "text", line: null, column: null, params: { text_line: "1", text_character: "3" } }] }),
    });
    await showReady({ step: "content", text: "您好{姓名" });
    await screen.findByText(/第 1 行第 3 个字符的左花括号没有对应的右花括号/);
    await user.click(screen.getByRole("button", { name: "到那里" }));
    const area = screen.getByRole("textbox", { name: /短信内容/ });
    expect(document.activeElement).toBe(area);
    expect(area).toHaveProperty("selectionStart", 2);
    expect(screen.getByText("还差：内容有错")).toBeTruthy();
  });

  test("a variable that the list lacks is exchanged by one press", async () => {
    await showReady({ step: "content", text: "{名字}您好" });
    await user.click(await screen.findByRole("button", { name: "换成“姓名”" }));
    expect(screen.getByRole("textbox", { name: /短信内容/ })).toHaveProperty("value", "{姓名}您好");
  });

  test("every code that the check gives has words", async () => {
    const findings = FINDINGS.map((code) => ({ code, severity: "note" as const, params: { people: "3", carrier: "CMCC", channel: "甲", line: "connecting", text: "x", units: "1", units_max: "1", until: "2026-03-01 08:00:00", words: "拒收请回复R", characters: "😀", parts: "2", billed: "1", fault: "too_short" } }));
    engine.answer({ check_task: () => ({ ...CHECK, findings: [...findings, { code: "of_tomorrow", severity: "note", params: {} }] }) });
    await showReady();
    await screen.findByText(/还有一项要留意（of_tomorrow）/);
    const list = screen.getByText(/还有一项要留意/).closest("ul");
    expect(list?.querySelectorAll("li")).toHaveLength(FINDINGS.length + 1);
    expect(list?.textContent).not.toMatch(/\{\{|finding\.|undefined/);
    expect(list?.textContent).toContain("没有通道能发中国移动，3 人不会收到");
  });

  test("no key waits for the engine", async () => {
    engine.answer({ compose: () => new Promise(() => undefined) });
    await showReady({ step: "content", text: "" });
    const area = await screen.findByRole("textbox", { name: /短信内容/ });
    await user.type(area, "一二三四五");
    expect(area).toHaveProperty("value", "一二三四五");
  });

  test("a template in place of own words can be taken back", async () => {
    await showReady({ step: "content", text: "自己写的" });
    await user.click(await screen.findByRole("button", { name: /到账通知/ }));
    await user.click(await screen.findByRole("button", { name: "撤销" }));
    expect(screen.getByRole("textbox", { name: /短信内容/ })).toHaveProperty("value", "自己写的");
  });

  test("a name of ten thousand characters is refused in words", async () => {
    await showReady({ step: "content", name: "长".repeat(10_000) });
    await screen.findAllByText(/任务名称超过 100 字/);
  });
});

describe("the list", () => {
  const lookAt = async (change: Partial<SendDraft> = {}) => showReady({ step: "list", recipients: null, source: { file: "upload:1", name: "名单.xlsx", layout: { sheet: null, header_row: null, columns: [], encoding: null, delimiter: null }, job: null }, ...change });

  test("cells are text, whatever stands in them", async () => {
    await lookAt();
    await screen.findByText("<b>12.50</b>");
    expect(document.querySelector("td b")).toBeNull();
    expect(screen.getByText("=1+1")).toBeTruthy();
  });

  test("a file locked by Excel says what to close, and trying again reads it", async () => {
    let locked = true;
    engine.answer({
      inspect_list: () => {
        if (locked) throw refusal("file_locked", { file: "名单.xlsx" });
        return LIST;
      },
    });
    await lookAt();
    await screen.findByText(/请在 Excel 或 WPS 里关闭这个文件/);
    expect(screen.getByRole("button", { name: "导入名单" })).toHaveProperty("disabled", true);
    locked = false;
    await user.click(screen.getByRole("button", { name: "重试" }));
    await screen.findByText("=1+1");
  });

  test.each([
    ["file_not_found" as const, /文件被移走或删除了/],
    ["file_too_large" as const, /请把名单拆成几个文件/],
  ])("%s has its way on", async (code, words) => {
    engine.answer({
      inspect_list: () => {
        throw refusal(code, { file: "名单.xlsx" });
      },
    });
    await lookAt();
    await screen.findByText(words);
  });

  test("bytes that may mean two things stand side by side", async () => {
    engine.answer({ inspect_list: () => ({ ...LIST, encodings: [{ encoding: "utf-8", rows: [["鐜嬭姵"]] }, { encoding: "gb18030", rows: [["王芳"]] }] }) });
    await lookAt();
    await user.click(await screen.findByRole("button", { name: "用这一种 GB18030" }));
    await waitFor(() => expect(engine.asked("inspect_list").at(-1)?.layout.encoding).toBe("gb18030"));
  });

  test("a file that was imported before is offered instead of a second import", async () => {
    engine.answer({ inspect_list: () => ({ ...LIST, imported_before: { at: "2026-03-01 09:00:00", file: "名单.xlsx", group: "7" } }) });
    await lookAt();
    await user.click(await screen.findByRole("button", { name: "用那次的名单" }));
    await waitFor(() => expect(engine.asked("people").some((asked) => asked.group === "7")).toBe(true));
    await screen.findByText("9,788 人");
    expect(engine.asked("import_list")).toHaveLength(0);
  });

  test("a large import shows how far it is and can be cancelled without loss", async () => {
    let state: "running" | "cancelled" = "running";
    engine.answer({
      job: () => ({ ...DONE, state, done: 3_000, total: 10_000, per_second: 1_500, seconds_left: 5, imported: null }),
      cancel_job: () => {
        state = "cancelled";
        return { ...DONE, state, imported: null };
      },
    });
    await lookAt();
    await user.click(await screen.findByRole("button", { name: "导入 10,000 行" }));
    await screen.findByText("3,000 / 10,000 行");
    await user.click(screen.getByRole("button", { name: "取消导入" }));
    await screen.findByText(/导入已取消，没有留下一半的数据/);
    expect(screen.getByRole("button", { name: "导入 10,000 行" })).toBeTruthy();
  });

  test("an import that ran while the engine was started anew can be done again", async () => {
    engine.answer({
      job: () => {
        throw refusal("not_found", { what: "job" });
      },
    });
    await lookAt({ source: { file: "upload:1", name: "名单.xlsx", layout: { sheet: null, header_row: null, columns: [], encoding: null, delimiter: null }, job: "40" } });
    await screen.findByText(/找不到这次导入的记录了/);
    expect(await screen.findByRole("button", { name: "导入 10,000 行" })).toBeTruthy();
  });

  test("fifty thousand pasted numbers with rubbish go to the engine as they are", async () => {
    await showReady({ step: "list", recipients: null });
    const text = Array.from({ length: 50_000 }, (_, at) => `客户${at}：1380${String(at).padStart(7, "0")}；`).join("\n");
    fireEvent.change(await screen.findByRole("textbox", { name: "粘贴号码" }), { target: { value: text } });
    await screen.findByText("找到 50,000 个号码");
    await user.click(screen.getByRole("button", { name: "用这些号码" }));
    await waitFor(() => expect(engine.asked("inspect_list").at(-1)?.file).toBe("paste:1"));
    expect(engine.asked("paste_list")).toEqual([{ text }]);
  });

  test("cards filter the findings, and a repair is one press", async () => {
    await showReady({ step: "list" });
    await user.click(await screen.findByRole("button", { name: /格式错/ }));
    await waitFor(() => expect(engine.asked("import_findings").at(-1)?.reason).toBe("too_short"));
    await user.click(screen.getByRole("button", { name: /重复/ }));
    await waitFor(() => expect(engine.asked("import_findings").at(-1)?.reason).toBe("duplicate"));
    await user.click(screen.getByRole("button", { name: /^黑名单/ }));
    await screen.findByText(/这些人在黑名单里/);
  });
});

describe("drafts", () => {
  test("a draft that another window changed asks before anything is lost", async () => {
    await showReady({ step: "content" });
    engine.answer({
      save_draft: (asked) => {
        if (asked.draft !== null) throw refusal("stale");
        return { draft: "6", title: "", version: 1, updated_at: "" };
      },
    });
    await user.type(await screen.findByRole("textbox", { name: /短信内容/ }), "！");
    const dialog = await screen.findByRole("alertdialog", { name: /另一个窗口/ });
    await user.click(within(dialog).getByRole("button", { name: "我这份另存为副本" }));
    await waitFor(() => expect(engine.asked("save_draft").at(-1)).toMatchObject({ draft: null, body: { text: "您好！" } }));
    await screen.findByText(/已保存/);
    const copy = engine.asked("save_draft").at(-1)?.body;
    expect(copy).not.toMatchObject({ clientKey: "key-of-the-draft" });
  });

  test("the new draft's id comes into the address, and the words stay under the hand", async () => {
    const { address } = await show();
    const area = await screen.findByRole("textbox", { name: /短信内容/ });
    await user.type(area, "新的");
    await waitFor(() => expect(address()).toBe("/send?draft=5"));
    await user.type(area, "内容");
    expect(screen.getByRole("textbox", { name: /短信内容/ })).toHaveProperty("value", "新的内容");
    expect(screen.getByText(/已保存|稍后自动保存/)).toBeTruthy();
  });

  test("what a crash left unsaved comes back with the draft", async () => {
    remember({ draft: "5" }, { version: 1, draft: { ...ready, step: "content", text: "您好，没存完的" } });
    await showReady({ step: "content" });
    expect(await screen.findByRole("textbox", { name: /短信内容/ })).toHaveProperty("value", "您好，没存完的");
  });

  test("what was never saved is offered", async () => {
    remember({ clientKey: "lost" }, { version: null, draft: { ...emptyDraft("lost"), text: "第一句" } });
    await show();
    await user.click(await screen.findByRole("button", { name: "恢复" }));
    expect(await screen.findByRole("textbox", { name: /短信内容/ })).toHaveProperty("value", "第一句");
  });

  test("a draft that is gone says so and offers a new one", async () => {
    engine.answer({
      draft: () => {
        throw refusal("not_found", { what: "draft" });
      },
    });
    const { address } = await show("/send?draft=9");
    await screen.findByText(/没有这个草稿/);
    await user.click(screen.getByText("新建一份"));
    await screen.findByRole("textbox", { name: /短信内容/ });
    expect(address()).toBe("/send");
  });

  test("people of an earlier task who may get it again are taken over with its text", async () => {
    engine.answer({
      task_spec: () => ({ name: "三月", business: "notice", signature: "邮政", text: "您好", flash: false, recipients: { group: "7", file: null, numbers: null, failed_of: null }, channel: null, start_at: null, validity_hours: null, undo_seconds: 60, speed_per_second: null, sandbox: true, template: null, client_key: "old" }),
      task_failures: () => ({ groups: [], may_resend: 312, may_not_resend: 1_105 }),
    });
    await show("/send?failed_of=8");
    expect(await screen.findByRole("textbox", { name: /短信内容/ })).toHaveProperty("value", "您好");
    await waitFor(() => expect(engine.asked("check_task").at(-1)?.spec.recipients.failed_of).toEqual({ task: "8", classes: [] }));
  });
});

test("the test goes to the operator's number with the first person's values, once", async () => {
  await showReady({ text: "{姓名|客户}您好，{金额}元" });
  await waitFor(() => expect(engine.asked("people").length).toBeGreaterThan(0));
  await screen.findByRole("checkbox", { name: /我看过了/ });
  await user.click(screen.getByRole("button", { name: "试发给我" }));
  const send = await screen.findByRole("button", { name: "试发 1 条" });
  fireEvent.click(send);
  fireEvent.click(send);
  await screen.findByText(/试发的 1 条已发往模拟手机 138\*\*\*\*8000/);
  expect(engine.asked("send_one")).toMatchObject([{ to: "13800138000", text: "王芳您好，12.50元", signature: "邮政", sandbox: true }]);
  expect(engine.asked("save_settings")).toHaveLength(0);
});
