import type { MessageState } from "../../api/generated";
import type { IconName, Tone } from "../../ui";

/** Hue and sign of a message's state; the word comes from the translations. Submitted is on its way, never a success. */
export const MESSAGE_LOOK: Record<MessageState, { tone: Tone; icon: IconName }> = {
  excluded: { tone: "idle", icon: "excluded" },
  queued: { tone: "info", icon: "waiting" },
  claimed: { tone: "info", icon: "send" },
  submitted: { tone: "info", icon: "running" },
  delivered: { tone: "good", icon: "done" },
  failed: { tone: "bad", icon: "error" },
  expired: { tone: "bad", icon: "clock" },
  no_receipt: { tone: "warn", icon: "waiting" },
  recalled: { tone: "idle", icon: "undo" },
  rejected: { tone: "bad", icon: "error" },
  in_doubt: { tone: "warn", icon: "help" },
  stopped: { tone: "idle", icon: "stop" },
};

/** Every state, in the order of a message's life. */
export const MESSAGE_STATES = ["queued", "claimed", "submitted", "delivered", "failed", "rejected", "expired", "no_receipt", "in_doubt", "recalled", "stopped", "excluded"] as const satisfies readonly MessageState[];

export function isMessageState(text: string): text is MessageState {
  return Object.hasOwn(MESSAGE_LOOK, text);
}
