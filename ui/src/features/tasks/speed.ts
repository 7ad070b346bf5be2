import type { TaskSpeed } from "../../api/generated";
import { chinaTime } from "../../i18n/format";

/** Points that a line of a page's width can show. */
const POINTS_MAX = 300;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

export interface SpeedLine {
  unit: "second" | "minute";
  times: string[];
  submitted: number[];
  delivered: number[];
  failed: number[];
}

/** Counts of each span as a speed: a second's where spans are short, a minute's where they are not. */
export function speedLine({ step_ms, points }: TaskSpeed): SpeedLine {
  const shown = points.slice(-POINTS_MAX);
  const unit = step_ms < MINUTE_MS ? "second" : "minute";
  const scale = (unit === "second" ? 1_000 : MINUTE_MS) / Math.max(1, step_ms);
  const first = shown[0];
  const last = shown.at(-1);
  const isLong = first !== undefined && last !== undefined && last.at_ms - first.at_ms >= DAY_MS;
  const speed = (count: number) => Math.round(count * scale * 10) / 10;
  return {
    unit,
    times: shown.map(({ at_ms }) => {
      const time = chinaTime(new Date(at_ms));
      if (isLong) return time.slice(5, 16);
      return unit === "second" ? time.slice(11) : time.slice(11, 16);
    }),
    submitted: shown.map((point) => speed(point.submitted)),
    delivered: shown.map((point) => speed(point.delivered)),
    failed: shown.map((point) => speed(point.failed)),
  };
}
