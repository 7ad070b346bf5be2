import { useEffect, useRef } from "react";

export interface ShortcutOptions {
  /** Also while a person types into a field. Off unless told, so that letters stay letters. */
  allowInInput?: boolean | undefined;
  isDisabled?: boolean | undefined;
}

/**
 * Runs `handler` on a key, written as "Ctrl+K", "Alt+1", "F2", "Escape" or "?"; Ctrl is Cmd on a Mac.
 *
 * Silent while an input method composes: its Enter, Escape and digits choose words and are no commands.
 */
export function useShortcut(keys: string, handler: (event: KeyboardEvent) => void, options: ShortcutOptions = {}): void {
  const { allowInInput = false, isDisabled = false } = options;
  const latest = useRef(handler);
  useEffect(() => {
    latest.current = handler;
  });
  useEffect(() => {
    if (isDisabled) return;
    const wanted = parseKeys(keys);
    const onKey = (event: KeyboardEvent) => {
      if (isComposing(event) || event.defaultPrevented || !matches(event, wanted)) return;
      if (!allowInInput && isTyping(event.target)) return;
      event.preventDefault();
      latest.current(event);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [keys, allowInInput, isDisabled]);
}

/** True while an input method holds the keys; 229 is what older engines say instead of the flag. */
export function isComposing(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}

interface Wanted {
  key: string;
  ctrl: boolean;
  alt: boolean;
  /** Undefined for signs such as "?", which need Shift on some keyboards and not on others. */
  shift: boolean | undefined;
}

function parseKeys(keys: string): Wanted {
  const parts = keys.split("+");
  const key = (parts.pop() ?? "").toLowerCase();
  const has = (name: string) => parts.some((part) => part.toLowerCase() === name);
  const isSign = key.length === 1 && !/[a-z0-9]/.test(key);
  return { key, ctrl: has("ctrl"), alt: has("alt"), shift: isSign ? undefined : has("shift") };
}

function matches(event: KeyboardEvent, wanted: Wanted): boolean {
  const key = event.key.toLowerCase();
  // With Alt held, some layouts give a special letter: the place of the key on the board tells the digit.
  const placed = event.code.replace(/^(Digit|Key)/, "").toLowerCase();
  return (
    (key === wanted.key || (wanted.alt && placed === wanted.key)) &&
    (event.ctrlKey || event.metaKey) === wanted.ctrl &&
    event.altKey === wanted.alt &&
    (wanted.shift === undefined || event.shiftKey === wanted.shift)
  );
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "file"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target.isContentEditable || target.role === "spinbutton";
}
