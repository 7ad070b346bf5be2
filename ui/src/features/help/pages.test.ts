import { expect, test } from "vitest";
import en from "../../i18n/en/help";
import zh from "../../i18n/zh-CN/help";
import { HELP_PAGES, matches, paragraphs } from "./pages";

test("every page is in the list, in both languages", () => {
  expect([...HELP_PAGES].sort()).toEqual(Object.keys(zh.pages).sort());
  expect(Object.keys(en.pages)).toEqual(Object.keys(zh.pages));
});

test("a page is found by its title, its words and its text, all of them at once", () => {
  const page = zh.pages.undo;
  expect(matches(page, "后悔")).toBe(true);
  expect(matches(page, "撤销 停止")).toBe(true);
  expect(matches(page, "撤销 备份")).toBe(false);
});

test("steps stand together, paragraphs alone", () => {
  expect(paragraphs("先看。\n1. 一\n2. 二\n完。")).toEqual([
    { steps: false, lines: ["先看。"] },
    { steps: true, lines: ["一", "二"] },
    { steps: false, lines: ["完。"] },
  ]);
});
