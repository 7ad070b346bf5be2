import { useCallback, useEffect, useRef } from "react";

/** Rows one after the other: what a cursor has brought so far. */
export interface CursorRows<R> {
  kind: "cursor";
  rows: readonly R[];
  /** True while the cursor has more. */
  hasMore?: boolean | undefined;
  /** Called when the end comes near; once for each length of `rows`. */
  onEndReached?: (() => void) | undefined;
  /** How many there are in all, where that is known. */
  total?: number | undefined;
}

/** Any row by its place, of rows that are fetched as they come into view. */
export interface PlacedRows<R> {
  kind: "places";
  total: number;
  /** Undefined while it is not here yet. */
  rowAt: (index: number) => R | undefined;
  /** Asks for rows `from` up to but without `to`. */
  onRangeNeeded: (from: number, to: number) => void;
}

export type RowSource<R> = CursorRows<R> | PlacedRows<R>;

/** How many rows before the end the next page is asked for. */
const AHEAD = 30;
/** Rows asked for around the visible ones. */
const MARGIN = 20;
/** Dragging over a million rows must not ask for each of them. */
const SETTLE_MS = 50;

/** One face for both kinds of rows. `need` is told what is visible and returns how to take that back. */
export function useRowSource<R>(source: RowSource<R>) {
  const latest = useRef(source);
  useEffect(() => {
    latest.current = source;
  });
  const asked = useRef(-1);
  const length = source.kind === "cursor" ? source.rows.length : source.total;
  const hasMore = source.kind === "cursor" && (source.hasMore ?? false);

  const need = useCallback(
    (from: number, to: number): (() => void) | undefined => {
      const now = latest.current;
      if (now.kind === "cursor") {
        if (!hasMore || to < length - AHEAD || asked.current === length) return undefined;
        asked.current = length;
        now.onEndReached?.();
        return undefined;
      }
      const timer = setTimeout(() => {
        const rows = latest.current;
        if (rows.kind !== "places") return;
        const wanted = Array.from({ length: Math.max(0, to - from) }, (_, place) => from + place);
        if (wanted.some((index) => rows.rowAt(index) === undefined)) rows.onRangeNeeded(Math.max(0, from - MARGIN), Math.min(rows.total, to + MARGIN));
      }, SETTLE_MS);
      return () => clearTimeout(timer);
    },
    [length, hasMore],
  );

  return {
    /** Rows that can be scrolled to. */
    count: length,
    /** Rows in all; unknown while a cursor has more. */
    total: source.kind === "places" ? source.total : (source.total ?? (hasMore ? undefined : length)),
    rowAt: (index: number): R | undefined => (source.kind === "cursor" ? source.rows[index] : source.rowAt(index)),
    need,
  };
}
