import { useCallback, useEffect, useRef, useState } from "react";
import { call } from "../../api/call";
import type { DraftRow } from "../../api/generated";

/** As long as the toast that takes it back stands. */
const UNDO_MS = 6_000;

/**
 * Removes drafts after a moment in which it can be taken back; whoever leaves the screen in that moment has decided.
 */
export function useDraftRemoval(onFailed: (draft: DraftRow, error: unknown) => void): { hidden: ReadonlySet<string>; remove: (draft: DraftRow) => () => void } {
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const waiting = useRef(new Map<string, { timer: ReturnType<typeof setTimeout>; draft: DraftRow }>());
  const failed = useRef(onFailed);
  useEffect(() => {
    failed.current = onFailed;
  });
  const show = useCallback((id: string) => setHidden((old) => new Set([...old].filter((each) => each !== id))), []);

  const finish = useCallback(
    (draft: DraftRow) => {
      waiting.current.delete(draft.draft);
      call("remove_draft", { draft: draft.draft }).catch((error: unknown) => {
        show(draft.draft);
        failed.current(draft, error);
      });
    },
    [show],
  );
  useEffect(() => {
    const left = waiting.current;
    return () => {
      for (const { timer, draft } of left.values()) {
        clearTimeout(timer);
        finish(draft);
      }
    };
  }, [finish]);

  const remove = useCallback(
    (draft: DraftRow) => {
      setHidden((old) => new Set([...old, draft.draft]));
      const timer = setTimeout(() => finish(draft), UNDO_MS);
      waiting.current.set(draft.draft, { timer, draft });
      return () => {
        clearTimeout(timer);
        if (waiting.current.delete(draft.draft)) show(draft.draft);
      };
    },
    [finish, show],
  );
  return { hidden, remove };
}
