import type { Carrier, FailureGroup, MessageState } from "../../api/generated";
import { BRANCHES, isStage, type Stage, STATES_OF } from "./funnel";

/** Some of a task's people: those of a stage, or of one cause. */
export interface Part {
  stage: Stage | undefined;
  class: string;
  code: string;
  carrier: Carrier | undefined;
}

export const WHOLE: Part = { stage: undefined, class: "", code: "", carrier: undefined };

/** The people of one failure group. */
export function partOf(group: FailureGroup): Part {
  const stage = BRANCHES.find((branch) => STATES_OF[branch].includes(group.state));
  return { stage, class: group.class, code: group.code, carrier: group.carrier };
}

export function statesOfPart(part: Part): MessageState[] {
  return part.stage === undefined ? [] : [...STATES_OF[part.stage]];
}

/** What of a task's screen stands in the address. */
export const TASK_PLACE = { tab: "overview", stage: "", class: "", code: "", carrier: "", message: "" };
export type TaskPlace = typeof TASK_PLACE;

export const TABS = ["overview", "messages", "failures", "timeline"] as const;
export type Tab = (typeof TABS)[number];

export function tabOf({ tab }: TaskPlace): Tab {
  return TABS.find((known) => known === tab) ?? "overview";
}

const CARRIERS: readonly Carrier[] = ["CMCC", "CUCC", "CTCC", "CBN", "OTHER"];

export function partAt({ stage, class: name, code, carrier }: TaskPlace): Part {
  return { stage: isStage(stage) ? stage : undefined, class: name, code, carrier: CARRIERS.find((known) => known === carrier) };
}

/** The address of some people of a task: its list, narrowed to them. */
export function placeOf(part: Part): TaskPlace {
  return { tab: "messages", stage: part.stage ?? "", class: part.class, code: part.code, carrier: part.carrier ?? "", message: "" };
}
