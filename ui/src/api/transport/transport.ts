import type { KeptFile, Tag } from "../generated";

/** What the engine says by itself. */
export interface Listener {
  /** It answers: from now on nothing is missed. */
  onOpen: () => void;
  onChange: (tags: readonly Tag[]) => void;
  /** It is still there. */
  onBeat: () => void;
  /** The connection broke; said once, and nothing more comes. */
  onLost: () => void;
}

/** Something a person chose on this computer. */
export interface PickedFile {
  /** What the engine calls it: a path in the window, `upload:ID` in the browser. */
  file: string;
  name: string;
}

export interface Transfer {
  /** Share of the file that has arrived, from 0 to 1. */
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}

export interface Drop {
  /** Something hangs over the target. */
  onOver: (over: boolean) => void;
  onFiles: (files: PickedFile[]) => void;
  onProgress: (share: number) => void;
  onError: (error: unknown) => void;
}

/** Files of this computer on their way to the engine and back. */
export interface FileDoor {
  /** Asks for a file; null when the person chose none. */
  pick(accept: readonly string[], transfer: Transfer): Promise<PickedFile | null>;
  /** Brings a file of the page to the engine. */
  bring(file: File, transfer: Transfer): Promise<PickedFile>;
  /** Files that are dropped on `target`. */
  drop(target: HTMLElement, drop: Drop): () => void;
  /** Asks where a new file shall be; null keeps it with the engine. `cancelled` when the person stepped back. */
  saveTarget(name: string): Promise<{ to: string | null } | "cancelled">;
  /** Downloads a file, or shows it where it lies. */
  open(file: KeptFile): Promise<void>;
}

/** One way to the engine. The window and the browser have different ones; nothing above can tell. */
export interface Transport {
  readonly face: "desktop" | "browser";
  readonly files: FileDoor;
  /** Rejects with an `ErrorView` of the engine, or with anything else when the engine did not answer. */
  call(name: string, request: unknown, signal: AbortSignal): Promise<unknown>;
  /** Listens until the function that it returns is called. */
  listen(listener: Listener): () => void;
}
