import { useTranslation } from "react-i18next";
import type { TaskDetail } from "../../api/generated";
import { Button, Card, StatusTag } from "../../ui";
import type { TaskActs } from "./useTaskActs";

export interface DoubtCardProps {
  task: TaskDetail;
  acts: TaskActs;
  onView: () => void;
  onExport: () => void;
}

/** People of whom nobody knows: said as it is, and decided by a person. */
export function DoubtCard({ task, acts, onView, onExport }: DoubtCardProps) {
  const { t } = useTranslation("tasks");
  const count = task.figures.in_doubt;
  return (
    <Card title={t("doubt.title")} actions={<StatusTag tone="warn" icon="help">{t("failures.people", { count })}</StatusTag>}>
      <p>
        <strong>{t("doubt.people", { count })}</strong>
      </p>
      <p>{t("doubt.body")}</p>
      <div className="failure-ways">
        <Button size="small" tone="quiet" onPress={onView}>
          {t("failures.view")}
        </Button>
        <Button size="small" onPress={onExport}>
          {t("failures.export")}
        </Button>
        {task.may.includes("resend_doubtful") && (
          <Button size="small" tone="danger" onPress={() => acts.act("resend_doubtful")}>
            {t("doubt.resend", { count })}
          </Button>
        )}
      </div>
    </Card>
  );
}
