import { useTranslation } from "react-i18next";
import type { TaskDetail } from "../../api/generated";
import { useAsk } from "../../api/query";
import { staleSince } from "../../api/stale";
import { useGo } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { ErrorPanel, Link, Skeleton } from "../../ui";
import { Funnel } from "./Funnel";
import { placeOf } from "./part";
import { TaskButtons } from "./TaskButtons";
import { TaskFacts } from "./TaskFacts";
import { TaskNotices } from "./TaskNotices";
import { Pace } from "./TaskScreen";
import { TaskStateTag } from "./TaskStateTag";
import { type Elsewhere, useTaskActs } from "./useTaskActs";

/** A task beside the list: the same figures and buttons, with the way to its own page. */
export function TaskPanel({ task, onReport }: { task: string } & Elsewhere) {
  const query = useAsk("task", { task }, { keep: true });
  if (query.data === undefined || query.data.task !== task) {
    return query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} /> : <Skeleton lines={8} />;
  }
  return <Loaded key={task} task={query.data} readAt={query.dataUpdatedAt} since={staleSince(query)} onReport={onReport} />;
}

function Loaded({ task, readAt, since, onReport }: { task: TaskDetail; readAt: number; since: string | undefined } & Elsewhere) {
  const { t } = useTranslation("tasks");
  const acts = useTaskActs(task, { onReport });
  const go = useGo();
  return (
    <div className="task-panel">
      <p className="task-panel-state">
        <TaskStateTag state={task.state} />
        <Link href={`/tasks/${task.task}`} icon="open">
          {t("list.openPage")}
        </Link>
      </p>
      <Pace task={task} />
      <TaskNotices task={task} readAt={readAt} acts={acts} staleSince={since} />
      <TaskButtons may={task.may} acts={acts} />
      <Funnel
        figures={task.figures}
        chosen={undefined}
        onChoose={(stage) => {
          if (stage === "replied") return go("/inbox");
          const place = placeOf({ stage, class: "", code: "", carrier: undefined });
          return go(`/tasks/${task.task}?tab=messages&stage=${place.stage}`);
        }}
      />
      <TaskFacts task={task} />
      {acts.dialogs}
    </div>
  );
}
