import type { ChannelForm, CmppForm, MistakeView as Mistake } from "../../api/generated";
import { mistakeWords } from "../../i18n/errorWords";

export const STEPS = ["account", "use", "advanced", "test"] as const;
export type StepId = (typeof STEPS)[number];

/** What every step is given. */
export interface StepParts {
  form: ChannelForm;
  /** Changes the form; `field` is the engine's name of what changed. */
  set: (field: string, part: Partial<ChannelForm>) => void;
  mistakes: readonly Mistake[];
}

const ACCOUNT = new Set(["name", "host", "port", "account", "secret", "version", "service_code", "extension_digits"]);
const USE = new Set(["carriers", "business_types", "price", "rank", "weight", "window", "connections", "speed_per_second"]);

/** The step that a field is asked in. */
export function stepOf(field: string): StepId {
  const name = field.replace(/^cmpp\./, "");
  return ACCOUNT.has(name) ? "account" : USE.has(name) ? "use" : "advanced";
}

/** What is wrong with a field, for below it. */
export function wrong(mistakes: readonly Mistake[], field: string): string | undefined {
  const words = mistakes.filter((mistake) => mistake.field.replace(/^cmpp\./, "") === field).map(mistakeWords);
  return words.length === 0 ? undefined : words.join(" ");
}

/** The form with a part of its account changed. */
export function withCmpp(form: ChannelForm, part: Partial<CmppForm>): Partial<ChannelForm> {
  return { cmpp: { ...form.cmpp, ...part } };
}
