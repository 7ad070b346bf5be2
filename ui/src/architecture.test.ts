import { expect, test } from "vitest";
import { homelessPages } from "./app/places";
import { TOUR_ANCHORS } from "./app/tour-anchors";

/** Every source of the user interface as text, by its path below `src/`. */
const SOURCES = new Map(
  Object.entries(import.meta.glob<string>(["./**/*.ts", "./**/*.tsx"], { query: "?raw", import: "default", eager: true })).map(([path, text]) => [path.slice(2), text]),
);
const STYLES = new Map(
  Object.entries(import.meta.glob<string>("./**/*.css", { query: "?raw", import: "default", eager: true })).map(([path, text]) => [path.slice(2), text]),
);

/** Who may import what: pages compose features; features stand on the hooks, the words and the pieces, never on each other. */
const FLOORS: Record<string, readonly string[]> = {
  app: ["app", "features", "api", "i18n", "ui", "pages"],
  pages: ["pages", "features", "api", "i18n", "ui"],
  features: ["api", "i18n", "ui"],
  // The words follow the codes, and the hooks say in words what nobody else can.
  i18n: ["i18n", "api"],
  api: ["api", "i18n"],
  ui: ["ui", "i18n"],
};

/** Type-only imports leave nothing behind in the program. */
const IMPORT = /(?:^|\n)\s*(?:import|export)\s+(?!type\b)(?:[^"';]*?\sfrom\s+)?["']([^"']+)["']|import\(\s*["']([^"']+)["']\s*\)/g;

const isTest = (path: string) => /\.test\.tsx?$|^testing\//.test(path);

function importsOf(path: string, text: string): string[] {
  const found = [...text.matchAll(IMPORT)].map((match) => match[1] ?? match[2] ?? "");
  return found.map((target) => (target.startsWith(".") ? resolve(path, target) : target));
}

function resolve(path: string, target: string): string {
  const parts = path.split("/").slice(0, -1);
  for (const part of target.split("/")) {
    if (part === "..") parts.pop();
    else if (part !== ".") parts.push(part);
  }
  return parts.join("/");
}

/** Parts of sources that break a rule, one line each. */
function faults(rule: (path: string, text: string) => string[]): string[] {
  return [...SOURCES].flatMap(([path, text]) => rule(path, text).map((fault) => `${path}: ${fault}`));
}

test("there is something to look at", () => {
  expect(SOURCES.size).toBeGreaterThan(100);
  expect(STYLES.size).toBeGreaterThan(20);
  expect(importsOf("features/a/B.tsx", 'import { x } from "../../api/call";\nimport type { Y } from "../c";\nimport "./B.css";')).toEqual(["api/call", "features/a/B.css"]);
});

test("imports go from pages over features down to hooks, words and pieces", () => {
  const wrong = faults((path, text) => {
    const floor = path.split("/")[0] ?? "";
    const allowed = FLOORS[floor];
    if (isTest(path) || allowed === undefined) return [];
    return importsOf(path, text).filter((target) => {
      const [other, feature] = target.split("/");
      if (other === undefined || FLOORS[other] === undefined || !SOURCES.has(path)) return false;
      if (floor === "features" && other === "features") return feature !== path.split("/")[1];
      return !allowed.includes(other);
    });
  });
  expect(wrong).toEqual([]);
});

test("features are entered by their door, the kit by its index", () => {
  const wrong = faults((path, text) => {
    if (isTest(path)) return [];
    return importsOf(path, text).filter((target) => {
      const [floor, ...rest] = target.split("/");
      if (floor === "ui" && !path.startsWith("ui/")) return rest.length > 0 && !target.endsWith(".css");
      if (floor === "features" && !path.startsWith("features/")) return rest.length > 1;
      return false;
    });
  });
  expect(wrong).toEqual([]);
});

test("only the transports know the window", () => {
  const wrong = faults((path, text) => (path.startsWith("api/transport/") || path === "api/files.ts" ? [] : importsOf(path, text).filter((target) => target.startsWith("@tauri-apps/"))));
  expect(wrong).toEqual([]);
});

test("what people read stands in the words, in both languages", () => {
  const wrong = faults((path, text) => {
    if (path.startsWith("i18n/") || isTest(path)) return [];
    return text.split("\n").flatMap((line, at) => (/\p{Script=Han}/u.test(withoutComment(line)) ? [`${at + 1}: ${line.trim()}`] : []));
  });
  expect(wrong.filter((fault) => !COMPARED.some((place) => fault.startsWith(place)))).toEqual([]);
});

/** Sources that hold Chinese which nobody reads: names of fonts and what people's own texts are compared with. */
const COMPARED: readonly string[] = [];

function withoutComment(line: string): string {
  return line.replace(/\/\/.*$|\/\*.*?\*\/|^\s*(\/\*\*|\*).*$/g, "");
}

test("colours have names, and the names stand in the tokens", () => {
  const raw = /#[0-9a-f]{3,8}\b|\b(?:rgb|rgba|hsl|hsla|oklch|lab)\(/i;
  const inStyles = [...STYLES].filter(([path]) => path !== "ui/tokens.css").flatMap(([path, text]) => lines(text, raw).map((line) => `${path}: ${line}`));
  const inCode = faults((path, text) => (isTest(path) || !/\.tsx?$/.test(path) ? [] : lines(text, /["'`]#[0-9a-f]{3,8}["'`]|\b(?:rgb|rgba|hsl|hsla|oklch)\(\s*\d/i)));
  expect([...inStyles, ...inCode]).toEqual([]);
});

function lines(text: string, wanted: RegExp): string[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, "");
  return code.split("\n").filter((line) => wanted.test(withoutComment(line))).map((line) => line.trim());
}

test("nothing is unfinished, and nothing goes around the types", () => {
  const marks = [/\bas any\b/, /:\s*any\b/, /\bas unknown as\b/, /@ts-(?:ignore|nocheck|expect-error)/, /\bconsole\.(?:log|debug)\(/, /dangerouslySetInnerHTML/, /\beval\(/];
  const wrong = faults((path, text) => (path === "architecture.test.ts" ? [] : marks.flatMap((mark) => lines(text, mark))));
  expect(wrong).toEqual([]);
});

test("every page has a place", () => {
  expect(homelessPages()).toEqual([]);
});

test("the tour points at controls that it knows", () => {
  const known = new Set<string>(TOUR_ANCHORS);
  const marked = faults((_, text) => [...text.matchAll(/data-tour="([\w-]+)"/g)].map((match) => match[1] ?? "").filter((anchor) => !known.has(anchor)));
  expect(marked).toEqual([]);
});
