import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useEffect, useSyncExternalStore } from "react";
import { transport } from "./call";
import { type Tag } from "./generated";
import { refresh } from "./query";
import type { Transport } from "./transport/transport";

export type EngineState = "live" | "reconnecting" | "offline";

/** Screens follow at most this often. */
const PACE_MS = 1_000;
/** A shorter break is repaired before anybody needs to know. */
const OFFLINE_MS = 6_000;
const BACK_OFF_MS = [500, 1_000, 2_000, 4_000, 8_000] as const;

let state: EngineState = "reconnecting";
const watchers = new Set<() => void>();

function setState(next: EngineState) {
  if (next === state) return;
  state = next;
  for (const changed of watchers) changed();
}

/** Whether the engine answers. */
export function useEngineState(): EngineState {
  return useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => state,
  );
}

/** Keeps the screens current for as long as somebody is logged in. */
export function useLive(enabled: boolean): void {
  const client = useQueryClient();
  useEffect(() => {
    if (!enabled) return;
    return keepLive(client);
  }, [client, enabled]);
}

/** Listens to the engine, and again after every break, until the function that it returns is called. */
export function keepLive(client: QueryClient, way: Promise<Transport> = transport()): () => void {
  const stale = collect((tags) => refresh(client, tags, false));
  const timers = { again: undefined as Timer, offline: undefined as Timer };
  let stop: () => void = () => undefined;
  let ended = false;
  let attempt = 0;
  let wasLost = false;

  const connect = (engine: Transport) => {
    stop = engine.listen({
      onOpen: () => {
        attempt = 0;
        clearTimeout(timers.offline);
        timers.offline = undefined;
        setState("live");
        // Whatever happened during the break was not told.
        if (wasLost) void client.invalidateQueries();
        wasLost = false;
      },
      onBeat: () => undefined,
      onChange: stale.add,
      onLost: () => {
        wasLost = true;
        if (state === "live") setState("reconnecting");
        timers.offline ??= setTimeout(() => setState("offline"), OFFLINE_MS);
        const wait = BACK_OFF_MS[Math.min(attempt, BACK_OFF_MS.length - 1)];
        attempt += 1;
        timers.again = setTimeout(() => connect(engine), wait);
      },
    });
  };
  void way.then((engine) => {
    if (!ended) connect(engine);
  });
  return () => {
    ended = true;
    stop();
    stale.stop();
    clearTimeout(timers.again);
    clearTimeout(timers.offline);
  };
}

type Timer = ReturnType<typeof setTimeout> | undefined;

/** Gathers tags: the first at once, then one lot a second; nothing while nobody sees the page. */
function collect(flush: (tags: readonly Tag[]) => void): { add: (tags: readonly Tag[]) => void; stop: () => void } {
  const waiting = new Set<Tag>();
  let pause: Timer;
  const tell = () => {
    if (pause !== undefined || waiting.size === 0 || document.hidden) return;
    const tags = [...waiting];
    waiting.clear();
    pause = setTimeout(() => {
      pause = undefined;
      tell();
    }, PACE_MS);
    flush(tags);
  };
  document.addEventListener("visibilitychange", tell);
  return {
    add: (tags) => {
      for (const tag of tags) waiting.add(tag);
      tell();
    },
    stop: () => {
      clearTimeout(pause);
      document.removeEventListener("visibilitychange", tell);
    },
  };
}
