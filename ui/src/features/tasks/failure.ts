import type { FailureClass, FailureGroup, TaskFailures } from "../../api/generated";

export const CLASSES = ["NUM", "TERM", "BLOCK", "TEXT", "RATE", "ROUTE", "UNK"] as const satisfies readonly FailureClass[];

export function isClass(text: string): text is FailureClass {
  return CLASSES.some((known) => known === text);
}

export type Remedy = "resend" | "export" | "block" | "dead";

/** What helps a group of failures. */
export function remediesOf(group: FailureGroup): Remedy[] {
  const remedies: Remedy[] = [];
  if (group.may_resend) remedies.push("resend");
  if (group.class === "NUM") remedies.push("dead");
  if (group.class === "NUM" || group.class === "BLOCK") remedies.push("block");
  return [...remedies, "export"];
}

/** What failed, the largest first. Messages of whom nobody knows stand apart: they are no failures. */
export function withoutDoubt(groups: readonly FailureGroup[]): FailureGroup[] {
  return groups.filter((group) => group.state !== "in_doubt").toSorted((one, other) => other.people - one.people);
}

/** People by failure class, of those groups that may be sent again; the largest first. */
export function resendable(failures: TaskFailures): { class: string; people: number }[] {
  const people = new Map<string, number>();
  for (const group of failures.groups) {
    if (group.may_resend && group.state !== "in_doubt") people.set(group.class, (people.get(group.class) ?? 0) + group.people);
  }
  return [...people].map(([name, count]) => ({ class: name, people: count })).toSorted((one, other) => other.people - one.people);
}

/** Groups of one class under one heading; the largest class first. */
export function byClass(groups: readonly FailureGroup[]): { class: string; people: number; groups: FailureGroup[] }[] {
  const classes = new Map<string, FailureGroup[]>();
  for (const group of groups) classes.set(group.class, [...(classes.get(group.class) ?? []), group]);
  return [...classes]
    .map(([name, members]) => ({ class: name, people: members.reduce((sum, group) => sum + group.people, 0), groups: members }))
    .toSorted((one, other) => other.people - one.people);
}

/** A cause for which a task cannot go on, from the engine's code. */
export function faultOf(reason: string): "template" | "signature" | "other" {
  if (/^(template|variable|message|opt_out)_/.test(reason)) return "template";
  return reason.startsWith("signature_") ? "signature" : "other";
}
