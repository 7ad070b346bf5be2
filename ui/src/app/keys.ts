/** Keys of the frame. A browser keeps Ctrl+N for itself, so that Alt+N does the same there. */
export const KEYS = {
  palette: "Ctrl+K",
  newTask: { desktop: "Ctrl+N", browser: "Alt+N" },
  newOne: { desktop: "Ctrl+Shift+N", browser: "Alt+Shift+N" },
  fold: "Ctrl+B",
  sheet: "?",
} as const;
