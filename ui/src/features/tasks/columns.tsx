import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import type { TaskRow } from "../../api/generated";
import { formatCount, formatMoney, formatTime } from "../../i18n/format";
import { type Column, Icon, Link, Meter } from "../../ui";
import { peopleOf } from "./funnel";
import { TaskStateTag } from "./TaskStateTag";

export function taskColumns(t: TFunction<["tasks", "states"]>, menu: (row: TaskRow) => ReactNode): Column<TaskRow>[] {
  return [
    {
      id: "name",
      title: t("list.columns.name"),
      width: 240,
      grow: 1,
      cell: (row) => (
        <span className="task-name" title={row.text}>
          <Link href={`/tasks/${row.task}`} isQuiet>
            {row.name}
          </Link>
          {row.sandbox && <Icon name="practice" label={t("list.practiceTag")} />}
        </span>
      ),
    },
    { id: "state", title: t("list.columns.state"), width: 110, cell: (row) => <TaskStateTag state={row.state} look="plain" /> },
    { id: "business", title: t("list.columns.business"), width: 80, cell: (row) => t(`states:business.${row.business}`) },
    { id: "people", title: t("list.columns.people"), width: 90, isNumeric: true, cell: (row) => formatCount(row.figures.people) },
    { id: "progress", title: t("list.columns.progress"), width: 150, cell: (row) => <DeliveredBar row={row} t={t} /> },
    { id: "failed", title: t("list.columns.failed"), width: 80, isNumeric: true, cell: (row) => formatCount(peopleOf(row.figures).failed) },
    { id: "cost", title: t("list.columns.cost"), width: 100, isNumeric: true, cell: (row) => formatMoney(row.figures.cost) },
    { id: "at", title: t("list.columns.at"), width: 120, cell: (row) => formatTime(row.release_at ?? row.created_at, "short") },
    { id: "by", title: t("list.columns.by"), width: 100, isHidden: true, cell: (row) => row.created_by },
    { id: "actions", title: t("list.columns.actions"), width: 64, cell: menu },
  ];
}

function DeliveredBar({ row, t }: { row: TaskRow; t: TFunction<["tasks", "states"]> }) {
  const { submit, delivered } = peopleOf(row.figures);
  return <Meter label={t("list.progress", { delivered, people: submit })} isLabelHidden value={delivered} max={submit} text={`${formatCount(delivered)} / ${formatCount(submit)}`} tone="good" />;
}
