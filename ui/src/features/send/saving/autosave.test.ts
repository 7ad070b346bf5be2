import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { SaveDraft } from "../../../api/generated";
import { emptyDraft, type SendDraft } from "../model/draft";
import { Autosave, type AutosaveParts, SAVE_AFTER_MS, type SaveState, type Stored } from "./autosave";
import { recall, recallNew } from "./backup";

beforeEach(() => {
  vi.useFakeTimers();
  localStorage.clear();
});
afterEach(() => vi.useRealTimers());

const NOTHING = emptyDraft("key");
const text = (words: string, from: SendDraft = NOTHING): SendDraft => ({ ...from, text: words });

/** A store that keeps versions as the engine does. */
function store() {
  const saved: SaveDraft[] = [];
  const states: SaveState[] = [];
  const stored: Stored[] = [];
  const orphans: Stored[] = [];
  let version = 0;
  let refuse: unknown = null;
  const parts: AutosaveParts = {
    save: async (request) => {
      if (refuse !== null) throw refuse;
      if (request.draft !== null && request.version !== version) throw "stale";
      saved.push(structuredClone(request));
      version += 1;
      return { draft: request.draft ?? `d${saved.length}`, title: request.title, version, updated_at: "" };
    },
    kindOf: (error) => (error === "stale" || error === "offline" ? error : "other"),
    onState: (state) => states.push(state),
    onStored: (each) => stored.push(each),
    onOrphan: (each) => orphans.push(each),
    now: () => 1_000,
  };
  return { parts, saved, states, stored, orphans, refuse: (error: unknown) => (refuse = error), otherWindowSaves: () => (version += 1) };
}

test("three seconds of typing are one write, under a new id", async () => {
  const engine = store();
  const autosave = new Autosave(engine.parts, NOTHING, null);
  for (const words of ["您", "您好", "您好！"]) {
    autosave.change(text(words));
    await vi.advanceTimersByTimeAsync(500);
  }
  expect(engine.saved).toHaveLength(0);
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS - 1_500);
  expect(engine.saved).toMatchObject([{ draft: null, version: null, title: "您好！", body: { v: 1, text: "您好！" } }]);
  expect(engine.stored).toEqual([{ draft: "d1", version: 1 }]);
  expect(engine.states.at(-1)).toEqual({ kind: "saved", at: 1_000 });
});

test("the next write names the version that it replaces, and only moving about writes nothing", async () => {
  const engine = store();
  const autosave = new Autosave(engine.parts, NOTHING, null);
  autosave.change(text("一"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  autosave.change({ ...text("一"), step: "check" });
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS * 2);
  expect(engine.saved).toHaveLength(1);
  autosave.change(text("二"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(engine.saved[1]).toMatchObject({ draft: "d1", version: 1 });
});

test("what changes while a write runs goes with the next one", async () => {
  const engine = store();
  const quick = engine.parts.save;
  const autosave = new Autosave({ ...engine.parts, save: (request) => new Promise((done) => setTimeout(done, 1_000)).then(() => quick(request)) }, NOTHING, null);
  autosave.change(text("一"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  autosave.change(text("二"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS * 3);
  expect(engine.saved.map((each) => each.draft)).toEqual([null, "d1"]);
  expect(engine.saved[1]).toMatchObject({ body: { text: "二" } });
});

test("a crash within the three seconds loses a quarter of a second at most", async () => {
  const engine = store();
  const autosave = new Autosave(engine.parts, NOTHING, null);
  autosave.change({ ...text("没存完"), routesOf: ["13800138000"] });
  await vi.advanceTimersByTimeAsync(300);
  expect(recallNew()).toMatchObject({ version: null, draft: { text: "没存完", clientKey: "key" } });
  expect(JSON.stringify({ ...localStorage })).not.toContain("13800138000");
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(recallNew()).toBeNull();
});

test("without an engine the draft stays here and goes when it is back", async () => {
  const engine = store();
  const autosave = new Autosave(engine.parts, NOTHING, null);
  engine.refuse("offline");
  autosave.change(text("离线写的"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS * 2);
  expect(engine.states.at(-1)).toEqual({ kind: "offline" });
  expect(recallNew()?.draft.text).toBe("离线写的");
  engine.refuse(null);
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(engine.saved).toHaveLength(1);
  expect(engine.states.at(-1)?.kind).toBe("saved");
  expect(recallNew()).toBeNull();
});

test("another window's write is never overwritten: mine goes on as a copy with a key of its own", async () => {
  const engine = store();
  const opened = text("原来");
  const autosave = new Autosave(engine.parts, opened, { draft: "d9", version: 0 });
  engine.otherWindowSaves();
  autosave.change(text("我的"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(engine.states.at(-1)).toEqual({ kind: "stale" });
  autosave.change(text("我的！"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS * 5);
  expect(engine.saved).toHaveLength(0);
  expect(recall("d9")?.draft.text).toBe("我的！");
  await autosave.keepAsCopy("key2");
  expect(engine.saved).toMatchObject([{ draft: null, version: null, body: { text: "我的！", clientKey: "key2" } }]);
  expect(recall("d9")).toBeNull();
});

test("taking the other one makes it the state to compare with", async () => {
  const engine = store();
  const autosave = new Autosave(engine.parts, text("原来"), { draft: "d9", version: 0 });
  engine.otherWindowSaves();
  autosave.change(text("我的"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  const other = text("别人的");
  autosave.take(other, { draft: "d9", version: 1 });
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS * 2);
  expect(engine.saved).toHaveLength(0);
  autosave.change(text("接着写", other));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(engine.saved).toMatchObject([{ draft: "d9", version: 1 }]);
});

test("leaving the screen writes at once", async () => {
  const engine = store();
  const autosave = new Autosave(engine.parts, NOTHING, null);
  autosave.change(text("走了"));
  autosave.stop();
  await vi.advanceTimersByTimeAsync(0);
  expect(engine.saved).toHaveLength(1);
});

test("a draft that became a task is saved no more, and lives again when it is taken back", async () => {
  const engine = store();
  const autosave = new Autosave(engine.parts, NOTHING, null);
  autosave.change(text("发"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(autosave.end()).toEqual({ draft: "d1", version: 1 });
  autosave.change(text("发完"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS * 2);
  expect(engine.saved).toHaveLength(1);
  autosave.revive();
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(engine.saved[1]).toMatchObject({ draft: null, body: { text: "发完" } });
});

test("a write that comes back after the end leaves nothing behind", async () => {
  const engine = store();
  const quick = engine.parts.save;
  const autosave = new Autosave({ ...engine.parts, save: (request) => new Promise((done) => setTimeout(done, 1_000)).then(() => quick(request)) }, NOTHING, null);
  autosave.change(text("发"));
  await vi.advanceTimersByTimeAsync(SAVE_AFTER_MS);
  expect(autosave.end()).toBeNull();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(engine.orphans).toEqual([{ draft: "d1", version: 1 }]);
  expect(engine.stored).toHaveLength(0);
});
