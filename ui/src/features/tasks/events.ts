import type { TaskEvent } from "../../api/generated";
import type { IconName, Tone } from "../../ui";

/** Everything that can happen to a task, as the engine writes it down. */
export const EVENT_KINDS = ["created", "started", "scheduled", "running", "paused", "resumed", "stopped", "done", "faulted", "recovered", "resent", "undone"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

export function isEventKind(kind: string): kind is EventKind {
  return EVENT_KINDS.some((known) => known === kind);
}

export const EVENT_LOOK: Record<EventKind, { tone: Tone; icon: IconName }> = {
  created: { tone: "idle", icon: "draft" },
  started: { tone: "info", icon: "send" },
  scheduled: { tone: "info", icon: "clock" },
  running: { tone: "info", icon: "running" },
  paused: { tone: "warn", icon: "paused" },
  resumed: { tone: "info", icon: "play" },
  stopped: { tone: "idle", icon: "stop" },
  done: { tone: "good", icon: "done" },
  faulted: { tone: "bad", icon: "error" },
  recovered: { tone: "warn", icon: "warn" },
  resent: { tone: "warn", icon: "refresh" },
  undone: { tone: "idle", icon: "undo" },
};

/** Who did it, where it was nobody by name. */
export function isNobody(by: string): by is "local" | "engine" | "" {
  return by === "local" || by === "engine" || by === "";
}

/** Newest first: what was last is what people look for. */
export function newestFirst(events: readonly TaskEvent[]): TaskEvent[] {
  return [...events].reverse();
}
