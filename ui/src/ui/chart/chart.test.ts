import { expect, test } from "vitest";
import { type ChartData, datumAt, toCsv } from "./data";
import { chartOption, type Drawing } from "./option";
import { chartTip } from "./tip";
import type { Palette } from "./palette";

const palette: Palette = { text: "#111111", quiet: "#555555", line: "#cccccc", ground: "#ffffff", font: "sans", hue: (hue, place) => `${hue ?? "chart"}-${place}` };
const data: ChartData = {
  categoryTitle: "Day",
  categories: ["1", "=cmd()", 'a "b", c'],
  series: [
    { id: "a", name: "A", values: [3, null, -1] },
    { id: "b", name: "B", hue: "bad", values: [1, 2, 3] },
  ],
};
const drawing: Drawing = { kind: "bar", data, palette, format: String, isStacked: false, isHorizontal: false, isAnimated: false, tip: (place) => chartTip(data, place, palette, String) };

test("the table for Excel is quoted and runs nothing", () => {
  expect(toCsv(data)).toBe('\uFEFFDay,A,B\r\n1,3,1\r\n\'=cmd(),,2\r\n"a ""b"", c",-1,3\r\n');
});

test("a pick tells category, series and value", () => {
  expect(datumAt(data, 1, 2)).toMatchObject({ category: 'a "b", c', value: 3, series: { id: "b" } });
  expect(datumAt(data, 0, 1)?.value).toBeNull();
  expect(datumAt(data, 2, 0)).toBeUndefined();
});

test("bars and areas stand on zero, lines need not", () => {
  expect(chartOption(drawing)["yAxis"]).toMatchObject({ scale: false });
  expect(chartOption({ ...drawing, kind: "area" })["yAxis"]).toMatchObject({ scale: false });
  expect(chartOption({ ...drawing, kind: "line" })["yAxis"]).toMatchObject({ scale: true });
});

test("a few bars carry their figures in place of an axis; several lines carry their names", () => {
  const one = { ...data, series: data.series.slice(0, 1) };
  expect(chartOption({ ...drawing, data: one })).toMatchObject({ series: [{ label: { show: true } }], yAxis: { axisLabel: { show: false } } });
  expect(chartOption({ ...drawing, kind: "line" })).toMatchObject({ series: [{ endLabel: { show: true } }, { endLabel: { show: true } }] });
});

test("what stands beside the pointer holds words as text, never as markup", () => {
  const tip = chartTip({ ...data, series: [{ id: "x", name: "<b>x</b>", values: [1] }] }, 0, palette, String);
  expect(tip.textContent).toBe("1<b>x</b>1");
  expect(tip.querySelectorAll("b")).toHaveLength(1);
});
