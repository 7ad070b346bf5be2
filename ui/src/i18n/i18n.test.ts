import { expect, test } from "vitest";
import { LANGUAGES, words } from "./i18n";

test.each(LANGUAGES)("every word of %s is filled in", (language) => {
  for (const [key, text] of Object.entries(words[language])) expect(text.trim(), key).not.toBe("");
  expect(Object.keys(words[language]).sort()).toEqual(Object.keys(words["zh-CN"]).sort());
});

test("English holds no Chinese left over", () => {
  expect(Object.entries(words.en).filter(([, text]) => /\p{Script=Han}/u.test(text))).toEqual([]);
});
