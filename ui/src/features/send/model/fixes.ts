import type { StepId } from "./draft";

/** Where what a finding speaks of can be changed; the words are keys. */
export type Fix =
  | { kind: "step"; step: StepId; words: "content" | "signature" | "list" | "when" }
  | { kind: "place"; href: string; words: "channels" | "practice" | "numbers" };

const TO_TEXT: Fix = { kind: "step", step: "content", words: "content" };
const TO_SIGNATURE: Fix = { kind: "step", step: "content", words: "signature" };
const TO_LIST: Fix = { kind: "step", step: "list", words: "list" };
const TO_TIME: Fix = { kind: "step", step: "when", words: "when" };

const FIXES: Readonly<Record<string, Fix>> = {
  empty_list: TO_LIST,
  nobody_left: TO_LIST,
  empty_text: TO_TEXT,
  signature_missing: TO_SIGNATURE,
  signature_invalid: TO_SIGNATURE,
  brackets_in_body: TO_TEXT,
  verification_word_missing: TO_TEXT,
  quiet_hours: TO_TIME,
  validity_ends_first: TO_TIME,
  text_too_long: TO_TEXT,
  missing_variables: TO_TEXT,
  unlisted_prefix: TO_LIST,
  satellite: TO_LIST,
  link: TO_TEXT,
  phone_number: TO_TEXT,
  private_contact: TO_TEXT,
  unliked_characters: TO_TEXT,
  parts_differ: TO_TEXT,
};

/** Findings without one need nothing but to be read. */
export function fixOf(code: string, isPractice: boolean): Fix | null {
  if (code === "no_route" || code === "channel_not_ready") {
    return isPractice ? { kind: "place", href: "/practice", words: "practice" } : { kind: "place", href: "/channels", words: "channels" };
  }
  return FIXES[code] ?? null;
}
