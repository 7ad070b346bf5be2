import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { ConfirmDialog, ErrorPanel } from "../../ui";

/** Sends again what may have arrived already. Nobody does that by habit: the count is typed. */
export function DoubtDialog({ task, onClose, onResent }: { task: TaskRow; onClose: () => void; onResent: (count: number) => void }) {
  const { t } = useTranslation("tasks");
  const resend = useCommand("resend_doubtful");
  const count = task.figures.in_doubt;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={t("doubt.ask", { count })}
      confirm={t("doubt.confirm", { count })}
      typed={{ label: t("doubt.typed", { count }), expected: String(count) }}
      isPending={resend.isPending}
      onConfirm={() =>
        resend.mutate(
          { task: task.task },
          {
            onSuccess: (resent) => {
              onResent(resent.count);
              onClose();
            },
          },
        )
      }
      error={resend.error && <ErrorPanel {...errorWords(resend.error)} />}
    >
      <p>{t("doubt.body")}</p>
      <p>{t("doubt.askBody")}</p>
    </ConfirmDialog>
  );
}
