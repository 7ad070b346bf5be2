import { afterEach, expect, test, vi } from "vitest";
import { fakeEngine, refusal } from "../testing/engine";
import { call, CallError, setTransport } from "./call";
import { http } from "./transport/http";

afterEach(() => {
  setTransport(undefined);
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

/** What the browser's fetch answers next. */
function answering(answer: () => Promise<Response> | Response) {
  const asked: { url: string; init: RequestInit | undefined }[] = [];
  vi.stubGlobal("fetch", (url: string, init?: RequestInit) => {
    asked.push({ url, init });
    return Promise.resolve().then(answer);
  });
  setTransport(http);
  return asked;
}

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json" } });

test("a call goes to its command with its request and the mark of this page", async () => {
  document.cookie = "hy_csrf=a1b2";
  const asked = answering(() => json({ groups: [] }));
  expect(await call("groups", {})).toEqual({ groups: [] });
  expect(asked[0]?.url).toBe("/rpc/groups");
  expect(asked[0]?.init).toMatchObject({ method: "POST", body: "{}", headers: { "x-hongyan-csrf": "a1b2" } });
});

test("a refusal of the engine arrives with its values and its number", async () => {
  answering(() => json(refusal("name_taken", { name: "wang" }), 409));
  const error = await call("make_group", { name: "wang" }).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(CallError);
  expect(error).toMatchObject({ code: "name_taken", command: "make_group", isSilence: false, view: { params: { name: "wang" }, trace: "0198-trace" } });
});

test.each([
  ["no connection", () => Promise.reject(new TypeError("Failed to fetch")), "engine_unreachable"],
  ["a page of a proxy", () => new Response("<html>Login</html>", { status: 200 }), "odd_answer"],
  ["half an answer", () => new Response('{"groups": [', { status: 200 }), "odd_answer"],
  ["an error without words", () => json("teapot", 418), "engine_unreachable"],
])("%s is said as %s", async (_, answer, code) => {
  answering(answer);
  await expect(call("groups", {})).rejects.toMatchObject({ name: "CallError", code, isSilence: true });
});

test("after a minute without an answer it is called off", async () => {
  vi.useFakeTimers();
  fakeEngine({ groups: () => new Promise(() => undefined) });
  const failed = expect(call("groups", {})).rejects.toMatchObject({ code: "timed_out" });
  await vi.advanceTimersByTimeAsync(60_000);
  await failed;
});

test("a call that nobody wants any more ends as broken off, not as an error of the engine", async () => {
  fakeEngine({ groups: () => new Promise(() => undefined) });
  const wanted = new AbortController();
  const ended = call("groups", {}, wanted.signal).catch((error: unknown) => error);
  wanted.abort();
  expect(await ended).not.toBeInstanceOf(CallError);
});
