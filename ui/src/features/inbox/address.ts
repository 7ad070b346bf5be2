import type { ConversationsOf } from "../../api/generated";

/** What of the inbox stands in the address. */
export const INBOX_STATE = { filter: "all", search: "", person: "" };

export const FILTERS = ["all", "unread", "ask", "opt_out"] as const satisfies readonly ConversationsOf["filter"][];
export type Filter = (typeof FILTERS)[number];

export function filterOf(text: string): Filter {
  return FILTERS.find((known) => known === text) ?? "all";
}
