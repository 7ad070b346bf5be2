import { useState } from "react";
import type { TaskRow } from "../api/generated";
import { ReportTaskDialog } from "../features/reports";
import { TasksScreen } from "../features/tasks";

export function TasksPage() {
  const [report, setReport] = useState<TaskRow>();
  return (
    <>
      <TasksScreen onReport={setReport} />
      {report && <ReportTaskDialog task={report} onClose={() => setReport(undefined)} />}
    </>
  );
}
