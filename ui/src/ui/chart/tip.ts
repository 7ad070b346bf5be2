import type { ChartData } from "./data";
import type { Palette } from "./palette";

/** What shows beside the pointer, built as elements: markup with style attributes would be dropped by the content policy. */
export function chartTip(data: ChartData, place: number, palette: Palette, format: (value: number) => string): HTMLElement {
  const tip = document.createElement("div");
  tip.className = "hy-chart-tip-body";
  tip.append(line("strong", data.categories[place] ?? ""));
  data.series.forEach((series, at) => {
    const value = series.values[place];
    const row = document.createElement("div");
    const mark = document.createElement("i");
    mark.style.background = palette.hue(series.hue, at);
    row.append(mark, line("span", series.name), line("b", value === null || value === undefined ? "–" : format(value)));
    tip.append(row);
  });
  return tip;
}

function line(name: "strong" | "span" | "b", text: string): HTMLElement {
  const element = document.createElement(name);
  element.textContent = text;
  return element;
}
