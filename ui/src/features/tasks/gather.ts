import { call } from "../../api/call";
import type { FailureGroup } from "../../api/generated";
import { language } from "../../i18n";

/** People whose numbers are gathered at a time: enough for a clean-up, little enough to say what it touches. */
export const GATHERED_MAX = 2_000;
const PAGE = 500;

/** The numbers behind a group of failures, for a list of those who get nothing; they show nowhere. */
export async function gatherNumbers(task: string, group: FailureGroup, onProgress: (done: number) => void): Promise<string[]> {
  const numbers = new Set<string>();
  let before: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof call<"messages">>> = await call("messages", {
      task,
      number: null,
      states: [group.state],
      classes: group.class === "" ? [] : [group.class],
      code: group.code || null,
      carrier: group.carrier,
      channel: null,
      from: null,
      to: null,
      sandbox: null,
      before,
      limit: PAGE,
      whole: true,
      language: language(),
    });
    for (const { number } of page.messages) if (numbers.size < GATHERED_MAX) numbers.add(number);
    before = page.next;
    onProgress(numbers.size);
  } while (before !== null && numbers.size < GATHERED_MAX);
  return [...numbers];
}
