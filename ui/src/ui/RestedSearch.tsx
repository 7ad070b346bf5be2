import { useEffect, useRef, useState } from "react";
import { SearchField } from "./SearchField";

/** As quick as the eye wants it, as seldom as fingers rest. */
const REST_MS = 250;

/** Searches once fingers rest, at once on Enter; not while an input method still composes. */
export function RestedSearch({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  const [isComposing, setComposing] = useState(false);
  const latest = useRef(onChange);
  useEffect(() => {
    latest.current = onChange;
  });
  useEffect(() => setTyped(value), [value]);
  useEffect(() => {
    const wanted = typed.trim();
    if (isComposing || wanted === value) return;
    const timer = setTimeout(() => latest.current(wanted), REST_MS);
    return () => clearTimeout(timer);
  }, [typed, value, isComposing]);
  return (
    <SearchField
      label={label}
      value={typed}
      onChange={setTyped}
      onSubmit={(text) => onChange(text.trim())}
      onClear={() => onChange("")}
      onCompositionStart={() => setComposing(true)}
      onCompositionEnd={() => setComposing(false)}
    />
  );
}
