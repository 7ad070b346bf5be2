import { createContext, useContext } from "react";
import { stored } from "../api/stored";

/** Whether the navigation shows icons only. */
export const navigation = stored<"open" | "folded">("hongyan.nav", ["open", "folded"]);

/** What can be opened over the screen from anywhere. */
export interface Overlays {
  open: (overlay: Overlay) => void;
}

export type Overlay = "palette" | "shortcuts" | "password" | "tray";

export const OverlaysOf = createContext<Overlays>({ open: () => undefined });

export function useOverlays(): Overlays {
  return useContext(OverlaysOf);
}
