import { useEffect, useState } from "react";
import type { PersonRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import type { PlacedRows } from "../../ui";
import type { PeopleFilter } from "./address";

/** More than a screen shows with its margins, so that two pages always cover what is visible. */
const PAGE = 200;

/** Any of a million people by their place: only the two pages around what is visible are asked for. */
export function usePeople({ group, search }: PeopleFilter, whole: boolean) {
  const [range, setRange] = useState({ from: 0, to: 1 });
  const [known, setKnown] = useState<number>();
  const first = Math.floor(range.from / PAGE);
  const isSplit = Math.floor((range.to - 1) / PAGE) > first;
  const page = (at: number) => ({ group: group === "" ? null : group, search, after: null, offset: at * PAGE, limit: PAGE, whole });
  const upper = useAsk("people", page(first));
  const lower = useAsk("people", page(first + 1), { enabled: isSplit });
  const total = upper.data?.total ?? lower.data?.total;
  // While another page is on its way the list keeps its length, and with it the place where one is.
  useEffect(() => {
    if (total !== undefined) setKnown(total);
  }, [total]);

  const source: PlacedRows<PersonRow> = {
    kind: "places",
    total: total ?? known ?? 0,
    rowAt: (index) => {
      const at = Math.floor(index / PAGE);
      const rows = at === first ? upper.data : at === first + 1 ? lower.data : undefined;
      return rows?.people[index % PAGE];
    },
    onRangeNeeded: (from, to) => setRange({ from, to }),
  };
  const error = upper.error ?? (isSplit ? lower.error : null);
  const retry = () => {
    void upper.refetch();
    if (isSplit) void lower.refetch();
  };
  return { source, total: source.total, error, retry, isPending: upper.isPending, isFetching: upper.isFetching || lower.isFetching };
}
