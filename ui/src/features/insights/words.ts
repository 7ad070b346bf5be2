import { useTranslation } from "react-i18next";
import type { Dimension, StatisticsRow } from "../../api/generated";
import { formatCount, formatMoney, formatPercent } from "../../i18n/format";
import { type ColumnId, REST, valueOf } from "./figures";
import { BUSINESSES, CARRIERS } from "./filter";

/** What a row is called. Names that people gave are shown as they are, whatever they look like. */
export function useRowName(): (row: StatisticsRow, by: Dimension) => string {
  const { t } = useTranslation(["insights", "states"]);
  return (row, by) => {
    if (row.key === REST) return t("stats.rest");
    const carrier = by === "carrier" && CARRIERS.find((known) => known === row.key);
    if (carrier) return t(`states:carrier.${carrier}`);
    const business = by === "business" && BUSINESSES.find((known) => known === row.key);
    if (business) return t(`states:business.${business}`);
    return row.name || row.key || t("stats.unnamed");
  };
}

/** A figure as it is written. */
export function written(row: StatisticsRow, column: ColumnId): string {
  if (column === "cost") return formatMoney(row.cost);
  const value = valueOf(row, column);
  if (value === undefined) return "–";
  return column === "share" || column === "replyShare" ? formatPercent(value) : formatCount(value);
}
