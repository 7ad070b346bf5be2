import type { EChartsCoreOption } from "echarts/core";
import type { ChartData } from "./data";
import type { Palette } from "./palette";

export type ChartKind = "bar" | "line" | "area";

export interface Drawing {
  kind: ChartKind;
  data: ChartData;
  palette: Palette;
  format: (value: number) => string;
  isStacked: boolean;
  isHorizontal: boolean;
  /** Whether things may move. */
  isAnimated: boolean;
  /** What shows beside the pointer. */
  tip: (categoryIndex: number) => HTMLElement;
}

/** Up to this many bars each carries its figure. */
const LABELLED_BARS = 14;

/** Our one look for ECharts. Bars start at zero; lines carry their name at the end; there is no legend box. */
export function chartOption(drawing: Drawing): EChartsCoreOption {
  const { data, palette, format, isHorizontal, isAnimated } = drawing;
  const isLine = drawing.kind !== "bar";
  const names = {
    type: "category",
    data: [...data.categories],
    boundaryGap: !isLine,
    inverse: isHorizontal, // the first category stands at the top
    axisLine: { lineStyle: { color: palette.line } },
    axisTick: { show: false },
    axisLabel: { color: palette.quiet, hideOverlap: true },
  };
  const figures = {
    type: "value",
    scale: drawing.kind === "line", // bars and areas stand on zero: their size is the figure
    splitNumber: 4,
    splitLine: { show: !hasFigures(drawing), lineStyle: { color: palette.line } },
    axisLabel: { show: !hasFigures(drawing), color: palette.quiet, formatter: format },
  };
  return {
    animation: isAnimated,
    animationDuration: 150,
    animationDurationUpdate: 150,
    textStyle: { fontFamily: palette.font, fontSize: 12, color: palette.text },
    grid: { left: 4, right: isLine && data.series.length > 1 ? nameWidth(data) : isHorizontal ? 56 : 12, top: 20, bottom: 4, outerBoundsMode: "same", outerBoundsContain: "axisLabel" },
    xAxis: isHorizontal ? figures : names,
    yAxis: isHorizontal ? names : figures,
    tooltip: {
      trigger: "axis",
      axisPointer: { type: isLine ? "line" : "shadow", lineStyle: { color: palette.quiet }, shadowStyle: { color: palette.line, opacity: 0.3 } },
      className: "hy-chart-tip",
      transitionDuration: 0,
      confine: true,
      formatter: (points: unknown) => drawing.tip(placeOf(points)),
    },
    series: data.series.map((_, place) => seriesOption(drawing, place)),
  };
}

function seriesOption(drawing: Drawing, place: number) {
  const { kind, data, palette, format, isStacked, isHorizontal } = drawing;
  const series = data.series[place];
  const isLine = kind !== "bar";
  const isTop = place === data.series.length - 1;
  const colour = palette.hue(series?.hue, place);
  return {
    id: series?.id,
    name: series?.name,
    type: isLine ? "line" : "bar",
    data: [...(series?.values ?? [])],
    ...(isStacked && { stack: "all" }),
    color: colour,
    cursor: "pointer",
    ...(isLine
      ? {
          showSymbol: data.categories.length <= 2,
          symbolSize: 6,
          lineStyle: { width: 2 },
          ...(kind === "area" && { areaStyle: { opacity: isStacked ? 0.4 : 0.12 } }),
          endLabel: { show: data.series.length > 1, formatter: "{a}", color: colour, distance: 6 },
          labelLayout: { moveOverlap: "shiftY" },
        }
      : {
          barMaxWidth: 32,
          barMinHeight: 1,
          itemStyle: { borderRadius: isStacked && !isTop ? 0 : isHorizontal ? [0, 2, 2, 0] : [2, 2, 0, 0] },
          label: { show: hasFigures(drawing), position: isHorizontal ? "right" : "top", color: palette.text, formatter: ({ value }: { value: unknown }) => (typeof value === "number" ? format(value) : "") },
          labelLayout: { hideOverlap: true },
        }),
  };
}

/** Few bars of one series carry their figures themselves; an axis would only repeat them. */
function hasFigures({ kind, data }: Drawing): boolean {
  return kind === "bar" && data.series.length === 1 && data.categories.length <= LABELLED_BARS;
}

function placeOf(points: unknown): number {
  const first: unknown = Array.isArray(points) ? points[0] : points;
  return typeof first === "object" && first !== null && "dataIndex" in first && typeof first.dataIndex === "number" ? first.dataIndex : 0;
}

/** Room in px for the longest name at the end of a line: Chinese signs are as wide as high, others about half. */
function nameWidth(data: ChartData): number {
  const widths = data.series.map(({ name }) => [...name].reduce((sum, sign) => sum + (sign > "\u2e80" ? 12 : 7), 0));
  return Math.min(140, 16 + Math.max(...widths));
}
