import { useTranslation } from "react-i18next";
import type { ImportRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatCount } from "../../i18n/format";
import { ConfirmDialog, ErrorPanel, notify } from "../../ui";

/** Takes every suggestion over at once, after a question. */
export function MendDialog({ row, onClose }: { row: ImportRow; onClose: () => void }) {
  const { t } = useTranslation(["people", "wizard"]);
  const mend = useCommand("mend_findings");
  const go = () =>
    mend.mutate(
      { import: row.import, seqs: [] },
      {
        onSuccess: ({ people }) => {
          notify({ tone: "good", title: t("wizard:checkup.mendedToast", { figure: formatCount(people) }) });
          onClose();
        },
      },
    );
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      title={t("people:imports.mendAsk")}
      confirm={t("people:imports.mendGo")}
      onConfirm={go}
      isPending={mend.isPending}
      error={mend.error && <ErrorPanel {...errorWords(mend.error)} />}
    >
      <p>{t("people:imports.mendBody", { name: row.group_name })}</p>
    </ConfirmDialog>
  );
}
