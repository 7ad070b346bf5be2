import { useTranslation } from "react-i18next";
import type { Alarm } from "../../api/generated";
import { formatTime } from "../../i18n/format";
import { Card, Link, StatusTag } from "../../ui";
import { alarmWords } from "./alarm";

export function Alarms({ alarms }: { alarms: readonly Alarm[] }) {
  const { t } = useTranslation(["home", "states"]);
  return (
    <Card title={t("alarms.title")}>
      {alarms.length === 0 ? (
        <StatusTag tone="good" look="plain">
          {t("alarms.empty")}
        </StatusTag>
      ) : (
        <ul className="home-list">
          {alarms.map((alarm) => (
            <li key={alarm.alarm}>
              <StatusTag tone={alarm.severity} look="plain">
                {t(`states:severity.${alarm.severity}`)}
              </StatusTag>
              <span className="home-alarm">
                {alarm.sandbox && `${t("alarms.practice")} · `}
                {alarmWords(alarm)}
                {alarm.since !== null && <small className="quiet"> {t("alarms.since", { at: formatTime(alarm.since, "short") })}</small>}
              </span>
              {alarm.channel !== null && <Link href={`/channels/${alarm.channel}`}>{t("alarms.channel")}</Link>}
              {alarm.task !== null && <Link href={`/tasks/${alarm.task}`}>{t("alarms.task")}</Link>}
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
