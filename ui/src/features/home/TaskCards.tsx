import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Home, TaskRow } from "../../api/generated";
import { formatDuration, formatTime } from "../../i18n/format";
import { Card, Empty, Link, Progress, Tag } from "../../ui";

export interface TaskCardsProps {
  home: Home;
  /** A task's state, and how many of its people have been sent to. */
  stateTag: (task: TaskRow) => ReactNode;
  progress: (task: TaskRow) => { done: number; all: number };
}

/** What is being sent now and what will leave later; on a first day, how to begin. */
export function TaskCards({ home, stateTag, progress }: TaskCardsProps) {
  const { t } = useTranslation("home");
  const { running, scheduled } = home;
  return (
    <>
      <Card title={t("running")} actions={<Link href="/tasks">{t("allTasks")}</Link>}>
        {running.length === 0 ? (
          <Nothing isFirst={home.empty} />
        ) : (
          <ul className="home-tasks">
            {running.map((task) => (
              <RunningTask key={task.task} task={task} stateTag={stateTag(task)} {...progress(task)} />
            ))}
          </ul>
        )}
      </Card>
      {scheduled.length > 0 && (
        <Card title={t("scheduled")}>
          <ul className="home-list">
            {scheduled.map((task) => (
              <li key={task.task}>
                {stateTag(task)}
                <Link href={`/tasks/${task.task}`}>{task.name}</Link>
                <small className="quiet">{(task.undo_left_ms ?? 0) > 0 ? t("undo", { seconds: Math.ceil((task.undo_left_ms ?? 0) / 1_000) }) : t("releases", { at: formatTime(task.release_at, "short") })}</small>
              </li>
            ))}
          </ul>
        </Card>
      )}
    </>
  );
}

function Nothing({ isFirst }: { isFirst: boolean }) {
  const { t } = useTranslation("home");
  if (!isFirst) {
    return (
      <Empty isSmall title={t("none")}>
        {t("noneNext")}
      </Empty>
    );
  }
  return (
    <Empty
      title={t("empty")}
      action={
        <span className="home-ways">
          <Link href="/templates" icon="template">
            {t("fromTemplate")}
          </Link>
          <Link href="/imports" icon="upload">
            {t("importList")}
          </Link>
        </span>
      }
    >
      {t("emptyNext")}
    </Empty>
  );
}

function RunningTask({ task, stateTag, done, all }: { task: TaskRow; stateTag: ReactNode; done: number; all: number }) {
  const { t } = useTranslation("home");
  const pace = [task.speed !== null && t("speed", { value: task.speed }), task.seconds_left !== null && t("left", { time: formatDuration(task.seconds_left) })].filter((part) => part !== false);
  return (
    <li>
      <span className="home-task-head">
        {stateTag}
        <Link href={`/tasks/${task.task}`}>{task.name}</Link>
        {task.sandbox && <Tag icon="practice">{t("practice")}</Tag>}
        <span className="home-pace quiet">{pace.join(" · ")}</span>
      </span>
      <Progress label={task.name} isLabelHidden value={done} max={all} text={t("progress", { done, all })} />
    </li>
  );
}
