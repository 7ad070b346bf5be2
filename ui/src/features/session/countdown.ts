import { useEffect, useState } from "react";
import { fromChinaTime } from "../../i18n/format";

/** Whole seconds until one of the engine's times; 0 afterwards and without one. */
export function useSecondsUntil(time: string | null): number {
  const [now, setNow] = useState(() => Date.now());
  const end = time === null ? 0 : fromChinaTime(time).getTime();
  const left = Math.max(0, Math.ceil((end - now) / 1_000)) || 0;
  useEffect(() => {
    if (time === null) return;
    setNow(Date.now());
    const tick = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= end) clearInterval(tick);
    }, 1_000);
    return () => clearInterval(tick);
  }, [time, end]);
  return left;
}
