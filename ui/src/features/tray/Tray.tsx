import { useId } from "react";
import { useTranslation } from "react-i18next";
import { call } from "../../api/call";
import type { Job, TaskRow } from "../../api/generated";
import { useCommand } from "../../api/query";
import { useGo } from "../../api/url";
import { formatCount, formatDuration } from "../../i18n/format";
import { Button, Icon, IconButton, Link, Progress } from "../../ui";
import { announceJob, announceTask, type Face, resultOf, sayFailure } from "./announce";
import { useEndedJobs, useEndedTasks } from "./ended";
import { taskProgress, useWork } from "./work";
import "./Tray.css";

/** Ended jobs that stay in sight, so that a result can still be fetched. */
const ENDED_SHOWN = 5;

/** Background work at the bottom right: how far, how fast, how long still. It goes on whatever screen is open. */
export function Tray({ face, isOpen, onToggle }: { face: Face; isOpen: boolean; onToggle: () => void }) {
  const { t } = useTranslation("shell");
  const id = useId();
  const go = useGo();
  const work = useWork();
  useEndedJobs(work.all, (job) => announceJob(job, face, go));
  useEndedTasks(work.running, (task) => {
    call("task", { task }).then((detail) => announceTask(detail, go), sayFailure);
  });
  const count = work.jobs.length + work.tasks.length;
  const ended = (work.all ?? []).filter((job) => job.state !== "running").slice(0, ENDED_SHOWN);
  if (count === 0 && !isOpen) return null;
  return (
    <aside className="tray" aria-label={t("tray.label")}>
      {isOpen && (
        <div className="tray-list" id={id}>
          {work.tasks.map((task) => (
            <RunningTask key={task.task} task={task} />
          ))}
          {work.jobs.map((job) => (
            <RunningJob key={job.job} job={job} />
          ))}
          {count === 0 && <p className="tray-quiet">{t("tray.quiet")}</p>}
          {ended.map((job) => (
            <EndedJob key={job.job} job={job} face={face} />
          ))}
        </div>
      )}
      <button type="button" className="tray-handle" aria-expanded={isOpen} aria-controls={id} onClick={onToggle}>
        <Icon name={count === 0 ? "done" : "running"} />
        <span>{count === 0 ? t("tray.quiet") : t("tray.running", { count })}</span>
        {count > 0 && <Overall jobs={work.jobs} tasks={work.tasks} />}
        <Icon name={isOpen ? "chevron-down" : "chevron-up"} label={t(isOpen ? "tray.hide" : "tray.show")} />
      </button>
    </aside>
  );
}

/** All work as one bar, while the list is folded. */
function Overall({ jobs, tasks }: { jobs: readonly Job[]; tasks: readonly TaskRow[] }) {
  const { t } = useTranslation("shell");
  const parts = [...tasks.map(taskProgress), ...jobs.map(({ done, total }) => ({ done, total }))];
  const isOpen = parts.some(({ total }) => total === null);
  const shares = parts.map(({ done, total }) => (total === null || total === 0 ? 0 : done / total));
  const mean = shares.reduce((all, share) => all + share, 0) / Math.max(1, shares.length);
  return (
    <span className="tray-overall">
      <Progress label={t("tray.label")} isLabelHidden {...(!isOpen && { value: mean, max: 1 })} />
    </span>
  );
}

function RunningTask({ task }: { task: TaskRow }) {
  const { t } = useTranslation("shell");
  const { done, total } = taskProgress(task);
  const title = t(task.sandbox ? "tray.practiceTask" : "tray.task", { name: task.name });
  return (
    <div className="tray-item">
      <div className="tray-head">
        <Icon name={task.sandbox ? "practice" : "send"} />
        <span className="tray-title">{title}</span>
        <Link href={`/tasks/${task.task}`}>{t("tray.open")}</Link>
      </div>
      <Progress label={title} isLabelHidden value={done} max={total} />
      <Pace done={done} total={total} speed={task.speed} left={task.seconds_left} />
    </div>
  );
}

function RunningJob({ job }: { job: Job }) {
  const { t } = useTranslation("shell");
  const cancel = useCommand("cancel_job");
  const title = t(`tray.kind.${job.kind}`, { title: job.title });
  return (
    <div className="tray-item">
      <div className="tray-head">
        <Icon name={JOB_ICONS[job.kind]} />
        <span className="tray-title">{title}</span>
        <IconButton
          size="small"
          icon="x"
          label={t(cancel.isPending || cancel.isSuccess ? "tray.cancelling" : "tray.cancel")}
          isPending={cancel.isPending}
          isDisabled={cancel.isSuccess}
          onPress={() => cancel.mutate({ job: job.job }, { onError: sayFailure })}
        />
      </div>
      <Progress label={title} isLabelHidden value={job.done} max={job.total ?? undefined} />
      <Pace done={job.done} total={job.total} speed={job.per_second} left={job.seconds_left} />
    </div>
  );
}

function EndedJob({ job, face }: { job: Job; face: Face }) {
  const { t } = useTranslation("shell");
  const go = useGo();
  const result = job.state === "done" ? resultOf(job, face, go) : undefined;
  return (
    <div className="tray-item is-ended">
      <div className="tray-head">
        <Icon name={job.state === "done" ? "done" : job.state === "cancelled" ? "excluded" : "error"} />
        <span className="tray-title">
          {t(`tray.kind.${job.kind}`, { title: job.title })} · {t(`tray.state.${job.state}`)}
        </span>
        {result && (
          <Button size="small" onPress={result.onPress}>
            {result.label}
          </Button>
        )}
      </div>
    </div>
  );
}

/** "3,200 / 10,000 · 120 a second · about 1 min left" */
function Pace({ done, total, speed, left }: { done: number; total: number | null; speed: number | null; left: number | null }) {
  const { t } = useTranslation("shell");
  const words = [
    total === null ? t("tray.doneOnly", { done: formatCount(done) }) : t("tray.figures", { done: formatCount(done), total: formatCount(total) }),
    ...(speed !== null && speed > 0 ? [t("tray.speed", { speed: formatCount(Math.round(speed)) })] : []),
    ...(left !== null ? [t("tray.left", { time: formatDuration(left) })] : []),
  ];
  return <p className="tray-pace">{words.join(" · ")}</p>;
}

const JOB_ICONS = { import: "upload", check_up: "review", export: "download", report: "chart", backup: "save", mend: "edit" } as const;
