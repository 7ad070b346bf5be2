import { call } from "../../api/call";
import type { TaskSpec } from "../../api/generated";
import { language } from "../../i18n";
import { emptyDraft, type Recipients, type SendDraft } from "./model/draft";
import { newKey } from "./model/key";
import { readBody } from "./model/reading";
import { recall } from "./saving/backup";
import type { Opened } from "./saving/useAutosave";
import { chooseGroup } from "./group";

/** What the address asks for; empty fields ask for nothing. */
export interface Entry {
  draft: string;
  /** A task whose failed people get it again. */
  failed_of: string;
  /** A task to do once more. */
  copy: string;
  template: string;
  group: string;
}

export interface Opening extends Opened {
  /** What a crash had left unsaved was taken up. */
  isRestored: boolean;
}

/** Makes the draft that the wizard begins with. Rejects with a `CallError` when what was asked for cannot be read. */
export async function open(entry: Entry): Promise<Opening> {
  if (entry.draft !== "") return openDraft(entry.draft);
  const empty = emptyDraft(newKey());
  const draft = await seeded(empty, entry);
  return { draft, stored: null, baseline: draft, isRestored: false };
}

async function openDraft(id: string): Promise<Opening> {
  const kept = await call("draft", { draft: id });
  const baseline = readBody(kept.body, newKey());
  const backup = recall(id);
  const isSame = backup === null || JSON.stringify({ ...backup.draft, routesOf: [] }) === JSON.stringify({ ...baseline, routesOf: [] });
  if (backup === null || isSame) return { draft: baseline, stored: { draft: kept.draft, version: kept.version }, baseline, isRestored: false };
  // Saved under the version that it was made from: had another window saved since, the engine says so and a person decides.
  return { draft: backup.draft, stored: { draft: kept.draft, version: backup.version ?? kept.version }, baseline, isRestored: true };
}

async function seeded(draft: SendDraft, entry: Entry): Promise<SendDraft> {
  if (entry.failed_of !== "") {
    const [spec, failures] = await Promise.all([call("task_spec", { task: entry.failed_of }), call("task_failures", { task: entry.failed_of, language: language() })]);
    const columns: string[] = [];
    return { ...fromSpec(draft, spec), recipients: { kind: "failed", task: entry.failed_of, name: spec.name, people: failures.may_resend, classes: [], columns } };
  }
  if (entry.copy !== "") {
    const spec = await call("task_spec", { task: entry.copy });
    return { ...fromSpec(draft, spec), recipients: await copied(spec) };
  }
  if (entry.template !== "") {
    const { templates } = await call("templates", { search: "", business: null });
    const found = templates.find((template) => template.template === entry.template);
    return found ? { ...draft, template: found.template, business: found.business, signature: found.signature, text: found.text } : draft;
  }
  if (entry.group !== "") return { ...draft, recipients: await chooseGroup(entry.group, await groupName(entry.group)) };
  return draft;
}

function fromSpec(draft: SendDraft, spec: TaskSpec): SendDraft {
  const { business, signature, text } = spec;
  return { ...readBody({ ...draft, business, signature, text }, draft.clientKey), name: spec.name, template: spec.template, speedPerSecond: spec.speed_per_second, validityHours: spec.validity_hours };
}

async function copied(spec: TaskSpec): Promise<Recipients | null> {
  const { group, failed_of } = spec.recipients;
  if (group !== null) return chooseGroup(group, await groupName(group));
  if (failed_of === null) return null;
  const failures = await call("task_failures", { task: failed_of.task, language: language() });
  return { kind: "failed", task: failed_of.task, name: spec.name, people: failures.may_resend, classes: failed_of.classes, columns: [] };
}

async function groupName(group: string): Promise<string> {
  const { groups } = await call("groups", {});
  return groups.find((each) => each.group === group)?.name ?? group;
}
