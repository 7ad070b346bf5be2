import { useEffect, useState } from "react";
import { chinaTime, fromChinaTime } from "../../i18n/format";

/** China's wall-clock time now, as "2026-03-01T09:30". */
export function minuteNow(): string {
  return chinaTime(new Date()).slice(0, 16).replace(" ", "T");
}

/** The same, drawn anew when the minute changes. */
export function useMinute(): string {
  const [minute, setMinute] = useState(minuteNow);
  useEffect(() => {
    const timer = setInterval(() => setMinute(minuteNow()), 5_000);
    return () => clearInterval(timer);
  }, []);
  return minute;
}

/** One of the engine's times, some seconds later. */
export function laterBy(time: string, seconds: number): string {
  return chinaTime(new Date(fromChinaTime(time).getTime() + seconds * 1_000));
}
