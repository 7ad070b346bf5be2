import { useAsk } from "../api/query";
import type { Badge } from "./places";

/** Pending work beside the navigation. */
export function useBadges(): Record<Badge, number> {
  const inbox = useAsk("conversations", { filter: "unread", search: "", before: null, limit: 1, whole: false });
  const drafts = useAsk("drafts", {});
  const tasks = useAsk("tasks", { states: ["running"], search: "", sandbox: null, before: null, limit: 20 });
  return { inbox: inbox.data?.unread ?? 0, drafts: drafts.data?.drafts.length ?? 0, tasks: tasks.data?.tasks.length ?? 0 };
}
