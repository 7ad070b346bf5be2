import { useEffect, useState } from "react";
import type { MessageRow, MessagesOf } from "../../api/generated";
import { useAskPages } from "../../api/query";

/** Beyond this many pages the list is no longer asked anew by itself: each page costs a question. */
const LIVE_PAGES = 3;

/** The messages behind a question, page after page. */
export function useMessages(request: MessagesOf) {
  const [isDeep, setDeep] = useState(false);
  const query = useAskPages("messages", request, (last) => (last.next === null ? null : { ...request, before: last.next }), {
    keep: true,
    ...(isDeep && { everyMs: false }),
  });
  const pages = query.data?.pages.length ?? 0;
  useEffect(() => setDeep(pages > LIVE_PAGES), [pages]);
  const rows: MessageRow[] = query.data?.pages.flatMap((page) => page.messages) ?? [];
  return { query, rows };
}
