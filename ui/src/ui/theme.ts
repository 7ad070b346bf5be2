import { useEffect, useState } from "react";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

/** Puts the chosen theme on the document and follows the system where the choice says so. */
export function useTheme(theme: Theme) {
  const [systemIsDark, setSystemIsDark] = useState(() => darkQuery().matches);
  useEffect(() => {
    const query = darkQuery();
    const follow = () => setSystemIsDark(query.matches);
    query.addEventListener("change", follow);
    return () => query.removeEventListener("change", follow);
  }, []);
  useEffect(() => {
    document.documentElement.dataset.theme = theme === "system" ? (systemIsDark ? "dark" : "light") : theme;
  }, [theme, systemIsDark]);
}

function darkQuery() {
  return window.matchMedia("(prefers-color-scheme: dark)");
}
