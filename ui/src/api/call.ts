import { CLIENT_CODES, type ClientCode } from "./codes";
import type { Commands, ErrorView } from "./generated";
import type { Transport } from "./transport/transport";

export type CommandName = keyof Commands;
export type QueryName = { [C in CommandName]: Commands[C]["kind"] extends "query" ? C : never }[CommandName];
export type MutationName = Exclude<CommandName, QueryName>;
export type Request<C extends CommandName> = Commands[C]["request"];
export type Reply<C extends CommandName> = Commands[C]["reply"];

/** A call that failed. The words for its code are in `i18n`. */
export class CallError extends Error {
  constructor(
    readonly view: ErrorView,
    readonly command: string,
  ) {
    super(`${command}: ${view.code}`);
    this.name = "CallError";
  }

  get code(): string {
    return this.view.code;
  }

  /** Nobody answered, so that nothing is known about what happened there. */
  get isSilence(): boolean {
    return CLIENT_CODES.some((code) => code === this.view.code);
  }
}

/** Answers take longer than a screen can wait only when something is wrong. */
const PATIENCE_MS = 60_000;

let way: Promise<Transport> | undefined;

/** The way to the engine of this window or page. */
export function transport(): Promise<Transport> {
  way ??= "__TAURI_INTERNALS__" in window ? import("./transport/tauri").then((m) => m.tauri) : import("./transport/http").then((m) => m.http);
  return way;
}

/** Puts another engine behind the screens; tests bring their own. */
export function setTransport(other: Transport | undefined): void {
  way = other && Promise.resolve(other);
}

/** Calls the engine; every failure arrives as a {@link CallError}. */
export async function call<C extends CommandName>(name: C, request: Request<C>, signal?: AbortSignal): Promise<Reply<C>> {
  const ends = new AbortController();
  let timedOut = false;
  const patience = setTimeout(() => {
    timedOut = true;
    ends.abort();
  }, PATIENCE_MS);
  const leave = () => ends.abort();
  signal?.addEventListener("abort", leave);
  try {
    const answer = (await transport()).call(name, request, ends.signal);
    // A call of the window cannot be broken off; it is only waited for no longer.
    return (await Promise.race([answer, ended(ends.signal)])) as Reply<C>; // the table holds for both sides
  } catch (error) {
    if (signal?.aborted) throw error;
    throw failure(error, name, timedOut);
  } finally {
    clearTimeout(patience);
    signal?.removeEventListener("abort", leave);
  }
}

/** Makes a {@link CallError} of whatever a transport rejected with. */
export function failure(error: unknown, command: string, timedOut = false): CallError {
  if (error instanceof CallError) return error;
  if (isErrorView(error)) return new CallError(error, command);
  if (timedOut) return silence("timed_out", command);
  // A page of another server, or half an answer.
  return silence(error instanceof SyntaxError ? "odd_answer" : "engine_unreachable", command);
}

function silence(code: ClientCode, command: string): CallError {
  return new CallError({ code, params: {}, mistakes: [], trace: "" }, command);
}

function ended(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    else signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

function isErrorView(error: unknown): error is ErrorView {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" && "params" in error && "mistakes" in error;
}
