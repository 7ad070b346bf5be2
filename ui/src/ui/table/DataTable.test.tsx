import { act, cleanup, screen, waitFor, within } from "@testing-library/react";
import { useState } from "react";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { show } from "../testing";
import { type Column } from "./columns";
import { DataTable, type DataTableProps } from "./DataTable";
import { EVERYTHING, NOTHING, type Selection } from "./selection";

interface Row {
  id: string;
  name: string;
  cost: number;
}

const COLUMNS: Column<Row>[] = [
  { id: "name", title: "Name", cell: (row) => row.name, isSortable: true },
  { id: "cost", title: "Cost", cell: (row) => row.cost, isNumeric: true, isSortable: true },
  { id: "note", title: "Note", cell: (row) => `note ${row.id}` },
];

const rowsUpTo = (count: number): Row[] => Array.from({ length: count }, (_, at) => ({ id: String(at), name: `row ${at}`, cost: at }));
const rowAt = (at: number): Row => ({ id: String(at), name: `row ${at}`, cost: at });

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function Table({ onSelection, ...props }: Partial<DataTableProps<Row>> & { onSelection?: (selection: Selection) => void }) {
  const [selection, setSelection] = useState<Selection>(NOTHING);
  return (
    <DataTable
      label="People"
      columns={COLUMNS}
      rowKey={(row) => row.id}
      source={{ kind: "cursor", rows: rowsUpTo(200) }}
      selection={selection}
      onSelect={(next) => {
        setSelection(next);
        onSelection?.(next);
      }}
      {...props}
    />
  );
}

const grid = () => screen.getByRole("grid", { name: "People" });
/** What a screen reader takes for the row where the person is. */
const current = () => document.getElementById(grid().getAttribute("aria-activedescendant") ?? "")?.getAttribute("aria-rowindex");

test("only visible rows exist, and their places are told", () => {
  show(<Table />);
  expect(grid().getAttribute("aria-rowcount")).toBe("201");
  const rows = within(grid()).getAllByRole("row");
  expect(rows.length).toBeLessThan(25);
  expect(rows[1]?.getAttribute("aria-rowindex")).toBe("2");
});

test("arrows, pages, Home and End move, and the row is always there", async () => {
  const { person } = show(<Table />);
  act(() => grid().focus());
  expect(current()).toBe("2");
  await person.keyboard("{ArrowDown}{ArrowDown}");
  expect(current()).toBe("4");
  await person.keyboard("{ArrowUp}");
  expect(current()).toBe("3");
  await person.keyboard("{PageDown}");
  expect(current()).toBe("16");
  await person.keyboard("{End}");
  expect(current()).toBe("201");
  expect(screen.getByText("row 199")).toBeTruthy();
  await person.keyboard("{Home}{PageUp}");
  expect(current()).toBe("2");
});

test("the last of three million rows is one key away", async () => {
  const { person } = show(<Table source={{ kind: "places", total: 3_000_000, rowAt, onRangeNeeded: () => {} }} />);
  grid().focus();
  await person.keyboard("{End}");
  expect(current()).toBe("3000001");
  expect(screen.getByText("row 2999999")).toBeTruthy();
  await person.keyboard("{ArrowUp}");
  expect(current()).toBe("3000000");
});

test("Space chooses, Shift chooses on the way, Enter opens", async () => {
  const onSelection = vi.fn<(selection: Selection) => void>();
  const onOpen = vi.fn();
  const { person } = show(<Table onSelection={onSelection} onOpen={onOpen} bulk={<span>bulk</span>} />);
  const last = () => [...(onSelection.mock.lastCall?.[0].keys ?? [])];
  grid().focus();
  await person.keyboard(" ");
  expect(last()).toEqual(["0"]);
  expect(screen.getByText("已选 1 条")).toBeTruthy();
  expect(screen.getByText("bulk")).toBeTruthy();
  await person.keyboard("{Shift>}{ArrowDown}{ArrowDown}{/Shift}");
  expect(last()).toEqual(["0", "1", "2"]);
  await person.keyboard(" ");
  expect(last()).toEqual(["0", "1"]);
  await person.keyboard("{Enter}");
  expect(onOpen).toHaveBeenCalledWith(rowAt(2), 2);
});

test("all of what a filter shows can be chosen without loading it", async () => {
  const onSelection = vi.fn<(selection: Selection) => void>();
  const { person } = show(<Table onSelection={onSelection} source={{ kind: "places", total: 3_000_000, rowAt, onRangeNeeded: () => {} }} />);
  grid().focus();
  await person.keyboard("{Control>}a{/Control}");
  expect(onSelection).toHaveBeenLastCalledWith(EVERYTHING);
  expect(screen.getByText("已选 3,000,000 条")).toBeTruthy();
  await person.click(screen.getByRole("checkbox", { name: "选择第 1 行" }));
  expect(screen.getByText("已选 2,999,999 条")).toBeTruthy();
});

test("a click opens a row, a control inside it does its own thing", async () => {
  const onOpen = vi.fn();
  const { person } = show(<Table onOpen={onOpen} />);
  await person.click(screen.getByRole("checkbox", { name: "选择第 2 行" }));
  expect(onOpen).not.toHaveBeenCalled();
  await person.click(screen.getByText("row 3"));
  expect(onOpen).toHaveBeenCalledWith(rowAt(3), 3);
});

test("the next page is asked for once, near the end", async () => {
  const onEndReached = vi.fn();
  const { person } = show(<Table source={{ kind: "cursor", rows: rowsUpTo(100), hasMore: true, onEndReached }} />);
  expect(onEndReached).not.toHaveBeenCalled();
  expect(grid().getAttribute("aria-rowcount")).toBe("-1");
  grid().focus();
  await person.keyboard("{End}{Home}{End}");
  expect(onEndReached).toHaveBeenCalledTimes(1);
});

test("rows that are not here yet are asked for and hold their place", async () => {
  const onRangeNeeded = vi.fn();
  show(<Table source={{ kind: "places", total: 1_000, rowAt: () => undefined, onRangeNeeded }} />);
  expect(within(grid()).getAllByRole("row")[1]?.getAttribute("aria-busy")).toBe("true");
  await waitFor(() => expect(onRangeNeeded).toHaveBeenCalledWith(0, 35));
});

test("a head sorts: figures from the largest, words from the first", async () => {
  const onSort = vi.fn();
  const { person } = show(<Table onSort={onSort} sort={{ column: "name", direction: "ascending" }} />);
  expect(screen.getByRole("columnheader", { name: /Name/ }).getAttribute("aria-sort")).toBe("ascending");
  await person.click(screen.getByRole("button", { name: "Name" }));
  await person.click(screen.getByRole("button", { name: "Cost" }));
  expect(onSort.mock.calls).toEqual([[{ column: "name", direction: "descending" }], [{ column: "cost", direction: "descending" }]]);
});

test("columns can be hidden, all but the first, and stay so", async () => {
  const first = show(<Table memory="people" />);
  await first.person.click(screen.getByRole("button", { name: "显示的列" }));
  await first.person.click(await screen.findByRole("checkbox", { name: "Note" }));
  expect((await screen.findByRole("checkbox", { name: "Name" })).hasAttribute("disabled")).toBe(true);
  first.unmount();
  show(<Table memory="people" />);
  expect(screen.queryByRole("columnheader", { name: "Note" })).toBeNull();
});

test("without rows there is the reason, or what to do", () => {
  const none = { kind: "cursor", rows: [] } as const;
  const { rerender } = show(<Table source={none} empty={<p>import a list</p>} />);
  expect(screen.getByText("import a list")).toBeTruthy();
  rerender(<Table source={none} error={<p>it broke</p>} />);
  expect(screen.getByText("it broke")).toBeTruthy();
});
