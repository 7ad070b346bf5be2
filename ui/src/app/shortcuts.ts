import { useRouter } from "@tanstack/react-router";
import { useEffect } from "react";
import { useGo } from "../api/url";
import { isComposing, useShortcut } from "../ui";
import { navigation, type Overlay } from "./frameState";
import { placeAt, PLACES } from "./places";

/** Keys of the frame. A browser keeps Ctrl+N for itself, so that Alt+N does the same there. */
export const KEYS = {
  palette: "Ctrl+K",
  newTask: { desktop: "Ctrl+N", browser: "Alt+N" },
  newOne: { desktop: "Ctrl+Shift+N", browser: "Alt+Shift+N" },
  fold: "Ctrl+B",
  sheet: "?",
} as const;

export const ADDRESSES = { newTask: "/send", newOne: "/send?one=1" } as const;

/** The shortcuts that work on every screen. They are silent while an input method composes and do not eat letters of a text. */
export function useFrameShortcuts(open: (overlay: Overlay) => void, isDisabled: boolean): void {
  const go = useGo();
  const options = { isDisabled };
  const anywhere = { isDisabled, allowInInput: true };
  useShortcut(KEYS.palette, () => open("palette"), anywhere);
  useShortcut(KEYS.newTask.desktop, () => go(ADDRESSES.newTask), anywhere);
  useShortcut(KEYS.newTask.browser, () => go(ADDRESSES.newTask), anywhere);
  useShortcut(KEYS.newOne.desktop, () => go(ADDRESSES.newOne), anywhere);
  useShortcut(KEYS.newOne.browser, () => go(ADDRESSES.newOne), anywhere);
  useShortcut(KEYS.fold, () => navigation.set(navigation.get() === "folded" ? "open" : "folded"), options);
  useShortcut(KEYS.sheet, () => open("shortcuts"), options);
  usePlaceShortcuts(go, isDisabled);
  useUpward(go, isDisabled);
}

function usePlaceShortcuts(go: (address: string) => void, isDisabled: boolean) {
  useEffect(() => {
    if (isDisabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || isComposing(event) || event.defaultPrevented) return;
      const place = PLACES.find(({ digit }) => digit !== undefined && event.code === `Digit${digit}`);
      if (place === undefined) return;
      event.preventDefault();
      go(place.path);
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [go, isDisabled]);
}

/** Escape leads from a detail to its list, once nothing on the screen wants it: fields, menus and drawers come first. */
function useUpward(go: (address: string) => void, isDisabled: boolean) {
  const { history } = useRouter();
  useEffect(() => {
    if (isDisabled) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || event.defaultPrevented || isComposing(event)) return;
      const target = event.target;
      if (target instanceof Element && target.closest("input, textarea, [contenteditable], [role=dialog], [role=menu], [role=listbox]")) return;
      const parent = placeAt(history.location.pathname)?.parent;
      if (parent !== undefined) go(parent);
    };
    // On the window, so that whatever listens on the document has been asked before.
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [go, history, isDisabled]);
}
