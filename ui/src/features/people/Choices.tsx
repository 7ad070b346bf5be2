import { useTranslation } from "react-i18next";
import { RadioGroup } from "../../ui";
import { type Difference, firstPick, type Pick } from "./merge";

export interface ChoicesProps {
  differences: readonly Difference[];
  picks: ReadonlyMap<string | null, Pick>;
  onPick: (field: string | null, pick: Pick) => void;
  /** What the two sides are called. */
  left: string;
  right: string;
}

/** Field by field, which of two values stays. */
export function Choices({ differences, picks, onPick, left, right }: ChoicesProps) {
  const { t } = useTranslation("people");
  const shown = (value: string) => (value.trim() === "" ? t("merge.none") : value);
  return (
    <div className="people-choices">
      {differences.map((difference) => (
        <RadioGroup
          key={difference.field ?? ""}
          look="cards"
          label={difference.field ?? t("merge.name")}
          value={picks.get(difference.field) ?? firstPick(difference)}
          onChange={(pick) => onPick(difference.field, pick)}
          options={[
            { value: "left", label: shown(difference.left), detail: left },
            { value: "right", label: shown(difference.right), detail: right },
          ]}
        />
      ))}
    </div>
  );
}
