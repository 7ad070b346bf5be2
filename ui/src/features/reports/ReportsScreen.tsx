import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { useUrlState } from "../../api/url";
import { Button, FilterBar, Page, Select } from "../../ui";
import { ReportTaskDialog } from "./exports";
import { FilesTable } from "./FilesTable";
import { FILE_KINDS } from "./kinds";
import { PickTaskDialog } from "./PickTaskDialog";
import { RunningJobs } from "./RunningJobs";

/** 报表中心: files that were made, files that are being made. */
export function ReportsScreen() {
  const { t } = useTranslation("insights");
  const [filter, setFilter] = useUrlState({ kind: "" });
  const [isPicking, setPicking] = useState(false);
  const [task, setTask] = useState<TaskRow>();
  return (
    <Page
      title={t("reports.title")}
      lead={t("reports.lead")}
      actions={
        <Button tone="primary" icon="plus" onPress={() => setPicking(true)}>
          {t("reports.make")}
        </Button>
      }
      filters={
        <FilterBar label={t("reports.kind")}>
          <Select
            isLabelHidden
            isSmall
            label={t("reports.kind")}
            options={[{ value: "", label: t("reports.anyKind") }, ...FILE_KINDS.map((kind) => ({ value: kind, label: t(`reports.kinds.${kind}`) }))]}
            value={filter.kind}
            onChange={(kind) => setFilter({ kind })}
          />
        </FilterBar>
      }
      isFilling
    >
      <RunningJobs />
      <FilesTable kind={filter.kind} />
      {isPicking && (
        <PickTaskDialog
          onClose={() => setPicking(false)}
          onPick={(picked) => {
            setPicking(false);
            setTask(picked);
          }}
        />
      )}
      {task && <ReportTaskDialog task={task} onClose={() => setTask(undefined)} />}
    </Page>
  );
}
