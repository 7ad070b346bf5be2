import type { Business, SaveTemplate, Template } from "../../api/generated";

export const BUSINESSES = ["notice", "marketing", "verification", "emergency"] as const satisfies readonly Business[];

/** What of the templates stands in the address; `template` is an id or {@link NEW_TEMPLATE}. */
export const TEMPLATE_STATE = { search: "", business: "", template: "", example: "" };
export const NEW_TEMPLATE = "new";

export const EXAMPLES = ["postal", "government", "bank", "logistics"] as const;
export type Example = (typeof EXAMPLES)[number];

/** What a person fills in. */
export type Form = Pick<SaveTemplate, "name" | "business" | "signature" | "text" | "note">;

export const EMPTY_FORM: Form = { name: "", business: "notice", signature: "", text: "", note: "" };

export function formOf({ name, business, signature, text, note }: Template): Form {
  return { name, business, signature, text, note };
}

export function isSame(one: Form, other: Form): boolean {
  return (Object.keys(EMPTY_FORM) as (keyof Form)[]).every((key) => one[key] === other[key]);
}

/** A value for every variable without a default: its own name, which is what the engine counts with, too. */
export function sampleValues(text: string): Record<string, string> {
  const names = [...text.replaceAll("{{", "").replaceAll("}}", "").matchAll(/\{([^{}|]+)\}/g)].map((found) => (found[1] ?? "").trim());
  return Object.fromEntries(names.filter((name) => name !== "").map((name) => [name, name]));
}

/** Puts `{name}` in place of what is selected. */
export function inserted(text: string, name: string, from: number, to: number): { text: string; cursor: number } {
  const words = `{${name}}`;
  return { text: text.slice(0, from) + words + text.slice(to), cursor: from + words.length };
}
