import type { TasksOf, TaskState } from "../../api/generated";
import type { Mode } from "../../api/mode";
import { isTaskState, OPEN_STATES } from "./look";

/** What of the list stands in the address. */
export const TASK_FILTER = { search: "", state: "", world: "", task: "" };
export type TaskFilter = typeof TASK_FILTER;

export const WORLDS = ["real", "practice", "all"] as const;
export type World = (typeof WORLDS)[number];

/** Without a choice, the world that the operator works in. */
export function worldOf(world: string, mode: Mode): World {
  return WORLDS.find((known) => known === world) ?? mode;
}

export function sandboxOf(world: World): boolean | null {
  return world === "all" ? null : world === "practice";
}

/** States by their words: one, several with commas, or `open` for all that have not ended. */
export function statesOf(text: string): TaskState[] {
  if (text === "open") return [...OPEN_STATES];
  return text.split(",").filter(isTaskState);
}

const PAGE = 100;

export function tasksOf(filter: TaskFilter, mode: Mode): TasksOf {
  return { states: statesOf(filter.state), search: filter.search.trim(), sandbox: sandboxOf(worldOf(filter.world, mode)), before: null, limit: PAGE };
}

/** Whether somebody chose anything, so that an empty list has a way back. */
export function isFiltered(filter: TaskFilter): boolean {
  return filter.search.trim() !== "" || filter.state !== "" || filter.world !== "";
}
