import { useEffect, useRef } from "react";
import type { Job, TaskRow } from "../../api/generated";

/** Tells each job once when it ends: of those that were seen running here, never of old ones. */
export function useEndedJobs(jobs: readonly Job[] | undefined, onEnd: (job: Job) => void): void {
  const running = useRef(new Set<string>());
  const tell = useLatest(onEnd);
  useEffect(() => {
    for (const job of jobs ?? []) {
      if (job.state === "running") running.current.add(job.job);
      else if (running.current.delete(job.job)) tell.current(job);
    }
  }, [jobs, tell]);
}

/** Tells of each task that was seen running here and is no longer among the running ones. */
export function useEndedTasks(tasks: readonly TaskRow[] | undefined, onEnd: (task: string) => void): void {
  const running = useRef(new Set<string>());
  const tell = useLatest(onEnd);
  useEffect(() => {
    if (tasks === undefined) return;
    const now = new Set(tasks.map((task) => task.task));
    for (const task of running.current) if (!now.has(task)) tell.current(task);
    running.current = now;
  }, [tasks, tell]);
}

function useLatest<T>(value: T) {
  const latest = useRef(value);
  useEffect(() => {
    latest.current = value;
  });
  return latest;
}
