import { useTranslation } from "react-i18next";
import type { ChannelRow } from "../../api/generated";
import { formatCount, formatPrice, formatTime } from "../../i18n/format";
import { Facts } from "../../ui";

/** The settings of a channel as they stand; its password is not among them. */
export function ChannelFacts({ row }: { row: ChannelRow }) {
  const { t } = useTranslation(["channels", "states"]);
  const { form, line } = row;
  const { cmpp } = form;
  const facts = [
    { name: t("channels:detail.address"), value: <code>{`${cmpp.host}:${cmpp.port}`}</code> },
    { name: t("channels:detail.account"), value: <code>{cmpp.account}</code> },
    { name: t("channels:detail.version"), value: `CMPP ${cmpp.version}` },
    { name: t("channels:detail.service"), value: <code>{cmpp.service_code}</code> },
    { name: t("channels:detail.window"), value: t("channels:detail.windowOf", { window: cmpp.window, connections: cmpp.connections }) },
    { name: t("channels:detail.speed"), value: cmpp.speed_per_second === null ? t("channels:detail.unlimited") : t("channels:detail.speedOf", { speed: formatCount(cmpp.speed_per_second) }) },
    { name: t("channels:columns.carriers"), value: form.carriers.map((carrier) => t(`states:carrier.${carrier}`)).join(" · ") || t("channels:all") },
    { name: t("channels:detail.business"), value: form.business_types.map((business) => t(`states:business.${business}`)).join(" · ") || t("channels:all") },
    { name: t("channels:columns.price"), value: formatPrice(form.price) },
    { name: t("channels:detail.rank"), value: `${form.rank} / ${form.weight}` },
    { name: t("channels:detail.created"), value: formatTime(row.created_at) },
    line.detail !== "" && { name: t("channels:detail.log"), value: <code>{line.detail}</code>, isWide: true },
  ];
  return <Facts facts={facts} label={t("channels:detail.settings")} />;
}
