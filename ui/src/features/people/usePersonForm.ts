import { useState } from "react";
import { call } from "../../api/call";
import type { GroupRow, PersonRow, PersonView } from "../../api/generated";
import { useCommand } from "../../api/query";
import { language } from "../../i18n";
import { NEW_PERSON } from "./address";

export interface PersonForm {
  number: string;
  name: string;
  fields: Record<string, string>;
  /** Ids. */
  groups: string[];
}

/** The form of somebody known, or of nobody yet; `group` is where a new person goes unless told otherwise. */
export function formOf(view: PersonView | null, groups: readonly GroupRow[], group: string, isWhole: boolean): PersonForm {
  if (view === null) return { number: "", name: "", fields: {}, groups: group === "" ? [] : [group] };
  return { number: isWhole ? view.number : view.shown, name: view.name, fields: { ...view.fields }, groups: idsOf(view.groups, groups) };
}

/** A person's view names the groups; commands take their ids. */
function idsOf(names: readonly string[], groups: readonly GroupRow[]): string[] {
  return groups.filter((group) => names.includes(group.name)).map((group) => group.group);
}

/** What was begun, by person, as long as the program runs: going to another row loses nothing. */
const begun = new Map<string, PersonForm>();

function withoutBlanks(fields: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value.trim() !== ""));
}

/** A form on its way to the engine, over a number that somebody has already where need be. */
export function usePersonForm(person: string | null, start: PersonForm, groups: readonly GroupRow[], onSaved: (name: string) => void) {
  const id = person ?? NEW_PERSON;
  const [form, setForm] = useState(() => begun.get(id) ?? start);
  const [conflict, setConflict] = useState<PersonRow | null>(null);
  const [trouble, setTrouble] = useState<unknown>(null);
  const save = useCommand("save_person");
  const merge = useCommand("merge_people");
  const change = (part: Partial<PersonForm>) => {
    begun.set(id, { ...form, ...part });
    setForm({ ...form, ...part });
  };
  const forget = () => begun.delete(id);
  const done = (name: string) => {
    forget();
    onSaved(name);
  };

  const submit = async () => {
    const request = { person, number: form.number.trim(), name: form.name.trim(), fields: withoutBlanks(form.fields), groups: form.groups };
    const saved = await save.mutateAsync(request).catch(() => null); // the error shows at the form
    if (!saved) return;
    if (saved.conflict) setConflict(saved.conflict);
    else done(request.name || request.number);
  };

  /** Makes one of the two; nobody loses a group by it. */
  const join = async (result: { name: string; fields: Record<string, string> }) => {
    if (conflict === null) return;
    setTrouble(null);
    const fields = withoutBlanks(result.fields);
    try {
      if (person === null) {
        const there = await call("person", { number: form.number, language: language() });
        const both = [...new Set([...idsOf(there.groups, groups), ...form.groups])];
        await save.mutateAsync({ person: conflict.person, number: conflict.number, name: result.name, fields, groups: both });
      } else await merge.mutateAsync({ keep: conflict.person, drop: person, name: result.name, fields });
      done(result.name || conflict.number);
    } catch (error) {
      setTrouble(error);
    }
  };

  return {
    form,
    change,
    forget,
    submit,
    isDirty: JSON.stringify(form) !== JSON.stringify(start),
    isPending: save.isPending || merge.isPending,
    error: conflict === null ? save.error : null,
    conflict,
    join,
    joinTrouble: trouble,
    leaveConflict: () => {
      setTrouble(null);
      setConflict(null);
    },
  };
}
