import type { TaskRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { peopleOf } from "./funnel";

/** Whom a task reaches, and what that costs. */
export interface Reach {
  people: number;
  cost: string;
  /** Whether the check lets it start. */
  mayStart: boolean;
}

/** Before its time has come a task has nobody: its list is read when it leaves. */
export function isUnread({ state, figures }: Pick<TaskRow, "state" | "figures">): boolean {
  return figures.people === 0 && state !== "done" && state !== "stopped";
}

/** Whom a task reaches: by its figures, or, while its list is unread, by the same check as before sending. Undefined until that is known. */
export function useReach(task: TaskRow): { reach: Reach | undefined; error: Error | null } {
  const isAsked = isUnread(task);
  const spec = useAsk("task_spec", { task: task.task }, { enabled: isAsked, everyMs: false });
  const check = useAsk("check_task", { spec: spec.data ?? NOTHING, routes_of: [] }, { enabled: isAsked && spec.data !== undefined });
  if (!isAsked) return { reach: { people: peopleOf(task.figures).submit, cost: task.figures.cost, mayStart: true }, error: null };
  return { reach: check.data && { people: check.data.messages, cost: check.data.cost, mayStart: check.data.may_start }, error: spec.error ?? check.error };
}

/** Stands in a question that is not asked. */
const NOTHING = {
  name: "",
  business: "",
  signature: "",
  text: "",
  flash: false,
  recipients: { group: null, file: null, numbers: null, failed_of: null },
  channel: null,
  start_at: null,
  validity_hours: null,
  undo_seconds: 0,
  speed_per_second: null,
  sandbox: null,
  template: null,
  client_key: null,
};
