import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { App } from "../App";
import { CallError, type call } from "../api/call";
import { LanguageOf } from "../i18n/i18n";
import { About } from "./About";

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function about(answer: () => Promise<{ version: string }>, language: "zh-CN" | "en" = "zh-CN") {
  const ask = vi.fn(answer);
  render(
    <LanguageOf language={language}>
      <About onLanguage={() => {}} theme="light" onTheme={() => {}} call={ask as unknown as typeof call} />
    </LanguageOf>,
  );
  return ask;
}

test("the engine's version is shown, in Chinese", async () => {
  const ask = about(async () => ({ version: "7.8.9" }));
  expect(await screen.findByText("7.8.9")).toBeTruthy();
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("鸿雁");
  expect(ask).toHaveBeenCalledWith("about", {});
});

test("a failure says cause and next step, and asking again works", async () => {
  let up = false;
  const ask = about(async () => {
    if (!up) throw new CallError("bad_payload", "about");
    return { version: "1.0.0" };
  }, "en");
  expect(await screen.findByText(/takes other parameters/)).toBeTruthy();
  up = true;
  fireEvent.click(screen.getByRole("button", { name: "Connect again" }));
  expect(await screen.findByText("1.0.0")).toBeTruthy();
  expect(ask).toHaveBeenCalledTimes(2);
});

test("language and theme change at once and are remembered", async () => {
  const first = render(<App />);
  expect(document.documentElement.lang).toBe("zh-CN");
  fireEvent.click(screen.getByRole("button", { name: "English" }));
  fireEvent.click(screen.getByRole("button", { name: "Dark" }));
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Hongyan");
  expect(document.documentElement.lang).toBe("en");
  expect(document.documentElement.dataset.theme).toBe("dark");
  first.unmount();
  render(<App />);
  expect(screen.getByRole("heading", { level: 1 }).textContent).toBe("Hongyan");
  expect(await screen.findByText(/No running engine/)).toBeTruthy(); // no window around this page
});
