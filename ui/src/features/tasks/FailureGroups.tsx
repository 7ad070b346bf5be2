import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { FailureGroup, TaskDetail } from "../../api/generated";
import { useAsk } from "../../api/query";
import { language } from "../../i18n";
import { errorWords } from "../../i18n/errorWords";
import { Card, Empty, ErrorPanel, Skeleton, StatusTag } from "../../ui";
import { DoubtCard } from "./DoubtCard";
import { FailureLine } from "./FailureLine";
import { byClass, isClass, type Remedy, withoutDoubt } from "./failure";
import { NumbersDialog } from "./NumbersDialog";
import { type Part, partOf, WHOLE } from "./part";
import type { TaskActs } from "./useTaskActs";

export interface FailureGroupsProps {
  task: TaskDetail;
  acts: TaskActs;
  /** Lists the people. */
  onView: (part: Part) => void;
  /** Writes the people into a file. */
  onExport: (part: Part) => void;
}

/** Failures by cause, each with people, words and what helps; doubts apart. */
export function FailureGroups({ task, acts, onView, onExport }: FailureGroupsProps) {
  const { t } = useTranslation(["tasks", "states"]);
  const query = useAsk("task_failures", { task: task.task, language: language() });
  const [cleaning, setCleaning] = useState<{ group: FailureGroup; remedy: "block" | "dead" }>();
  if (query.data === undefined) {
    return query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge /> : <Skeleton lines={6} />;
  }
  const failed = withoutDoubt(query.data.groups);
  const doubts = { ...WHOLE, stage: "in_doubt" as const };
  const help = (group: FailureGroup, remedy: Remedy) => {
    if (remedy === "resend") acts.resend([group.class]);
    else if (remedy === "export") onExport(partOf(group));
    else setCleaning({ group, remedy });
  };
  return (
    <>
      {query.error && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />}
      {task.figures.in_doubt > 0 && <DoubtCard task={task} acts={acts} onView={() => onView(doubts)} onExport={() => onExport(doubts)} />}
      {failed.length === 0 ? (
        <Empty isSmall title={t("failures.none")}>
          {t("failures.noneNext")}
        </Empty>
      ) : (
        <>
          <p className="failures-summary">{t("failures.summary", { may: query.data.may_resend, mayNot: query.data.may_not_resend })}</p>
          {byClass(failed).map((part) => (
            <Card key={part.class} title={isClass(part.class) ? t(`states:class.${part.class}`) : t("funnel.no_receipt")} actions={<StatusTag tone="bad">{t("failures.people", { count: part.people })}</StatusTag>}>
              <ul className="failures">
                {part.groups.map((group) => (
                  <FailureLine key={`${group.state}:${group.code}:${group.carrier}`} group={group} canResend={task.may.includes("resend")} onView={() => onView(partOf(group))} onRemedy={(remedy) => help(group, remedy)} />
                ))}
              </ul>
            </Card>
          ))}
        </>
      )}
      {cleaning && <NumbersDialog task={task} {...cleaning} onClose={() => setCleaning(undefined)} />}
    </>
  );
}
