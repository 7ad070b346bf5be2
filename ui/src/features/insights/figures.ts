import type { Dimension, StatisticsOf, StatisticsRow } from "../../api/generated";

/** Figures that can be shown as a picture, each by itself. */
export const METRICS = ["delivered", "submitted", "failed", "share", "cost", "replies", "people"] as const;
export type Metric = (typeof METRICS)[number];

/** Every column, in its order. */
export const COLUMNS = ["people", "excluded", "submitted", "delivered", "share", "failed", "no_receipt", "in_doubt", "segments", "cost", "replies", "replyShare"] as const;
export type ColumnId = (typeof COLUMNS)[number];

/** A figure of a row as a number; undefined where there is nothing to divide by. */
export function valueOf(row: StatisticsRow, column: ColumnId): number | undefined {
  switch (column) {
    case "share":
      return row.submitted > 0 ? row.delivered / row.submitted : undefined;
    case "replyShare":
      return row.delivered > 0 ? row.replies / row.delivered : undefined;
    case "cost":
      return Number(row.cost);
    default:
      return row[column];
  }
}

/** The row of everything beyond the largest 500. */
export const REST = "*";

/**
 * The address of what is behind a row: its messages where they can be told apart so, else its tasks. Undefined where
 * neither list knows this dimension.
 */
export function drillOf(row: StatisticsRow, by: Dimension, of: StatisticsOf): string | undefined {
  if (row.key === REST) return undefined;
  const world = of.sandbox ? "practice" : "real";
  const narrowed = { ...(of.carrier !== null && { carrier: of.carrier }), ...(of.channel !== null && { channel: of.channel }) };
  const messages = (own: Record<string, string>) => `/messages?${new URLSearchParams({ from: of.from, to: of.to, world, ...narrowed, ...own }).toString()}`;
  switch (by) {
    case "day":
      return messages({ from: row.key, to: row.key });
    case "carrier":
      return messages({ carrier: row.key });
    case "channel":
      return row.key === "" ? undefined : messages({ channel: row.key });
    case "task":
      return `/messages?${new URLSearchParams({ task: row.key, ...narrowed }).toString()}`;
    case "signature":
      return row.key === "" ? undefined : `/tasks?${new URLSearchParams({ search: row.key, world }).toString()}`;
    case "template":
    case "operator":
    case "business":
      return undefined;
  }
}

/** How a figure differs from the one of the period before; undefined where there is nothing to compare with. */
export function changeOf(now: number | undefined, before: number | undefined): { direction: "up" | "down" | "same"; share: number } | undefined {
  if (now === undefined || before === undefined || before === 0) return undefined;
  const share = (now - before) / before;
  return { direction: Math.abs(share) < 0.0005 ? "same" : share > 0 ? "up" : "down", share: Math.abs(share) };
}
