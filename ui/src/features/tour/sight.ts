import { useEffect, useRef, useState } from "react";
import type { TourAnchor } from "./anchors";

export interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Screens change without telling; looking four times a second is cheap and misses nothing. */
const LOOK_MS = 250;

/** Follows a control over the screen; null while it is not there. `onLook` is called after every look. */
export function useBox(anchor: TourAnchor, active: boolean, onLook: () => void): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  const tell = useRef(onLook);
  useEffect(() => {
    tell.current = onLook;
  });
  useEffect(() => {
    if (!active) return;
    const look = () => {
      const now = boxOf(anchor);
      setBox((old) => (same(old, now) ? old : now));
      tell.current();
    };
    look();
    const timer = setInterval(look, LOOK_MS);
    window.addEventListener("resize", look);
    document.addEventListener("scroll", look, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      window.removeEventListener("resize", look);
      document.removeEventListener("scroll", look, { capture: true });
      setBox(null);
    };
  }, [anchor, active]);
  return box;
}

/** Where a control stands in the window. */
export function boxOf(anchor: TourAnchor): Box | null {
  const control = document.querySelector(`[data-tour="${anchor}"]`);
  if (control === null) return null;
  const { left, top, width, height } = control.getBoundingClientRect();
  return width === 0 && height === 0 ? null : { left, top, width, height };
}

function same(a: Box | null, b: Box | null): boolean {
  if (a === null || b === null) return a === b;
  return a.left === b.left && a.top === b.top && a.width === b.width && a.height === b.height;
}

const CARD = { width: 360, height: 220, gap: 12, edge: 16 };

/** Where the words stand: beside the control, where there is room; never over it, never outside the window. */
export function besides(box: Box, window: { width: number; height: number }): { left: number; top: number } {
  const fit = (start: number, size: number, room: number) => Math.max(CARD.edge, Math.min(start, room - size - CARD.edge));
  const top = fit(box.top, CARD.height, window.height);
  const left = fit(box.left, CARD.width, window.width);
  if (window.width - box.left - box.width >= CARD.width + CARD.gap + CARD.edge) return { left: box.left + box.width + CARD.gap, top };
  if (box.left >= CARD.width + CARD.gap + CARD.edge) return { left: box.left - CARD.width - CARD.gap, top };
  if (window.height - box.top - box.height >= CARD.height + CARD.gap + CARD.edge) return { left, top: box.top + box.height + CARD.gap };
  if (box.top >= CARD.height + CARD.gap + CARD.edge) return { left, top: box.top - CARD.height - CARD.gap };
  return { left: CARD.edge, top: window.height - CARD.height - CARD.edge };
}
