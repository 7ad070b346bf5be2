/** Codes that arise on this side: no engine, no answer in time, an answer that is none of the engine's. */
export const CLIENT_CODES = ["engine_unreachable", "timed_out", "odd_answer"] as const;
export type ClientCode = (typeof CLIENT_CODES)[number];
