import { useLocation, useParams, useRouter } from "@tanstack/react-router";
import { useCallback, useMemo, useState } from "react";

/** What stands after the `?` of an address, as text and nothing else: a number stays the digits that were typed. */
export type Search = Record<string, string>;

/** Reads an address; the router's own way would make numbers and objects of it. */
export function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const kept = Object.entries(search).filter(([, value]) => value !== undefined && value !== null);
  const text = new URLSearchParams(kept.map(([name, value]) => [name, String(value)])).toString();
  return text === "" ? "" : `?${text}`;
}

/**
 * State that lives in the address, so that back, reload and a second window find it again: filters, tabs, the chosen row.
 *
 * `defaults` names every field (as first given); what equals its default is left out of the address. Changes replace
 * the address unless `push` says that "back" shall lead here.
 */
export function useUrlState<const T extends Search>(
  defaults: T,
): [{ [field in keyof T]: string }, (change: { [field in keyof T]?: string }, how?: { push?: boolean }) => void] {
  const { history } = useRouter();
  const [fields] = useState(defaults);
  const text = useLocation({ select: (location) => location.searchStr });
  const state = useMemo(() => {
    const search = parseSearch(text);
    const merged: Search = {};
    for (const [name, value] of Object.entries(fields)) merged[name] = search[name] ?? value;
    return merged as { [field in keyof T]: string }; // every field of the defaults is there
  }, [text, fields]);
  const change = useCallback(
    (part: { [field in keyof T]?: string }, { push = false } = {}) => {
      // Read now rather than when this was drawn: two changes in one event must not undo each other.
      const { pathname, search } = history.location;
      const next: Record<string, string | undefined> = { ...parseSearch(search), ...part };
      for (const [name, value] of Object.entries(fields)) if (next[name] === value) delete next[name];
      const address = pathname + stringifySearch(next);
      if (push) history.push(address);
      else history.replace(address);
    },
    [history, fields],
  );
  return [state, change];
}

/** A part of the path, such as the task in `/tasks/12`; empty where the path has none. */
export function usePathPart(name: string): string {
  return useParams({ strict: false, select: (parts: Record<string, string | undefined>) => parts[name] ?? "" });
}

/** Goes to an address of this program, such as `/tasks/12?tab=failures`. */
export function useGo(): (address: string, how?: { replace?: boolean }) => void {
  const { history } = useRouter();
  return useCallback(
    (address, { replace = false } = {}) => {
      if (replace) history.replace(address);
      else history.push(address);
    },
    [history],
  );
}
