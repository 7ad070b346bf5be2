import type zh from "../../i18n/zh-CN/help";

export type HelpPageId = keyof (typeof zh)["pages"];

/** In the order of the list: first what everybody needs. */
export const HELP_PAGES: readonly HelpPageId[] = ["first", "list", "states", "undo", "resend", "optout", "person", "replies", "report", "channel", "safety", "keyboard"];

/** The paragraphs of a page; lines that begin with a figure are steps. */
export function paragraphs(body: string): { steps: boolean; lines: string[] }[] {
  const parts: { steps: boolean; lines: string[] }[] = [];
  for (const line of body.split("\n")) {
    const step = /^\d+\.\s+(.*)$/.exec(line)?.[1];
    const last = parts.at(-1);
    if (step !== undefined && last?.steps) last.lines.push(step);
    else parts.push({ steps: step !== undefined, lines: [step ?? line] });
  }
  return parts;
}

/** Whether a page answers to every word that was typed. */
export function matches(page: { title: string; words: string; body: string }, typed: string): boolean {
  const text = `${page.title} ${page.words} ${page.body}`.toLowerCase();
  return typed.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
