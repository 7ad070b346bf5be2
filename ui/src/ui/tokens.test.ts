import { expect, test } from "vitest";
import css from "./tokens.css?raw";

/** Text on the surface it stands on. */
const PAIRS = [
  ["text", "background"],
  ["text", "raised"],
  ["text-quiet", "background"],
  ["text-quiet", "raised"],
  ["brand", "background"],
  ["brand", "raised"],
  ["on-brand", "brand"],
  ["on-selected", "selected"],
  ["good", "raised"],
  ["bad", "raised"],
] as const;

test.each(["light", "dark"])("every pair of the %s theme has a contrast of at least 4.5", (theme) => {
  const values = themed(theme);
  for (const [front, back] of PAIRS) {
    expect(contrast(values(front), values(back)), `${front} on ${back}`).toBeGreaterThanOrEqual(4.5);
  }
});

test("the measure is right at its ends", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#777777")).toBeCloseTo(1);
});

/** Resolves a token of one theme through var() to its raw colour. */
function themed(name: string): (token: string) => string {
  const found = new Map<string, string>();
  for (const [, selector, body] of css.matchAll(/([^{}]+)\{([^}]*)\}/g)) {
    const forTheme = selector?.includes("data-theme");
    if (forTheme && !selector?.includes(`"${name}"`)) continue;
    for (const [, token, value] of (body ?? "").matchAll(/--([\w-]+):\s*([^;]+);/g)) found.set(token ?? "", (value ?? "").trim());
  }
  const resolve = (token: string): string => {
    const value = found.get(token);
    if (value === undefined) throw new Error(`no token ${token} in ${name}`);
    const inner = /^var\(--([\w-]+)\)$/.exec(value)?.[1];
    return inner ? resolve(inner) : value;
  };
  return resolve;
}

/** WCAG 2.2 contrast of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
