/** Says which characters of a Chinese text a row of letters spells, by initials or in full. */
export type Pinyin = (text: string, letters: string) => readonly number[] | null;

/** The tables of pronunciations are large and only wanted here. */
export async function loadPinyin(): Promise<Pinyin> {
  const { match } = await import("pinyin-pro");
  return (text, letters) => match(text, letters, { continuous: true, precision: "start" });
}

/**
 * How well something answers to what was typed, the less the better; null when not at all. Words themselves go before
 * their pinyin, beginnings before middles.
 */
export function rank(names: readonly string[], typed: string, pinyin: Pinyin | null): number | null {
  const text = plain(typed);
  if (text === "") return 0;
  const ranks = names.map((name) => rankOne(name, text, pinyin)).filter((found) => found !== null);
  return ranks.length === 0 ? null : Math.min(...ranks);
}

function rankOne(name: string, text: string, pinyin: Pinyin | null): number | null {
  const at = plain(name).indexOf(text);
  if (at >= 0) return at === 0 ? 0 : 1;
  const spelt = pinyin !== null && /^[a-z]+$/.test(text) ? pinyin(name, text) : null;
  const first = spelt?.[0];
  if (first === undefined) return null;
  return first === 0 ? 2 : 3;
}

function plain(text: string): string {
  return text.toLowerCase().replace(/\s+/g, "");
}

/** The best first; those that rank alike keep their order. */
export function best<T>(things: readonly T[], typed: string, namesOf: (thing: T) => readonly string[], pinyin: Pinyin | null, limit: number): T[] {
  return things
    .map((thing) => ({ thing, rank: rank(namesOf(thing), typed, pinyin) }))
    .filter((found): found is { thing: T; rank: number } => found.rank !== null)
    .sort((a, b) => a.rank - b.rank)
    .slice(0, limit)
    .map(({ thing }) => thing);
}

/** A mobile number in whatever way it was copied: "+86 138-1234-5678" → "13812345678". */
export function numberIn(text: string): string | null {
  const digits = text.normalize("NFKC").replace(/[\s\-().]/g, "").replace(/^(\+|00)?86(?=1\d{10}$)/, "");
  return /^1\d{10}$/.test(digits) ? digits : null;
}
