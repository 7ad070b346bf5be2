import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { useAsk } from "../../api/query";
import { errorWords } from "../../i18n/errorWords";
import { formatTime } from "../../i18n/format";
import { Button, ComboBox, Dialog, ErrorPanel, Skeleton } from "../../ui";

/** How many tasks are offered by name; older ones are found on the list of tasks. */
const OFFERED = 100;

/** Which task a report is about. */
export function PickTaskDialog({ onPick, onClose }: { onPick: (task: TaskRow) => void; onClose: () => void }) {
  const { t } = useTranslation("insights");
  const [chosen, setChosen] = useState<string | null>(null);
  const query = useAsk("tasks", { states: [], search: "", sandbox: null, before: null, limit: OFFERED });
  const tasks = query.data?.tasks ?? [];
  const task = tasks.find((row) => row.task === chosen);
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={t("reports.make")}
      size="small"
      footer={
        <Button tone="primary" isDisabled={task === undefined} onPress={() => task && onPick(task)}>
          {t("export.startTask")}
        </Button>
      }
    >
      {query.isPending && <Skeleton lines={2} />}
      {query.error && <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} />}
      {query.data && (
        <ComboBox
          label={t("reports.task")}
          placeholder={t("reports.taskHint")}
          options={tasks.map((row) => ({ value: row.task, label: row.name, detail: formatTime(row.created_at) }))}
          value={chosen}
          onChange={setChosen}
        />
      )}
    </Dialog>
  );
}
