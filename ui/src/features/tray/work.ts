import { useAsk } from "../../api/query";
import type { Job, TaskRow } from "../../api/generated";

/** What works in the background now. */
export interface Work {
  jobs: readonly Job[];
  tasks: readonly TaskRow[];
}

/** Running tasks that the tray shows; more are one click away in the list. */
const TASKS_MAX = 20;

/** Background work and running tasks, always current. */
export function useWork(): Work & { all: readonly Job[] | undefined; running: readonly TaskRow[] | undefined } {
  const jobs = useAsk("jobs", {});
  const tasks = useAsk("tasks", { states: ["running"], search: "", sandbox: null, before: null, limit: TASKS_MAX });
  const all = jobs.data?.jobs;
  const running = tasks.data?.tasks;
  return { jobs: all?.filter((job) => job.state === "running") ?? [], tasks: running ?? [], all, running };
}

/** How far a task is: people who have an end, of those who get something. */
export function taskProgress(task: TaskRow): { done: number; total: number } {
  const { figures } = task;
  const excluded = sum(figures.excluded);
  const total = Math.max(0, figures.people - excluded);
  return { done: Math.min(total, Math.max(0, total - figures.queued)), total };
}

function sum(counts: Partial<Record<string, number>>): number {
  return Object.values(counts).reduce<number>((all, count) => all + (count ?? 0), 0);
}

export function failedOf(task: TaskRow): number {
  return sum(task.figures.failed);
}
