import { type CommandName, type Reply, type Request, setTransport } from "../api/call";
import type { ErrorView, KeptFile, Tag } from "../api/generated";
import type { Listener, PickedFile, Transport } from "../api/transport/transport";

type Answers = { [C in CommandName]?: (request: Request<C>) => Reply<C> | Promise<Reply<C>> };

/** An engine for tests: answers what the test says, and remembers what it was asked. */
export interface FakeEngine {
  /** Everything that was asked, in order. */
  calls: { command: string; request: unknown }[];
  /** Requests of one command. */
  asked: <C extends CommandName>(command: C) => Request<C>[];
  /** Changes answers from now on. */
  answer: (answers: Answers) => void;
  /** Says that screens are stale. */
  changed: (...tags: Tag[]) => void;
  /** Breaks the connection, or lets it come back at the next attempt. */
  connection: (is: "up" | "down") => void;
  /** Files that were opened. */
  opened: KeptFile[];
  /** What the file dialog gives next. */
  picks: PickedFile | null;
}

/** Puts a fake engine behind the screens of this test; `afterEach(() => setTransport(undefined))` takes it away. */
export function fakeEngine(answers: Answers): FakeEngine {
  let known: Answers = answers;
  let up = true;
  const listeners = new Set<Listener>();
  const engine: FakeEngine = {
    calls: [],
    asked: (command) => engine.calls.filter((call) => call.command === command).map((call) => call.request as Request<typeof command>),
    answer: (more) => {
      known = { ...known, ...more };
    },
    changed: (...tags) => {
      for (const listener of listeners) listener.onChange(tags);
    },
    connection: (is) => {
      up = is === "up";
      if (up) return;
      const lost = [...listeners];
      listeners.clear();
      for (const listener of lost) listener.onLost();
    },
    opened: [],
    picks: null,
  };
  const transport: Transport = {
    face: "browser",
    async call(name, request) {
      engine.calls.push({ command: name, request });
      if (!up) throw new TypeError("connection refused");
      const answer = known[name as CommandName] as ((request: unknown) => unknown) | undefined;
      if (!answer) throw new Error(`the test has no answer to ${name}`);
      return answer(request);
    },
    listen(listener) {
      if (!up) {
        queueMicrotask(listener.onLost);
        return () => undefined;
      }
      listeners.add(listener);
      queueMicrotask(listener.onOpen);
      return () => listeners.delete(listener);
    },
    files: {
      pick: async () => engine.picks,
      bring: async (file) => ({ file: `upload:${file.name}`, name: file.name }),
      drop: () => () => undefined,
      saveTarget: async () => ({ to: null }),
      open: async (file) => void engine.opened.push(file),
    },
  };
  setTransport(transport);
  return engine;
}

/** An error as the engine writes it; throw it from an answer. */
export function refusal(code: string, params: Record<string, string> = {}): ErrorView {
  return { code, params, mistakes: [], trace: "0198-trace" };
}
