import { call } from "../../api/call";
import { isSelected, type Selection } from "../../ui";
import type { PeopleFilter } from "./address";

const PAGE = 1_000;
/** People that one command takes. */
const BATCH = 10_000;

export type Progress = (done: number, total: number) => void;

/** The ids of chosen people; of "all but these" every page is asked for. */
export async function gather(selection: Selection, { group, search }: PeopleFilter, onProgress: (done: number) => void): Promise<string[]> {
  if (!selection.all) return [...selection.keys];
  const people: string[] = [];
  let after: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof call<"people">>> = await call("people", { group: group === "" ? null : group, search, after, offset: null, limit: PAGE, whole: false });
    for (const { person } of page.people) if (isSelected(selection, person)) people.push(person);
    after = page.next;
    onProgress(people.length);
  } while (after !== null);
  return people;
}

/** What stood in the way, and how far it had come by then. */
export class Interrupted extends Error {
  constructor(
    readonly reason: unknown,
    readonly count: number,
  ) {
    super("interrupted");
  }
}

/** Does `run` for as many people at a time as one command takes; answers the sum of its counts. */
export async function inBatches(people: readonly string[], run: (batch: string[]) => Promise<{ count: number }>, onProgress: Progress): Promise<number> {
  let sum = 0;
  for (let at = 0; at < people.length; at += BATCH) {
    try {
      sum += (await run(people.slice(at, at + BATCH))).count;
    } catch (reason) {
      throw new Interrupted(reason, sum);
    }
    onProgress(Math.min(at + BATCH, people.length), people.length);
  }
  return sum;
}
