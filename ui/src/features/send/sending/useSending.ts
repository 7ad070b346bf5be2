import { useCallback, useRef, useState } from "react";
import type { CallError } from "../../../api/call";
import type { Started, Undone } from "../../../api/generated";
import { useCommand } from "../../../api/query";
import { useSend, useSpec } from "../useSendModel";

/** A task that was just made. */
export interface Sent {
  task: string;
  people: number;
  isPractice: boolean;
  /** For one that starts later. */
  startsAt: string | null;
  /** When it can be taken back no more, by this computer's clock. */
  undoUntil: number;
}

export interface Sending {
  send: () => Promise<void>;
  isPending: boolean;
  error: CallError | null;
}

/**
 * Makes the task and starts it.
 *
 * Pressed twice it asks once; should the answer get lost and it be pressed again, the key of the draft makes the
 * engine answer with the task that is already there.
 */
export function useSending(onSent: (sent: Sent) => void): Sending {
  const { draft, check, isPractice } = useSend();
  const specNow = useSpec();
  const create = useCommand("create_task");
  const isBusy = useRef(false);
  const people = check.data?.messages ?? 0;
  const send = async () => {
    if (isBusy.current) return;
    isBusy.current = true;
    try {
      const started = await create.mutateAsync({ spec: specNow(), start: true });
      onSent(sentOf(started, { people, isPractice, startsAt: draft.startAt }));
    } catch {
      // The error is shown; the draft stays as it is.
    } finally {
      isBusy.current = false;
    }
  };
  return { send, isPending: create.isPending, error: create.error };
}

function sentOf(started: Started, about: Pick<Sent, "people" | "isPractice" | "startsAt">): Sent {
  return { ...about, task: started.task, undoUntil: Date.now() + started.undo_left_ms };
}

/** Takes the start back. */
export function useUndo(onUndone: (undone: Undone) => void) {
  const undo = useCommand("undo_task");
  const [error, setError] = useState<CallError | null>(null);
  const take = useCallback(
    (task: string) => {
      setError(null);
      undo.mutateAsync({ task }).then(onUndone, setError);
    },
    [undo, onUndone],
  );
  return { take, isPending: undo.isPending, error };
}
