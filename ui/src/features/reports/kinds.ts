/** Kinds of kept files that have words; others are just files. */
export const FILE_KINDS = ["report", "export", "corrected", "backup"] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export function kindOf(kind: string): FileKind | "other" {
  return FILE_KINDS.find((known) => known === kind) ?? "other";
}
