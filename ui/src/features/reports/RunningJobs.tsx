import { useTranslation } from "react-i18next";
import type { Job } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { viewWords } from "../../i18n/errorWords";
import { formatDuration } from "../../i18n/format";
import { Button, Card, ErrorPanel, Progress } from "../../ui";

/** Work whose fruit will lie here. */
const KINDS: readonly Job["kind"][] = ["report", "export", "mend", "backup"];
/** How many failures are told of: older ones are history. */
const FAILED_MAX = 3;

/** Files that are being made, and those that could not be. */
export function RunningJobs() {
  const { t } = useTranslation("insights");
  const query = useAsk("jobs", {});
  const jobs = (query.data?.jobs ?? []).filter((job) => KINDS.includes(job.kind));
  const running = jobs.filter((job) => job.state === "running");
  const failed = jobs.filter((job) => job.state === "failed" || job.state === "broken_off").slice(0, FAILED_MAX);
  if (running.length + failed.length === 0) return null;
  return (
    <Card title={t("reports.working")}>
      <ul className="report-jobs">
        {running.map((job) => (
          <RunningJob key={job.job} job={job} />
        ))}
        {failed.map((job) => (
          <li key={job.job}>
            <p>{job.title}</p>
            {job.error ? <ErrorPanel {...viewWords(job.error)} /> : <p className="quiet">{t(job.state === "broken_off" ? "reports.brokenOff" : "reports.failed")}</p>}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function RunningJob({ job }: { job: Job }) {
  const { t } = useTranslation("insights");
  const cancel = useCommand("cancel_job");
  const figures = job.total === null ? t("reports.progressOpen", { done: job.done }) : t("reports.progress", { done: job.done, total: job.total });
  const left = job.seconds_left === null ? "" : ` · ${t("reports.left", { time: formatDuration(job.seconds_left) })}`;
  return (
    <li className="report-job">
      <Progress label={job.title} value={job.done} {...(job.total !== null && { max: job.total })} text={`${figures}${left}`} />
      <Button size="small" tone="quiet" isPending={cancel.isPending} onPress={() => cancel.mutate({ job: job.job })}>
        {t("reports.cancel")}
      </Button>
    </li>
  );
}
