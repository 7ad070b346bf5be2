import { useTranslation } from "react-i18next";
import type { PersonRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { formatPhone } from "../../i18n/format";
import type { IconName } from "../../ui";
import { best, numberIn, type Pinyin } from "./match";
import { useSettled } from "./settled";

/** A line of the palette. */
export interface Entry {
  id: string;
  label: string;
  icon: IconName;
  detail?: string | undefined;
  keys?: string | undefined;
  run: () => void;
}

/** A place or an action of the program; `names` are all it answers to, in every language. */
export interface Command extends Entry {
  names: readonly string[];
}

export interface Group {
  id: "number" | "places" | "actions" | "tasks" | "templates" | "people";
  entries: readonly Entry[];
}

/** Lines of one kind at most. */
const EACH_MAX = 6;
/** Tasks that are looked through here, by pinyin too; older ones the engine finds by their words. */
const RECENT = 50;

/** Everything that answers to what was typed. */
export function useEntries({
  text,
  places,
  actions,
  pinyin,
  go,
}: {
  text: string;
  places: readonly Command[];
  actions: readonly Command[];
  pinyin: Pinyin | null;
  go: (address: string) => void;
}): { groups: readonly Group[]; isSearching: boolean } {
  const { t } = useTranslation(["shell", "states"]);
  const typed = text.trim();
  const settled = useSettled(typed, 200);
  const searches = settled.length >= 2;
  const tasksOf = (search: string, limit: number) => ({ states: [], search, sandbox: null, before: null, limit });
  const recent = useAsk("tasks", tasksOf("", RECENT), { everyMs: false });
  const older = useAsk("tasks", tasksOf(settled, EACH_MAX), { enabled: searches, everyMs: false });
  const templates = useAsk("templates", { search: "", business: null }, { everyMs: false });
  // Whole numbers, since they are where a line leads; on the screen they stay masked.
  const people = useAsk("people", { group: null, search: settled, after: null, offset: null, limit: EACH_MAX, whole: true }, { enabled: searches, everyMs: false });
  const find = <T>(things: readonly T[] | undefined, namesOf: (thing: T) => readonly string[], limit = EACH_MAX) => best(things ?? [], typed, namesOf, pinyin, limit);

  const groups: Group[] = [
    { id: "number", entries: ofNumber(numberIn(typed), go, (key, number) => t(`palette.${key}`, { number: formatPhone(number) })) },
    { id: "places", entries: find(places, (place) => place.names, typed === "" ? places.length : EACH_MAX) },
    { id: "actions", entries: find(actions, (action) => action.names) },
  ];
  if (typed !== "") {
    const seen = new Set<string>();
    const tasks = [...find(recent.data?.tasks, (task) => [task.name]), ...(older.data?.tasks ?? [])].filter(({ task }) => !seen.has(task) && seen.add(task));
    groups.push(
      {
        id: "tasks",
        entries: tasks.slice(0, EACH_MAX).map((task) => ({
          id: `task-${task.task}`,
          label: task.name,
          icon: task.sandbox ? "practice" : "send",
          detail: t(`states:task.${task.state}`),
          run: () => go(`/tasks/${task.task}`),
        })),
      },
      {
        id: "templates",
        entries: find(templates.data?.templates, (template) => [template.name]).map((template) => ({
          id: `template-${template.template}`,
          label: t("palette.useTemplate", { name: template.name }),
          icon: "template",
          detail: t(`states:business.${template.business}`),
          run: () => go(`/send?template=${encodeURIComponent(template.template)}`),
        })),
      },
      { id: "people", entries: searches ? (people.data?.people ?? []).map((person) => ofPerson(person, go)) : [] },
    );
  }
  return { groups: groups.filter((group) => group.entries.length > 0), isSearching: typed !== settled || older.isFetching || people.isFetching };
}

function ofNumber(number: string | null, go: (address: string) => void, say: (key: "person" | "sendTo", number: string) => string): Entry[] {
  if (number === null) return [];
  return [
    { id: "number-person", label: say("person", number), icon: "person", run: () => go(`/person/${number}`) },
    { id: "number-send", label: say("sendTo", number), icon: "send", run: () => go(`/send?one=1&to=${number}`) },
  ];
}

function ofPerson(person: PersonRow, go: (address: string) => void): Entry {
  return {
    id: `person-${person.person}`,
    label: person.name === "" ? masked(person.number) : person.name,
    icon: "person",
    detail: person.name === "" ? undefined : masked(person.number),
    run: () => go(`/person/${encodeURIComponent(person.number)}`),
  };
}

function masked(number: string): string {
  return number.replace(/^(\d{3})\d{4}(\d{4})$/, "$1****$2");
}
