import type { Density, Theme } from "../ui";
import { stored } from "./stored";

/** How this window looks; kept on this computer, for whoever sits at it. */
export const themeChoice = stored<Theme>("hongyan.theme", ["system", "light", "dark", "contrast"]);
export const densityChoice = stored<Density>("hongyan.density", ["compact", "comfortable"]);
