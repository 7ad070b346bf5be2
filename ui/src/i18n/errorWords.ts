import { useTranslation } from "react-i18next";
import { i18n } from ".";
import { CallError, type Failure } from "../api/call";
import type { MistakeView as Mistake } from "../api/generated";

export interface ErrorWords {
  cause: string;
  kept: string;
  next: string;
  /** The number under which the log has more; absent where there is no log to ask. */
  code?: string;
}

/** What an error says in the language on the screen; its fields are what `ErrorPanel` takes. */
export function errorWords(error: unknown): ErrorWords {
  const view: Failure = error instanceof CallError ? error.view : { code: "internal", params: {}, mistakes: [], trace: "" };
  return viewWords(view);
}

/** The same for an error that came as an answer, such as that of a job. */
export function viewWords(view: Failure): ErrorWords {
  const known = i18n.exists(`errors:code.${view.code}`) ? `code.${view.code}` : "other";
  const values = { ...translated(view.params), code: view.code };
  const say = (part: string) => String(i18n.t(`errors:${known}.${part}` as never, values));
  return { cause: say("cause"), kept: say("kept"), next: say("next"), ...(view.trace !== "" && { code: view.trace }) };
}

/** What is wrong at one place; the name of the field stands beside it on the screen. */
export function mistakeWords(mistake: Mistake): string {
  const key = i18n.exists(`errors:mistake.${mistake.code}`) ? `mistake.${mistake.code}` : "otherMistake";
  return String(i18n.t(`errors:${key}` as never, { ...translated(mistake.params), code: mistake.code }));
}

/** What the engine found wrong with a field, for below its control. */
export function mistakeAt(error: unknown, field: string): string | undefined {
  const words = mistakesOf(error).filter((mistake) => mistake.field === field).map(mistakeWords);
  return words.length === 0 ? undefined : words.join(" ");
}

/** {@link errorWords} of a form that shows mistakes at `fields` itself: the others are told here. */
export function formErrorWords(error: unknown, fields: readonly string[]): ErrorWords {
  const words = errorWords(error);
  const others = mistakesOf(error).filter((mistake) => !fields.includes(mistake.field));
  return others.length === 0 ? words : { ...words, next: others.map(mistakeWords).join(" ") };
}

function mistakesOf(error: unknown): readonly Mistake[] {
  return error instanceof CallError ? error.view.mistakes : [];
}

/** {@link errorWords} that follow the language; `null` while there is no error. */
export function useErrorWords(error: unknown): ErrorWords | null {
  useTranslation("errors");
  return error === null || error === undefined ? null : errorWords(error);
}

/** Values that are words of the engine, such as `what: "task"`, in words of the person. */
function translated(params: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(params).map(([name, value]) => [name, word(name, value)]));
}

function word(name: string, value: string): string {
  for (const key of [`errors:value.${name}.${value}`, ...(name === "state" ? [`states:task.${value}`] : []), ...(name === "cause" ? [`states:cause.${value}`] : [])]) {
    if (i18n.exists(key)) return String(i18n.t(key as never));
  }
  return value;
}
