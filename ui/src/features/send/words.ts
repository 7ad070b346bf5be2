import type { TFunction } from "i18next";
import type { CheckFinding, Mistake, Reason } from "../../api/generated";
import { formatCount } from "../../i18n/format";

/** Codes that the engine answers with and that have words of their own here; any other gets words that show it. */
export const FINDINGS = [
  "empty_list",
  "nobody_left",
  "empty_text",
  "signature_missing",
  "signature_invalid",
  "brackets_in_body",
  "verification_word_missing",
  "opt_out_appended",
  "quiet_hours",
  "validity_ends_first",
  "text_too_long",
  "missing_variables",
  "no_route",
  "channel_not_ready",
  "sandbox_used",
  "sandbox_beside_real",
  "unlisted_prefix",
  "satellite",
  "link",
  "phone_number",
  "private_contact",
  "unliked_characters",
  "parts_differ",
] as const;
export const REASONS = [
  "ported_to",
  "learned",
  "prefix",
  "unlisted",
  "ported_away",
  "guess",
  "chosen",
  "no_such_channel",
  "unfit",
  "only",
  "better",
  "waits",
  "sandbox",
  "no_route",
  "quiet_until",
] as const;
const LINES = ["idle", "connecting", "online", "back_off", "backing_off", "refused", "paused", "stopped"] as const;
const LACKS = ["carrier", "business", "kind", "org", "sandbox"] as const;
const AHEADS = ["fresh", "reach", "health", "rank", "price", "weight"] as const;
const SIGNATURE_FAULTS = ["too_short", "too_long", "symbol", "only_digits"] as const;
export const FAULTS = [
  "empty",
  "precision_lost",
  "not_digits",
  "too_short",
  "too_long",
  "landline",
  "foreign",
  "not_mobile",
  "too_many_numbers",
  "error_cell",
  "formula_without_value",
  "date",
  "duplicate",
  "value_cut",
  "columns_ignored",
  "quote_not_closed",
] as const;
const SUGGESTIONS = [
  "fill_in",
  "export_as_text",
  "add_leading_one",
  "take_found_number",
  "check_digits",
  "use_mobile_number",
  "recalculate_and_save",
  "left_out",
  "shorten",
  "check_quotes",
] as const;
const REPAIRS = ["blanks", "punctuation", "full_width", "quotes", "invisible", "country_code", "leading_zero", "decimal", "scientific", "several"] as const;
const CARRIERS = ["CMCC", "CUCC", "CTCC", "CBN", "OTHER"] as const;

export type Words = TFunction<["wizard", "states", "errors"]>;

/** `code` where it is one of `known`, else `other`. */
function among<const K extends readonly string[]>(known: K, code: string | undefined): K[number] | "other" {
  return known.find((each) => each === code) ?? "other";
}

export function findingWords(t: Words, finding: CheckFinding): string {
  const { params } = finding;
  const fault = t(`wizard:signatureFault.${among(SIGNATURE_FAULTS, params.fault)}`);
  return say(t, `wizard:finding.${among(FINDINGS, finding.code)}`, { ...shown(t, params), code: finding.code, fault });
}

export function reasonWords(t: Words, reason: Reason): string {
  const code = REASONS.find((each) => each === reason.code);
  return code === undefined ? reason.code : say(t, `wizard:why.${code}`, shown(t, reason.params));
}

/** The engine sends the values that its code's words want; which they are is not known here. */
function say(t: Words, key: `wizard:finding.${string}` | `wizard:why.${string}`, values: Record<string, string>): string {
  return String(t(key as never, values as never));
}

export function faultWords(t: Words, code: string): string {
  return t(`wizard:fault.${among(FAULTS, code)}`);
}

export function suggestionWords(t: Words, code: string): string {
  return t(`wizard:suggestion.${among(SUGGESTIONS, code)}`);
}

export function repairWords(t: Words, code: string): string {
  return t(`wizard:repair.${among(REPAIRS, code)}`);
}

export function lineWords(t: Words, state: string): string {
  return t(`wizard:line.${among(LINES, state)}`);
}

export function carrierWords(t: Words, carrier: string): string {
  const known = CARRIERS.find((each) => each === carrier);
  return known === undefined ? carrier : t(`states:carrier.${known}`);
}

/** Values for people: codes become words, counts get their separators, minutes their seconds off. */
function shown(t: Words, params: Readonly<Record<string, string>>): Record<string, string> {
  const words: Record<string, string> = {};
  for (const [name, value] of Object.entries(params)) words[name] = shownValue(t, name, value);
  return words;
}

function shownValue(t: Words, name: string, value: string): string {
  switch (name) {
    case "carrier":
      return carrierWords(t, value);
    case "line":
      return lineWords(t, value);
    case "lack":
      return t(`wizard:lackOf.${among(LACKS, value)}`);
    case "ahead":
      return t(`wizard:ahead.${among(AHEADS, value)}`);
    case "until":
      return value.slice(0, 16);
    case "people":
    case "parts":
    case "billed":
      return /^\d+$/.test(value) ? formatCount(Number(value)) : value;
    default:
      return value;
  }
}

/** Where in the text a mistake stands, as line and character from 1; null when it is of the whole. */
export function placeIn(mistake: Mistake): { line: number; character: number } | null {
  const line = Number(mistake.params.text_line ?? mistake.line ?? Number.NaN);
  const character = Number(mistake.params.text_character ?? mistake.column ?? Number.NaN);
  return Number.isInteger(line) && Number.isInteger(character) ? { line, character } : null;
}
