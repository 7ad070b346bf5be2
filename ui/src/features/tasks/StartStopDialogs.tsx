import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatMoney } from "../../i18n/format";
import { ConfirmDialog, Dialog, ErrorPanel, Link, Skeleton } from "../../ui";
import { type Reach, useReach } from "./reach";

interface StartProps {
  task: TaskRow;
  onClose: () => void;
  onStarted: (at: string) => void;
}

/** Starts a draft, once it is known whom it reaches: the button carries people and cost. */
export function StartDialog(props: StartProps) {
  const { t } = useTranslation("tasks");
  const { reach, error } = useReach(props.task);
  if (reach?.mayStart) return <StartQuestion {...props} reach={reach} />;
  return (
    <Dialog isOpen onClose={props.onClose} title={t("act.start")} size="small">
      {error ? <ErrorPanel {...errorWords(error)} /> : reach ? <Refused task={props.task} /> : <Skeleton lines={3} />}
    </Dialog>
  );
}

function Refused({ task }: { task: TaskRow }) {
  const { t } = useTranslation("tasks");
  return <ErrorPanel cause={t("startAsk.refused")} next={t("startAsk.mend")} actions={<Link href={`/send?copy=${task.task}`}>{t("act.copy")}</Link>} />;
}

function StartQuestion({ task, onClose, onStarted, reach }: StartProps & { reach: Reach }) {
  const { t } = useTranslation("tasks");
  const start = useCommand("start_task");
  const { people } = reach;
  const cost = formatMoney(reach.cost);
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
export function StopDialog({ task, onClose, onStopped }: { task: TaskRow; onClose: () => void; onStopped: (unsent: number | undefined) => void }) {
  const { t } = useTranslation("tasks");
  const stop = useCommand("stop_task");
  const { reach } = useReach(task);
  // While its list is unread, everybody whom it would reach is unsent.
  const unsent = task.figures.people > 0 ? task.figures.queued : reach?.people;
  return (
    <ConfirmDialog
      isOpen
      onClose={onClose}
      tone="danger"
      title={unsent === undefined ? t("stopAsk.plain") : unsent > 0 ? t("stopAsk.title", { count: unsent }) : t("stopAsk.nobody")}
      confirm={unsent === undefined ? t("stopAsk.confirmAll") : t("stopAsk.confirm", { count: unsent })}
      cancel={t("stopAsk.keep")}
      isPending={stop.isPending}
      onConfirm={() =>
        stop.mutate(
          { task: task.task },
          {
            onSuccess: () => {
              onStopped(unsent);
              onClose();
            },
          },
        )
      }
      error={stop.error && <ErrorPanel {...errorWords(stop.error)} />}
    >
      <p>{unsent === undefined ? t("stopAsk.bodyAll") : t("stopAsk.body", { count: unsent, sent: task.figures.waiting })}</p>
    </ConfirmDialog>
  );
}
