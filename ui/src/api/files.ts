import { type RefObject, useEffect, useRef, useState } from "react";
import { type CallError, failure, transport } from "./call";
import type { KeptFile } from "./generated";
import type { PickedFile, Transfer } from "./transport/transport";

export type { PickedFile } from "./transport/transport";

/** Lists that can be imported, as endings of their files. */
export const LIST_ENDINGS = [".xlsx", ".xls", ".xlsb", ".ods", ".csv", ".tsv", ".txt"] as const;

/** Asks for a file and brings it to the engine; null when the person chose none. Rejects with a {@link CallError}. */
export async function pickFile({ accept, ...transfer }: { accept: readonly string[] } & Transfer): Promise<PickedFile | null> {
  return orFailure(transport().then((way) => way.files.pick(accept, transfer)));
}

/** Brings a file that the page already has, such as one that was pasted. Rejects with a {@link CallError}. */
export async function bringFile(file: File, transfer: Transfer = {}): Promise<PickedFile> {
  return orFailure(transport().then((way) => way.files.bring(file, transfer)));
}

/** Where to write a new file: `to` for the engine (null keeps it there for download), or null when the person stepped back. */
export async function saveTarget(name: string): Promise<{ to: string | null } | null> {
  const target = await orFailure(transport().then((way) => way.files.saveTarget(name)));
  return target === "cancelled" ? null : target;
}

/** Downloads a finished file in the browser; shows it in its folder from the window. */
export async function openFile(file: KeptFile): Promise<void> {
  return orFailure(transport().then((way) => way.files.open(file)));
}

export interface DropState {
  /** Something hangs over the target. */
  isOver: boolean;
  /** Share that has arrived, while files travel. */
  progress: number | null;
}

/** Takes files that are dropped on an element, from the system in the window as from the page in the browser. */
export function useDrop(
  target: RefObject<HTMLElement | null>,
  { onFiles, onError, isDisabled = false }: { onFiles: (files: PickedFile[]) => void; onError: (error: CallError) => void; isDisabled?: boolean },
): DropState {
  const [state, setState] = useState<DropState>({ isOver: false, progress: null });
  const latest = useRef({ onFiles, onError });
  useEffect(() => {
    latest.current = { onFiles, onError };
  });
  useEffect(() => {
    if (isDisabled) return;
    let stop: () => void = () => undefined;
    let wanted = true;
    const change = (part: Partial<DropState>) => wanted && setState((old) => ({ ...old, ...part }));
    void transport().then(({ files }) => {
      if (!wanted || target.current === null) return;
      stop = files.drop(target.current, {
        onOver: (isOver) => change({ isOver }),
        onProgress: (progress) => change({ progress }),
        onFiles: (dropped) => {
          change({ progress: null });
          if (wanted) latest.current.onFiles(dropped);
        },
        onError: (error) => {
          change({ progress: null });
          if (wanted) latest.current.onError(failure(error, "upload"));
        },
      });
    });
    return () => {
      wanted = false;
      stop();
    };
  }, [target, isDisabled]);
  return state;
}

async function orFailure<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") throw error;
    throw failure(error, "file");
  }
}
