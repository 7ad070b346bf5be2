import { expect, test } from "vitest";
import type { FailureGroup, MessageState, TaskAction, TaskFailures, TaskState } from "../../api/generated";
import { figures, taskRow } from "../../testing/samples";
import { arrange, BUTTONS, mayOfRow } from "./actions";
import { byClass, faultOf, remediesOf, resendable, withoutDoubt } from "./failure";
import { isFiltered, statesOf, TASK_FILTER, tasksOf } from "./filter";
import { BRANCHES, peopleOf, progressOf, shareOf, STATES_OF } from "./funnel";
import { partAt, partOf, placeOf, statesOfPart, TASK_PLACE } from "./part";
import { speedLine } from "./speed";

function group(change: Partial<FailureGroup> = {}): FailureGroup {
  return { class: "TERM", code: "MK:0010", state: "failed", carrier: "CMCC", cause: "关机", action: "换时段补发", people: 20, may_resend: true, low_confidence: false, ...change };
}

test("the funnel counts everybody once: sendable people are those sent to, still queued, or stopped", () => {
  const people = peopleOf(figures({ queued: 8_200, submitted: 1_500, stopped: 88, excluded: { duplicate: 212 } }));
  expect(people.submit).toBe(9_788);
  expect(people.sent + people.queued + people.stopped).toBe(people.submit);
});

test("each stage's share is of the stage before, and of nothing there is none", () => {
  const people = peopleOf(figures());
  expect(shareOf("submit", people)).toBeUndefined();
  expect(shareOf("delivered", people)).toBeCloseTo(1_400 / 1_574);
  expect(shareOf("delivered", peopleOf(figures({ submitted: 0 })))).toBeUndefined();
});

test("the branches part all states of messages that are not delivered, without overlap", () => {
  const listed = BRANCHES.flatMap((stage) => STATES_OF[stage]);
  expect(new Set(listed).size).toBe(listed.length);
  const all: Record<MessageState, true> = { excluded: true, queued: true, claimed: true, submitted: true, delivered: true, failed: true, expired: true, no_receipt: true, recalled: true, rejected: true, in_doubt: true, stopped: true };
  expect([...listed, "delivered"].toSorted()).toEqual(Object.keys(all).toSorted());
  expect(STATES_OF.submit).not.toContain("excluded");
});

test("progress is who had their turn, whatever became of it", () => {
  expect(progressOf(figures({ people: 100, excluded: { duplicate: 10 }, queued: 40 }))).toEqual({ done: 50, all: 90 });
});

test.each<[TaskAction[], string | undefined]>([
  [["start", "stop", "copy"], "start"],
  [["pause", "stop", "copy", "report"], "pause"],
  [["resume", "stop"], "resume"],
  [["resend", "resend_doubtful", "copy", "report"], "resend"],
  [["copy"], undefined],
])("of %j the first button is %s, and no button is lost or made up", (may, primary) => {
  const arranged = arrange(may);
  expect(arranged.primary).toBe(primary);
  const shown = [arranged.primary, ...arranged.beside, ...arranged.more].filter((action) => action !== undefined);
  expect(shown.toSorted()).toEqual(BUTTONS.filter((action) => may.includes(action)).toSorted());
});

test.each<[TaskState, TaskAction[], TaskAction[]]>([
  ["draft", ["start"], ["pause", "resume"]],
  ["running", ["pause", "stop"], ["resume", "start"]],
  ["paused", ["resume", "stop"], ["pause"]],
  ["done", ["copy", "report"], ["stop", "pause", "resume"]],
  ["stopped", ["copy"], ["stop", "resume"]],
])("a row that is %s offers %j and never %j", (state, offered, never) => {
  const may = mayOfRow(taskRow({ state }));
  for (const action of offered) expect(may).toContain(action);
  for (const action of never) expect(may).not.toContain(action);
});

test("a row offers to take its start back only while there is time", () => {
  expect(mayOfRow(taskRow({ state: "scheduled", undo_left_ms: 30_000 }))).toContain("undo");
  expect(mayOfRow(taskRow({ state: "scheduled", undo_left_ms: null }))).not.toContain("undo");
});

test("only what may be sent again is counted, and never a doubt", () => {
  const failures: TaskFailures = {
    groups: [group(), group({ code: "EXPIRED", state: "expired", people: 5 }), group({ class: "NUM", may_resend: false, people: 99 }), group({ class: "", state: "in_doubt", people: 14 })],
    may_resend: 25,
    may_not_resend: 99,
  };
  expect(resendable(failures)).toEqual([{ class: "TERM", people: 25 }]);
  expect(withoutDoubt(failures.groups).map((one) => one.people)).toEqual([99, 20, 5]);
  expect(byClass(withoutDoubt(failures.groups)).map((part) => [part.class, part.people])).toEqual([
    ["NUM", 99],
    ["TERM", 25],
  ]);
});

test("dead numbers can be remembered as such, refusals cannot", () => {
  expect(remediesOf(group({ class: "NUM", may_resend: false }))).toEqual(["dead", "block", "export"]);
  expect(remediesOf(group({ class: "BLOCK", may_resend: false }))).toEqual(["block", "export"]);
  expect(remediesOf(group())).toEqual(["resend", "export"]);
});

test.each([
  ["template_unclosed_brace", "template"],
  ["message_too_long", "template"],
  ["signature_symbol", "signature"],
  ["channel_invalid", "other"],
])("the fault %s is told as %s", (code, kind) => expect(faultOf(code)).toBe(kind));

test("what the address says becomes the question, and odd values ask for nothing", () => {
  const filter = { ...TASK_FILTER, search: " 到账 ", state: "running,nonsense", world: "all" };
  expect(tasksOf(filter, "practice")).toMatchObject({ states: ["running"], search: "到账", sandbox: null, before: null });
  expect(tasksOf(TASK_FILTER, "practice").sandbox).toBe(true);
  expect(tasksOf({ ...TASK_FILTER, world: "real" }, "practice").sandbox).toBe(false);
  expect(statesOf("open")).toEqual(["scheduled", "running", "paused", "faulted"]);
  expect(isFiltered({ ...TASK_FILTER, task: "12" })).toBe(false);
});

test("a cause survives the way through the address", () => {
  const part = partOf(group({ class: "NUM", code: "MK:0001", state: "rejected" }));
  expect(partAt({ ...TASK_PLACE, ...placeOf(part) })).toEqual({ stage: "failed", class: "NUM", code: "MK:0001", carrier: "CMCC" });
  expect(statesOfPart(part)).toEqual<MessageState[]>(["failed", "rejected", "expired"]);
  expect(partAt({ ...TASK_PLACE, stage: "nonsense", carrier: "?" })).toEqual({ stage: undefined, class: "", code: "", carrier: undefined });
});

test("speeds are by the second for short spans and by the minute for long ones", () => {
  const point = (at_ms: number) => ({ at_ms, submitted: 30, delivered: 20, failed: 0 });
  const live = speedLine({ step_ms: 1_000, points: [point(Date.UTC(2026, 2, 1, 1, 30, 5))] });
  expect(live).toMatchObject({ unit: "second", times: ["09:30:05"], submitted: [30] });
  const kept = speedLine({ step_ms: 120_000, points: [point(Date.UTC(2026, 2, 1, 1, 30)), point(Date.UTC(2026, 2, 1, 1, 32))] });
  expect(kept).toMatchObject({ unit: "minute", times: ["09:30", "09:32"], submitted: [15, 15] });
});
