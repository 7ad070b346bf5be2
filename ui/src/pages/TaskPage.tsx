import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { MessagesOf, TaskRow } from "../api/generated";
import { ofTask, TaskMessages } from "../features/messages";
import { ExportMessagesDialog, ReportTaskDialog } from "../features/reports";
import { statesOfPart, TaskScreen } from "../features/tasks";

/** A task with its messages below the funnel, and the files that can be made of both. */
export function TaskPage() {
  const { t } = useTranslation("tasks");
  const [report, setReport] = useState<TaskRow>();
  const [exported, setExported] = useState<MessagesOf>();
  return (
    <>
      <TaskScreen
        onReport={setReport}
        onExport={({ task }, part) => setExported(ofTask({ task, states: statesOfPart(part), ...part }, false))}
        messages={({ task }, part) => (
          <TaskMessages task={task} states={statesOfPart(part)} stage={part.stage && t(`funnel.${part.stage}`)} class={part.class} code={part.code} carrier={part.carrier} onExport={setExported} />
        )}
      />
      {report && <ReportTaskDialog task={report} onClose={() => setReport(undefined)} />}
      {exported && <ExportMessagesDialog of={exported} onClose={() => setExported(undefined)} />}
    </>
  );
}
