import { useParams } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { TaskDetail } from "../../api/generated";
import { useAsk } from "../../api/query";
import { staleSince } from "../../api/stale";
import { useGo, useUrlState } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { formatCount, formatDuration } from "../../i18n/format";
import { ErrorPanel, Page, Skeleton, Tabs, Tag } from "../../ui";
import { Excluded } from "./Excluded";
import { FailureGroups } from "./FailureGroups";
import { Funnel } from "./Funnel";
import { sum } from "./funnel";
import { type Part, partAt, placeOf, TABS, TASK_PLACE, tabOf } from "./part";
import { SpeedChart } from "./SpeedChart";
import { Split } from "./Split";
import { TaskButtons } from "./TaskButtons";
import { TaskFacts } from "./TaskFacts";
import { TaskNotices } from "./TaskNotices";
import { TaskStateTag } from "./TaskStateTag";
import { TaskTimeline } from "./TaskTimeline";
import { type Elsewhere, useTaskActs } from "./useTaskActs";
import "./tasks.css";

export interface TaskParts extends Elsewhere {
  /** The messages of some of a task's people. */
  messages: (task: TaskDetail, part: Part) => ReactNode;
  /** Writes them into a file. */
  onExport: (task: TaskDetail, part: Part) => void;
}

/** One task: where its people are, how fast it goes, what failed and what helps, what happened. */
export function TaskScreen(parts: TaskParts) {
  const { t } = useTranslation("tasks");
  const { task = "" } = useParams({ strict: false }) as { task?: string };
  const query = useAsk("task", { task });
  if (query.data === undefined) {
    return <Page title={t("list.detail")}>{query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge /> : <Skeleton lines={8} />}</Page>;
  }
  return <Loaded task={query.data} readAt={query.dataUpdatedAt} staleSince={staleSince(query)} {...parts} />;
}

function Loaded({ task, readAt, staleSince: since, messages, onExport, onReport }: TaskParts & { task: TaskDetail; readAt: number; staleSince: string | undefined }) {
  const { t } = useTranslation(["tasks", "states"]);
  const [place, setPlace] = useUrlState(TASK_PLACE);
  const acts = useTaskActs(task, { onReport });
  const go = useGo();
  const tab = tabOf(place);
  const part = partAt(place);
  const failed = sum(task.figures.failed) + task.figures.in_doubt;
  const show = (some: Part) => setPlace(placeOf(some), { push: true });
  return (
    <Page
      title={task.name}
      aside={
        <>
          <TaskStateTag state={task.state} />
          {task.sandbox && <Tag icon="practice">{t("list.practiceTag")}</Tag>}
        </>
      }
      lead={<Pace task={task} />}
      actions={<TaskButtons may={task.may} acts={acts} />}
      notices={<TaskNotices task={task} readAt={readAt} acts={acts} staleSince={since} />}
    >
      <Funnel
        figures={task.figures}
        chosen={tab === "messages" ? part.stage : undefined}
        onChoose={(stage) => {
          if (stage === "replied") go("/inbox");
          else show({ stage, class: "", code: "", carrier: undefined });
        }}
      />
      <Tabs
        label={t("list.detail")}
        items={TABS.map((id) => ({ id, label: t(`tab.${id}`), ...(id === "failures" && failed > 0 && { count: formatCount(failed) }) }))}
        value={tab}
        onChange={(next) => setPlace({ tab: next, message: "" })}
      >
        {tab === "overview" && (
          <div className="task-overview">
            <SpeedChart task={task.task} isRunning={task.state === "running"} />
            <Split task={task} />
            <TaskFacts task={task} />
            <Excluded task={task} />
          </div>
        )}
        {tab === "messages" && <div className="task-messages">{messages(task, part)}</div>}
        {tab === "failures" && (
          <div className="task-failures">
            <FailureGroups task={task} acts={acts} onView={show} onExport={(some) => onExport(task, some)} />
          </div>
        )}
        {tab === "timeline" && <TaskTimeline task={task.task} />}
      </Tabs>
      {acts.dialogs}
    </Page>
  );
}

/** How fast it goes and how long it will take, while it runs. */
export function Pace({ task }: { task: Pick<TaskDetail, "speed" | "seconds_left" | "signature"> }) {
  const { t } = useTranslation("tasks");
  const parts = [
    task.signature,
    task.speed !== null && t("head.speed", { value: task.speed }),
    task.seconds_left !== null && t("head.left", { time: formatDuration(task.seconds_left) }),
  ];
  return <>{parts.filter((part) => part !== false && part !== "").join(" · ")}</>;
}
