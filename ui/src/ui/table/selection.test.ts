import { expect, test } from "vitest";
import { EVERYTHING, isSelected, NOTHING, selectedCount, withRow, withRows } from "./selection";

test("rows are added and taken away without touching what was", () => {
  const two = withRows(NOTHING, ["a", "b"], true);
  const one = withRow(two, "a", false);
  expect([isSelected(two, "a"), isSelected(one, "a"), isSelected(one, "b")]).toEqual([true, false, true]);
  expect([selectedCount(two, 9), selectedCount(one, 9), NOTHING.keys.size]).toEqual([2, 1, 0]);
});

test("of everything, single rows can be taken out and put back", () => {
  const most = withRow(EVERYTHING, "a", false);
  expect([isSelected(most, "a"), isSelected(most, "b"), selectedCount(most, 3_000_000)]).toEqual([false, true, 2_999_999]);
  expect(selectedCount(withRow(most, "a", true), 3_000_000)).toBe(3_000_000);
});
