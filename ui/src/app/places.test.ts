import { expect, test } from "vitest";
import { groups, type Place, placeAt } from "./places";

const place = (id: Place["id"], path: string, more: Partial<Place> = {}): Place => ({ id, path, page: "X", icon: "home", ...more });
const PLACES = [
  place("home", "/", { group: "home" }),
  place("tasks", "/tasks", { group: "send" }),
  place("task", "/tasks/$task", { parent: "/tasks" }),
  place("drafts", "/drafts", { group: "send" }),
];

test.each([
  ["/", "home"],
  ["/tasks", "tasks"],
  ["/tasks/12", "task"],
  ["/tasks/12/x", undefined],
  ["/nowhere", undefined],
])("%s is %s", (address, id) => expect(placeAt(address, PLACES)?.id).toBe(id));

test("details are not in the navigation, groups keep their order", () => {
  expect(groups(PLACES).map(({ group, places }) => [group, places.map(({ id }) => id)])).toEqual([
    ["home", ["home"]],
    ["send", ["tasks", "drafts"]],
  ]);
});
