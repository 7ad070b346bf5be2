/** What is known of somebody, beside the number. */
export interface Known {
  name: string;
  fields: Readonly<Record<string, string>>;
}

/** A thing that two rows say differently. `field` is null for the name. */
export interface Difference {
  field: string | null;
  left: string;
  right: string;
}

export type Pick = "left" | "right";

/** Where two rows differ, the name first. */
export function differences(left: Known, right: Known): Difference[] {
  const fields = [...new Set([...Object.keys(left.fields), ...Object.keys(right.fields)])];
  const rows: Difference[] = [{ field: null, left: left.name, right: right.name }, ...fields.map((field) => ({ field, left: left.fields[field] ?? "", right: right.fields[field] ?? "" }))];
  return rows.filter((row) => row.left.trim() !== row.right.trim());
}

/** Something is better than nothing; of two values the left one stays until a person says otherwise. */
export function firstPick(difference: Difference): Pick {
  return difference.left.trim() === "" ? "right" : "left";
}

/** One of two, as chosen. */
export function merged(left: Known, right: Known, picks: ReadonlyMap<string | null, Pick>): { name: string; fields: Record<string, string> } {
  let { name } = left;
  const fields: Record<string, string> = { ...right.fields, ...left.fields };
  for (const difference of differences(left, right)) {
    const value = difference[picks.get(difference.field) ?? firstPick(difference)];
    if (difference.field === null) name = value;
    else if (value.trim() === "") delete fields[difference.field];
    else fields[difference.field] = value;
  }
  return { name, fields };
}
