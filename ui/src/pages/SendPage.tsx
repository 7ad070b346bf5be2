import { useRouter } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useGo, useUrlState } from "../api/url";
import { OneToOne } from "../features/one";
import { type Entry, SendScreen } from "../features/send";

const NOTHING: Entry = { draft: "", failed_of: "", copy: "", template: "", group: "" };

/** `/send`: a new draft, the one that the address names, or one made of a task, a template or a group; `one=1` writes to one person. */
export function SendPage() {
  const [{ one, to, ...entry }, setEntry] = useUrlState({ ...NOTHING, one: "", to: "" });
  const go = useGo();
  const now = keyOf(entry);
  const isOne = one !== "";
  // Addresses of the wizard on the screen: the one that it has, and the one that it is about to get.
  const [session, setSession] = useState({ number: 0, addresses: [now] });
  const isOurs = isOne || session.addresses.includes(now);
  if (!isOurs) setSession({ number: session.number + 1, addresses: [now] });
  const isSettled = session.addresses.length === 1;
  useEffect(() => {
    if (isOurs && !isSettled) setSession((old) => (old.addresses.at(-1) === now ? { ...old, addresses: [now] } : old));
  }, [isOurs, isSettled, now]);

  const stored = (draft: string) => {
    const next: Entry = { ...NOTHING, draft };
    if (keyOf(next) === now) return;
    setSession((old) => ({ ...old, addresses: [now, keyOf(next)] }));
    setEntry(next);
  };
  const another = () => {
    setSession((old) => ({ number: old.number + 1, addresses: [keyOf(NOTHING)] }));
    go("/send");
  };
  const back = useBack(() => setEntry({ one: "", to: "" }));
  return (
    <>
      <SendScreen key={session.number} entry={entry} onStored={stored} onAnother={another} />
      <OneToOne isOpen={isOne} number={to} onClose={back} />
    </>
  );
}

/** Back to the screen that led here; where none did, `otherwise`. */
function useBack(otherwise: () => void): () => void {
  const { history } = useRouter();
  return () => (history.canGoBack() ? history.back() : otherwise());
}

function keyOf(entry: Entry): string {
  return JSON.stringify([entry.draft, entry.failed_of, entry.copy, entry.template, entry.group]);
}
