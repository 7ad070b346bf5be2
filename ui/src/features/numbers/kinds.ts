const KINDS = ["mobile", "data", "mvno", "satellite", "emergency", "iot"] as const;

/** The kind of a segment that words exist for. */
export function knownKind(kind: string): (typeof KINDS)[number] | "unknown" {
  return KINDS.find((known) => known === kind) ?? "unknown";
}
