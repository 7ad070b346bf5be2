/** Chosen rows by key; with `all` everything the filter shows is chosen and `keys` are the exceptions. */
export interface Selection {
  all: boolean;
  keys: ReadonlySet<string>;
}

export const NOTHING: Selection = { all: false, keys: new Set() };
export const EVERYTHING: Selection = { all: true, keys: new Set() };

export function isSelected(selection: Selection, key: string): boolean {
  return selection.keys.has(key) !== selection.all;
}

export function withRow(selection: Selection, key: string, chosen: boolean): Selection {
  const keys = new Set(selection.keys);
  if (chosen === selection.all) keys.delete(key);
  else keys.add(key);
  return { all: selection.all, keys };
}

export function withRows(selection: Selection, keys: readonly string[], chosen: boolean): Selection {
  return keys.reduce((next, key) => withRow(next, key, chosen), selection);
}

/** How many rows are chosen of `total`. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.all ? Math.max(0, total - selection.keys.size) : selection.keys.size;
}
