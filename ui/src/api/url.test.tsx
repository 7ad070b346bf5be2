import { act, cleanup, fireEvent, screen } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { renderAt } from "../testing/render";
import { parseSearch, stringifySearch, useGo, usePathPart, useUrlState } from "./url";

afterEach(cleanup);

function Filters() {
  const [state, setState] = useUrlState({ search: "", state: "all" });
  const go = useGo();
  return (
    <>
      <p>{`${state.search}|${state.state}|${usePathPart("task")}`}</p>
      <button type="button" onClick={() => setState({ search: "0138" })}>
        search
      </button>
      <button
        type="button"
        onClick={() => {
          setState({ search: "x" });
          setState({ state: "done" });
        }}
      >
        both
      </button>
      <button type="button" onClick={() => setState({ search: "", state: "all" })}>
        reset
      </button>
      <button type="button" onClick={() => setState({ state: "" }, { push: true })}>
        none
      </button>
      <button type="button" onClick={() => go("/tasks/13?search=y")}>
        go
      </button>
    </>
  );
}

const press = async (name: string) => {
  await act(async () => {
    fireEvent.click(screen.getByText(name));
  });
};

test("the address is the state, and digits stay the digits that were typed", async () => {
  const { address } = await renderAt(<Filters />, { path: "/tasks/$task", address: "/tasks/12?search=007&other=1" });
  expect(screen.getByText("007|all|12")).toBeTruthy();
  await press("search");
  expect(screen.getByText("0138|all|12")).toBeTruthy();
  expect(address()).toBe("/tasks/12?search=0138&other=1");
});

test("two changes at once both hold, and what is usual is not in the address", async () => {
  const { address } = await renderAt(<Filters />, { path: "/tasks/$task", address: "/tasks/12" });
  await press("both");
  expect(screen.getByText("x|done|12")).toBeTruthy();
  await press("reset");
  expect(address()).toBe("/tasks/12");
});

test("an empty value is a value where another is usual", async () => {
  await renderAt(<Filters />, { path: "/tasks/$task", address: "/tasks/12" });
  await press("none");
  expect(screen.getByText("||12")).toBeTruthy();
});

test("going somewhere takes the search along", async () => {
  const { address } = await renderAt(<Filters />, { path: "/tasks/$task", address: "/tasks/12" });
  await press("go");
  expect(address()).toBe("/tasks/13?search=y");
  expect(screen.getByText("y|all|13")).toBeTruthy();
});

test("a search survives being written and read", () => {
  const search = { text: "a&b=c 中文", number: "0138" };
  expect(parseSearch(stringifySearch(search))).toEqual(search);
  expect(stringifySearch({})).toBe("");
});
