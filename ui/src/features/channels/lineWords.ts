import { i18n } from "../../i18n";

/** What a line's code says in the language on the screen; the code itself where nobody wrote words for it. */
export function causeWords(code: string): string {
  return said("cause", code) ?? code;
}

/** What helps against it; null where nothing needs doing. */
export function causeNext(code: string): string | null {
  return said("causeNext", code) || null;
}

function said(part: "cause" | "causeNext", code: string): string | null {
  const key = `states:${part}.${code}`;
  return code !== "" && i18n.exists(key) ? String(i18n.t(key as never)) : null;
}
