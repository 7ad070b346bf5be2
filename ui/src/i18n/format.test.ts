import { afterEach, expect, test } from "vitest";
import { setLanguage } from ".";
import { chinaTime, formatCount, formatDuration, formatMoney, formatPercent, formatPhone, formatPrice, formatSize, formatTime, fromChinaTime } from "./format";

afterEach(() => setLanguage("zh-CN"));

test.each([
  ["391.520", "¥391.52"],
  ["0", "¥0.00"],
  ["0.005", "¥0.01"],
  ["0.004", "¥0.00"],
  ["1234567.1", "¥1,234,567.10"],
  ["99.995", "¥100.00"],
  ["-12.345", "-¥12.35"],
  ["90071992547409931.999", "¥90,071,992,547,409,932.00"],
  ["free", "free"],
])("%s yuan is %s", (yuan, shown) => expect(formatMoney(yuan)).toBe(shown));

test("numbers have thousands, phones have groups", () => {
  expect(formatCount(1234567)).toBe("1,234,567");
  expect(formatPhone("13812345678")).toBe("138 1234 5678");
  expect(formatPhone("138****5678")).toBe("138****5678");
});

test("times leave out what is known", () => {
  const now = fromChinaTime("2026-03-01 12:00:00");
  const time = "2026-03-01 09:30:05";
  expect(formatTime(time)).toBe("2026-03-01 09:30");
  expect(formatTime(time, "second")).toBe(time);
  expect(formatTime(time, "short", now)).toBe("09:30");
  expect(formatTime("2026-02-28 09:30:05", "short", now)).toBe("02-28 09:30");
  expect(formatTime("2025-12-31 09:30:05", "short", now)).toBe("2025-12-31 09:30");
  expect(formatTime(null)).toBe("–");
});

test("a moment is China's time wherever this computer stands", () => {
  const at = new Date("2026-02-28T16:30:00Z");
  expect(chinaTime(at)).toBe("2026-03-01 00:30:00");
  expect(fromChinaTime(chinaTime(at))).toEqual(at);
});

test.each([
  [0, "0秒", "0 sec"],
  [59.6, "1分钟", "1 min"],
  [3_905, "1小时5分钟", "1 hr 5 min"],
  [90_000, "1天1小时", "1 day 1 hr"],
])("%d seconds", async (seconds, zh, en) => {
  expect(formatDuration(seconds)).toBe(zh);
  await setLanguage("en");
  expect(formatDuration(seconds)).toBe(en);
});

test("less than all is never 100 %", () => {
  expect(formatPercent(1)).toBe("100%");
  expect(formatPercent(0.9999)).toBe("99.9%");
  expect(formatPercent(0.5)).toBe("50%");
});

test("sizes", () => {
  expect(formatSize(0)).toMatch(/^0/);
  expect(formatSize(1_572_864)).toMatch(/^1\.5/);
  expect(formatSize(300 * 1_048_576)).toMatch(/^300/);
});

test("a price keeps its tenths of a fen", () => {
  expect(["0.045", "0.1", "0.100", "12", "0.0450"].map(formatPrice)).toEqual(["¥0.045", "¥0.10", "¥0.10", "¥12.00", "¥0.045"]);
  expect(formatPrice("x")).toBe("x");
});
