import { chinaTime } from "../../i18n/format";

const DAY_MS = 86_400_000;

export const PRESETS = ["today", "yesterday", "week", "month", "thisMonth", "lastMonth"] as const;
export type Preset = (typeof PRESETS)[number];

/** First and last day, both counted: "2026-03-01". */
export interface Period {
  from: string;
  to: string;
}

export function today(now: Date = new Date()): string {
  return chinaTime(now).slice(0, 10);
}

export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** How many days a period has; 0 and less when it ends before it begins. */
export function daysOf({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
}

export function periodOf(preset: Preset, day: string): Period {
  const monthBegin = `${day.slice(0, 7)}-01`;
  switch (preset) {
    case "today":
      return { from: day, to: day };
    case "yesterday":
      return { from: addDays(day, -1), to: addDays(day, -1) };
    case "week":
      return { from: addDays(day, -6), to: day };
    case "month":
      return { from: addDays(day, -29), to: day };
    case "thisMonth":
      return { from: monthBegin, to: day };
    case "lastMonth": {
      const to = addDays(monthBegin, -1);
      return { from: `${to.slice(0, 7)}-01`, to };
    }
  }
}

/** The period of the same length right before, which the engine compares with. */
export function periodBefore(period: Period): Period {
  const days = daysOf(period);
  return { from: addDays(period.from, -days), to: addDays(period.from, -1) };
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));
}
