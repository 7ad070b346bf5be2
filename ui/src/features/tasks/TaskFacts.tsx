import { useTranslation } from "react-i18next";
import type { TaskDetail } from "../../api/generated";
import { formatMoney, formatTime } from "../../i18n/format";
import { Card, Facts, Link } from "../../ui";

/** How a task was set up, and what it cost. */
export function TaskFacts({ task }: { task: TaskDetail }) {
  const { t } = useTranslation(["tasks", "states"]);
  return (
    <Card title={t("head.settings")}>
      <Facts
        facts={[
          { name: t("head.text"), value: <span className="task-text">{task.text}</span>, isWide: true },
          task.sample !== null && { name: t("head.sample"), value: <span className="task-text">{task.sample}</span>, isWide: true },
          { name: t("head.business"), value: t(`states:business.${task.business}`) },
          { name: t("head.signature"), value: task.signature },
          { name: t("head.group"), value: task.group_name === "" ? t("head.listOnly") : <Link href={`/people?group=${encodeURIComponent(task.group)}`}>{task.group_name}</Link> },
          { name: t("head.channel"), value: task.channel ?? t("head.autoChannel") },
          task.flash && { name: t("head.flash"), value: t("head.flashYes") },
          { name: t("head.createdBy"), value: task.created_by },
          { name: t("head.createdAt"), value: formatTime(task.created_at) },
          { name: t("head.startAt"), value: task.start_at === null ? t("head.atOnce") : formatTime(task.start_at) },
          { name: t("head.releaseAt"), value: formatTime(task.release_at) },
          { name: t("head.expiresAt"), value: formatTime(task.expires_at) },
          task.ended_at !== null && { name: t("head.endedAt"), value: formatTime(task.ended_at) },
          task.speed_per_second !== null && { name: t("head.limit"), value: t("head.perSecond", { value: task.speed_per_second }) },
          { name: t("head.segments"), value: t("head.segmentsValue", { count: task.figures.segments }) },
          { name: t("head.cost"), value: formatMoney(task.figures.cost) },
          { name: t("head.replies"), value: <Link href="/inbox">{t("head.repliesValue", { replies: task.replies, optOuts: task.opt_outs })}</Link> },
          task.resend_of !== null && { name: t("head.resendOf"), value: <Link href={`/tasks/${task.resend_of}`}>{t("head.task", { task: task.resend_of })}</Link> },
        ]}
      />
    </Card>
  );
}
