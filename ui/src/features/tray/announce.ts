import type { Job, TaskDetail } from "../../api/generated";
import { openFile } from "../../api/files";
import { i18n } from "../../i18n";
import { errorWords, viewWords } from "../../i18n/errorWords";
import { formatCount } from "../../i18n/format";
import { notify } from "../../ui";
import { failedOf } from "./work";

type Go = (address: string) => void;
export type Face = "desktop" | "browser";

/** Says how a job ended, with the way to what it made. */
export function announceJob(job: Job, face: Face, go: Go): void {
  const t = i18n.getFixedT(null, "shell");
  const { title } = job;
  switch (job.state) {
    case "running":
      return;
    case "done": {
      const detail = job.imported
        ? t("tray.importedDetail", { people: formatCount(job.imported.people), failed: formatCount(job.imported.rows_failed) })
        : undefined;
      const action = resultOf(job, face, go);
      notify({ tone: "good", title: t(`tray.done.${job.kind}`, { title }), detail, action });
      return;
    }
    case "cancelled":
      notify({ tone: "idle", title: t("tray.cancelled", { title }) });
      return;
    case "failed":
    case "broken_off": {
      const words = job.error ? viewWords(job.error) : undefined;
      notify({ tone: "bad", title: t("tray.failed", { title }), detail: words ? `${words.cause}。${words.next}` : t(`tray.state.${job.state}`) });
    }
  }
}

/** Where a job's result is. */
export function resultOf(job: Job, face: Face, go: Go): { label: string; onPress: () => void } | undefined {
  const t = i18n.getFixedT(null, "shell");
  const { file, imported } = job;
  if (file) return { label: t(`tray.openFile.${face}`), onPress: () => void openFile(file).catch(sayFailure) };
  if (imported) return { label: t("tray.open"), onPress: () => go(`/imports/${imported.import}`) };
  return undefined;
}

/** Says how a task ended. */
export function announceTask(task: TaskDetail, go: Go): void {
  const t = i18n.getFixedT(null, "shell");
  const { name, figures } = task;
  const detail = t("tray.taskDetail", { delivered: formatCount(figures.delivered), failed: formatCount(failedOf(task)), people: formatCount(figures.people) });
  const action = { label: t("tray.open"), onPress: () => go(`/tasks/${task.task}`) };
  switch (task.state) {
    case "done":
      notify({ tone: "good", title: t("tray.taskDone", { name }), detail, action });
      return;
    case "faulted":
      notify({ tone: "bad", title: t("tray.taskFaulted", { name }), detail, action });
      return;
    case "stopped":
      notify({ tone: "idle", title: t("tray.taskStopped", { name }), detail, action });
      return;
    case "paused":
      notify({ tone: "idle", title: t("tray.taskPaused", { name }), detail, action });
      return;
    case "draft":
    case "scheduled":
    case "running":
      return;
  }
}

export function sayFailure(error: unknown): void {
  const { cause, next } = errorWords(error);
  notify({ tone: "bad", title: cause, detail: next });
}
