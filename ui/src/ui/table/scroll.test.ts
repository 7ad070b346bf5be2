import { expect, test } from "vitest";
import { type Geometry, MAX_SPACE, pageOf, ratioOf, scrollTopOf, scrollTopToShow, spaceOf, windowAt } from "./scroll";

const small: Geometry = { total: 1_000, row: 36, height: 480 };
const huge: Geometry = { total: 3_000_000, row: 36, height: 480 };

test("a short list scrolls pixel by pixel", () => {
  expect(spaceOf(small)).toBe(36_000);
  expect(ratioOf(small)).toBe(1);
  expect(windowAt(0, small)).toEqual({ first: 0, count: 15, offset: 0 });
  const shown = windowAt(100, small);
  expect(shown.first).toBe(2);
  expect(shown.offset).toBeCloseTo(28);
});

test("a list that fits does not move", () => {
  const geometry = { total: 5, row: 36, height: 480 };
  expect(windowAt(0, geometry)).toMatchObject({ first: 0, offset: 0 });
  expect(scrollTopOf(4, geometry)).toBe(0);
});

test("three million rows stay below what browsers can scroll, and the last one is reached", () => {
  expect(spaceOf(huge)).toBe(MAX_SPACE);
  const end = windowAt(MAX_SPACE - huge.height, huge);
  expect(end.first + pageOf(huge)).toBe(huge.total);
});

test.each([0, 1, 2, 17, 999_999, 1_234_567, 2_999_986])("row %i comes first although browsers round the offset", (row) => {
  expect(windowAt(Math.round(scrollTopOf(row, huge)), huge).first).toBe(row);
});

test.each([small, huge])("a step shows the next row whole and moves no further than needed", (geometry) => {
  const page = pageOf(geometry);
  expect(scrollTopToShow(page - 1, 0, geometry)).toBeUndefined();
  const top = scrollTopToShow(page, 0, geometry);
  expect(top).toBeDefined();
  const { first, offset } = windowAt(top ?? 0, geometry);
  expect((page + 1 - first) * geometry.row - offset).toBeLessThanOrEqual(geometry.height + 0.01);
  expect(first).toBeLessThanOrEqual(1);
  expect(scrollTopToShow(0, top ?? 0, geometry)).toBe(0);
});
