import type { MessageRow, MessageState } from "../../api/generated";
import type { Tone } from "../../ui";

export type Verdict = "delivered" | "waiting" | "failed" | "excluded" | "doubt" | "other";

const OF: Record<MessageState, Verdict> = {
  delivered: "delivered",
  queued: "waiting",
  claimed: "waiting",
  submitted: "waiting",
  failed: "failed",
  rejected: "failed",
  expired: "failed",
  excluded: "excluded",
  in_doubt: "doubt",
  no_receipt: "other",
  recalled: "other",
  stopped: "other",
};

export const VERDICT_TONE: Record<Verdict, Tone> = { delivered: "good", waiting: "info", failed: "bad", excluded: "idle", doubt: "warn", other: "warn" };

/** The short answer to "did they get it?": the newest message. */
export function verdictOf(messages: readonly MessageRow[]): { verdict: Verdict; message: MessageRow } | undefined {
  const message = messages[0];
  return message && { verdict: OF[message.state], message };
}
