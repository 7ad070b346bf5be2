import type { TFunction } from "i18next";
import type wizard from "../../i18n/zh-CN/wizard";

type Fault = keyof (typeof wizard)["fault"];
type Suggestion = keyof (typeof wizard)["suggestion"];

/** Kinds of findings, the frequent ones first. */
export const FAULTS = [
  "too_short",
  "too_long",
  "not_digits",
  "precision_lost",
  "empty",
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
] as const satisfies readonly Fault[];
const SUGGESTIONS = ["fill_in", "export_as_text", "add_leading_one", "take_found_number", "check_digits", "use_mobile_number", "recalculate_and_save", "left_out", "shorten", "check_quotes"] as const satisfies readonly Suggestion[];

export type Words = TFunction<["people", "wizard"]>;

export function faultWords(t: Words, code: string): string {
  return t(`wizard:fault.${FAULTS.find((known) => known === code) ?? "other"}`);
}

export function suggestionWords(t: Words, code: string): string {
  return t(`wizard:suggestion.${SUGGESTIONS.find((known) => known === code) ?? "other"}`);
}
