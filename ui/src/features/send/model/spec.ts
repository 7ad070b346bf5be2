import type { Recipients as RecipientsSpec, TaskSpec } from "../../../api/generated";
import type { Recipients, SendDraft } from "./draft";
import { NAME_CHARS_MAX } from "./steps";

/** The task that a draft asks for. `sandbox` comes from where the operator works, never from the draft. */
export function specOf(draft: SendDraft, { isPractice, undoSeconds, today }: { isPractice: boolean; undoSeconds: number; today: string }): TaskSpec {
  return {
    name: draft.name.trim() || defaultName(draft.text, today),
    business: draft.business,
    signature: draft.signature.trim(),
    text: draft.text,
    flash: false,
    recipients: recipientsOf(draft.recipients),
    channel: draft.channel,
    start_at: draft.startAt === null ? null : draft.startAt.replace("T", " "),
    validity_hours: draft.validityHours,
    undo_seconds: draft.undoSeconds ?? undoSeconds,
    speed_per_second: draft.speedPerSecond,
    sandbox: isPractice,
    template: draft.template,
    client_key: draft.clientKey,
  };
}

function recipientsOf(recipients: Recipients | null): RecipientsSpec {
  const none: RecipientsSpec = { group: null, file: null, numbers: null, failed_of: null };
  if (recipients === null) return none;
  if (recipients.kind === "group") return { ...none, group: recipients.group };
  return { ...none, failed_of: { task: recipients.task, classes: recipients.classes } };
}

/** A name to find the task by when nobody gave one: the text's begin and the day. */
export function defaultName(text: string, today: string): string {
  const words = [...text.replace(/[{}\s]+/g, " ").trim()].slice(0, 16).join("").trim();
  return [...`${words} ${today}`.trim()].slice(0, NAME_CHARS_MAX).join("");
}
