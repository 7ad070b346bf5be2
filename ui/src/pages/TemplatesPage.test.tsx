import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { Template } from "../api/generated";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { TemplatesPage } from "./TemplatesPage";

const person = userEvent.setup();
const open = (address = "/templates") => renderAt(<TemplatesPage />, { address, path: "/templates" });
const template = (change: Partial<Template> = {}): Template => ({
  template: "1",
  version: 3,
  name: "到账通知",
  business: "notice",
  signature: "邮政",
  text: "{姓名|客户}您好，到账{金额}元",
  note: "",
  used_at: null,
  updated_at: "2026-03-01 09:30:00",
  variables: ["姓名", "金额"],
  segments: 1,
  ...change,
});

function engineOf(templates: readonly Template[] = [template()]) {
  return fakeEngine({
    templates: ({ search }) => ({ templates: templates.filter((each) => each.name.includes(search)) }),
    signatures: () => ({ signatures: [{ signature: "1", name: "邮政", note: "", preferred: true, version: 1 }] }),
    contact_fields: () => ({ fields: [{ field: "1", name: "金额", kind: "money" }] }),
    compose: ({ text }) => ({ text: `【邮政】${text}`, units: 75, segments: 2, seams: [4], variables: [], opt_out_words: null, mistakes: text.includes("【") ? [{ code: "template_signature_in_body", field: "text", line: 1, column: 1, params: { text_line: "1", text_character: "1" } }] : [], encoding: "ucs2" }),
    save_template: (request) => template({ ...request, template: request.template ?? "9", version: (request.version ?? 0) + 1 }),
    remove_template: () => ({}),
    template_versions: () => ({
      versions: [
        { version: 3, name: "到账通知", business: "notice", signature: "邮政", text: "新的", at: "2026-03-01 09:30:00", by: "李雷" },
        { version: 2, name: "到账通知", business: "notice", signature: "邮政", text: "旧的内容", at: "2026-02-01 09:30:00", by: "张芳" },
      ],
    }),
  });
}

const field = (name: RegExp) => screen.getByRole<HTMLInputElement>("textbox", { name });

beforeEach(() => {
  localStorage.clear();
});
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("without templates there are examples to begin with", async () => {
  const engine = engineOf([]);
  const { address } = await open();
  await person.click(await screen.findByRole("button", { name: "用这个示例 包裹到达通知" }));
  await waitFor(() => expect(address()).toBe("/templates?template=new&example=postal"));
  expect(field(/模板名称/).value).toBe("包裹到达通知");
  await person.click(screen.getByRole("button", { name: "保存" }));
  await waitFor(() => expect(engine.asked("save_template")[0]).toMatchObject({ template: null, version: null, name: "包裹到达通知" }));
});

test("the text says what it costs, takes variables, and its mistakes stand below it", async () => {
  const engine = engineOf();
  await open("/templates?template=1");
  await screen.findByText("分 2 条计费");
  expect(engine.asked("compose")[0]).toMatchObject({ signature: "邮政", values: { 金额: "金额" } });
  expect(screen.getByText("2/2")).toBeTruthy();
  await person.click(screen.getByRole("button", { name: "金额" }));
  expect(field(/短信内容/).value).toContain("{金额}");
  await person.clear(field(/短信内容/));
  await person.type(field(/短信内容/), "【邮政】");
  await within(await screen.findByRole("list", { name: "内容里要改的地方" })).findByText(/签名会自动加上/);
  await person.click(screen.getByRole("button", { name: "放弃这些改动" }));
});

test("what somebody else saved meanwhile is shown beside, and nothing is thrown away unasked", async () => {
  const engine = engineOf();
  engine.answer({
    save_template: ({ template: id, version, name }) => {
      if (id === null) throw refusal("name_taken", { name });
      if (version === 3) throw refusal("stale", { version: "4", name: "到账通知", text: "别人写的", by: "李雷", at: "2026-03-02 10:00:00" });
      return template({ template: id, version: 5, name });
    },
  });
  await open("/templates?template=1");
  await screen.findByText("分 2 条计费");
  await person.type(field(/短信内容/), "我写的");
  await person.click(screen.getByRole("button", { name: "保存" }));
  const dialog = await screen.findByRole("alertdialog", { name: "这个模板刚被别人改过" });
  expect(within(dialog).getByText("别人写的")).toBeTruthy();
  expect(within(dialog).getByText(/我写的$/)).toBeTruthy();
  await person.click(within(dialog).getByRole("button", { name: "我的另存为新模板" }));
  await within(dialog).findByText("名称已被使用：到账通知（副本）");
  await person.click(within(dialog).getByRole("button", { name: "用我的覆盖" }));
  await waitFor(() => expect(engine.asked("save_template").at(-1)).toMatchObject({ template: "1", version: 4 }));
});

test("an earlier version goes into the editor, and counts once saved", async () => {
  const engine = engineOf();
  await open("/templates?template=1");
  await person.click(await screen.findByRole("button", { name: "历史版本" }));
  await person.click(await screen.findByRole("button", { name: "用这一版 第 2 版" }));
  await waitFor(() => expect(field(/短信内容/).value).toBe("旧的内容"));
  expect(engine.asked("save_template")).toEqual([]);
  await person.click(screen.getByRole("button", { name: "保存" }));
  await waitFor(() => expect(engine.asked("save_template")[0]).toMatchObject({ template: "1", version: 3, text: "旧的内容" }));
});

test("it can be sent, and deleted after a question", async () => {
  const engine = engineOf();
  const { address } = await open("/templates?template=1");
  await person.click(await screen.findByRole("button", { name: "删除" }));
  await person.click(await screen.findByRole("button", { name: "删除模板" }));
  await waitFor(() => expect(engine.asked("remove_template")).toEqual([{ template: "1" }]));
  await waitFor(() => expect(address()).toBe("/templates"));
  await person.click(await screen.findByText("到账通知"));
  await person.click(await screen.findByRole("button", { name: "去发送" }));
  await waitFor(() => expect(address()).toBe("/send?template=1"));
});

test("nothing found and an error are told apart", async () => {
  const engine = engineOf();
  const first = await open("/templates?search=zzz");
  await screen.findByText("没有符合的模板");
  first.unmount();
  engine.answer({
    templates: () => {
      throw refusal("store_io");
    },
  });
  await open();
  expect((await screen.findByRole("alert")).textContent).toContain("0198-trace");
});
