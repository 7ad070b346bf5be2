import { expect, test } from "vitest";
import { differences, firstPick, merged } from "./merge";

const LEFT = { name: "张芳", fields: { 支局: "城东", 电话: "" } };
const RIGHT = { name: "张方", fields: { 支局: "城东", 备注: "老客户" } };

test("only what differs is asked about, the name first", () => {
  expect(differences(LEFT, RIGHT).map((row) => row.field)).toEqual([null, "备注"]);
});

test("something is better than nothing, and of two values the one that was there stays", () => {
  const [name, note] = differences(LEFT, RIGHT);
  expect(name && firstPick(name)).toBe("left");
  expect(note && firstPick(note)).toBe("right");
  expect(merged(LEFT, RIGHT, new Map())).toEqual({ name: "张芳", fields: { 支局: "城东", 电话: "", 备注: "老客户" } });
});

test("a choice goes before, and choosing nothing takes the field away", () => {
  expect(merged(LEFT, RIGHT, new Map([[null, "right"], ["备注", "left"]]))).toEqual({ name: "张方", fields: { 支局: "城东", 电话: "" } });
});
