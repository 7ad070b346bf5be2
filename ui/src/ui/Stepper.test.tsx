import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { type Step, Stepper } from "./Stepper";
import { show } from "./testing";

const STEPS: Step<"kind" | "list" | "text" | "send">[] = [
  { id: "kind", title: "Kind", state: "done" },
  { id: "list", title: "List", state: "current" },
  { id: "text", title: "Text", state: "error", detail: "a variable is missing" },
  { id: "send", title: "Send", state: "todo", isDisabled: true },
];

afterEach(cleanup);

test("one stop for the tab key, arrows inside, Enter goes", async () => {
  const onGo = vi.fn();
  const { person } = show(<Stepper label="Steps" steps={STEPS} onGo={onGo} />);
  await person.tab();
  expect(document.activeElement?.getAttribute("aria-current")).toBe("step");
  await person.keyboard("{ArrowDown}{Enter}");
  expect(onGo).toHaveBeenLastCalledWith("text");
  await person.keyboard("{ArrowDown}{Enter}");
  expect(onGo).toHaveBeenLastCalledWith("text"); // the next one is not open yet
  await person.keyboard("{Home} ");
  expect(onGo).toHaveBeenLastCalledWith("kind");
  await person.tab();
  expect(document.activeElement).toBe(document.body);
});

test("states are words, too", () => {
  show(<Stepper label="Steps" steps={STEPS} onGo={() => {}} />);
  expect(screen.getByRole("button", { name: /Text.*a variable is missing.*有待修正/ })).toBeTruthy();
  expect(screen.getByRole("button", { name: /Kind.*已完成/ })).toBeTruthy();
});
