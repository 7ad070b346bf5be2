import { stored } from "./stored";

/** Which world the operator works in: simulated carriers with virtual handsets, or people. */
export type Mode = "practice" | "real";

/** Nobody is written to by accident: practice comes first. */
const mode = stored<Mode>("hongyan.mode", ["practice", "real"]);

export function useMode(): { mode: Mode; setMode: (mode: Mode) => void } {
  return { mode: mode.use(), setMode: mode.set };
}
