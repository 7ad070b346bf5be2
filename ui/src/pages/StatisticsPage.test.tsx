import { cleanup, screen, waitFor, within } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { afterEach, beforeEach, expect, test } from "vitest";
import { setTransport } from "../api/call";
import type { Dimension, Statistics } from "../api/generated";
import { changeOf, drillOf, valueOf } from "../features/insights/figures";
import { STATISTICS_FILTER, statisticsOf } from "../features/insights/filter";
import { daysOf, periodBefore, periodOf, PRESETS } from "../features/insights/period";
import { distinct } from "../features/insights/StatisticsChart";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { statisticsRow } from "../testing/samples";
import { StatisticsPage } from "./StatisticsPage";

const person = userEvent.setup();
const open = (address = "/statistics") => renderAt(<StatisticsPage />, { address, path: "/statistics" });

function answer(rows = [statisticsRow(), statisticsRow({ key: "CTCC", submitted: 100, delivered: 50 })]): Statistics {
  return { rows, total: statisticsRow({ key: "", submitted: 1_000, delivered: 850 }), before: statisticsRow({ key: "", submitted: 500, delivered: 450 }), as_of: "2026-03-01 09:41:00" };
}

beforeEach(() => localStorage.clear());
afterEach(() => {
  cleanup();
  setTransport(undefined);
});

test("periods follow the calendar, over the ends of months and years", () => {
  expect(PRESETS.map((preset) => periodOf(preset, "2026-03-01"))).toEqual([
    { from: "2026-03-01", to: "2026-03-01" },
    { from: "2026-02-28", to: "2026-02-28" },
    { from: "2026-02-23", to: "2026-03-01" },
    { from: "2026-01-31", to: "2026-03-01" },
    { from: "2026-03-01", to: "2026-03-01" },
    { from: "2026-02-01", to: "2026-02-28" },
  ]);
  expect(periodOf("lastMonth", "2026-01-15")).toEqual({ from: "2025-12-01", to: "2025-12-31" });
  expect(periodBefore({ from: "2026-02-23", to: "2026-03-01" })).toEqual({ from: "2026-02-16", to: "2026-02-22" });
  expect(daysOf({ from: "2026-03-02", to: "2026-03-01" })).toBe(0);
});

test("the address becomes the question, and odd values ask for the usual", () => {
  expect(statisticsOf({ ...STATISTICS_FILTER, by: "carrier", preset: "custom", from: "2026-01-01", to: "2026-01-31", business: "notice", world: "practice" }, "real", "2026-03-01")).toEqual({
    from: "2026-01-01",
    to: "2026-01-31",
    by: "carrier",
    sandbox: true,
    carrier: null,
    channel: null,
    business: "notice",
  });
  expect(statisticsOf({ ...STATISTICS_FILTER, by: "moon", preset: "custom", from: "soon" }, "real", "2026-03-01")).toMatchObject({ by: "day", from: "2026-02-23", to: "2026-03-01", sandbox: false });
});

test("shares of nothing are no figures, and changes need something to compare with", () => {
  expect(valueOf(statisticsRow({ submitted: 0 }), "share")).toBeUndefined();
  expect(changeOf(1, 0)).toBeUndefined();
  expect(changeOf(75, 100)).toEqual({ direction: "down", share: 0.25 });
  expect(distinct(["a", "b", "a"])).toEqual(["a", "b", "a (2)"]);
});

test.each<[Dimension, string, string | undefined]>([
  ["day", "2026-03-01", "/messages?from=2026-03-01&to=2026-03-01&world=real&channel=1"],
  ["carrier", "CMCC", "/messages?from=2026-02-23&to=2026-03-01&world=real&channel=1&carrier=CMCC"],
  ["channel", "1", "/messages?from=2026-02-23&to=2026-03-01&world=real&channel=1"],
  ["channel", "", undefined],
  ["task", "12", "/messages?task=12&channel=1"],
  ["task", "*", undefined],
  ["operator", "zhang", undefined],
])("what is behind %s %s is %s", (by, key, address) => {
  const of = { from: "2026-02-23", to: "2026-03-01", by, sandbox: false, carrier: null, channel: "1", business: null };
  expect(drillOf(statisticsRow({ key }), by, of)).toBe(address);
});

test("totals stand against the period before, and the table names rows in words and leads to their messages", async () => {
  const engine = fakeEngine({ statistics: () => answer(), channels: () => ({ channels: [] }) });
  await open("/statistics?by=carrier&preset=custom&from=2026-02-23&to=2026-03-01&view=table&world=real");
  const grid = await screen.findByRole("grid", { name: "统计" });
  expect(engine.asked("statistics")[0]).toEqual({ from: "2026-02-23", to: "2026-03-01", by: "carrier", sandbox: false, carrier: null, channel: null, business: null });
  const link = within(grid).getByRole("link", { name: "中国移动" });
  expect(link.getAttribute("href")).toContain("/messages?from=2026-02-23&to=2026-03-01&world=real&carrier=CMCC");
  expect(within(grid).getByText("合计")).toBeTruthy();
  expect(within(grid).getByText("前一段")).toBeTruthy();
  expect(screen.getByText("前一段（2026-02-16 至 2026-02-22）")).toBeTruthy();
  expect(document.body.textContent).toContain("100%"); // twice as many were submitted
});

test("the chart has its table one key away", async () => {
  fakeEngine({ statistics: () => answer(), channels: () => ({ channels: [] }) });
  const { address } = await open("/statistics?by=carrier&world=real");
  await person.click(await screen.findByRole("button", { name: "以表格显示" }));
  const table = await screen.findByRole("table");
  expect(within(table).getByRole("rowheader", { name: "中国移动" })).toBeTruthy();
  await person.click(within(table).getByRole("button", { name: "800" }));
  await waitFor(() => expect(address()).toMatch(/^\/messages\?from=.*&carrier=CMCC$/));
});

test("the export asks for exactly what is shown", async () => {
  const engine = fakeEngine({ statistics: () => answer(), channels: () => ({ channels: [] }), report_statistics: () => ({ job: "j" }) });
  await open("/statistics?by=task&world=practice");
  await screen.findByText(/数据截至 09:41/);
  await person.click(screen.getByRole("button", { name: "导出统计" }));
  await person.click(await screen.findByRole("radio", { name: "文本（csv）" }));
  await person.click(screen.getByRole("button", { name: "开始导出" }));
  await waitFor(() => expect(engine.asked("report_statistics")).toEqual([{ of: engine.asked("statistics")[0], format: "csv", to: null, language: "zh-CN" }]));
});

test("each figure is explained, and a period that ends before it begins is refused here", async () => {
  const engine = fakeEngine({ statistics: () => answer(), channels: () => ({ channels: [] }) });
  await open("/statistics?preset=custom&from=2026-03-02&to=2026-03-01");
  await screen.findByText("结束日期不能早于开始日期。");
  expect(engine.asked("statistics")).toEqual([]);
  await person.click(screen.getByRole("button", { name: "指标口径" }));
  expect(await screen.findByText("送达 ÷ 发出。")).toBeTruthy();
});

test("nothing in a period, and an error", async () => {
  const nobody = statisticsRow({ people: 0 });
  const engine = fakeEngine({ statistics: () => ({ rows: [], total: nobody, before: nobody, as_of: "2026-03-01 09:41:00" }), channels: () => ({ channels: [] }) });
  const first = await open("/statistics?preset=lastMonth");
  await person.click(await screen.findByRole("button", { name: "清除筛选" }));
  await waitFor(() => expect(first.address()).toBe("/statistics"));
  first.unmount();
  engine.answer({
    statistics: () => {
      throw refusal("store_io");
    },
  });
  await open();
  expect((await screen.findByRole("alert")).textContent).toContain("0198-trace");
});
