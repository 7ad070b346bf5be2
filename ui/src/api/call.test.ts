import { expect, test } from "vitest";
import { call } from "./call";
import type { Transport } from "./transport/transport";

const failing = (error: unknown): Promise<Transport> => Promise.resolve({ call: () => Promise.reject(error) });

test("an answer passes through", async () => {
  const calls: unknown[] = [];
  const transport = {
    call: (...args: unknown[]) => {
      calls.push(args);
      return Promise.resolve({ version: "1" });
    },
  } as unknown as Transport;
  expect(await call("about", {}, Promise.resolve(transport))).toEqual({ version: "1" });
  expect(calls).toEqual([["about", {}]]);
});

test.each([
  [{ code: "unknown_command", command: "about" }, "unknown_command"],
  [{ code: "toString" }, "engine_unreachable"],
  ["a bare string", "engine_unreachable"],
  [null, "engine_unreachable"],
])("failure %j has code %s", async (error, code) => {
  await expect(call("about", {}, failing(error))).rejects.toMatchObject({ name: "CallError", code, command: "about" });
});
