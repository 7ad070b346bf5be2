import { useTranslation } from "react-i18next";
import { formatCount, formatMoney, formatTime } from "../../../i18n/format";
import { laterBy } from "../clock";
import { useSend } from "../useSendModel";

/** People, segments, cost and end: always at the foot, always of what is on the screen now. */
export function Totals() {
  const { t } = useTranslation("wizard");
  const { draft, check } = useSend();
  const { data } = check;
  const people = data?.messages ?? draft.recipients?.people ?? null;
  const excluded = data === null ? 0 : data.people - data.messages;
  const figures: { id: "people" | "segments" | "cost" | "finish"; value: string }[] = [
    { id: "people", value: people === null ? t("totals.none") : formatCount(people) },
    { id: "segments", value: data === null ? t("totals.none") : formatCount(data.segments) },
    { id: "cost", value: data === null ? t("totals.none") : formatMoney(data.cost) },
    { id: "finish", value: data === null || data.seconds === null ? t("totals.none") : formatTime(laterBy(data.starts_at, data.seconds), "short") },
  ];
  const note = check.isWaiting ? t("totals.computing") : check.error !== null ? t("totals.failed") : data === null ? t("totals.unknown") : excluded > 0 ? t("totals.excluded", { figure: formatCount(excluded) }) : "";
  return (
    <div className="send-totals" role="group" aria-label={t("totals.label")} aria-busy={check.isWaiting}>
      <dl>
        {figures.map(({ id, value }) => (
          <div key={id}>
            <dt>{t(`totals.${id}`)}</dt>
            <dd className={check.isStale ? "is-stale" : ""}>{value}</dd>
          </div>
        ))}
      </dl>
      <p className="send-totals-note" aria-live="polite">
        {note}
      </p>
    </div>
  );
}
