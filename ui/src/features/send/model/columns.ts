import type { ImportDone, InspectedList, ListColumn } from "../../../api/generated";

/** Words of the engine for what a column means, beside names of fields. */
export const NUMBER_FIELD = "phone";
export const NAME_FIELD = "name";
export const IGNORED_FIELD = "-";

export type ColumnRole = ListColumn["role"];

/** Names that a text can use: fields, and the name under its header. */
export function variablesIn(list: InspectedList): string[] {
  const names = list.columns.map((column) => (column.role === "field" ? column.field || column.header : column.role === "name" ? column.header : ""));
  return [...new Set(names.filter((name) => name !== ""))];
}

/** What to tell the engine so that `column` means `role`; only one column can be the number. */
export function remapped(given: readonly [string, string][], column: ListColumn, role: ColumnRole): [string, string][] {
  const field = { number: NUMBER_FIELD, name: NAME_FIELD, field: column.header, ignored: IGNORED_FIELD }[role];
  const isSingle = role === "number" || role === "name";
  const others = given.filter(([name, meaning]) => name !== column.column && !(isSingle && meaning === field));
  return [...others, [column.column, field]];
}

/** How sure a guess is, in three steps: figures of percent tell a clerk nothing. */
export function sureness(column: ListColumn): "sure" | "likely" | "unsure" {
  if (column.confidence >= 80) return "sure";
  return column.confidence >= 50 ? "likely" : "unsure";
}

export const CARDS = ["valid", "repaired", "duplicates", "malformed", "blacklisted", "opted_out", "dead_number", "missing"] as const;
export type Card = (typeof CARDS)[number];

/** Kinds of findings that take nobody out of the list by being malformed. */
const NOT_MALFORMED: readonly string[] = ["duplicate", "value_cut", "columns_ignored"];

/** Faults of malformed rows with their counts, the most frequent first. */
export function malformedBy(done: ImportDone): [string, number][] {
  return Object.entries(done.faults)
    .filter(([code, count]) => !NOT_MALFORMED.includes(code) && count > 0)
    .sort(([, a], [, b]) => b - a);
}

/** The figures of the check-up. `missing` is known once there is a text. */
export function cardCounts(done: ImportDone, missing: number | null): Record<Card, number | null> {
  const { blacklisted = 0, opted_out = 0, dead_number = 0 } = done.blocked;
  return {
    valid: Math.max(0, done.people - blacklisted - opted_out - dead_number),
    repaired: done.rows_repaired,
    duplicates: done.duplicates,
    malformed: done.rows_failed,
    blacklisted,
    opted_out,
    dead_number,
    missing,
  };
}

/** "B18" as row and column. */
export function cellOf(cell: string): { column: string; row: string } {
  const found = /^([A-Za-z]+)(\d+)$/.exec(cell);
  return { column: found?.[1] ?? "", row: found?.[2] ?? cell };
}
