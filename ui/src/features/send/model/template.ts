/** A variable in a text: `{name}` or `{name|default}`. Doubled braces are braces. */
export interface Variable {
  name: string;
  fallback: string | null;
  /** Where its brace stands, in UTF-16 units. */
  at: number;
}

type Piece = { literal: string } | Variable;

/** The same reading as the engine's, for what must not wait for it: marks, insertion, the text of a test. */
export function pieces(text: string): Piece[] {
  const found: Piece[] = [];
  const literal = (words: string) => {
    const last = found.at(-1);
    if (last && "literal" in last) last.literal += words;
    else found.push({ literal: words });
  };
  let at = 0;
  while (at < text.length) {
    const sign = text[at] ?? "";
    if ((sign === "{" || sign === "}") && text[at + 1] === sign) {
      literal(sign);
      at += 2;
      continue;
    }
    const variable = sign === "{" ? variableAt(text, at) : null;
    if (variable) {
      found.push({ name: variable.name, fallback: variable.fallback, at });
      at = variable.end;
      continue;
    }
    literal(sign);
    at += 1;
  }
  return found;
}

function variableAt(text: string, at: number): { name: string; fallback: string | null; end: number } | null {
  const inside = /^[^{}]*/.exec(text.slice(at + 1))?.[0] ?? "";
  if (text[at + 1 + inside.length] !== "}") return null;
  const bar = inside.indexOf("|");
  const name = (bar < 0 ? inside : inside.slice(0, bar)).trim();
  if (name === "") return null;
  return { name, fallback: bar < 0 ? null : inside.slice(bar + 1), end: at + inside.length + 2 };
}

export function variablesOf(text: string): Variable[] {
  return pieces(text).filter((piece) => "name" in piece);
}

/** Names that nobody's row can fill: not a column, and without a default. */
export function unknownVariables(text: string, columns: readonly string[]): string[] {
  const unknown = variablesOf(text).filter((variable) => variable.fallback === null && !columns.includes(variable.name));
  return [...new Set(unknown.map((variable) => variable.name))];
}

/** The text with one person's values; a variable without value and default stays as written. */
export function rendered(text: string, values: Readonly<Record<string, string>>): string {
  return pieces(text)
    .map((piece) => {
      if ("literal" in piece) return piece.literal;
      const value = values[piece.name]?.trim() ? values[piece.name] : piece.fallback;
      return value ?? `{${piece.name}}`;
    })
    .join("");
}

/** Puts `{name}` where the cursor stands, in place of what is selected. */
export function inserted(text: string, name: string, from: number, to: number): { text: string; cursor: number } {
  const [start, end] = [clamp(Math.min(from, to), text), clamp(Math.max(from, to), text)];
  const words = `{${name}}`;
  return { text: text.slice(0, start) + words + text.slice(end), cursor: start + words.length };
}

function clamp(at: number, text: string): number {
  return Math.max(0, Math.min(at, text.length));
}

/** Where line and character (both from 1) stand in a text, in UTF-16 units; the end when they are beyond it. */
export function placeOf(text: string, line: number, character: number): number {
  let at = 0;
  for (let passed = 1; passed < line; passed += 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return text.length;
    at = next + 1;
  }
  const rest = [...text.slice(at)].slice(0, Math.max(0, character - 1)).join("");
  return at + rest.length;
}

/** The text with another name for a variable; its default stays. */
export function renamed(text: string, from: string, to: string): string {
  return text.replace(/\{\{|\{([^{}|]*)(\|[^{}]*)?\}/g, (whole, name: string | undefined, fallback: string | undefined) =>
    name?.trim() === from ? `{${to}${fallback ?? ""}}` : whole,
  );
}
