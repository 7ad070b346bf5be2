import { QueryClientProvider } from "@tanstack/react-query";
import { act, cleanup, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type FakeEngine, fakeEngine } from "../testing/engine";
import { setTransport } from "./call";
import { useEngineState, useLive } from "./live";
import { makeQueryClient, useAsk } from "./query";

let engine: FakeEngine;
let answers = 0;

beforeEach(() => {
  vi.useFakeTimers();
  answers = 0;
  engine = fakeEngine({
    groups: () => {
      answers += 1;
      return { groups: [] };
    },
    channel_defaults: () => Promise.reject(new Error("not wanted here")),
  });
});

afterEach(() => {
  cleanup();
  setTransport(undefined);
  vi.useRealTimers();
});

function Screen() {
  useLive(true);
  useAsk("groups", {});
  return <p>{useEngineState()}</p>;
}

async function draw() {
  render(
    <QueryClientProvider client={makeQueryClient()}>
      <Screen />
    </QueryClientProvider>,
  );
  await pass(0);
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

test("what the engine says is stale is asked again at once, and then once a second at most", async () => {
  await draw();
  expect(answers).toBe(1);
  engine.changed("groups");
  await pass(10);
  expect(answers).toBe(2);
  for (let at = 0; at < 8; at += 1) {
    engine.changed("groups");
    await pass(100);
  }
  expect(answers).toBe(2);
  await pass(300);
  expect(answers).toBe(3);
});

test("tags of other screens leave this one alone", async () => {
  await draw();
  engine.changed("channels", "jobs");
  await pass(2_000);
  expect(answers).toBe(1);
});

test("a lost event leaves a screen stale for five seconds at most", async () => {
  await draw();
  await pass(4_900);
  expect(answers).toBe(1);
  await pass(200);
  expect(answers).toBe(2);
});

test("a break is mended by itself, and everything is asked again", async () => {
  await draw();
  expect(screen.getByText("live")).toBeTruthy();
  act(() => engine.connection("down"));
  expect(screen.getByText("reconnecting")).toBeTruthy();
  await pass(300);
  engine.connection("up");
  const before = answers;
  await pass(400);
  expect(screen.getByText("live")).toBeTruthy();
  expect(answers).toBe(before + 1);
});

test("a long break is called offline, and the engine is still looked for", async () => {
  await draw();
  act(() => engine.connection("down"));
  await pass(6_100);
  expect(screen.getByText("offline")).toBeTruthy();
  engine.connection("up");
  await pass(8_000);
  expect(screen.getByText("live")).toBeTruthy();
});

test("nothing is asked for a page that nobody sees, and all of it when it comes back", async () => {
  await draw();
  const hidden = vi.spyOn(document, "hidden", "get").mockReturnValue(true);
  engine.changed("groups");
  await pass(1_000);
  expect(answers).toBe(1);
  hidden.mockReturnValue(false);
  act(() => void document.dispatchEvent(new Event("visibilitychange")));
  await pass(10);
  expect(answers).toBe(2);
  hidden.mockRestore();
});
