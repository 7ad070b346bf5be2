import { beforeAll, expect, test } from "vitest";
import { best, loadPinyin, numberIn, type Pinyin, rank } from "./match";

let pinyin: Pinyin;
beforeAll(async () => {
  pinyin = await loadPinyin();
});

const PLACES = ["工作台", "新建发送", "发送任务", "发送明细", "通讯录", "短信模板", "通道", "黑名单与退订"];

test.each([
  ["fsrw", "发送任务"],
  ["fasongrenwu", "发送任务"],
  ["fasongm", "发送明细"],
  ["任务", "发送任务"],
  ["td", "通道"],
  ["hmd", "黑名单与退订"],
  ["xjfs", "新建发送"],
  ["GZT", "工作台"],
  ["tx lu", "通讯录"],
])("%s finds %s first", (typed, found) => {
  expect(best(PLACES, typed, (name) => [name], pinyin, 5)[0]).toBe(found);
});

test("words go before pinyin, beginnings before middles", () => {
  expect(rank(["td test"], "td", pinyin)).toBe(0);
  expect(rank(["a td"], "td", pinyin)).toBe(1);
  expect(rank(["通道"], "td", pinyin)).toBe(2);
  expect(rank(["新建通道"], "td", pinyin)).toBe(3);
  expect(rank(["工作台"], "td", pinyin)).toBeNull();
});

test("a thing answers to each of its names", () => {
  expect(rank(["Tasks", "发送任务"], "fsrw", pinyin)).toBe(2);
  expect(rank(["Tasks", "发送任务"], "tas", pinyin)).toBe(0);
});

test("words are found before the tables of pronunciations are there", () => {
  expect(rank(["发送任务"], "任务", null)).toBe(1);
  expect(rank(["发送任务"], "fsrw", null)).toBeNull();
});

test.each([
  ["13812345678", "13812345678"],
  [" 138 1234 5678 ", "13812345678"],
  ["+86 138-1234-5678", "13812345678"],
  ["0086-13812345678", "13812345678"],
  ["８６１３８１２３４５６７８", "13812345678"],
  ["1381234567", null],
  ["8613812345", null],
  ["23812345678", null],
])("%s is the number %s", (text, number) => expect(numberIn(text)).toBe(number));
