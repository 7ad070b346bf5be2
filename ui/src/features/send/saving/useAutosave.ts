import { useEffect, useRef, useState } from "react";
import { CallError, call } from "../../../api/call";
import type { SendDraft } from "../model/draft";
import { Autosave, type SaveState, type Stored } from "./autosave";

/** Where a wizard begins: a draft, what the engine has of it, and what of it needs no saving. */
export interface Opened {
  draft: SendDraft;
  stored: Stored | null;
  baseline: SendDraft;
}

/** Saves the draft by itself for as long as the wizard is on the screen. */
export function useAutosave(draft: SendDraft, opened: Opened, onStored: (draft: string) => void): { state: SaveState; autosave: Autosave } {
  const [state, setState] = useState<SaveState>({ kind: "clean" });
  const latest = useRef(onStored);
  useEffect(() => {
    latest.current = onStored;
  });
  const [autosave] = useState(
    () =>
      new Autosave(
        {
          save: (request) => call("save_draft", request),
          kindOf,
          onState: setState,
          onStored: (stored) => latest.current(stored.draft),
          onOrphan: (stored) => void removeDraft(stored.draft),
        },
        opened.draft,
        opened.stored,
        opened.baseline,
      ),
  );
  useEffect(() => autosave.change(draft), [autosave, draft]);
  useEffect(() => {
    autosave.start();
    const hide = () => void autosave.flush();
    window.addEventListener("pagehide", hide);
    return () => {
      window.removeEventListener("pagehide", hide);
      autosave.stop();
    };
  }, [autosave]);
  return { state, autosave };
}

/** A draft that has become a task. One that stays behind does no harm: its key answers with the same task. */
export async function removeDraft(draft: string): Promise<void> {
  try {
    await call("remove_draft", { draft });
  } catch {
    // It stays in the list of drafts, where a person can remove it.
  }
}

function kindOf(error: unknown): "stale" | "offline" | "other" {
  if (!(error instanceof CallError)) return "other";
  if (error.code === "stale") return "stale";
  return error.isSilence ? "offline" : "other";
}
