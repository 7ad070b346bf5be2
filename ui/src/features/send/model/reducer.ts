import type { Business, ImportDone, ListLayout, Template } from "../../../api/generated";
import { NO_LAYOUT, type Recipients, type SendDraft, type StepId, STEPS } from "./draft";

/** What a person or an answer of the engine does to the draft. */
export type SendAction =
  | { do: "replace"; draft: SendDraft }
  | { do: "go"; step: StepId }
  | { do: "next" }
  | { do: "back" }
  | { do: "name"; name: string }
  | { do: "business"; business: Business }
  | { do: "template"; template: { template: string | null } & Pick<Template, "business" | "signature" | "text"> }
  | { do: "signature"; signature: string }
  | { do: "text"; text: string }
  | { do: "file"; file: string; name: string }
  | { do: "layout"; layout: Partial<ListLayout> }
  | { do: "job"; job: string | null }
  | { do: "forgetFile" }
  | { do: "imported"; job: string; done: ImportDone; columns: string[] }
  | { do: "mended"; people: number }
  | { do: "recipients"; recipients: Recipients }
  | { do: "columns"; columns: string[] }
  | { do: "startAt"; startAt: string | null }
  | { do: "channel"; channel: string | null }
  | { do: "speed"; perSecond: number | null }
  | { do: "validity"; hours: number | null }
  | { do: "undoSeconds"; seconds: number | null }
  | { do: "routesOf"; numbers: string[] }
  | { do: "tick"; key: string; isTicked: boolean }
  | { do: "freshKey"; key: string };

/** Pure: the same draft and action always give the same draft, and what an action does not name stays. */
export function reduce(draft: SendDraft, action: SendAction): SendDraft {
  switch (action.do) {
    case "replace":
      return action.draft;
    case "go":
      return { ...draft, step: action.step };
    case "next":
      return { ...draft, step: beside(draft.step, 1) };
    case "back":
      return { ...draft, step: beside(draft.step, -1) };
    case "name":
      return { ...draft, name: action.name };
    case "business":
      return { ...draft, business: action.business };
    case "template": {
      const { template, business, signature, text } = action.template;
      return { ...draft, template, business, text, signature: signature || draft.signature };
    }
    case "signature":
      return { ...draft, signature: action.signature };
    case "text":
      return { ...draft, text: action.text };
    case "file":
      return { ...draft, source: { file: action.file, name: action.name, layout: NO_LAYOUT, job: null } };
    case "layout":
      return draft.source ? { ...draft, source: { ...draft.source, layout: relaid(draft.source.layout, action.layout) } } : draft;
    case "job":
      return draft.source ? { ...draft, source: { ...draft.source, job: action.job } } : draft;
    case "forgetFile":
      return { ...draft, source: null };
    case "imported":
      // An answer to an import that was given up meanwhile changes nothing.
      return draft.source?.job === action.job ? { ...draft, source: null, recipients: importedPeople(action.done, action.columns) } : draft;
    case "mended":
      return { ...draft, recipients: mended(draft.recipients, action.people) };
    case "recipients":
      return { ...draft, recipients: action.recipients, source: null };
    case "columns":
      return draft.recipients ? { ...draft, recipients: { ...draft.recipients, columns: action.columns } } : draft;
    case "startAt":
      return { ...draft, startAt: action.startAt };
    case "channel":
      return { ...draft, channel: action.channel };
    case "speed":
      return { ...draft, speedPerSecond: action.perSecond };
    case "validity":
      return { ...draft, validityHours: action.hours };
    case "undoSeconds":
      return { ...draft, undoSeconds: action.seconds };
    case "routesOf":
      return { ...draft, routesOf: action.numbers };
    case "tick": {
      const others = draft.ticked.filter((key) => key !== action.key);
      return { ...draft, ticked: action.isTicked ? [...others, action.key] : others };
    }
    case "freshKey":
      return { ...draft, clientKey: action.key };
  }
}

function beside(step: StepId, by: 1 | -1): StepId {
  return STEPS[STEPS.indexOf(step) + by] ?? step;
}

/** Another sheet or encoding is another table: what was said about the columns of the old one is void. */
function relaid(layout: ListLayout, change: Partial<ListLayout>): ListLayout {
  const isOther = change.sheet !== undefined && change.sheet !== layout.sheet;
  return { ...layout, ...(isOther && { columns: [], header_row: null }), ...change };
}

function importedPeople(done: ImportDone, columns: string[]): Recipients {
  return { kind: "group", group: done.group, name: done.group_name, people: done.people, columns, imported: done };
}

function mended(recipients: Recipients | null, people: number): Recipients | null {
  if (recipients?.kind !== "group" || recipients.imported === null) return recipients;
  const imported = { ...recipients.imported, people: recipients.imported.people + people, rows_failed: Math.max(0, recipients.imported.rows_failed - people) };
  return { ...recipients, people: recipients.people + people, imported };
}
