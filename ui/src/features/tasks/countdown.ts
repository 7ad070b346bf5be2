import { useEffect, useState } from "react";

/** Milliseconds left of a span that was `left` long when it was read at `readAt`; ticks while there are any. */
export function useCountdown(left: number | null, readAt: number): number {
  const until = left === null ? 0 : readAt + left;
  const [now, setNow] = useState(() => Date.now());
  const rest = Math.max(0, until - now);
  useEffect(() => {
    setNow(Date.now());
    if (until <= Date.now()) return;
    const timer = setInterval(() => setNow(Date.now()), 500);
    const end = setTimeout(() => clearInterval(timer), until - Date.now() + 1_000);
    return () => {
      clearInterval(timer);
      clearTimeout(end);
    };
  }, [until]);
  return rest;
}
