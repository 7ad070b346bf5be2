import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "./Icon";
import "./StatFigure.css";
import "./tone.css";

export interface Delta {
  direction: "up" | "down" | "same";
  /** The difference in figures: "1.2%". */
  amount: string;
  /** Against what: "7-day mean". */
  against: string;
  /** Whether this is welcome; unset where it is neither. */
  isGood?: boolean | undefined;
}

export interface StatFigureProps {
  label: ReactNode;
  value: ReactNode;
  unit?: string | undefined;
  delta?: Delta | undefined;
  /** How the figure is made, in small print. */
  note?: ReactNode;
}

/** One figure that tells how things go: value, and arrow with word against what is usual. */
export function StatFigure({ label, value, unit, delta, note }: StatFigureProps) {
  return (
    <div className="hy-stat">
      <span className="hy-stat-label">{label}</span>
      <span className="hy-stat-value">
        {value}
        {unit && <span className="hy-stat-unit">{unit}</span>}
      </span>
      {delta && <DeltaLine {...delta} />}
      {note !== undefined && <span className="hy-stat-note">{note}</span>}
    </div>
  );
}

function DeltaLine({ direction, amount, against, isGood }: Delta) {
  const { t } = useTranslation("kit");
  const tone = isGood === undefined || direction === "same" ? "is-idle" : isGood ? "is-good" : "is-bad";
  return (
    <span className={`hy-stat-delta ${tone}`}>
      <Icon name={direction === "up" ? "arrow-up" : direction === "down" ? "arrow-down" : "minus"} />
      {t(`delta.${direction}`, { amount, against })}
    </span>
  );
}
