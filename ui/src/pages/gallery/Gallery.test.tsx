import { cleanup, screen } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, expect, test, vi } from "vitest";
import { show } from "../../ui/testing";
import { Gallery } from "./Gallery";

// A canvas needs a real browser; everything around the picture is tested here.
vi.mock("../../ui/chart/engine", () => ({
  paint: () => ({ on: () => {}, setOption: () => {}, resize: () => {}, dispose: () => {} }),
  toSvg: () => "<svg/>",
}));

afterEach(cleanup);

test("every section stands and axe finds nothing wrong", async () => {
  const { container } = show(<Gallery />);
  const sections = [...container.querySelectorAll("section.gallery-section")];
  expect(sections.map(({ id }) => id)).toEqual(["look", "actions", "fields", "choices", "states", "flow", "overlays", "figures", "tables", "phones"]);
  // Inputs that only carry a date for forms are hidden, which this document without layout does not know.
  // Contrast is computed from the tokens; the page around the gallery has its landmarks.
  const { violations } = await axe.run({ include: [container], exclude: ["input[hidden]"] }, { rules: { "color-contrast": { enabled: false }, region: { enabled: false } } });
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join("\n")}`)).toEqual([]);
}, 240_000); // axe reads every element of a page with all pieces on it

test("theme and row height change at once and are given back on leaving", async () => {
  document.documentElement.dataset.theme = "dark";
  const { person, unmount } = show(<Gallery />);
  await person.click(screen.getByRole("radio", { name: "高对比" }));
  await person.click(screen.getByRole("radio", { name: "宽松" }));
  expect([document.documentElement.dataset.theme, document.documentElement.dataset.density]).toEqual(["contrast", "comfortable"]);
  unmount();
  expect([document.documentElement.dataset.theme, document.documentElement.dataset.density]).toEqual(["dark", undefined]);
}, 120_000);
