import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatMoney } from "../../i18n/format";
import { ConfirmDialog, ErrorPanel } from "../../ui";
import { ifStopped } from "./actions";
import { peopleOf } from "./funnel";

/** Starts a draft; the button carries people and cost. */
export function StartDialog({ task, onClose, onStarted }: { task: TaskRow; onClose: () => void; onStarted: (at: string) => void }) {
  const { t } = useTranslation("tasks");
  const start = useCommand("start_task");
  const people = peopleOf(task.figures).submit;
  const cost = formatMoney(task.figures.cost);
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone={task.sandbox ? "sandbox" : "primary"}
      title={t("startAsk.title", { people })}
      confirm={task.sandbox ? t("startAsk.practice", { people }) : t("startAsk.confirm", { people, cost })}
      isPending={start.isPending}
      onConfirm={() =>
        start.mutate(
          { task: task.task },
          {
            onSuccess: ({ release_at }) => {
              onStarted(release_at);
              onClose();
            },
          },
        )
      }
      error={start.error && <ErrorPanel {...errorWords(start.error)} />}
    >
      <p>{t("startAsk.body", { cost })}</p>
    </ConfirmDialog>
  );
}

/** Stops for good: says how many get nothing, and how many get theirs all the same. */
export function StopDialog({ task, onClose, onStopped }: { task: TaskRow; onClose: () => void; onStopped: (unsent: number) => void }) {
  const { t } = useTranslation("tasks");
  const stop = useCommand("stop_task");
  const { unsent, sent } = ifStopped(task);
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={unsent > 0 ? t("stopAsk.title", { count: unsent }) : t("stopAsk.nobody")}
      confirm={t("stopAsk.confirm", { count: unsent })}
      cancel={t("stopAsk.keep")}
      isPending={stop.isPending}
      onConfirm={() =>
        stop.mutate(
          { task: task.task },
          {
            onSuccess: (now) => {
              onStopped(now.figures.stopped);
              onClose();
            },
          },
        )
      }
      error={stop.error && <ErrorPanel {...errorWords(stop.error)} />}
    >
      <p>{t("stopAsk.body", { count: unsent, sent })}</p>
    </ConfirmDialog>
  );
}
