import type { TaskAction, TaskDetail, TaskRow } from "../../api/generated";

/** What a button row can offer; what is missing here is done elsewhere, as undoing in its countdown. */
export const BUTTONS = ["start", "pause", "resume", "stop", "resend", "resend_doubtful", "copy", "report"] as const satisfies readonly TaskAction[];
export type ButtonAction = (typeof BUTTONS)[number];

/** The one that goes first: what a person most likely came for. */
const FIRST: readonly ButtonAction[] = ["start", "resume", "pause", "resend", "report"];
const BESIDE: readonly ButtonAction[] = ["stop", "resend", "report"];

export interface Arranged {
  primary: ButtonAction | undefined;
  beside: readonly ButtonAction[];
  more: readonly ButtonAction[];
}

/** Puts the buttons that may be pressed now in their places: one primary, a few beside it, the rest in a menu. */
export function arrange(may: readonly TaskAction[]): Arranged {
  const allowed = BUTTONS.filter((action) => may.includes(action));
  const primary = FIRST.find((action) => allowed.includes(action));
  const rest = allowed.filter((action) => action !== primary);
  const beside = rest.filter((action) => BESIDE.includes(action));
  return { primary, beside, more: rest.filter((action) => !beside.includes(action)) };
}

/** What a row of the list may offer, by its state alone; the engine has the last word. */
export function mayOfRow(row: TaskRow): TaskAction[] {
  const always: TaskAction[] = ["copy", "report"];
  const undo: TaskAction[] = (row.undo_left_ms ?? 0) > 0 ? ["undo"] : [];
  switch (row.state) {
    case "draft":
      return ["start", "stop", "copy"];
    case "scheduled":
    case "running":
      return [...undo, "pause", "stop", ...always];
    case "paused":
    case "faulted":
      return ["resume", "stop", ...always];
    case "done":
    case "stopped":
      return always;
  }
}

/** People who would get nothing if the task stopped now, and those who get theirs all the same. */
export function ifStopped({ figures }: Pick<TaskDetail, "figures">): { unsent: number; sent: number } {
  return { unsent: figures.queued, sent: figures.waiting };
}
