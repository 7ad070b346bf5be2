import { useTranslation } from "react-i18next";
import type { Statistics } from "../../api/generated";
import { formatPercent } from "../../i18n/format";
import { Card, type Delta, StatFigure } from "../../ui";
import { changeOf, type ColumnId, valueOf } from "./figures";
import { written } from "./words";

const SHOWN = ["submitted", "delivered", "share", "failed", "cost", "replies"] as const satisfies readonly ColumnId[];
/** Which way is welcome; spending is neither. */
const WELCOME: Partial<Record<ColumnId, "up" | "down">> = { delivered: "up", share: "up", failed: "down", replies: "up" };

/** Everything together, against the period of the same length before. */
export function Totals({ statistics, before }: { statistics: Statistics; before: string }) {
  const { t } = useTranslation("insights");
  const delta = (column: ColumnId): Delta | undefined => {
    const change = changeOf(valueOf(statistics.total, column), valueOf(statistics.before, column));
    if (!change) return undefined;
    const welcome = WELCOME[column];
    return { direction: change.direction, amount: formatPercent(change.share), against: t("stats.previous"), ...(welcome && { isGood: change.direction === welcome }) };
  };
  return (
    <Card footer={before}>
      <div className="stats-totals">
        {SHOWN.map((column) => (
          <StatFigure key={column} label={<Defined column={column} />} value={written(statistics.total, column)} delta={delta(column)} />
        ))}
      </div>
    </Card>
  );
}

/** A figure's name with what it means on hover; the same words stand in the list of definitions, one press away. */
function Defined({ column }: { column: ColumnId }) {
  const { t } = useTranslation("insights");
  return (
    <span className="stats-defined" title={t(`stats.definition.${column}`)}>
      {t(`stats.columns.${column}`)}
    </span>
  );
}
