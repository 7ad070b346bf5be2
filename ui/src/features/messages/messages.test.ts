import { afterEach, expect, test } from "vitest";
import { i18n, setLanguage } from "../../i18n";
import { isFiltered, MESSAGE_FILTER, messagesAddress, messagesOf } from "./filter";
import { partAt } from "./SegmentedText";
import { AHEADS, LACKS, LINES, WHY_CODES, whyInWords } from "./why";

const ask = { mode: "real", whole: false, language: "zh-CN" } as const;

afterEach(() => setLanguage("zh-CN"));

test("every filter of the address reaches the engine", () => {
  const filter = { ...MESSAGE_FILTER, task: "12", number: " 13812345678 ", state: "failed,rejected", class: "NUM", code: "MK:0001", carrier: "CMCC", channel: "1", from: "2026-02-27", to: "2026-02-28", world: "real" };
  expect(messagesOf(filter, ask)).toEqual({
    task: "12",
    number: "13812345678",
    states: ["failed", "rejected"],
    classes: ["NUM"],
    code: "MK:0001",
    carrier: "CMCC",
    channel: "1",
    from: "2026-02-27 00:00:00",
    to: "2026-03-01 00:00:00",
    sandbox: false,
    before: null,
    limit: 100,
    whole: false,
    language: "zh-CN",
  });
});

test("what is no value of a filter narrows nothing", () => {
  const filter = { ...MESSAGE_FILTER, state: "nonsense", carrier: "?", from: "yesterday", to: "2026-02-30x" };
  expect(messagesOf(filter, ask)).toMatchObject({ states: [], carrier: null, from: null, to: null });
});

test("the world is the one that the operator works in, but a task shows in its own", () => {
  expect(messagesOf(MESSAGE_FILTER, { ...ask, mode: "practice" }).sandbox).toBe(true);
  expect(messagesOf({ ...MESSAGE_FILTER, task: "12" }, ask).sandbox).toBeNull();
});

test("the open row is no filter", () => {
  expect(isFiltered({ ...MESSAGE_FILTER, message: "901" })).toBe(false);
  expect(isFiltered({ ...MESSAGE_FILTER, code: "MK:0001" })).toBe(true);
});

test("an address holds only what was chosen, and survives odd characters", () => {
  expect(messagesAddress({})).toBe("/messages");
  const address = messagesAddress({ task: "12", code: "MB:1041&x=1", class: "" });
  expect(Object.fromEntries(new URLSearchParams(address.split("?")[1]))).toEqual({ task: "12", code: "MB:1041&x=1" });
});

test("a text parts at its seams; seams outside of it part nothing", () => {
  expect(partAt("abcdef", [2, 4])).toEqual(["ab", "cd", "ef"]);
  expect(partAt("abc", [0, 3, 9])).toEqual(["abc"]);
});

test.each(["zh-CN", "en"] as const)("every reason has words in %s, down to its codes", async (language) => {
  await setLanguage(language);
  const words = {
    words: (key: string, params: Record<string, string> = {}) => String(i18n.t(`insights:${key}` as never, params)),
    carrier: (carrier: string) => String(i18n.t(`states:carrier.${carrier}` as never)),
  };
  const params = { carrier: "CMCC", prefix: "138", channel: "线路甲", than: "线路乙", until: "2026-03-02 08:00", lack: "real", ahead: "price", line: "backing_off" };
  const said = WHY_CODES.map((code) => whyInWords({ code, params }, words));
  for (const sentence of said) expect(sentence).not.toMatch(/\{\{|CMCC|why\.|backing_off|\bprice\b/);
  expect(new Set(said).size).toBe(WHY_CODES.length);
  const parts = [...LACKS.map((lack) => `why.lack.${lack}`), ...AHEADS.map((ahead) => `why.ahead.${ahead}`), ...LINES.map((line) => `why.line.${line}`)];
  for (const key of parts) expect(words.words(key)).not.toContain("why.");
  expect(whyInWords({ code: "moon_phase", params: {} }, words)).toBe(words.words("why.other"));
});
