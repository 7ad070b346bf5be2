import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { Banner, Button } from "../../ui";
import { useCountdown } from "./countdown";
import { peopleOf } from "./funnel";

/** Before a task leaves: how long its start can still be taken back. */
export function UndoBanner({ task, readAt, onUndo, isPending }: { task: TaskRow; readAt: number; onUndo: () => void; isPending: boolean }) {
  const { t } = useTranslation("tasks");
  const rest = useCountdown(task.undo_left_ms, readAt);
  if (rest === 0) return null;
  return (
    <Banner
      kind="warn"
      action={
        <Button icon="undo" onPress={onUndo} isPending={isPending}>
          {t("undo.button")}
        </Button>
      }
    >
      <span aria-live="off">{t("undo.running", { seconds: Math.ceil(rest / 1_000), people: peopleOf(task.figures).submit })}</span>
    </Banner>
  );
}
