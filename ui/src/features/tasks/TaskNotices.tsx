import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { Banner } from "../../ui";
import { faultOf } from "./failure";
import { UndoBanner } from "./UndoBanner";
import type { TaskActs } from "./useTaskActs";

export interface TaskNoticesProps {
  task: TaskRow;
  /** When it was read, for countdowns. */
  readAt: number;
  acts: TaskActs;
  /** Since when the figures are old; set while the engine cannot be asked. */
  staleSince: string | undefined;
}

/** What is true of a task as a whole: old figures, the time to take it back, a fault, practice. */
export function TaskNotices({ task, readAt, acts, staleSince }: TaskNoticesProps) {
  const { t } = useTranslation("tasks");
  return (
    <>
      {staleSince !== undefined && <Banner kind="offline">{t("stale", { time: staleSince })}</Banner>}
      <UndoBanner task={task} readAt={readAt} onUndo={() => acts.act("undo")} isPending={acts.busy === "undo"} />
      {task.state === "faulted" && task.reason !== "" && <Banner kind="warn">{t(`fault.${faultOf(task.reason)}`, { code: task.reason })}</Banner>}
      {task.state === "stopped" && task.reason === "undone" && <Banner>{t("undone")}</Banner>}
    </>
  );
}
