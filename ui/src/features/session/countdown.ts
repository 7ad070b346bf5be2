import { useEffect, useState } from "react";

/** Whole seconds until a moment of this computer's clock; 0 afterwards and without one. */
export function useSecondsUntil(end: number | null): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (end === null) return;
    setNow(Date.now());
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= end) clearInterval(tick);
    }, 1_000);
    return () => clearInterval(tick);
  }, [end]);
  return end === null ? 0 : Math.max(0, Math.ceil((end - now) / 1_000));
}
