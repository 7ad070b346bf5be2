import type { CheckFinding, TaskCheck } from "../../../api/generated";
import { type SendDraft, STEPS, type StepId } from "./draft";
import { unknownVariables } from "./template";

/** The engine's limits for a task's own fields (task files have the same). */
export const NAME_CHARS_MAX = 100;
export const TEXT_CHARS_MAX = 4_000;
export const SPEED_MAX = 100_000;
export const VALIDITY_HOURS_MAX = 72;
export const UNDO_SECONDS_MAX = 86_400;

/** What is missing or wrong in a step, as keys of words. */
export type Lack =
  | "textMissing"
  | "textTooLong"
  | "textMistakes"
  | "signatureMissing"
  | "nameTooLong"
  | "listMissing"
  | "listUnread"
  | "listEmpty"
  | "variablesUnknown"
  | "timePast"
  | "channelOfOtherWorld"
  | "checkUnfinished"
  | "checkBlocks"
  | "checkUnticked";

/** What the steps need to know beside the draft. */
export interface Surroundings {
  /** Mistakes in the text that the engine named. */
  mistakes: number;
  check: TaskCheck | null;
  /** The check is of an older draft, or failed. */
  isCheckStale: boolean;
  /** China's wall-clock time now, as in {@link SendDraft.startAt}. */
  now: string;
  /** Channels of the world this is for; null while unknown. */
  channels: readonly string[] | null;
  isPractice: boolean;
}

export function lacksOf(step: StepId, draft: SendDraft, around: Surroundings): Lack[] {
  switch (step) {
    case "content":
      return contentLacks(draft, around);
    case "list":
      return listLacks(draft);
    case "preview":
      return [];
    case "when":
      return whenLacks(draft, around);
    case "check":
      return checkLacks(draft, around);
  }
}

function contentLacks(draft: SendDraft, around: Surroundings): Lack[] {
  const lacks: Lack[] = [];
  if (draft.text.trim() === "") lacks.push("textMissing");
  if ([...draft.text].length > TEXT_CHARS_MAX) lacks.push("textTooLong");
  if (draft.text.trim() !== "" && around.mistakes > 0) lacks.push("textMistakes");
  if (draft.signature.trim() === "") lacks.push("signatureMissing");
  if ([...draft.name].length > NAME_CHARS_MAX) lacks.push("nameTooLong");
  return lacks;
}

function listLacks(draft: SendDraft): Lack[] {
  if (draft.source) return ["listUnread"];
  if (!draft.recipients) return ["listMissing"];
  if (draft.recipients.people === 0) return ["listEmpty"];
  return unknownVariables(draft.text, draft.recipients.columns).length > 0 ? ["variablesUnknown"] : [];
}

function whenLacks(draft: SendDraft, around: Surroundings): Lack[] {
  const lacks: Lack[] = [];
  if (draft.startAt !== null && draft.startAt <= around.now) lacks.push("timePast");
  if (draft.channel !== null && around.channels && !around.channels.includes(draft.channel)) lacks.push("channelOfOtherWorld");
  return lacks;
}

function checkLacks(draft: SendDraft, around: Surroundings): Lack[] {
  if (!around.check || around.isCheckStale) return ["checkUnfinished"];
  if (!around.check.may_start || around.check.findings.some((finding) => finding.severity === "block")) return ["checkBlocks"];
  return unticked(around.check.findings, draft, around.isPractice).length > 0 ? ["checkUnticked"] : [];
}

/** A warning is the same as long as its words are: another count asks again. */
export function findingKey(finding: CheckFinding): string {
  const params = Object.entries(finding.params).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${finding.code} ${JSON.stringify(params)}`;
}

/** Whether a person has to say that they read it. That practice reaches no phone is said by everything on the screen. */
export function wantsTick(finding: CheckFinding, isPractice: boolean): boolean {
  return finding.severity === "warn" && !(isPractice && finding.code === "sandbox_used");
}

export function unticked(findings: readonly CheckFinding[], draft: SendDraft, isPractice: boolean): CheckFinding[] {
  return findings.filter((finding) => wantsTick(finding, isPractice) && !draft.ticked.includes(findingKey(finding)));
}

/** Whether everything is there that a check needs. */
export function isCheckable(draft: SendDraft, around: Pick<Surroundings, "mistakes" | "now">): boolean {
  const known: Surroundings = { ...around, check: null, isCheckStale: false, channels: null, isPractice: false };
  return (["content", "list", "when"] as const).every((step) => lacksOf(step, draft, known).length === 0);
}

/** The first step that still wants something, for "what is missing?". */
export function firstLacking(draft: SendDraft, around: Surroundings): StepId | null {
  return STEPS.find((step) => lacksOf(step, draft, around).length > 0) ?? null;
}
