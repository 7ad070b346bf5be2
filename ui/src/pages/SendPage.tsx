import { useEffect, useState } from "react";
import { useGo, useUrlState } from "../api/url";
import { type Entry, SendScreen } from "../features/send";

/** `/send`: a new draft, the one that the address names, or one made of a task, a template or a group. */
export function SendPage() {
  const [entry, setEntry] = useUrlState({ draft: "", failed_of: "", copy: "", template: "", group: "" });
  const go = useGo();
  const now = keyOf(entry);
  // Addresses of the wizard on the screen: the one that it has, and the one that it is about to get.
  const [session, setSession] = useState({ number: 0, addresses: [now] });
  const isOurs = session.addresses.includes(now);
  if (!isOurs) setSession({ number: session.number + 1, addresses: [now] });
  const isSettled = session.addresses.length === 1;
  useEffect(() => {
    if (isOurs && !isSettled) setSession((old) => (old.addresses.at(-1) === now ? { ...old, addresses: [now] } : old));
  }, [isOurs, isSettled, now]);

  const stored = (draft: string) => {
    const next: Entry = { draft, failed_of: "", copy: "", template: "", group: "" };
    if (keyOf(next) === now) return;
    setSession((old) => ({ ...old, addresses: [now, keyOf(next)] }));
    setEntry(next);
  };
  const another = () => {
    setSession((old) => ({ number: old.number + 1, addresses: [keyOf({ draft: "", failed_of: "", copy: "", template: "", group: "" })] }));
    go("/send");
  };
  return <SendScreen key={session.number} entry={entry} onStored={stored} onAnother={another} />;
}

function keyOf(entry: Entry): string {
  return JSON.stringify([entry.draft, entry.failed_of, entry.copy, entry.template, entry.group]);
}
