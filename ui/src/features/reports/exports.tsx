import { useTranslation } from "react-i18next";
import type { MessagesOf, StatisticsOf, TaskRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { language } from "../../i18n";
import { ExportDialog } from "./ExportDialog";

/** Everything about one task as a file. */
export function ReportTaskDialog({ task, onClose }: { task: Pick<TaskRow, "task" | "name" | "figures">; onClose: () => void }) {
  const { t } = useTranslation("insights");
  const report = useCommand("report_task");
  return (
    <ExportDialog
      title={t("export.task")}
      scope={t("export.scopeTask", { name: task.name, people: task.figures.people })}
      confirm={t("export.startTask")}
      fileName={plainName(`${t("export.task")}-${task.name}`)}
      holds={{ numbers: true, texts: true }}
      onClose={onClose}
      onStart={(choice) => report.mutateAsync({ task: task.task, ...choice, language: language() })}
    />
  );
}

/** Exactly the messages that a list shows. */
export function ExportMessagesDialog({ of, onClose }: { of: MessagesOf; onClose: () => void }) {
  const { t } = useTranslation("insights");
  const report = useCommand("report_messages");
  return (
    <ExportDialog
      title={t("export.messages")}
      scope={t("export.scopeMessages")}
      confirm={t("export.start")}
      fileName={t("messages.title")}
      holds={{ numbers: true, texts: false }}
      onClose={onClose}
      onStart={({ format, masked, to }) => report.mutateAsync({ of: { ...of, before: null, whole: !masked }, format, masked, to, language: language() })}
    />
  );
}

/** Exactly the figures that a table shows. */
export function ExportStatisticsDialog({ of, onClose }: { of: StatisticsOf; onClose: () => void }) {
  const { t } = useTranslation("insights");
  const report = useCommand("report_statistics");
  return (
    <ExportDialog
      title={t("export.statistics")}
      scope={t("export.scopeMessages")}
      confirm={t("export.start")}
      fileName={plainName(`${t("stats.title")}-${of.from}-${of.to}`)}
      holds={{ numbers: false, texts: false }}
      onClose={onClose}
      onStart={({ format, to }) => report.mutateAsync({ of, format, to, language: language() })}
    />
  );
}

/** A name that every system takes for a file. */
export function plainName(name: string): string {
  return [...name.replace(/[\\/:*?"<>|\s]+/g, " ").trim()].slice(0, 80).join("");
}
