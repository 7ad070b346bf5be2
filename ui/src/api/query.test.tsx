import { act, cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, test } from "vitest";
import { fakeEngine, refusal } from "../testing/engine";
import { renderAt } from "../testing/render";
import { setTransport } from "./call";
import { restQueries, useAsk, useAskPages, useCommand } from "./query";

afterEach(() => {
  cleanup();
  restQueries(false);
  setTransport(undefined);
});

const row = (group: string) => ({ group, name: group, people: 0, created_at: "", updated_at: "" });

function Groups() {
  const groups = useAsk("groups", {});
  const make = useCommand("make_group");
  return (
    <>
      <p>{groups.data?.groups.map((group) => group.name).join(",") ?? groups.error?.code}</p>
      <button type="button" onClick={() => make.mutate({ name: "new" })}>
        {make.error?.code ?? "make"}
      </button>
    </>
  );
}

test("a second press while the first works sends nothing", async () => {
  let answer: (group: ReturnType<typeof row>) => void = () => undefined;
  const engine = fakeEngine({
    groups: () => ({ groups: [] }),
    make_group: () =>
      new Promise((done) => {
        answer = done;
      }),
  });
  await renderAt(<Groups />);
  const button = screen.getByRole("button");
  fireEvent.click(button);
  fireEvent.click(button);
  fireEvent.click(button);
  await waitFor(() => expect(engine.asked("make_group")).toHaveLength(1));
  await act(async () => answer(row("new")));
  fireEvent.click(button);
  await waitFor(() => expect(engine.asked("make_group")).toHaveLength(2));
});

test("a change is on the screen without anybody asking for it", async () => {
  const groups = [row("a")];
  fakeEngine({
    groups: () => ({ groups: [...groups] }),
    make_group: ({ name }) => {
      groups.push(row(name));
      return row(name);
    },
  });
  await renderAt(<Groups />);
  expect(await screen.findByText("a")).toBeTruthy();
  fireEvent.click(screen.getByRole("button"));
  expect(await screen.findByText("a,new")).toBeTruthy();
});

test("an error of a command is told and the next try is possible", async () => {
  const engine = fakeEngine({ groups: () => ({ groups: [] }), make_group: () => Promise.reject(refusal("name_taken")) });
  await renderAt(<Groups />);
  fireEvent.click(screen.getByRole("button"));
  fireEvent.click(await screen.findByText("name_taken"));
  await waitFor(() => expect(engine.asked("make_group")).toHaveLength(2));
});

test("whoever hears that the login has expired makes the program look who is there", async () => {
  const engine = fakeEngine({
    session: () => ({ state: "locked", face: "browser", user: null, version: "1" }),
    groups: () => Promise.reject(refusal("not_signed_in")),
  });
  function Both() {
    useAsk("session", {});
    return <Groups />;
  }
  await renderAt(<Both />);
  await waitFor(() => expect(engine.asked("session").length).toBeGreaterThanOrEqual(2));
});

test("screens behind a login that expired ask nothing", async () => {
  restQueries(true);
  const engine = fakeEngine({ groups: () => ({ groups: [] }) });
  await renderAt(<Groups />);
  expect(engine.asked("groups")).toHaveLength(0);
  act(() => restQueries(false));
  await waitFor(() => expect(engine.asked("groups")).toHaveLength(1));
});

test("pages follow each other", async () => {
  fakeEngine({
    tasks: ({ before }) => ({ tasks: [], more: before === null }),
  });
  function Pages() {
    const first = { states: [], search: "", sandbox: null, before: null, limit: 1 };
    const tasks = useAskPages("tasks", first, (last) => (last.more ? { ...first, before: "9" } : null));
    return (
      <button type="button" onClick={() => void tasks.fetchNextPage()}>
        {tasks.data?.pages.length ?? 0} {String(tasks.hasNextPage)}
      </button>
    );
  }
  await renderAt(<Pages />);
  fireEvent.click(await screen.findByText("1 true"));
  expect(await screen.findByText("2 false")).toBeTruthy();
});
