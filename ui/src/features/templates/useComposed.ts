import { useEffect, useState } from "react";
import type { Composed } from "../../api/generated";
import { useAsk } from "../../api/query";
import { type Form, sampleValues } from "./model";

const ASK_AFTER_MS = 150;

/** The finished message with its length, once fingers rest. */
export function useComposed({ text, signature, business }: Form, otherSignature: string): { composed: Composed | null; isCounting: boolean } {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), ASK_AFTER_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const request = { text: rested, signature: signature === "" ? otherSignature : signature, business, values: sampleValues(rested) };
  const answer = useAsk("compose", request, { enabled: rested.trim() !== "", keep: true });
  const isEmpty = text.trim() === "";
  return { composed: isEmpty ? null : (answer.data ?? null), isCounting: !isEmpty && (text !== rested || answer.isFetching) };
}
