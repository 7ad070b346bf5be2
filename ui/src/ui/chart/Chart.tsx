import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useShownTheme } from "../appearance";
import { IconButton } from "../Button";
import { useMedia } from "../document";
import { Menu } from "../Menu";
import { useSaveFile } from "../saving";
import { isComposing } from "../shortcut";
import "./Chart.css";
import { type ChartData, type Datum, datumAt, toCsv } from "./data";
import type { ECharts } from "./engine";
import { chartOption, type ChartKind } from "./option";
import { readPalette } from "./palette";
import { TableTwin } from "./TableTwin";
import { chartTip } from "./tip";

export interface ChartProps {
  /** Heading, name for screen readers, and the name of exported files. */
  title: string;
  kind?: ChartKind | undefined;
  data: ChartData;
  format?: ((value: number) => string) | undefined;
  isStacked?: boolean | undefined;
  isHorizontal?: boolean | undefined;
  /** px */
  height?: number | undefined;
  /** Goes to what is behind a bar, a point or a cell of the table. */
  onPick?: ((datum: Datum) => void) | undefined;
}

const FALLBACK_WIDTH = 640;

/** A picture of figures with the same figures as a table, one press (or the key T) away. */
export function Chart({ title, kind = "bar", data, format, isStacked = false, isHorizontal = false, height = 260, onPick }: ChartProps) {
  const { t, i18n } = useTranslation("kit");
  const id = useId();
  const theme = useShownTheme();
  const isCalm = useMedia("(prefers-reduced-motion: reduce)");
  const save = useSaveFile();
  const [isTable, setIsTable] = useState(false);
  const [hasFailed, setHasFailed] = useState(false);
  const canvas = useRef<HTMLDivElement>(null);
  const chart = useRef<ECharts>(undefined);
  const write = useMemo(() => format ?? ((value: number) => value.toLocaleString(i18n.language)), [format, i18n.language]);
  const pick = useRef<(seriesIndex: number, categoryIndex: number) => void>(() => {});
  useEffect(() => {
    pick.current = (seriesIndex, categoryIndex) => {
      const datum = datumAt(data, seriesIndex, categoryIndex);
      if (datum) onPick?.(datum);
    };
  });

  // The theme is named because the palette is read from the document that it changes.
  const option = useMemo(() => {
    const palette = readPalette();
    return chartOption({ kind, data, palette, format: write, isStacked, isHorizontal, isAnimated: !isCalm, tip: (place) => chartTip(data, place, palette, write) });
  }, [kind, data, write, isStacked, isHorizontal, isCalm, theme]);

  useEffect(() => {
    const element = canvas.current;
    if (!element || isTable) return;
    let isWanted = true;
    let observer: ResizeObserver | undefined;
    import("./engine").then(
      ({ paint }) => {
        if (!isWanted) return;
        const painted = paint(element);
        chart.current = painted;
        painted.on("click", ({ seriesIndex, dataIndex }) => pick.current(seriesIndex ?? 0, dataIndex));
        painted.setOption(option);
        observer = new ResizeObserver(() => painted.resize());
        observer.observe(element);
      },
      () => setHasFailed(true), // an old window after an update: the table tells the same
    );
    return () => {
      isWanted = false;
      observer?.disconnect();
      chart.current?.dispose();
      chart.current = undefined;
    };
    // Painted anew only when it comes into view; changes go through the next effect.
  }, [isTable]);

  useEffect(() => {
    chart.current?.setOption(option, { notMerge: true });
  }, [option]);

  const savePng = () => chart.current?.renderToCanvas({ pixelRatio: 2, backgroundColor: readPalette().ground }).toBlob((file) => file && void save(file, `${title}.png`));
  const saveSvg = async () => {
    const { toSvg } = await import("./engine");
    const svg = toSvg(option, canvas.current?.clientWidth || FALLBACK_WIDTH, height);
    await save(new Blob([svg], { type: "image/svg+xml" }), `${title}.svg`);
  };
  const saveCsv = () => void save(new Blob([toCsv(data)], { type: "text/csv;charset=utf-8" }), `${title}.csv`);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== "t" || event.ctrlKey || event.altKey || event.metaKey || isComposing(event.nativeEvent)) return;
    event.preventDefault();
    setIsTable(!isTable);
  };
  const showsTable = isTable || hasFailed;

  return (
    <figure className="hy-chart" aria-labelledby={id} onKeyDown={onKeyDown}>
      <figcaption className="hy-chart-head">
        <span id={id} className="hy-chart-title">
          {title}
        </span>
        <IconButton icon={showsTable ? "chart" : "table"} size="small" keys="T" label={t(showsTable ? "chart.asPicture" : "chart.asTable")} onPress={() => setIsTable(!isTable)} isDisabled={hasFailed} />
        <Menu
          trigger={<IconButton icon="download" size="small" label={t("chart.export")} />}
          label={t("chart.export")}
          groups={[
            {
              actions: [
                { id: "png", label: t("chart.png"), icon: "image", isDisabled: showsTable, onAction: savePng },
                { id: "svg", label: t("chart.svg"), icon: "image", isDisabled: hasFailed, onAction: () => void saveSvg() },
                { id: "csv", label: t("chart.csv"), icon: "table", onAction: saveCsv },
              ],
            },
          ]}
        />
      </figcaption>
      {!showsTable && kind === "bar" && data.series.length > 1 && <Keys data={data} />}
      {showsTable ? (
        <TableTwin title={title} data={data} format={write} onPick={onPick} />
      ) : (
        <div ref={canvas} role="img" aria-label={t("chart.picture", { title })} className="hy-chart-canvas" style={{ height }} />
      )}
    </figure>
  );
}

/** Names beside their colours, where bars have no room for them. */
function Keys({ data }: { data: ChartData }) {
  return (
    <span className="hy-chart-keys">
      {data.series.map((series, place) => (
        <span key={series.id}>
          <i style={{ background: `var(--${series.hue ?? `chart-${place + 1}`})` }} />
          {series.name}
        </span>
      ))}
    </span>
  );
}
