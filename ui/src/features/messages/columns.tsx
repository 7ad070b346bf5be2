import type { TFunction } from "i18next";
import type { MessageRow } from "../../api/generated";
import { formatCount, formatMoney, formatPhone, formatTime } from "../../i18n/format";
import { type Column, Link, StatusTag } from "../../ui";
import { MessageStateTag } from "./MessageStateTag";

/** The columns of a list of messages. A list inside a task needs no column for the task. */
export function messageColumns(t: TFunction<["insights", "states"]>, { ofOneTask }: { ofOneTask: boolean }): Column<MessageRow>[] {
  const columns: (Column<MessageRow> | false)[] = [
    { id: "number", title: t("messages.columns.number"), width: 140, cell: (row) => <span className="figure">{formatPhone(row.number)}</span> },
    { id: "state", title: t("messages.columns.state"), width: 120, cell: (row) => <MessageStateTag state={row.state} /> },
    { id: "cause", title: t("messages.columns.cause"), width: 200, grow: 2, cell: (row) => <Cause row={row} replied={t("messages.replied")} /> },
    !ofOneTask && {
      id: "task",
      title: t("messages.columns.task"),
      width: 160,
      grow: 1,
      cell: (row) => (
        <Link href={`/tasks/${row.task}`} isQuiet>
          {row.task_name}
        </Link>
      ),
    },
    { id: "carrier", title: t("messages.columns.carrier"), width: 80, cell: (row) => t(`states:carrierShort.${row.carrier}`) },
    { id: "channel", title: t("messages.columns.channel"), width: 130, cell: (row) => row.channel || "–" },
    { id: "submitted", title: t("messages.columns.submitted"), width: 130, cell: (row) => formatTime(row.submitted_at, "short") },
    { id: "ended", title: t("messages.columns.ended"), width: 130, cell: (row) => formatTime(row.ended_at, "short") },
    { id: "segments", title: t("messages.columns.segments"), width: 90, isNumeric: true, isHidden: true, cell: (row) => formatCount(row.segments) },
    { id: "price", title: t("messages.columns.price"), width: 90, isNumeric: true, cell: (row) => formatMoney(row.price) },
    { id: "tries", title: t("messages.columns.tries"), width: 80, isNumeric: true, isHidden: true, cell: (row) => formatCount(row.tries) },
    { id: "code", title: t("messages.columns.code"), width: 110, isHidden: true, cell: (row) => row.code || "–" },
  ];
  return columns.filter((column) => column !== false);
}

function Cause({ row, replied }: { row: MessageRow; replied: string }) {
  if (row.replied) {
    return (
      <StatusTag tone="good" icon="chat" look="plain">
        {replied}
      </StatusTag>
    );
  }
  return <span title={row.action ? `${row.cause} ${row.action}` : row.cause}>{row.cause || "–"}</span>;
}
