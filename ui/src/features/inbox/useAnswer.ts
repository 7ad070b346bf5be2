import { useEffect, useMemo, useState } from "react";
import { newKey } from "../../api/key";
import { useAsk, useCommand } from "../../api/query";

const ASK_AFTER_MS = 150;
/** What an answer counts as: nobody is sold anything in a conversation. */
const BUSINESS = "notice";

/** What was begun to be written to whom, as long as the program runs: going elsewhere loses nothing. */
const begun = new Map<string, string>();

/** An answer as it is written: its text, its signature, its length. */
export function useAnswer(person: string, isBlocked: boolean) {
  const [text, setTyped] = useState(() => begun.get(person) ?? "");
  const [key, setKey] = useState(newKey);
  const [chosen, setSignature] = useState<string>();
  const signatures = useAsk("signatures", {}, { everyMs: false }).data?.signatures;
  const signature = chosen ?? (signatures?.find((each) => each.preferred) ?? signatures?.[0])?.name ?? "";
  const send = useCommand("answer");
  const setText = (next: string) => {
    begun.set(person, next);
    setTyped(next);
  };

  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  // An answer has no variables: its braces are braces.
  const literal = useMemo(() => rested.replace(/[{}]/g, "$&$&"), [rested]);
  const answer = useAsk("compose", { text: literal, signature, business: BUSINESS, values: {} }, { enabled: !isBlocked && rested.trim() !== "", keep: true });
  const composed = text.trim() === "" ? null : (answer.data ?? null);
  const isCounting = text !== rested || answer.isFetching;

  const submit = (onSent: () => void) => {
    if (isBlocked || text.trim() === "" || signature === "") return;
    send.mutate(
      { person, text: text.trim(), signature, client_key: key },
      {
        onSuccess: () => {
          begun.delete(person);
          setTyped("");
          setKey(newKey());
          onSent();
        },
      },
    );
  };
  return { text, setText, signature, setSignature, signatures, composed, isCounting, submit, isPending: send.isPending, error: send.error };
}

/** Variables of a template that nobody has filled in yet. */
export function unfilled(text: string): string[] {
  return [...new Set([...text.matchAll(/\{([^{}|]+)\}/g)].map((found) => found[1] ?? ""))].filter((name) => name !== "");
}

/** A template's text for a conversation: the name goes in under `nameVariable`, defaults stand, the rest is left for the hand. */
export function startOf(text: string, name: string, nameVariable: string): string {
  return text.replace(/\{\{|\}\}|\{([^{}|]*)(?:\|([^{}]*))?\}/g, (whole, variable: string | undefined, fallback: string | undefined) => {
    if (whole === "{{" || whole === "}}") return whole.charAt(0);
    return (variable ?? "").trim() === nameVariable && name !== "" ? name : (fallback ?? whole);
  });
}
