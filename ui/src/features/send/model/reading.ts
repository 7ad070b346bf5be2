import type { Business, ImportDone, ListLayout } from "../../../api/generated";
import { emptyDraft, NO_LAYOUT, type Recipients, type SendDraft, type Source, STEPS } from "./draft";

const BUSINESSES: readonly Business[] = ["verification", "emergency", "notice", "marketing"];
const VERSION = 1;

/** A draft as the engine keeps it. */
export interface DraftBody extends SendDraft {
  v: number;
}

export function writeBody(draft: SendDraft): DraftBody {
  return { v: VERSION, ...draft };
}

/**
 * Reads a draft of any age: what is there and fits is taken, what is missing or strange gets its default.
 *
 * A draft is never refused: losing one field is better than losing the text.
 */
export function readBody(body: unknown, freshKey: string): SendDraft {
  const from = record(body);
  const empty = emptyDraft(freshKey);
  return {
    step: STEPS.find((step) => step === from.step) ?? empty.step,
    name: text(from.name),
    business: BUSINESSES.find((business) => business === from.business) ?? empty.business,
    template: textOrNull(from.template),
    signature: text(from.signature),
    text: text(from.text),
    source: readSource(from.source),
    recipients: readRecipients(from.recipients),
    startAt: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/.test(text(from.startAt)) ? text(from.startAt) : null,
    channel: textOrNull(from.channel),
    speedPerSecond: numberOrNull(from.speedPerSecond),
    validityHours: numberOrNull(from.validityHours),
    undoSeconds: numberOrNull(from.undoSeconds),
    routesOf: texts(from.routesOf),
    ticked: texts(from.ticked),
    clientKey: text(from.clientKey) || freshKey,
  };
}

function readSource(value: unknown): Source | null {
  const from = record(value);
  if (typeof from.file !== "string") return null;
  return { file: from.file, name: text(from.name), layout: readLayout(from.layout), job: textOrNull(from.job) };
}

function readLayout(value: unknown): ListLayout {
  const from = record(value);
  const columns = Array.isArray(from.columns) ? from.columns : [];
  return {
    ...NO_LAYOUT,
    sheet: textOrNull(from.sheet),
    header_row: numberOrNull(from.header_row),
    columns: columns.filter(Array.isArray).map(([column, field]): [string, string] => [text(column), text(field)]),
    encoding: textOrNull(from.encoding),
    delimiter: textOrNull(from.delimiter),
  };
}

function readRecipients(value: unknown): Recipients | null {
  const from = record(value);
  const common = { name: text(from.name), people: numberOrNull(from.people) ?? 0, columns: texts(from.columns) };
  if (from.kind === "group" && typeof from.group === "string") return { kind: "group", group: from.group, ...common, imported: readImport(from.imported) };
  if (from.kind === "failed" && typeof from.task === "string") return { kind: "failed", task: from.task, classes: texts(from.classes), ...common };
  return null;
}

function readImport(value: unknown): ImportDone | null {
  const from = record(value);
  if (typeof from.import !== "string") return null;
  const count = (name: string) => numberOrNull(from[name]) ?? 0;
  return {
    import: from.import,
    group: text(from.group),
    group_name: text(from.group_name),
    merged: from.merged === true,
    rows: count("rows"),
    people: count("people"),
    added: count("added"),
    duplicates: count("duplicates"),
    rows_failed: count("rows_failed"),
    rows_repaired: count("rows_repaired"),
    repairs: counts(from.repairs),
    faults: counts(from.faults),
    carriers: counts(from.carriers),
    blocked: counts(from.blocked),
  };
}

function record(value: unknown): Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function counts(value: unknown): Record<string, number> {
  return Object.fromEntries(Object.entries(record(value)).filter((entry): entry is [string, number] => typeof entry[1] === "number"));
}

function text(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function textOrNull(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberOrNull(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((each) => typeof each === "string") : [];
}
