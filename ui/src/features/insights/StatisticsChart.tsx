import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import type { Dimension, Statistics } from "../../api/generated";
import { formatCount, formatMoney, formatPercent } from "../../i18n/format";
import { Card, Chart, type ChartData, type ChartHue, Select } from "../../ui";
import { type Metric, METRICS, valueOf } from "./figures";
import { useRowName } from "./words";

/** More bars than these nobody reads; the table has all. */
const BARS_MAX = 20;
const HUES: Record<Metric, ChartHue> = { delivered: "good", submitted: "info", failed: "bad", share: "good", cost: "brand", replies: "brand", people: "idle" };

export interface StatisticsChartProps {
  statistics: Statistics;
  by: Dimension;
  metric: string;
  onMetric: (metric: Metric) => void;
  /** Goes to what is behind a bar, by its place among the rows. */
  onDrill: (row: number) => void;
}

/** One figure by day as a line, by anything else as bars. */
export function StatisticsChart({ statistics, by, metric: asked, onMetric, onDrill }: StatisticsChartProps) {
  const { t } = useTranslation("insights");
  const nameOf = useRowName();
  const metric = METRICS.find((known) => known === asked) ?? "delivered";
  const rows = by === "day" ? statistics.rows : statistics.rows.slice(0, BARS_MAX);
  const title = t("stats.chartLabel", { metric: t(`stats.columns.${metric}`), dimension: t(`stats.dimension.${by}`) });
  const data: ChartData = useMemo(
    () => ({
      categoryTitle: t(`stats.dimension.${by}`),
      categories: distinct(rows.map((row) => nameOf(row, by))),
      series: [{ id: metric, name: t(`stats.columns.${metric}`), values: rows.map((row) => valueOf(row, metric) ?? null), hue: HUES[metric] }],
    }),
    // The names follow the language, which `t` changes with.
    [statistics, by, metric, t],
  );
  const format = metric === "share" ? (value: number) => formatPercent(value) : metric === "cost" ? (value: number) => formatMoney(String(value)) : formatCount;
  return (
    <Card
      actions={<Select isLabelHidden isSmall label={t("stats.chart")} options={METRICS.map((id) => ({ value: id, label: t(`stats.columns.${id}`) }))} value={metric} onChange={onMetric} />}
      footer={rows.length < statistics.rows.length ? t("stats.top", { count: rows.length }) : undefined}
    >
      <Chart kind={by === "day" && rows.length > 1 ? "line" : "bar"} isHorizontal={by !== "day"} height={by === "day" ? 300 : Math.max(160, rows.length * 32 + 40)} title={title} data={data} format={format} onPick={({ categoryIndex }) => onDrill(categoryIndex)} />
    </Card>
  );
}

/** Two tasks may have one name; a chart's categories must not. */
export function distinct(names: readonly string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? name : `${name} (${times})`;
  });
}
