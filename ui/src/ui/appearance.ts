import { useEffect } from "react";
import { useDocumentAttribute, useMedia } from "./document";

export const THEMES = ["system", "light", "dark", "contrast"] as const;
/** What a person chooses. */
export type Theme = (typeof THEMES)[number];
/** What stands on the screen. */
export type ShownTheme = Exclude<Theme, "system">;

export const DENSITIES = ["compact", "comfortable"] as const;
export type Density = (typeof DENSITIES)[number];

/** Puts the chosen theme on the document, follows the system where the choice says so, and tells which one shows. */
export function useTheme(theme: Theme): ShownTheme {
  const dark = useMedia("(prefers-color-scheme: dark)");
  const contrast = useMedia("(prefers-contrast: more)");
  const shown = theme === "system" ? (contrast ? "contrast" : dark ? "dark" : "light") : theme;
  useEffect(() => {
    document.documentElement.dataset.theme = shown;
  }, [shown]);
  return shown;
}

/** Puts the chosen height of table rows on the document. */
export function useDensity(density: Density): void {
  useEffect(() => {
    document.documentElement.dataset.density = density;
  }, [density]);
}

/** The theme on the screen, for pictures that are drawn rather than styled. */
export function useShownTheme(): ShownTheme {
  const theme = useDocumentAttribute("data-theme");
  return theme === "dark" || theme === "contrast" ? theme : "light";
}

/** Height of a table row in px; the same numbers as `--row` in the tokens. */
export function useRowHeight(): number {
  return useDocumentAttribute("data-density") === "comfortable" ? 44 : 36;
}

/** Room for a detail beside its list instead of over it. */
export function useIsWide(): boolean {
  return useMedia("(min-width: 1600px)");
}
