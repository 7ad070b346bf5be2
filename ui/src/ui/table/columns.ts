import { type ReactNode, useState } from "react";

export interface Column<R> {
  id: string;
  title: string;
  cell: (row: R, index: number) => ReactNode;
  /** px; 140 unless told. */
  width?: number | undefined;
  /** Share of the width that is left over. */
  grow?: number | undefined;
  /** Figures: at the right. */
  isNumeric?: boolean | undefined;
  isSortable?: boolean | undefined;
  /** Not shown until a person chooses it. */
  isHidden?: boolean | undefined;
}

export interface Sort {
  column: string;
  direction: "ascending" | "descending";
}

export const SELECT_WIDTH = 40;
const WIDTH = 140;

/** Which columns show; the first always does. Remembered on this machine where the table has a name for it. */
export function useColumns<R>(columns: readonly Column<R>[], memory: string | undefined) {
  const [hidden, setHidden] = useState<readonly string[]>(() => (memory && recall(memory)) || columns.filter((column) => column.isHidden).map((column) => column.id));
  const shown = columns.filter((column, at) => at === 0 || !hidden.includes(column.id));
  const setShown = (ids: readonly string[]) => {
    const next = columns.filter((column) => !ids.includes(column.id)).map((column) => column.id);
    if (memory) localStorage.setItem(memory, JSON.stringify(next));
    setHidden(next);
  };
  return { shown, setShown };
}

function recall(memory: string): string[] | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(memory) ?? "null");
    return Array.isArray(kept) ? kept.filter((id) => typeof id === "string") : undefined;
  } catch {
    return undefined; // what somebody else wrote there is no choice of columns
  }
}

/** Grid tracks for a row, and the width below which the table scrolls sideways. */
export function tracks<R>(columns: readonly Column<R>[], isSelectable: boolean): { template: string; minWidth: number } {
  const somebodyGrows = columns.some((column) => column.grow);
  const sizes = columns.map((column, at) => {
    const grow = column.grow ?? (!somebodyGrows && at === 0 ? 1 : 0);
    const width = column.width ?? WIDTH;
    return { width, track: grow > 0 ? `minmax(${width}px, ${grow}fr)` : `${width}px` };
  });
  return {
    template: [...(isSelectable ? [`${SELECT_WIDTH}px`] : []), ...sizes.map((size) => size.track)].join(" "),
    minWidth: sizes.reduce((sum, size) => sum + size.width, isSelectable ? SELECT_WIDTH : 0),
  };
}
