import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, TextField } from "../../ui";
import { plainNumber } from "./number";

export interface PersonSearchProps {
  /** The number that is shown below. */
  number: string;
  /** Why that is none. */
  error?: string | undefined;
  onFind: (number: string) => void;
}

/** One field that takes a number however it is written. */
export function PersonSearch({ number, error, onFind }: PersonSearchProps) {
  const { t } = useTranslation("insights");
  const [typed, setTyped] = useState(number);
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => setTyped(number), [number]);
  useEffect(() => {
    if (number === "") input.current?.focus();
  }, [number]);
  return (
    <form
      role="search"
      className="person-search"
      onSubmit={(event) => {
        event.preventDefault();
        const plain = plainNumber(typed);
        if (plain !== "") onFind(plain);
      }}
    >
      <TextField label={t("person.field")} help={t("person.hint")} error={error} value={typed} onChange={setTyped} inputMode="tel" autoComplete="off" icon="phone" inputRef={input} />
      <Button tone="primary" type="submit" icon="search">
        {t("person.find")}
      </Button>
    </form>
  );
}
