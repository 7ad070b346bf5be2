import type { Carrier, FailureClass, MessagesOf } from "../../api/generated";
import type { Mode } from "../../api/mode";
import { isMessageState } from "./look";

/** What of the messages stands in the address: filters and the open row. */
export const MESSAGE_FILTER = { task: "", number: "", state: "", class: "", code: "", carrier: "", channel: "", from: "", to: "", world: "", message: "" };
export type MessageFilter = typeof MESSAGE_FILTER;

export const CARRIERS = ["CMCC", "CUCC", "CTCC", "CBN", "OTHER"] as const satisfies readonly Carrier[];
export const CLASSES = ["NUM", "TERM", "BLOCK", "TEXT", "RATE", "ROUTE", "UNK"] as const satisfies readonly FailureClass[];
export const WORLDS = ["real", "practice", "all"] as const;
export type World = (typeof WORLDS)[number];

const PAGE = 100;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

export type Language = MessagesOf["language"];

export interface Ask {
  mode: Mode;
  whole: boolean;
  language: Language;
}

/** A task belongs to one world: with a task chosen, its messages show in whichever. */
export function worldOf(filter: MessageFilter, mode: Mode): World {
  const chosen = WORLDS.find((known) => known === filter.world);
  return chosen ?? (filter.task === "" ? mode : "all");
}

/** The question to the engine behind what the address says; what is no value of a filter filters nothing. */
export function messagesOf(filter: MessageFilter, { mode, whole, language }: Ask): MessagesOf {
  const world = worldOf(filter, mode);
  return {
    task: filter.task || null,
    number: filter.number.trim() || null,
    states: filter.state.split(",").filter(isMessageState),
    classes: filter.class.split(",").filter((name) => name !== ""),
    code: filter.code || null,
    carrier: CARRIERS.find((carrier) => carrier === filter.carrier) ?? null,
    channel: filter.channel || null,
    from: DAY.test(filter.from) ? `${filter.from} 00:00:00` : null,
    // The engine takes what is before this moment: the last day counts to its end.
    to: DAY.test(filter.to) ? `${dayAfter(filter.to)} 00:00:00` : null,
    sandbox: world === "all" ? null : world === "practice",
    before: null,
    limit: PAGE,
    whole,
    language,
  };
}

/** "2026-02-28" → "2026-03-01". */
export function dayAfter(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
}

/** Whether somebody chose anything, so that an empty list has a way back. */
export function isFiltered(filter: MessageFilter): boolean {
  return Object.entries(filter).some(([name, value]) => name !== "message" && value !== "");
}

/** The address of the messages behind a figure. */
export function messagesAddress(filter: Partial<MessageFilter>): string {
  const kept = Object.entries(filter).filter(([, value]) => value !== "");
  return kept.length === 0 ? "/messages" : `/messages?${new URLSearchParams(kept).toString()}`;
}
