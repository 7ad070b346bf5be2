import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type ShortcutOptions, useShortcut } from "./shortcut";

afterEach(cleanup);

function Page({ keys, onKey, options }: { keys: string; onKey: () => void; options?: ShortcutOptions }) {
  useShortcut(keys, onKey, options);
  return <input aria-label="field" />;
}

function page(keys: string, options?: ShortcutOptions) {
  const onKey = vi.fn();
  render(<Page keys={keys} onKey={onKey} {...(options && { options })} />);
  return onKey;
}

test("keys with their helpers, and no others", () => {
  const onKey = page("Ctrl+K");
  fireEvent.keyDown(document.body, { key: "k" });
  fireEvent.keyDown(document.body, { key: "k", ctrlKey: true, shiftKey: true });
  expect(onKey).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: "k", ctrlKey: true });
  fireEvent.keyDown(document.body, { key: "K", metaKey: true });
  expect(onKey).toHaveBeenCalledTimes(2);
});

test("silent while an input method composes, by either sign of it", () => {
  const onKey = page("Escape", { allowInInput: true });
  const field = screen.getByLabelText("field");
  fireEvent.keyDown(field, { key: "Escape", isComposing: true });
  fireEvent.keyDown(field, { key: "Escape", keyCode: 229 });
  expect(onKey).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { key: "Escape" });
  expect(onKey).toHaveBeenCalledTimes(1);
});

test("letters stay letters while typing, unless the shortcut says otherwise", () => {
  const quiet = page("?");
  fireEvent.keyDown(screen.getByLabelText("field"), { key: "?", shiftKey: true });
  expect(quiet).not.toHaveBeenCalled();
  fireEvent.keyDown(document.body, { key: "?", shiftKey: true });
  expect(quiet).toHaveBeenCalledTimes(1);
});

test("digits with Alt are found by their place where the layout writes signs", () => {
  const onKey = page("Alt+1");
  fireEvent.keyDown(document.body, { key: "¡", code: "Digit1", altKey: true });
  expect(onKey).toHaveBeenCalledTimes(1);
});

test("whoever was there first and took the key keeps it", () => {
  const onKey = page("Escape");
  const event = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
  event.preventDefault();
  document.body.dispatchEvent(event);
  expect(onKey).not.toHaveBeenCalled();
});
