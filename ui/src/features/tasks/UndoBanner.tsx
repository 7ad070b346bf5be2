import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { formatDuration } from "../../i18n/format";
import { Banner, Button } from "../../ui";
import { useCountdown } from "./countdown";
import { useReach } from "./reach";

/** Before a task leaves: how long its start can still be taken back, and from how many people. */
export function UndoBanner({ task, readAt, onUndo, isPending }: { task: TaskRow; readAt: number; onUndo: () => void; isPending: boolean }) {
  const rest = useCountdown(task.undo_left_ms, readAt);
  return rest === 0 ? null : <Waiting task={task} seconds={Math.ceil(rest / 1_000)} onUndo={onUndo} isPending={isPending} />;
}

function Waiting({ task, seconds, onUndo, isPending }: { task: TaskRow; seconds: number; onUndo: () => void; isPending: boolean }) {
  const { t } = useTranslation("tasks");
  const { reach } = useReach(task);
  const time = formatDuration(seconds);
  return (
    <Banner
      kind="warn"
      action={
        <Button icon="undo" onPress={onUndo} isPending={isPending}>
          {t("undo.button")}
        </Button>
      }
    >
      <span aria-live="off">{reach ? t("undo.running", { time, people: reach.people }) : t("undo.waiting", { time })}</span>
    </Banner>
  );
}
