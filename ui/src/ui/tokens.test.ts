import { describe, expect, test } from "vitest";
import css from "./tokens.css?raw";

const THEMES = ["light", "dark", "contrast"] as const;
const TONES = ["info", "good", "warn", "bad", "idle"];
const CHANNELS = ["sms", "video", "rcs", "card", "flash"];
const TEXTS = ["text", "text-quiet", "brand", ...TONES, ...CHANNELS];
const SURFACES = ["background", "raised", "sunken", "floating", "hover", "selected"];

/** Every text on every surface it can stand on. */
const PAIRS: (readonly [string, string])[] = [
  ...TEXTS.flatMap((text) => SURFACES.map((surface) => [text, surface] as const)),
  ...[...TONES, ...CHANNELS].flatMap((hue) => [[hue, `${hue}-soft`] as const, ["text", `${hue}-soft`] as const, ["text-quiet", `${hue}-soft`] as const]),
  ["brand", "warn-soft"], // a link in a banner
  ["brand", "info-soft"],
  ["brand", "idle-soft"],
  ["text", "brand-soft"],
  ["brand", "brand-soft"],
  ["on-brand", "brand"],
  ["on-brand", "brand-hover"],
  ["on-brand", "brand-press"],
  ["on-danger", "danger"],
  ["on-danger", "danger-hover"],
  ["on-practice", "practice"],
  ["on-practice", "practice-stripe"],
  ["on-selected", "selected"],
  ["on-tooltip", "tooltip"],
  ["field-placeholder", "field-surface"],
  ["screen-ink", "screen"],
  ["screen-ink", "screen-grey"],
  ["screen-ink", "handset-silver"],
  ["screen-quiet", "screen"],
  ["screen-ink", "bubble-them"],
  ["screen-ink", "bubble-sky"],
  ["screen-ink", "bubble-mint"],
  ["screen", "bubble-blue"],
  ["screen", "bubble-green"],
  ["bubble-blue", "screen-grey"],
  ["seam", "bubble-them"],
  ["seam", "screen"],
];

/** Lines and marks without which a control or a series cannot be seen: WCAG 2.2 wants 3. */
const MARKS: (readonly [string, string])[] = [
  ...["background", "raised", "floating"].map((surface) => ["focus", surface] as const),
  ["field-line", "field-surface"],
  ["button-line", "button-surface"],
  ...[1, 2, 3, 4, 5, 6].map((place) => [`chart-${place}`, "raised"] as const),
];

describe.each(THEMES)("the %s theme", (theme) => {
  const value = themed(theme);
  const leastOf = theme === "contrast" ? 7 : 4.5;

  test.each(PAIRS)("shows %s on %s", (front, back) => {
    const isHandset = value(back).startsWith("#") && !isThemed(back);
    expect(contrast(value(front), value(back))).toBeGreaterThanOrEqual(isHandset ? 4.5 : leastOf);
  });

  test.each(MARKS)("draws %s on %s", (front, back) => {
    expect(contrast(value(front), value(back))).toBeGreaterThanOrEqual(3);
  });

  test("tells its six series apart", () => {
    expect(new Set([1, 2, 3, 4, 5, 6].map((place) => value(`chart-${place}`))).size).toBe(6);
  });

  test("tells what floats from the page by line or surface", () => {
    expect(value("line")).not.toBe(value("floating"));
  });
});

test("no piece holds a colour of its own", () => {
  const sheets = import.meta.glob<string>(["../**/*.css", "!./tokens.css"], { query: "?raw", import: "default", eager: true });
  const raw = /#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(/i;
  expect(Object.keys(sheets).length).toBeGreaterThan(20);
  const faults = Object.entries(sheets).filter(([, sheet]) => raw.test(sheet.replace(/\/\*[^]*?\*\//g, "")));
  expect(faults.map(([path]) => path)).toEqual([]);
});

test("every token that a piece names exists", () => {
  const sheets = import.meta.glob<string>("./**/*.css", { query: "?raw", import: "default", eager: true });
  const all = Object.values(sheets).join("\n");
  const known = new Set([...all.matchAll(/--([\w-]+)\s*:/g)].map(([, name]) => name));
  const given = ["trigger-width", "columns", "min-width"]; // by React Aria and by the table itself
  const named = [...all.matchAll(/var\(--([\w-]+)/g)].map(([, name]) => name ?? "");
  expect([...new Set(named)].filter((name) => !known.has(name) && !given.includes(name))).toEqual([]);
});

test("the measure is right at its ends", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21);
  expect(contrast("#777777", "#777777")).toBeCloseTo(1);
});

function blocks(): { selector: string; body: string }[] {
  return [...css.replace(/\/\*[^]*?\*\//g, "").matchAll(/([^{}]+)\{([^}]*)\}/g)].map(([, selector, body]) => ({ selector: selector ?? "", body: body ?? "" }));
}

/** Whether a token changes with the theme, by itself or through what it names. */
function isThemed(token: string): boolean {
  const inTheme = blocks().some(({ selector, body }) => selector.includes("data-theme") && body.includes(`--${token}:`));
  if (inTheme) return true;
  const named = new RegExp(`--${token}:\\s*var\\(--([\\w-]+)\\)`).exec(css)?.[1];
  return named !== undefined && isThemed(named);
}

/** Resolves a token of one theme through var() to its raw colour. */
function themed(name: string): (token: string) => string {
  const found = new Map<string, string>();
  for (const { selector, body } of blocks()) {
    if (selector.includes("data-theme") && !selector.includes(`"${name}"`)) continue;
    for (const [, token, value] of body.matchAll(/--([\w-]+):\s*([^;]+);/g)) found.set(token ?? "", (value ?? "").trim());
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
