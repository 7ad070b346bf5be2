import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Job } from "../../../api/generated";
import { useAsk, useCommand } from "../../../api/query";
import { formatCount, formatDuration } from "../../../i18n/format";
import { Button, Progress, Skeleton } from "../../../ui";
import { Failure } from "../parts/Failure";
import { variablesIn } from "../model/columns";
import type { Source } from "../model/draft";
import { useSend } from "../useSendModel";

const LOOK_EVERY_MS = 500;

/** A list on its way into the engine. The work goes on when the window is closed and is found again afterwards. */
export function Reading({ source, onEnd }: { source: Source; onEnd: (job: Job | null) => void }) {
  const { t } = useTranslation("wizard");
  const { dispatch } = useSend();
  const id = source.job ?? "";
  const answer = useAsk("job", { job: id }, { everyMs: LOOK_EVERY_MS });
  const inspected = useAsk("inspect_list", { file: source.file, layout: source.layout });
  const cancel = useCommand("cancel_job");
  const job = answer.data;
  const isGone = answer.error?.code === "not_found";

  const end = useRef(onEnd);
  useEffect(() => {
    end.current = onEnd;
  });
  useEffect(() => {
    if (isGone) return end.current(null);
    if (!job || job.state === "running") return;
    if (job.state !== "done" || job.imported === null) return end.current(job);
    // The columns were seen before the import began; without them the group's first person tells.
    if (inspected.isPending) return;
    dispatch({ do: "imported", job: job.job, done: job.imported, columns: inspected.data ? variablesIn(inspected.data) : [] });
  }, [job, isGone, inspected.isPending, inspected.data, dispatch]);

  if (answer.isPending) return <Skeleton lines={2} />;
  const figures = job && (job.total === null ? t("mapping.progressOpen", { done: formatCount(job.done) }) : t("mapping.progress", { done: formatCount(job.done), total: formatCount(job.total) }));
  return (
    <section className="send-reading" aria-label={t("mapping.reading", { name: source.name })}>
      {answer.error && !isGone && <Failure error={answer.error} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />}
      {job && <Progress label={t("mapping.reading", { name: source.name })} value={job.done} max={job.total ?? undefined} text={figures ?? undefined} />}
      {job && (
        <p className="send-quiet">
          {job.per_second !== null && <span>{t("mapping.perSecond", { figure: formatCount(Math.round(job.per_second)) })}</span>}
          {job.seconds_left !== null && <span>{t("mapping.left", { time: formatDuration(job.seconds_left) })}</span>}
        </p>
      )}
      {cancel.error && <Failure error={cancel.error} />}
      <Button icon="stop" onPress={() => cancel.mutate({ job: id })} isPending={cancel.isPending}>
        {t("mapping.stop")}
      </Button>
    </section>
  );
}
