import { useTranslation } from "react-i18next";
import type { DayFigures, Home } from "../../api/generated";
import { formatCount, formatMoney, formatPercent } from "../../i18n/format";
import { Card, type Delta, StatFigure } from "../../ui";
import { differenceOf } from "./delta";

const SHOWN = ["sent", "delivered", "failed", "replies", "cost"] as const;

/** Today against the mean of the days before. A day that has just begun is no bad day: only more failures are. */
export function Figures({ home }: { home: Home }) {
  const { t } = useTranslation("home");
  const { today, mean, days } = home;
  const delta = (name: (typeof SHOWN)[number]): Delta | undefined => {
    const difference = days > 0 ? differenceOf(Number(today[name]), Number(mean[name])) : undefined;
    if (!difference) return undefined;
    const isBad = name === "failed" && difference.direction === "up";
    return { direction: difference.direction, amount: formatPercent(difference.share, 0), against: t("against", { count: days }), ...(isBad && { isGood: false }) };
  };
  return (
    <Card title={t("today")}>
      <div className="home-figures">
        {SHOWN.map((name) => (
          <StatFigure key={name} label={t(`figure.${name}`)} value={shown(today, name)} unit={name === "cost" ? undefined : t(name === "replies" ? "unit.replies" : "unit.people") || undefined} delta={delta(name)} note={name === "delivered" && today.sent > 0 ? t("deliveredShare", { share: formatPercent(today.delivered / today.sent) }) : undefined} />
        ))}
      </div>
      {days === 0 && <p className="quiet">{t("noMean")}</p>}
    </Card>
  );
}

function shown(figures: DayFigures, name: (typeof SHOWN)[number]): string {
  return name === "cost" ? formatMoney(figures.cost) : formatCount(figures[name]);
}
