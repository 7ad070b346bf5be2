import { act, cleanup, fireEvent, screen, within } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, expect, test, vi } from "vitest";
import { setTransport } from "../../api/call";
import { fakeEngine } from "../../testing/engine";
import { renderAt } from "../../testing/render";
import { Palette } from "./Palette";

afterEach(() => {
  cleanup();
  setTransport(undefined);
});

const command = (id: string, label: string, run = vi.fn()) => ({ id, label, icon: "send" as const, names: [label], keys: "Alt+2", run });

async function open() {
  const engine = fakeEngine({
    tasks: () => ({ tasks: [], more: false }),
    templates: () => ({ templates: [] }),
    people: () => ({ people: [{ person: "p1", number: "13812345678", name: "王芳", fields: {}, blocked: [], updated_at: null, carrier: "CMCC" }], total: 1, next: null }),
  });
  const [tasks, mode, onClose] = [vi.fn(), vi.fn(), vi.fn()];
  const { address } = await renderAt(
    <Palette isOpen onClose={onClose} places={[command("tasks", "发送任务", tasks), command("people", "通讯录")]} actions={[command("mode", "切换到演练", mode)]} />,
    { path: "$", address: "/" },
  );
  return { engine, tasks, mode, onClose, address, user: userEvent.setup() };
}

test("initials and Enter go where they mean", async () => {
  const { user, tasks, onClose } = await open();
  await user.type(screen.getByRole("searchbox"), "fsrw");
  expect(await screen.findByRole("option", { name: /发送任务/ })).toBeTruthy();
  await user.keyboard("{Enter}");
  expect(tasks).toHaveBeenCalledOnce();
  expect(onClose).toHaveBeenCalled();
});

test("arrow keys choose, and every line shows its shortcut", async () => {
  const { user, tasks } = await open();
  const places = await screen.findByRole("group", { name: /前往/ });
  expect(within(places).getAllByText("Alt").length).toBeGreaterThan(0);
  await user.type(screen.getByRole("searchbox"), "{ArrowDown}{ArrowDown}{ArrowUp}{Enter}");
  expect(tasks).toHaveBeenCalledOnce();
});

test("a number leads to everything about it", async () => {
  const { user, address } = await open();
  await user.type(screen.getByRole("searchbox"), "138 1234 5678");
  const line = await screen.findByRole("option", { name: /138 1234 5678.*往来/ });
  fireEvent.click(line);
  expect(address()).toBe("/person/13812345678");
});

test("people are found by the engine and stand there masked", async () => {
  const { user, engine } = await open();
  await user.type(screen.getByRole("searchbox"), "王芳");
  expect(await screen.findByRole("option", { name: /王芳.*138\*\*\*\*5678/ })).toBeTruthy();
  expect(engine.asked("people").map((request) => request.search)).toEqual(["王芳"]);
});

test("Enter that ends a composition chooses a word, not a line", async () => {
  const { tasks, mode } = await open();
  const field = screen.getByRole("searchbox");
  await act(async () => {
    fireEvent.compositionStart(field);
    fireEvent.change(field, { target: { value: "fa" } });
    fireEvent.keyDown(field, { key: "Enter", isComposing: true, keyCode: 229 });
  });
  expect(tasks).not.toHaveBeenCalled();
  expect(mode).not.toHaveBeenCalled();
});

test("nothing found says what could be typed", async () => {
  const { user, engine } = await open();
  engine.answer({ people: () => ({ people: [], total: 0, next: null }) });
  await user.type(screen.getByRole("searchbox"), "zzzz");
  expect(await screen.findByText(/没有找到/)).toBeTruthy();
});
