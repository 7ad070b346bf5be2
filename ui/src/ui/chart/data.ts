import type { ChannelHue, Tone } from "../tone";

/** A token that a series is drawn in: by its meaning, or by its place where it has none. */
export type ChartHue = Tone | ChannelHue | "brand";

export interface ChartSeries {
  id: string;
  name: string;
  /** One value for each category; null where there is none. */
  values: readonly (number | null)[];
  hue?: ChartHue | undefined;
}

export interface ChartData {
  /** What the categories are, as the head of the first column: "Day". */
  categoryTitle: string;
  categories: readonly string[];
  /** At most six, or nobody can tell them apart. */
  series: readonly ChartSeries[];
}

export interface Datum {
  category: string;
  categoryIndex: number;
  series: ChartSeries;
  value: number | null;
}

export function datumAt(data: ChartData, seriesIndex: number, categoryIndex: number): Datum | undefined {
  const series = data.series[seriesIndex];
  const category = data.categories[categoryIndex];
  if (!series || category === undefined) return undefined;
  return { category, categoryIndex, series, value: series.values[categoryIndex] ?? null };
}

/** The table of a chart for Excel: UTF-8 with its mark, CRLF, and no cell that a spreadsheet would run. */
export function toCsv({ categoryTitle, categories, series }: ChartData): string {
  const head = [categoryTitle, ...series.map(({ name }) => name)];
  const rows = categories.map((category, at) => [category, ...series.map(({ values }) => values[at]?.toString() ?? "")]);
  return `\uFEFF${[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

function cell(text: string): string {
  const isFormula = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text);
  const safe = isFormula ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
