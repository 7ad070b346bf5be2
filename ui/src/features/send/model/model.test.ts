import { describe, expect, test } from "vitest";
import { mobileNumber } from "../../../api/number";
import { CHECK, DONE, LIST } from "../testing";
import { cardCounts, malformedBy, remapped, variablesIn } from "./columns";
import { emptyDraft, isBlank, type SendDraft, STEPS, titleOf } from "./draft";
import { fixOf } from "./fixes";
import { readBody, writeBody } from "./reading";
import { reduce, type SendAction } from "./reducer";
import { defaultName, specOf } from "./spec";
import { findingKey, isCheckable, lacksOf, type Surroundings, unticked } from "./steps";
import { inserted, pieces, placeOf, rendered, renamed, unknownVariables, variablesOf } from "./template";

const done = DONE.imported ?? (() => { throw new Error("the fixture has an import"); })();

const ACTIONS: SendAction[] = [
  { do: "next" },
  { do: "back" },
  { do: "go", step: "check" },
  { do: "name", name: "三月" },
  { do: "business", business: "marketing" },
  { do: "template", template: { template: "3", business: "notice", signature: "", text: "{姓名}好" } },
  { do: "signature", signature: "邮政" },
  { do: "text", text: "您好" },
  { do: "file", file: "upload:1", name: "a.xlsx" },
  { do: "layout", layout: { sheet: "二" } },
  { do: "job", job: "41" },
  { do: "imported", job: "41", done, columns: ["姓名"] },
  { do: "mended", people: 3 },
  { do: "forgetFile" },
  { do: "recipients", recipients: { kind: "group", group: "7", name: "g", people: 2, columns: [], imported: null } },
  { do: "columns", columns: ["金额"] },
  { do: "startAt", startAt: "2026-03-01T09:30" },
  { do: "channel", channel: "2" },
  { do: "speed", perSecond: 100 },
  { do: "validity", hours: 24 },
  { do: "undoSeconds", seconds: 0 },
  { do: "routesOf", numbers: ["13800138000"] },
  { do: "tick", key: "link {}", isTicked: true },
  { do: "freshKey", key: "k2" },
];

/** Walks of pseudo-random actions: the same seed gives the same walk. */
function walk(seed: number, steps: number): { before: SendDraft; action: SendAction; after: SendDraft }[] {
  let state = seed;
  const trail = [];
  let draft = emptyDraft("k");
  for (let step = 0; step < steps; step += 1) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const action = ACTIONS[state % ACTIONS.length];
    if (!action) continue;
    const after = reduce(draft, action);
    trail.push({ before: draft, action, after });
    draft = after;
  }
  return trail;
}

describe("the draft", () => {
  test("is never changed in place, and reads back from what is stored after any walk", () => {
    for (let seed = 1; seed <= 200; seed += 1) {
      for (const { before, action, after } of walk(seed, 40)) {
        const frozen = JSON.stringify(before);
        reduce(before, action);
        expect(JSON.stringify(before)).toBe(frozen);
        expect(readBody(JSON.parse(JSON.stringify(writeBody(after))), "other")).toEqual(after);
      }
    }
  });

  test("going to and fro loses nothing that was typed or chosen", () => {
    for (let seed = 1; seed <= 50; seed += 1) {
      const last = walk(seed, 40).at(-1)?.after ?? emptyDraft("k");
      const moved = (["next", "back", "next", "next", "back"] as const).reduce((draft, move) => reduce(draft, { do: move }), last);
      expect({ ...moved, step: last.step }).toEqual(last);
      expect(STEPS).toContain(moved.step);
    }
  });

  test("steps end at the ends", () => {
    expect(reduce(emptyDraft("k"), { do: "back" }).step).toBe("content");
    expect(reduce({ ...emptyDraft("k"), step: "check" }, { do: "next" }).step).toBe("check");
  });

  test("an answer to an import that was given up changes nothing", () => {
    const waiting = reduce(reduce(emptyDraft("k"), { do: "file", file: "f", name: "n" }), { do: "job", job: "41" });
    const other = reduce(waiting, { do: "file", file: "g", name: "m" });
    expect(reduce(other, { do: "imported", job: "41", done, columns: [] })).toBe(other);
    expect(reduce(waiting, { do: "imported", job: "41", done, columns: ["金额"] }).recipients).toMatchObject({ group: "21", people: 9_800, columns: ["金额"] });
  });

  test("the list that was there stays until another is imported", () => {
    const chosen = reduce(emptyDraft("k"), { do: "recipients", recipients: { kind: "group", group: "7", name: "g", people: 2, columns: [], imported: null } });
    const looking = reduce(chosen, { do: "file", file: "f", name: "n" });
    expect(looking.recipients).toEqual(chosen.recipients);
    expect(reduce(looking, { do: "forgetFile" }).recipients).toEqual(chosen.recipients);
  });

  test("another sheet forgets what was said about the columns of the first", () => {
    const mapped = reduce(reduce(emptyDraft("k"), { do: "file", file: "f", name: "n" }), { do: "layout", layout: { columns: [["B", "phone"]] } });
    expect(reduce(mapped, { do: "layout", layout: { sheet: "二" } }).source?.layout.columns).toEqual([]);
    expect(reduce(mapped, { do: "layout", layout: { encoding: "gb18030" } }).source?.layout.columns).toEqual([["B", "phone"]]);
  });

  test("mended rows move from failed to people", () => {
    const waiting = reduce(reduce(emptyDraft("k"), { do: "file", file: "f", name: "n" }), { do: "job", job: "41" });
    const listed = reduce(waiting, { do: "imported", job: "41", done, columns: [] });
    const { recipients } = reduce(listed, { do: "mended", people: 3 });
    expect(recipients).toMatchObject({ people: 9_803, imported: { people: 9_803, rows_failed: 47 } });
  });

  test("strange bodies become drafts all the same", () => {
    for (const body of [null, 3, "x", [], { step: "moon", text: 7, recipients: { kind: "group" }, source: [], ticked: [1, "a"] }]) {
      const draft = readBody(body, "fresh");
      expect(draft.clientKey).toBe("fresh");
      expect(draft.step).toBe("content");
      expect(draft.recipients).toBeNull();
    }
    expect(readBody({ text: "在", startAt: "tomorrow" }, "k")).toMatchObject({ text: "在", startAt: null });
  });

  test("is blank until a person did something", () => {
    expect(isBlank(emptyDraft("k"))).toBe(true);
    expect(isBlank({ ...emptyDraft("k"), signature: "邮政", step: "list" })).toBe(true);
    expect(isBlank({ ...emptyDraft("k"), text: "a" })).toBe(false);
  });

  test("titles are short whatever the text", () => {
    expect([...titleOf({ ...emptyDraft("k"), text: "😀".repeat(10_000) })]).toHaveLength(40);
  });
});

describe("the text", () => {
  test("is read as the engine reads it", () => {
    expect(pieces("a{{b}}{姓名| 客 户}{x")).toEqual([{ literal: "a{b}" }, { name: "姓名", fallback: " 客 户", at: 6 }, { literal: "{x" }]);
    expect(variablesOf("{a}{ b }{}{a|}").map((each) => each.name)).toEqual(["a", "b", "a"]);
  });

  test("a person's values take their places, defaults stand in, nothing is guessed", () => {
    expect(rendered("{姓名|客户}您好，{金额}元{{优惠}}", { 姓名: " ", 金额: "12.50" })).toBe("客户您好，12.50元{优惠}");
    expect(rendered("{缺}", {})).toBe("{缺}");
    expect(rendered("{a}", { a: "{b}" })).toBe("{b}");
  });

  test("a variable goes where the cursor is, in place of what is selected", () => {
    expect(inserted("您好", "姓名", 0, 0)).toEqual({ text: "{姓名}您好", cursor: 4 });
    expect(inserted("某某您好", "姓名", 2, 0)).toEqual({ text: "{姓名}您好", cursor: 4 });
    expect(inserted("好", "姓名", 99, 99)).toEqual({ text: "好{姓名}", cursor: 5 });
  });

  test("a variable is renamed with its default, and nothing else", () => {
    expect(renamed("{名}{名|客}{{名}}{名字}", "名", "姓名")).toBe("{姓名}{姓名|客}{{名}}{名字}");
  });

  test("only variables without column and default are unknown, each once", () => {
    expect(unknownVariables("{a}{b|x}{c}{a}", ["c"])).toEqual(["a"]);
  });

  test("places count characters, not halves of them", () => {
    expect(placeOf("一\n😀二三", 2, 2)).toBe(4);
    expect(placeOf("一", 9, 1)).toBe(1);
  });
});

describe("the task", () => {
  const draft: SendDraft = {
    ...emptyDraft("key"),
    signature: "邮政 ",
    text: "您好",
    recipients: { kind: "group", group: "7", name: "g", people: 2, columns: [], imported: null },
    startAt: "2026-03-01T09:30",
  };

  test("belongs to the world that the operator works in", () => {
    const about = { undoSeconds: 60, today: "2026-03-01" };
    expect(specOf(draft, { ...about, isPractice: true }).sandbox).toBe(true);
    expect(specOf(draft, { ...about, isPractice: false })).toMatchObject({ sandbox: false, signature: "邮政", start_at: "2026-03-01 09:30", client_key: "key", undo_seconds: 60, recipients: { group: "7", failed_of: null } });
  });

  test("has a name that can be found, never too long", () => {
    expect(defaultName("{姓名|客户}您好，请到网点办理\n三月年检手续", "2026-03-01")).toBe("客户您好，请到网点办理 三月年检 2026-03-01");
    expect([...specOf({ ...draft, text: "字".repeat(4_000) }, { isPractice: true, undoSeconds: 0, today: "2026-03-01" }).name].length).toBeLessThanOrEqual(100);
  });
});

describe("what is still needed", () => {
  const around: Surroundings = { mistakes: 0, check: CHECK, isCheckStale: false, now: "2026-03-01T09:30", channels: ["1"], isPractice: false };
  const full: SendDraft = { ...emptyDraft("k"), text: "{金额}元", signature: "邮政", recipients: { kind: "group", group: "7", name: "g", people: 2, columns: ["金额"], imported: null } };

  test("nothing of a full draft but the tick", () => {
    expect(STEPS.map((step) => lacksOf(step, full, around))).toEqual([[], [], [], [], ["checkUnticked"]]);
    const key = findingKey(CHECK.findings[0] ?? { code: "", severity: "warn", params: {} });
    expect(lacksOf("check", { ...full, ticked: [key] }, around)).toEqual([]);
  });

  test("a warning with other figures asks again", () => {
    const before = { code: "missing_variables", severity: "warn" as const, params: { people: "3" } };
    const after = { ...before, params: { people: "4" } };
    expect(unticked([after], { ...full, ticked: [findingKey(before)] }, false)).toEqual([after]);
  });

  test.each([
    ["content", { text: "  " }, "textMissing"],
    ["content", { text: "字".repeat(4_001) }, "textTooLong"],
    ["content", { signature: "" }, "signatureMissing"],
    ["content", { name: "字".repeat(10_000) }, "nameTooLong"],
    ["list", { recipients: null }, "listMissing"],
    ["list", { text: "{没有}" }, "variablesUnknown"],
    ["when", { startAt: "2026-03-01T09:30" }, "timePast"],
    ["when", { channel: "2" }, "channelOfOtherWorld"],
  ] as const)("%s with %j wants %s", (step, change, lack) => {
    expect(lacksOf(step, { ...full, ...change }, around)).toContain(lack);
  });

  test("an old check is no check, and one that blocks stops", () => {
    expect(lacksOf("check", full, { ...around, isCheckStale: true })).toEqual(["checkUnfinished"]);
    expect(lacksOf("check", full, { ...around, check: { ...CHECK, may_start: false } })).toEqual(["checkBlocks"]);
  });

  test("practice needs no tick for being practice; sending for real does", () => {
    const check = { ...CHECK, findings: [{ code: "sandbox_used", severity: "warn" as const, params: { people: "2" } }] };
    expect(lacksOf("check", full, { ...around, check, isPractice: true })).toEqual([]);
    expect(lacksOf("check", full, { ...around, check, isPractice: false })).toEqual(["checkUnticked"]);
  });

  test("nothing is checked before it can be", () => {
    expect(isCheckable(full, around)).toBe(true);
    expect(isCheckable({ ...full, recipients: null }, around)).toBe(false);
    expect(isCheckable({ ...full, startAt: "2020-01-01T00:00" }, around)).toBe(false);
  });
});

describe("the list", () => {
  test("offers its fields and the name under its header", () => {
    expect(variablesIn(LIST)).toEqual(["姓名", "金额"]);
  });

  test("one column at a time is the number", () => {
    const [name, number] = LIST.columns;
    if (!name || !number) throw new Error("the fixture has columns");
    expect(remapped([["B", "phone"]], name, "number")).toEqual([["A", "phone"]]);
    expect(remapped([["B", "phone"]], number, "ignored")).toEqual([["B", "-"]]);
    expect(remapped([], name, "field")).toEqual([["A", "姓名"]]);
  });

  test("figures of the check-up add up", () => {
    expect(cardCounts(done, null)).toEqual({ valid: 9_788, repaired: 320, duplicates: 150, malformed: 50, blacklisted: 10, opted_out: 2, dead_number: 0, missing: null });
    expect(malformedBy(done)).toEqual([["too_short", 50]]);
  });

  test.each([
    ["138 0013 8000", "13800138000"],
    ["+86-13800138000", "13800138000"],
    ["１３８００１３８０００", "13800138000"],
    ["23800138000", null],
    ["1380013800", null],
    ["<b>", null],
  ])("%s is the number %s", (typed, number) => {
    expect(mobileNumber(typed)).toBe(number);
  });
});

test("findings about channels lead to the carriers of the same world", () => {
  expect(fixOf("no_route", true)).toMatchObject({ href: "/practice" });
  expect(fixOf("no_route", false)).toMatchObject({ href: "/channels" });
  expect(fixOf("opt_out_appended", false)).toBeNull();
});
