import type { MessageState, TaskFigures } from "../../api/generated";

/** The straight way of a short message; reading and clicking belong to other kinds. */
export const STAGES = ["submit", "sent", "delivered", "replied"] as const;
/** Where people went who are not on the straight way, or not yet. */
export const BRANCHES = ["queued", "waiting", "failed", "no_receipt", "in_doubt", "recalled", "stopped", "excluded"] as const;

export type Stage = (typeof STAGES)[number] | (typeof BRANCHES)[number];

const SENT: readonly MessageState[] = ["submitted", "delivered", "failed", "expired", "no_receipt", "recalled", "rejected", "in_doubt"];

/** The messages behind each figure. Who replied is no state of a message: that stage has none. */
export const STATES_OF: Record<Stage, readonly MessageState[]> = {
  submit: ["queued", "claimed", ...SENT, "stopped"],
  sent: SENT,
  delivered: ["delivered"],
  replied: [],
  queued: ["queued", "claimed"],
  waiting: ["submitted"],
  failed: ["failed", "rejected", "expired"],
  no_receipt: ["no_receipt"],
  in_doubt: ["in_doubt"],
  recalled: ["recalled"],
  stopped: ["stopped"],
  excluded: ["excluded"],
};

export function isStage(text: string): text is Stage {
  return Object.hasOwn(STATES_OF, text);
}

export function sum(counts: Readonly<Record<string, number | undefined>>): number {
  return Object.values(counts).reduce<number>((total, count) => total + (count ?? 0), 0);
}

/** How many people stand behind each stage. */
export function peopleOf(figures: TaskFigures): Record<Stage, number> {
  const excluded = sum(figures.excluded);
  return {
    submit: Math.max(0, figures.people - excluded),
    sent: figures.submitted,
    delivered: figures.delivered,
    replied: figures.replied,
    queued: figures.queued,
    waiting: figures.waiting,
    failed: sum(figures.failed),
    no_receipt: figures.no_receipt,
    in_doubt: figures.in_doubt,
    recalled: figures.recalled,
    stopped: figures.stopped,
    excluded,
  };
}

/** The share of a stage in the one before it; undefined where there is nothing to share. */
export function shareOf(stage: (typeof STAGES)[number], people: Record<Stage, number>): number | undefined {
  const before = STAGES[STAGES.indexOf(stage) - 1];
  if (before === undefined || people[before] === 0) return undefined;
  return people[stage] / people[before];
}

/** How many people have what they get, of how many: for a bar. */
export function progressOf(figures: TaskFigures): { done: number; all: number } {
  const all = peopleOf(figures).submit;
  return { done: Math.max(0, all - figures.queued), all };
}
