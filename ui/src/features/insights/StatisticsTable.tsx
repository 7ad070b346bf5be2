import { useTranslation } from "react-i18next";
import type { Dimension, Statistics, StatisticsOf, StatisticsRow } from "../../api/generated";
import { type Column, DataTable, Link } from "../../ui";
import { COLUMNS, drillOf } from "./figures";
import { useRowName, written } from "./words";

/** The same figures as a table: every row with the way to what is behind it, then all together and the period before. */
export function StatisticsTable({ statistics, of }: { statistics: Statistics; of: StatisticsOf }) {
  const { t } = useTranslation("insights");
  const nameOf = useRowName();
  const { by } = of;
  const columns: Column<StatisticsRow>[] = [
    { id: "name", title: t(`stats.dimension.${by}`), width: 200, grow: 1, cell: (row) => <Name row={row} by={by} of={of} name={nameOf(row, by)} /> },
    ...COLUMNS.map((column): Column<StatisticsRow> => ({ id: column, title: t(`stats.columns.${column}`), width: 96, isNumeric: true, isHidden: column === "no_receipt" || column === "in_doubt" || column === "replyShare", cell: (row) => written(row, column) })),
  ];
  const rows = [...statistics.rows, { ...statistics.total, key: TOTAL, name: t("stats.total") }, { ...statistics.before, key: BEFORE, name: t("stats.previous") }];
  return (
    <div className="stats-table">
      <DataTable
        label={t("stats.title")}
        columns={columns}
        source={{ kind: "cursor", rows, total: rows.length }}
        rowKey={(row) => row.key}
        rowTone={(row) => (row.key === TOTAL ? "info" : row.key === BEFORE ? "idle" : undefined)}
        memory="hongyan.columns.statistics"
      />
    </div>
  );
}

/** Keys that no value has: values hold no control characters. */
const TOTAL = "\u0000total";
const BEFORE = "\u0000before";

function Name({ row, by, of, name }: { row: StatisticsRow; by: Dimension; of: StatisticsOf; name: string }) {
  if (row.key === TOTAL || row.key === BEFORE) return <strong>{row.name}</strong>;
  const address = drillOf(row, by, of);
  return address === undefined ? (
    <>{name}</>
  ) : (
    <Link href={address} isQuiet>
      {name}
    </Link>
  );
}
