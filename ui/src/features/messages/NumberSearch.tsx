import { useEffect, useState } from "react";
import { SearchField } from "../../ui";

/** A number that is looked for when Enter is pressed or the field is left: half a number finds nobody. */
export function NumberSearch({ label, placeholder, value, onChange }: { label: string; placeholder: string; value: string; onChange: (value: string) => void }) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const settle = (text: string) => text.trim() !== value && onChange(text.trim());
  return <SearchField label={label} placeholder={placeholder} value={typed} onChange={setTyped} onSubmit={settle} onBlur={() => settle(typed)} onClear={() => onChange("")} />;
}
