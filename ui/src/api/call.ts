import type { ErrorCode, Methods } from "./methods";
import type { Transport } from "./transport/transport";

/** A call that failed. The words for its code are in `i18n/errors`. */
export class CallError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly command: string,
  ) {
    super(`${command}: ${code}`);
    this.name = "CallError";
  }
}

const CODES: Record<ErrorCode, true> = { unknown_command: true, bad_payload: true, engine_unreachable: true };

/** Calls the engine; every failure arrives as a {@link CallError}. */
export async function call<M extends keyof Methods>(
  name: M,
  payload: Methods[M]["payload"],
  transport: Promise<Transport> = current(),
): Promise<Methods[M]["result"]> {
  try {
    return await (await transport).call(name, payload);
  } catch (error) {
    throw new CallError(codeOf(error), name);
  }
}

async function current(): Promise<Transport> {
  if ("__TAURI_INTERNALS__" in window) return (await import("./transport/tauri")).tauri;
  throw new CallError("engine_unreachable", "transport"); // a plain browser has no engine behind it yet
}

function codeOf(error: unknown): ErrorCode {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
  return Object.hasOwn(CODES, code) ? (code as ErrorCode) : "engine_unreachable";
}
