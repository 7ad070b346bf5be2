import type { ChartHue } from "./data";

export interface Palette {
  text: string;
  quiet: string;
  line: string;
  ground: string;
  font: string;
  hue: (hue: ChartHue | undefined, place: number) => string;
}

const PLACES = 6;

/** Reads the tokens of the theme that shows, for what is painted and not styled. */
export function readPalette(): Palette {
  const styles = getComputedStyle(document.documentElement);
  const token = (name: string) => styles.getPropertyValue(`--${name}`).trim();
  return {
    text: token("text"),
    quiet: token("text-quiet"),
    line: token("line"),
    ground: token("raised"),
    font: token("sans"),
    hue: (hue, place) => token(hue ?? `chart-${(place % PLACES) + 1}`),
  };
}
