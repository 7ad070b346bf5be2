import type { CallError } from "../../api/call";
import { mistakeWords } from "../../i18n/errorWords";

/** What the engine found wrong with a field, for below it. */
export function mistakeAt(error: CallError | null, field: string): string | undefined {
  const words = error?.view.mistakes.filter((mistake) => mistake.field === field).map(mistakeWords) ?? [];
  return words.length === 0 ? undefined : words.join(" ");
}
