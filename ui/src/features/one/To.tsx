import { useTranslation } from "react-i18next";
import type { PersonRow } from "../../api/generated";
import { formatPhone } from "../../i18n/format";
import { ComboBox } from "../../ui";
import { numberIn, usePeople } from "./useOne";

interface ToProps {
  value: string;
  person: PersonRow | null;
  error: string | undefined;
  onType: (typed: string) => void;
  onPerson: (person: PersonRow | null) => void;
}

/** A number typed in full, or a person found by name. Numbers of found people show masked. */
export function To({ value, person, error, onType, onPerson }: ToProps) {
  const { t } = useTranslation("wizard");
  const found = usePeople(person === null ? value : "");
  const people = person === null ? found : [person, ...found.filter((each) => each.person !== person.person)];
  const number = numberIn(value);
  return (
    <ComboBox
      label={t("one.to")}
      placeholder={t("one.toPlaceholder")}
      help={t("one.toHelp")}
      error={error}
      autoFocus
      isRequired
      allowsCustomValue
      menuTrigger="input"
      allowsEmptyCollection={false}
      inputValue={value}
      onInputChange={(typed) => {
        onType(typed);
        if (person !== null && typed !== words(person)) onPerson(null);
      }}
      options={people.map((each) => ({ value: each.person, label: words(each), search: `${value} ${each.number}` }))}
      value={person?.person ?? null}
      onChange={(id) => {
        const chosen = people.find((each) => each.person === id);
        if (chosen) {
          onPerson(chosen);
          onType(words(chosen));
        } else if (number === null) onPerson(null);
      }}
    />
  );
}

function words(person: PersonRow): string {
  const masked = numberIn(person.number) === null ? person.number : `${person.number.slice(0, 3)}****${person.number.slice(7)}`;
  return `${person.name} ${formatPhone(masked)}`.trim();
}
