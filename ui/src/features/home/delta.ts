export interface Difference {
  direction: "up" | "down" | "same";
  /** Share by which it differs, without its sign. */
  share: number;
}

/** How a figure of today differs from the mean of the days before; undefined where there is nothing to compare with. */
export function differenceOf(today: number, mean: number): Difference | undefined {
  if (!Number.isFinite(mean) || mean <= 0) return undefined;
  const share = (today - mean) / mean;
  const direction = Math.abs(share) < 0.005 ? "same" : share > 0 ? "up" : "down";
  return { direction, share: Math.abs(share) };
}
