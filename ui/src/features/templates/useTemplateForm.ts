import { useState } from "react";
import { CallError } from "../../api/call";
import type { Template } from "../../api/generated";
import { useCommand } from "../../api/query";
import { EMPTY_FORM, type Form, formOf, isSame, NEW_TEMPLATE } from "./model";

/** What was begun, by template, as long as the program runs: going elsewhere loses nothing. */
const begun = new Map<string, { form: Form; version: number | null }>();

/** What somebody else saved meanwhile, as the engine tells it. */
export interface Theirs {
  version: number;
  name: string;
  text: string;
  by: string;
  at: string;
}

/** A template as it is edited. `start` is what a new one begins with. */
export function useTemplateForm(template: Template | null, start: Form, onSaved: (template: Template) => void) {
  const id = template?.template ?? NEW_TEMPLATE;
  const [baseline, setBaseline] = useState<Form>(() => (template === null ? EMPTY_FORM : formOf(template)));
  const [kept] = useState(() => (isSame(start, EMPTY_FORM) || template !== null ? begun.get(id) : undefined));
  const [form, setForm] = useState<Form>(() => kept?.form ?? (template === null ? start : formOf(template)));
  const [version, setVersion] = useState<number | null>(() => kept?.version ?? template?.version ?? null);
  const [theirs, setTheirs] = useState<Theirs | null>(null);
  const save = useCommand("save_template");

  const set = (next: Form) => {
    if (isSame(next, baseline)) begun.delete(id);
    else begun.set(id, { form: next, version });
    setForm(next);
  };
  const forget = () => {
    begun.delete(id);
    setForm(baseline);
    setVersion(template?.version ?? null);
  };
  /** Stores the form: as the next version of what was read, over what somebody else saved, or as a new template. */
  const store = async (as: { template: string | null; version: number | null; name?: string }) => {
    try {
      const saved = await save.mutateAsync({ ...form, name: as.name ?? form.name, template: as.template, version: as.version });
      begun.delete(id);
      setTheirs(null);
      setForm(formOf(saved));
      setBaseline(formOf(saved));
      setVersion(saved.version);
      onSaved(saved);
    } catch (error) {
      if (error instanceof CallError && error.code === "stale") setTheirs(theirsOf(error));
    }
  };
  return {
    form,
    change: (part: Partial<Form>) => set({ ...form, ...part }),
    isDirty: !isSame(form, baseline),
    isRestored: kept !== undefined,
    forget,
    submit: () => store({ template: template?.template ?? null, version }),
    isPending: save.isPending,
    error: theirs === null ? save.error : null,
    theirs,
    /** Why the chosen way out did not work, such as a name that is taken. */
    staleError: theirs !== null && save.error?.code !== "stale" ? save.error : null,
    /** The answers to "somebody else changed it". */
    keepMine: () => theirs && store({ template: id, version: theirs.version }),
    keepCopy: (name: string) => store({ template: null, version: null, name }),
    takeTheirs: (now: Template) => {
      begun.delete(id);
      setTheirs(null);
      setForm(formOf(now));
      setBaseline(formOf(now));
      setVersion(now.version);
    },
    leave: () => setTheirs(null),
  };
}

function theirsOf({ view: { params } }: CallError): Theirs {
  return { version: Number(params.version ?? 0), name: params.name ?? "", text: params.text ?? "", by: params.by ?? "", at: params.at ?? "" };
}
