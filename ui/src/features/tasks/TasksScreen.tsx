import { useTranslation } from "react-i18next";
import type { TaskRow } from "../../api/generated";
import { useMode } from "../../api/mode";
import { useAskPages } from "../../api/query";
import { useGo, useUrlState } from "../../api/url";
import { errorWords } from "../../i18n/errorWords";
import { Button, DataTable, Empty, ErrorPanel, MasterDetail, Page, useIsWide } from "../../ui";
import { mayOfRow } from "./actions";
import { taskColumns } from "./columns";
import { isFiltered, TASK_FILTER, tasksOf } from "./filter";
import { RowMenu } from "./TaskButtons";
import { TaskFilters } from "./TaskFilters";
import { TaskPanel } from "./TaskPanel";
import { type Elsewhere, useTaskActs } from "./useTaskActs";
import "./tasks.css";

/** 发送任务: all tasks, newest first; a task opens beside the list where there is room, else on its page. */
export function TasksScreen({ onReport }: Elsewhere) {
  const { t } = useTranslation(["tasks", "states"]);
  const [filter, setFilter] = useUrlState(TASK_FILTER);
  const { mode } = useMode();
  const isWide = useIsWide();
  const go = useGo();
  const request = tasksOf(filter, mode);
  const query = useAskPages("tasks", request, (last) => (last.more ? { ...request, before: last.tasks.at(-1)?.task ?? null } : null), { keep: true });
  const rows = query.data?.pages.flatMap((page) => page.tasks) ?? [];
  const open = (task: string) => (isWide ? setFilter({ task }) : go(`/tasks/${task}`));
  const clear = () => setFilter({ ...TASK_FILTER, task: filter.task });
  return (
    <Page
      title={t("list.title")}
      actions={
        <Button tone="primary" icon="plus" onPress={() => go("/send")}>
          {t("list.create")}
        </Button>
      }
      filters={<TaskFilters filter={filter} onChange={setFilter} onClear={clear} />}
      isFilling
    >
      <MasterDetail
        list={
          <DataTable
            label={t("list.title")}
            columns={taskColumns(t, (row) => (
              <RowActs row={row} onOpen={() => open(row.task)} onReport={onReport} />
            ))}
            source={{ kind: "cursor", rows, hasMore: query.hasNextPage, onEndReached: () => void query.fetchNextPage() }}
            rowKey={(row) => row.task}
            onOpen={(row) => open(row.task)}
            openKey={filter.task}
            rowTone={(row) => (row.state === "faulted" ? "bad" : undefined)}
            isLoading={query.isPending || query.isFetchingNextPage}
            error={query.error ? <ErrorPanel {...errorWords(query.error)} onRetry={() => void query.refetch()} isRetrying={query.isFetching} isLarge={rows.length === 0} /> : undefined}
            empty={<Nothing isFilteredOut={isFiltered(filter)} onClear={clear} onCreate={() => go("/send")} />}
            memory="hongyan.columns.tasks"
          />
        }
        detail={{
          isOpen: isWide && filter.task !== "",
          onClose: () => setFilter({ task: "" }),
          title: rows.find((row) => row.task === filter.task)?.name ?? t("list.detail"),
          size: "large",
          children: filter.task !== "" && <TaskPanel task={filter.task} onReport={onReport} />,
        }}
      />
    </Page>
  );
}

function Nothing({ isFilteredOut, onClear, onCreate }: { isFilteredOut: boolean; onClear: () => void; onCreate: () => void }) {
  const { t } = useTranslation("tasks");
  return isFilteredOut ? (
    <Empty title={t("list.noMatch")} action={<Button onPress={onClear}>{t("list.clear")}</Button>}>
      {t("list.noMatchNext")}
    </Empty>
  ) : (
    <Empty title={t("list.empty")} action={<Button onPress={onCreate}>{t("list.create")}</Button>}>
      {t("list.emptyNext")}
    </Empty>
  );
}

function RowActs({ row, onOpen, onReport }: { row: TaskRow; onOpen: () => void } & Elsewhere) {
  const acts = useTaskActs(row, { onReport });
  return (
    // What is pressed in a dialog of this row is no press of the row.
    <span onClick={(event) => event.stopPropagation()}>
      <RowMenu task={row} may={mayOfRow(row)} acts={acts} onOpen={onOpen} />
      {acts.dialogs}
    </span>
  );
}
