import { expect, test } from "vitest";
import type { TourAnchor } from "./anchors";
import { besides } from "./sight";
import { stepAfter, TOUR_STEPS } from "./steps";

const step = (id: string) => TOUR_STEPS.findIndex((each) => each.id === id);
const after = (at: string, ...appeared: TourAnchor[]) => TOUR_STEPS[stepAfter(step(at), new Set(appeared))]?.id;

test("the tour follows whoever does the job", () => {
  expect(after("source", "send-mapping")).toBe("mapping");
  expect(after("mapping", "send-text")).toBe("text");
  expect(after("text", "send-check", "send-confirm")).toBe("confirm");
});

test("a group needs no mapping, so that step is passed over", () => {
  expect(after("source", "send-text")).toBe("text");
});

test("what was there before does not push forward, nor does going back", () => {
  expect(after("text")).toBe("text");
  expect(after("check", "send-text")).toBe("check");
});

test("the report comes after the wall, although its button stands beside the funnel", () => {
  expect(after("confirm", "task-funnel", "report-button")).toBe("funnel");
  expect(after("funnel", "handset-wall")).toBe("wall");
  expect(after("wall", "task-funnel", "report-button")).toBe("report");
});

test("the words stand beside their control and inside the window", () => {
  const window = { width: 1366, height: 768 };
  for (const box of [
    { left: 10, top: 10, width: 100, height: 30 },
    { left: 1200, top: 700, width: 150, height: 40 },
    { left: 0, top: 50, width: 1366, height: 200 },
    { left: 0, top: 0, width: 1366, height: 768 },
  ]) {
    const { left, top } = besides(box, window);
    expect(left).toBeGreaterThanOrEqual(0);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(left + 360).toBeLessThanOrEqual(window.width);
    expect(top + 220).toBeLessThanOrEqual(window.height);
    const isWhole = box.width === window.width && box.height === window.height;
    const isApart = left >= box.left + box.width || left + 360 <= box.left || top >= box.top + box.height || top + 220 <= box.top;
    expect(isWhole || isApart).toBe(true);
  }
});
