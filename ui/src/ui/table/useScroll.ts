import { type RefObject, useCallback, useEffect, useLayoutEffect, useRef, useState } from "react";
import { type Geometry, ratioOf, scrollTopToShow, type Window, windowAt } from "./scroll";

/** Taken until the real height is measured. */
const FIRST_HEIGHT = 480;

/** Follows scrolling and size of a table and says which rows to draw. */
export function useScroll(scroller: RefObject<HTMLDivElement | null>, total: number, row: number) {
  const [height, setHeight] = useState(FIRST_HEIGHT);
  const [scrollTop, setScrollTop] = useState(0);
  const geometry: Geometry = { total, row, height };
  const latest = useRef(geometry);
  useLayoutEffect(() => {
    latest.current = geometry;
  });

  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const measure = () => element.clientHeight > row && setHeight(element.clientHeight - row); // the head is one row high
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, row]);

  // A capped space would let one notch of the wheel jump over a whole page: it goes by rows all the same.
  useEffect(() => {
    const element = scroller.current;
    if (!element) return;
    let rest = 0;
    const onWheel = (event: WheelEvent) => {
      const ratio = ratioOf(latest.current);
      if (ratio === 1 || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
      event.preventDefault();
      rest += (event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * latest.current.row : event.deltaY) / ratio;
      const step = Math.trunc(rest);
      rest -= step;
      element.scrollTop += step;
    };
    element.addEventListener("wheel", onWheel, { passive: false });
    return () => element.removeEventListener("wheel", onWheel);
  }, [scroller]);

  const show = useCallback(
    (index: number) => {
      const element = scroller.current;
      if (!element) return;
      const top = scrollTopToShow(index, element.scrollTop, latest.current);
      if (top === undefined) return;
      element.scrollTop = top;
      setScrollTop(element.scrollTop);
    },
    [scroller],
  );

  const shown: Window = windowAt(scrollTop, geometry);
  return { geometry, shown, show, onScroll: () => setScrollTop(scroller.current?.scrollTop ?? 0) };
}
