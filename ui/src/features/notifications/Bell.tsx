import { Dialog, DialogTrigger, Popover } from "react-aria-components";
import { useTranslation } from "react-i18next";
import type { Alarm } from "../../api/generated";
import { useAsk } from "../../api/query";
import { alarmWords } from "../../i18n/alarmWords";
import { formatTime } from "../../i18n/format";
import { useErrorWords } from "../../i18n/errorWords";
import { Empty, ErrorPanel, Icon, IconButton, Link, Skeleton } from "../../ui";
import "./Bell.css";

/** Alarms: what wants somebody's hand now. */
export function Bell() {
  const { t } = useTranslation(["shell", "states"]);
  const alarms = useAsk("alarms", {});
  const words = useErrorWords(alarms.data ? null : alarms.error);
  const list = alarms.data?.alarms ?? [];
  return (
    <DialogTrigger>
      <IconButton
        icon="bell"
        label={list.length === 0 ? t("bell.label") : t("bell.count", { count: list.length })}
        badge={list.length === 0 ? undefined : list.length}
        className={list.some((alarm) => alarm.severity === "bad") ? "bell is-bad" : "bell"}
      />
      <Popover className="hy-popover bell-popover" placement="bottom end">
        <Dialog aria-label={t("bell.title")} className="bell-list">
          {({ close }) => (
            <>
              <h2>{t("bell.title")}</h2>
              {alarms.isPending && <Skeleton lines={2} />}
              {words && <ErrorPanel {...words} onRetry={() => void alarms.refetch()} />}
              {alarms.data && list.length === 0 && (
                <Empty isSmall title={t("bell.fine")}>
                  {t("bell.fineWords")}
                </Empty>
              )}
              <ul>
                {list.map((alarm) => (
                  <AlarmRow key={alarm.alarm} alarm={alarm} onLeave={close} />
                ))}
              </ul>
              <Link href="/system" onPress={close}>
                {t("bell.all")}
              </Link>
            </>
          )}
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}

function AlarmRow({ alarm, onLeave }: { alarm: Alarm; onLeave: () => void }) {
  const { t } = useTranslation(["shell", "states"]);
  return (
    <li className={`bell-alarm is-${alarm.severity}`}>
      <Icon name={alarm.severity === "bad" ? "error" : "warn"} label={t(`states:severity.${alarm.severity}`)} />
      <div>
        <p>{alarmWords(alarm)}</p>
        <p className="bell-since">
          {alarm.since !== null && <span>{t("bell.since", { time: formatTime(alarm.since, "short") })}</span>}
          {alarm.channel !== null && (
            <Link href={`/channels/${alarm.channel}`} onPress={onLeave}>
              {t("bell.openChannel")}
            </Link>
          )}
          {alarm.task !== null && (
            <Link href={`/tasks/${alarm.task}`} onPress={onLeave}>
              {t("bell.openTask")}
            </Link>
          )}
        </p>
      </div>
    </li>
  );
}
