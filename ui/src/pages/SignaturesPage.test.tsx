import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { SignatureRow } from "../api/generated";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { SignaturesPage } from "./SignaturesPage";

const person = userEvent.setup();
const open = (address = "/signatures") => renderAt(<SignaturesPage />, { address, path: "/signatures" });
const ROWS: SignatureRow[] = [
  { signature: "1", name: "邮政", note: "", preferred: true, version: 1 },
  { signature: "2", name: "城东支局", note: "报备中", preferred: false, version: 4 },
];

function engineOf(rows: readonly SignatureRow[] = ROWS) {
  return fakeEngine({
    signatures: () => ({ signatures: [...rows] }),
    save_signature: ({ signature, name, note, preferred }) => ({ signature: signature ?? "3", name, note, preferred, version: 9 }),
    remove_signature: () => ({}),
  });
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("the first signature is the preferred one", async () => {
  const engine = engineOf([]);
  await open();
  await screen.findByText("还没有签名");
  await person.click(screen.getAllByRole("button", { name: "添加签名" })[0] ?? document.body);
  const dialog = await screen.findByRole("dialog", { name: "添加签名" });
  await person.type(within(dialog).getByRole("textbox", { name: /签名名称/ }), "邮政{Enter}");
  await waitFor(() => expect(engine.asked("save_signature")).toEqual([{ signature: null, version: null, name: "邮政", note: "", preferred: true }]));
});

test("another becomes the preferred one by a press; one goes after a question", async () => {
  const engine = engineOf();
  await open();
  await person.click(await screen.findByRole("button", { name: "设为默认 城东支局" }));
  await waitFor(() => expect(engine.asked("save_signature")).toEqual([{ signature: "2", version: 4, name: "城东支局", note: "报备中", preferred: true }]));
  await person.click(screen.getByRole("button", { name: "删除签名“城东支局”" }));
  await person.click(within(await screen.findByRole("alertdialog", { name: "删除签名【城东支局】？" })).getByRole("button", { name: "删除签名" }));
  await waitFor(() => expect(engine.asked("remove_signature")).toEqual([{ signature: "2" }]));
});

test("mistakes stand at the field; what changed elsewhere is told before it is overwritten", async () => {
  const engine = engineOf();
  engine.answer({
    save_signature: ({ name, version }) => {
      if (name.includes("！")) throw { ...refusal("form_invalid", { count: "1" }), mistakes: [{ code: "signature_symbol", field: "name", line: null, column: null, params: { text_character: "3", character: "！" } }] };
      if (version === 4) throw refusal("stale", { version: "6", name: "城西支局" });
      return { signature: "2", name, note: "", preferred: false, version: 7 };
    },
  });
  await open("/signatures?signature=2");
  const dialog = await screen.findByRole("dialog", { name: "修改签名" });
  const name = within(dialog).getByRole("textbox", { name: /签名名称/ });
  await person.clear(name);
  await person.type(name, "支局！");
  await person.click(within(dialog).getByRole("button", { name: "保存" }));
  await within(dialog).findByText("签名第 3 个字是“！”，只能用文字和数字");
  await person.type(name, "{Backspace}");
  await person.click(within(dialog).getByRole("button", { name: "保存" }));
  await within(dialog).findByText(/现在是【城西支局】/);
  await person.click(within(dialog).getByRole("button", { name: "保存" }));
  await waitFor(() => expect(engine.asked("save_signature").at(-1)).toMatchObject({ signature: "2", version: 6, name: "支局" }));
});
