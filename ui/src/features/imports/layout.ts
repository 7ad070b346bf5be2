import type { ListColumn, ListLayout } from "../../api/generated";

export const NO_LAYOUT: ListLayout = { sheet: null, header_row: null, columns: [], encoding: null, delimiter: null };

export const ROLES = ["number", "name", "field", "ignored"] as const satisfies readonly ListColumn["role"][];

/** What to tell the engine so that `column` means `role`; only one column can be the number or the name. */
export function remapped(given: readonly [string, string][], column: ListColumn, role: ListColumn["role"]): [string, string][] {
  const meaning = { number: "phone", name: "name", field: column.header, ignored: "-" }[role];
  const isSingle = role === "number" || role === "name";
  const others = given.filter(([name, other]) => name !== column.column && !(isSingle && other === meaning));
  return [...others, [column.column, meaning]];
}

/** How sure a guess is, in three steps: figures of percent tell a clerk nothing. */
export function sureness({ confidence }: ListColumn): "sure" | "likely" | "unsure" {
  if (confidence >= 80) return "sure";
  return confidence >= 50 ? "likely" : "unsure";
}

/** "B18" as row and column; null for what is no cell. */
export function cellOf(cell: string): { column: string; row: string } | null {
  const found = /^([A-Za-z]+)(\d+)$/.exec(cell);
  return found ? { column: found[1] ?? "", row: found[2] ?? "" } : null;
}
