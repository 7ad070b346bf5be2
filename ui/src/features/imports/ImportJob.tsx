import { useTranslation } from "react-i18next";
import type { Exclusion, ImportDone } from "../../api/generated";
import { useAsk, useCommand } from "../../api/query";
import { errorWords, viewWords } from "../../i18n/errorWords";
import { formatCount, formatDuration } from "../../i18n/format";
import { Banner, Button, ErrorPanel, Link, Progress, Skeleton } from "../../ui";

const LOOK_EVERY_MS = 500;
const NOT_SENT_TO = ["blacklisted", "opted_out", "dead_number"] as const satisfies readonly Exclusion[];

export interface ImportJobProps {
  job: string;
  name: string;
  /** Back to the columns, with everything that was said there. */
  onAgain: () => void;
  onAnother: () => void;
  onGroup: (group: string) => void;
  onClose: () => void;
}

/** A list on its way in, and what came of it. */
export function ImportJob({ job: id, name, onAgain, onAnother, onGroup, onClose }: ImportJobProps) {
  const { t } = useTranslation(["people", "wizard"]);
  const answer = useAsk("job", { job: id }, { everyMs: LOOK_EVERY_MS });
  const cancel = useCommand("cancel_job");
  const job = answer.data;
  const again = (
    <div className="import-buttons">
      <Button onPress={onAgain}>{t("wizard:mapping.title")}</Button>
      <Button onPress={onClose}>{t("people:close")}</Button>
    </div>
  );
  if (answer.isPending) return <Skeleton lines={2} />;
  if (answer.error) {
    return (
      <>
        <ErrorPanel {...errorWords(answer.error)} onRetry={() => void answer.refetch()} isRetrying={answer.isFetching} />
        {again}
      </>
    );
  }
  if (job?.state === "running") {
    return (
      <div className="import-steps">
        <Progress
          label={t("wizard:mapping.reading", { name })}
          value={job.done}
          max={job.total ?? undefined}
          text={job.total === null ? t("wizard:mapping.progressOpen", { done: formatCount(job.done) }) : t("wizard:mapping.progress", { done: formatCount(job.done), total: formatCount(job.total) })}
        />
        <p className="import-quiet">
          {job.per_second !== null && <span>{t("wizard:mapping.perSecond", { figure: formatCount(Math.round(job.per_second)) })} </span>}
          {job.seconds_left !== null && <span>{t("wizard:mapping.left", { time: formatDuration(job.seconds_left) })} </span>}
          {t("people:importing.background")}
        </p>
        {cancel.error && <ErrorPanel {...errorWords(cancel.error)} />}
        <div className="import-buttons">
          <Button icon="stop" onPress={() => cancel.mutate({ job: id })} isPending={cancel.isPending}>
            {t("wizard:mapping.stop")}
          </Button>
        </div>
      </div>
    );
  }
  if (job?.imported) return <Result done={job.imported} onAnother={onAnother} onGroup={onGroup} />;
  return (
    <div className="import-steps">
      {job?.error ? <ErrorPanel {...viewWords(job.error)} /> : <Banner kind="warn">{t(job?.state === "cancelled" ? "wizard:mapping.stopped" : "wizard:mapping.brokenOff")}</Banner>}
      {again}
    </div>
  );
}

function Result({ done, onAnother, onGroup }: { done: ImportDone; onAnother: () => void; onGroup: (group: string) => void }) {
  const { t } = useTranslation("people");
  const blocked = NOT_SENT_TO.reduce((sum, kind) => sum + (done.blocked[kind] ?? 0), 0);
  const isNobody = done.group === "";
  return (
    <div className="import-steps">
      {isNobody ? (
        <Banner kind="warn">{t("importing.nobody")}</Banner>
      ) : (
        <>
          <p role="status">
            <strong>{t("importing.done", { people: done.people, added: done.added })}</strong>
          </p>
          <ul className="import-result">
            {done.merged && <li>{t("importing.merged")}</li>}
            {done.rows_repaired > 0 && <li>{t("importing.repaired", { count: done.rows_repaired })}</li>}
            {done.duplicates > 0 && <li>{t("importing.duplicates", { count: done.duplicates })}</li>}
            {done.rows_failed > 0 && <li>{t("importing.failed", { count: done.rows_failed })}</li>}
            {blocked > 0 && <li>{t("importing.blocked", { count: blocked })}</li>}
          </ul>
        </>
      )}
      <div className="import-buttons">
        {done.import !== "" && Object.keys(done.faults).length > 0 && <Link href={`/imports/${encodeURIComponent(done.import)}`}>{t("importing.findings")}</Link>}
        <Button onPress={onAnother}>{t("importing.next")}</Button>
        {!isNobody && (
          <Button tone="primary" onPress={() => onGroup(done.group)}>
            {t("importing.open")}
          </Button>
        )}
      </div>
    </div>
  );
}
