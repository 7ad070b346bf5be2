import type { Business, Carrier, Dimension, StatisticsOf } from "../../api/generated";
import type { Mode } from "../../api/mode";
import { isDay, type Period, periodOf, type Preset, PRESETS } from "./period";

/** What of the statistics stands in the address. */
export const STATISTICS_FILTER = { by: "day", preset: "week", from: "", to: "", carrier: "", channel: "", business: "", world: "", view: "chart", metric: "delivered" };
export type StatisticsFilter = typeof STATISTICS_FILTER;

export const DIMENSIONS = ["day", "carrier", "channel", "template", "operator", "business", "signature", "task"] as const satisfies readonly Dimension[];
export const CARRIERS = ["CMCC", "CUCC", "CTCC", "CBN", "OTHER"] as const satisfies readonly Carrier[];
export const BUSINESSES = ["verification", "emergency", "notice", "marketing"] as const satisfies readonly Business[];
export const WORLDS = ["real", "practice"] as const;

export function dimensionOf({ by }: StatisticsFilter): Dimension {
  return DIMENSIONS.find((known) => known === by) ?? "day";
}

export function presetOf({ preset }: StatisticsFilter): Preset | "custom" {
  return preset === "custom" ? "custom" : (PRESETS.find((known) => known === preset) ?? "week");
}

/** The days of the filter: a preset follows the calendar, so that a kept address stays true. */
export function periodIn(filter: StatisticsFilter, day: string): Period {
  const preset = presetOf(filter);
  if (preset !== "custom") return periodOf(preset, day);
  const week = periodOf("week", day);
  return { from: isDay(filter.from) ? filter.from : week.from, to: isDay(filter.to) ? filter.to : week.to };
}

export function isPractice({ world }: StatisticsFilter, mode: Mode): boolean {
  return (WORLDS.find((known) => known === world) ?? mode) === "practice";
}

export function statisticsOf(filter: StatisticsFilter, mode: Mode, day: string): StatisticsOf {
  return {
    ...periodIn(filter, day),
    by: dimensionOf(filter),
    sandbox: isPractice(filter, mode),
    carrier: CARRIERS.find((known) => known === filter.carrier) ?? null,
    channel: filter.channel || null,
    business: BUSINESSES.find((known) => known === filter.business) ?? null,
  };
}
