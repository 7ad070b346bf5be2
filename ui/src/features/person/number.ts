/**
 * A number as somebody typed or pasted it, without what is only dress: blanks, dashes, brackets, full width, +86.
 *
 * Whether it is a number the engine says; what is none of this stays as it was.
 */
export function plainNumber(text: string): string {
  const bare = text
    .normalize("NFKC")
    .replace(/[\s\-‐-―().·]/g, "")
    .replace(/^\+/, "");
  const digits = bare.replace(/^(0086|86|0)(?=1\d{10}$)/, "");
  return digits === "" ? text.trim() : digits;
}

/** The route needs something where the number stands; this is no number. */
export const NOBODY = "-";

export function personAddress(number: string): string {
  const plain = plainNumber(number);
  return `/person/${encodeURIComponent(plain === "" ? NOBODY : plain)}`;
}
