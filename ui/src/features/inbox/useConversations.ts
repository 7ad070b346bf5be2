import { useAskPages } from "../../api/query";
import type { Filter } from "./address";

const PAGE = 50;

/** Conversations, newest first, page after page. */
export function useConversations(filter: Filter, search: string, whole: boolean) {
  const request = { filter, search, before: null, limit: PAGE, whole };
  const query = useAskPages("conversations", request, (last) => (last.next === null ? null : { ...request, before: last.next }), { keep: true });
  const rows = query.data?.pages.flatMap((page) => page.conversations) ?? [];
  const [first] = query.data?.pages ?? [];
  return { query, rows, unread: first?.unread ?? 0, ask: first?.ask ?? 0 };
}
