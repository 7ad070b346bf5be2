import { cleanup, screen } from "@testing-library/react";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import { Phone } from "./Phone";
import { cutAt } from "./seams";

afterEach(cleanup);

test("a text is cut where its seams are, and nowhere else", () => {
  expect(cutAt("abcdef", [2, 4])).toEqual(["ab", "cd", "ef"]);
  expect(cutAt("abcdef", [4, 2, 2, 0, 6, 99])).toEqual(["ab", "cd", "ef"]);
  expect(cutAt("abc", [])).toEqual(["abc"]);
});

test("seams show on demand and change no letter", () => {
  const messages = [{ id: "1", from: "them", text: "abcdef", seams: [3] }] as const;
  const { rerender } = show(<Phone label="phone" skin="xiaomi" sender="106" messages={messages} />);
  expect(screen.getByText("abcdef")).toBeTruthy();
  rerender(<Phone label="phone" skin="xiaomi" sender="106" messages={messages} showsSeams />);
  expect(screen.getByText("2/2").parentElement?.textContent).toBe("abc2/2def");
});

test("a flash pops up over everything and is a plain message once closed", async () => {
  const onFlashClose = vi.fn();
  const { person } = show(<Phone label="phone" skin="honor" sender="106" messages={[{ id: "f", from: "them", text: "storm", isFlash: true }]} onFlashClose={onFlashClose} />);
  expect(screen.getByRole("alert").textContent).toContain("storm");
  await person.click(screen.getByRole("button", { name: "关闭" }));
  expect(onFlashClose).toHaveBeenCalledWith("f");
  expect(screen.queryByRole("alert")).toBeNull();
  expect(screen.getByText("storm")).toBeTruthy();
});
