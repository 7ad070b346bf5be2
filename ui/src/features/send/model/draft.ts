import type { Business, ImportDone, ListLayout } from "../../../api/generated";

/** The steps of the wizard, in their order. */
export const STEPS = ["content", "list", "preview", "when", "check"] as const;
export type StepId = (typeof STEPS)[number];

/** A file on its way to a list: chosen, perhaps mapped by hand, perhaps being read by the engine. */
export interface Source {
  /** Reference for the engine: a path in the window, `upload:ID` in the browser. */
  file: string;
  name: string;
  layout: ListLayout;
  /** The import that runs. */
  job: string | null;
}

/** Who gets it. */
export type Recipients =
  | { kind: "group"; group: string; name: string; people: number; columns: string[]; imported: ImportDone | null }
  | { kind: "failed"; task: string; name: string; people: number; classes: string[]; columns: string[] };

/** Everything a person chose or typed. Plain JSON, so that a draft is exactly this. */
export interface SendDraft {
  step: StepId;
  /** Empty: made of the text and the day. */
  name: string;
  business: Business;
  template: string | null;
  signature: string;
  text: string;
  source: Source | null;
  recipients: Recipients | null;
  /** China's wall-clock time such as "2026-03-01T09:30"; null: now. */
  startAt: string | null;
  /** null: by the numbers of each person. */
  channel: string | null;
  speedPerSecond: number | null;
  validityHours: number | null;
  /** null: as the settings say. */
  undoSeconds: number | null;
  /** Numbers whose way is to be explained. */
  routesOf: string[];
  /** Warnings that a person has read, by {@link findingKey}. */
  ticked: string[];
  /** One per task: the engine answers the same key with the same task. */
  clientKey: string;
}

export const NO_LAYOUT: ListLayout = { sheet: null, header_row: null, columns: [], encoding: null, delimiter: null };

export function emptyDraft(clientKey: string): SendDraft {
  return {
    step: "content",
    name: "",
    business: "notice",
    template: null,
    signature: "",
    text: "",
    source: null,
    recipients: null,
    startAt: null,
    channel: null,
    speedPerSecond: null,
    validityHours: null,
    undoSeconds: null,
    routesOf: [],
    ticked: [],
    clientKey,
  };
}

/** Whether nothing is in it that a person would miss: the step, the key and the preferred signature come by themselves. */
export function isBlank(draft: SendDraft): boolean {
  const empty = emptyDraft(draft.clientKey);
  return JSON.stringify({ ...draft, step: empty.step, signature: empty.signature }) === JSON.stringify(empty);
}

/** Words for the list of drafts: the name, else the text's begin. */
export function titleOf(draft: SendDraft): string {
  const words = draft.name.trim() || draft.text.trim().replace(/\s+/g, " ");
  return [...words].slice(0, 40).join("");
}
