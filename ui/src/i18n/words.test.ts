import { expect, test } from "vitest";
import { ERROR_CODES, MISTAKE_CODES } from "../api/codes";
import { CallError, failure } from "../api/call";
import { i18n, setLanguage } from ".";
import { errorWords, mistakeWords } from "./errorWords";

type Words = { [key: string]: string | Words };

const chinese = byArea(import.meta.glob<{ default: Words }>("./zh-CN/*.ts", { eager: true }));
const english = byArea(import.meta.glob<{ default: Words }>("./en/*.ts", { eager: true }));

function byArea(files: Record<string, { default: Words }>): Map<string, Map<string, string>> {
  return new Map(Object.entries(files).map(([path, words]) => [path.replace(/^.*\/|\.ts$/g, ""), flat(words.default)]));
}

function flat(words: Words, under = ""): Map<string, string> {
  const found = new Map<string, string>();
  for (const [key, word] of Object.entries(words)) {
    if (typeof word === "string") found.set(under + key, word);
    else for (const [inner, text] of flat(word, `${under}${key}.`)) found.set(inner, text);
  }
  return found;
}

const keysOf = (words: Map<string, string> | undefined) => [...(words?.keys() ?? [])].filter((key) => !key.endsWith("_one")).sort();
const values = (text: string) => [...new Set([...text.matchAll(/\{\{\s*(\w+)/g)].map((found) => found[1]))].sort();

test("every area has the same words in both languages", () => {
  expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  for (const [area, words] of chinese) expect(keysOf(english.get(area)), area).toEqual(keysOf(words));
});

test("English holds no Chinese that was left over", () => {
  for (const [area, words] of english)
    for (const [key, text] of words) if (!NAMES.has(`${area}:${key}`)) expect(/\p{Script=Han}/u.test(text), `${area}:${key} ${text}`).toBe(false);
});

/** Words that are Chinese in every language, such as the words by which people opt out. */
const NAMES = new Set<string>();

test("a text takes the same values in both languages", () => {
  for (const [area, words] of chinese)
    for (const [key, text] of words) {
      const other = english.get(area)?.get(key);
      if (other !== undefined) expect(values(other), `${area}:${key}`).toEqual(values(text));
    }
});

test("a submitted message is never called a success", () => {
  for (const [area, words] of chinese) for (const [key, text] of words) if (/已提交/.test(text)) expect(text, `${area}:${key}`).not.toMatch(/提交成功|成功提交/);
});

test.each(["zh-CN", "en"] as const)("every code of the engine says cause, what was kept and what to do in %s", async (language) => {
  await setLanguage(language);
  for (const code of ERROR_CODES) {
    const words = errorWords(new CallError({ code, params: {}, mistakes: [], trace: "7" }, "x"));
    for (const part of ["cause", "kept", "next"] as const) expect(words[part], `${code}.${part}`).toMatch(/\S/);
    expect(words.cause, code).not.toBe(i18n.t("errors:other.cause", { code }));
    expect(words.code).toBe("7");
  }
  for (const code of MISTAKE_CODES) expect(mistakeWords({ code, field: "", line: null, column: null, params: {} }), code).not.toMatch(/^errors|\(.*_.*\)$/);
  await setLanguage("zh-CN");
});

test("no screen names a command of the command line", () => {
  for (const languages of [chinese, english])
    for (const [key, text] of languages.get("errors") ?? []) expect(text, key).not.toMatch(/hongyan [a-z]|--[a-z]/);
});

test("an unknown code still says what it is, and silence has its own words", () => {
  const words = errorWords(new CallError({ code: "from_the_future", params: {}, mistakes: [], trace: "" }, "x"));
  expect(words.cause).toContain("from_the_future");
  expect(words.code).toBeUndefined();
  expect(errorWords(failure(new TypeError("x"), "x")).cause).toBe("引擎没有应答");
});

test("values that are words of the engine are translated", () => {
  const error = new CallError({ code: "not_found", params: { what: "task", id: "7" }, mistakes: [], trace: "" }, "task");
  expect(errorWords(error).cause).toContain("任务");
  const transition = new CallError({ code: "task_transition", params: { state: "done" }, mistakes: [], trace: "" }, "task");
  expect(errorWords(transition).cause).toContain("已完成");
});
