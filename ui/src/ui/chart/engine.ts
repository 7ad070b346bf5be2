import { BarChart, LineChart } from "echarts/charts";
import { GridComponent, TooltipComponent } from "echarts/components";
import { type EChartsCoreOption, init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { CanvasRenderer, SVGRenderer } from "echarts/renderers";

use([BarChart, LineChart, GridComponent, TooltipComponent, LabelLayout, CanvasRenderer, SVGRenderer]);

export type { ECharts } from "echarts/core";

/** Paints on a canvas: what the SVG painter writes into style attributes, the page's content policy would drop. */
export function paint(element: HTMLElement) {
  return init(element, null, { renderer: "canvas" });
}

/** The same picture as the text of an SVG file. */
export function toSvg(option: EChartsCoreOption, width: number, height: number): string {
  const chart = init(null, null, { renderer: "svg", ssr: true, width, height });
  chart.setOption({ ...option, animation: false });
  const svg = chart.renderToSVGString();
  chart.dispose();
  return svg;
}
