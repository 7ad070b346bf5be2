/** Every command of the engine: what it takes and what it answers. */
export interface Methods {
  about: { payload: Record<string, never>; result: About };
}

/** Which engine is running. */
export interface About {
  version: string;
}

/** Codes of the engine's faces, and `engine_unreachable` where no engine answered at all. */
export type ErrorCode = "unknown_command" | "bad_payload" | "engine_unreachable";
