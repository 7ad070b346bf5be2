/** Browsers cap the height of an element near 33 million px; past this much, offsets are mapped instead of taken as they are. */
export const MAX_SPACE = 15_000_000;

export interface Geometry {
  total: number;
  /** Height of a row in px. */
  row: number;
  /** Height of the visible body in px. */
  height: number;
}

export interface Window {
  /** Index of the first row to draw. */
  first: number;
  /** How many rows to draw at most. */
  count: number;
  /** How many px of the first row have gone out at the top. */
  offset: number;
}

/** Height of the scrolled space in px. */
export function spaceOf({ total, row }: Geometry): number {
  return Math.min(total * row, MAX_SPACE);
}

/** Rows that one px of scrolling stands for, relative to their true height: 1 as long as the space is not capped. */
export function ratioOf({ total, row }: Geometry): number {
  return Math.max(1, (total * row) / MAX_SPACE);
}

export function windowAt(scrollTop: number, geometry: Geometry): Window {
  const { total, row, height } = geometry;
  const count = Math.ceil(height / row) + 1;
  const last = lastFirst(geometry);
  const way = Math.max(1, spaceOf(geometry) - height);
  const at = Math.min(last, (Math.max(0, scrollTop) / way) * last);
  if (ratioOf(geometry) > 1) return { first: Math.min(Math.round(at), Math.max(0, total - 1)), count, offset: 0 };
  const first = Math.floor(at + 1e-6);
  return { first, count, offset: Math.max(0, (at - first) * row) };
}

/** Where to scroll so that this row is the first one. */
export function scrollTopOf(first: number, geometry: Geometry): number {
  const last = lastFirst(geometry);
  if (last <= 0) return 0;
  return (Math.min(Math.max(first, 0), last) / last) * Math.max(1, spaceOf(geometry) - geometry.height);
}

/** Where to scroll so that this row is wholly in view; undefined where it already is. */
export function scrollTopToShow(index: number, scrollTop: number, geometry: Geometry): number | undefined {
  const { first, offset } = windowAt(scrollTop, geometry);
  const whole = geometry.height / geometry.row;
  const at = first + offset / geometry.row;
  if (index < at) return scrollTopOf(index, geometry);
  if (index + 1 > at + whole + 1e-6) return scrollTopOf(index + 1 - wholeRows(geometry), geometry);
  return undefined;
}

/** Rows that fit without being cut; at least one. */
export function pageOf({ row, height }: Geometry): number {
  return Math.max(1, Math.floor(height / row));
}

/** With a capped space rows stand at whole places, so that the last page ends with a whole row. */
function wholeRows(geometry: Geometry): number {
  return ratioOf(geometry) > 1 ? pageOf(geometry) : geometry.height / geometry.row;
}

function lastFirst(geometry: Geometry): number {
  return Math.max(0, geometry.total - wholeRows(geometry));
}
