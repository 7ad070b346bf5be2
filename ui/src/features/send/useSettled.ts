import { useEffect, useState } from "react";

/** `value` once it has been the same for `ms`; equal is what reads the same as JSON. */
export function useSettled<T>(value: T, ms: number): { settled: T; isSettled: boolean } {
  const [settled, setSettled] = useState(value);
  const key = JSON.stringify(value);
  const isSettled = JSON.stringify(settled) === key;
  useEffect(() => {
    if (isSettled) return;
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
    // `key` stands for `value`, which is made anew at every drawing.
  }, [key, ms, isSettled]);
  return { settled, isSettled };
}
