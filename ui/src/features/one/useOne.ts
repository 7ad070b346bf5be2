import { useEffect, useMemo, useState } from "react";
import type { Business, Composed } from "../../api/generated";
import { useAsk } from "../../api/query";

/** As quick as the eye wants it, as seldom as fingers rest. */
const ASK_AFTER_MS = 150;
const FOUND_MAX = 6;

export interface OneDraft {
  to: string;
  template: string | null;
  business: Business;
  signature: string;
  text: string;
}

/** A value once it has stood still. */
export function useRested<T extends string>(value: T, ms = ASK_AFTER_MS): T {
  const [rested, setRested] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setRested(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return rested;
}

/** A number as typed, in its 11 digits; null when it is none. */
export function numberIn(typed: string): string | null {
  const digits = typed.normalize("NFKC").replace(/[\s\-()]/g, "").replace(/^(\+|00)?86(?=1\d{10}$)/, "");
  return /^1\d{10}$/.test(digits) ? digits : null;
}

/** Variables that were not filled in: one person is no list, so that a person writes the values. */
export function unfilled(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([^{}|]+)\}/g)].map((found) => found[1] ?? ""))].filter((name) => name !== "");
}

/** A template's text for one person: its defaults stand, what has none is left for the hand. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  const literal = text.replace(/\{\{|\}\}|\{([^{}|]*)(?:\|([^{}]*))?\}/g, (whole, name: string | undefined, fallback: string | undefined) => {
    if (whole === "{{" || whole === "}}") return whole.charAt(0);
    const value = values[(name ?? "").trim()];
    return value?.trim() ? value : (fallback ?? whole);
  });
  return literal;
}

/** People whose name or number begins as typed; whole numbers, since the message goes to one of them. */
export function usePeople(typed: string) {
  const search = useRested(typed.trim());
  const enabled = search.length > 0 && numberIn(search) === null;
  const answer = useAsk("people", { group: null, search, after: null, offset: null, limit: FOUND_MAX, whole: true }, { enabled, keep: true, everyMs: false });
  return enabled ? (answer.data?.people ?? []) : [];
}

/** The finished message with its length. One person's text has no variables, so its braces are braces. */
export function useMessage({ text, signature, business }: Pick<OneDraft, "text" | "signature" | "business">): Composed | null {
  const rested = useRested(text);
  const literal = useMemo(() => rested.replace(/[{}]/g, "$&$&"), [rested]);
  const answer = useAsk("compose", { text: literal, signature, business, values: {} }, { enabled: rested.trim() !== "", keep: true });
  return text.trim() === "" ? null : (answer.data ?? null);
}

