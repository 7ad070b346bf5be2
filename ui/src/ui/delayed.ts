import { useEffect, useState } from "react";

/** True once `active` has lasted `ms`: what is quick shows no waiting sign at all. */
export function useDelayed(ms: number, active = true): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    if (!active) return;
    const timer = setTimeout(() => setPassed(true), ms);
    return () => {
      clearTimeout(timer);
      setPassed(false);
    };
  }, [ms, active]);
  return active && passed;
}
