import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { ChannelRow } from "../../api/generated";
import { formatCount, formatMoney, formatTime } from "../../i18n/format";

/** The settings of a channel as they stand; its password is not among them. */
export function ChannelFacts({ row }: { row: ChannelRow }) {
  const { t } = useTranslation(["channels", "states"]);
  const { form, line } = row;
  const { cmpp } = form;
  const facts: [string, ReactNode][] = [
    [t("channels:detail.address"), <code key="address">{`${cmpp.host}:${cmpp.port}`}</code>],
    [t("channels:detail.account"), <code key="account">{cmpp.account}</code>],
    [t("channels:detail.version"), `CMPP ${cmpp.version}`],
    [t("channels:detail.service"), <code key="service">{cmpp.service_code}</code>],
    [t("channels:detail.window"), t("channels:detail.windowOf", { window: cmpp.window, connections: cmpp.connections })],
    [t("channels:detail.speed"), cmpp.speed_per_second === null ? t("channels:detail.unlimited") : t("channels:detail.speedOf", { speed: formatCount(cmpp.speed_per_second) })],
    [t("channels:columns.carriers"), form.carriers.map((carrier) => t(`states:carrier.${carrier}`)).join(" · ") || t("channels:all")],
    [t("channels:detail.business"), form.business_types.map((business) => t(`states:business.${business}`)).join(" · ") || t("channels:all")],
    [t("channels:columns.price"), formatMoney(form.price)],
    [t("channels:detail.rank"), `${form.rank} / ${form.weight}`],
    [t("channels:detail.created"), formatTime(row.created_at)],
    ...(line.detail === "" ? [] : [[t("channels:detail.log"), <code key="log">{line.detail}</code>] as [string, ReactNode]]),
  ];
  return (
    <dl className="hy-facts">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
