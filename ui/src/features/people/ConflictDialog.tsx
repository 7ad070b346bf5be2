import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formErrorWords } from "../../i18n/errorWords";
import { formatPhone } from "../../i18n/format";
import type { PersonRow } from "../../api/generated";
import { Button, Dialog, ErrorPanel } from "../../ui";
import { Choices } from "./Choices";
import { differences, type Known, merged, type Pick } from "./merge";

export interface ConflictDialogProps {
  /** Who has the number already. */
  there: PersonRow;
  yours: Known;
  /** The number of the row that goes, when two rows become one. */
  dropped: string | null;
  onOpen: () => void;
  onMerge: (result: { name: string; fields: Record<string, string> }) => void;
  onClose: () => void;
  isPending: boolean;
  error: unknown;
}

/** A number that somebody has already: nothing is overwritten before a person has said what stays. */
export function ConflictDialog({ there, yours, dropped, onOpen, onMerge, onClose, isPending, error }: ConflictDialogProps) {
  const { t } = useTranslation("people");
  const [picks, setPicks] = useState<ReadonlyMap<string | null, Pick>>(new Map());
  const rows = differences(there, yours);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("conflict.title")}
      isBusy={isPending}
      footer={
        <>
          <Button onPress={onClose} isDisabled={isPending}>
            {t("cancel")}
          </Button>
          <Button onPress={onOpen} isDisabled={isPending}>
            {t("conflict.open")}
          </Button>
          <Button tone="primary" onPress={() => onMerge(merged(there, yours, picks))} isPending={isPending}>
            {t("conflict.merge")}
          </Button>
        </>
      }
    >
      <div className="people-form">
        <p>
          <strong>{there.name || t("noName")}</strong> · {formatPhone(there.number)}
        </p>
        <p>{t("conflict.words")}</p>
        {rows.length === 0 ? (
          <p>{t("conflict.same")}</p>
        ) : (
          <Choices differences={rows} picks={picks} onPick={(field, pick) => setPicks(new Map(picks).set(field, pick))} left={t("conflict.there")} right={t("conflict.yours")} />
        )}
        {dropped !== null && <p className="people-quiet">{t("conflict.dropped", { number: formatPhone(dropped) })}</p>}
        {error !== null && error !== undefined && <ErrorPanel {...formErrorWords(error, [])} />}
      </div>
    </Dialog>
  );
}
