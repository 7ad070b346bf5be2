import type { TaskState } from "../../api/generated";
import type { IconName, Tone } from "../../ui";

/** Hue and sign of a task's state; the word comes from the translations. */
export const TASK_LOOK: Record<TaskState, { tone: Tone; icon: IconName }> = {
  draft: { tone: "idle", icon: "draft" },
  scheduled: { tone: "info", icon: "clock" },
  running: { tone: "info", icon: "running" },
  paused: { tone: "warn", icon: "paused" },
  stopped: { tone: "idle", icon: "stop" },
  done: { tone: "good", icon: "done" },
  faulted: { tone: "bad", icon: "error" },
};

/** States from which something can still become of a task. */
export const OPEN_STATES = ["scheduled", "running", "paused", "faulted"] as const satisfies readonly TaskState[];

/** Every state, in the order of a task's life. */
export const TASK_STATES = ["draft", ...OPEN_STATES, "done", "stopped"] as const satisfies readonly TaskState[];

export function isTaskState(text: string): text is TaskState {
  return Object.hasOwn(TASK_LOOK, text);
}
